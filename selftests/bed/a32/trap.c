// SPDX-License-Identifier: GPL-2.0
/*
 * Exceptions of 32-bit ARM: SIGILL is the monitor's undefined-instruction exception.
 *
 * It does the access that a deprivileged kernel may not do itself; all else it hands to
 * the guest's kernel, whose hooks are vsi's.  The handlers run in the signal handler,
 * and the thunks that they execute raise one inside.
 */
#include <ucontext.h>
#include <unistd.h>
#include "../words.h"
#include "../../../vsi_arm/thunk.h"
#include "../../../vsi_core/ksyms.h"
#include "modes.h"

#define NR_HOOKS	8

static struct undef_hook *hooks[NR_HOOKS];

static void register_hook(struct undef_hook *hook)
{
	unsigned int i;

	for (i = 0; i < NR_HOOKS; i++)
		if (!hooks[i]) {
			hooks[i] = hook;
			return;
		}
	abort();
}

static void unregister_hook(struct undef_hook *hook)
{
	unsigned int i;

	for (i = 0; i < NR_HOOKS; i++)
		if (hooks[i] == hook)
			hooks[i] = NULL;
}

struct vsi_ksyms vsi_ksyms = {
	.register_undef_hook = register_hook,
	.unregister_undef_hook = unregister_hook,
};

/* ARM DDI 0406C, A8.3.1 */
unsigned int arm_check_condition(u32 word, u32 psr)
{
	const bool n = psr >> 31, z = psr >> 30 & 1, c = psr >> 29 & 1, v = psr >> 28 & 1;
	const bool base[] = { z, c, n, v, c && !z, n == v, n == v && !z, true };

	return base[word >> 29] == !(word >> 28 & 1) ? ARM_OPCODE_CONDTEST_PASS :
						       ARM_OPCODE_CONDTEST_FAIL;
}

static void count(unsigned long pc)
{
	const struct vsi_site *site = vsi_site_search(pc);

	guest.served++;
	guest.psr += site && site->way->arch.op == VSI_ARM_PSR;
}

/* The kernel's entry has DACR in the frame, too. */
static void enter_kernel(struct pt_regs *regs)
{
	block_except(regs->ARM_pc, regs->ARM_cpsr);
	to_svc_pt_regs(regs)->dacr = block_load(VSI_STATE_A32_DACR);
}

/* And its exit puts back what is there, and then goes to the mode that is. */
static void leave_kernel(struct pt_regs *regs)
{
	block_return(regs->ARM_pc, regs->ARM_cpsr);
	block_store(VSI_STATE_A32_DACR, to_svc_pt_regs(regs)->dacr);
	mode_change(regs->uregs, MODE_SVC, regs->ARM_cpsr & MODE);
}

/* arch/arm/kernel/traps.c, call_undef_hook(): the first that matches and takes it */
static bool reflect(u32 word, struct pt_regs *regs)
{
	unsigned int i;
	const unsigned long pc = regs->ARM_pc;

	enter_kernel(regs);
	for (i = 0; i < NR_HOOKS; i++)
		if (hooks[i] && (word & hooks[i]->instr_mask) == hooks[i]->instr_val &&
		    (regs->ARM_cpsr & hooks[i]->cpsr_mask) == hooks[i]->cpsr_val &&
		    !hooks[i]->fn(regs, word)) {
			count(pc);
			leave_kernel(regs);
			return true;
		}
	return false;
}

static u64 operand_of(const struct vsi_insn *insn, const struct pt_regs *regs)
{
	u64 value = regs->uregs[bed_rt(insn)];

	if (insn->form == VSI_FORM_CP64)
		value |= (u64)regs->uregs[insn->rt2] << 32;
	return value;
}

static void set_result(const struct vsi_insn *insn, struct pt_regs *regs, u64 value)
{
	const unsigned int rt = bed_rt(insn);

	if (rt == 15)
		regs->ARM_cpsr = (regs->ARM_cpsr & 0x0fffffff) | (value & 0xf0000000);
	else
		regs->uregs[rt] = value;
	if (insn->form == VSI_FORM_CP64)
		regs->uregs[insn->rt2] = value >> 32;
}

/* The monitor: an access to a register of the virtual CPU. */
static bool emulate(u32 word, struct pt_regs *regs)
{
	struct vsi_insn insn;
	u64 value;

	if (!vsi_decode(BED_ISA, word, &insn) || !bed_key(&insn))
		return false;
	value = operand_of(&insn, regs);
	if (!guest_access(&insn, &value))
		return false;
	if (!insn.write)
		set_result(&insn, regs, value);
	regs->ARM_pc += 4;
	guest.emulated++;
	return true;
}

