#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# selfcheck.sh [CACHE_DIR]: does the harness tell a good guest from a bad one?
set -euo pipefail

here=$(dirname "$0")
kernel=${1:-$("$here/../setup/debian.sh" bookworm armmp-lpae)}

tmp=$(mktemp -d)
pids=()
# shellcheck disable=SC2317
cleanup()
{
	trap '' INT TERM HUP
	[ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || :
	# A guest that is still ending writes to what is removed here.
	wait
	rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

cases=()
# try NAME STATUS STDERR [OPTION...] <SCRIPT: a guest whose /vsi/run is SCRIPT
# must make boot.sh end with STATUS and a message that matches STDERR.
try()
{
	local name=$1 want=$2 message=$3 dir=$tmp/${#cases[@]}

	shift 3
	cases+=("$name")
	mkdir -p "$dir/overlay/vsi"
	echo "$want" >"$dir/want"
	echo "$message" >"$dir/message"
	cat >"$dir/overlay/vsi/run"
	chmod +x "$dir/overlay/vsi/run"
	"$here/mkinitrd.sh" -o "$dir/initrd" -c "$kernel" "$dir/overlay"
	"$here/boot.sh" -k "$kernel" -i "$dir/initrd" -m 256 -t 120 \
		-l "$dir/log" -o "$dir/out" "$@" 2>"$dir/stderr" &
	pids+=($!)
}

# verdict N: what is wrong with case N, if anything.
verdict()
{
	local dir=$tmp/$1 want status=0 message

	want=$(cat "$dir/want")
	wait "${pids[$1]}" || status=$?
	message=$(cat "$dir/stderr")
	[ "$status" = "$want" ] || echo "status $status, not $want"
	grep -qEf "$dir/message" <<<"$message" || echo "message: $message"
	[ ! -e "$dir/expect" ] || diff "$dir/expect" "$dir/out" || :
}

long=$(printf '%0899d.' 7)
mkdir "$tmp/0"
printf '%s\n' ' ok 1  a	b' "$long" "$long" end >"$tmp/0/expect"
try 'good guest, its output exact' 0 '^$' -s 2 <<EOF
#!/bin/sh
echo ' ok 1  a	b'
echo $long$long
printf end
EOF

try 'status of /vsi/run' 1 'exited with 3' <<'EOF'
#!/bin/sh
exit 3
EOF

try 'bad line in the kernel log' 3 'console line [0-9]+: .*BUG: fake' -a loglevel=4 <<'EOF'
#!/bin/sh
echo '<3>BUG: fake' >/dev/kmsg
EOF

try 'crash' 3 'console line [0-9]+: .*sysrq' <<'EOF'
#!/bin/sh
echo c >/proc/sysrq-trigger
EOF

try 'no status' 4 'without a status' <<'EOF'
#!/bin/sh
poweroff -f
EOF

try 'no power-down' 4 'did not power down' <<'EOF'
#!/bin/sh
echo '<8>vsi-guest: end 0' >/dev/kmsg
reboot -f
EOF

try 'hang' 124 'no end after 5 s' -t 5 <<'EOF'
#!/bin/sh
sleep 1000
EOF

try 'QEMU does not start' 5 'no-such-option' -- -no-such-option </dev/null

echo 'KTAP version 1'
echo "1..${#cases[@]}"
failed=0
for n in "${!cases[@]}"; do
	# Not in a substitution: only this shell can wait for its children.
	verdict "$n" >"$tmp/wrong"
	if [ ! -s "$tmp/wrong" ]; then
		echo "ok $((n + 1)) ${cases[n]}"
	else
		failed=1
		echo "not ok $((n + 1)) ${cases[n]}"
		sed 's/^/# /' "$tmp/wrong"
	fi
done
exit $failed
