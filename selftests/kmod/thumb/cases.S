/* SPDX-License-Identifier: GPL-2.0 */
#include "cases.h"

	.syntax	unified
	.thumb
	.text

	BEGIN	t32_mrs
	mrs	r0, cpsr
kprobe_mrs:
	mrs	r9, cpsr
	mrs	r12, cpsr
	END	t32_mrs

	/* SVC mode, with A and F set and cleared */
	BEGIN	t32_msr
	mrs	r0, cpsr
	eor	r0, r0, #0x140
	msr	cpsr_xc, r0
	mrs	r1, cpsr
	eor	r0, r0, #0x40
	msr	cpsr_c, r0
	mrs	r2, cpsr
	END	t32_msr

	BEGIN	t32_msr_flags
	mvn	r1, r3
	msr	cpsr_fs, r1
	mrs	r4, cpsr
	msr	cpsr_s, r5
	mrs	r6, cpsr
	msr	cpsr_f, r7
	END	t32_msr_flags

	BEGIN	t16_cps
	cpsid	f
	mrs	r0, cpsr
	cpsie	a
	mrs	r1, cpsr
	cpsid	af
	mrs	r2, cpsr
	cpsid	i
	mrs	r3, cpsr
	END	t16_cps

	BEGIN	t32_cps
	cpsid.w	f
	mrs	r0, cpsr
	cpsie.w	af
	mrs	r1, cpsr
	cpsid.w	aif
	mrs	r2, cpsr
	END	t32_cps

	BEGIN	t32_mrc
	mrc	p15, 0, r0, c0, c0, 0
	mrc	p15, 0, r11, c0, c0, 0
	mrc	p15, 0, r4, c0, c0, 1
	mrc	p15, 0, r5, c2, c0, 2
	END	t32_mrc

	/* ID_PFR0, which all CPUs read alike, and which one instruction can load */
	BEGIN	t32_const
	mrc	p15, 0, r0, c0, c1, 0
	ittt	vs
	mrcvs	p15, 0, r9, c0, c1, 0
	addvs	r3, r3, #1
	mrcvs	p15, 0, r10, c0, c1, 0
	END	t32_const

	/* hints of both sizes */
	BEGIN	t16_wait
	sev
kprobe_wfe:
	wfe
	sev
	wfe.w
	END	t16_wait

	/* the flags from bits 31 to 28 of MIDR */
	BEGIN	t32_mrc_flags
	mrc	p15, 0, apsr_nzcv, c0, c0, 0
	mrs	r0, cpsr
	END	t32_mrc_flags

	/* TPIDRURO belongs to the task: put back before an interrupt can come */
	BEGIN	t32_mcr
	mrc	p15, 0, r0, c13, c0, 2
	mcr	p15, 0, r9, c13, c0, 2
	mrc	p15, 0, r1, c13, c0, 2
	mcr	p15, 0, r0, c13, c0, 2
	mrc	p15, 0, r2, c13, c0, 2
	mov	r0, #0
	mov	r2, #0
	END	t32_mcr

	.balign	4
	BEGIN	t32_at_halfword
	.balign	4
	nop
kprobe_at_halfword:
	mrs	r0, cpsr
	mrc	p15, 0, r1, c0, c0, 0
	.balign	4
	mrc	p15, 0, r2, c0, c0, 0
	END	t32_at_halfword

	/* the first half of the word ends a page */
	BEGIN	t32_across_pages
	b.w	vsi_test_across
	.balign	4096
	.space	4096 - 2
	.globl	vsi_test_across
vsi_test_across:
	mrc	p15, 0, r0, c0, c0, 0
	mrs	r1, cpsr
	END	t32_across_pages

	BEGIN	it_one
	cmp	r0, r1
	it	eq
	mrceq	p15, 0, r4, c0, c0, 0
	it	ne
	mrcne	p15, 0, r5, c0, c0, 0
	it	cs
	mrscs	r6, cpsr
	it	hi
	mrshi	r7, cpsr
	END	it_one

	BEGIN	it_two
	itt	mi
	mrcmi	p15, 0, r4, c0, c0, 0
	mrcmi	p15, 0, r5, c0, c0, 0
	itt	pl
	mrspl	r6, cpsr
	movpl	r7, #1
	itt	vs
	movvs	r8, #2
	mrsvs	r9, cpsr
	END	it_two

	BEGIN	it_three
	itte	eq
	mrceq	p15, 0, r4, c0, c0, 0
	mrseq	r5, cpsr
	mrcne	p15, 0, r6, c0, c0, 0
	itet	ge
	mrsge	r7, cpsr
	mrslt	r8, cpsr
	mrcge	p15, 0, r9, c0, c0, 0
	END	it_three

	BEGIN	it_four
	itete	cc
	mrccc	p15, 0, r4, c0, c0, 0
	mrccs	p15, 0, r5, c0, c0, 0
	mrscc	r6, cpsr
	mrscs	r7, cpsr
	END	it_four

	BEGIN	it_four_more
	ittee	hi
	addhi	r8, r8, #1
	mrchi	p15, 0, r9, c0, c0, 0
	mrcls	p15, 0, r9, c0, c0, 1
	addls	r10, r10, #1
	END	it_four_more

	BEGIN	it_else
	ite	gt
	mrcgt	p15, 0, r4, c0, c0, 0
	mrcle	p15, 0, r4, c0, c0, 1
	ite	lt
	movlt	r5, #5
	mrsge	r5, cpsr
	END	it_else

	/* between instructions of 16 bits */
	BEGIN	it_short
	ittet	ne
	addne	r3, r3, r4
	mrcne	p15, 0, r5, c0, c0, 0
	subeq	r6, r6, r7
	mrsne	r8, cpsr
	END	it_short

	/* the block has ended where the site stands */
	BEGIN	it_is_left
	it	eq
	moveq	r4, #4
	mrc	p15, 0, r5, c0, c0, 0
	itt	ne
	movne	r6, #6
	movne	r7, #7
	mrs	r8, cpsr
	END	it_is_left

	BEGIN	it_follows_it
	it	eq
	mrseq	r4, cpsr
	itt	ne
	mrsne	r5, cpsr
	mrcne	p15, 0, r6, c0, c0, 0
	it	vc
	mrcvc	p15, 0, r7, c0, c0, 0
	END	it_follows_it

	/* the only ones that a virtual machine may not know; r0 is 0 when served */
	BEGIN	t32_undefined
	mrc	p15, 7, r0, c4, c0, 7
	itt	eq
	mrceq	p15, 7, r1, c4, c0, 7
	moveq	r2, r1
	END	t32_undefined

	/* 0 when the store succeeded */
	.thumb_func
	.type	t32_increment, %function
	.globl	t32_increment
t32_increment:
	ldrex	r1, [r0]
	mrc	p15, 0, r3, c0, c0, 0
	add	r1, r1, #1
	strex	r2, r1, [r0]
	mov	r0, r2
	bx	lr
	.size	t32_increment, . - t32_increment
