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

static unsigned long import(const char *name)
{
	u32 *at = (u32 *)FUNCTION_IMPORTS + FUNCTION_IMPORT_WORDS * nr_imports;

	if (nr_imports == FUNCTION_MAX_IMPORTS)
		return 0;
	function_put_import(at, nr_imports++, name);
	return (unsigned long)at;
}

/* Called by bed_import, on a stack that is no part of the state. */
void function_called(const unsigned long *args, u32 index, unsigned long psr)
{
	const u32 seen = function_psr(psr) & FUNCTION_PSR;

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
	unsigned long *word = (unsigned long *)FUNCTION_DATA;
	unsigned long *const end = word + FUNCTION_DATA_SIZE / sizeof(*word);

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
	function_state(INPUT_IS_MASKED(f->input), in);
	return NULL;
}

/**
 * function_finish() - what of the memory is left, and of the calls
 * @object: the module
 * @r:      filled in, that of it
 */
void function_finish(const struct bed_object *object, struct result *r)
{
	const unsigned long end = FUNCTION_DATA + FUNCTION_DATA_SIZE, sp = r->state.reg[BED_SP];
	const unsigned long stack = FUNCTION_STACK - FUNCTION_STACK_SIZE;
	u32 h = hash(FNV_BASIS, (void *)FUNCTION_DATA, stack - FUNCTION_DATA);
	const bed_shdr *s;

	if (sp > stack && sp < end)
		h = hash(h, (void *)sp, end - sp);
	for (s = object->shdr; s < object->shdr + object->hdr->e_shnum; s++)
		if (s->sh_flags & SHF_ALLOC && s->sh_flags & SHF_WRITE && s->sh_size)
			h = hash(h, (void *)s->sh_addr, s->sh_size);
	r->state.reg[BED_HASH] = h;
	r->calls = calls;
	r->log = call_log;
}
