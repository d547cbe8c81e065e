// SPDX-License-Identifier: GPL-2.0
/*
 * The life of a module as vsi sees it.
 *
 *   module_finalize()       plan, the kernel's own function, store, publish; or
 *                           first the function, where it leaves nothing to undo
 *   or the last relocation  plan, store, publish, in atomic context
 *   notifier COMING         directory in sysfs; a module that did not come by,
 *                           or could not be served there, is served now, as
 *                           one that runs already
 *   notifier LIVE           init text may go any time now
 *   notifier GOING          directory goes
 *   its memory goes         the record goes, on every way a module that came
 *                           by can end: failed load, failed init, rmmod
 *
 *   attach, detach          a module that runs is served, or no longer
 */
#include <linux/async.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/preempt.h>
#include "arch.h"
#include "debugfs.h"
#include "events.h"
#include "hook.h"
#include "ksyms.h"
#include "life.h"
#include "mark.h"
#include "plan.h"
#include "served.h"
#include "store.h"
#include "sysfs.h"

/*
 * Held while a module's record is looked at between its COMING and its GOING,
 * and for as long as it is attached or detached: a formed module is not freed
 * before its GOING notification has returned.  Protects struct vsi_served's
 * formed, dir and debug, closing: no module that is formed is served once
 * that is set, and nr_lived: how often one that is served went live.
 */
static DEFINE_MUTEX(life_lock);
static bool closing;
static unsigned int nr_lived;

/*
 * Takes life_lock when no init text of a module that is live is executed any more: its
 * initialization may have left some to async_schedule().  Not under the lock, since what is
 * executed there may load a module.
 */
static void lock_settled(void)
{
	unsigned int lived;

	for (;;) {
		lived = READ_ONCE(nr_lived);
		async_synchronize_full();
		mutex_lock(&life_lock);
		if (lived == nr_lived)
			return;
		mutex_unlock(&life_lock);
	}
}

/* Nothing here can fail. */
static void serve(const struct vsi_image *image, struct vsi_served *served)
{
	vsi_mark_seen(image->mod);
	if (!served) {
		vsi_served_overwritten(image->mod);
		return;
	}
	vsi_store(image, served);
	vsi_served_publish(served);
	vsi_event_load(served);
}

static int life_finalize(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod)
{
	const struct vsi_image image = { .hdr = hdr, .sechdrs = sechdrs, .mod = mod };
	struct vsi_served *served;
	int ret = 0;

	if (VSI_FINALIZE_FIRST)
		ret = vsi_arch_finalize(hdr, sechdrs, mod);
	if (!ret)
		ret = vsi_plan(hdr, sechdrs, mod, true, &served);
	if (ret)
		return ret;
	if (!VSI_FINALIZE_FIRST)
		ret = vsi_arch_finalize(hdr, sechdrs, mod);
	if (!ret)
		serve(&image, served);
	else if (served)
		vsi_served_discard(served);
	return ret;
}

/*
 * Before module_finalize(), whose tables say what it will rewrite.  What fails
 * only because this is atomic has another chance when the module is coming.
 */
static int life_relocated(const Elf_Ehdr *hdr, const Elf_Shdr *sechdrs, struct module *mod)
{
	const struct vsi_image image = { .hdr = hdr, .sechdrs = sechdrs, .mod = mod };
	struct vsi_served *served;
	int ret = -EAGAIN;

	/* there, what is atomic takes no memory */
	if (!IS_ENABLED(CONFIG_PREEMPT_RT))
		ret = vsi_plan(hdr, sechdrs, mod, false, &served);
	if (ret == -EAGAIN) {
		vsi_mark_postponed(&image);
		return 0;
	}
	if (ret)
		return ret;
	if (served)
		vsi_spare_rewritten(&image, served);
	serve(&image, served);
	return 0;
}

static void life_cleanup(struct module *mod)
{
	struct vsi_image image;

	vsi_mark_take(mod, &image);
	vsi_served_gone(mod);
}

static const struct vsi_loader_hook life_hook = {
	.finalize = life_finalize,
	.relocated = life_relocated,
	.cleanup = life_cleanup,
};

/* Where sites still stand: init text is gone, or may be, when its module is live. */
static unsigned int texts_of(const struct vsi_served *served, struct vsi_text_sites *texts)
{
	texts[0] = (struct vsi_text_sites){ served->core.sites, served->core.nr_sites };
	if (!served->init.linked || served->init.dying)
		return 1;
	texts[1] = (struct vsi_text_sites){ served->init.sites, served->init.nr_sites };
	return 2;
}

