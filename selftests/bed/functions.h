/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Functions of real modules, called with the same things around them in both programs.
 */
#ifndef VSI_BED_FUNCTIONS_H
#define VSI_BED_FUNCTIONS_H

#include "bed.h"
#include "load.h"

/* What functions work on: all of it is hashed.  Pointers lead to the middle. */
#define FUNCTION_DATA		BED_DATA
#define FUNCTION_DATA_SIZE	0x40000
#define FUNCTION_POINTER	(FUNCTION_DATA + FUNCTION_DATA_SIZE / 2)
#define FUNCTION_STACK		(FUNCTION_DATA + FUNCTION_DATA_SIZE - 0x1000)
/* what is in use of that, at most: what is below SP in the end is not hashed */
#define FUNCTION_STACK_SIZE	0x8000
/* What stands for the symbols that a module imports. */
#define FUNCTION_IMPORTS	0x481c0000
#define FUNCTION_IMPORT_WORDS	4
#define FUNCTION_MAX_IMPORTS	2048
/* of A64, a branch to bed_import */
#define FUNCTION_ENTER		0x481ff200
#define FUNCTION_MODULE_MAX	(FUNCTION_DATA - BED_ARENA)

/*
 * An input: what memory holds and what the arguments behind the first one are, with
 * interrupts masked or not, and what imported functions return.
 */
#define INPUT_IS_MASKED(input)	((input) & 1)
#define INPUT_RETURNS(input)	((input) & 2 ? FUNCTION_POINTER : 0ul)
#define INPUT_MEMORY(input)	((input) >> 2)
#define FUNCTION_NR_INPUTS	12

/* INPUT_MEMORY() */
enum { INPUT_POINTERS, INPUT_NUMBERS_TOO, INPUT_NUMBERS };

/**
 * struct function - one entry of a pack
 * @module: name of the file
 * @name:   of the function
 * @input:  which of the inputs
 * @kind:   of choose.sh
 * @size:   of the file, which lies behind, with its size rounded up to 16
 */
struct function {
	char module[64];
	char name[64];
	u32 input;
	u32 size;
	char kind[8];
};

/**
 * struct function_register - a coprocessor or system register that functions access
 * @key:   the word that reads it into r0 or x0
 * @value: what it holds
 */
struct function_register {
	u32 key;
	unsigned long value;
};

/* convention.c of the instruction set; the first ones are no part of struct bed_state */
extern const struct function_register function_registers[2];
void function_put_import(u32 *at, unsigned int index, const char *name);
void function_state(bool masked, struct bed_state *in);

/**
 * struct result - what a call leaves behind
 * @outcome: enum bed_outcome
 * @state:   of the CPU; the memory's hash is of data, stack, and what the module may write
 * @reg:     of function_registers
 * @calls:   of imported functions
 * @log:     hash of which these were, with which arguments and which CPSR
 */
struct result {
	u32 outcome;
	struct bed_state state;
	unsigned long reg[FUNCTION_NR_REGISTERS];
	u32 calls;
	u32 log;
};

/* convention.c of the reference */
void function_set_registers(void);
void function_get_registers(struct result *r);

const char *function_load(const struct function *f, void *file, struct bed_object *object);
const char *function_prepare(const struct function *f, const struct bed_object *object,
			     struct bed_state *in, unsigned long *site);
void function_finish(const struct bed_object *object, struct result *r);

/* Both programs: CPSR or PSTATE of who has called an import. */
unsigned long function_psr(unsigned long psr);

/* run.S */
extern char bed_import[];
extern unsigned long bed_import_returns;

#endif
