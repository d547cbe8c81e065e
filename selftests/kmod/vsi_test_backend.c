// SPDX-License-Identifier: GPL-2.0
/*
 * A backend without a hypervisor: answers what backend.h says, or refuses.
 *
 *   answer=0  served
 *   answer=1  refused
 *   answer=2  refused with errors of all kinds, and a value that does not count
 */
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include <vsi_arm/insn.h>
#include <vsi_core/backend.h>
#include <vsi_core/compat.h>
#include "backend.h"

static char *name = "loopback";
module_param(name, charp, 0444);
static bool there = true;
module_param(there, bool, 0444);
MODULE_PARM_DESC(there, "what detect() says");
static uint answer;
module_param(answer, uint, 0644);
static uint delay_ms;
module_param(delay_ms, uint, 0644);
MODULE_PARM_DESC(delay_ms, "how long a call takes");

static uint writes, last_write, last_class;
module_param(writes, uint, 0444);
module_param(last_write, uint, 0444);
module_param(last_class, uint, 0444);
static int second;
module_param(second, int, 0444);
MODULE_PARM_DESC(second, "what registering another one was answered");

static atomic_t nr_calls, in_call;

static int calls_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n", atomic_read(&nr_calls));
}

static const struct kernel_param_ops calls_ops = {
	.get = calls_get,
};

module_param_cb(calls, &calls_ops, NULL, 0444);

static int refuse(struct vsi_call *call)
{
	static const int errors[] = {
		-EOPNOTSUPP, -EPERM, -EINVAL, -ENOMEM, -MAX_ERRNO, INT_MIN, 1, INT_MAX,
	};
	const unsigned int nr = atomic_read(&nr_calls);

	call->value = 0xbad;
	return answer == 1 ? -EOPNOTSUPP : errors[nr % ARRAY_SIZE(errors)];
}

static int serve(struct vsi_call *call)
{
	unsigned long results[4];

	if (call->args) {
		backend_results(call->args, results);
		memcpy(call->args, results, sizeof(results));
	} else if (call->write) {
		writes++;
		last_write = call->value;
		last_class = call->class;
	} else {
		call->value = backend_value(call->word);
	}
	return 0;
}

static int test_call(struct vsi_call *call)
{
	int ret;

	atomic_inc(&in_call);
	atomic_inc(&nr_calls);
	if (delay_ms)
		mdelay(delay_ms);
	ret = answer ? refuse(call) : serve(call);
	atomic_dec(&in_call);
	return ret;
}

static bool test_detect(void)
{
	return there;
}

static struct vsi_backend test_backend = {
	.detect = test_detect,
	.call = test_call,
};

static const struct vsi_backend other_backend = {
	.name = "other",
	.detect = test_detect,
	.call = test_call,
};

static int __init backend_init(void)
{
	int ret;

	test_backend.name = name;
	ret = vsi_backend_register(&test_backend);
	if (ret)
		return ret;
	second = vsi_backend_register(&other_backend);
	/* was never registered: nothing happens */
	vsi_backend_unregister(&other_backend);
	return 0;
}

static void __exit backend_exit(void)
{
	vsi_backend_unregister(&test_backend);
	pr_info("vsi_test_backend: %d calls under way\n", atomic_read(&in_call));
}

module_init(backend_init);
module_exit(backend_exit);
MODULE_DESCRIPTION("vsi selftest: a backend");
MODULE_LICENSE("GPL");
MODULE_IMPORT_NS(VSI_NS);
