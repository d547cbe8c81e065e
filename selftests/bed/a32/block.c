// SPDX-License-Identifier: GPL-2.0
/*
 * The state block of A32 and T32, in its window.
 */
#include <err.h>
#include <sys/mman.h>
#include "modes.h"

#define NR_PAGES	(VSI_STATE_A32_WINDOW >> VSI_STATE_A32_SHIFT)

#define PSR_F		0x40u
/* of CPSR, the block has: E, A, I, F, mode */
#define IN_BLOCK	0x3dfu

const struct block_register block_registers[] = {
	{ 0xee130f10, 0, VSI_STATE_A32_DACR },
	{ 0xee1d0f90, 0, VSI_STATE_A32_TPIDRPRW },
	{ 0xee150f10, 0, VSI_STATE_A32_DFSR },
	{ 0xee150f30, 0, VSI_STATE_A32_IFSR },
	{ 0xee160f10, 0, VSI_STATE_A32_DFAR },
	{ 0xee160f50, 0, VSI_STATE_A32_IFAR },
	{ 0, BED_SPSR, VSI_STATE_A32_SPSR },
	{ 0, BED_SP_USR, VSI_STATE_A32_SP_USR },
	{ 0, BED_LR_USR, VSI_STATE_A32_LR_USR },
	{ 0, BED_SP_IRQ, VSI_STATE_A32_SP_IRQ },
	{ 0, BED_LR_IRQ, VSI_STATE_A32_LR_IRQ },
	{ 0, BED_SPSR_IRQ, VSI_STATE_A32_SPSR_IRQ },
	{ 0, BED_R8_FIQ, VSI_STATE_A32_R8_FIQ },
	{ 0, BED_SP_FIQ, VSI_STATE_A32_SP_FIQ },
	{ 0, BED_LR_FIQ, VSI_STATE_A32_LR_FIQ },
	{ 0, BED_SPSR_FIQ, VSI_STATE_A32_SPSR_FIQ },
};

const unsigned int block_nr_registers = ARRAY_SIZE(block_registers);

/* The two pages that are there beside page 0, and how they may be used. */
static unsigned int shown;
static int shown_as = PROT_NONE;

/**
 * block_map() - show the block's page 0, and prepare the others
 * @memory: of a page
 */
void block_map(int memory)
{
	unsigned int i;

	for (i = 0; i < NR_PAGES; i++)
		if (mmap((void *)(BED_BLOCK + i * BLOCK_SIZE), BLOCK_SIZE,
			 i ? PROT_NONE : PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_FIXED_NOREPLACE, memory, 0) == MAP_FAILED)
			err(2, "the state block's window");
}

static void protect(unsigned int page, int as)
{
	mprotect((void *)(BED_BLOCK + page * BLOCK_SIZE), BLOCK_SIZE, as);
	mprotect((void *)(BED_BLOCK + (page | 0x80) * BLOCK_SIZE), BLOCK_SIZE, as);
}

/**
 * block_show() - the pages of the mode, and F, that the virtual CPU is in
 *
 * Writable unless it is to be known when an interrupt becomes possible.
 */
void block_show(void)
{
	const unsigned int page = guest.state.reg[BED_PSR] & (PSR_F | MODE);
	const int as = guest.pending ? PROT_READ : PROT_READ | PROT_WRITE;

	if (page == shown && as == shown_as)
		return;
	if (shown && page != shown)
		protect(shown, PROT_NONE);
	protect(page, as);
	shown = page;
	shown_as = as;
}

/**
 * block_psr() - CPSR of the virtual CPU
 *
 * Return: CPSR, without what is the CPU's own.
 */
unsigned long block_psr(void)
{
	return (guest.state.reg[BED_PSR] & ~IN_BLOCK) | block_load(VSI_STATE_A32_CPSR);
}

/**
 * block_set_psr() - change it
 * @psr: CPSR
 */
void block_set_psr(unsigned long psr)
{
	block_store(VSI_STATE_A32_CPSR, psr & IN_BLOCK);
}

/**
 * block_except() - the guest's kernel gets an undefined-instruction exception
 * @pc:  of the instruction
 * @psr: CPSR
 */
