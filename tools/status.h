/* SPDX-License-Identifier: GPL-2.0 */
/* What vsi.ko says in /sys/kernel/vsi. */
#ifndef TOOLS_STATUS_H
#define TOOLS_STATUS_H

#include "text.h"

/**
 * struct status_value - an attribute
 * @name:  of its file
 * @bytes: what it holds, without the last newline, ended by a NUL
 * @size:  without that NUL; there may be others
 */
struct status_value {
	char *name;
	char *bytes;
	size_t size;
};

/**
 * struct status_dir - a directory
 * @name:   of it; empty for the root
 * @module: it is that of a module that is served
 * @v:      its attributes, those that people want first at the begin
 * @nr:     how many
 * @room:   how many fit into @v
 */
struct status_dir {
	char *name;
	bool module;
	struct status_value *v;
	size_t nr;
	size_t room;
};

/**
 * struct status - all there is
 * @v:    directories by name, the root first
 * @nr:   how many
 * @room: how many fit into @v
 */
struct status {
	struct status_dir *v;
	size_t nr;
	size_t room;
};

enum status_format {
	STATUS_TEXT,
	STATUS_TSV,
	STATUS_JSON,
};

bool status_read(struct status *s, const char *path);
void status_free(struct status *s);
const struct status_value *status_find(const struct status_dir *dir, const char *name);
int status_compare(const void *a, const void *b);
bool status_format_parse(const char *name, enum status_format *format);
bool status_lines(struct text *out, const char *path, enum status_format format);
void status_print(struct text *out, const struct status *s, enum status_format format);

#endif
