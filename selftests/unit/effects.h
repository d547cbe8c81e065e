/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What each action comes out at, given what is expected of one instruction: for
 * the suites that say what is.
 */
#ifndef VSI_UNIT_EFFECTS_H
#define VSI_UNIT_EFFECTS_H

#include "../../vsi_arm/effect.h"

/* What emulation of one instruction is expected to be. */
enum want {
	WANT_NONE,
	WANT_RAZ_WI,
	WANT_CPUS,
	WANT_COUNTER,
	WANT_SETWAY,
	WANT_REFUSED,
	WANT_NATIVE,
};

/**
 * struct expected - the rules for one instruction
 * @emulated:  what stands for it
 * @left_out:  it can be left out, or answered by zero
 * @undefined: a guest may find it undefined
 * @constant:  it reads what never changes
 * @unpredictable: so are its operands
 * @smc_by_hvc: HVC can make the same call
 * @refusal:   what a call that is not supported returns
 * @rt:        of its result, when it has one
 * @rt2:       the second one
 */
struct expected {
	enum want emulated;
	bool left_out;
	bool undefined;
	bool constant;
	bool unpredictable;
	bool smc_by_hvc;
	u64 refusal;
	u8 rt;
	u8 rt2;
};

void effects_check(unsigned int isa, u32 word, const struct expected *want);

#endif
