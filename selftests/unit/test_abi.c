// SPDX-License-Identifier: GPL-2.0
/*
 * The guest's side of the hypercall ABI, with a hypervisor that is a function: what it
 * is told, and what comes of its answers, honest or not.
 */
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "../../hypercall/abi.h"
#include "../../vsi_arm/insn.h"
#include "check.h"
#include "random.h"

#define WIDE	(sizeof(long) == sizeof(u64))
#define MOST	200	/* more than a page has entries */

#define READ_WORD	0xee110f30
#define WRITE_WORD	0xee010f30
#define SMC_WORD	0xe1600071
#define BLOCK		((unsigned long)VSI_STATE_A32_WINDOW * 4)

/* How it treats VERSION. */
enum manner { HONEST, ECHOES, ZEROES, ONES, CONSTANT, OTHER_MAJOR, ANSWERS_ALL, WAVERS,
	      NR_MANNERS };

static struct {
	enum manner manner;
	u32 services;
	u32 limit;
	unsigned int calls, versions, batches, queries;
	long status;		/* of ACCESS, CALL and of single queries */
	u64 value;
	u32 flags;		/* STATE */
	long looked;		/* BATCH says so */
	bool lies;		/* whatever it has looked at */
	unsigned long last[VSI_ABI_REGS];
} hypervisor;

/* Of an instruction: some promise, so that answers can be told apart. */
static int promised(u32 word)
{
	return word % 3 ? (int)(word % 3) : VSI_ABI_REFUSED;
}

static void version(unsigned long *regs)
{
	const u32 nonce = regs[1];

	hypervisor.versions++;
	if (hypervisor.manner == ECHOES)
		return;
	if (hypervisor.manner == ZEROES || hypervisor.manner == ONES) {
		memset(regs, hypervisor.manner == ONES ? 0xff : 0, 4 * sizeof(*regs));
		return;
	}
	regs[0] = VSI_ABI_VERSION(hypervisor.manner == OTHER_MAJOR ? 2 : 1, 3);
	regs[1] = VSI_ABI_RESPONSE(hypervisor.manner == CONSTANT ? 7 : nonce);
	regs[2] = hypervisor.services;
	if (hypervisor.manner == WAVERS)
		regs[2] ^= hypervisor.versions & 1;
	regs[3] = hypervisor.limit;
}

static void batch(unsigned long *regs)
{
	const u64 at = WIDE ? regs[1] : (u32)regs[1] | (u64)regs[2] << 32;
	const u32 count = WIDE ? regs[2] : regs[3];
	struct vsi_abi_entry *entries = phys_to_virt(at);
	u32 i, n = count;

	hypervisor.batches++;
	CHECK(!(at % 8) && count <= hypervisor.limit, "%u entries", count);
	if (!hypervisor.lies && hypervisor.looked >= 0 && hypervisor.looked < count)
		n = hypervisor.looked;
	for (i = 0; i < n; i++) {
		CHECK(entries[i].function ==
		      VSI_ABI_FN_QUERY + VSI_ABI_KIND(VSI_CLASS_ACTLR, VSI_ISA_A32) &&
		      !entries[i].reserved, "%x", entries[i].function);
		entries[i].status = promised(entries[i].word);
		entries[i].value = ~(u64)entries[i].word;
	}
	regs[0] = hypervisor.lies ? hypervisor.looked : n;
}

static void serve(unsigned long *regs)
{
	const u32 function = regs[0] & 0xffff;
	unsigned int i;

	if (function >= VSI_ABI_FN_QUERY) {
		hypervisor.queries++;
		regs[0] = promised(regs[1]);
		regs[1] = ~(u32)regs[1];
		regs[2] = 0xffffffff;
		return;
	}
	regs[0] = hypervisor.status;
	if (function == VSI_ABI_FN_CALL) {
		for (i = 1; i <= 4; i++)
			regs[i] = 100 + i;
		return;
	}
	if (function == VSI_ABI_FN_STATE) {
		regs[1] = BLOCK;
		regs[2] = hypervisor.flags;
		return;
	}
	regs[1] = WIDE ? hypervisor.value : (u32)hypervisor.value;
	regs[2] = hypervisor.value >> 32;
}

