// SPDX-License-Identifier: GPL-2.0
/*
 * What a64_carry.c encodes, executed: each effect in place, from a veneer and by
 * a literal; and what a64_psr.c does to the PSTATE of a trap, against what the
 * instruction itself does.  All registers and PSTATE are compared.
 *
 * A program without a kernel; run-a64.sh runs it and prints its output.
 */
#include "../../../vsi_arm/a64_carry.h"
#include "../../../vsi_arm/a64_encode.h"
#include "../../../vsi_arm/a64_psr.h"
#include "../../../vsi_arm/state.h"
#include "../../unit/random.h"
#include "bare.h"

_Static_assert(VSI_MAX_PAYLOAD + 1 + VSI_MAX_LITERAL <= VENEER_WORDS,
	       "any veneer, its branch back, and its data");

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))
#define SVC		0xd4000001u

/* SPSR_EL1: EL1 with SP_EL1; and all bits that instructions read or write */
#define EL1H		0x00000005u
#define PSTATE_BITS	0xf3c013c0u

static u64 memory[8];
static u32 failures, checks, seed = 7;
static struct vsi_insn trapped;	/* what an undefined instruction stands for */

static u64 random64(void)
{
	return (u64)random_next(&seed) << 32 | random_next(&seed);
}

static void print64(u64 value)
{
	bare_hex(value >> 32);
	bare_hex(value);
}

static void fail(const char *what, u32 n, u64 got, u64 want)
{
	if (++failures > 20)
		return;
	bare_print("# site ");
	bare_hex(site_code[0]);
	bare_print(", veneer ");
	bare_hex(veneer_code[0]);
	bare_print(": ");
	bare_print(what);
	bare_print(" ");
	bare_number(n);
	bare_print(" is ");
	print64(got);
	bare_print(", not ");
	print64(want);
	bare_print("\n");
}

static void check(bool ok, const char *what, u32 n, u64 got, u64 want)
{
	checks++;
	if (!ok)
		fail(what, n, got, want);
}

void bare_unexpected(u64 esr, u64 pc)
{
	fail("exception: ESR, PC", 0, esr, pc);
	bare_print("Bail out! exception\n");
}

/* The trap: what the kernel's handler does. */
void bare_undefined(struct state *state)
{
	const u32 word = *(const u32 *)state->pc;

	if ((word & A64_UDF_MASK) != A64_UDF_VALUE || !a64_psr_is(&trapped)) {
		bare_unexpected(0, state->pc);
		bare_exit(1);
	}
	a64_psr_execute(&trapped, &state->pstate, state->gpr);
	state->pc += 4;
}

/* x29 points to memory, x28 to the vectors; others are anything. */
static struct state initial_state(void)
{
	struct state s;
	u64 vectors;
	u32 i;

	asm volatile("mrs	%0, vbar_el1" : "=r" (vectors));
	for (i = 0; i < NR_GPRS; i++)
		s.gpr[i] = random64();
	s.gpr[13] &= 0xffffffff;
	s.gpr[28] = vectors;
	s.gpr[29] = (u64)memory;
	s.pstate = EL1H | (random_next(&seed) & PSTATE_BITS);
	s.pc = 0;
	return s;
}

static void check_state(const struct state *got, const struct state *want)
{
	u32 i;

	for (i = 0; i < NR_GPRS; i++)
		check(got->gpr[i] == want->gpr[i], "x", i, got->gpr[i], want->gpr[i]);
	check(got->pstate == want->pstate, "PSTATE", 0, got->pstate, want->pstate);
}

static void put_site(u32 word)
{
	site_code[0] = word;
	site_code[1] = SVC;
}

static u32 put_veneer(const struct vsi_insn *insn, const struct vsi_effect *effect)
{
	u32 n = vsi_carry_payload(insn, effect, veneer_code);

	put_site(a64_branch_bits((u64)site_code, (u64)veneer_code));
	veneer_code[n] = a64_branch_bits((u64)(veneer_code + n), (u64)(site_code + 1));
	check(a64_in_reach((u64)site_code, (u64)veneer_code), "out of reach", 0, 0, 0);
	return n;
}

