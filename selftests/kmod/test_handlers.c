// SPDX-License-Identifier: GPL-2.0
/*
 * Executes every instruction of handlers.txt and compares what is left of the
 * machine with what the action in force says: the result registers have the
 * value they should, everything else is as it was.
 *
 * Under "none" and where an instruction is kept, the measure is a word that no
 * table lists. Answers are in /sys/module/vsi_test_handlers/parameters.
 */
#include <linux/cpumask.h>
#include <linux/module.h>
#include <linux/string.h>
#include "contexts.h"
#include "isa.h"
#include "ops.h"
#include "stands.h"
#include "undefined.h"

static char *context = "process";
module_param(context, charp, 0444);
/* undef: no vsi is there, find out what is undefined; else what vsi's policy says: keep, zero... */
static char *action = "keep";
module_param(action, charp, 0444);
/* that vsi was asked for; any: what stands where is not judged */
static char *carrier = "auto";
module_param(carrier, charp, 0444);
/* the guest is known to have no performance monitors */
static bool no_pmu;
module_param(no_pmu, bool, 0444);

static uint runs, mismatches, misplaced, faults, substituted;
/* instructions executed */
module_param(runs, uint, 0444);
/* of these, with another outcome than expected */
module_param(mismatches, uint, 0444);
/* where something else stands than should */
module_param(misplaced, uint, 0444);
/* executions of guarded instructions that are undefined */
module_param(faults, uint, 0444);
/* instructions where something else stands than the original */
module_param(substituted, uint, 0444);

static atomic_t nr_runs, nr_mismatches, nr_faults;

enum meaning {
	LIKE_ORIGINAL,
	ZERO = OP_WORD_zero,
	NOTHING = OP_WORD_nothing,
	COUNTER = OP_WORD_counter,
	CPUS = OP_WORD_cpus,
	REFUSED = OP_WORD_refused,
	SETWAY = OP_WORD_setway,
	FROZEN,			/* the original's value, by another instruction */
	HVC,
};

#define NO_REG		-1
#define NZCV		0xf0000000

#define SMCCC_NOT_SUPPORTED	(-1ul)
#define PSCI_VERSION		0x84000000

#ifdef CONFIG_ARM64
static bool is_flags(int reg)
{
	return false;
}

/* Writes to XZR go nowhere, and it reads as zero. */
static bool is_discarded(int reg)
{
	return reg == OP_REGS;
}

static int result_reg(u32 field)
{
	return field & 0x20 ? field & 0x1f : NO_REG;
}

/* Of its result. */
static bool is_wide(const struct op *op)
{
	return true;
}

static bool executes(const struct op *op, u64 psr)
{
	return true;
}

/* CNTVCT_EL0 as a word that is never a site */
static u64 virtual_counter(void)
{
	register u64 x0 asm("x0");

	asm volatile(".long 0xd53be040" : "=r" (x0));
	return x0;
}

/* HVC #0 as a word that is never a site; firmware changes no more than this, SMCCC 1.0 */
static unsigned long psci_version(void)
{
	register unsigned long x0 asm("x0") = PSCI_VERSION;

	asm volatile(".long 0xd4000002" : "+r" (x0) : :
		     "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12",
		     "x13", "x14", "x15", "x16", "x17", "memory");
	return x0;
}
#else
#define REG_LR		14
#define REG_FLAGS	15

static bool is_flags(int reg)
{
	return reg == REG_FLAGS;
}

static bool is_discarded(int reg)
{
	return false;
}

/* An index of struct op_state's, in which lr comes after r12. */
static int result_reg(u32 field)
{
	const int reg = field & 0x1f;

	if (!(field & 0x20))
		return NO_REG;
	return reg == REG_LR ? OP_REGS - 1 : reg;
}

static bool is_wide(const struct op *op)
{
	return op->kind >> 24 & 0x20;
}

