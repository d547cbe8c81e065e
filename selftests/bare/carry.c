// SPDX-License-Identifier: GPL-2.0
/*
 * What a32_carry.c encodes, executed: each effect in place and from a veneer,
 * with every condition and all flags.  All registers, the mode, banked and
 * system registers, and memory are compared: of an original, with what the
 * original leaves; of other effects, with what they say.
 *
 * A program without a kernel; run.sh runs it and prints its output.
 */
#include "../../vsi_arm/a32_carry.h"
#include "../../vsi_arm/state.h"
#include "../unit/random.h"
#include "bare.h"

_Static_assert(VSI_MAX_PAYLOAD + 1 + VSI_MAX_LITERAL <= VENEER_WORDS,
	       "any veneer, its branch back, and its data");

#define AL		0xeu
#define UNCOND		0xfu
#define NR_FLAGS	16
#define LR		14
#define SP		13
#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/* SVC mode, all masked, Z and C: what an exception return leads to */
#define RETURN_PSR	0x600001d3u

#define MEMORY_WORDS	64
#define SP_WORD		32

/* All that code may have changed; an array of words, to compare and to print. */
struct state {
	struct gprs run;
	u32 spsr, sp_usr, lr_usr, sp_irq, dacr, tpidruro, vbar, fpexc, cntv[2];
	u32 memory[MEMORY_WORDS];
};

#define STATE_WORDS	(sizeof(struct state) / sizeof(u32))

static u32 memory[MEMORY_WORDS];
static unsigned int failures, checks;

static void fail(const char *what, u32 n, u32 got, u32 want)
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
	bare_hex(got);
	bare_print(", not ");
	bare_hex(want);
	bare_print("\n");
}

static void check(bool ok, const char *what, u32 n, u32 got, u32 want)
{
	checks++;
	if (!ok)
		fail(what, n, got, want);
}

/* Called by start.S: nothing here may take an exception. */
void bare_unexpected(u32 lr, u32 psr)
{
	fail("exception: LR, PSR", 0, lr, psr);
	bare_print("Bail out! exception\n");
}

static void put_system(const struct state *s)
{
	asm volatile("msr	SPSR_fsxc, %0" : : "r" (s->spsr));
	asm volatile("msr	SP_usr, %0" : : "r" (s->sp_usr));
	asm volatile("msr	LR_usr, %0" : : "r" (s->lr_usr));
	asm volatile("msr	SP_irq, %0" : : "r" (s->sp_irq));
	asm volatile("mcr	p15, 0, %0, c3, c0, 0" : : "r" (s->dacr));
	asm volatile("mcr	p15, 0, %0, c13, c0, 3" : : "r" (s->tpidruro));
	asm volatile("mcr	p15, 0, %0, c12, c0, 0" : : "r" (s->vbar));
	asm volatile("mcr	p10, 7, %0, c8, c0, 0" : : "r" (s->fpexc));
	asm volatile("mcrr	p15, 3, %0, %1, c14" : : "r" (s->cntv[0]), "r" (s->cntv[1]));
}

static void get_system(struct state *s)
{
	asm volatile("mrs	%0, SPSR" : "=r" (s->spsr));
	asm volatile("mrs	%0, SP_usr" : "=r" (s->sp_usr));
	asm volatile("mrs	%0, LR_usr" : "=r" (s->lr_usr));
	asm volatile("mrs	%0, SP_irq" : "=r" (s->sp_irq));
	asm volatile("mrc	p15, 0, %0, c3, c0, 0" : "=r" (s->dacr));
	asm volatile("mrc	p15, 0, %0, c13, c0, 3" : "=r" (s->tpidruro));
	asm volatile("mrc	p15, 0, %0, c12, c0, 0" : "=r" (s->vbar));
	asm volatile("mrc	p10, 7, %0, c8, c0, 0" : "=r" (s->fpexc));
	asm volatile("mrrc	p15, 3, %0, %1, c14" : "=r" (s->cntv[0]), "=r" (s->cntv[1]));
}

/*
 * r1 and SP point to memory whose even words are the address where the test
 * ends, and whose odd words are a PSR, so that exception returns end there; for
 * SP_irq it is the other way round, so that SRS changes it.  r9 and r10 are
 * zero, for FPEXC and as an offset; r5 has no E bit.
 */