static struct vsi_insn decode(u32 word)
{
	struct vsi_insn insn = { 0 };

	check(vsi_decode(VSI_ISA_A64, word, &insn), "not sensitive", 0, word, 0);
	return insn;
}

static void run_and_check(const struct state *in, const struct state *want)
{
	struct state got;

	run_site(in, &got);
	check_state(&got, want);
}

static void check_value(u64 value)
{
	struct vsi_effect effect = { .kind = VSI_EFFECT_VALUE, .rt2 = VSI_NO_REG };
	const struct vsi_insn insn = decode(*read_site);
	const struct state in = initial_state();
	struct state want = in;
	struct vsi_literal load;
	u32 word, i;

	effect.value = value;
	effect.rt = random_below(&seed, 32);
	if (effect.rt < NR_GPRS)
		want.gpr[effect.rt] = value;
	if (vsi_carry_inline(&insn, &effect, &word)) {
		put_site(word);
		run_and_check(&in, &want);
	}
	check(put_veneer(&insn, &effect), "no veneer", effect.rt, value, 0);
	run_and_check(&in, &want);
	if (!vsi_carry_literal(&insn, &effect, &load))
		return;
	for (i = 0; i < LITERAL_WORDS; i++)
		literal[i] = i < load.nr ? load.data[i] : random_next(&seed);
	put_site(load.word | a64_literal_bits((u64)site_code, (u64)literal));
	run_and_check(&in, &want);
}

static void values(void)
{
	u64 value;
	u32 n, i;

	for (n = 0; n < 4000; n++) {
		value = 0;
		for (i = 0; i < 64; i += 16)
			switch (random_below(&seed, 3)) {
			case 0:
				value |= (u64)(random_next(&seed) & 0xffff) << i;
				break;
			case 1:
				value |= 0xffffull << i;
				break;
			}
		check_value(value);
		check_value((u32)value);
		check_value((u64)(s64)(int)value);
	}
}

/* Rows of ones of each length, at each place, in elements of each size. */
static void masks(void)
{
	u32 size, nr, at, i;
	u64 element, value;

	for (size = 2; size <= 64; size *= 2)
		for (nr = 1; nr < size; nr++)
			for (at = 0; at < size; at += 1 + size / 16) {
				element = (1ull << nr) - 1;
				if (at)
					element = element << at | element >> (size - at);
				if (size < 64)
					element &= (1ull << size) - 1;
				value = 0;
				for (i = 0; i < 64; i += size)
					value |= element << i;
				check_value(value);
				check_value((u32)value);
			}
}

static void nothing(void)
{
	const struct vsi_effect effect = { .kind = VSI_EFFECT_NOTHING, .rt = VSI_NO_REG,
					   .rt2 = VSI_NO_REG };
	const struct vsi_insn insn = decode(*write_site);
	const struct state in = initial_state();
	u32 word = 0;

	check(vsi_carry_inline(&insn, &effect, &word), "no instruction", 0, 0, 0);
	put_site(word);
	run_and_check(&in, &in);
}

static u64 counter(void)
{
	u64 value;

	asm volatile("isb; mrs	%0, cntvct_el0; isb" : "=r" (value) : : "memory");
	return value;
}

static void run_counter(u32 rt)
{
	const struct state in = initial_state();
	struct state got, want = in;
	u64 before = counter();

	run_site(&in, &got);
	if (rt < NR_GPRS) {
		want.gpr[rt] = got.gpr[rt];
		check(before <= got.gpr[rt] && got.gpr[rt] <= counter(), "counter, x", rt,
		      got.gpr[rt], before);
	}
	check_state(&got, &want);
}

