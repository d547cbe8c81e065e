// SPDX-License-Identifier: GPL-2.0
/*
 * For the suite work: a file through a connection.
 *
 *   stream receive tcp|sctp PORT FILE	waits in the background, from when it has
 *					returned on, for one connection, and writes
 *					what comes into FILE
 *   stream send tcp|sctp ADDRESS PORT FILE	sends FILE, and returns when the other
 *					side has written all of it
 *
 * The size goes before the file, and a byte comes back: SCTP has no half-closed
 * connections that could tell the end.
 */
#include <arpa/inet.h>
#include <endian.h>
#include <err.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static char buffer[16384];

static int open_socket(const char *protocol)
{
	int number = strcmp(protocol, "sctp") ? IPPROTO_TCP : IPPROTO_SCTP;
	int fd = socket(AF_INET, SOCK_STREAM, number);

	if (fd < 0)
		err(1, "%s", protocol);
	return fd;
}

static struct sockaddr_in at(const char *address, const char *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(atoi(port)) };

	if (!inet_aton(address, &at.sin_addr))
		errx(1, "%s: not an address", address);
	return at;
}

/* what is left of it may come later */
static size_t get(int fd, void *to, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = read(fd, (char *)to + done, size - done);

		if (n < 0)
			err(1, "read");
		if (!n)
			break;
		done += n;
	}
	return done;
}

static void put(int fd, const void *from, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = write(fd, (const char *)from + done, size - done);

		if (n < 0)
			err(1, "write");
		done += n;
	}
}

static void copy(int from, int to, unsigned long long size)
{
	while (size) {
		size_t n = size < sizeof(buffer) ? size : sizeof(buffer);

		if (get(from, buffer, n) != n)
			errx(1, "%llu bytes are missing", size);
		put(to, buffer, n);
		size -= n;
	}
}

static void take(int fd, const char *file)
{
	int to = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	unsigned long long size;

	if (to < 0)
		err(1, "%s", file);
	if (get(fd, &size, sizeof(size)) != sizeof(size))
		errx(1, "no size");
	copy(fd, to, be64toh(size));
	if (close(to))
		err(1, "%s", file);
	put(fd, "", 1);
}

static int receive(char **args)
{
	struct sockaddr_in here = at("0.0.0.0", args[1]);
	int fd = open_socket(args[0]), yes = 1;
	pid_t pid;

	/* connections of an earlier one may be remembered */
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)))
		err(1, "%s", args[0]);
	if (bind(fd, (struct sockaddr *)&here, sizeof(here)) || listen(fd, 1))
		err(1, "port %s", args[1]);
	pid = fork();
	if (pid < 0)
		err(1, "fork");
	if (pid)
		return 0;
	fd = accept(fd, NULL, NULL);
	if (fd < 0)
		err(1, "accept");
	take(fd, args[2]);
	return 0;
}

static int send_file(char **args)
{
	struct sockaddr_in there = at(args[1], args[2]);
	int from = open(args[3], O_RDONLY);
	struct stat status;
	int fd = open_socket(args[0]);
	unsigned long long size;

	if (from < 0 || fstat(from, &status))
		err(1, "%s", args[3]);
	if (connect(fd, (struct sockaddr *)&there, sizeof(there)))
		err(1, "%s", args[1]);
	size = htobe64(status.st_size);
	put(fd, &size, sizeof(size));
	copy(from, fd, status.st_size);
	if (get(fd, buffer, 1) != 1)
		errx(1, "not all was taken");
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 5 && !strcmp(argv[1], "receive"))
		return receive(argv + 2);
	if (argc == 6 && !strcmp(argv[1], "send"))
		return send_file(argv + 2);
	fputs("usage: stream receive tcp|sctp PORT FILE | send tcp|sctp ADDRESS PORT FILE\n",
	      stderr);
	return 2;
}
