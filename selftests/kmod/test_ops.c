// SPDX-License-Identifier: GPL-2.0
/*
 * Executes every instruction of ops.txt twice, as a site of the module and as
 * a word no table lists, from the same state, and compares what is left of
 * the machine: registers, PSR, and what the instruction wrote.
 *
 * Answers are in /sys/module/vsi_test_ops/parameters.
 */
#include <linux/completion.h>
#include <linux/cpu.h>
#include <linux/interrupt.h>
#include <linux/kprobes.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/smp.h>
#include <asm/opcodes.h>
#include "ops.h"

enum kind {
	KIND_SAME,
	KIND_VARIES,
	KIND_KEPT,
	KIND_QUIET,
};

static char *context = "process";
module_param(context, charp, 0444);
static uint rounds = 1;
module_param(rounds, uint, 0444);

static uint sites, runs, mismatches, substituted, misplaced, exclusive;
/* instructions that vsi should substitute */
module_param(sites, uint, 0444);
module_param(runs, uint, 0444);
module_param(mismatches, uint, 0444);
module_param(substituted, uint, 0444);
/* sites that should have been left alone, or were rewritten to anything but our UDF */
module_param(misplaced, uint, 0444);
/* times a store-exclusive succeeded around an instruction vsi must leave alone */
module_param(exclusive, uint, 0444);

static atomic_t nr_runs, nr_mismatches;

#define PSR_VARIED	0xf80f01c0	/* N Z C V Q, GE, A I F */

/* MRS R0, CPSR as a word that is never a site */
static u32 raw_cpsr(void)
{
	register u32 r0 asm("r0");

	asm volatile(".long 0xe10f0000" : "=r" (r0));
	return r0;
}

static void fill(struct op_state *state, u32 flags, bool irqs_off)
{
	unsigned int i;

	memset(state, 0, sizeof(*state));
	for (i = 0; i < OP_REGS; i++)
		state->reg[i] = 0x11111111 * (i + 1) ^ 0xa5000000;
	state->cpsr_in = (raw_cpsr() & ~PSR_VARIED) | flags << 28 |
			 (irqs_off ? PSR_I_BIT : 0) | (flags & 1) << 27 | (flags & 6) << 16;
}

/* Of a counter, up or down: between the readings before and after. */
static bool between(u32 before, u32 value, u32 after)
{
	return value - before <= after - before || before - value <= before - after;
}

static bool same(const struct op *op, struct op_state *site, const struct op_state *orig,
		 const struct op_state *later)
{
	const size_t rest = offsetof(struct op_state, reg[2]);

	if (op->kind != KIND_VARIES)
		return !memcmp(site, orig, sizeof(*site));
	return between(orig->reg[0], site->reg[0], later->reg[0]) &&
	       !memcmp((char *)site + rest, (char *)orig + rest, sizeof(*site) - rest);
}

static void run_one(const struct op *op, u32 flags, bool irqs_off)
{
	struct op_state site, orig, later;

	fill(&orig, flags, irqs_off);
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
	pr_info("mismatch: %s, cpsr %08x: site cpsr %08x observed %08x %08x, original cpsr %08x observed %08x %08x\n",
		op->text, site.cpsr_in, site.cpsr_out, site.observed[0], site.observed[1],
		orig.cpsr_out, orig.observed[0], orig.observed[1]);
	pr_info(" site %*ph\n", 56, site.reg);
	pr_info(" orig %*ph\n", 56, orig.reg);
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

		if (op->kind == KIND_QUIET && !irqs_off)
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
			run_flags(&vsi_ops[op]);
	preempt_enable();
}

static void run_ipi(void *unused)
{
	run_all();
}

static void run_tasklet_fn(struct tasklet_struct *tasklet);
static DECLARE_TASKLET(run_tasklet, run_tasklet_fn);
static DECLARE_COMPLETION(tasklet_done);

static void run_tasklet_fn(struct tasklet_struct *tasklet)
{
	run_all();
	complete(&tasklet_done);
}

static noinline void probed(void)
{
	barrier();
}

static int run_in_kprobe(struct kprobe *kp, struct pt_regs *regs)
{
	run_all();
	return 0;
}

static int context_kprobe(void)
{
	struct kprobe kp = {
		.addr = (kprobe_opcode_t *)probed,
		.pre_handler = run_in_kprobe,
	};
	int ret = register_kprobe(&kp);

	if (ret)
		return ret;
	probed();
	unregister_kprobe(&kp);
	return 0;
}

static int run_thread(void *done)
{
	run_all();
	complete(done);
	return 0;
}

static int context_cpus(void)
{
	static struct completion done[NR_CPUS];
	struct task_struct *task;
	int cpu, started = 0;

	cpus_read_lock();
	for_each_online_cpu(cpu) {
		init_completion(&done[cpu]);
		task = kthread_create_on_cpu(run_thread, &done[cpu], cpu, "vsi_ops/%u");
		if (IS_ERR(task))
			break;
		wake_up_process(task);
		started++;
	}
	for_each_online_cpu(cpu)
		if (started-- > 0)
			wait_for_completion(&done[cpu]);
	cpus_read_unlock();
	return 0;
}

static int run_context(void)
{
	unsigned long irqs;

	if (!strcmp(context, "process")) {
		run_all();
	} else if (!strcmp(context, "irqsoff")) {
		local_irq_save(irqs);
		run_all();
		local_irq_restore(irqs);
	} else if (!strcmp(context, "hardirq")) {
		/* another CPU, so that it comes as an interrupt */
		return smp_call_function_single(!raw_smp_processor_id(), run_ipi, NULL, 1);
	} else if (!strcmp(context, "softirq")) {
		tasklet_schedule(&run_tasklet);
		wait_for_completion(&tasklet_done);
	} else if (!strcmp(context, "kprobe")) {
		return context_kprobe();
	} else if (!strcmp(context, "cpus")) {
		return context_cpus();
	} else {
		return -EINVAL;
	}
	return 0;
}

static bool is_substitute(const struct op *op, u32 word)
{
	u32 cond = op->word >> 28 == 0xf ? 0xe : op->word >> 28;

	return word >> 28 == cond && (word & 0x0fff00f0) == 0x07f500f0;
}

static void look_at_words(void)
{
	const struct op *op;
	u32 word;

	for (op = vsi_ops; op < vsi_ops + vsi_nr_ops; op++) {
		word = __mem_to_opcode_arm(*op->insn);
		sites += op->kind != KIND_KEPT;
		if (word == op->word)
			continue;
		if (op->kind != KIND_KEPT && is_substitute(op, word))
			substituted++;
		else
			misplaced++;
	}
}

/* A trap between the two would clear the monitor and the store never succeed. */
static noinline void try_exclusive(void)
{
	u32 cell = 0, old, tmp, failed;
	int tries;

	for (tries = 0; tries < 100; tries++) {
		asm volatile("ldrex	%0, [%4]\n"
			     "	mrc	p15, 0, %1, c13, c0, 4\n"
			     "	add	%0, %0, #1\n"
			     "	strex	%2, %0, [%4]\n"
			     : "=&r" (old), "=&r" (tmp), "=&r" (failed), "+m" (cell)
			     : "r" (&cell));
		exclusive += !failed;
	}
}

static int __init ops_init(void)
{
	int ret;

	look_at_words();
	try_exclusive();
	ret = run_context();
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
