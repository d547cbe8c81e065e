// SPDX-License-Identifier: GPL-2.0
/*
 * Reading and scanning code, at the speed of memory where there is nothing to
 * find.
 *
 * Pure.  Code is little-endian, whatever the data are.
 */
#include "insn_index.h"

static inline u16 read16(const u8 *bytes)
{
	return bytes[0] | bytes[1] << 8;
}

static inline u32 read32(const u8 *bytes)
{
	return read16(bytes) | (u32)read16(bytes + 2) << 16;
}

/**
 * vsi_insn_read() - an instruction as a number
 * @isa:   enum vsi_isa
 * @bytes: of the instruction
 * @width: 2 or 4
 *
 * Context: any.
 * Return: the number that the architecture's manual writes; of T32 with 4
 * bytes, the first halfword is bits[31:16].
 */
u32 vsi_insn_read(unsigned int isa, const u8 *bytes, unsigned int width)
{
	if (width == 2)
		return read16(bytes);
	if (isa == VSI_ISA_T32)
		return (u32)read16(bytes) << 16 | read16(bytes + 2);
	return read32(bytes);
}

/* memcpy() of aligned bytes is one load, without a type that aliases another. */
static inline u32 load32(const u8 *aligned)
{
	u32 word;

	memcpy(&word, __builtin_assume_aligned(aligned, 4), sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap32(word);
#endif
	return word;
}

static inline u16 load16(const u8 *aligned)
{
	u16 halfword;

	memcpy(&halfword, __builtin_assume_aligned(aligned, 2), sizeof(halfword));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	halfword = __builtin_bswap16(halfword);
#endif
	return halfword;
}

static bool may_be_sensitive(unsigned int isa, u32 word)
{
	const struct vsi_insn_row *row = vsi_index_find(isa, word);

	return row && (row->class != VSI_CLASS_NONE || row->fields == VSI_FIELDS_CP32 ||
		       row->fields == VSI_FIELDS_CP64 || row->fields == VSI_FIELDS_SYSREG ||
		       row->fields == VSI_FIELDS_SYS || row->fields == VSI_FIELDS_SYSP);
}

/* The lists of a block of words, or-ed; none but the empty list is 0. */
#define BLOCK	4

static inline u8 block_lists(unsigned int isa, const u8 *list, const u8 *bytes)
{
	return list[vsi_index_key(isa, load32(bytes))] |
	       list[vsi_index_key(isa, load32(bytes + 4))] |
	       list[vsi_index_key(isa, load32(bytes + 8))] |
	       list[vsi_index_key(isa, load32(bytes + 12))];
}

/* Always inline, so that @isa is a constant in the loop. */
static inline __attribute__((always_inline))
u32 scan_words(unsigned int isa, const u8 *list, const u8 *bytes, u32 size, u32 offset)
{
	u32 word;

	while (size - offset >= 4) {
		while (size - offset >= BLOCK * 4 && !block_lists(isa, list, bytes + offset))
			offset += BLOCK * 4;
		if (size - offset < 4)
			break;
		word = load32(bytes + offset);
		if (list[vsi_index_key(isa, word)] && may_be_sensitive(isa, word))
			return offset;
		offset += 4;
	}
	return size;
}

/* Where the bytes lie on odd addresses: a file's, not a kernel's. */
static u32 scan_unaligned(unsigned int isa, const u8 *bytes, u32 size, u32 offset)
{
	for (; size - offset >= 4; offset += 4)
		if (may_be_sensitive(isa, read32(bytes + offset)))
			return offset;
	return size;
}

static u32 scan_t32(const u8 *bytes, u32 size, u32 offset)
{
	const u8 *list = vsi_index_insns(VSI_ISA_T32)->list;
	unsigned int width;
	u16 halfword;
	u32 word;

	for (; size - offset >= 2; offset += width) {
		halfword = load16(bytes + offset);
		width = vsi_insn_width(VSI_ISA_T32, halfword);
		if (width > size - offset)
			break;
		if (!list[vsi_index_key16(halfword)])
			continue;
		word = vsi_insn_read(VSI_ISA_T32, bytes + offset, width);
		if (may_be_sensitive(VSI_ISA_T32, word))
			return offset;
	}
	return size;
}

/**
 * vsi_scan_next() - the next instruction that may be sensitive
 * @isa:    enum vsi_isa
 * @bytes:  code of this instruction set and nothing else; of T32, aligned to 2
 * @size:   of @bytes
 * @offset: where an instruction begins, at most @size
 *
 * Most of what it finds is sensitive; vsi_decode() has the last word.
 *
 * Context: any, after vsi_decode_init(); reads @bytes.
 * Return: its offset, or @size when there is none before the end.
 */
u32 vsi_scan_next(unsigned int isa, const u8 *bytes, u32 size, u32 offset)
{
	const struct vsi_index *ix = vsi_index_insns(isa);

	if (!ix || offset >= size)
		return size;
	if (isa == VSI_ISA_T32)
		return scan_t32(bytes, size, offset);
	if ((uintptr_t)(bytes + offset) & 3)
		return scan_unaligned(isa, bytes, size, offset);
	if (isa == VSI_ISA_A64)
		return scan_words(VSI_ISA_A64, ix->list, bytes, size, offset);
	return scan_words(VSI_ISA_A32, ix->list, bytes, size, offset);
}
