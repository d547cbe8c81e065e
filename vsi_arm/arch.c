// SPDX-License-Identifier: GPL-2.0
/*
 * The architecture's side of vsi_core/arch.h.
 */
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/types.h>
#include <asm/extable.h>
#include "constants.h"
#include "features.h"
#include "second.h"
#include "served_isa.h"
#include "thunk.h"
#include "undef.h"
#include "../vsi_core/arch.h"
#include "../vsi_core/backend.h"

#ifdef CONFIG_CPU_BIG_ENDIAN
#error vsi serves little-endian kernels
#endif

/**
 * vsi_arch_init() - arm the traps, then find out what the guest has
 *
 * Context: process; sleeps.
 * Return: 0 or a negative errno, and then nothing is armed.
 */
int vsi_arch_init(void)
{
	int ret;

	vsi_decode_init();
	vsi_undef_init();
	ret = vsi_features_init();
	if (ret)
		vsi_undef_exit();
	return ret;
}

/**
 * vsi_arch_exit() - undo vsi_arch_init()
 *
 * No module is served any more.
 *
 * Context: process; sleeps.
 */
void vsi_arch_exit(void)
{
	vsi_features_exit();
	vsi_undef_exit();
}

/* The exception entry replaces DACR only where it keeps user space locked. */
static bool dacr_is_saved(void)
{
	return IS_ENABLED(CONFIG_CPU_SW_DOMAIN_PAN) || IS_ENABLED(CONFIG_CPU_USE_DOMAINS);
}

static int plan_original(struct vsi_way *way)
{
	const struct vsi_insn *insn = &way->insn;
	struct vsi_arch_way *arch = &way->arch;

	if (insn->form == VSI_FORM_PSR) {
		arch->op = VSI_ARM_PSR;
		return 0;
	}
	if (insn->class == VSI_CLASS_DACR && dacr_is_saved()) {
		arch->op = VSI_ARM_DACR;
		return 0;
	}
	arch->op = insn->write ? VSI_ARM_WRITE : VSI_ARM_READ;
	arch->thunk = vsi_thunk_get(a32_encode_thunk(insn));
	return arch->thunk ? 0 : -ENOSPC;
}

static const u8 ops[] = {
	[VSI_EFFECT_VALUE] = VSI_ARM_VALUE,
	[VSI_EFFECT_NOTHING] = VSI_ARM_NOTHING,
	[VSI_EFFECT_COUNTER] = VSI_ARM_COUNTER,
	[VSI_EFFECT_SETWAY] = VSI_ARM_SETWAY,
	[VSI_EFFECT_HYPERCALL] = VSI_ARM_HYPERCALL,
};

/* Would an exception leave exactly what the effect is?  Of HVC it would not. */
static bool can_handle(const struct vsi_way *way)
{
	const u8 kind = way->arch.effect.kind;

	if (way->insn.isa != VSI_SERVED_ISA)
		return false;
	if (kind == VSI_EFFECT_NATIVE)
		return way->insn.trap;
	return kind < ARRAY_SIZE(ops) && ops[kind];
}

static int plan_effect(struct vsi_way *way)
{
	struct vsi_arch_way *arch = &way->arch;

	if (arch->effect.kind == VSI_EFFECT_NATIVE)
		return plan_original(way);
	arch->op = ops[arch->effect.kind];
	return 0;
}

static void local_effect(const struct vsi_insn *insn, const struct vsi_effect_env *env,
			 struct vsi_effect *effect)
{
	struct vsi_effect_env local = *env;

	local.hypercalls = false;
	vsi_effect_of(insn, VSI_HYPERCALL, &local, effect);
}

/* What is done when the hypervisor refuses; without any emulation, the original. */
static int plan_fallback(struct vsi_way *way, const struct vsi_effect_env *env)
{
	struct vsi_arch_way *arch = &way->arch;
	int ret;

	local_effect(&way->insn, env, &arch->effect);
	if (arch->effect.kind == VSI_EFFECT_NONE)
		arch->effect.kind = VSI_EFFECT_NATIVE;
	ret = plan_effect(way);
	arch->fallback = arch->op;
	arch->op = VSI_ARM_HYPERCALL;
	return ret;
}

/* What the handler does for a site, and so for all of the way. */
static int plan_handler(struct vsi_way *way, const struct vsi_effect_env *env)
{
	if (way->arch.effect.kind == VSI_EFFECT_HYPERCALL)
		return plan_fallback(way, env);
	return plan_effect(way);
}

static bool try_inline(struct vsi_way *way)
{
	if (!vsi_carry_inline(&way->insn, &way->arch.effect, &way->arch.word))
		return false;
	way->carrier = VSI_CARRIER_INLINE;
	return true;
}

