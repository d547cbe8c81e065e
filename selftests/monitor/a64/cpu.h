/* SPDX-License-Identifier: GPL-2.0 */
/*
 * System registers, by their names.
 */
#ifndef VSI_MONITOR_A64_CPU_H
#define VSI_MONITOR_A64_CPU_H

#include "../exit32.h"

#define sysreg_read(name) ({						\
	u64 value_;							\
									\
	__asm__ volatile("mrs %0, " #name : "=r"(value_));		\
	value_;								\
})
#define sysreg_write(name, value) \
	__asm__ volatile("msr " #name ", %0\n\tisb" : : "r"((u64)(value)) : "memory")

/* ARM DDI 0487, D17.2.48 (HCR_EL2), C5.2.19 (SPSR_EL2) */
#define HCR_RW		(1ul << 31)
#define SPSR_SS		(1ul << 21)
#define SPSR_PAN	(1ul << 22)
#define SPSR_32		(1ul << 4)
#define SPSR_EL1H	0x3c5	/* exceptions masked */
#define SPSR_SVC	0x1d3

void skip(void);
void skip32(u64 esr);
bool in_undefined_mode(void);
/* start.S */
extern const u32 enter_undefined_mode[];
void read_id_space(u64 ids[8][8]);
void unexpected_exception(u64 esr, u64 pc);

#endif
