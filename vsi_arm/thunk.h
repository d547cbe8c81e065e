/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_THUNK_H
#define VSI_ARM_THUNK_H

#include <linux/types.h>

u32 *vsi_thunk_get(u32 word);
void vsi_thunk_put(u32 *thunk);
bool vsi_thunk_at(unsigned long pc);
bool vsi_thunk_call(u32 *thunk, u32 *r0, u32 *r1);
bool vsi_thunk_read(u32 *thunk, u32 *value);

#endif
