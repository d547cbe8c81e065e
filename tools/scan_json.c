// SPDX-License-Identifier: GPL-2.0
/*
 * JSON: one object with the instructions, what was said, and the totals.  The
 * instructions are a line each, so that a tree's output can be cut by line.
 */
#include "json_text.h"
#include "scan_json.h"

static json_object *string(const char *s)
{
	return json_string(s, strlen(s));
}

static json_object *hex(u32 value, unsigned int digits)
{
	struct text t = {};
	json_object *object;

	text_hex(&t, value, digits);
	object = json_object_new_string_len(t.bytes, t.size);
	text_free(&t);
	return object;
}

static json_object *flags_of(const struct site *site)
{
	json_object *array = json_object_new_array();
	unsigned int i;

	for (i = 0; i < NR_SITE_FLAGS; i++)
		if (site->flags & SITE_BIT(i))
			json_object_array_add(array, json_object_new_string(site_flag_name(i)));
	return array;
}

static json_object *site_object(const struct elf_file *f, const struct site *site)
{
	const char *class = vsi_class_name(site->class);
	json_object *o = json_object_new_object();

	json_object_object_add(o, "file", string(f->path));
	json_object_object_add(o, "section", string(f->sections[site->section].name));
	json_object_object_add(o, "offset", hex(site->offset, 0));
	json_object_object_add(o, "encoding", hex(site->word, site->width * 2));
	json_object_object_add(o, "isa", string(vsi_isa_name(site->isa)));
	json_object_object_add(o, "class", string(class ? class : "-"));
	json_object_object_add(o, "insn", string(site_text(site)));
	json_object_object_add(o, "flags", flags_of(site));
	return o;
}

/**
 * scan_json_file() - make the text of a file's instructions
 * @out:   appended to
 * @f:     the file
 * @sites: its instructions
 */
void scan_json_file(struct text *out, const struct elf_file *f, const struct sites *sites)
{
	size_t i;

	for (i = 0; i < sites->nr; i++) {
		if (i)
			text_string(out, ",\n");
		json_put(out, site_object(f, &sites->v[i]));
	}
}

static json_object *lines(const struct report_log *log, bool note)
{
	json_object *array = json_object_new_array(), *o;
	size_t i;

	for (i = 0; i < log->nr; i++) {
		if (log->v[i].note != note)
			continue;
		o = json_object_new_object();
		json_object_object_add(o, "file", string(log->v[i].file));
		json_object_object_add(o, "text", string(log->v[i].text));
		json_object_array_add(array, o);
	}
	return array;
}

/**
 * scan_json_end() - make the text behind all files
 * @out:    appended to
 * @totals: what was found
 * @log:    what was said
 */
void scan_json_end(struct text *out, const struct scan_totals *totals,
		   const struct report_log *log)
{
	json_object *o = json_object_new_object();

	json_object_object_add(o, "sites", json_object_new_int64(totals->sites));
	json_object_object_add(o, "files", json_object_new_int64(totals->files));
	json_object_object_add(o, "files_with_sites", json_object_new_int64(totals->with));
	text_string(out, "\n],\n\"notes\":");
	json_put(out, lines(log, true));
	text_string(out, ",\n\"errors\":");
	json_put(out, lines(log, false));
	text_string(out, ",\n\"totals\":");
	json_put(out, o);
	text_string(out, "}\n");
}
