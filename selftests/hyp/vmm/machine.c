// SPDX-License-Identifier: GPL-2.0
/*
 * The machine, as KVM makes it: memory, CPUs, interrupt controller, and who answers
 * hypercalls.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include "../../../hypercall/vsi_abi.h"
#include "layout.h"
#include "vmm.h"

/* Since Linux 6.4: Documentation/virt/kvm/devices/vm.rst, 6 */
#ifndef KVM_ARM_VM_SMCCC_CTRL
#define KVM_ARM_VM_SMCCC_CTRL		0
#define KVM_ARM_VM_SMCCC_FILTER		0
#define KVM_SMCCC_FILTER_FWD_TO_USER	2

struct kvm_smccc_filter {
	__u32 base;
	__u32 nr_functions;
	__u8 action;
	__u8 pad[15];
};
#endif

#define FIRST_SPI	32
#define FIRST_PPI	16
#define GIC_IRQS	64

static void attribute(int fd, u32 group, u64 attr, const void *value, const char *what)
{
	struct kvm_device_attr device = {
		.group = group, .attr = attr, .addr = (uintptr_t)value,
	};

	if (ioctl(fd, KVM_SET_DEVICE_ATTR, &device))
		die("%s", what);
}

static void create_memory(struct vmm *vm)
{
	struct kvm_userspace_memory_region region = {
		.guest_phys_addr = RAM_BASE, .memory_size = RAM_SIZE,
	};

	vm->ram = mmap(NULL, RAM_SIZE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (vm->ram == MAP_FAILED)
		die("memory");
	region.userspace_addr = (uintptr_t)vm->ram;
	if (ioctl(vm->fd, KVM_SET_USER_MEMORY_REGION, &region))
		die("memory");
}

static void forward(struct vmm *vm, u32 base)
{
	struct kvm_smccc_filter filter = {
		.base = base + VSI_ABI_FN_FIRST,
		.nr_functions = VSI_ABI_FN_COUNT,
		.action = KVM_SMCCC_FILTER_FWD_TO_USER,
	};

	attribute(vm->fd, KVM_ARM_VM_SMCCC_CTRL, KVM_ARM_VM_SMCCC_FILTER, &filter,
		  "hypercalls to user space, which Linux has since 6.4");
}

static void create_cpu(struct vmm *vm, int n, size_t run_size)
{
	struct vmm_cpu *cpu = &vm->cpu[n];
	struct kvm_vcpu_init init;
	u32 features = 1 << KVM_ARM_VCPU_PSCI_0_2;

	if (n)
		features |= 1 << KVM_ARM_VCPU_POWER_OFF;
	if (vm->is_32)
		features |= 1 << KVM_ARM_VCPU_EL1_32BIT;
	if (vm->pmu)
		features |= 1 << KVM_ARM_VCPU_PMU_V3;
	cpu->vm = vm;
	cpu->fd = ioctl(vm->fd, KVM_CREATE_VCPU, n);
	if (cpu->fd < 0)
		die("CPU %d", n);
	cpu->run = mmap(NULL, run_size, PROT_READ | PROT_WRITE, MAP_SHARED, cpu->fd, 0);
	if (cpu->run == MAP_FAILED)
		die("CPU %d", n);
	if (ioctl(vm->fd, KVM_ARM_PREFERRED_TARGET, &init))
		die("CPU %d", n);
	init.features[0] = features;
	if (ioctl(cpu->fd, KVM_ARM_VCPU_INIT, &init))
		die("CPU %d", n);
	stats_open(cpu);
}

static void create_gic(struct vmm *vm)
{
	struct kvm_create_device device = { .type = KVM_DEV_TYPE_ARM_VGIC_V3 };
	u64 distributor = GICD_BASE, redistributors = GICR_BASE;
	u32 irqs = GIC_IRQS;
	static const char what[] = "GICv3";

	if (ioctl(vm->fd, KVM_CREATE_DEVICE, &device))
		die(what);
	attribute(device.fd, KVM_DEV_ARM_VGIC_GRP_NR_IRQS, 0, &irqs, what);
	attribute(device.fd, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V3_ADDR_TYPE_DIST, &distributor,
		  what);
	attribute(device.fd, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V3_ADDR_TYPE_REDIST,
		  &redistributors, what);
	attribute(device.fd, KVM_DEV_ARM_VGIC_GRP_CTRL, KVM_DEV_ARM_VGIC_CTRL_INIT, NULL, what);
}

static void create_pmu(struct vmm_cpu *cpu)
{
	const int irq = FIRST_PPI + PMU_PPI;

	attribute(cpu->fd, KVM_ARM_VCPU_PMU_V3_CTRL, KVM_ARM_VCPU_PMU_V3_IRQ, &irq, "PMU");
	attribute(cpu->fd, KVM_ARM_VCPU_PMU_V3_CTRL, KVM_ARM_VCPU_PMU_V3_INIT, NULL, "PMU");
}

/**
 * machine_create() - make the machine that the options of @vm ask for
 * @vm: gets memory, CPUs and their descriptors
 */
void machine_create(struct vmm *vm)
{
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	int i, run_size;

	if (kvm < 0)
		die("/dev/kvm");
	vm->fd = ioctl(kvm, KVM_CREATE_VM, 0);
	run_size = ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, NULL);
	if (vm->fd < 0 || run_size < 0)
		die("KVM");
	create_memory(vm);
	if (vm->serves) {
		forward(vm, VSI_ABI_SMC32);
		forward(vm, VSI_ABI_SMC64);
	}
	for (i = 0; i < vm->cpus; i++)
		create_cpu(vm, i, run_size);
	create_gic(vm);
	for (i = 0; vm->pmu && i < vm->cpus; i++)
		create_pmu(&vm->cpu[i]);
}

/**
 * machine_irq() - set the line of an interrupt
 * @vm:    the machine
 * @spi:   its number, of shared peripherals
 * @level: raised, or not
 */
void machine_irq(struct vmm *vm, int spi, bool level)
{
	struct kvm_irq_level line = {
		.irq = KVM_ARM_IRQ_TYPE_SPI << KVM_ARM_IRQ_TYPE_SHIFT | (FIRST_SPI + spi),
		.level = level,
	};

	if (ioctl(vm->fd, KVM_IRQ_LINE, &line))
		die("interrupt %d", spi);
}
