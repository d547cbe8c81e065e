// SPDX-License-Identifier: GPL-2.0
/*
 * The decoder against the disassembler of binutils: do they agree about which
 * words are virtualization-sensitive?
 *
 *   test_binutils words FILE		write the words to compare
 *   test_binutils compare FILE		read "objdump -D -z -b binary -marm" of them
 *
 * Where they differ, disagreements.tbl says why.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../vsi_arm/a32_encode.h"
#include "ktap.h"
#include "random.h"
#include "read_arm.h"
#include "reading.h"
#include "rows.h"

#define PER_ROW		2000
#define PER_BIT		60
#define PER_SPACE	20000
#define PURE_RANDOM	120000

/* Where the sensitive instructions have their neighbours. */
static const struct {
	u32 fixed;
	u32 random;
} spaces[] = {
	{ 0x01000000, 0xf0ffffff },	/* miscellaneous, synchronization, halfword */
	{ 0x01000010, 0xf06fff8f },	/* miscellaneous */
	{ 0x00000090, 0xf1ffff6f },	/* extra loads and stores, multiplies */
	{ 0x0320f000, 0xf04f0fff },	/* MSR immediate and hints */
	{ 0x0000f000, 0xf3ff0fff },	/* data processing to the PC */
	{ 0x04000000, 0xf3ffffff },	/* loads and stores */
	{ 0x08000000, 0xf1ffffff },	/* load and store multiple */
	{ 0x0c000e00, 0xf3fff1ff },	/* cp14 and cp15 */
	{ 0x0c000a00, 0xf3ffffff },	/* coprocessors */
	{ 0x0ee00a10, 0xf01fffef },	/* VMRS and VMSR */
	{ 0xf1000000, 0x00ffffff },	/* CPS, SETEND, SETPAN */
	{ 0xf8000000, 0x01ffffff },	/* RFE and SRS */
	{ 0xf0000000, 0x0fffffff },	/* unconditional */
};

struct disagreement {
	u32 mask;
	u32 value;
	bool ours;
	const char *mnemonic;
	const char *section;
	const char *reason;
	unsigned long seen;
};

static struct disagreement disagreements[] = {
#define OURS(mask, value, mnemonic, section, reason) \
	{ mask, value, true, mnemonic, section, reason, 0 },
#define THEIRS(mask, value, mnemonic, section, reason) \
	{ mask, value, false, mnemonic, section, reason, 0 },
#include "disagreements.tbl"
};

static FILE *words_file;

static void put_word(u32 word)
{
	const u8 bytes[4] = { word, word >> 8, word >> 16, word >> 24 };

	if (fwrite(bytes, sizeof(bytes), 1, words_file) != 1) {
		perror("test_binutils");
		exit(1);
	}
}

static void put_row(const struct test_row *row, u32 *seed)
{
	unsigned int bit, n;
	u32 word;

	for (n = 0; n < PER_ROW; n++) {
		word = row->value | (random_next(seed) & ~row->mask);
		put_word(word);
		/* the condition that most code has */
		if (!(row->mask >> 28))
			put_word((word & 0x0fffffff) | 0xe0000000);
	}
	for (bit = 0; bit < 32; bit++) {
		if (!(row->mask >> bit & 1))
			continue;
		for (n = 0; n < PER_BIT; n++)
			put_word((row->value | (random_next(seed) & ~row->mask)) ^ 1u << bit);
	}
}

static int write_words(const char *path)
{
	u32 seed = 0x76736921;
	unsigned int i, n;

	words_file = fopen(path, "wb");
	if (!words_file) {
		perror(path);
		return 1;
	}
	for (i = 0; i < A32_NR_INSNS; i++)
		put_row(&test_table(VSI_ISA_A32)->rows[i], &seed);
	for (i = 0; i < COUNT(spaces); i++)
		for (n = 0; n < PER_SPACE; n++)
			put_word(spaces[i].fixed | (random_next(&seed) & spaces[i].random));
	for (n = 0; n < PURE_RANDOM; n++)
		put_word(random_next(&seed));
	for (i = 0; i < 15; i++)
		for (n = 0; n < A32_UDF_HINTS; n++)
			put_word(a32_encode_udf(i << 28, n));
	return fclose(words_file) ? 1 : 0;
}

