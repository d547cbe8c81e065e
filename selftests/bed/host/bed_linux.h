/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the kernel's trap and its handlers take of the kernel's headers, beside what
 * ../../unit/host/linux.h has.
 */
#ifndef VSI_BED_LINUX_H
#define VSI_BED_LINUX_H

#include <linux.h>

#ifdef CONFIG_ARM64
/* asm/ptrace.h */
struct pt_regs {
	u64 regs[31];
	u64 sp;
	u64 pc;
	u64 pstate;
};

static inline unsigned long pt_regs_read_reg(const struct pt_regs *regs, unsigned int reg)
{
	return reg == 31 ? 0 : regs->regs[reg];
}

static inline void pt_regs_write_reg(struct pt_regs *regs, unsigned int reg, unsigned long value)
{
	if (reg != 31)
		regs->regs[reg] = value;
}

#define instruction_pointer(r)	((r)->pc)
#define instruction_pointer_set(r, value)	((r)->pc = (value))

#define PSR_BTYPE_MASK	0x00000c00
#define PSR_MODE_MASK	0x0000001f
#define PSR_MODE_EL1h	0x00000005
#define PSR_MODE_EL2h	0x00000009

/* asm/sysreg.h: of the guest there is CurrentEL, which is EL1 */
#define CurrentEL_EL2		(2 << 2)
#define read_sysreg(name)	(1 << 2)

/* asm/traps.h */
struct undef_hook {
	u32 instr_mask;
	u32 instr_val;
	u64 pstate_mask;
	u64 pstate_val;
	int (*fn)(struct pt_regs *regs, u32 word);
};

/* linux/kprobes.h: there is none */
struct kprobe {
	unsigned long ainsn;
};

/* linux/irqflags.h: signals are what interrupts are not */
#define local_irq_save(flags)		((flags) = 0)
#define local_irq_restore(flags)	((void)(flags))

/* linux/uaccess.h */
#define get_kernel_nofault(value, at)	((value) = *(at), 0)
#else
/* asm/ptrace.h */
struct pt_regs {
	unsigned long uregs[18];
};

/* What the exception entry keeps beside them, asm/ptrace.h. */
struct svc_pt_regs {
	struct pt_regs regs;
	u32 dacr;
	u32 ttbcr;
};

#undef IS_CONFIG_CPU_SW_DOMAIN_PAN
#define IS_CONFIG_CPU_SW_DOMAIN_PAN	1

#define to_svc_pt_regs(r)	container_of(r, struct svc_pt_regs, regs)

#define ARM_r0		uregs[0]
#define ARM_sp		uregs[13]
#define ARM_lr		uregs[14]
#define ARM_pc		uregs[15]
#define ARM_cpsr	uregs[16]

#define SVC_MODE	0x13
#define MODE_MASK	0x1f

#define instruction_pointer(r)	((r)->ARM_pc)
#define instruction_pointer_set(r, value)	((r)->ARM_pc = (value))

/* ARM DDI 0406C, A2.5.2, ITAdvance() */
static inline unsigned long it_advance(unsigned long cpsr)
{
	if (!(cpsr & 0x06000400))
		return cpsr & ~0x0600fc00ul;
	return (cpsr & ~0x06001c00ul) | (cpsr & 0x02000000) << 1 | (cpsr & 0x04000000) >> 16 |
	       (cpsr & 0x00000c00) << 1;
}

/* asm/traps.h */
struct undef_hook {
	u32 instr_mask;
	u32 instr_val;
	u32 cpsr_mask;
	u32 cpsr_val;
	int (*fn)(struct pt_regs *regs, unsigned int word);
};

/* asm/opcodes.h */
#define ARM_OPCODE_CONDTEST_FAIL	0
#define ARM_OPCODE_CONDTEST_PASS	1

unsigned int arm_check_condition(u32 word, u32 psr);
#endif

/* linux/atomic.h */
typedef struct { int counter; } atomic_t;

static inline int atomic_xchg(atomic_t *v, int to)
{
	int was = v->counter;

	v->counter = to;
	return was;
}

#endif
