/* SPDX-License-Identifier: GPL-2.0 */
/* The text of a stock module, as data; kernel-scan.sh makes scan_text.bin. */
	.section .rodata
	.balign	4
	.globl	scan_text
scan_text:
	.incbin	"scan_text.bin"
	.globl	scan_text_end
scan_text_end:
