/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where things are in the guest's physical memory, for the VMM and for its guests'
 * device tree.
 */
#ifndef VMM_LAYOUT_H
#define VMM_LAYOUT_H

#define GICD_BASE	0x08000000
#define GICR_BASE	0x080a0000
/* of one CPU: GIC architecture, version 3, 12.10 */
#define GICR_STRIDE	0x20000

#define UART_BASE	0x09000000
#define UART_SPI	1

/* What the guest has cost so far: words to be read. */
#define COUNTER_BASE	0x09010000
#define COUNTER_EXITS	0	/* exits of the CPU that reads, this one among them */
#define COUNTER_CALLS	4	/* calls of the vsi ABI, of all CPUs */
#define COUNTER_TRACED	8	/* as COUNTER_EXITS, by the host's tracepoint; 0 if not asked for */

#define PMU_PPI		7
#define DSU_SPI		2

#define RAM_BASE	0x40000000
#define RAM_SIZE	0x10000000
/* Documentation/arm64/booting.rst: 2 MB; Documentation/arm/booting.rst: 32 KB */
#define IMAGE_OFFSET	0x200000
#define ZIMAGE_OFFSET	0x8000
#define DTB_OFFSET	0x8000000
#define INITRD_OFFSET	0x9000000

#endif
