// SPDX-License-Identifier: GPL-2.0
/*
 * Words of the bed's monitor, A32 and T32: SVC where vsi's backend of that name has one, else
 * the instruction as it is.
 */
#include "../words.h"
#include "../../../vsi_arm/a32_svc.h"
#include "modes.h"
#include "monitor.h"
#include "svc.h"

/*
 * UDF, ARM DDI 0406C, A8.8.247, whose upper four bits of 16 are 6.  Neither vsi has such, nor
 * QEMU and Linux one for a breakpoint.
 */
#define A32_WORD	0x07f600f0u
#define A32_WORD_MASK	0x0fff00f0u
#define T32_WORD	0xf7f6a000u
#define T32_WORD_MASK	0xfffff000u
#define NR_NUMBERS	0x1000

/* Of 16 bits: from here on, and there is none of vsi's among them. */
#define T16_WORD	0xde60u
#define T16_NR_NUMBERS	0x90

/**
 * struct own - instructions that the monitor understands as they are
 * @mask, @value: as in vsi's tables, but from the manual
 * @execute:      does it
 */
struct own {
	u32 mask;
	u32 value;
	bool (*execute)(u32 word, struct pt_regs *regs);
};

#ifdef BED_T32
static bool do_nothing(u32 word, struct pt_regs *regs)
{
	(void)word;
	(void)regs;
	return true;
}

static bool do_cps_16(u32 word, struct pt_regs *regs)
{
	return monitor_cps(regs, 2 | (word >> 4 & 1), false, word & 7, 0);
}

static bool do_cps(u32 word, struct pt_regs *regs)
{
	return monitor_cps(regs, word >> 9 & 3, word >> 8 & 1, word >> 5 & 7, word & MODE);
}

static bool do_mrs(u32 word, struct pt_regs *regs)
{
	return monitor_mrs(regs, word >> 20 & 1, word >> 8 & 0xf);
}

static bool do_msr(u32 word, struct pt_regs *regs)
{
	return monitor_msr(regs, word >> 20 & 1, word >> 8 & 0xf,
			   monitor_register(regs, word >> 16 & 0xf));
}

static u32 sysm_of(u32 word, unsigned int m1)
{
	return (word >> 4 & 1) << 4 | (word >> m1 & 0xf);
}

static bool do_mrs_bank(u32 word, struct pt_regs *regs)
{
	return monitor_mrs_bank(regs, word >> 20 & 1, sysm_of(word, 16), word >> 8 & 0xf);
}

static bool do_msr_bank(u32 word, struct pt_regs *regs)
{
	return monitor_msr_bank(regs, word >> 20 & 1, sysm_of(word, 8), word >> 16 & 0xf);
}

#define SUB	2
#define LR	14

static bool do_subs(u32 word, struct pt_regs *regs)
{
	return monitor_return(regs, SUB, LR, word & 0xff);
}

static bool do_rfedb(u32 word, struct pt_regs *regs)
{
	return monitor_rfe(regs, true, false, word >> 21 & 1, word >> 16 & 0xf);
}

static bool do_rfeia(u32 word, struct pt_regs *regs)
{
	return monitor_rfe(regs, false, true, word >> 21 & 1, word >> 16 & 0xf);
}

static bool do_srsdb(u32 word, struct pt_regs *regs)
{
	return monitor_srs(regs, true, false, word >> 21 & 1, word & MODE);
}

static bool do_srsia(u32 word, struct pt_regs *regs)
{
	return monitor_srs(regs, false, true, word >> 21 & 1, word & MODE);
}

/* ARM DDI 0406C: A8.8.425, A8.8.426, B9.3.2, B9.3.8 to B9.3.13, B9.3.16, B9.3.19 */
static const struct own owns[] = {
	{ 0xffffffff, 0x0000bf20, do_nothing },		/* WFE, WFI */
	{ 0xffffffff, 0x0000bf30, do_nothing },
	{ 0xffffffff, 0xf3af8002, do_nothing },
	{ 0xffffffff, 0xf3af8003, do_nothing },
	{ 0xffffffe8, 0x0000b660, do_cps_16 },
	{ 0xfffff900, 0xf3af8100, do_cps },		/* with a mode */
	{ 0xfffffd00, 0xf3af8400, do_cps },
	{ 0xffeff0ff, 0xf3ef8000, do_mrs },
	{ 0xffe0f0ff, 0xf3808000, do_msr },
	{ 0xffe0f0ef, 0xf3e08020, do_mrs_bank },
	{ 0xffe0f0ef, 0xf3808020, do_msr_bank },
	{ 0xffffff00, 0xf3de8f00, do_subs },
	{ 0xffd0ffff, 0xe810c000, do_rfedb },
	{ 0xffd0ffff, 0xe990c000, do_rfeia },
	{ 0xffdfffe0, 0xe80dc000, do_srsdb },
	{ 0xffdfffe0, 0xe98dc000, do_srsia },
};
#else
static u32 sysm_of(u32 word)
{
	return (word >> 8 & 1) << 4 | (word >> 16 & 0xf);
}

