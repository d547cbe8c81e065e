// SPDX-License-Identifier: GPL-2.0
/*
 * Reading objects, modules and kernels.  The bytes may be hostile: every offset
 * and index is checked before it is followed.  libelf is asked only when a file
 * is to be written again: for reading thousands of files it takes longer than
 * all the rest.
 */
#include "elf_file.h"
#include "input.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/**
 * elf_unsupported() - say why an ELF file is none of ours
 * @header: the first bytes of the file
 * @size:   how many there are
 * @flags:  ELF_LINKED
 *
 * Return: the reason, or NULL for a file of ARM.
 */
const char *elf_unsupported(const u8 *header, size_t size, unsigned int flags)
{
	Elf32_Ehdr ehdr;

	if (size < sizeof(ehdr) || memcmp(header, ELFMAG, SELFMAG))
		return "not an ELF file";
	if (header[EI_DATA] != ELFDATA2LSB)
		return "byte order not supported";
	/* what is looked at here is at the same place in both classes */
	memcpy(&ehdr, header, sizeof(ehdr));
	if (header[EI_CLASS] == ELFCLASS64 ? ehdr.e_machine != EM_AARCH64 :
	    header[EI_CLASS] != ELFCLASS32 || ehdr.e_machine != EM_ARM)
		return "machine not supported, only ARM and AArch64 are";
	if (header[EI_CLASS] == ELFCLASS64 && size < sizeof(Elf64_Ehdr))
		return "not an ELF file";
	if (ehdr.e_type == ET_REL)
		return NULL;
	if (!(flags & ELF_LINKED))
		return "not a relocatable file";
	if (ehdr.e_type != ET_EXEC && ehdr.e_type != ET_DYN)
		return "neither a relocatable file nor a program";
	return NULL;
}

/**
 * elf_foreign() - is a file an ELF file of another machine?
 * @header: the first bytes of the file
 * @size:   how many there are
 *
 * Return: false too when it is too short to tell.
 */
bool elf_foreign(const u8 *header, size_t size)
{
	Elf32_Ehdr ehdr;

	if (size < sizeof(ehdr))
		return false;
	memcpy(&ehdr, header, sizeof(ehdr));
	if (header[EI_DATA] == ELFDATA2MSB)
		ehdr.e_machine = ehdr.e_machine << 8 | ehdr.e_machine >> 8;
	return ehdr.e_machine != EM_ARM && ehdr.e_machine != EM_AARCH64;
}

static u8 *read_all(const char *path, int fd, size_t *size, mode_t *mode)
{
	struct stat st;
	size_t done;
	ssize_t n;
	u8 *bytes;

	if (fstat(fd, &st)) {
		fail(path, "%s", strerror(errno));
		return NULL;
	}
	if (!S_ISREG(st.st_mode) || (u64)st.st_size > INPUT_MAX) {
		fail(path, "%s", S_ISREG(st.st_mode) ? "larger than 1 GiB" : "not a regular file");
		return NULL;
	}
	*mode = st.st_mode & 07777;
	bytes = xcalloc(st.st_size, 1);
	for (done = 0; done < (size_t)st.st_size; done += n) {
		n = read(fd, bytes + done, st.st_size - done);
		if (n < 0) {
			fail(path, "%s", strerror(errno));
			free(bytes);
			return NULL;
		}
		if (!n)
			break;
	}
	*size = done;
	return bytes;
}

static void load_header(struct elf_file *f)
{
	Elf32_Ehdr e;

	f->wide = f->data[EI_CLASS] == ELFCLASS64;
	if (f->wide) {
		memcpy(&f->ehdr, f->data, sizeof(f->ehdr));
		return;
	}
	memcpy(&e, f->data, sizeof(e));
	memcpy(f->ehdr.e_ident, e.e_ident, EI_NIDENT);
	f->ehdr.e_type = e.e_type;
	f->ehdr.e_machine = e.e_machine;
	f->ehdr.e_version = e.e_version;
	f->ehdr.e_entry = e.e_entry;
	f->ehdr.e_phoff = e.e_phoff;
	f->ehdr.e_shoff = e.e_shoff;
	f->ehdr.e_flags = e.e_flags;
	f->ehdr.e_ehsize = e.e_ehsize;
	f->ehdr.e_phentsize = e.e_phentsize;
	f->ehdr.e_phnum = e.e_phnum;
	f->ehdr.e_shentsize = e.e_shentsize;
	f->ehdr.e_shnum = e.e_shnum;
	f->ehdr.e_shstrndx = e.e_shstrndx;
}

