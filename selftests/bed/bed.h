/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The deprivileged bed: what its two programs share, the reference at PL1 or EL1,
 * which has no kernel, and the bed itself, which is a program of user space.
 *
 * Both have code and data under test at the same addresses, so that results of the
 * one are those of the other, byte by byte.
 */
#ifndef VSI_BED_H
#define VSI_BED_H

#include "arch.h"
#include "layout.h"
#include "state.h"
#include "../../vsi_arm/insn.h"

/**
 * struct bed_state - what an instruction can change, and what it depends on
 * @reg: by the numbers of state.h
 */
struct bed_state {
	unsigned long reg[BED_NR_STATE];
};

extern const char *const bed_state_names[BED_NR_STATE];

/* How an instruction has ended. */
enum bed_outcome {
	BED_DONE,
	BED_FAULT,
};

/* Inputs that each instruction is executed with. */
#define BED_NR_INPUTS	4

/**
 * struct bed_case - one instruction, executed once
 * @insn:     the instruction
 * @in_it:    of T32, it is behind an IT NE
 * @input:    which of the inputs
 * @operand:  of a write to a coprocessor or system register
 * @before:   what such a register held
 * @after:    what it holds then
 * @changes:  it changes by itself
 * @readable: @before and @after are known
 * @outcome:  enum bed_outcome
 * @out:      what is left behind
 */
struct bed_case {
	struct vsi_insn insn;
	bool in_it;
	unsigned int input;
	u64 operand;
	u64 before;
	u64 after;
	bool changes;
	bool readable;
	enum bed_outcome outcome;
	struct bed_state out;
};

/* state.c of the instruction set */
void bed_input(const struct bed_case *c, struct bed_state *in);
unsigned int bed_rt(const struct vsi_insn *insn);
unsigned int bed_state_register(const struct vsi_insn *insn);
u32 bed_key(const struct vsi_insn *insn);
bool bed_reads_alike(const struct vsi_insn *a, const struct vsi_insn *b);
bool bed_is_clobbered(unsigned int reg);
unsigned long *bed_result(struct bed_case *c);

/* memory.c: at BED_DATA */
void bed_memory_fill(unsigned int input);
void bed_memory_forget(unsigned long sp, unsigned int size, unsigned int input);
unsigned long bed_memory_hash(void);

/* run.S of the instruction set: go to @site as @in says, keep what is found at landing */
void bed_run(const struct bed_state *in, struct bed_state *out, unsigned long site);
extern char bed_landing[];

/* jump.c of the instruction set: code that stands there */
void bed_put(void *at, u32 word);
void bed_put_slot(void *at, const struct bed_case *c);
void bed_put_landings(void);
void bed_jump(void *at);

#endif
