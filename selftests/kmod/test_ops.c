// SPDX-License-Identifier: GPL-2.0
/*
 * Executes every instruction of ops.txt, or ops_arm64.txt, twice, as a site of the module and as
 * a word no table lists, from the same state, and compares what is left of
 * the machine: registers, PSR, and what the instruction wrote.
 *
 * Answers are in /sys/module/vsi_test_ops/parameters.
 */
#include <linux/module.h>
#include <linux/uaccess.h>
#ifdef CONFIG_ARM64
#include <asm/asm-extable.h>
#endif
#include "contexts.h"
#include "isa.h"
#include "ops.h"
#include "stands.h"

enum kind {
	KIND_SAME = OP_WORD_r,
	KIND_VARIES = OP_WORD_v,
	KIND_KEPT = OP_WORD_k,
	KIND_QUIET = OP_WORD_q,
	KIND_NO_TRAP = OP_WORD_b,
	KIND_QUIET_NO_TRAP = OP_WORD_n,
};

static char *context = "process";
module_param(context, charp, 0444);
static uint rounds = 1;
module_param(rounds, uint, 0444);
/* the CPU has what only some of QEMU's have: the words of ops_arm64.txt */
static bool is_max, is_a72;
module_param_named(max, is_max, bool, 0444);
module_param_named(a72, is_a72, bool, 0444);
/* parts of the text of instructions that this hypervisor lacks or gets wrong */
static char *except[4];
static uint nr_except;
module_param_array(except, charp, &nr_except, 0444);
/* that vsi was asked for: none, trap or branch; any: words are not looked at */
static char *carrier = "trap";
module_param(carrier, charp, 0444);

static uint sites, runs, mismatches, substituted, misplaced, exclusive, own_veneers, aborted;
/* instructions that vsi should substitute */
module_param(sites, uint, 0444);
module_param(runs, uint, 0444);
module_param(mismatches, uint, 0444);
module_param(substituted, uint, 0444);
/* where something else stands than the carrier should have put there */
module_param(misplaced, uint, 0444);
/* veneers that lie in this module */
module_param(own_veneers, uint, 0444);
/* times a store-exclusive succeeded around an instruction that must not trap */
module_param(exclusive, uint, 0444);
/* an abort went where the exception table says */
module_param(aborted, uint, 0444);

static atomic_t nr_runs, nr_mismatches;

static enum kind kind_of(const struct op *op)
{
	return op->kind & OP_KIND;
}

/* Of a counter, up or down: between the readings before and after. */
static bool between(unsigned long before, unsigned long value, unsigned long after)
{
	return value - before <= after - before || before - value <= before - after;
}

static bool same(const struct op *op, struct op_state *site, const struct op_state *orig,
		 const struct op_state *later)
{
	const size_t rest = offsetof(struct op_state, reg[2]);

	if (kind_of(op) != KIND_VARIES)
		return !memcmp(site, orig, sizeof(*site));
	return between(orig->reg[0], site->reg[0], later->reg[0]) &&
	       !memcmp((char *)site + rest, (char *)orig + rest, sizeof(*site) - rest);
}

static void run_one(const struct op *op, u32 flags, bool irqs_off)
{
	struct op_state site, orig, later;

	op_fill(&orig, flags, irqs_off);
	site = orig;
	later = orig;
	op->orig(&orig);
	op->site(&site);
	op->orig(&later);
	atomic_inc(&nr_runs);
	if (same(op, &site, &orig, &later))
		return;
	if (atomic_inc_return(&nr_mismatches) > 10)
		return;
	op_report(op, &site, &orig);
}

/* An interrupt changes what it reads. */
static bool is_quiet(const struct op *op)
{
	return kind_of(op) == KIND_QUIET || kind_of(op) == KIND_QUIET_NO_TRAP;
}

static bool is_excepted(const struct op *op)
{
	uint i;

	for (i = 0; i < nr_except; i++)
		if (strstr(op->text, except[i]))
			return true;
	return false;
}

static bool is_there(const struct op *op)
{
	if (op->kind & OP_WORD_irqs && !op_takes_irqs())
		return false;
	if (is_excepted(op))
		return false;
	return (is_max || !(op->kind & OP_WORD_max)) && (is_a72 || !(op->kind & OP_WORD_a72));
}

/*
 * Interrupts are off around each pair, so nothing else runs between the two
 * but what the instruction itself lets in.
 */
static void run_flags(const struct op *op)
{
	unsigned int flags;
	unsigned long irqs;

	for (flags = 0; flags < 32; flags++) {
		bool irqs_off = flags >> 4;

		if (is_quiet(op) && !irqs_off)
			continue;
		local_irq_save(irqs);
		run_one(op, flags & 15, irqs_off);
		local_irq_restore(irqs);
	}
}

static void run_all(void)
{
	unsigned int round, op;

	preempt_disable();
	for (round = 0; round < rounds; round++)
		for (op = 0; op < vsi_nr_ops; op++)
			if (is_there(&vsi_ops[op]))
				run_flags(&vsi_ops[op]);
	preempt_enable();
}

