/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The instruction set that is served: the one that the kernel is built as.
 * Modules of one kernel have no other, and its own means to write code and to
 * report undefined instructions are for it.
 *
 * Each architecture gives:
 *
 *   VSI_SERVED_ISA		enum vsi_isa
 *   VSI_FUNCTION_BIT		set in a pointer to a function, and in none to an instruction
 *   VSI_FINALIZE_FIRST		module_finalize() leaves nothing behind but text, so a
 *				module is planned after it: what counts is what it has put
 *				there
 *   VSI_HAS_LITERALS		some sites load a value that lies where veneers do
 *   VSI_HINTS			how many sites a trap tells apart without a search
 *   VSI_UDF_MASK, _VALUE	what a trap is told apart from the kernel's by
 *   VSI_RESERVE_*		text of vsi's that is written later, for asm()
 *   VSI_LANDING_*		what stands before it where it is called, for asm(), and how
 *				many words that is
 *   vsi_udf_hint_bits()	where an undefined instruction holds its hint
 *   vsi_udf_hint()		the hint in it
 *   vsi_undefined_for()	the undefined instruction for another one, without its hint
 *   vsi_branch_bits()		a branch, but for its condition
 *   vsi_branch_condition()	of the branch that stands for an instruction
 *   vsi_branch_target()	where such a branch leads
 *   vsi_in_reach()		is one place within a branch of another?
 *   vsi_acts_on_psr()		the instruction means the interrupted program status
 *   vsi_is_deprivileged()	does the kernel run in user mode, as far as it can see?
 */
#ifndef VSI_ARM_SERVED_ISA_H
#define VSI_ARM_SERVED_ISA_H

#include <linux/kconfig.h>
#include <linux/types.h>
#include "thunk_word.h"

#ifdef CONFIG_ARM64
#include "served_arm64.h"
#else
#include "served_arm.h"
#endif

#endif
