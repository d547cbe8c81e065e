// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_plan(): which sites a module gets, and what will stand there.
 */
#include <linux/string.h>
#include "planning.h"

/* cps #0x12; msr spsel, #0 */
#define SWITCH		SERVED(0xf1020012u, 0xf3af8112u, 0xd50040bfu)
/* mrc p15, 0, r0, c0, c0, 4; mrs x0, revidr_el1 */
#define MIDR_ALIAS	SERVED_CP(0xee100f90u, 0xd53800c0u)
/* mrrc p15, 0, r0, r1, c14; mrs x0, cntpct_el0 */
#define CNTPCT		SERVED_CP(0xec510f0eu, 0xd53be020u)
/* mcr p15, 0, r0, c7, c14, 2; dc cisw, x0 */
#define SETWAY		SERVED_CP(0xee070f5eu, 0xd5087e40u)
#define SVC		SERVED(0xef000000u, 0xdf00u, 0xd4000001u)
/* cpsid i, and a word of 16 bits, too */
#define T16_CPSID	0xb672u
#define T16_OWN_WORD	0xde61u
/* smc #0 */
#define SMC		SERVED(0xe1600070u, 0xf7f08000u, 0xd4000003u)
/* bkpt #0; brk #0 */
#define BKPT		SERVED(0xe1200070u, 0xbe00u, 0xd4200000u)
/* ldrt r0, [r1], #0; ldtr x0, [x1] */
#define LDRT		SERVED(0xe4b10000u, 0xf8510e00u, 0xf8400820u)
/* mov r0, #0 */
#define MOV_0		SERVED(0xe3a00000u, 0xf04f0000u, 0xd2800000u)

static void sites_are_discovered(struct kunit *test)
{
	struct made *m = some_module(test);
	struct vsi_served *served;

	served = plan_traps(test, m);
	expect_some_sites(test, m, served);
	KUNIT_EXPECT_EQ(test, (int)served->source, (int)VSI_SOURCE_DISCOVERED);
	vsi_served_discard(served);
	KUNIT_EXPECT_EQ(test, made_at(m, MADE_TEXT, 8), MIDR);
}

static void kept_instructions_are_counted(struct kunit *test)
{
	struct made *m = some_module(test);
	struct vsi_served *served;
	const struct vsi_way *way;

	do_with_all(VSI_KEEP);
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 0u);
	KUNIT_EXPECT_EQ(test, served->init.nr_sites, 0u);
	KUNIT_EXPECT_EQ(test, served->counts.sites, 5u);
	KUNIT_EXPECT_EQ(test, served->counts.actions[VSI_KEEP], 5u);
	KUNIT_EXPECT_EQ(test, served->counts.carriers[VSI_CARRIER_NONE], 5u);
	for (way = served->ways; way; way = way->next)
		KUNIT_EXPECT_EQ(test, (unsigned long)way->why, BIT(VSI_KEPT_POLICY));
	KUNIT_EXPECT_EQ(test, world.kept, 0u);
	vsi_served_discard(served);
}

static void denied_instruction_refuses_its_module(struct kunit *test)
{
	struct made *m = some_module(test);

	do_with_all(VSI_NATIVE);
	world.policy.actions[VSI_CLASS_ACTLR] = VSI_DENY;
	expect_refused(test, m, -EPERM, ".text.other", 0, "denied by the policy");
	add_entries(m);
	made_seal(m);
	expect_refused(test, m, -EPERM, ".text.other", 0, "denied by the policy");
}

static void expect_kept(struct kunit *test, u32 word, enum vsi_kept why)
{
	struct vsi_served *served;
	const struct vsi_site *site = plan_one(test, word, &served);

	KUNIT_EXPECT_NULL(test, site);
	KUNIT_EXPECT_EQ(test, (unsigned long)served->ways->why, BIT(why));
	KUNIT_EXPECT_EQ(test, served->counts.actions[VSI_KEEP], 1u);
	vsi_served_discard(served);
}