/* 0 when the store succeeded */
#ifdef CONFIG_ARM64
ISA_FUNCTION(increment, "ldxr	w1, [x0]\n"
			"exclusive_site:	mrs	x3, tpidr_el1\n"
			"add	w1, w1, #1\n"
			"stxr	w2, w1, [x0]\n"
			"mov	w0, w2\n");
#define EXCLUSIVE_WORD	0xd538d083
#else
ISA_FUNCTION(increment, "ldrex	r1, [r0]\n"
			"exclusive_site:	mrc	p15, 0, r3, c13, c0, 4\n"
			"add	r1, r1, #1\n"
			"strex	r2, r1, [r0]\n"
			"mov	r0, r2\n");
#define EXCLUSIVE_WORD	0xee1d3f90
#endif
extern u32 increment(u32 *cell);
extern const u32 exclusive_site[];

/* not 0 when the exception table was followed: a copy would not be in it */
#ifdef CONFIG_ARM64
ISA_FUNCTION(aborts, "mov	x1, #0\n"
		     "fixup_site:	ldtr	w2, [x0]\n"
		     "mov	x0, x1\n"
		     "ret\n"
		     "fixup:	mov	x0, #1\n"
		     _ASM_EXTABLE_KACCESS_ERR(fixup_site, fixup, wzr));
#define FIXUP_WORD	0xb8400802
#else
ISA_FUNCTION(aborts, "mov	r1, #0\n"
		     "fixup_site:	ldrt	r2, [r0]\n"
		     "mov	r0, r1\n"
		     "bx	lr\n"
		     "fixup:	mov	r0, #1\n"
		     ".pushsection __ex_table, \"a\"\n"
		     ".balign 8\n"
		     ".long	fixup_site, fixup\n"
		     ".popsection\n");
#define FIXUP_WORD	0xe4b02000
#endif
extern u32 aborts(unsigned long addr);
extern const u32 fixup_site[];

/* One between exclusives is of KIND_NO_TRAP, too. */
static enum stand expected(enum kind kind)
{
	if (!strcmp(carrier, "none") || kind == KIND_KEPT)
		return STANDS_ORIGINAL;
	if (!strcmp(carrier, "branch"))
		return STANDS_BRANCH;
	if (kind == KIND_NO_TRAP || kind == KIND_QUIET_NO_TRAP)
		return STANDS_ORIGINAL;
	return STANDS_TRAP;
}

static void look_at_word(const u32 *insn, u32 word, const char *text, enum stand want)
{
	struct veneer veneer;
	enum stand got = stands(insn, word, &veneer);

	if (got == STANDS_BRANCH && (veneer.words != 1 || veneer.code[0] != executed_always(word)))
		got = STANDS_WRONG;
	sites += want != STANDS_ORIGINAL;
	substituted += got == want && got != STANDS_ORIGINAL;
	own_veneers += got == STANDS_BRANCH && veneer.own;
	if (got == want)
		return;
	misplaced++;
	pr_info("%s: %d instead of %d: %08x at %ps\n", text, got, want, isa_word(insn), insn);
}

static void look_at_words(void)
{
	const struct op *op;

	for (op = vsi_ops; op < vsi_ops + vsi_nr_ops; op++) {
		look_at_word(op->insn, op->word, op->text, expected(kind_of(op)));
		/* a slow console would make of many messages a stall of RCU */
		cond_resched();
	}
	look_at_word(exclusive_site, EXCLUSIVE_WORD, "exclusive", expected(KIND_NO_TRAP));
	look_at_word(fixup_site, FIXUP_WORD, "fixup", STANDS_ORIGINAL);
}

/*
 * A trap between the two would clear the monitor and the store never succeed.
 * So would an interrupt, which proves nothing: none is taken meanwhile.
 */
static void try_exclusive(void)
{
	unsigned long flags;
	u32 cell = 0;
	int tries;

	local_irq_save(flags);
	for (tries = 0; tries < 100; tries++)
		exclusive += !increment(&cell);
	local_irq_restore(flags);
}

/* Of kernel memory with the privilege of a user. */
static u32 try_abort(void)
{
	u32 cell, result;

	pagefault_disable();
	result = aborts((unsigned long)&cell);
	pagefault_enable();
	return result;
}

static int __init ops_init(void)
{
	int ret;

	if (strcmp(carrier, "any"))
		look_at_words();
	try_exclusive();
	aborted = try_abort();
	ret = run_in_context(context, run_all);
	runs = atomic_read(&nr_runs);
	mismatches = atomic_read(&nr_mismatches);
	return ret;
}

static void __exit ops_exit(void)
{
}

module_init(ops_init);
module_exit(ops_exit);
MODULE_DESCRIPTION("vsi selftest: sites against originals");
MODULE_LICENSE("GPL");
