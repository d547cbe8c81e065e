# SPDX-License-Identifier: GPL-2.0
#
# vsi for people: "make help". Kbuild reads Kbuild, not this file.

ifneq ($(KERNELRELEASE),)
include $(src)/Kbuild
else

build := $(CURDIR)/build
selftests := $(CURDIR)/selftests
KDIR ?= /lib/modules/$(shell uname -r)/build
DESTDIR ?=
PREFIX ?= /usr

.DEFAULT_GOAL := help

help:
	@echo 'First:'
	@echo '  demo      boot a stock Debian ARM kernel and see vsi serve its modules'
	@echo '  check     everything: build, unit tests, guest tests, style; KERNEL=trixie-armmp'
	@echo '            has only what boots that kernel (selftests/kernels.txt)'
	@echo 'Both install the Debian packages they need and download kernels (VSI_CACHE,'
	@echo 'by default ~/.cache/vsi); the second time they need no network.'
	@echo
	@echo 'Parts of check, for a quick loop:'
	@echo '  unit      host unit tests, under ASan and UBSan'
	@echo '  qemu      guest tests on one kernel, KERNEL=armmp-lpae; SUITE=ops runs one of selftests/kernels.txt'
	@echo '  stress    everything at once, on a stock kernel and on one that looks for'
	@echo '            mistakes; STRESS_TIMES=10 has ten times as much done'
	@echo '  everything  load every tenth stock module of four kernels with all that vsi knows'
	@echo '            replaced, and compare; PART=0 to 9 are the tenths, KERNEL=arm64 is one'
	@echo '  style     checkpatch and other checks of the sources'
	@echo '  exact     vsi scan against objdump, over all modules of two kernels'
	@echo '  fuzz      the readers and the decoder; SECONDS=60 for each target'
	@echo '  bench     what a trap, a load and a scan cost, into Documentation'
	@echo '  coverage  line and branch coverage of the unit tests, which must not be less than 95 and 90 %'
	@echo
	@echo 'To use vsi:'
	@echo '  tools     build/bin/vsi and build/bin/vsi-as'
	@echo '  modules   vsi.ko for KDIR, by default the running kernel'
	@echo '            (cross: ARCH=arm CROSS_COMPILE=arm-linux-gnueabihf-)'
	@echo '  capstone  before that: fetch what vsi_capstone.ko, the second decoder,'
	@echo '            is made of. CAPSTONE=no leaves it out nevertheless'
	@echo '  install   tools and vsi.mk to DESTDIR and PREFIX'
	@echo '  modules_install'
	@echo '  clean'

packages-%:
	@$(selftests)/setup/packages.sh $(subst -, ,$*)

tools:
	@$(MAKE) --no-print-directory -C tools O=$(build)

capstone:
	@$(selftests)/setup/capstone.sh $(build)/capstone

# Out of the cache only: a build fetches nothing, and vsi.ko is complete without.
modules:
	@[ '$(CAPSTONE)' = no ] || $(selftests)/setup/capstone.sh -n $(build)/capstone || \
		echo 'vsi: goes on without vsi_capstone.ko; "make capstone" fetches its source' >&2
	$(MAKE) -C $(KDIR) M=$(CURDIR) $@

modules_install:
	$(MAKE) -C $(KDIR) M=$(CURDIR) $@
	[ '$(CAPSTONE)' = no ] || [ ! -d $(build)/capstone ] || \
		install -D -m 644 -t $(INSTALL_MOD_PATH)$(PREFIX)/share/doc/vsi/capstone \
			$(build)/capstone/LICENSE*.TXT

demo: packages-build-guest
	@$(MAKE) --no-print-directory tools
	@$(selftests)/demo/demo.sh

check:
	@$(selftests)/setup/packages.sh build guest test check
	@$(selftests)/run $(if $(KERNEL),-k $(KERNEL))

unit: packages-build-test
	@$(selftests)/run unit

qemu: packages-build-guest-test
	@$(selftests)/run -k $(or $(KERNEL),armmp-lpae) $(addprefix guest-,$(SUITE))

everything: packages-build-guest-test
	@$(selftests)/run -j 1 $(if $(KERNEL),-k $(KERNEL)) everything

stress: packages-build-guest-test
	@$(selftests)/run -j 1 stress

style: packages-build-check
	@$(selftests)/run style

exact: packages-build-test
	@$(selftests)/run tools-exact

fuzz: packages-build-check
	@$(MAKE) --no-print-directory -s tools
	@$(MAKE) --no-print-directory -s -C $(selftests)/fuzz O=$(build)/fuzz check

bench: packages-build-guest-test
	@$(MAKE) --no-print-directory -s tools
	@$(selftests)/bench/trap.sh
	@$(selftests)/bench/compare.sh
	@$(selftests)/bench/state.sh
	@$(selftests)/bench/kernel-scan.sh $(CURDIR)/Documentation/benchmark-kernel-scan.txt
	@$(selftests)/bench/scan.sh -o $(CURDIR)/Documentation/benchmark-scan.txt \
		$$($(selftests)/setup/debian.sh bookworm armmp-lpae) \
		$$($(selftests)/setup/debian.sh bookworm arm64)
	@cat Documentation/benchmark-scan.txt

coverage: packages-build-test
	@$(MAKE) --no-print-directory -C $(selftests)/unit O=$(build)/unit coverage

install: tools
	install -D -m 755 $(build)/bin/vsi $(DESTDIR)$(PREFIX)/bin/vsi
	install -D -m 755 $(build)/bin/vsi-as $(DESTDIR)$(PREFIX)/bin/vsi-as
	install -D -m 755 $(build)/as/vsi-ld $(DESTDIR)$(PREFIX)/lib/vsi/as/vsi-ld
	ln -sfn ../../../bin/vsi-as $(DESTDIR)$(PREFIX)/lib/vsi/as/as
	install -D -m 644 tools/vsi.mk $(DESTDIR)$(PREFIX)/share/vsi/vsi.mk
	mkdir -p $(DESTDIR)$(PREFIX)/share/man/man1
	for page in vsi vsi-as; do \
		! command -v rst2man > /dev/null || rst2man Documentation/man/$$page.1.rst \
			$(DESTDIR)$(PREFIX)/share/man/man1/$$page.1 || exit; \
	done

# without KDIR there are no objects of Kbuild's to remove
clean:
	rm -rf $(build)
	$(if $(wildcard $(KDIR)/Makefile),$(MAKE) -C $(KDIR) M=$(CURDIR) clean)

.PHONY: help tools capstone modules modules_install demo check unit qemu stress everything style exact fuzz bench coverage install clean
endif
