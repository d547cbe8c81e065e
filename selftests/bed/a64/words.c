// SPDX-License-Identifier: GPL-2.0
/*
 * Words of the bed's monitor, A64: the instruction as it is.  It would come to the monitor
 * anyway, but of a backend's words one is as good as another.
 */
#include "../words.h"
#include "monitor.h"

/* UDF #imm16, ARM DDI 0487, C6.2, whose upper two bits of 16 are 1: none of vsi's */
#define WORD		0x00004000u
#define WORD_MASK	0xffffc000u

/**
 * word_behind() - how the monitor wants to have an instruction
 * @insn: the instruction
 * @word: filled in, but for the instruction
 *
 * Return: false when the monitor does not take it.
 */
bool word_behind(const struct vsi_insn *insn, struct word *word)
{
	word->layout = WORD_OWN;
	word->behind = insn->word;
	return monitor_knows(insn->word);
}

/**
 * word_encode() - the undefined instruction with a number
 * @insn:   what it stands for
 * @number: the number
 * @word:   set only on success
 *
 * Return: false when there is no such number.
 */
bool word_encode(const struct vsi_insn *insn, unsigned int number, u32 *word)
{
	(void)insn;
	*word = WORD | number;
	return number <= ~WORD_MASK;
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
	*number = word & ~WORD_MASK;
	return (word & WORD_MASK) == WORD;
}

/**
 * word_is_executed() - is the condition of a word true?
 * @word: the word
 * @psr:  PSTATE
 *
 * Return: true: there is none.
 */
bool word_is_executed(const struct word *word, unsigned long psr)
{
	(void)word;
	(void)psr;
	return true;
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
	regs->pc += sizeof(u32);
	return monitor_execute(word->behind, regs);
}
