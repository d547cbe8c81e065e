// SPDX-License-Identifier: GPL-2.0
/*
 * Modules between the hook and their COMING notification, so that one that
 * passed the hook by is told from one that has nothing to serve, and from one
 * that could not be served there and then.
 *
 * When all slots are in use a module is looked at twice, which finds the same.
 */
#include <linux/spinlock.h>
#include "mark.h"

#define NR_MARKS	32

/*
 * Protects the marks.  Raw and taken with interrupts off: hooks are kprobe
 * handlers.  What a mark points to is the loader's, and is there until the
 * module's COMING notification has returned, or its end was observed.
 */
static DEFINE_RAW_SPINLOCK(marks_lock);
static struct vsi_image marks[NR_MARKS];

static struct vsi_image *find_mark(const struct module *mod)
{
	struct vsi_image *mark;

	for (mark = marks; mark < marks + NR_MARKS; mark++)
		if (mark->mod == mod)
			return mark;
	return NULL;
}

static void set_mark(const struct vsi_image *image)
{
	struct vsi_image *mark;
	unsigned long flags;

	raw_spin_lock_irqsave(&marks_lock, flags);
	mark = find_mark(image->mod) ?: find_mark(NULL);
	if (mark)
		*mark = *image;
	raw_spin_unlock_irqrestore(&marks_lock, flags);
}

/**
 * vsi_mark_seen() - the module came by, and nothing is left to do for it
 * @mod: the module
 *
 * Context: any; takes marks_lock.
 */
void vsi_mark_seen(struct module *mod)
{
	const struct vsi_image image = { .mod = mod };

	set_mark(&image);
}

/**
 * vsi_mark_postponed() - the module came by, and is to be served when it is coming
 * @image: hdr, sechdrs and mod are set
 *
 * Context: any; takes marks_lock.
 */
void vsi_mark_postponed(const struct vsi_image *image)
{
	set_mark(image);
}

/**
 * vsi_mark_take() - forget that a module came by
 * @mod:   the module
 * @image: set to its image when it was postponed, else without hdr
 *
 * Context: any; takes marks_lock.
 * Return: false when it did not come by.
 */
bool vsi_mark_take(struct module *mod, struct vsi_image *image)
{
	struct vsi_image *mark;
	unsigned long flags;

	*image = (struct vsi_image){ .mod = mod };
	raw_spin_lock_irqsave(&marks_lock, flags);
	mark = find_mark(mod);
	if (mark) {
		*image = *mark;
		memset(mark, 0, sizeof(*mark));
	}
	raw_spin_unlock_irqrestore(&marks_lock, flags);
	return mark;
}
