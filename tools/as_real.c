// SPDX-License-Identifier: GPL-2.0
/*
 * Which assembler stands behind us.  gcc tells an assembler the compiler's
 * name (COLLECT_GCC), but not where it would have found the assembler without
 * -B (COMPILER_PATH is set for the linker only): so the compiler is asked.
 */
#include "as.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const guesses[] = {
	"arm-linux-gnueabihf-as", "arm-linux-gnueabi-as", "arm-none-linux-gnueabihf-as",
	"arm-none-eabi-as", "as",
};

static bool is_self(const struct stat *st)
{
	struct stat self;

	return !stat("/proc/self/exe", &self) && self.st_dev == st->st_dev &&
	       self.st_ino == st->st_ino;
}

static bool is_usable(const char *path)
{
	struct stat st;

	return !access(path, X_OK) && !stat(path, &st) && S_ISREG(st.st_mode) &&
	       !is_self(&st);
}

/* A list of directories, as in PATH. */
static char *search(const char *dirs, const char *name)
{
	char *path;
	int n;

	for (; dirs; dirs = dirs[n] ? dirs + n + 1 : NULL) {
		n = strcspn(dirs, ":");
		path = xprintf("%.*s/%s", n, dirs, name);
		if (n && is_usable(path))
			return path;
		free(path);
	}
	return NULL;
}

static char *from_path(const char *name)
{
	if (!strchr(name, '/'))
		return search(getenv("PATH"), name);
	return is_usable(name) ? xprintf("%s", name) : NULL;
}

static char *read_line(int fd)
{
	FILE *in = fdopen(fd, "r");
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	if (!in)
		return NULL;
	n = getline(&line, &room, in);
	fclose(in);
	if (n > 0 && line[n - 1] == '\n')
		line[n - 1] = 0;
	if (n > 0)
		return line;
	free(line);
	return NULL;
}

static char *output_of(char **argv)
{
	posix_spawn_file_actions_t actions;
	char *line = NULL;
	int fds[2], status;
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC))
		return NULL;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fds[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	status = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(fds[1]);
	if (status) {
		close(fds[0]);
		return NULL;
	}
	line = read_line(fds[0]);
	waitpid(pid, &status, 0);
	return line;
}

static char *ask_compiler(void)
{
	char *argv[3] = { getenv("COLLECT_GCC") };
	char *name, *path;

	if (!argv[0])
		return NULL;
	argv[1] = xprintf("-print-prog-name=as");
	name = output_of(argv);
	free(argv[1]);
	if (!name)
		return NULL;
	path = from_path(name);
	free(name);
	return path;
}

static char *guess(void)
{
	char *path = NULL;
	size_t i;

	for (i = 0; !path && i < sizeof(guesses) / sizeof(guesses[0]); i++)
		path = from_path(guesses[i]);
	return path;
}

/**
 * as_find_real() - find the assembler
 *
 * Return: its path; NULL after the reason was reported.
 */
char *as_find_real(void)
{
	const char *forced = getenv("VSI_AS_REAL");
	char *path = NULL;

	if (forced && *forced) {
		path = from_path(forced);
		if (!path)
			fail("VSI_AS_REAL", "%s is no other assembler", forced);
		return path;
	}
	/* another copy of vsi-as would look like an assembler, and see one in us */
	if (getenv("VSI_AS_RUNNING")) {
		fail("assembler", "only copies of vsi-as were found, set VSI_AS_REAL");
		return NULL;
	}
	path = search(getenv("COMPILER_PATH"), "as");
	if (!path)
		path = ask_compiler();
	if (!path)
		path = guess();
	if (!path)
		fail("assembler", "none was found, set VSI_AS_REAL");
	return path;
}
