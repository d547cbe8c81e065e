// SPDX-License-Identifier: GPL-2.0
/*
 * What the hypervisor has promised about instructions, so that no module has it asked
 * again: detect.c fills it while modules are planned, and empties it when another
 * backend serves.
 */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "answers.h"

/**
 * struct known - one instruction that was asked about
 * @next:    another one, or NULL
 * @backend: who has answered
 * @query:   with its answer
 */
struct known {
	struct known *next;
	const struct vsi_backend *backend;
	struct vsi_query query;
};

/* Few words, and each module looks for each of its own once: a list will do. */
static struct known *all;
static DEFINE_SPINLOCK(answers_lock);	/* @all, and what is in it */

static struct known *find_locked(const struct vsi_backend *backend, u8 isa, u32 word)
{
	struct known *known = all;

	while (known && (known->query.word != word || known->query.isa != isa ||
			 known->backend != backend))
		known = known->next;
	return known;
}

/**
 * vsi_answers_find() - has an instruction been asked about?
 * @backend: who was asked; another one's answers are none, even while this one takes its place
 * @query:   the instruction; gets the answer
 *
 * Context: any but the trap.
 * Return: false when it has not.
 */
bool vsi_answers_find(const struct vsi_backend *backend, struct vsi_query *query)
{
	const struct known *known;

	spin_lock(&answers_lock);
	known = find_locked(backend, query->isa, query->word);
	if (known)
		*query = known->query;
	spin_unlock(&answers_lock);
	return known;
}

/**
 * vsi_answers_add() - remember an answer
 * @backend: who has given it
 * @query:   with its answer; one that is known already stays as it is
 *
 * Context: process; sleeps.
 * Return: 0 or -ENOMEM.
 */
int vsi_answers_add(const struct vsi_backend *backend, const struct vsi_query *query)
{
	struct known *known = kmalloc(sizeof(*known), GFP_KERNEL);

	if (!known)
		return -ENOMEM;
	known->backend = backend;
	known->query = *query;
	spin_lock(&answers_lock);
	if (!find_locked(backend, query->isa, query->word)) {
		known->next = all;
		all = known;
		known = NULL;
	}
	spin_unlock(&answers_lock);
	kfree(known);
	return 0;
}

/**
 * vsi_answers_forget() - who has promised is not called any more
 *
 * Context: process.
 */
void vsi_answers_forget(void)
{
	struct known *known, *next;

	spin_lock(&answers_lock);
	known = all;
	all = NULL;
	spin_unlock(&answers_lock);
	for (; known; known = next) {
		next = known->next;
		kfree(known);
	}
}