static void counters(void)
{
	struct vsi_effect effect = { .kind = VSI_EFFECT_COUNTER, .rt2 = VSI_NO_REG };
	const struct vsi_insn plain = decode(*read_site), ordered = decode(*ordered_site);
	u32 word = 0;

	for (effect.rt = 0; effect.rt < 32; effect.rt++) {
		check(vsi_carry_inline(&plain, &effect, &word), "no instruction, x", effect.rt,
		      0, 0);
		put_site(word);
		run_counter(effect.rt);
		check(put_veneer(&plain, &effect) == 1, "no veneer, x", effect.rt, 0, 0);
		run_counter(effect.rt);
		check(put_veneer(&ordered, &effect) == 2, "no veneer, x", effect.rt, 0, 0);
		run_counter(effect.rt);
	}
}

/* QEMU takes the calls of PSCI itself, those that come by HVC. */
static void call(void)
{
	const struct vsi_effect effect = { .kind = VSI_EFFECT_HVC, .rt2 = VSI_NO_REG };
	const struct vsi_insn insn = decode(*call_site);
	const u32 psci_version = 0x84000000, hvc = 0xd4000002;
	struct state in = initial_state(), want;
	u32 word = 0;

	in.gpr[0] = psci_version;
	put_site(hvc);
	run_site(&in, &want);
	check(want.gpr[0] != psci_version, "version", 0, want.gpr[0], 0);
	check(put_veneer(&insn, &effect), "no veneer", 0, 0, 0);
	run_and_check(&in, &want);
	check(vsi_carry_inline(&insn, &effect, &word), "no instruction", 0, 0, 0);
	put_site(word);
	run_and_check(&in, &want);
}

/* Both views, of which DAIF is written by the second one; and DAIF of each, as 16 bits. */
#define VIEW		(VSI_STATE_A64_MASK / sizeof(u64))
#define DAIF_WORD	(0x400 / 8)

/* CRn, CRm and op2 of each register, and its offset in 8 bytes. */
static u32 word_of(u32 site)
{
	switch (site >> 5 & 0x7fff) {
	case 0x4208: return 0x408 / 8;	/* SP_EL0 */
	case 0x4684: return 0x410 / 8;	/* TPIDR_EL1 */
	case 0x4201: return 0x418 / 8;	/* ELR_EL1 */
	case 0x4200: return 0x420 / 8;	/* SPSR_EL1 */
	case 0x4290: return 0x428 / 8;	/* ESR_EL1 */
	case 0x4300: return 0x430 / 8;	/* FAR_EL1 */
	}
	return DAIF_WORD;
}

/* What the site leaves in the block, of DAIF but for bits that do not count. */
static u64 state_effect(u32 site, struct state *s)
{
	const u32 word = word_of(site), rt = site & 0x1f, masks = (site >> 8 & 0xf) << 6;
	const u64 value = rt == 31 ? 0 : s->gpr[rt];

	if ((site & 0xfffff0df) == 0xd50340df)
		return site >> 5 & 1 ? state_window[VIEW + word] & ~(u64)masks :
				       state_window[VIEW + word] | masks;
	if (site >> 21 & 1) {
		s->gpr[rt] = word == DAIF_WORD ? state_window[word] & 0x3c0 : state_window[word];
		return state_window[word];
	}
	return value;
}

static void check_block(u32 site, u64 want)
{
	const bool daif = word_of(site) == DAIF_WORD;
	const u32 view = daif ? VIEW : 0;
	const u64 counts = daif ? 0x3c0 : ~0ull;
	u64 is, was;
	u32 i;

	for (i = 0x3e0 / 8; i < 0x440 / 8; i++) {
		is = state_window[view + i];
		was = i * 0x5a5aull;
		if (i == word_of(site))
			check((is & counts) == (want & counts), "block", i, is, want);
		else
			check(is == was, "block", i, is, was);
		/* the other view is not touched */
		is = state_window[VIEW - view + i];
		check(is == was, "view", i, is, was);
	}
}

