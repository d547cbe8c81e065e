// SPDX-License-Identifier: GPL-2.0
/*
 * Unpacking: xz, gzip, zstd.  What does not begin as an ELF file is given up at
 * once, and no more than INPUT_MAX is ever unpacked.
 */
#include "input.h"
#include "report.h"

#include <elf.h>
#include <lzma.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

/* Dictionaries beyond it are of no use for what may be unpacked. */
#define MEMORY_MAX	(256u << 20)

enum step {
	STEP_MORE,
	STEP_END,
	STEP_BAD,
	STEP_MEMORY,
};

/**
 * struct packer - a format
 * @magic: its first bytes
 * @size:  how many
 * @name:  for messages
 * @begin: prepare to unpack; NULL when there is no memory
 * @step:  unpack from @in to @out, and move both on
 * @end:   give up what @begin made
 */
struct packer {
	const char *magic;
	size_t size;
	const char *name;
	void *(*begin)(void);
	enum step (*step)(void *state, ZSTD_inBuffer *in, ZSTD_outBuffer *out);
	void (*end)(void *state);
};

static void *xz_begin(void)
{
	lzma_stream *xz = xcalloc(1, sizeof(*xz));

	*xz = (lzma_stream)LZMA_STREAM_INIT;
	if (lzma_stream_decoder(xz, MEMORY_MAX, LZMA_CONCATENATED) == LZMA_OK)
		return xz;
	free(xz);
	return NULL;
}

static enum step xz_step(void *state, ZSTD_inBuffer *in, ZSTD_outBuffer *out)
{
	lzma_stream *xz = state;
	lzma_ret ret;

	xz->next_in = (const u8 *)in->src + in->pos;
	xz->avail_in = in->size - in->pos;
	xz->next_out = (u8 *)out->dst + out->pos;
	xz->avail_out = out->size - out->pos;
	ret = lzma_code(xz, xz->avail_in ? LZMA_RUN : LZMA_FINISH);
	in->pos = in->size - xz->avail_in;
	out->pos = out->size - xz->avail_out;
	if (ret == LZMA_MEMLIMIT_ERROR || ret == LZMA_MEM_ERROR)
		return STEP_MEMORY;
	if (ret == LZMA_STREAM_END)
		return STEP_END;
	return ret == LZMA_OK ? STEP_MORE : STEP_BAD;
}

static void xz_end(void *state)
{
	lzma_end(state);
	free(state);
}

static void *gz_begin(void)
{
	const int gzip_only = 16 + MAX_WBITS;
	z_stream *z = xcalloc(1, sizeof(*z));

	if (inflateInit2(z, gzip_only) == Z_OK)
		return z;
	free(z);
	return NULL;
}

static enum step gz_step(void *state, ZSTD_inBuffer *in, ZSTD_outBuffer *out)
{
	z_stream *z = state;
	int ret;

	z->next_in = (u8 *)in->src + in->pos;
	z->avail_in = in->size - in->pos;
	z->next_out = (u8 *)out->dst + out->pos;
	z->avail_out = out->size - out->pos;
	ret = inflate(z, Z_NO_FLUSH);
	in->pos = in->size - z->avail_in;
	out->pos = out->size - z->avail_out;
	if (ret == Z_MEM_ERROR)
		return STEP_MEMORY;
	/* another member may follow */
	if (ret == Z_STREAM_END && in->pos < in->size)
		return inflateReset(z) == Z_OK ? STEP_MORE : STEP_BAD;
	if (ret == Z_STREAM_END)
		return STEP_END;
	return ret == Z_OK ? STEP_MORE : STEP_BAD;
}

static void gz_end(void *state)
{
	inflateEnd(state);
	free(state);
}

static void *zstd_begin(void)
{
	return ZSTD_createDStream();
}

static enum step zstd_step(void *state, ZSTD_inBuffer *in, ZSTD_outBuffer *out)
{
	size_t ret = ZSTD_decompressStream(state, out, in);

	if (ZSTD_isError(ret))
		return STEP_BAD;
	return !ret && in->pos == in->size ? STEP_END : STEP_MORE;
}

static void zstd_end(void *state)
{
	ZSTD_freeDStream(state);
}

static const struct packer packers[] = {
	{ "\3757zXZ\0", 6, "xz", xz_begin, xz_step, xz_end },
	{ "\x1f\x8b\x08", 3, "gzip", gz_begin, gz_step, gz_end },
	{ "\x28\xb5\x2f\xfd", 4, "zstd", zstd_begin, zstd_step, zstd_end },
};

static const struct packer *find_packer(const u8 *bytes, size_t size)
{
	size_t i;

	for (i = 0; i < sizeof(packers) / sizeof(packers[0]); i++)
		if (size >= packers[i].size && !memcmp(bytes, packers[i].magic, packers[i].size))
			return &packers[i];
	return NULL;
}

/**
 * is_packed() - does a file begin as a compressed one?
 * @bytes: its first bytes
 * @size:  how many
 *
 * Return: true for a format that unpack() knows.
 */
bool is_packed(const u8 *bytes, size_t size)
{
	return find_packer(bytes, size);
}

static enum input_kind bad(const char *path, const struct packer *p, const char *what)
{
	fail(path, "%s: %s", p->name, what);
	return INPUT_FAILED;
}

static enum input_kind run(const struct packer *p, void *state, struct buffer *to,
			   const struct buffer *from, const char *path)
{
	ZSTD_inBuffer in = { from->bytes, from->size, 0 };
	enum step step = STEP_MORE;
	ZSTD_outBuffer out;
	size_t room, before;

	while (step == STEP_MORE) {
		room = to->size ? to->size * 2 : 1 << 16;
		buffer_reserve(to, room > INPUT_MAX ? INPUT_MAX + 1 : room);
		out = (ZSTD_outBuffer){ to->bytes, to->room, to->size };
		before = in.pos;
		step = p->step(state, &in, &out);
		if (step == STEP_MEMORY)
			return bad(path, p, "needs too much memory to be unpacked");
		if (step == STEP_BAD || (step == STEP_MORE && in.pos == before &&
					 out.pos == to->size))
			return bad(path, p, in.pos == in.size ? "cut short" : "damaged");
		to->size = out.pos;
		if (to->size > INPUT_MAX)
			return bad(path, p, "unpacks to more than 1 GiB");
		if (to->size >= SELFMAG && memcmp(to->bytes, ELFMAG, SELFMAG))
			return INPUT_FOREIGN;
	}
	return to->size >= SELFMAG ? INPUT_ELF : INPUT_FOREIGN;
}

/**
 * unpack() - unpack a file
 * @to:   emptied and filled
 * @from: the file, of which is_packed() is true
 * @path: for messages
 *
 * Return: INPUT_ELF when it holds what begins as an ELF file does.
 */
enum input_kind unpack(struct buffer *to, const struct buffer *from, const char *path)
{
	const struct packer *p = find_packer(from->bytes, from->size);
	enum input_kind kind;
	void *state = p->begin();

	to->size = 0;
	if (!state)
		return bad(path, p, "needs too much memory to be unpacked");
	kind = run(p, state, to, from, path);
	p->end(state);
	return kind;
}
