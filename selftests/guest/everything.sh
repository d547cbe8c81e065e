#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Every stock module of /t/every that loads here, with every instruction that vsi knows
# replaced by something that means the same. Forty modules at a time, with what they need, are
# loaded without vsi, and then with it, in a pass for each carrier, and for each fourth batch in one with tracers:
# each time the same modules load, the same errors are reported, and the same algorithms
# pass the tests of the kernel's crypto manager. vsi goes while they are loaded, and their
# text is compared with what it was when vsi was not there at all.
. /vsi/lib.sh
. /vsi/lib-live.sh
. /vsi/lib-stock.sh

MOST=40
TRACE=/sys/kernel/tracing
batch=/tmp/batch
totals=/tmp/totals

# Those that nobody uses. What has no exit function stays, and is no longer looked at.
unload_all()
{
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		left=$(stock_loaded | grep -vxF -f /tmp/stay || :)
		[ -n "$left" ] || return 0
		for m in $left; do
			helper unload "$m" > /dev/null || :
		done
	done
	stock_loaded >> /tmp/stay
}

loaded_now()
{
	stock_loaded | grep -vxF -f /tmp/stay | sort
}

# needed: a batch, and what it needs. Tests of ciphers have the kernel load more, the first time.
needed()
{
	awk -F '[: ]+' 'function name(path) { sub(/.*\//, "", path); sub(/\.ko.*/, "", path); return path }
		FNR == NR { batch[$1]; next }
		name($1) in batch { for (i = 1; i <= NF; i++) print name($i) }' \
		$batch "/lib/modules/$(uname -r)/modules.dep" | tr - _ | sort -u
}

# Messages name modules only, but not always in one order.
outcome()
{
	# shellcheck disable=SC2046 # names
	modprobe -a $(cat $batch) > /tmp/errors 2>&1 || :
	sort /tmp/errors
	loaded_now | grep -xF -f /tmp/needed
	awk 'FNR == NR { needed[$1]; next }
		/^driver/ { driver = $3 }
		/^module/ { module = $3 }
		/^selftest/ && module in needed { print driver, $3 }' /tmp/needed /proc/crypto | sort -u
}

without()
{
	{ echo -; needed; } > /tmp/needed
	outcome > /tmp/expected
	loaded_now > /tmp/taken
	while read -r m; do
		echo "$m" > $TEXT/take
	done < /tmp/taken
	unload_all
}

forget_texts()
{
	for m in $(cat /tmp/taken); do
		echo "$m" > $TEXT/drop
	done
}

count()
{
	for m in $(loaded_now); do
		echo "$m" >> /tmp/loaded
		[ -d "$SYS/$m" ] || continue
		is "$m: refused" "$(cat "$SYS/$m/refused")" 0
		echo "$m $1 $(cat "$SYS/$m/sites") $(cat "$SYS/$m/carrier_trap")" \
			"$(cat "$SYS/$m/carrier_branch") $(cat "$SYS/$m/carrier_inline")" \
			"$(cat "$SYS/$m/hits")" >> $totals
	done
}

# served PASS CARRIER
served()
{
	load vsi "policy=all=native carrier=$2 count=1"
	outcome > /tmp/outcome
	grep -vxF -f /tmp/stay /tmp/expected > /tmp/wanted || :
	cmp /tmp/outcome /tmp/wanted || fail "$1: $(diff /tmp/wanted /tmp/outcome)"
	count "$1"
}

# restored PASS
restored()
{
	unload vsi
	for m in $(loaded_now | grep -xF -f /tmp/taken); do
		is "$1: $m differs" "$(differ "$m" compare_reloaded)" 0
	done
	unload_all
}

# Tracers have words of their own in a module's text.
traced()
{
	echo 'p:vsi_test/load do_init_module' > $TRACE/kprobe_events
	echo 1 > $TRACE/events/vsi_test/enable
	echo function > $TRACE/current_tracer
	served traced auto
	echo nop > $TRACE/current_tracer
	echo 0 > $TRACE/events/vsi_test/enable
	echo > $TRACE/kprobe_events
	restored traced
}

# Under an emulator the tracer takes more time than all else: not for each batch.
batch()
{
	without
	served trap trap
	restored trap
	served branch branch
	restored branch
	[ $((nr % 4)) != 1 ] || traced
	forget_texts
}

# A batch is a test.
run_batches()
{
	nr=0 failed=0
	echo "KTAP version 1"
	while [ -s /tmp/todo ]; do
		nr=$((nr + 1))
		head -n $MOST /tmp/todo > $batch
		sed -i "1,${MOST}d" /tmp/todo
		name="$(head -n 1 $batch)_to_$(tail -n 1 $batch)"
		if (set -e; batch) > /tmp/out 2>&1; then
			echo "ok $nr $name"
		else
			sed 's/^/# /' /tmp/out
			echo "not ok $nr $name"
			failed=1
			break
		fi
	done
	echo "1..$nr"
}

mount -t tracefs tracefs $TRACE 2> /dev/null || :
load vsi_test_text
# busybox takes an empty file for a pattern that all lines match
echo - > /tmp/stay
cp /t/every /tmp/todo
run_batches
for pass in trap branch traced; do
	awk -v pass="$pass" '$2 == pass { n++; sites += $3; trap += $4; branch += $5; inline += $6; hits += $7 }
		END { if (n) print "# " pass ": " n " modules, " sites " sites: " trap " trap, " \
			branch " branch, " inline " inline; " hits " traps" }' $totals
done
echo "# $(sort -u /tmp/loaded | wc -l) of $(wc -l < /t/every) modules and what they need; $(grep -vc "^-" /tmp/stay) stay"
exit $failed