static void carriers_are_as_asked_for(struct kunit *test)
{
	do_with_all(VSI_NATIVE);
	expect_carried(test, MIDR, VSI_NATIVE, VSI_CARRIER_BRANCH);
	world.carrier = VSI_CARRIER_TRAP;
	expect_carried(test, MIDR, VSI_NATIVE, VSI_CARRIER_TRAP);
	expect_carried(test, MRS, VSI_NATIVE, VSI_CARRIER_TRAP);
	expect_kept(test, BKPT, VSI_KEPT_CARRIER);
	/* no original can be had in place */
	world.carrier = VSI_CARRIER_INLINE;
	expect_carried(test, MIDR, VSI_NATIVE, VSI_CARRIER_TRAP);
	do_with_all(VSI_ZERO);
	expect_carried(test, MIDR, VSI_ZERO, VSI_CARRIER_INLINE);
	world.carrier = VSI_CARRIER_BRANCH;
	expect_carried(test, MIDR, VSI_ZERO, VSI_CARRIER_BRANCH);
	world.carrier = VSI_CARRIER_AUTO;
	expect_carried(test, MIDR, VSI_ZERO, VSI_CARRIER_INLINE);
	expect_carried(test, PMCR, VSI_ZERO, VSI_CARRIER_INLINE);
}

static void actions_are_followed(struct kunit *test)
{
	world.carrier = VSI_CARRIER_TRAP;
	do_with_all(VSI_CONST);
	expect_carried(test, MIDR, VSI_CONST, VSI_CARRIER_TRAP);
	do_with_all(VSI_EMULATE);
	expect_carried(test, PMCR, VSI_EMULATE, VSI_CARRIER_TRAP);
	expect_kept(test, MIDR, VSI_KEPT_ACTION);
	do_with_all(VSI_HYPERCALL);
	expect_carried(test, PMCR, VSI_EMULATE, VSI_CARRIER_TRAP);
	do_with_all(VSI_GUARD);
	expect_carried(test, PMCR, VSI_GUARD, VSI_CARRIER_NONE);
	expect_carried(test, SMC, VSI_GUARD, VSI_CARRIER_NONE);
	expect_kept(test, MIDR, VSI_KEPT_ACTION);
}

static void expect_op(struct kunit *test, u32 word, enum vsi_action action, const char *op)
{
	enum vsi_action got;

	do_with_all(action);
	KUNIT_EXPECT_STREQ(test, op_of(test, word, &got), op);
	KUNIT_EXPECT_EQ(test, (int)got, (int)action);
}

/* What the trap does for each. */
static void traps_are_prepared(struct kunit *test)
{
	world.carrier = VSI_CARRIER_TRAP;
	expect_op(test, MIDR, VSI_NATIVE, "read");
	expect_op(test, ACTLR_W, VSI_NATIVE, "write");
	expect_op(test, MRS, VSI_NATIVE, "psr");
	expect_op(test, MIDR, VSI_ZERO, "value");
	expect_op(test, ACTLR_W, VSI_IGNORE, "nothing");
	expect_op(test, SETWAY, VSI_EMULATE, "setway");
	expect_op(test, CNTPCT, VSI_EMULATE, "counter");
}

static u8 fallback_of(struct kunit *test, u32 word)
{
	struct vsi_served *served;
	const struct vsi_site *site = plan_one(test, word, &served);
	u8 fallback;

	KUNIT_ASSERT_NOT_NULL(test, site);
	KUNIT_EXPECT_EQ(test, (int)site->way->arch.op, (int)VSI_ARM_HYPERCALL);
	fallback = site->way->arch.fallback;
	vsi_served_discard(served);
	return fallback;
}

/* With something to be done when it is refused. */
static void hypervisors_are_called(struct kunit *test)
{
	world.carrier = VSI_CARRIER_TRAP;
	world.backend = true;
	do_with_all(VSI_HYPERCALL);
	KUNIT_EXPECT_EQ(test, (int)fallback_of(test, MIDR), (int)VSI_ARM_READ);
	KUNIT_EXPECT_EQ(test, (int)fallback_of(test, PMCR), (int)VSI_ARM_VALUE);
	KUNIT_EXPECT_EQ(test, (int)fallback_of(test, SMC), (int)VSI_ARM_VALUE);
	/* it cannot be told of these */
	expect_kept(test, SVC, VSI_KEPT_ACTION);
	expect_carried(test, MRS, VSI_EMULATE, VSI_CARRIER_TRAP);
}

/* It is asked once about all words of a module, and what it says is done. */
static void hypervisors_are_asked(struct kunit *test)
{
	struct made *m = some_module(test);

	world.backend = true;
	world.queries = true;
	world.answer = (struct vsi_answer){ .is_known = true };
	do_with_all(VSI_HYPERCALL);
	vsi_served_discard(plan(test, m));
	KUNIT_EXPECT_EQ(test, world.questions, 1u);
	/* MIDR in two registers, and ACTLR; it cannot be told of MRS */
	KUNIT_EXPECT_EQ(test, world.asked, 3u);
}

