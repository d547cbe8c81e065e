#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# trap.sh: what an instruction costs without vsi and with it, and what vsi adds
# to a load, in executed instructions. Prints the results and puts them into the
# documentation.
set -euo pipefail

flavour=armmp-lpae
top=$(cd "$(dirname "$0")/../.." && pwd)
"$top/selftests/guest/prepare.sh" "$flavour"
cache=$("$top/selftests/setup/debian.sh" bookworm "$flavour")
qemu=$(qemu-system-arm --version | sed -n 's/.*version \([0-9.]*\).*/\1/p')

"$top/selftests/bench/measure.sh" |
	awk -v release="$(cat "$cache/release")" -v qemu="$qemu" '
	{ value[$1, $2] = $3 }
	$1 == "without" { name[++n] = $2 }

	function instruction(name, i, line)
	{
		line = sprintf("%-23s", name)
		for (i = 1; i <= nr_means; i++)
			line = line sprintf("%9.0f", value[means[i], name] / 1000)
		print line
	}
	function added(what, module, sum)
	{
		sum = value[what, module ".vsi_plan"]
		sum += value[what, module ".vsi_store"]
		return sum + value[what, module ".vsi_served_publish"]
	}
	function sites(module) { return value["audit", module ".sites"] }
	function load(module, label, i, line)
	{
		line = sprintf("%-31s%7d", label ? label : module, sites(module))
		for (i = 1; i <= nr_policies; i++)
			line = line sprintf("%9d", added(policies[i], module))
		print line
	}
	function each(what, more)
	{
		more = added(what, "vsi_test_many") - added(what, "vsi_test_load")
		return more / (sites("vsi_test_many") - sites("vsi_test_load"))
	}
	function each_site(i, line)
	{
		line = sprintf("%-38s%9s", "each site from 4 to 10,000", "")
		for (i = 2; i <= nr_policies; i++)
			line = line sprintf("%9.1f", each(policies[i]))
		print line
	}
	function parts(module, label)
	{
		printf "%-31s%7d%18d%9d%9d\n", label ? label : module, sites(module),
		       value["audit", module ".vsi_image_map"],
		       value["audit", module ".vsi_plan_code"],
		       value["audit", module ".vsi_sysfs_add"]
	}
	function second(module, label)
	{
		printf "%-31s%7d%9d%9d\n", label ? label : module, sites(module),
		       value["second", module ".words"],
		       value["second", module ".vsi_second_differs"]
	}

	END {
		nr_means = split("without auto zero branch trap counted traced", means)
		nr_policies = split("off audit auto zero branch trap", policies)

		print "Executed instructions, counted by QEMU " qemu " (-icount), kernel " release "."
		print "Not cycles: see limitations.rst."
		print ""
		print "An instruction, in a module of " sites("vsi_bench") \
		      " sites, least of 5 loops of 10,000:"
		print ""
		printf "%-20s%12s%9s%9s%9s%9s%9s%9s\n", "", "without vsi", "auto", "zero", \
		       "branch", "trap", "counted", "traced"
		for (i = 1; i <= n; i++)
			instruction(name[i])
		print ""
		print "What vsi adds to a load before the module runs, least of 5 loads:"
		print ""
		printf "%-31s%7s%9s%9s%9s%9s%9s%9s\n", "", "sites", "off", "audit", "auto", \
		       "zero", "branch", "trap"
		load("vsi_test_plain")
		load("vsi_test_load")
		load("vsi_bench")
		load("vsi_test_many")
		load("zstd_compress")
		load("bare/vsi_test_plain", "vsi_test_plain, no table")
		load("bare/vsi_test_many", "vsi_test_many, no table")
		load("bare/zstd_compress", "zstd_compress, no table")
		each_site()
		print ""
		print "Of audit, and afterwards the directory in sysfs:"
		print ""
		printf "%-31s%7s%18s%9s%9s\n", "", "sites", "mapping symbols", "search", "sysfs"
		parts("vsi_test_load")
		parts("vsi_test_many")
		parts("zstd_compress")
		parts("bare/vsi_test_plain", "vsi_test_plain, no table")
		parts("bare/vsi_test_many", "vsi_test_many, no table")
		parts("bare/zstd_compress", "zstd_compress, no table")
		print ""
		print "With vsi_capstone loaded, all=native adds to that, for words that are"
		print "substituted:"
		print ""
		printf "%-31s%7s%9s%9s\n", "", "sites", "words", "asking"
		second("vsi_test_load")
		second("vsi_bench")
		second("vsi_test_many")
		second("zstd_compress")
		print ""
		print "auto    the defaults: these instructions work in this guest, and are kept"
		print "zero    policy=all=zero,psr=native: in place, but for the first two"
		print "branch  policy=all=native carrier=branch"
		print "trap    policy=all=native carrier=trap; counted: with count=1; traced: with"
		print "        the event vsi_trap"
	}' | sed 's/ *$//' | tee "$top/Documentation/benchmark-trap.txt"
