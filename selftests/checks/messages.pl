#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0
#
# messages.pl CHECK PAGE FILE...: does the page have what the files print? Prints
# what is missing; exit status 1 if something is, or if nothing was found at all.
#
#   messages   each message of the module's files is an entry of PAGE
#   entries    each entry under "When ..." is such a message
#   reasons    each reason that the files give is an entry
#   given      each entry under "Reasons: ..." is a string of the files
#   tools      each message of the tools' files is an entry
#   literal    each "vsi: ..." of makefiles is an entry
#   once       no message or reason of the module is an entry twice; FILEs are not used
use strict;
use warnings;

my ($check, $page, @files) = @ARGV;
my $string = qr/"(?:[^"\\]|\\.)*"/;
# strings and names of macros, side by side
my $text = qr/$string(?:\s*(?:[A-Z_]+\s*)?$string|\s*[A-Z][A-Z_]+\b)*/;

sub slurp
{
	my ($path) = @_;
	local $/;
	open(my $f, '<', $path) or die "$path: $!\n";
	return scalar <$f>;
}

# An entry is in the first column, with others beside it, and has a text below it:
# "``A``, ``B``".
my %entries;	# section => its entries
{
	my ($section, $last) = ('', '');
	for my $line (split /\n/, slurp($page)) {
		$section = $last if $line =~ /^[=-]+$/;
		push @{$entries{$section}}, $last =~ /``(.+?)``/g
			if $last =~ /^``/ && $line =~ /^ +[^ ]/;
		$last = $line;
	}
}

sub under
{
	my ($headings) = @_;
	return map { @{$entries{$_}} } sort grep { /$headings/ } keys %entries;
}

# What a format may become: letters stand for it in an entry. A macro is some text.
sub pattern
{
	my ($format) = @_;
	my $pattern = '';
	$format =~ s/($string)|([A-Z][A-Z_]+)|\s+/defined $1 ? substr($1, 1, -1) : defined $2 ? '%s' : ''/ge;
	$format =~ s/\\n$//;
	for my $part (split /(%[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z)?[a-zA-Z]E?)/, $format) {
		$pattern .= $part !~ /^%/ ? quotemeta($part) :
			    $part =~ /[diuxX]$/ ? '-?[A-Z0-9]+' : '.*';
	}
	return $pattern;
}

my $count = 0;
my $bad = 0;

sub missing
{
	print "$_[0]\n";
	$bad = 1;
}

# formats OF...: of calls of these functions, with the file that has them
sub formats
{
	my ($call) = @_;
	my @found;
	for my $file (@files) {
		my $source = slurp($file);
		$source =~ s{/\*.*?\*/}{}gs;
		while ($source =~ /\b$call($text)?/g) {
			$count++;
			missing("$file: a message that is no literal") unless defined $1;
			push @found, [$file, $1] if defined $1;
		}
	}
	return @found;
}

sub messages
{
	return map { [$_->[0], $_->[1], 'vsi: ' . pattern($_->[1])] }
		formats(qr/pr_(?:emerg|alert|crit|err|warn|notice|info|debug)(?:_once|_ratelimited)?\(\s*/);
}

# Strings of the statements in which something is refused; in a pure file that has
# reasons, all are.
sub reasons
{
	my @found;
	for my $file (@files) {
		my $source = slurp($file);
		my $all = $file =~ m{/(?:table|verify|policy_parse)\.c$};
		$source =~ s{/\*.*?\*/}{}gs;
		$source =~ s/^#.*$//mg;
		for my $statement (split /;/, $source) {
			next unless $all || $statement =~ /refuse\(/;
			push @found, map { [$file, $_] } grep { length } $statement =~ /"((?:[^"\\]|\\.)*)"/g;
		}
	}
	return @found;
}

if ($check eq 'messages') {
	my @have = under(qr/^When /);
	for (messages()) {
		my ($file, $format, $pattern) = @$_;
		missing("$file: $format") unless grep { /^$pattern$/ } @have;
	}
} elsif ($check eq 'entries') {
	my @patterns = map { $_->[2] } messages();
	# the kernel's own, about files for vsi
	for my $entry (grep { !/^vsi: firmware: / } under(qr/^When /)) {
		missing($entry) unless grep { $entry =~ /^$_$/ } @patterns;
	}
} elsif ($check eq 'reasons') {
	my %have = map { $_ => 1 } under(qr/^(?:When|Reasons)/);
	for (reasons()) {
		my ($file, $reason) = @$_;
		$count++;
		missing("$file: $reason") unless $have{$reason} ||
			grep { /^vsi: MODULE: (?:not loaded|\w+\+0xOFFSET): \Q$reason\E(?: \(-\d+\))?$/ } keys %have;
	}
} elsif ($check eq 'given') {
	my $all = join('', map { slurp($_) } @files);
	for my $reason (under(qr/^Reasons/)) {
		$count++;
		missing($reason) if index($all, "\"$reason\"") < 0;
	}
} elsif ($check eq 'tools') {
	my @have = map { @$_ } values %entries;
	my $argument = qr/(?:[^;"()]|\([^()]*\)|"[^"]*"(?=,))*/;
	for (formats(qr/(?:fail|fail_at|note|note_verbose|usage_error)\($argument,\s*(?=")/)) {
		my ($file, $format) = @$_;
		my $pattern = pattern($format);
		next unless $pattern =~ /[a-z]/;
		missing("$file: $format") unless grep { /^(?:.*: )?$pattern$/ } @have;
	}
} elsif ($check eq 'literal') {
	my %have = map { $_ => 1 } map { @$_ } values %entries;
	for my $file (@files) {
		for (slurp($file) =~ /(?:echo '|\(info )(vsi: [^')]*)/g) {
			$count++;
			missing("$file: $_") unless $have{$_};
		}
	}
} elsif ($check eq 'once') {
	my %seen;
	for (under(qr/^(?:When|Reasons)/)) {
		$count++;
		missing($_) if $seen{$_}++;
	}
} else {
	die "usage: messages.pl CHECK PAGE FILE...\n";
}
missing('found nothing') unless $count;
exit $bad;
