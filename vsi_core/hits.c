// SPDX-License-Identifier: GPL-2.0
/*
 * Traps of substituted sites, as they happen: counted, by module and by class,
 * while the parameter "count" is on, and traced by vsi_trap.
 *
 * One static key is on while either is wanted, so that a trap spends one nop
 * otherwise.
 */
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include "hits.h"
#include "trace.h"

DEFINE_STATIC_KEY_FALSE(vsi_hits_wanted);

/* Written under the lock of our parameters, and read by traps. */
static bool counting;

/* By enum vsi_class.  Each written by traps of its CPU, which have interrupts off. */
static DEFINE_PER_CPU(unsigned long, class_hits[VSI_NR_CLASSES]);

static int count_set(const char *val, const struct kernel_param *kp)
{
	bool on;
	int ret = kstrtobool(val, &on);

	if (ret || on == counting)
		return ret;
	WRITE_ONCE(counting, on);
	if (on)
		static_branch_inc(&vsi_hits_wanted);
	else
		static_branch_dec(&vsi_hits_wanted);
	return 0;
}

static const struct kernel_param_ops count_ops = {
	.set = count_set,
	.get = param_get_bool,
};

module_param_cb(count, &count_ops, &counting, 0644);
MODULE_PARM_DESC(count, "count the traps of each module and each class (default: no)");

/**
 * vsi_hits_watch() - the tracepoint vsi_trap is enabled
 *
 * Context: process, under the lock of tracepoints; sleeps.
 * Return: 0.
 */
int vsi_hits_watch(void)
{
	static_branch_inc(&vsi_hits_wanted);
	return 0;
}

/**
 * vsi_hits_unwatch() - the tracepoint vsi_trap is disabled
 *
 * Context: as vsi_hits_watch().
 */
void vsi_hits_unwatch(void)
{
	static_branch_dec(&vsi_hits_wanted);
}

/**
 * vsi_hit() - a substituted site has trapped
 * @served: the module
 * @site:   its site
 *
 * Where RCU does not watch this CPU, in the idle loop, the trap is not traced.
 *
 * Context: the trap, interrupts off; vsi_hits_wanted is on.
 */
void vsi_hit(struct vsi_served *served, const struct vsi_site *site)
{
	if (READ_ONCE(counting)) {
		atomic_long_inc(&served->traps);
		raw_cpu_inc(class_hits[site->way->insn.class]);
	}
	if (trace_vsi_trap_enabled() && rcu_is_watching())
		trace_vsi_trap(site);
}
NOKPROBE_SYMBOL(vsi_hit);

/**
 * vsi_hits_of_class() - traps of all instructions of a class
 * @class: enum vsi_class
 *
 * Context: any.
 * Return: how many were counted since vsi was loaded.
 */
unsigned long vsi_hits_of_class(unsigned int class)
{
	unsigned long sum = 0;
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu(class_hits[class], cpu));
	return sum;
}
