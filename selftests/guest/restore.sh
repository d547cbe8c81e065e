#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Stock modules, word by word: what vsi leaves of them when it goes is what was
# there, whether they were loaded before vsi or with it.
. /vsi/lib.sh
. /vsi/lib-live.sh
. /vsi/lib-stock.sh

take_all()
{
	for m in $(stock_loaded); do
		echo "$m" > $TEXT/take
	done
}

take_again()
{
	for m in $(stock_loaded); do
		echo "$m" > $TEXT/drop
	done
	take_all
}

# none_differs HOW
none_differs()
{
	for m in $(stock_loaded); do
		is "$m differs" "$(differ "$m" "$1")" 0
	done
}

served()
{
	load vsi "policy=all=native carrier=auto"
	load_stock
	as_scanned discovered
	take_all
	unload vsi
	[ "$(differ btrfs)" -gt 1500 ] || fail "only $(differ btrfs) words were others"
	take_again
	unload_stock
}

never_served()
{
	load_stock
	none_differs compare_reloaded
	take_again
}

attached()
{
	load vsi "policy=all=native carrier=auto"
	for m in $(stock_loaded); do
		is "attach $m" "$(attach "$m")" ""
	done
	as_scanned discovered 4
	[ "$(differ btrfs)" -gt 1500 ] || fail "only $(differ btrfs) words differ"
}

restored()
{
	unload vsi
	none_differs compare
}

load vsi_test_text
run_tests served never_served attached restored
