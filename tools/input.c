// SPDX-License-Identifier: GPL-2.0
/*
 * Reading files whole.  They are read rather than mapped: a mapped file that
 * somebody shortens meanwhile ends the program.
 */
#include "input.h"
#include "report.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/**
 * buffer_reserve() - make room
 * @b:    the buffer; what it holds is kept
 * @size: bytes there must be
 */
void buffer_reserve(struct buffer *b, size_t size)
{
	u8 *bytes;

	if (size <= b->room)
		return;
	size += size / 4;
	bytes = xcalloc(size, 1);
	if (b->size)
		memcpy(bytes, b->bytes, b->size);
	free(b->bytes);
	b->bytes = bytes;
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

	if (fd < 0)
		return failed(path, strerror(errno));
	kind = read_fd(in, fd, path);
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
	free(in->file.bytes);
	free(in->unpacked.bytes);
	*in = (struct input){};
}
