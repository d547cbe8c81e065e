// SPDX-License-Identifier: GPL-2.0
/*
 * A second decoder of another version of vsi, of which not even the name is
 * where it is expected.
 */
#include <linux/module.h>
#include "../../../vsi_arm/second.h"
#include "../../../vsi_core/compat.h"

const struct vsi_second_decoder vsi_second_decoder = {
	.abi = VSI_SECOND_ABI + 1,
	.name = (const char *)1,
};
EXPORT_SYMBOL_NS_GPL(vsi_second_decoder, VSI_NS);

MODULE_DESCRIPTION("vsi selftest: a second decoder of another version");
MODULE_LICENSE("GPL");
