// SPDX-License-Identifier: GPL-2.0
/*
 * Kernel symbols that are not exported to modules: the only place.
 *
 * kallsyms_lookup_name() is itself not exported since 5.7; a kprobe finds it.
 */
#include <linux/kprobes.h>
#include <linux/printk.h>
#include "ksyms.h"
#include "../vsi_arm/served_isa.h"

struct vsi_ksyms vsi_ksyms __ro_after_init;

struct symbol {
	const char *name;
	void *pointer;
	bool optional;
};

#define HOOK		true
#define REQUIRED	false

static const struct symbol symbols[] __initconst = {
#define KSYM(need, name, result, arguments)	{ #name, &vsi_ksyms.name, need },
#include "../vsi_arm/ksyms.tbl"
#undef KSYM
};

typedef unsigned long lookup_fn(const char *name);

static lookup_fn * __init find_lookup(void)
{
	/* only its address is asked for: never armed */
	struct kprobe kp = {
		.symbol_name = "kallsyms_lookup_name",
		.flags = KPROBE_FLAG_DISABLED,
	};
	int ret = register_kprobe(&kp);

	if (ret) {
		pr_err("kallsyms_lookup_name: no kprobe (%d)\n", ret);
		return NULL;
	}
	unregister_kprobe(&kp);
	return (lookup_fn *)((unsigned long)kp.addr | VSI_FUNCTION_BIT);
}

/**
 * vsi_ksyms_init() - resolve all symbols
 *
 * A hook point that is missing stays NULL: there is more than one hook.
 *
 * Context: process, once.
 * Return: 0, or -ENOENT with a message that names what is missing.
 */
int __init vsi_ksyms_init(void)
{
	lookup_fn *lookup = find_lookup();
	unsigned long addr;
	unsigned int i;

	if (!lookup)
		return -ENOENT;
	for (i = 0; i < ARRAY_SIZE(symbols); i++) {
		addr = lookup(symbols[i].name);
		if (!addr && !symbols[i].optional) {
			pr_err("this kernel has no %s\n", symbols[i].name);
			return -ENOENT;
		}
		*(unsigned long *)symbols[i].pointer = addr | VSI_FUNCTION_BIT;
	}
	return 0;
}
