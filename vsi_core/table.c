// SPDX-License-Identifier: GPL-2.0
/*
 * Opening a table: everything that can be said about its bytes alone.
 * Whether its entries are true of a module is the business of verify.c.
 *
 * Pure.  The bytes are not trusted: every offset is checked before it is
 * followed, and sums are taken in 64 bits.
 */
#include "table.h"

/**
 * vsi_table_sum() - carry the checksum over some words
 * @sum:  of what comes before them
 * @data: aligned to 4
 * @size: in bytes; what is behind the last multiple of 4 is left out
 *
 * Context: any.
 * Return: the sum with them.
 */
u32 vsi_table_sum(u32 sum, const void *data, size_t size)
{
	const u32 *word = data, *end = word + size / sizeof(*word);

	while (word < end)
		sum = vsi_table_add(sum, *word++);
	return sum;
}

/**
 * vsi_table_checksum() - of a table with its checksum field taken as zero
 * @data: the table, aligned to 4
 * @size: in bytes, at least sizeof(struct vsi_table_header); what is behind the
 *        last multiple of 4 is left out
 *
 * Context: any.
 * Return: the value that the checksum field must have.
 */
u32 vsi_table_checksum(const void *data, size_t size)
{
	const size_t at = offsetof(struct vsi_table_header, checksum);
	const size_t behind = at + sizeof(u32);
	u32 sum;

	sum = vsi_table_add(vsi_table_sum(0, data, at), 0);
	return vsi_table_sum(sum, (const u8 *)data + behind, size - behind);
}

static bool refuse(struct vsi_fault *fault, u32 offset, const char *reason)
{
	fault->section = VSI_TABLE_SECTION;
	fault->offset = offset;
	fault->reason = reason;
	return false;
}

#define AT(field)	((u32)offsetof(struct vsi_table_header, field))

static bool check_magic(const void *data, size_t size, struct vsi_fault *fault)
{
	u32 word;

	if (size < sizeof(word))
		return refuse(fault, 0, "truncated: no magic");
	memcpy(&word, data, sizeof(word));
	if (word == __builtin_bswap32(VSI_TABLE_MAGIC))
		return refuse(fault, AT(magic), "table has the other byte order");
	if (word == VSI_TABLE_MAGIC)
		return true;
	if (size >= sizeof(struct vsi_fragment_entry)) {
		memcpy(&word, (const u8 *)data + offsetof(struct vsi_fragment_entry, magic),
		       sizeof(word));
		if (word == VSI_FRAGMENT_MAGIC)
			return refuse(fault, 0, "fragments not yet linked into a table (vsi embed)");
	}
	return refuse(fault, AT(magic), "bad magic");
}

static bool check_shape(const struct vsi_table_header *h, size_t size, struct vsi_fault *fault)
{
	if (h->version != VSI_TABLE_VERSION)
		return refuse(fault, AT(version), "unknown version");
	if (h->header_size != sizeof(*h))
		return refuse(fault, AT(header_size), "bad header size");
	if (h->size != size)
		return refuse(fault, AT(size), h->size > size ? "truncated" : "bytes behind the table");
	if (size % sizeof(u32))
		return refuse(fault, AT(size), "size is not a multiple of 4");
	if (h->reserved[0] || h->reserved[1] || h->reserved[2])
		return refuse(fault, AT(reserved), "reserved field is not zero");
	if (h->reserved2)
		return refuse(fault, AT(reserved2), "reserved field is not zero");
	return true;
}

static bool part_fits(u64 offset, u64 count, u64 each, size_t size)
{
	return offset >= sizeof(struct vsi_table_header) && !(offset & 3) &&
	       offset <= size && count * each <= size - offset;
}

static bool check_parts(const struct vsi_table_header *h, size_t size, struct vsi_fault *fault)
{
	if (h->entry_size != sizeof(struct vsi_table_entry))
		return refuse(fault, AT(entry_size), "bad entry size");
	if (h->count > VSI_TABLE_MAX_ENTRIES ||
	    !part_fits(h->entries, h->count, h->entry_size, size))
		return refuse(fault, AT(count), "entries do not fit into the table");
	if (!part_fits(h->sections, h->nr_sections, sizeof(u32), size))
		return refuse(fault, AT(nr_sections), "section names do not fit into the table");
	if (!h->strings_size || !part_fits(h->strings, h->strings_size, 1, size))
		return refuse(fault, AT(strings_size), "strings do not fit into the table");
	if (((const char *)h)[h->strings + h->strings_size - 1])
		return refuse(fault, AT(strings), "last string has no end");
	return true;
}

static bool check_machine(const struct vsi_table_header *h, const struct vsi_table_want *want,
			  struct vsi_fault *fault)
{
	if (h->elf_class != want->elf_class)
		return refuse(fault, AT(elf_class), "ELF class differs from the module's");
	if (h->elf_data != want->elf_data)
		return refuse(fault, AT(elf_data), "byte order differs from the module's");
	if (h->elf_machine != want->elf_machine)
		return refuse(fault, AT(elf_machine), "machine differs from the module's");
	return true;
}

