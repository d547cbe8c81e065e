// SPDX-License-Identifier: GPL-2.0
/*
 * vmm [-3] [-p] [-s] [-t TRACEFS] [-c CPUS] KERNEL INITRD DTB: run a guest until it powers
 * down. Its console is standard output.
 *
 *	-3	KERNEL is a zImage of 32-bit ARM, else it is an Image of arm64
 *	-p	with performance monitors
 *	-s	serve the vsi hypercall ABI
 *	-t	count exits by the host's tracepoint kvm_exit, too
 *	-c	one CPU, or two
 *
 * Exit status: 0 after a power-down, 1 after anything else that ends the guest, 2 when
 * it could not be run.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "layout.h"
#include "vmm.h"

/**
 * die() - print a message and errno's, and end with status 2
 * @format: as for printf()
 */
void die(const char *format, ...)
{
	int error = errno;
	va_list args;

	fflush(stdout);
	fputs("vmm: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, ": %s\n", strerror(error));
	exit(2);
}

static void bad_usage(void)
{
	fputs("usage: vmm [-3] [-p] [-s] [-t TRACEFS] [-c CPUS] KERNEL INITRD DTB\n", stderr);
	exit(2);
}

static void load(struct vmm *vm, const char *file, size_t offset, size_t end)
{
	int fd = open(file, O_RDONLY);
	ssize_t got = 1;

	if (fd < 0)
		die("%s", file);
	while (got > 0 && offset < end) {
		got = read(fd, vm->ram + offset, end - offset);
		if (got < 0)
			die("%s", file);
		offset += got;
	}
	if (got) {
		errno = EFBIG;
		die("%s", file);
	}
	close(fd);
}

static void options(struct vmm *vm, int argc, char **argv)
{
	int o;

	while ((o = getopt(argc, argv, "3pst:c:")) != -1) {
		switch (o) {
		case '3':
			vm->is_32 = true;
			break;
		case 'p':
			vm->pmu = true;
			break;
		case 's':
			vm->serves = true;
			break;
		case 't':
			vm->traces = optarg;
			break;
		case 'c':
			vm->cpus = atoi(optarg);
			break;
		default:
			bad_usage();
		}
	}
	if (argc - optind != 3 || vm->cpus < 1 || vm->cpus > VMM_CPUS)
		bad_usage();
}

/* Registers as Documentation/arm64/booting.rst and Documentation/arm/booting.rst say. */
static void start(struct vmm *vm)
{
	struct vmm_cpu *cpu = &vm->cpu[0];
	const u64 any_machine = 0xffffffff;

	reg_set_pc(cpu, vm->entry);
	if (vm->is_32) {
		reg_set(cpu, 0, 0);
		reg_set(cpu, 1, any_machine);
		reg_set(cpu, 2, RAM_BASE + DTB_OFFSET);
	} else {
		reg_set(cpu, 0, RAM_BASE + DTB_OFFSET);
	}
}

int main(int argc, char **argv)
{
	static struct vmm vm = { .cpus = 1, .lock = PTHREAD_MUTEX_INITIALIZER };
	size_t offset;
	pthread_t thread;
	int i;

	options(&vm, argc, argv);
	offset = vm.is_32 ? ZIMAGE_OFFSET : IMAGE_OFFSET;
	vm.entry = RAM_BASE + offset;
	vsi_decode_init();
	machine_create(&vm);
	if (vm.traces)
		stats_trace(&vm);
	load(&vm, argv[optind], offset, DTB_OFFSET);
	load(&vm, argv[optind + 1], INITRD_OFFSET, RAM_SIZE);
	load(&vm, argv[optind + 2], DTB_OFFSET, INITRD_OFFSET);
	start(&vm);
	for (i = 1; i < vm.cpus; i++) {
		errno = pthread_create(&thread, NULL, cpu_run, &vm.cpu[i]);
		if (errno)
			die("a thread");
	}
	cpu_run(&vm.cpu[0]);
}
