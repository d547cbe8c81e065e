// SPDX-License-Identifier: GPL-2.0
/*
 * The calls of hypercall/vsi_abi.h, all of them.  Documentation/abi.rst says what each one
 * promises.
 *
 * With the 64-bit convention an argument is a register; with the other one a value of 64
 * bits is in two registers, the lower half first, and of all others 32 bits count.
 */
#include "monitor.h"

/* Where the guest's test has put one: this monitor's guests are not in user mode. */
u64 state_block;

static u64 argument64(const struct regs *regs, u32 n, bool wide)
{
	if (wide)
		return regs->r[n];
	return (u32)regs->r[n] | (u64)(u32)regs->r[n + 1] << 32;
}

static void answer(struct regs *regs, int status, bool wide)
{
	regs->r[0] = wide ? (unsigned long)(long)status : (u32)status;
}

static void answer_value(struct regs *regs, const struct access *access, bool wide)
{
	regs->r[1] = wide ? (unsigned long)access->value : (u32)access->value;
	if (!wide && is_wide(access))
		regs->r[2] = (u32)(access->value >> 32);
}

static void version(struct regs *regs)
{
	regs->r[0] = VSI_ABI_VERSION(VSI_ABI_MAJOR, VSI_ABI_MINOR);
	regs->r[1] = VSI_ABI_RESPONSE((u32)regs->r[1]);
	regs->r[2] = VSI_ABI_HAS_ACCESS | VSI_ABI_HAS_QUERY | VSI_ABI_HAS_BATCH | VSI_ABI_HAS_CALL;
	if (state_block)
		regs->r[2] |= VSI_ABI_HAS_STATE;
	regs->r[3] = MON_BATCH;
}

/*
 * What the instruction accesses.  The word says all; that it is of the class is checked, as
 * the ABI has it.  A guest has instructions of its own execution state only.
 */
static int decode_kind(u32 kind, u32 word, struct access *access, const struct row **row)
{
	u32 isa = VSI_ABI_KIND_ISA(kind);
	bool is32 = isa == VSI_ABI_ISA_A32 || isa == VSI_ABI_ISA_T32;

	if (VSI_ABI_KIND_CLASS(kind) == VSI_CLASS_NONE || !isa || is32 != guest.is32)
		return VSI_ABI_INVALID;
	if (!decode(word, isa, access))
		return VSI_ABI_NOT_MINE;
	*row = find_row(access->key);
	if (!*row)
		return VSI_ABI_NOT_MINE;
	return (*row)->class == VSI_ABI_KIND_CLASS(kind) ? VSI_ABI_DONE : VSI_ABI_INVALID;
}

/* @access: the operand of a write; out: the value, if @has_value */
static int do_access(u32 function, u32 word, struct access *access, bool *has_value)
{
	const struct row *row;
	int status = decode_kind(function - VSI_ABI_FN_ACCESS, word, access, &row);

	if (status >= 0)
		status = serve(row, access);
	*has_value = status >= 0 && access->read;
	return status;
}

/* Reads of this monitor's registers change nothing, so one tells what it would answer. */
static int do_query(u32 function, u32 word, struct access *access, bool *has_value)
{
	const struct row *row;
	int status = decode_kind(function - VSI_ABI_FN_QUERY, word, access, &row);

	if (status >= 0 && access->read)
		status = serve(row, access);
	else if (status >= 0 && (!row->write || injected_classes >> row->class & 1))
		status = VSI_ABI_REFUSED;
	*has_value = status > 0;
	return status < 0 ? status : status | VSI_ABI_ALWAYS;
}

static void access_call(struct regs *regs, u32 function, bool wide)
{
	struct access access = { .value = argument64(regs, 2, wide) };
	bool has_value;
	int status = do_access(function, regs->r[1], &access, &has_value);

	answer(regs, status, wide);
	if (has_value)
		answer_value(regs, &access, wide);
}

static void query_call(struct regs *regs, u32 function, bool wide)
{
	struct access access;
	bool has_value;
	int status = do_query(function, regs->r[1], &access, &has_value);

	answer(regs, status, wide);
	if (has_value)
		answer_value(regs, &access, wide);
}

/* SMC: ARM DDI 0487, C6.2 (A64), F5.1 (A32, T32) */
static bool is_smc(u32 word)
{
	if (!guest.is32)
		return (word & 0xffe0001f) == 0xd4000003;
	return (word & 0x0ff000f0) == 0x01600070 || (word & 0xfff0f000) == 0xf7f08000;
}

