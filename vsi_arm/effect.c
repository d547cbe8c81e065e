// SPDX-License-Identifier: GPL-2.0
/*
 * What an action means for one instruction.
 *
 * Pure.  Called while a module is planned.
 */
#include "cp_reg.h"
#include "effect.h"
#include "insn_rows.h"
#include "state.h"
#include "sys_reg.h"

#define REG_R0	0
#define REG_SP	13
#define REG_PC	15

/* SMC Calling Convention, ARM DEN 0028: NOT_SUPPORTED is -1, as wide as a register. */
#define SMCCC_NOT_SUPPORTED_32	0xffffffffu
#define SMCCC_NOT_SUPPORTED_64	(~(u64)0)

enum emulation {
	EMULATION_NONE,
	EMULATION_ZERO,
	EMULATION_CPUS,
	EMULATION_COUNTER,
	EMULATION_REFUSED,
	EMULATION_NOTHING,
	EMULATION_SETWAY,
	EMULATION_NATIVE,
};

struct direction {
	u8 read;
	u8 write;
};

struct exact {
	u32 reg;
	struct direction direction;
};

static const struct exact by_reg[] = {
#define EMULATE_REG(space, op1, crn, crm, op2, read, write) \
	{ VSI_CP_REG(space, op1, crn, crm, op2), { EMULATION_##read, EMULATION_##write } },
#include "emulate.tbl"
#undef EMULATE_REG
};

static const struct direction by_row[CP_NR_REGS] = {
#define EMULATE_ROW(id, read, write)	[CP_##id] = { EMULATION_##read, EMULATION_##write },
#include "emulate.tbl"
#undef EMULATE_ROW
};

static const struct exact by_sys_reg[] = {
#define EMULATE_SYS(op0, op1, crn, crm, op2, read, write) \
	{ VSI_SYS_REG(op0, op1, crn, crm, op2), { EMULATION_##read, EMULATION_##write } },
#include "emulate.tbl"
#undef EMULATE_SYS
};

static const struct direction by_sys_row[SYSREG_NR] = {
#define EMULATE_SYS_ROW(id, r, w)	[SYSREG_##id] = { EMULATION_##r, EMULATION_##w },
#include "emulate.tbl"
#undef EMULATE_SYS_ROW
};

static const u8 by_a32[A32_NR_INSNS] = {
#define EMULATE_A32(id, what)	[A32_##id] = EMULATION_##what,
#include "emulate.tbl"
#undef EMULATE_A32
};

static const u8 by_t32[T32_NR_INSNS] = {
#define EMULATE_T32(id, what)	[T32_##id] = EMULATION_##what,
#include "emulate.tbl"
#undef EMULATE_T32
};

static const u8 by_a64[A64_NR_INSNS] = {
#define EMULATE_A64(id, what)	[A64_##id] = EMULATION_##what,
#include "emulate.tbl"
#undef EMULATE_A64
};

static const u32 constant_regs[] = {
#define CONSTANT_REG(space, op1, crn, crm, op2)	VSI_CP_REG(space, op1, crn, crm, op2),
#include "emulate.tbl"
#undef CONSTANT_REG
};

static const bool constant_rows[CP_NR_REGS] = {
#define CONSTANT_ROW(id)	[CP_##id] = true,
#include "emulate.tbl"
#undef CONSTANT_ROW
};

static const bool constant_sys_rows[SYSREG_NR] = {
#define CONSTANT_SYS_ROW(id)	[SYSREG_##id] = true,
#include "emulate.tbl"
#undef CONSTANT_SYS_ROW
};

static const bool constant_vfp[16] = {
#define CONSTANT_VFP(reg)	[reg] = true,
#include "emulate.tbl"
#undef CONSTANT_VFP
};

static bool is_cp(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_CP32 || insn->form == VSI_FORM_CP64;
}

static bool is_insn(const struct vsi_insn *insn, unsigned int a32, unsigned int t32)
{
	return insn->base == (insn->isa == VSI_ISA_A32 ? a32 : t32);
}

/* Of A64: Rt.  Rd of MRS, B9.3.8, B9.3.9, which T32 has elsewhere; Rt of VMRS, B9.3.21. */
static u8 result_of_other(const struct vsi_insn *insn)
{
	const bool low = insn->isa == VSI_ISA_T32 && insn->class != VSI_CLASS_VFPID;

	if (insn->isa == VSI_ISA_A64)
		return insn->word & 0x1f;
	return (low ? insn->word >> 8 : insn->word >> 12) & 0xf;
}

/* The registers that a read leaves its result in. */
static void set_results(const struct vsi_insn *insn, struct vsi_effect *effect)
{
	if (insn->write)
		return;
	effect->rt = is_cp(insn) || insn->form == VSI_FORM_SYS ? insn->rt : result_of_other(insn);
	if (insn->form == VSI_FORM_CP64)
		effect->rt2 = insn->rt2;
}

/* ARM DDI 0406C, A8.8.98, A8.8.99, A8.8.107, A8.8.108. */
static bool cp_is_unpredictable(const struct vsi_insn *insn)
{
	const bool wide = insn->form == VSI_FORM_CP64;

	if (insn->isa == VSI_ISA_T32 && (insn->rt == REG_SP || (wide && insn->rt2 == REG_SP)))
		return true;
	if (!wide)
		return insn->write && insn->rt == REG_PC;
	return insn->rt == REG_PC || insn->rt2 == REG_PC ||
	       (!insn->write && insn->rt == insn->rt2);
}

/* With such operands there is nothing to be exact about; A64 takes any. */
static bool is_unpredictable(const struct vsi_insn *insn)
{
	u8 rt;

	if (insn->isa == VSI_ISA_A64)
		return false;
	if (is_cp(insn))
		return cp_is_unpredictable(insn);
	if (insn->write)
		return false;
	rt = result_of_other(insn);
	return rt == REG_PC || (insn->isa == VSI_ISA_T32 && rt == REG_SP);
}

/* LDC and STC with write-back change their base register, A8.8.55, A8.8.198. */
static bool writes_back(const struct vsi_insn *insn)
{
	return insn->word >> 21 & 1;
}

/*
 * RNDR says by the flags whether it has a value, and MRRS yields two.  Where there
 * are no tags, none is stored; but STZGM zeroes the memory, too.
 */
static bool a64_can_be_left_out(const struct vsi_insn *insn)
{
	if (insn->form == VSI_FORM_SYS)
		return insn->class != VSI_CLASS_RANDOM &&
		       (insn->write || insn->base != A64_SYSREG128);
	if (insn->form == VSI_FORM_PSR || insn->class == VSI_CLASS_EVENT)
		return true;
	switch (insn->base) {
	case A64_SMC:
	case A64_DCPS:
	case A64_PSB:
	case A64_TSB:
	case A64_STGM:
	case A64_LDGM:
		return true;
	}
	return false;
}

/*
 * Can it be left out, or answered by a value?  Not what returns from an
 * exception, accesses memory or banked registers, or calls somebody else: the
 * code around it goes on only where that has happened.
 */
static bool can_be_left_out(const struct vsi_insn *insn)
{
	if (insn->isa == VSI_ISA_A64)
		return a64_can_be_left_out(insn);
	if (is_unpredictable(insn))
		return false;
	if (is_cp(insn) || insn->form == VSI_FORM_PSR)
		return true;
	if (insn->class == VSI_CLASS_VFPID || insn->class == VSI_CLASS_EVENT || vsi_is_smc(insn))
		return true;
	if (is_insn(insn, A32_LDC_DBG, T32_LDC_DBG))
		return !writes_back(insn);
	return insn->isa == VSI_ISA_T32 && insn->base == T32_DCPS;
}

static enum vsi_action keep(struct vsi_effect *effect)
{
	effect->kind = VSI_EFFECT_NONE;
	return VSI_KEEP;
}

static void set_value(const struct vsi_insn *insn, u64 value, struct vsi_effect *effect)
{
	effect->kind = VSI_EFFECT_VALUE;
	effect->value = value;
	set_results(insn, effect);
}

static enum vsi_action zero_or_ignore(const struct vsi_insn *insn, struct vsi_effect *effect)
{
	if (!can_be_left_out(insn))
		return keep(effect);
	if (!insn->write) {
		set_value(insn, 0, effect);
		return VSI_ZERO;
	}
	effect->kind = VSI_EFFECT_NOTHING;
	return VSI_IGNORE;
}

static enum vsi_action constant(const struct vsi_insn *insn, const struct vsi_effect_env *env,
				struct vsi_effect *effect)
{
	if (insn->write)
		return zero_or_ignore(insn, effect);
	if (!env->has_const || !(env->answered || vsi_effect_constable(insn)) ||
	    is_unpredictable(insn))
		return keep(effect);
	set_value(insn, env->constant, effect);
	effect->midr = env->const_midr;
	return VSI_CONST;
}

static enum emulation cp_emulation(const struct vsi_insn *insn)
{
	const struct direction *direction = &by_row[insn->row];
	unsigned int i;

	for (i = 0; i < sizeof(by_reg) / sizeof(by_reg[0]); i++)
		if (vsi_insn_reaches(insn, by_reg[i].reg))
			direction = &by_reg[i].direction;
	return insn->write ? direction->write : direction->read;
}

static enum emulation sys_emulation(const struct vsi_insn *insn)
{
	const struct direction *direction = &by_sys_row[insn->row];
	unsigned int i;

	for (i = 0; i < sizeof(by_sys_reg) / sizeof(by_sys_reg[0]); i++)
		if (vsi_insn_reaches_sys(insn, by_sys_reg[i].reg))
			direction = &by_sys_reg[i].direction;
	return insn->write ? direction->write : direction->read;
}

static enum emulation emulation_of(const struct vsi_insn *insn)
{
	if (insn->form == VSI_FORM_PSR)
		return EMULATION_NATIVE;
	if (!can_be_left_out(insn))
		return EMULATION_NONE;
	if (is_cp(insn))
		return cp_emulation(insn);
	if (insn->form == VSI_FORM_SYS)
		return sys_emulation(insn);
	switch (insn->isa) {
	case VSI_ISA_A32:
		return by_a32[insn->base];
	case VSI_ISA_T32:
		return by_t32[insn->base];
	}
	return by_a64[insn->base];
}

/*
 * L2CTLR of Cortex-A15, ARM DDI 0438, and L2CTLR_EL1 of Cortex-A57, ARM DDI 0488:
 * bits[25:24] are one less than the number of CPUs.
 */
static u32 l2ctlr(u32 nr_cpus)
{
	const u32 most = 4;

	if (!nr_cpus)
		nr_cpus = 1;
	return ((nr_cpus < most ? nr_cpus : most) - 1) << 24;
}

/* Without a generic timer PMCCNTR stands still, as while it is disabled. */
static void set_counter(const struct vsi_insn *insn, const struct vsi_effect_env *env,
			struct vsi_effect *effect)
{
	set_value(insn, 0, effect);
	if (!env->no_counter)
		effect->kind = VSI_EFFECT_COUNTER;
}

/* r0, or x0 */
static void set_refused(const struct vsi_insn *insn, struct vsi_effect *effect)
{
	effect->kind = VSI_EFFECT_VALUE;
	effect->rt = REG_R0;
	effect->value = insn->isa == VSI_ISA_A64 ? SMCCC_NOT_SUPPORTED_64 :
						   SMCCC_NOT_SUPPORTED_32;
}

static enum vsi_action emulate(const struct vsi_insn *insn, const struct vsi_effect_env *env,
			       struct vsi_effect *effect)
{
	switch (emulation_of(insn)) {
	case EMULATION_NONE:
		return keep(effect);
	case EMULATION_ZERO:
		set_value(insn, 0, effect);
		break;
	case EMULATION_CPUS:
		set_value(insn, l2ctlr(env->nr_cpus), effect);
		break;
	case EMULATION_COUNTER:
		set_counter(insn, env, effect);
		break;
	case EMULATION_REFUSED:
		set_refused(insn, effect);
		break;
	case EMULATION_NOTHING:
		effect->kind = VSI_EFFECT_NOTHING;
		break;
	case EMULATION_SETWAY:
		effect->kind = VSI_EFFECT_SETWAY;
		break;
	case EMULATION_NATIVE:
		effect->kind = VSI_EFFECT_NATIVE;
		break;
	}
	return VSI_EMULATE;
}

static enum vsi_action hypercall(const struct vsi_insn *insn, const struct vsi_effect_env *env,
				 struct vsi_effect *effect)
{
	if (env->smc_by_hvc && vsi_is_smccc(insn)) {
		effect->kind = VSI_EFFECT_HVC;
		return VSI_HYPERCALL;
	}
	if (!env->hypercalls || is_unpredictable(insn))
		return emulate(insn, env, effect);
	if (env->promised && !insn->write) {
		set_value(insn, env->constant, effect);
		return VSI_HYPERCALL;
	}
	effect->kind = VSI_EFFECT_HYPERCALL;
	effect->hvc = env->hvc;
	set_results(insn, effect);
	return VSI_HYPERCALL;
}

/* Who takes words for instructions gets no undefined ones. */
static enum vsi_action by_word(const struct vsi_effect_env *env, struct vsi_effect *effect)
{
	effect->kind = VSI_EFFECT_WORD;
	effect->value = env->word;
	return VSI_HYPERCALL;
}

/* Without a block the hypervisor is asked, or the instruction traps to it. */
static enum vsi_action state(const struct vsi_insn *insn, const struct vsi_effect_env *env,
			     struct vsi_effect *effect)
{
	if (!env->block || !vsi_state_has(insn) || is_unpredictable(insn))
		return env->has_word ? by_word(env, effect) : hypercall(insn, env, effect);
	effect->kind = VSI_EFFECT_STATE;
	effect->block = env->block;
	effect->offset = vsi_state_offset(insn);
	effect->framed = env->block_framed;
	return VSI_STATE;
}

static bool may_be_undefined_at(const struct vsi_insn *insn, enum vsi_place place)
{
	switch (vsi_insn_treatment(insn)->behaviour[place]) {
	case VSI_BEHAVES_NATIVE:
	case VSI_BEHAVES_EMULATED:
		return false;
	case VSI_BEHAVES_READONLY:
		return insn->write;
	}
	return true;
}

/* What a virtual machine may lack; an access that none lacks is not worth a guard. */
static bool may_be_undefined(const struct vsi_insn *insn)
{
	return may_be_undefined_at(insn, VSI_PLACE_KVM) || may_be_undefined_at(insn, VSI_PLACE_XEN);
}

static enum vsi_action guarded(const struct vsi_insn *insn, const struct vsi_effect_env *env,
			       struct vsi_effect *effect)
{
	if (!may_be_undefined(insn))
		return keep(effect);
	if (emulate(insn, env, effect) != VSI_KEEP || zero_or_ignore(insn, effect) != VSI_KEEP)
		return VSI_GUARD;
	return keep(effect);
}

/**
 * vsi_effect_constable() - may what an instruction reads be frozen?
 * @insn: a decoded instruction
 *
 * Context: any.
 * Return: true for a read of a register of which emulate.tbl says that it
 * never changes and does not tell CPUs apart.
 */
bool vsi_effect_constable(const struct vsi_insn *insn)
{
	unsigned int i;

	if (insn->write)
		return false;
	if (insn->isa == VSI_ISA_A64)
		return insn->base == A64_SYSREG && constant_sys_rows[insn->row];
	if (insn->form == VSI_FORM_OTHER)
		return insn->class == VSI_CLASS_VFPID && constant_vfp[insn->word >> 16 & 0xf];
	if (!is_cp(insn))
		return false;
	for (i = 0; i < sizeof(constant_regs) / sizeof(constant_regs[0]); i++)
		if (vsi_insn_reaches(insn, constant_regs[i]))
			return true;
	return constant_rows[insn->row];
}

/* Of which hypervisor the tables say how it behaves. */
static bool find_place(enum vsi_profile profile, enum vsi_place *place)
{
	switch (profile) {
	case VSI_PROFILE_KVM:
		*place = VSI_PLACE_KVM;
		return true;
	case VSI_PROFILE_XEN:
		*place = VSI_PLACE_XEN;
		return true;
	default:
		return false;
	}
}

/* Breakpoints have state. */
static bool is_mixed(const struct vsi_insn *insn)
{
	return is_cp(insn) && insn->row == CP_DBG;
}

/**
 * vsi_effect_answered() - does a hypervisor answer an access in one way for good?
 * @insn:    a decoded instruction
 * @profile: the hypervisor's; of others the answer is false
 *
 * That is what its profile freezes, of what every guest has or the hypervisor stands for;
 * and what reads zero and ignores writes, but in a row that has registers of more than one
 * kind.
 *
 * Context: any.
 * Return: true when there is no need to leave the guest for it: the register is read once,
 * and writes have no effect.
 */
bool vsi_effect_answered(const struct vsi_insn *insn, enum vsi_profile profile)
{
	const struct vsi_treatment *treatment = vsi_insn_treatment(insn);
	enum vsi_place place;

	if (!find_place(profile, &place) || !(is_cp(insn) || insn->form == VSI_FORM_SYS))
		return false;
	if (treatment->action[profile] == VSI_CONST)
		return (treatment->action[VSI_PROFILE_AUTO] == VSI_KEEP ||
			treatment->behaviour[place] == VSI_BEHAVES_EMULATED) &&
		       (!insn->write || treatment->behaviour[place] == VSI_BEHAVES_RAZ);
	return !is_mixed(insn) && treatment->action[profile] == VSI_ZERO &&
	       treatment->behaviour[place] == VSI_BEHAVES_RAZ;
}

/**
 * vsi_effect_of() - what an action means for an instruction
 * @insn:   a decoded instruction
 * @action: wanted, by the policy
 * @env:    what is known of the guest
 * @effect: filled in
 *
 * An action that cannot be had for this instruction falls back: state to hypercall,
 * hypercall to emulate, zero to ignore where there is no result and ignore to zero where
 * there is one, everything to keep.  For guard the effect is that of the
 * access once it has turned out to be undefined.  A word of the hypervisor's stands for
 * both emulate and hypercall.
 *
 * @effect's rt and rt2 are VSI_NO_REG but for results.
 *
 * Context: any.
 * Return: the action that it comes out at.
 */
enum vsi_action vsi_effect_of(const struct vsi_insn *insn, enum vsi_action action,
			      const struct vsi_effect_env *env, struct vsi_effect *effect)
{
	*effect = (struct vsi_effect){ .rt = VSI_NO_REG, .rt2 = VSI_NO_REG };
	if (action == VSI_DENY)
		return VSI_DENY;
	switch (action) {
	case VSI_NATIVE:
		effect->kind = VSI_EFFECT_NATIVE;
		return VSI_NATIVE;
	case VSI_CONST:
		return constant(insn, env, effect);
	case VSI_ZERO:
	case VSI_IGNORE:
		return zero_or_ignore(insn, effect);
	case VSI_EMULATE:
		return env->has_word ? by_word(env, effect) : emulate(insn, env, effect);
	case VSI_HYPERCALL:
		return env->has_word ? by_word(env, effect) : hypercall(insn, env, effect);
	case VSI_STATE:
		return state(insn, env, effect);
	case VSI_GUARD:
		return guarded(insn, env, effect);
	default:
		return VSI_KEEP;
	}
}