static void promised_values_are_constants(struct kunit *test)
{
	world.backend = true;
	world.queries = true;
	world.answer = (struct vsi_answer){
		.is_known = true, .promises = VSI_PROMISE_CONST_ALL, .value = 0x41,
	};
	do_with_all(VSI_HYPERCALL);
	expect_carried(test, MIDR, VSI_HYPERCALL, VSI_CARRIER_INLINE);
	/* nothing is promised of a write */
	expect_carried(test, ACTLR_W, VSI_HYPERCALL, VSI_CARRIER_TRAP);
	/* nor of what one CPU reads */
	world.answer.promises = VSI_PROMISE_CONST_CPU;
	expect_carried(test, MIDR, VSI_HYPERCALL, VSI_CARRIER_TRAP);
	/* what is refused is not called */
	world.answer = (struct vsi_answer){ .is_known = true, .refused = true };
	expect_carried(test, PMCR, VSI_EMULATE, VSI_CARRIER_INLINE);
}

static const struct vsi_answer always = {
	.is_known = true, .promises = VSI_PROMISE_ALWAYS, .direct = { .function = 0x8600c400 },
};

/* By the trap in T32. */
static void promised_calls_are_veneers(struct kunit *test)
{
	struct vsi_served *served;
	const struct vsi_site *site;

	world.backend = true;
	world.queries = true;
	world.answer = always;
	do_with_all(VSI_HYPERCALL);
	expect_carried(test, MIDR, VSI_HYPERCALL,
		       VSI_IS_T32 ? VSI_CARRIER_TRAP : VSI_CARRIER_BRANCH);
	site = plan_one(test, MIDR, &served);
	KUNIT_ASSERT_NOT_NULL(test, site);
	KUNIT_EXPECT_EQ(test, (int)site->way->nr_words, SERVED(9, 0, 11));
	KUNIT_EXPECT_TRUE(test, site->way->excepts);
	vsi_served_discard(served);
	world.carrier = VSI_CARRIER_TRAP;
	KUNIT_EXPECT_EQ(test, (int)fallback_of(test, MIDR), (int)VSI_ARM_READ);
}

/* The hypervisor comes back by an exception return. */
static void no_call_in_an_exclusive_sequence(struct kunit *test)
{
	struct made *m = exclusive_module(test, MIDR);
	struct vsi_served *served;

	made_rooms(m);
	world.backend = true;
	world.queries = true;
	world.answer = always;
	do_with_all(VSI_HYPERCALL);
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 1u);
	KUNIT_EXPECT_EQ(test, (int)world.why, (int)VSI_KEPT_EXCLUSIVE);
	vsi_served_discard(served);
}

/* An encoding of the hypervisor's own, as is or where the kernel is in user mode. */
static void words_of_a_hypervisor_stand_inline(struct kunit *test)
{
	struct vsi_served *served;
	const struct vsi_site *site;

	world.own = MRS;
	world.own_word = OWN_WORD;
	do_with_all(VSI_HYPERCALL);
	expect_carried(test, MRS, VSI_HYPERCALL, VSI_CARRIER_INLINE);
	site = plan_one(test, MRS, &served);
	KUNIT_ASSERT_NOT_NULL(test, site);
	KUNIT_EXPECT_EQ(test, site->word, OWN_WORD);
	KUNIT_EXPECT_TRUE(test, site->way->excepts);
	vsi_served_discard(served);
	expect_carried(test, PMCR, VSI_EMULATE, VSI_CARRIER_INLINE);
	world.carrier = VSI_CARRIER_TRAP;
	expect_carried(test, MRS, VSI_EMULATE, VSI_CARRIER_TRAP);
	world.carrier = VSI_CARRIER_INLINE;
	expect_carried(test, MRS, VSI_HYPERCALL, VSI_CARRIER_INLINE);
	do_with_all(VSI_EMULATE);
	expect_carried(test, MRS, VSI_EMULATE, VSI_CARRIER_TRAP);
	world.policy.profile = VSI_PROFILE_DEPRIVILEGED;
	expect_carried(test, MRS, VSI_HYPERCALL, VSI_CARRIER_INLINE);
	do_with_all(VSI_KEEP);
	expect_kept(test, MRS, VSI_KEPT_POLICY);
}

