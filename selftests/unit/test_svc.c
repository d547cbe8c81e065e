// SPDX-License-Identifier: GPL-2.0
/*
 * Instructions as words of a hypervisor that takes SVC for them.  What is expected was
 * computed by hand from the layout, and not from a32_svc.tbl.
 */
#include "../../vsi_arm/a32_svc.h"
#include "../../vsi_arm/insn_rows.h"
#include "check.h"
#include "random.h"

static const struct {
	u32 original;
	u32 word;
	const char *text;
} words[] = {
	{ 0xf10c0080, 0xef019000, "cpsid i" },
	{ 0xf1080080, 0xef011000, "cpsie i" },
	{ 0xf10c01c0, 0xef01b800, "cpsid aif" },
	{ 0xf1080040, 0xef010800, "cpsie f" },
	{ 0xf1020013, 0xef0044c0, "cps #0x13" },
	{ 0xf10e00d2, 0xef01dc80, "cpsid if, #0x12" },
	{ 0xf10a011f, 0xef0167c0, "cpsie a, #0x1f" },
	{ 0xe10f0000, 0xef020000, "mrs r0, cpsr" },
	{ 0xe10f3000, 0xef026000, "mrs r3, cpsr" },
	{ 0x110fc000, 0x1f038000, "mrsne r12, cpsr" },
	{ 0xe14fe000, 0xef03d000, "mrs lr, spsr" },
	{ 0x014f1000, 0x0f023000, "mrseq r1, spsr" },
	{ 0xe121f000, 0xef062000, "msr cpsr_c, r0" },
	{ 0xe12ff007, 0xef07ee00, "msr cpsr_fsxc, r7" },
	{ 0x0121f003, 0x0f062600, "msreq cpsr_c, r3" },
	{ 0xe122f00e, 0xef065c00, "msr cpsr_x, lr" },
	{ 0xe16ff00e, 0xef07fd00, "msr spsr_fsxc, lr" },
	{ 0xd168f001, 0xdf070300, "msrle spsr_f, r1" },
	{ 0xe321f0d3, 0xef0421a6, "msr cpsr_c, #0xd3" },
	{ 0xe32fffff, 0xef05fffe, "msr cpsr_fsxc, #0x3fc" },
	{ 0x3361f01f, 0x3f04203f, "msrcc spsr_c, #0x1f" },
	{ 0xe368f202, 0xef050405, "msr spsr_f, #0x20000000" },
	{ 0xf8bd0a00, 0xef08f400, "rfeia sp!" },
	{ 0xf9100a00, 0xef090000, "rfedb r0" },
	{ 0xf99e0a00, 0xef09b800, "rfeib lr" },
	{ 0xf8330a00, 0xef084c00, "rfeda r3!" },
	{ 0xf96d0513, 0xef0b6600, "srsdb sp!, #0x13" },
	{ 0xf8cd051f, 0xef0abe00, "srsia sp, #0x1f" },
	{ 0xf9cd0512, 0xef0ba400, "srsib sp, #0x12" },
	{ 0xf84d0511, 0xef0a2200, "srsda sp, #0x11" },
	{ 0xe320f003, 0xef0c0000, "wfi" },
	{ 0x1320f003, 0x1f0c0000, "wfine" },
	{ 0xe320f002, 0xef0c8000, "wfe" },
	{ 0xe1600070, 0xef0e0000, "smc #0" },
	{ 0xe160007f, 0xef0fe000, "smc #15" },
	{ 0x01600071, 0x0f0e2000, "smceq #1" },
	{ 0xe85e8000, 0xef1e8000, "ldmda lr, {pc}^" },
	{ 0xe8728000, 0xef228000, "ldmda r2!, {pc}^" },
	{ 0xe8d08001, 0xef308001, "ldmia r0, {r0, pc}^" },
	{ 0xe8fd800f, 0xef4d800f, "ldmia sp!, {r0-r3, pc}^" },
	{ 0xe9508000, 0xef508000, "ldmdb r0, {pc}^" },
	{ 0xe9778000, 0xef678000, "ldmdb r7!, {pc}^" },
	{ 0xe9dd9fff, 0xef7d9fff, "ldmib sp, {r0-r12, pc}^" },
	{ 0xe9f18010, 0xef818010, "ldmib r1!, {r4, pc}^" },
	{ 0x18fd8fff, 0x1f4d8fff, "ldmiane sp!, {r0-r11, pc}^" },
	{ 0xe8dd7fff, 0xef3d7fff, "ldmia sp, {r0-lr}^" },
	{ 0x18dd6000, 0x1f3d6000, "ldmiane sp, {sp, lr}^" },
	{ 0xe8520100, 0xef120100, "ldmda r2, {r8}^" },
	{ 0xe9540100, 0xef540100, "ldmdb r4, {r8}^" },
	{ 0xe9d00001, 0xef700001, "ldmib r0, {r0}^" },
	{ 0xe8430001, 0xef930001, "stmda r3, {r0}^" },
	{ 0xe8cd7fff, 0xefad7fff, "stmia sp, {r0-lr}^" },
	{ 0xe9406000, 0xefb06000, "stmdb r0, {sp, lr}^" },
	{ 0xe9c0000f, 0xefc0000f, "stmib r0, {r0-r3}^" },
	{ 0xb9c0000f, 0xbfc0000f, "stmiblt r0, {r0-r3}^" },
	{ 0xe1b0f00e, 0xefdd000e, "movs pc, lr" },
	{ 0x11b0f00e, 0x1fdd000e, "movsne pc, lr" },
	{ 0xe190f101, 0xefdc0101, "orrs pc, r0, r1, lsl #2" },
	{ 0xe010ffe1, 0xefd00fe1, "ands pc, r0, r1, ror #31" },
	{ 0xe25ef004, 0xefe2e004, "subs pc, lr, #4" },
	{ 0x125ef004, 0x1fe2e004, "subsne pc, lr, #4" },
	{ 0xe3def001, 0xefeee001, "bics pc, lr, #1" },
	{ 0xe290f008, 0xefe40008, "adds pc, r0, #8" },
	{ 0xef000000, 0xeff00000, "svc #0" },
	{ 0xef012345, 0xeff12345, "svc #0x12345" },
	{ 0x1f0fffff, 0x1fffffff, "svcne #0xfffff" },
};

