#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The tracepoints, as Documentation/tracing.rst says.
. /vsi/lib.sh

case $ARCH in
arm)	ACTLR_READ=0xee110f30 ACTLR_WRITE=0xee010f30 ;;
arm64)	ACTLR_READ=0xd5381020 ACTLR_WRITE=0xd5181020 ;;
esac
TRACING=/sys/kernel/tracing
# a buffer of our own, beside which other tracers may run
OURS=$TRACING/instances/vsi

# recorded EVENT: the fields of each, a line each
recorded()
{
	sed -n "s/^.*: $1: //p" $OURS/trace
}

# how_many EVENT
how_many()
{
	recorded "$1" | wc -l
}

events_on()
{
	echo 1 > "$OURS/events/vsi/${1:+$1/}enable"
}

events_off()
{
	echo 0 > $OURS/events/vsi/enable
}

forget_events()
{
	echo > $OURS/trace
}

# address SYMBOL
address()
{
	awk -v symbol="$1" '$3 == symbol { print "0x" $1 }' /proc/kallsyms
}

overruns()
{
	cat $OURS/per_cpu/cpu*/stats | awk '/overrun|dropped/ { n += $NF } END { print n }'
}

# /t/tracepoints: every documented event and its fields, made from the page
events_are_as_documented()
{
	mkdir $OURS
	echo 8192 > $OURS/buffer_size_kb
	load vsi "$NATIVE"
	for event in "$OURS"/events/vsi/*/format; do
		sed -n '/^name: /{ s///; p }; /common_/d
			s/^\tfield:.*[ *]\([a-z]*\)\(\[[0-9]*\]\)*;\toffset.*/\1/p' "$event" | xargs
	done | sort > /tmp/found
	diff /t/tracepoints /tmp/found
}

nothing_while_off()
{
	is "enabled" "$(cat $OURS/events/vsi/enable)" 0
	load vsi_test_load
	unload vsi_test_load
	is "events" "$(grep -c vsi_ $OURS/trace || :)" 0
}

loads_and_sites()
{
	events_on
	load vsi_test_load
	is "load" "$(recorded vsi_load)" \
		"module=vsi_test_load source=embedded policy=auto sites=4 substituted=4 guarded=0 kept=0"
	is "sites" "$(how_many vsi_substitute)" 4
	rest="class=idreg carrier=trap action=native"
	recorded vsi_substitute |
		grep -qx "module=vsi_test_load address=$(address site_text) original=$MIDR_WORD word=$TRAP. $rest"
	# each word is what stands there: init text begins to count anew
	is "words" "$(recorded vsi_substitute | sed 's/.* word=\([^ ]*\).*/\1/' | sort | xargs)" \
		"${TRAP}0 ${TRAP}0 ${TRAP}1 ${TRAP}2"
}

traps()
{
	sleep 0.1	# init text runs once more
	text=$(address site_text) more=$(address site_more) exit=$(address site_exit)
	rest="word=$MIDR_WORD class=idreg op=read"
	is "traps" "$(recorded vsi_trap | grep -c "$rest")" 4
	is "of text" "$(recorded vsi_trap | grep -cx "ip=$text $rest")" 1
	is "of more text" "$(recorded vsi_trap | grep -cx "ip=$more $rest")" 1
	unload vsi_test_load
	is "of exit text" "$(recorded vsi_trap | grep -cx "ip=$exit $rest")" 1
	is "counted" "$(total traps)" $(($(how_many vsi_trap) + 5))
}

filters()
{
	forget_events
	echo 'class == "tpidr"' > $OURS/events/vsi/vsi_trap/filter
	load vsi_test_load
	unload vsi_test_load
	is "traps" "$(how_many vsi_trap)" 0
	echo "class == \"idreg\" && op == \"read\" && word == $MIDR_WORD" \
		> $OURS/events/vsi/vsi_trap/filter
	load vsi_test_load
	unload vsi_test_load
	is "traps" "$(how_many vsi_trap)" 5
	echo 0 > $OURS/events/vsi/vsi_trap/filter
}

