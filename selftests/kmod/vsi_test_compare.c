// SPDX-License-Identifier: GPL-2.0
/*
 * What an access costs by each mechanism, in executed instructions and in exits: the same
 * words as instructions, which may trap, or be sites, or have a kprobe; and the same
 * accesses by a hypercall that a driver's author might have written instead.
 *
 * For guests of one CPU under "-icount shift=2", see ticks.h, of the reference monitor or
 * of the VMM of selftests/hyp, who count exits; else ENODEV.  A row is a loop with
 * interrupts off, less the empty loop; the least of some.  KVM's host has interrupts of
 * its own, so loops have to be short there and many.
 *
 * results: "ROW MILLI-INSTRUCTIONS EXITS-OF-10 VALUE", a line for each
 */
#include <linux/arm-smccc.h>
#include <linux/io.h>
#include <linux/kprobes.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/stringify.h>
#include <asm/barrier.h>
#include "../../hypercall/vsi_abi.h"
#include "../../vsi_arm/insn.h"
#include "../bench/ticks.h"
#include "../hyp/vmm/layout.h"
#include "least.h"
#include "monitor_call.h"

static uint times = 1000;
module_param(times, uint, 0444);
MODULE_PARM_DESC(times, "executions in a loop");

static uint repetitions = 5;
module_param(repetitions, uint, 0444);
MODULE_PARM_DESC(repetitions, "loops, of which the least counts");

static bool calls;
module_param(calls, bool, 0444);
MODULE_PARM_DESC(calls, "calls that were written by hand, too");

static bool kprobes;
module_param(kprobes, bool, 0444);
MODULE_PARM_DESC(kprobes, "instructions have kprobes, which do what they do");

#define EXITS_OF	10