static bool executes(const struct op *op, u32 cpsr)
{
	return COND(op->word) == COND_UNCOND ||
	       arm_check_condition(op->word, cpsr) != ARM_OPCODE_CONDTEST_FAIL;
}

/* CNTVCT as a word that is never a site */
static u64 virtual_counter(void)
{
	register u32 r0 asm("r0");
	register u32 r1 asm("r1");

	asm volatile(".long 0xec510f1e" : "=r" (r0), "=r" (r1));
	return (u64)r1 << 32 | r0;
}

/* HVC #0 as a word that is never a site; firmware changes no more than this, SMCCC 1.0 */
static unsigned long psci_version(void)
{
	register u32 r0 asm("r0") = PSCI_VERSION;

	asm volatile(".long 0xe1400070" : "+r" (r0) : : "r1", "r2", "r3", "memory");
	return r0;
}
#endif

static int result1(const struct op *op)
{
	return result_reg(op->kind >> 16 & 0x3f);
}

static int result2(const struct op *op)
{
	return result_reg(op->kind >> 24);
}

static bool is_undef(const struct op *op)
{
	return op->kind & OP_WORD_undef;
}

static bool action_is(const char *name)
{
	return !strcmp(action, name);
}

static enum meaning zeroed(const struct op *op)
{
	return result1(op) == NO_REG || op->kind & OP_WORD_hvc ||
	       (op->kind & OP_EMULATION) == REFUSED ? NOTHING : ZERO;
}

static enum meaning emulated(const struct op *op)
{
	return op->kind & OP_EMULATION;
}

static enum meaning served_when_undefined(const struct op *op)
{
	return emulated(op) ?: zeroed(op);
}

static enum meaning frozen(const struct op *op)
{
	if (zeroed(op) == NOTHING)
		return NOTHING;
	return op->kind & OP_WORD_const ? FROZEN : LIKE_ORIGINAL;
}

static enum meaning by_auto(const struct op *op)
{
	if (no_pmu && op->kind & OP_WORD_pmu)
		return emulated(op);
	if (!is_undef(op) || op->kind & OP_WORD_auto_kept)
		return LIKE_ORIGINAL;
	return served_when_undefined(op);
}

static enum meaning expected(const struct op *op)
{
	if (action_is("zero") || action_is("ignore"))
		return zeroed(op);
	if (action_is("const"))
		return frozen(op);
	if (action_is("emulate"))
		return emulated(op);
	if (action_is("hypercall"))
		return op->kind & OP_WORD_hvc ? HVC : emulated(op);
	if (action_is("guard"))
		return is_undef(op) ? served_when_undefined(op) : LIKE_ORIGINAL;
	if (action_is("auto"))
		return by_auto(op);
	return LIKE_ORIGINAL;
}

static u64 value_of(const struct op *op, const struct op_state *state)
{
	u64 value = is_discarded(result1(op)) ? 0 : state->reg[result1(op)];

	if (result2(op) != NO_REG)
		value |= (u64)state->reg[result2(op)] << 32;
	return value;
}

static void set_value(const struct op *op, struct op_state *state, u64 value)
{
	if (is_flags(result1(op)))
		state->cpsr_out = (state->cpsr_out & ~NZCV) | (value & NZCV);
	else if (!is_discarded(result1(op)))
		state->reg[result1(op)] = value;
	if (result2(op) != NO_REG)
		state->reg[result2(op)] = value >> 32;
}

/* @op left the virtual counter; compared in as many bits as it has. */
static bool is_counter(const struct op *op, const struct op_state *site, u64 before, u64 after)
{
	const u64 mask = is_wide(op) ? U64_MAX : U32_MAX;

	return ((value_of(op, site) - before) & mask) <= after - before;
}

/* Bits[25:24] of L2CTLR, Cortex-A15 TRM (ARM DDI 0438), 4.3.48. */
static u32 l2ctlr(void)
{
	return (min(num_possible_cpus(), 4u) - 1) << 24;
}

