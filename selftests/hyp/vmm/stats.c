// SPDX-License-Identifier: GPL-2.0
/*
 * How often a vCPU has left its guest: Documentation/virt/kvm/api.rst, 4.133, and by the
 * tracepoint kvm_exit: Documentation/trace/histogram.rst, 2.2.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "vmm.h"

static void get(int fd, void *to, size_t size, u64 from)
{
	if (pread(fd, to, size, from) != (ssize_t)size)
		die("reading statistics");
}

/**
 * stats_open() - find the number of exits
 * @cpu: has its descriptor
 */
void stats_open(struct vmm_cpu *cpu)
{
	struct kvm_stats_header header;
	struct kvm_stats_desc *desc;
	size_t size;
	u32 i;

	cpu->stats = ioctl(cpu->fd, KVM_GET_STATS_FD, NULL);
	if (cpu->stats < 0)
		die("statistics");
	get(cpu->stats, &header, sizeof(header), 0);
	size = sizeof(*desc) + header.name_size;
	desc = malloc(size);
	if (!desc)
		die("statistics");
	for (i = 0; i < header.num_desc; i++) {
		get(cpu->stats, desc, size, header.desc_offset + i * size);
		if (strcmp(desc->name, "exits"))
			continue;
		cpu->exits = header.data_offset + desc->offset;
		break;
	}
	free(desc);
	if (!cpu->exits) {
		fputs("vmm: KVM does not count exits\n", stderr);
		exit(2);
	}
}

/**
 * stats_exits() - how often has it left its guest?
 * @cpu: any
 *
 * Return: the number of exits so far.
 */
u64 stats_exits(const struct vmm_cpu *cpu)
{
	u64 value;

	get(cpu->stats, &value, sizeof(value), cpu->exits);
	return value;
}

static int open_event(const struct vmm *vm, const char *file, int flags)
{
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/events/kvm/kvm_exit/%s", vm->traces, file);
	fd = open(path, flags);
	if (fd < 0)
		die("%s", path);
	return fd;
}

/**
 * stats_trace() - have the tracepoint kvm_exit counted, for each thread
 * @vm: has tracefs
 */
void stats_trace(const struct vmm *vm)
{
	static const char trigger[] = "hist:keys=common_pid";
	int fd = open_event(vm, "trigger", O_WRONLY);

	if (write(fd, trigger, strlen(trigger)) < 0)
		die("a trigger of kvm_exit");
	close(fd);
}

/**
 * stats_traced() - how often has this thread's vCPU left its guest, by the tracepoint?
 * @vm: the machine
 *
 * Return: the number of exits so far, or 0 if they are not traced.
 */
u64 stats_traced(const struct vmm *vm)
{
	unsigned long long value = 0;
	char line[256];
	FILE *hist;
	int pid;

	if (!vm->traces)
		return 0;
	hist = fdopen(open_event(vm, "hist", O_RDONLY), "r");
	if (!hist)
		die("hist");
	while (fgets(line, sizeof(line), hist))
		if (sscanf(line, "{ common_pid: %d } hitcount: %llu", &pid, &value) == 2 &&
		    pid == gettid())
			break;
	fclose(hist);
	return value;
}
