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
#include "state.h"
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
	ret = vsi_undef_init();
	if (ret)
		return ret;
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

	if (vsi_acts_on_psr(insn)) {
		arch->op = VSI_ARM_PSR;
		return 0;
	}
	if (insn->class == VSI_CLASS_DACR && dacr_is_saved()) {
		arch->op = VSI_ARM_DACR;
		return 0;
	}
	arch->op = insn->write ? VSI_ARM_WRITE : VSI_ARM_READ;
	arch->thunk = vsi_thunk_get(vsi_thunk_word(insn));
	return arch->thunk ? 0 : -ENOSPC;
}

static const u8 ops[] = {
	[VSI_EFFECT_VALUE] = VSI_ARM_VALUE,
	[VSI_EFFECT_NOTHING] = VSI_ARM_NOTHING,
	[VSI_EFFECT_COUNTER] = VSI_ARM_COUNTER,
	[VSI_EFFECT_SETWAY] = VSI_ARM_SETWAY,
	[VSI_EFFECT_HYPERCALL] = VSI_ARM_HYPERCALL,
	[VSI_EFFECT_STATE] = VSI_ARM_STATE,
};

static void local_effect(const struct vsi_insn *insn, const struct vsi_effect_env *env,
			 struct vsi_effect *effect)
{
	struct vsi_effect_env local = *env;

	local.hypercalls = false;
	local.has_word = false;
	vsi_effect_of(insn, VSI_HYPERCALL, &local, effect);
}

/* A hypervisor may refuse, and its backend may go: something must be left to do then. */
static bool has_fallback(const struct vsi_insn *insn, const struct vsi_effect_env *env)
{
	struct vsi_effect effect;

	local_effect(insn, env, &effect);
	return insn->trap || (effect.kind != VSI_EFFECT_NONE && effect.kind != VSI_EFFECT_NATIVE);
}

/* The exception's entry, and its exit, report what TFSR_EL1 has, and clear it. */
static bool is_cleared_by_entry(const struct vsi_insn *insn)
{
	return insn->form == VSI_FORM_SYS && insn->row == SYSREG_TFSR;
}

/* Would an exception leave exactly what the effect is?  Of HVC it would not. */
static bool can_handle(const struct vsi_way *way, const struct vsi_effect_env *env)
{
	const u8 kind = way->arch.effect.kind;

	if (way->insn.isa != VSI_SERVED_ISA)
		return false;
	if (kind == VSI_EFFECT_NATIVE || kind == VSI_EFFECT_STATE)
		return way->insn.trap;
	if (kind == VSI_EFFECT_HYPERCALL)
		return has_fallback(&way->insn, env) && !is_cleared_by_entry(&way->insn);
	return kind < ARRAY_SIZE(ops) && ops[kind];
}

/* An exception has the PSR of what it interrupts in its frame, and the kernel DACR. */
static bool is_in_frame(const struct vsi_insn *insn)
{
	return vsi_acts_on_psr(insn) || (insn->class == VSI_CLASS_DACR && dacr_is_saved());
}