static void show(struct vsi_served *served)
{
	vsi_sysfs_add(served);
	vsi_debugfs_add(served);
}

/* On return nobody reads the record by these ways. */
static void hide(struct vsi_served *served)
{
	vsi_debugfs_remove(served);
	vsi_sysfs_remove(served);
}

/* The record goes the way of one whose module went; traps that know it end first. */
static void withdraw(struct vsi_served *served)
{
	hide(served);
	vsi_served_gone(served->mod);
}

/* All that is left for a module whose text is read-only, and may run. */
static int activate(struct vsi_served *served)
{
	const struct vsi_fault changed = { "", 0, "an instruction was changed meanwhile" };
	struct vsi_text_sites texts[2];
	int ret;

	/* code that a trap may come from is known before it can */
	vsi_served_publish(served);
	ret = vsi_arch_poke_text(texts, texts_of(served, texts), false);
	if (ret) {
		vsi_event_refused(served->mod->name, &changed);
		/* some were there for a while */
		vsi_arch_drain_traps();
		withdraw(served);
		return ret;
	}
	vsi_event_load(served);
	served->formed = true;
	show(served);
	return 0;
}

static int attach_locked(struct module *mod)
{
	struct vsi_served *served;
	int ret;

	if (closing)
		return -ESHUTDOWN;
	if (vsi_served_find(mod))
		return -EEXIST;
	ret = vsi_plan_live(mod, &served);
	return ret || !served ? ret : activate(served);
}

static int restore(struct vsi_served *served)
{
	struct vsi_text_sites texts[2];
	int ret = vsi_arch_poke_text(texts, texts_of(served, texts), true);

	served->restored = !ret;
	return ret;
}

/* Traps that were taken before are through; none is taken any more. */
static void withdraw_restored(void)
{
	struct vsi_served *served;

	vsi_arch_drain_traps();
	while ((served = vsi_served_formed(true)))
		withdraw(served);
}

static int detach_locked(struct vsi_served *served)
{
	int ret = restore(served);

	if (!ret)
		withdraw_restored();
	return ret;
}

/* Kept from going by a reference, so not one that is on its way already. */
static struct module *get_module(const char *name)
{
	struct module *mod;

	preempt_disable();
	mod = vsi_ksyms.find_module(name);
	if (mod && (mod->state != MODULE_STATE_LIVE || !try_module_get(mod)))
		mod = NULL;
	preempt_enable();
	return mod;
}

/**
 * vsi_life_attach() - serve a module that runs already
 * @name: of the module
 *
 * Context: process; sleeps.
 * Return: 0, also when it has nothing to serve; -ENOENT when no such module is
 * live; -EEXIST when it is served; -EINVAL for vsi itself; -EBUSY when somebody
 * else has changed an instruction meanwhile; -ESHUTDOWN when vsi is going; or an
 * error of vsi_plan_live().
 */
int vsi_life_attach(const char *name)
{
	struct module *mod = get_module(name);
	int ret = -EINVAL;

	if (!mod)
		return -ENOENT;
	mutex_lock(&life_lock);
	if (mod != THIS_MODULE)
		ret = attach_locked(mod);
	mutex_unlock(&life_lock);
	module_put(mod);
	return ret;
}

/**
 * vsi_life_detach() - no longer serve a module: put its instructions back
 * @name: of the module
 *
 * Context: process; sleeps.
 * Return: 0; -ENOENT when no such module is served; -EBUSY when an instruction
 * cannot be put back, and then nothing is.
 */
int vsi_life_detach(const char *name)
{
	struct vsi_served *served;
	int ret = -ENOENT;

	lock_settled();
	served = vsi_served_by_name(name);
	if (served && served->formed)
		ret = detach_locked(served);
	mutex_unlock(&life_lock);
	return ret;
}

static int plan_coming(const struct vsi_image *image, struct vsi_served **served)
{
	if (image->hdr && vsi_image_is_there(image))
		return vsi_plan_coming(image->hdr, image->sechdrs, image->mod, served);
	return vsi_plan_live(image->mod, served);
}

/*
 * Planning may read files, which may take a module to be loaded: no lock is
 * held meanwhile.  When vsi is going the module is left alone.
 */
static int serve_coming(const struct vsi_image *image, bool *served_now)
{
	struct vsi_served *served;
	int ret = plan_coming(image, &served);

	*served_now = false;
	/* then the reason was told */
	if (ret)
		return ret;
	if (!served) {
		vsi_served_overwritten(image->mod);
		return 0;
	}
	mutex_lock(&life_lock);
	*served_now = !closing;
	if (closing)
		vsi_served_discard(served);
	else
		ret = activate(served);
	mutex_unlock(&life_lock);
	if (ret)
		pr_err("%s: not loaded: an instruction was changed meanwhile (%d)\n",
		       image->mod->name, ret);
	return ret;
}

