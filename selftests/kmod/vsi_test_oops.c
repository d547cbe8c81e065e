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

/* unallocated in every version of the architecture */
static noinline void vsi_test_absent(void)
{
	u32 value;

	asm volatile("mrc	p15, 7, %0, c4, c0, 7" : "=r" (value));
}

static noinline void vsi_test_stranger(void)
{
	asm volatile(".inst	0xe7f500f0");
}

static noinline void vsi_test_smc(void)
{
	register u32 r0 asm("r0") = 0x84000000;

	asm volatile(".arch_extension sec\n"
		     "smc	#0"
		     : "+r" (r0) : : "r1", "r2", "r3", "memory");
}

static noinline void vsi_test_hyp(void)
{
	u32 hcr;

	asm volatile("mrc	p15, 4, %0, c1, c1, 0" : "=r" (hcr));
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
