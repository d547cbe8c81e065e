// SPDX-License-Identifier: GPL-2.0
/*
 * Batches, answers that are lies, and more than one CPU.
 */
#include "payload.h"

#define ENTRIES		4
#define FUNCTION(base, class)	((base) + VSI_ABI_KIND(class, THE_ISA))
#define PSCI_CPU_ON	0x84000003
#define MONITOR		(MON_CONFIG + 0x10000)

static struct vsi_abi_entry entries[64 + 1] __attribute__((aligned(8)));

/* By the 32-bit convention, or by the other one */
static int batch(u64 base, u64 n, bool wide)
{
	unsigned long r[NR_CALL_REGS] = { VSI_ABI_SMC32 | VSI_ABI_FN_BATCH };

	if (wide) {
		r[0] = VSI_ABI_SMC64 | VSI_ABI_FN_BATCH;
		r[1] = base;
		r[2] = n;
	} else {
		r[1] = (u32)base;
		r[2] = (u32)(base >> 32);
		r[3] = (u32)n;
	}
	call_hvc(r);
	return (int)(u32)r[0];
}

static u64 address(const void *at)
{
	return (unsigned long)at;
}

static void fill(void)
{
	const struct op *op = &ops[0];

	memset(entries, 0, sizeof(entries));
	entries[0].function = FUNCTION(VSI_ABI_FN_QUERY, op->class);
	entries[0].word = op_word(op);
	entries[1].function = FUNCTION(VSI_ABI_FN_ACCESS, op->class);
	entries[1].word = op_word(op);
	entries[1].value = 7;
	entries[2].function = VSI_ABI_FN_VERSION;
	entries[2].value = 8;
	entries[3] = entries[1];
	entries[3].reserved = 1;
	entries[4].status = 9;
}

static bool served(bool wide)
{
	bool ok = true;

	fill();
	call(MON_RESET, 0, 0);
	ok &= is("entries", batch(address(entries), ENTRIES, wide), ENTRIES);
	ok &= is("batches", exits(MON_EXIT_BATCH), 1);
	ok &= is("exits", exits(MON_EXIT_ALL), 1);
	ok &= is("entries counted", exits(MON_EXIT_ENTRIES), ENTRIES);
	ok &= expect(entries[0].status > 0, "query", entries[0].status, 0);
	ok &= expect(entries[1].status >= 0, "access", entries[1].status, 0);
	ok &= is("value", entries[1].value, ops[0].flags & WRITES ? 7 : entries[0].value);
	ok &= is("no function for batches", entries[2].status, (u64)VSI_ABI_INVALID);
	ok &= is("its value", entries[2].value, 8);
	ok &= is("reserved", entries[3].status, (u64)VSI_ABI_INVALID);
	ok &= is("its value", entries[3].value, 7);
	ok &= is("what was asked for", entries[1].word, op_word(&ops[0]));
	ok &= is("behind the end", entries[4].status, 9);
	ok &= is("none", batch(address(entries), 0, wide), 0);
	return ok & is("64", batch(address(entries), 64, wide), 64);
}

bool test_batch(void)
{
	return served(false) & (sizeof(long) == 4 || served(true));
}

bool test_batch_bad(void)
{
	static const u64 where[] = {
		0, 0x09000000, 0x3ffffff8, 0x3fffffe8, MONITOR, MON_CONFIG, MON_CONFIG - 8,
		MON_CONFIG - 16, MON_CONFIG + 0x200000 - 8, 0x60000000, 0x5ffffff8, 0x140000000ull,
		0xfffffffffffffff8ull, 0x8000000040000000ull,
	};
	bool ok = true;
	u32 i;

	fill();
	call(MON_RESET, 0, 0);
	for (i = 0; i < sizeof(where) / sizeof(where[0]); i++)
		ok &= is("outside", batch(where[i], 2, false), (u64)VSI_ABI_INVALID);
	for (i = 1; i < 8; i++)
		ok &= is("not aligned", batch(address(entries) + i, 1, false),
			 (u64)VSI_ABI_INVALID);
	ok &= is("entries counted", exits(MON_EXIT_ENTRIES), 0);
	ok &= is("a second entry outside", batch(MON_CONFIG - 24, 2, false), 1);
	ok &= is("too many", batch(address(entries), 65, false), 64);
	ok &= is("the last one", entries[63].status, (u64)VSI_ABI_INVALID);
	ok &= is("the one behind", entries[64].status, 0);
	ok &= is("far too many", batch(address(entries), 0xffffffff, false), 64);
	return ok & is("the monitor is well", call(MON_HELLO, 5, 0), 5);
}

