/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The symbol that two test modules export, of which the loader takes one.
 */
#ifndef SELFTESTS_KMOD_SYMBOL_H
#define SELFTESTS_KMOD_SYMBOL_H

extern int vsi_test_load_symbol;

#endif
