// SPDX-License-Identifier: GPL-2.0
/*
 * A second decoder as vsi_capstone.ko is one, that lies about one word, or all.
 */
#include <linux/atomic.h>
#include <linux/module.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include "../../../vsi_arm/capstone/read.h"
#include "../../../vsi_core/compat.h"

static uint word;
module_param(word, uint, 0444);
MODULE_PARM_DESC(word, "what it lies about; 0 (default): all");

static char *lie = "none";
module_param(lie, charp, 0444);
MODULE_PARM_DESC(lie, "none, unknown, row, or the name of an operand");

static atomic_t nr_asked;

static int asked_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n", atomic_read(&nr_asked));
}

static const struct kernel_param_ops asked_ops = { .get = asked_get };
module_param_cb(asked, &asked_ops, NULL, 0444);
MODULE_PARM_DESC(asked, "how many words it was asked about");

static void distort(struct vsi_second_reading *reading)
{
	unsigned int i;

	if (!strcmp(lie, "unknown"))
		*reading = (struct vsi_second_reading){ .row = VSI_SECOND_UNKNOWN };
	if (!strcmp(lie, "row"))
		reading->row++;
	for (i = 0; i < reading->nr; i++)
		if (!strcmp(reading->operands[i].name, lie))
			reading->operands[i].value ^= 1;
}

/* Protects what read.c works on. */
static DEFINE_RAW_SPINLOCK(lock);

static const char *test_ask(const struct vsi_insn *insn,
			    const char *(*judge)(const struct vsi_insn *insn,
						 const struct vsi_second_reading *reading))
{
	struct vsi_second_reading reading;
	unsigned long flags;

	atomic_inc(&nr_asked);
	raw_spin_lock_irqsave(&lock, flags);
	vsi_capstone_read(insn->isa, insn->word, &reading);
	raw_spin_unlock_irqrestore(&lock, flags);
	if (insn->word == word || !word)
		distort(&reading);
	return judge(insn, &reading);
}

const struct vsi_second_decoder vsi_second_decoder = {
	.abi = VSI_SECOND_ABI,
	.name = "test",
	.ask = test_ask,
};
EXPORT_SYMBOL_NS_GPL(vsi_second_decoder, VSI_NS);

MODULE_DESCRIPTION("vsi selftest: a second decoder that lies");
MODULE_LICENSE("GPL");
