// SPDX-License-Identifier: GPL-2.0
/*
 * Stands where init text of another module has been: an undefined instruction as one of
 * vsi's stands there, as data, which is nobody's any more.
 *
 *   at=ADDRESS	of a site that was; executed if this module covers it: "covered"
 *
 * The kernel's report of what is nobody's is not printed: the first one is in "first".
 */
#include <linux/completion.h>
#include <linux/kprobes.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include "../../vsi_arm/regs.h"
#include "isa.h"

/* That of the site with this number, of vsi_test_many's init text. */
#define HINT		1000
#define WORDS		6144

#ifdef CONFIG_ARM64
#define STALE_WORD	0x000083e8
#else
#define STALE_WORD	0xe7f53ef8
#endif

static unsigned long at;
module_param(at, ulong, 0444);

static bool covered;
module_param(covered, bool, 0444);

static unsigned long first;
module_param(first, ulong, 0444);
MODULE_PARM_DESC(first, "distance from \"at\" to what was nobody's");

ISA_FUNCTION(stale_words,
	     "	.rept	" __stringify(WORDS) "\n"
	     ISA_DATA(STALE_WORD)
	     "	.endr\n");
extern const u32 stale_words[WORDS];

static bool reported;

static int back_to_caller(struct pt_regs *regs)
{
	instruction_pointer_set(regs, vsi_link_of(regs));
	return 1;
}

/* die(what, regs, error): go back to its caller, and from the words to theirs. */
static int at_die(struct kprobe *kp, struct pt_regs *regs)
{
	struct pt_regs *undefined = (struct pt_regs *)vsi_argument(regs, 1);
	const unsigned long pc = instruction_pointer(undefined);

	if (pc - (unsigned long)stale_words >= sizeof(stale_words))
		return 0;
	first = pc - at;
	reported = true;
	instruction_pointer_set(undefined, vsi_link_of(undefined));
	return back_to_caller(regs);
}

/* arm64 does not expect that function to return, and would warn of a signal, next. */
static int at_signal(struct kprobe *kp, struct pt_regs *regs)
{
	return reported ? back_to_caller(regs) : 0;
}

/* keeps the kernel from turning the kprobe into a jump, which cannot skip */
static void die_post(struct kprobe *kp, struct pt_regs *regs, unsigned long flags)
{
}

static struct kprobe at_die_probe = {
	.symbol_name = "die",
	.pre_handler = at_die,
	.post_handler = die_post,
};

static int now_get(char *buffer, const struct kernel_param *kp)
{
	unsigned int i, n = 0;

	for (i = 0; i < WORDS; i++)
		n += isa_word(&stale_words[i]) != STALE_WORD;
	return sysfs_emit(buffer, "%u\n", n);
}

static const struct kernel_param_ops now_ops = { .get = now_get };
module_param_cb(now, &now_ops, NULL, 0444);
MODULE_PARM_DESC(now, "of the words, how many are another one now");

static struct kprobe at_signal_probe = {
	.symbol_name = "force_signal_inject",
	.pre_handler = at_signal,
	.post_handler = die_post,
};

static struct kprobe *probes[] = { &at_die_probe, &at_signal_probe };
#define NR_PROBES	(IS_ENABLED(CONFIG_ARM64) ? 2 : 1)

static int execute(void *done)
{
	((void (*)(void))at)();
	complete(done);
	return 0;
}

/* By a task that matters to nobody if it does not come back. */
static int execute_by_thread(void)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct task_struct *task = kthread_run(execute, &done, "vsi_test_stale");

	if (IS_ERR(task))
		return PTR_ERR(task);
	wait_for_completion(&done);
	return 0;
}

static int __init stale_init(void)
{
	int ret;

	covered = at - (unsigned long)stale_words < sizeof(stale_words);
	if (!covered)
		return 0;
	ret = register_kprobes(probes, NR_PROBES);
	if (ret)
		return ret;
	first = -1ul;
	ret = execute_by_thread();
	unregister_kprobes(probes, NR_PROBES);
	return ret;
}

static void __exit stale_exit(void)
{
}

module_init(stale_init);
module_exit(stale_exit);
MODULE_DESCRIPTION("vsi selftest: stands where a site was");
MODULE_LICENSE("GPL");