static int version(u32 nonce, u32 *response)
{
	unsigned long r[NR_CALL_REGS] = { VSI_ABI_SMC32 | VSI_ABI_FN_VERSION, nonce };

	call_hvc(r);
	*response = r[1];
	return (int)(u32)r[0];
}

static void hostile(u32 mode)
{
	call(MON_HOSTILE, mode, 0);
}

static bool lies_of_versions(void)
{
	const u32 right = VSI_ABI_VERSION(VSI_ABI_MAJOR, VSI_ABI_MINOR);
	bool ok = true;
	u32 response;

	hostile(MON_HOSTILE_MAGIC);
	ok &= is("magic", version(5, &response), right);
	ok &= expect(response != VSI_ABI_RESPONSE(5), "response", response, 0);
	hostile(MON_HOSTILE_MAJOR);
	ok &= is("major", version(5, &response) >> 16, VSI_ABI_MAJOR + 1);
	hostile(MON_HOSTILE_ECHO);
	ok &= is("echo", (u32)version(5, &response), VSI_ABI_SMC32 | VSI_ABI_FN_VERSION);
	ok &= is("echo of the nonce", response, 5);
	hostile(MON_HOSTILE_ZERO);
	ok &= is("zero", version(5, &response), 0);
	hostile(MON_HOSTILE_STATUS);
	ok &= expect(version(5, &response) != version(5, &response), "garbage", response, 0);
	return ok;
}

bool test_hostile(void)
{
	bool ok = lies_of_versions();
	u32 response;

	fill();
	hostile(MON_HOSTILE_BATCH);
	ok &= is("batch", batch(address(entries), ENTRIES, false), 0x7fffffff);
	hostile(MON_HOSTILE_ENTRIES);
	ok &= is("entries", batch(address(entries), ENTRIES, false), ENTRIES);
	ok &= expect(entries[0].reserved != 0, "entry", entries[0].reserved, 0);
	ok &= is("behind the end", entries[4].status, 9);
	hostile(MON_HOSTILE_NOT);
	version(5, &response);
	return ok & is("the truth", response, VSI_ABI_RESPONSE(5));
}

static volatile u32 second_done;
static volatile u64 second_value[3];

/* On the second CPU: what it reads by calls, and ten traps. */
void bare_second(void)
{
	unsigned long r[NR_CALL_REGS] = { 0 };
	u32 i;

	r[0] = VSI_ABI_SMC32 | FUNCTION(VSI_ABI_FN_ACCESS, VSI_CLASS_IDREG);
	r[1] = MPIDR_WORD;
	call_hvc(r);
	second_value[0] = (u32)r[0];
	second_value[1] = (u32)r[1];
	traps(ops[0].trap);
	for (i = 0; i < 10; i++)
		second_value[2] = ops[0].run(0);
	second_done = 1;
}

bool test_cpus(void)
{
	unsigned long r[NR_CALL_REGS] = { PSCI_CPU_ON, 1, (unsigned long)second_cpu_entry, 0x77 };
	bool ok = true;

	call(MON_RESET, 0, 0);
	call_hvc(r);
	ok &= is("CPU_ON", (u32)r[0], 0);
	while (ok && !second_done)
		wait_for_event();
	ok &= is("MPIDR's status", second_value[0], VSI_ABI_CONST_CPU);
	ok &= is("MPIDR", second_value[1] & 0xff, 1);
	ok &= is("traps of the other CPU", exits(ops[0].class), 10);
	traps(ops[0].trap);
	if (!(ops[0].flags & WRITES))
		ok &= is("value", second_value[2], ops[0].run(0));
	call_hvc(r);
	return ok & expect((int)(u32)r[0] < 0, "CPU_ON of one that is on", r[0], 0);
}
