// SPDX-License-Identifier: GPL-2.0
/*
 * A hypervisor's side of the vsi ABI, Documentation/abi.rst, as a guest may use and abuse
 * it: what is right is answered, what is wrong is refused, and nothing is written that
 * should not be.  By the conduit of SMCCC; only where the backend "kvm" serves.
 */
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/string.h>
#include <asm/cputype.h>
#include "../../hypercall/vsi_abi.h"
#include "../../vsi_arm/hvc.h"
#include "../../vsi_arm/insn.h"

static uint checks, failed;
module_param(checks, uint, 0444);
module_param(failed, uint, 0444);

#ifdef CONFIG_ARM64
#define WIDE		VSI_ABI_SMC64
#define ISA		VSI_ABI_ISA_A64
#define MIDR		0xd5380000
#define MPIDR		0xd53800a0
#define SYSTEM_NOP	0xd503201f
#else
#define WIDE		VSI_ABI_SMC32
#define ISA		VSI_ABI_ISA_A32
#define MIDR		0xee100f10
#define MPIDR		0xee100fb0
#define SYSTEM_NOP	0xe320f000
#endif

#define REGS		10
#define KIND		VSI_ABI_KIND(VSI_CLASS_IDREG, ISA)
#define OTHER_KIND	VSI_ABI_KIND(VSI_CLASS_PMU, ISA)
#define QUERY		(VSI_ABI_FN_QUERY + KIND)
#define UNTOUCHED	0x5a5a5a5a

static void check(bool right, const char *what, long got)
{
	checks++;
	if (right)
		return;
	failed++;
	pr_info("abi: %s: %ld\n", what, got);
}

static s32 call(unsigned long *regs, u32 id, unsigned long r1)
{
	memset(regs, 0, REGS * sizeof(*regs));
	regs[0] = id;
	regs[1] = r1;
	regs[2] = UNTOUCHED;
	regs[3] = UNTOUCHED;
	regs[4] = UNTOUCHED;
	VSI_HVC(0, 0, regs);
	return regs[0];
}

static u32 version(void)
{
	const u32 nonce = 0x13579bdf;
	unsigned long regs[REGS];
	s32 status = call(regs, VSI_ABI_SMC32 + VSI_ABI_FN_VERSION, nonce);

	check(status >> 16 == VSI_ABI_MAJOR, "version", status);
	check((u32)regs[1] == VSI_ABI_RESPONSE(nonce), "response", regs[1]);
	check(regs[4] == UNTOUCHED, "r4 of VERSION", regs[4]);
	return regs[3];
}

static void never_there(void)
{
	static const u32 numbers[] = {
		VSI_ABI_FN_VERSION + 3, VSI_ABI_FN_ACCESS - 1, VSI_ABI_FN_QUERY + 0x400,
		VSI_ABI_FN_NEVER,
	};
	unsigned long regs[REGS];
	int i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		check(call(regs, VSI_ABI_SMC32 + numbers[i], MIDR) == VSI_ABI_NOT_MINE,
		      "a reserved function", numbers[i]);
	if (WIDE == VSI_ABI_SMC32)
		check(call(regs, VSI_ABI_SMC64 + VSI_ABI_FN_VERSION, 0) == VSI_ABI_NOT_MINE,
		      "SMC64 in AArch32 state", regs[0]);
}

static void one_access(void)
{
	unsigned long regs[REGS];
	s32 status = call(regs, WIDE + VSI_ABI_FN_ACCESS + KIND, MIDR);

	check(status >= 0 && !(status & ~(VSI_ABI_CONST_CPU | VSI_ABI_CONST_ALL)),
	      "status of MIDR", status);
	check((u32)regs[1] == read_cpuid_id(), "value of MIDR", regs[1]);
	check(regs[2] == UNTOUCHED && regs[3] == UNTOUCHED && regs[4] == UNTOUCHED,
	      "registers behind the value", regs[2]);
	status = call(regs, WIDE + QUERY, MIDR);
	check(status > 0 && status <= 7, "promise of MIDR", status);
	status = call(regs, WIDE + VSI_ABI_FN_ACCESS + OTHER_KIND, MIDR);
	check(status == VSI_ABI_INVALID, "MIDR as another class", status);
	status = call(regs, WIDE + QUERY, SYSTEM_NOP);
	check(status == VSI_ABI_INVALID, "a word that is not sensitive", status);
}

