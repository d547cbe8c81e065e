/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the reference has printed.
 *
 * A line is "= " and numbers in hexadecimal: instruction set, word, in_it, input, operand,
 * readable, changes, before and after of struct bed_case, then what was left behind.
 * The last line is "end".
 */
#ifndef VSI_BED_RECORD_H
#define VSI_BED_RECORD_H

#include "bed.h"

struct bed_case *bed_read_records(const char *path, unsigned int *nr);

#endif
