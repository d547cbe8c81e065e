/* SPDX-License-Identifier: GPL-2.0 */
/* Reading a file that may be compressed. */
#ifndef TOOLS_INPUT_H
#define TOOLS_INPUT_H

#include "../vsi_arm/types.h"

/* Larger files are refused, and so is what unpacks to more. */
#define INPUT_MAX	(1024ull * 1024 * 1024)

enum input_kind {
	INPUT_FAILED,		/* the reason was reported */
	INPUT_FOREIGN,		/* no ELF file, compressed or not */
	INPUT_ELF,
};

/**
 * struct buffer - memory that is used again for the next file
 * @bytes: the memory
 * @size:  bytes in use
 * @room:  bytes there are
 */
struct buffer {
	u8 *bytes;
	size_t size;
	size_t room;
};

/**
 * struct input - a file in memory
 * @bytes:    what it holds, unpacked; until the next input_read()
 * @size:     how many bytes
 * @mapped:   it is a mapping of the file
 * @fd:       the file, while it is mapped
 * @file:     as it stands in the file system
 * @unpacked: when it was compressed
 */
struct input {
	u8 *bytes;
	size_t size;
	bool mapped;
	int fd;
	struct buffer file;
	struct buffer unpacked;
};

enum input_kind input_read(struct input *in, const char *path);
void input_free(struct input *in);

/**
 * input_fd() - where the bytes can be read, too
 * @in: what input_read() filled in
 *
 * Return: the file, or -1; until the next input_read().
 */
static inline int input_fd(const struct input *in)
{
	return in->mapped ? in->fd : -1;
}

void buffer_reserve(struct buffer *b, size_t size);

enum input_kind unpack(struct buffer *to, const struct buffer *from, const char *path);
bool is_packed(const u8 *bytes, size_t size);

#endif
