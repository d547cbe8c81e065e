/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_ARM_SETWAY_H
#define VSI_ARM_SETWAY_H

#include <linux/types.h>

void vsi_setway(u32 operand);

#endif
