// SPDX-License-Identifier: GPL-2.0
/*
 * SVC #imm24 as the monitor takes it.  From the table in Documentation/deprivileged.rst,
 * "Words of a hypervisor", and from nothing else, so that what vsi makes of it is tried.
 */
#include "monitor.h"
#include "svc.h"

static u32 bits(u32 imm24, unsigned int from, unsigned int to)
{
	return imm24 >> to & ((2u << (from - to)) - 1);
}

static bool bit(u32 imm24, unsigned int n)
{
	return imm24 >> n & 1;
}

/* [23:20] is 0: [19:17] says what it is. */
static bool system_word(u32 imm24, struct pt_regs *regs)
{
	switch (bits(imm24, 19, 17)) {
	case 0:
		return monitor_cps(regs, bits(imm24, 16, 15), bit(imm24, 14),
				   bits(imm24, 13, 11), bits(imm24, 10, 6));
	case 1:
		return monitor_mrs(regs, bit(imm24, 12), bits(imm24, 16, 13));
	case 2:
		return monitor_msr(regs, bit(imm24, 0), bits(imm24, 16, 13),
				   monitor_immediate(bits(imm24, 12, 1)));
	case 3:
		return monitor_msr(regs, bit(imm24, 8), bits(imm24, 16, 13),
				   monitor_register(regs, bits(imm24, 12, 9)));
	case 4:
		return monitor_rfe(regs, bit(imm24, 16), bit(imm24, 15), bit(imm24, 14),
				   bits(imm24, 13, 10));
	case 5:
		return monitor_srs(regs, bit(imm24, 16), bit(imm24, 15), bit(imm24, 14),
				   bits(imm24, 13, 9));
	case 6:
		/* nothing to wait for */
		return bits(imm24, 16, 15) < 2;
	}
	return false;
}

static bool return_by_register(u32 imm24, struct pt_regs *regs)
{
	const u32 operand = monitor_shifted(regs, bits(imm24, 3, 0), bits(imm24, 6, 5),
					    bits(imm24, 11, 7));

	return monitor_return(regs, bits(imm24, 19, 16), bits(imm24, 15, 12), operand);
}

/**
 * svc_execute() - do what an SVC of the guest's kernel stands for
 * @imm24: its immediate
 * @regs:  of the virtual CPU, the PC behind the SVC
 *
 * Return: false when that is not possible, and of calls, which are somebody else's.
 */
bool svc_execute(u32 imm24, struct pt_regs *regs)
{
	const u32 what = bits(imm24, 23, 20);

	switch (what) {
	case 0:
		return system_word(imm24, regs);
	case 1 ... 8:
		return monitor_ldm(regs, what - 1, bits(imm24, 19, 16), bits(imm24, 15, 0));
	case 9 ... 12:
		return monitor_stm(regs, what - 9, bits(imm24, 19, 16), bits(imm24, 14, 0));
	case 13:
		return return_by_register(imm24, regs);
	case 14:
		return monitor_return(regs, bits(imm24, 19, 16), bits(imm24, 15, 12),
				      monitor_immediate(bits(imm24, 11, 0)));
	}
	return false;
}