void block_except(unsigned long pc, unsigned long psr)
{
	block_store(VSI_STATE_A32_LR_UND, pc + 4);
	block_store(VSI_STATE_A32_SPSR_UND, psr);
}

/**
 * block_return() - and returns from it, out of supervisor mode
 * @pc:  where to
 * @psr: with which CPSR
 */
void block_return(unsigned long pc, unsigned long psr)
{
	(void)pc;
	block_store(VSI_STATE_A32_SPSR, psr);
}

/**
 * block_home() - registers of other modes as seen from supervisor mode
 * @out: of the CPU beneath, in the mode that it is in, and so left
 */
void block_home(struct bed_state *out)
{
	unsigned long gpr[15];

	memcpy(gpr, out->reg, sizeof(gpr));
	mode_change(gpr, guest.state.reg[BED_PSR] & MODE, MODE_SVC);
	out->reg[BED_SP_SVC] = gpr[13];
	out->reg[BED_LR_SVC] = gpr[14];
}

/* ARM DDI 0406C, A8.8.207 and A8.8.206: no condition, an offset, no write-back */
#define A32_STRB_MASK	0xff700000u
#define A32_STRB	0xe5400000u
#define A32_UP		0x00800000u
#define T32_STRB_MASK	0xfff00000u
#define T32_STRB	0xf8800000u
/* A8.8.63, A8.8.62: ldr Rt, [sp], #4 */
#define A32_POP_ONE	0xe49d0004u
#define T32_POP_ONE	0xf85d0b04u

static bool is_strb(u32 word)
{
	if (BED_THUMB)
		return (word & T32_STRB_MASK) == T32_STRB;
	return (word & A32_STRB_MASK) == A32_STRB;
}

static unsigned long address_of(u32 word, const unsigned long *gpr)
{
	const unsigned long offset = word & 0xfff, base = gpr[word >> 16 & 0xf];

	return BED_THUMB || word & A32_UP ? base + offset : base - offset;
}

/* Behind the store of another mode is what still uses the old one's stack. */
static bool pop_base(u32 store, unsigned long *gpr)
{
	const unsigned int base = store >> 16 & 0xf;

	if (vsi_arch_read_text(gpr[15]) != ((BED_THUMB ? T32_POP_ONE : A32_POP_ONE) | base << 12))
		return false;
	gpr[base] = *(u32 *)gpr[13];
	gpr[13] += 4;
	gpr[15] += 4;
	return true;
}

/* Documentation/abi.rst, "Where it is seen" */
static u32 changed_by(unsigned int page)
{
	switch (page & 0xe0) {
	case 0x80:
	case 0xc0:
		return BED_PSR_I;
	case 0xa0:
		return MODE;
	case 0xe0:
		return BED_PSR_I | MODE;
	}
	return BED_PSR_I | PSR_F | MODE;
}

/* The same, "Aborts" */
static bool store_cpsr(unsigned int page, u32 word, unsigned long *gpr)
{
	const u32 byte = gpr[word >> 12 & 0xf], psr = guest.state.reg[BED_PSR];
	const u32 changes = changed_by(page) & (byte ^ psr);

	gpr[15] += 4;
	if (changes & MODE) {
		if (!mode_exists(byte & MODE) || !pop_base(word, gpr))
			return false;
		mode_change(gpr, psr & MODE, byte & MODE);
	}
	guest.state.reg[BED_PSR] = psr ^ changes;
	return true;
}

/**
 * block_abort() - an access to the block that the monitor wanted to know of
 * @at: the address
 * @mc: the CPU beneath
 *
 * Return: false when it is none that has a meaning.
 */
bool block_abort(unsigned long at, mcontext_t *mc)
{
	unsigned long *const gpr = &mc->arm_r0;	/* to pc they follow one another there */
	const u32 word = vsi_arch_read_text(gpr[15]);
	const unsigned int page = (at - BED_BLOCK) >> VSI_STATE_A32_SHIFT;

	if (!guest.block || !page || page >= NR_PAGES || !is_strb(word) ||
	    address_of(word, gpr) != at || at % BLOCK_SIZE != VSI_STATE_A32_CPSR)
		return false;
	guest.exits++;
	block_take();
	if (!store_cpsr(page, word, gpr))
		return false;
	block_give();
	return true;
}
