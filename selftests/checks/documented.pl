#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0
#
# documented.pl FILE...: has each function that is not static, and each structure of
# a header, a kernel-doc comment, with what it returns and in which context it may be
# called? Prints what has none; exit status 1 if something has, or nothing was found.
use strict;
use warnings;

my $comment = qr{/\*(?:(?!\*/).)*\*/\n}s;
my $count = 0;
my $bad = 0;

sub say_of
{
	my ($file, $name, @lacks) = @_;
	$count++;
	return unless @lacks;
	print "$file: $name: no ", join(', no ', @lacks), "\n";
	$bad = 1;
}

for my $file (@ARGV) {
	local $/;
	open(my $f, '<', $file) or die "$file: $!\n";
	my $source = <$f>;

	# a definition begins in the first column, and so does its brace
	while ($source =~ /($comment)?^(?!static\b)([a-z][\w *\n]*?)\b(\w+)\([^;{}]*\)\n\{/gm) {
		my ($doc, $type, $name) = ($1 // '', $2, $3);
		my @lacks;
		push @lacks, 'kernel-doc' unless $doc =~ m{^/\*\*\n \* \Q$name\E\(\) - };
		push @lacks, 'Context' unless $doc =~ /^ \* Context:/m;
		push @lacks, 'Return' unless $type =~ /\bvoid (?:\w+ )*$/ || $doc =~ /^ \* Return:/m;
		say_of($file, "$name()", @lacks);
	}
	next unless $file =~ /\.h$/;
	while ($source =~ /($comment)?^struct (\w+) \{/gm) {
		my ($doc, $name) = ($1 // '', $2);
		say_of($file, $name, $doc =~ m{^/\*\*\n \* struct \Q$name\E - } ? () : 'kernel-doc');
	}
}
print "$count functions and types\n";
exit($bad || !$count);