static struct state initial_state(u32 nzcv)
{
	struct state s = {
		.spsr = RETURN_PSR, .sp_usr = 0x5a000001, .lr_usr = 0x5a000002,
		.sp_irq = (u32)&memory[9], .dacr = 0x55555555, .tpidruro = 0x5a000003,
		.vbar = (u32)vectors, .fpexc = 1u << 30, .cntv = { 0x5a000004, 0x5a000005 },
	};
	u32 i;

	for (i = 0; i < NR_GPRS; i++)
		s.run.gpr[i] = 0xa5000000 + 0x00010103 * i;
	s.run.gpr[1] = (u32)&memory[16];
	s.run.gpr[9] = 0;
	s.run.gpr[10] = 0;
	s.run.gpr[SP] = (u32)&memory[SP_WORD];
	s.run.gpr[LR] = (u32)landing;
	s.run.cpsr = nzcv << 28 | 0x1d3;
	for (i = 0; i < MEMORY_WORDS; i++)
		s.memory[i] = i & 1 ? RETURN_PSR : (u32)landing;
	return s;
}

static struct state run(const struct state *in)
{
	struct state out;

	asm volatile("mcr	p15, 0, %0, c7, c5, 0\n\t"	/* ICIALLU */
		     "dsb\n\tisb" : : "r" (0) : "memory");
	memcpy(memory, in->memory, sizeof(memory));
	put_system(in);
	run_site(&in->run, &out.run);
	get_system(&out);
	put_system(in);
	memcpy(out.memory, memory, sizeof(memory));
	return out;
}

static void check_state(const struct state *got, const struct state *want)
{
	const u32 *g = (const u32 *)got, *w = (const u32 *)want;
	u32 i;

	for (i = 0; i < STATE_WORDS; i++)
		check(g[i] == w[i], "word of the state", i, g[i], w[i]);
}

static void put_branch(u32 original, u32 *from, const void *to)
{
	check(a32_encode_branch(original, (u32)from, (u32)to, from), "no branch from", (u32)from,
	      0, 0);
}

static void put_site(u32 word)
{
	site_code[0] = word;
	put_branch(AL << 28, &site_code[1], landing);
}

/* The site branches to the veneer, and the veneer back behind the site. */
static bool put_veneer(const struct vsi_insn *insn, const struct vsi_effect *effect)
{
	u32 n = vsi_carry_payload(insn, effect, veneer_code);

	if (n)
		vsi_carry_data(insn, effect, &veneer_code[n + 1]);

	put_site(insn->word);
	put_branch(insn->word, site_code, veneer_code);
	put_branch(AL << 28, &veneer_code[n], &site_code[1]);
	return n;
}

/* ARM DDI 0406C, A8.3.1 */
static bool passes(u32 cond, u32 nzcv)
{
	const bool n = nzcv & 8, z = nzcv & 4, c = nzcv & 2, v = nzcv & 1;
	const bool results[] = { z, c, n, v, c && !z, n == v, n == v && !z, true };

	return cond >= AL || results[cond >> 1] == !(cond & 1);
}

static struct vsi_insn with_cond(u32 word, u32 cond)
{
	struct vsi_insn insn = { 0 };

	if (word >> 28 != UNCOND)
		word = (word & 0x0fffffff) | cond << 28;
	check(vsi_decode(VSI_ISA_A32, word, &insn), "not sensitive", 0, word, 0);
	return insn;
}

static void native_site(u32 word, u32 cond, u32 nzcv)
{
	const struct vsi_effect native = { .kind = VSI_EFFECT_NATIVE };
	const struct vsi_insn insn = with_cond(word, cond);
	const struct state in = initial_state(nzcv);
	struct state want, got;

	put_site(insn.word);
	want = run(&in);
	check(put_veneer(&insn, &native), "no veneer", 0, insn.word, 0);
	got = run(&in);
	check_state(&got, &want);
}

static void originals(void)
{
	const u32 *site;
	u32 cond, nzcv;

	for (site = native_sites; site < native_sites_end; site++)
		for (cond = 0; cond <= AL; cond++)
			for (nzcv = 0; nzcv < NR_FLAGS; nzcv++)
				native_site(*site, cond, nzcv);
}

/* An original that changes nothing would prove nothing. */
static void originals_act(void)
{
	struct state in, out;
	const u32 *site;

	for (site = native_sites; site < idle_sites; site++) {
		in = initial_state(0);
		put_site(*site);
		out = run(&in);
		check(memcmp(&in, &out, sizeof(in)), "no change by", 0, *site, 0);
	}
}