static void no_call(void)
{
	unsigned long regs[REGS];
	s32 status = call(regs, WIDE + VSI_ABI_FN_CALL, MIDR);

	check(status == VSI_ABI_INVALID || status == VSI_ABI_NOT_MINE, "MIDR as a call", status);
}

static s32 batch(phys_addr_t address, u32 count)
{
	unsigned long regs[REGS] = { WIDE + VSI_ABI_FN_BATCH, address };

	if (WIDE == VSI_ABI_SMC64) {
		regs[2] = count;
	} else {
		regs[2] = (u64)address >> 32;
		regs[3] = count;
	}
	VSI_HVC(0, 0, regs);
	return regs[0];
}

static void fill(struct vsi_abi_entry *entries, unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		entries[i] = (struct vsi_abi_entry) {
			.function = QUERY, .word = MPIDR, .value = UNTOUCHED, .status = UNTOUCHED,
		};
}

static void mixed_batch(struct vsi_abi_entry *entries)
{
	fill(entries, 5);
	entries[0].word = MIDR;
	entries[1].function = VSI_ABI_FN_VERSION;
	entries[2].reserved = 1;
	entries[3].function = VSI_ABI_FN_ACCESS + OTHER_KIND;
	check(batch(virt_to_phys(entries), 4) == 4, "count of a batch", entries[3].status);
	check(entries[0].status > 0 && (u32)entries[0].value == read_cpuid_id(),
	      "first entry", entries[0].status);
	check(entries[1].status == VSI_ABI_INVALID, "no such function", entries[1].status);
	check(entries[2].status == VSI_ABI_INVALID, "not reserved", entries[2].status);
	check(entries[3].status == VSI_ABI_INVALID, "not of its class", entries[3].status);
	check(entries[3].value == UNTOUCHED, "value of what is refused", entries[3].value);
	check(entries[4].status == UNTOUCHED, "entry behind the last", entries[4].status);
}

/* More than it takes: the first, and no others. */
static void long_batch(struct vsi_abi_entry *entries, unsigned int nr, u32 limit)
{
	s32 done;

	fill(entries, nr);
	done = batch(virt_to_phys(entries), nr);
	check(done > 0 && done == min(limit, nr), "entries looked at", done);
	if (done <= 0 || done >= nr)
		return;
	check(entries[done - 1].status >= 0, "last entry", entries[done - 1].status);
	check(entries[done].status == UNTOUCHED, "entry behind the limit", entries[done].status);
}

/* Neither memory of this guest, nor aligned, nor an address. */
static void bad_batches(struct vsi_abi_entry *entries)
{
	static const phys_addr_t nowhere[] = {
		0, 0x08000000, 0x09000000, (phys_addr_t)-8, (phys_addr_t)-24, 0x3ffffff0,
	};
	int i;

	fill(entries, 2);
	for (i = 0; i < ARRAY_SIZE(nowhere); i++)
		check(batch(nowhere[i], 1) == VSI_ABI_INVALID, "batch nowhere", i);
	check(batch(virt_to_phys(entries) + 4, 1) == VSI_ABI_INVALID, "not aligned", 4);
	check(batch(virt_to_phys(entries), 0) == 0, "empty batch", 0);
	check(entries[0].status == UNTOUCHED, "entry of no batch", entries[0].status);
}

static int __init abi_init(void)
{
	const unsigned int nr = PAGE_SIZE / sizeof(struct vsi_abi_entry);
	struct vsi_abi_entry *entries = (void *)__get_free_page(GFP_KERNEL);
	u32 limit;

	if (!entries)
		return -ENOMEM;
	limit = version();
	never_there();
	one_access();
	no_call();
	mixed_batch(entries);
	long_batch(entries, nr, limit);
	bad_batches(entries);
	free_page((unsigned long)entries);
	return 0;
}

static void __exit abi_exit(void)
{
}

module_init(abi_init);
module_exit(abi_exit);
MODULE_DESCRIPTION("vsi selftest: a hypervisor's side of the hypercall ABI");
MODULE_LICENSE("GPL");
