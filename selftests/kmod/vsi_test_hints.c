// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_test_many, with more sites than a trap of A64 tells apart by its hint.
 */
#define SITES	33000	/* they wrap at 32768 */
#include "vsi_test_many.c"
