// SPDX-License-Identifier: GPL-2.0
/*
 * Reading objects and modules.  The bytes may be hostile: libelf checks every
 * offset that it follows, and indices from the file are checked here.
 */
#include "elf_file.h"
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
 *
 * Return: the reason, or NULL for a relocatable file of 32-bit ARM.
 */
const char *elf_unsupported(const u8 *header, size_t size)
{
	Elf32_Ehdr ehdr;

	if (size < sizeof(ehdr) || memcmp(header, ELFMAG, SELFMAG))
		return "not an ELF file";
	if (header[EI_DATA] != ELFDATA2LSB)
		return "byte order not supported";
	memcpy(&ehdr, header, sizeof(ehdr));
	if (ehdr.e_machine != EM_ARM || header[EI_CLASS] != ELFCLASS32)
		return "machine not supported, only 32-bit ARM is";
	if (ehdr.e_type != ET_REL)
		return "not a relocatable file";
	return NULL;
}

static bool read_all(struct elf_file *f, int fd)
{
	struct stat st;
	size_t done;
	ssize_t n;

	if (fstat(fd, &st))
		return fail(f->path, "%s", strerror(errno));
	if (!S_ISREG(st.st_mode))
		return fail(f->path, "not a regular file");
	f->mode = st.st_mode & 07777;
	f->data = xcalloc(st.st_size, 1);
	for (done = 0; done < (size_t)st.st_size; done += n) {
		n = read(fd, f->data + done, st.st_size - done);
		if (n < 0)
			return fail(f->path, "%s", strerror(errno));
		if (!n)
			break;
	}
	f->size = done;
	return true;
}

