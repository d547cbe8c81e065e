// SPDX-License-Identifier: GPL-2.0
#include "../vsi_test_state.c"
