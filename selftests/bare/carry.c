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
#include "../unit/random.h"
#include "bare.h"

_Static_assert(VSI_MAX_PAYLOAD + 1 == VENEER_WORDS, "any veneer, and its branch back");

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
