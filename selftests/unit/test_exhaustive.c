// SPDX-License-Identifier: GPL-2.0
/*
 * The decoder against two disassemblers, over the whole of what is sensitive:
 * do they agree about class and operands?
 *
 *   test_exhaustive words DIR	write DIR/SPACE.bin, for objdump
 *   test_exhaustive all DIR	print what fails; reads DIR/SPACE.dis
 *
 * Where they differ, disagreements_all.tbl says why.
 */
#include <capstone/capstone.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ktap.h"
#include "reading.h"
#include "spaces.h"

enum judge { OBJDUMP, CAPSTONE };

/* Who calls the word sensitive; both, where they differ about class or operands. */
enum who { OURS, THEIRS, BOTH };

static const char *const judges[] = { "objdump", "Capstone" };

struct disagreement {
	enum judge judge;
	unsigned int isa;
	enum who who;
	u32 mask;
	u32 value;
	const char *mnemonic;
	const char *section;
	const char *reason;
	unsigned long seen;
};

static struct disagreement disagreements[] = {
#define DIFFERS(judge, isa, who, mask, value, mnemonic, section, reason) \
	{ judge, VSI_ISA_##isa, who, mask, value, mnemonic, section, reason, 0 },
#include "disagreements_all.tbl"
};

static const char *dir;
static FILE *out;
static const struct space *writing;

/* A T32 word is two halfwords; behind a halfword four NOPs end what an IT begins. */
#define NARROW_STEP	10

static void put_bytes(u32 word)
{
	u8 b[NARROW_STEP] = { word, word >> 8, 0x00, 0xbf, 0x00, 0xbf, 0x00, 0xbf, 0x00, 0xbf };
	size_t size = 4;

	if (writing->narrow) {
		size = NARROW_STEP;
	} else if (writing->isa == VSI_ISA_T32) {
		b[0] = word >> 16;
		b[1] = word >> 24;
		b[2] = word;
		b[3] = word >> 8;
	} else {
		b[2] = word >> 16;
		b[3] = word >> 24;
	}
	if (fwrite(b, size, 1, out) != 1) {
		perror("test_exhaustive");
		exit(1);
	}
}

static FILE *open_file(const struct space *s, const char *suffix, const char *mode)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.%s", dir, s->name, suffix);
	f = fopen(path, mode);
	if (!f) {
		perror(path);
		exit(1);
	}
	return f;
}

static int write_words(void)
{
	for (writing = spaces; writing < spaces + nr_spaces; writing++) {
		out = open_file(writing, "bin", "wb");
		writing->list(put_bytes);
		if (fclose(out))
			return 1;
	}
	return 0;
}

static u32 field(const struct vsi_insn *insn, const char *name)
{
	const struct vsi_field *f;
	unsigned int i, count;

	f = vsi_insn_fields(insn, &count);
	for (i = 0; i < count; i++)
		if (!strcmp(f[i].name, name))
			return vsi_field_get(insn->word, &f[i]);
	return 0;
}

/* The operands in the order of a line, for as many numbers as it has. */
static unsigned int operands_of(const struct vsi_insn *insn, unsigned int given, unsigned int *n)
{
	static const char *const cp32[] = { "opc1", "Rt", "CRn", "CRm", "opc2" };
	static const char *const cp64[] = { "opc1", "Rt", "Rt2", "CRm" };
	static const char *const sys[] = { "op1", "CRn", "CRm", "op2", "Rt" };
	const char *const *names = sys;
	unsigned int i, first = 0;

	if (insn->form == VSI_FORM_CP32 || insn->form == VSI_FORM_CP64) {
		names = insn->form == VSI_FORM_CP32 ? cp32 : cp64;
		n[first++] = insn->cp;
	} else if (insn->form != VSI_FORM_SYS) {
		return 0;
	} else if (given == 5 && insn->base == A64_SYSREG) {
		n[first++] = 2 + field(insn, "o0");
	}
	for (i = first; i < given; i++)
		n[i] = field(insn, names[i - first]);
	return given;
}

static bool operands_agree(const struct vsi_insn *insn, const struct reading *r)
{
	unsigned int n[READING_MAX_NUMBERS], i, count;

	count = operands_of(insn, r->nr_numbers, n);
	for (i = 0; i < count; i++)
		if (n[i] != r->numbers[i])
			return false;
	return true;
}

static bool explain(enum judge judge, unsigned int isa, enum who who, u32 word,
		    const char *mnemonic)
{
	struct disagreement *d;
	size_t i;

	for (i = 0; i < COUNT(disagreements); i++) {
		d = &disagreements[i];
		if (d->judge == judge && d->isa == isa && d->who == who &&
		    (word & d->mask) == d->value &&
		    !strncmp(mnemonic, d->mnemonic, strlen(d->mnemonic))) {
			d->seen++;
			return true;
		}
	}
	return false;
}

/* What is not decoded is what the manual leaves undefined: not sensitive. */
static void compare(enum judge judge, unsigned int isa, u32 word, const char *mnemonic,
		    const char *operands)
{
	struct reading r = isa == VSI_ISA_A64 ? read_a64(mnemonic, operands) :
						read_arm(mnemonic, operands);
	struct vsi_insn insn;
	bool ours = vsi_decode(isa, word, &insn), agree;

	agree = ours == r.sensitive;
	if (agree && ours)
		agree = (!r.class || r.class == insn.class) && operands_agree(&insn, &r);
	if (!agree)
		agree = explain(judge, isa, !ours ? THEIRS : r.sensitive ? BOTH : OURS, word,
				mnemonic);
	CHECK(agree, "%s: isa %u %08x %s %s: %s (%s)", judges[judge], isa, word, mnemonic,
	      operands, ours ? vsi_insn_text(&insn) : "innocuous",
	      ours ? vsi_class_name(insn.class) : "-");
}

