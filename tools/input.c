// SPDX-License-Identifier: GPL-2.0
/*
 * Reading files.  Small ones are read: that is faster, and does not end the
 * program when somebody shortens the file meanwhile.  Large ones are mapped,
 * since most of a kernel with debug information is never looked at.
 */
#include "input.h"
#include "report.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAP_FROM	(1024 * 1024)

/**
 * buffer_reserve() - make room
 * @b:    the buffer; what it holds is kept
 * @size: bytes there must be
 */
void buffer_reserve(struct buffer *b, size_t size)
{
	if (size <= b->room)
		return;
	size += size / 4;
	b->bytes = xrealloc(b->bytes, size);
	b->room = size;
}

static bool is_elf(const struct buffer *b)
{
	return b->size >= SELFMAG && !memcmp(b->bytes, ELFMAG, SELFMAG);
}

/* Reads until @size bytes are there, or the file ends. */
static bool fill(struct buffer *b, int fd, size_t size)
{
	ssize_t n;

	buffer_reserve(b, size);
	while (b->size < size) {
		n = read(fd, b->bytes + b->size, size - b->size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (!n)
			break;
		b->size += n;
	}
	return true;
}

static enum input_kind failed(const char *path, const char *reason)
{
	fail(path, "%s", reason);
	return INPUT_FAILED;
}

static void on_sigbus(int sig)
{
	static const char text[] = "vsi: a file was shortened while it was read\n";

	(void)sig;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(VSI_EXIT_UNREADABLE);
	_exit(VSI_EXIT_UNREADABLE);
}

static void catch_sigbus(void)
{
	signal(SIGBUS, on_sigbus);
}

static enum input_kind map_fd(struct input *in, int fd, size_t size, const char *path)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	void *bytes;

	pthread_once(&once, catch_sigbus);
	bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		return failed(path, strerror(errno));
	in->bytes = bytes;
	in->size = size;
	in->mapped = true;
	in->fd = fd;
	return INPUT_ELF;
}

static void unmap(struct input *in)
{
	if (in->mapped) {
		munmap(in->bytes, in->size);
		close(in->fd);
	}
	in->mapped = false;
}

/* What is nothing for us shows in the first bytes: the rest is not read. */
static enum input_kind read_fd(struct input *in, int fd, const char *path)
{
	const size_t enough = 64;
	struct stat st;

	if (fstat(fd, &st))
		return failed(path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return failed(path, "not a regular file");
	in->file.size = 0;
	if (!fill(&in->file, fd, enough))
		return failed(path, strerror(errno));
	if (!is_elf(&in->file) && !is_packed(in->file.bytes, in->file.size))
		return INPUT_FOREIGN;
	if ((u64)st.st_size > INPUT_MAX)
		return failed(path, "larger than 1 GiB");
	if (is_elf(&in->file) && st.st_size >= MAP_FROM)
		return map_fd(in, fd, st.st_size, path);
	if (!fill(&in->file, fd, st.st_size))
		return failed(path, strerror(errno));
	return INPUT_ELF;
}

/**
 * input_read() - read a file, and unpack it
 * @in:   zeroed, or used before
 * @path: of the file
 *
 * Return: INPUT_ELF when in->bytes begin as an ELF file does.
 */
enum input_kind input_read(struct input *in, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum input_kind kind;

	unmap(in);
	if (fd < 0)
		return failed(path, strerror(errno));
	kind = read_fd(in, fd, path);
	if (in->mapped)
		return kind;
	close(fd);
	if (kind != INPUT_ELF)
		return kind;
	in->bytes = in->file.bytes;
	in->size = in->file.size;
	if (is_elf(&in->file))
		return INPUT_ELF;
	kind = unpack(&in->unpacked, &in->file, path);
	in->bytes = in->unpacked.bytes;
	in->size = in->unpacked.size;
	return kind;
}

/**
 * input_free() - give the memory back
 * @in: left empty
 */
void input_free(struct input *in)
{
	unmap(in);
	free(in->file.bytes);
	free(in->unpacked.bytes);
	*in = (struct input){};
}
