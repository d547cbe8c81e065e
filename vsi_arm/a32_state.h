/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What accesses to the state block consist of in A32 and in T32.  Pure.
 */
#ifndef VSI_ARM_A32_STATE_H
#define VSI_ARM_A32_STATE_H

#include "state.h"

enum vsi_state_what {
	VSI_STATE_NONE,		/* there is no code for it */
	VSI_STATE_READ,		/* of a register, as it is */
	VSI_STATE_WRITE,
	VSI_STATE_READ_CPSR,
	VSI_STATE_WRITE_CPSR,
	VSI_STATE_WRITE_CPSR_IMM,
	VSI_STATE_WRITE_SPSR,
	VSI_STATE_WRITE_SPSR_IMM,
	VSI_STATE_CPS,
};

/* Of the mask of MSR, ARM DDI 0406C, B9.3.12 */
#define STATE_FIELD_C	1
#define STATE_FIELD_F	8
#define STATE_FIELDS	0xf

/**
 * struct vsi_state_op - what an instruction does, whatever its encoding
 * @what:   enum vsi_state_what
 * @reg:    Rt, Rd or Rn
 * @fields: that MSR writes
 * @word:   of MSR (immediate), which only A32 has
 * @masks:  of CPS: A, I and F at their places in CPSR
 * @imod:   of CPS: 2 clears them, 3 sets them
 * @moded:  of CPS: it has @mode
 * @mode:   which
 */
struct vsi_state_op {
	u8 what;
	u8 reg;
	u8 fields;
	u32 word;
	u16 masks;
	u8 imod;
	bool moded;
	u8 mode;
};

/**
 * struct vsi_state_isa - the words of an instruction set
 * @op:       what an instruction that moves no register as it is does
 * @push:     STR Rt, [SP, #-4]!; Rt is at bits[15:12] of these four, Rn at bits[19:16], and an
 *            offset at bits[11:0]
 * @pop:      LDR Rt, [SP], #4
 * @ldr:      LDR Rt, [Rn, #offset]
 * @str:      STR Rt, [Rn, #offset]
 * @strb:     STRB Rt, [Rn, #offset]
 * @ldr_next: LDR Rt of what lies behind the instruction that follows this one
 * @mrs_cpsr: MRS Rd, CPSR
 * @msr_f:    MSR CPSR_f, Rn
 * @bfi:      BFI Rd, Rn, #lsb, #width
 * @lsr:      MOV Rd, Rm, LSR #n
 */
struct vsi_state_isa {
	void (*op)(const struct vsi_insn *insn, struct vsi_state_op *op);
	u32 push;
	u32 pop;
	u32 ldr;
	u32 str;
	u32 strb;
	u32 ldr_next;
	u32 (*mrs_cpsr)(u8 rd);
	u32 (*msr_f)(u8 rn);
	u32 (*bfi)(u8 rd, u8 rn, unsigned int lsb, unsigned int width);
	u32 (*lsr)(u8 rd, u8 rm, unsigned int n);
};

extern const struct vsi_state_isa t32_state;

#endif
