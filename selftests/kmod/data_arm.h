/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Included by data.h: A32.  r0 is the frame; r1, r2, r3 and r12 are free.
 */
#ifndef VSI_SELFTESTS_DATA_ARM_H
#define VSI_SELFTESTS_DATA_ARM_H

#define DATA_POINTER	".long"
#define DATA_PAD	"	.long	0\n"

#define ADDR		"[r0, #16]"
#define TRIES		"[r0, #20]"
#define RESULT0		"[r0, #24]"
#define RESULT1		"[r0, #28]"
#define RESULT2		"[r0, #32]"
#define RESULT3		"[r0, #36]"
#define RESULT4		"[r0, #40]"
#define RESULT5		"[r0, #44]"

#define MIDR_R2(V)	V("mrc p15, 0, r2, c0, c0, 0", 0xee102f10, PLACE_SERVED)
#define MIDR_R3(V)	V("mrc p15, 0, r3, c0, c0, 0", 0xee103f10, PLACE_SERVED)
#define DATA_TRACED	"mrc p15, 0, r3, c0, c0, 0"
#define DATA_TRACED_WORD	0xee103f10
#define DATA_TRACED_REGISTER	"r3"
#define CPSR_R1(V)	V("mrs r1, cpsr", 0xe10f1000, PLACE_SERVED)
#define CPSR_R2(V)	V("mrs r2, cpsr", 0xe10f2000, PLACE_SERVED)
#define CPSR_R3(V)	V("mrs r3, cpsr", 0xe10f3000, PLACE_SERVED)
#define TPIDR_R1(V)	V("mrc p15, 0, r1, c13, c0, 4", 0xee1d1f90, PLACE_SERVED)
#define TPIDR_R2(V)	V("mrc p15, 0, r2, c13, c0, 4", 0xee1d2f90, PLACE_SERVED)

/*
 * Adds one, with instructions before the loop, in it before the load, between load and
 * store, behind the store, and behind the loop.  One that does not end gives up.
 */
#define DATA_LOOP(V, load, store)					\
	MIDR_R3(V)							\
	"	str	r3, " RESULT0 "\n"				\
	"	mov	r12, #0\n"					\
	"1:	add	r12, r12, #1\n"					\
	"	cmp	r12, #1000\n"					\
	"	bhi	2f\n"						\
	CPSR_R3(V)							\
	"	str	r3, " RESULT1 "\n"				\
	"	" load "	r1, [r0]\n"				\
	V("mrc p15, 0, r2, c13, c0, 4", 0xee1d2f90, PLACE_BETWEEN)	\
	"	add	r1, r1, #1\n"					\
	"	" store "	r3, r1, [r0]\n"				\
	CPSR_R1(V)							\
	"	str	r1, " RESULT3 "\n"				\
	"	str	r2, " RESULT2 "\n"				\
	"	teq	r3, #0\n"					\
	"	bne	1b\n"						\
	TPIDR_R1(V)							\
	"	str	r1, " RESULT4 "\n"				\
	"2:	str	r12, " TRIES "\n"

#define DATA_WORDS(V)	DATA_LOOP(V, "ldrex", "strex")
#define DATA_BYTES(V)	DATA_LOOP(V, "ldrexb", "strexb")
#define DATA_MORE(V)	DATA_LOOP(V, "ldrexh", "strexh")

/* As a compiler masks interrupts around exclusives; what it finds is what it restores. */
#define DATA_MASKED(V)							\
	"	cmp	r0, r0\n"					\
	CPSR_R2(V)							\
	V("cpsid i", 0xf10c0080, PLACE_SERVED)				\
	"	str	r2, " RESULT0 "\n"				\
	"	mov	r12, #1\n"					\
	"1:	ldrex	r1, [r0]\n"					\
	V("mrs r3, cpsr", 0xe10f3000, PLACE_BETWEEN)			\
	"	str	r12, " TRIES "\n"				\
	"	add	r1, r1, #1\n"					\
	"	strex	r12, r1, [r0]\n"				\
	"	str	r3, " RESULT1 "\n"				\
	"	str	r12, " RESULT2 "\n"				\
	V("msr cpsr_c, r2", 0xe121f002, PLACE_SERVED)			\
	CPSR_R3(V)							\
	"	str	r3, " RESULT3 "\n"

/* Compares, finds another value and leaves; what is behind that is in no sequence. */
#define DATA_LEAVES(V)							\
	"	mov	r12, #1\n"					\
	"	str	r12, " TRIES "\n"				\
	"	ldrex	r1, [r0]\n"					\
	"	teq	r1, #0xff00\n"					\
	"	bne	1f\n"						\
	V("mrs r2, cpsr", 0xe10f2000, PLACE_BETWEEN)			\
	"	strex	r3, r12, [r0]\n"				\
	"1:	clrex\n"						\
	CPSR_R3(V)							\
	"	str	r3, " RESULT0 "\n"				\
	"	ldrex	r1, [r0]\n"					\
	"	add	r1, r1, #1\n"					\
	"	strex	r3, r1, [r0]\n"					\
	MIDR_R2(V)							\
	"	str	r2, " RESULT1 "\n"				\
	"	str	r3, " RESULT2 "\n"

