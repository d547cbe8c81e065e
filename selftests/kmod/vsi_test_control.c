// SPDX-License-Identifier: GPL-2.0
/*
 * The reference monitor's own calls, selftests/monitor/monitor_abi.h, as parameters.  Load
 * it before vsi.  Without the monitor it is not loaded: ENODEV.
 *
 * traps:   MON_TRAP_... of all CPUs; written
 * inject:  classes of which an access is undefined; written
 * handler: 1 for the tightest, on all CPUs; written
 * hostile: MON_HOSTILE_...; written
 * counts:  exits of all CPUs by what has caused them, those that are not zero, for calls
 *          the names of monitor_abi.h, for accesses those of classes; written, all become 0
 */
#include <linux/cpu.h>
#include <linux/module.h>
#include <linux/smp.h>
#include "monitor_call.h"

static const char *const names[MON_EXITS] = {
#define VSI_CLASS(number, id, name, text)	[number] = (name),
#include "../../vsi_arm/class.tbl"
#undef VSI_CLASS
	[MON_EXIT_OTHER] = "OTHER",
	[MON_EXIT_VERSION] = "VERSION",
	[MON_EXIT_ACCESS] = "ACCESS",
	[MON_EXIT_QUERY] = "QUERY",
	[MON_EXIT_CALL] = "CALL",
	[MON_EXIT_BATCH] = "BATCH",
	[MON_EXIT_STATE] = "STATE",
	[MON_EXIT_RESERVED] = "RESERVED",
	[MON_EXIT_SMCCC] = "SMCCC",
	[MON_EXIT_ENTRIES] = "ENTRIES",
	[MON_EXIT_INJECTED] = "INJECTED",
	[MON_EXIT_ALL] = "ALL",
};

struct request {
	u32 function;
	u64 argument;
};

static void call_here(void *data)
{
	const struct request *request = data;

	monitor_call(request->function, request->argument, NULL);
}

/* The function is the parameter's own argument. */
static int set(const char *text, const struct kernel_param *kp)
{
	struct request request = { .function = (uintptr_t)kp->arg };
	int ret = kstrtoull(text, 0, &request.argument);

	if (ret)
		return ret;
	cpus_read_lock();
	on_each_cpu(call_here, &request, 1);
	cpus_read_unlock();
	return 0;
}

static int get_counts(char *buffer, const struct kernel_param *kp)
{
	int n = 0;
	u64 count;
	u32 i;

	for (i = 0; i < MON_EXITS; i++) {
		count = names[i] ? monitor_count(i, false) : 0;
		if (count)
			n += scnprintf(buffer + n, PAGE_SIZE - n, "%s%s=%llu", n ? " " : "",
				       names[i], count);
	}
	return n + scnprintf(buffer + n, PAGE_SIZE - n, "\n");
}

static const struct kernel_param_ops writes = {
	.set = set,
};

static const struct kernel_param_ops counts = {
	.set = set,
	.get = get_counts,
};

module_param_cb(traps, &writes, (void *)(uintptr_t)MON_TRAPS, 0200);
module_param_cb(inject, &writes, (void *)(uintptr_t)MON_INJECT, 0200);
module_param_cb(handler, &writes, (void *)(uintptr_t)MON_HANDLER, 0200);
module_param_cb(hostile, &writes, (void *)(uintptr_t)MON_HOSTILE, 0200);
module_param_cb(counts, &counts, (void *)(uintptr_t)MON_RESET, 0600);

static int __init control_init(void)
{
	return monitor_is_there() ? 0 : -ENODEV;
}

static void __exit control_exit(void)
{
}

module_init(control_init);
module_exit(control_exit);
MODULE_DESCRIPTION("vsi selftest: what the reference monitor shall do");
MODULE_LICENSE("GPL");
