// SPDX-License-Identifier: GPL-2.0
/*
 * JSON: one object with the instructions, what was said, and the totals.  The
 * instructions are a line each, so that a tree's output can be cut by line.
 */
#include "scan_json.h"

#include <json-c/json.h>
#include <stdlib.h>

/* RFC 3629: how long a sequence of UTF-8 is; 0 when it is none. */
static size_t utf8_length(const unsigned char *p)
{
	static const struct { u8 first, last, low, high, length; } forms[] = {
		{ 0x01, 0x7f, 0x00, 0xff, 1 }, { 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	size_t i, n;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (p[0] < forms[i].first || p[0] > forms[i].last)
			continue;
		if (p[1] < forms[i].low || p[1] > forms[i].high)
			return forms[i].length == 1;
		for (n = 2; n < forms[i].length; n++)
			if ((p[n] & 0xc0) != 0x80)
				return 0;
		return forms[i].length;
	}
	return 0;
}

/* Names are bytes; what is no UTF-8 in them becomes U+FFFD. */
static json_object *string(const char *s)
{
	static const char replacement[] = "\xef\xbf\xbd";
	const unsigned char *p = (const unsigned char *)s;
	struct text t = {};
	json_object *object;
	size_t n;

	for (; *p; p += n ? n : 1) {
		n = utf8_length(p);
		if (n)
			text_bytes(&t, (const char *)p, n);
		else
			text_string(&t, replacement);
	}
	object = json_object_new_string_len(t.bytes ? t.bytes : "", t.size);
	text_free(&t);
	return object;
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

static void put(struct text *out, json_object *object)
{
	const int plain = JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE;

	text_string(out, json_object_to_json_string_ext(object, plain));
	json_object_put(object);
}

static json_object *site_object(const struct elf_file *f, const struct site *site)
{
	const char *class = vsi_class_name(site->class);
	json_object *o = json_object_new_object();

	json_object_object_add(o, "file", string(f->path));
	json_object_object_add(o, "section", string(f->sections[site->section].name));
	json_object_object_add(o, "offset", hex(site->offset, 0));
	json_object_object_add(o, "encoding", hex(site->word, site->width * 2));
	json_object_object_add(o, "isa", string(isa_name(site->isa)));
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
		put(out, site_object(f, &sites->v[i]));
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
	put(out, lines(log, true));
	text_string(out, ",\n\"errors\":");
	put(out, lines(log, false));
	text_string(out, ",\n\"totals\":");
	put(out, o);
	text_string(out, "}\n");
}