static void check_inline(const struct vsi_insn *insn, const struct vsi_effect *effect,
			 const struct state *in, const struct state *want)
{
	struct state got;
	u32 word = 0;

	check(vsi_carry_inline(insn, effect, &word), "no instruction", effect->kind, insn->word,
	      0);
	put_site(word);
	got = run(in);
	check_state(&got, want);
}

static void check_veneer(const struct vsi_insn *insn, const struct vsi_effect *effect,
			 const struct state *in, const struct state *want)
{
	struct state got;

	check(put_veneer(insn, effect), "no veneer", effect->kind, insn->word, 0);
	got = run(in);
	check_state(&got, want);
}

static void set_results(struct state *s, const struct vsi_effect *effect)
{
	s->run.gpr[effect->rt] = effect->value;
	if (effect->rt2 != VSI_NO_REG)
		s->run.gpr[effect->rt2] = effect->value >> 32;
}

static void value_effect(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 nzcv)
{
	const struct state in = initial_state(nzcv);
	struct state want = in;
	u32 word;

	if (passes(insn->cond, nzcv))
		set_results(&want, effect);
	check_veneer(insn, effect, &in, &want);
	/* test_carry.c says which values have one */
	if (vsi_carry_inline(insn, effect, &word))
		check_inline(insn, effect, &in, &want);
}

static u32 seed = 19;

static u32 a_value(u32 n)
{
	switch (n % 4) {
	case 0:
		return a32_expand_imm(random_next(&seed));
	case 1:
		return ~a32_expand_imm(random_next(&seed));
	case 2:
		return random_next(&seed) & 0xffff;
	}
	return random_next(&seed);
}

static u8 a_register(void)
{
	const u32 n = random_below(&seed, 14);

	return n == SP ? LR : n;
}

static u8 another_register(u8 reg)
{
	u8 other = a_register();

	while (other == reg)
		other = a_register();
	return other;
}

/* Each condition with all flags. */
static void each_case(const u32 *site, void (*test)(const struct vsi_insn *insn, u32 nzcv))
{
	struct vsi_insn insn;
	u32 cond, nzcv;

	for (cond = 0; cond <= AL; cond++)
		for (nzcv = 0; nzcv < NR_FLAGS; nzcv++) {
			insn = with_cond(*site, cond);
			test(&insn, nzcv);
		}
}

static void one_value(const struct vsi_insn *insn, u32 nzcv)
{
	struct vsi_effect effect = { .kind = VSI_EFFECT_VALUE, .rt2 = VSI_NO_REG };
	u32 n;

	for (n = 0; n < 16; n++) {
		effect.rt = a_register();
		effect.value = a_value(n);
		value_effect(insn, &effect, nzcv);
	}
}

static void two_values(const struct vsi_insn *insn, u32 nzcv)
{
	struct vsi_effect effect = { .kind = VSI_EFFECT_VALUE };
	u32 n;

	for (n = 0; n < 16; n++) {
		effect.rt = a_register();
		effect.rt2 = another_register(effect.rt);
		effect.value = (u64)a_value(n) << 32 | a_value(n / 4);
		value_effect(insn, &effect, nzcv);
	}
}

static void nothing(const struct vsi_insn *insn, u32 nzcv)
{
	const struct vsi_effect effect = { .kind = VSI_EFFECT_NOTHING, .rt2 = VSI_NO_REG };
	const struct state in = initial_state(nzcv);

	check_inline(insn, &effect, &in, &in);
}

static u64 counter(void)
{
	u64 count;

	asm volatile("isb\n\tmrrc	p15, 1, %Q0, %R0, c14" : "=r" (count) : : "memory");
	return count;
}

static void run_counter(const struct vsi_insn *insn, const struct vsi_effect *effect, u32 nzcv)
{
	const struct state in = initial_state(nzcv);
	const u64 before = counter();
	const struct state got = run(&in);
	const u64 after = counter();
	struct state want = in;
	u64 count;

	if (passes(insn->cond, nzcv)) {
		count = got.run.gpr[effect->rt] | (before & ~0xffffffffull);
		if (effect->rt2 != VSI_NO_REG)
			count = (u64)got.run.gpr[effect->rt2] << 32 | (u32)count;
		else
			want.memory[SP_WORD - 1] = got.memory[SP_WORD - 1];
		check(before <= count && count <= after, "counter, r", effect->rt, count, after);
		want.run.gpr[effect->rt] = got.run.gpr[effect->rt];
		if (effect->rt2 != VSI_NO_REG)
			want.run.gpr[effect->rt2] = got.run.gpr[effect->rt2];
	}
	check_state(&got, &want);
}

