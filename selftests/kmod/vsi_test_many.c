// SPDX-License-Identifier: GPL-2.0
/*
 * More sites than a trap tells apart by its hint, in core and init text, and
 * a copy for parallel loads.
 */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/smp.h>

#define SITES	5000	/* hints wrap at 4096 */

static uint wrong;
module_param(wrong, uint, 0444);

/* r0 counts the sites whose value is not the one read by a word that is none */
#define MANY(name, section)						\
	asm(".pushsection " section ", \"ax\", %progbits\n"		\
	    ".arm\n"							\
	    ".balign 4\n"						\
	    #name ":\n"							\
	    "	mov	r0, #0\n"					\
	    "	.long	0xee1d1f50\n"	/* mrc p15, 0, r1, c13, c0, 2 */ \
	    "	.rept	" __stringify(SITES) "\n"			\
	    "	mrc	p15, 0, r2, c13, c0, 2\n"			\
	    "	cmp	r1, r2\n"					\
	    "	addne	r0, r0, #1\n"					\
	    "	.endr\n"						\
	    "	bx	lr\n"						\
	    ".popsection\n");						\
	extern u32 name(void)

MANY(many_text, ".text");
MANY(many_init, ".init.text");

static int __init many_init_fn(void)
{
	preempt_disable();
	wrong = many_text() + many_init();
	preempt_enable();
	return 0;
}

static void __exit many_exit(void)
{
}

module_init(many_init_fn);
module_exit(many_exit);
MODULE_DESCRIPTION("vsi selftest: many sites");
MODULE_LICENSE("GPL");