static void hvc(unsigned long *regs)
{
	memcpy(hypervisor.last, regs, sizeof(hypervisor.last));
	hypervisor.calls++;
	switch (regs[0] & 0xffff) {
	case VSI_ABI_FN_VERSION:
		version(regs);
		break;
	case VSI_ABI_FN_NEVER:
		regs[0] = hypervisor.manner == ANSWERS_ALL ? 0 : VSI_ABI_NOT_MINE;
		break;
	case VSI_ABI_FN_BATCH:
		batch(regs);
		break;
	default:
		serve(regs);
	}
}

static struct vsi_abi_conduit conduit;

static int begin(struct kunit *test)
{
	memset(&hypervisor, 0, sizeof(hypervisor));
	hypervisor.services = VSI_ABI_HAS_ACCESS | VSI_ABI_HAS_QUERY | VSI_ABI_HAS_BATCH |
			      VSI_ABI_HAS_CALL;
	hypervisor.limit = 64;
	hypervisor.looked = MOST;
	conduit = (struct vsi_abi_conduit){
		.hvc = hvc, .narrow = VSI_ABI_SMC32, .wide = VSI_ABI_SMC64,
	};
	return check_begin(test);
}

static void detect(void)
{
	CHECK(vsi_abi_detect(&conduit), "not detected");
}

static void only_who_knows_is_believed(struct kunit *test)
{
	for (hypervisor.manner = 0; hypervisor.manner < NR_MANNERS; hypervisor.manner++)
		CHECK(vsi_abi_detect(&conduit) == (hypervisor.manner == HONEST), "manner %d",
		      (int)hypervisor.manner);
}

/* One wrong answer, and nobody is called again. */
static void a_stranger_is_called_once(struct kunit *test)
{
	hypervisor.manner = ONES;
	CHECK(!vsi_abi_detect(&conduit), "detected");
	KUNIT_EXPECT_EQ(test, hypervisor.calls, 1u);
	KUNIT_EXPECT_EQ(test, (u32)hypervisor.last[0], (u32)0x8600c000);
}

static void what_it_is_is_told(struct kunit *test)
{
	char text[64];

	detect();
	vsi_abi_describe(&conduit, text, sizeof(text));
	KUNIT_EXPECT_STREQ(test, text, "1.3 access query batch call");
	conduit.services = 0;
	vsi_abi_describe(&conduit, text, sizeof(text));
	KUNIT_EXPECT_STREQ(test, text, "1.3");
}

static struct vsi_call call_of(u32 word, bool write)
{
	return (struct vsi_call){
		.word = word, .class = VSI_CLASS_ACTLR, .isa = VSI_ISA_A32, .write = write,
		.value = 0x1122334455667788,
	};
}

static void accesses_have_operands(struct kunit *test)
{
	struct vsi_call call = call_of(WRITE_WORD, true);

	detect();
	KUNIT_EXPECT_EQ(test, vsi_abi_call(&conduit, &call), 0);
	KUNIT_EXPECT_EQ(test, (u32)hypervisor.last[0],
			(u32)(WIDE ? 0xc600c42d : 0x8600c42d));
	KUNIT_EXPECT_EQ(test, (u32)hypervisor.last[1], (u32)WRITE_WORD);
	KUNIT_EXPECT_EQ(test, (u32)hypervisor.last[2], 0x55667788u);
	KUNIT_EXPECT_EQ(test, (u32)hypervisor.last[3], (u32)(WIDE ? 0 : 0x11223344));
	call = call_of(READ_WORD, false);
	hypervisor.value = 0xfedcba9876543210;
	KUNIT_EXPECT_EQ(test, vsi_abi_call(&conduit, &call), 0);
	KUNIT_EXPECT_EQ(test, (u32)hypervisor.last[2], 0u);
	CHECK(call.value == hypervisor.value, "%llx", (unsigned long long)call.value);
}

/* Of all statuses four say that it was done. */
static void strange_statuses_are_refusals(struct kunit *test)
{
	static const long strange[] = {
		1, 3, 5, 7, 8, 16, 0x100, 0x10000, 0x7fffffff, -1, -2, -3, -4, -38, -0x7fffffff - 1,
	};
	struct vsi_call call;
	unsigned int i;

	detect();
	for (i = 0; i < ARRAY_SIZE(strange); i++) {
		hypervisor.status = strange[i];
		call = call_of(READ_WORD, false);
		CHECK(vsi_abi_call(&conduit, &call), "status %lx", strange[i]);
		CHECK(call.value == 0x1122334455667788, "status %lx", strange[i]);
	}
	for (i = 0; i < 8; i += 2) {
		hypervisor.status = i;
		call = call_of(READ_WORD, false);
		CHECK(!vsi_abi_call(&conduit, &call), "status %u", i);
	}
}

