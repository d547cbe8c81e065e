// SPDX-License-Identifier: GPL-2.0
/*
 * The same as vsi_test_live.c, for sites that trap all the time while those of the
 * other come and go.
 */
#include "vsi_test_live.c"
