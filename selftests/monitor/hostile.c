// SPDX-License-Identifier: GPL-2.0
/*
 * Answers of a hypervisor that is broken, or means harm: what a guest must survive.
 * Each mode changes what abi.c has answered.
 */
#include "monitor.h"

u32 hostile_mode;

/* Numerical Recipes' generator: the same garbage in each run; two CPUs may share a state. */
static u32 garbage(void)
{
	static u32 state = 1;

	state = state * 1664525 + 1013904223;
	return state >> 3 | state << 29;
}

static void lie_about_version(struct regs *regs)
{
	if (hostile_mode == MON_HOSTILE_MAGIC)
		regs->r[1] = VSI_ABI_MAGIC;
	else
		regs->r[0] = VSI_ABI_VERSION(VSI_ABI_MAJOR + 1, 0);
}

static void lie_about_status(struct regs *regs, bool wide)
{
	u32 i;

	for (i = 0; i < 4; i++)
		regs->r[i] = wide ? (unsigned long)((u64)garbage() << 32 | garbage()) : garbage();
}

/**
 * abi_lie() - an answer as hostile_mode has it
 * @sent:     registers as they were when the guest called
 * @regs:     the answer
 * @function: which call
 * @wide:     by the 64-bit convention
 */
void abi_lie(const struct regs *sent, struct regs *regs, u32 function, bool wide)
{
	switch (hostile_mode) {
	case MON_HOSTILE_MAGIC:
	case MON_HOSTILE_MAJOR:
		if (function == VSI_ABI_FN_VERSION)
			lie_about_version(regs);
		break;
	case MON_HOSTILE_ECHO:
		*regs = *sent;
		break;
	case MON_HOSTILE_ZERO:
		memset(regs->r, 0, 4 * sizeof(regs->r[0]));
		break;
	case MON_HOSTILE_STATUS:
		lie_about_status(regs, wide);
		break;
	case MON_HOSTILE_BATCH:
		if (function == VSI_ABI_FN_BATCH)
			regs->r[0] = 0x7fffffff;
		break;
	}
}

/**
 * abi_lie_entry() - all of an entry of a batch is garbage
 * @entry: in the guest's memory
 */
void abi_lie_entry(volatile struct vsi_abi_entry *entry)
{
	entry->function = garbage();
	entry->word = garbage();
	entry->value = (u64)garbage() << 32 | garbage();
	entry->status = garbage();
	entry->reserved = garbage();
}