static void calls_have_registers(struct kunit *test)
{
	unsigned long args[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	struct vsi_call call = { .word = SMC_WORD, .class = VSI_CLASS_CALL, .isa = VSI_ISA_A32,
				 .args = args };
	unsigned int i;

	detect();
	hypervisor.status = VSI_ABI_REFUSED;
	KUNIT_EXPECT_EQ(test, vsi_abi_call(&conduit, &call), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, (u32)hypervisor.last[1], (u32)SMC_WORD);
	for (i = 0; i < (WIDE ? 8 : 6); i++)
		CHECK(hypervisor.last[2 + i] == i + 1 && args[i] == i + 1, "%u", i);
	hypervisor.status = VSI_ABI_DONE;
	KUNIT_EXPECT_EQ(test, vsi_abi_call(&conduit, &call), 0);
	for (i = 0; i < 8; i++)
		CHECK(args[i] == (i < 4 ? 101 + i : i + 1), "%u: %lu", i, args[i]);
}

static void what_is_not_offered_is_not_called(struct kunit *test)
{
	unsigned long args[8] = { 0 };
	struct vsi_call smc = { .word = SMC_WORD, .class = VSI_CLASS_CALL, .args = args };
	struct vsi_call read = call_of(READ_WORD, false);
	struct vsi_query query = { .word = READ_WORD, .answer = 7 };
	struct vsi_direct direct = { 0 };

	hypervisor.services = 0;
	detect();
	hypervisor.calls = 0;
	KUNIT_EXPECT_EQ(test, vsi_abi_call(&conduit, &smc), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, vsi_abi_call(&conduit, &read), -EOPNOTSUPP);
	vsi_abi_query(&conduit, &query, 1);
	KUNIT_EXPECT_EQ(test, query.answer, 0);
	vsi_abi_direct(&conduit, VSI_CLASS_ACTLR, VSI_ISA_A32, &direct);
	KUNIT_EXPECT_EQ(test, direct.function, 0u);
	KUNIT_EXPECT_EQ(test, hypervisor.calls, 0u);
}

static struct vsi_query queries[MOST];

static void ask(unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < MOST; i++)
		queries[i] = (struct vsi_query){
			.word = READ_WORD + i, .class = VSI_CLASS_ACTLR, .isa = VSI_ISA_A32,
			.answer = 99,
		};
	hypervisor.batches = 0;
	hypervisor.queries = 0;
	vsi_abi_query(&conduit, queries, nr);
	for (i = 0; i < nr; i++) {
		const int said = promised(queries[i].word);

		CHECK(queries[i].answer == (said < 0 ? -EOPNOTSUPP : said) &&
		      (said < 0 || (u32)queries[i].value == ~queries[i].word),
		      "%u of %u: %d", i, nr, queries[i].answer);
	}
	for (; i < MOST; i++)
		CHECK(queries[i].answer == 99, "%u was not asked", i);
}

static void queries_go_in_batches(struct kunit *test)
{
	detect();
	ask(64);
	KUNIT_EXPECT_EQ(test, hypervisor.batches, 1u);
	ask(65);
	KUNIT_EXPECT_EQ(test, hypervisor.batches, 2u);
	KUNIT_EXPECT_EQ(test, hypervisor.queries, 0u);
	/* no more than a page has */
	hypervisor.limit = 0xffffffff;
	detect();
	ask(MOST);
	KUNIT_EXPECT_EQ(test, hypervisor.batches, 2u);
	/* some at a time */
	hypervisor.looked = 3;
	ask(10);
	KUNIT_EXPECT_EQ(test, hypervisor.batches, 4u);
	KUNIT_EXPECT_EQ(test, hypervisor.queries, 0u);
}

static void without_batches_one_by_one(struct kunit *test)
{
	hypervisor.limit = 0;
	detect();
	ask(5);
	KUNIT_EXPECT_EQ(test, hypervisor.batches, 0u);
	KUNIT_EXPECT_EQ(test, hypervisor.queries, 5u);
	hypervisor.limit = 64;
	hypervisor.services = VSI_ABI_HAS_QUERY;
	detect();
	ask(5);
	KUNIT_EXPECT_EQ(test, hypervisor.batches, 0u);
	KUNIT_EXPECT_EQ(test, hypervisor.queries, 5u);
}