static bool try_branch(struct vsi_way *way)
{
	way->arch.nr_code = vsi_carry_payload(&way->insn, &way->arch.effect, way->arch.code);
	if (!way->arch.nr_code)
		return false;
	way->carrier = VSI_CARRIER_BRANCH;
	way->arch.word = VSI_IS_T32 ? 0 : a32_kept_cond(way->insn.word);
	return true;
}

/* But for the hint. */
static u32 undefined_for(const struct vsi_insn *insn)
{
	if (insn->isa == VSI_ISA_A32)
		return a32_encode_udf(insn->word, 0);
	return insn->width == sizeof(u16) ? T16_UDF : T32_UDF_VALUE;
}

static bool try_trap(struct vsi_way *way)
{
	if (!can_handle(way))
		return false;
	way->carrier = VSI_CARRIER_TRAP;
	way->arch.word = undefined_for(&way->insn);
	return true;
}

/* The cheapest that is exact, or the one asked for; the trap where that cannot be. */
static bool choose_carrier(struct vsi_way *way, const struct vsi_want *want)
{
	const bool any = want->carrier == VSI_CARRIER_AUTO;

	if (way->insn.isa != VSI_SERVED_ISA || way->arch.effect.kind == VSI_EFFECT_NONE)
		return false;
	if ((any || want->carrier == VSI_CARRIER_INLINE) &&
	    !(want->conditional && way->arch.effect.kind == VSI_EFFECT_HVC) && try_inline(way))
		return true;
	if ((any || want->carrier == VSI_CARRIER_BRANCH) && !want->no_branch &&
	    !want->conditional && try_branch(way))
		return true;
	return try_trap(way);
}

/* Can struct vsi_call say all that the instruction takes and leaves? */
static bool can_be_told(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_CP32 || insn->form == VSI_FORM_CP64 ||
	       vsi_is_smc(insn);
}

/* A hypervisor may refuse, and its backend may go: something must be left to do then. */
static bool may_call(const struct vsi_insn *insn, const struct vsi_effect_env *env)
{
	struct vsi_effect effect;

	if (!can_be_told(insn) || !vsi_backend_serves())
		return false;
	local_effect(insn, env, &effect);
	return insn->trap || (effect.kind != VSI_EFFECT_NONE && effect.kind != VSI_EFFECT_NATIVE);
}

static struct vsi_effect_env environment(const struct vsi_way *way, const struct vsi_want *want)
{
	struct vsi_effect_env env = {
		.nr_cpus = num_possible_cpus(),
		.smc_by_hvc = vsi_smc_by_hvc(),
		.no_counter = vsi_feature_presence(VSI_FEATURE_GENTIMER) == VSI_ABSENT,
	};

	if (want->action == VSI_HYPERCALL)
		env.hypercalls = may_call(&way->insn, &env);
	if (want->action == VSI_CONST && vsi_effect_constable(&way->insn))
		env.has_const = vsi_constant(&way->insn, want->may_sleep, &env.constant);
	if (env.has_const && !want->deprivileged)
		env.const_midr = vsi_constant_is_midr(&way->insn, want->may_sleep, env.constant);
	return env;
}

/* What the guest is known to lack is served before it faults. */
static enum vsi_action adapt(struct vsi_way *way, const struct vsi_effect_env *env)
{
	enum vsi_action action;

	if (vsi_feature_of(&way->insn) != VSI_ABSENT)
		return VSI_GUARD;
	action = vsi_effect_of(&way->insn, VSI_EMULATE, env, &way->arch.effect);
	if (action == VSI_KEEP)
		action = vsi_effect_of(&way->insn, VSI_ZERO, env, &way->arch.effect);
	return action;
}

static bool plan_guard(struct vsi_way *way)
{
	if (!can_handle(way) || !vsi_undef_sees(way->insn.word))
		return false;
	way->carrier = VSI_CARRIER_NONE;
	way->arch.word = way->insn.word;
	return true;
}

static enum vsi_kept why_kept(const struct vsi_way *way, const struct vsi_want *want)
{
	if (way->dispute)
		return VSI_KEPT_SECOND;
	if (want->action == VSI_KEEP)
		return VSI_KEPT_POLICY;
	if (way->insn.isa != VSI_SERVED_ISA)
		return VSI_KEPT_ISA;
	return way->action == VSI_KEEP ? VSI_KEPT_ACTION : VSI_KEPT_CARRIER;
}

static void leave_alone(struct vsi_way *way, const struct vsi_want *want)
{
	way->why = BIT(why_kept(way, want));
	way->action = VSI_KEEP;
	way->carrier = VSI_CARRIER_NONE;
}

