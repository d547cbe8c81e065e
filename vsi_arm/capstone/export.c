// SPDX-License-Identifier: GPL-2.0
/*
 * What vsi.ko looks for.
 */
#include <linux/module.h>
#include "../../vsi_core/compat.h"
#include "read.h"

const struct vsi_second_decoder vsi_second_decoder = {
	.abi = VSI_SECOND_ABI,
	.name = vsi_capstone_name,
	.ask = vsi_capstone_ask,
};
EXPORT_SYMBOL_NS_GPL(vsi_second_decoder, VSI_NS);

MODULE_DESCRIPTION("Capstone's decoder, a second opinion for vsi");
/* with Capstone's parts under BSD-3-Clause and NCSA, which go with it */
MODULE_LICENSE("GPL");
MODULE_VERSION(VSI_VERSION);
