// SPDX-License-Identifier: GPL-2.0
/*
 * How a trap finds its site: served.c, with modules that come and go.
 */
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "check.h"
#include "world.h"
#include "../../vsi_core/hits.h"

#define MIDR		0xee100f10u	/* mrc p15, 0, r0, c0, c0, 0 */
#define NR_SITES	1000

/* Nothing is there: the registry looks at addresses only. */
#define TEXT		0xbf000000ul
#define INIT_TEXT	0xbf100000ul
/* The table of pages has a slot for every page of so much. */
#define PAGES_SPAN	(4096 * PAGE_SIZE)

static struct module mods[3];

static int init(struct kunit *test)
{
	world_reset();
	return check_begin(test);
}

static int suite_init(struct kunit_suite *suite)
{
	check_decoder(suite);
	return vsi_served_init();
}

static void suite_exit(struct kunit_suite *suite)
{
	vsi_served_exit();
}

static struct module *module_at(unsigned int i, unsigned long core, unsigned long init)
{
	struct module *mod = &mods[i];

	memset(mod, 0, sizeof(*mod));
	snprintf(mod->name, sizeof(mod->name), "mod%u", i);
	mod->core_layout.base = (void *)core;
	mod->core_layout.size = 0x10000;
	mod->init_layout.base = (void *)init;
	mod->init_layout.size = init ? 0x1000 : 0;
	return mod;
}

static struct vsi_way *add_way(struct kunit *test, struct vsi_served *served,
			       enum vsi_action action)
{
	struct vsi_way *way = kzalloc(sizeof(*way), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, way);
	vsi_decode(VSI_ISA_A32, MIDR, &way->insn);
	way->action = action;
	way->next = served->ways;
	served->ways = way;
	return way;
}

/* @stride: of sites, in bytes */
static void add_sites(struct kunit *test, struct vsi_text *text, unsigned long start, u32 nr,
		      u32 stride, const struct vsi_way *way)
{
	u32 i;

	text->sites = kvmalloc_array(nr, sizeof(*text->sites), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, text->sites);
	text->nr_sites = nr;
	for (i = 0; i < nr; i++)
		text->sites[i] = (struct vsi_site){ .addr = start + i * stride, .way = way };
	text->start = start;
	text->end = text->sites[nr - 1].addr + 4;
}

static struct vsi_served *serve(struct kunit *test, struct module *mod, u32 nr, u32 stride,
				enum vsi_action action)
{
	struct vsi_served *served = vsi_served_alloc(mod, GFP_KERNEL);
	const struct vsi_way *way;

	KUNIT_ASSERT_NOT_NULL(test, served);
	way = add_way(test, served, action);
	add_sites(test, &served->core, (unsigned long)mod->core_layout.base, nr, stride, way);
	if (mod->init_layout.size)
		add_sites(test, &served->init, (unsigned long)mod->init_layout.base, 4, 4, way);
	served->counts.sites = nr;
	served->counts.refused = 1;
	served->counts.carriers[VSI_CARRIER_TRAP] = nr;
	served->counts.actions[action] = nr;
	vsi_served_publish(served);
	return served;
}

static bool finds(unsigned long addr, unsigned int hint)
{
	const struct vsi_site *site = vsi_site_find(addr, hint);

	return site && site->addr == addr;
}

static void each_site_is_found(struct kunit *test)
{
	struct module *mod = module_at(0, TEXT, 0);
	struct vsi_served *served = serve(test, mod, NR_SITES, 12, VSI_NATIVE);
	unsigned long addr;
	u32 i;

	for (i = 0; i < NR_SITES; i++) {
		addr = TEXT + 12 * i;
		CHECK(finds(addr, i % VSI_ARCH_HINTS), "site %u", i);
		CHECK(!vsi_site_find(addr, (i + 1) % VSI_ARCH_HINTS), "hint of site %u", i);
		CHECK(!vsi_site_find(addr + 4, i % VSI_ARCH_HINTS), "behind site %u", i);
		CHECK(!vsi_guard_find(addr), "site %u is no guard", i);
	}
	KUNIT_EXPECT_NULL(test, vsi_site_find(TEXT - 4, 0));
	KUNIT_EXPECT_NULL(test, vsi_site_find(served->core.end, 0));
	KUNIT_EXPECT_NULL(test, vsi_site_find(TEXT + PAGES_SPAN, 0));
	KUNIT_EXPECT_NULL(test, vsi_guard_find(0));
	vsi_served_gone(mod);
	KUNIT_EXPECT_NULL(test, vsi_site_find(TEXT, 0));
	KUNIT_EXPECT_TRUE(test, vsi_served_none());
}

static void each_guard_is_found(struct kunit *test)
{
	struct module *mod = module_at(0, TEXT, 0);
	struct vsi_served *served = serve(test, mod, NR_SITES, 8, VSI_GUARD);
	const struct vsi_site *site;
	u32 i;

	for (i = 0; i < NR_SITES; i++) {
		site = vsi_guard_find(TEXT + 8 * i);
		CHECK(site && site->addr == TEXT + 8 * i, "site %u", i);
		CHECK(!vsi_guard_find(TEXT + 8 * i + 4), "behind site %u", i);
	}
	KUNIT_EXPECT_EQ(test, vsi_served_hits(served).guards, (unsigned long)NR_SITES);
	vsi_served_gone(mod);
}

/* Where the word has no hint. */
static void each_site_is_found_by_its_address(struct kunit *test)
{
	struct module *mod = module_at(0, TEXT, 0);
	struct vsi_served *served = serve(test, mod, NR_SITES, 8, VSI_NATIVE);
	const struct vsi_site *site;
	u32 i;

	static_branch_enable(&vsi_hits_wanted);
	for (i = 0; i < NR_SITES; i++) {
		site = vsi_site_search(TEXT + 8 * i);
		CHECK(site && site->addr == TEXT + 8 * i, "site %u", i);
		CHECK(!vsi_site_search(TEXT + 8 * i + 2), "in site %u", i);
	}
	static_branch_disable(&vsi_hits_wanted);
	KUNIT_EXPECT_NULL(test, vsi_site_search(TEXT + 8 * NR_SITES));
	KUNIT_EXPECT_NULL(test, vsi_site_search(TEXT - 8));
	KUNIT_EXPECT_TRUE(test, !!vsi_site_search(TEXT));
	KUNIT_EXPECT_EQ(test, vsi_served_hits(served).traps, (unsigned long)NR_SITES);
	vsi_served_gone(mod);
}

static bool is_copy_behind(const struct vsi_site *site, unsigned long addr)
{
	return site->addr + PAGES_SPAN == addr;
}

/* A word that someone has copied out of a text, to execute it elsewhere. */
static void copies_are_found(struct kunit *test)
{
	struct module *first = module_at(0, TEXT, 0), *second = module_at(1, TEXT + 0x20000, 0);
	struct vsi_served *served[] = {
		serve(test, first, NR_SITES, 8, VSI_NATIVE),
		serve(test, second, NR_SITES, 8, VSI_NATIVE),
	};
	const struct vsi_site *site;
	u32 i;

	for (i = 0; i < NR_SITES; i++) {
		served[0]->core.sites[i].word = 1;
		served[1]->core.sites[i].word = i % 2 + 1;
	}
	for (i = 0; i < NR_SITES; i++) {
		site = &served[1]->core.sites[i];
		CHECK(vsi_site_copied(site->word, is_copy_behind, site->addr + PAGES_SPAN) == site,
		      "site %u", i);
		CHECK(!vsi_site_copied(site->word, is_copy_behind, site->addr), "site %u itself",
		      i);
	}
	KUNIT_EXPECT_NULL(test, vsi_site_copied(2, is_copy_behind, TEXT + PAGES_SPAN));
	vsi_served_gone(second);
	KUNIT_EXPECT_NULL(test, vsi_site_copied(1, is_copy_behind, TEXT + 0x20000 + PAGES_SPAN));
	KUNIT_EXPECT_PTR_EQ(test, vsi_site_copied(1, is_copy_behind, TEXT + PAGES_SPAN),
			    (const struct vsi_site *)served[0]->core.sites);
	vsi_served_gone(first);
	KUNIT_EXPECT_NULL(test, vsi_site_copied(1, is_copy_behind, TEXT + PAGES_SPAN));
}

