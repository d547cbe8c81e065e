// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_test_load, but too large for the module area of 32-bit ARM (16 MB): it
 * is loaded elsewhere, where no branch from it reaches vsi.  What is large is text:
 * since 6.4 each kind of memory finds a place of its own.
 */
#define VSI_TEST_NO_EXPORT
#include "vsi_test_load.c"

asm(".pushsection .far.text, \"ax\", %nobits\n"
	".space 17 << 20\n"
	".popsection\n");
