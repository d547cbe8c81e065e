// SPDX-License-Identifier: GPL-2.0
/*
 * The guest that the suites of planning and of the registry furnish.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "../../vsi_arm/constants.h"
#include "../../vsi_arm/second.h"
#include "../../vsi_arm/thunk.h"
#include "../../vsi_arm/undef.h"
#include "../../vsi_core/backend.h"
#include "../../vsi_core/events.h"
#include "../../vsi_core/hits.h"
#include "../../vsi_core/ksyms.h"
#include "check.h"
#include "world.h"

struct world world;

DEFINE_STATIC_KEY_FALSE(vsi_hits_wanted);

static struct module *find_listed(const char *name)
{
	return world.listed && !strcmp(world.listed->name, name) ? world.listed : NULL;
}

struct vsi_ksyms vsi_ksyms = { .find_module = find_listed };

/**
 * world_reset() - a guest with all that there is to have
 */
void world_reset(void)
{
	world = (struct world){
		.thunks = 1000,
		.gentimer = VSI_PRESENT,
		.constants = true,
		.constant = 0x410,
	};
	vsi_policy_set_profile(&world.policy, VSI_PROFILE_AUTO);
}

void vsi_policy_of(const char *module, struct vsi_policy *policy)
{
	*policy = world.policy;
}

enum vsi_carrier vsi_policy_carrier(void)
{
	return world.carrier;
}

bool vsi_files_wanted(void)
{
	return world.files;
}

int vsi_file_exists(struct vsi_plan *p)
{
	return world.table ? 1 : 0;
}

int vsi_plan_file(struct vsi_plan *p)
{
	p->from_file = true;
	p->file = kmalloc(8, GFP_KERNEL);
	strcpy(p->file, "beside");
	world.read = kmalloc(world.table_size, GFP_KERNEL);
	memcpy(world.read, world.table, world.table_size);
	return vsi_plan_table(p, p->file, world.read, world.table_size);
}

/* Whoever still looks at the table is caught by ASan. */
void vsi_file_release(struct vsi_plan *p)
{
	kfree(world.read);
	world.read = NULL;
	kfree(p->file);
	p->file = NULL;
}

void vsi_event_kept(const char *module, const char *section, u32 offset, enum vsi_kept why)
{
	world.kept++;
	world.why = why;
	world.offset = offset;
}

void vsi_event_refused(const char *module, const struct vsi_fault *fault)
{
	world.refused++;
	world.fault = *fault;
	snprintf(world.section, sizeof(world.section), "%s", fault->section);
	world.fault.section = world.section;
}

void vsi_hit(struct vsi_served *served, const struct vsi_site *site)
{
	world.hits++;
	atomic_long_inc(&served->traps);
}

void vsi_arch_rewritten(const struct vsi_image *image, vsi_rewritten_fn *fn, void *arg)
{
	unsigned int i;

	for (i = 0; i < world.nr_rewritten; i++)
		fn(arg, world.rewritten[i]);
}

void vsi_arch_copied(const struct vsi_image *image, vsi_rewritten_fn *fn, void *arg)
{
	if (world.copied)
		fn(arg, world.copied);
}

/* The kprobe's own instruction is a NOP here. */
bool vsi_arch_kprobe(unsigned long addr, u32 *word)
{
	if (addr != world.probed)
		return false;
	*word = vsi_arch_read_text(addr);
	return true;
}

void *vsi_arch_room_get(unsigned int words)
{
	if (words > world.nr_veneers)
		return NULL;
	world.rooms++;
	return world.veneers;
}

void vsi_arch_room_put(void *room, unsigned int words)
{
	world.rooms--;
}

u32 *vsi_arch_room_map(void *room, unsigned int words, bool may_sleep)
{
	if (!may_sleep)
		return NULL;
	world.mapped++;
	return room;
}

void vsi_arch_room_unmap(void *room, u32 *map, unsigned int words)
{
	world.mapped--;
}

u32 *vsi_thunk_get(u32 word)
{
	static u32 thunk[2];

	if (!world.thunks)
		return NULL;
	world.thunks--;
	world.taken++;
	return thunk;
}