static void one_counter(const struct vsi_insn *insn, u32 nzcv)
{
	struct vsi_effect effect = { .kind = VSI_EFFECT_COUNTER, .rt2 = VSI_NO_REG };

	for (effect.rt = 0; effect.rt <= LR; effect.rt++) {
		if (effect.rt == SP)
			continue;
		check(put_veneer(insn, &effect), "no veneer, r", effect.rt, insn->word, 0);
		run_counter(insn, &effect, nzcv);
	}
}

static void two_counters(const struct vsi_insn *insn, u32 nzcv)
{
	struct vsi_effect effect = { .kind = VSI_EFFECT_COUNTER };
	u32 word = 0;

	effect.rt = a_register();
	effect.rt2 = another_register(effect.rt);
	check(put_veneer(insn, &effect), "no veneer, r", effect.rt, insn->word, 0);
	run_counter(insn, &effect, nzcv);
	check(vsi_carry_inline(insn, &effect, &word), "no instruction, r", effect.rt, insn->word,
	      0);
	put_site(word);
	run_counter(insn, &effect, nzcv);
}

/* QEMU takes the calls of PSCI itself, those that come by HVC. */
static void call(const struct vsi_insn *insn, u32 nzcv)
{
	const struct vsi_effect effect = { .kind = VSI_EFFECT_HVC, .rt2 = VSI_NO_REG };
	const u32 psci_version = 0x84000000, hvc = 0xe1400070;
	struct state in = initial_state(nzcv), want;

	in.run.gpr[0] = psci_version;
	put_site(hvc);
	want = run(&in);
	check(want.run.gpr[0] != psci_version, "version", 0, want.run.gpr[0], 0);
	check_veneer(insn, &effect, &in, passes(insn->cond, nzcv) ? &want : &in);
	if (insn->cond == AL)
		check_inline(insn, &effect, &in, &want);
}

/* What one instruction leaves in the block: at most one place changes. */
struct stored {
	u32 at;
	u32 size;
	u32 value;
};

static void *in_window(u32 at)
{
	return (u8 *)state_window + at;
}

static void fill_page(u32 page)
{
	u32 *words = in_window(page), i;

	for (i = 0; i < 128; i++)
		words[i] = 0x5a5a0000 + page + i;
}

static void check_page(u32 page, const struct stored *want)
{
	const u32 *words = in_window(page);
	u32 i, word, shift;

	for (i = 0; i < 128; i++) {
		word = 0x5a5a0000 + page + i;
		if (want->size && (want->at & ~3u) == page + i * 4) {
			shift = (want->at & 3) * 8;
			if (want->size == 1)
				word = (word & ~(0xffu << shift)) | want->value << shift;
			else
				word = want->value;
		}
		check(words[i] == word, "word of the block", page + i * 4, words[i], word);
	}
}

/* By page, as Documentation/abi.rst has it: all control bits, or I alone. */
static struct stored control_byte(u32 psr, bool only_i)
{
	const u32 page = (only_i ? 0x80u : 0) | (psr & 0x5f);

	return (struct stored){ (page << 12) + 0x100, 1, psr & 0xff };
}

/* MSR CPSR: SVC, with F clear and set, and I either way. */
static struct stored psr_written(u32 word, u32 value, struct state *s)
{
	if (word & 1u << 19)
		s->run.cpsr = (s->run.cpsr & ~0xf8000000u) | (value & 0xf8000000u);
	return control_byte(value, false);
}

static struct stored psr_changed(u32 word)
{
	const u32 masks = word >> 18 & 1 ? word & 0xc0 : 0;

	if (word & 1u << 17)
		return control_byte(masks | (word & 0x1f), false);
	return control_byte(masks | 0x13, true);
}

static u32 block_word(u32 offset)
{
	return *(u32 *)in_window(offset);
}