/* What @in becomes; the caller has looked at what varies in @site. */
static struct op_state wanted(const struct op *op, enum meaning outcome, const struct op_state *in,
			      const struct op_state *site)
{
	struct op_state want = *in;

	want.cpsr_out = in->cpsr_in;
	if (op->restored) {
		/* r0 and r1 came from the register, which is to keep its value */
		want.reg[0] = site->reg[0];
		want.reg[1] = site->reg[1];
		want.observed[0] = site->reg[0] ^ op->xor;
		want.observed[1] = site->reg[1];
	}
	switch (executes(op, in->cpsr_in) ? outcome : NOTHING) {
	case ZERO:
		set_value(op, &want, 0);
		break;
	case COUNTER:
		set_value(op, &want, value_of(op, site));
		break;
	case CPUS:
		set_value(op, &want, l2ctlr());
		break;
	case REFUSED:
		want.reg[0] = SMCCC_NOT_SUPPORTED;
		break;
	case HVC:
		want.reg[0] = psci_version();
		break;
	default:
		break;
	}
	return want;
}

static void report(const struct op *op, enum meaning outcome, const struct op_state *site,
		   const struct op_state *want)
{
	if (atomic_inc_return(&nr_mismatches) > 10)
		return;
	pr_info("outcome %d instead:\n", outcome);
	op_report(op, site, want);
}

/* A counter that works: between the words before and behind. */
static bool like_original(const struct op *op, struct op_state *site, const struct op_state *in,
			  struct op_state *orig)
{
	struct op_state later = *in;

	op->orig(&later);
	if (emulated(op) == COUNTER && executes(op, in->cpsr_in) &&
	    value_of(op, site) - value_of(op, orig) <= value_of(op, &later) - value_of(op, orig))
		set_value(op, orig, value_of(op, site));
	return !memcmp(site, orig, sizeof(*site));
}

static void run_like_original(const struct op *op, enum meaning outcome,
			      const struct op_state *in)
{
	struct op_state site = *in, orig = *in;

	op->orig(&orig);
	op->site(&site);
	if (!like_original(op, &site, in, &orig))
		report(op, outcome, &site, &orig);
}

static void run_served(const struct op *op, enum meaning outcome, const struct op_state *in)
{
	struct op_state site = *in, want;
	const u64 before = virtual_counter();

	op->site(&site);
	want = wanted(op, outcome, in, &site);
	if (outcome == COUNTER && executes(op, in->cpsr_in) &&
	    !is_counter(op, &site, before, virtual_counter()))
		set_value(op, &want, before);
	if (memcmp(&site, &want, sizeof(site)))
		report(op, outcome, &site, &want);
}

static void run_one(const struct op *op, enum meaning outcome, u32 flags, bool irqs_off)
{
	struct op_state in;

	op_fill(&in, flags, irqs_off);
	if (outcome == HVC)
		in.reg[0] = PSCI_VERSION;
	if (is_undef(op) && executes(op, in.cpsr_in))
		atomic_inc(&nr_faults);
	if (outcome == LIKE_ORIGINAL || outcome == FROZEN)
		run_like_original(op, outcome, &in);
	else
		run_served(op, outcome, &in);
	atomic_inc(&nr_runs);
}

/* Interrupts are off but for what the instruction itself lets in. */
static void run_flags(const struct op *op, enum meaning outcome)
{
	unsigned int flags;
	unsigned long irqs;

	for (flags = 0; flags < 32; flags++) {
		local_irq_save(irqs);
		run_one(op, outcome, flags & 15, flags >> 4);
		local_irq_restore(irqs);
		if (op->kind & OP_WORD_once)
			break;
	}
}

static void run_all(void)
{
	const struct op *op;
	enum meaning outcome;

	preempt_disable();
	for (op = vsi_ops; op < vsi_ops + vsi_nr_ops; op++) {
		outcome = expected(op);
		/* would be the module's own fault */
		if (outcome != LIKE_ORIGINAL || !is_undef(op))
			run_flags(op, outcome);
	}
	preempt_enable();
}

