// SPDX-License-Identifier: GPL-2.0
/*
 * Which words of the bed's monitor there are.
 */
#include "words.h"

#define NR_WORDS	1024

static struct word words[NR_WORDS];
static unsigned int nr_words;

/* The same instruction always has the same word. */
static unsigned int number_of(const struct vsi_insn *insn)
{
	unsigned int i;

	for (i = 0; i < nr_words && words[i].insn.word != insn->word; i++)
		;
	return i;
}

/**
 * words_make() - the word that the monitor takes for an instruction
 * @isa:      enum vsi_isa
 * @original: the instruction
 * @word:     set only on success
 *
 * Return: false when it takes none.
 */
bool words_make(unsigned int isa, u32 original, u32 *word)
{
	struct vsi_insn insn;
	unsigned int number;

	if (!vsi_decode(isa, original, &insn))
		return false;
	number = number_of(&insn);
	if (number == NR_WORDS || !word_behind(&insn, &words[number]) ||
	    !word_encode(&insn, number, word))
		return false;
	words[number].insn = insn;
	nr_words = max(nr_words, number + 1);
	return true;
}

/**
 * words_find() - what a word stands for
 * @word: an undefined instruction
 *
 * Return: it; NULL when it is none of the monitor's, or the monitor takes none.
 */
const struct word *words_find(u32 word)
{
	unsigned int number;

	if (!guest.words || !word_number(word, &number) || number >= nr_words)
		return NULL;
	return &words[number];
}
