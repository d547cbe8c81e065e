// SPDX-License-Identifier: GPL-2.0
/*
 * For the suite work: a wire of two taps between two network namespaces.
 *
 *   taps NAME PID	makes an interface NAME here and one in the network namespace
 *			of process PID. A process in the background, whose pid is
 *			printed, carries each frame from the one to the other.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <net/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int open_tap(const char *name)
{
	struct ifreq request = { .ifr_flags = IFF_TAP | IFF_NO_PI };
	int fd = open("/dev/net/tun", O_RDWR);

	if (fd < 0)
		err(1, "/dev/net/tun");
	strncpy(request.ifr_name, name, sizeof(request.ifr_name) - 1);
	if (ioctl(fd, TUNSETIFF, &request))
		err(1, "%s", name);
	return fd;
}

static void enter_net(const char *pid)
{
	char file[64];
	int fd;

	snprintf(file, sizeof(file), "/proc/%s/ns/net", pid);
	fd = open(file, O_RDONLY);
	if (fd < 0 || setns(fd, CLONE_NEWNET))
		err(1, "%s", file);
	close(fd);
}

/* An interface that is down takes none: the frame is lost, as on any wire. */
static void carry_frame(int from, int to)
{
	static char frame[65536];
	ssize_t size = read(from, frame, sizeof(frame));

	if (size > 0 && write(to, frame, size) != size)
		return;
}

static void carry(int here, int there)
{
	struct pollfd ends[] = {
		{ .fd = here, .events = POLLIN },
		{ .fd = there, .events = POLLIN },
	};

	while (poll(ends, 2, -1) > 0) {
		if (ends[0].revents)
			carry_frame(here, there);
		if (ends[1].revents)
			carry_frame(there, here);
	}
}

int main(int argc, char **argv)
{
	int here, there;
	pid_t pid;

	if (argc != 3) {
		fputs("usage: taps NAME PID\n", stderr);
		return 2;
	}
	here = open_tap(argv[1]);
	enter_net(argv[2]);
	there = open_tap(argv[1]);
	pid = fork();
	if (pid < 0)
		err(1, "fork");
	if (pid) {
		printf("%d\n", pid);
		return 0;
	}
	/* the shell waits until the last has closed it */
	close(STDOUT_FILENO);
	carry(here, there);
	return 1;
}
