// SPDX-License-Identifier: GPL-2.0
/*
 * Which hypervisor runs this guest, as far as it says so itself.
 *
 * A name promises nothing about vsi, see detect.c; it tells what to expect of
 * an access that the hypervisor does not support.
 *
 * Called once when vsi is loaded; then only read.
 */
#include <linux/arm-smccc.h>
#include <linux/cache.h>
#include <linux/kernel.h>
#include <linux/of.h>
#include <asm/hypervisor.h>
#include "backends.h"
#include "../vsi_arm/insn.h"

/**
 * struct hypervisor - one that is recognized
 * @name:    what users see
 * @detect:  is it this one?
 * @profile: that is made for it, VSI_PROFILE_AUTO without one
 * @undefs:  it answers every access that it does not support by an undefined
 *	     instruction exception in the guest
 */
struct hypervisor {
	const char *name;
	bool (*detect)(void);
	enum vsi_profile profile;
	bool undefs;
};

static bool node_exists(const char *compatible)
{
	struct device_node *node = of_find_compatible_node(NULL, NULL, compatible);

	of_node_put(node);
	return node;
}

/* Documentation/devicetree/bindings/arm/xen.txt */
static bool is_xen(void)
{
	return node_exists("xen,xen");
}

/*
 * Documentation/virt/kvm/arm/hypercalls.rst: the kernel has compared the UID of
 * the vendor's hypervisor services when it set up PSCI, so nothing is called here.
 */
static bool is_kvm(void)
{
	return IS_ENABLED(CONFIG_HAVE_ARM_SMCCC_DISCOVERY) &&
	       kvm_arm_hyp_service_available(ARM_SMCCC_KVM_FUNC_FEATURES);
}

/*
 * QEMU's board "virt".  Other machine monitors give their boards the same name,
 * but not QEMU's configuration device.  A KVM that has no UID yet, before Linux
 * 5.12, looks the same and answers the same.
 */
static bool is_qemu(void)
{
	return of_machine_is_compatible("linux,dummy-virt") && node_exists("qemu,fw-cfg-mmio");
}

static bool is_unknown(void)
{
	return true;
}

/*
 * In the order in which they are asked: Xen's and KVM's guests may run on
 * QEMU's board.  The last one always answers.
 */
static const struct hypervisor hypervisors[] = {
	{ "xen", is_xen, VSI_PROFILE_XEN, true },
	{ "kvm", is_kvm, VSI_PROFILE_KVM, true },
	{ "qemu", is_qemu, VSI_PROFILE_AUTO, true },
	/* or none; Bao and Jailhouse, for two, let the guest hang instead */
	{ "unknown", is_unknown, VSI_PROFILE_AUTO, false },
};

/* Both written once in vsi_identify(). */
static const struct hypervisor *hypervisor __ro_after_init;
static bool smc_by_hvc __ro_after_init;

/* Documentation/devicetree/bindings/arm/psci.yaml */
static bool psci_method_is_hvc(void)
{
	struct device_node *node = of_find_node_by_path("/psci");
	const char *method = NULL;
	bool is_hvc;

	is_hvc = node && !of_property_read_string(node, "method", &method) &&
		 !strcmp(method, "hvc");
	of_node_put(node);
	return is_hvc;
}

/**
 * vsi_identify() - find out who runs this guest
 *
 * Context: process, once.
 */
void __init vsi_identify(void)
{
	const struct hypervisor *candidate = hypervisors;

	while (!candidate->detect())
		candidate++;
	hypervisor = candidate;
	smc_by_hvc = psci_method_is_hvc();
}

/**
 * vsi_hypervisor_name() - the hypervisor
 *
 * Context: any, after vsi_backend_init().
 * Return: its name, "unknown" when there is none or it does not say.
 */
const char *vsi_hypervisor_name(void)
{
	return hypervisor->name;
}

/**
 * vsi_hypervisor_undefs() - may registers be tried?
 *
 * Context: any, after vsi_backend_init().
 * Return: true when an access that the hypervisor does not support is known to
 * come back as an undefined instruction, and to do nothing else.
 */
bool vsi_hypervisor_undefs(void)
{
	return hypervisor->undefs;
}

/**
 * vsi_hypervisor_profile() - what is known of this hypervisor
 *
 * Context: any, after vsi_backend_init().
 * Return: enum vsi_profile, the one whose rows say how it answers, or VSI_PROFILE_AUTO.
 */
unsigned int vsi_hypervisor_profile(void)
{
	return hypervisor->profile;
}

/**
 * vsi_smc_by_hvc() - does firmware take its calls by HVC?
 *
 * Context: any, after vsi_backend_init().
 * Return: true when the device tree says so of PSCI.
 */
bool vsi_smc_by_hvc(void)
{
	return smc_by_hvc;
}