/* In an IT block, ARM DDI 0406C, A8.8.54 and B9.3.4. */
static bool minds_condition(const struct vsi_way *way)
{
	if (!VSI_IS_T32)
		return false;
	return way->carrier == VSI_CARRIER_BRANCH ||
	       (way->carrier == VSI_CARRIER_INLINE && way->arch.effect.kind == VSI_EFFECT_HVC);
}

/**
 * vsi_arch_way_init() - decide how a word is carried and executed
 * @way:  its instruction is set; action, carrier and the rest are filled in
 * @want: what is asked for
 *
 * Context: any that @want allows.
 * Return: 0; vsi_arch_way_exit() undoes it.  -ENOSPC when all thunks are in use;
 * -EAGAIN when it takes a caller that may sleep.
 */
int vsi_arch_way_init(struct vsi_way *way, const struct vsi_want *want)
{
	struct vsi_effect_env env;
	bool served;

	if (want->action == VSI_CONST && !want->may_sleep && !vsi_constant_is_known(&way->insn))
		return -EAGAIN;
	env = environment(way, want);
	way->action = vsi_effect_of(&way->insn, want->action, &env, &way->arch.effect);
	if (way->action == VSI_GUARD && want->adapt)
		way->action = adapt(way, &env);
	served = way->action == VSI_GUARD ? plan_guard(way) : choose_carrier(way, want);
	if (served)
		way->dispute = vsi_second_differs(&way->insn);
	if (!served || way->dispute)
		leave_alone(way, want);
	way->excepts = way->carrier == VSI_CARRIER_TRAP || way->action == VSI_GUARD;
	way->aborts = way->carrier != VSI_CARRIER_NONE && vsi_may_abort(&way->insn);
	way->switches_mode = way->insn.class == VSI_CLASS_PSR && vsi_switches_mode(&way->insn);
	way->minds_condition = minds_condition(way);
	return way->excepts ? plan_handler(way, &env) : 0;
}

/**
 * vsi_arch_way_exit() - undo vsi_arch_way_init()
 * @way: whose module's text is gone, or was never substituted
 *
 * Context: any but the trap.
 */
void vsi_arch_way_exit(struct vsi_way *way)
{
	vsi_thunk_put(way->arch.thunk);
	way->arch.thunk = NULL;
}

/* Where the code begins that holds an instruction: a mapping symbol says so. */
static u32 code_of(struct vsi_arch_cursor *cursor, const struct vsi_section *section, u32 offset)
{
	while (cursor->map < section->nr_maps && section->maps[cursor->map].offset <= offset)
		cursor->map++;
	return cursor->map ? section->maps[cursor->map - 1].offset : 0;
}

/**
 * vsi_arch_may_except() - may an exception be taken at a site?
 * @cursor:  all zero for the first site of a section
 * @section: the section it stands in
 * @offset:  of the site, in bytes
 *
 * Context: any; reads the section.
 * Return: false between a load-exclusive and its store-exclusive.
 */
bool vsi_arch_may_except(struct vsi_arch_cursor *cursor, const struct vsi_section *section,
			 u32 offset)
{
	if (VSI_IS_T32)
		return !t32_exclusive_at(&cursor->walk, section->bytes,
					 code_of(cursor, section, offset), section->size, offset);
	return !a32_exclusive_at(&cursor->exclusive, section->bytes, section->size & ~3u, offset);
}

/* Of enum vsi_arm_op. */
static const char *const op_names[] = {
	[VSI_ARM_PSR] = "psr",
	[VSI_ARM_DACR] = "dacr",
	[VSI_ARM_READ] = "read",
	[VSI_ARM_WRITE] = "write",
	[VSI_ARM_VALUE] = "value",
	[VSI_ARM_NOTHING] = "nothing",
	[VSI_ARM_COUNTER] = "counter",
	[VSI_ARM_SETWAY] = "setway",
	[VSI_ARM_HYPERCALL] = "hypercall",
};
static_assert(ARRAY_SIZE(op_names) == VSI_ARM_NR_OPS);

/**
 * vsi_arch_op_name() - what the trap does for a site
 * @way: how it is treated; its sites take exceptions, or may
 *
 * Context: any, the trap too.
 * Return: a word of Documentation/tracing.rst.
 */
const char *vsi_arch_op_name(const struct vsi_way *way)
{
	return op_names[way->arch.op];
}

/**
 * vsi_arch_fits_condition() - can a site be carried as others of its way are?
 * @way:     one that minds
 * @cursor:  as of vsi_arch_may_except()
 * @section: the section the site stands in
 * @offset:  of the site, in bytes
 *
 * The condition of T32 comes from an IT instruction before the site.
 *
 * Context: any; reads the section.
 * Return: false when the IT block does not let the carrier's instruction be there.
 */
