// SPDX-License-Identifier: GPL-2.0
/*
 * Which backend serves: one that another module has registered, else the first
 * one of ours that is there; or the one asked for.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/smp.h>
#include <linux/string.h>
#include "answers.h"
#include "backends.h"
#include "../vsi_core/compat.h"
#include "../vsi_core/trace.h"

/*
 * In the order in which they are tried; native is last and never refuses.  Where svc is
 * there, HVC, by which others are asked, would be undefined.
 */
static const struct vsi_backend *const backends[] = {
	&vsi_backend_svc,
	&vsi_backend_xen,
	&vsi_backend_kvm,
	&vsi_backend_native,
};

static char *backend = "auto";
module_param(backend, charp, 0444);
MODULE_PARM_DESC(backend, "auto: the hypervisor that is there (default), or one by name: kvm, xen, svc (32-bit ARM), native");

/* Ours; written once in vsi_backend_init(), before anything traps. */
static const struct vsi_backend *builtin __ro_after_init;

/*
 * The one that serves: @builtin, or one that is registered.  Replaced under
 * backend_lock; traps take no lock and have interrupts off, so it is gone when
 * an RCU grace period has passed and every CPU has answered an interrupt.
 */
static const struct vsi_backend __rcu *chosen;
static DEFINE_MUTEX(backend_lock);

static bool is_auto(void)
{
	return !strcmp(backend, "auto");
}

static const struct vsi_backend *chosen_locked(void)
{
	return rcu_dereference_protected(chosen, lockdep_is_held(&backend_lock));
}

/*
 * Only words are asked of nobody, and so need nobody to be there: who has them may be
 * taken on the user's word.
 */
static bool is_wanted(const struct vsi_backend *candidate)
{
	const bool by_name = !strcmp(backend, candidate->name);

	if (!is_auto() && !by_name)
		return false;
	if (candidate->detect())
		return true;
	if (!by_name || !candidate->word)
		return false;
	pr_warn("backend %s: its hypervisor has not been detected\n", candidate->name);
	return true;
}

/**
 * vsi_backend_init() - find out who runs this guest, and choose the backend
 *
 * Context: process, once.
 * Return: 0, or -ENODEV with a message when the one asked for is not there.
 */
int __init vsi_backend_init(void)
{
	unsigned int i;

	vsi_identify();
	for (i = 0; i < ARRAY_SIZE(backends); i++) {
		if (!is_wanted(backends[i]))
			continue;
		builtin = backends[i];
		RCU_INIT_POINTER(chosen, builtin);
		return 0;
	}
	pr_err("backend '%s' is unknown or not there\n", backend);
	return -ENODEV;
}

/**
 * vsi_backend_exit() - forget what was promised
 *
 * No module is planned any more.
 *
 * Context: process.
 */
void vsi_backend_exit(void)
{
	vsi_answers_forget();
}

static bool is_builtin(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(backends); i++)
		if (!strcmp(backends[i]->name, name))
			return true;
	return false;
}

/* It is printed where white space separates. */
static bool is_name(const char *name)
{
	size_t i;

	for (i = 0; name[i]; i++)
		if (!isalnum(name[i]) && name[i] != '-' && name[i] != '_')
			return false;
	return i && i < VSI_BACKEND_NAME_MAX && strcmp(name, "auto");
}

static int register_locked(const struct vsi_backend *newcomer)
{
	if (is_builtin(newcomer->name))
		return -EEXIST;
	if (!is_auto())
		return -EPERM;
	if (chosen_locked() != builtin)
		return -EBUSY;
	if (!newcomer->detect())
		return -ENODEV;
	rcu_assign_pointer(chosen, newcomer);
	vsi_answers_forget();
	return 0;
}

/**
 * vsi_backend_register() - let another module serve instructions
 * @newcomer: lives until vsi_backend_unregister() has returned
 *
 * It serves modules that are loaded from now on.  The calling module keeps vsi
 * from being removed, as it uses its symbols.
 *
 * Context: process; sleeps.
 * Return: 0; -ENODEV when it does not detect its hypervisor; -EBUSY when
 * another one is registered; -EEXIST when vsi has one of this name; -EPERM when
 * the parameter "backend" asks for one of vsi's; -EINVAL when it has no proper
 * name, or a function is missing.
 */
int vsi_backend_register(const struct vsi_backend *newcomer)
{
	int ret;

	if (!newcomer->name || !is_name(newcomer->name) || !newcomer->detect ||
	    (!newcomer->call && !newcomer->word))
		return -EINVAL;
	mutex_lock(&backend_lock);
	ret = register_locked(newcomer);
	mutex_unlock(&backend_lock);
	if (ret)
		pr_err("backend %s is not registered (%d)\n", newcomer->name, ret);
	else
		pr_info("backend %s\n", newcomer->name);
	return ret;
}
EXPORT_SYMBOL_NS_GPL(vsi_backend_register, VSI_NS);

static bool retreat(const struct vsi_backend *leaver)
{
	bool serves;

	mutex_lock(&backend_lock);
	serves = chosen_locked() == leaver && leaver != builtin;
	if (serves) {
		rcu_assign_pointer(chosen, builtin);
		vsi_answers_forget();
	}
	mutex_unlock(&backend_lock);
	return serves;
}

/**
 * vsi_backend_unregister() - no longer
 * @leaver: one that vsi_backend_register() took; others are passed over
 *
 * On return it is not called any more, and no call is under way.  What it has
 * served is served by vsi's own backend, or inside the guest.
 *
 * Context: process; sleeps.
 */