static bool padding_is_zero(const struct vsi_table_header *h)
{
	unsigned int i;

	for (i = h->build_id_size; i < VSI_BUILD_ID_MAX; i++)
		if (h->build_id[i])
			return false;
	return true;
}

static bool check_binding(const struct vsi_table_header *h, const struct vsi_table_want *want,
			  struct vsi_fault *fault)
{
	const char *strings = (const char *)h + h->strings;

	if (h->module >= h->strings_size)
		return refuse(fault, AT(module), "module name lies outside the strings");
	if (strcmp(strings + h->module, want->module))
		return refuse(fault, AT(module), "table is for a module of another name");
	if (!h->build_id_size || h->build_id_size > VSI_BUILD_ID_MAX)
		return refuse(fault, AT(build_id_size), "bad build-id size");
	if (!padding_is_zero(h))
		return refuse(fault, AT(build_id) + h->build_id_size, "padding is not zero");
	if (!want->build_id)
		return refuse(fault, AT(build_id), "module has no build-id");
	if (h->build_id_size != want->build_id_size ||
	    memcmp(h->build_id, want->build_id, h->build_id_size))
		return refuse(fault, AT(build_id), "build-id differs from the module's");
	return true;
}

static bool check_names(const struct vsi_table *t, struct vsi_fault *fault)
{
	const struct vsi_table_header *h = t->header;
	unsigned int i;

	for (i = 0; i < h->nr_sections; i++)
		if (t->sections[i] >= h->strings_size)
			return refuse(fault, h->sections + i * sizeof(u32),
				      "section name lies outside the strings");
	return true;
}

static const char *entry_problem(const struct vsi_table *t, u32 i)
{
	const struct vsi_table_entry *e = &t->entries[i];

	if (e->section >= t->header->nr_sections)
		return "section number out of range";
	if (e->flags & ~VSI_ENTRY_FLAGS)
		return "unknown flags";
	if (!i)
		return NULL;
	if (e->section < e[-1].section ||
	    (e->section == e[-1].section && e->offset < e[-1].offset))
		return "entries are not sorted";
	if (e->section == e[-1].section && e->offset < (u64)e[-1].offset + e[-1].width)
		return "entries overlap";
	return NULL;
}

/**
 * vsi_table_check() - the second half of vsi_table_open()
 * @table: from vsi_table_parse()
 * @fault: filled in on failure; the offset is one in the table
 *
 * Context: any.
 * Return: true when the checksum is right and the entries are in order.
 */
bool vsi_table_check(const struct vsi_table *table, struct vsi_fault *fault)
{
	const struct vsi_table_header *h = table->header;
	const char *problem;
	u32 i;

	if (h->checksum != vsi_table_checksum(h, h->size))
		return refuse(fault, AT(checksum), "bad checksum");
	for (i = 0; i < h->count; i++) {
		problem = entry_problem(table, i);
		if (problem)
			return refuse(fault, h->entries + i * sizeof(struct vsi_table_entry),
				      problem);
	}
	return true;
}

/**
 * vsi_table_parse() - the first half of vsi_table_open(): all but its entries
 * @data:  the bytes, aligned to 4
 * @size:  in bytes
 * @want:  the module that the table must be bound to
 * @table: filled in on success; points into @data
 * @fault: filled in on failure; the offset is one in @data
 *
 * Context: any.
 * Return: true when all parts lie inside the table and it is bound to the
 * module.  Its checksum, and the order of its entries, have not been looked at.
 */
bool vsi_table_parse(const void *data, size_t size, const struct vsi_table_want *want,
		     struct vsi_table *table, struct vsi_fault *fault)
{
	const struct vsi_table_header *h = data;

	if (!check_magic(data, size, fault))
		return false;
	if (size < sizeof(*h))
		return refuse(fault, size, "truncated: no header");
	if (!check_shape(h, size, fault) || !check_machine(h, want, fault) ||
	    !check_parts(h, size, fault) || !check_binding(h, want, fault))
		return false;
	table->header = h;
	table->entries = (const void *)((const u8 *)data + h->entries);
	table->sections = (const void *)((const u8 *)data + h->sections);
	table->strings = (const char *)data + h->strings;
	return check_names(table, fault);
}

/**
 * vsi_table_open() - check the bytes of a table and find its parts
 * @data:  the bytes, aligned to 4
 * @size:  in bytes
 * @want:  the module that the table must be bound to
 * @table: filled in on success; points into @data
 * @fault: filled in on failure; the offset is one in @data
 *
 * Context: any.
 * Return: true when the table is sound and bound to the module.
 */
bool vsi_table_open(const void *data, size_t size, const struct vsi_table_want *want,
		    struct vsi_table *table, struct vsi_fault *fault)
{
	return vsi_table_parse(data, size, want, table, fault) &&
	       vsi_table_check(table, fault);
}