static void state_site(u32 site)
{
	const struct vsi_effect effect = { .kind = VSI_EFFECT_STATE, .rt2 = VSI_NO_REG,
					   .block = (u64)state_window };
	const struct vsi_insn insn = decode(site);
	struct state in = initial_state(), want = in;
	u32 i, n, data[VSI_MAX_LITERAL];
	u64 left;

	for (i = 0; i < 2 * VIEW; i++)
		state_window[i] = i % VIEW * 0x5a5aull;
	left = state_effect(site, &want);
	n = put_veneer(&insn, &effect);
	check(n, "no veneer", 0, site, 0);
	/* without an MMU no access may be unaligned: NOPs of the room move the data */
	check(vsi_carry_data(&insn, &effect, data) == 2, "no data", 0, site, 0);
	if (n % 2 == 0) {
		for (i = 0; i < n; i++)
			if (veneer_code[i] >> 24 == 0x58)
				veneer_code[i] += 1 << 5;
		n++;
	}
	memcpy(&veneer_code[n + 1], data, sizeof(data));
	run_and_check(&in, &want);
	check_block(site, left);
}

static void state_block(void)
{
	const u32 *site;
	u32 n;

	for (site = state_sites; site < state_sites_end; site++)
		for (n = 0; n < 4; n++)
			state_site(*site);
}

static void fill_memory(void)
{
	u32 i;

	for (i = 0; i < COUNT(memory); i++)
		memory[i] = 0x0123456789abcdef * (i + 1);
}

static void originals(void)
{
	const struct vsi_effect native = { .kind = VSI_EFFECT_NATIVE, .rt2 = VSI_NO_REG };
	u64 stored[COUNT(memory)];
	struct state in, want;
	struct vsi_insn insn;
	const u32 *site;

	for (site = native_sites; site < native_sites_end; site++) {
		insn = decode(*site);
		in = initial_state();
		put_site(*site);
		fill_memory();
		run_site(&in, &want);
		memcpy(stored, memory, sizeof(stored));
		check(put_veneer(&insn, &native) == 1, "no veneer", 0, *site, 0);
		fill_memory();
		run_and_check(&in, &want);
		check(!memcmp(stored, memory, sizeof(stored)), "memory", 0, memory[1], stored[1]);
	}
}

/* The same by itself, and by an undefined instruction whose handler acts on the frame. */
static void traps(void)
{
	struct state in, want;
	const u32 *site;
	u32 n, changed;

	for (site = pstate_sites; site < pstate_sites_end; site++) {
		changed = 0;
		for (n = 0; n < 64; n++) {
			trapped = decode(*site);
			in = initial_state();
			put_site(*site);
			run_site(&in, &want);
			changed += memcmp(&in, &want, offsetof(struct state, pc)) != 0;
			put_site(A64_UDF_VALUE | a64_udf_hint_bits(n));
			run_and_check(&in, &want);
		}
		/* but for the register that is none, and no bits of DAIF */
		check(changed || (*site & ~0x1fu) == 0xd53b4220 ||
		      (*site & ~0x20u) == 0xd50340df, "never acts", 0, *site, 0);
	}
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "value", values },
	{ "mask", masks },
	{ "nothing", nothing },
	{ "counter", counters },
	{ "call", call },
	{ "state_block", state_block },
	{ "original_does_the_same_in_a_veneer", originals },
	{ "trap_does_the_same_to_pstate", traps },
};

int bare_main(void)
{
	bool ok = true;
	u32 i;

	vsi_decode_init();
	bare_print("KTAP version 1\n1..");
	bare_number(COUNT(cases));
	bare_print("\n");
	for (i = 0; i < COUNT(cases); i++) {
		failures = 0;
		checks = 0;
		cases[i].run();
		ok &= checks && !failures;
		bare_print("# checks: ");
		bare_number(checks);
		bare_print(checks && !failures ? "\nok " : "\nnot ok ");
		bare_number(i + 1);
		bare_print(" ");
		bare_print(cases[i].name);
		bare_print("\n");
	}
	return !ok;
}
