// SPDX-License-Identifier: GPL-2.0
/*
 * Loads and stores of A64 in place of accesses to privileged registers.
 *
 * Pure.  Called while a module is loaded, once for each word.
 *
 * A store needs a register that holds an address, which it has from the stack: kernel code
 * uses nothing below SP.  None of these changes the flags.
 */
#include "a64_encode.h"
#include "state.h"

/* Registers and immediates are zero.  ARM DDI 0487, C6.2 */
#define PUSH_ONE	0xf81f0fe0u	/* str Xt, [sp, #-16]! */
#define POP_ONE		0xf84107e0u	/* ldr Xt, [sp], #16 */
#define PUSH_TWO	0xa9bf07e0u	/* stp x0, x1, [sp, #-16]! */
#define POP_TWO		0xa8c107e0u	/* ldp x0, x1, [sp], #16 */
#define LDR_LITERAL	0x58000000u
#define STRB		0x39000000u
#define STRH		0x79000000u
#define LDRH		0x79400000u
#define STR		0xf9000000u
#define LDR		0xf9400000u
#define AND_W		0x12000000u
#define ORR_W		0x32000000u

#define XZR		31

/* D, A, I, F of MSR (immediate), and where DAIF has them */
#define IF		0x3u
#define DA		0xcu
#define DAIF		0xfu
#define DAIF_SHIFT	6

static void put(struct vsi_state_code *code, u32 word)
{
	code->code[code->nr++] = word;
}

/* A load or a store of 1 << @scale bytes. */
static u32 at(u32 access, u8 rt, u8 base, u32 offset, unsigned int scale)
{
	return access | (offset >> scale) << 10 | (u32)base << 5 | rt;
}

/* The address stands behind the branch that follows @left more instructions. */
static void load_base(struct vsi_state_code *code, u8 reg, unsigned int left)
{
	put(code, LDR_LITERAL | (left + 2) << 5 | reg);
}

/* N == 0: @nr ones from bit @lsb on, or all but these. */
static u32 ones(unsigned int lsb, unsigned int nr)
{
	return ((32 - lsb) & 31) << 16 | (nr - 1) << 10;
}

static u32 all_but(unsigned int lsb, unsigned int nr)
{
	return ones(lsb + nr, 32 - nr);
}

static void read_at(struct vsi_state_code *code, u8 rt, u64 block, u32 offset)
{
	code->base = block;
	if (offset == VSI_STATE_A64_DAIF) {
		load_base(code, rt, 2);
		put(code, at(LDRH, rt, rt, offset, 1));
		put(code, AND_W | ones(DAIF_SHIFT, 4) | (u32)rt << 5 | rt);
		return;
	}
	load_base(code, rt, 1);
	put(code, at(LDR, rt, rt, offset, 3));
}

static void write_at(struct vsi_state_code *code, u8 rt, u64 block, u32 offset)
{
	const u8 scratch = rt == 0 ? 1 : 0;

	code->base = block;
	put(code, PUSH_ONE | scratch);
	load_base(code, scratch, 2);
	if (offset == VSI_STATE_A64_DAIF) {
		code->base += VSI_STATE_A64_MASK;
		put(code, at(STRH, rt, scratch, offset, 1));
	} else {
		put(code, at(STR, rt, scratch, offset, 3));
	}
	put(code, POP_ONE | scratch);
}

/* Whole bytes of DAIF: the lower end of the address is what is stored, or zero is. */
static void store_masks(struct vsi_state_code *code, u64 block, u32 masks, bool set)
{
	const u32 byte = masks == DA, value = set ? masks << DAIF_SHIFT >> byte * 8 : 0;
	const u32 offset = VSI_STATE_A64_DAIF + byte - value;
	const bool both = masks == DAIF;

	code->base = block + VSI_STATE_A64_MASK + value;
	put(code, PUSH_ONE);
	load_base(code, 0, 2);
	put(code, at(both ? STRH : STRB, set ? 0 : XZR, 0, offset, both));
	put(code, POP_ONE);
}

/* A row of ones in the masks at a time. */
static void change_masks(struct vsi_state_code *code, u64 block, u32 masks, bool set)
{
	unsigned int from, nr, load;

	code->base = block + VSI_STATE_A64_MASK;
	put(code, PUSH_TWO);
	load = code->nr;
	load_base(code, 0, 0);
	put(code, at(LDRH, 1, 0, VSI_STATE_A64_DAIF, 1));
	for (from = 0; masks >> from; from += nr) {
		nr = 1;
		if (!(masks >> from & 1))
			continue;
		while (masks >> (from + nr) & 1)
			nr++;
		put(code, (set ? ORR_W | ones(DAIF_SHIFT + from, nr) :
				 AND_W | all_but(DAIF_SHIFT + from, nr)) | 1 << 5 | 1);
	}
	put(code, at(STRH, 1, 0, VSI_STATE_A64_DAIF, 1));
	put(code, POP_TWO);
	code->code[load] += (code->nr - load - 1) << 5;
}

static bool write_masks(struct vsi_state_code *code, u32 word, u64 block)
{
	const u32 masks = word >> 8 & DAIF;
	const bool set = !(word >> 5 & 1);

	if (!masks)
		put(code, A64_NOP);
	else if (masks == IF || masks == DA || masks == DAIF)
		store_masks(code, block, masks, set);
	else
		change_masks(code, block, masks, set);
	return true;
}

/**
 * a64_state_code() - an instruction as loads and stores
 * @insn:  of A64
 * @block: address of the state block
 * @code:  filled in on success
 *
 * Executed with the branches there and back: a read 4, of DAIF 5, a write 6; DAIFSet and
 * DAIFClr of I and F, of D and A, or of all four 6, of others 8 or 9.  Up to 16 bytes of the
 * stack below SP are used.
 *
 * Context: any.
 * Return: false when what it accesses is not in the block.
 */
bool a64_state_code(const struct vsi_insn *insn, u64 block, struct vsi_state_code *code)
{
	const u32 offset = vsi_state_offset(insn);

	code->nr = 0;
	if (insn->base == A64_MSRI_DAIF)
		return write_masks(code, insn->word, block);
	if (!offset)
		return false;
	if (insn->write)
		write_at(code, insn->rt, block, offset);
	else if (insn->rt != XZR)
		read_at(code, insn->rt, block, offset);
	else
		put(code, A64_NOP);
	return true;
}
