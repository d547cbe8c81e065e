# SPDX-License-Identifier: GPL-2.0
#
# vsi.mk: let an external module carry a table of its sensitive instructions.
#
# Either one argument, with nothing changed in the module (an absolute path,
# because make changes its directory):
#
#	make -C $KDIR M=$PWD MAKEFILES=/path/to/vsi.mk modules
#
# or one line in the makefile that calls the kernel's make:
#
#	include /path/to/vsi.mk
#
# Every make below reads this file, by $(MAKEFILES). The compiler is told to
# take vsi-as for its assembler, and the linker of modules is followed by
# "vsi embed". The tools are those of this tree, or the installed ones;
# VSI_BINDIR=DIR names others. VSI_VENEERS=0 leaves out the room for veneers.
# There are no targets here, and no source or object of the module is touched.

ifndef vsi-mk

ifneq ($(filter %Makefile.build,$(MAKEFILE_LIST)),)
# Too late: the flags of the compiler were put together by a make that knew
# nothing of this file.
$(error vsi.mk is included by a Kbuild file only. Include it in the makefile \
that calls the kernel's make, or give MAKEFILES=$(abspath \
$(lastword $(MAKEFILE_LIST))) on its command line)
endif

vsi-mk := $(abspath $(lastword $(MAKEFILE_LIST)))

ifeq ($(VSI_BINDIR),)
# in the tree, or in PREFIX/share/vsi
vsi-bindir := $(abspath $(dir $(firstword $(wildcard \
	$(dir $(vsi-mk))../build/bin/vsi $(dir $(vsi-mk))../../bin/vsi) /usr/bin/vsi)))
else
vsi-bindir := $(abspath $(VSI_BINDIR))
export VSI_BINDIR := $(vsi-bindir)
endif

# beside bin/ in a build directory, in lib/vsi/ when installed
vsi-as := $(abspath $(firstword $(wildcard $(vsi-bindir)/../as/as \
	$(vsi-bindir)/../lib/vsi/as/as)))
ifeq ($(and $(wildcard $(vsi-bindir)/vsi),$(vsi-as)),)
$(error vsi.mk: no tools in $(vsi-bindir): "make tools" builds them, \
VSI_BINDIR=DIR names another place)
endif
vsi-ld := $(dir $(vsi-as))vsi-ld

ifneq ($(filter-out 0 1,$(VSI_VENEERS))$(word 2,$(VSI_VENEERS)),)
$(error vsi.mk: VSI_VENEERS=$(VSI_VENEERS) is neither 0 nor 1)
endif
export VSI_VENEERS

override MAKEFILES := $(strip $(filter-out $(vsi-mk),$(MAKEFILES)) $(vsi-mk))
export MAKEFILES

# What was given on the command line comes again on that of every make below.
vsi-flag := -B$(dir $(vsi-as))
override KCFLAGS := $(strip $(filter-out $(vsi-flag),$(KCFLAGS)) $(vsi-flag))
override KAFLAGS := $(strip $(filter-out $(vsi-flag),$(KAFLAGS)) $(vsi-flag))
export KCFLAGS KAFLAGS

# The kernel's top makefile sets LD and exports it to those that link. There
# it is not yet known, and must not be overridden unless the user gave it.
# (The hook made for this, ARCH_POSTLINK, has not served modules since 6.8.)
ifneq ($(KBUILD_EXTMOD),)
ifeq ($(findstring $(vsi-ld),$(LD)),)
vsi-link := $(vsi-ld) $(if $(filter 0,$(VSI_VENEERS)),,--veneers) $(vsi-bindir)/vsi $(LD)
ifeq ($(origin LD),environment)
LD := $(vsi-link)
else ifeq ($(origin LD),command line)
override LD := $(vsi-link)
endif
endif
endif

endif
