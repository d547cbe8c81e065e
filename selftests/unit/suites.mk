# SPDX-License-Identifier: GPL-2.0
#
# What the Makefile, for the host, and Kbuild, for vsi_kunit.ko, have in common.

# Suites of KUnit.
suites := decode cp scan examples exclusive encode svc carry psr table verify policy effect features \
	setway thumb a64_carry a64_effect a64_psr a64_exclusive plan sources lookup abi state plan_state

# The files that are kernel, tools and tests alike.
pure := vsi_arm/insn_decode vsi_arm/insn_index vsi_arm/insn_rows vsi_arm/insn_scan \
	vsi_arm/insn_action vsi_arm/insn_names vsi_arm/insn_fields vsi_arm/a32_encode \
	vsi_arm/a32_carry vsi_arm/a32_svc vsi_arm/t32_carry vsi_arm/a64_carry vsi_arm/carry vsi_arm/t32_walk \
	vsi_arm/exclusive vsi_arm/a64_exclusive vsi_arm/mapping vsi_arm/psr vsi_arm/a64_psr \
	vsi_arm/exclusive_walk vsi_arm/effect vsi_arm/state vsi_arm/a32_state vsi_arm/t32_state vsi_arm/a64_state \
	vsi_arm/feature_rules vsi_arm/second_compare vsi_core/table vsi_core/verify \
	vsi_core/policy_parse

# Those of the kernel that touch nothing but what they are given: all that they call
# is in world.c.
core := vsi_core/from_live vsi_core/from_rewritten vsi_core/from_table vsi_core/from_text \
	vsi_core/image vsi_core/plan vsi_core/served vsi_core/store vsi_arm/arch hypercall/abi \
	hypercall/abi_answer
core-arm := vsi_arm/place
core-arm64 := vsi_arm/arm64_place
