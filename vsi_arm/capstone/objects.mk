# SPDX-License-Identifier: GPL-2.0
#
# The objects of a second decoder, for a Kbuild file that has VSI_CAPSTONE, the way
# from its directory to this one: empty, or with a slash at the end.

include $(src)/$(VSI_CAPSTONE)files.mk

vsi-capstone-sources := $(VSI_CAPSTONE)../../build/capstone
vsi-capstone-objects := $(capstone-ours-y:%=$(VSI_CAPSTONE)%.o) \
			$(capstone-y:%=$(vsi-capstone-sources)/%.o)

vsi-capstone-flags := -include $(src)/$(VSI_CAPSTONE)shim/shim.h \
		      -isystem $(src)/$(VSI_CAPSTONE)shim \
		      -isystem $(src)/$(vsi-capstone-sources)/include \
		      -isystem $(src)/$(vsi-capstone-sources) $(capstone-defines-y)
$(foreach file,$(capstone-ours-y),$(eval \
	CFLAGS_$(VSI_CAPSTONE)$(file).o := $(vsi-capstone-flags)))
# The one warning that Capstone's own files give.
# To track variables takes the compiler nearly half of its time, in functions of 30 thousand lines.
$(foreach file,$(capstone-y),$(eval \
	CFLAGS_$(vsi-capstone-sources)/$(file).o := $(vsi-capstone-flags) -Wno-implicit-fallthrough \
		$(call cc-option,-fno-var-tracking)))

ccflags-remove-y += $(CC_FLAGS_FTRACE)
