// SPDX-License-Identifier: GPL-2.0
/*
 * The state block, as far as it is the same for A32 and A64.
 */
#include <err.h>
#include <sys/mman.h>
#include <unistd.h>
#include "block.h"

char *block_page;

/**
 * block_load() - what the block has
 * @offset: of a register
 *
 * Return: it.
 */
unsigned long block_load(unsigned int offset)
{
	return *(unsigned long *)(block_page + offset);
}

/**
 * block_store() - change that
 * @offset: of a register
 * @value:  of it
 */
void block_store(unsigned int offset, unsigned long value)
{
	*(unsigned long *)(block_page + offset) = value;
}

/**
 * block_init() - make the block, which is not offered yet
 */
void block_init(void)
{
	const int memory = memfd_create("state block", 0);

	if (memory < 0 || ftruncate(memory, BLOCK_SIZE))
		err(2, "the state block");
	block_page = mmap(NULL, BLOCK_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
	if (block_page == MAP_FAILED)
		err(2, "the state block");
	*(u32 *)(block_page + VSI_STATE_MAGIC) = VSI_STATE_MAGIC_VALUE;
	*(u32 *)(block_page + VSI_STATE_LAYOUT) = VSI_STATE_VERSION;
	block_map(memory);
	close(memory);
}

static const struct block_register *register_of(const struct vsi_insn *insn)
{
	const unsigned int state = bed_state_register(insn);
	const u32 key = bed_key(insn);
	const struct block_register *r;

	for (r = block_registers; r < block_registers + block_nr_registers; r++)
		if (state ? r->state == state : key && r->key == key)
			return r;
	return NULL;
}

/**
 * block_access() - the monitor accesses a register
 * @insn:  the instruction
 * @value: in of a write, out of a read
 *
 * Return: false when the block does not have it, or is not used.
 */
bool block_access(const struct vsi_insn *insn, u64 *value)
{
	const struct block_register *r = block_is_used() ? register_of(insn) : NULL;

	if (r && insn->write)
		block_store(r->offset, *value);
	else if (r)
		*value = block_load(r->offset);
	return r;
}

static const struct block_register *register_in(unsigned int state)
{
	const struct block_register *r;

	for (r = block_registers; r < block_registers + block_nr_registers; r++)
		if (block_is_used() && !r->key && r->state == state)
			return r;
	return NULL;
}

/**
 * block_get() - a register of the virtual CPU, wherever it is
 * @state: its number in struct bed_state
 *
 * Return: what it holds.
 */
unsigned long block_get(unsigned int state)
{
	const struct block_register *r = register_in(state);

	return r ? block_load(r->offset) : guest.state.reg[state];
}

/**
 * block_set() - change it
 * @state: its number
 * @value: that it holds then
 */
void block_set(unsigned int state, unsigned long value)
{
	const struct block_register *r = register_in(state);

	if (r)
		block_store(r->offset, value);
	else
		guest.state.reg[state] = value;
}

static u64 *value_of(const struct block_register *r)
{
	return r->key ? guest_register(r->key) : NULL;
}

/**
 * block_begin() - what the virtual CPU has goes into the block
 */
void block_begin(void)
{
	const struct block_register *r;

	if (!block_is_used())
		return;
	for (r = block_registers; r < block_registers + block_nr_registers; r++)
		if (!r->key)
			block_store(r->offset, guest.state.reg[r->state]);
		else if (value_of(r))
			block_store(r->offset, *value_of(r));
	block_give();
}

/**
 * block_end() - and comes back
 * @out: holds the registers of the CPU beneath; what belongs to its mode is exchanged
 */
void block_end(struct bed_state *out)
{
	const struct block_register *r;

	if (!block_is_used())
		return;
	block_take();
	block_home(out);
	for (r = block_registers; r < block_registers + block_nr_registers; r++)
		if (!r->key)
			guest.state.reg[r->state] = block_load(r->offset);
		else if (value_of(r))
			*value_of(r) = block_load(r->offset);
}

/**
 * block_take() - an exception of the guest: the monitor looks at masks and mode
 */
void block_take(void)
{
	if (block_is_used())
		guest.state.reg[BED_PSR] = block_psr();
}

/* What is delivered comes between two instructions and leaves nothing behind. */
static void deliver(void)
{
	if (!guest.pending || guest.state.reg[BED_PSR] & BED_PSR_I)
		return;
	guest.pending = false;
	guest.delivered++;
}

/**
 * block_give() - the guest goes on, with masks and mode as the virtual CPU has them
 *
 * An interrupt that has become possible comes first.
 */
void block_give(void)
{
	deliver();
	if (!block_is_used())
		return;
	block_set_psr(guest.state.reg[BED_PSR]);
	if (guest.block)
		block_show();
}
