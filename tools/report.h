/* SPDX-License-Identifier: GPL-2.0 */
/* What the tools say to their user, and how they end. */
#ifndef TOOLS_REPORT_H
#define TOOLS_REPORT_H

#include "../vsi_arm/types.h"

enum vsi_exit {
	VSI_EXIT_OK = 0,
	VSI_EXIT_DIFFERS = 1,
	VSI_EXIT_FOUND = 1,
	VSI_EXIT_USAGE = 2,
	VSI_EXIT_UNREADABLE = 3,
};

/**
 * struct report_line - one message
 * @file: what it is about
 * @text: the rest
 * @note: it is no error
 */
struct report_line {
	char *file;
	char *text;
	bool note;
};

/**
 * struct report_log - messages to be printed later
 * @v:    they
 * @nr:   how many
 * @room: how many fit into @v
 */
struct report_log {
	struct report_line *v;
	size_t nr;
	size_t room;
};

/* The program's name, which begins every line. */
extern const char *report_tool;
/* Also print the notes of note_verbose(). */
extern bool report_verbose;
/* Where this thread's messages go instead of stderr, or NULL. */
extern __thread struct report_log *report_log;

void report_log_move(struct report_log *to, struct report_log *from);
void report_log_print(const struct report_log *log, bool notes);
void report_log_free(struct report_log *log);

__attribute__((format(printf, 2, 3)))
bool fail(const char *file, const char *fmt, ...);
__attribute__((format(printf, 4, 5)))
bool fail_at(const char *file, const char *section, u64 offset, const char *fmt, ...);
__attribute__((format(printf, 2, 3)))
void note(const char *file, const char *fmt, ...);
__attribute__((format(printf, 2, 3)))
void note_verbose(const char *file, const char *fmt, ...);

void *xcalloc(size_t count, size_t size);
void *xgrow(void *array, size_t count, size_t *capacity, size_t size);
void *xrealloc(void *memory, size_t size);
void *xmemdup(const void *bytes, size_t size);
__attribute__((format(printf, 1, 2)))
char *xprintf(const char *fmt, ...);

#endif
