// SPDX-License-Identifier: GPL-2.0
/*
 * Executes what the kernel must report as the module's own fault, where vsi
 * does not serve it:
 *
 *   how=absent    a register the CPU does not have
 *   how=stranger  vsi's undefined instruction at an address that is no site
 *   how=smc	a call of Secure firmware where there is none
 *   how=hyp	a register of Hyp mode
 */
#include <linux/module.h>
#include <linux/string.h>

static char *how = "";
module_param(how, charp, 0444);

#ifdef CONFIG_ARM64
#define READ_ABSENT	"mrs	%0, S3_7_C4_C0_7"
#define STRANGER	".inst	0x00008000"
#define SMC		"smc	#0"
#define READ_HYP	"mrs	%0, hcr_el2"
#define R0		"x0"
#define CALL_CLOBBERS	"x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", \
			"x12", "x13", "x14", "x15", "x16", "x17", "memory"
#else
#define READ_ABSENT	"mrc	p15, 7, %0, c4, c0, 7"
#define STRANGER	".inst	0xe7f500f0"
#define SMC		".arch_extension sec\nsmc #0"
#define READ_HYP	"mrc	p15, 4, %0, c1, c1, 0"
#define R0		"r0"
#define CALL_CLOBBERS	"r1", "r2", "r3", "memory"
#endif

/* unallocated in every version of the architecture */
static noinline void vsi_test_absent(void)
{
	unsigned long value;

	asm volatile(READ_ABSENT : "=r" (value));
}

static noinline void vsi_test_stranger(void)
{
	asm volatile(STRANGER);
}

static noinline void vsi_test_smc(void)
{
	register unsigned long r0 asm(R0) = 0x84000000;

	asm volatile(SMC : "+r" (r0) : : CALL_CLOBBERS);
}

static noinline void vsi_test_hyp(void)
{
	unsigned long hcr;

	asm volatile(READ_HYP : "=r" (hcr));
}

static int __init fault_init(void)
{
	if (!strcmp(how, "absent"))
		vsi_test_absent();
	if (!strcmp(how, "stranger"))
		vsi_test_stranger();
	if (!strcmp(how, "smc"))
		vsi_test_smc();
	if (!strcmp(how, "hyp"))
		vsi_test_hyp();
	return 0;
}

static void __exit fault_exit(void)
{
}

module_init(fault_init);
module_exit(fault_exit);
MODULE_DESCRIPTION("vsi selftest: faults that are the module's own");
MODULE_LICENSE("GPL");