void vsi_thunk_put(u32 *thunk)
{
	if (thunk)
		world.taken--;
}

int vsi_undef_init(void)
{
	return 0;
}

void vsi_undef_exit(void)
{
}

bool vsi_undef_sees(u32 word)
{
	return word != world.unseen;
}

int vsi_features_init(void)
{
	return 0;
}

void vsi_features_exit(void)
{
}

enum vsi_presence vsi_feature_presence(enum vsi_feature feature)
{
	return feature == VSI_FEATURE_GENTIMER ? world.gentimer : VSI_UNKNOWN;
}

enum vsi_presence vsi_feature_of(const struct vsi_insn *insn)
{
	return insn->class == world.lacks ? VSI_ABSENT : VSI_UNKNOWN;
}

bool vsi_constant_is_known(const struct vsi_insn *insn)
{
	return world.constants;
}

bool vsi_constant(const struct vsi_insn *insn, bool may_sleep, u64 *value)
{
	*value = world.midr ? 0x414fc0f0 : world.constant;
	return !world.varies;
}

bool vsi_constant_is_midr(const struct vsi_insn *insn, bool may_sleep, u64 value)
{
	return world.midr;
}

bool vsi_backend_serves(void)
{
	return world.backend;
}

void vsi_backend_answer(const struct vsi_query *query, struct vsi_answer *answer)
{
	*answer = world.asked ? world.answer : (struct vsi_answer){ 0 };
	answer->is_known |= !world.queries;
}

bool vsi_backend_word(const struct vsi_query *query, u32 *word)
{
	if (!world.own || query->word != world.own)
		return false;
	*word = world.own_word;
	return true;
}

void vsi_backend_state(struct vsi_block *block)
{
	*block = world.block;
}

int vsi_backend_ask(struct vsi_query *queries, unsigned int nr)
{
	world.asked = nr;
	world.questions++;
	return 0;
}

unsigned int vsi_hypervisor_profile(void)
{
	return world.profile;
}

bool vsi_smc_by_hvc(void)
{
	return false;
}

const char *vsi_second_differs(const struct vsi_insn *insn)
{
	return insn->word == world.dispute ? "class" : NULL;
}

static const char names[] =
	"\0.text\0.text.other\0.init.text\0.note.gnu.build-id\0.symtab\0.strtab\0.shstrtab\0"
	VSI_TABLE_SECTION "\0" VSI_VENEER_SECTION "\0" VSI_VENEER_INIT_SECTION;

static const char symbols[] = "\0$a\0$d\0$t\0$x\0$a.1\0$x.1\0f\0\0";

static u32 find_string(const char *strings, size_t size, const char *string)
{
	u32 at;

	for (at = 1; at < size; at += strlen(strings + at) + 1)
		if (!strcmp(strings + at, string))
			return at;
	return 0;
}

static void add_section(struct made *m, unsigned int shndx, const char *name, u32 type,
			const void *bytes, u32 size)
{
	Elf_Shdr *shdr = &m->shdr[shndx];

	shdr->sh_name = find_string(names, sizeof(names), name);
	shdr->sh_type = type;
	shdr->sh_addr = (unsigned long)bytes;
	shdr->sh_size = size;
}

static void add_code(struct made *m, unsigned int shndx, const char *name, const u32 *words)
{
	add_section(m, shndx, name, SHT_PROGBITS, words, MADE_WORDS * sizeof(*words));
	m->shdr[shndx].sh_flags = SHF_ALLOC | SHF_EXECINSTR;
}

static void add_sections(struct made *m)
{
	add_code(m, MADE_TEXT, ".text", m->core);
	add_code(m, MADE_OTHER, ".text.other", m->core + MADE_WORDS);
	add_code(m, MADE_INIT, ".init.text", m->init);
	add_section(m, MADE_NOTE, ".note.gnu.build-id", SHT_NOTE, m->note, sizeof(m->note));
	add_section(m, MADE_SYMTAB, ".symtab", SHT_SYMTAB, m->syms, sizeof(*m->syms));
	add_section(m, MADE_STRTAB, ".strtab", SHT_STRTAB, m->strtab, sizeof(m->strtab));
	add_section(m, MADE_SHSTRTAB, ".shstrtab", SHT_STRTAB, m->file.names,
		    sizeof(m->file.names));
	m->shdr[MADE_SYMTAB].sh_link = MADE_STRTAB;
	m->shdr[MADE_SYMTAB].sh_info = 1;
	m->shdr[MADE_SHSTRTAB].sh_offset = m->file.names - (char *)&m->file;
}

