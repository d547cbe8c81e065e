// SPDX-License-Identifier: GPL-2.0
/*
 * Constant expressions of GNU as: what stands behind ".long" when a macro
 * composes an instruction, as "((0xe1600070) & 0xffffffff)".  Precedence is
 * the assembler's, not C's: * / % << >> bind tightest, then | & ^ !, then + -.
 */
#include "as.h"

#include <ctype.h>
#include <stdlib.h>

struct expr {
	const char *at;
	const char *end;
	int depth;
};

static bool parse(struct expr *e, int level, u64 *value);

static char peek(struct expr *e)
{
	while (e->at < e->end && (*e->at == ' ' || *e->at == '\t'))
		e->at++;
	return e->at < e->end ? *e->at : 0;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

static bool number(struct expr *e, u64 *value)
{
	int base = 10;

	if (!isdigit((unsigned char)peek(e)))
		return false;
	if (*e->at == '0' && e->at + 1 < e->end) {
		base = 8;
		if (tolower((unsigned char)e->at[1]) == 'x')
			base = 16;
		else if (tolower((unsigned char)e->at[1]) == 'b')
			base = 2;
		e->at += base == 8 ? 0 : 2;
	}
	*value = 0;
	for (; e->at < e->end && digit(*e->at) < base; e->at++)
		*value = *value * base + digit(*e->at);
	/* "1f" is a label, "08" an error, "1.5" not ours */
	return e->at == e->end || !(isalnum((unsigned char)*e->at) || *e->at == '.');
}

static bool primary(struct expr *e, u64 *value)
{
	const char c = peek(e);

	if (c == '(') {
		e->at++;
		if (!parse(e, 0, value) || peek(e) != ')')
			return false;
		e->at++;
		return true;
	}
	if (c != '-' && c != '~' && c != '+')
		return number(e, value);
	e->at++;
	/* the parentheses' depth is limited by parse(), signs' here */
	if (e->depth++ > 64 || !primary(e, value))
		return false;
	e->depth--;
	if (c == '-')
		*value = -*value;
	else if (c == '~')
		*value = ~*value;
	return true;
}

/* An operator of a level: 0 for + and -, 1 for the bits, 2 for the rest. */
static char operator(struct expr *e, int level)
{
	static const char *const ops[] = { "+-", "|&^!", "*/%<>" };
	const char c = peek(e);

	if (!c || !strchr(ops[level], c))
		return 0;
	/* <, <=, >, >= and <> compare; && and || are logical, != and == compare */
	if (c == '<' || c == '>') {
		if (e->end - e->at < 2 || e->at[1] != c)
			return 0;
		e->at++;
	} else if (e->end - e->at > 1 && (e->at[1] == c || e->at[1] == '=') && level == 1) {
		return 0;
	}
	e->at++;
	return c;
}

static bool apply(char op, u64 right, u64 *value)
{
	switch (op) {
	case '+':
		*value += right;
		return true;
	case '-':
		*value -= right;
		return true;
	case '|':
		*value |= right;
		return true;
	case '&':
		*value &= right;
		return true;
	case '^':
		*value ^= right;
		return true;
	case '!':
		*value |= ~right;
		return true;
	case '*':
		*value *= right;
		return true;
	case '<':
		*value = right < 64 ? *value << right : 0;
		return true;
	case '>':
		*value = right < 64 ? *value >> right : 0;
		return true;
	}
	/* division is not used to compose instructions */
	return false;
}

static bool operand(struct expr *e, int level, u64 *value)
{
	return level == 2 ? primary(e, value) : parse(e, level + 1, value);
}

static bool parse(struct expr *e, int level, u64 *value)
{
	const int deepest = 256;
	u64 right;
	char op;

	if (e->depth++ > deepest || !operand(e, level, value))
		return false;
	while ((op = operator(e, level)))
		if (!operand(e, level, &right) || !apply(op, right, value))
			return false;
	e->depth--;
	return true;
}

/**
 * as_expression() - evaluate a constant expression
 * @at:    its text; on success moved behind it
 * @end:   where the text ends
 * @value: set on success
 *
 * Return: false when it is none, or names a symbol.
 */
bool as_expression(const char **at, const char *end, u64 *value)
{
	struct expr e = { .at = *at, .end = end };

	if (!parse(&e, 0, value))
		return false;
	*at = e.at;
	return true;
}
