// SPDX-License-Identifier: GPL-2.0
/*
 * A CPU at EL2: how it is set up, what traps, where the guest starts.
 */
#include "cpu.h"

extern const char vectors[], tightest_vectors[];

/* ARM DDI 0487, D17.2.30: RES1, and nothing of floating point or SVE traps */
#define CPTR_RES1		0x32ff
#define SCTLR_EL1_RES1		0x30d00800
#define SCTLR_RES1		0x00c50838
#define CNTHCTL_EL1PCTEN	3	/* EL1 has the physical timer, too */
#define PMCR_N(pmcr)		((pmcr) >> 11 & 31)

/* QEMU's loader of kernels at the beginning of RAM, and where it has its two addresses. */
#define LOADER_FIRST		0x580000c0	/* ldr x0, +24 */
#define LOADER_FDT		6
#define LOADER_ENTRY		8
/* Linux, arch/arm/boot/compressed/head.S: what every zImage has there */
#define ZIMAGE_MAGIC_WORD	9
#define ZIMAGE_MAGIC		0x016f2818

u32 cpu_number(void)
{
	return sysreg_read(mpidr_el1) & (MON_MAX_CPUS - 1);
}

struct cpu *this_cpu(void)
{
	return (struct cpu *)sysreg_read(tpidr_el2);
}

bool find_guest(void)
{
	const u32 *loader = (const u32 *)RAM_BASE, *kernel;

	if (loader[0] != LOADER_FIRST)
		return false;
	guest.fdt = loader[LOADER_FDT] | (u64)loader[LOADER_FDT + 1] << 32;
	guest.entry = loader[LOADER_ENTRY] | (u64)loader[LOADER_ENTRY + 1] << 32;
	kernel = (const u32 *)guest.entry;
	guest.is32 = kernel[ZIMAGE_MAGIC_WORD] == ZIMAGE_MAGIC;
	guest.rows = guest.is32 ? rows_cp : rows_a64;
	guest.rows_end = guest.rows + (guest.is32 ? nr_rows_cp : nr_rows_a64);
	return true;
}

/* Of CRm 0; MIDR and MPIDR do not trap, but have names that do. */
static void read_main_ids(void)
{
	const struct row *row;
	u32 op2, key;

	for (op2 = 0; op2 < 8; op2++) {
		key = guest.is32 ? KEY_CP(15, 0, 0, 0, op2) : KEY_SYS(3, 0, 0, 0, op2);
		row = find_row(key);
		ids[0][op2] = row->read ? row->read(key) : 0;
	}
}

void cpu_init(void)
{
	struct cpu *cpu = &cpus[cpu_number()];

	sysreg_write(tpidr_el2, cpu);
	sysreg_write(cnthctl_el2, CNTHCTL_EL1PCTEN);
	sysreg_write(cntvoff_el2, 0);
	sysreg_write(vpidr_el2, sysreg_read(midr_el1));
	sysreg_write(vmpidr_el2, sysreg_read(mpidr_el1));
	sysreg_write(sctlr_el1, guest.is32 ? SCTLR_RES1 : SCTLR_EL1_RES1);
	read_id_space(ids);
	read_main_ids();
}

/* Stage 2 is off: the guest's addresses are the machine's.  Interrupts are the guest's. */
void cpu_set_traps(u32 traps)
{
	this_cpu()->traps = traps;
	sysreg_write(hcr_el2, trap_bits(traps, MON_REGISTER_HCR) | (guest.is32 ? 0 : HCR_RW));
	sysreg_write(mdcr_el2, trap_bits(traps, MON_REGISTER_MDCR) |
		     PMCR_N(sysreg_read(pmcr_el0)));
	sysreg_write(cptr_el2, trap_bits(traps, MON_REGISTER_CPTR) | CPTR_RES1);
	sysreg_write(hstr_el2, trap_bits(traps, MON_REGISTER_HSTR));
}

u64 cpu_read(u32 reg)
{
	switch (reg) {
	case MON_REGISTER_HCR:
		return sysreg_read(hcr_el2);
	case MON_REGISTER_MDCR:
		return sysreg_read(mdcr_el2);
	case MON_REGISTER_CPTR:
		return sysreg_read(cptr_el2);
	default:
		return sysreg_read(hstr_el2);
	}
}

void cpu_set_handler(bool tightest)
{
	sysreg_write(vbar_el2, tightest ? tightest_vectors : vectors);
}

/* A guest of AArch32 starts in A32, or in T32 where its address is odd. */
void cpu_enter(struct regs *regs, u64 entry, u64 context)
{
	u64 spsr = SPSR_EL1H;

	if (guest.is32)
		spsr = SPSR_SVC | (entry & 1 ? PSR_T32 : 0);
	sysreg_write(elr_el2, guest.is32 ? entry & ~1ul : entry);
	sysreg_write(spsr_el2, spsr);
	regs->r[0] = context;
}

/* The monitor has written what the guest may execute or has cached. */
void cpu_sync_code(void)
{
	__asm__ volatile("dsb sy\n\tic iallu\n\tdsb sy\n\tisb" : : : "memory");
}

/* SMC: x0 to x3 in and out, x4 to x17 may be lost (ARM DEN 0028, 2.6) */
void firmware_call(unsigned long r[4])
{
	register unsigned long x0 __asm__("x0") = r[0];
	register unsigned long x1 __asm__("x1") = r[1];
	register unsigned long x2 __asm__("x2") = r[2];
	register unsigned long x3 __asm__("x3") = r[3];

	__asm__ volatile("smc #0" : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3) : :
			 "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
			 "x14", "x15", "x16", "x17", "memory");
	r[0] = x0;
	r[1] = x1;
	r[2] = x2;
	r[3] = x3;
}
