// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_test_load, but too large for the module area of 32-bit ARM (16 MB): it
 * is loaded elsewhere, where no branch from it reaches vsi.
 */
#define VSI_TEST_NO_EXPORT
#include "vsi_test_load.c"

static char far[17 << 20] __used;
