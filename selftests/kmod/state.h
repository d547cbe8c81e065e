/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What vsi_test_block has for the module that is served by it, and for its backend.
 */
#ifndef VSI_SELFTESTS_STATE_H
#define VSI_SELFTESTS_STATE_H

#include <linux/types.h>

/* In the block, and in no register. */
#define TEST_TPIDR	0x5a5a1234

u32 vsi_test_state_note(void);
unsigned long vsi_test_state_block(void);

#endif
