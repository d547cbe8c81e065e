// SPDX-License-Identifier: GPL-2.0
/*
 * Executes instructions that are handed to vsi_test_backend, and says of each
 * who has answered: the backend, or what is done when it refuses.
 *
 * ask: a context is written, the answers are read.
 * load: all CPUs execute for as many milliseconds as are written.
 */
#include <linux/completion.h>
#include <linux/cpu.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/smp.h>
#include <linux/string.h>
#include "backend.h"
#include "isa.h"

#ifdef CONFIG_ARM64
#define ACTLR_WORD	0xd5381020
#define PAR_WORD	0xd5387400

ISA_FUNCTION(site_midr, READ_MIDR);
ISA_FUNCTION(native_midr, ISA_DATA(MIDR_WORD));
ISA_FUNCTION(site_actlr, "mrs	x0, actlr_el1\n");
ISA_FUNCTION(native_actlr, ISA_DATA(ACTLR_WORD));
ISA_FUNCTION(site_set_actlr, "msr	actlr_el1, x0\n");
ISA_FUNCTION(site_par, "mrs	x0, par_el1\n");
ISA_FUNCTION(native_par, ISA_DATA(PAR_WORD));
ISA_FUNCTION(site_setway, "dc	cisw, x0\n");
/* Of another immediate than 0: with 0 it is done by HVC where firmware takes that. */
ISA_FUNCTION(site_smc, "stp	x0, x30, [sp, #-16]!\n"
		       "mov	x4, x0\n"
		       "ldp	x0, x1, [x4]\n"
		       "ldp	x2, x3, [x4, #16]\n"
		       "smc	#1\n"
		       "ldr	x4, [sp]\n"
		       "stp	x0, x1, [x4]\n"
		       "stp	x2, x3, [x4, #16]\n"
		       "ldp	x0, x30, [sp], #16\n");
/* The value goes nowhere, and so nowhere else. */
ISA_FUNCTION(site_discarded, "mov	x0, #7\n"
			     "mrs	xzr, midr_el1\n");

extern unsigned long site_discarded(void);
#else
#define FLAGS_WORD	0xee10ff10
#define ACTLR_WORD	0xee110f30
#define PAR_WORD	0xec510f07

ISA_FUNCTION(site_midr, READ_MIDR);
ISA_FUNCTION(native_midr, ISA_DATA(MIDR_WORD));
ISA_FUNCTION(site_flags, "mov	r0, #0\n"
			 "mrc	p15, 0, apsr_nzcv, c0, c0, 0\n"
			 "orrmi	r0, r0, #8\n"
			 "orreq	r0, r0, #4\n"
			 "orrcs	r0, r0, #2\n"
			 "orrvs	r0, r0, #1\n");
ISA_FUNCTION(site_actlr, "mrc	p15, 0, r0, c1, c0, 1\n");
ISA_FUNCTION(native_actlr, ISA_DATA(ACTLR_WORD));
ISA_FUNCTION(site_set_actlr, "mcr	p15, 0, r0, c1, c0, 1\n");
ISA_FUNCTION(site_par, "mrrc	p15, 0, r0, r1, c7\n");
ISA_FUNCTION(native_par, ISA_DATA(PAR_WORD));
ISA_FUNCTION(site_setway, "mcr	p15, 0, r0, c7, c14, 2\n");
ISA_FUNCTION(site_skipped, "cmp	r0, r0\n"
			   "mov	r0, #7\n"
			   "mrcne	p15, 0, r0, c0, c0, 0\n");
/* Of another immediate than 0: with 0 it is done by HVC where firmware takes that. */
ISA_FUNCTION(site_smc, ".arch_extension sec\n"
		       "push	{r4, lr}\n"
		       "mov	r4, r0\n"
		       "ldm	r4, {r0-r3}\n"
		       "smc	#1\n"
		       "stm	r4, {r0-r3}\n"
		       "pop	{r4, lr}\n");

extern u32 site_flags(void);
extern u32 site_skipped(void);
#endif

extern unsigned long site_midr(void);
extern unsigned long native_midr(void);
extern unsigned long site_actlr(void);
extern unsigned long native_actlr(void);
extern void site_set_actlr(unsigned long value);
extern u64 site_par(void);
extern u64 native_par(void);
extern void site_setway(unsigned long value);
extern void site_smc(unsigned long *regs);

/* Who has answered. */
enum who {
	WHO_NOBODY,
	WHO_BACKEND,
	WHO_LOCAL,
	WHO_WRONG,
};

static const char *const who_names[] = { "nobody", "backend", "local", "wrong" };

enum what {
	WHAT_MIDR,
#ifdef CONFIG_ARM
	WHAT_FLAGS,
#endif
	WHAT_ACTLR,
	WHAT_PAR,
	WHAT_SMC,
	NR_WHATS,
};

static const char *const what_names[] = {
	[WHAT_MIDR] = "midr",
#ifdef CONFIG_ARM
	[WHAT_FLAGS] = "flags",
#endif
	[WHAT_ACTLR] = "actlr",
	[WHAT_PAR] = "par",
	[WHAT_SMC] = "smc",
};

/* By the CPUs that were asked; all write the same. */
static u8 answers[NR_WHATS];
static uint skipped_wrong;
module_param(skipped_wrong, uint, 0444);

