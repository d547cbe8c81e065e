# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# A second apt configuration, which lives beside the system's, installs nothing
# and needs no root. The caller has die().

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# A mirror that stands still, as of a snapshot, has a Release of sid that is out of
# date; its signature is checked all the same.
apt_stale='Acquire::Check-Valid-Until "false"'

# Where this machine gets its own packages. Codenames are known to apt only
# once it has lists.
apt_mirror()
{
	local codename

	# shellcheck disable=SC1091
	codename=$(. /etc/os-release; echo "${VERSION_CODENAME-}")
	# shellcheck disable=SC2016
	apt-get indextargets --format '$(REPO_URI)' "Codename: $codename" \
		'Origin: Debian' 'Created-By: Packages' 2>/dev/null | sed -n 1p
}

# apt_configure DIR ARCHES SOURCE: make DIR/apt.conf. The first of ARCHES is
# the one that packages are for; SOURCE is a line of sources.list, with @ for
# the mirror.
apt_configure()
{
	local dir=$1 arches=$2 source=$3 uri

	uri=$(apt_mirror) || :
	[ -n "$uri" ] || die "this machine's apt has no Debian mirror"
	[ -r "$keyring" ] || die "$keyring is missing"

	mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
	: >"$dir/status"
	echo "${source//@/"$uri"}" >"$dir/sources.list"
	# Given with -c it is read after the system's, so that proxies and the
	# like still hold. Hooks of the system would clean caches that are not
	# ours, containers switch the caches off, and the sandbox user may not
	# be able to reach $HOME.
	cat >"$dir/apt.conf" <<-EOF
		#clear APT::Architectures;
		#clear APT::Update;
		#clear DPkg;
		APT::Architecture "${arches%%,*}";
		APT::Architectures { "${arches//,/\"; \"}"; };
		APT::Sandbox::User "$(id -un)";
		APT::Default-Release "";
		Acquire::Languages "none";
		Acquire::PDiffs "false";
		Acquire::Retries "3";
		$apt_stale;
		Dir::State "$dir";
		Dir::State::Lists "$dir/lists";
		Dir::State::status "$dir/status";
		Dir::Cache "$dir/cache";
		Dir::Cache::pkgcache "pkgcache.bin";
		Dir::Cache::srcpkgcache "srcpkgcache.bin";
		Dir::Etc::sourcelist "$dir/sources.list";
		Dir::Etc::sourceparts "/dev/null";
		Dir::Etc::preferences "/dev/null";
		Dir::Etc::preferencesparts "/dev/null";
	EOF
}
