// SPDX-License-Identifier: GPL-2.0
/*
 * What accesses to the state block consist of in T32.  All instructions are of 32 bits: a
 * veneer is a row of words.
 *
 * Pure.
 */
#include "a32_state.h"

/* B9.3.2, B9.3.8 to B9.3.12 */
static void op_of(const struct vsi_insn *insn, struct vsi_state_op *op)
{
	const u32 word = insn->word;

	op->fields = word >> 8 & 0xf;
	op->reg = word >> 16 & 0xf;
	op->masks = (word >> 5 & 7) << 6;
	op->imod = word >> 9 & 3;
	op->mode = word & 0x1f;
	switch (insn->base) {
	case T32_MRS_CPSR:
		op->what = VSI_STATE_READ_CPSR;
		op->reg = word >> 8 & 0xf;
		break;
	case T32_MRS_SPSR:
	case T32_MRS_BANK:
		op->what = VSI_STATE_READ;
		op->reg = word >> 8 & 0xf;
		break;
	case T32_MSR_CPSR:
		op->what = VSI_STATE_WRITE_CPSR;
		break;
	case T32_MSR_SPSR:
		op->what = VSI_STATE_WRITE_SPSR;
		break;
	case T32_MSR_BANK:
		op->what = VSI_STATE_WRITE;
		break;
	case T32_CPS_MODE:
	case T32_CPS_W:
		op->what = VSI_STATE_CPS;
		op->moded = insn->base == T32_CPS_MODE;
		break;
	}
}

static u32 mrs_cpsr(u8 rd)
{
	return 0xf3ef8000u | (u32)rd << 8;
}

static u32 msr_f(u8 rn)
{
	return 0xf3808800u | (u32)rn << 16;
}

/* imm3:imm2, in their places */
static u32 imm5(unsigned int value)
{
	return (u32)(value >> 2) << 12 | (value & 3) << 6;
}

static u32 bfi(u8 rd, u8 rn, unsigned int lsb, unsigned int width)
{
	return 0xf3600000u | (u32)rn << 16 | imm5(lsb) | (u32)rd << 8 | (lsb + width - 1);
}

static u32 lsr(u8 rd, u8 rm, unsigned int n)
{
	return 0xea4f0010u | imm5(n) | (u32)rd << 8 | rm;
}

/*
 * ARM DDI 0406C: A8.8.203 (T4), A8.8.62 (T4 and T3), A8.8.203 (T3), A8.8.206 (T2), A8.8.64
 * (T2; the PC is 4 bytes ahead), B9.3.8, A8.8.111, A8.8.20, A8.8.96.
 */
const struct vsi_state_isa t32_state = {
	.op = op_of,
	.push = 0xf84d0d04u,
	.pop = 0xf85d0b04u,
	.ldr = 0xf8d00000u,
	.str = 0xf8c00000u,
	.strb = 0xf8800000u,
	.ldr_next = 0xf8df0004u,
	.mrs_cpsr = mrs_cpsr,
	.msr_f = msr_f,
	.bfi = bfi,
	.lsr = lsr,
};