bool vsi_arch_fits_condition(const struct vsi_way *way, struct vsi_arch_cursor *cursor,
			     const struct vsi_section *section, u32 offset)
{
	const enum t32_place place = t32_place_at(&cursor->walk, section->bytes,
						  code_of(cursor, section, offset), offset);

	if (place == T32_LAST_IN_IT)
		return way->carrier == VSI_CARRIER_BRANCH;
	return place == T32_OUTSIDE_IT;
}

/**
 * vsi_arch_has_fixup() - does the module's exception table name an address?
 * @mod:  the module
 * @addr: in its text
 *
 * Its aborts are expected there, and nowhere else.  Few instructions are asked
 * for, and the table need not be sorted yet.
 *
 * Context: the loader's path, or the module is held.
 * Return: true when it does.
 */
bool vsi_arch_has_fixup(const struct module *mod, unsigned long addr)
{
	unsigned int i;

	for (i = 0; i < mod->num_exentries; i++)
		if (mod->extable[i].insn == addr)
			return true;
	return false;
}

/**
 * vsi_arch_veneer_words() - size of a site's veneer
 * @way: how it is treated
 *
 * Context: any.
 * Return: in words; 0 when it has none.
 */
unsigned int vsi_arch_veneer_words(const struct vsi_way *way)
{
	return way->carrier == VSI_CARRIER_BRANCH ? way->arch.nr_code + 1 : 0;
}

/* Two instructions at the ends of two stretches, and so all between, reach each other. */
static bool in_reach(u32 one, u32 other)
{
	u32 word;

	if (VSI_IS_T32)
		return t32_in_reach(one, other) && t32_in_reach(other, one);
	return a32_encode_branch(0, one, other, &word) && a32_encode_branch(0, other, one, &word);
}

static bool all_in_reach(const struct vsi_site *sites, u32 nr, unsigned long at, u32 words)
{
	const unsigned long end = at + words * sizeof(u32), last = sites[nr - 1].addr + 4;

	return in_reach(sites->addr, at) && in_reach(sites->addr, end) &&
	       in_reach(last, at) && in_reach(last, end);
}

/* What the branch of a site leads to; the words it has taken are returned. */
static u32 write_veneer(const struct vsi_site *site, u32 *code, unsigned long at)
{
	const struct vsi_arch_way *arch = &site->way->arch;
	unsigned int i;

	for (i = 0; i < arch->nr_code; i++, at += sizeof(*code))
		vsi_arch_write_text((unsigned long)&code[i], arch->code[i]);
	vsi_arch_write_text((unsigned long)&code[i],
			    (VSI_IS_T32 ? 0 : A32_COND_AL << A32_COND_SHIFT) |
			    vsi_branch_bits(at, site->addr + 4));
	return i + 1;
}

/**
 * vsi_arch_encode() - the words of all sites of a text, and their veneers
 * @sites: address and way of each are set, by ascending address; the word is
 *         filled in
 * @nr:    how many, at least one
 * @code:  room for the veneers, or NULL when no site has one
 * @at:    address that @code will be executed at
 * @words: of @code
 *
 * The index of a site is the hint that comes back in its trap, modulo
 * VSI_ARCH_HINTS.  A trap of 16 bits has none.
 *
 * Context: any.
 * Return: false when sites and veneers are out of each other's reach.
 */
bool vsi_arch_encode(struct vsi_site *sites, u32 nr, u32 *code, unsigned long at, u32 words)
{
	struct vsi_site *site = sites;
	const struct vsi_way *way;
	u32 hint, size;

	if (code && !all_in_reach(sites, nr, at, words))
		return false;
	for (hint = 0; hint < nr; hint++, site++) {
		way = site->way;
		site->word = way->arch.word;
		if (way->carrier == VSI_CARRIER_TRAP) {
			if (!VSI_IS_T32 || way->insn.width == sizeof(u32))
				site->word |= vsi_udf_hint_bits(hint);
		} else if (way->carrier == VSI_CARRIER_BRANCH) {
			site->word |= vsi_branch_bits(site->addr, at);
			size = write_veneer(site, code, at);
			code += size;
			at += size * sizeof(*code);
		}
	}
	return true;
}

/**
 * vsi_arch_veneer_of() - where the veneer of a site is
 * @site: encoded
 *
 * ARM DDI 0406C, A8.8.18: the offset counts from the branch's address plus 8.
 *
 * Context: any.
 * Return: its address; 0 when the site has none.
 */
unsigned long vsi_arch_veneer_of(const struct vsi_site *site)
{
	if (site->way->carrier != VSI_CARRIER_BRANCH)
		return 0;
	if (VSI_IS_T32)
		return t32_branch_target(site->addr, site->word);
	return site->addr + 8 + sign_extend32(site->word << 2, 25);
}
