// SPDX-License-Identifier: GPL-2.0
/*
 * Sets one kprobe:
 *
 *   echo SYMBOL > probe		set it there, and an empty line removes it
 *   echo 'SYMBOL disabled' > probe	it is known to the kernel, and not armed
 *   echo 'SYMBOL odd' > probe		of T32: by its address with bit 0, as that of
 *					a function
 *   echo SYMBOL > slow			set it there, and stop between reading the
 *					instruction and making it known until
 *					somebody has changed the instruction;
 *					"waits" tells that it has come so far,
 *					"slow_error", when it has ended, how
 */
#include <linux/cpu.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/workqueue.h>

static DEFINE_MUTEX(lock);	/* protects the kprobe, but for the work that sets it slowly */

static char site[KSYM_NAME_LEN];
static struct kprobe probe;

static bool waits;
module_param(waits, bool, 0444);

static int slow_error;

static int probed(struct kprobe *kp, struct pt_regs *regs)
{
	return 0;
}

static void slow_work(struct work_struct *work);
static DECLARE_WORK(slowly, slow_work);

static int get_slow_error(char *buffer, const struct kernel_param *kp)
{
	flush_work(&slowly);
	return sysfs_emit(buffer, "%d\n", slow_error);
}

static const struct kernel_param_ops slow_error_ops = { .get = get_slow_error };
module_param_cb(slow_error, &slow_error_ops, NULL, 0444);

static void remove_probe(void)
{
	flush_work(&slowly);
	if (probe.addr)
		unregister_kprobe(&probe);
	probe.addr = NULL;
}

static int register_probe(void *addr, unsigned int flags)
{
	int ret;

	probe = (struct kprobe){
		.symbol_name = addr ? NULL : site,
		.addr = addr,
		.pre_handler = probed,
		.flags = flags,
	};
	ret = register_kprobe(&probe);
	if (ret)
		probe.addr = NULL;
	return ret;
}

static int register_odd(void)
{
	int ret = register_probe(NULL, KPROBE_FLAG_DISABLED);
	void *addr = probe.addr;

	if (ret)
		return ret;
	unregister_kprobe(&probe);
	return register_probe(addr + 1, 0);
}

static int move_probe(char *how)
{
	const char *name = strsep(&how, " ");

	remove_probe();
	if (!*name)
		return 0;
	strscpy(site, name, sizeof(site));
	if (how && !strcmp(how, "odd"))
		return register_odd();
	return register_probe(NULL, how ? KPROBE_FLAG_DISABLED : 0);
}

static int for_symbol(const char *val, int (*what)(char *symbol))
{
	char buf[KSYM_NAME_LEN];
	int ret;

	if (strscpy(buf, val, sizeof(buf)) < 0)
		return -ENAMETOOLONG;
	mutex_lock(&lock);
	ret = what(strim(buf));
	mutex_unlock(&lock);
	return ret;
}

static int set_probe(const char *val, const struct kernel_param *kp)
{
	return for_symbol(val, move_probe);
}

static const struct kernel_param_ops probe_ops = { .set = set_probe };
module_param_cb(probe, &probe_ops, NULL, 0200);

/* T32 functions may begin with what their kprobes cannot pass. */
#ifndef CONFIG_THUMB2_KERNEL

/* Who sets the slow kprobe, until the handler has seen it. */
static struct task_struct *slow_task;

static void wait_until_changed(void)
{
	const u32 word = READ_ONCE(*probe.addr);
	const unsigned long end = jiffies + 20 * HZ;

	waits = true;
	while (READ_ONCE(*probe.addr) == word && time_before(jiffies, end))
		msleep(20);
	waits = false;
}

/* register_kprobe() calls it when the instruction was read, still under kprobe_mutex. */
static void slow_cpus_read_unlock(void)
{
	cpus_read_unlock();
	wait_until_changed();
}

static int at_unlock(struct kprobe *kp, struct pt_regs *regs)
{
	if (current != READ_ONCE(slow_task))
		return 0;
	WRITE_ONCE(slow_task, NULL);
	instruction_pointer_set(regs, (unsigned long)slow_cpus_read_unlock);
	return 1;
}

/* Keeps it from being turned into a jump, which cannot redirect. */
static void after_unlock(struct kprobe *kp, struct pt_regs *regs, unsigned long flags)
{
}

static int register_slowly(void)
{
	struct kprobe unlock = {
		.symbol_name = "cpus_read_unlock",
		.pre_handler = at_unlock,
		.post_handler = after_unlock,
	};
	int ret = register_kprobe(&unlock);

	if (ret)
		return ret;
	WRITE_ONCE(slow_task, current);
	ret = register_probe(NULL, 0);
	WRITE_ONCE(slow_task, NULL);
	unregister_kprobe(&unlock);
	return ret;
}

/* Who writes to a parameter keeps all others of the module from being read. */
static void slow_work(struct work_struct *work)
{
	slow_error = register_slowly();
}

static int move_slowly(char *symbol)
{
	remove_probe();
	strscpy(site, symbol, sizeof(site));
	slow_error = -EINPROGRESS;
	schedule_work(&slowly);
	return 0;
}

static int set_slow(const char *val, const struct kernel_param *kp)
{
	return for_symbol(val, move_slowly);
}

static const struct kernel_param_ops slow_ops = { .set = set_slow };
module_param_cb(slow, &slow_ops, NULL, 0200);

#else

static void slow_work(struct work_struct *work)
{
}

#endif

static int __init probe_init(void)
{
	return 0;
}

static void __exit probe_exit(void)
{
	remove_probe();
}

module_init(probe_init);
module_exit(probe_exit);
MODULE_DESCRIPTION("vsi selftest: sets a kprobe");
MODULE_LICENSE("GPL");
