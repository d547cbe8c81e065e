// SPDX-License-Identifier: GPL-2.0
/* Sensitive instructions as C code writes them: plain, by macro, conditional, .inst. */
int imported(int x);

int plain(int x)
{
	int r;

	asm volatile("mrs %0, cpsr\n\tcpsid i" : "=r"(r) : : "memory");
	r += imported(x);
	asm volatile("msr cpsr_c, %0" : : "r"(r) : "memory");
	return r;
}

int by_macro(int x)
{
	int r = x;

	asm volatile(".macro pair reg, crm\n"
		     "	mrc p15, 0, \\reg, c13, c0, \\crm\n"
		     "	mcr p15, 0, \\reg, c13, c0, \\crm\n"
		     ".endm\n"
		     "	pair %0, 4\n"
		     ".rept 2\n"
		     "	wfe\n"
		     ".endr\n"
		     "	.purgem pair" : "+r"(r));
	return r;
}

int conditional(int x)
{
	asm volatile("cmp %0, #0\n\twfieq\n\tmrsne %0, cpsr\n\tmrcgt p15, 0, %0, c0, c0, 0"
		     : "+r"(x) : : "cc");
	return x;
}

int by_number(void)
{
	asm volatile(".inst 0xe1600070\n\t.inst 0xe1400171");
	return 0;
}

__attribute__((section(".init.text"))) int at_init(void)
{
	int r;

	asm volatile("mrc p15, 0, %0, c0, c0, 5" : "=r"(r));
	return imported(r);
}

__attribute__((cold)) int unlikely(void)
{
	asm volatile("cpsie i" : : : "memory");
	return imported(0x12345678);
}

/* Look like it, and are not. */
int harmless(int x)
{
	static const unsigned int constants[] = { 0xe1600070, 0xf10c0080 };

	asm volatile("msr cpsr_f, %0\n\tmrc p10, 7, %0, c1, c0, 0" : "+r"(x) : : "cc");
	return constants[x & 1];
}
