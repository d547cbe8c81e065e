// SPDX-License-Identifier: GPL-2.0
#include "ktap.h"
#include "spaces.h"

typedef void (*put_fn)(u32 word);

/* All values of the bits of a mask. */
static void each_of(u32 fixed, u32 mask, put_fn put)
{
	u32 sub = 0;

	do {
		put(fixed | sub);
		sub = (sub - mask) & mask;
	} while (sub);
}

/* Registers have 3 and 15, of which the second is special. */
static void coprocessor(u32 top, put_fn put)
{
	u32 cp, reg;

	for (cp = 0xe00; cp <= 0xf00; cp += 0x100)
		for (reg = 3; reg <= 15; reg += 12) {
			each_of(top | 0x0e000010 | cp | reg << 12, 0x00ff00ef, put);
			each_of(top | 0x0c400000 | cp | reg << 12 | 0x50000, 0x001000ff, put);
			each_of(top | 0x0c400000 | cp | reg << 12 | reg << 16, 0x001000ff, put);
			/* LDC and STC: imm8 is 0 and 4 */
			each_of(top | 0x0c000000 | cp | reg << 16, 0x01f0f004, put);
		}
}

static void a32_cp(put_fn put)
{
	coprocessor(0xe0000000, put);
	coprocessor(0xf0000000, put);
}

static void a32_psr(put_fn put)
{
	/* the miscellaneous space: bits[27:23] are 0b00010 and bit 20 is 0 */
	each_of(0xe1000003, 0x006ffff0, put);
	each_of(0xe100000f, 0x006ffff0, put);
	each_of(0x11000003, 0x0060f0f0, put);
	/* MSR immediate and the hints */
	each_of(0xe320f000, 0x004f0fff, put);
	each_of(0xe3200012, 0x004fff00, put);
	/* CPS, SETEND, SETPAN */
	each_of(0xf1000000, 0x000fffff, put);
	each_of(0xf1100000, 0x000f0fff, put);
}

static void t32_cp(put_fn put)
{
	coprocessor(0xe0000000, put);
	coprocessor(0xf0000000, put);
}

static void t32_psr(put_fn put)
{
	static const u32 rn[] = { 3, 13, 14, 15 };
	size_t i;

	/* A6.3.4: op is hw1[10:4], 0b0111xxx and 0b111111x; hw2[14] and hw2[12] are 0 */
	for (i = 0; i < COUNT(rn); i++) {
		each_of(0xf3808000 | rn[i] << 16, 0x00702fff, put);
		each_of(0xf7e08000 | rn[i] << 16, 0x00102fff, put);
		each_of(0xf7808000 | rn[i] << 16, 0x00002fff, put);
	}
}

static void t32_narrow(put_fn put)
{
	u32 halfword;

	for (halfword = 0; halfword < 0xe800; halfword++)
		put(halfword);
}

static void a64_system(put_fn put)
{
	each_of(0xd5000003, 0x003fffe0, put);
	each_of(0xd500001f, 0x003fffe0, put);
}

/* The opcodes of an instruction with 16 bits of immediate, of which one or all are set. */
static void a64_exception(put_fn put)
{
	unsigned int bit;

	each_of(0xd4000000, 0x00e0001f, put);
	each_of(0xd41fffe0, 0x00e0001f, put);
	for (bit = 5; bit < 21; bit++)
		each_of(0xd4000000 | 1u << bit, 0x00e0001f, put);
}

/* Rn is 3 and 31, and the last register of an authentication two as well. */
static void a64_branch(put_fn put)
{
	each_of(0xd6000060, 0x01fffc03, put);
	each_of(0xd60003e0, 0x01fffc03, put);
	each_of(0xd600007c, 0x01fffc03, put);
	each_of(0xd60003fc, 0x01fffc03, put);
}

const struct space spaces[] = {
	{ "a32_cp", VSI_ISA_A32, false, a32_cp },
	{ "a32_psr", VSI_ISA_A32, false, a32_psr },
	{ "t32_cp", VSI_ISA_T32, false, t32_cp },
	{ "t32_psr", VSI_ISA_T32, false, t32_psr },
	{ "t32_narrow", VSI_ISA_T32, true, t32_narrow },
	{ "a64_system", VSI_ISA_A64, false, a64_system },
	{ "a64_exception", VSI_ISA_A64, false, a64_exception },
	{ "a64_branch", VSI_ISA_A64, false, a64_branch },
};

const unsigned int nr_spaces = COUNT(spaces);