#define DATA_EX_ENTRY(at, label)					\
	"	.pushsection __ex_table, \"a\"\n"			\
	"	.balign	8\n"						\
	"	.long	" at ", " label "\n"				\
	"	.popsection\n"

/* Of a load that may fault, with instructions before it, behind it and in its fixup. */
#define DATA_NEIGHBOR(V)						\
	"	ldr	r12, " ADDR "\n"				\
	"	mvn	r3, #0x33\n"					\
	"	cmp	r3, #0x33\n"					\
	CPSR_R1(V)							\
	"3:\n"								\
	MIDR_R2(V)							\
	"1:	ldr	r3, [r12]\n"					\
	"4:\n"								\
	CPSR_R1(V)							\
	"	str	r1, " RESULT0 "\n"				\
	"	b	2f\n"						\
	"9:\n"								\
	TPIDR_R1(V)							\
	"	str	r1, " RESULT1 "\n"				\
	"2:	str	r2, " RESULT2 "\n"				\
	"	str	r3, " RESULT3 "\n"				\
	CPSR_R3(V)							\
	"	str	r3, " RESULT4 "\n"				\
	"	str	r12, " RESULT5 "\n"				\
	DATA_EX_ENTRY("1b", "9b")					\
	DATA_EX_ENTRY("3b", "9b")					\
	DATA_EX_ENTRY("4b", "9b")

/* Of a sensitive instruction that may fault itself, between others. */
#define DATA_ITSELF(V)							\
	"	ldr	r12, " ADDR "\n"				\
	"	mvn	r3, #0x33\n"					\
	TPIDR_R2(V)							\
	"1:\n"								\
	V("ldrt r3, [r12], #0", 0xe4bc3000, PLACE_FIXED_UP)		\
	CPSR_R1(V)							\
	"	str	r1, " RESULT0 "\n"				\
	"	b	2f\n"						\
	"9:\n"								\
	MIDR_R2(V)							\
	"2:	str	r2, " RESULT2 "\n"				\
	"	str	r3, " RESULT3 "\n"				\
	"	str	r12, " RESULT5 "\n"				\
	DATA_EX_ENTRY("1b", "9b")

/* Not executed: what the kernel can read, LDRT cannot. */
#define DATA_UNEXPECTED(V)						\
	"	ldr	r12, " ADDR "\n"				\
	"	mvn	r3, #0x33\n"					\
	"	teq	r12, #0\n"					\
	"	bne	1f\n"						\
	V("ldrt r3, [r12], #0", 0xe4bc3000, PLACE_ABORTS)		\
	"1:	str	r3, " RESULT3 "\n"				\
	"	str	r12, " RESULT5 "\n"

/* @insn: what stands there while the key is off; @key and the low bit, as jump_label.h has it */
#define DATA_KEY(V, insn, key)						\
	"	mov	r3, #1\n"					\
	"	cmp	r0, r0\n"					\
	CPSR_R1(V)							\
	"1:	" insn "\n"						\
	MIDR_R2(V)							\
	"	b	3f\n"						\
	"2:\n"								\
	TPIDR_R2(V)							\
	"	mov	r3, #2\n"					\
	"3:	str	r1, " RESULT0 "\n"				\
	"	str	r2, " RESULT1 "\n"				\
	"	str	r3, " RESULT2 "\n"				\
	JUMP_ENTRY(key, "2b")

/* What code beside static keys may find: before it, on one way, and on the other. */
#define DATA_READS(V)							\
	"	cmp	r0, r0\n"					\
	CPSR_R1(V)							\
	MIDR_R2(V)							\
	MIDR_R3(V)							\
	"	str	r1, " RESULT0 "\n"				\
	"	str	r2, " RESULT1 "\n"				\
	TPIDR_R2(V)							\
	"	str	r2, " RESULT2 "\n"				\
	"	str	r3, " RESULT3 "\n"

/* The first is for SMP, as all guests are. */
#define DATA_ALTERNATIVES(V)						\
	"	cmp	r0, r0\n"					\
	CPSR_R1(V)							\
	__ALT_SMP_ASM("mov r12, #1", "mov r12, #2")			\
	MIDR_R2(V)							\
	__ALT_SMP_ASM(MIDR_R3(V), "mov r3, #2")				\
	__ALT_SMP_ASM("nop", "mrc p15, 0, r3, c13, c0, 4")		\
	"	str	r1, " RESULT0 "\n"				\
	"	str	r2, " RESULT1 "\n"				\
	"	str	r3, " RESULT2 "\n"				\
	"	str	r12, " RESULT3 "\n"

#endif
