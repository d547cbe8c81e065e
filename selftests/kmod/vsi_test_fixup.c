// SPDX-License-Identifier: GPL-2.0
/*
 * A module one of whose sites the kernel's own module_finalize() rewrites: on arm it
 * is listed in .pv_table, whose instructions get the offset between physical
 * and virtual addresses as their immediate (arch/arm/kernel/phys2virt.S).
 * Another one is listed in .alt.smp.init, which is for a kernel that runs on one
 * CPU without the multiprocessing extensions, and so not for this guest.
 * On arm64 both are alternatives, of which one is for CPUs as this guest has and
 * the other is not (arch/arm64/kernel/alternative.c); and there the kernel also makes a
 * site, of an instruction that was none.
 * Another section switches the mode or the stack, so that a trap in it would not be
 * served; 7.2 links .text.anything into .text.
 */
#include <linux/module.h>
#ifdef CONFIG_ARM64
#include <asm/cpucaps.h>
#endif
#include "isa.h"

static uint rewritten;
module_param(rewritten, uint, 0444);
MODULE_PARM_DESC(rewritten, "the word that stands at the site now");

/* never executed */
#ifdef CONFIG_ARM64
#define APPLIED		__stringify(ARM64_HAS_CRC32)
#define NOT_APPLIED	__stringify(ARM64_WORKAROUND_CAVIUM_23154)

asm(".pushsection .text\n"
	".balign 4\n"
	"fixup_site:	mrs	x0, midr_el1\n"
	"fixup_neighbour:	mrs	x1, midr_el1\n"
	"cpu_site:	mrs	x2, midr_el1\n"
	"made_site:	mov	x3, #0\n"
	"ret\n"
	"replacement:	mov	x0, #0\n"
	"read_midr:	mrs	x3, midr_el1\n"
	".popsection\n"
	".pushsection .altinstructions, \"a\"\n"
	".long	fixup_site - ., replacement - .\n"
	".hword	" APPLIED "\n"
	".byte	4, 4\n"
	".long	cpu_site - ., replacement - .\n"
	".hword	" NOT_APPLIED "\n"
	".byte	4, 4\n"
	".long	made_site - ., read_midr - .\n"
	".hword	" APPLIED "\n"
	".byte	4, 4\n"
	".popsection\n"
	".pushsection .modes.text, \"ax\", %progbits\n"
	".balign 4\n"
	"mrs	x0, daif\n"
	"msr	spsel, #0\n"
	"msr	spsel, #1\n"
	"ret\n"
	".popsection\n");
#else
asm(".pushsection .text\n"
	".arm\n"
	".balign 4\n"
	"fixup_site:	mrc	p15, 0, r0, c0, c0, 0\n"
	"fixup_neighbour:	mrc	p15, 0, r1, c0, c0, 0\n"
	"smp_site:	mrc	p15, 0, r2, c0, c0, 0\n"
	"bx	lr\n"
	".popsection\n"
	".pushsection .alt.smp.init, \"a\"\n"
	".balign 4\n"
	".long	smp_site - .\n"
	"nop\n"
	".popsection\n"
	".pushsection .modes.text, \"ax\", %progbits\n"
	".balign 4\n"
	"mrs	r0, cpsr\n"
	"cps	#0x12\n"
	"cps	#0x13\n"
	"bx	lr\n"
	".popsection\n"
	".pushsection .pv_table, \"a\"\n"
	".balign 4\n"
	".long	fixup_site - .\n"
	".popsection\n");
#endif
extern u32 fixup_site[];

static int __init fixup_init(void)
{
	rewritten = isa_word(fixup_site);
	return 0;
}

static void __exit fixup_exit(void)
{
}

module_init(fixup_init);
module_exit(fixup_exit);
MODULE_DESCRIPTION("vsi selftest: a site the kernel rewrites");
MODULE_LICENSE("GPL");
