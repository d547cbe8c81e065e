/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The modes of the virtual CPU, A32 and T32: who has which registers.
 */
#ifndef VSI_BED_MODES_H
#define VSI_BED_MODES_H

#include "../block.h"

#define MODE		0x1fu
#define MODE_USR	0x10
#define MODE_FIQ	0x11
#define MODE_IRQ	0x12
#define MODE_SVC	0x13
#define MODE_ABT	0x17
#define MODE_UND	0x1b
#define MODE_SYS	0x1f

/* Behind r0 to PC */
#define MODE_REG_SPSR	16

bool mode_exists(unsigned int mode);
bool mode_has_spsr(unsigned int mode);
void mode_change(unsigned long *gpr, unsigned int from, unsigned int to);
unsigned long mode_get(const unsigned long *gpr, unsigned int now, unsigned int mode,
		       unsigned int reg);
void mode_set(unsigned long *gpr, unsigned int now, unsigned int mode, unsigned int reg,
	      unsigned long value);

#endif
