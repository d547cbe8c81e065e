/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a line of A32 does with the exclusive monitor.
 */
#ifndef VSI_UNIT_READ_ARM_H
#define VSI_UNIT_READ_ARM_H

enum arm_monitor { ARM_MONITOR_OTHER, ARM_MONITOR_LOAD, ARM_MONITOR_STORE };

enum arm_monitor arm_monitor(const char *mnemonic);

#endif
