// SPDX-License-Identifier: GPL-2.0
/*
 * The backend for KVM, and for all that takes the calls of the SMC Calling Convention
 * as it does: the reference monitor, for one.
 */
#include <linux/arm-smccc.h>
#include <linux/kconfig.h>
#include <linux/kprobes.h>
#include "backends.h"
#include "conduit.h"
#include "../vsi_arm/hvc.h"

static void kvm_hvc(unsigned long *regs)
{
	VSI_HVC(0, 0, regs);
}
NOKPROBE_SYMBOL(kvm_hvc);

static struct vsi_abi_conduit conduit __ro_after_init = {
	.hvc = kvm_hvc,
	.narrow = VSI_ABI_SMC32,
	.wide = VSI_ABI_SMC64,
};

/*
 * The kernel knows that HVC leads to somebody who speaks SMCCC 1.1, who answers a call
 * that he does not know by -1 (ARM DEN 0028, 5.1).
 */
static bool kvm_detect(void)
{
	return IS_ENABLED(CONFIG_HAVE_ARM_SMCCC_DISCOVERY) &&
	       arm_smccc_1_1_get_conduit() == SMCCC_CONDUIT_HVC && vsi_conduit_detect(&conduit);
}

const struct vsi_backend vsi_backend_kvm = {
	.name = "kvm",
	.detect = kvm_detect,
	.call = vsi_conduit_call,
	.query = vsi_conduit_query,
	.direct = vsi_conduit_direct,
	.state = vsi_conduit_state,
	.describe = vsi_conduit_describe,
};
