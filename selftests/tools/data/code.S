/* SPDX-License-Identifier: GPL-2.0 */
	.syntax unified
	.arch armv7-a
	.arch_extension sec
	.arch_extension virt
	.arm
	.text
	.global imported
	.type imported, %function
imported:
	ldr	r1, =0xe1600070		@ a literal pool, which is data
	mcr	p15, 0, r0, c7, c5, 0
	svcne	#3
	bx	lr
	.ltorg
	.section ".exit.text","ax",%progbits
	ldrt	r0, [r1]
	strbt	r0, [r1], #1
	ldm	sp, {r0-r2, pc}^
	movs	pc, lr
	.section ".odd name-1+2","ax",%progbits
	wfi
	.section .note.GNU-stack,"",%progbits
