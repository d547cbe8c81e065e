// SPDX-License-Identifier: GPL-2.0
#include "check.h"
#include "effects.h"
#include "../../vsi_arm/state.h"

static bool has_kind(const struct vsi_effect *e, enum vsi_effect_kind kind,
		     const struct expected *want, bool result)
{
	if (e->kind != kind)
		return false;
	if (!result)
		return e->rt == VSI_NO_REG && e->rt2 == VSI_NO_REG && !e->value;
	return e->rt == want->rt && e->rt2 == want->rt2;
}

static bool is_kept(enum vsi_action got, const struct vsi_effect *e)
{
	return got == VSI_KEEP && e->kind == VSI_EFFECT_NONE;
}

static bool is_zero_or_ignore(enum vsi_action got, const struct vsi_effect *e,
			      const struct expected *want)
{
	if (!want->left_out)
		return is_kept(got, e);
	if (want->rt != VSI_NO_REG)
		return got == VSI_ZERO && has_kind(e, VSI_EFFECT_VALUE, want, true) && !e->value;
	return got == VSI_IGNORE && has_kind(e, VSI_EFFECT_NOTHING, want, false);
}

static bool is_emulation(const struct vsi_effect *e, const struct vsi_effect_env *env,
			 const struct expected *want)
{
	static const u32 l2ctlr[] = { 0, 0, 1u << 24, 2u << 24, 3u << 24, 3u << 24 };

	switch (want->emulated) {
	case WANT_RAZ_WI:
		if (want->rt == VSI_NO_REG)
			return has_kind(e, VSI_EFFECT_NOTHING, want, false);
		return has_kind(e, VSI_EFFECT_VALUE, want, true) && !e->value;
	case WANT_CPUS:
		return has_kind(e, VSI_EFFECT_VALUE, want, true) &&
		       e->value == l2ctlr[env->nr_cpus < 5 ? env->nr_cpus : 5];
	case WANT_COUNTER:
		return has_kind(e, env->no_counter ? VSI_EFFECT_VALUE : VSI_EFFECT_COUNTER, want,
				true) && !e->value;
	case WANT_SETWAY:
		return has_kind(e, VSI_EFFECT_SETWAY, want, false);
	case WANT_REFUSED:
		return e->kind == VSI_EFFECT_VALUE && e->rt == 0 && e->rt2 == VSI_NO_REG &&
		       e->value == want->refusal;
	case WANT_NATIVE:
		return has_kind(e, VSI_EFFECT_NATIVE, want, false);
	case WANT_NONE:
		break;
	}
	return false;
}

static bool is_emulate(enum vsi_action got, const struct vsi_effect *e,
		       const struct vsi_effect_env *env, const struct expected *want)
{
	if (want->emulated == WANT_NONE)
		return is_kept(got, e);
	return got == VSI_EMULATE && is_emulation(e, env, want);
}

static bool is_guard(enum vsi_action got, const struct vsi_effect *e,
		     const struct vsi_effect_env *env, const struct expected *want)
{
	if (!want->undefined || (want->emulated == WANT_NONE && !want->left_out))
		return is_kept(got, e);
	if (got != VSI_GUARD)
		return false;
	if (want->emulated != WANT_NONE)
		return is_emulation(e, env, want);
	return is_zero_or_ignore(want->rt != VSI_NO_REG ? VSI_ZERO : VSI_IGNORE, e, want);
}

static bool is_hypercall(enum vsi_action got, const struct vsi_effect *e,
			 const struct vsi_effect_env *env, const struct expected *want)
{
	if (want->smc_by_hvc && env->smc_by_hvc)
		return got == VSI_HYPERCALL && has_kind(e, VSI_EFFECT_HVC, want, false);
	if (env->promised && !want->unpredictable && want->rt != VSI_NO_REG)
		return got == VSI_HYPERCALL && e->value == env->constant &&
		       has_kind(e, VSI_EFFECT_VALUE, want, true);
	if (env->hypercalls && !want->unpredictable)
		return got == VSI_HYPERCALL &&
		       has_kind(e, VSI_EFFECT_HYPERCALL, want, want->rt != VSI_NO_REG);
	return is_emulate(got, e, env, want);
}

