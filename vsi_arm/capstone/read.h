/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Capstone's decoder as vsi asks for it.
 */
#ifndef VSI_ARM_CAPSTONE_READ_H
#define VSI_ARM_CAPSTONE_READ_H

#include "../second.h"

/* Its name and version, for struct vsi_second_decoder. */
extern const char vsi_capstone_name[];

void vsi_capstone_read(unsigned int isa, u32 word, struct vsi_second_reading *reading);

/* module.c: the same, on any number of CPUs at once */
const char *vsi_capstone_ask(const struct vsi_insn *insn,
			     const char *(*judge)(const struct vsi_insn *insn,
						  const struct vsi_second_reading *reading));

#endif