static void add_build_id(struct made *m)
{
	static const u32 note[] = { 4, 16, 3, 0x00554e47, 0xdeadbeef, 1, 2, 3 };

	memcpy(m->note, note, sizeof(note));
	memcpy(m->table.header.build_id, &note[4], 16);
	m->table.header.build_id_size = 16;
}

static void add_layout(struct made *m)
{
	strcpy(m->mod.name, "made");
	m->mod.state = MODULE_STATE_COMING;
	m->mod.core_layout.base = m->core;
	m->mod.core_layout.size = sizeof(m->core);
	m->mod.core_layout.text_size = sizeof(m->core);
	m->mod.init_layout.base = m->init;
	m->mod.init_layout.size = sizeof(m->init);
	m->mod.init_layout.text_size = sizeof(m->init);
	m->live.symtab = m->syms;
	m->live.num_symtab = 1;
	m->live.strtab = m->strtab;
	RCU_INIT_POINTER(m->mod.kallsyms, &m->live);
}

static void add_table(struct made *m)
{
	static const char strings[] = "made\0.text\0.text.other\0.init.text\0.none";
	struct vsi_table_header *h = &m->table.header;

	memcpy(m->table.strings, strings, sizeof(strings));
	m->table.sections[0] = 5;
	m->table.sections[1] = 11;
	m->table.sections[2] = 23;
	m->table.sections[3] = 34;
	h->magic = VSI_TABLE_MAGIC;
	h->version = VSI_TABLE_VERSION;
	h->header_size = sizeof(*h);
	h->elf_class = SERVED_CP(ELFCLASS32, ELFCLASS64);
	h->elf_data = ELFDATA2LSB;
	h->elf_machine = SERVED_CP(EM_ARM, EM_AARCH64);
	h->size = sizeof(m->table);
	h->entry_size = sizeof(m->table.entries[0]);
	h->nr_sections = ARRAY_SIZE(m->table.sections);
	h->entries = (char *)m->table.entries - (char *)&m->table;
	h->sections = (char *)m->table.sections - (char *)&m->table;
	h->strings = (char *)m->table.strings - (char *)&m->table;
	h->strings_size = sizeof(m->table.strings);
}

/**
 * made_module() - a module without a sensitive instruction
 * @test: which it lives as long as
 *
 * Its code is of the instruction set that is served, as mapping symbols say.
 *
 * Return: the module.
 */
struct made *made_module(struct kunit *test)
{
	const u32 nop = SERVED(0xe320f000, 0x8000f3af, 0xd503201f);
	struct made *m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, m);
	m->file.hdr.e_ident[EI_CLASS] = SERVED_CP(ELFCLASS32, ELFCLASS64);
	m->file.hdr.e_ident[EI_DATA] = ELFDATA2LSB;
	m->file.hdr.e_machine = SERVED_CP(EM_ARM, EM_AARCH64);
	m->file.hdr.e_shnum = MADE_NR;
	m->file.hdr.e_shstrndx = MADE_SHSTRTAB;
	m->file.hdr.e_shoff = (char *)m->shdr - (char *)&m->file;
	memcpy(m->file.names, names, sizeof(names));
	memcpy(m->strtab, symbols, sizeof(symbols));
	for (i = 0; i < ARRAY_SIZE(m->core); i++)
		m->core[i] = nop;
	for (i = 0; i < ARRAY_SIZE(m->init); i++)
		m->init[i] = nop;
	add_sections(m);
	add_layout(m);
	add_table(m);
	add_build_id(m);
	made_symbol(m, MADE_TEXT, 0, MADE_CODE);
	made_symbol(m, MADE_OTHER, 0, MADE_CODE);
	made_symbol(m, MADE_INIT, 0, MADE_CODE);
	return m;
}

