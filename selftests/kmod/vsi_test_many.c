// SPDX-License-Identifier: GPL-2.0
/*
 * More sites than a trap tells apart by its hint, in core and init text, and
 * a copy for parallel loads.
 */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include "isa.h"

#ifndef SITES
#define SITES	5000	/* hints of A32 wrap at 4096 */
#endif

static uint wrong;
module_param(wrong, uint, 0444);

/* A register that nobody writes meanwhile: by a word that is no site, then by sites. */
#ifdef CONFIG_ARM64
#define CLEAR_COUNT	"	mov	x0, #0\n"
#define READ_FIRST	"	.long	0xd53bd061\n"	/* mrs x1, tpidrro_el0 */
#define READ_AND_COUNT	"	mrs	x2, tpidrro_el0\n"	\
			"	cmp	x1, x2\n"		\
			"	cinc	x0, x0, ne\n"
#else
#define CLEAR_COUNT	"	mov	r0, #0\n"
#define READ_FIRST	"	.long	0xee1d1f50\n"	/* mrc p15, 0, r1, c13, c0, 2 */
#define READ_AND_COUNT	"	mrc	p15, 0, r2, c13, c0, 2\n" \
			"	cmp	r1, r2\n"		\
			"	addne	r0, r0, #1\n"
#endif

/* Returns the number of sites whose value is another one. */
#define MANY(name, section)						\
	ISA_FUNCTION_IN(name, section,					\
			CLEAR_COUNT					\
			READ_FIRST					\
			"	.rept	" __stringify(SITES) "\n"	\
			READ_AND_COUNT					\
			"	.endr\n");				\
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
