// SPDX-License-Identifier: GPL-2.0
/*
 * Traps: how many exits, which values, what is undefined, what they cost.
 */
#include "payload.h"

#define TIMES		10
#define PSCI_VERSION	0x84000000
#define PSCI_1_0	0x10000

bool test_hello(void)
{
	unsigned long r[NR_CALL_REGS] = { MON_HELLO };

	call_hvc(r);
	return is("hello", r[0], MON_MAGIC);
}

static unsigned long run_times(const struct op *op, u32 times)
{
	unsigned long value = 0;

	while (times--)
		value = op->run(0);
	return value;
}

static bool one_trap(const struct op *op)
{
	unsigned long native, trapped;
	u64 before;
	bool ok = true;

	traps(0);
	call(MON_RESET, 0, 0);
	native = run_times(op, TIMES);
	ok &= is("exits without the trap", exits(MON_EXIT_ALL), 0);
	traps(op->trap);
	before = exits(op->class);
	trapped = run_times(op, TIMES);
	ok &= is("exits of its class", exits(op->class) - before, TIMES);
	ok &= is("exits of all classes", exits(MON_EXIT_ALL), TIMES);
	if (op->flags & SAME)
		ok &= is("value", trapped, native);
	if (op->flags & ZERO)
		ok &= is("value", trapped, 0);
	return expect(ok, op->name, trapped, native);
}

bool test_traps(void)
{
	unsigned long before = undefined_count;
	bool ok = true;
	u32 i;

	for (i = 0; i < nr_ops; i++)
		ok &= one_trap(&ops[i]);
	return ok & is("undefined", undefined_count - before, 0);
}

static bool one_undefined(const struct op *op)
{
	unsigned long before = undefined_count;
	bool ok = true;

	traps(op->trap);
	inject(1ull << op->class);
	call(MON_RESET, 0, 0);
	run_times(op, TIMES);
	ok &= is("undefined", undefined_count - before, TIMES);
	ok &= is("status of the last one", undefined_status, 0);
	ok &= is("exits", exits(op->class), TIMES);
	ok &= is("injected", exits(MON_EXIT_INJECTED), TIMES);
	inject(0);
	run_times(op, TIMES);
	ok &= is("undefined in the end", undefined_count - before, TIMES);
	return expect(ok, op->name, undefined_count, before);
}

bool test_undefined(void)
{
	bool ok = true;
	u32 i;

	for (i = 0; i < nr_ops; i++)
		ok &= one_undefined(&ops[i]);
	return ok;
}

/* What is masked in the handler of an instruction that is undefined to this CPU */
static unsigned long mask_of_cpu(unsigned long before)
{
	set_mask(before);
	__asm__ volatile(UNDEFINED : : : "memory");
	return undefined_mask;
}

static bool one_mask(const struct op *op, unsigned long before, unsigned long want)
{
	bool ok;

	traps(op->trap);
	inject(1ull << op->class);
	undefined_mask = ~0ul;
	set_mask(before);
	op->run(0);
	ok = is("mask in the handler", undefined_mask, want);
	ok &= is("mask behind it", get_mask(), before);
	inject(0);
	return expect(ok, op->name, undefined_mask, before);
}

static bool masks_from(unsigned long before)
{
	unsigned long want = mask_of_cpu(before);
	bool ok = is("mask behind UDF", get_mask(), before);
	u32 i;

	ok &= expect(want & MASK_I, "the CPU does not mask", want, MASK_I);
	for (i = 0; i < nr_ops; i++)
		ok &= one_mask(&ops[i], before, want);
	return ok;
}

/* Nothing interrupts the payload, so that all may be open. */
bool test_mask(void)
{
	unsigned long before = get_mask();
	bool ok;

	ok = masks_from(0);
	ok &= masks_from(MASK_ALL & ~MASK_I);
	ok &= masks_from(MASK_ALL);
	set_mask(before);
	return ok;
}

bool test_kept(void)
{
	bool ok = true;
	u32 i;

	traps(MON_TRAP_ACTLR | MON_TRAP_DEBUG);
	for (i = 1; i < nr_ops; i++) {
		if (!(ops[i].flags & KEPT))
			continue;
		ops[i - 1].run(0x1234);
		ok &= is(ops[i].name, ops[i].run(0), 0x1234);
		ops[i - 1].run(0);
		ok &= is(ops[i].name, ops[i].run(1), 0);
	}
	return ok;
}

bool test_smc(void)
{
	unsigned long r[NR_CALL_REGS] = { PSCI_VERSION };
	bool ok;

	traps(MON_TRAP_SMC);
	call(MON_RESET, 0, 0);
	call_smc(r);
	ok = is("version", (u32)r[0], PSCI_1_0);
	ok &= is("exits", exits(VSI_CLASS_CALL), 1);
	ok &= is("exits of all classes", exits(MON_EXIT_ALL), 1);
	r[0] = PSCI_VERSION;
	call_hvc(r);
	ok &= is("version by HVC", (u32)r[0], PSCI_1_0);
	return ok & is("calls by HVC", exits(MON_EXIT_SMCCC), 1);
}

static bool is_counted(void)
{
	u32 start = ticks(), i;

	for (i = 0; i < 1000; i++)
		__asm__ volatile("nop");
	start = ticks() - start;
	return start >= 1000 && start < 6000;
}

#define MEASURED	1000

static noinline unsigned long nothing(unsigned long value)
{
	__asm__ volatile("nop");
	return value;
}

/* Instructions in thousandths */
static u32 measure(op_function run)
{
	u32 start = ticks(), i;

	for (i = 0; i < MEASURED; i++)
		run(0);
	return ticks() - start;
}

/* The difference to a nop, which costs one. */
static u32 cost(op_function run)
{
	return (measure(run) - measure(nothing) + MEASURED / 2) / MEASURED + 1;
}

static bool one_cost(const struct op *op, u32 tightest)
{
	u32 c, tight;
	bool ok;

	traps(op->trap);
	c = cost(op->run);
	call(MON_HANDLER, 1, 0);
	tight = cost(op->run);
	call(MON_HANDLER, 0, 0);
	traps(0);
	bare_print("# cost ");
	bare_print(op->name);
	bare_print(": plain ");
	bare_number(c);
	bare_print(" tightest ");
	bare_number(tight);
	bare_print(" without trap ");
	bare_number(cost(op->run));
	bare_print("\n");
	ok = expect(tight <= tightest, "tightest", tight, tightest);
	return ok & expect(c < 1000 && c >= tight, "plain", c, tight);
}

/* The tightest handler has the same values, too. */
static bool same_value(const struct op *op)
{
	unsigned long plain, tightest;

	traps(op->trap);
	plain = op->run(0);
	call(MON_HANDLER, 1, 0);
	tightest = op->run(0);
	call(MON_HANDLER, 0, 0);
	return is(op->name, tightest, plain);
}

bool test_cost(void)
{
	bool ok = true, counted = is_counted();
	u32 i;

	for (i = 0; i < nr_ops; i++) {
		if (ops[i].flags & WRITES)
			continue;
		ok &= same_value(&ops[i]);
		if (counted && ops[i].trap == MON_TRAP_ID)
			ok &= one_cost(&ops[i], TIGHTEST_ID);
		if (counted && ops[i].trap == MON_TRAP_ACTLR)
			ok &= one_cost(&ops[i], TIGHTEST_ACTLR);
	}
	return ok & expect(counted, "QEMU does not count", 0, 1);
}
