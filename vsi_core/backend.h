/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What vsi_core asks of a hypervisor.  Nothing else crosses.
 *
 * Other modules may include this file, for a backend of their own:
 * Documentation/backends.rst.
 */
#ifndef VSI_CORE_BACKEND_H
#define VSI_CORE_BACKEND_H

#include <linux/types.h>

/**
 * struct vsi_call - what a virtual machine monitor is told of an instruction
 * @word:  the original instruction
 * @class: enum vsi_class, the number in vsi_arm/class.tbl
 * @isa:   enum vsi_isa of vsi_arm/insn.h
 * @write: direction
 * @value: operand, in of a write and out of a read; the second half of a
 *         64-bit access in the upper 32 bits, which otherwise do not count
 * @args:  of a call (class "call"), r0 and the registers behind it, in and
 *         out; NULL otherwise
 */
struct vsi_call {
	u32 word;
	u16 class;
	u8 isa;
	bool write;
	u64 value;
	unsigned long *args;
};

/* What a hypervisor promises of an instruction, as long as the guest runs. */
#define VSI_PROMISE_ALWAYS	0x1	/* a call will be served, on every CPU */
#define VSI_PROMISE_CONST_CPU	0x2	/* this CPU always reads the value */
#define VSI_PROMISE_CONST_ALL	0x4	/* every CPU always reads the value */

/**
 * struct vsi_query - what is asked about an instruction beforehand
 * @word:   the instruction, one that is no call
 * @class:  as in struct vsi_call
 * @isa:    the same
 * @write:  the same
 * @answer: out: a mask of promises; or negative, the hypervisor does not serve it
 * @value:  out, when one of the promises is about a value
 */
struct vsi_query {
	u32 word;
	u16 class;
	u8 isa;
	bool write;
	int answer;
	u64 value;
};

/**
 * struct vsi_direct - how code that is put in place of an instruction calls
 * @function: that r0 holds, for the instruction's class and instruction set; 0 when
 *            such code cannot call
 * @imm:      of HVC
 * @tag:      that r12, of AArch64 x16, holds; 0 when nothing is asked of it
 *
 * r1 holds the word, r2 and r3 the operand of a write, or x2 all of it; the value of a
 * read is in r1 and r2 afterwards, or in x1: Documentation/abi.rst, ACCESS.
 */
struct vsi_direct {
	u32 function;
	u16 imm;
	u16 tag;
};

/**
 * struct vsi_block - where the state block is, ../hypercall/vsi_state.h
 * @address: 0 when there is none; the same on each CPU, and for as long as the guest runs
 * @framed:  an exception brings what is in it into its frame, and back
 */
struct vsi_block {
	unsigned long address;
	bool framed;
};

/**
 * struct vsi_backend - a way to a hypervisor
 * @name:   what users see
 * @detect: is this hypervisor there, and does it know vsi?  Process context,
 *          once; never answers true on a guess
 * @call:   have one instruction served.  Called in the trap, interrupts off:
 *          any context, does not sleep, causes no trap of its own.  0 when it
 *          was: then @value or @args hold the result.  Any other answer, such
 *          as -EOPNOTSUPP, means that it was not, nor in part, and is done
 *          without.  NULL when there is nobody to call
 * @query:  ask about instructions beforehand: fill in the answers.  Process context;
 *          sleeps; one caller at a time.  NULL when nothing is known beforehand
 * @direct: how the code of a veneer calls for an instruction of a class and an
 *          instruction set that VSI_PROMISE_ALWAYS was answered of.  Any context.  NULL
 *          when only @call can
 * @word:   the one instruction that the hypervisor takes for another one: stored in its
 *          place, as wide and with its condition.  Any context, does not sleep; the
 *          answer for an instruction never changes.  False when it has none that says
 *          exactly this, and then @word is left alone.  NULL when it has none at all
 * @state:  where the state block of a guest kernel in user mode is: fill in the answer, which
 *          is no longer asked for once modules access it.  Any context.  NULL when there
 *          is none
 * @describe: the version of what the two have agreed on, and what of it the hypervisor
 *          serves, in one line without its end.  Process context.  NULL for nothing
 */
struct vsi_backend {
	const char *name;
	bool (*detect)(void);
	int (*call)(struct vsi_call *call);
	void (*query)(struct vsi_query *queries, unsigned int nr);
	void (*direct)(u16 class, u8 isa, struct vsi_direct *direct);
	bool (*word)(const struct vsi_query *query, u32 *word);
	void (*state)(struct vsi_block *block);
	void (*describe)(char *text, size_t size);
};

/* For other modules. */
int vsi_backend_register(const struct vsi_backend *backend);
void vsi_backend_unregister(const struct vsi_backend *backend);

/* For vsi itself. */
#define VSI_BACKEND_NAME_MAX	32

int vsi_backend_init(void);
void vsi_backend_exit(void);
void vsi_backend_name(char name[VSI_BACKEND_NAME_MAX]);
void vsi_backend_describe(char *text, size_t size);
bool vsi_backend_serves(void);
int vsi_backend_call(struct vsi_call *call);
bool vsi_backend_word(const struct vsi_query *query, u32 *word);
void vsi_backend_state(struct vsi_block *block);

/**
 * struct vsi_answer - what is known of an instruction before it is executed
 * @is_known: the backend has been asked, or there is nothing to ask it
 * @refused:  it does not serve the instruction
 * @promises: a mask of VSI_PROMISE_...
 * @value:    that is read, when one of them says so
 * @direct:   how a veneer calls
 */
struct vsi_answer {
	bool is_known;
	bool refused;
	u8 promises;
	u64 value;
	struct vsi_direct direct;
};

/* What it has promised: hypercall/answers.c */
void vsi_backend_answer(const struct vsi_query *query, struct vsi_answer *answer);
int vsi_backend_ask(struct vsi_query *queries, unsigned int nr);

/* Who runs this guest: hypercall/identify.c */
const char *vsi_hypervisor_name(void);
bool vsi_hypervisor_undefs(void);
unsigned int vsi_hypervisor_profile(void);
bool vsi_smc_by_hvc(void);

#endif
