/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where a test module runs what it tests: included by its one source.
 *
 * process	a task, interrupts on
 * irqsoff	a task, interrupts off
 * hardirq	an interrupt from another CPU
 * softirq	a tasklet
 * kprobe	the handler of a kprobe
 * cpus		a thread on every CPU, all at once
 */
#ifndef VSI_SELFTESTS_CONTEXTS_H
#define VSI_SELFTESTS_CONTEXTS_H

#include <linux/completion.h>
#include <linux/cpu.h>
#include <linux/interrupt.h>
#include <linux/kprobes.h>
#include <linux/kthread.h>
#include <linux/smp.h>
#include <linux/string.h>

static void (*context_fn)(void);

static void context_call(void *unused)
{
	context_fn();
}

static DECLARE_COMPLETION(context_tasklet_done);

static void context_tasklet_fn(struct tasklet_struct *tasklet)
{
	context_fn();
	complete(&context_tasklet_done);
}

static DECLARE_TASKLET(context_tasklet, context_tasklet_fn);

/* A NOP: kprobes of T32 kernels crash on the PUSH that a compiler would begin with. */
#ifdef CONFIG_ARM64
#define CONTEXT_RETURN	"	ret\n"
#else
#define CONTEXT_RETURN	"	bx	lr\n"
#endif

asm(".pushsection .text, \"ax\", %progbits\n"
	"	.balign	4\n"
#ifdef CONFIG_THUMB2_KERNEL
	"	.thumb_func\n"
#endif
	"	.type	context_probed, %function\n"
	"context_probed:\n"
	"	nop\n"
	CONTEXT_RETURN
	"	.size	context_probed, . - context_probed\n"
	".popsection\n");
extern void context_probed(void);

static int context_in_kprobe(struct kprobe *kp, struct pt_regs *regs)
{
	context_fn();
	return 0;
}

static int context_kprobe(void)
{
	struct kprobe kp = {
		/* without the bit that says T32 */
		.addr = (kprobe_opcode_t *)((unsigned long)context_probed & ~1ul),
		.pre_handler = context_in_kprobe,
	};
	int ret = register_kprobe(&kp);

	if (ret)
		return ret;
	context_probed();
	unregister_kprobe(&kp);
	return 0;
}

static int context_thread(void *done)
{
	context_fn();
	complete(done);
	return 0;
}

static int context_cpus(void)
{
	static struct completion done[NR_CPUS];
	struct task_struct *task;
	int cpu, started = 0, ret = 0;

	cpus_read_lock();
	for_each_online_cpu(cpu) {
		init_completion(&done[cpu]);
		task = kthread_create_on_cpu(context_thread, &done[cpu], cpu, "vsi_test/%u");
		ret = PTR_ERR_OR_ZERO(task);
		if (ret)
			break;
		wake_up_process(task);
		started++;
	}
	for_each_online_cpu(cpu)
		if (started-- > 0)
			wait_for_completion(&done[cpu]);
	cpus_read_unlock();
	return ret;
}

/* Call @fn in the context of that name; 0 when it was called. */
static int run_in_context(const char *context, void (*fn)(void))
{
	unsigned long irqs;

	context_fn = fn;
	if (!strcmp(context, "process")) {
		fn();
	} else if (!strcmp(context, "irqsoff")) {
		local_irq_save(irqs);
		fn();
		local_irq_restore(irqs);
	} else if (!strcmp(context, "hardirq")) {
		/* another CPU, so that it comes as an interrupt */
		return smp_call_function_single(!raw_smp_processor_id(), context_call, NULL, 1);
	} else if (!strcmp(context, "softirq")) {
		tasklet_schedule(&context_tasklet);
		wait_for_completion(&context_tasklet_done);
	} else if (!strcmp(context, "kprobe")) {
		return context_kprobe();
	} else if (!strcmp(context, "cpus")) {
		return context_cpus();
	} else {
		return -EINVAL;
	}
	return 0;
}

#endif
