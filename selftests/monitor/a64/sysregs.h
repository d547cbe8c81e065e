/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Functions for rows, of registers that the monitor reads and writes as the guest would.
 */
#ifndef VSI_MONITOR_A64_SYSREGS_H
#define VSI_MONITOR_A64_SYSREGS_H

#include "cpu.h"

#define READS(name)							\
static u64 read_##name(u32 key)						\
{									\
	(void)key;							\
	return sysreg_read(name);					\
}
#define WRITES(name)							\
static void write_##name(u32 key, u64 value)				\
{									\
	(void)key;							\
	sysreg_write(name, value);					\
}

/* Of AArch32, where one of AArch64 has two: in its lower and in its upper half */
#define READS_HALF(name, reg, shift)					\
static u64 read_##name(u32 key)						\
{									\
	(void)key;							\
	return (u32)(sysreg_read(reg) >> (shift));			\
}
#define WRITES_HALF(name, reg, shift)					\
static void write_##name(u32 key, u64 value)				\
{									\
	u64 other = sysreg_read(reg) & ~(0xffffffffull << (shift));	\
									\
	(void)key;							\
	sysreg_write(reg, other | (u64)(u32)value << (shift));		\
}

#endif
