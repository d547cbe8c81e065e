// SPDX-License-Identifier: GPL-2.0
/*
 * Sites that read what each CPU has for itself, executed by tasks that are preempted and
 * moved from CPU to CPU all the time: each value is that of the CPU on which the
 * instruction was executed.
 *
 *   echo 1 > run	until enough was read; "wrong", "reads", "moved" and "preempted" count
 */
#include <linux/cpu.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched.h>
#include "isa.h"

static atomic_t wrong, reads, moved, preempted;

#define SITE(name, code, word)					\
	ISA_FUNCTION(moves_##name, code);			\
	ISA_FUNCTION(moves_##name##_original, ISA_DATA(word));	\
	extern unsigned long moves_##name(void);		\
	extern unsigned long moves_##name##_original(void)

#ifdef CONFIG_ARM64
#define TPIDR	0xd538d080
#define MPIDR	0xd53800a0
SITE(tpidr, "mrs x0, tpidr_el1\n", TPIDR);
SITE(mpidr, "mrs x0, mpidr_el1\n", MPIDR);
#else
#define TPIDR	0xee1d0f90
#define MPIDR	0xee100fb0
SITE(tpidr, "mrc p15, 0, r0, c13, c0, 4\n", TPIDR);
SITE(mpidr, "mrc p15, 0, r0, c0, c0, 5\n", MPIDR);
#endif

/* What each CPU has, as instructions read it that are no sites. */
static unsigned long tpidr_of[NR_CPUS], mpidr_of[NR_CPUS];

static void ask_cpu(void *unused)
{
	tpidr_of[smp_processor_id()] = moves_tpidr_original();
	mpidr_of[smp_processor_id()] = moves_mpidr_original();
}

static void note(bool right, const char *what, unsigned long value, int cpu)
{
	if (!right && atomic_inc_return(&wrong) <= 10)
		pr_info("vsi_test_moves: %s: %lx, on CPU %d\n", what, value, cpu);
}

/* Where the task cannot be moved. */
static void read_held(void)
{
	unsigned long tpidr, mpidr;
	int cpu = get_cpu();

	tpidr = moves_tpidr();
	mpidr = moves_mpidr();
	put_cpu();
	note(tpidr == tpidr_of[cpu], "TPIDR", tpidr, cpu);
	note(mpidr == mpidr_of[cpu], "MPIDR", mpidr, cpu);
}

static bool is_either(unsigned long value, const unsigned long *of, int cpu, int other)
{
	return value == of[cpu] || value == of[other];
}

/*
 * Where it can, of its own accord between the two if not otherwise.  When it was moved
 * once, each value is that of the CPU before or after; after the second one was that
 * before, the first one was, too.
 */
static void read_free(void)
{
	const u64 before = READ_ONCE(current->se.nr_migrations);
	const int from = raw_smp_processor_id();
	unsigned long tpidr, mpidr;
	u64 moves;
	int to;

	tpidr = moves_tpidr();
	cond_resched();
	mpidr = moves_mpidr();
	to = raw_smp_processor_id();
	moves = READ_ONCE(current->se.nr_migrations) - before;
	if (moves > 1)
		return;
	note(is_either(tpidr, tpidr_of, from, to), "free TPIDR", tpidr, from);
	note(is_either(mpidr, mpidr_of, from, to), "free MPIDR", mpidr, to);
	note(mpidr != mpidr_of[from] || tpidr == tpidr_of[from], "earlier TPIDR", tpidr, from);
	atomic_add(moves, &moved);
}

static int reader(void *unused)
{
	const unsigned long switches = current->nivcsw;
	unsigned int i;

	while (!kthread_should_stop()) {
		for (i = 0; i < 50; i++) {
			read_held();
			read_free();
		}
		atomic_add(4 * i, &reads);
		cond_resched();
	}
	atomic_add(current->nivcsw - switches, &preempted);
	return 0;
}

/* Wakes by a timer, and nobody on its CPU is more urgent. */
static int intruder(void *unused)
{
	sched_set_fifo(current);
	while (!kthread_should_stop()) {
		usleep_range(150, 250);
		udelay(10);
	}
	return 0;
}

#define READERS	3
static struct task_struct *readers[READERS], *intruders[NR_CPUS];

static void stop(struct task_struct **task)
{
	if (!IS_ERR_OR_NULL(*task))
		kthread_stop(*task);
	*task = NULL;
}

static void stop_all(void)
{
	unsigned int i;

	for (i = 0; i < READERS; i++)
		stop(&readers[i]);
	for (i = 0; i < nr_cpu_ids; i++)
		stop(&intruders[i]);
}

static int start_all(void)
{
	unsigned int i;

	for_each_online_cpu(i) {
		intruders[i] = kthread_run_on_cpu(intruder, NULL, i, "vsi_intruder/%u");
		if (IS_ERR(intruders[i]))
			return PTR_ERR(intruders[i]);
	}
	for (i = 0; i < READERS; i++) {
		readers[i] = kthread_run(reader, NULL, "vsi_reader/%u", i);
		if (IS_ERR(readers[i]))
			return PTR_ERR(readers[i]);
	}
	return 0;
}

static bool is_enough(void)
{
	return atomic_read(&reads) >= 10000 && atomic_read(&moved) >= 50;
}

/* From each CPU to the next one, wherever a reader is. */
static void move_readers(void)
{
	const unsigned long end = jiffies + 30 * HZ;
	unsigned int i, cpu;

	while (!is_enough() && time_before(jiffies, end))
		for (i = 0; i < READERS; i++) {
			cpu = cpumask_next(task_cpu(readers[i]), cpu_online_mask);
			if (cpu >= nr_cpu_ids)
				cpu = cpumask_first(cpu_online_mask);
			set_cpus_allowed_ptr(readers[i], cpumask_of(cpu));
			usleep_range(100, 200);
		}
}

static int set_run(const char *val, const struct kernel_param *kp)
{
	int ret;

	atomic_set(&wrong, 0);
	atomic_set(&reads, 0);
	atomic_set(&moved, 0);
	atomic_set(&preempted, 0);
	cpus_read_lock();
	on_each_cpu(ask_cpu, NULL, 1);
	ret = start_all();
	if (!ret)
		move_readers();
	stop_all();
	cpus_read_unlock();
	return ret;
}

static const struct kernel_param_ops run_ops = { .set = set_run };
module_param_cb(run, &run_ops, NULL, 0200);

static int get_counter(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n", atomic_read((atomic_t *)kp->arg));
}

static const struct kernel_param_ops counter_ops = { .get = get_counter };
module_param_cb(wrong, &counter_ops, &wrong, 0444);
module_param_cb(reads, &counter_ops, &reads, 0444);
module_param_cb(moved, &counter_ops, &moved, 0444);
module_param_cb(preempted, &counter_ops, &preempted, 0444);

static int now_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n", (isa_word((const u32 *)moves_tpidr) != TPIDR) +
			  (isa_word((const u32 *)moves_mpidr) != MPIDR));
}

static const struct kernel_param_ops now_ops = { .get = now_get };
module_param_cb(now, &now_ops, NULL, 0444);
MODULE_PARM_DESC(now, "of 2 sites, how many are not the original word now");

static int __init moves_init(void)
{
	return 0;
}

static void __exit moves_exit(void)
{
}

module_init(moves_init);
module_exit(moves_exit);
MODULE_DESCRIPTION("vsi selftest: tasks that move between CPUs");
MODULE_LICENSE("GPL");
