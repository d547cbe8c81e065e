// SPDX-License-Identifier: GPL-2.0
/*
 * vsi_capstone.ko: Capstone's decoder as the second decoder of vsi.ko.
 *
 * It does nothing by itself.  Capstone is not part of vsi: its sources are
 * Debian's, see selftests/setup/capstone.sh.
 */
#include <linux/module.h>
#include <linux/spinlock.h>
#include "read.h"

/* Protects what read.c works on.  Raw: planning may be atomic on PREEMPT_RT, too. */
static DEFINE_RAW_SPINLOCK(lock);

/**
 * vsi_capstone_read_locked() - have Capstone read one instruction
 * @isa:     enum vsi_isa
 * @word:    the instruction
 * @reading: filled in
 *
 * Context: any; takes the lock, with interrupts off for a microsecond or two.
 */
void vsi_capstone_read_locked(unsigned int isa, u32 word, struct vsi_second_reading *reading)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	vsi_capstone_read(isa, word, reading);
	raw_spin_unlock_irqrestore(&lock, flags);
}
