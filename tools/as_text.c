// SPDX-License-Identifier: GPL-2.0
/*
 * Instructions that inline assembly writes as data.  The object marks them as
 * data, so that nobody can tell them from a constant: only the text can, as
 * long as it says what comes from inline assembly.
 *
 *	gcc for ARM	@ 12 "file.c" 1		...	@ 0 "" 2
 *	clang, others	@APP or #APP		...	@NO_APP or #NO_APP
 */
#include "as.h"
#include "report.h"

#include <ctype.h>
#include <stdlib.h>

#define MAX_DEPTH	32

struct place {
	char *file;
	unsigned long line;
	u32 word;
};

/* Where in the text we are, and what the assembler would know there. */
struct text {
	const char *name;
	unsigned long line;
	bool inside;
	char *file;
	unsigned long asm_line;
	bool thumb;
	bool code;
	bool previous;
	bool stack[MAX_DEPTH];
	unsigned int depth;
	struct place *told;
	size_t nr_told;
	size_t room;
};

struct span {
	const char *at;
	const char *end;
};

static void skip_blanks(struct span *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\t'))
		s->at++;
}

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || c == '.' || c == '_' || c == '$';
}

static struct span take_name(struct span *s)
{
	struct span name;

	skip_blanks(s);
	name.at = s->at;
	while (s->at < s->end && is_word_char(*s->at))
		s->at++;
	name.end = s->at;
	return name;
}

static bool equals(struct span s, const char *text)
{
	const size_t n = strlen(text);

	return (size_t)(s.end - s.at) == n && !memcmp(s.at, text, n);
}

static bool contains(struct span s, const char *text)
{
	return memmem(s.at, s.end - s.at, text, strlen(text));
}

static bool take_number(struct span *s, unsigned long *value)
{
	const char *first;

	skip_blanks(s);
	first = s->at;
	*value = 0;
	while (s->at < s->end && isdigit((unsigned char)*s->at))
		*value = *value * 10 + (*s->at++ - '0');
	return s->at > first;
}

/* Quotes stay away; an escaped one does not end the string. */
static bool take_string(struct span *s, struct span *string)
{
	skip_blanks(s);
	if (s->at == s->end || *s->at != '"')
		return false;
	string->at = ++s->at;
	while (s->at < s->end && *s->at != '"')
		s->at += *s->at == '\\' && s->at + 1 < s->end ? 2 : 1;
	string->end = s->at;
	if (s->at == s->end)
		return false;
	s->at++;
	return true;
}

static void begin_asm(struct text *t, unsigned long line, struct span file)
{
	t->inside = true;
	t->asm_line = line;
	free(t->file);
	t->file = xprintf("%.*s", (int)(file.end - file.at), file.at);
}

static void begin_unnamed(struct text *t)
{
	const struct span file = { t->name, t->name + strlen(t->name) };

	begin_asm(t, t->line, file);
}

/* @ line "file" flag, or with # between #APP and #NO_APP. */
static bool line_marker(struct text *t, struct span s, bool hash)
{
	unsigned long line, flag;
	struct span file;

	if (!take_number(&s, &line) || !take_string(&s, &file) || !take_number(&s, &flag))
		return false;
	if (hash && !t->inside)
		return false;
	if (flag == 1)
		begin_asm(t, line, file);
	else if (flag == 2 && !hash)
		t->inside = false;
	return true;
}

/* Return: true when the line is a marker and nothing else. */
static bool marker(struct text *t, struct span s)
{
	struct span word;
	bool hash;

	skip_blanks(&s);
	if (s.at == s.end || (*s.at != '@' && *s.at != '#'))
		return false;
	hash = *s.at++ == '#';
	if (line_marker(t, s, hash))
		return true;
	word = take_name(&s);
	if (equals(word, "APP"))
		begin_unnamed(t);
	else if (equals(word, "NO_APP"))
		t->inside = false;
	else
		return false;
	return true;
}

/* .section name[, "flags"]: without flags, by the name, as the assembler. */
static bool section_is_code(struct span s)
{
	struct span name, flags;

	skip_blanks(&s);
	if (!take_string(&s, &name)) {
		name.at = s.at;
		while (s.at < s.end && *s.at != ',' && *s.at != ' ' && *s.at != '\t')
			s.at++;
		name.end = s.at;
	}
	skip_blanks(&s);
	if (s.at < s.end && *s.at == ',') {
		s.at++;
		if (take_string(&s, &flags))
			return memchr(flags.at, 'x', flags.end - flags.at);
	}
	return contains(name, ".text") || equals(name, ".init") || equals(name, ".fini");
}

