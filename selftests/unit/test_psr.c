// SPDX-License-Identifier: GPL-2.0
/*
 * MRS, MSR and CPS on a saved CPSR, against the bits that the architecture
 * names one by one.
 */
#include "../../vsi_arm/psr.h"
#include "check.h"
#include "random.h"

#define NR_GPRS	15

/* Execution state, IT[1:0], J, IT[7:2], T: branches and returns write it. */
static bool is_execution_state(unsigned int bit)
{
	return bit == 26 || bit == 25 || bit == 24 || (bit >= 10 && bit <= 15) || bit == 5;
}

/* IL, ARM DDI 0487, G8.2.33: set by illegal returns only. */
static bool is_il(unsigned int bit)
{
	return bit == 20;
}

/* f, s, x, c of MSR are bits 3 to 0 of its mask. */
static bool in_field(unsigned int bit, unsigned int fields)
{
	return fields >> bit / 8 & 1;
}

static u32 reference_msr(u32 cpsr, u32 value, unsigned int fields)
{
	unsigned int bit;
	u32 mask = 0;

	for (bit = 0; bit < 32; bit++)
		if (in_field(bit, fields) && !is_execution_state(bit) && !is_il(bit))
			mask |= 1u << bit;
	return (cpsr & ~mask) | (value & mask);
}

/* Every bit alone, alone missing, and whatever. */
static u32 pattern(unsigned int n, u32 *seed)
{
	if (n < 32)
		return 1u << n;
	if (n < 64)
		return ~(1u << (n - 32));
	if (n == 64)
		return 0;
	if (n == 65)
		return 0xffffffff;
	return random_next(seed);
}

#define NR_PATTERNS	96

static void mrs_hides_execution_state(struct kunit *test)
{
	unsigned int n, bit;
	u32 cpsr, seed = 1;

	for (n = 0; n < NR_PATTERNS; n++) {
		cpsr = pattern(n, &seed);
		CHECK(a32_mrs_cpsr(cpsr) == (cpsr & 0xf8ff03df), "%08x", cpsr);
	}
	for (bit = 0; bit < 32; bit++)
		CHECK(a32_mrs_cpsr(1u << bit) == (is_execution_state(bit) ? 0 : 1u << bit),
		      "bit %u", bit);
}

static void msr_writes_its_fields(struct kunit *test)
{
	unsigned int n, m, fields;
	u32 cpsr, value, seed = 2;

	for (fields = 0; fields < 16; fields++)
		for (n = 0; n < NR_PATTERNS; n++)
			for (m = 0; m < NR_PATTERNS; m++) {
				cpsr = pattern(n, &seed);
				value = pattern(m, &seed);
				CHECK(a32_msr_cpsr(cpsr, value, fields) ==
				      reference_msr(cpsr, value, fields),
				      "%08x, value %08x, fields %x", cpsr, value, fields);
			}
}

static void msr_keeps_execution_state(struct kunit *test)
{
	unsigned int fields, bit;
	u32 all, none;

	for (fields = 0; fields < 16; fields++)
		for (bit = 0; bit < 32; bit++) {
			if (!is_execution_state(bit) && in_field(bit, fields))
				continue;
			all = a32_msr_cpsr(0, 0xffffffff, fields);
			none = a32_msr_cpsr(0xffffffff, 0, fields);
			CHECK(!(all >> bit & 1), "bit %u set, fields %x", bit, fields);
			CHECK(none >> bit & 1, "bit %u cleared, fields %x", bit, fields);
		}
}

static u32 reference_cps(u32 cpsr, unsigned int aif, bool disable)
{
	static const unsigned int bits[] = { 6, 7, 8 };	/* F, I, A */
	unsigned int i;

	for (i = 0; i < COUNT(bits); i++) {
		if (!(aif >> i & 1))
			continue;
		if (disable)
			cpsr |= 1u << bits[i];
		else
			cpsr &= ~(1u << bits[i]);
	}
	return cpsr;
}

static u32 cps_word(unsigned int aif, bool disable)
{
	const u32 cpsie = 0xf1080000;

	return cpsie | (u32)disable << 18 | aif << 6;
}

static void cps_writes_the_masks(struct kunit *test)
{
	unsigned int aif, disable, n;
	u32 cpsr, word, seed = 3;

	for (aif = 0; aif < 8; aif++)
		for (disable = 0; disable < 2; disable++)
			for (n = 0; n < NR_PATTERNS; n++) {
				cpsr = pattern(n, &seed);
				word = cps_word(aif, disable);
				CHECK(a32_cps(cpsr, word) == reference_cps(cpsr, aif, disable),
				      "%08x of %08x", word, cpsr);
			}
}

static void number_gprs(unsigned long *gpr)
{
	unsigned int i;

	for (i = 0; i < NR_GPRS; i++)
		gpr[i] = 0xf0000000u + 0x01010101u * i;
}

