// SPDX-License-Identifier: GPL-2.0
/*
 * Masks and unmasks interrupts, and accesses registers that vsi_test_block has; and
 * what each costs, in a guest where instructions are counted (../bench/ticks.h).
 *
 * Nothing here but what is tested may be sensitive: a kernel's own use of these registers
 * would find what is in the block.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <asm/barrier.h>
#include "../bench/ticks.h"
#include "state.h"

#define TIMES		1000

static char seen[64];
module_param_string(seen, seen, sizeof(seen), 0444);
MODULE_PARM_DESC(seen, "after mask, unmask, restore of masked, restore of unmasked");
static uint masked;
module_param(masked, uint, 0444);
MODULE_PARM_DESC(masked, "what is read while interrupts are masked");
static uint tpidr;
module_param(tpidr, uint, 0444);
static char costs[256];
module_param_string(costs, costs, sizeof(costs), 0444);
MODULE_PARM_DESC(costs, "NAME=INSTRUCTIONS of each");
static uint repetitions = 20;
module_param(repetitions, uint, 0444);
MODULE_PARM_DESC(repetitions, "of each loop, of which the least counts");
static uint nr = UINT_MAX;
module_param(nr, uint, 0444);
MODULE_PARM_DESC(nr, "how many of them: the last ones have no exact trap, and would be the CPU's");
static bool bare;
module_param(bare, bool, 0444);
MODULE_PARM_DESC(bare, "nobody serves it: only measure");

#ifdef CONFIG_ARM64
#define MASK		"msr	daifset, #3"
#define UNMASK		"msr	daifclr, #3"
#define READ_MASKS(to)	"mrs	" to ", daif"
#define RESTORE(from)	"msr	daif, " from
#define RESTORE_IMM	"msr	daifset, #15"
#define TPIDR(to)	"mrs	" to ", tpidr_el1"
#define TO_TPIDR(from)	"msr	tpidr_el1, " from
#define OTHER(to)	"mrs	" to ", sp_el0"
#define TO_OTHER(from)	"msr	sp_el0, " from
#define WRITE_REG(from)	"msr	far_el1, " from
#define MASKED_BITS	0x3c0
#define A_REG		"x2"
#define ONE_LESS	"	subs	%w0, %w0, #1\n	b.ne	1b"
#else
#ifdef CONFIG_THUMB2_KERNEL
/* one of 16 bits has no veneer, and T32 has no immediate */
#define MASK		"cpsid.w	i"
#define UNMASK		"cpsie.w	i"
#define RESTORE_IMM	"cpsie.w	i, #0x13"
#else
#define MASK		"cpsid	i"
#define UNMASK		"cpsie	i"
#define RESTORE_IMM	"msr	cpsr_c, #0x13"
#endif
#define READ_MASKS(to)	"mrs	" to ", cpsr"
#define RESTORE(from)	"msr	cpsr_c, " from
#define TPIDR(to)	"mrc	p15, 0, " to ", c13, c0, 4"
#define TO_TPIDR(from)	"mcr	p15, 0, " from ", c13, c0, 4"
#define OTHER(to)	"mrc	p15, 0, " to ", c3, c0, 0"
#define TO_OTHER(from)	"mcr	p15, 0, " from ", c3, c0, 0"
#define WRITE_REG(from)	TO_OTHER(from)
#define MASKED_BITS	0x3df
#define A_REG		"r2"
#define ONE_LESS	"	subs	%0, %0, #1\n	bne	1b"
#endif

#define LOOP(name, before, body)					\
static noinline u64 loop_##name(void)					\
{									\
	u64 start;							\
	u32 n = TIMES;							\
									\
	isb();								\
	start = ticks_now();						\
	asm volatile("	" before "\n"					\
		     "1:	" body "\n"				\
		     ONE_LESS						\
		     : "+r" (n) : : A_REG, "cc", "memory");		\
	isb();								\
	return ticks_now() - start;					\
}

#define ZERO	"mov	" A_REG ", #0"
LOOP(empty, ZERO, "")
LOOP(mask, ZERO, MASK)
LOOP(unmask, ZERO, UNMASK)
LOOP(read, ZERO, READ_MASKS(A_REG))
LOOP(restore, READ_MASKS(A_REG), RESTORE(A_REG))
LOOP(constant, ZERO, RESTORE_IMM)
LOOP(tpidr, ZERO, TPIDR(A_REG))
LOOP(other, ZERO, OTHER(A_REG))
/* What is read is written, by the same thread on the same CPU: it may be the kernel's. */
LOOP(to_tpidr, MASK "\n	" TPIDR(A_REG), TO_TPIDR(A_REG))
LOOP(to_other, MASK "\n	" OTHER(A_REG), TO_OTHER(A_REG))

static const struct {
	const char *name;
	u64 (*loop)(void);
} rows[] = {
	{ "mask", loop_mask },
	{ "unmask", loop_unmask },
	{ "read", loop_read },
	{ "restore", loop_restore },
	{ "constant", loop_constant },
	{ "tpidr", loop_tpidr },
	{ "other", loop_other },
	{ "to_other", loop_to_other },
	{ "to_tpidr", loop_to_tpidr },
};

/* Interrupts are not masked: the least of many is one without. */
static u64 least(u64 (*loop)(void))
{
	u64 best = U64_MAX;
	uint i;

	for (i = 0; i < repetitions; i++)
		best = min(best, loop());
	return best;
}

static void measure(void)
{
	const u64 empty = least(loop_empty);
	size_t used = 0;
	u64 ticks;
	u32 cost;
	int i;

	for (i = 0; i < min_t(uint, nr, ARRAY_SIZE(rows)); i++) {
		ticks = least(rows[i].loop) - empty;
		cost = div_u64(ticks * INSTRUCTIONS_PER_TICK + TIMES / 2, TIMES);
		used += scnprintf(costs + used, sizeof(costs) - used, "%s%s=%u",
				  i ? " " : "", rows[i].name, cost);
	}
}

static unsigned long read_masks(void)
{
	unsigned long value;

	asm volatile(READ_MASKS("%0") : "=r" (value) : : "memory");
	return value;
}

static void restore(unsigned long value)
{
	asm volatile(RESTORE("%0") : : "r" (value) : "memory");
}

static void look(void)
{
	const unsigned long before = read_masks();
	unsigned long at_rest, value;
	u32 notes[4];

	asm volatile(MASK : : : "memory");
	notes[0] = vsi_test_state_note();
	at_rest = read_masks();
	asm volatile(UNMASK : : : "memory");
	notes[1] = vsi_test_state_note();
	restore(at_rest);
	notes[2] = vsi_test_state_note();
	restore(before);
	notes[3] = vsi_test_state_note();
	masked = at_rest & MASKED_BITS;
	scnprintf(seen, sizeof(seen), "%x %x %x %x", notes[0], notes[1], notes[2], notes[3]);
	asm volatile(TPIDR("%0") : "=r" (value));
	tpidr = value;
}

static int __init masked_init(void)
{
	const unsigned long before = read_masks();

	if (bare) {
		measure();
		restore(before);
		return 0;
	}
	look();
	measure();
	asm volatile(WRITE_REG("%0") : : "r" (0x1234567ul));
	asm volatile(UNMASK : : : "memory");
	return 0;
}

static void __exit masked_exit(void)
{
}

module_init(masked_init);
module_exit(masked_exit);
MODULE_DESCRIPTION("vsi selftest: interrupt masks and registers of the state block");
MODULE_LICENSE("GPL");