/* Sensitive, and not of this layout. */
static const struct {
	u8 isa;
	u32 word;
	const char *text;
} refused[] = {
	{ VSI_ISA_A32, 0xef100000, "svc #0x100000" },
	{ VSI_ISA_A32, 0xef900005, "svc #0x900005" },
	{ VSI_ISA_A32, 0x1fffffff, "svcne #0xffffff" },
	/* banked registers */
	{ VSI_ISA_A32, 0xe1000200, "mrs r0, r8_usr" },
	{ VSI_ISA_A32, 0xe1033300, "mrs r3, sp_svc" },
	{ VSI_ISA_A32, 0x11413300, "mrsne r3, spsr_irq" },
	{ VSI_ISA_A32, 0xe12ef300, "msr elr_hyp, r0" },
	{ VSI_ISA_A32, 0xe161f301, "msr spsr_svc, r1" },
	/* none of its kind */
	{ VSI_ISA_A32, 0xe160006e, "eret" },
	{ VSI_ISA_A32, 0xe1400070, "hvc #0" },
	{ VSI_ISA_A32, 0xe1200070, "bkpt #0" },
	{ VSI_ISA_A32, 0xe1000070, "hlt #0" },
	{ VSI_ISA_A32, 0xe12fff20, "bxj r0" },
	{ VSI_ISA_A32, 0xf1100200, "setpan #1" },
	{ VSI_ISA_A32, 0xee100f10, "mrc p15, 0, r0, c0, c0, 0" },
	{ VSI_ISA_A32, 0xec510f1e, "mrrc p15, 1, r0, r1, c14" },
	{ VSI_ISA_A32, 0xeef80a10, "vmrs r0, fpexc" },
	{ VSI_ISA_A32, 0xe4b10000, "ldrt r0, [r1], #0" },
	{ VSI_ISA_A32, 0xe0e100b0, "strht r0, [r1], #0" },
	/* UNPREDICTABLE */
	{ VSI_ISA_A32, 0xe10ff000, "mrs pc, cpsr" },
	{ VSI_ISA_A32, 0xe14ff000, "mrs pc, spsr" },
	{ VSI_ISA_A32, 0xe121f00f, "msr cpsr_c, pc" },
	{ VSI_ISA_A32, 0xe160f000, "msr spsr_, r0" },
	{ VSI_ISA_A32, 0xe360f001, "msr spsr_, #1" },
	{ VSI_ISA_A32, 0xf1000000, "cps, which changes nothing" },
	{ VSI_ISA_A32, 0xf1040080, "cps, with imod 0b01" },
	{ VSI_ISA_A32, 0xf1060013, "cps #0x13, with imod 0b01" },
	{ VSI_ISA_A32, 0xf1020093, "cps #0x13, with I" },
	{ VSI_ISA_A32, 0xf10a0013, "cpsie, #0x13" },
	{ VSI_ISA_A32, 0xf10c0000, "cpsid" },
	{ VSI_ISA_A32, 0xf10c0093, "cpsid i, with a mode" },
	{ VSI_ISA_A32, 0xf8bf0a00, "rfeia pc!" },
	{ VSI_ISA_A32, 0xe8ff8001, "ldmia pc!, {r0, pc}^" },
	{ VSI_ISA_A32, 0xe8f08001, "ldmia r0!, {r0, pc}^" },
	{ VSI_ISA_A32, 0xe8fd7fff, "ldmia sp!, {r0-lr}^" },
	{ VSI_ISA_A32, 0xe8dd0000, "ldmia sp, {}^" },
	{ VSI_ISA_A32, 0xe8df0001, "ldmia pc, {r0}^" },
	{ VSI_ISA_A32, 0xe8ed7fff, "stmia sp!, {r0-lr}^" },
	{ VSI_ISA_A32, 0xe8cd0000, "stmia sp, {}^" },
	{ VSI_ISA_A32, 0xe8cf0001, "stmia pc, {r0}^" },
	/* which PC? */
	{ VSI_ISA_A32, 0xe8cd8001, "stmia sp, {r0, pc}^" },
	{ VSI_ISA_A32, 0xe25ff004, "subs pc, pc, #4" },
	{ VSI_ISA_A32, 0xe1b0f00f, "movs pc, pc" },
	{ VSI_ISA_A32, 0xe01ff001, "ands pc, pc, r1" },
	{ VSI_ISA_T32, 0xb672, "cpsid i" },
	{ VSI_ISA_T32, 0xbf30, "wfi" },
	{ VSI_ISA_T32, 0xdf00, "svc #0" },
	{ VSI_ISA_T32, 0xf3af8620, "cpsid.w i" },
	{ VSI_ISA_T32, 0xf3ef8000, "mrs r0, cpsr" },
	{ VSI_ISA_T32, 0xf3808100, "msr cpsr_c, r0" },
	{ VSI_ISA_T32, 0xf3de8f04, "subs pc, lr, #4" },
	{ VSI_ISA_T32, 0xf7f08000, "smc #0" },
	{ VSI_ISA_A64, 0xd4000001, "svc #0" },
	{ VSI_ISA_A64, 0xd4000003, "smc #0" },
	{ VSI_ISA_A64, 0xd50342df, "msr daifset, #2" },
	{ VSI_ISA_A64, 0xd503207f, "wfi" },
};