/**
 * made_rooms() - give a module room for veneers
 * @m: the module
 */
void made_rooms(struct made *m)
{
	add_code(m, MADE_VENEERS, VSI_VENEER_SECTION, m->core + 2 * MADE_WORDS);
	add_code(m, MADE_INIT_VENEERS, VSI_VENEER_INIT_SECTION, m->init + MADE_WORDS);
}

/**
 * made_word() - put an instruction into a module
 * @m:      the module
 * @shndx:  the section
 * @offset: in it
 * @word:   the instruction
 */
void made_word(struct made *m, unsigned int shndx, u32 offset, u32 word)
{
	vsi_arch_write_text(m->shdr[shndx].sh_addr + offset, word);
}

/**
 * made_at() - what stands in a module
 * @m:      the module
 * @shndx:  the section
 * @offset: in it
 *
 * Return: the word.
 */
u32 made_at(const struct made *m, unsigned int shndx, u32 offset)
{
	return vsi_arch_read_text(m->shdr[shndx].sh_addr + offset);
}

static Elf_Sym *add_symbol(struct made *m, unsigned int shndx, u32 offset, const char *name)
{
	Elf_Sym *sym = &m->syms[m->live.num_symtab++];

	sym->st_name = find_string(symbols, sizeof(symbols), name);
	sym->st_shndx = shndx;
	sym->st_value = m->shdr[shndx].sh_addr + offset;
	m->shdr[MADE_SYMTAB].sh_info++;
	m->shdr[MADE_SYMTAB].sh_size += sizeof(*sym);
	return sym;
}

/**
 * made_symbol() - give a module a symbol without a type
 * @m:      the module
 * @shndx:  the section it lies in
 * @offset: in that section
 * @name:   one of @symbols
 */
void made_symbol(struct made *m, unsigned int shndx, u32 offset, const char *name)
{
	add_symbol(m, shndx, offset, name);
}

/**
 * made_function() - give a module a function
 * @m:      the module
 * @shndx:  the section it lies in
 * @offset: in that section
 * @size:   in bytes
 */
void made_function(struct made *m, unsigned int shndx, u32 offset, u32 size)
{
	Elf_Sym *sym = add_symbol(m, shndx, offset, "f");

	sym->st_info = STT_FUNC;
	sym->st_size = size;
}

/**
 * made_fixup() - have an abort expected in a module, and none elsewhere
 * @m:      the module
 * @shndx:  the section
 * @offset: in it
 */
void made_fixup(struct made *m, unsigned int shndx, u32 offset)
{
	unsigned long insn = m->shdr[shndx].sh_addr + offset;

#ifdef ARCH_HAS_RELATIVE_EXTABLE
	insn -= (unsigned long)&m->fixup.insn;
#endif
	m->fixup.insn = insn;
	m->mod.num_exentries = 1;
	m->mod.extable = &m->fixup;
}

/**
 * made_entry() - add to a module's table what the decoder says of a word
 * @m:       the module
 * @section: of the table: 0 .text, 1 .text.other, 2 .init.text, 3 one that is not there
 * @offset:  in that section
 * @word:    the instruction
 */
void made_entry(struct made *m, unsigned int section, u32 offset, u32 word)
{
	struct vsi_table_entry *e = &m->table.entries[m->table.header.count++];
	struct vsi_insn insn = { 0 };

	vsi_decode(VSI_SERVED_ISA, word, &insn);
	*e = (struct vsi_table_entry){
		.offset = offset,
		.word = word,
		.section = section,
		.class = insn.class,
		.isa = VSI_SERVED_ISA,
		.width = insn.width,
	};
}

/**
 * made_seal() - put its table into a module
 * @m: the module
 */
void made_seal(struct made *m)
{
	m->table.header.checksum = vsi_table_checksum(&m->table, sizeof(m->table));
	add_section(m, MADE_TABLE, VSI_TABLE_SECTION, SHT_PROGBITS, &m->table,
		    sizeof(m->table));
}
