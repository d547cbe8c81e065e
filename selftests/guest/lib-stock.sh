# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# For guest scripts that load stock modules. /t/stock has their names, /t/sites
# a line for each of them and of those they need: its name, how many instructions
# "vsi scan" finds in its file, how many of these are not in init text, and how many of
# those are found in a module that runs: none of what stands beside for other CPUs.

# Those that are loaded, and are none of ours.
stock_loaded()
{
	sed -n 's/ .*//; /^vsi/!p' /proc/modules
}

load_stock()
{
	for m in $(cat /t/stock); do
		modprobe "$m"
	done
	# what they need; newer kernels have more of it built in
	[ "$(stock_loaded | wc -l)" -ge 36 ] || fail "only $(stock_loaded | wc -l) are loaded"
}

# Those that nobody uses, until none is left. btrfs starts work that holds it.
unload_stock()
{
	for _ in $(seq 20); do
		for m in $(stock_loaded); do
			helper unload "$m" > /dev/null || :
		done
		[ -z "$(stock_loaded)" ] && return
	done
	fail "still loaded: $(stock_loaded)"
}

# as_scanned SOURCE [COLUMN]: each has as many instructions as /t/sites says, all of
# them found by SOURCE
as_scanned()
{
	for m in $(stock_loaded); do
		sites=$(awk -v m="$m" -v column="${2:-2}" '$1 == m { print $column }' /t/sites)
		if [ "$sites" = 0 ]; then
			[ ! -e "$SYS/$m" ] || fail "$m is served"
			continue
		fi
		is "$m: sites" "$(cat "$SYS/$m/sites")" "$sites"
		is "$m: source" "$(cat "$SYS/$m/source")" "$1"
		is "$m: refused" "$(cat "$SYS/$m/refused")" 0
	done
}

same_sums()
{
	(cd /mnt && md5sum -c /tmp/sums) > /tmp/checked || { cat /tmp/checked; exit 1; }
}

# write_files DIRECTORIES: files that compress and files that do not, in a btrfs
write_files()
{
	mkdir -p /mnt
	mount -t btrfs -o compress=zstd /dev/vda /mnt
	for i in $(seq "$1"); do
		mkdir -p "/mnt/d$i"
		dd if=/dev/urandom of="/mnt/d$i/random" bs=16k count=4 2> /dev/null
		seq "$i" 9000 > "/mnt/d$i/text"
	done
	(cd /mnt && find . -type f -exec md5sum {} +) > /tmp/sums
	rm -r /mnt/d7
	sed -i '/\/d7\//d' /tmp/sums
	sync
	umount /mnt
}

# read_files: what write_files() wrote is there
read_files()
{
	mount -t btrfs /dev/vda /mnt
	same_sums
	umount /mnt
}
