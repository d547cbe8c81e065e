// SPDX-License-Identifier: GPL-2.0
/*
 * Opening tables.  One in a file of its own is opened for a module, to which it
 * must be bound; or for itself, to be looked at.
 */
#include "table_open.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/**
 * is_table_name() - is a file's name that of a table?
 * @path: its name
 *
 * Return: true when it ends with ".vsi".
 */
bool is_table_name(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && !strcmp(dot, ".vsi");
}

/**
 * module_read() - read a module, packed or not
 * @in:   where its bytes are; must live as long as the result
 * @path: of the module
 *
 * Return: NULL after the reason was reported.
 */
struct elf_file *module_read(struct input *in, const char *path)
{
	switch (input_read(in, path)) {
	case INPUT_ELF:
		return elf_parse(path, in->bytes, in->size, 0);
	case INPUT_FOREIGN:
		fail(path, "not an ELF file");
		return NULL;
	case INPUT_FAILED:
		break;
	}
	return NULL;
}

static bool open_bytes(struct opened *o, const char *path, size_t size,
		       const struct vsi_table_want *want)
{
	struct vsi_fault fault;

	if (vsi_table_open(o->bytes, size, want, &o->table, &fault))
		return true;
	return fail_at(path, fault.section, fault.offset, "%s", fault.reason);
}

/**
 * opened_embedded() - open the table in a module
 * @o:     filled in; to be freed in any case
 * @f:     the module
 * @place: of the table
 *
 * Return: false after the reason was reported.
 */
bool opened_embedded(struct opened *o, const struct elf_file *f, const struct table_place *place)
{
	const struct elf_section *s = &f->sections[place->index];

	*o = (struct opened){};
	if (!s->bytes)
		return fail_at(f->path, s->name, 0, "section has no contents");
	if (!module_identify(f, &o->id))
		return false;
	o->bytes = xmemdup(s->bytes, s->shdr.sh_size);
	return open_bytes(o, f->path, s->shdr.sh_size, &o->id.want);
}

static bool read_fd(struct opened *o, int fd, const char *path, size_t *size)
{
	const size_t max = sizeof(struct vsi_table_header) + (1u << 27);
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st))
		return fail(path, "%s", strerror(errno));
	if (!S_ISREG(st.st_mode) || (u64)st.st_size > max)
		return fail(path, "not a table");
	o->bytes = xcalloc(st.st_size, 1);
	n = read(fd, o->bytes, st.st_size);
	*size = n;
	return n >= 0 || fail(path, "%s", strerror(errno));
}

static bool read_table(struct opened *o, const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool ok;

	if (fd < 0)
		return fail(path, "%s", strerror(errno));
	ok = read_fd(o, fd, path, size);
	close(fd);
	return ok;
}

/**
 * opened_external() - open a table beside its module
 * @o:    filled in; to be freed in any case
 * @f:    the module
 * @path: of the table
 *
 * Return: VSI_EXIT_OK, or after the reason was reported VSI_EXIT_UNREADABLE for a
 * file that could not be read, VSI_EXIT_DIFFERS for one that is no table of this module.
 */
enum vsi_exit opened_external(struct opened *o, const struct elf_file *f, const char *path)
{
	size_t size;

	*o = (struct opened){};
	if (!read_table(o, path, &size))
		return VSI_EXIT_UNREADABLE;
	if (module_identify(f, &o->id) && open_bytes(o, path, size, &o->id.want))
		return VSI_EXIT_OK;
	return VSI_EXIT_DIFFERS;
}

/* A table that is bound to nothing is asked for what it says itself. */
static bool open_alone(struct opened *o, const char *path)
{
	struct vsi_table_header h = {};
	struct vsi_table_want want;
	const char *strings;
	size_t size;

	if (!read_table(o, path, &size))
		return false;
	memcpy(&h, o->bytes, size < sizeof(h) ? size : sizeof(h));
	want = (struct vsi_table_want){
		.module = "", .elf_class = h.elf_class, .elf_data = h.elf_data,
		.elf_machine = h.elf_machine, .build_id = h.build_id,
		.build_id_size = h.build_id_size,
	};
	strings = (const char *)o->bytes + h.strings;
	if (h.strings < size && h.strings_size && h.strings_size <= size - h.strings &&
	    h.module < h.strings_size && !strings[h.strings_size - 1])
		want.module = strings + h.module;
	return open_bytes(o, path, size, &want);
}

static bool open_in_module(struct opened *o, const char *path)
{
	struct table_place place;
	struct input in = {};
	struct elf_file *f;
	bool ok = false;

	f = module_read(&in, path);
	if (f && table_find(f, &place)) {
		if (place.kind == TABLE_NONE)
			fail(path, "no section " VSI_TABLE_SECTION);
		else
			ok = opened_embedded(o, f, &place);
	}
	elf_close(f);
	input_free(&in);
	return ok;
}

/**
 * opened_any() - open a table, in a module or in a file of its own
 * @o:    filled in; to be freed in any case
 * @path: of the file
 *
 * Return: false after the reason was reported.
 */
bool opened_any(struct opened *o, const char *path)
{
	*o = (struct opened){};
	return is_table_name(path) ? open_alone(o, path) : open_in_module(o, path);
}

/**
 * opened_free() - forget a table
 * @o: the table
 */
void opened_free(struct opened *o)
{
	free(o->bytes);
	free(o->id.name);
}