void vsi_backend_unregister(const struct vsi_backend *leaver)
{
	if (!retreat(leaver))
		return;
	synchronize_rcu();
	kick_all_cpus_sync();
	pr_info("backend %s\n", builtin->name);
}
EXPORT_SYMBOL_NS_GPL(vsi_backend_unregister, VSI_NS);

/**
 * vsi_backend_name() - the backend that serves
 * @name: filled in
 *
 * Context: process; sleeps.
 */
void vsi_backend_name(char name[VSI_BACKEND_NAME_MAX])
{
	mutex_lock(&backend_lock);
	strscpy(name, chosen_locked()->name, VSI_BACKEND_NAME_MAX);
	mutex_unlock(&backend_lock);
}

/**
 * vsi_backend_describe() - what it has agreed on with its hypervisor
 * @text: filled in, "none" when there is nothing to tell
 * @size: of @text
 *
 * Context: process; sleeps.
 */
void vsi_backend_describe(char *text, size_t size)
{
	const struct vsi_backend *serving;

	strscpy(text, "none", size);
	mutex_lock(&backend_lock);
	serving = chosen_locked();
	if (serving->describe)
		serving->describe(text, size);
	mutex_unlock(&backend_lock);
}

/**
 * vsi_backend_serves() - is there a hypervisor that may be called?
 *
 * Context: any, after vsi_backend_init().
 * Return: false when vsi_backend_call() need not be tried.
 */
bool vsi_backend_serves(void)
{
	bool serves;

	rcu_read_lock();
	serves = rcu_dereference(chosen)->call;
	rcu_read_unlock();
	return serves;
}

/**
 * vsi_backend_word() - the one instruction that the hypervisor takes for another one
 * @query: the other one
 * @word:  set only on success
 *
 * Context: any but the trap, after vsi_backend_init().
 * Return: false when it has none.
 */
bool vsi_backend_word(const struct vsi_query *query, u32 *word)
{
	const struct vsi_backend *serving;
	bool has_word;

	rcu_read_lock();
	serving = rcu_dereference(chosen);
	has_word = serving->word && serving->word(query, word);
	rcu_read_unlock();
	return has_word;
}

/**
 * vsi_backend_state() - where the state block is
 * @block: filled in
 *
 * Context: any but the trap, after vsi_backend_init().
 */
void vsi_backend_state(struct vsi_block *block)
{
	const struct vsi_backend *serving;

	memset(block, 0, sizeof(*block));
	rcu_read_lock();
	serving = rcu_dereference(chosen);
	if (serving->state)
		serving->state(block);
	rcu_read_unlock();
}

static void fill_in(const struct vsi_backend *serving, const struct vsi_query *query,
		    struct vsi_answer *answer)
{
	answer->refused = query->answer < 0;
	if (answer->refused)
		return;
	answer->promises = query->answer;
	answer->value = query->value;
	if ((answer->promises & VSI_PROMISE_ALWAYS) && serving->direct)
		serving->direct(query->class, query->isa, &answer->direct);
}

/**
 * vsi_backend_answer() - what is promised about an instruction, as far as is known
 * @query:  the instruction
 * @answer: filled in; of one that is not known yet, nothing is promised
 *
 * Context: any but the trap.
 */
void vsi_backend_answer(const struct vsi_query *query, struct vsi_answer *answer)
{
	struct vsi_query known = *query;
	const struct vsi_backend *serving;

	memset(answer, 0, sizeof(*answer));
	rcu_read_lock();
	serving = rcu_dereference(chosen);
	if (!serving->query) {
		answer->is_known = true;
	} else if (vsi_answers_find(serving, &known)) {
		answer->is_known = true;
		fill_in(serving, &known, answer);
	}
	rcu_read_unlock();
}

static int ask_locked(const struct vsi_backend *serving, struct vsi_query *queries, unsigned int nr)
{
	unsigned int i;
	int ret = 0;

	if (!serving->query)
		return 0;
	serving->query(queries, nr);
	for (i = 0; i < nr && !ret; i++)
		ret = vsi_answers_add(serving, &queries[i]);
	return ret;
}

/**
 * vsi_backend_ask() - have instructions known to vsi_backend_answer()
 * @queries: the instructions; answers are filled in
 * @nr:      how many
 *
 * Context: process; sleeps.
 * Return: 0 or -ENOMEM.
 */
int vsi_backend_ask(struct vsi_query *queries, unsigned int nr)
{
	int ret;

	mutex_lock(&backend_lock);
	ret = ask_locked(chosen_locked(), queries, nr);
	mutex_unlock(&backend_lock);
	return ret;
}

/**
 * vsi_backend_call() - have an instruction served by the hypervisor
 * @call: the instruction, and its operand in and out
 *
 * Context: the trap, interrupts off.
 * Return: as struct vsi_backend's call.
 */
int vsi_backend_call(struct vsi_call *call)
{
	const struct vsi_backend *serving = rcu_dereference_raw(chosen);
	int ret = -EOPNOTSUPP;

	if (!serving->call)
		return ret;
	ret = serving->call(call);
	if (trace_vsi_hypercall_enabled() && rcu_is_watching())
		trace_vsi_hypercall(call, ret);
	return ret;
}
NOKPROBE_SYMBOL(vsi_backend_call);
