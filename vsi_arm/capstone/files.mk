# SPDX-License-Identifier: GPL-2.0
#
# What of Capstone is compiled, what of ours with it, and how. For Kbuild, of which
# the configuration says which decoder it is, and for the host tests, which have both.

capstone-y := MCInst MCInstrDesc MCRegisterInfo
capstone-$(CONFIG_ARM) += arch/ARM/ARMDisassembler
capstone-$(CONFIG_ARM64) += arch/AArch64/AArch64Disassembler arch/AArch64/AArch64BaseInfo

# Of ours, what includes Capstone's headers.
capstone-ours-y := read
capstone-ours-$(CONFIG_ARM) += read_arm
capstone-ours-$(CONFIG_ARM64) += read_a64 text

# No text of instructions, which the printers need.
capstone-defines-y := -DCAPSTONE_STATIC -DCAPSTONE_DIET
capstone-defines-$(CONFIG_ARM) += -DCAPSTONE_HAS_ARM
capstone-defines-$(CONFIG_ARM64) += -DCAPSTONE_HAS_ARM64
