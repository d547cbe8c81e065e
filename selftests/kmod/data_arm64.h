/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Included by data.h: A64.  x0 is the frame; x1 to x5 are free.
 */
#ifndef VSI_SELFTESTS_DATA_ARM64_H
#define VSI_SELFTESTS_DATA_ARM64_H

#define DATA_POINTER	".quad"
#define DATA_PAD	""

#define ADDR		"[x0, #16]"
#define TRIES		"[x0, #24]"
#define RESULT0		"[x0, #32]"
#define RESULT1		"[x0, #40]"
#define RESULT2		"[x0, #48]"
#define RESULT3		"[x0, #56]"
#define RESULT4		"[x0, #64]"
#define RESULT5		"[x0, #72]"

#define MIDR_X2(V)	V("mrs x2, midr_el1", 0xd5380002, PLACE_SERVED)
#define MIDR_X3(V)	V("mrs x3, midr_el1", 0xd5380003, PLACE_SERVED)
#define DATA_TRACED	"mrs x3, midr_el1"
#define DATA_TRACED_WORD	0xd5380003
#define DATA_TRACED_REGISTER	"x3"
#define DAIF_X1(V)	V("mrs x1, daif", 0xd53b4221, PLACE_SERVED)
#define DAIF_X2(V)	V("mrs x2, daif", 0xd53b4222, PLACE_SERVED)
#define DAIF_X3(V)	V("mrs x3, daif", 0xd53b4223, PLACE_SERVED)
#define TPIDR_X1(V)	V("mrs x1, tpidr_el1", 0xd538d081, PLACE_SERVED)
#define TPIDR_X2(V)	V("mrs x2, tpidr_el1", 0xd538d082, PLACE_SERVED)

/* As in data_arm.h. */
#define DATA_LOOP(V, load, store)					\
	MIDR_X3(V)							\
	"	str	x3, " RESULT0 "\n"				\
	"	mov	x5, #0\n"					\
	"1:	add	x5, x5, #1\n"					\
	"	cmp	x5, #1000\n"					\
	"	b.hi	2f\n"						\
	DAIF_X3(V)							\
	"	str	x3, " RESULT1 "\n"				\
	"	" load ", [x0]\n"					\
	V("mrs x2, tpidr_el1", 0xd538d082, PLACE_BETWEEN)		\
	"	add	w1, w1, #1\n"					\
	"	" store ", [x0]\n"					\
	DAIF_X1(V)							\
	"	str	x1, " RESULT3 "\n"				\
	"	str	x2, " RESULT2 "\n"				\
	"	cbnz	w3, 1b\n"					\
	TPIDR_X1(V)							\
	"	str	x1, " RESULT4 "\n"				\
	"2:	str	x5, " TRIES "\n"

#define DATA_WORDS(V)	DATA_LOOP(V, "ldxr w1", "stxr w3, w1")
#define DATA_BYTES(V)	DATA_LOOP(V, "ldaxrb w1", "stlxrb w3, w1")
#define DATA_MORE(V)	DATA_LOOP(V, "ldaxp x1, x4", "stlxp w3, x1, x4")

#define DATA_MASKED(V)							\
	DAIF_X2(V)							\
	V("msr daifset, #3", 0xd50343df, PLACE_SERVED)			\
	"	str	x2, " RESULT0 "\n"				\
	"	mov	x5, #1\n"					\
	"	str	x5, " TRIES "\n"				\
	"1:	ldxr	x1, [x0]\n"					\
	V("mrs x3, daif", 0xd53b4223, PLACE_BETWEEN)			\
	"	add	x1, x1, #1\n"					\
	"	stxr	w5, x1, [x0]\n"					\
	"	str	x3, " RESULT1 "\n"				\
	"	str	x5, " RESULT2 "\n"				\
	V("msr daif, x2", 0xd51b4222, PLACE_SERVED)			\
	DAIF_X3(V)							\
	"	str	x3, " RESULT3 "\n"

#define DATA_LEAVES(V)							\
	"	mov	x5, #1\n"					\
	"	str	x5, " TRIES "\n"				\
	"	ldxr	w1, [x0]\n"					\
	"	cmp	w1, #0xff0\n"					\
	"	b.ne	1f\n"						\
	V("mrs x2, daif", 0xd53b4222, PLACE_BETWEEN)			\
	"	stxr	w3, w5, [x0]\n"					\
	"1:	clrex\n"						\
	DAIF_X3(V)							\
	"	str	x3, " RESULT0 "\n"				\
	"	ldxr	w1, [x0]\n"					\
	"	add	w1, w1, #1\n"					\
	"	stxr	w3, w1, [x0]\n"					\
	MIDR_X2(V)							\
	"	str	x2, " RESULT1 "\n"				\
	"	str	x3, " RESULT2 "\n"

#define DATA_EX_ENTRY(at, label)	_ASM_EXTABLE_KACCESS_ERR(at, label, wzr)

