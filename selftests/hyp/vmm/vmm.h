/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A small virtual machine monitor on KVM of arm64, which boots stock kernels and which
 * may know the vsi hypercall ABI.
 */
#ifndef VMM_H
#define VMM_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/kvm.h>
#include "../../../vsi_arm/insn.h"

#define VMM_CPUS	2

/**
 * struct vmm_cpu - a vCPU, of one thread
 * @fd:    KVM's descriptor
 * @stats: KVM's descriptor for its statistics
 * @exits: where in @stats the number of exits is
 * @run:   what KVM and user space share
 * @vm:    its machine
 */
struct vmm_cpu {
	int fd;
	int stats;
	u64 exits;
	struct kvm_run *run;
	struct vmm *vm;
};

/**
 * struct vmm - the machine
 * @fd:     KVM's descriptor
 * @cpus:   number of CPUs
 * @is_32:  its kernel is one of 32 bits
 * @pmu:    it has performance monitors
 * @serves: it knows the vsi ABI
 * @traces: tracefs, if exits are counted by the tracepoint, too
 * @entry:  where the kernel starts
 * @ram:    RAM_SIZE bytes, from RAM_BASE on
 * @cpu:    the CPUs
 * @lock:   of devices and @calls
 * @calls:  of the vsi ABI so far
 */
struct vmm {
	int fd;
	int cpus;
	bool is_32;
	bool pmu;
	bool serves;
	const char *traces;
	u64 entry;
	unsigned char *ram;
	struct vmm_cpu cpu[VMM_CPUS];
	pthread_mutex_t lock;
	u32 calls;
};

/* main.c */
void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* machine.c */
void machine_create(struct vmm *vm);
void machine_irq(struct vmm *vm, int spi, bool level);

/* regs.c */
u64 reg_get(struct vmm_cpu *cpu, int n);
void reg_set(struct vmm_cpu *cpu, int n, u64 value);
void reg_set_pc(struct vmm_cpu *cpu, u64 value);
bool sysreg_get(struct vmm_cpu *cpu, int op0, int op1, int crn, int crm, int op2,
		u64 *value);

/* run.c */
void *cpu_run(void *cpu);

/* stats.c */
void stats_open(struct vmm_cpu *cpu);
u64 stats_exits(const struct vmm_cpu *cpu);
void stats_trace(const struct vmm *vm);
u64 stats_traced(const struct vmm *vm);

/* uart.c */
void uart_access(struct vmm *vm, unsigned int offset, bool write, unsigned char *byte);

/* serve.c */
void serve_call(struct vmm_cpu *cpu, u32 id, bool is_smc);

/* served.c */
int served_access(struct vmm_cpu *cpu, const struct vsi_insn *insn, u64 *value);
int served_query(struct vmm_cpu *cpu, const struct vsi_insn *insn, u64 *value);

#endif
