// SPDX-License-Identifier: GPL-2.0
/*
 * A small module with sites in its text, init text and exit text, whose load
 * can be made to fail.
 */
#include <linux/async.h>
#include <linux/delay.h>
#include <linux/module.h>
#include "isa.h"
#include "symbol.h"

static int fail;
module_param(fail, int, 0444);
MODULE_PARM_DESC(fail, "error that init returns");

static bool strict;
module_param(strict, bool, 0444);
MODULE_PARM_DESC(strict, "init fails when a site reads another value than the original");

static uint slow;
module_param(slow, uint, 0444);
MODULE_PARM_DESC(slow, "milliseconds, at most, that init waits until its sites are no more");

static uint wrong;
module_param(wrong, uint, 0444);
MODULE_PARM_DESC(wrong, "sites that read another value than the original");

static uint late;
module_param(late, uint, 0444);
MODULE_PARM_DESC(late, "times that init text ran after init");

static uint substituted;
module_param(substituted, uint, 0444);
MODULE_PARM_DESC(substituted, "of 4 sites, how many are not the original word");

static uint still;
module_param(still, uint, 0444);
MODULE_PARM_DESC(still, "of 2 sites, how many are not the original word when slow init ends");

#ifndef VSI_TEST_NO_EXPORT
int vsi_test_load_symbol;
EXPORT_SYMBOL_GPL(vsi_test_load_symbol);
#endif

/* MIDR by a word that is a site, and by one that never is. */
#define SITE(name, section)	ISA_SITE(name, section, READ_MIDR, MIDR_WORD)

SITE(site_text, ".text");
SITE(site_more, ".text");
SITE(site_init, ".init.text");
SITE(site_exit, ".exit.text");

static bool is_substituted(u32 (*site)(void))
{
	return isa_word_of(site) != MIDR_WORD;
}

/* Exit text stays for as long as the module does. */
static bool __ref is_exit_substituted(void)
{
	return is_substituted(site_exit);
}

/* The loader frees init text only when what init has scheduled is done. */
static void __init late_init(void *unused, async_cookie_t cookie)
{
	msleep(50);
	wrong += site_init() != site_init_original();
	late++;
}

static void __init wait_until_restored(void)
{
	for (; slow && is_substituted(site_init); slow--) {
		wrong += site_init() != site_init_original();
		usleep_range(1000, 2000);
	}
	still += is_substituted(site_text);
	still += is_substituted(site_init);
	wrong += site_init() != site_init_original();
}

static int __init load_init(void)
{
	if (!fail)
		async_schedule(late_init, NULL);
	wrong += site_text() != site_text_original();
	wrong += site_more() != site_more_original();
	wrong += site_init() != site_init_original();
	substituted += is_substituted(site_text);
	substituted += is_substituted(site_more);
	substituted += is_substituted(site_init);
	substituted += is_exit_substituted();
	if (slow)
		wait_until_restored();
	if (!strict || !wrong)
		return fail;
	/* what was scheduled is in init text */
	async_synchronize_full();
	return -EILSEQ;
}

static int now_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n", is_substituted(site_text) +
			  is_substituted(site_more) + is_exit_substituted());
}

static const struct kernel_param_ops now_ops = {
	.get = now_get,
};

module_param_cb(now, &now_ops, NULL, 0444);
MODULE_PARM_DESC(now, "of 3 sites outside init text, how many are not the original word now");

static void __exit load_exit(void)
{
	pr_info("vsi_test_load: exit %s\n",
		site_exit() == site_exit_original() ? "right" : "wrong");
}

module_init(load_init);
module_exit(load_exit);
MODULE_DESCRIPTION("vsi selftest: loads and failed loads");
MODULE_LICENSE("GPL");
