/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Coprocessor and banked registers, by their operands and names.
 */
#ifndef VSI_MONITOR_A32_CPU_H
#define VSI_MONITOR_A32_CPU_H

#include "../exit32.h"

#define cp15_read(opc1, CRn, CRm, opc2) ({				\
	u32 value_;							\
									\
	__asm__ volatile("mrc p15, " #opc1 ", %0, " #CRn ", " #CRm ", " #opc2 \
			 : "=r"(value_));				\
	value_;								\
})
#define cp15_write(opc1, CRn, CRm, opc2, value)				\
	__asm__ volatile("mcr p15, " #opc1 ", %0, " #CRn ", " #CRm ", " #opc2 "\n\tisb" \
			 : : "r"((u32)(value)) : "memory")
#define cp15_write64(opc1, CRm, value)					\
	__asm__ volatile("mcrr p15, " #opc1 ", %Q0, %R0, " #CRm "\n\tisb" \
			 : : "r"((u64)(value)) : "memory")

#define banked_read(name) ({						\
	u32 value_;							\
									\
	__asm__ volatile(".arch_extension virt\n\tmrs %0, " #name : "=r"(value_)); \
	value_;								\
})
#define banked_write(name, value) \
	__asm__ volatile(".arch_extension virt\n\tmsr " #name ", %0" : : "r"((u32)(value)))

#define read_spsr()	banked_read(spsr)
#define write_spsr(psr)	banked_write(spsr_cxsf, psr)

#define PSR_SVC		0x1d3	/* exceptions masked */

/* start.S */
extern const char vectors[], tightest_vectors[];
void read_id_space(u64 ids[8][8]);

void unexpected_exception(u32 hsr, u32 pc);

#endif
