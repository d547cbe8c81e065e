// SPDX-License-Identifier: GPL-2.0
/*
 * Running the assembler.  What has to be kept between its runs is kept in
 * memory files, of which no signal can leave a trace.
 */
#include "as.h"
#include "report.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Read by a signal handler, hence only by atomic accesses. */
static pid_t child;
static const char *doomed;

static void on_signal(int sig)
{
	const pid_t pid = __atomic_load_n(&child, __ATOMIC_RELAXED);
	const char *path = __atomic_load_n(&doomed, __ATOMIC_RELAXED);

	if (pid > 0)
		kill(pid, sig);
	if (path)
		unlink(path);
	signal(sig, SIG_DFL);
	raise(sig);
}

/**
 * as_run_doomed() - name a file that a signal must remove
 * @path: the file, or NULL for none; must live on
 */
void as_run_doomed(const char *path)
{
	static const int sigs[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };
	size_t i;

	__atomic_store_n(&doomed, path, __ATOMIC_RELAXED);
	for (i = 0; i < sizeof(sigs) / sizeof(sigs[0]); i++)
		if (signal(sigs[i], on_signal) == SIG_IGN)
			signal(sigs[i], SIG_IGN);
}

static void run_child(const char *program, char **argv, int input, int output)
{
	if (input >= 0) {
		lseek(input, 0, SEEK_SET);
		dup2(input, STDIN_FILENO);
	}
	if (output >= 0) {
		dup2(output, STDOUT_FILENO);
		dup2(output, STDERR_FILENO);
	}
	setenv("VSI_AS_RUNNING", "1", 1);
	execv(program, argv);
	fail(program, "%s", strerror(errno));
	_exit(127);
}

/**
 * as_run() - run the assembler
 * @program: its path
 * @argv:    its command line
 * @input:   a file for its standard input, read from the begin; -1 for ours
 * @output:  a file for what it prints; -1 for where we print
 *
 * Return: the exit status, as a shell would have it.
 */
int as_run(const char *program, char **argv, int input, int output)
{
	pid_t pid = fork();
	int status;

	if (pid < 0) {
		fail(program, "%s", strerror(errno));
		return 127;
	}
	if (!pid)
		run_child(program, argv, input, output);
	__atomic_store_n(&child, pid, __ATOMIC_RELAXED);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	__atomic_store_n(&child, 0, __ATOMIC_RELAXED);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/**
 * as_copy() - copy what is left of a file
 * @from: descriptor
 * @to:   descriptor
 *
 * Return: false when not all of it could be read, or written; errno says why.
 */
bool as_copy(int from, int to)
{
	char buffer[1 << 16];
	ssize_t n, at, done;

	while ((n = read(from, buffer, sizeof(buffer))) > 0) {
		for (at = 0; at < n; at += done) {
			done = write(to, buffer + at, n - at);
			if (done < 0)
				return false;
		}
	}
	return !n;
}

/**
 * as_spool() - open a memory file
 * @fd: what to fill it with, -1 for nothing
 *
 * It has no O_CLOEXEC: the assembler reads it.
 *
 * Return: a descriptor; -1 after the reason was reported.
 */
int as_spool(int fd)
{
	int spool = memfd_create("vsi-as", 0);

	if (spool < 0) {
		fail("memory file", "%s", strerror(errno));
	} else if (fd >= 0 && !as_copy(fd, spool)) {
		fail("standard input", "%s", strerror(errno));
		close(spool);
		spool = -1;
	}
	return spool;
}