static void lower(char *s)
{
	for (; *s; s++)
		*s = tolower((unsigned char)*s);
}

static u32 *words;
static size_t nr_words, room;

static void keep_word(u32 word)
{
	if (nr_words == room) {
		room = room ? 2 * room : 1 << 16;
		words = realloc(words, room * sizeof(*words));
		if (!words)
			exit(1);
	}
	words[nr_words++] = word;
}

static void list_words(const struct space *s)
{
	nr_words = 0;
	s->list(keep_word);
}

/* "  1c:\tf3ef 8000 \tmrs\tr0, CPSR\t; ..."; cut at the tabs */
static bool split(char *text, size_t *at, char **mnemonic, char **operands)
{
	char *rest = text;
	char *end;

	*at = strtoul(text, &end, 16);
	if (*end != ':' || !strsep(&rest, "\t") || !rest || !strsep(&rest, "\t") || !rest)
		return false;
	lower(rest);
	*mnemonic = strsep(&rest, "\t\n");
	*operands = rest ? strsep(&rest, "\t\n") : "";
	end = strstr(*operands, " //");
	if (end)
		*end = '\0';
	end = *mnemonic + strlen(*mnemonic);
	while (end > *mnemonic && end[-1] == ' ')
		*--end = '\0';
	return true;
}

static void compare_listing(const struct space *s)
{
	const size_t step = s->narrow ? NARROW_STEP : 4;
	FILE *f = open_file(s, "dis", "r");
	char text[256], *mnemonic, *operands;
	size_t at, seen = 0;

	list_words(s);
	while (fgets(text, sizeof(text), f)) {
		if (!split(text, &at, &mnemonic, &operands) || at % step)
			continue;
		seen++;
		if (at / step < nr_words)
			compare(OBJDUMP, s->isa, words[at / step], mnemonic, operands);
	}
	fclose(f);
	CHECK(seen == nr_words, "%s: %zu words, %zu lines", s->name, nr_words, seen);
	printf("# %s: %zu words\n", s->name, nr_words);
}

static void objdump_agrees(void)
{
	unsigned int i;

	for (i = 0; i < nr_spaces; i++)
		compare_listing(&spaces[i]);
}

static csh open_capstone(const struct space *s, bool v8)
{
	csh handle;
	cs_err err;

	if (s->isa == VSI_ISA_A64)
		err = cs_open(CS_ARCH_ARM64, CS_MODE_ARM, &handle);
	else
		err = cs_open(CS_ARCH_ARM, (s->isa == VSI_ISA_T32 ? CS_MODE_THUMB : CS_MODE_ARM) |
			      (v8 ? CS_MODE_V8 : 0), &handle);
	if (err) {
		fprintf(stderr, "cs_open: %s\n", cs_strerror(err));
		exit(1);
	}
	return handle;
}

/* Of T32, in a handle of its own for each word: an IT would change the next one. */
static bool disassemble(csh handle, const struct space *s, u32 word, cs_insn *insn)
{
	u8 b[4] = { word, word >> 8, word >> 16, word >> 24 };
	size_t size = s->narrow ? 2 : 4;
	const u8 *code = b;
	u64 at = 0;

	if (s->isa == VSI_ISA_T32 && !s->narrow) {
		b[0] = word >> 16;
		b[1] = word >> 24;
		b[2] = word;
		b[3] = word >> 8;
	}
	return cs_disasm_iter(handle, &code, &size, &at, insn) && !size;
}

static bool is_it(const struct space *s, u32 word)
{
	return s->narrow && (word & 0xff00) == 0xbf00 && (word & 0xf);
}

/* ARMv8 lacks what ARMv7 has, and the other way round: one that decodes will do. */
static void compare_capstone(const struct space *s)
{
	csh v7 = open_capstone(s, false), v8 = open_capstone(s, true);
	cs_insn *insn = cs_malloc(v7);
	size_t i;

	list_words(s);
	for (i = 0; i < nr_words; i++) {
		if (is_it(s, words[i]))
			continue;
		if (disassemble(v7, s, words[i], insn) || disassemble(v8, s, words[i], insn))
			compare(CAPSTONE, s->isa, words[i], insn->mnemonic, insn->op_str);
		else
			compare(CAPSTONE, s->isa, words[i], "", "");
	}
	cs_free(insn, 1);
	cs_close(&v7);
	cs_close(&v8);
}

static void capstone_agrees(void)
{
	unsigned int i;

	for (i = 0; i < nr_spaces; i++)
		compare_capstone(&spaces[i]);
}

/* What no word needs any more is a mistake that was not taken out. */
static void disagreement_is_needed(void)
{
	size_t i;

	for (i = 0; i < COUNT(disagreements); i++)
		CHECK(disagreements[i].seen, "%s: %08x/%08x, %s: %s",
		      judges[disagreements[i].judge], disagreements[i].value,
		      disagreements[i].mask, disagreements[i].section,
		      disagreements[i].reason);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(objdump_agrees),
	KTAP_CASE(capstone_agrees),
	KTAP_CASE(disagreement_is_needed),
};

int main(int argc, char **argv)
{
	int status;

	vsi_decode_init();
	if (argc == 3) {
		dir = argv[2];
		if (!strcmp(argv[1], "words"))
			return write_words();
		if (!strcmp(argv[1], "all")) {
			status = ktap_run(cases, COUNT(cases));
			free(words);
			return status;
		}
	}
	fprintf(stderr, "usage: test_exhaustive words|all DIR\n");
	return 2;
}
