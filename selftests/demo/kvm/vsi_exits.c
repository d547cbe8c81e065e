// SPDX-License-Identifier: GPL-2.0
/*
 * How often an instruction leaves a guest of KVM: the test's module, for those who look.
 */
#include "../../kmod/vsi_test_exits.c"
