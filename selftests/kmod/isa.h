/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What test modules are made of that depends on the instruction set: a few
 * instructions, their words, and what vsi's undefined instructions look like.
 *
 * A word as data is never a site.
 */
#ifndef VSI_SELFTESTS_ISA_H
#define VSI_SELFTESTS_ISA_H

#include <linux/stringify.h>
#include <linux/types.h>

#ifdef CONFIG_ARM64

#define ISA_BEGIN
#define ISA_UNWIND_BEGIN
#define ISA_UNWIND_END
#define ISA_RETURN	"	ret\n"

/* into register 0 */
#define READ_MIDR	"	mrs	x0, midr_el1\n"
#define MIDR_WORD	0xd5380000
#define READ_TPIDR	"	mrs	x0, tpidrro_el0\n"
#define TPIDR_WORD	0xd53bd060
#define READ_PSR	"	mrs	x0, currentel\n"	/* of DAIF, no kprobe is allowed */
#define PSR_WORD	0xd5384240
#define PSR_STABLE	0xc	/* what two calls have in common */

/* Of any hint. */
#define UDF_MASK	0xffff8000
#define UDF_VALUE	0x00008000

static inline u32 isa_word(const u32 *insn)
{
	return le32_to_cpup((const __le32 *)insn);
}

#else

#include <asm/opcodes.h>

/*
 * Interrupts that save a stack come to where there is code: without an entry in the
 * unwind table the kernel prints while it holds unwind_lock, which lockdep does not
 * survive.
 */
#define ISA_BEGIN		"	.arm\n"
#define ISA_UNWIND_BEGIN	"	.fnstart\n"
#define ISA_FNEND		"	.fnend\n"
#define ISA_UNWIND_END		"	.cantunwind\n" ISA_FNEND
#define ISA_RETURN		"	bx	lr\n"

#define READ_MIDR	"	mrc	p15, 0, r0, c0, c0, 0\n"
#define MIDR_WORD	0xee100f10
#define READ_TPIDR	"	mrc	p15, 0, r0, c13, c0, 3\n"
#define TPIDR_WORD	0xee1d0f70
#define READ_PSR	"	mrs	r0, cpsr\n"
#define PSR_WORD	0xe10f0000
#define PSR_STABLE	0x1df	/* mode and masks */

/* Of any condition, too. */
#define UDF_MASK	0x0fff00f0
#define UDF_VALUE	0x07f500f0

static inline u32 isa_word(const u32 *insn)
{
	return __mem_to_opcode_arm(*insn);
}

#endif

#define ISA_DATA(word)	"	.long	" __stringify(word) "\n"

/* A function that consists of @code and returns. */
#define ISA_FUNCTION_IN(name, section, code)				\
	asm(".pushsection " section ", \"ax\", %progbits\n"		\
	    ISA_BEGIN							\
	    "	.balign	4\n"						\
	    "	.type	" #name ", %function\n"				\
	    ISA_UNWIND_BEGIN						\
	    #name ":\n"							\
	    code							\
	    ISA_RETURN							\
	    ISA_UNWIND_END						\
	    "	.size	" #name ", . - " #name "\n"			\
	    ".popsection\n")

#define ISA_FUNCTION(name, code)	ISA_FUNCTION_IN(name, ".text", code)

/* @name() executes @code, @name_original() its word. */
#define ISA_SITE(name, section, code, word)				\
	ISA_FUNCTION_IN(name, section, code);				\
	ISA_FUNCTION_IN(name##_original, section, ISA_DATA(word));	\
	extern u32 name(void);						\
	extern u32 name##_original(void)

static inline u32 isa_word_of(u32 (*site)(void))
{
	return isa_word((const u32 *)site);
}

#endif
