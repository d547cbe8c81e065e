/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Instructions that must do the same from a veneer, with the registers and the
 * memory of initial_state() in carry.c.
 */
	.syntax	unified
	.arch	armv7ve
	.arch_extension	sec
	.arch_extension	virt
	.fpu	neon-vfpv4
	.arm

	.section .rodata
	.balign	4
	.globl	native_sites, idle_sites, native_sites_end
native_sites:
	mrc	p15, 0, r3, c0, c0, 0		@ MIDR
	mrc	p15, 0, sp, c0, c0, 5		@ MPIDR
	mrc	p15, 0, APSR_nzcv, c0, c0, 0
	mrc	p15, 0, lr, c1, c0, 0		@ SCTLR
	mcr	p15, 0, r1, c13, c0, 3		@ TPIDRURO
	mcr	p15, 0, r4, c3, c0, 0		@ DACR
	mrrc	p15, 0, r5, r6, c2		@ TTBR0
	mcrr	p15, 3, r5, r6, c14		@ CNTV_CVAL
	mcr	p15, 0, r1, c12, c0, 0		@ VBAR
	mrc	p14, 0, r7, c0, c0, 0		@ DBGDIDR
	vmrs	r8, MVFR0
	vmsr	FPEXC, r9
	mrs	r0, CPSR
	mrs	lr, CPSR
	mrs	r12, SPSR
	msr	CPSR_fsx, r5
	msr	CPSR_c, #0x93			@ FIQ unmasked
	msr	CPSR_c, #0xdf			@ System mode
	msr	CPSR_fc, #0xd1			@ FIQ mode
	msr	SPSR_fsxc, r3
	msr	SPSR_f, #0xf0000000
	mrs	r3, LR_usr
	msr	SP_irq, r3
	cpsie	f
	cps	#31
	cpsid	if, #18
	movs	pc, lr
	subs	pc, lr, #0
	rfeia	sp!
	rfeia	sp
	srsdb	sp!, #19
	srsia	sp, #18
	ldm	sp, {r0, r5, pc}^
	ldm	sp!, {r0, r5, pc}^
	ldm	sp, {r0-r14}^
	stm	sp, {r0-r14}^
	ldrt	r0, [r1], #4
	ldrbt	r3, [r1], r10, lsl #1
	strt	r0, [r1], #-4
	strbt	r0, [r1]
	ldrht	r0, [r1], #2
	ldrsbt	r0, [r1]
	strht	r0, [r1], r10
	/* What these do is not seen. */
idle_sites:
	mcr	p15, 0, r0, c7, c5, 4		@ CP15ISB
	mcr	p15, 0, r0, c7, c10, 4		@ CP15DSB
	mcr	p15, 0, r1, c7, c14, 1		@ DCCIMVAC
	mcr	p15, 0, r0, c8, c7, 0		@ TLBIALL
	wfe
native_sites_end:

	/* Each becomes loads from and stores to the state block. */
	.globl	state_sites, state_sites_end
state_sites:
	mrc	p15, 0, r0, c3, c0, 0		@ DACR
	mrc	p15, 0, r7, c13, c0, 4		@ TPIDRPRW
	mrc	p15, 0, lr, c5, c0, 1		@ IFSR
	mcr	p15, 0, r0, c3, c0, 0
	mcr	p15, 0, r5, c13, c0, 4
	mcr	p15, 0, lr, c6, c0, 0		@ DFAR
	mrs	r0, SPSR
	mrs	lr, SPSR
	msr	SPSR_fsxc, r3
	mrs	r3, LR_usr
	mrs	r4, SPSR_irq
	msr	SP_irq, r0
	msr	SPSR_abt, r3
	mrs	r0, CPSR
	mrs	r8, CPSR
	msr	CPSR_c, r0
	msr	CPSR_c, r3
	msr	CPSR_fc, r7
	msr	CPSR_c, #0x93
	msr	CPSR_c, #0x13
	msr	CPSR_fc, #0x53
	cpsid	i
	cpsie	i
	cpsid	if, #18
	cpsie	if, #31
state_sites_end:

	/* Each is replaced by something else. */
	.globl	read_site, pair_site, write_site, call_site
read_site:
	mrc	p15, 0, r0, c9, c13, 0		@ PMCCNTR
pair_site:
	mrrc	p15, 0, r0, r1, c9		@ PMCCNTR
write_site:
	mcr	p15, 0, r0, c9, c12, 0		@ PMCR
call_site:
	smc	#0