#ifdef CONFIG_ARM64
/* What is no immediate is loaded from room for veneers. */
static enum stand loads(const struct op *op, enum meaning outcome)
{
	return STANDS_INLINE;
}
#else
/* Can one MOV, MVN or MOVW load it? */
static bool loads_by_one(u32 value)
{
	unsigned int rotation;

	for (rotation = 0; rotation < 32; rotation += 2)
		if (rol32(value, rotation) <= 0xff || rol32(~value, rotation) <= 0xff)
			return true;
	return value <= 0xffff;
}

static u32 value_to_load(const struct op *op, enum meaning outcome)
{
	struct op_state state;

	switch (outcome) {
	case CPUS:
		return l2ctlr();
	case REFUSED:
		return SMCCC_NOT_SUPPORTED;
	case FROZEN:
		/* with flags that fulfill the condition */
		op_fill(&state, 0, true);
		while (!executes(op, state.cpsr_in))
			state.cpsr_in += 0x10000000;
		op->orig(&state);
		return state.reg[result1(op)];
	default:
		return 0;
	}
}

/* QEMU's Cortex-A15 has MIDR at opc2 4, 6 and 7 of c0, c0; a read of MIDR can stand there. */
static bool is_alias(const struct op *op)
{
	const u32 op2 = op->word >> 5 & 7;

	return (op->word & 0x0fff0f1f) == 0x0e100f10 && (op2 == 4 || op2 == 6 || op2 == 7);
}

static enum stand loads(const struct op *op, enum meaning outcome)
{
	if (outcome == FROZEN && is_alias(op))
		return STANDS_INLINE;
	if (is_flags(result1(op)))
		return STANDS_TRAP;
	if (result2(op) != NO_REG)
		return STANDS_BRANCH;
	return loads_by_one(value_to_load(op, outcome)) ? STANDS_INLINE : STANDS_BRANCH;
}
#endif

static bool is_conditional(const struct op *op)
{
#ifdef CONFIG_ARM64
	return false;
#else
	return COND(op->word) != COND_AL;
#endif
}

static enum stand cheapest(const struct op *op, enum meaning outcome)
{
	switch (outcome) {
	case LIKE_ORIGINAL:
		return STANDS_ORIGINAL;
	case NOTHING:
		return STANDS_INLINE;
	case SETWAY:
		return STANDS_TRAP;
	case HVC:
		return is_conditional(op) ? STANDS_BRANCH : STANDS_INLINE;
	case COUNTER:
		return is_wide(op) ? STANDS_INLINE : STANDS_BRANCH;
	default:
		return loads(op, outcome);
	}
}

/* Flags cannot be written alone, and no veneer is longer than it must be. */
static bool has_veneer(const struct op *op, enum meaning outcome)
{
	return outcome != NOTHING && outcome != SETWAY && !is_flags(result1(op));
}

static enum stand to_stand(const struct op *op)
{
	const enum meaning outcome = expected(op);

	if (action_is("guard") || outcome == LIKE_ORIGINAL)
		return STANDS_ORIGINAL;
	if (!strcmp(carrier, "auto"))
		return cheapest(op, outcome);
	if (!strcmp(carrier, "inline") && cheapest(op, outcome) == STANDS_INLINE)
		return STANDS_INLINE;
	if (!strcmp(carrier, "branch") && has_veneer(op, outcome))
		return STANDS_BRANCH;
	return STANDS_TRAP;
}

/* Between a load-exclusive and its store-exclusive, where no exception may be taken. */
#ifdef CONFIG_ARM64
ISA_FUNCTION(increment, "ldxr	w1, [x0]\n"
			"exclusive_site:	mrs	x3, pmcr_el0\n"
			"add	w1, w1, #1\n"
			"stxr	w2, w1, [x0]\n"
			"mov	w0, w2\n");
#define EXCLUSIVE_WORD	0xd53b9c03
#else
ISA_FUNCTION(increment, "ldrex	r1, [r0]\n"
			"exclusive_site:	mrc	p15, 0, r3, c9, c12, 0\n"
			"add	r1, r1, #1\n"
			"strex	r2, r1, [r0]\n"
			"mov	r0, r2\n");
#define EXCLUSIVE_WORD	0xee193f1c
#endif
extern u32 increment(u32 *cell);
extern const u32 exclusive_site[];

static const struct op exclusive = {
	.insn = exclusive_site,
	.text = "exclusive",
	.word = EXCLUSIVE_WORD,
	.kind = OP_WORD_zero + OP_WORD_pmu + OP_RESULT1(3),
};

static void look_at_word(const struct op *op, enum stand want)
{
	struct veneer veneer;
	const enum stand got = stands(op->insn, op->word, &veneer);

	substituted += got != STANDS_ORIGINAL;
	if (got == want || !strcmp(carrier, "any"))
		return;
	misplaced++;
	pr_info("%s: %d instead of %d: %08x\n", op->text, got, want, isa_word(op->insn));
}

static void look_at_words(void)
{
	const enum stand unless_it_traps = to_stand(&exclusive);
	const struct op *op;

	for (op = vsi_ops; op < vsi_ops + vsi_nr_ops; op++)
		look_at_word(op, to_stand(op));
	look_at_word(&exclusive,
		     unless_it_traps == STANDS_TRAP ? STANDS_ORIGINAL : unless_it_traps);
}

/* An interrupt between the two would make the store fail as well. */
static void try_exclusive(void)
{
	unsigned long flags;
	u32 cell = 0;
	int tries;

	local_irq_save(flags);
	for (tries = 0; tries < 100; tries++)
		mismatches += increment(&cell);
	local_irq_restore(flags);
}

/* undefined here; 0 when it was served */
#ifdef CONFIG_ARM64
ISA_FUNCTION_IN(undefined_in_init, ".init.text", "mov	x0, #1\n"
						 "mrs	x0, s3_7_c4_c0_7\n");
#else
ISA_FUNCTION_IN(undefined_in_init, ".init.text", "mov	r0, #1\n"
						 "mrc	p15, 7, r0, c4, c0, 7\n");
#endif
extern u32 undefined_in_init(void);

static void __init run_init_text(void)
{
	if (undefined_in_init())
		mismatches++;
	faults++;
}

static void find_undefined(void)
{
	const struct op *op;
	struct op_state state;

	for (op = vsi_ops; op < vsi_ops + vsi_nr_ops; op++) {
		op_fill(&state, 0, true);
		while (!executes(op, state.cpsr_in))
			state.cpsr_in += 0x10000000;
		was_undefined = false;
		op->orig(&state);
		runs++;
		if (was_undefined == is_undef(op))
			continue;
		mismatches++;
		pr_info("mismatch: %s: undefined %d\n", op->text, was_undefined);
	}
}

static int __init undefined_init(void)
{
	unsigned long irqs;
	int ret = begin_noting();

	if (ret)
		return ret;
	local_irq_save(irqs);
	find_undefined();
	local_irq_restore(irqs);
	end_noting();
	return 0;
}

static bool serves_undefined(void)
{
	return action_is("zero") || action_is("emulate") || action_is("guard") || action_is("auto");
}

static int __init handlers_init(void)
{
	int ret;

	if (action_is("undef"))
		return undefined_init();
	look_at_words();
	ret = run_in_context(context, run_all);
	runs = atomic_read(&nr_runs);
	mismatches = atomic_read(&nr_mismatches);
	faults = atomic_read(&nr_faults);
	try_exclusive();
	if (serves_undefined())
		run_init_text();
	return ret;
}

static void __exit handlers_exit(void)
{
}

module_init(handlers_init);
module_exit(handlers_exit);
MODULE_DESCRIPTION("vsi selftest: what actions mean");
MODULE_LICENSE("GPL");