struct line {
	u32 word;
	char mnemonic[32];
	char operands[160];
};

static FILE *listing;
static const char *listing_path;

/* "    1c:\te10f0000 \tmrs\tr0, CPSR", and behind another tab what objdump thinks of it */
static bool next_line(struct line *l)
{
	char text[256];
	unsigned int at;

	while (fgets(text, sizeof(text), listing)) {
		for (at = 0; text[at]; at++)
			text[at] = tolower(text[at]);
		l->operands[0] = '\0';
		if (sscanf(text, " %x:\t%x \t%31s\t%159[^\n]", &at, &l->word, l->mnemonic,
			   l->operands) >= 3) {
			l->operands[strcspn(l->operands, "\t")] = '\0';
			return true;
		}
	}
	return false;
}

static bool explain(const struct line *l, bool ours)
{
	struct disagreement *d;
	size_t i;

	for (i = 0; i < COUNT(disagreements); i++) {
		d = &disagreements[i];
		if ((l->word & d->mask) == d->value && d->ours == ours &&
		    !strncmp(l->mnemonic, d->mnemonic, strlen(d->mnemonic))) {
			d->seen++;
			return true;
		}
	}
	return false;
}

static void open_listing(void)
{
	listing = fopen(listing_path, "r");
	if (!CHECK(listing, "%s cannot be read", listing_path))
		exit(1);
}

static void sensitive_is_agreed(void)
{
	struct reading theirs;
	struct vsi_insn insn;
	struct line l;
	bool ours;

	open_listing();
	while (next_line(&l)) {
		ours = vsi_decode(VSI_ISA_A32, l.word, &insn);
		theirs = read_arm(l.mnemonic, l.operands);
		CHECK(ours == theirs.sensitive || explain(&l, ours), "%08x %s %s: %s",
		      l.word, l.mnemonic, l.operands, ours ? vsi_insn_text(&insn) : "innocuous");
		if (ours && theirs.class)
			CHECK(insn.class == theirs.class || explain(&l, ours),
			      "%08x %s %s: %s", l.word, l.mnemonic, l.operands,
			      vsi_class_name(insn.class));
	}
	fclose(listing);
}

/* What no word needs any more is a mistake that was not taken out. */
static void disagreement_is_needed(void)
{
	size_t i;

	for (i = 0; i < COUNT(disagreements); i++)
		CHECK(disagreements[i].seen, "%08x/%08x, %s: %s", disagreements[i].value,
		      disagreements[i].mask, disagreements[i].section,
		      disagreements[i].reason);
}

static void exclusive_is_agreed(void)
{
	enum arm_monitor theirs;
	struct line l;

	open_listing();
	while (next_line(&l)) {
		theirs = arm_monitor(l.mnemonic);
		CHECK(a32_is_load_exclusive(l.word) == (theirs == ARM_MONITOR_LOAD) ||
		      !read_arm(l.mnemonic, "").decoded, "%08x %s %s", l.word, l.mnemonic,
		      l.operands);
		CHECK(a32_is_store_exclusive(l.word) == (theirs == ARM_MONITOR_STORE) ||
		      !read_arm(l.mnemonic, "").decoded, "%08x %s %s", l.word, l.mnemonic,
		      l.operands);
	}
	fclose(listing);
}

/* The trap carrier is an undefined instruction to others, too. */
static void carrier_is_undefined(void)
{
	struct line l;

	open_listing();
	while (next_line(&l))
		if ((l.word & A32_UDF_MASK) == A32_UDF_VALUE && l.word >> 28 != 0xf)
			CHECK(!read_arm(l.mnemonic, "").decoded, "%08x %s %s", l.word,
			      l.mnemonic, l.operands);
	fclose(listing);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(sensitive_is_agreed),
	KTAP_CASE(disagreement_is_needed),
	KTAP_CASE(exclusive_is_agreed),
	KTAP_CASE(carrier_is_undefined),
};

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "words"))
		return write_words(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "compare")) {
		listing_path = argv[2];
		vsi_decode_init();
		return ktap_run(cases, COUNT(cases));
	}
	fprintf(stderr, "usage: test_binutils words|compare FILE\n");
	return 2;
}
