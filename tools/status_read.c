// SPDX-License-Identifier: GPL-2.0
/*
 * Reading /sys/kernel/vsi: whatever attributes and directories there are, so
 * that tools and vsi.ko need not be of one version.  A module may go while its
 * directory is read; then it was not there.
 */
#include "status.h"
#include "report.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* An attribute is at most a page (fs/sysfs/file.c), and that at most this. */
#define VALUE_MAX	65536

/* A prefix ends with "_". */
static const char *const order[] = {
	"version", "abi", "hypervisor", "backend", "hypercalls", "second", "hook", "policy",
	"carrier", "probe", "count", "modules", "source", "build_id", "sites", "carrier_",
	"action_", "refused", "disagreements", "loads", "refusals", "traps", "hits", "guard_faults",
};

#define NR_ORDER	(sizeof(order) / sizeof(order[0]))

static size_t rank(const char *name)
{
	size_t i, n;

	for (i = 0; i < NR_ORDER; i++) {
		n = strlen(order[i]);
		if (order[i][n - 1] == '_' ? !strncmp(name, order[i], n) : !strcmp(name, order[i]))
			break;
	}
	return i;
}

/**
 * status_compare() - order of attributes, for qsort()
 * @a: struct status_value
 * @b: another
 *
 * Return: below, at or above 0 as @a comes before, with or after @b.
 */
int status_compare(const void *a, const void *b)
{
	const struct status_value *l = a, *r = b;
	const size_t of_l = rank(l->name), of_r = rank(r->name);

	if (of_l != of_r)
		return of_l < of_r ? -1 : 1;
	return strcmp(l->name, r->name);
}

/**
 * status_find() - an attribute by its name
 * @dir:  the directory
 * @name: of the attribute
 *
 * Return: NULL when there is none.
 */
const struct status_value *status_find(const struct status_dir *dir, const char *name)
{
	size_t i;

	for (i = 0; i < dir->nr; i++)
		if (!strcmp(dir->v[i].name, name))
			return &dir->v[i];
	return NULL;
}

/* Returns the bytes, of which there may be VALUE_MAX + 1, or -1. */
static ssize_t read_bytes(int at, const char *name, char *bytes)
{
	int fd = openat(at, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	ssize_t n = 1;
	size_t size;

	if (fd < 0)
		return -1;
	for (size = 0; n > 0 && size <= VALUE_MAX; size += n > 0 ? n : 0)
		n = read(fd, bytes + size, VALUE_MAX + 1 - size);
	close(fd);
	return n < 0 ? -1 : (ssize_t)size;
}

static void add_value(struct status_dir *dir, const char *name, const char *bytes, size_t size)
{
	struct status_value *v;

	if (size && bytes[size - 1] == '\n')
		size--;
	dir->v = xgrow(dir->v, dir->nr, &dir->room, sizeof(*dir->v));
	v = &dir->v[dir->nr++];
	v->name = xprintf("%s", name);
	v->bytes = xcalloc(size + 1, 1);
	v->size = size;
	memcpy(v->bytes, bytes, size);
}

/**
 * struct reading - a directory that is being read
 * @dir:    filled in
 * @path:   of it
 * @fd:     of it
 * @gone:   it vanished
 * @failed: an attribute could not be read
 */
struct reading {
	struct status_dir dir;
	const char *path;
	int fd;
	bool gone;
	bool failed;
};

static void read_value(struct reading *r, const char *name)
{
	char *bytes = xcalloc(VALUE_MAX + 1, 1);
	ssize_t size = read_bytes(r->fd, name, bytes);
	char *path = xprintf("%s/%s", r->path, name);

	if (size > VALUE_MAX)
		r->failed = !fail(path, "more than an attribute can hold");
	else if (size >= 0)
		add_value(&r->dir, name, bytes, size);
	else if (errno == ENOENT || errno == ENODEV)
		r->gone = true;
	else
		r->failed = !fail(path, "%s", strerror(errno));
	free(path);
	free(bytes);
}

/* An attribute that nobody can read is one to be written. */
static void read_entry(struct reading *r, const char *name)
{
	struct stat st;

	if (fstatat(r->fd, name, &st, AT_SYMLINK_NOFOLLOW)) {
		r->gone = true;
		return;
	}
	if (!S_ISREG(st.st_mode) || !(st.st_mode & 0444))
		return;
	if (!strcmp(name, "build_id"))
		r->dir.module = true;
	read_value(r, name);
}

static void dir_free(struct status_dir *dir)
{
	while (dir->nr) {
		free(dir->v[--dir->nr].name);
		free(dir->v[dir->nr].bytes);
	}
	free(dir->v);
	free(dir->name);
}

static void list_free(struct dirent **list, int nr)
{
	while (nr > 0)
		free(list[--nr]);
	free(list);
}

/* Adds the directory if it is there and holds something; false after a report. */
static bool read_dir(struct status *s, int fd, const char *path, const char *name)
{
	struct reading r = { .path = path, .fd = fd };
	struct dirent **list = NULL;
	int i, nr = scandirat(fd, ".", &list, NULL, alphasort);

	if (nr < 0)
		return errno == ENOENT || fail(path, "%s", strerror(errno));
	for (i = 0; i < nr && !r.gone; i++)
		read_entry(&r, list[i]->d_name);
	list_free(list, nr);
	if (r.gone || !r.dir.nr) {
		dir_free(&r.dir);
		return r.gone || !r.failed;
	}
	r.dir.name = xprintf("%s", name);
	qsort(r.dir.v, r.dir.nr, sizeof(*r.dir.v), status_compare);
	s->v = xgrow(s->v, s->nr, &s->room, sizeof(*s->v));
	s->v[s->nr++] = r.dir;
	return !r.failed;
}

static bool read_below(struct status *s, int at, const char *path, const char *name)
{
	struct stat st;
	char *below;
	bool ok;
	int fd;

	if (*name == '.' || fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) || !S_ISDIR(st.st_mode))
		return true;
	below = xprintf("%s/%s", path, name);
	fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		ok = errno == ENOENT || fail(below, "%s", strerror(errno));
	else
		ok = read_dir(s, fd, below, name);
	if (fd >= 0)
		close(fd);
	free(below);
	return ok;
}

/**
 * status_read() - read all of it
 * @s:    zeroed; filled in with what could be read
 * @path: of the root
 *
 * Return: false when something could not be read; that was reported.
 */
bool status_read(struct status *s, const char *path)
{
	struct dirent **list = NULL;
	int i, nr, fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok;

	if (fd < 0 && errno == ENOENT)
		return fail(path, "vsi is not loaded: modprobe vsi");
	if (fd < 0)
		return fail(path, "%s", strerror(errno));
	ok = read_dir(s, fd, path, "");
	if (ok && !s->nr)
		ok = fail(path, "holds nothing of vsi: modprobe vsi");
	nr = s->nr ? scandirat(fd, ".", &list, NULL, alphasort) : 0;
	for (i = 0; i < nr; i++)
		ok = read_below(s, fd, path, list[i]->d_name) && ok;
	list_free(list, nr);
	close(fd);
	return ok;
}

/**
 * status_free() - forget it
 * @s: left empty
 */
void status_free(struct status *s)
{
	while (s->nr)
		dir_free(&s->v[--s->nr]);
	free(s->v);
	*s = (struct status){};
}
