/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The policy in force: what becomes of virtualization-sensitive instructions,
 * and by which carrier.
 */
#ifndef VSI_CORE_POLICY_H
#define VSI_CORE_POLICY_H

#include <linux/types.h>
#include "policy_parse.h"

/* No carrier is asked for: the cheapest that is correct. */
#define VSI_CARRIER_AUTO	VSI_CARRIER_NONE

void vsi_policy_of(const char *module, struct vsi_policy *policy);
enum vsi_carrier vsi_policy_carrier(void);

ssize_t vsi_policy_show(char *buf);
ssize_t vsi_policy_store(const char *buf, size_t count);
ssize_t vsi_policy_carrier_show(char *buf);
ssize_t vsi_policy_carrier_store(const char *buf, size_t count);

const char *vsi_policy_name(void);

#endif
