// SPDX-License-Identifier: GPL-2.0
/*
 * /sys/kernel/debug/vsi, as Documentation/ABI/testing/debugfs-vsi describes it:
 *
 *   room       how much of the room for veneers is taken
 *   <module>/  sites, a line for each instruction that is substituted or
 *              guarded; ways, a line for each distinct word
 *
 * A module's directory comes and goes with its directory in sysfs, under the
 * lock of life.c.  debugfs_remove() waits for readers, so what they read
 * outlives the files, and readers do not take that lock.
 */
#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/string.h>
#include "debugfs.h"
#include "served.h"

#define ROOM	"room"

static struct dentry *root;

static const char *const kept_names[] = {
#define KEPT(id, name, text)	name,
#include "kept.tbl"
#undef KEPT
};

static int room_show(struct seq_file *m, void *v)
{
	unsigned int total, taken = vsi_arch_room_taken(&total);

	seq_printf(m, "%u of %u words\n", taken, total);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(room);

/* "policy", or "exclusive,mode"; "-" when nothing is kept. */
static void show_why(struct seq_file *m, const struct vsi_way *way)
{
	const char *separator = "";
	unsigned int i;

	for (i = 0; i < VSI_NR_KEPT; i++) {
		if (!(way->why & BIT(i)))
			continue;
		seq_printf(m, "%s%s", separator, kept_names[i]);
		separator = ",";
	}
	seq_puts(m, way->why ? "\n" : "-\n");
}

static u32 nr_kept(const struct vsi_way *way)
{
	return way->action == VSI_KEEP ? way->count : way->kept;
}

static int ways_show(struct seq_file *m, void *v)
{
	const struct vsi_served *served = m->private;
	const struct vsi_way *way;

	seq_puts(m, "encoding\tisa\tclass\tinsn\tcount\tkept\taction\tcarrier\twhy\n");
	for (way = served->ways; way; way = way->next) {
		seq_printf(m, "0x%0*x\t%s\t%s\t%s\t%u\t%u\t%s\t%s\t", way->insn.width * 2,
			   way->insn.word, vsi_isa_name(way->insn.isa),
			   vsi_class_name(way->insn.class), vsi_insn_text(&way->insn), way->count,
			   nr_kept(way), vsi_action_name(way->action),
			   vsi_carrier_name(way->carrier));
		show_why(m, way);
	}
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(ways);

static const struct vsi_text *text_of(const struct vsi_served *served, loff_t *index)
{
	if (*index < served->core.nr_sites)
		return &served->core;
	*index -= served->core.nr_sites;
	return &served->init;
}

/* Position 0 is the line that names the columns. */
static void *sites_start(struct seq_file *m, loff_t *pos)
{
	const struct vsi_served *served = m->private;
	loff_t index = *pos - 1;
	const struct vsi_text *text;

	if (!*pos)
		return SEQ_START_TOKEN;
	text = text_of(served, &index);
	return index < text->nr_sites ? &text->sites[index] : NULL;
}

static void *sites_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return sites_start(m, pos);
}

static void sites_stop(struct seq_file *m, void *v)
{
}

static bool is_in(const struct vsi_text *text, const struct vsi_site *site)
{
	return site >= text->sites && site < text->sites + text->nr_sites;
}

/* Init text that was freed may be somebody else's by now. */
static void show_place(struct seq_file *m, const struct vsi_text *text,
		       const struct vsi_site *site)
{
	u32 now;

	if (vsi_served_word(text, site->addr, &now))
		seq_printf(m, "0x%08lx\t%pS\t0x%08x\t0x%08x", site->addr, (void *)site->addr,
			   site->way->insn.word, now);
	else
		seq_printf(m, "0x%08lx\t-\t0x%08x\t-", site->addr, site->way->insn.word);
}

static void show_veneer(struct seq_file *m, const struct vsi_site *site)
{
	unsigned long veneer = vsi_arch_veneer_of(site);

	if (veneer)
		seq_printf(m, "\t0x%08lx\n", veneer);
	else
		seq_puts(m, "\t-\n");
}

static int sites_show(struct seq_file *m, void *v)
{
	const struct vsi_served *served = m->private;
	const struct vsi_site *site = v;
	const struct vsi_way *way;

	if (v == SEQ_START_TOKEN) {
		seq_puts(m, "address\tsymbol\tencoding\tnow\tclass\tcarrier\taction\tveneer\n");
		return 0;
	}
	way = site->way;
	if (!way->is_site)
		return SEQ_SKIP;
	show_place(m, is_in(&served->core, site) ? &served->core : &served->init, site);
	seq_printf(m, "\t%s\t%s\t%s", vsi_class_name(way->insn.class),
		   vsi_carrier_name(way->carrier), vsi_action_name(way->action));
	show_veneer(m, site);
	return 0;
}

static const struct seq_operations sites_sops = {
	.start = sites_start,
	.next = sites_next,
	.stop = sites_stop,
	.show = sites_show,
};
DEFINE_SEQ_ATTRIBUTE(sites);

/**
 * vsi_debugfs_add() - make the directory of a module
 * @served: the module
 *
 * A module may be called as our own file is: its directory is then NAME.ko.
 * Without debugfs, or without memory, there is none.
 *
 * Context: under the lock of life.c; sleeps.
 */
void vsi_debugfs_add(struct vsi_served *served)
{
	const char *name = served->mod->name;

	served->debug = debugfs_create_dir(strcmp(name, ROOM) ? name : ROOM ".ko", root);
	debugfs_create_file("sites", 0400, served->debug, served, &sites_fops);
	debugfs_create_file("ways", 0400, served->debug, served, &ways_fops);
}

/**
 * vsi_debugfs_remove() - remove the directory of a module
 * @served: the module
 *
 * On return nobody reads the record through it.
 *
 * Context: under the lock of life.c; sleeps.
 */
void vsi_debugfs_remove(struct vsi_served *served)
{
	debugfs_remove(served->debug);
	served->debug = NULL;
}

/**
 * vsi_debugfs_init() - make /sys/kernel/debug/vsi
 *
 * Context: process.
 */
void vsi_debugfs_init(void)
{
	root = debugfs_create_dir("vsi", NULL);
	debugfs_create_file(ROOM, 0400, root, NULL, &room_fops);
}

/**
 * vsi_debugfs_exit() - remove /sys/kernel/debug/vsi
 *
 * Context: process; sleeps.
 */
void vsi_debugfs_exit(void)
{
	debugfs_remove(root);
}
