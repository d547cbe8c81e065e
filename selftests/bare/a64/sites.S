/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Instructions that must do the same from a veneer, or by a trap, with the
 * registers of initial_state() in carry.c.
 */
	.arch	armv8.7-a+memtag

	.section .rodata
	.balign	4
	.globl	native_sites, native_sites_end
native_sites:
	mrs	x3, midr_el1
	mrs	xzr, mpidr_el1
	mrs	x30, id_aa64pfr0_el1
	mrs	x0, ctr_el0
	mrs	x7, sctlr_el1
	mrs	x8, currentel
	mrs	x9, spsel
	mrs	x10, daif
	mrs	x11, cntfrq_el0
	msr	tpidrro_el0, x5
	msr	vbar_el1, x28
	msr	daifset, #15
	msr	daifclr, #5
	msr	daif, x4
	msr	pan, #1
	msr	uao, #1
	msr	pan, x12
	tlbi	vmalle1
	tlbi	vae1is, x13
	ic	iallu
	at	s1e1r, x29
	dc	ivac, x29
	wfe
	ldtr	x14, [x29]
	sttr	x15, [x29, #8]
	ldtrsb	w16, [x29, #1]
native_sites_end:

	/* Each is replaced by something else. */
	.globl	read_site, ordered_site, write_site, call_site
read_site:
	mrs	x0, pmccntr_el0
ordered_site:
	mrs	x0, s3_3_c14_c0_5		/* CNTPCTSS_EL0 */
write_site:
	msr	pmcr_el0, x0
call_site:
	smc	#0

	/* Each becomes loads from and stores to the state block. */
	.globl	state_sites, state_sites_end
state_sites:
	.irp	n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	msr	daifset, #\n
	msr	daifclr, #\n
	.endr
	.irp	n, x0, x1, x17, x27
	mrs	\n, daif
	msr	daif, \n
	mrs	\n, sp_el0
	msr	sp_el0, \n
	mrs	\n, tpidr_el1
	msr	tpidr_el1, \n
	mrs	\n, elr_el1
	msr	elr_el1, \n
	mrs	\n, spsr_el1
	msr	spsr_el1, \n
	mrs	\n, esr_el1
	msr	esr_el1, \n
	mrs	\n, far_el1
	msr	far_el1, \n
	.endr
	msr	daif, xzr
	msr	sp_el0, xzr
state_sites_end:

	/* All that a64_psr_is() is true for, once with each register or immediate that matters. */
	.globl	pstate_sites, pstate_sites_end
pstate_sites:
	mrs	x3, daif
	mrs	x30, pan
	mrs	x0, uao
	mrs	x8, spsel
	mrs	x9, currentel
	mrs	xzr, daif
	msr	daif, x3
	msr	daif, xzr
	msr	daif, x30
	msr	pan, x4
	msr	pan, x5
	msr	pan, xzr
	msr	uao, x6
	msr	uao, x7
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	msr	daifset, #\n
	msr	daifclr, #\n
	/* PAN, UAO, SSBS, DIT, TCO: bit 0 counts */
	.inst	0xd500409f | \n << 8
	.inst	0xd500407f | \n << 8
	.inst	0xd503403f | \n << 8
	.inst	0xd503405f | \n << 8
	.inst	0xd503409f | \n << 8
	.endr
pstate_sites_end:
