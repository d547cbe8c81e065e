// SPDX-License-Identifier: GPL-2.0
/*
 * Where vsi_plan() has the sites of a module from: what is read, what is searched,
 * and why a module is refused.
 */
#include <linux/string.h>
#include "planning.h"

static void sites_are_read_from_a_table(struct kunit *test)
{
	struct made *m = some_module(test);
	struct vsi_served *served;

	add_entries(m);
	made_seal(m);
	served = plan_traps(test, m);
	expect_some_sites(test, m, served);
	KUNIT_EXPECT_EQ(test, (int)served->source, (int)VSI_SOURCE_EMBEDDED);
	vsi_served_discard(served);
	/* and in atomic context */
	KUNIT_EXPECT_EQ(test, plan_may_sleep(m, false, &served), 0);
	KUNIT_ASSERT_NOT_NULL(test, served);
	expect_some_sites(test, m, served);
	vsi_served_discard(served);
}

static void sites_are_read_from_a_file(struct kunit *test)
{
	struct made *m = some_module(test);
	struct vsi_served *served;

	add_entries(m);
	made_seal(m);
	memset(&m->shdr[MADE_TABLE], 0, sizeof(m->shdr[0]));
	world.files = true;
	world.table = &m->table;
	world.table_size = sizeof(m->table);
	served = plan_traps(test, m);
	expect_some_sites(test, m, served);
	KUNIT_EXPECT_EQ(test, (int)served->source, (int)VSI_SOURCE_EXTERNAL);
	vsi_served_discard(served);
	/* who may not sleep cannot look for it */
	KUNIT_EXPECT_EQ(test, plan_may_sleep(m, false, &served), -EAGAIN);
	world.table_size -= 4;
	expect_refused(test, m, -ENOEXEC, "beside", 12, "truncated");
	m->table.entries[0].word = MIDR_R1;
	world.table_size += 4;
	made_seal(m);
	memset(&m->shdr[MADE_TABLE], 0, sizeof(m->shdr[0]));
	expect_refused(test, m, -ENOEXEC, ".text", 8, "word differs from the module's");
	world.table = NULL;
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, (int)served->source, (int)VSI_SOURCE_DISCOVERED);
	vsi_served_discard(served);
}

static void nothing_to_serve(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_served *served = (void *)1;

	KUNIT_EXPECT_EQ(test, plan_may_sleep(m, true, &served), 0);
	KUNIT_EXPECT_NULL(test, served);
	/* a table that lists nothing is looked at all the same */
	made_seal(m);
	KUNIT_EXPECT_EQ(test, plan_may_sleep(m, true, &served), 0);
	KUNIT_EXPECT_NULL(test, served);
	m->table.header.checksum++;
	expect_refused(test, m, -ENOEXEC, VSI_TABLE_SECTION,
		       offsetof(struct vsi_table_header, checksum), "bad checksum");
	/* and with the policy off it is not */
	world.policy.profile = VSI_PROFILE_OFF;
	KUNIT_EXPECT_EQ(test, plan_may_sleep(m, true, &served), 0);
	KUNIT_EXPECT_NULL(test, served);
}

/* Entries one after another, which are taken by the fast way, and those that are not. */
static void a_table_of_many(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_served *served;
	unsigned int i;

	for (i = 0; i < MADE_WORDS; i++)
		if (i % 7) {
			made_word(m, MADE_TEXT, 4 * i, i % 5 ? MIDR : PMCR);
			made_entry(m, 0, 4 * i, i % 5 ? MIDR : PMCR);
		}
	made_seal(m);
	do_with_all(VSI_NATIVE);
	world.policy.actions[VSI_CLASS_PMU] = VSI_KEEP;
	world.carrier = VSI_CARRIER_TRAP;
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, served->counts.sites, m->table.header.count);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites + served->counts.actions[VSI_KEEP],
			m->table.header.count);
	for (i = 0; i < served->core.nr_sites; i++)
		CHECK(vsi_arch_read_text(served->core.sites[i].addr) == MIDR, "site %u", i);
	vsi_served_discard(served);
	/* the same, of which nothing is substituted */
	do_with_all(VSI_KEEP);
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, served->counts.actions[VSI_KEEP], m->table.header.count);
	vsi_served_discard(served);
	/* a wrong one among them */
	m->table.entries[100].word = MIDR_R1;
	made_seal(m);
	expect_refused(test, m, -ENOEXEC, ".text", m->table.entries[100].offset,
		       "word differs from the module's");
}

static void expect_table_refused(struct kunit *test, struct made *m, const char *section,
				 u32 offset, const char *reason)
{
	made_seal(m);
	expect_refused(test, m, -ENOEXEC, section, offset, reason);
}

static struct made *module_with_table(struct kunit *test)
{
	struct made *m = some_module(test);

	add_entries(m);
	made_seal(m);
	do_with_all(VSI_NATIVE);
	return m;
}

static struct made *module_with_a_run(struct kunit *test, u32 nr)
{
	struct made *m = made_module(test);
	u32 i;

	for (i = 0; i < nr; i++) {
		made_word(m, MADE_TEXT, 8 * i, MIDR);
		made_entry(m, 0, 8 * i, MIDR);
	}
	return m;
}

/* A run of one word, and what may end it. */
static void runs_of_a_table_end(struct kunit *test)
{
	static const u32 wrong[][2] = {
		{ 0, 1 }, { 0, 16 }, { 0, 4000 }, { 1, MIDR_R1 }, { 2, 1 }, { 2, 0x10000 },
		{ 3, 2 }, { 3, 0x10000 },
	};
	struct vsi_served *served;
	struct made *m;
	unsigned int i;
	u32 *entry;

	world.carrier = VSI_CARRIER_TRAP;
	for (i = 0; i < 2 * COUNT(wrong); i++) {
		do_with_all(i & 1 ? VSI_KEEP : VSI_NATIVE);
		m = module_with_a_run(test, 8);
		entry = (u32 *)&m->table.entries[5];
		entry[wrong[i / 2][0]] ^= wrong[i / 2][1];
		made_seal(m);
		CHECK(plan_may_sleep(m, true, &served) == -ENOEXEC, "word %u, %x",
		      wrong[i / 2][0], wrong[i / 2][1]);
	}
}

static void sections_of_a_table_are_looked_for(struct kunit *test)
{
	struct made *m = module_with_table(test);

	m->table.entries[4].section = 3;
	expect_table_refused(test, m, ".none", 4, "module has no such section");
	m = module_with_table(test);
	m->shdr[MADE_SPARE] = m->shdr[MADE_OTHER];
	expect_refused(test, m, -ENOEXEC, ".text.other", 0,
		       "module has two sections of this name");
	m = module_with_table(test);
	m->table.sections[2] = m->table.sections[1];
	expect_table_refused(test, m, ".text.other", 4, "table names this section twice");
	m = module_with_table(test);
	m->shdr[MADE_INIT].sh_addr += 1;
	expect_refused(test, m, -ENOEXEC, ".init.text", 0, "section is not aligned in memory");
	m = module_with_table(test);
	m->shdr[MADE_INIT].sh_type = SHT_NOBITS;
	expect_refused(test, m, -ENOEXEC, ".init.text", 4, "module has no such section");
	m = module_with_table(test);
	m->table.sections[2] = 0xffff;
	expect_table_refused(test, m, VSI_TABLE_SECTION,
			     offsetof(typeof(m->table), sections[2]),
			     "section name lies outside the strings");
	m = module_with_table(test);
	m->table.entries[4].section = 4;
	expect_table_refused(test, m, VSI_TABLE_SECTION, offsetof(typeof(m->table), entries[4]),
			     "section number out of range");
}

static void entries_of_a_table_are_verified(struct kunit *test)
{
	struct made *m = module_with_table(test);

	m->table.entries[1].class = VSI_CLASS_PMU;
	expect_table_refused(test, m, ".text", 12, "class differs from the decoder's");
	m = module_with_table(test);
	m->table.entries[1].offset = 4;
	expect_table_refused(test, m, VSI_TABLE_SECTION, offsetof(typeof(m->table), entries[1]),
			     "entries are not sorted");
	m = module_with_table(test);
	m->table.entries[2].flags = 2;
	expect_table_refused(test, m, VSI_TABLE_SECTION, offsetof(typeof(m->table), entries[2]),
			     "unknown flags");
	m = module_with_table(test);
	m->table.entries[2].offset = 404;
	expect_table_refused(test, m, ".text", 404, "word differs from the module's");
	m = module_with_table(test);
	made_symbol(m, MADE_TEXT, 100, "$d");
	expect_refused(test, m, -ENOEXEC, ".text", 400, "data instead of code");
	m = module_with_table(test);
	m->shdr[MADE_SYMTAB].sh_type = SHT_NULL;
	expect_refused(test, m, -ENOEXEC, ".text", 8,
		       "no mapping symbol says that this is code");
}

#define SVC_OF_MRS	0xef020000u

/* Of A32 only: "vsi embed --apply" has put it there. */
static struct made *applied_module(struct kunit *test)
{
	struct made *m = some_module(test);

	made_word(m, MADE_TEXT, 404, SVC_OF_MRS);
	made_word(m, MADE_INIT, 4, SVC_OF_MRS);
	add_entries(m);
	made_entry(m, 0, 404, MRS);
	/* by section and offset, once more */
	swap(m->table.entries[3], m->table.entries[5]);
	swap(m->table.entries[4], m->table.entries[5]);
	m->table.entries[3].flags = VSI_ENTRY_SVC;
	m->table.entries[5].flags = VSI_ENTRY_SVC;
	made_seal(m);
	do_with_all(VSI_HYPERCALL);
	world.own = MRS;
	world.own_word = SVC_OF_MRS;
	return m;
}

static void applied_words_are_left_alone(struct kunit *test)
{
	struct made *m = applied_module(test);
	struct vsi_served *served;
	const struct vsi_way *way;

	if (VSI_SERVED_ISA != VSI_ISA_A32) {
		expect_refused(test, m, -ENOEXEC, ".text", 404,
			       "instruction has no word of a hypervisor's");
		return;
	}
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, served->counts.sites, 6u);
	KUNIT_EXPECT_EQ(test, served->init.nr_sites, 0u);
	KUNIT_EXPECT_EQ(test, world.kept, 2u);
	KUNIT_EXPECT_EQ(test, (int)world.why, (int)VSI_KEPT_APPLIED);
	for (way = served->ways; way; way = way->next)
		if (way->insn.word == MRS) {
			KUNIT_EXPECT_EQ(test, way->kept, 2u);
			KUNIT_EXPECT_EQ(test, (unsigned long)way->why, BIT(VSI_KEPT_APPLIED));
		}
	vsi_served_discard(served);
	KUNIT_EXPECT_EQ(test, made_at(m, MADE_TEXT, 404), SVC_OF_MRS);
}

static void applied_words_are_for_their_hypervisor(struct kunit *test)
{
	static const char other[] = "replaced for a hypervisor whose backend does not serve";
	struct made *m = applied_module(test);

	if (VSI_SERVED_ISA != VSI_ISA_A32)
		return;
	world.own = 0;
	expect_refused(test, m, -ENOEXEC, ".text", 404, other);
	do_with_all(VSI_KEEP);
	expect_refused(test, m, -ENOEXEC, ".text", 404, other);
	world.own = MRS;
	world.own_word = SVC_OF_MRS + 1;
	expect_refused(test, m, -ENOEXEC, ".text", 404, other);
	world.own_word = SVC_OF_MRS;
	made_word(m, MADE_INIT, 4, MRS);
	expect_refused(test, m, -ENOEXEC, ".init.text", 4, "word differs from the module's");
	made_word(m, MADE_INIT, 4, SVC_OF_MRS);
	m->table.entries[3].class = VSI_CLASS_PMU;
	expect_table_refused(test, m, ".text", 404, "class differs from the decoder's");
}

static void tables_are_bound_to_their_modules(struct kunit *test)
{
	struct made *m = module_with_table(test);

	m->note[4]++;
	expect_refused(test, m, -ENOEXEC, VSI_TABLE_SECTION,
		       offsetof(struct vsi_table_header, build_id),
		       "build-id differs from the module's");
	m->shdr[MADE_NOTE].sh_type = SHT_PROGBITS;
	expect_refused(test, m, -ENOEXEC, VSI_TABLE_SECTION,
		       offsetof(struct vsi_table_header, build_id), "module has no build-id");
	m = module_with_table(test);
	strcpy(m->mod.name, "other");
	expect_refused(test, m, -ENOEXEC, VSI_TABLE_SECTION,
		       offsetof(struct vsi_table_header, module),
		       "table is for a module of another name");
	m = module_with_table(test);
	m->shdr[MADE_SPARE] = m->shdr[MADE_TABLE];
	expect_refused(test, m, -ENOEXEC, VSI_TABLE_SECTION, 0, "module has two tables");
	m = module_with_table(test);
	m->shdr[MADE_TABLE].sh_addr += 2;
	expect_refused(test, m, -ENOEXEC, VSI_TABLE_SECTION, 0,
		       "section is not aligned in the file");
	m = module_with_table(test);
	m->table.strings[63]--;
	expect_refused(test, m, -ENOEXEC, VSI_TABLE_SECTION,
		       offsetof(struct vsi_table_header, strings), "last string has no end");
	m = module_with_table(test);
	m->table.strings[60]--;
	expect_refused(test, m, -ENOEXEC, VSI_TABLE_SECTION,
		       offsetof(struct vsi_table_header, checksum), "bad checksum");
}

static void notes_are_read_with_care(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_image image = image_of(m);
	u32 size = 0;

	KUNIT_EXPECT_PTR_EQ(test, vsi_image_build_id(&image, &size), (const u8 *)&m->note[4]);
	KUNIT_EXPECT_EQ(test, size, 16u);
	m->note[1] = 0xffffffff;
	KUNIT_EXPECT_NULL(test, vsi_image_build_id(&image, &size));
	m->note[1] = 16;
	m->note[0] = 5;
	KUNIT_EXPECT_NULL(test, vsi_image_build_id(&image, &size));
	m->note[0] = 4;
	m->note[3]++;
	KUNIT_EXPECT_NULL(test, vsi_image_build_id(&image, &size));
	m->note[3]--;
	m->note[2] = 1;
	KUNIT_EXPECT_NULL(test, vsi_image_build_id(&image, &size));
	m->note[2] = 3;
	m->shdr[MADE_NOTE].sh_addr++;
	KUNIT_EXPECT_NULL(test, vsi_image_build_id(&image, &size));
}

/* Names that lie outside, and mapping symbols of every kind. */
static void symbols_are_read_with_care(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_image image = image_of(m);
	struct vsi_section section;

	m->shdr[MADE_SPARE].sh_name = sizeof(m->file.names);
	KUNIT_EXPECT_STREQ(test, vsi_image_name(&image, MADE_SPARE), "");
	made_symbol(m, MADE_TEXT, 40, "$d");
	made_symbol(m, MADE_TEXT, 80, "$a.1");
	made_symbol(m, MADE_TEXT, 60, "$t");
	made_symbol(m, MADE_TEXT, 90, "f");
	made_symbol(m, MADE_NOTE, 0, "$d");
	made_symbol(m, MADE_TEXT, 0, "$d");
	m->syms[9].st_name = sizeof(m->strtab);
	made_symbol(m, MADE_TEXT, 0, "$d");
	m->syms[10].st_name = sizeof(m->strtab) - 2;
	made_symbol(m, MADE_TEXT, 0, "$d");
	m->syms[11].st_shndx = MADE_NR;
	made_symbol(m, 0, 0, "$d");
	made_function(m, MADE_TEXT, 0, 16);
	KUNIT_ASSERT_EQ(test, vsi_image_map(&image, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, vsi_image_map(&image, GFP_KERNEL), 0);
	vsi_image_section(&image, MADE_TEXT, &section);
	KUNIT_ASSERT_EQ(test, section.nr_maps, 4u);
	KUNIT_EXPECT_EQ(test, section.maps[0].offset, 0u);
	KUNIT_EXPECT_EQ(test, section.maps[1].offset, 40u);
	KUNIT_EXPECT_EQ(test, (int)section.maps[1].isa, VSI_MAPPING_DATA);
	KUNIT_EXPECT_EQ(test, section.maps[2].offset, 60u);
	KUNIT_EXPECT_EQ(test, (int)section.maps[2].isa, (int)VSI_ISA_T32);
	KUNIT_EXPECT_EQ(test, section.maps[3].offset, 80u);
	vsi_image_unmap(&image);
	m->shdr[MADE_SYMTAB].sh_link = MADE_NR;
	KUNIT_ASSERT_EQ(test, vsi_image_map(&image, GFP_KERNEL), 0);
	vsi_image_unmap(&image);
}

static void images_are_told_from_what_was_one(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_image image = image_of(m);

	KUNIT_EXPECT_FALSE(test, vsi_image_is_there(&image));
	m->shdr[MADE_SPARE].sh_flags = SHF_ALLOC;
	m->shdr[MADE_SPARE].sh_addr = (unsigned long)&m->mod;
	KUNIT_EXPECT_TRUE(test, vsi_image_is_there(&image));
	m->file.hdr.e_shoff++;
	KUNIT_EXPECT_FALSE(test, vsi_image_is_there(&image));
	image.hdr = NULL;
	KUNIT_EXPECT_FALSE(test, vsi_image_is_there(&image));
}

/* Every second word is data, and as sensitive as the ones between. */
static void many_pieces_are_searched(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_served *served;
	u32 offset;

	for (offset = 0; offset < 320; offset += 8) {
		made_word(m, MADE_OTHER, offset, MIDR);
		made_word(m, MADE_OTHER, offset + 4, MIDR);
		made_symbol(m, MADE_OTHER, offset, MADE_CODE);
		made_symbol(m, MADE_OTHER, offset + 4, "$d");
	}
	made_word(m, MADE_TEXT, 8, MIDR);
	served = plan_traps(test, m);
	KUNIT_ASSERT_EQ(test, served->core.nr_sites, 41u);
	KUNIT_EXPECT_EQ(test, served->core.sites[0].addr, (unsigned long)m->core + 8);
	for (offset = 0; offset < 320; offset += 8)
		KUNIT_EXPECT_EQ(test, served->core.sites[1 + offset / 8].addr,
				(unsigned long)(m->core + MADE_WORDS) + offset);
	vsi_served_discard(served);
}

/* Between code and data, of both instruction sets. */
static void only_code_is_searched(struct kunit *test)
{
	/* 64-bit kernels do not look for any */
	const unsigned int others = SERVED_CP(1, 0);
	struct made *m = made_module(test);
	struct vsi_served *served;

	made_word(m, MADE_TEXT, 0, MIDR);
	made_word(m, MADE_TEXT, 44, MIDR);
	m->core[60 / 4] = SERVED(0x0f10ee10, MIDR, MIDR);	/* the same in the other set */
	made_word(m, MADE_TEXT, 100, MIDR);
	made_symbol(m, MADE_TEXT, 40, "$d");
	made_symbol(m, MADE_TEXT, 60, MADE_CODE_ELSE);
	made_symbol(m, MADE_TEXT, 64, "$d");
	made_symbol(m, MADE_TEXT, 100, MADE_CODE);
	made_symbol(m, MADE_TEXT, 4 * MADE_WORDS + 4, MADE_CODE);
	made_rooms(m);
	made_symbol(m, MADE_VENEERS, 0, MADE_CODE);
	made_word(m, MADE_VENEERS, 0, MIDR);
	served = plan_traps(test, m);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 2u);
	KUNIT_EXPECT_EQ(test, served->counts.sites, 2 + others);
	KUNIT_EXPECT_EQ(test, served->counts.actions[VSI_KEEP], others);
	vsi_served_discard(served);
	/* nor is what this kernel is not made of guarded; a module need not have a build-id */
	do_with_all(VSI_GUARD);
	m->shdr[MADE_NOTE].sh_type = SHT_PROGBITS;
	served = plan(test, m);
	KUNIT_EXPECT_EQ(test, served->counts.actions[VSI_KEEP], 2 + others);
	KUNIT_EXPECT_EQ(test, (int)served->build_id_size, 0);
	vsi_served_discard(served);
}

static struct vsi_served *plan_live(struct kunit *test, struct made *m)
{
	struct vsi_served *served = NULL;

	KUNIT_ASSERT_EQ(test, vsi_plan_live(&m->mod, &served), 0);
	KUNIT_ASSERT_NOT_NULL(test, served);
	return served;
}

/* What functions cover, of a module whose file is gone. */
static void live_modules_are_searched(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_served *served;

	made_word(m, MADE_TEXT, 8, MIDR);
	made_word(m, MADE_TEXT, 60, MIDR);	/* data */
	made_word(m, MADE_TEXT, 84, MIDR_R1);
	made_word(m, MADE_TEXT, 200, MIDR);	/* of no function */
	made_word(m, MADE_INIT, 4, MIDR);
	made_function(m, MADE_TEXT, 80, 20);
	made_function(m, MADE_TEXT, 0, 70);
	made_function(m, MADE_TEXT, 4, 8);
	made_function(m, MADE_INIT, 0, 16);
	made_function(m, MADE_TEXT, 300, 0);
	made_symbol(m, MADE_TEXT, 50, "$d");
	made_symbol(m, MADE_TEXT, 80, MADE_CODE);
	do_with_all(VSI_NATIVE);
	world.carrier = VSI_CARRIER_TRAP;
	served = plan_live(test, m);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 2u);
	KUNIT_EXPECT_EQ(test, served->init.nr_sites, 1u);
	KUNIT_EXPECT_EQ(test, (int)served->source, (int)VSI_SOURCE_DISCOVERED);
	KUNIT_EXPECT_EQ(test, (int)served->build_id_size, 0);
	vsi_served_discard(served);
	/* its own room is not known any more */
	world.carrier = VSI_CARRIER_BRANCH;
	world.veneers = m->core + 2 * MADE_WORDS;
	world.nr_veneers = MADE_WORDS;
	served = plan_live(test, m);
	KUNIT_EXPECT_EQ(test, served->counts.carriers[VSI_CARRIER_BRANCH], 3u);
	vsi_served_discard(served);
	world.carrier = VSI_CARRIER_TRAP;
	m->mod.state = MODULE_STATE_LIVE;
	served = plan_live(test, m);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 2u);
	KUNIT_EXPECT_EQ(test, served->init.nr_sites, 0u);
	vsi_served_discard(served);
	/* a kprobe has the instruction, and would bring it back */
	world.probed = (unsigned long)m->core + 84;
	KUNIT_EXPECT_EQ(test, vsi_plan_live(&m->mod, &served), -EBUSY);
	KUNIT_EXPECT_EQ(test, world.fault.offset, 84u);
	/* one on an instruction that is not sensitive does no harm */
	world.probed = (unsigned long)m->core + 88;
	vsi_served_discard(plan_live(test, m));
	do_with_all(VSI_DENY);
	KUNIT_EXPECT_EQ(test, vsi_plan_live(&m->mod, &served), -EPERM);
	KUNIT_EXPECT_EQ(test, world.fault.offset, 8u);
}

static void live_modules_without_code(struct kunit *test)
{
	struct made *m = made_module(test);
	struct vsi_served *served = (void *)1;

	/* functions, of which no mapping symbol tells what they hold; data; the other set */
	m->live.num_symtab = 1;
	made_word(m, MADE_TEXT, 0, MIDR);
	made_word(m, MADE_TEXT, 20, MIDR);
	made_function(m, MADE_TEXT, 0, 80);
	made_symbol(m, MADE_TEXT, 20, "$d");
	made_symbol(m, MADE_TEXT, 40, MADE_CODE_ELSE);
	m->mod.init_layout.text_size = 0;
	do_with_all(VSI_NATIVE);
	KUNIT_EXPECT_EQ(test, vsi_plan_live(&m->mod, &served), 0);
	KUNIT_EXPECT_NULL(test, served);
	m->live.num_symtab = 1;
	KUNIT_EXPECT_EQ(test, vsi_plan_live(&m->mod, &served), 0);
	KUNIT_EXPECT_NULL(test, served);
}

/* The kernel has been there: entries need not be true of what it rewrites. */
static void coming_modules_are_sealed(struct kunit *test)
{
	struct made *m = module_with_table(test);
	struct vsi_served *served = NULL;

	world.carrier = VSI_CARRIER_TRAP;
	made_word(m, MADE_TEXT, 12, NOP);
	KUNIT_EXPECT_EQ(test, vsi_plan_coming(&m->file.hdr, m->shdr, &m->mod, &served), -ENOEXEC);
	world.rewritten[0] = (unsigned long)m->core + 12;
	world.nr_rewritten = 1;
	KUNIT_ASSERT_EQ(test, vsi_plan_coming(&m->file.hdr, m->shdr, &m->mod, &served), 0);
	KUNIT_ASSERT_NOT_NULL(test, served);
	KUNIT_EXPECT_EQ(test, served->core.nr_sites, 3u);
	KUNIT_EXPECT_EQ(test, served->counts.sites, 5u);
	KUNIT_EXPECT_EQ(test, served->counts.refused, 1u);
	KUNIT_EXPECT_EQ(test, served->counts.actions[VSI_KEEP], 0u);
	KUNIT_EXPECT_EQ(test, (int)world.why, (int)VSI_KEPT_CHANGED);
	vsi_served_discard(served);
}

/* What it puts there counts, whether the table lists it or not; what is data is left alone. */
static void the_kernel_makes_sites(struct kunit *test)
{
	static const u32 offsets[] = { 8, 12, 16, 400 };
	struct made *m = module_with_table(test);
	struct vsi_served *served = NULL;
	unsigned int i;

	world.carrier = VSI_CARRIER_TRAP;
	made_word(m, MADE_TEXT, 16, MIDR);
	world.rewritten[0] = (unsigned long)m->core + 16;
	world.rewritten[1] = (unsigned long)m->core + 12;
	world.rewritten[2] = (unsigned long)m->core + 20;
	world.rewritten[3] = (unsigned long)m->core + 16;
	world.nr_rewritten = 4;
	KUNIT_ASSERT_EQ(test, vsi_plan_coming(&m->file.hdr, m->shdr, &m->mod, &served), 0);
	KUNIT_ASSERT_NOT_NULL(test, served);
	KUNIT_EXPECT_EQ(test, served->counts.sites, 6u);
	KUNIT_EXPECT_EQ(test, served->counts.refused, 0u);
	KUNIT_ASSERT_EQ(test, served->core.nr_sites, 5u);
	for (i = 0; i < ARRAY_SIZE(offsets); i++)
		KUNIT_EXPECT_EQ(test, served->core.sites[i].addr,
				(unsigned long)m->core + offsets[i]);
	vsi_served_discard(served);
	/* where it is still ahead, nothing has been made */
	KUNIT_ASSERT_EQ(test, plan_may_sleep(m, false, &served), 0);
	KUNIT_ASSERT_NOT_NULL(test, served);
	KUNIT_EXPECT_EQ(test, served->counts.sites, 5u);
	vsi_served_discard(served);
	made_symbol(m, MADE_TEXT, 16, "$d");
	made_symbol(m, MADE_TEXT, 20, MADE_CODE);
	KUNIT_ASSERT_EQ(test, vsi_plan_coming(&m->file.hdr, m->shdr, &m->mod, &served), 0);
	KUNIT_ASSERT_NOT_NULL(test, served);
	KUNIT_EXPECT_EQ(test, served->counts.sites, 5u);
	vsi_served_discard(served);
	/* a table that lists nothing, and one that is denied */
	m = made_module(test);
	made_seal(m);
	made_word(m, MADE_TEXT, 16, MIDR);
	world.rewritten[0] = (unsigned long)m->core + 16;
	world.nr_rewritten = 1;
	do_with_all(VSI_NATIVE);
	KUNIT_ASSERT_EQ(test, vsi_plan_coming(&m->file.hdr, m->shdr, &m->mod, &served), 0);
	KUNIT_ASSERT_NOT_NULL(test, served);
	KUNIT_EXPECT_EQ(test, served->counts.sites, 1u);
	vsi_served_discard(served);
	do_with_all(VSI_DENY);
	KUNIT_EXPECT_EQ(test, vsi_plan_coming(&m->file.hdr, m->shdr, &m->mod, &served), -EPERM);
	KUNIT_EXPECT_EQ(test, world.fault.offset, 16u);
}

static void sites_are_stored(struct kunit *test)
{
	struct made *m = some_module(test);
	struct vsi_image image = image_of(m);
	struct vsi_served *served;

	served = plan_traps(test, m);
	made_word(m, MADE_TEXT, 12, NOP);
	world.rewritten[0] = (unsigned long)m->core + 400;
	world.rewritten[1] = (unsigned long)m->init;
	world.nr_rewritten = 2;
	KUNIT_EXPECT_TRUE(test, vsi_is_rewritten(&image, (unsigned long)m->core + 400));
	KUNIT_EXPECT_FALSE(test, vsi_is_rewritten(&image, (unsigned long)m->core + 404));
	vsi_spare_rewritten(&image, served);
	vsi_store(&image, served);
	KUNIT_EXPECT_TRUE(test, is_udf(made_at(m, MADE_TEXT, 8), 0));
	KUNIT_EXPECT_EQ(test, made_at(m, MADE_TEXT, 12), NOP);
	KUNIT_EXPECT_EQ(test, made_at(m, MADE_TEXT, 400), MIDR);
	KUNIT_EXPECT_TRUE(test, is_udf(made_at(m, MADE_OTHER, 0), 3));
	KUNIT_EXPECT_TRUE(test, is_udf(made_at(m, MADE_INIT, 4), 0));
	KUNIT_EXPECT_EQ(test, served->counts.refused, 2u);
	KUNIT_EXPECT_EQ(test, served->counts.carriers[VSI_CARRIER_TRAP], 3u);
	KUNIT_EXPECT_EQ(test, world.kept, 2u);
	KUNIT_EXPECT_EQ(test, world.offset, 12u);
	vsi_served_discard(served);
}

/* A copy of a trap would be nobody's. */
static void copied_words_are_left_alone(struct kunit *test)
{
	struct made *m = some_module(test);
	struct vsi_image image = image_of(m);
	struct vsi_served *served;

	served = plan_traps(test, m);
	world.copied = (unsigned long)m->core + 400;
	vsi_spare_rewritten(&image, served);
	vsi_store(&image, served);
	KUNIT_EXPECT_EQ(test, made_at(m, MADE_TEXT, 400), MIDR);
	KUNIT_EXPECT_TRUE(test, is_udf(made_at(m, MADE_TEXT, 8), 0));
	KUNIT_EXPECT_EQ(test, served->counts.refused, 1u);
	KUNIT_EXPECT_EQ(test, world.offset, 400u);
	vsi_served_discard(served);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(sites_are_read_from_a_table),
	KUNIT_CASE(sites_are_read_from_a_file),
	KUNIT_CASE(nothing_to_serve),
	KUNIT_CASE(a_table_of_many),
	KUNIT_CASE(runs_of_a_table_end),
	KUNIT_CASE(sections_of_a_table_are_looked_for),
	KUNIT_CASE(entries_of_a_table_are_verified),
	KUNIT_CASE(applied_words_are_left_alone),
	KUNIT_CASE(applied_words_are_for_their_hypervisor),
	KUNIT_CASE(tables_are_bound_to_their_modules),
	KUNIT_CASE(notes_are_read_with_care),
	KUNIT_CASE(symbols_are_read_with_care),
	KUNIT_CASE(images_are_told_from_what_was_one),
	KUNIT_CASE(only_code_is_searched),
	KUNIT_CASE(many_pieces_are_searched),
	KUNIT_CASE(live_modules_are_searched),
	KUNIT_CASE(live_modules_without_code),
	KUNIT_CASE(coming_modules_are_sealed),
	KUNIT_CASE(the_kernel_makes_sites),
	KUNIT_CASE(sites_are_stored),
	KUNIT_CASE(copied_words_are_left_alone),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_sources",
	.suite_init = planning_init,
	.suite_exit = planning_exit,
	.init = planning_begin,
	.exit = planning_end,
	.test_cases = cases,
};

kunit_test_suite(suite);