static void enter(struct text *t, bool code)
{
	t->previous = t->code;
	t->code = code;
}

static void push(struct text *t, bool code)
{
	if (t->depth < MAX_DEPTH)
		t->stack[t->depth] = t->code;
	t->depth++;
	enter(t, code);
}

static void pop(struct text *t)
{
	if (t->depth && --t->depth < MAX_DEPTH)
		enter(t, t->stack[t->depth]);
}

static bool section_directive(struct text *t, struct span name, struct span rest)
{
	if (equals(name, ".text"))
		enter(t, true);
	else if (equals(name, ".data") || equals(name, ".bss"))
		enter(t, false);
	else if (equals(name, ".section"))
		enter(t, section_is_code(rest));
	else if (equals(name, ".pushsection"))
		push(t, section_is_code(rest));
	else if (equals(name, ".popsection"))
		pop(t);
	else if (equals(name, ".previous"))
		enter(t, t->previous);
	else
		return false;
	return true;
}

static bool mode_directive(struct text *t, struct span name, struct span rest)
{
	unsigned long bits;

	if (equals(name, ".arm"))
		t->thumb = false;
	else if (equals(name, ".thumb") || equals(name, ".thumb_func"))
		t->thumb = true;
	else if (equals(name, ".code") && take_number(&rest, &bits))
		t->thumb = bits == 16;
	else
		return false;
	return true;
}

static bool was_told(struct text *t, u32 word)
{
	size_t i;

	for (i = 0; i < t->nr_told; i++)
		if (t->told[i].word == word && t->told[i].line == t->asm_line &&
		    !strcmp(t->told[i].file, t->file))
			return true;
	t->told = xgrow(t->told, t->nr_told, &t->room, sizeof(*t->told));
	t->told[t->nr_told++] = (struct place){
		.file = xprintf("%s", t->file), .line = t->asm_line, .word = word,
	};
	return false;
}

static void tell(struct text *t, u32 word)
{
	struct vsi_insn insn;
	char *place;

	if (!vsi_decode(VSI_ISA_A32, word, &insn) || was_told(t, word))
		return;
	place = xprintf("%s:%lu", t->file, t->asm_line);
	note(place, "0x%08x (%s) is written as data, use .inst: it is left out of the table",
	     word, vsi_insn_text(&insn));
	free(place);
}

static void data_directive(struct text *t, struct span name, struct span rest)
{
	u64 value;

	if (!equals(name, ".long") && !equals(name, ".word") && !equals(name, ".int") &&
	    !equals(name, ".4byte"))
		return;
	while (as_expression(&rest.at, rest.end, &value)) {
		tell(t, value);
		skip_blanks(&rest);
		if (rest.at == rest.end || *rest.at++ != ',')
			return;
	}
}

static void statement(struct text *t, struct span s)
{
	struct span name = take_name(&s);

	while (s.at < s.end && *s.at == ':' && name.at < name.end) {
		s.at++;
		name = take_name(&s);
	}
	if (name.at == name.end || *name.at != '.')
		return;
	if (section_directive(t, name, s) || mode_directive(t, name, s))
		return;
	if (t->inside && t->code && !t->thumb)
		data_directive(t, name, s);
}

/* Up to a semicolon or a comment, neither of them in a string. */
static struct span take_statement(struct span *s)
{
	struct span one = *s;
	bool quoted = false;

	for (; s->at < s->end; s->at++) {
		if (*s->at == '\\' && quoted && s->at + 1 < s->end)
			s->at++;
		else if (*s->at == '"')
			quoted = !quoted;
		else if (!quoted && (*s->at == ';' || *s->at == '@'))
			break;
	}
	one.end = s->at;
	if (s->at < s->end && *s->at == '@')
		s->at = s->end;
	else if (s->at < s->end)
		s->at++;
	return one;
}

static void take_line(struct text *t, struct span s)
{
	if (marker(t, s))
		return;
	while (s.at < s.end)
		statement(t, take_statement(&s));
}

/**
 * as_text_notes() - tell what inline assembly writes as data
 * @name: of the text
 * @text: of the assembler's input
 * @size: in bytes
 */
void as_text_notes(const char *name, const char *text, size_t size)
{
	struct text t = { .name = name, .code = true, .previous = true };
	const char *end = text + size, *next;
	size_t i;

	for (; text < end; text = next + 1) {
		t.line++;
		next = memchr(text, '\n', end - text);
		if (!next)
			next = end;
		take_line(&t, (struct span){ text, next });
	}
	for (i = 0; i < t.nr_told; i++)
		free(t.told[i].file);
	free(t.told);
	free(t.file);
}
