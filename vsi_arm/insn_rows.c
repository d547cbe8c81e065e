// SPDX-License-Identifier: GPL-2.0
/*
 * The tables of instructions as arrays.
 *
 * Pure.
 */
#include "insn_rows.h"

#define TREATMENT(user, kvm, xen, p_auto, p_kvm, p_xen, p_depr) \
	{ { VSI_BEHAVES_##user, VSI_BEHAVES_##kvm, VSI_BEHAVES_##xen }, \
	  { VSI_##p_auto, VSI_##p_kvm, VSI_##p_xen, VSI_##p_depr } }

#define INSN(id, mask, value, xmask, xvalue, class, trap, fields, text, ...) \
	{ mask, value, xmask, xvalue, VSI_CLASS_##class, VSI_TRAP_##trap, \
	  VSI_FIELDS_##fields, TREATMENT(__VA_ARGS__), #id, text },

/* A field of REG() as the initializer of a struct vsi_range: "n" is n to n. */
#define RANGE(first, last)	first, last
#define ANY			RANGE(0, 15)
#define PICK(first, last, ...)	{ first, last }
#define FIELD(...)		PICK(__VA_ARGS__, __VA_ARGS__, 0)

#define REG(id, space, op1, crn, crm, op2, class, trap, name, ...) \
	{ FIELD(space), FIELD(op1), FIELD(crn), FIELD(crm), FIELD(op2), \
	  VSI_CLASS_##class, VSI_TRAP_##trap, TREATMENT(__VA_ARGS__), #id, name },

#ifdef VSI_HAS_ARM
static const struct vsi_insn_row a32_insns[] = {
#include "a32.tbl"
};

static const struct vsi_insn_row t32_insns[] = {
#include "t32.tbl"
};

static const struct vsi_reg_row cp_regs[] = {
#include "cp.tbl"
};
#endif

#ifdef VSI_HAS_ARM64
static const struct vsi_insn_row a64_insns[] = {
#include "a64.tbl"
};

static const struct vsi_reg_row sys_regs[] = {
#include "sysreg.tbl"
};
#endif

const struct vsi_rows vsi_all_rows[VSI_ISA_A64 + 1] = {
#ifdef VSI_HAS_ARM
	[VSI_ISA_A32] = { a32_insns, cp_regs, A32_NR_INSNS, CP_NR_REGS },
	[VSI_ISA_T32] = { t32_insns, cp_regs, T32_NR_INSNS, CP_NR_REGS },
#endif
#ifdef VSI_HAS_ARM64
	[VSI_ISA_A64] = { a64_insns, sys_regs, A64_NR_INSNS, SYSREG_NR },
#endif
};
