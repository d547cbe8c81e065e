// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_test_load under another name, for loads side by side.
 */
#define VSI_TEST_NO_EXPORT
#include "vsi_test_load.c"