/* Where a register is that is read or written as it is: not by what vsi looks it up by. */
static u32 place_of(u32 word)
{
	static const struct {
		u32 mask, value, place;
	} places[] = {
		{ 0x0fef0fff, 0x0e030f10, 0x108 }, { 0x0fef0fff, 0x0e0d0f90, 0x10c },
		{ 0x0fef0fff, 0x0e050f30, 0x114 }, { 0x0fef0fff, 0x0e060f10, 0x118 },
		{ 0x0fff0fff, 0x014f0000, 0x104 }, { 0x0ffffff0, 0x016ff000, 0x104 },
		{ 0x0fff0fff, 0x01060200, 0x144 }, { 0x0fff0fff, 0x01400300, 0x174 },
		{ 0x0ffffff0, 0x0121f300, 0x16c }, { 0x0ffffff0, 0x0164f300, 0x15c },
	};
	u32 i;

	for (i = 0; i < COUNT(places); i++)
		if ((word & (places[i].mask & ~0xf000u)) == (places[i].value & ~0xf000u))
			return places[i].place;
	return 0;
}

/* @s gets what the instruction does to registers; the answer is what it does to the block. */
static struct stored state_effect(const struct vsi_insn *insn, struct state *s)
{
	const u32 word = insn->word, place = place_of(word), reg = word >> 12 & 0xf;
	const bool is_cp = insn->form == VSI_FORM_CP32;
	const bool stores = is_cp ? insn->write : word >> 21 & 1;

	switch (insn->base) {
	case A32_CPS:
	case A32_CPS_MODE:
		return psr_changed(word);
	case A32_MSRI_CPSR:
		return psr_written(word, word & 0xff, s);
	case A32_MSR_CPSR:
		return psr_written(word, s->run.gpr[word & 0xf], s);
	case A32_MRS_CPSR:
		s->run.gpr[reg] = (s->run.cpsr & ~0x3ffu) | (block_word(0x100) & 0x3ff);
		return (struct stored){ 0 };
	}
	check(place, "no place of", 0, word, 0);
	if (stores)
		return (struct stored){ place, 4, s->run.gpr[is_cp ? reg : word & 0xf] };
	s->run.gpr[reg] = block_word(place);
	return (struct stored){ 0 };
}

static void state_site(const struct vsi_insn *insn, u32 nzcv)
{
	const struct vsi_effect effect = {
		.kind = VSI_EFFECT_STATE, .rt = VSI_NO_REG, .rt2 = VSI_NO_REG,
		.block = (u32)state_window,
	};
	static const u32 controls[] = { 0x13, 0x93, 0x53, 0xd3 };
	struct state in = initial_state(nzcv), want, got;
	struct stored stored = { 0 };
	u32 page[3] = { 0 };

	/* what MSR writes; no E, no T, and another mode is the hypervisor's */
	in.run.gpr[0] = 0x20000000 | controls[nzcv & 3];
	in.run.gpr[3] = 0x90000000 | controls[nzcv >> 1 & 3];
	in.run.gpr[7] = 0x60000000 | controls[nzcv >> 2 & 3];
	want = in;
	fill_page(0);
	if (passes(insn->cond, nzcv))
		stored = state_effect(insn, &want);
	page[1] = stored.at & ~0xfffu;
	page[2] = page[1] ^ 0x80000;
	fill_page(page[1]);
	fill_page(page[2]);
	check(put_veneer(insn, &effect), "no veneer", 0, insn->word, 0);
	got = run(&in);
	if (passes(insn->cond, nzcv))
		want.memory[SP_WORD - 1] = got.memory[SP_WORD - 1];
	check_state(&got, &want);
	check_page(page[0], &stored);
	check_page(page[1], &stored);
	check_page(page[2], &stored);
}

static void state_cases(void)
{
	const u32 *site;

	for (site = state_sites; site < state_sites_end; site++)
		each_case(site, state_site);
}

static void one_value_cases(void)
{
	each_case(read_site, one_value);
}

static void two_values_cases(void)
{
	each_case(pair_site, two_values);
}

static void nothing_cases(void)
{
	each_case(write_site, nothing);
}

static void one_counter_cases(void)
{
	each_case(read_site, one_counter);
}

static void two_counters_cases(void)
{
	each_case(pair_site, two_counters);
}

static void call_cases(void)
{
	each_case(call_site, call);
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "originals_act", originals_act },
	{ "original_does_the_same_in_a_veneer", originals },
	{ "value", one_value_cases },
	{ "two_values", two_values_cases },
	{ "nothing", nothing_cases },
	{ "counter", one_counter_cases },
	{ "counter_of_64_bits", two_counters_cases },
	{ "call", call_cases },
	{ "state_block", state_cases },
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