/* What the guest would have got from its SMC. */
static void call_call(struct regs *regs, bool wide)
{
	struct regs smc = { 0 };
	u32 i;

	if (!is_smc(regs->r[1])) {
		answer(regs, VSI_ABI_NOT_MINE, wide);
		return;
	}
	for (i = 0; i < (wide ? 8 : 6); i++)
		smc.r[i] = regs->r[2 + i];
	smccc_call(&smc, false);
	for (i = 0; i < 4; i++)
		regs->r[1 + i] = smc.r[i];
	answer(regs, VSI_ABI_DONE, wide);
}

/* The guest says where; nothing is taken for granted, nor looked at twice. */
static bool is_guest_memory(u64 base, u64 size)
{
	if (base % 8 || base < RAM_BASE || base > guest.ram_end || size > guest.ram_end - base)
		return false;
	return base + size <= MON_BASE || base >= MON_BASE + MON_SIZE;
}

static bool is_function(u32 function, u32 base)
{
	return function >= base && function < base + 0x400;
}

/* Read once, since another CPU of the guest may change it; only the results are written. */
static void serve_entry(volatile struct vsi_abi_entry *in_memory)
{
	struct vsi_abi_entry entry = *in_memory;
	struct access access = { .value = entry.value };
	bool has_value = false;

	count(MON_EXIT_ENTRIES);
	if (entry.reserved)
		entry.status = VSI_ABI_INVALID;
	else if (is_function(entry.function, VSI_ABI_FN_ACCESS))
		entry.status = do_access(entry.function, entry.word, &access, &has_value);
	else if (is_function(entry.function, VSI_ABI_FN_QUERY))
		entry.status = do_query(entry.function, entry.word, &access, &has_value);
	else
		entry.status = VSI_ABI_INVALID;
	if (has_value)
		in_memory->value = access.value;
	in_memory->status = entry.status;
	if (hostile_mode == MON_HOSTILE_ENTRIES)
		abi_lie_entry(in_memory);
}

/* Up to the end of the guest's memory, or of what is served at once. */
static int serve_entries(u64 base, u32 n)
{
	u32 i;

	for (i = 0; i < n && i < MON_BATCH; i++) {
		u64 at = base + i * sizeof(struct vsi_abi_entry);

		if (!is_guest_memory(at, sizeof(struct vsi_abi_entry)))
			return i ? (int)i : VSI_ABI_INVALID;
		serve_entry((void *)(unsigned long)at);
	}
	return i;
}

static void batch_call(struct regs *regs, bool wide)
{
	answer(regs, serve_entries(argument64(regs, 1, wide), regs->r[wide ? 2 : 3]), wide);
}

/* Nobody but the guest changes it, so no flag is set. */
static void state_call(struct regs *regs, bool wide)
{
	if (!state_block) {
		answer(regs, NOT_SUPPORTED, wide);
	} else if ((u32)regs->r[1] != VSI_STATE_VERSION) {
		answer(regs, VSI_ABI_INVALID, wide);
	} else {
		regs->r[1] = wide ? state_block : (u32)state_block;
		regs->r[2] = 0;
		answer(regs, VSI_ABI_DONE, wide);
	}
}

static void serve_call(struct regs *regs, u32 function, bool wide)
{
	if (function == VSI_ABI_FN_VERSION) {
		count(MON_EXIT_VERSION);
		version(regs);
	} else if (function == VSI_ABI_FN_BATCH) {
		count(MON_EXIT_BATCH);
		batch_call(regs, wide);
	} else if (function == VSI_ABI_FN_CALL) {
		count(MON_EXIT_CALL);
		call_call(regs, wide);
	} else if (function == VSI_ABI_FN_STATE) {
		count(MON_EXIT_STATE);
		state_call(regs, wide);
	} else if (is_function(function, VSI_ABI_FN_ACCESS)) {
		count(MON_EXIT_ACCESS);
		access_call(regs, function, wide);
	} else if (is_function(function, VSI_ABI_FN_QUERY)) {
		count(MON_EXIT_QUERY);
		query_call(regs, function, wide);
	} else {
		count(MON_EXIT_RESERVED);
		answer(regs, NOT_SUPPORTED, wide);
	}
}

/**
 * abi_call() - a call of the window
 * @regs:     the guest's; r0 and the results change
 * @function: VSI_ABI_FN_...
 * @wide:     by the 64-bit convention
 *
 * Who lies has to know what was asked; a copy for that costs five times the call.
 */
void abi_call(struct regs *regs, u32 function, bool wide)
{
	struct regs sent;

	if (!hostile_mode) {
		serve_call(regs, function, wide);
		return;
	}
	sent = *regs;
	serve_call(regs, function, wide);
	abi_lie(&sent, regs, function, wide);
}
