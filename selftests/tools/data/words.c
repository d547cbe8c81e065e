// SPDX-License-Identifier: GPL-2.0
/* Inline assembly that writes instructions as data; the lines are told. */
void words(void)
{
	asm volatile(".long 0xe1600070");
	asm volatile("nop\n\t.long ((0xe1400070 | (((0x10) & 0xfff0) << 4)) & 0xffffffff)");
	asm volatile("1: .word 0x12345678, 0xf10c0080; .int 1b");
	asm volatile(".pushsection .data\n\t.long 0xe1600070\n\t.popsection\n\tnop");
	asm volatile(".inst 0xe1600070");
}

unsigned int constant = 0xe1600070;
