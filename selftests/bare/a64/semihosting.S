/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Exit and output by semihosting (ARM DUI 0471), of programs without a kernel, A64.
 */
	.text
	/* bare_exit(status): SYS_EXIT, ADP_Stopped_ApplicationExit */
	.globl	bare_exit
bare_exit:
	ldr	x1, =exit_block
	mov	x2, #0x26
	movk	x2, #2, lsl #16
	sxtw	x3, w0
	stp	x2, x3, [x1]
	mov	w0, #0x18
	hlt	#0xf000
	b	.

	/* bare_print(string): SYS_WRITE0 */
	.globl	bare_print
bare_print:
	mov	x1, x0
	mov	w0, #4
	hlt	#0xf000
	ret

	.ltorg

	.bss
	.balign	16
exit_block:
	.skip	16