/* The second module's pages fall on the slots of the first one's. */
static void pages_may_share_a_slot(struct kunit *test)
{
	struct module *first = module_at(0, TEXT, 0);
	struct module *second = module_at(1, TEXT + PAGES_SPAN, 0);
	u32 i;

	serve(test, first, NR_SITES, 4, VSI_NATIVE);
	serve(test, second, NR_SITES, 8, VSI_NATIVE);
	for (i = 0; i < NR_SITES; i++) {
		CHECK(finds(TEXT + 4 * i, i % VSI_ARCH_HINTS), "first, site %u", i);
		CHECK(finds(TEXT + PAGES_SPAN + 8 * i, i % VSI_ARCH_HINTS), "second, site %u", i);
	}
	vsi_served_gone(first);
	CHECK(!vsi_site_find(TEXT, 0), "first is gone");
	CHECK(finds(TEXT + PAGES_SPAN, 0), "second");
	vsi_served_gone(second);
	CHECK(!vsi_site_find(TEXT + PAGES_SPAN, 0), "second is gone");
}

/* One begins where the other ends, within a page. */
static void texts_may_share_a_page(struct kunit *test)
{
	struct module *first = module_at(0, TEXT, 0);
	struct module *second = module_at(1, TEXT + 0x800, 0);
	const unsigned int hint = 0x800 / 4 % VSI_ARCH_HINTS;

	first->core_layout.size = 0x800;
	serve(test, first, 0x800 / 4, 4, VSI_NATIVE);
	serve(test, second, 900, 4, VSI_NATIVE);
	CHECK(finds(TEXT, 0) && finds(TEXT + 0x800, 0) && finds(TEXT + 0x1000, hint), "both");
	vsi_served_gone(first);
	CHECK(!vsi_site_find(TEXT, 0) && finds(TEXT + 0x804, 1) && finds(TEXT + 0x1000, hint),
	      "the second");
	vsi_served_gone(second);
}

static void init_text_goes_first(struct kunit *test)
{
	struct module *mod = module_at(0, TEXT, INIT_TEXT);
	struct module *other = module_at(1, TEXT + 0x200000, 0);
	struct vsi_served *served = serve(test, mod, 10, 4, VSI_NATIVE);
	u32 word;

	KUNIT_EXPECT_TRUE(test, finds(INIT_TEXT + 4, 1));
	/* another module where nothing is known to go: it is not there */
	vsi_served_overwritten(other);
	vsi_served_init_done(mod);
	vsi_served_init_done(other);
	KUNIT_EXPECT_TRUE(test, finds(INIT_TEXT + 4, 1));
	KUNIT_EXPECT_FALSE(test, vsi_served_word(&served->init, INIT_TEXT, &word));
	vsi_served_overwritten(other);
	KUNIT_EXPECT_TRUE(test, finds(INIT_TEXT + 4, 1));
	/* but here */
	other->core_layout.base = (void *)INIT_TEXT;
	vsi_served_overwritten(other);
	KUNIT_EXPECT_NULL(test, vsi_site_find(INIT_TEXT + 4, 1));
	KUNIT_EXPECT_TRUE(test, finds(TEXT + 4, 1));
	vsi_served_gone(mod);
}

