/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How a test tells the reference monitor what to do: function numbers of its own, behind
 * those of hypercall/vsi_abi.h, by HVC #0 only.  Arguments and results are as there with
 * the 32-bit convention: 64-bit values are in two registers, the lower half first.
 * Documentation/monitor.rst has the meaning of each.
 */
#ifndef VSI_MONITOR_ABI_H
#define VSI_MONITOR_ABI_H

#define MON_FN(n)		(0x8600e000 + (n))
#define MON_FN_FIRST		0xe000
#define MON_FN_COUNT		0x100

/* r0: MON_MAGIC */
#define MON_HELLO		MON_FN(0)
/* r1: MON_TRAP_...; r1 out: the former ones; of this CPU, also after it was off */
#define MON_TRAPS		MON_FN(1)
/* r1, r2: classes (bits by number) of which an access is undefined */
#define MON_INJECT		MON_FN(2)
/* r1: a class's number, or MON_EXIT_...; r2: 0, or 1 for this CPU only; r1, r2 out: exits */
#define MON_COUNT		MON_FN(3)
/* all counts become 0 */
#define MON_RESET		MON_FN(4)
/* r1: 0 the handler in C, 1 the tightest; of this CPU */
#define MON_HANDLER		MON_FN(5)
/* r1: MON_HOSTILE_... */
#define MON_HOSTILE		MON_FN(6)
/* r1: MON_REGISTER_...; r1, r2 out: its value on this CPU */
#define MON_READ		MON_FN(7)
/* r1, r2: what STATE shall answer, where the guest has put a block of its own; 0 for none */
#define MON_STATE		MON_FN(8)

#define MON_MAGIC		0x4d4f4e31

#define MON_TRAP(nr, id, reg, bit, text)	MON_TRAP_##id = 1 << (nr),
enum mon_trap {
#include "traps.tbl"
};
#undef MON_TRAP

enum mon_register {
	MON_REGISTER_HCR,
	MON_REGISTER_MDCR,
	MON_REGISTER_CPTR,
	MON_REGISTER_HSTR,
	MON_REGISTERS
};

/*
 * Numbers below are those of classes, vsi_arm/class.tbl: accesses to a register that
 * monitors know to be of this class, which have trapped.  WFI is of "event", SMC of "call".
 */
enum mon_exit {
	MON_EXIT_OTHER = 48,	/* accesses to registers that the monitor does not know */
	MON_EXIT_VERSION,
	MON_EXIT_ACCESS,
	MON_EXIT_QUERY,
	MON_EXIT_CALL,
	MON_EXIT_BATCH,
	MON_EXIT_STATE,
	MON_EXIT_RESERVED,	/* other numbers of the window */
	MON_EXIT_SMCCC,		/* all other calls by HVC: PSCI, mostly */
	MON_EXIT_CONTROL,	/* those of this file */
	MON_EXIT_ENTRIES,	/* no exits: entries of batches */
	MON_EXIT_INJECTED,	/* no exits: undefined instructions that were injected */
	MON_EXIT_ALL,		/* but for those of this file */
	MON_EXITS
};

enum mon_hostile {
	MON_HOSTILE_NOT,
	MON_HOSTILE_MAGIC,	/* VERSION answers with something that is not of the nonce */
	MON_HOSTILE_MAJOR,	/* VERSION answers with another major number */
	MON_HOSTILE_ECHO,	/* all registers come back as they were sent */
	MON_HOSTILE_ZERO,	/* all calls are done, reserved ones, too; the values are zero */
	MON_HOSTILE_STATUS,	/* statuses that mean nothing, and all values are garbage */
	MON_HOSTILE_BATCH,	/* more entries of a batch were served than there are */
	MON_HOSTILE_ENTRIES,	/* all of each entry of a batch is garbage */
	MON_HOSTILES
};

/*
 * What QEMU may leave in memory before the monitor starts (-device loader,addr=...,data=...):
 * words of 32 bits, of which the first one is MON_MAGIC.
 */
#define MON_CONFIG		0x5fe00000
#define MON_CONFIG_FLAGS	1	/* index of a word: MON_FLAG_... */
#define MON_CONFIG_TRAPS	2	/* MON_TRAP_..., of each CPU when it starts first */
#define MON_CONFIG_HOSTILE	3	/* MON_HOSTILE_... */

#define MON_FLAG_XEN		0x1	/* the device tree has a hypervisor "xen,xen" */
#define MON_FLAG_SMC		0x2	/* the device tree has PSCI by SMC, as it was */

#endif
