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

static inline u32 load32(const u8 *aligned)
{
	u32 word = vsi_load32(aligned);

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap32(word);
#endif
	return word;
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
	return (uintptr_t)bytes & 3 ? read32(bytes) : load32(bytes);
}

static bool may_be_sensitive(unsigned int isa, u32 word)
{
	const struct vsi_insn_row *row = vsi_index_find(isa, vsi_rows(isa), word);

	return row && vsi_row_is_sensitive(row);
}

#define BLOCK	8

/* The two halves of an index, each in a register of its own. */
struct keys {
	const u8 *high;
	const u8 *low;
};

static inline struct keys keys_of(const struct vsi_index *ix)
{
	struct keys k = { ix->high, ix->low };

	/* else the compiler takes the one for the other and adds, for every word */
	asm("" : "+r" (k.high), "+r" (k.low));
	return k;
}

static inline u8 buckets(struct keys k, const u8 *bytes)
{
	const u32 word = load32(bytes);

	return k.high[vsi_index_high(word)] & k.low[vsi_index_low(word)];
}

/* The first block with a word to look at, or what is left behind the last whole one. */
static inline const u8 *skip_blocks(struct keys k, const u8 *at, const u8 *end)
{
	const u8 *last = end - BLOCK * 4;

	if (end - at < BLOCK * 4)
		return at;
	for (; at <= last; at += BLOCK * 4)
		if (buckets(k, at) | buckets(k, at + 4) | buckets(k, at + 8) |
		    buckets(k, at + 12) | buckets(k, at + 16) | buckets(k, at + 20) |
		    buckets(k, at + 24) | buckets(k, at + 28))
			break;
	return at;
}

/* The index is exact but for a few common words, which vsi_decode() rejects. */
static u32 scan_words(unsigned int isa, const u8 *bytes, u32 size, u32 offset)
{
	const struct keys k = keys_of(vsi_index_insns(isa));
	const u8 *end = bytes + offset + ((size - offset) & ~3u);
	const u8 *at = bytes + offset;
	unsigned int i;

	while (at < end) {
		at = skip_blocks(k, at, end);
		for (i = 0; i < BLOCK && at < end; i++, at += 4)
			if (buckets(k, at))
				return at - bytes;
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

#define BLOCK16	8

/* Whatever halfwords of the block begin an instruction, none is one to look at. */
static inline bool skips_block16(const struct vsi_index *ix, const u8 *bytes)
{
	u16 halfword = read16(bytes), behind;
	unsigned int i;
	u8 buckets = 0;

	for (i = 1; i <= BLOCK16; i++) {
		behind = read16(bytes + 2 * i);
		buckets |= vsi_index_buckets16(ix, halfword, behind);
		halfword = behind;
	}
	return !buckets;
}

/*
 * The instruction behind a block that begins with one.  A halfword that does not
 * look like the first of two ends an instruction, as the first or the second, so
 * that only those behind the last such one have to be counted.
 */
static inline u32 behind_block16(const u8 *bytes)
{
	unsigned int i = BLOCK16;

	while (i && vsi_insn_width(VSI_ISA_T32, read16(bytes + 2 * i - 2)) == 4)
		i--;
	return 2 * (BLOCK16 + (BLOCK16 - i) % 2);
}

static u32 scan_t32(const u8 *bytes, u32 size, u32 offset)
{
	const struct vsi_index *ix = vsi_index_insns(VSI_ISA_T32);
	unsigned int width;
	u32 word;

	while (size - offset >= 2) {
		while (size - offset >= 2 * BLOCK16 + 2 && skips_block16(ix, bytes + offset))
			offset += behind_block16(bytes + offset);
		if (size - offset < 2)
			break;
		width = vsi_insn_width(VSI_ISA_T32, read16(bytes + offset));
		if (width > size - offset)
			break;
		word = vsi_insn_read(VSI_ISA_T32, bytes + offset, width);
		if (may_be_sensitive(VSI_ISA_T32, word))
			return offset;
		offset += width;
	}
	return size;
}

/**
 * vsi_scan_next() - the next instruction that may be sensitive
 * @isa:    enum vsi_isa
 * @bytes:  code of this instruction set and nothing else
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
	if (!vsi_rows(isa) || offset >= size)
		return size;
	if (isa == VSI_ISA_T32)
		return scan_t32(bytes, size, offset);
	if ((uintptr_t)(bytes + offset) & 3)
		return scan_unaligned(isa, bytes, size, offset);
	return scan_words(isa, bytes, size, offset);
}
