#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# faults.sh FLAVOUR [HOOK]: what is the module's own fault stays its own fault: the
# kernel's report of it is the same with vsi as without. HOOK is as for run.sh.
set -uo pipefail

flavour=$1 hook=${2-}
top=$(cd "$(dirname "$0")/../.." && pwd)
out=$top/build/guest/$flavour
cache=$("$top/selftests/setup/guest-kernel.sh" "$flavour")
work=$out/fault${hook:+-$hook}
rm -rf "$work"
mkdir -p "$work/overlay/vsi"
printf '#!/bin/sh\nexport VSI_HOOK=%s\nexec sh /vsi/fault.sh\n' "$hook" > "$work/overlay/vsi/run"
chmod 755 "$work/overlay/vsi/run"
"$top/selftests/qemu/mkinitrd.sh" -o "$work/initrd" -c "$cache" "$out/overlay" "$work/overlay" ||
	exit 1

bad_line=3	# boot.sh: the console has one

# dies CASE FUNCTION: the first bad line is the oops, in that function
dies()
{
	local log=$work/$1.log
	"$top/selftests/qemu/boot.sh" -k "$cache" -i "$work/initrd" -a "vsi.fault=$1" -t 120 \
		-l "$log" 2> "$work/$1.err"
	[ $? = "$bad_line" ] && grep -qi "Internal error: Oops - undefined instruction" "$log" &&
		grep -Eq "(PC is at|pc :) $2" "$log"
}

nr=0 failed=0
result()
{
	nr=$((nr + 1))
	if dies "$2" "$3"; then
		echo "ok $nr $1"
	else
		sed 's/^/# /' "$work/$2.err"
		tail -n 40 "$work/$2.log" | sed 's/^/# /'
		echo "not ok $nr $1"
		failed=1
	fi
}

echo "KTAP version 1"
echo "1..5"
result absent_register_without_vsi without,absent vsi_test_absent
result absent_register_with_vsi with,absent vsi_test_absent
result undefined_instruction_of_a_stranger with,stranger vsi_test_stranger
# handlers.sh: not so with vsi
result secure_call_without_vsi without,smc vsi_test_smc
result hyp_register_without_vsi without,hyp vsi_test_hyp
exit "$failed"
