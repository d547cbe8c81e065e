#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0
#
# coverage.pl DIR FILE.c...: which lines and branches of the sources the tests
# reached whose objects and counts are in DIR, and in DIR/t32 and DIR/a64, where the
# same sources serve other instruction sets: what one of them reached is reached.
# COVERAGE_MISSED=1 in the environment also lists what none did. Exit status 1 when
# less than 95 % of all lines or 90 % of all branches are.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use JSON::PP qw(decode_json);

my $top = abs_path(dirname($0) . '/../..');
my ($dir, @files) = @ARGV;
chdir($dir) or die "$dir: $!\n";

# What the object of one build says of the file: {line: times}, {"line index": times}.
# Branches of a line are those of another build's line only where there are as many.
sub count_object
{
	my ($file, $object, $lines, $branches) = @_;

	open(my $gcov, '-|', 'gcov', '-b', '-j', '-t', '-o', $object, "$top/$file") or die "gcov: $!\n";
	my $text = do { local $/; <$gcov> };
	close($gcov) or die "gcov: $object\n";
	for my $source (@{decode_json($text)->{files}}) {
		next unless $source->{file} =~ m{(?:^|/)\Q$file\E$};
		for my $line (@{$source->{lines}}) {
			my ($nr, @all) = ($line->{line_number}, @{$line->{branches}});

			$lines->{$nr} += $line->{count};
			for my $i (0 .. $#all) {
				$branches->{"$nr/$i/" . @all} += $all[$i]{count};
			}
		}
	}
}

sub reached
{
	return scalar grep { $_ } values %{$_[0]};
}

sub percent
{
	my ($part, $all) = @_;

	return $all ? sprintf('%6.2f%% of %4d', 100 * $part / $all, $all) : sprintf('%15s', '-');
}

sub report
{
	my ($name, @n) = @_;

	printf("%-26s lines %s   branches %s\n", $name, percent(@n[0, 1]), percent(@n[2, 3]));
}

my @sum = (0, 0, 0, 0);
for my $file (@files) {
	my (%lines, %branches);
	my @objects = grep { -e } map { $_ . ($file =~ s/\.c$/.o/r) } '', 't32/', 'a64/';

	die "$file: no object in $dir\n" unless @objects;
	count_object($file, $_, \%lines, \%branches) for @objects;
	my @n = (reached(\%lines), scalar %lines, reached(\%branches), scalar %branches);
	report($file, @n);
	$sum[$_] += $n[$_] for 0 .. 3;
	next unless $ENV{COVERAGE_MISSED};
	print("\tline $_\n") for sort { $a <=> $b } grep { !$lines{$_} } keys %lines;
	print("\tbranch $_\n") for sort { ($a =~ s{/.*}{}r) <=> ($b =~ s{/.*}{}r) } grep { !$branches{$_} } keys %branches;
}
report('all', @sum);
if ($sum[0] < 0.95 * $sum[1] || $sum[2] < 0.9 * $sum[3]) {
	print STDERR "coverage: less than 95% of lines or 90% of branches\n";
	exit(1);
}
