/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The reference monitor's parts, and what they have in common for both architectures.
 * One guest owns the machine; the monitor runs without an MMU, on the CPU that has
 * trapped, with all exceptions masked.  What all CPUs share is written while one of them
 * starts the guest, or is a word of which each value is good.
 */
#ifndef VSI_MONITOR_H
#define VSI_MONITOR_H

#include "../../hypercall/vsi_abi.h"
#include "../../hypercall/vsi_state.h"
#include "../../vsi_arm/insn.h"
#include "monitor_abi.h"

#define MON_MAX_CPUS	8
#define MON_BATCH	64
#define RAM_BASE	0x40000000
#define MON_BASE	MON_CONFIG
#define MON_SIZE	0x200000

/* PSCI and SMCCC: ARM DEN 0022, DEN 0028 */
#define NOT_SUPPORTED	(-1)

#ifdef __aarch64__
#define NR_GPRS		31
#else
#define NR_GPRS		15
#endif

/**
 * struct regs - the guest's registers while it is out; start.S knows the offsets
 * @r: x0 to x30, of AArch32 as AArch64 sees them (ARM DDI 0487, D1.20.1); or r0 to r12, r13
 *     and r14 of the mode that has trapped
 * @pad: so that the stack stays aligned
 */
struct regs {
	unsigned long r[NR_GPRS];
	unsigned long pad;
};

/* Registers that the monitor keeps for the guest. */
enum variable {
	VARIABLE_ACTLR,		/* the tightest handlers know that it is the first one */
	VARIABLE_MDSCR,
	VARIABLES
};

/**
 * struct cpu - what a CPU has of its own; only this CPU writes to it
 * @variable: registers that are kept for the guest
 * @count:    exits, by what has caused them
 * @traps:    MON_TRAP_...
 * @is_told:  by the guest, which finds them again when the CPU has been off
 * @entry:    where the guest's CPU starts; written by the one that switches it on
 * @context:  what it finds in r0
 * @undefined: AArch32 under AArch64: what is restored in Undefined mode, a64/inject.c
 */
struct cpu {
	u64 variable[VARIABLES];
	u64 count[MON_EXITS];
	u32 traps;
	bool is_told;
	u64 entry;
	u64 context;
	struct {
		u64 vector;
		u64 cpsr;
		u64 sctlr;
	} undefined;
};

/**
 * struct access - an access to a register, by a trap's syndrome or by an instruction
 * @key:   the register, KEY...()
 * @read:  direction
 * @value: in of a write, out of a read
 */
struct access {
	u32 key;
	bool read;
	u64 value;
};

/* As the fields lie in MRS, MSR and SYS; and the same for coprocessors. */
#define KEY_SYS(op0, op1, CRn, CRm, op2) \
	((op0) << 14 | (op1) << 11 | (CRn) << 7 | (CRm) << 3 | (op2))
#define KEY_CP(cp, opc1, CRn, CRm, opc2) \
	((cp) << 16 | (opc1) << 11 | (CRn) << 7 | (CRm) << 3 | (opc2))
#define KEY_CP64(cp, opc1, CRm)		((cp) << 16 | 1 << 15 | (opc1) << 11 | (CRm) << 3)
#define KEY_IS_64(key)	((key) >> 15 & 1)	/* of coprocessors: two registers */
#define KEY_CRM(key)	((key) >> 3 & 15)
#define KEY_OP2(key)	((key) & 7)

/**
 * struct row - a register that is served, or a group of them
 * @key:      the register
 * @mask:     the bits of the key that count
 * @class:    enum vsi_class
 * @constant: VSI_ABI_CONST_..., or 0
 * @read:     NULL if it cannot be read
 * @write:    NULL if it cannot be written
 */
struct row {
	u32 key;
	u32 mask;
	u8 class;
	u8 constant;
	u64 (*read)(u32 key);
	void (*write)(u32 key, u64 value);
};

/* struct row.constant */
#define ALL_CPUS	VSI_ABI_CONST_ALL
#define ONE_CPU		VSI_ABI_CONST_CPU
#define CHANGES		0

/**
 * struct guest - what runs; written once, before it does
 * @rows:    the registers that are served
 * @rows_end: their end
 * @entry:   where it starts
 * @fdt:     its device tree
 * @ram_end: end of its memory, which begins at RAM_BASE
 * @is32:    it is one of AArch32
 */
struct guest {
	const struct row *rows;
	const struct row *rows_end;
	u64 entry;
	u64 fdt;
	u64 ram_end;
	bool is32;
};

extern struct guest guest;
extern struct cpu cpus[MON_MAX_CPUS];
extern u64 injected_classes;
extern u32 hostile_mode;
extern u64 state_block;

/* serve.c */
const struct row *find_row(u32 key);
bool is_wide(const struct access *access);
int serve(const struct row *row, struct access *access);
bool decode(u32 word, u32 isa, struct access *access);
u64 read_zero(u32 key);
void write_nothing(u32 key, u64 value);
u64 read_actlr(u32 key);
void write_actlr(u32 key, u64 value);
u64 read_mdscr(u32 key);
void write_mdscr(u32 key, u64 value);
u64 read_id(u32 key);

/* abi.c, hostile.c, control.c, calls.c */
void abi_call(struct regs *regs, u32 function, bool wide);
void abi_lie(const struct regs *sent, struct regs *regs, u32 function, bool wide);
void abi_lie_entry(volatile struct vsi_abi_entry *entry);
void control_call(struct regs *regs);
u64 trap_bits(u32 traps, enum mon_register reg);
void smccc_call(struct regs *regs, bool by_hvc);
void hvc_call(struct regs *regs, u32 immediate);
void count(u32 kind);

/* boot.c, fdt.c */
void boot_cpu(struct regs *regs);
void fdt_reserve(u64 fdt, u64 base, u64 size);
u64 fdt_memory_end(u64 fdt);
bool fdt_replace(u64 fdt, const char *name, const char *from, const char *to, u32 size);

/* bare/print.c, and what it needs */
void bare_print(const char *string);
void bare_hex(u32 value);

/* a64/, a32/: the CPU */
void handle_exit(struct regs *regs);
struct cpu *this_cpu(void);
u32 cpu_number(void);
void cpu_init(void);
void cpu_set_traps(u32 traps);
void cpu_set_handler(bool tightest);
u64 cpu_read(u32 reg);
void cpu_enter(struct regs *regs, u64 entry, u64 context);
void cpu_sync_code(void);
void firmware_call(unsigned long r[4]);
bool find_guest(void);
void monitor_entry(void);
void panic(const char *what, u64 value) __attribute__((noreturn));

/* The rows of both kinds of guests: a64/registers.c, registers_cp.c */
extern const struct row rows_a64[], rows_cp[];
extern const u32 nr_rows_a64, nr_rows_cp;
/* [CRm][op2], what each CPU says of itself in CRm 0 to 7; the tightest handlers read it */
extern u64 ids[8][8];

#endif