refused_modules()
{
	forget_events
	kind=$(sed -n '1s/ .*//p' /t/bad/cases)
	forget_messages
	is "load" "$(helper load "/t/bad/$kind.ko")" ENOEXEC
	message=$(messages)
	is "event" "$(recorded vsi_refuse | sed 's/ loaded=0 section=/: /; s/ offset=/+/
		s/ reason=/: /; s/^module=/vsi: /')" "$message"
	forget_events
	echo all=keep,idreg=deny > $SYS/policy
	refused EPERM vsi_test_load
	is "denied" "$(recorded vsi_refuse | sed 's/ offset=0x[0-9a-f]*//')" \
		"module=vsi_test_load loaded=0 section=.text reason=denied by the policy"
	is "other events" "$(how_many vsi_load) $(how_many vsi_substitute)" "0 0"
	echo auto,all=native > $SYS/policy
}

instructions_left_alone()
{
	forget_events
	load vsi_test_fixup
	reasons=$(recorded vsi_refuse | sed 's/^module=vsi_test_fixup loaded=1 section=[^ ]* offset=[^ ]* //' |
		sort)
	is "reasons" "$reasons" \
		"reason=code of its section runs in a mode in which no exception is served
reason=the kernel itself changes it"
	is "kept" "$(recorded vsi_load | sed 's/.* kept=//')" \
		$(($(cat $SYS/vsi_test_fixup/action_keep) + $(cat $SYS/vsi_test_fixup/refused)))
	is "substituted" "$(how_many vsi_substitute)" "$(cat $SYS/vsi_test_fixup/carrier_trap)"
	unload vsi_test_fixup
	forget_events
	load vsi_test_ops
	is "exclusive" "$(recorded vsi_refuse | grep -c 'an exception would break an exclusive sequence')" 1
	unload vsi_test_ops
}

guards()
{
	echo auto > $SYS/policy
	forget_events
	load vsi_test_oops how=smc
	is "guard" "$(recorded vsi_guard | sed 's/ip=0x[0-9a-f]* //')" \
		"word=$SMC_WORD class=call op=value"
	is "traps" "$(how_many vsi_trap)" 0
	ip=$(recorded vsi_guard | sed 's/ip=\([^ ]*\).*/\1/')
	is "site" "$(recorded vsi_substitute | grep "address=$ip " | sed 's/.* original=/original=/')" \
		"original=$SMC_WORD word=$SMC_WORD class=call carrier=none action=guard"
	is "load" "$(recorded vsi_load | sed 's/.*\(guarded=[0-9]*\).*/\1/')" \
		"guarded=$(cat $SYS/vsi_test_oops/action_guard)"
	unload vsi_test_oops
}

# other carriers say so, and do not trap
carriers()
{
	for policy in "inline all=zero,psr=keep inline zero" "branch all=native branch native"; do
		# shellcheck disable=SC2086 # words
		set -- $policy
		echo "$1" > $SYS/carrier
		echo "$2" > $SYS/policy
		forget_events
		load vsi_test_many
		unload vsi_test_many
		is "$1" "$(recorded vsi_substitute | grep -c "carrier=$3 action=$4")" 10000
		is "traps" "$(how_many vsi_trap)" 0
	done
	echo trap > $SYS/carrier
	echo auto,all=native > $SYS/policy
}

attached()
{
	echo off > $SYS/policy
	load vsi_test_calls
	echo auto,all=native > $SYS/policy
	forget_events
	echo vsi_test_calls > $SYS/attach
	is "load" "$(recorded vsi_load | sed 's/ sites.*//')" \
		"module=vsi_test_calls source=discovered policy=auto"
	is "sites" "$(how_many vsi_substitute)" "$(cat $SYS/vsi_test_calls/carrier_trap)"
	[ "$(how_many vsi_substitute)" -gt 5 ]
	forget_events
	echo vsi_test_calls > $SYS/detach
	is "events" "$(grep -c vsi_ $OURS/trace || :)" 0
	unload vsi_test_calls
}