/* A module whose end nobody told of. */
static void a_new_module_takes_its_place(struct kunit *test)
{
	struct module *old = module_at(0, TEXT, 0);
	struct module *new = module_at(1, TEXT, 0);
	struct vsi_served *served;

	serve(test, old, 10, 4, VSI_NATIVE);
	served = serve(test, new, 20, 8, VSI_NATIVE);
	KUNIT_EXPECT_NULL(test, vsi_served_find(old));
	KUNIT_EXPECT_PTR_EQ(test, vsi_served_find(new), served);
	KUNIT_EXPECT_TRUE(test, finds(TEXT + 8, 1));
	KUNIT_EXPECT_NULL(test, vsi_site_find(TEXT + 4, 1));
	vsi_served_gone(old);
	vsi_served_gone(new);
	KUNIT_EXPECT_TRUE(test, vsi_served_none());
}

static void modules_are_found(struct kunit *test)
{
	struct module *one = module_at(0, TEXT, 0), *two = module_at(1, TEXT + 0x100000, 0);
	struct vsi_served *first = serve(test, one, 10, 4, VSI_NATIVE);
	struct vsi_served *second = serve(test, two, 20, 4, VSI_NATIVE);

	KUNIT_EXPECT_PTR_EQ(test, vsi_served_find(one), first);
	KUNIT_EXPECT_NULL(test, vsi_served_by_name("mod1"));
	second->formed = true;
	KUNIT_EXPECT_PTR_EQ(test, vsi_served_by_name("mod1"), second);
	KUNIT_EXPECT_PTR_EQ(test, vsi_served_formed(false), second);
	second->formed = false;
	KUNIT_EXPECT_NULL(test, vsi_served_by_name("mod2"));
	KUNIT_EXPECT_NULL(test, vsi_served_formed(false));
	first->formed = true;
	KUNIT_EXPECT_PTR_EQ(test, vsi_served_formed(false), first);
	vsi_served_gone(one);
	KUNIT_EXPECT_NULL(test, vsi_served_find(one));
	KUNIT_EXPECT_NULL(test, vsi_served_formed(false));
	KUNIT_EXPECT_FALSE(test, vsi_served_none());
	vsi_served_gone(two);
}

/* Nobody told of its end, but it is not in the kernel's list. */
static void what_was_going_is_swept(struct kunit *test)
{
	struct module *mod = module_at(0, TEXT, 0), *other = module_at(1, TEXT + 0x100000, 0);
	struct vsi_served *served = serve(test, mod, 10, 4, VSI_NATIVE);

	world.listed = mod;
	vsi_served_sweep(NULL);
	vsi_served_going(served);
	vsi_served_sweep(NULL);
	vsi_served_sweep(other);
	KUNIT_EXPECT_PTR_EQ(test, vsi_served_find(mod), served);
	world.listed = NULL;
	vsi_served_sweep(other);
	KUNIT_EXPECT_NULL(test, vsi_served_find(mod));
	served = serve(test, mod, 10, 4, VSI_NATIVE);
	vsi_served_going(served);
	world.listed = mod;
	vsi_served_sweep(mod);
	KUNIT_EXPECT_TRUE(test, vsi_served_none());
}

static void sums_add_up(struct kunit *test)
{
	struct module *one = module_at(0, TEXT, 0), *two = module_at(1, TEXT + 0x100000, 0);
	struct vsi_totals before, now;

	vsi_served_totals(&before);
	KUNIT_EXPECT_EQ(test, before.modules, 0u);
	serve(test, one, 10, 4, VSI_NATIVE);
	serve(test, two, 20, 4, VSI_GUARD);
	vsi_served_count_refusal();
	vsi_guard_find(TEXT + 0x100000);
	vsi_served_gone(one);
	vsi_served_gone(two);
	serve(test, one, 10, 4, VSI_NATIVE);
	serve(test, two, 20, 4, VSI_GUARD);
	vsi_served_totals(&now);
	KUNIT_EXPECT_EQ(test, now.modules, 2u);
	KUNIT_EXPECT_EQ(test, now.loads, before.loads + 4);
	KUNIT_EXPECT_EQ(test, now.refusals, before.refusals + 1);
	KUNIT_EXPECT_EQ(test, now.counts.sites, 30u);
	KUNIT_EXPECT_EQ(test, now.counts.refused, 2u);
	KUNIT_EXPECT_EQ(test, now.counts.carriers[VSI_CARRIER_TRAP], 30u);
	KUNIT_EXPECT_EQ(test, now.counts.actions[VSI_NATIVE], 10u);
	KUNIT_EXPECT_EQ(test, now.counts.actions[VSI_GUARD], 20u);
	/* of modules that are gone, too */
	KUNIT_EXPECT_EQ(test, now.hits.guards, before.hits.guards + 1);
	vsi_served_gone(one);
	vsi_served_gone(two);
}

