// SPDX-License-Identifier: GPL-2.0
/*
 * What the guest is told about its machine: QEMU's device tree, changed where it lies.
 * Devicetree Specification 0.4, chapter 5.  Strings are replaced by others of the same
 * length; the one entry that is added, of reserved memory, moves what is behind it, for
 * which QEMU leaves room.
 */
#include "monitor.h"

enum { MAGIC, TOTALSIZE, OFF_STRUCT, OFF_STRINGS, OFF_RSVMAP, VERSION, COMPATIBLE, BOOT_CPU,
	SIZE_STRINGS, SIZE_STRUCT };

#define FDT_MAGIC	0xd00dfeed
#define RSVMAP_ENTRY	16
#define BEGIN_NODE	1
#define END_NODE	2
#define PROP		3
#define NOP		4

static u32 get(u64 at)
{
	const u8 *p = (const void *)(unsigned long)at;

	return (u32)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
}

static void put(u64 at, u32 value)
{
	u8 *p = (void *)(unsigned long)at;
	u32 i;

	for (i = 0; i < 4; i++)
		p[i] = value >> (24 - 8 * i);
}

static void add(u64 fdt, u32 field, u32 more)
{
	put(fdt + 4 * field, get(fdt + 4 * field) + more);
}

static void move_up(u64 from, u32 size, u32 by)
{
	u8 *p = (void *)(unsigned long)from;

	while (size--)
		p[size + by] = p[size];
}

/**
 * fdt_reserve() - the guest shall not use this memory
 * @fdt:  the device tree, whose parts lie in the order of libfdt
 * @base: first byte
 * @size: bytes
 */
void fdt_reserve(u64 fdt, u64 base, u64 size)
{
	u64 map = fdt + get(fdt + 4 * OFF_RSVMAP);
	u32 tail = get(fdt + 4 * OFF_STRINGS) + get(fdt + 4 * SIZE_STRINGS) -
		   get(fdt + 4 * OFF_RSVMAP);

	if (get(fdt + 4 * MAGIC) != FDT_MAGIC)
		panic("no device tree at", fdt);
	move_up(map, tail, RSVMAP_ENTRY);
	put(map, base >> 32);
	put(map + 4, base);
	put(map + 8, size >> 32);
	put(map + 12, size);
	add(fdt, OFF_STRUCT, RSVMAP_ENTRY);
	add(fdt, OFF_STRINGS, RSVMAP_ENTRY);
	if (get(fdt + 4 * TOTALSIZE) < get(fdt + 4 * OFF_STRINGS) + get(fdt + 4 * SIZE_STRINGS))
		add(fdt, TOTALSIZE, RSVMAP_ENTRY);
}

static u32 string_size(const char *string)
{
	u32 n = 0;

	while (string[n++])
		;
	return n;
}

static bool same(const char *left, const char *right)
{
	while (*left && *left == *right) {
		left++;
		right++;
	}
	return *left == *right;
}

static u64 word_aligned(u64 at)
{
	return (at + 3) & ~3ull;
}

/**
 * struct property - where a walk stands
 * @node:  name of the node that has begun last
 * @value: address of the property's value
 * @size:  its bytes
 */
struct property {
	const char *node;
	u64 value;
	u32 size;
};

/* The next property of this name; @at is where the walk goes on, 0 at first. */
static bool next_property(u64 fdt, const char *name, u64 *at, struct property *property)
{
	u64 p = *at ? *at : fdt + get(fdt + 4 * OFF_STRUCT);
	u64 strings = fdt + get(fdt + 4 * OFF_STRINGS);
	const char *its_name;

	for (;;) {
		switch (get(p)) {
		case BEGIN_NODE:
			property->node = (const char *)(unsigned long)(p + 4);
			p = word_aligned(p + 4 + string_size(property->node));
			break;
		case PROP:
			property->size = get(p + 4);
			property->value = p + 12;
			its_name = (const char *)(unsigned long)(strings + get(p + 8));
			p = word_aligned(property->value + property->size);
			*at = p;
			if (same(its_name, name))
				return true;
			break;
		case END_NODE:
		case NOP:
			p += 4;
			break;
		default:
			return false;
		}
	}
}

/**
 * fdt_memory_end() - where memory ends, of which there is one part
 * @fdt: the device tree; two cells for addresses and sizes, as QEMU has them
 *
 * Return: the address behind it.
 */
u64 fdt_memory_end(u64 fdt)
{
	struct property reg = { 0 };
	u64 at = 0;

	while (next_property(fdt, "reg", &at, &reg))
		if (reg.size == 16 && !memcmp(reg.node, "memory", 6))
			return get(reg.value + 4) + ((u64)get(reg.value + 8) << 32) +
			       get(reg.value + 12);
	panic("no memory in the device tree at", fdt);
}

/**
 * fdt_replace() - write another value over a property
 * @fdt:  the device tree
 * @name: properties of this name are looked at
 * @from: the first whose value begins so
 * @to:   gets this value
 * @size: bytes of both
 *
 * Return: whether there is one.
 */
bool fdt_replace(u64 fdt, const char *name, const char *from, const char *to, u32 size)
{
	struct property property = { 0 };
	u64 at = 0;

	while (next_property(fdt, name, &at, &property)) {
		void *value = (void *)(unsigned long)property.value;

		if (property.size >= size && !memcmp(value, from, size)) {
			memcpy(value, to, size);
			return true;
		}
	}
	return false;
}