/* Those that have words. */
static const u8 rows[] = {
#define SVC(id, ...)	A32_##id,
#include "../../vsi_arm/a32_svc.tbl"
#undef SVC
};

static void words_are_those_of_the_layout(struct kunit *test)
{
	struct vsi_insn insn;
	u32 word;
	size_t i;

	for (i = 0; i < COUNT(words); i++) {
		if (!CHECK(vsi_decode(VSI_ISA_A32, words[i].original, &insn), "%s",
			   words[i].text))
			continue;
		word = 0;
		CHECK(a32_svc_encode(&insn, &word), "%s is refused", words[i].text);
		CHECK(word == words[i].word, "%s: %08x, not %08x", words[i].text, word,
		      words[i].word);
	}
}

static void each_row_has_been_computed(struct kunit *test)
{
	static bool seen[A32_NR_INSNS];
	struct vsi_insn insn;
	size_t i;

	memset(seen, 0, sizeof(seen));
	for (i = 0; i < COUNT(words); i++)
		if (vsi_decode(VSI_ISA_A32, words[i].original, &insn))
			seen[insn.base] = true;
	for (i = 0; i < COUNT(rows); i++)
		CHECK(seen[rows[i]], "row %u", rows[i]);
}

static void what_does_not_fit_is_refused(struct kunit *test)
{
	const u32 before = 0x12345678;
	struct vsi_insn insn;
	u32 word;
	size_t i;

	for (i = 0; i < COUNT(refused); i++) {
		if (!CHECK(vsi_decode(refused[i].isa, refused[i].word, &insn), "%s",
			   refused[i].text))
			continue;
		word = before;
		CHECK(!a32_svc_encode(&insn, &word), "%s: %08x", refused[i].text, word);
		CHECK(word == before, "%s: %08x", refused[i].text, word);
	}
}

/* What is innocuous never comes so far. */
static void innocuous_words_are_none(struct kunit *test)
{
	static const u32 innocuous[] = {
		0xe128f000,	/* msr cpsr_f, r0 */
		0xe12cf00f,	/* msr cpsr_fs, pc */
		0xe328f202,	/* msr cpsr_f, #0x20000000 */
		0xe320f001,	/* yield */
		0xe320f004,	/* sev */
		0xe320f000,	/* nop */
		0xf1010200,	/* setend be */
	};
	struct vsi_insn insn;
	size_t i;

	for (i = 0; i < COUNT(innocuous); i++)
		CHECK(!vsi_decode(VSI_ISA_A32, innocuous[i], &insn), "%08x", innocuous[i]);
}

static u32 bits(u32 word, unsigned int high, unsigned int low)
{
	return word >> low & ((2u << (high - low)) - 1);
}