static void traps_are_counted_while_wanted(struct kunit *test)
{
	struct module *mod = module_at(0, TEXT, 0);
	struct vsi_served *served = serve(test, mod, 10, 4, VSI_NATIVE);

	KUNIT_EXPECT_TRUE(test, finds(TEXT, 0));
	KUNIT_EXPECT_EQ(test, world.hits, 0u);
	static_branch_enable(&vsi_hits_wanted);
	KUNIT_EXPECT_TRUE(test, finds(TEXT + 4, 1));
	KUNIT_EXPECT_NULL(test, vsi_site_find(TEXT + 4, 2));
	KUNIT_EXPECT_EQ(test, world.hits, 1u);
	KUNIT_EXPECT_EQ(test, vsi_served_hits(served).traps, 1ul);
	static_branch_disable(&vsi_hits_wanted);
	KUNIT_EXPECT_TRUE(test, finds(TEXT, 0));
	KUNIT_EXPECT_EQ(test, world.hits, 1u);
	vsi_served_gone(mod);
}

static void words_are_read_while_they_are_there(struct kunit *test)
{
	static const u32 text[4] = { 1, 2, 3, 4 };
	struct module *mod = module_at(0, (unsigned long)text, 0);
	struct vsi_served *served = vsi_served_alloc(mod, GFP_KERNEL);
	u32 word = 0;

	KUNIT_ASSERT_NOT_NULL(test, served);
	KUNIT_EXPECT_FALSE(test, vsi_served_word(&served->core, (unsigned long)text, &word));
	add_sites(test, &served->core, (unsigned long)text, 4, 4,
		  add_way(test, served, VSI_NATIVE));
	vsi_served_publish(served);
	KUNIT_EXPECT_TRUE(test, vsi_served_word(&served->core, (unsigned long)&text[2], &word));
	KUNIT_EXPECT_EQ(test, word, 3u);
	vsi_served_gone(mod);
}

static void sources_have_names(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, vsi_source_name(VSI_SOURCE_EMBEDDED), "embedded");
	KUNIT_EXPECT_STREQ(test, vsi_source_name(VSI_SOURCE_EXTERNAL), "external");
	KUNIT_EXPECT_STREQ(test, vsi_source_name(VSI_SOURCE_DISCOVERED), "discovered");
}

static struct kunit_case cases[] = {
	KUNIT_CASE(each_site_is_found),
	KUNIT_CASE(each_guard_is_found),
	KUNIT_CASE(each_site_is_found_by_its_address),
	KUNIT_CASE(copies_are_found),
	KUNIT_CASE(pages_may_share_a_slot),
	KUNIT_CASE(texts_may_share_a_page),
	KUNIT_CASE(init_text_goes_first),
	KUNIT_CASE(a_new_module_takes_its_place),
	KUNIT_CASE(modules_are_found),
	KUNIT_CASE(what_was_going_is_swept),
	KUNIT_CASE(sums_add_up),
	KUNIT_CASE(traps_are_counted_while_wanted),
	KUNIT_CASE(words_are_read_while_they_are_there),
	KUNIT_CASE(sources_have_names),
	{}
};

static struct kunit_suite suite = {
	.name = "vsi_lookup",
	.suite_init = suite_init,
	.suite_exit = suite_exit,
	.init = init,
	.test_cases = cases,
};

kunit_test_suite(suite);
