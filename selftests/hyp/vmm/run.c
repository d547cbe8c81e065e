// SPDX-License-Identifier: GPL-2.0
/*
 * Running a vCPU, and what it asks of user space.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include "layout.h"
#include "vmm.h"

/* A flag of KVM_EXIT_HYPERCALL, since Linux 6.4, in what x86 called longmode. */
#define EXIT_SMC	1

static u32 counter(struct vmm_cpu *cpu, unsigned int offset)
{
	switch (offset) {
	case COUNTER_EXITS:
		return stats_exits(cpu);
	case COUNTER_CALLS:
		return cpu->vm->calls;
	case COUNTER_TRACED:
		return stats_traced(cpu->vm);
	}
	return 0;
}

/* What is not there reads as zero. */
static void mmio_locked(struct vmm_cpu *cpu)
{
	typeof(cpu->run->mmio) *access = &cpu->run->mmio;
	u64 address = access->phys_addr;
	u64 value = 0;

	if (address >= UART_BASE && address < UART_BASE + 8) {
		uart_access(cpu->vm, address - UART_BASE, access->is_write, access->data);
		return;
	}
	if (access->is_write)
		return;
	if (address >= COUNTER_BASE && address < COUNTER_BASE + 0x1000)
		value = counter(cpu, address - COUNTER_BASE);
	memcpy(access->data, &value, sizeof(value));
}

static void mmio(struct vmm_cpu *cpu)
{
	pthread_mutex_lock(&cpu->vm->lock);
	mmio_locked(cpu);
	pthread_mutex_unlock(&cpu->vm->lock);
}

static void hypercall(struct vmm_cpu *cpu)
{
	pthread_mutex_lock(&cpu->vm->lock);
	cpu->vm->calls++;
	serve_call(cpu, cpu->run->hypercall.nr,
		   cpu->run->hypercall.longmode & EXIT_SMC);
	pthread_mutex_unlock(&cpu->vm->lock);
}

/* The other CPUs end with the process. */
static void system_event(struct vmm_cpu *cpu)
{
	struct vmm *vm = cpu->vm;
	bool down = cpu->run->system_event.type == KVM_SYSTEM_EVENT_SHUTDOWN;

	pthread_mutex_lock(&vm->lock);
	printf("vmm: %s, %u exits of the first CPU, %u calls\n",
	       down ? "powered down" : "reset or crashed",
	       (unsigned int)stats_exits(&vm->cpu[0]), vm->calls);
	fflush(stdout);
	exit(!down);
}

static void unexpected(struct vmm_cpu *cpu)
{
	fflush(stdout);
	fprintf(stderr, "vmm: exit %u of KVM, which nobody knows\n", cpu->run->exit_reason);
	exit(1);
}

/**
 * cpu_run() - run a vCPU for good
 * @data: a struct vmm_cpu; the thread is its own
 *
 * Return: never; the process ends when the guest does.
 */
void *cpu_run(void *data)
{
	struct vmm_cpu *cpu = data;

	for (;;) {
		if (ioctl(cpu->fd, KVM_RUN, NULL)) {
			if (errno == EINTR || errno == EAGAIN)
				continue;
			die("running CPU %d", (int)(cpu - cpu->vm->cpu));
		}
		switch (cpu->run->exit_reason) {
		case KVM_EXIT_MMIO:
			mmio(cpu);
			break;
		case KVM_EXIT_HYPERCALL:
			hypercall(cpu);
			break;
		case KVM_EXIT_SYSTEM_EVENT:
			system_event(cpu);
			break;
		default:
			unexpected(cpu);
		}
	}
}
