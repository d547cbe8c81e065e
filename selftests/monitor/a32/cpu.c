// SPDX-License-Identifier: GPL-2.0
/*
 * A CPU in Hyp mode: how it is set up, what traps, where the guest starts.
 * ARM DDI 0406, B4.1; DDI 0487, G8.2.
 */
#include "cpu.h"

#define CNTHCTL_PL1PCTEN	3	/* PL1 has the physical timer, too */
#define PMCR_N(pmcr)		((pmcr) >> 11 & 31)
#define SCTLR_RES1		0x00c50078

/* QEMU's loader of kernels at the beginning of RAM, from where it zeroes r0. */
#define LOADER_WORDS		8
#define LOADER_FIRST		0xe3a00000	/* mov r0, #0 */
#define LOADER_FDT		5
#define LOADER_ENTRY		6

u32 cpu_number(void)
{
	return cp15_read(0, c0, c0, 5) & (MON_MAX_CPUS - 1);
}

struct cpu *this_cpu(void)
{
	return (struct cpu *)cp15_read(4, c13, c0, 2);	/* HTPIDR */
}

bool find_guest(void)
{
	const u32 *loader = (const u32 *)RAM_BASE;
	u32 i;

	for (i = 0; i < LOADER_WORDS; i++, loader++)
		if (*loader == LOADER_FIRST) {
			guest.fdt = loader[LOADER_FDT];
			guest.entry = loader[LOADER_ENTRY];
			guest.is32 = true;
			guest.rows = rows_cp;
			guest.rows_end = rows_cp + nr_rows_cp;
			return true;
		}
	return false;
}

void cpu_init(void)
{
	struct cpu *cpu = &cpus[cpu_number()];

	cp15_write(4, c13, c0, 2, (u32)cpu);
	cp15_write(4, c14, c1, 0, CNTHCTL_PL1PCTEN);
	cp15_write64(4, c14, 0ull);			/* CNTVOFF */
	cp15_write(4, c0, c0, 0, cp15_read(0, c0, c0, 0));	/* VPIDR */
	cp15_write(4, c0, c0, 5, cp15_read(0, c0, c0, 5));	/* VMPIDR */
	cp15_write(0, c1, c0, 0, SCTLR_RES1);
	read_id_space(ids);
}

/* Stage 2 is off: the guest's addresses are the machine's.  Interrupts are the guest's. */
void cpu_set_traps(u32 traps)
{
	this_cpu()->traps = traps;
	cp15_write(4, c1, c1, 0, trap_bits(traps, MON_REGISTER_HCR));
	cp15_write(4, c1, c1, 1, trap_bits(traps, MON_REGISTER_MDCR) |
		   PMCR_N(cp15_read(0, c9, c12, 0)));
	cp15_write(4, c1, c1, 2, trap_bits(traps, MON_REGISTER_CPTR));
	cp15_write(4, c1, c1, 3, trap_bits(traps, MON_REGISTER_HSTR));
}

u64 cpu_read(u32 reg)
{
	switch (reg) {
	case MON_REGISTER_HCR:
		return cp15_read(4, c1, c1, 0);
	case MON_REGISTER_MDCR:
		return cp15_read(4, c1, c1, 1);
	case MON_REGISTER_CPTR:
		return cp15_read(4, c1, c1, 2);
	default:
		return cp15_read(4, c1, c1, 3);
	}
}

void cpu_set_handler(bool tightest)
{
	cp15_write(4, c12, c0, 0, tightest ? tightest_vectors : vectors);
}

/* In A32, or in T32 where the address is odd. */
void cpu_enter(struct regs *regs, u64 entry, u64 context)
{
	banked_write(elr_hyp, entry & ~1ull);
	write_spsr(PSR_SVC | (entry & 1 ? PSR_T32 : 0));
	regs->r[0] = context;
}

/* The monitor has written what the guest may execute or has cached. */
void cpu_sync_code(void)
{
	cp15_write(0, c7, c5, 0, 0);	/* ICIALLU */
	__asm__ volatile("dsb sy\n\tisb" : : : "memory");
}

/* SMC: r0 to r3 in and out (ARM DEN 0028, 2.7) */
void firmware_call(unsigned long r[4])
{
	register unsigned long r0 __asm__("r0") = r[0];
	register unsigned long r1 __asm__("r1") = r[1];
	register unsigned long r2 __asm__("r2") = r[2];
	register unsigned long r3 __asm__("r3") = r[3];

	__asm__ volatile(".arch_extension sec\n\tsmc #0"
			 : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3) : : "r12", "memory");
	r[0] = r0;
	r[1] = r1;
	r[2] = r2;
	r[3] = r3;
}
