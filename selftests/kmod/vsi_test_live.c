// SPDX-License-Identifier: GPL-2.0
/*
 * Executes its sites on every CPU for as long as it is loaded, and compares
 * each result with that of a word that never is a site.  For attaching and
 * detaching while code runs, and for kprobes, which can be set on live_mrs as
 * it is and when it is a branch.
 */
#include <linux/cpu.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include "isa.h"

static uint wrong;
module_param(wrong, uint, 0444);
MODULE_PARM_DESC(wrong, "results that were not the original's");

static uint runs;
module_param(runs, uint, 0444);
MODULE_PARM_DESC(runs, "how often the sites were executed, at least");

static uint burst = 20;
module_param(burst, uint, 0444);
MODULE_PARM_DESC(burst, "how often without a pause");

static uint pause = 2000;
module_param(pause, uint, 0444);
MODULE_PARM_DESC(pause, "microseconds");

#define SITE(name, code, word)	ISA_SITE(live_##name, ".text", code, word)

SITE(mrs, READ_PSR, PSR_WORD);
SITE(midr, READ_MIDR, MIDR_WORD);
SITE(tpidr, READ_TPIDR, TPIDR_WORD);

static uint compare(void)
{
	uint bad = 0;

	preempt_disable();
	bad += (live_mrs() ^ live_mrs_original()) & PSR_STABLE;
	bad += live_midr() != live_midr_original();
	bad += live_tpidr() != live_tpidr_original();
	preempt_enable();
	return bad;
}

static int run(void *unused)
{
	unsigned int i;

	while (!kthread_should_stop()) {
		for (i = 0; i < burst; i++)
			if (compare())
				WRITE_ONCE(wrong, wrong + 1);
		WRITE_ONCE(runs, runs + i);
		usleep_range(pause, 2 * pause);
	}
	return 0;
}

static struct task_struct *threads[NR_CPUS];

static int now_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n", (isa_word_of(live_mrs) != PSR_WORD) +
			  (isa_word_of(live_midr) != MIDR_WORD) +
			  (isa_word_of(live_tpidr) != TPIDR_WORD));
}

static const struct kernel_param_ops now_ops = {
	.get = now_get,
};

module_param_cb(now, &now_ops, NULL, 0444);
MODULE_PARM_DESC(now, "of 3 sites, how many are not the original word now");

static void stop(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		if (!IS_ERR_OR_NULL(threads[cpu]))
			kthread_stop(threads[cpu]);
}

static int __init live_init(void)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		threads[cpu] = kthread_run_on_cpu(run, NULL, cpu, "vsi_live/%u");
		if (IS_ERR(threads[cpu])) {
			stop();
			return -ENOMEM;
		}
	}
	return 0;
}

static void __exit live_exit(void)
{
	stop();
}

module_init(live_init);
module_exit(live_exit);
MODULE_DESCRIPTION("vsi selftest: executes sites all the time");
MODULE_LICENSE("GPL");