static int plan_effect(struct vsi_way *way)
{
	struct vsi_arch_way *arch = &way->arch;
	const bool elsewhere = arch->effect.framed || arch->effect.kind == VSI_EFFECT_HYPERCALL;

	if (arch->effect.kind == VSI_EFFECT_NATIVE || (elsewhere && is_in_frame(&way->insn)))
		return plan_original(way);
	arch->op = ops[arch->effect.kind];
	return 0;
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

/*
 * What the handler does for a site, and so for all of the way.  A hypervisor would be asked
 * about what the handler itself has, and what it were told the exception's exit would undo.
 */
static int plan_handler(struct vsi_way *way, const struct vsi_effect_env *env)
{
	if (way->arch.effect.kind == VSI_EFFECT_HYPERCALL && !is_in_frame(&way->insn))
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

/* One instruction, too, but it needs room nearby. */
static bool try_literal(struct vsi_way *way, const struct vsi_want *want)
{
	struct vsi_literal literal;

	if (!VSI_HAS_LITERALS || want->no_branch || want->no_literal)
		return false;
	if (!vsi_carry_literal(&way->insn, &way->arch.effect, &literal))
		return false;
	way->carrier = VSI_CARRIER_INLINE;
	way->arch.word = literal.word;
	way->arch.nr_literal = literal.nr;
	memcpy(way->arch.literal, literal.data, sizeof(literal.data));
	return true;
}

static bool try_branch(struct vsi_way *way, const struct vsi_want *want)
{
	struct vsi_arch_way *arch = &way->arch;

	/* in user mode a copy would be as wrong as the original */
	if (want->deprivileged && arch->effect.kind == VSI_EFFECT_NATIVE)
		return false;
	arch->nr_code = vsi_carry_payload(&way->insn, &arch->effect, arch->code);
	if (!arch->nr_code)
		return false;
	arch->nr_literal = vsi_carry_data(&way->insn, &arch->effect, arch->literal);
	way->carrier = VSI_CARRIER_BRANCH;
	way->arch.word = vsi_branch_condition(way->insn.word);
	return true;
}

static bool try_trap(struct vsi_way *way, const struct vsi_effect_env *env)
{
	if (!can_handle(way, env))
		return false;
	way->carrier = VSI_CARRIER_TRAP;
	way->arch.word = vsi_undefined_for(&way->insn);
	return true;
}

/* The cheapest that is exact, or the one asked for; the trap where that cannot be. */
static bool choose_carrier(struct vsi_way *way, const struct vsi_want *want,
			   const struct vsi_effect_env *env)
{
	const bool any = want->carrier == VSI_CARRIER_AUTO;

	if (way->insn.isa != VSI_SERVED_ISA || way->arch.effect.kind == VSI_EFFECT_NONE)
		return false;
	if ((any || want->carrier == VSI_CARRIER_INLINE) &&
	    !(want->conditional && way->arch.effect.kind == VSI_EFFECT_HVC) &&
	    (try_inline(way) || try_literal(way, want)))
		return true;
	if ((any || want->carrier == VSI_CARRIER_BRANCH) && !want->no_branch &&
	    !want->conditional && try_branch(way, want))
		return true;
	return try_trap(way, env);
}

/* Can struct vsi_call say all that the instruction takes and leaves?  It has no PSTATE. */
static bool can_be_told(const struct vsi_insn *insn)
{
	if (insn->form == VSI_FORM_SYS)
		return insn->class != VSI_CLASS_PSR;
	return insn->form == VSI_FORM_CP32 || insn->form == VSI_FORM_CP64 || vsi_is_smc(insn);
}

/**
 * vsi_arch_query() - an instruction as a hypervisor is asked about it
 * @insn:  the instruction
 * @query: filled in, but for the answer
 *
 * Context: any.
 */
void vsi_arch_query(const struct vsi_insn *insn, struct vsi_query *query)
{
	*query = (struct vsi_query){
		.word = insn->word,
		.class = insn->class,
		.isa = insn->isa,
		.write = insn->write,
	};
}

/* Calls are not asked about: what they mean is in registers. */
static void look_up(struct vsi_way *way, const struct vsi_want *want, struct vsi_answer *answer)
{
	struct vsi_query query;

	*answer = (struct vsi_answer){ .is_known = true };
	if (vsi_is_smc(&way->insn))
		return;
	vsi_arch_query(&way->insn, &query);
	vsi_backend_answer(&query, answer);
	way->unasked = !answer->is_known && !want->asked;
}

/* What the hypervisor can be told, and has not said that it will refuse. */
static void plan_hypercall(struct vsi_way *way, const struct vsi_want *want,
			   struct vsi_effect_env *env)
{
	struct vsi_answer answer;

	if (!can_be_told(&way->insn) || !vsi_backend_serves())
		return;
	look_up(way, want, &answer);
	if (answer.refused)
		return;
	env->promised = !way->insn.write && (answer.promises & VSI_PROMISE_CONST_ALL);
	env->constant = answer.value;
	env->hvc = (struct vsi_hvc){
		.function = answer.direct.function,
		.imm = answer.direct.imm,
		.tag = answer.direct.tag,
	};
	env->hypercalls = env->promised || env->hvc.function || has_fallback(&way->insn, env);
}

/* A word of another size would break the instruction behind it, or leave half of this one. */
static bool is_as_wide(const struct vsi_insn *insn, u32 word)
{
	return !VSI_IS_T32 || insn->width == (word >> 16 ? sizeof(u32) : sizeof(u16));
}

/*
 * What the hypervisor takes for the instruction.  Where it has such words, a kernel in
 * user mode cannot rely on undefined instructions, by which emulate is done.  SVC in the
 * code of a module is nothing that a kernel has a use for, but may be such a word, of a
 * module that was prepared: it is left alone.
 */
static void plan_word(const struct vsi_way *way, const struct vsi_want *want,
		      struct vsi_effect_env *env)
{
	const bool asked = want->action == VSI_HYPERCALL ||
			   (want->action == VSI_STATE && !env->block) ||
			   (want->deprivileged && want->action == VSI_EMULATE);
	struct vsi_query query;

	if (!asked || (want->carrier != VSI_CARRIER_AUTO && want->carrier != VSI_CARRIER_INLINE))
		return;
	if (way->insn.isa == VSI_ISA_A32 && way->insn.base == A32_SVC)
		return;
	vsi_arch_query(&way->insn, &query);
	env->has_word = vsi_backend_word(&query, &env->word) && is_as_wide(&way->insn, env->word);
}

static void plan_state(struct vsi_way *way, struct vsi_effect_env *env)
{
	struct vsi_block block;

	if (!vsi_state_has(&way->insn))
		return;
	vsi_backend_state(&block);
	env->block = block.address;
	env->block_framed = block.framed;
}

/* ARM DDI 0487, D12: no CPU of 64 bits is without. */
static bool lacks_counter(void)
{
#ifdef CONFIG_ARM64
	return false;
#else
	return vsi_feature_presence(VSI_FEATURE_GENTIMER) == VSI_ABSENT;
#endif
}

static struct vsi_effect_env environment(struct vsi_way *way, const struct vsi_want *want,
					 enum vsi_action action, bool answered)
{
	struct vsi_effect_env env = {
		.answered = answered,
		.nr_cpus = num_possible_cpus(),
		.smc_by_hvc = vsi_smc_by_hvc(),
		.no_counter = lacks_counter(),
	};

	if (action == VSI_STATE)
		plan_state(way, &env);
	plan_word(way, want, &env);
	if ((action == VSI_HYPERCALL || action == VSI_STATE) && !env.block && !env.has_word)
		plan_hypercall(way, want, &env);
	if (action == VSI_CONST && (answered || vsi_effect_constable(&way->insn)))
		env.has_const = vsi_constant(&way->insn, want->may_sleep, &env.constant);
	if (env.has_const && !want->deprivileged)
		env.const_midr = vsi_constant_is_midr(&way->insn, want->may_sleep, env.constant);
	return env;
}

/* For what the block has and no carrier can do: CPS of A with a mode, or where no room is. */
static bool choose_word(struct vsi_way *way, const struct vsi_want *want,
			struct vsi_effect_env *env)
{
	if (way->arch.effect.kind != VSI_EFFECT_STATE)
		return false;
	env->block = 0;
	plan_word(way, want, env);
	if (!env->has_word)
		return false;
	way->action = vsi_effect_of(&way->insn, VSI_STATE, env, &way->arch.effect);
	return choose_carrier(way, want, env);
}

/* What the hypervisor answers in one way for good it need not be asked. */
static enum vsi_action first_choice(const struct vsi_way *way, const struct vsi_want *want,
				    bool answered)
{
	if (want->adapt && answered)
		return vsi_action_directed(VSI_CONST, way->insn.write);
	return want->action;
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

static bool plan_guard(struct vsi_way *way, const struct vsi_effect_env *env)
{
	if (!can_handle(way, env) || !vsi_undef_sees(way->insn.word))
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

/* It is the hypervisor that takes the exception. */
static bool is_own_word(const struct vsi_way *way)
{
	return way->carrier == VSI_CARRIER_INLINE && way->arch.effect.kind == VSI_EFFECT_WORD;
}

/* The hypervisor is left by an exception return, which clears the exclusive monitor. */
static bool calls_directly(const struct vsi_way *way)
{
	return way->carrier == VSI_CARRIER_BRANCH && way->arch.effect.kind == VSI_EFFECT_HYPERCALL;
}

/* A load or a store of another place may break it, too. */
static bool stores(const struct vsi_way *way)
{
	return way->carrier == VSI_CARRIER_BRANCH && way->arch.effect.kind == VSI_EFFECT_STATE;
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
	const bool answered = vsi_effect_answered(&way->insn, vsi_hypervisor_profile());
	const enum vsi_action action = first_choice(way, want, answered);
	struct vsi_effect_env env;
	bool served, traps;

	if (action == VSI_CONST && !want->may_sleep && !vsi_constant_is_known(&way->insn))
		return -EAGAIN;
	env = environment(way, want, action, answered);
	if (way->unasked && !want->may_sleep)
		return -EAGAIN;
	way->action = vsi_effect_of(&way->insn, action, &env, &way->arch.effect);
	if (way->action == VSI_KEEP && action != want->action)
		way->action = vsi_effect_of(&way->insn, want->action, &env, &way->arch.effect);
	if (way->action == VSI_GUARD && want->adapt)
		way->action = adapt(way, &env);
	served = way->action == VSI_GUARD ? plan_guard(way, &env) :
		 choose_carrier(way, want, &env) || choose_word(way, want, &env);
	if (served)
		way->dispute = vsi_second_differs(&way->insn);
	if (!served || way->dispute)
		leave_alone(way, want);
	traps = way->carrier == VSI_CARRIER_TRAP || way->action == VSI_GUARD;
	way->any_mode = is_own_word(way);
	way->excepts = traps || way->any_mode || calls_directly(way);
	way->stores = stores(way);
	way->aborts = way->carrier != VSI_CARRIER_NONE && vsi_may_abort(&way->insn);
	way->switches_mode = way->insn.class == VSI_CLASS_PSR && vsi_switches_mode(&way->insn);
	way->minds_condition = minds_condition(way);
	return traps ? plan_handler(way, &env) : 0;
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
	[VSI_ARM_STATE] = "state",
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

static unsigned long insn_of(const struct exception_table_entry *entry)
{
#ifdef ARCH_HAS_RELATIVE_EXTABLE
	return (unsigned long)&entry->insn + entry->insn;
#else
	return entry->insn;
#endif
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
		if (insn_of(&mod->extable[i]) == addr)
			return true;
	return false;
}

/**
 * vsi_arch_veneer_words() - size of a site's veneer, or literal
 * @way: how it is treated
 *
 * Context: any.
 * Return: in words; 0 when it has none.
 */
unsigned int vsi_arch_veneer_words(const struct vsi_way *way)
{
	const unsigned int code = way->carrier == VSI_CARRIER_BRANCH ? way->arch.nr_code + 1 : 0;

	return code + way->arch.nr_literal;
}

/* Two instructions at the ends of two stretches, and so all between, reach each other. */
static bool in_reach(unsigned long one, unsigned long other)
{
	return vsi_in_reach(one, other) && vsi_in_reach(other, one);
}

static bool all_in_reach(const struct vsi_site *sites, u32 nr, unsigned long at, u32 words)
{
	const unsigned long end = at + words * sizeof(u32), last = sites[nr - 1].addr + 4;

	return in_reach(sites->addr, at) && in_reach(sites->addr, end) &&
	       in_reach(last, at) && in_reach(last, end);
}

/* Data among code: as it lies in memory, whatever instructions are. */
static void write_data(u32 *code, const struct vsi_arch_way *arch)
{
	unsigned int i;

	/* seldom any: a call would be longer */
	for (i = 0; i < arch->nr_literal; i++)
		code[i] = arch->literal[i];
}

/* What the branch of a site leads to. */
static void write_veneer(struct vsi_site *site, u32 *code, unsigned long at)
{
	const struct vsi_arch_way *arch = &site->way->arch;
	unsigned int i;

	site->word |= vsi_branch_bits(site->addr, at);
	for (i = 0; i < arch->nr_code; i++, at += sizeof(*code))
		vsi_arch_write_text((unsigned long)code++, arch->code[i]);
	vsi_arch_write_text((unsigned long)code++,
			    VSI_BRANCH_ALWAYS | vsi_branch_bits(at, site->addr + 4));
	write_data(code, arch);
}

/* What a site loads; false when it does not get that far. */
static bool write_literal(struct vsi_site *site, u32 *code, unsigned long at)
{
	if (!a64_literal_in_reach(site->addr, at))
		return false;
	site->word |= a64_literal_bits(site->addr, at);
	write_data(code, &site->way->arch);
	return true;
}

/**
 * vsi_arch_encode() - the words of all sites of a text, and their veneers
 * @sites: address and way of each are set, by ascending address; the word is
 *         filled in
 * @nr:    how many, at least one
 * @code:  room for veneers and literals, or NULL when no site has one
 * @at:    address that @code will be executed at
 * @words: of @code
 *
 * The index of a site is the hint that comes back in its trap, modulo
 * VSI_ARCH_HINTS.
 *
 * Context: any.
 * Return: false when sites and veneers are out of each other's reach.
 */
bool vsi_arch_encode(struct vsi_site *sites, u32 nr, u32 *code, unsigned long at, u32 words)
{
	struct vsi_site *site = sites;
	const struct vsi_way *way;
	u32 hint;

	if (code && !all_in_reach(sites, nr, at, words))
		return false;
	for (hint = 0; hint < nr; hint++, site++) {
		way = site->way;
		site->word = way->arch.word;
		if (way->carrier == VSI_CARRIER_TRAP) {
			site->word |= vsi_udf_hint_bits(&way->insn, hint);
			continue;
		}
		if (way->carrier == VSI_CARRIER_BRANCH)
			write_veneer(site, code, at);
		else if (!VSI_HAS_LITERALS || !way->nr_words)
			continue;
		else if (!write_literal(site, code, at))
			return false;
		code += way->nr_words;
		at += way->nr_words * sizeof(*code);
	}
	return true;
}

/**
 * vsi_arch_veneer_of() - where the veneer of a site is
 * @site: encoded
 *
 * Context: any.
 * Return: its address; 0 when the site has none.
 */
unsigned long vsi_arch_veneer_of(const struct vsi_site *site)
{
	if (site->way->carrier != VSI_CARRIER_BRANCH)
		return 0;
	return vsi_branch_target(site->addr, site->word);
}