/* It may be such a word itself. */
static void svc_of_a32_is_left_alone(struct kunit *test)
{
	world.own = SVC;
	world.own_word = SERVED(OWN_WORD, T16_OWN_WORD, OWN_WORD);
	do_with_all(VSI_HYPERCALL);
	if (VSI_SERVED_ISA == VSI_ISA_A32)
		expect_kept(test, SVC, VSI_KEPT_ACTION);
	else
		expect_carried(test, SVC, VSI_HYPERCALL, VSI_CARRIER_INLINE);
}

static void expect_word(struct kunit *test, u32 original, u32 word)
{
	struct vsi_served *served;
	const struct vsi_site *site;

	world.own = original;
	world.own_word = word;
	expect_carried(test, original, VSI_HYPERCALL, VSI_CARRIER_INLINE);
	site = plan_one(test, original, &served);
	KUNIT_ASSERT_NOT_NULL(test, site);
	KUNIT_EXPECT_EQ(test, site->word, word);
	vsi_served_discard(served);
}

/* Another one would leave half an instruction behind, or take half of the next. */
static void words_of_a_hypervisor_are_as_wide(struct kunit *test)
{
	do_with_all(VSI_HYPERCALL);
	expect_word(test, MRS, OWN_WORD);
	if (!VSI_IS_T32)
		return;
	expect_word(test, T16_CPSID, T16_OWN_WORD);
	world.own_word = OWN_WORD;
	expect_carried(test, T16_CPSID, VSI_EMULATE, VSI_CARRIER_TRAP);
	world.own = MRS;
	world.own_word = T16_OWN_WORD;
	expect_carried(test, MRS, VSI_EMULATE, VSI_CARRIER_BRANCH);
}

/* The hypervisor's exception is one, but it serves it in every mode. */
static void words_of_a_hypervisor_mind_their_place(struct kunit *test)
{
	struct made *m = exclusive_module(test, MRS);
	struct vsi_served *served;

	made_word(m, MADE_TEXT, 20, SWITCH);
	made_word(m, MADE_TEXT, 24, MRS);
	made_rooms(m);
	world.own = MRS;
	world.own_word = OWN_WORD;
	do_with_all(VSI_HYPERCALL);
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, world.kept, 1u);
	KUNIT_EXPECT_EQ(test, (int)world.why, (int)VSI_KEPT_EXCLUSIVE);
	KUNIT_EXPECT_EQ(test, world.offset, 8u);
	KUNIT_EXPECT_EQ(test, served->counts.carriers[VSI_CARRIER_INLINE], 2u);
	vsi_served_discard(served);
}

static void hypervisors_are_asked_by_who_sleeps(struct kunit *test)
{
	struct made *m = some_module(test);
	struct vsi_served *served;

	world.backend = true;
	world.queries = true;
	do_with_all(VSI_HYPERCALL);
	KUNIT_EXPECT_EQ(test, plan_may_sleep(m, false, &served), -EAGAIN);
	KUNIT_EXPECT_EQ(test, world.questions, 0u);
	/* whom it is in vain to ask is not asked twice */
	vsi_served_discard(plan(test, m));
	KUNIT_EXPECT_EQ(test, world.questions, 1u);
}

static void constants_may_be_midr(struct kunit *test)
{
	struct vsi_served *served;
	const struct vsi_site *site;

	do_with_all(VSI_CONST);
	world.midr = true;
	site = plan_one(test, MIDR_ALIAS, &served);
	KUNIT_ASSERT_NOT_NULL(test, site);
	KUNIT_EXPECT_EQ(test, site->word, MIDR);
	vsi_served_discard(served);
}

/* ldr x0, @to, at @at; ARM DDI 0487, C6.2.185 */
static u32 load_literal(const u32 *at, const u32 *to)
{
	const u32 distance = (unsigned long)to - (unsigned long)at;

	return 0x58000000 | (distance >> 2 & 0x7ffff) << 5;
}

