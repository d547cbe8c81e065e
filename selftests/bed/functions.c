// SPDX-License-Identifier: GPL-2.0
/*
 * Calling functions of modules, the same for both programs.
 *
 * An imported function returns zero or a pointer, and what it was called with is noted;
 * a symbol of data is a few words.  All memory that a function can come by holds pointers
 * into the same memory, or small numbers.
 */
#include "functions.h"

#define FNV_BASIS	0x811c9dc5u
#define FNV_PRIME	0x01000193u

static u32 calls, call_log;
static unsigned int nr_imports;

static u32 hash(u32 h, const void *bytes, unsigned long size)
{
	const u8 *at = bytes;

	while (size--)
		h = (h ^ *at++) * FNV_PRIME;
	return h;
}

static bool is_mcount(const char *name)
{
	static const char mcount[] = "__gnu_mcount_nc";
	unsigned int i;

	for (i = 0; i < sizeof(mcount); i++)
		if (name[i] != mcount[i])
			return false;
	return true;
}

/*
 * LDR IP and LDR PC of the two words behind them.  What each function begins with, and
 * the kernel takes out, is no call: MOV IP, LR; POP {LR}; BX IP.
 */
static unsigned long import(const char *name)
{
	u32 *at = (u32 *)FUNCTION_IMPORTS + 4 * nr_imports;
	const bool mcount = is_mcount(name);

	if (nr_imports == FUNCTION_MAX_IMPORTS)
		return 0;
	at[0] = mcount ? 0xe1a0c00e : 0xe59fc000;
	at[1] = mcount ? 0xe49de004 : 0xe59ff000;
	at[2] = mcount ? 0xe12fff1c : nr_imports;
	at[3] = (unsigned long)bed_import;
	nr_imports++;
	return (unsigned long)at;
}

/* Called by bed_import, on a stack that is no part of the state. */
void function_called(const u32 *args, u32 index, u32 psr)
{
	const u32 seen = function_psr(psr);

	calls++;
	call_log = hash(call_log, args, 4 * sizeof(*args));
	call_log = hash(call_log, &index, sizeof(index));
	call_log = hash(call_log, &seen, sizeof(seen));
}

/**
 * function_load() - load the module of a function
 * @f:      the function
 * @file:   its module, which is changed
 * @object: filled in
 *
 * Return: NULL; else what is missing or wrong.
 */
const char *function_load(const struct function *f, void *file, struct bed_object *object)
{
	const char *wrong;

	(void)f;
	nr_imports = 0;
	memset((void *)BED_ARENA, 0, FUNCTION_MODULE_MAX);
	wrong = bed_load(file, BED_ARENA, import, object);
	if (!wrong && object->end > BED_ARENA + FUNCTION_MODULE_MAX)
		wrong = "room";
	return wrong;
}

static void fill(u32 input)
{
	u32 *word = (u32 *)FUNCTION_DATA, *end = word + FUNCTION_DATA_SIZE / sizeof(u32);

	for (; word < end; word++)
		*word = INPUT_MEMORY(input) == INPUT_NUMBERS ? 3 : FUNCTION_POINTER;
}

static const bed_sym *find(const struct bed_object *object, const char *name)
{
	const bed_sym *sym = bed_symbol(object, name);

	return sym && sym->st_shndx < object->hdr->e_shnum ? sym : NULL;
}

/**
 * function_prepare() - the state in which a function is called
 * @f:      the function
 * @object: its module
 * @in:     filled in
 * @site:   set to where it is
 *
 * Return: NULL; else what is missing.
 */
const char *function_prepare(const struct function *f, const struct bed_object *object,
			     struct bed_state *in, unsigned long *site)
{
	const bed_sym *sym = find(object, f->name);
	unsigned int i;

	if (!sym)
		return "no function";
	*site = sym->st_value;
	fill(f->input);
	calls = 0;
	call_log = FNV_BASIS;
	bed_import_returns = INPUT_RETURNS(f->input);
	for (i = 0; i < BED_NR_STATE; i++)
		in->reg[i] = 0x1000 * (i + 1);
	for (i = 0; i < 4; i++)
		in->reg[i] = i && INPUT_MEMORY(f->input) ? 8 : FUNCTION_POINTER;
	in->reg[BED_SP] = FUNCTION_STACK;
	in->reg[BED_LR] = BED_LANDING;
	in->reg[BED_PSR] = 0x60000013 | INPUT_IS_MASKED(f->input) << 7;
	in->reg[BED_SPSR] = 0x20000013;
	in->reg[BED_SPSR_IRQ] = 0x20000012;
	in->reg[BED_SPSR_FIQ] = 0x20000011;
	return NULL;
}

/**
 * function_finish() - what of the memory is left, and of the calls
 * @object: the module
 * @r:      filled in, that of it
 */
void function_finish(const struct bed_object *object, struct result *r)
{
	u32 h = hash(FNV_BASIS, (void *)FUNCTION_DATA, FUNCTION_DATA_SIZE);
	const bed_shdr *s;

	for (s = object->shdr; s < object->shdr + object->hdr->e_shnum; s++)
		if (s->sh_flags & SHF_ALLOC && s->sh_flags & SHF_WRITE && s->sh_size)
			h = hash(h, (void *)s->sh_addr, s->sh_size);
	r->state.reg[BED_HASH] = h;
	r->calls = calls;
	r->log = call_log;
}
