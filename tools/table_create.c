// SPDX-License-Identifier: GPL-2.0
/*
 * vsi table create: tables of prebuilt modules, in files of their own.  What is
 * written depends on the modules and on nothing else.
 */
#include "apply.h"
#include "table_create.h"
#include "outfile.h"
#include "pool.h"
#include "report.h"
#include "table_open.h"
#include "tree.h"

#include <ctype.h>
#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define TABLE_MODE	0644
#define DIR_MODE	0755

/**
 * struct made - the table of a module
 * @bytes:  the table, or NULL
 * @size:   of it
 * @name:   of the module
 * @place:  of its file: RELEASE/MODULE.vsi
 * @failed: there was an error
 * @log:    what was said
 */
struct made {
	void *bytes;
	size_t size;
	char *name;
	char *place;
	bool failed;
	struct report_log log;
};

static void made_free(struct made *m)
{
	free(m->bytes);
	free(m->name);
	free(m->place);
	free(m);
}

/* Names come from the module: they must not lead anywhere else. */
static bool is_plain_name(const char *name)
{
	const char *p;

	for (p = name; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr("_-+.~", *p))
			return false;
	return *name && *name != '.';
}

static bool make_bytes(struct made *m, const struct elf_file *f)
{
	struct table_place place;
	struct sites sites = {};

	if (!table_find(f, &place))
		return false;
	if (apply_is_applied(f, &place))
		return fail(f->path, "its instructions have been replaced, says the table in it");
	scan_file(f, &sites);
	m->bytes = table_make(f, &sites, &m->size);
	sites_free(&sites);
	return m->bytes;
}

static bool find_place(struct made *m, const struct elf_file *f)
{
	char *release = module_release(f);
	bool ok;

	if (!release)
		return fail(f->path, "no vermagic tells for which kernel the module is");
	ok = is_plain_name(release) ||
	     fail(f->path, "the release of its kernel cannot be the name of a directory");
	if (ok)
		m->place = xprintf("%s/%s.vsi", release, m->name);
	free(release);
	return ok;
}

static bool make_name(struct made *m, const struct elf_file *f)
{
	struct module_id id;
	bool ok = module_identify(f, &id);

	m->name = id.name;
	return ok && (is_plain_name(m->name) ||
		      fail(f->path, "the module's name cannot be that of a file"));
}

static bool write_table(const struct made *m, const char *to)
{
	return outfile_open(to) >= 0 && outfile_write(m->bytes, m->size) &&
	       outfile_commit(TABLE_MODE, false);
}

/**
 * table_create_one() - write the table of a module
 * @path: of the module
 * @to:   where to; NULL for MODULE.vsi
 *
 * Return: false after the reason was reported.
 */
bool table_create_one(const char *path, const char *to)
{
	struct made *m = xcalloc(1, sizeof(*m));
	struct input in = {};
	struct elf_file *f = module_read(&in, path);
	char *own = NULL;
	bool ok;

	ok = f && make_name(m, f) && make_bytes(m, f);
	if (ok && !to) {
		own = xprintf("%s.vsi", m->name);
		to = own;
	}
	ok = ok && write_table(m, to);
	free(own);
	elf_close(f);
	input_free(&in);
	made_free(m);
	return ok;
}

/**
 * struct create_run - making the tables of trees
 * @tree:   the files
 * @dir:    where to
 * @places: what was written, for tsearch()
 * @last:   the directory that was made last
 * @failed: there was an error
 */
struct create_run {
	struct tree tree;
	const char *dir;
	void *places;
	char *last;
	bool failed;
};

static void *begin(void *arg)
{
	(void)arg;
	return xcalloc(1, sizeof(struct input));
}

static bool is_module(const struct elf_file *f)
{
	size_t i;

	for (i = 1; i < f->nr_sections; i++)
		if (!strcmp(f->sections[i].name, ".modinfo"))
			return f->ehdr.e_type == ET_REL;
	return false;
}

static bool make(struct made *m, const struct tree_file *file, struct input *in)
{
	struct elf_file *f;
	bool ok;

	switch (input_read(in, file->path)) {
	case INPUT_FAILED:
		return false;
	case INPUT_FOREIGN:
		return !file->named || fail(file->path, "not an ELF file");
	case INPUT_ELF:
		break;
	}
	if (!file->named && elf_foreign(in->bytes, in->size))
		return true;
	f = elf_parse(file->path, in->bytes, in->size, ELF_LINKED);
	if (!f)
		return false;
	if (is_module(f))
		ok = make_name(m, f) && find_place(m, f) && make_bytes(m, f);
	else
		ok = !file->named || fail(file->path, "not a kernel module");
	elf_close(f);
	return ok;
}

static void *work(void *arg, void *self, size_t index)
{
	struct create_run *run = arg;
	struct made *m = xcalloc(1, sizeof(*m));

	report_log = &m->log;
	m->failed = !make(m, &run->tree.v[index], self);
	report_log = NULL;
	return m;
}

static bool make_dir(struct create_run *run, const char *path)
{
	char *dir = xprintf("%s", path);
	char *slash;

	*strrchr(dir, '/') = 0;
	if (run->last && !strcmp(dir, run->last)) {
		free(dir);
		return true;
	}
	free(run->last);
	run->last = dir;
	for (slash = strchr(dir + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		mkdir(dir, DIR_MODE);
		*slash = '/';
	}
	if (!mkdir(dir, DIR_MODE) || errno == EEXIST)
		return true;
	return fail(dir, "%s", strerror(errno));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Takes @place. */
static bool is_first(struct create_run *run, char *place)
{
	char **node = tsearch(place, &run->places, by_name);

	return node && *node == place;
}

static bool keep(struct create_run *run, const struct tree_file *file, struct made *m)
{
	char *to = xprintf("%s/%s", run->dir, m->place);
	char *place = m->place;
	bool ok;

	m->place = NULL;
	ok = is_first(run, place);
	if (!ok) {
		fail(file->path, "another module of this kernel has the same name");
		free(place);
	}
	ok = ok && make_dir(run, to) && write_table(m, to);
	free(to);
	return ok;
}

static void take(void *arg, size_t index, void *taken)
{
	struct create_run *run = arg;
	struct made *m = taken;
	bool ok = !m->failed;

	/* kept until here, so that messages of several workers do not mix */
	report_log_print(&m->log, true);
	report_log_free(&m->log);
	if (ok && m->bytes)
		ok = keep(run, &run->tree.v[index], m);
	run->failed |= !ok;
	made_free(m);
}

static void end(void *arg, void *self)
{
	(void)arg;
	input_free(self);
	free(self);
}

/**
 * table_create_trees() - write the tables of all modules of trees
 * @paths: files and directories, ended by NULL
 * @dir:   where to: DIR/RELEASE/MODULE.vsi
 * @jobs:  workers
 *
 * Return: false when there was an error; the other tables are written.
 */
bool table_create_trees(char **paths, const char *dir, unsigned int jobs)
{
	struct create_run run = { .dir = dir };
	struct pool pool = {
		.workers = jobs, .title = isatty(STDERR_FILENO) ? "vsi: modules" : NULL,
		.begin = begin, .work = work, .take = take, .end = end, .arg = &run,
	};

	run.failed = !tree_collect(&run.tree, paths);
	pool.nr = run.tree.nr;
	pool_run(&pool);
	tdestroy(run.places, free);
	free(run.last);
	tree_free(&run.tree);
	return !run.failed;
}
