// SPDX-License-Identifier: GPL-2.0
/*
 * Does the kernel of this guest run in user mode?  For 32-bit ARM.
 */
#include <linux/types.h>
#include "a32_svc.h"
#include "served_isa.h"
#include "text.h"

/* An instruction of vsi's own, to be looked at before it is executed. */
asm(".pushsection .text\n"
	".balign 4\n"
	VSI_RESERVE_BEGIN
	".type vsi_read_cpsr, %function\n"
	"vsi_read_cpsr:\n"
	"	mrs	r0, cpsr\n"
	VSI_RESERVE_RETURN
	".size vsi_read_cpsr, . - vsi_read_cpsr\n"
	VSI_RESERVE_END
	".popsection\n");
u32 vsi_read_cpsr(void);

/* "vsi embed --apply" has been here: whoever loads such a vsi.ko says where it runs. */
static bool is_prepared(void)
{
	return !VSI_IS_T32 && a32_is_svc(vsi_arch_read_text((unsigned long)vsi_read_cpsr));
}

/**
 * vsi_is_deprivileged() - does the kernel run in user mode?
 *
 * A vsi.ko that is not prepared for that reads the mode that the CPU is in.
 *
 * Context: any.
 * Return: true when it does, or when vsi.ko has been made for a guest in which it does.
 */
bool vsi_is_deprivileged(void)
{
	return is_prepared() || a32_is_deprivileged(vsi_read_cpsr());
}
