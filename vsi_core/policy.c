// SPDX-License-Identifier: GPL-2.0
/*
 * The policy in force: set by parameters when vsi is loaded and through
 * /sys/kernel/vsi afterwards, read for each module that is loaded.
 *
 * Writers sleep and take policy_lock.  Readers are in any context and take no
 * lock; each sees one policy, whole.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include "policy.h"

/* Of an offending word, what fits into a message. */
#define MAX_SHOWN	VSI_POLICY_MAX_NAME

/**
 * struct policy_text - a policy and the text it was made from
 * @rcu:      for freeing
 * @policies: the text, parsed
 * @text:     without white space; empty: the default
 *
 * Never written once it is in force.
 */
struct policy_text {
	struct rcu_head rcu;
	struct vsi_policies policies;
	char text[];
};

/* Serializes the writers of in_force and of carrier. */
static DEFINE_MUTEX(policy_lock);

/* Written under policy_lock, read under RCU.  NULL: nothing was set, auto. */
static struct policy_text __rcu *in_force;

/* Written under policy_lock, read at any time; one word. */
static enum vsi_carrier carrier = VSI_CARRIER_AUTO;

static void copy_without_space(char *to, const char *from)
{
	for (; *from; from++)
		if (!vsi_policy_is_space(*from))
			*to++ = *from;
	*to = '\0';
}

static void complain(const char *text, const struct vsi_policy_fault *fault)
{
	pr_err("policy: %s: '%*pE' at offset %u\n", fault->reason,
	       (int)min_t(u32, fault->length, MAX_SHOWN), text + fault->offset, fault->offset);
}

/* What sysfs hands over may have more than one string. */
static bool is_string(const char *what, const char *buf, size_t count)
{
	const size_t length = strlen(buf);

	if (length == count)
		return true;
	pr_err("%s: NUL character at offset %zu\n", what, length);
	return false;
}

static int replace_policy(const char *text)
{
	struct vsi_policy_fault fault;
	struct policy_text *new, *old;

	new = kmalloc(struct_size(new, text, strlen(text) + 1), GFP_KERNEL);
	if (!new)
		return -ENOMEM;
	if (!vsi_policy_parse(text, &new->policies, &fault)) {
		complain(text, &fault);
		kfree(new);
		return -EINVAL;
	}
	copy_without_space(new->text, text);
	mutex_lock(&policy_lock);
	old = rcu_replace_pointer(in_force, new, lockdep_is_held(&policy_lock));
	mutex_unlock(&policy_lock);
	kfree_rcu(old, rcu);
	return 0;
}

/**
 * vsi_policy_show() - the text of the policy in force
 * @buf: a page
 *
 * Context: any; takes the RCU read lock.
 * Return: the number of bytes written.
 */
ssize_t vsi_policy_show(char *buf)
{
	const struct policy_text *now;
	ssize_t size;

	rcu_read_lock();
	now = rcu_dereference(in_force);
	size = sysfs_emit(buf, "%s\n", now && now->text[0] ? now->text :
			  vsi_profile_name(VSI_PROFILE_AUTO));
	rcu_read_unlock();
	return size;
}

/**
 * vsi_policy_store() - replace the policy for the loads that follow
 * @buf:   its text, NUL-terminated
 * @count: its length
 *
 * Context: process; sleeps, takes policy_lock.
 * Return: @count, or a negative errno: -EINVAL with a message when the text is
 * no policy, -ENOMEM.  Then the policy in force stays.
 */
ssize_t vsi_policy_store(const char *buf, size_t count)
{
	int ret = is_string("policy", buf, count) ? replace_policy(buf) : -EINVAL;

	return ret ?: count;
}

static int policy_set(const char *val, const struct kernel_param *kp)
{
	return replace_policy(val);
}

static int policy_get(char *buffer, const struct kernel_param *kp)
{
	return vsi_policy_show(buffer);
}