/* Registers but @but are as number_gprs() left them. */
static bool gprs_unchanged(const unsigned long *gpr, unsigned int but)
{
	unsigned long was[NR_GPRS];
	unsigned int i;

	number_gprs(was);
	for (i = 0; i < NR_GPRS; i++)
		if (i != but && gpr[i] != was[i])
			return false;
	return true;
}

static void execute(u32 word, u32 *cpsr, unsigned long *gpr)
{
	struct vsi_insn insn;

	if (!CHECK(vsi_decode(VSI_ISA_A32, word, &insn) && insn.trap,
		   "%08x is not served by a trap", word))
		return;
	a32_psr_execute(word, insn.row, cpsr, gpr);
}

static void mrs_is_executed(struct kunit *test)
{
	unsigned long gpr[NR_GPRS];
	unsigned int rd;
	u32 cpsr;

	for (rd = 0; rd < NR_GPRS; rd++) {
		number_gprs(gpr);
		cpsr = 0xffffffff;
		execute(0xe10f0000 | rd << 12, &cpsr, gpr);
		CHECK(gpr[rd] == 0xf8ff03df, "r%u is %lx", rd, gpr[rd]);
		CHECK(gprs_unchanged(gpr, rd), "others than r%u", rd);
		CHECK(cpsr == 0xffffffff, "r%u", rd);
	}
}

static void msr_register_is_executed(struct kunit *test)
{
	unsigned long gpr[NR_GPRS];
	unsigned int rn, fields;
	u32 cpsr;

	/* without c or x it is left to the application level */
	for (fields = 1; fields < 16; fields++)
		for (rn = 0; rn < NR_GPRS && (fields & 3); rn++) {
			number_gprs(gpr);
			cpsr = 0x60000113;
			execute(0xe120f000 | fields << 16 | rn, &cpsr, gpr);
			CHECK(cpsr == reference_msr(0x60000113, gpr[rn], fields),
			      "r%u, fields %x: %08x", rn, fields, cpsr);
			CHECK(gprs_unchanged(gpr, NR_GPRS), "r%u, fields %x", rn, fields);
		}
}

static u32 reference_expand_imm(u32 imm12)
{
	u32 value = imm12 & 0xff;
	unsigned int n;

	for (n = 2 * (imm12 >> 8); n; n--)
		value = value >> 1 | value << 31;
	return value;
}

static void msr_immediate_is_executed(struct kunit *test)
{
	unsigned long gpr[NR_GPRS];
	unsigned int fields;
	u32 imm12, cpsr;

	number_gprs(gpr);
	for (imm12 = 0; imm12 < 0x1000; imm12++) {
		CHECK(a32_expand_imm(0xe3200000 | imm12) == reference_expand_imm(imm12), "%x",
		      imm12);
		for (fields = 1; fields < 16; fields++) {
			if (!(fields & 3))
				continue;
			cpsr = 0x90000193;
			execute(0xe320f000 | fields << 16 | imm12, &cpsr, gpr);
			CHECK(cpsr == reference_msr(0x90000193, reference_expand_imm(imm12),
						    fields), "%03x, fields %x: %08x", imm12,
			      fields, cpsr);
		}
	}
	CHECK(gprs_unchanged(gpr, NR_GPRS), "registers");
}

static void cps_is_executed(struct kunit *test)
{
	unsigned long gpr[NR_GPRS];
	unsigned int aif, disable;
	u32 cpsr;

	number_gprs(gpr);
	for (aif = 0; aif < 8; aif++)
		for (disable = 0; disable < 2; disable++) {
			cpsr = 0xa0000093;
			execute(cps_word(aif, disable), &cpsr, gpr);
			CHECK(cpsr == reference_cps(0xa0000093, aif, disable), "%08x", cpsr);
		}
	CHECK(gprs_unchanged(gpr, NR_GPRS), "registers");
}

/* A row that is not one of these is not executed, rather than guessed. */
static void other_rows_change_nothing(struct kunit *test)
{
	unsigned long gpr[NR_GPRS];
	unsigned int row;
	u32 cpsr;

	for (row = 0; row < A32_NR_INSNS; row++) {
		if (row == A32_MRS_CPSR || row == A32_MSR_CPSR || row == A32_MSRI_CPSR ||
		    row == A32_CPS)
			continue;
		number_gprs(gpr);
		cpsr = 0x13;
		a32_psr_execute(0xffffffff, row, &cpsr, gpr);
		CHECK(cpsr == 0x13 && gprs_unchanged(gpr, NR_GPRS), "row %u", row);
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE(mrs_hides_execution_state),
	KUNIT_CASE(msr_writes_its_fields),
	KUNIT_CASE(msr_keeps_execution_state),
	KUNIT_CASE(cps_writes_the_masks),
	KUNIT_CASE(mrs_is_executed),
	KUNIT_CASE(msr_register_is_executed),
	KUNIT_CASE(msr_immediate_is_executed),
	KUNIT_CASE(cps_is_executed),
	KUNIT_CASE(other_rows_change_nothing),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_psr",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
