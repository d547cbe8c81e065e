// SPDX-License-Identifier: GPL-2.0
/*
 * From reset to the guest's first instruction.  QEMU has loaded the guest as it would
 * without a monitor, and starts the monitor in its place; see Documentation/monitor.rst.
 */
#include "monitor.h"

#define UART	0x09000000

static const u32 *const config = (const u32 *)MON_CONFIG;

static u32 configured(u32 index)
{
	return config[0] == MON_MAGIC ? config[index] : 0;
}

/**
 * bare_print() - as bare/print.c wants it
 * @string: what goes to the console
 */
void bare_print(const char *string)
{
	while (*string)
		*(volatile u32 *)UART = *string++;
}

/**
 * panic() - say why, and switch off
 * @what:  text
 * @value: of that
 */
void panic(const char *what, u64 value)
{
	unsigned long call[4] = { 0x84000008 };	/* PSCI SYSTEM_OFF */

	bare_print("monitor: ");
	bare_print(what);
	bare_print(" ");
	bare_hex(value >> 32);
	bare_print(" ");
	bare_hex(value);
	bare_print("\n");
	firmware_call(call);
	for (;;)
		;
}

/* PSCI is QEMU's, by SMC; the guest shall call the monitor, as it would call KVM or Xen. */
static void change_device_tree(void)
{
	u32 flags = configured(MON_CONFIG_FLAGS);

	fdt_reserve(guest.fdt, MON_BASE, MON_SIZE);
	if (!(flags & MON_FLAG_SMC) && !fdt_replace(guest.fdt, "method", "smc", "hvc", 4))
		panic("no PSCI by SMC in the device tree at", guest.fdt);
	if (flags & MON_FLAG_XEN && !fdt_replace(guest.fdt, "compatible", "qemu,fw-cfg-mmio",
						 "xen,xen\0fw-cfg-m", 17))
		panic("nothing to be made Xen's in the device tree at", guest.fdt);
}

static void boot_guest(void)
{
	if (!find_guest())
		panic("no loader of QEMU's at", RAM_BASE);
	guest.ram_end = fdt_memory_end(guest.fdt);
	hostile_mode = configured(MON_CONFIG_HOSTILE);
	change_device_tree();
	cpu_sync_code();
	cpus[cpu_number()].entry = guest.entry;
}

/**
 * boot_cpu() - a CPU has been switched on
 * @regs: the guest's first registers, all zero; start.S loads them and lets the guest go
 */
void boot_cpu(struct regs *regs)
{
	struct cpu *cpu = &cpus[cpu_number()];

	if (!cpu_number())
		boot_guest();
	cpu_init();
	cpu_set_traps(cpu->is_told ? cpu->traps : configured(MON_CONFIG_TRAPS) | MON_TRAP_SMC);
	cpu_enter(regs, cpu->entry, cpu->context);
	if (cpu_number())
		return;
	/* Linux, Documentation/arch/arm64/booting.rst, arm/booting.rst */
	regs->r[0] = guest.is32 ? 0 : guest.fdt;
	if (guest.is32) {
		regs->r[1] = ~0u;
		regs->r[2] = guest.fdt;
	}
}
