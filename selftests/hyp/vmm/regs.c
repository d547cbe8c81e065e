// SPDX-License-Identifier: GPL-2.0
/*
 * A vCPU's registers, by their numbers in KVM: Documentation/virt/kvm/api.rst, 4.68.
 * While the vCPU runs AArch32 code r0 to r14 of its User mode are x0 to x14.
 */
#include <sys/ioctl.h>
#include "vmm.h"

#define CORE(n)		(KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM_CORE | \
			 ((n) * sizeof(u64) / sizeof(u32)))
/* struct user_pt_regs: 31 registers, sp, pc */
#define CORE_PC		32

static int one_reg(struct vmm_cpu *cpu, unsigned long request, u64 id, u64 *value)
{
	struct kvm_one_reg reg = { .id = id, .addr = (uintptr_t)value };

	return ioctl(cpu->fd, request, &reg);
}

/**
 * reg_get() - read a general-purpose register
 * @cpu: while it does not run
 * @n:   its number
 *
 * Return: its value.
 */
u64 reg_get(struct vmm_cpu *cpu, int n)
{
	u64 value = 0;

	if (one_reg(cpu, KVM_GET_ONE_REG, CORE(n), &value))
		die("reading x%d", n);
	return value;
}

/**
 * reg_set() - write a general-purpose register
 * @cpu:   while it does not run
 * @n:     its number
 * @value: what becomes its value
 */
void reg_set(struct vmm_cpu *cpu, int n, u64 value)
{
	if (one_reg(cpu, KVM_SET_ONE_REG, CORE(n), &value))
		die("writing x%d", n);
}

/**
 * reg_set_pc() - say where to go on
 * @cpu:   while it does not run
 * @value: a physical address, as its MMU is off
 */
void reg_set_pc(struct vmm_cpu *cpu, u64 value)
{
	reg_set(cpu, CORE_PC, value);
}

/**
 * sysreg_get() - read a system register as the guest would
 * @cpu:   while it does not run
 * @op0:   of its encoding, as are @op1, @crn, @crm and @op2
 * @op1:   of its encoding
 * @crn:   of its encoding
 * @crm:   of its encoding
 * @op2:   of its encoding
 * @value: out
 *
 * Return: false when KVM has none by this encoding.
 */
bool sysreg_get(struct vmm_cpu *cpu, int op0, int op1, int crn, int crm, int op2,
		u64 *value)
{
	return !one_reg(cpu, KVM_GET_ONE_REG, ARM64_SYS_REG(op0, op1, crn, crm, op2), value);
}