/* What takes more than one instruction is loaded where that can be, else a veneer's. */
static void constants_may_be_wide(struct kunit *test)
{
	struct vsi_served *served;
	const struct vsi_site *site;
	const u32 *room;

	do_with_all(VSI_CONST);
	world.constant = SERVED_CP(0x12345678, 0x123456789abcdef0);
	site = plan_one(test, MIDR_ALIAS, &served);
	KUNIT_ASSERT_NOT_NULL(test, site);
	if (VSI_HAS_LITERALS) {
		room = (const u32 *)site->addr - 4 + 2 * MADE_WORDS;
		KUNIT_EXPECT_EQ(test, (int)site->way->carrier, (int)VSI_CARRIER_INLINE);
		KUNIT_EXPECT_EQ(test, site->word, load_literal((u32 *)site->addr, room));
		KUNIT_EXPECT_EQ(test, room[0], 0x9abcdef0u);
		KUNIT_EXPECT_EQ(test, room[1], 0x12345678u);
	} else {
		KUNIT_EXPECT_EQ(test, (int)site->way->carrier, (int)VSI_CARRIER_BRANCH);
		KUNIT_EXPECT_EQ(test, (u32)site->way->nr_words, 3u);
	}
	vsi_served_discard(served);
}

/* In reach of a branch, and not of a load. */
static void wide_constants_may_be_far(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_served *served;
	const struct vsi_site *site;
	u32 *far;

	/* what is not part of it is more than a megabyte from its middle */
	far = kunit_kzalloc(test, 3 << 20, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, far);
	made_word(m, MADE_TEXT, 16, MIDR_ALIAS);
	do_with_all(VSI_CONST);
	world.constant = SERVED_CP(0x12345678, 0x123456789abcdef0);
	world.veneers = far + (3 << 19) / sizeof(*far);
	world.nr_veneers = MADE_WORDS;
	served = plan(test, m);
	KUNIT_ASSERT_EQ(test, served->core.nr_sites, 1u);
	site = served->core.sites;
	KUNIT_EXPECT_TRUE(test, site->way->carrier != VSI_CARRIER_INLINE);
	vsi_served_discard(served);
}

/* Those whose exception does not come by cannot be. */
static void guards_are_seen(struct kunit *test)
{
	do_with_all(VSI_GUARD);
	world.unseen = SMC;
	/* a virtual counter cannot be read where there is no timer */
	world.gentimer = VSI_ABSENT;
	expect_carried(test, CNTPCT, VSI_GUARD, VSI_CARRIER_NONE);
	world.gentimer = VSI_PRESENT;
	expect_kept(test, SMC, VSI_KEPT_CARRIER);
	expect_carried(test, PMCR, VSI_GUARD, VSI_CARRIER_NONE);
}

/* By the profile, and not to the letter: what the guest lacks is replaced. */
static void what_the_guest_lacks_is_replaced(struct kunit *test)
{
	expect_carried(test, PMCR, VSI_GUARD, VSI_CARRIER_NONE);
	world.lacks = VSI_CLASS_PMU;
	expect_carried(test, PMCR, VSI_EMULATE, VSI_CARRIER_INLINE);
	world.policy.actions[VSI_CLASS_PMU] = VSI_GUARD;
	expect_carried(test, PMCR, VSI_GUARD, VSI_CARRIER_NONE);
}

/* By the profile, too: what needs not be asked because the answer is known. */
static void what_the_hypervisor_answers_is_replaced(struct kunit *test)
{
	expect_kept(test, IDREG, VSI_KEPT_POLICY);
	expect_kept(test, ACTLR_W, VSI_KEPT_POLICY);
	world.profile = VSI_PROFILE_KVM;
	expect_carried(test, IDREG, VSI_CONST, VSI_CARRIER_INLINE);
	expect_carried(test, ACTLR_W, VSI_IGNORE, VSI_CARRIER_INLINE);
	expect_carried(test, PMCR, VSI_GUARD, VSI_CARRIER_NONE);
	expect_kept(test, MIDR, VSI_KEPT_POLICY);
	world.policy.actions[VSI_CLASS_IDREG] = VSI_KEEP;
	expect_kept(test, IDREG, VSI_KEPT_POLICY);
}

/* It has not one answer for all CPUs after all. */
static void what_varies_is_left_alone(struct kunit *test)
{
	world.profile = VSI_PROFILE_XEN;
	expect_carried(test, IDREG, VSI_CONST, VSI_CARRIER_INLINE);
	world.varies = true;
	expect_kept(test, IDREG, VSI_KEPT_POLICY);
}

/* What takes a CPU to read cannot be had where it is not known. */
static void constants_take_a_caller_that_sleeps(struct kunit *test)
{
	struct made *m = some_module(test);
	struct vsi_served *served;

	do_with_all(VSI_CONST);
	world.constants = false;
	KUNIT_EXPECT_EQ(test, plan_may_sleep(m, false, &served), -EAGAIN);
	KUNIT_EXPECT_EQ(test, world.refused, 0u);
	vsi_served_discard(plan(test, m));
}

