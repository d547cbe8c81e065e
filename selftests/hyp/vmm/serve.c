// SPDX-License-Identifier: GPL-2.0
/*
 * The hypervisor's side of the vsi hypercall ABI: Documentation/abi.rst.
 *
 * Everything here runs with the machine locked, while the calling CPU does not run.
 * Other CPUs do, so that memory of the guest may change at any time: it is read once.
 */
#include <stdatomic.h>
#include <string.h>
#include "../../../hypercall/vsi_abi.h"
#include "layout.h"
#include "vmm.h"

#define SERVICES	(VSI_ABI_HAS_ACCESS | VSI_ABI_HAS_QUERY | VSI_ABI_HAS_BATCH | \
			 VSI_ABI_HAS_CALL)
#define BATCH_MAX	64

/**
 * struct call - one hypercall
 * @cpu:  who calls
 * @fn:   the function's number
 * @wide: by SMC64: registers of 64 bits
 */
struct call {
	struct vmm_cpu *cpu;
	unsigned int fn;
	bool wide;
};

static u64 argument(const struct call *call, int n)
{
	u64 value = reg_get(call->cpu, n);

	return call->wide ? value : (u32)value;
}

/* From register @n on: SMC32 has it in two. */
static u64 operand(const struct call *call, int n)
{
	if (call->wide)
		return argument(call, n);
	return argument(call, n) | argument(call, n + 1) << 32;
}

static void answer(const struct call *call, int n, u64 value)
{
	reg_set(call->cpu, n, call->wide ? value : (u32)value);
}

static int version(const struct call *call)
{
	u32 nonce = argument(call, 1);

	answer(call, 1, VSI_ABI_RESPONSE(nonce));
	answer(call, 2, SERVICES);
	answer(call, 3, BATCH_MAX);
	return VSI_ABI_VERSION(VSI_ABI_MAJOR, VSI_ABI_MINOR);
}

/*
 * Function numbers of ACCESS and of QUERY are ranges of 10 bits.
 * Return: 0 when @fn is neither.
 */
static unsigned int service(unsigned int fn)
{
	const unsigned int kinds = 0x3ff;
	unsigned int base = fn & ~kinds;

	return base == VSI_ABI_FN_ACCESS || base == VSI_ABI_FN_QUERY ? base : 0;
}

/* Is @word of the kind that @fn says? */
static bool decode(unsigned int fn, u32 word, struct vsi_insn *insn)
{
	return vsi_decode(VSI_ABI_KIND_ISA(fn), word, insn) &&
	       insn->class == VSI_ABI_KIND_CLASS(fn);
}

static int serve_insn(struct vmm_cpu *cpu, unsigned int fn, const struct vsi_insn *insn,
		      u64 *value)
{
	if (service(fn) == VSI_ABI_FN_ACCESS)
		return served_access(cpu, insn, value);
	return served_query(cpu, insn, value);
}

static bool has_value(unsigned int fn, const struct vsi_insn *insn, int status)
{
	if (status < 0)
		return false;
	if (service(fn) == VSI_ABI_FN_ACCESS)
		return !insn->write;
	return status & (VSI_ABI_CONST_CPU | VSI_ABI_CONST_ALL);
}

static int access_or_query(const struct call *call)
{
	struct vsi_insn insn;
	u64 value = 0;
	int status;

	if (!decode(call->fn, argument(call, 1), &insn))
		return VSI_ABI_INVALID;
	status = serve_insn(call->cpu, call->fn, &insn, &value);
	if (!has_value(call->fn, &insn, status))
		return status;
	answer(call, 1, value);
	if (!call->wide && insn.isa == VSI_ISA_A64)
		answer(call, 2, value >> 32);
	return status;
}

/* The firmware of this machine: SMC Calling Convention, 6: the UID of a SiP, and no more. */
static int firmware(const struct call *call)
{
	struct vsi_insn insn;
	static const u32 uid[4] = { 0x766d6d31, 0x22334455, 0x66778899, 0xaabbccdd };
	const u32 sip_uid = 0x8200ff01;
	bool known = (u32)argument(call, 2) == sip_uid;
	int isa, i;

	isa = call->cpu->vm->is_32 ? VSI_ISA_A32 : VSI_ISA_A64;
	if (!vsi_decode(isa, argument(call, 1), &insn) || insn.class != VSI_CLASS_CALL)
		return VSI_ABI_INVALID;
	for (i = 0; i < 4; i++)
		answer(call, 1 + i, known ? uid[i] : argument(call, 2 + i));
	if (!known)
		answer(call, 1, (u64)-1);
	return VSI_ABI_DONE;
}

/* Return: NULL unless it is all in memory */
static struct vsi_abi_entry *entry_at(struct vmm *vm, u64 address)
{
	u64 offset = address - RAM_BASE;

	if (offset > RAM_SIZE - sizeof(struct vsi_abi_entry))
		return NULL;
	return (struct vsi_abi_entry *)(vm->ram + offset);
}

static int serve_entry(struct vmm_cpu *cpu, const struct vsi_abi_entry *mine, u64 *value,
		       bool *valued)
{
	unsigned int fn = mine->function;
	struct vsi_insn insn;
	int status;

	if (!service(fn) || mine->reserved || !decode(fn, mine->word, &insn))
		return VSI_ABI_INVALID;
	status = serve_insn(cpu, fn, &insn, value);
	*valued = has_value(fn, &insn, status);
	return status;
}

/* The entry that is worked on is a copy; status and value are all that is written. */
static void serve_guest_entry(struct vmm_cpu *cpu, struct vsi_abi_entry *guest)
{
	struct vsi_abi_entry mine;
	bool valued = false;
	u64 value;
	int status;

	memcpy(&mine, guest, sizeof(mine));
	atomic_signal_fence(memory_order_seq_cst);
	status = serve_entry(cpu, &mine, &value, &valued);
	if (valued)
		guest->value = value;
	guest->status = status;
}

static int batch(const struct call *call)
{
	u32 count = argument(call, call->wide ? 2 : 3);
	u64 address = operand(call, 1);
	struct vsi_abi_entry *entry;
	u32 i;

	if (address % 8 || !entry_at(call->cpu->vm, address))
		return VSI_ABI_INVALID;
	for (i = 0; i < count && i < BATCH_MAX; i++) {
		entry = entry_at(call->cpu->vm, address + i * sizeof(*entry));
		if (!entry)
			break;
		serve_guest_entry(call->cpu, entry);
	}
	return i;
}

static int serve(const struct call *call)
{
	switch (call->fn) {
	case VSI_ABI_FN_VERSION:
		return version(call);
	case VSI_ABI_FN_BATCH:
		return batch(call);
	case VSI_ABI_FN_CALL:
		return firmware(call);
	}
	return service(call->fn) ? access_or_query(call) : VSI_ABI_NOT_MINE;
}

/**
 * serve_call() - answer a hypercall of the window that is ours
 * @cpu:    who calls
 * @id:     the function's identifier
 * @is_smc: by SMC, which is not for us
 */
void serve_call(struct vmm_cpu *cpu, u32 id, bool is_smc)
{
	const u32 smc64 = 0x40000000;
	struct call call = { .cpu = cpu, .fn = id & 0xffff, .wide = id & smc64 };
	bool is_ours = !is_smc && !(call.wide && cpu->vm->is_32);
	s64 status = is_ours ? serve(&call) : VSI_ABI_NOT_MINE;

	answer(&call, 0, status);
}