static bool do_mrs_bank(u32 word, struct pt_regs *regs)
{
	return monitor_mrs_bank(regs, word >> 22 & 1, sysm_of(word), word >> 12 & 0xf);
}

static bool do_msr_bank(u32 word, struct pt_regs *regs)
{
	return monitor_msr_bank(regs, word >> 22 & 1, sysm_of(word), word & 0xf);
}

#define MOV	13
#define LR	14

static bool do_eret(u32 word, struct pt_regs *regs)
{
	(void)word;
	return monitor_return(regs, MOV, 0, monitor_register(regs, LR));
}

static bool do_return(u32 word, struct pt_regs *regs)
{
	return monitor_return(regs, word >> 21 & 0xf, word >> 16 & 0xf,
			      monitor_shifted(regs, word & 0xf, word >> 5 & 3, word >> 7 & 0x1f));
}

static bool do_return_immediate(u32 word, struct pt_regs *regs)
{
	return monitor_return(regs, word >> 21 & 0xf, word >> 16 & 0xf,
			      monitor_immediate(word & 0xfff));
}

/* What SVC cannot say: ARM DDI 0406C, B9.3.9, B9.3.10, B9.3.3, B9.3.20 */
static const struct own owns[] = {
	{ 0x0fb00eff, 0x01000200, do_mrs_bank },
	{ 0x0fb0fef0, 0x0120f200, do_msr_bank },
	{ 0x0fffffff, 0x0160006e, do_eret },
	{ 0x0e10f010, 0x0010f000, do_return },
	{ 0x0e10f000, 0x0210f000, do_return_immediate },
};
#endif

static const struct own *own_of(u32 word)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(owns); i++)
		if ((word & owns[i].mask) == owns[i].value)
			return &owns[i];
	return NULL;
}

/**
 * word_behind() - how the monitor wants to have an instruction
 * @insn: the instruction
 * @word: filled in, but for the instruction
 *
 * Return: false when the monitor does not take it.
 */
bool word_behind(const struct vsi_insn *insn, struct word *word)
{
	word->layout = WORD_SVC;
	if (a32_svc_encode(insn, &word->behind))
		return true;
	word->layout = WORD_OWN;
	word->behind = insn->word;
	return own_of(insn->word);
}

/**
 * word_encode() - the undefined instruction with a number
 * @insn:   what it stands for: it is as wide, and has its condition
 * @number: the number
 * @word:   set only on success
 *
 * Return: false when there is no such number.
 */
bool word_encode(const struct vsi_insn *insn, unsigned int number, u32 *word)
{
	if (number >= (insn->width == sizeof(u16) ? T16_NR_NUMBERS : NR_NUMBERS))
		return false;
	if (insn->isa == VSI_ISA_A32)
		*word = a32_kept_cond(insn->word) | A32_WORD | (number & 0xff0) << 4 |
			(number & 0xf);
	else
		*word = (insn->width == sizeof(u16) ? T16_WORD : T32_WORD) + number;
	return true;
}

/**
 * word_number() - the number in an undefined instruction
 * @word:   the instruction
 * @number: set only on success
 *
 * Return: false when it is none of the monitor's.
 */
bool word_number(u32 word, unsigned int *number)
{
	if (!BED_THUMB) {
		*number = (word >> 4 & 0xff0) | (word & 0xf);
		return (word & A32_WORD_MASK) == A32_WORD;
	}
	if ((word & T32_WORD_MASK) == T32_WORD) {
		*number = word - T32_WORD;
		return true;
	}
	*number = word - T16_WORD;
	return *number < T16_NR_NUMBERS;
}

/**
 * word_is_executed() - is the condition of a word true?
 * @word: the word
 * @psr:  CPSR
 *
 * Whether a word whose condition is false comes to the monitor is up to the CPU
 * (ARM DDI 0406C, A5.1.2).
 *
 * Return: true when the monitor has to do something.
 */
bool word_is_executed(const struct word *word, unsigned long psr)
{
	return BED_THUMB || arm_check_condition(a32_kept_cond(word->behind), psr) ==
				    ARM_OPCODE_CONDTEST_PASS;
}

/**
 * word_execute() - do what a word stands for
 * @word: the word
 * @regs: of the virtual CPU
 *
 * Return: false when that is not possible.
 */
bool word_execute(const struct word *word, struct pt_regs *regs)
{
	const u32 behind = word->behind;

	if (BED_THUMB)
		regs->ARM_cpsr = it_advance(regs->ARM_cpsr);
	regs->ARM_pc += word->insn.width;
	if (!word_is_executed(word, regs->ARM_cpsr))
		return true;
	if (word->layout == WORD_SVC)
		return svc_execute(behind & 0xffffff, regs);
	return own_of(behind)->execute(behind, regs);
}
