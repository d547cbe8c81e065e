// SPDX-License-Identifier: GPL-2.0
/*
 * A backend that has vsi_test_block's state block.
 */
#include <linux/errno.h>
#include <linux/module.h>
#include <vsi_core/backend.h>
#include <vsi_core/compat.h>
#include "state.h"

static bool test_detect(void)
{
	return true;
}

static int test_call(struct vsi_call *call)
{
	return -EOPNOTSUPP;
}

static void test_state(struct vsi_block *block)
{
	block->address = vsi_test_state_block();
}

static const struct vsi_backend backend = {
	.name = "state",
	.detect = test_detect,
	.call = test_call,
	.state = test_state,
};

static int __init state_init(void)
{
	return vsi_backend_register(&backend);
}

static void __exit state_exit(void)
{
	vsi_backend_unregister(&backend);
}

module_init(state_init);
module_exit(state_exit);
MODULE_DESCRIPTION("vsi selftest: a backend with a state block");
MODULE_LICENSE("GPL");
MODULE_IMPORT_NS(VSI_NS);