#define DATA_NEIGHBOR(V)						\
	"	ldr	x5, " ADDR "\n"					\
	"	mov	x3, #-0x34\n"					\
	"	cmp	x3, #0x33\n"					\
	DAIF_X1(V)							\
	"3:\n"								\
	MIDR_X2(V)							\
	"1:	ldr	w3, [x5]\n"					\
	"4:\n"								\
	"	mrs	x4, nzcv\n"					\
	"	str	x4, " RESULT1 "\n"				\
	DAIF_X1(V)							\
	"	str	x1, " RESULT0 "\n"				\
	"	b	2f\n"						\
	"9:\n"								\
	TPIDR_X1(V)							\
	"	str	x1, " RESULT1 "\n"				\
	"2:	str	x2, " RESULT2 "\n"				\
	"	str	x3, " RESULT3 "\n"				\
	DAIF_X3(V)							\
	"	str	x3, " RESULT4 "\n"				\
	"	str	x5, " RESULT5 "\n"				\
	DATA_EX_ENTRY(1b, 9b)						\
	DATA_EX_ENTRY(3b, 9b)						\
	DATA_EX_ENTRY(4b, 9b)

#define DATA_ITSELF(V)							\
	"	ldr	x5, " ADDR "\n"					\
	"	mov	x3, #-0x34\n"					\
	TPIDR_X2(V)							\
	"1:\n"								\
	V("ldtr w3, [x5]", 0xb84008a3, PLACE_FIXED_UP)			\
	DAIF_X1(V)							\
	"	str	x1, " RESULT0 "\n"				\
	"	b	2f\n"						\
	"9:\n"								\
	MIDR_X2(V)							\
	"2:	str	x2, " RESULT2 "\n"				\
	"	str	x3, " RESULT3 "\n"				\
	"	str	x5, " RESULT5 "\n"				\
	DATA_EX_ENTRY(1b, 9b)

/* Not executed: what the kernel can read, LDTR cannot. */
#define DATA_UNEXPECTED(V)						\
	"	ldr	x5, " ADDR "\n"					\
	"	mov	x3, #-0x34\n"					\
	"	cbnz	x5, 1f\n"					\
	V("ldtr w3, [x5]", 0xb84008a3, PLACE_ABORTS)			\
	"1:	str	x3, " RESULT3 "\n"				\
	"	str	x5, " RESULT5 "\n"

#define DATA_KEY(V, insn, key)						\
	"	mov	x3, #1\n"					\
	DAIF_X1(V)							\
	"1:	" insn "\n"						\
	MIDR_X2(V)							\
	"	b	3f\n"						\
	"2:\n"								\
	TPIDR_X2(V)							\
	"	mov	x3, #2\n"					\
	"3:	str	x1, " RESULT0 "\n"				\
	"	str	x2, " RESULT1 "\n"				\
	"	str	x3, " RESULT2 "\n"				\
	JUMP_ENTRY(key, "2b")

#define DATA_READS(V)							\
	DAIF_X1(V)							\
	MIDR_X2(V)							\
	MIDR_X3(V)							\
	"	str	x1, " RESULT0 "\n"				\
	"	str	x2, " RESULT1 "\n"				\
	TPIDR_X2(V)							\
	"	str	x2, " RESULT2 "\n"				\
	"	str	x3, " RESULT3 "\n"

/* Of CPUs as this guest has, and not. */
#define APPLIED		ARM64_HAS_CRC32
#define NOT_APPLIED	ARM64_WORKAROUND_CAVIUM_23154

/* What the kernel makes a sensitive instruction of. */
#define DATA_MADE_V_SITE						\
	ALTERNATIVE("771: mov x3, #1\n" PLACE("771b", 0xd5380003, PLACE_MADE), \
		    "mrs x3, midr_el1", APPLIED)
#define DATA_MADE_V_WORD	ISA_DATA(0xd5380003)

/* Beside one, replaced by one, left, and made by one. */
#define DATA_ALTERNATIVES(V)						\
	DAIF_X1(V)							\
	ALTERNATIVE("mov x5, #1", "mov x5, #2", APPLIED)		\
	MIDR_X2(V)							\
	ALTERNATIVE(V("mrs x3, midr_el1", 0xd2800043, PLACE_REPLACED),	\
		    "mov x3, #2", APPLIED)				\
	ALTERNATIVE(V("mrs x4, midr_el1", 0xd5380004, PLACE_SERVED),	\
		    "mov x4, #2", NOT_APPLIED)				\
	"	str	x1, " RESULT0 "\n"				\
	"	str	x2, " RESULT1 "\n"				\
	"	str	x3, " RESULT2 "\n"				\
	"	str	x4, " RESULT3 "\n"				\
	"	str	x5, " RESULT4 "\n"				\
	DATA_MADE_##V							\
	"	str	x3, " RESULT5 "\n"

#endif