static enum who who(u64 value, u64 backend, u64 local)
{
	return value == backend ? WHO_BACKEND : value == local ? WHO_LOCAL : WHO_WRONG;
}

static void record(enum what what, enum who got)
{
	const u8 before = cmpxchg(&answers[what], WHO_NOBODY, got);

	if (before != WHO_NOBODY && before != got)
		answers[what] = WHO_WRONG;
}

static enum who ask_smc(void)
{
	unsigned long regs[4] = { 0x84000000, 2, 3, 4 };
	const unsigned long local[4] = { -1ul, 2, 3, 4 };
	unsigned long backend[4];

	backend_results(regs, backend);
	site_smc(regs);
	if (!memcmp(regs, backend, sizeof(regs)))
		return WHO_BACKEND;
	return memcmp(regs, local, sizeof(regs)) ? WHO_WRONG : WHO_LOCAL;
}

/* Of a register as wide as the kernel's. */
static enum who who_reads(unsigned long value, u32 word, unsigned long local)
{
	return who(value, (unsigned long)backend_value(word), local);
}

/* What only one of the instruction sets has. */
#ifdef CONFIG_ARM64
static void look_aside(void)
{
	skipped_wrong += site_discarded() != 7;
}
#else
static void look_aside(void)
{
	record(WHAT_FLAGS, who(site_flags(), (u32)backend_value(FLAGS_WORD) >> 28,
			       native_midr() >> 28));
	skipped_wrong += site_skipped() != 7;
}
#endif

static void look(void *unused)
{
	const u64 par = native_par();

	record(WHAT_MIDR, who_reads(site_midr(), MIDR_WORD, native_midr()));
	record(WHAT_ACTLR, who_reads(site_actlr(), ACTLR_WORD, native_actlr()));
	record(WHAT_PAR, who(site_par(), backend_value(PAR_WORD), par));
	record(WHAT_SMC, ask_smc());
	look_aside();
	site_set_actlr(native_actlr());
	site_setway(0x12340000);
}

static int ask_in(const char *context)
{
	unsigned long irqs;

	if (sysfs_streq(context, "process")) {
		preempt_disable();
		look(NULL);
		preempt_enable();
	} else if (sysfs_streq(context, "irqsoff")) {
		local_irq_save(irqs);
		look(NULL);
		local_irq_restore(irqs);
	} else if (sysfs_streq(context, "hardirq")) {
		/* another CPU, so that it comes as an interrupt */
		return smp_call_function_single(!raw_smp_processor_id(), look, NULL, 1);
	} else if (sysfs_streq(context, "cpus")) {
		on_each_cpu(look, NULL, 1);
	} else {
		return -EINVAL;
	}
	return 0;
}

static int ask_set(const char *val, const struct kernel_param *kp)
{
	memset(answers, WHO_NOBODY, sizeof(answers));
	return ask_in(val);
}

static int ask_get(char *buffer, const struct kernel_param *kp)
{
	int n = 0, i;

	for (i = 0; i < NR_WHATS; i++)
		n += sysfs_emit_at(buffer, n, "%s%s=%s", i ? " " : "", what_names[i],
				   who_names[answers[i]]);
	return n + sysfs_emit_at(buffer, n, "\n");
}

static const struct kernel_param_ops ask_ops = {
	.set = ask_set,
	.get = ask_get,
};

module_param_cb(ask, &ask_ops, NULL, 0644);

static atomic_t loaded[ARRAY_SIZE(who_names)];
static unsigned long load_end;

static int load_thread(void *done)
{
	enum who got;

	while (time_before(jiffies, load_end)) {
		got = who_reads(site_midr(), MIDR_WORD, native_midr());
		atomic_inc(&loaded[got]);
		cond_resched();
	}
	complete(done);
	return 0;
}

static int load_set(const char *val, const struct kernel_param *kp)
{
	static struct completion done[NR_CPUS];
	struct task_struct *task;
	unsigned int ms;
	int cpu, ret = kstrtouint(val, 0, &ms);

	if (ret)
		return ret;
	load_end = jiffies + msecs_to_jiffies(ms);
	cpus_read_lock();
	for_each_online_cpu(cpu) {
		init_completion(&done[cpu]);
		task = kthread_create_on_cpu(load_thread, &done[cpu], cpu, "vsi_calls/%u");
		if (IS_ERR(task))
			complete(&done[cpu]);
		else
			wake_up_process(task);
	}
	for_each_online_cpu(cpu)
		wait_for_completion(&done[cpu]);
	cpus_read_unlock();
	return 0;
}

static int load_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "backend %d local %d wrong %d\n",
			  atomic_read(&loaded[WHO_BACKEND]), atomic_read(&loaded[WHO_LOCAL]),
			  atomic_read(&loaded[WHO_WRONG]));
}

static const struct kernel_param_ops load_ops = {
	.set = load_set,
	.get = load_get,
};

module_param_cb(load, &load_ops, NULL, 0644);

static int __init calls_init(void)
{
	return 0;
}

static void __exit calls_exit(void)
{
}

module_init(calls_init);
module_exit(calls_exit);
MODULE_DESCRIPTION("vsi selftest: instructions that a backend serves");
MODULE_LICENSE("GPL");
