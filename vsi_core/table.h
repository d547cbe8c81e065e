/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The table of virtualization-sensitive instructions of one module:
 * .vsi_table in the module, or a file beside it.  Same bytes in both.
 *
 * Documentation/table-format.rst defines every byte; the structures here are
 * its C form.  Pure, as vsi_arm/insn.h.
 */
#ifndef VSI_CORE_TABLE_H
#define VSI_CORE_TABLE_H

#include "../vsi_arm/types.h"

#define VSI_TABLE_SECTION	".vsi_table"
/* Room for veneers: in reach of the module's code, and gone with what it is for. */
#define VSI_VENEER_SECTION	".vsi_veneers"
#define VSI_VENEER_INIT_SECTION	".init.vsi_veneers"
#define VSI_TABLE_MAGIC		0x54495356u	/* "VSIT", little-endian */
#define VSI_TABLE_VERSION	1
#define VSI_BUILD_ID_MAX	32
/* More would be the work of a fuzzer: no module is larger than its branches reach. */
#define VSI_TABLE_MAX_ENTRIES	(1u << 22)

/**
 * struct vsi_table_header - begins a table; all numbers in the module's byte order
 * @magic:         VSI_TABLE_MAGIC
 * @version:       VSI_TABLE_VERSION
 * @header_size:   sizeof(struct vsi_table_header)
 * @elf_class:     e_ident[EI_CLASS] of the module
 * @elf_data:      e_ident[EI_DATA] of the module
 * @elf_machine:   e_machine of the module
 * @size:          of the whole table, in bytes
 * @checksum:      of all words of the table, this one taken as zero:
 *                 vsi_table_add()
 * @count:         number of entries
 * @entry_size:    sizeof(struct vsi_table_entry)
 * @nr_sections:   number of section names
 * @entries:       offset of the entries in the table
 * @sections:      offset of an array of nr_sections u32: the offset of each
 *                 section's name in the strings
 * @strings:       offset of the strings, each ended by a NUL
 * @strings_size:  in bytes
 * @module:        offset of the module's name in the strings
 * @build_id_size: bytes used of @build_id, never 0
 * @reserved:      0
 * @build_id:      the descriptor of the module's NT_GNU_BUILD_ID note, padded with 0
 * @reserved2:     0
 */
struct vsi_table_header {
	u32 magic;
	u16 version;
	u16 header_size;
	u8 elf_class;
	u8 elf_data;
	u16 elf_machine;
	u32 size;
	u32 checksum;
	u32 count;
	u16 entry_size;
	u16 nr_sections;
	u32 entries;
	u32 sections;
	u32 strings;
	u32 strings_size;
	u32 module;
	u8 build_id_size;
	u8 reserved[3];
	u8 build_id[VSI_BUILD_ID_MAX];
	u32 reserved2;
};

/**
 * struct vsi_table_entry - one instruction; sorted by @section, then @offset
 * @offset:  in the section, in bytes
 * @word:    the instruction that must stand there, but for @flags
 * @section: index into the section names
 * @class:   enum vsi_class
 * @isa:     enum vsi_isa
 * @width:   of the instruction, in bytes
 * @flags:   VSI_ENTRY_...
 */
struct vsi_table_entry {
	u32 offset;
	u32 word;
	u16 section;
	u16 class;
	u8 isa;
	u8 width;
	u16 flags;
};

/*
 * Not @word stands in the module, but what a hypervisor takes for it, by
 * ../vsi_arm/a32_svc.tbl: "vsi embed --apply".
 */
#define VSI_ENTRY_SVC	0x1
#define VSI_ENTRY_FLAGS	VSI_ENTRY_SVC

/**
 * struct vsi_fragment_entry - one instruction, in the .vsi_table of an object
 *
 * An object's .vsi_table is an array of these without a header.  @location
 * carries a relocation against the instruction, which "ld -r" carries on, so
 * fragments merge by concatenation.  Linking the module's table from them
 * ("vsi embed") ends their life: vsi.ko never sees one.  The section has a
 * type of its own, so that modpost does not take it for a mistake.
 *
 * @location: of the instruction; R_ARM_ABS32
 * @word:     the instruction
 * @class:    enum vsi_class
 * @isa:      enum vsi_isa
 * @width:    in bytes
 * @magic:    VSI_FRAGMENT_MAGIC, which no table has at this place of its
 *            first 16 bytes (there it is @size, a multiple of 4)
 */
struct vsi_fragment_entry {
	u32 location;
	u32 word;
	u16 class;
	u8 isa;
	u8 width;
	u32 magic;
};

#define VSI_FRAGMENT_MAGIC	0x46495356u	/* "VSIF", little-endian */

/**
 * struct vsi_table_want - what a table must be bound to
 * @module:        the module's name, as the kernel spells it
 * @elf_class:     e_ident[EI_CLASS]
 * @elf_data:      e_ident[EI_DATA]
 * @elf_machine:   e_machine
 * @build_id:      the module's build-id, NULL when it has none
 * @build_id_size: in bytes
 */
struct vsi_table_want {
	const char *module;
	u8 elf_class;
	u8 elf_data;
	u16 elf_machine;
	const u8 *build_id;
	u32 build_id_size;
};

/**
 * struct vsi_fault - why an input was refused
 * @section: name of the section at fault, never NULL
 * @offset:  in it, in bytes
 * @reason:  a phrase without a full stop
 */
struct vsi_fault {
	const char *section;
	u32 offset;
	const char *reason;
};

/**
 * struct vsi_table - a table that vsi_table_open() found sound
 * @header:   the table
 * @entries:  its entries
 * @sections: its section names' offsets
 * @strings:  its strings
 */
struct vsi_table {
	const struct vsi_table_header *header;
	const struct vsi_table_entry *entries;
	const u32 *sections;
	const char *strings;
};

bool vsi_table_open(const void *data, size_t size, const struct vsi_table_want *want,
		    struct vsi_table *table, struct vsi_fault *fault);
bool vsi_table_parse(const void *data, size_t size, const struct vsi_table_want *want,
		     struct vsi_table *table, struct vsi_fault *fault);
bool vsi_table_check(const struct vsi_table *table, struct vsi_fault *fault);
u32 vsi_table_checksum(const void *data, size_t size);
u32 vsi_table_sum(u32 sum, const void *data, size_t size);

/**
 * vsi_table_add() - carry the checksum over one word
 * @sum:  of the words before it
 * @word: the next one
 *
 * It finds accidents; against malice each entry is verified.  A load pays two
 * instructions a word for it.
 *
 * Return: the sum with it.
 */
static inline u32 vsi_table_add(u32 sum, u32 word)
{
	return (sum << 1 | sum >> 31) + word;
}

/**
 * vsi_table_section() - the name of a section of a table
 * @table: an open table
 * @index: below nr_sections
 *
 * Return: the name, which lives as long as the table's bytes.
 */
static inline const char *vsi_table_section(const struct vsi_table *table, unsigned int index)
{
	return table->strings + table->sections[index];
}

#endif
