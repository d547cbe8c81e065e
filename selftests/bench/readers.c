// SPDX-License-Identifier: GPL-2.0
/*
 * readers WHAT FILE [TIMES]: how fast the executable text of an ELF file is
 * read.  By read(2), with all its sections of code:
 *
 *	read		into a buffer, and added up, word by word: a plain read
 *
 * Once it is in memory, without what mapping symbols call data:
 *
 *	sum		added up
 *	vsi		searched for sensitive instructions
 *	capstone	disassembled by libcapstone, without details
 *	size		only say how many bytes there are
 *
 * Prints bytes, seconds of the CPU of the fastest of TIMES, and a number that
 * depends on the work, so that none is left out.
 */
#include <capstone/capstone.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "../../tools/elf_file.h"
#include "../../tools/input.h"
#include "../../tools/report.h"
#include "../../tools/search.h"

#define BUFFER	(256 * 1024)

/* Bytes of one instruction set, and the section that they are in. */
struct piece {
	const u8 *bytes;
	u32 size;
	int isa;
	const u8 *section;
	u32 section_size;
};

static int file;
static const u8 *start;
static struct piece *pieces;
static size_t nr_pieces, room;

static void add_piece(const struct vsi_section *s, u32 first, u32 end, int isa)
{
	pieces = xgrow(pieces, nr_pieces, &room, sizeof(*pieces));
	pieces[nr_pieces++] = (struct piece){
		s->bytes + first, end - first, isa, s->bytes, s->size,
	};
}

/* @whole: with what is data in it. */
static void add_section(const struct elf_file *f, size_t index, bool whole)
{
	struct vsi_section s;
	u32 i, end;

	elf_view(f, index, &s);
	if (whole) {
		add_piece(&s, 0, s.size, VSI_MAPPING_NONE);
		return;
	}
	for (i = 0; i < s.nr_maps; i++) {
		end = i + 1 < s.nr_maps ? s.maps[i + 1].offset : s.size;
		if (s.maps[i].isa == VSI_MAPPING_DATA || end <= s.maps[i].offset || end > s.size)
			continue;
		add_piece(&s, s.maps[i].offset, end, s.maps[i].isa);
	}
}

static u64 sum(const struct piece *p)
{
	u64 total = 0;
	u32 word, at;

	for (at = 0; at + sizeof(word) <= p->size; at += sizeof(word)) {
		memcpy(&word, p->bytes + at, sizeof(word));
		total += word;
	}
	return total;
}

/* The bytes are read from the file: where they are in memory is not looked at. */
static u64 read_file(const struct piece *p)
{
	static u8 buffer[BUFFER];
	const struct piece part = { .bytes = buffer, .size = BUFFER };
	u64 at = p->bytes - start, end = at + p->size, total = 0;
	ssize_t n;

	for (; at < end; at += n) {
		n = pread(file, buffer, end - at < BUFFER ? end - at : BUFFER, at);
		if (n <= 0)
			exit(1);
		memset(buffer + n, 0, BUFFER - n);
		total += sum(&part);
	}
	return total;
}

static u64 search_thumb(const struct piece *p)
{
	struct vsi_insn insn;
	u32 at = 0, width;
	u64 found = 0;

	while ((at = vsi_scan_next(p->isa, p->bytes, p->size, at)) < p->size) {
		width = vsi_insn_width(p->isa, p->bytes[at] | p->bytes[at + 1] << 8);
		found += vsi_decode(p->isa, vsi_insn_read(p->isa, p->bytes + at, width), &insn);
		at += width;
	}
	return found;
}

/* As vsi scan does: the search goes on from one piece of a section to the next. */
static u64 search(const struct piece *p)
{
	const struct search_source from = { p->section, p->section_size, -1, 0 };
	const u32 end = (p->bytes - p->section + p->size) & ~3u;
	u32 at = (p->bytes - p->section + 3) & ~3u;
	static struct search s;
	struct vsi_insn insn;
	u64 found = 0;

	if (p->isa == VSI_ISA_T32)
		return search_thumb(p);
	if (s.from.bytes != p->section || s.isa != (unsigned int)p->isa || s.at > at + SEARCH_CHUNK)
		search_begin(&s, p->isa, &from);
	for (; at < end; at += 4) {
		at = search_next(&s, at, end);
		if (at < end)
			found += vsi_decode(p->isa, search_word(&s, at), &insn);
	}
	return found;
}

static u64 disassemble(const struct piece *p)
{
	static csh handles[VSI_ISA_A64 + 1];
	static cs_insn *insn;
	const u8 *code = p->bytes;
	size_t size = p->size;
	u64 address = 0, found = 0;

	if (!handles[p->isa]) {
		if (p->isa == VSI_ISA_A64)
			cs_open(CS_ARCH_ARM64, CS_MODE_ARM, &handles[p->isa]);
		else
			cs_open(CS_ARCH_ARM, p->isa == VSI_ISA_T32 ? CS_MODE_THUMB | CS_MODE_V8 :
				CS_MODE_ARM | CS_MODE_V8, &handles[p->isa]);
		cs_option(handles[p->isa], CS_OPT_SKIPDATA, CS_OPT_ON);
		insn = cs_malloc(handles[p->isa]);
	}
	while (cs_disasm_iter(handles[p->isa], &code, &size, &address, insn))
		found++;
	return found;
}

static u64 size_only(const struct piece *p)
{
	return p->size;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

static void measure(u64 (*work)(const struct piece *), int times)
{
	double best = 1e9, start, took;
	u64 bytes = 0, answer = 0;
	size_t i;

	for (i = 0; i < nr_pieces; i++)
		bytes += pieces[i].size;
	while (times-- > 0) {
		answer = 0;
		start = seconds();
		for (i = 0; i < nr_pieces; i++)
			answer += work(&pieces[i]);
		took = seconds() - start;
		if (took < best)
			best = took;
	}
	printf("%llu %.6f %llu\n", (unsigned long long)bytes, best, (unsigned long long)answer);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		u64 (*work)(const struct piece *piece);
	} works[] = {
		{ "read", read_file }, { "sum", sum }, { "vsi", search },
		{ "capstone", disassemble }, { "size", size_only },
	};
	struct input in = {};
	struct elf_file *f;
	size_t i;

	if (argc < 3 || input_read(&in, argv[2]) != INPUT_ELF)
		return 2;
	f = elf_parse(argv[2], in.bytes, in.size, ELF_LINKED);
	if (!f)
		return 1;
	vsi_decode_init();
	file = input_fd(&in);
	start = in.bytes;
	for (i = 1; i < f->nr_sections; i++)
		if (elf_is_code(&f->sections[i].shdr))
			add_section(f, i, !strcmp(argv[1], "read"));
	for (i = 0; i < sizeof(works) / sizeof(works[0]); i++)
		if (!strcmp(argv[1], works[i].name))
			measure(works[i].work, argc > 3 ? atoi(argv[3]) : 1);
	elf_close(f);
	input_free(&in);
	free(pieces);
	return 0;
}
