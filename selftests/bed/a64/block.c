// SPDX-License-Identifier: GPL-2.0
/*
 * The state block of A64, which is seen twice.
 */
#include <err.h>
#include <sys/mman.h>
#include "../block.h"

/* of PSTATE, the block has: D, A, I, F */
#define IN_BLOCK	0x3c0u

/* ARM DDI 0487, C5.2: ESR_EL1 of an undefined instruction has EC 0 and IL */
#define ESR_UNDEFINED	0x02000000u

const struct block_register block_registers[] = {
	{ 0xd538d080, 0, VSI_STATE_A64_TPIDR_EL1 },
	{ 0xd5385200, 0, VSI_STATE_A64_ESR_EL1 },
	{ 0xd5386000, 0, VSI_STATE_A64_FAR_EL1 },
	{ 0, BED_SP_EL0, VSI_STATE_A64_SP_EL0 },
	{ 0, BED_ELR, VSI_STATE_A64_ELR_EL1 },
	{ 0, BED_SPSR, VSI_STATE_A64_SPSR_EL1 },
};

const unsigned int block_nr_registers = ARRAY_SIZE(block_registers);

static void *const masks = (void *)(BED_BLOCK + VSI_STATE_A64_MASK);

static void show_at(void *at, int memory)
{
	if (mmap(at, BLOCK_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE,
		 memory, 0) == MAP_FAILED)
		err(2, "the state block at %p", at);
}

/**
 * block_map() - show the block twice
 * @memory: of a page
 */
void block_map(int memory)
{
	show_at((void *)BED_BLOCK, memory);
	show_at(masks, memory);
}

/**
 * block_show() - the view by which masks are written
 *
 * Writable unless it is to be known when an interrupt becomes possible.
 */
void block_show(void)
{
	static bool readonly;

	if (guest.pending == readonly)
		return;
	readonly = guest.pending;
	mprotect(masks, BLOCK_SIZE, readonly ? PROT_READ : PROT_READ | PROT_WRITE);
}

static u16 *daif(void)
{
	return (u16 *)(block_page + VSI_STATE_A64_DAIF);
}

/**
 * block_psr() - PSTATE of the virtual CPU
 *
 * Return: PSTATE, without what is the CPU's own.
 */
unsigned long block_psr(void)
{
	return (guest.state.reg[BED_PSR] & ~IN_BLOCK) | (*daif() & IN_BLOCK);
}

/**
 * block_set_psr() - change it
 * @psr: PSTATE
 *
 * The other bits that are there may be anything.
 */
void block_set_psr(unsigned long psr)
{
	*daif() = (psr & IN_BLOCK) | (~psr & ~IN_BLOCK);
}

/**
 * block_except() - the guest's kernel gets an exception of an undefined instruction
 * @pc:  of the instruction
 * @psr: PSTATE
 */
void block_except(unsigned long pc, unsigned long psr)
{
	block_store(VSI_STATE_A64_ELR_EL1, pc);
	block_store(VSI_STATE_A64_SPSR_EL1, psr);
	block_store(VSI_STATE_A64_ESR_EL1, ESR_UNDEFINED);
}

/**
 * block_return() - and returns from it
 * @pc:  where to
 * @psr: with which PSTATE
 */
void block_return(unsigned long pc, unsigned long psr)
{
	block_store(VSI_STATE_A64_ELR_EL1, pc);
	block_store(VSI_STATE_A64_SPSR_EL1, psr);
}

/**
 * block_home() - no registers are others in another mode
 * @out: left
 */
void block_home(struct bed_state *out)
{
	(void)out;
}

/* ARM DDI 0487, C6.2: STRB and STRH (immediate), unsigned offset */
#define STORE_MASK	0xbfc00000u
#define STORE		0x39000000u
#define IS_HALF		0x40000000u

static bool store_masks(u32 word, const u64 *regs, unsigned long at)
{
	const unsigned int scale = !!(word & IS_HALF), rt = word & 31, rn = word >> 5 & 31;
	const unsigned long offset = (word >> 10 & 0xfff) << scale;
	const u64 value = rt == 31 ? 0 : regs[rt];

	if ((word & STORE_MASK) != STORE || rn == 31 || regs[rn] + offset != at)
		return false;
	memcpy(block_page + at % BLOCK_SIZE, &value, 1u << scale);
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
	if (!guest.block || (at & ~1ul) != (unsigned long)masks + VSI_STATE_A64_DAIF)
		return false;
	guest.exits++;
	if (!store_masks(vsi_arch_read_text(mc->pc), (const u64 *)mc->regs, at))
		return false;
	mc->pc += sizeof(u32);
	block_take();
	block_give();
	return true;
}
