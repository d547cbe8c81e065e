/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the reference consists of, beside bed.h.
 */
#ifndef VSI_BED_REFERENCE_H
#define VSI_BED_REFERENCE_H

#include "bed.h"

/* enum bed_outcome, by the exceptions */
extern int bed_outcome;

void reference_rows(void (*execute)(u32 word));
bool reference_word(u32 word, bool in_it);
void reference_register(u32 word, u64 flip, u64 blind);

/* cases.c of the instruction set */
int reference(void);

/* selftests/bare */
void bare_print(const char *string);
void bare_hex(u32 value);
void bare_exit(int status) __attribute__((noreturn));

#endif