/* Set and way are written. */
#ifdef CONFIG_ARM64
#define SETWAY_WORD	0xd5087e42	/* dc cisw, x2 */
#define INST(word)	"	.inst	" __stringify(word) "\n"
#define FUNCTION(class)	(VSI_ABI_SMC64 + VSI_ABI_FN_ACCESS + \
			 VSI_ABI_KIND(VSI_CLASS_##class, VSI_ABI_ISA_A64))
#define OPERAND		"x2"
#define MOVE(to, from)	"	mov	x" #to ", %" #from "\n"
#define ONE_LESS	"	subs	%w0, %w0, #1\n	b.ne	1b\n"
#define CALLED		"x0", "x1", "x2", "x3"
#define SAVED_OPERAND	regs[2]
#else
#define SETWAY_WORD	0xee072f5e	/* mcr p15, 0, r2, c7, c14, 2 */
#define INST(word)	"	.arm\n	.inst	" __stringify(word) "\n"
#define FUNCTION(class)	(VSI_ABI_SMC32 + VSI_ABI_FN_ACCESS + \
			 VSI_ABI_KIND(VSI_CLASS_##class, VSI_ABI_ISA_A32))
#define OPERAND		"r2"
#define MOVE(to, from)	"	mov	r" #to ", %" #from "\n"
#define ONE_LESS	"	subs	%0, %0, #1\n	bne	1b\n"
#define CALLED		"r0", "r1", "r2", "r3"
#define SAVED_OPERAND	uregs[2]
#endif

/* The instruction has a label, for kprobes. */
#define LOOP(name, body)						\
extern const char compare_##name[];					\
static noinline unsigned long loop_##name(u32 n)			\
{									\
	unsigned long value;						\
									\
	asm volatile("	mov	" OPERAND ", #0\n"			\
		     "1:\n"						\
		     "compare_" #name ":\n"				\
		     body						\
		     ONE_LESS						\
		     "	mov	%1, " OPERAND "\n"			\
		     : "+&r" (n), "=r" (value) : : OPERAND, "cc", "memory"); \
	return value;							\
}

LOOP(empty, "")
LOOP(setway, INST(SETWAY_WORD))
#define COMPARE(name, word, class)	LOOP(name, INST(word))
#include "compare.tbl"

/*
 * Nothing but the call, whose registers have been loaded before, and two moves since they
 * do not survive it.  HVC is data, see monitor_call.h.
 */
#define RAW(name, word, function)					\
static noinline unsigned long raw_##name(u32 n)				\
{									\
	asm volatile("1:\n"						\
		     MOVE(0, 1)						\
		     MOVE(1, 2)						\
		     MONITOR_HVC "\n"					\
		     ONE_LESS						\
		     : "+&r" (n)					\
		     : "r" ((unsigned long)(function)), "r" ((unsigned long)(word)) \
		     : CALLED, "cc", "memory");				\
	return 0;							\
}

#define COMPARE(name, word, class)	RAW(name, word, FUNCTION(class))
#include "compare.tbl"

/* one that every hypervisor answers by itself */
RAW(smccc_version, 0, ARM_SMCCC_VERSION_FUNC_ID)

/* Paravirtualized by hand: what compilers make of the kernel's own inline call. */
static noinline unsigned long by_hand_empty(u32 n)
{
	do
		barrier();
	while (--n);
	return 0;
}

#define COMPARE(name, word, class)					\
static noinline unsigned long by_hand_##name(u32 n)			\
{									\
	struct arm_smccc_res res;					\
									\
	do {								\
		arm_smccc_1_1_hvc(FUNCTION(class), (word), &res);	\
		asm volatile("" : : "r" (res.a1) : "memory");		\
	} while (--n);							\
	return res.a1;							\
}

#include "compare.tbl"

static noinline unsigned long by_hand_setway(u32 n)
{
	do
		arm_smccc_1_1_hvc(FUNCTION(SETWAY), SETWAY_WORD, 0, NULL);
	while (--n);
	return 0;
}

typedef unsigned long (*loop_function)(u32 n);

struct row {
	const char *name;
	loop_function loop;
	loop_function empty;
	const char *instruction;
	u32 extra;	/* instructions of the body that are not measured */
	u64 milli;
	u64 exits;
	unsigned long value;
};

static struct row rows[] = {
#define COMPARE(n, word, class)						\
	{ .name = #n, .loop = loop_##n, .empty = loop_empty, .instruction = compare_##n },
#include "compare.tbl"
	{ .name = "setway", .loop = loop_setway, .empty = loop_empty,
	  .instruction = compare_setway },
#define COMPARE(n, word, class)						\
	{ .name = "raw_" #n, .loop = raw_##n, .empty = loop_empty, .extra = 2 },
#include "compare.tbl"
	{ .name = "raw_smccc_version", .loop = raw_smccc_version, .empty = loop_empty, .extra = 2 },
#define COMPARE(n, word, class)						\
	{ .name = "hand_" #n, .loop = by_hand_##n, .empty = by_hand_empty },
#include "compare.tbl"
	{ .name = "hand_setway", .loop = by_hand_setway, .empty = by_hand_empty },
};

static void __iomem *counter;	/* the VMM's, or NULL with the monitor */

/* Exits of this CPU so far; reading the VMM's counter is one. */
static u64 exits_so_far(void)
{
	return counter ? readl(counter + COUNTER_EXITS) : monitor_count(MON_EXIT_ALL, true);
}

static u64 ticks_of(void *loop)
{
	u64 start;

	isb();
	start = ticks_now();
	((loop_function)loop)(times);
	isb();
	return ticks_now() - start;
}

static u64 exits_of(void *arg)
{
	const u64 before = exits_so_far() + !!counter;
	struct row *row = arg;

	row->value = row->loop(EXITS_OF);
	return exits_so_far() - before;
}

static void measure(struct row *row)
{
	const u64 ticks = least_of(ticks_of, row->loop, repetitions) -
			  least_of(ticks_of, row->empty, repetitions);

	row->milli = div_u64(ticks * INSTRUCTIONS_PER_TICK * 1000, times) - row->extra * 1000;
	row->exits = least_of(exits_of, row, repetitions);
}

/* It does what the instruction does: a value that is known, and on behind it. */
static int have_effect(struct kprobe *probe, struct pt_regs *regs)
{
	regs->SAVED_OPERAND = 0;
	instruction_pointer_set(regs, instruction_pointer(regs) + 4);
	return 1;
}

/* One that may not have any is left at zero. */
static void measure_probed(struct row *row)
{
	struct kprobe probe = {
		.addr = (kprobe_opcode_t *)row->instruction,
		.pre_handler = have_effect,
	};

	if (register_kprobe(&probe))
		return;
	measure(row);
	unregister_kprobe(&probe);
}

static int get_results(char *buffer, const struct kernel_param *kp)
{
	const struct row *row;
	int n = 0;

	for (row = rows; row < rows + ARRAY_SIZE(rows); row++)
		if (calls || row->instruction)
			n += sysfs_emit_at(buffer, n, "%s %llu %llu %lx\n", row->name,
					   row->milli, row->exits, row->value);
	return n;
}

static const struct kernel_param_ops results = {
	.get = get_results,
};

module_param_cb(results, &results, NULL, 0444);

static int find_counter(void)
{
	struct device_node *node = of_find_compatible_node(NULL, NULL, "vsi,test-counter");

	counter = of_iomap(node, 0);
	of_node_put(node);
	return counter || monitor_is_there() ? 0 : -ENODEV;
}

static int __init compare_init(void)
{
	struct row *row;
	int ret = find_counter();

	if (ret)
		return ret;
	for (row = rows; row < rows + ARRAY_SIZE(rows); row++) {
		if (kprobes && row->instruction)
			measure_probed(row);
		else if (calls || row->instruction)
			measure(row);
	}
	if (counter)
		iounmap(counter);
	return 0;
}

static void __exit compare_exit(void)
{
}

module_init(compare_init);
module_exit(compare_exit);
MODULE_DESCRIPTION("vsi selftest: what an access costs by each mechanism");
MODULE_LICENSE("GPL");
