/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel that vsi serves, as much of it as there is, and its CPU.
 */
#ifndef VSI_BED_GUEST_H
#define VSI_BED_GUEST_H

#include <signal.h>
#include "host/bed_linux.h"
#include "bed.h"
#include "../../vsi_core/arch.h"
#include "../../vsi_core/served.h"

/**
 * struct guest_register - a coprocessor or system register
 * @key:   the word of a thunk that reads it; 0 for none
 * @value: what it holds
 */
struct guest_register {
	u32 key;
	u64 value;
};

/**
 * struct guest - the virtual CPU, and what is done with its exceptions
 * @state:   but for what the CPU beneath has for its own: general-purpose registers
 *           and flags
 * @key:     of the register @value is of, the word of a thunk that reads it; 0 for none
 * @value:   of the coprocessor or system register under test
 * @others:  registers that are there beside it
 * @bare:    no monitor: what is undefined to the CPU beneath ends the case
 * @block:   the state block is offered
 * @words:   the monitor takes words for instructions
 * @pending: an interrupt waits until it is not masked any more
 * @delivered: how many have come
 * @exits:   accesses to the block that were the monitor's
 * @exceptions: undefined instructions of the code under test
 * @worded:  words of the monitor, which are no exceptions of the guest's
 * @emulated: instructions that the monitor has done
 * @served:  exceptions that the guest's own handlers have taken
 * @psr:     of these, what user mode would have ignored
 * @outcome: enum bed_outcome
 */
struct guest {
	struct bed_state state;
	u32 key;
	u64 value;
	struct guest_register others[2];
	bool bare;
	bool block;
	bool words;
	bool pending;
	unsigned int delivered;
	unsigned int exits;
	unsigned int exceptions;
	unsigned int worded;
	unsigned int emulated;
	unsigned int served;
	unsigned int psr;
	enum bed_outcome outcome;
};

extern struct guest guest;

/* guest.c */
void guest_reset(const struct bed_state *in);
unsigned long guest_psr(unsigned long psr);
u64 *guest_register(u32 key);
bool guest_access(const struct vsi_insn *insn, u64 *value);
int guest_init(void);
void guest_constants(struct bed_case *cases, unsigned int nr);
bool guest_constant(const struct vsi_insn *insn, u64 *value);
void guest_carrier(enum vsi_carrier carrier);

/* trap.c of the instruction set */
void guest_begin(const struct bed_state *in);
void guest_end(struct bed_state *out);
void guest_undefined(int signal, siginfo_t *info, void *context);
void guest_aborted(int signal, siginfo_t *info, void *context);

#endif
