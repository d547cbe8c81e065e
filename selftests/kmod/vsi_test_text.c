// SPDX-License-Identifier: GPL-2.0
/*
 * Keeps copies of the text of loaded modules and compares them with what it is
 * now, word by word:
 *
 *   echo MODULE > take		remember its text
 *   echo MODULE > compare	how many words are other ones now, in "differ"
 *   echo MODULE > drop		forget it
 *
 * A module that has been unloaded and loaded again may stand elsewhere, and so may
 * those that it calls; then the words that hold addresses differ, and only those may.
 */
#include <linux/kprobes.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "../../vsi_core/compat.h"

struct copy {
	struct list_head list;
	char name[MODULE_NAME_LEN];
	unsigned long base;
	unsigned long percpu;
	u32 nr;
	u32 *words;
};

static DEFINE_MUTEX(lock);	/* protects copies and differ */
static LIST_HEAD(copies);

static uint differ;
module_param(differ, uint, 0444);

static struct module *(*find)(const char *name);

static struct module *get(const char *name)
{
	struct module *mod;

	preempt_disable();
	mod = find(name);
	if (mod && !try_module_get(mod))
		mod = NULL;
	preempt_enable();
	return mod;
}

static struct copy *copy_of(const char *name)
{
	struct copy *copy;

	list_for_each_entry(copy, &copies, list)
		if (!strcmp(copy->name, name))
			return copy;
	return NULL;
}

static void drop(struct copy *copy)
{
	list_del(&copy->list);
	kvfree(copy->words);
	kfree(copy);
}

static int take(const struct module *mod, const char *name)
{
	const struct vsi_module_text text = vsi_module_core_text(mod);
	struct copy *copy;

	if (copy_of(name))
		return -EEXIST;
	copy = kzalloc(sizeof(*copy), GFP_KERNEL);
	if (!copy)
		return -ENOMEM;
	copy->base = (unsigned long)text.base;
	copy->percpu = (__force unsigned long)mod->percpu;
	copy->nr = text.size / sizeof(u32);
	copy->words = kvmalloc_array(copy->nr, sizeof(u32), GFP_KERNEL);
	if (!copy->words) {
		kfree(copy);
		return -ENOMEM;
	}
	memcpy(copy->words, text.base, copy->nr * sizeof(u32));
	strscpy(copy->name, name, sizeof(copy->name));
	list_add(&copy->list, &copies);
	return 0;
}

#ifdef CONFIG_ARM64
/* B and BL, ARM DDI 0487, C6.2.  Where they lead to depends on where modules stand. */
static bool both_branch(u32 a, u32 b)
{
	return (a & 0x7c000000) == 0x14000000 && (a ^ b) >> 26 == 0;
}

/*
 * With the same registers: MOVN, MOVZ and MOVK; ADRP; ADD (immediate); LDR and STR
 * (immediate), C6.2.
 */
static bool same_but_immediate(u32 a, u32 b)
{
	return ((a & 0x1f800000) == 0x12800000 && !((a ^ b) & 0xffe0001f)) ||
	       ((a & 0x9f000000) == 0x90000000 && !((a ^ b) & 0x9f00001f)) ||
	       ((a & 0x7fc00000) == 0x11000000 && !((a ^ b) & 0xffc003ff)) ||
	       ((a & 0x3b000000) == 0x39000000 && !((a ^ b) & 0xffc003ff));
}

/*
 * Words of .plt: ADRP and ADD of X16, BR X16, BTI C, and nothing.  Which calls have an
 * entry depends on what stands in a branch's reach.  None is an instruction that vsi replaces.
 */
static bool is_of_plt(const u32 *words, u32 i)
{
	const u32 a = words[i];

	return !a || (a & 0x9f00001f) == 0x90000010 || (a & 0xffc003ff) == 0x91000210 ||
	       a == 0xd61f0200 || a == 0xd503245f;
}
#else
/*
 * B, BL and their conditional forms, ARM DDI 0406C, A8.8.18, A8.8.25.  Where
 * they lead to depends on where this module stands, and on where another one does.
 */
static bool both_branch(u32 a, u32 b)
{
	return (a & 0x0e000000) == 0x0a000000 && (a ^ b) >> 24 == 0;
}

/* A line of the cache with LDR PC, [PC, #imm], and one with what they load. */
#define PLT_LINE	(L1_CACHE_BYTES / sizeof(u32))
#define PLT_LDR		(0xe59ff000u | (L1_CACHE_BYTES - 8))

/*
 * Words of .plt, and nothing.  Which calls have an entry, and where, depends on what stands in
 * a branch's reach.
 */
static bool is_of_plt(const u32 *words, u32 i)
{
	return !words[i] || words[i] == PLT_LDR ||
	       (i >= PLT_LINE && words[i - PLT_LINE] == PLT_LDR);
}