static void the_second_decoder_is_heard(struct kunit *test)
{
	struct vsi_served *served;

	do_with_all(VSI_NATIVE);
	world.dispute = MIDR;
	KUNIT_EXPECT_NULL(test, plan_one(test, MIDR, &served));
	KUNIT_EXPECT_EQ(test, served->counts.disagreements, 1u);
	KUNIT_EXPECT_EQ(test, (unsigned long)served->ways->why, BIT(VSI_KEPT_SECOND));
	vsi_served_discard(served);
}

/* J1 and J2 of T4, which are set where the offset's bits are like its sign */
static u32 far_bits(u32 offset)
{
	const u32 sign = offset >> 31;

	return ((offset >> 23 & 1) ^ sign) << 13 | ((offset >> 22 & 1) ^ sign) << 11;
}

/* b from @from to @to, always: ARM DDI 0406C, A8.8.18, A1 and T4; ARM DDI 0487, C6.2.26 */
static u32 branch(const u32 *from, const u32 *to)
{
	const u32 distance = (unsigned long)to - (unsigned long)from;
	const u32 t32 = distance - 4;

	return SERVED(0xea000000 | ((distance - 8) >> 2 & 0xffffff),
		      (0xf000b800 ^ far_bits(t32)) | (t32 & 0x80000000) >> 5 |
		      (t32 & 0x3ff000) << 4 | (t32 & 0xffe) >> 1,
		      0x14000000 | (distance >> 2 & 0x3ffffff));
}

/* mrc, b back */
static void expect_veneer(struct kunit *test, const struct vsi_site *site, const u32 *veneer)
{
	const u32 *at = (const u32 *)site->addr;

	KUNIT_EXPECT_EQ(test, site->word, branch(at, veneer));
	KUNIT_EXPECT_EQ(test, (u32)vsi_arch_veneer_of(site), (u32)(unsigned long)veneer);
	KUNIT_EXPECT_EQ(test, vsi_arch_read_text((unsigned long)&veneer[0]), site->way->insn.word);
	KUNIT_EXPECT_EQ(test, vsi_arch_read_text((unsigned long)&veneer[1]),
			branch(&veneer[1], at + 1));
}

static void veneers_stand_in_the_modules_room(struct kunit *test)
{
	struct made *m = some_module(test);
	struct vsi_served *served;

	made_rooms(m);
	do_with_all(VSI_NATIVE);
	world.policy.actions[VSI_CLASS_ACTLR] = VSI_KEEP;
	served = plan(test, m);
	KUNIT_ASSERT_EQ(test, served->core.nr_sites, 3u);
	KUNIT_EXPECT_NULL(test, served->core.room);
	expect_veneer(test, &served->core.sites[0], m->core + 2 * MADE_WORDS);
	expect_veneer(test, &served->core.sites[1], m->core + 2 * MADE_WORDS + 2);
	expect_veneer(test, &served->core.sites[2], m->core + 2 * MADE_WORDS + 4);
	expect_veneer(test, &served->init.sites[0], m->init + MADE_WORDS);
	vsi_served_discard(served);
}

static struct vsi_served *plan_with_rooms(struct kunit *test, struct made *m)
{
	struct vsi_served *served = plan(test, m);

	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 4u);
	KUNIT_EXPECT_PTR_EQ(test, served->core.room, (void *)world.veneers);
	KUNIT_EXPECT_EQ(test, served->core.room_words, 8u);
	expect_veneer(test, &served->core.sites[3], world.veneers + 6);
	return served;
}

/* Where the module has none, or too little, or the wrong kind. */
static void veneers_stand_elsewhere(struct kunit *test)
{
	struct made *m = some_module(test);
	struct made *other = made_module(test);

	world.veneers = other->core;
	world.nr_veneers = MADE_WORDS;
	do_with_all(VSI_NATIVE);
	world.policy.actions[VSI_CLASS_PSR] = VSI_KEEP;
	vsi_served_discard(plan_with_rooms(test, m));
	made_rooms(m);
	m->shdr[MADE_VENEERS].sh_size = 28;
	vsi_served_discard(plan_with_rooms(test, m));
	m->shdr[MADE_VENEERS].sh_size = 32;
	m->shdr[MADE_VENEERS].sh_addr += 2;
	vsi_served_discard(plan_with_rooms(test, m));
	m->shdr[MADE_VENEERS].sh_addr = (unsigned long)m->init;
	vsi_served_discard(plan_with_rooms(test, m));
	made_rooms(m);
	m->shdr[MADE_VENEERS].sh_flags = SHF_ALLOC;
	vsi_served_discard(plan_with_rooms(test, m));
}