/* As the hypervisor takes an immediate apart: bits[19:17], where bits[23:20] are 0. */
static u32 original_of_misc(u32 imm)
{
	const u32 pu = bits(imm, 16, 15) << 23;

	switch (bits(imm, 19, 17)) {
	case 0:
		return 0xf1000000 | bits(imm, 16, 15) << 18 | bits(imm, 14, 14) << 17 |
		       bits(imm, 13, 11) << 6 | bits(imm, 10, 6);
	case 1:
		return 0x010f0000 | bits(imm, 12, 12) << 22 | bits(imm, 16, 13) << 12;
	case 2:
		return 0x0320f000 | bits(imm, 0, 0) << 22 | bits(imm, 16, 13) << 16 |
		       bits(imm, 12, 1);
	case 3:
		return 0x0120f000 | bits(imm, 8, 8) << 22 | bits(imm, 16, 13) << 16 |
		       bits(imm, 12, 9);
	case 4:
		return 0xf8100a00 | pu | bits(imm, 14, 14) << 21 | bits(imm, 13, 10) << 16;
	case 5:
		return 0xf84d0500 | pu | bits(imm, 14, 14) << 21 | bits(imm, 13, 9);
	case 6:
		return 0x0320f003 - bits(imm, 16, 15);
	}
	return 0x01600070 | bits(imm, 16, 13);
}

static u32 original_of(u32 imm)
{
	const u32 id = bits(imm, 23, 20), base = bits(imm, 19, 16) << 16;

	if (!id)
		return original_of_misc(imm);
	if (id <= 8)
		return 0x08500000 | bits(id - 1, 2, 1) << 23 | bits(id - 1, 0, 0) << 21 | base |
		       bits(imm, 15, 0);
	if (id <= 12)
		return 0x08400000 | (id - 9) << 23 | base | bits(imm, 15, 0);
	if (id <= 14)
		return (id == 13 ? 0x0010f000 : 0x0210f000) | bits(imm, 19, 16) << 21 |
		       bits(imm, 15, 12) << 16 | bits(imm, 11, 0);
	return 0x0f000000 | bits(imm, 19, 0);
}

static void check_nothing_is_lost(struct kunit *test, u32 original, u32 *encoded)
{
	const bool always = original >> 28 == 0xf;
	struct vsi_insn insn, svc;
	u32 word, back;

	if (!vsi_decode(VSI_ISA_A32, original, &insn) || !a32_svc_encode(&insn, &word))
		return;
	++*encoded;
	CHECK(vsi_decode(VSI_ISA_A32, word, &svc) && svc.base == A32_SVC, "%08x: %08x",
	      original, word);
	CHECK(word >> 28 == (always ? 0xe : original >> 28), "%08x: %08x", original, word);
	back = original_of(word & 0xffffff) | (always ? 0 : original & 0xf0000000);
	CHECK(back == original, "%08x: %08x, which is %08x", original, word, back);
}

/* Of every row: the bits that its mask leaves open at random, with any condition. */
static void nothing_is_lost(struct kunit *test)
{
	const struct vsi_rows *a32 = vsi_rows(VSI_ISA_A32);
	u32 encoded[A32_NR_INSNS] = {};
	u32 i, n, open, seed = 7;

	for (i = 0; i < A32_NR_INSNS; i++) {
		open = ~a32->insns[i].mask;
		for (n = 0; n < 20000; n++)
			check_nothing_is_lost(test, a32->insns[i].value |
					      (random_next(&seed) & open), &encoded[i]);
	}
	for (i = 0; i < COUNT(rows); i++)
		CHECK(encoded[rows[i]], "row %u", rows[i]);
}

static void user_mode_is_recognized(struct kunit *test)
{
	static const u32 kernels[] = {
		0x60000013, 0x600f0193, 0x60000093, 0xa00001d7, 0x60000011, 0x60000012,
		0x60000016, 0x6000001a, 0x6000001b, 0x6000001f,
	};
	static const u32 users[] = { 0x60000010, 0x000f0010, 0x60000030, 0xf80001d0, 0x10 };
	size_t i;

	for (i = 0; i < COUNT(kernels); i++)
		CHECK(!a32_is_deprivileged(kernels[i]), "%08x", kernels[i]);
	for (i = 0; i < COUNT(users); i++)
		CHECK(a32_is_deprivileged(users[i]), "%08x", users[i]);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(words_are_those_of_the_layout),
	KUNIT_CASE(each_row_has_been_computed),
	KUNIT_CASE(what_does_not_fit_is_refused),
	KUNIT_CASE(innocuous_words_are_none),
	KUNIT_CASE(nothing_is_lost),
	KUNIT_CASE(user_mode_is_recognized),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_svc",
	.suite_init = check_decoder,
	.init = check_begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
