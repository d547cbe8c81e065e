/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The state block that the bed's monitor offers its guest: Documentation/abi.rst.
 *
 * Between block_begin() and block_end(), what it holds of the virtual CPU is there and nowhere
 * else, also while it is not offered.
 */
#ifndef VSI_BED_BLOCK_H
#define VSI_BED_BLOCK_H

#include <signal.h>
#include <ucontext.h>
#include "guest.h"
#include "../../hypercall/vsi_state.h"

/**
 * struct block_register - where the block has a register
 * @key:    the word that reads it, as in struct guest; 0 when that counts which follows
 * @state:  its number in struct bed_state
 * @offset: in the block
 */
struct block_register {
	u32 key;
	unsigned int state;
	unsigned int offset;
};

/* block.c of the instruction set */
extern const struct block_register block_registers[];
extern const unsigned int block_nr_registers;

void block_map(int memory);
void block_show(void);
unsigned long block_psr(void);
void block_set_psr(unsigned long psr);
void block_except(unsigned long pc, unsigned long psr);
void block_return(unsigned long pc, unsigned long psr);
void block_home(struct bed_state *out);
bool block_abort(unsigned long at, mcontext_t *mc);

/* block.c */
unsigned long block_load(unsigned int offset);
void block_store(unsigned int offset, unsigned long value);
void block_init(void);
unsigned long block_get(unsigned int state);
void block_set(unsigned int state, unsigned long value);
bool block_access(const struct vsi_insn *insn, u64 *value);
void block_begin(void);
void block_end(struct bed_state *out);
void block_take(void);
void block_give(void);

/* Where the monitor, if there is one, has what the CPU beneath has not, offered or not. */
static inline bool block_is_used(void)
{
	return !guest.bare;
}

/* The monitor's own view of it. */
extern char *block_page;

#define BLOCK_SIZE	4096

#endif