static void load_shdr(const struct elf_file *f, size_t index, GElf_Shdr *to)
{
	const u8 *from = f->data + f->ehdr.e_shoff + index * f->ehdr.e_shentsize;
	Elf32_Shdr s;

	if (f->wide) {
		memcpy(to, from, sizeof(*to));
		return;
	}
	memcpy(&s, from, sizeof(s));
	*to = (GElf_Shdr){
		.sh_name = s.sh_name, .sh_type = s.sh_type, .sh_flags = s.sh_flags,
		.sh_addr = s.sh_addr, .sh_offset = s.sh_offset, .sh_size = s.sh_size,
		.sh_link = s.sh_link, .sh_info = s.sh_info,
		.sh_addralign = s.sh_addralign, .sh_entsize = s.sh_entsize,
	};
}

/* Numbers that do not fit into the header are in section 0. */
static bool count_sections(struct elf_file *f)
{
	const size_t each = f->wide ? sizeof(Elf64_Shdr) : sizeof(Elf32_Shdr);
	GElf_Shdr zero;

	if (!f->ehdr.e_shoff)
		return fail(f->path, "no section headers");
	if (f->ehdr.e_shentsize != each)
		return fail(f->path, "section headers of %u bytes", f->ehdr.e_shentsize);
	if (f->ehdr.e_shoff > f->size || f->size - f->ehdr.e_shoff < each)
		return fail(f->path, "section headers lie outside the file");
	load_shdr(f, 0, &zero);
	f->nr_sections = f->ehdr.e_shnum ? f->ehdr.e_shnum : zero.sh_size;
	f->shstrndx = f->ehdr.e_shstrndx == SHN_XINDEX ? zero.sh_link : f->ehdr.e_shstrndx;
	if (!f->nr_sections || f->nr_sections > (f->size - f->ehdr.e_shoff) / each)
		return fail(f->path, "section headers lie outside the file");
	if (f->shstrndx >= f->nr_sections)
		return fail(f->path, "section names are in section %zu, which is none",
			    f->shstrndx);
	return true;
}

static bool has_contents(const GElf_Shdr *shdr)
{
	return shdr->sh_type != SHT_NOBITS && shdr->sh_type != SHT_NULL;
}

static bool load_contents(struct elf_file *f, size_t index)
{
	struct elf_section *s = &f->sections[index];

	if (!has_contents(&s->shdr))
		return true;
	if (s->shdr.sh_offset > f->size || s->shdr.sh_size > f->size - s->shdr.sh_offset)
		return fail(f->path, "section %s lies outside the file", s->name);
	s->bytes = f->data + s->shdr.sh_offset;
	return true;
}

static bool load_names(struct elf_file *f)
{
	const GElf_Shdr *shdr = &f->sections[f->shstrndx].shdr;
	const char *names;
	size_t i;

	if (shdr->sh_type != SHT_STRTAB || !shdr->sh_size || shdr->sh_offset > f->size ||
	    shdr->sh_size > f->size - shdr->sh_offset)
		return fail(f->path, "no section names");
	names = (const char *)f->data + shdr->sh_offset;
	if (names[shdr->sh_size - 1])
		return fail(f->path, "section names have no end");
	for (i = 1; i < f->nr_sections; i++) {
		if (f->sections[i].shdr.sh_name >= shdr->sh_size)
			return fail(f->path, "section %zu has no name", i);
		f->sections[i].name = names + f->sections[i].shdr.sh_name;
	}
	return true;
}

static int by_offset(const void *a, const void *b)
{
	const struct elf_section *l = *(const struct elf_section *const *)a;
	const struct elf_section *r = *(const struct elf_section *const *)b;

	if (l->bytes != r->bytes)
		return l->bytes < r->bytes ? -1 : 1;
	return l < r ? -1 : l > r;
}

