// SPDX-License-Identifier: GPL-2.0
/*
 * The instructions that the payload executes: each is a function, whose first word it is.
 */
#include "payload.h"

#ifdef __aarch64__
#define OPS_TBL		"ops_a64.tbl"
#define RETURN		"ret"
#else
#define OPS_TBL		"ops_a32.tbl"
#define RETURN		"bx lr"
#endif

#define OP(name, instruction, trap, class, flags)			\
unsigned long op_##name(unsigned long value);				\
__asm__(".text\n\t.balign 4\n\t.globl op_" #name "\nop_" #name ":\n\t"	\
	instruction "\n\t" RETURN);
#include OPS_TBL
#undef OP

const struct op ops[] = {
#define OP(name, instruction, trap, class, flags) \
	{ #name, op_##name, MON_TRAP_##trap, VSI_CLASS_##class, flags },
#include OPS_TBL
#undef OP
};

const u32 nr_ops = sizeof(ops) / sizeof(ops[0]);

/**
 * op_word() - the instruction itself
 * @op: whose
 *
 * Return: its word.
 */
u32 op_word(const struct op *op)
{
	return *(const u32 *)op->run;
}
