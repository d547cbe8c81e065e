// SPDX-License-Identifier: GPL-2.0
/*
 * The payload's tests, one after the other, as KTAP.
 */
#include "payload.h"

/**
 * call() - a call of the monitor's own, by HVC #0
 * @function: MON_...
 * @r1:       argument
 * @r2:       another one
 *
 * Return: r1 as it came back; a call that fails ends the program.
 */
unsigned long call(u32 function, unsigned long r1, unsigned long r2)
{
	unsigned long r[NR_CALL_REGS] = { function, r1, r2 };

	call_hvc(r);
	if (r[0] && r[0] != MON_MAGIC) {
		bare_print("# the monitor refuses\n");
		bare_exit(1);
	}
	return r[1];
}

u64 exits(u32 kind)
{
	unsigned long r[NR_CALL_REGS] = { MON_COUNT, kind, 0 };

	call_hvc(r);
	return (u32)r[1] | (u64)(u32)r[2] << 32;
}

void traps(u32 mask)
{
	call(MON_TRAPS, mask, 0);
}

void inject(u64 classes)
{
	call(MON_INJECT, (u32)classes, (u32)(classes >> 32));
}

bool expect(bool condition, const char *what, u64 got, u64 want)
{
	if (condition)
		return true;
	bare_print("# ");
	bare_print(what);
	bare_print(": got ");
	bare_hex(got >> 32);
	bare_hex(got);
	bare_print(", want ");
	bare_hex(want >> 32);
	bare_hex(want);
	bare_print("\n");
	return false;
}

bool is(const char *what, u64 got, u64 want)
{
	return expect(got == want, what, got, want);
}

static const struct {
	const char *name;
	bool (*run)(void);
} tests[] = {
	{ "the monitor answers", test_hello },
	{ "each trap: one exit each, and the value", test_traps },
	{ "each trap: injected as undefined", test_undefined },
	{ "each undefined: interrupts are masked as the CPU itself does", test_mask },
	{ "registers that are kept", test_kept },
	{ "SMC is PSCI's", test_smc },
	{ "VERSION by both conduits", test_version },
	{ "numbers without a function are not supported", test_reserved },
	{ "ACCESS has the trap's values", test_access },
	{ "ACCESS by HVC #0xea1", test_access_xen },
	{ "ACCESS of what is none", test_access_bad },
	{ "QUERY says what is constant", test_query },
	{ "CALL is the SMC", test_call },
	{ "BATCH", test_batch },
	{ "BATCH of what is no guest memory", test_batch_bad },
	{ "hostile answers are as announced", test_hostile },
	{ "a second CPU", test_cpus },
	{ "what a trap costs", test_cost },
};

int bare_main(void)
{
	u32 i, n = sizeof(tests) / sizeof(tests[0]);
	bool failed = false;

	bare_print("KTAP version 1\n1..");
	bare_number(n);
	bare_print("\n");
	for (i = 0; i < n; i++) {
		bool ok = tests[i].run();

		bare_print(ok ? "ok " : "not ok ");
		bare_number(i + 1);
		bare_print(" ");
		bare_print(tests[i].name);
		bare_print("\n");
		failed |= !ok;
		traps(MON_TRAP_SMC);
		inject(0);
		call(MON_HOSTILE, MON_HOSTILE_NOT, 0);
		call(MON_HANDLER, 0, 0);
	}
	return failed;
}

void bare_unexpected(unsigned long syndrome, unsigned long pc)
{
	bare_print("# unexpected exception: ");
	bare_hex(syndrome);
	bare_print(" at ");
	bare_hex(pc);
	bare_print("\n");
}