/* MOVW and MOVT with one register and one condition, A8.8.102, A8.8.106. */
static bool same_but_immediate(u32 a, u32 b)
{
	return (a & 0x0fb00000) == 0x03000000 && !((a ^ b) & 0xfff0f000);
}
#endif

static bool in_modules(u32 address)
{
	return (address >= MODULES_VADDR && address < MODULES_END) ||
	       is_vmalloc_addr((void *)address);
}

/* Memory of a module begins with a page, each kind's since 6.4. */
static bool both_addresses(u32 a, u32 b)
{
	return in_modules(a) && in_modules(b) && !offset_in_page(a - b);
}

/* Of a variable that each CPU has, by its place among those of the module. */
static bool both_percpu(const struct copy *copy, const struct module *mod, u32 a, u32 b)
{
	const u32 offset = a - (u32)copy->percpu;

	return offset < mod->percpu_size && b - (u32)(__force unsigned long)mod->percpu == offset;
}

static bool holds_address(const struct copy *copy, const struct module *mod, const u32 *now, u32 i)
{
	const u32 a = copy->words[i], b = now[i];
	const u32 moved = (unsigned long)now - copy->base;

	return both_branch(a, b) || same_but_immediate(a, b) || both_addresses(a, b) ||
	       both_percpu(copy, mod, a, b) || b - a == moved || a - b == moved ||
	       (is_of_plt(copy->words, i) && is_of_plt(now, i));
}

static int compare(const struct module *mod, const char *name, bool reloaded)
{
	const struct vsi_module_text text = vsi_module_core_text(mod);
	const struct copy *copy = copy_of(name);
	const u32 *now = text.base;
	u32 i;

	if (!copy)
		return -ENOENT;
	if (copy->nr != text.size / sizeof(u32))
		return -EMSGSIZE;
	differ = 0;
	for (i = 0; i < copy->nr; i++) {
		if (now[i] == copy->words[i] ||
		    (reloaded && holds_address(copy, mod, now, i)))
			continue;
		if (++differ <= 4)
			pr_info("%s: %ps is %08x, was %08x\n", name, &now[i], now[i],
				copy->words[i]);
	}
	return 0;
}

static int compare_same(const struct module *mod, const char *name)
{
	return compare(mod, name, false);
}

static int compare_reloaded(const struct module *mod, const char *name)
{
	return compare(mod, name, true);
}

static int for_module(const char *val, int (*what)(const struct module *mod, const char *name))
{
	char buf[MODULE_NAME_LEN + 1], *name;
	struct module *mod;
	int ret;

	if (strscpy(buf, val, sizeof(buf)) < 0)
		return -ENAMETOOLONG;
	name = strim(buf);
	mod = get(name);
	if (!mod)
		return -ENOENT;
	mutex_lock(&lock);
	ret = what(mod, name);
	mutex_unlock(&lock);
	module_put(mod);
	return ret;
}

static int set_take(const char *val, const struct kernel_param *kp)
{
	return for_module(val, take);
}

static int set_compare(const char *val, const struct kernel_param *kp)
{
	return for_module(val, compare_same);
}

static int set_compare_reloaded(const char *val, const struct kernel_param *kp)
{
	return for_module(val, compare_reloaded);
}

static int set_drop(const char *val, const struct kernel_param *kp)
{
	char buf[MODULE_NAME_LEN + 1];
	struct copy *copy;

	if (strscpy(buf, val, sizeof(buf)) < 0)
		return -ENAMETOOLONG;
	mutex_lock(&lock);
	copy = copy_of(strim(buf));
	if (copy)
		drop(copy);
	mutex_unlock(&lock);
	return copy ? 0 : -ENOENT;
}

static const struct kernel_param_ops take_ops = { .set = set_take };
static const struct kernel_param_ops compare_ops = { .set = set_compare };
static const struct kernel_param_ops reloaded_ops = { .set = set_compare_reloaded };
static const struct kernel_param_ops drop_ops = { .set = set_drop };
module_param_cb(take, &take_ops, NULL, 0200);
module_param_cb(compare, &compare_ops, NULL, 0200);
module_param_cb(compare_reloaded, &reloaded_ops, NULL, 0200);
module_param_cb(drop, &drop_ops, NULL, 0200);

static int __init text_init(void)
{
	struct kprobe kp = { .symbol_name = "find_module" };
	int ret = register_kprobe(&kp);

	if (ret)
		return ret;
	find = (void *)kp.addr;
	unregister_kprobe(&kp);
	return 0;
}

static void __exit text_exit(void)
{
	struct copy *copy, *next;

	list_for_each_entry_safe(copy, next, &copies, list)
		drop(copy);
}

module_init(text_init);
module_exit(text_exit);
MODULE_DESCRIPTION("vsi selftest: compares the text of modules");
MODULE_LICENSE("GPL");
