// SPDX-License-Identifier: GPL-2.0
/*
 * The ABI's calls, by each conduit and convention that this guest has.
 */
#include "payload.h"

#define FUNCTION(base, class)	((base) + VSI_ABI_KIND(class, THE_ISA))
#define NONCE			0x12345678
#define POISON(n)		(0x51000000 + (n))

enum conduit { BY_SMC32, BY_SMC64, BY_XEN, CONDUITS };

/* A guest of 32 bits has no 64-bit convention; Xen's is that of the guest's registers. */
static bool there(enum conduit conduit)
{
	return conduit != BY_SMC64 || sizeof(long) == 8;
}

static bool is_wide(enum conduit conduit)
{
	return sizeof(long) == 8 && conduit != BY_SMC32;
}

static void poison(unsigned long r[NR_CALL_REGS])
{
	u32 i;

	for (i = 0; i < NR_CALL_REGS; i++)
		r[i] = POISON(i);
}

/* r[1] and on are the caller's. */
static void abi(enum conduit conduit, u32 function, unsigned long r[NR_CALL_REGS])
{
	r[0] = function;
	if (conduit == BY_XEN) {
		r[REG_XEN] = VSI_ABI_XEN_NR;
		call_xen(r);
		return;
	}
	r[0] |= conduit == BY_SMC64 ? VSI_ABI_SMC64 : VSI_ABI_SMC32;
	call_hvc(r);
}

static bool preserved(const unsigned long r[NR_CALL_REGS], u32 from)
{
	bool ok = true;
	u32 i;

	for (i = from; i <= LAST_CALL_REG; i++)
		if (i != REG_XEN)
			ok &= is("a register that is no result", r[i], POISON(i));
	return ok;
}

static int status_of(const unsigned long r[NR_CALL_REGS])
{
	return (int)(u32)r[0];
}

static u64 value_of(enum conduit conduit, const unsigned long r[NR_CALL_REGS])
{
	if (sizeof(long) == 4)
		return r[1];
	return is_wide(conduit) ? r[1] : (u32)r[1] | (u64)(u32)r[2] << 32;
}

bool test_version(void)
{
	unsigned long r[NR_CALL_REGS];
	enum conduit conduit;
	bool ok = true;

	for (conduit = 0; conduit < CONDUITS; conduit++) {
		if (!there(conduit))
			continue;
		poison(r);
		r[1] = NONCE;
		abi(conduit, VSI_ABI_FN_VERSION, r);
		ok &= is("version", r[0], VSI_ABI_VERSION(VSI_ABI_MAJOR, VSI_ABI_MINOR));
		ok &= is("response", r[1], VSI_ABI_RESPONSE(NONCE));
		ok &= is("services", r[2], 15);
		ok &= is("batch", r[3], 64);
		ok &= preserved(r, 4);
	}
	return ok;
}

bool test_reserved(void)
{
	static const u32 reserved[] = {
		VSI_ABI_FN_NEVER, VSI_ABI_FN_FIRST + 4, VSI_ABI_FN_FIRST - 1,
		VSI_ABI_FN_FIRST + VSI_ABI_FN_COUNT,
	};
	unsigned long r[NR_CALL_REGS];
	enum conduit conduit;
	bool ok = true;
	u32 i;

	for (conduit = 0; conduit < CONDUITS; conduit++)
		for (i = 0; there(conduit) && i < 4; i++) {
			poison(r);
			abi(conduit, reserved[i], r);
			ok &= is("status", status_of(r), (u64)-1);
		}
	poison(r);
	r[0] = VSI_ABI_FN_VERSION;
	r[REG_XEN] = VSI_ABI_XEN_NR + 1;
	call_xen(r);
	return ok & expect(status_of(r) < 0, "another hypercall of Xen's", r[0], (u64)-38);
}

/* By call and by trap */
static bool access_one(enum conduit conduit, const struct op *op)
{
	unsigned long r[NR_CALL_REGS];
	bool ok = true;
	int status;

	poison(r);
	r[1] = op_word(op);
	r[2] = 0;
	r[3] = 0;
	call(MON_RESET, 0, 0);
	abi(conduit, FUNCTION(VSI_ABI_FN_ACCESS, op->class), r);
	status = status_of(r);
	ok &= is("calls", exits(MON_EXIT_ACCESS), 1);
	ok &= is("exits", exits(MON_EXIT_ALL), 1);
	ok &= expect(status >= 0, "status", status, 0);
	if (op->flags & WRITES) {
		ok &= is("no value", r[1], op_word(op));
	} else {
		traps(op->trap);
		ok &= is("value", value_of(conduit, r), op->run(0));
		traps(0);
	}
	ok &= is("a register that is no result", r[3], 0);
	ok &= preserved(r, 4);
	return expect(ok, op->name, conduit, 0);
}

