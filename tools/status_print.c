// SPDX-License-Identifier: GPL-2.0
/*
 * Printing what vsi.ko says: for people, what concerns them, aligned; for
 * programs, all of it, under the names of the attributes.
 */
#include "json_text.h"
#include "report.h"
#include "status.h"

#include <errno.h>
#include <stdlib.h>

/* What is wider, which is nothing of vsi.ko, is not aligned. */
#define WIDTH_MAX	40
#define GAP		2

/**
 * status_format_parse() - a format by its name
 * @name:   what the user wrote
 * @format: set on success
 *
 * Return: false when there is no such format.
 */
bool status_format_parse(const char *name, enum status_format *format)
{
	if (!strcmp(name, "text"))
		*format = STATUS_TEXT;
	else if (!strcmp(name, "tsv"))
		*format = STATUS_TSV;
	else if (!strcmp(name, "json"))
		*format = STATUS_JSON;
	else
		return false;
	return true;
}

static bool is_number(const struct status_value *v)
{
	return v->size && strspn(v->bytes, "0123456789") == v->size;
}

/* One of the numbers that tell how sites are shared out; few kinds are in use. */
static bool is_share(const char *name)
{
	return !strncmp(name, "carrier_", 8) || !strncmp(name, "action_", 7);
}

static bool is_zero(const struct status_value *v)
{
	return v->size == 1 && *v->bytes == '0';
}

static const char *heading(const char *name)
{
	return is_share(name) ? strchr(name, '_') + 1 : name;
}

static size_t min_width(size_t width)
{
	return width < WIDTH_MAX ? width : WIDTH_MAX;
}

/* Most classes have no hits; all are in the formats for programs. */
static bool is_shown(const struct status_dir *dir, const struct status_value *v)
{
	return !is_zero(v) || (!is_share(v->name) && strcmp(dir->name, "hits"));
}

static bool shows_any(const struct status_dir *dir)
{
	size_t i;

	for (i = 0; i < dir->nr; i++)
		if (is_shown(dir, &dir->v[i]))
			return true;
	return false;
}

static void print_values(struct text *out, const struct status_dir *dir, const char *indent)
{
	const struct status_value *v;
	size_t i, from, width = 0;

	for (i = 0; i < dir->nr; i++)
		if (is_shown(dir, &dir->v[i]) && strlen(dir->v[i].name) > width)
			width = strlen(dir->v[i].name);
	for (i = 0; i < dir->nr; i++) {
		v = &dir->v[i];
		if (!is_shown(dir, v))
			continue;
		text_string(out, indent);
		from = out->size;
		text_name(out, v->name, strlen(v->name));
		text_pad(out, from, min_width(width) + GAP);
		text_name(out, v->bytes, v->size);
		text_string(out, "\n");
	}
}

/**
 * struct column - of the table of modules
 * @name:   of the attribute
 * @number: all its values are numbers, which are aligned to the right
 * @width:  of it
 */
struct column {
	const char *name;
	bool number;
	size_t width;
};

/* A build-id is for programs; so is a share that no module has. */
static bool wanted(const struct status *s, const char *name)
{
	const struct status_value *v;
	size_t i;

	if (!is_share(name))
		return strcmp(name, "build_id");
	for (i = 0; i < s->nr; i++) {
		v = s->v[i].module ? status_find(&s->v[i], name) : NULL;
		if (v && !is_zero(v))
			return true;
	}
	return false;
}

static void measure(const struct status *s, struct column *c)
{
	const struct status_value *v;
	size_t i;

	c->number = true;
	c->width = strlen(heading(c->name));
	for (i = 0; i < s->nr; i++) {
		v = s->v[i].module ? status_find(&s->v[i], c->name) : NULL;
		if (!v)
			continue;
		c->number = c->number && is_number(v);
		if (v->size > c->width)
			c->width = v->size;
	}
	c->width = min_width(c->width);
}

/* All attributes that some module has, in order. */
static size_t find_columns(const struct status *s, struct column **columns)
{
	struct status_dir all = {};
	size_t i, k, nr = 0;

	for (i = 0; i < s->nr; i++) {
		for (k = 0; s->v[i].module && k < s->v[i].nr; k++) {
			if (status_find(&all, s->v[i].v[k].name))
				continue;
			all.v = xgrow(all.v, all.nr, &all.room, sizeof(*all.v));
			all.v[all.nr++] = s->v[i].v[k];
		}
	}
	if (all.nr)
		qsort(all.v, all.nr, sizeof(*all.v), status_compare);
	*columns = xcalloc(all.nr, sizeof(**columns));
	for (i = 0; i < all.nr; i++) {
		if (!wanted(s, all.v[i].name))
			continue;
		(*columns)[nr].name = all.v[i].name;
		measure(s, &(*columns)[nr++]);
	}
	free(all.v);
	return nr;
}

static void print_cell(struct text *out, const struct column *c, const char *bytes, size_t size)
{
	size_t from = out->size + GAP;

	text_pad(out, out->size, GAP);
	if (c->number && size < c->width)
		text_pad(out, from, c->width - size);
	text_name(out, bytes, size);
	text_pad(out, from, c->width);
}

