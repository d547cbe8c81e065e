// SPDX-License-Identifier: GPL-2.0
/*
 * Exports a symbol that vsi_test_load has: the loader refuses it after
 * module_finalize(), and no notifier ever hears of it.
 */
#include <linux/module.h>
#include "symbol.h"

int vsi_test_load_symbol;
EXPORT_SYMBOL_GPL(vsi_test_load_symbol);

static int __init dup_init(void)
{
	unsigned long flags;

	local_irq_save(flags);
	vsi_test_load_symbol++;
	local_irq_restore(flags);
	return 0;
}

static void __exit dup_exit(void)
{
}

module_init(dup_init);
module_exit(dup_exit);
MODULE_DESCRIPTION("vsi selftest: duplicate symbol");
MODULE_LICENSE("GPL");