static bool read_file(struct elf_file *f)
{
	int fd = open(f->path, O_RDONLY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return fail(f->path, "%s", strerror(errno));
	ok = read_all(f, fd);
	close(fd);
	return ok;
}

static bool bad_elf(const struct elf_file *f)
{
	return fail(f->path, "%s", elf_errmsg(-1));
}

static bool load_section(struct elf_file *f, size_t index)
{
	struct elf_section *s = &f->sections[index];
	Elf_Scn *scn = elf_getscn(f->elf, index);
	Elf_Data *data;

	if (!scn || !gelf_getshdr(scn, &s->shdr))
		return bad_elf(f);
	s->name = "";
	if (!index)
		return true;
	s->name = elf_strptr(f->elf, f->shstrndx, s->shdr.sh_name);
	if (!s->name)
		return fail(f->path, "section %zu has no name", index);
	if (s->shdr.sh_type == SHT_NOBITS)
		return true;
	data = elf_rawdata(scn, NULL);
	if (!data || data->d_size != s->shdr.sh_size)
		return fail(f->path, "section %s lies outside the file", s->name);
	/* an empty section has contents, too: none */
	s->bytes = data->d_buf ? data->d_buf : f->data;
	return true;
}

static bool load_sections(struct elf_file *f)
{
	size_t i;

	f->elf = elf_memory((char *)f->data, f->size);
	if (!f->elf || !gelf_getehdr(f->elf, &f->ehdr) ||
	    elf_getshdrnum(f->elf, &f->nr_sections) ||
	    elf_getshdrstrndx(f->elf, &f->shstrndx))
		return bad_elf(f);
	f->sections = xcalloc(f->nr_sections, sizeof(*f->sections));
	for (i = 0; i < f->nr_sections; i++) {
		if (!load_section(f, i))
			return false;
		if (f->sections[i].shdr.sh_type == SHT_SYMTAB_SHNDX)
			f->extended = elf_getdata(elf_getscn(f->elf, i), NULL);
		if (f->sections[i].shdr.sh_type != SHT_SYMTAB)
			continue;
		if (f->symtab)
			return fail(f->path, "more than one symbol table");
		f->symtab = i;
	}
	return true;
}

/**
 * elf_nr_symbols() - the number of symbols of a file
 * @f: the file
 *
 * Return: with the null symbol; 0 when there is no symbol table.
 */
size_t elf_nr_symbols(const struct elf_file *f)
{
	const GElf_Shdr *shdr = &f->sections[f->symtab].shdr;

	return f->symtab && shdr->sh_entsize ? shdr->sh_size / shdr->sh_entsize : 0;
}

/**
 * elf_symbol() - read a symbol
 * @f:       the file
 * @index:   of the symbol
 * @symbol:  filled in
 * @section: index of the section that it lies in; 0 when in none
 *
 * Return: true when there is such a symbol.
 */
bool elf_symbol(const struct elf_file *f, size_t index, GElf_Sym *symbol, u32 *section)
{
	Elf32_Word xindex = 0;
	Elf_Data *data;

	if (!f->symtab || index >= elf_nr_symbols(f))
		return false;
	data = elf_getdata(elf_getscn(f->elf, f->symtab), NULL);
	if (!data || !gelf_getsymshndx(data, f->extended, index, symbol, &xindex))
		return false;
	*section = symbol->st_shndx;
	if (symbol->st_shndx == SHN_XINDEX)
		*section = xindex;
	else if (symbol->st_shndx >= SHN_LORESERVE)
		*section = 0;
	if (*section >= f->nr_sections)
		*section = 0;
	return true;
}

static bool load_maps(struct elf_file *f)
{
	const size_t nr = elf_nr_symbols(f);
	struct vsi_mapping map;
	size_t i, room = 0;
	const char *name;
	GElf_Sym symbol;

	for (i = 1; i < nr; i++) {
		if (!elf_symbol(f, i, &symbol, &map.section))
			return bad_elf(f);
		name = elf_strptr(f->elf, f->sections[f->symtab].shdr.sh_link, symbol.st_name);
		if (!name || !map.section || symbol.st_value > UINT32_MAX)
			continue;
		map.isa = vsi_mapping_symbol(name);
		if (map.isa == VSI_MAPPING_NONE)
			continue;
		map.offset = symbol.st_value;
		map.symbol = i;
		f->maps = xgrow(f->maps, f->nr_maps, &room, sizeof(map));
		f->maps[f->nr_maps++] = map;
	}
	if (f->nr_maps)
		qsort(f->maps, f->nr_maps, sizeof(*f->maps), vsi_mapping_compare);
	return true;
}

static bool load(struct elf_file *f)
{
	const char *problem;

	if (!read_file(f))
		return false;
	problem = elf_unsupported(f->data, f->size);
	if (problem)
		return fail(f->path, "%s", problem);
	return load_sections(f) && load_maps(f);
}

/**
 * elf_open() - read an object or a module
 * @path: its name, which must live as long as the result
 *
 * Return: NULL after the reason was reported.
 */
struct elf_file *elf_open(const char *path)
{
	struct elf_file *f = xcalloc(1, sizeof(*f));

	f->path = path;
	elf_version(EV_CURRENT);
	if (load(f))
		return f;
	elf_close(f);
	return NULL;
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
	free(f->data);
	free(f);
}

/* The first mapping symbol that does not come before a section's begin. */
static size_t first_map(const struct elf_file *f, u32 section)
{
	size_t low = 0, high = f->nr_maps, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (f->maps[middle].section < section)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/**
 * elf_view() - a section as verification sees it
 * @f:     the file
 * @index: of the section
 * @view:  filled in; points into the file
 */
void elf_view(const struct elf_file *f, size_t index, struct vsi_section *view)
{
	const struct elf_section *s = &f->sections[index];
	size_t first = first_map(f, index);

	*view = (struct vsi_section){
		.name = s->name,
		.bytes = s->bytes,
		.size = s->shdr.sh_size,
		.exec = elf_is_code(&s->shdr),
		.maps = f->maps + first,
		.nr_maps = first_map(f, index + 1) - first,
	};
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