static void end_line(struct text *out)
{
	while (out->size && out->bytes[out->size - 1] == ' ')
		out->size--;
	text_string(out, "\n");
}

static void print_module(struct text *out, const struct status_dir *dir,
			 const struct column *columns, size_t nr, size_t width)
{
	const struct status_value *v;
	const size_t from = out->size;
	size_t i;

	text_name(out, dir->name, strlen(dir->name));
	text_pad(out, from, width);
	for (i = 0; i < nr; i++) {
		v = status_find(dir, columns[i].name);
		print_cell(out, &columns[i], v ? v->bytes : "-", v ? v->size : 1);
	}
	end_line(out);
}

static void print_modules(struct text *out, const struct status *s)
{
	static const char title[] = "module";
	size_t i, nr, modules = 0, width = strlen(title);
	const size_t from = out->size + 1;
	struct column *columns;

	for (i = 0; i < s->nr; i++) {
		if (s->v[i].module && strlen(s->v[i].name) > width)
			width = strlen(s->v[i].name);
		modules += s->v[i].module;
	}
	if (!modules)
		return;
	width = min_width(width);
	nr = find_columns(s, &columns);
	text_printf(out, "\n%s", title);
	text_pad(out, from, width);
	for (i = 0; i < nr; i++)
		print_cell(out, &columns[i], heading(columns[i].name),
			   strlen(heading(columns[i].name)));
	end_line(out);
	for (i = 0; i < s->nr; i++)
		if (s->v[i].module)
			print_module(out, &s->v[i], columns, nr, width);
	free(columns);
}

static void print_text(struct text *out, const struct status *s)
{
	size_t i;

	for (i = 0; i < s->nr; i++) {
		if (s->v[i].module || !shows_any(&s->v[i]))
			continue;
		if (*s->v[i].name) {
			text_string(out, out->size ? "\n" : "");
			text_name(out, s->v[i].name, strlen(s->v[i].name));
			text_string(out, ":\n");
		}
		print_values(out, &s->v[i], *s->v[i].name ? "  " : "");
	}
	print_modules(out, s);
}

static void print_tsv(struct text *out, const struct status *s)
{
	const struct status_dir *dir;
	size_t i, k;

	text_string(out, "attribute\tvalue\n");
	for (i = 0; i < s->nr; i++) {
		dir = &s->v[i];
		for (k = 0; k < dir->nr; k++) {
			text_name(out, dir->name, strlen(dir->name));
			text_string(out, *dir->name ? "/" : "");
			text_name(out, dir->v[k].name, strlen(dir->v[k].name));
			text_string(out, "\t");
			text_name(out, dir->v[k].bytes, dir->v[k].size);
			text_string(out, "\n");
		}
	}
}

/* By name: a build-id may happen to have digits only, and must not change its type. */
static bool is_text(const struct status_dir *dir, const struct status_value *v)
{
	return !strcmp(dir->name, "features") || !strcmp(v->name, "build_id") ||
	       !strcmp(v->name, "version");
}

static json_object *json_value(const struct status_dir *dir, const struct status_value *v)
{
	u64 number;

	if (is_number(v) && !is_text(dir, v)) {
		errno = 0;
		number = strtoull(v->bytes, NULL, 10);
		if (!errno)
			return json_object_new_uint64(number);
	}
	return json_string(v->bytes, v->size);
}

static void add_values(json_object *to, const struct status_dir *dir)
{
	json_object *name;
	size_t i;

	for (i = 0; i < dir->nr; i++) {
		name = json_string(dir->v[i].name, strlen(dir->v[i].name));
		json_object_object_add(to, json_object_get_string(name),
				       json_value(dir, &dir->v[i]));
		json_object_put(name);
	}
}

static void add_dir(json_object *root, json_object *modules, const struct status_dir *dir)
{
	json_object *name = json_string(dir->name, strlen(dir->name));
	json_object *o = *dir->name ? json_object_new_object() : root;

	if (dir->module)
		json_object_object_add(o, "module", json_object_get(name));
	add_values(o, dir);
	if (dir->module)
		json_object_array_add(modules, o);
	else if (o != root)
		json_object_object_add(root, json_object_get_string(name), o);
	json_object_put(name);
}

static void print_json(struct text *out, const struct status *s)
{
	json_object *root = json_object_new_object();
	json_object *modules = json_object_new_array();
	size_t i;

	for (i = 0; i < s->nr; i++)
		add_dir(root, modules, &s->v[i]);
	json_object_object_add(root, "modules", modules);
	text_string(out, json_object_to_json_string_ext(root, JSON_C_TO_STRING_PRETTY |
							JSON_C_TO_STRING_SPACED |
							JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(root);
	text_string(out, "\n");
}

/**
 * status_print() - make the text of it
 * @out:    appended to
 * @s:      as it was read
 * @format: how
 */
void status_print(struct text *out, const struct status *s, enum status_format format)
{
	switch (format) {
	case STATUS_TEXT:
		print_text(out, s);
		break;
	case STATUS_TSV:
		print_tsv(out, s);
		break;
	case STATUS_JSON:
		print_json(out, s);
		break;
	}
}
