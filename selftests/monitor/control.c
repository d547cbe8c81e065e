// SPDX-License-Identifier: GPL-2.0
/*
 * The tests' own calls, monitor_abi.h.
 */
#include "monitor.h"

static void answer64(struct regs *regs, u64 value)
{
	regs->r[1] = (u32)value;
	regs->r[2] = (u32)(value >> 32);
}

/**
 * trap_bits() - how a register asks for traps
 * @traps: MON_TRAP_...
 * @reg:   the register
 *
 * Return: its bits that some of the traps are made of.
 */
u64 trap_bits(u32 traps, enum mon_register reg)
{
	u64 bits = 0;

#define MON_TRAP(nr, id, its_register, bit, text) \
	bits |= traps & MON_TRAP_##id && reg == MON_REGISTER_##its_register ? 1ull << (bit) : 0;
#include "traps.tbl"
#undef MON_TRAP
	return bits;
}

static int set_traps(struct regs *regs)
{
	u32 former = this_cpu()->traps;

	cpu_set_traps(regs->r[1]);
	this_cpu()->is_told = true;
	regs->r[1] = former;
	return 0;
}

static int count_of(struct regs *regs)
{
	u64 sum = 0;
	u32 kind = regs->r[1], i;

	if (kind >= MON_EXITS)
		return VSI_ABI_INVALID;
	for (i = 0; i < MON_MAX_CPUS; i++)
		if (!(u32)regs->r[2] || i == cpu_number())
			sum += cpus[i].count[kind];
	answer64(regs, sum);
	return 0;
}

/* Other CPUs had better not count meanwhile. */
static int reset(void)
{
	u32 i;

	for (i = 0; i < MON_MAX_CPUS; i++)
		memset(cpus[i].count, 0, sizeof(cpus[i].count));
	return 0;
}

static int set_hostile(u32 mode)
{
	if (mode >= MON_HOSTILES)
		return VSI_ABI_INVALID;
	hostile_mode = mode;
	return 0;
}

static int read_register(struct regs *regs)
{
	if (regs->r[1] >= MON_REGISTERS)
		return VSI_ABI_INVALID;
	answer64(regs, cpu_read(regs->r[1]));
	return 0;
}

static int control(struct regs *regs)
{
	switch ((u32)regs->r[0]) {
	case MON_HELLO:
		return MON_MAGIC;
	case MON_TRAPS:
		return set_traps(regs);
	case MON_INJECT:
		injected_classes = (u32)regs->r[1] | (u64)(u32)regs->r[2] << 32;
		return 0;
	case MON_COUNT:
		return count_of(regs);
	case MON_RESET:
		return reset();
	case MON_HANDLER:
		cpu_set_handler(regs->r[1]);
		return 0;
	case MON_HOSTILE:
		return set_hostile(regs->r[1]);
	case MON_READ:
		return read_register(regs);
	case MON_STATE:
		state_block = (u32)regs->r[1] | (u64)(u32)regs->r[2] << 32;
		return 0;
	default:
		return NOT_SUPPORTED;
	}
}

/**
 * control_call() - serve a call of monitor_abi.h
 * @regs: the guest's
 */
void control_call(struct regs *regs)
{
	regs->r[0] = (u32)control(regs);
}
