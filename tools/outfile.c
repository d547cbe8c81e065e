// SPDX-License-Identifier: GPL-2.0
/*
 * An output file is written beside its final place and renamed when it is
 * whole, so that neither an error nor a signal leaves half of one.  There is
 * one at a time.
 */
#include "outfile.h"
#include "report.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char *final;
/* What stands at the final place, if something does. */
static bool replaces;
static struct stat replaced;
/* Read by a signal handler, hence only by atomic accesses. */
static char *temporary;
static int out = -1;

static void on_signal(int sig)
{
	const char *name = __atomic_load_n(&temporary, __ATOMIC_RELAXED);

	if (name)
		unlink(name);
	signal(sig, SIG_DFL);
	raise(sig);
}

static void catch_signals(void)
{
	static const int sigs[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE };
	size_t i;

	for (i = 0; i < sizeof(sigs) / sizeof(sigs[0]); i++)
		if (signal(sigs[i], on_signal) == SIG_IGN)
			signal(sigs[i], SIG_IGN);
	/* a file that may not grow is an error of write() then, which is reported */
	signal(SIGXFSZ, SIG_IGN);
}

static void forget(void)
{
	char *name = temporary;

	__atomic_store_n(&temporary, NULL, __ATOMIC_RELAXED);
	free(name);
	free(final);
	final = NULL;
	if (out >= 0)
		close(out);
	out = -1;
}

/*
 * To rename over a device or a pipe would replace it, and over a link that leads
 * nowhere the link.
 */
static const char *find_final(const char *path)
{
	struct stat link;

	replaces = !stat(path, &replaced);
	if (replaces && !S_ISREG(replaced.st_mode))
		return "not a regular file";
	final = realpath(path, NULL);
	if (!final && !lstat(path, &link))
		return "a symbolic link that leads nowhere";
	if (!final)
		final = xprintf("%s", path);
	return NULL;
}

/**
 * outfile_open() - begin a file
 * @path: its final name; a symbolic link is followed
 *
 * Return: a descriptor, or -1 after the reason was reported.
 */
int outfile_open(const char *path)
{
	const char *problem = find_final(path);
	char *name;

	if (problem) {
		fail(path, "cannot be written: %s", problem);
		forget();
		return -1;
	}
	catch_signals();
	name = xprintf("%s.XXXXXX", final);
	out = mkstemp(name);
	if (out >= 0) {
		__atomic_store_n(&temporary, name, __ATOMIC_RELAXED);
		return out;
	}
	fail(path, "cannot be written: %s", strerror(errno));
	free(name);
	forget();
	return -1;
}

/**
 * outfile_write() - append to the file
 * @bytes: what
 * @size:  how much
 *
 * Return: false after the reason was reported; the file is given up.
 */
bool outfile_write(const void *bytes, size_t size)
{
	const char *at = bytes;
	ssize_t n;

	while (size) {
		n = write(out, at, size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			fail(final, "cannot be written: %s", strerror(errno));
			outfile_abort();
			return false;
		}
		at += n;
		size -= n;
	}
	return true;
}

/* Who may not give a file away is its owner then, and its group may still be kept. */
static void keep_owner(void)
{
	if (!replaces)
		return;
	if (fchown(out, replaced.st_uid, replaced.st_gid) &&
	    fchown(out, -1, replaced.st_gid))
		return;
}

/**
 * outfile_commit() - put the file in its place
 * @mode: its permissions
 * @sync: wait until it is on the disk, so that not even a crash loses it
 *
 * Return: false after the reason was reported; the place is as it was.
 */
bool outfile_commit(mode_t mode, bool sync)
{
	keep_owner();
	/* after that, which drops bits of the mode */
	if (fchmod(out, mode) || (sync && fsync(out)) || rename(temporary, final)) {
		fail(final, "cannot be written: %s", strerror(errno));
		outfile_abort();
		return false;
	}
	forget();
	return true;
}

/** outfile_abort() - leave the place as it was */
void outfile_abort(void)
{
	if (temporary)
		unlink(temporary);
	forget();
}