static bool serve(u32 word, struct pt_regs *regs)
{
	const struct word *known = words_find(word);

	if (known) {
		guest.worded++;
		return word_execute(known, regs);
	}
	guest.exceptions += !vsi_thunk_at(regs->ARM_pc);
	return !guest.bare && (emulate(word, regs) || reflect(word, regs));
}

/* r0 to pc follow one another there. */
static unsigned long *gprs(ucontext_t *uc)
{
	return &uc->uc_mcontext.arm_r0;
}

/**
 * guest_undefined() - an exception, to the monitor first
 * @signal:  SIGILL
 * @info:    unused
 * @context: of the CPU beneath; changed to what the handlers leave, or to bed_landing
 */
void guest_undefined(int signal, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;
	struct svc_pt_regs frame;
	struct pt_regs *regs = &frame.regs;

	(void)signal;
	(void)info;
	memcpy(regs->uregs, gprs(uc), 16 * sizeof(*regs->uregs));
	block_take();
	regs->ARM_cpsr = (uc->uc_mcontext.arm_cpsr & BED_USER_BITS) |
			 (guest.state.reg[BED_PSR] & ~BED_USER_BITS);
	if (!serve(vsi_arch_read_text(regs->ARM_pc), regs)) {
		guest.outcome = BED_FAULT;
		regs->ARM_pc = (unsigned long)bed_landing;
		regs->ARM_cpsr &= ~0x20ul;
	}
	memcpy(gprs(uc), regs->uregs, 16 * sizeof(*regs->uregs));
	uc->uc_mcontext.arm_cpsr = (uc->uc_mcontext.arm_cpsr & ~BED_USER_BITS) |
				   (regs->ARM_cpsr & BED_USER_BITS);
	guest.state.reg[BED_PSR] = regs->ARM_cpsr & ~BED_USER_BITS;
	block_give();
}

/**
 * guest_aborted() - what else a case may end with
 * @signal:  any
 * @info:    with the address
 * @context: of the CPU beneath; goes on at bed_landing
 */
void guest_aborted(int signal, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;

	(void)signal;
	if (block_abort((unsigned long)info->si_addr, &uc->uc_mcontext))
		return;
	guest.outcome = BED_FAULT;
	uc->uc_mcontext.arm_pc = (unsigned long)bed_landing;
	uc->uc_mcontext.arm_cpsr &= ~0x20ul;
}

/* A register that user mode has, too; of KEY_TPIDRURO it has reads. */
#define TPIDRURW	0xee1d0f50u

/* arch/arm/include/uapi/asm/unistd.h: __ARM_NR_set_tls */
#define SET_TLS		0xf0005

static unsigned long tls;

static void set_tls(unsigned long value)
{
	syscall(SET_TLS, value);
}

/**
 * guest_begin() - the virtual CPU gets what the CPU beneath does not have
 * @in: the state in which a case begins
 */
void guest_begin(const struct bed_state *in)
{
	guest_reset(in);
	if (guest.key == TPIDRURW)
		asm volatile("mcr p15, 0, %0, c13, c0, 2" : : "r" ((unsigned long)guest.value));
	block_begin();
	/* nothing of libc that needs its own may be called from here on */
	asm volatile("mrc p15, 0, %0, c13, c0, 3" : "=r" (tls));
	if (guest.key == KEY_TPIDRURO)
		set_tls(guest.value);
}

/**
 * guest_end() - the state that a case has left behind
 * @out: holds the registers of the CPU beneath; the rest is filled in
 */
void guest_end(struct bed_state *out)
{
	unsigned long value;
	unsigned int i;

	set_tls(tls);
	if (guest.key == TPIDRURW) {
		asm volatile("mrc p15, 0, %0, c13, c0, 2" : "=r" (value));
		guest.value = value;
	}
	out->reg[BED_SP_SVC] = out->reg[BED_SP];
	out->reg[BED_LR_SVC] = out->reg[BED_LR];
	block_end(out);
	out->reg[BED_PSR] = guest_psr(out->reg[BED_PSR]);
	for (i = BED_SPSR; i < BED_SP_SVC; i++)
		out->reg[i] = guest.state.reg[i];
	out->reg[BED_HASH] = bed_memory_hash();
}
