// SPDX-License-Identifier: GPL-2.0
/*
 * What stands for an access to a register, whether it has trapped or is asked for by a
 * call: both come here, and so cannot disagree.
 */
#include "exit32.h"

struct guest guest;
struct cpu cpus[MON_MAX_CPUS];
u64 injected_classes;
u64 ids[8][8];

/**
 * find_row() - the row of a register
 * @key: the register
 *
 * Return: the first row that fits, or NULL.
 */
const struct row *find_row(u32 key)
{
	const struct row *row;

	for (row = guest.rows; row < guest.rows_end; row++)
		if ((key & row->mask) == row->key)
			return row;
	return NULL;
}

/**
 * is_wide() - is the value of 64 bits?
 * @access: whose
 */
bool is_wide(const struct access *access)
{
	return !guest.is32 || KEY_IS_64(access->key);
}

/**
 * serve() - do what the guest's access shall do
 * @row:    the register's, or NULL
 * @access: the access; of one of 32 bits the upper half of the value does not count
 *
 * Return: VSI_ABI_DONE, of a value that was read with VSI_ABI_CONST_..., VSI_ABI_NOT_MINE
 * for a register that is unknown here, VSI_ABI_REFUSED for one that the guest does not have.
 */
int serve(const struct row *row, struct access *access)
{
	if (!row)
		return VSI_ABI_NOT_MINE;
	if (injected_classes >> row->class & 1)
		return VSI_ABI_REFUSED;
	if (access->read) {
		if (!row->read)
			return VSI_ABI_REFUSED;
		access->value = row->read(access->key);
		return VSI_ABI_DONE | row->constant;
	}
	if (!row->write)
		return VSI_ABI_REFUSED;
	row->write(access->key, is_wide(access) ? access->value : (u32)access->value);
	return VSI_ABI_DONE;
}

/**
 * handle_access() - an access has trapped
 * @regs:   the guest's registers
 * @access: which; out: the value
 *
 * Whatever the guest does not have is undefined, as it would be without the trap.
 *
 * Return: true when it was done, false when the guest is in its handler of undefined
 * instructions.
 */
bool handle_access(struct regs *regs, struct access *access)
{
	const struct row *row = find_row(access->key);

	count(row ? row->class : MON_EXIT_OTHER);
	if (serve(row, access) >= 0)
		return true;
	undefined(regs);
	return false;
}

/* Of a class that may be undefined */
static bool handle(struct regs *regs, u32 class)
{
	if (!(injected_classes >> class & 1))
		return true;
	undefined(regs);
	return false;
}

/**
 * handle_wfx() - WFI or WFE has trapped; waiting is never obligatory
 * @regs: the guest's registers
 *
 * Return: as handle_access().
 */
bool handle_wfx(struct regs *regs)
{
	count(VSI_CLASS_EVENT);
	return handle(regs, VSI_CLASS_EVENT);
}

/**
 * handle_smc() - SMC has trapped
 * @regs: the guest's registers
 *
 * Return: as handle_access().
 */
bool handle_smc(struct regs *regs)
{
	count(VSI_CLASS_CALL);
	if (!handle(regs, VSI_CLASS_CALL))
		return false;
	smccc_call(regs, false);
	return true;
}

/* MRS, MSR (register), SYS, SYSL: ARM DDI 0487, C4.1.87 (System instructions) */
static bool decode_a64(u32 word, struct access *access)
{
	if ((word & 0xffc00000) != 0xd5000000 || !(word >> 19 & 3))
		return false;
	access->key = word >> 5 & 0xffff;
	access->read = word >> 21 & 1;
	return true;
}

/* MRC, MCR, VMRS, VMSR, MRRC, MCRR: ARM DDI 0487, F4.1; in T32 they have condition 14. */
static bool decode_cp(u32 word, struct access *access)
{
	u32 cp = word >> 8 & 15;

	access->read = word >> 20 & 1;
	if ((word & 0x0f000010) == 0x0e000010)
		access->key = KEY_CP(cp, word >> 21 & 7, word >> 16 & 15, word & 15, word >> 5 & 7);
	else if ((word & 0x0fe00000) == 0x0c400000)
		access->key = KEY_CP64(cp, word >> 4 & 15, word & 15);
	else
		return false;
	return word >> 28 != 15;
}

/**
 * decode() - which register an instruction accesses
 * @word:   the instruction
 * @isa:    VSI_ABI_ISA_...
 * @access: out
 *
 * Return: false if it accesses none.
 */
bool decode(u32 word, u32 isa, struct access *access)
{
	return isa == VSI_ABI_ISA_A64 ? decode_a64(word, access) : decode_cp(word, access);
}

/* What rows say. */
u64 read_zero(u32 key)
{
	(void)key;
	return 0;
}

/*
 * Set and way are of this kind, too: where the guest owns all CPUs and caches there is
 * nothing for it to flush.  A hypervisor with other guests cleans this one's memory.
 */
void write_nothing(u32 key, u64 value)
{
	(void)key;
	(void)value;
}

u64 read_id(u32 key)
{
	return ids[KEY_CRM(key) & 7][KEY_OP2(key)];
}

u64 read_actlr(u32 key)
{
	(void)key;
	return this_cpu()->variable[VARIABLE_ACTLR];
}

void write_actlr(u32 key, u64 value)
{
	(void)key;
	this_cpu()->variable[VARIABLE_ACTLR] = value;
}

u64 read_mdscr(u32 key)
{
	(void)key;
	return this_cpu()->variable[VARIABLE_MDSCR];
}

void write_mdscr(u32 key, u64 value)
{
	(void)key;
	this_cpu()->variable[VARIABLE_MDSCR] = value;
}
