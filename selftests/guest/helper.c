// SPDX-License-Identifier: GPL-2.0
/*
 * What the guest's busybox cannot do, as one static program:
 *
 *   helper load FILE [PARAM...]	one finit_module(), no second try; prints
 *					the error's name
 *   helper unload NAME			one delete_module(), likewise
 *   helper repeat NAME STOP FILE...	until there is a file STOP, load a module from
 *					each, unload it, and load it with fail=-5,
 *					which fails; stdout, a file, has how many
 *					loads those were
 *   helper write FILE TEXT		one write(), likewise
 *   helper time FILE			load, and print how many instructions it
 *					took, in a guest under -icount shift=2
 *   helper sleep SECONDS		also where busybox does not: a kernel without
 *					COMPAT_32BIT_TIME refuses what glibc calls for it
 *   helper udf				executes vsi's undefined instruction in
 *					user mode; prints the signal it got
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __aarch64__
#define UDF	".inst	0x00008000"
#else
#define UDF	".inst	0xe7f500f0"
#endif

static int answer(long ret)
{
	if (!ret)
		return 0;
	puts(strerrorname_np(errno));
	return 1;
}

static char *join(char **words)
{
	static char line[4096];

	while (*words) {
		strncat(line, *words++, sizeof(line) - strlen(line) - 1);
		strncat(line, " ", sizeof(line) - strlen(line) - 1);
	}
	return line;
}

static int load(char **args)
{
	int fd = open(args[0], O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return answer(-1);
	return answer(syscall(SYS_finit_module, fd, join(args + 1), 0));
}

/* glibc calls the one of 32 bits as long as that has enough of them. */
static int sleep_for(double seconds)
{
	const long long ns_per_second = 1000000000;
	const long long ns = seconds * ns_per_second;
	/* struct __kernel_timespec */
	long long t[2] = { ns / ns_per_second, ns % ns_per_second };

#ifdef SYS_clock_nanosleep_time64
	return syscall(SYS_clock_nanosleep_time64, CLOCK_MONOTONIC, 0, t, NULL);
#else
	return syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, t, NULL);
#endif
}

/* Whoever attaches or shows it keeps it from going meanwhile. */
static bool unload_soon(const char *name)
{
	int tries;

	for (tries = 0; tries < 5000; tries++) {
		if (!syscall(SYS_delete_module, name, O_NONBLOCK))
			return true;
		if (errno != EWOULDBLOCK && errno != EBUSY)
			return false;
		sleep_for(0.01);
	}
	return false;
}

static bool load_twice(const char *file, const char *name)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	bool ok;

	ok = fd >= 0 && !syscall(SYS_finit_module, fd, "strict=1", 0) && unload_soon(name) &&
	     syscall(SYS_finit_module, fd, "fail=-5", 0) && errno == EIO;
	close(fd);
	return ok;
}

/* The file is complete at any time. */
static bool tell(unsigned long number)
{
	char text[32];
	int length = snprintf(text, sizeof(text), "%lu\n", number);

	return pwrite(STDOUT_FILENO, text, length, 0) == length;
}

static int repeat(const char *name, const char *stop, char **files)
{
	unsigned long loads = 0;
	char **file;

	while (access(stop, F_OK)) {
		for (file = files; *file; file++, loads += 2)
			if (!load_twice(*file, name))
				return answer(-1);
		if (!tell(loads))
			return answer(-1);
	}
	return 0;
}

static int write_text(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return answer(-1);
	return answer(write(fd, text, strlen(text)) < 0 ? -1 : 0);
}

static int time_load(char **args)
{
	const long ns_per_instruction = 4;
	struct timespec start, end;
	int fd = open(args[0], O_RDONLY | O_CLOEXEC);
	long ret;

	clock_gettime(CLOCK_MONOTONIC_RAW, &start);
	ret = syscall(SYS_finit_module, fd, "", 0);
	clock_gettime(CLOCK_MONOTONIC_RAW, &end);
	if (ret)
		return answer(ret);
	printf("%ld\n", ((end.tv_sec - start.tv_sec) * 1000000000 + end.tv_nsec - start.tv_nsec) /
	       ns_per_instruction);
	return 0;
}

static int udf(void)
{
	int status;
	pid_t child = fork();

	if (!child) {
		asm volatile(UDF);
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return answer(-1);
	puts(WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : "none");
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 2 && !strcmp(argv[1], "load"))
		return load(argv + 2);
	if (argc > 4 && !strcmp(argv[1], "repeat"))
		return repeat(argv[2], argv[3], argv + 4);
	if (argc == 3 && !strcmp(argv[1], "time"))
		return time_load(argv + 2);
	if (argc == 3 && !strcmp(argv[1], "unload"))
		return answer(syscall(SYS_delete_module, argv[2], O_NONBLOCK));
	if (argc == 4 && !strcmp(argv[1], "write"))
		return write_text(argv[2], argv[3]);
	if (argc == 3 && !strcmp(argv[1], "sleep"))
		return answer(sleep_for(atof(argv[2])));
	if (argc == 2 && !strcmp(argv[1], "udf"))
		return udf();
	fputs("usage: helper load FILE [PARAM...] | unload NAME | write FILE TEXT | time FILE |\n"
	      "       repeat NAME STOP FILE... | sleep SECONDS | udf\n", stderr);
	return 2;
}