static bool access_all(enum conduit conduit)
{
	bool ok = true;
	u32 i;

	for (i = 0; there(conduit) && i < nr_ops; i++)
		ok &= access_one(conduit, &ops[i]);
	return ok;
}

bool test_access(void)
{
	return access_all(BY_SMC32) & access_all(BY_SMC64);
}

bool test_access_xen(void)
{
	return access_all(BY_XEN);
}

static bool access_is(u32 function, u32 word, int want)
{
	unsigned long r[NR_CALL_REGS];
	bool ok;

	poison(r);
	r[1] = word;
	abi(BY_SMC32, function, r);
	ok = is("status", status_of(r), (u64)want);
	r[1] = POISON(1);
	return ok & preserved(r, 1);
}

bool test_access_bad(void)
{
	const struct op *op = &ops[0];
	u32 word = op_word(op);
	bool ok = true;

	/* no class, no instruction set, that of another guest */
	ok &= access_is(VSI_ABI_FN_ACCESS + THE_ISA, word, VSI_ABI_INVALID);
	ok &= access_is(VSI_ABI_FN_ACCESS + VSI_ABI_KIND(op->class, 0), word, VSI_ABI_INVALID);
	ok &= access_is(VSI_ABI_FN_ACCESS + VSI_ABI_KIND(op->class, THE_ISA ^ 2), word,
			VSI_ABI_INVALID);
	/* of another class */
	ok &= access_is(FUNCTION(VSI_ABI_FN_ACCESS, VSI_CLASS_PMU), word, VSI_ABI_INVALID);
	/* no access, a register that nobody knows, what the guest does not have */
	ok &= access_is(FUNCTION(VSI_ABI_FN_ACCESS, op->class), 0, VSI_ABI_NOT_MINE);
	ok &= access_is(FUNCTION(VSI_ABI_FN_ACCESS, VSI_CLASS_TPIDR), TPIDR_WORD, VSI_ABI_NOT_MINE);
	ok &= access_is(FUNCTION(VSI_ABI_FN_ACCESS, VSI_CLASS_IMPDEF), IMPDEF_WORD,
			VSI_ABI_REFUSED);
	inject(1ull << op->class);
	ok &= access_is(FUNCTION(VSI_ABI_FN_ACCESS, op->class), word, VSI_ABI_REFUSED);
	return ok & access_is(FUNCTION(VSI_ABI_FN_QUERY, op->class), word, VSI_ABI_REFUSED);
}

static bool query_one(enum conduit conduit, const struct op *op)
{
	unsigned long r[NR_CALL_REGS];
	int want = VSI_ABI_ALWAYS;
	bool ok;

	if (op->flags & (SAME | ZERO) && op->class != VSI_CLASS_CPACR)
		want |= VSI_ABI_CONST_ALL;
	poison(r);
	r[1] = op_word(op);
	abi(conduit, FUNCTION(VSI_ABI_FN_QUERY, op->class), r);
	ok = is("what is promised", status_of(r), want);
	if (want & VSI_ABI_CONST_ALL) {
		traps(op->trap);
		ok &= is("value", value_of(conduit, r), op->run(0));
		traps(0);
	}
	if (is_wide(conduit) || sizeof(long) == 4)
		ok &= is("a register that is no result", r[2], POISON(2));
	return expect(ok & preserved(r, 3), op->name, conduit, 0);
}

bool test_query(void)
{
	enum conduit conduit;
	bool ok = true;
	u32 i;

	for (conduit = 0; conduit < CONDUITS; conduit++)
		for (i = 0; there(conduit) && i < nr_ops; i++)
			ok &= query_one(conduit, &ops[i]);
	return ok;
}

bool test_call(void)
{
	unsigned long r[NR_CALL_REGS];
	enum conduit conduit;
	bool ok = true;

	for (conduit = 0; conduit < CONDUITS; conduit++) {
		if (!there(conduit))
			continue;
		poison(r);
		r[1] = SMC_WORD;
		r[2] = 0x84000000;	/* PSCI_VERSION */
		abi(conduit, VSI_ABI_FN_CALL, r);
		ok &= is("status", status_of(r), 0);
		ok &= is("its r0", (u32)r[1], 0x10000);
		ok &= is("its r1", r[2], POISON(3));
		ok &= preserved(r, 5);
		r[1] = op_word(&ops[0]);
		abi(conduit, VSI_ABI_FN_CALL, r);
		ok &= is("what is no SMC", status_of(r), (u64)VSI_ABI_NOT_MINE);
	}
	return ok;
}
