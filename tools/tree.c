// SPDX-License-Identifier: GPL-2.0
/*
 * Walking trees.  A symbolic link is followed when it is named and not when it
 * is found, and a file that has several names counts once: under the name that
 * comes first.
 */
#include "tree.h"
#include "report.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static void add(struct tree *tree, char *path, const struct stat *st, bool named)
{
	tree->v = xgrow(tree->v, tree->nr, &tree->room, sizeof(*tree->v));
	tree->v[tree->nr++] = (struct tree_file){
		.path = path, .named = named, .sure = named, .dev = st->st_dev,
		.ino = st->st_ino,
	};
}

static bool walk(struct tree *tree, const char *dir);

/* Takes @path; most file systems tell the kind of a file without being asked. */
static bool take_entry(struct tree *tree, char *path, const struct dirent *e, dev_t dev)
{
	struct stat st = { .st_dev = dev, .st_ino = e->d_ino, .st_mode = DTTOIF(e->d_type) };
	bool ok = true;

	if (e->d_type == DT_UNKNOWN && lstat(path, &st))
		ok = fail(path, "%s", strerror(errno));
	else if (S_ISDIR(st.st_mode))
		ok = walk(tree, path);
	if (ok && S_ISREG(st.st_mode))
		add(tree, path, &st, false);
	else
		free(path);
	return ok;
}

static bool walk_open(struct tree *tree, const char *dir, DIR *d)
{
	const char *slash = dir[strlen(dir) - 1] == '/' ? "" : "/";
	struct stat st;
	struct dirent *e;
	bool ok = true;

	if (fstat(dirfd(d), &st))
		return fail(dir, "%s", strerror(errno));
	for (errno = 0; (e = readdir(d)); errno = 0) {
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		ok = take_entry(tree, xprintf("%s%s%s", dir, slash, e->d_name), e, st.st_dev) && ok;
	}
	return errno ? fail(dir, "%s", strerror(errno)) : ok;
}

/* As deep as a path can be: no link is followed on the way. */
static bool walk(struct tree *tree, const char *dir)
{
	DIR *d = opendir(dir);
	bool ok;

	if (!d)
		return fail(dir, "%s", strerror(errno));
	ok = walk_open(tree, dir, d);
	closedir(d);
	return ok;
}

static bool take_named(struct tree *tree, const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return fail(path, "%s", strerror(errno));
	if (S_ISDIR(st.st_mode))
		return walk(tree, path);
	if (!S_ISREG(st.st_mode))
		return fail(path, "not a regular file");
	add(tree, xprintf("%s", path), &st, true);
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

/*
 * Where file systems lie over each other, a directory's device and the number that
 * it tells may be those of several files.
 */
static void make_sure(struct tree_file *file)
{
	struct stat st;

	/* what has gone meanwhile is told when it is read */
	if (file->sure || lstat(file->path, &st))
		return;
	file->sure = true;
	file->dev = st.st_dev;
	file->ino = st.st_ino;
}

static bool is_mixed(const struct tree *tree)
{
	size_t i;

	for (i = 1; i < tree->nr; i++)
		if (tree->v[i].named != tree->v[0].named)
			return true;
	return false;
}

/*
 * Files that seem to be one are asked; to ask all of a tree takes time.  What was named
 * has been asked, and can be compared only with what has been, too.
 */
static void make_sure_of_doubles(struct tree *tree, struct tree_file **order)
{
	const bool all = is_mixed(tree);
	bool *doubtful = xcalloc(tree->nr, sizeof(*doubtful));
	size_t i;

	for (i = 0; i < tree->nr; i++) {
		doubtful[i] = all || (i && same_file(order[i], order[i - 1]));
		if (doubtful[i] && i)
			doubtful[i - 1] = true;
	}
	for (i = 0; i < tree->nr; i++)
		if (doubtful[i])
			make_sure(order[i]);
	free(doubtful);
	qsort(order, tree->nr, sizeof(*order), by_inode);
}

static void drop_doubles(struct tree *tree)
{
	struct tree_file **order = xcalloc(tree->nr, sizeof(*order));
	size_t i, to = 0;

	for (i = 0; i < tree->nr; i++)
		order[i] = &tree->v[i];
	qsort(order, tree->nr, sizeof(*order), by_inode);
	make_sure_of_doubles(tree, order);
	/* from the end on, so that what is compared is still there */
	for (i = tree->nr; i-- > 1;) {
		if (!same_file(order[i], order[i - 1]) || !order[i]->sure || !order[i - 1]->sure)
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
	bool ok = true;

	for (; *paths; paths++)
		ok = take_named(tree, *paths) && ok;
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