hypercalls()
{
	load vsi_test_backend
	# all that vsi_test_calls executes; its C code reads the status register
	echo "all=keep,idreg=hypercall,actlr=hypercall,translate=hypercall,setway=hypercall,call=hypercall" \
		> $SYS/policy
	load vsi_test_calls
	forget_events
	echo process > /sys/module/vsi_test_calls/parameters/ask
	is "reads" "$(recorded vsi_hypercall | grep -c "^word=$ACTLR_READ class=actlr write=0 value=0x[0-9a-f]* ret=0\$")" 1
	is "writes" "$(recorded vsi_hypercall | grep -c "^word=$ACTLR_WRITE class=actlr write=1 value=0x[0-9a-f]* ret=0\$")" 1
	is "calls" "$(how_many vsi_hypercall)" "$(recorded vsi_trap | grep -c op=hypercall)"
	echo 1 > /sys/module/vsi_test_backend/parameters/answer
	forget_events
	echo process > /sys/module/vsi_test_calls/parameters/ask
	# EOPNOTSUPP
	is "refused" "$(recorded vsi_hypercall | grep -c 'ret=-95$')" "$(how_many vsi_hypercall)"
	[ "$(how_many vsi_hypercall)" -gt 0 ]
	unload vsi_test_calls
	unload vsi_test_backend
	echo auto,all=native > $SYS/policy
}

# in each context, with all events on, instructions leave what they should
exact_while_traced()
{
	for context in process irqsoff hardirq softirq kprobe cpus; do
		forget_events
		load vsi_test_ops context=$context
		is "mismatches in $context" "$(param vsi_test_ops mismatches)" 0
		is "misplaced in $context" "$(param vsi_test_ops misplaced)" 0
		unload vsi_test_ops
		[ "$(how_many vsi_trap)" -gt 1000 ] || fail "$context: $(how_many vsi_trap) traps"
	done
}

# 10,000 sites, while all functions of the kernel are traced
beside_function_graph()
{
	forget_events
	echo function_graph > $TRACING/current_tracer
	load vsi_test_many
	wrong=$(param vsi_test_many wrong)
	echo 0 > $TRACING/tracing_on
	functions=$(head -n 1000 $TRACING/trace | grep -c '();\|() {')
	echo 1 > $TRACING/tracing_on
	echo nop > $TRACING/current_tracer
	is "wrong" "$wrong" 0
	[ "$functions" -gt 100 ] || fail "$functions lines of function_graph"
	is "traps" "$(how_many vsi_trap)" 10000
	is "different ones" "$(recorded vsi_trap | sort -u | wc -l)" 10000
	is "sites" "$(how_many vsi_substitute)" 10000
	is "lost events" "$(overruns)" 0
	unload vsi_test_many
}

# traps while events come and go
switched_under_load()
{
	(while [ ! -e /tmp/stop ]; do events_on; events_off; done) &
	for _ in $(seq 10); do
		load vsi_test_many
		is "wrong" "$(param vsi_test_many wrong)" 0
		echo N > /sys/module/vsi/parameters/count
		unload vsi_test_many
		echo Y > /sys/module/vsi/parameters/count
	done
	touch /tmp/stop
	wait
	events_off
	forget_events
	before=$(total traps)
	load vsi_test_load
	unload vsi_test_load
	# what was switched on and off is as it was
	[ "$(total traps)" -gt "$before" ]
	is "events" "$(grep -c vsi_ $OURS/trace || :)" 0
	echo N > /sys/module/vsi/parameters/count
	before=$(total traps)
	load vsi_test_load
	unload vsi_test_load
	is "counted" "$(total traps)" "$before"
}

# vsi goes while they are on
gone_and_back()
{
	events_on
	load vsi_test_load
	unload vsi_test_load
	nothing_served
	unload vsi
	[ ! -e $OURS/events/vsi ] || fail "events of vsi are there"
	load vsi "$NATIVE"
	is "enabled" "$(cat $OURS/events/vsi/enable)" 0
	events_on vsi_load
	load vsi_test_load
	unload vsi_test_load
	is "events" "$(how_many vsi_load) $(how_many vsi_trap)" "1 0"
	unload vsi
	rmdir $OURS
}

run_tests events_are_as_documented nothing_while_off loads_and_sites traps filters \
	refused_modules instructions_left_alone guards carriers attached hypercalls \
	exact_while_traced beside_function_graph switched_under_load gone_and_back