static bool is_state(const struct vsi_insn *insn, enum vsi_action got, const struct vsi_effect *e,
		     const struct vsi_effect_env *env, const struct expected *want)
{
	if (!env->block || !vsi_state_has(insn) || want->unpredictable)
		return is_hypercall(got, e, env, want);
	return got == VSI_STATE && e->kind == VSI_EFFECT_STATE && e->block == env->block &&
	       e->framed == env->block_framed && e->offset == vsi_state_offset(insn);
}

static bool is_const(enum vsi_action got, const struct vsi_effect *e,
		     const struct vsi_effect_env *env, const struct expected *want, bool write)
{
	if (write)
		return is_zero_or_ignore(got, e, want);
	if (!want->constant || !want->left_out || !env->has_const)
		return is_kept(got, e);
	return got == VSI_CONST && has_kind(e, VSI_EFFECT_VALUE, want, true) &&
	       e->value == env->constant && e->midr == env->const_midr;
}

static const struct vsi_effect_env envs[] = {
	{ .nr_cpus = 1 },
	{ .nr_cpus = 1, .no_counter = true },
	{ .nr_cpus = 0, .has_const = true },
	{ .nr_cpus = 2, .has_const = true, .constant = 0x413fc0f2, .const_midr = true },
	{ .nr_cpus = 3, .hypercalls = true },
	{ .nr_cpus = 3, .hypercalls = true, .promised = true, .constant = 0x12345678 },
	{ .nr_cpus = 4, .smc_by_hvc = true },
	{ .nr_cpus = 1, .block = 0x10000000 },
	{ .nr_cpus = 1, .block = 0x20000000, .block_framed = true, .hypercalls = true },
	{ .nr_cpus = 8, .smc_by_hvc = true, .hypercalls = true, .has_const = true, .constant = 1 },
};

static void check_one(const struct vsi_insn *insn, enum vsi_action action,
		      const struct vsi_effect_env *env, const struct expected *want)
{
	struct vsi_effect e;
	enum vsi_action got = vsi_effect_of(insn, action, env, &e);
	bool good = false;

	switch (action) {
	case VSI_KEEP:
		good = is_kept(got, &e);
		break;
	case VSI_DENY:
		good = got == VSI_DENY && e.kind == VSI_EFFECT_NONE;
		break;
	case VSI_NATIVE:
		good = got == VSI_NATIVE && has_kind(&e, VSI_EFFECT_NATIVE, want, false);
		break;
	case VSI_CONST:
		good = is_const(got, &e, env, want, insn->write);
		break;
	case VSI_ZERO:
	case VSI_IGNORE:
		good = is_zero_or_ignore(got, &e, want);
		break;
	case VSI_EMULATE:
		good = is_emulate(got, &e, env, want);
		break;
	case VSI_GUARD:
		good = is_guard(got, &e, env, want);
		break;
	case VSI_HYPERCALL:
		good = is_hypercall(got, &e, env, want);
		break;
	case VSI_STATE:
		good = is_state(insn, got, &e, env, want);
		break;
	default:
		break;
	}
	CHECK(good, "isa %u %08x, action %u, env %u: action %u, kind %u, rt %u, rt2 %u, value %llx",
	      insn->isa, insn->word, action, (unsigned int)(env - envs), got, e.kind, e.rt, e.rt2,
	      (unsigned long long)e.value);
}

void effects_check(unsigned int isa, u32 word, const struct expected *want)
{
	struct vsi_insn insn;
	unsigned int action, i;

	if (!CHECK(vsi_decode(isa, word, &insn), "%08x", word))
		return;
	CHECK(vsi_effect_constable(&insn) == want->constant, "isa %u %08x", isa, word);
	for (action = 0; action < VSI_NR_ACTIONS; action++)
		for (i = 0; i < COUNT(envs); i++)
			check_one(&insn, action, &envs[i], want);
}