/* It is a surprise unless the hook is one that cannot see or do everything. */
static int serve_late(const struct vsi_image *image)
{
	bool served_now;
	int ret = serve_coming(image, &served_now);

	if (!ret && served_now && vsi_hook() == VSI_HOOK_FINALIZE)
		pr_notice("%s: was not seen while it was loaded, served now\n", image->mod->name);
	return notifier_from_errno(ret);
}

/* The directory of a module that is served already. */
static bool form(struct module *mod)
{
	struct vsi_served *served;

	mutex_lock(&life_lock);
	served = vsi_served_find(mod);
	if (served) {
		served->formed = true;
		show(served);
	}
	mutex_unlock(&life_lock);
	return served;
}

static int life_coming(struct module *mod)
{
	struct vsi_image image;
	bool seen = vsi_mark_take(mod, &image);

	vsi_served_sweep(mod);
	if (form(mod) || (seen && !image.hdr) || READ_ONCE(closing))
		return NOTIFY_DONE;
	return serve_late(&image);
}

static void life_going(struct module *mod)
{
	struct vsi_served *served;

	mutex_lock(&life_lock);
	served = vsi_served_find(mod);
	if (served) {
		served->formed = false;
		hide(served);
		vsi_served_going(served);
	}
	mutex_unlock(&life_lock);
}

static int life_notify(struct notifier_block *nb, unsigned long state, void *data)
{
	switch (state) {
	case MODULE_STATE_COMING:
		return life_coming(data);
	case MODULE_STATE_LIVE:
		mutex_lock(&life_lock);
		if (vsi_served_find(data))
			WRITE_ONCE(nr_lived, nr_lived + 1);
		vsi_served_init_done(data);
		mutex_unlock(&life_lock);
		break;
	case MODULE_STATE_GOING:
		life_going(data);
		break;
	}
	return NOTIFY_DONE;
}

/* Before the kprobes of tracing (kernel/trace/trace_kprobe.c), which take instructions. */
static struct notifier_block life_nb = {
	.notifier_call = life_notify,
	.priority = 2,
};

static bool release_some(void)
{
	struct vsi_served *served;
	bool some = false;

	lock_settled();
	while ((served = vsi_served_formed(false)) && !restore(served))
		some = true;
	if (some)
		withdraw_restored();
	mutex_unlock(&life_lock);
	return some;
}

/*
 * What is left is a module on its way in or out, which ends soon, or one that
 * somebody else has a hand on: a kprobe on a site would bring our word back
 * when we are gone.
 */
static void release_all(void)
{
	bool told = false;

	mutex_lock(&life_lock);
	closing = true;
	mutex_unlock(&life_lock);
	while (!vsi_served_none()) {
		if (release_some())
			continue;
		vsi_served_sweep(NULL);
		if (!told && vsi_served_formed(false))
			pr_notice("waiting until all instructions can be put back: is there a kprobe on one?\n");
		told = true;
		msleep(50);
	}
}

/**
 * vsi_life_init() - begin to serve modules
 *
 * The notifier comes before the hooks: a module that is served has its events
 * seen.  The modules that are between the two points now did not come by the
 * hook; they are served at their COMING.
 *
 * Context: process.
 * Return: 0 or a negative errno, and then nothing is armed.
 */
int vsi_life_init(void)
{
	int ret = vsi_served_init();

	if (ret)
		return ret;
	ret = vsi_arch_init();
	if (ret)
		goto err_arch;
	ret = register_module_notifier(&life_nb);
	if (ret)
		goto err_notifier;
	ret = vsi_hook_arm(&life_hook);
	if (ret)
		goto err_hook;
	return 0;

err_hook:
	release_all();
	unregister_module_notifier(&life_nb);
err_notifier:
	vsi_arch_exit();
err_arch:
	vsi_served_exit();
	return ret;
}

/**
 * vsi_life_exit() - stop; every original instruction is put back
 *
 * Context: process; sleeps until that is possible.
 */
void vsi_life_exit(void)
{
	vsi_arch_unhook_loads();
	release_all();
	unregister_module_notifier(&life_nb);
	vsi_arch_unhook();
	vsi_arch_exit();
	/* the kernel calls an undef hook outside its lock */
	synchronize_rcu();
	vsi_arch_drain_traps();
	vsi_served_exit();
}