static void without_room_there_are_traps(struct kunit *test)
{
	struct made *m = some_module(test);
	struct vsi_served *served;

	do_with_all(VSI_NATIVE);
	served = plan(test, m);
	expect_some_sites(test, m, served);
	vsi_served_discard(served);
	/* nor where it cannot be written to */
	world.veneers = m->core + 2 * MADE_WORDS;
	world.nr_veneers = MADE_WORDS;
	KUNIT_EXPECT_EQ(test, plan_may_sleep(m, false, &served), -EAGAIN);
	KUNIT_EXPECT_EQ(test, world.refused, 0u);
	world.nr_veneers = 0;
	KUNIT_EXPECT_EQ(test, plan_may_sleep(m, false, &served), -EAGAIN);
}

static void out_of_reach_there_are_traps(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_served *served;

	made_word(m, MADE_TEXT, 0, MIDR);
	do_with_all(VSI_NATIVE);
	/* no room, which is not written to: it is farther than a branch reaches */
	world.veneers = (u32 *)((unsigned long)m->core + (256 << 20));
	world.nr_veneers = 2;
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, served->counts.carriers[VSI_CARRIER_TRAP], 1u);
	vsi_served_discard(served);
}

static void thunks_may_run_out(struct kunit *test)
{
	struct made *m = some_module(test);

	do_with_all(VSI_NATIVE);
	world.carrier = VSI_CARRIER_TRAP;
	world.thunks = 1;
	expect_refused(test, m, -ENOSPC, "", 0, "too many different registers are accessed");
}

static void no_exception_in_an_exclusive_sequence(struct kunit *test)
{
	struct made *m = exclusive_module(test, MIDR);
	struct vsi_served *served;

	made_word(m, MADE_TEXT, 0, MIDR);
	served = plan_traps(test, m);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 2u);
	KUNIT_EXPECT_EQ(test, served->counts.actions[VSI_KEEP], 1u);
	KUNIT_EXPECT_EQ(test, served->counts.actions[VSI_NATIVE], 2u);
	KUNIT_EXPECT_EQ(test, world.kept, 1u);
	KUNIT_EXPECT_EQ(test, (int)world.why, (int)VSI_KEPT_EXCLUSIVE);
	KUNIT_EXPECT_EQ(test, world.offset, 8u);
	vsi_served_discard(served);
	/* a branch may be taken there */
	made_rooms(m);
	world.carrier = VSI_CARRIER_BRANCH;
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 3u);
	vsi_served_discard(served);
}

/* In all of the section, that is; not in others. */
static void no_exception_where_the_mode_is_switched(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_served *served;

	made_word(m, MADE_TEXT, 0, MIDR);
	made_word(m, MADE_OTHER, 0, MIDR);
	made_word(m, MADE_OTHER, 4, PMCR);
	made_word(m, MADE_OTHER, 8, SWITCH);
	made_word(m, MADE_OTHER, 12, MIDR);
	do_with_all(VSI_NATIVE);
	world.policy.actions[VSI_CLASS_PMU] = VSI_ZERO;
	world.carrier = VSI_CARRIER_TRAP;
	made_word(m, MADE_OTHER, 16, SWITCH);
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 1u);
	KUNIT_EXPECT_EQ(test, (int)world.why, (int)VSI_KEPT_MODE);
	KUNIT_EXPECT_EQ(test, world.kept, 3u);
	vsi_served_discard(served);
	/* what stands in place stays */
	world.carrier = VSI_CARRIER_AUTO;
	world.policy.actions[VSI_CLASS_IDREG] = VSI_GUARD;
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 1u);
	KUNIT_EXPECT_EQ(test, served->core.sites[0].word, MOV_0);
	vsi_served_discard(served);
}

static void no_veneer_for_an_expected_abort(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_served *served;

	made_word(m, MADE_TEXT, 0, LDRT);
	made_word(m, MADE_TEXT, 4, LDRT);
	made_rooms(m);
	made_fixup(m, MADE_TEXT, 4);
	do_with_all(VSI_NATIVE);
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 1u);
	KUNIT_EXPECT_EQ(test, served->core.sites[0].addr, (unsigned long)m->core);
	KUNIT_EXPECT_EQ(test, (int)world.why, (int)VSI_KEPT_FIXUP);
	KUNIT_EXPECT_EQ(test, world.offset, 4u);
	vsi_served_discard(served);
}