/* The kernel calls it on every way vsi goes, a failed load included; nobody reads any more. */
static void policy_free(void *arg)
{
	kfree(rcu_dereference_protected(in_force, true));
	RCU_INIT_POINTER(in_force, NULL);
}

static const struct kernel_param_ops policy_ops = {
	.set = policy_set,
	.get = policy_get,
	.free = policy_free,
};

module_param_cb(policy, &policy_ops, NULL, 0444);
MODULE_PARM_DESC(policy, "auto (default), kvm, xen, deprivileged, audit or off; CLASS=ACTION, all=ACTION; ';MODULE:' for one module");

/* VSI_CARRIER_NONE is no carrier to ask for; its number stands for auto. */
static const char *carrier_word(unsigned int number)
{
	return number == VSI_CARRIER_AUTO ? "auto" : vsi_carrier_name(number);
}

static int replace_carrier(const char *word)
{
	unsigned int i;

	for (i = 0; i < VSI_NR_CARRIERS; i++)
		if (sysfs_streq(word, carrier_word(i)))
			break;
	if (i == VSI_NR_CARRIERS) {
		pr_err("carrier: unknown carrier: '%*pE'\n",
		       (int)min_t(size_t, strcspn(word, "\n"), MAX_SHOWN), word);
		return -EINVAL;
	}
	mutex_lock(&policy_lock);
	WRITE_ONCE(carrier, i);
	mutex_unlock(&policy_lock);
	return 0;
}

/**
 * vsi_policy_carrier_show() - the name of the carrier that is asked for
 * @buf: a page
 *
 * Context: any.
 * Return: the number of bytes written.
 */
ssize_t vsi_policy_carrier_show(char *buf)
{
	return sysfs_emit(buf, "%s\n", carrier_word(vsi_policy_carrier()));
}

/**
 * vsi_policy_carrier_store() - ask for a carrier in the loads that follow
 * @buf:   its name, NUL-terminated
 * @count: its length
 *
 * Context: process; sleeps, takes policy_lock.
 * Return: @count, or -EINVAL with a message; then what was asked for stays.
 */
ssize_t vsi_policy_carrier_store(const char *buf, size_t count)
{
	int ret = is_string("carrier", buf, count) ? replace_carrier(buf) : -EINVAL;

	return ret ?: count;
}

static int carrier_set(const char *val, const struct kernel_param *kp)
{
	return replace_carrier(val);
}

static int carrier_get(char *buffer, const struct kernel_param *kp)
{
	return vsi_policy_carrier_show(buffer);
}

static const struct kernel_param_ops carrier_ops = {
	.set = carrier_set,
	.get = carrier_get,
};

module_param_cb(carrier, &carrier_ops, NULL, 0444);
MODULE_PARM_DESC(carrier, "auto: the cheapest that is correct (default), or one by name: inline, branch, trap");

/**
 * vsi_policy_of() - the policy in force for a module
 * @module: its name
 * @policy: filled in; a copy, which later changes do not touch
 *
 * Context: any; takes the RCU read lock.
 */
void vsi_policy_of(const char *module, struct vsi_policy *policy)
{
	const struct policy_text *now;

	rcu_read_lock();
	now = rcu_dereference(in_force);
	if (now)
		*policy = *vsi_policies_find(&now->policies, module);
	else
		vsi_policy_set_profile(policy, VSI_PROFILE_AUTO);
	rcu_read_unlock();
}

/**
 * vsi_policy_carrier() - the carrier that is asked for
 *
 * Context: any.
 * Return: a carrier, or VSI_CARRIER_AUTO.
 */
enum vsi_carrier vsi_policy_carrier(void)
{
	return READ_ONCE(carrier);
}

/**
 * vsi_policy_name() - the profile in force
 *
 * Context: any.
 * Return: its name.
 */
const char *vsi_policy_name(void)
{
	struct vsi_policy policy;

	/* the name of no module: the policy of those without a rule */
	vsi_policy_of("", &policy);
	return vsi_profile_name(policy.profile);
}
