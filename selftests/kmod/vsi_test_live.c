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
#include <asm/opcodes.h>

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

/*
 * Interrupts that save a stack come here: without an entry in the unwind table
 * the kernel prints while it holds unwind_lock, which lockdep does not survive.
 */
#define SITE(name, insn, word)						\
	asm(".pushsection .text, \"ax\", %progbits\n"			\
	    ".arm\n"							\
	    ".balign 4\n"						\
	    ".type live_" #name ", %function\n"				\
	    "	.fnstart\n"						\
	    "live_" #name ":	" insn "\n"				\
	    "	bx	lr\n"						\
	    "	.cantunwind\n"						\
	    "	.fnend\n"						\
	    ".size live_" #name ", . - live_" #name "\n"		\
	    ".type live_" #name "_original, %function\n"		\
	    "	.fnstart\n"						\
	    "live_" #name "_original:	.long	" #word "\n"		\
	    "	bx	lr\n"						\
	    "	.cantunwind\n"						\
	    "	.fnend\n"						\
	    ".size live_" #name "_original, . - live_" #name "_original\n" \
	    ".popsection\n");						\
	extern u32 live_##name(void);					\
	extern u32 live_##name##_original(void)

SITE(mrs, "mrs r0, cpsr", 0xe10f0000);
SITE(midr, "mrc p15, 0, r0, c0, c0, 0", 0xee100f10);
SITE(tpidr, "mrc p15, 0, r0, c13, c0, 3", 0xee1d0f70);

#define MODE_AND_MASKS	0x1df	/* of CPSR: what two calls have in common */

static uint compare(void)
{
	uint bad = 0;

	preempt_disable();
	bad += (live_mrs() ^ live_mrs_original()) & MODE_AND_MASKS;
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

static u32 word_of(u32 (*site)(void))
{
	return __mem_to_opcode_arm(*(u32 *)site);
}

static int now_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n", (word_of(live_mrs) != word_of(live_mrs_original)) +
			  (word_of(live_midr) != word_of(live_midr_original)) +
			  (word_of(live_tpidr) != word_of(live_tpidr_original)));
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
