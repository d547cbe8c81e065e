# SPDX-License-Identifier: GPL-2.0
#
# What of Capstone is compiled, and how. For Kbuild and for the host tests.
#
# The decoder of each architecture is one more list, as capstone-arm is.

capstone-common := MCInst MCInstrDesc MCRegisterInfo
capstone-arm := arch/ARM/ARMDisassembler
capstone-files := $(capstone-common) $(capstone-arm)

# No text of instructions, which the printers need.
capstone-defines := -DCAPSTONE_STATIC -DCAPSTONE_DIET -DCAPSTONE_HAS_ARM