/* Work is in proportion to the contents, which therefore must not be shared. */
static bool check_shared(const struct elf_file *f)
{
	struct elf_section **order = xcalloc(f->nr_sections, sizeof(*order));
	const struct elf_section *last, *next;
	size_t i, nr = 0;
	bool ok = true;

	for (i = 1; i < f->nr_sections; i++)
		if (f->sections[i].bytes && f->sections[i].shdr.sh_size)
			order[nr++] = &f->sections[i];
	qsort(order, nr, sizeof(*order), by_offset);
	for (i = 1; ok && i < nr; i++) {
		last = order[i - 1];
		next = order[i];
		if (last->shdr.sh_size > (u64)(next->bytes - last->bytes))
			ok = fail_at(f->path, next->name, 0, "sections overlap");
	}
	free(order);
	return ok;
}

static bool load_sections(struct elf_file *f)
{
	size_t i;

	if (!count_sections(f))
		return false;
	f->sections = xcalloc(f->nr_sections, sizeof(*f->sections));
	for (i = 0; i < f->nr_sections; i++) {
		load_shdr(f, i, &f->sections[i].shdr);
		f->sections[i].name = "";
	}
	if (!load_names(f))
		return false;
	for (i = 1; i < f->nr_sections; i++)
		if (!load_contents(f, i))
			return false;
	return check_shared(f);
}

static bool load_libelf(struct elf_file *f)
{
	elf_version(EV_CURRENT);
	f->elf = elf_memory((char *)f->data, f->size);
	return f->elf || fail(f->path, "%s", elf_errmsg(-1));
}

static bool load(struct elf_file *f, unsigned int flags)
{
	const char *problem = elf_unsupported(f->data, f->size, flags);

	if (problem)
		return fail(f->path, "%s", problem);
	load_header(f);
	return load_sections(f) && elf_load_symbols(f) &&
	       (!(flags & ELF_LIBELF) || load_libelf(f));
}

/**
 * elf_parse() - understand a file that was read
 * @path:  its name, which must live as long as the result
 * @bytes: of the file; so must they, without ELF_OWNER
 * @size:  how many
 * @flags: ELF_...
 *
 * Return: NULL after the reason was reported.
 */
struct elf_file *elf_parse(const char *path, u8 *bytes, size_t size, unsigned int flags)
{
	struct elf_file *f = xcalloc(1, sizeof(*f));

	f->path = path;
	f->data = bytes;
	f->size = size;
	f->fd = -1;
	f->owner = flags & ELF_OWNER;
	if (load(f, flags))
		return f;
	elf_close(f);
	return NULL;
}

/**
 * elf_open() - read an object or a module, as it stands in the file system
 * @path: its name, which must live as long as the result
 *
 * Return: NULL after the reason was reported.
 */
struct elf_file *elf_open(const char *path)
{
	/* to open a pipe would wait for a writer */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct elf_file *f = NULL;
	mode_t mode = 0;
	size_t size = 0;
	u8 *bytes;

	if (fd < 0) {
		fail(path, "%s", strerror(errno));
		return NULL;
	}
	bytes = read_all(path, fd, &size, &mode);
	close(fd);
	if (bytes)
		f = elf_parse(path, bytes, size, ELF_LIBELF | ELF_OWNER);
	if (f)
		f->mode = mode;
	return f;
}

/**
 * elf_close() - forget a file
 * @f: the file, or NULL
 */
void elf_close(struct elf_file *f)
{
	if (!f)
		return;
	elf_end(f->elf);
	free(f->maps);
	free(f->sections);
	if (f->owner)
		free(f->data);
	free(f);
}

/**
 * elf_is_signed() - does a module signature follow the file?
 * @f: the file
 *
 * Return: true when it does, good or bad.
 */
bool elf_is_signed(const struct elf_file *f)
{
	static const char magic[] = "~Module signature appended~\n";
	const size_t n = sizeof(magic) - 1;

	return f->size >= n && !memcmp(f->data + f->size - n, magic, n);
}
