/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The program that runs where a guest would, at EL1 without an MMU, and looks at the
 * monitor from there.
 */
#ifndef VSI_MONITOR_PAYLOAD_H
#define VSI_MONITOR_PAYLOAD_H

#include "../../../hypercall/vsi_abi.h"
#include "../../../vsi_arm/insn.h"
#include "../monitor_abi.h"

#define NR_CALL_REGS	18
#ifdef __aarch64__
#define THE_ISA		VSI_ABI_ISA_A64
#define REG_XEN		16
#define SMC_WORD	0xd4000003
#define UNDEFINED	".inst 0x00000000"	/* UDF */
#define MASK_ALL	0x3c0			/* D, A, I, F */
#define TPIDR_WORD	0xd538d080	/* mrs x0, tpidr_el1 */
#define MPIDR_WORD	0xd53800a0	/* mrs x0, mpidr_el1 */
#define IMPDEF_WORD	0xd538f000	/* mrs x0, s3_0_c15_c0_0 */
#define LAST_CALL_REG	17
#else
#define THE_ISA		VSI_ABI_ISA_A32
#define REG_XEN		12
#define SMC_WORD	0xe1600070
#define UNDEFINED	".inst 0xe7f000f0"	/* UDF */
#define MASK_ALL	0x1c0			/* A, I, F */
#define TPIDR_WORD	0xee1d0f90	/* mrc p15, 0, r0, c13, c0, 4 */
#define MPIDR_WORD	0xee100fb0	/* mrc p15, 0, r0, c0, c0, 5 */
#define IMPDEF_WORD	0xee1f0f10	/* mrc p15, 0, r0, c15, c0, 0 */
#define LAST_CALL_REG	12
#endif

/* r0 to r12, or x0 to x17, in and out; start.S */
void call_hvc(unsigned long r[NR_CALL_REGS]);
void call_xen(unsigned long r[NR_CALL_REGS]);
void call_smc(unsigned long r[NR_CALL_REGS]);
void second_cpu_entry(void);
void wait_for_event(void);

#define MASK_I		0x80

/* what the handler of undefined instructions has seen; of masks, on its entry */
extern unsigned long undefined_count, undefined_status, undefined_mask;

/* Interrupts that are masked: bits of DAIF, or of CPSR */
void set_mask(unsigned long mask);
unsigned long get_mask(void);

/* What the tightest handlers may cost, in instructions */
#define TIGHTEST_ID	32
#define TIGHTEST_ACTLR	35

/* What is known of an operation */
#define WRITES		1	/* it writes */
#define SAME		2	/* the value is the same when it traps */
#define ZERO		4	/* it is zero when it traps */
#define KEPT		8	/* what was written before */

typedef unsigned long (*op_function)(unsigned long value);

/**
 * struct op - an instruction that can be made to trap
 * @name:  its function is op_<name>
 * @run:   executes it once
 * @trap:  MON_TRAP_...
 * @class: enum vsi_class
 * @flags: above
 */
struct op {
	const char *name;
	op_function run;
	u32 trap;
	u32 class;
	u32 flags;
};

extern const struct op ops[];
extern const u32 nr_ops;

u32 op_word(const struct op *op);
unsigned long call(u32 function, unsigned long r1, unsigned long r2);
u64 exits(u32 kind);
void traps(u32 mask);
void inject(u64 classes);

/* CNTVCT; where QEMU counts (-icount shift=4) a tick is an instruction. */
u32 ticks(void);

/* Each says what is wrong, and then returns false. */
bool expect(bool condition, const char *what, u64 got, u64 want);
bool is(const char *what, u64 got, u64 want);

/* The tests */
bool test_hello(void);
bool test_traps(void);
bool test_undefined(void);
bool test_mask(void);
bool test_kept(void);
bool test_smc(void);
bool test_version(void);
bool test_reserved(void);
bool test_access(void);
bool test_access_xen(void);
bool test_access_bad(void);
bool test_query(void);
bool test_call(void);
bool test_batch(void);
bool test_batch_bad(void);
bool test_hostile(void);
bool test_cpus(void);
bool test_cost(void);

void bare_print(const char *string);
void bare_hex(u32 value);
void bare_number(u32 value);
void bare_exit(int status) __attribute__((noreturn));
int bare_main(void);
void bare_unexpected(unsigned long syndrome, unsigned long pc);
void bare_second(void);

#endif