/* More than the first arrays hold, in sections that are out of order. */
static void many_sites_are_sorted(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_served *served;
	unsigned int i;

	for (i = 0; i < MADE_WORDS; i++)
		made_word(m, MADE_OTHER, 4 * i, MIDR_IN(i % 13));
	for (i = 0; i < 100; i++)
		made_word(m, MADE_TEXT, 4 * i, MIDR);
	swap(m->shdr[MADE_TEXT].sh_addr, m->shdr[MADE_OTHER].sh_addr);
	for (i = 1; i < 3; i++)
		swap(m->syms[i].st_value, m->syms[3 - i].st_value);
	m->syms[1].st_value = m->shdr[MADE_TEXT].sh_addr;
	m->syms[2].st_value = m->shdr[MADE_OTHER].sh_addr;
	served = plan_traps(test, m);
	KUNIT_ASSERT_EQ(test, served->core.nr_sites, MADE_WORDS + 100u);
	for (i = 0; i < served->core.nr_sites; i++)
		CHECK(served->core.sites[i].addr == (unsigned long)&m->core[i < 100 ? i :
				MADE_WORDS + i - 100] &&
		      is_udf(served->core.sites[i].word, i % VSI_ARCH_HINTS), "site %u", i);
	KUNIT_EXPECT_EQ(test, world.taken, 1u + 12);
	vsi_served_discard(served);
}

/* Its own room is read-only by now, and written by another mapping. */
static void sealed_rooms_are_mapped(struct kunit *test)
{
	struct made *m = some_module(test);
	struct vsi_served *served = NULL;

	made_rooms(m);
	do_with_all(VSI_NATIVE);
	KUNIT_ASSERT_EQ(test, vsi_plan_coming(&m->file.hdr, m->shdr, &m->mod, &served), 0);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 4u);
	KUNIT_EXPECT_NULL(test, served->core.room);
	expect_veneer(test, &served->core.sites[0], m->core + 2 * MADE_WORDS);
	vsi_served_discard(served);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(sites_are_discovered),
	KUNIT_CASE(kept_instructions_are_counted),
	KUNIT_CASE(denied_instruction_refuses_its_module),
	KUNIT_CASE(carriers_are_as_asked_for),
	KUNIT_CASE(actions_are_followed),
	KUNIT_CASE(traps_are_prepared),
	KUNIT_CASE(hypervisors_are_called),
	KUNIT_CASE(hypervisors_are_asked),
	KUNIT_CASE(promised_values_are_constants),
	KUNIT_CASE(promised_calls_are_veneers),
	KUNIT_CASE(no_call_in_an_exclusive_sequence),
	KUNIT_CASE(words_of_a_hypervisor_stand_inline),
	KUNIT_CASE(svc_of_a32_is_left_alone),
	KUNIT_CASE(words_of_a_hypervisor_are_as_wide),
	KUNIT_CASE(words_of_a_hypervisor_mind_their_place),
	KUNIT_CASE(hypervisors_are_asked_by_who_sleeps),
	KUNIT_CASE(constants_may_be_midr),
	KUNIT_CASE(constants_may_be_wide),
	KUNIT_CASE(wide_constants_may_be_far),
	KUNIT_CASE(guards_are_seen),
	KUNIT_CASE(what_the_guest_lacks_is_replaced),
	KUNIT_CASE(what_the_hypervisor_answers_is_replaced),
	KUNIT_CASE(what_varies_is_left_alone),
	KUNIT_CASE(constants_take_a_caller_that_sleeps),
	KUNIT_CASE(the_second_decoder_is_heard),
	KUNIT_CASE(veneers_stand_in_the_modules_room),
	KUNIT_CASE(veneers_stand_elsewhere),
	KUNIT_CASE(without_room_there_are_traps),
	KUNIT_CASE(out_of_reach_there_are_traps),
	KUNIT_CASE(thunks_may_run_out),
	KUNIT_CASE(no_exception_in_an_exclusive_sequence),
	KUNIT_CASE(no_exception_where_the_mode_is_switched),
	KUNIT_CASE(no_veneer_for_an_expected_abort),
	KUNIT_CASE(many_sites_are_sorted),
	KUNIT_CASE(sealed_rooms_are_mapped),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_plan",
	.suite_init = planning_init,
	.suite_exit = planning_exit,
	.init = planning_begin,
	.exit = planning_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
