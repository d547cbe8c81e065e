/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_UNDEF_H
#define VSI_ARM_UNDEF_H

#include <linux/types.h>

int vsi_undef_init(void);
void vsi_undef_exit(void);
bool vsi_undef_sees(u32 word);

#endif
