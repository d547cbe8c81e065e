// SPDX-License-Identifier: GPL-2.0
/*
 * For the suite work: devices of the device mapper, of one target each.
 *
 *   mapped create NAME SECTORS TARGET PARAMS	prints /dev/dm-N
 *   mapped remove NAME
 */
#include <err.h>
#include <fcntl.h>
#include <linux/dm-ioctl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* a request, its only target, and that one's parameters */
struct request {
	struct dm_ioctl head;
	struct dm_target_spec target;
	char params[1024];
};

static void ask(unsigned long command, struct request *request, const char *name)
{
	int fd = open("/dev/mapper/control", O_RDWR);

	if (fd < 0)
		err(1, "/dev/mapper/control");
	request->head.version[0] = DM_VERSION_MAJOR;
	request->head.data_size = sizeof(*request);
	request->head.data_start = offsetof(struct request, target);
	strncpy(request->head.name, name, sizeof(request->head.name) - 1);
	if (ioctl(fd, command, request))
		err(1, "%s: request %lu", name, command & 0xff);
	close(fd);
}

static int create(char **args)
{
	struct request made = { 0 }, table = { 0 }, resume = { 0 };

	ask(DM_DEV_CREATE, &made, args[0]);
	table.head.target_count = 1;
	table.target.length = strtoull(args[1], NULL, 10);
	strncpy(table.target.target_type, args[2], sizeof(table.target.target_type) - 1);
	strncpy(table.params, args[3], sizeof(table.params) - 1);
	ask(DM_TABLE_LOAD, &table, args[0]);
	ask(DM_DEV_SUSPEND, &resume, args[0]);
	printf("/dev/dm-%u\n", minor(made.head.dev));
	return 0;
}

static int destroy(const char *name)
{
	struct request request = { 0 };

	ask(DM_DEV_REMOVE, &request, name);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 6 && !strcmp(argv[1], "create"))
		return create(argv + 2);
	if (argc == 3 && !strcmp(argv[1], "remove"))
		return destroy(argv[2]);
	fputs("usage: mapped create NAME SECTORS TARGET PARAMS | remove NAME\n", stderr);
	return 2;
}
