// SPDX-License-Identifier: GPL-2.0
/*
 * What a file of Capstone's that the decoder of A64 needs, AArch64BaseInfo.c, asks of
 * its others in order to make text.  Nobody does.
 */
#include <capstone/capstone.h>
#include "cs_priv.h"
#include "utils.h"

cs_free_t cs_mem_free;

/**
 * cs_strdup() - none: as Capstone's utils.h declares it
 * @str: a text
 *
 * Context: none; the decoder does not call it.
 * Return: NULL.
 */
char *cs_strdup(const char *str)
{
	return NULL;
}

/**
 * cs_snprintf() - none: as Capstone's utils.h declares it
 * @buffer: for a text
 * @size:   of @buffer
 * @fmt:    of printf()
 *
 * Context: none; the decoder does not call it.
 * Return: 0.
 */
int cs_snprintf(char *buffer, size_t size, const char *fmt, ...)
{
	return 0;
}
