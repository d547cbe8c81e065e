// SPDX-License-Identifier: GPL-2.0
/*
 * Walking trees.  A symbolic link is followed when it is named and not when it
 * is found, and a file that has several names counts once: under the name that
 * comes first.
 */
#include "tree.h"
#include "report.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <sys/stat.h>

static void add(struct tree *tree, const FTSENT *e, size_t below)
{
	tree->v = xgrow(tree->v, tree->nr, &tree->room, sizeof(*tree->v));
	tree->v[tree->nr++] = (struct tree_file){
		.path = xprintf("%s", e->fts_path), .below = below,
		.named = e->fts_level == FTS_ROOTLEVEL,
		.dev = e->fts_statp->st_dev, .ino = e->fts_statp->st_ino,
	};
}

static bool take(struct tree *tree, const FTSENT *e, size_t *below)
{
	if (e->fts_level == FTS_ROOTLEVEL)
		*below = e->fts_pathlen;
	switch (e->fts_info) {
	case FTS_F:
		add(tree, e, *below);
		return true;
	case FTS_DEFAULT:
	case FTS_SLNONE:
		/* named, it is an error; found, a device or the like */
		return e->fts_level > FTS_ROOTLEVEL || fail(e->fts_path, "not a regular file");
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		return fail(e->fts_path, "%s", strerror(e->fts_errno));
	}
	return true;
}

static int by_path(const void *a, const void *b)
{
	const struct tree_file *l = a, *r = b;

	return strcmp(l->path, r->path);
}

static int by_inode(const void *a, const void *b)
{
	const struct tree_file *l = *(const struct tree_file *const *)a;
	const struct tree_file *r = *(const struct tree_file *const *)b;

	if (l->dev != r->dev)
		return l->dev < r->dev ? -1 : 1;
	if (l->ino != r->ino)
		return l->ino < r->ino ? -1 : 1;
	/* by path, since that is how they stand in their array */
	return l < r ? -1 : l > r;
}

static bool same_file(const struct tree_file *a, const struct tree_file *b)
{
	return a->dev == b->dev && a->ino == b->ino;
}

static void drop_doubles(struct tree *tree)
{
	struct tree_file **order = xcalloc(tree->nr, sizeof(*order));
	size_t i, to = 0;

	for (i = 0; i < tree->nr; i++)
		order[i] = &tree->v[i];
	qsort(order, tree->nr, sizeof(*order), by_inode);
	/* from the end on, so that what is compared is still there */
	for (i = tree->nr; i-- > 1;) {
		if (!same_file(order[i], order[i - 1]))
			continue;
		order[i - 1]->named |= order[i]->named;
		free(order[i]->path);
		order[i]->path = NULL;
	}
	for (i = 0; i < tree->nr; i++)
		if (tree->v[i].path)
			tree->v[to++] = tree->v[i];
	tree->nr = to;
	free(order);
}

/**
 * tree_collect() - find the files
 * @tree:  zeroed; filled in, as far as there was no error
 * @paths: files and directories, ended by NULL
 *
 * Return: false after the reasons were reported.
 */
bool tree_collect(struct tree *tree, char **paths)
{
	FTS *fts = fts_open(paths, FTS_COMFOLLOW | FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	size_t below = 0;
	bool ok = true;
	FTSENT *e;

	if (!fts)
		return fail(paths[0], "%s", strerror(errno));
	while ((e = fts_read(fts)))
		ok = take(tree, e, &below) && ok;
	fts_close(fts);
	if (tree->nr) {
		qsort(tree->v, tree->nr, sizeof(*tree->v), by_path);
		drop_doubles(tree);
	}
	return ok;
}

/**
 * tree_free() - forget the files
 * @tree: left empty
 */
void tree_free(struct tree *tree)
{
	while (tree->nr)
		free(tree->v[--tree->nr].path);
	free(tree->v);
	*tree = (struct tree){};
}
