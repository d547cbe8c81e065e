// SPDX-License-Identifier: GPL-2.0
/*
 * Which instructions the VMM serves, and how.
 *
 * Registers are named as those of AArch64; those of AArch32 are mapped to them, ARM DDI
 * 0487, G8: all that are here have the same CRn, CRm and opc2 there, save for CTR and L2CTLR.
 */
#include <linux/kvm.h>
#include "../../../hypercall/vsi_abi.h"
#include "vmm.h"

/* op0 is 3 in all */
struct sysreg {
	int op1, crn, crm, op2;
};

/* ARM DDI 0487, C6.2: MRS, MSR (register) */
static bool read_a64(u32 word, struct sysreg *reg)
{
	*reg = (struct sysreg) {
		.op1 = word >> 16 & 7, .crn = word >> 12 & 15, .crm = word >> 8 & 15,
		.op2 = word >> 5 & 7,
	};
	return (word >> 19 & 3) == 3;
}

/* ARM DDI 0487, F6.1: MRC and MCR; T32 has the same fields */
static void read_cp15(u32 word, struct sysreg *reg)
{
	*reg = (struct sysreg) {
		.op1 = word >> 21 & 7, .crn = word >> 16 & 15, .crm = word & 15,
		.op2 = word >> 5 & 7,
	};
}

static bool is_reg(const struct sysreg *reg, int op1, int crn, int crm, int op2)
{
	return reg->op1 == op1 && reg->crn == crn && reg->crm == crm && reg->op2 == op2;
}

static bool is_pmu(const struct sysreg *reg)
{
	return (reg->crn == 9 && reg->crm >= 12) || (reg->crn == 14 && reg->crm >= 8);
}

/* TCMTR and TLBTR are not in AArch64. */
static bool rename_cp15(struct sysreg *reg)
{
	if (is_reg(reg, 0, 0, 0, 2) || is_reg(reg, 0, 0, 0, 3))
		return false;
	if (is_reg(reg, 0, 0, 0, 1))
		reg->op1 = 3;
	else if (is_reg(reg, 1, 9, 0, 2) || is_reg(reg, 1, 9, 0, 3))
		reg->crn = 11;
	else if (is_pmu(reg) && reg->op1 == 0)
		reg->op1 = 3;
	return true;
}

static bool read_fields(const struct vsi_insn *insn, struct sysreg *reg)
{
	if (insn->form == VSI_FORM_SYS)
		return read_a64(insn->word, reg);
	if (insn->form != VSI_FORM_CP32 || insn->cp != 15)
		return false;
	read_cp15(insn->word, reg);
	return rename_cp15(reg);
}

/**
 * struct row - registers that are served
 * @match: is it one?
 * @value: what it reads, false if that is not known
 * @bits:  what may be kept of it, enum of VSI_ABI_ALWAYS
 * @write: writes are served, and ignored
 */
struct row {
	bool (*match)(const struct vmm *vm, const struct sysreg *reg);
	bool (*value)(struct vmm_cpu *cpu, const struct sysreg *reg, u64 *value);
	int bits;
	bool write;
};

static bool is_mpidr(const struct vmm *vm, const struct sysreg *reg)
{
	return is_reg(reg, 0, 0, 0, 5);
}

/* MIDR, REVIDR, ID_..., CLIDR, AIDR, CTR */
static bool is_identification(const struct vmm *vm, const struct sysreg *reg)
{
	return (reg->op1 == 0 && reg->crn == 0 && reg->crm < 8) ||
	       is_reg(reg, 1, 0, 0, 1) || is_reg(reg, 1, 0, 0, 7) || is_reg(reg, 3, 0, 0, 1);
}

static bool is_l2ctlr(const struct vmm *vm, const struct sysreg *reg)
{
	return is_reg(reg, 1, 11, 0, 2);
}

/* ACTLR, L2ECTLR; the performance monitors if there are none */
static bool is_zero(const struct vmm *vm, const struct sysreg *reg)
{
	return is_reg(reg, 0, 1, 0, 1) || is_reg(reg, 1, 11, 0, 3) ||
	       (!vm->pmu && is_pmu(reg));
}

static bool kvm_value(struct vmm_cpu *cpu, const struct sysreg *reg, u64 *value)
{
	return sysreg_get(cpu, 3, reg->op1, reg->crn, reg->crm, reg->op2, value);
}

/* Cortex-A72 TRM, 4.3.59: bits 25:24, number of CPUs less one */
static bool l2ctlr_value(struct vmm_cpu *cpu, const struct sysreg *reg, u64 *value)
{
	*value = (cpu->vm->cpus - 1) << 24;
	return true;
}

static bool zero_value(struct vmm_cpu *cpu, const struct sysreg *reg, u64 *value)
{
	*value = 0;
	return true;
}

/* The first that matches counts. */
static const struct row rows[] = {
	{ is_mpidr, kvm_value, VSI_ABI_ALWAYS | VSI_ABI_CONST_CPU, false },
	{ is_identification, kvm_value, VSI_ABI_ALWAYS | VSI_ABI_CONST_ALL, false },
	{ is_l2ctlr, l2ctlr_value, VSI_ABI_ALWAYS | VSI_ABI_CONST_ALL, true },
	{ is_zero, zero_value, VSI_ABI_ALWAYS | VSI_ABI_CONST_ALL, true },
};

static const struct row *find(const struct vmm *vm, const struct sysreg *reg)
{
	const struct row *row;

	for (row = rows; row < rows + sizeof(rows) / sizeof(*rows); row++)
		if (row->match(vm, reg))
			return row;
	return NULL;
}

/**
 * served_query() - what can be said of an instruction beforehand?
 * @cpu:   who asks
 * @insn:  the instruction
 * @value: gets what it reads, if that is constant
 *
 * Return: bits of VSI_ABI_ALWAYS, or an error of the ABI.
 */
int served_query(struct vmm_cpu *cpu, const struct vsi_insn *insn, u64 *value)
{
	const struct row *row;
	struct sysreg reg;

	row = read_fields(insn, &reg) ? find(cpu->vm, &reg) : NULL;
	if (!row)
		return VSI_ABI_NOT_MINE;
	if (insn->write)
		return row->write ? VSI_ABI_ALWAYS : VSI_ABI_REFUSED;
	return row->value(cpu, &reg, value) ? row->bits : VSI_ABI_NOT_MINE;
}

/**
 * served_access() - do what an instruction would
 * @cpu:   who executes it
 * @insn:  the instruction
 * @value: gets what it reads
 *
 * Return: VSI_ABI_DONE with what may be kept of the value, or an error of the ABI.
 */
int served_access(struct vmm_cpu *cpu, const struct vsi_insn *insn, u64 *value)
{
	int status = served_query(cpu, insn, value);

	return status < 0 ? status : status & (VSI_ABI_CONST_CPU | VSI_ABI_CONST_ALL);
}
