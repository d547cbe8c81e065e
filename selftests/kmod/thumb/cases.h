/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Pieces of T32 code with sites, each run from a state that is given and leaving
 * one that is looked at.  What is not under test is written as data, so that it
 * is never a site.
 */
#ifndef VSI_SELFTESTS_THUMB_CASES_H
#define VSI_SELFTESTS_THUMB_CASES_H

/* struct state: r0 to r12, then: */
#define STATE_CPSR_IN	52
#define STATE_CPSR_OUT	56
#define STATE_CALLER	60

#ifdef __ASSEMBLY__

#define MRS_R1_CPSR		.short 0xf3ef, 0x8100
#define MSR_CPSR_FSXC_R1	.short 0xf381, 0x8f00

	.macro	BEGIN name
	.thumb_func
	.type	\name, %function
	.globl	\name
\name:
	push	{r4-r11, lr}
	push	{r0}
	MRS_R1_CPSR
	str	r1, [r0, #STATE_CALLER]
	ldr	r1, [r0, #STATE_CPSR_IN]
	MSR_CPSR_FSXC_R1
	ldm	r0, {r0-r12}
	.endm

	.macro	END name
	push	{r0, r1}
	ldr	r0, [sp, #8]
	MRS_R1_CPSR
	str	r1, [r0, #STATE_CPSR_OUT]
	ldr	r1, [r0, #STATE_CALLER]
	MSR_CPSR_FSXC_R1
	add	r1, r0, #8
	stm	r1, {r2-r12}
	pop	{r1, r2}
	stm	r0, {r1, r2}
	add	sp, #4
	pop	{r4-r11, pc}
	.size	\name, . - \name
	.endm

#else

#include <linux/build_bug.h>
#include <linux/types.h>

struct state {
	u32 reg[13];
	u32 cpsr_in;
	u32 cpsr_out;
	u32 caller;
};

static_assert(offsetof(struct state, cpsr_in) == STATE_CPSR_IN);
static_assert(offsetof(struct state, cpsr_out) == STATE_CPSR_OUT);
static_assert(offsetof(struct state, caller) == STATE_CALLER);

#define CASE(name)	extern void name(struct state *state);
#include "cases.tbl"
#undef CASE

#endif
#endif