/* More than there are, or less than none: nothing of it counts. */
static void strange_counts_are_not_believed(struct kunit *test)
{
	static const long strange[] = { 0, -1, -3, 11, 65, 0x7fffffff, -0x7fffffff - 1 };
	unsigned int i;

	detect();
	hypervisor.lies = true;
	for (i = 0; i < ARRAY_SIZE(strange); i++) {
		hypervisor.looked = strange[i];
		ask(10);
		CHECK(hypervisor.batches == 1 && hypervisor.queries == 10, "count %ld", strange[i]);
	}
}

/* A promise about the value of a write is none, nor is one that nobody knows. */
static void strange_promises_are_refusals(struct kunit *test)
{
	unsigned int r0;

	for (r0 = 0; r0 < 64; r0++) {
		CHECK(vsi_abi_promises(r0, false) == (r0 < 8 ? (int)r0 : -EOPNOTSUPP), "%u", r0);
		CHECK(vsi_abi_promises(r0, true) == (r0 < 2 ? (int)r0 : -EOPNOTSUPP), "%u", r0);
	}
	KUNIT_EXPECT_EQ(test, vsi_abi_promises(-1, false), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, vsi_abi_promises(0x80000001, false), -EOPNOTSUPP);
}

static void veneers_are_told_how(struct kunit *test)
{
	struct vsi_direct direct = { 0 };

	detect();
	conduit.imm = VSI_ABI_XEN_TAG;
	conduit.tag = VSI_ABI_XEN_NR;
	conduit.narrow = 0;
	conduit.wide = 0;
	vsi_abi_direct(&conduit, VSI_CLASS_ACTLR, VSI_ISA_A64, &direct);
	KUNIT_EXPECT_EQ(test, direct.function, 0xc42fu);
	KUNIT_EXPECT_EQ(test, (u32)direct.imm, 0xea1u);
	KUNIT_EXPECT_EQ(test, (u32)direct.tag, 49u);
}

/* Where no block can be, and what is no answer. */
static void strange_blocks_are_refused(struct kunit *test)
{
	static const unsigned long strange[][2] = {
		{ VSI_ABI_REFUSED, BLOCK }, { VSI_ABI_NOT_MINE, BLOCK }, { 1, BLOCK },
		{ VSI_ABI_DONE, 0 }, { VSI_ABI_DONE, BLOCK + 1 }, { VSI_ABI_DONE, BLOCK + 0x1000 },
		{ VSI_ABI_DONE, BLOCK + 0x10000 },
	};
	unsigned long regs[VSI_ABI_REGS] = { 0 };
	struct vsi_block block = { 0 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(strange); i++) {
		regs[0] = strange[i][0];
		regs[1] = strange[i][1];
		CHECK(!vsi_abi_take_block(regs, &block) && !block.address, "%u", i);
	}
}

static void block_is_found(struct kunit *test)
{
	detect();
	KUNIT_EXPECT_EQ(test, conduit.block.address, 0ul);
	hypervisor.services |= VSI_ABI_HAS_STATE;
	hypervisor.status = VSI_ABI_REFUSED;
	detect();
	KUNIT_EXPECT_EQ(test, conduit.block.address, 0ul);
	hypervisor.status = VSI_ABI_DONE;
	hypervisor.flags = 0xf0;
	detect();
	KUNIT_EXPECT_EQ(test, conduit.block.address, BLOCK);
	KUNIT_EXPECT_FALSE(test, conduit.block.framed);
	hypervisor.flags = VSI_STATE_EXCEPTIONS;
	detect();
	KUNIT_EXPECT_TRUE(test, conduit.block.framed);
	KUNIT_EXPECT_EQ(test, (u32)hypervisor.last[1], (u32)VSI_STATE_VERSION);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(only_who_knows_is_believed),
	KUNIT_CASE(a_stranger_is_called_once),
	KUNIT_CASE(what_it_is_is_told),
	KUNIT_CASE(accesses_have_operands),
	KUNIT_CASE(strange_statuses_are_refusals),
	KUNIT_CASE(calls_have_registers),
	KUNIT_CASE(what_is_not_offered_is_not_called),
	KUNIT_CASE(queries_go_in_batches),
	KUNIT_CASE(without_batches_one_by_one),
	KUNIT_CASE(strange_counts_are_not_believed),
	KUNIT_CASE(strange_promises_are_refusals),
	KUNIT_CASE(veneers_are_told_how),
	KUNIT_CASE(strange_blocks_are_refused),
	KUNIT_CASE(block_is_found),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_abi",
	.init = begin,
	.exit = check_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
