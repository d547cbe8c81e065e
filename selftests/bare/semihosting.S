/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Exit and output by semihosting (ARM DUI 0471), of programs without a kernel, A32.
 */
	.syntax	unified
	.arm

	.text
	/* bare_exit(status): SYS_EXIT knows no status, but whether it is an error. */
	.globl	bare_exit
bare_exit:
	cmp	r0, #0
	ldr	r1, =0x20026		/* ADP_Stopped_ApplicationExit */
	ldrne	r1, =0x20023		/* ADP_Stopped_RunTimeErrorUnknown */
	mov	r0, #0x18
	svc	#0x123456
	b	.

	/* bare_print(string): SYS_WRITE0 */
	.globl	bare_print
bare_print:
	push	{r4, lr}
	mov	r1, r0
	mov	r0, #4
	svc	#0x123456
	pop	{r4, pc}

	.ltorg
