// SPDX-License-Identifier: GPL-2.0
/*
 * Sites whose surroundings matter: in loops with exclusives, beside and at entries of the
 * exception table, beside static keys that are switched, at alternatives.  Each is
 * executed beside the same code whose sensitive instructions are data, and must find the
 * same.
 *
 *   echo CASE > run	executes one, many times; "runs" and "wrong" count
 *   cat misplaced	places where something else stands than should
 */
#include <linux/delay.h>
#include <linux/jump_label.h>
#include <linux/module.h>
#include <linux/uaccess.h>
#include "contexts.h"
#include "isa.h"
#include "data.h"
#include "stands.h"

/* that vsi was asked for: none, trap or branch */
static char *carrier = "none";
module_param(carrier, charp, 0644);
/* what the kernel has made is left alone */
static bool relocate;
module_param(relocate, bool, 0444);

static atomic_t nr_runs, nr_wrong;

/* The first of them; the last ones are below. */
asm(".pushsection .rodata.places, \"a\"\n"
	"	.balign	8\n"
	"places:\n"
	".popsection\n");

V_PAIR(words, DATA_WORDS);
V_PAIR(bytes, DATA_BYTES);
V_PAIR(more, DATA_MORE);
V_PAIR(masked, DATA_MASKED);
V_PAIR(leaves, DATA_LEAVES);
V_PAIR(neighbor, DATA_NEIGHBOR);
V_PAIR(itself, DATA_ITSELF);
V_PAIR(unexpected, DATA_UNEXPECTED);

/* Off at first, and asm/jump_label.h has the low bit: is it a jump while the key is on? */
extern struct static_key_false data_rare, data_usual;
DEFINE_STATIC_KEY_FALSE(data_rare);
DEFINE_STATIC_KEY_FALSE(data_usual);
#define DATA_RARE(V)	DATA_KEY(V, "nop", "data_rare")
#define DATA_USUAL(V)	DATA_KEY(V, "b 2f", "data_usual + 1")
V_PAIR(rare, DATA_RARE);
V_PAIR(usual, DATA_USUAL);
V_PAIR(reads, DATA_READS);

V_PAIR(alternatives, DATA_ALTERNATIVES);

asm(".pushsection .rodata.places, \"a\"\n"
	"places_end:\n"
	".popsection\n");
extern const struct place places[], places_end[];

struct pair {
	void (*site)(struct frame *frame);
	void (*word)(struct frame *frame);
};

#define PAIR(name)	{ name##_site, name##_word }

static void note(bool right, const char *what, unsigned long got, unsigned long want)
{
	atomic_inc(&nr_runs);
	if (!right && atomic_inc_return(&nr_wrong) <= 10)
		pr_info("vsi_test_data: %s: %lx, wanted %lx\n", what, got, want);
}

static void same_results(const struct pair *pair, const struct frame *got,
			 const struct frame *want)
{
	unsigned int i, differ = 0;

	while (differ < DATA_RESULTS && got->result[differ] == want->result[differ])
		differ++;
	i = min(differ, DATA_RESULTS - 1u);
	if (differ < DATA_RESULTS)
		pr_info("vsi_test_data: result %u of %ps\n", i, pair->site);
	note(differ == DATA_RESULTS, "result", got->result[i], want->result[i]);
}

/* Both on one CPU, and with the same interrupts masked. */
static void run_pair(const struct pair *pair, struct frame *got, struct frame *want)
{
	preempt_disable();
	pair->word(want);
	pair->site(got);
	preempt_enable();
	same_results(pair, got, want);
}

static const struct pair exclusives[] = {
	PAIR(words), PAIR(bytes), PAIR(more), PAIR(masked), PAIR(leaves),
};

/* An interrupt clears the monitor, too: nothing but a trap does while they are masked. */
static void run_exclusive(const struct pair *pair, bool masked)
{
	struct frame got = { .cell = 41 }, want = { .cell = 41 };
	unsigned long flags = 0;

	/* no loop: its store may fail */
	if (!masked && pair->site == leaves_site)
		return;
	if (masked)
		local_irq_save(flags);
	run_pair(pair, &got, &want);
	if (masked)
		local_irq_restore(flags);
	note(got.cell == 42, "counted", got.cell, 42);
	note(got.tries == 1 || (!masked && got.tries <= 1000), "tries", got.tries, 1);
}

/* What all CPUs have added to, each this often. */
#define ADDED	2000
static struct frame shared;

static void run_exclusives_here(void)
{
	struct frame mine;
	unsigned int i;

	for (i = 0; i < ADDED / 20; i++) {
		run_exclusive(&exclusives[i % ARRAY_SIZE(exclusives)], false);
		run_exclusive(&exclusives[i % ARRAY_SIZE(exclusives)], true);
	}
	/* all in one frame: of what they leave, only the cell has a meaning */
	for (i = 0; i < ADDED; i++)
		words_site(&shared);
	mine = shared;
	note(mine.tries <= 1000, "tries", mine.tries, 1000);
}

static int run_exclusives(void)
{
	unsigned int cpus = num_online_cpus();
	int ret;

	memset(&shared, 0, sizeof(shared));
	ret = run_in_context("cpus", run_exclusives_here);
	note(shared.cell == cpus * ADDED, "sum", shared.cell, cpus * ADDED);
	return ret;
}

static const struct pair faults[] = { PAIR(neighbor), PAIR(itself), PAIR(unexpected) };

/* Of what is there, and of what is not. */
static void run_faults_here(void)
{
	static const u32 there = 0x600d600d;
	const unsigned long addrs[] = { (unsigned long)&there, -PAGE_SIZE };
	struct frame got, want;
	unsigned int i, j;

	for (i = 0; i < 100; i++)
		for (j = 0; j < ARRAY_SIZE(faults) * ARRAY_SIZE(addrs); j++) {
			got = (struct frame){ .addr = addrs[j / ARRAY_SIZE(faults)] };
			want = got;
			pagefault_disable();
			run_pair(&faults[j % ARRAY_SIZE(faults)], &got, &want);
			pagefault_enable();
		}
	/* the last one of the first kind was fixed up, and the one before was not */
	want = (struct frame){ .addr = addrs[0] };
	got = (struct frame){ .addr = addrs[1] };
	pagefault_disable();
	neighbor_site(&want);
	neighbor_site(&got);
	pagefault_enable();
	note(want.result[3] == there, "read", want.result[3], there);
	note(got.result[3] != there && !got.result[0], "fixed up", got.result[3], there);
}

static int run_faults(void)
{
	return run_in_context("cpus", run_faults_here);
}

/* Which way it has gone, 1 or 2, says what it should have read: the key may change. */
static void run_key(void (*site)(struct frame *frame))
{
	struct frame got = { }, want = { };
	unsigned long way;

	preempt_disable();
	reads_word(&want);
	site(&got);
	preempt_enable();
	way = got.result[2];
	note(way == 1 || way == 2, "way", way, 1);
	note(got.result[0] == want.result[0], "before", got.result[0], want.result[0]);
	note(got.result[1] == want.result[way == 2 ? 2 : 1], "behind", got.result[1],
	     want.result[way == 2 ? 2 : 1]);
}

static void run_keys_here(void)
{
	unsigned int i;

	for (i = 0; i < 100; i++) {
		run_key(i & 1 ? rare_site : usual_site);
		cond_resched();
	}
}

/*
 * Nobody else executes it meanwhile: a CPU of arm64 need not see at once what another one
 * has patched, and QEMU 7.2 may keep a translation from before until it is patched again.
 */
static void run_switched(bool on)
{
	struct frame frame = { };

	rare_site(&frame);
	note(frame.result[2] == (on ? 2 : 1), "rare", frame.result[2], on);
	usual_site(&frame);
	note(frame.result[2] == (on ? 1 : 2), "usual", frame.result[2], on);
	run_keys_here();
}

static void switch_keys(bool on)
{
	if (on) {
		static_branch_enable(&data_rare);
		static_branch_enable(&data_usual);
	} else {
		static_branch_disable(&data_rare);
		static_branch_disable(&data_usual);
	}
}

static int run_until_stop(void *started)
{
	while (!kthread_should_stop()) {
		run_keys_here();
		complete(started);
		usleep_range(500, 1000);
	}
	return 0;
}

/* While others execute what is patched. */
static int switch_under_others(void)
{
	DECLARE_COMPLETION_ONSTACK(started);
	struct task_struct *task = kthread_run(run_until_stop, &started, "vsi_test_keys");
	unsigned int i;

	if (IS_ERR(task))
		return PTR_ERR(task);
	wait_for_completion(&started);
	for (i = 0; i < 10; i++) {
		switch_keys(i & 1);
		run_keys_here();
	}
	switch_keys(false);
	return kthread_stop(task);
}

static int run_keys(void)
{
	unsigned int i;

	for (i = 0; i < 10; i++) {
		switch_keys(i & 1);
		run_switched(i & 1);
	}
	return switch_under_others();
}

/*
 * In C, so that it can be traced, and has what macros put into such code.  On arm the
 * graph tracer passes by what calls nobody.
 */
static noinline __noclone unsigned long traced(struct frame *want)
{
	register unsigned long midr asm(DATA_TRACED_REGISTER);
	unsigned long flags;

	local_irq_save(flags);
	reads_word(want);
	want->tries = irqs_disabled();
	asm volatile(".Ltraced_at:\n" DATA_TRACED : "=r" (midr));
	local_irq_restore(flags);
	return midr;
}

/* No symbol of the module's, which would end the function for who asks of its address. */
extern const u32 traced_at[] asm(".Ltraced_at");
static const struct place in_c = { traced_at, DATA_TRACED_WORD, PLACE_SERVED };

/* For kprobe events, which take what the tracers know: functions in C. */
static int get_traced(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "traced+%td\n", (char *)traced_at - (char *)traced);
}

static const struct kernel_param_ops traced_ops = { .get = get_traced };
module_param_cb(traced, &traced_ops, NULL, 0444);

static void run_traced_here(void)
{
	struct frame want = { };
	unsigned long midr;
	unsigned int i;

	for (i = 0; i < 100; i++) {
		midr = traced(&want);
		note(midr == want.result[1], "MIDR", midr, want.result[1]);
		note(want.tries && !irqs_disabled(), "masked", want.tries, 1);
	}
}

static int run_traced(void)
{
	return run_in_context("cpus", run_traced_here);
}

static const struct pair alternatives = PAIR(alternatives);

static void run_alternatives_here(void)
{
	struct frame got, want;
	unsigned int i;

	for (i = 0; i < 100; i++) {
		got = (struct frame){ };
		want = got;
		run_pair(&alternatives, &got, &want);
	}
}

static int run_alternatives(void)
{
	return run_in_context("cpus", run_alternatives_here);
}

static const struct data_case {
	const char *name;
	int (*run)(void);
} cases[] = {
	{ "exclusives", run_exclusives },
	{ "faults", run_faults },
	{ "keys", run_keys },
	{ "alternatives", run_alternatives },
	{ "traced", run_traced },
};

static int set_run(const char *val, const struct kernel_param *kp)
{
	const struct data_case *c;

	atomic_set(&nr_runs, 0);
	atomic_set(&nr_wrong, 0);
	for (c = cases; c < cases + ARRAY_SIZE(cases); c++)
		if (sysfs_streq(val, c->name))
			return c->run();
	return -EINVAL;
}

static const struct kernel_param_ops run_ops = { .set = set_run };
module_param_cb(run, &run_ops, NULL, 0200);

static int get_counter(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%d\n", atomic_read(kp->arg));
}

static const struct kernel_param_ops counter_ops = { .get = get_counter };
module_param_cb(runs, &counter_ops, &nr_runs, 0444);
module_param_cb(wrong, &counter_ops, &nr_wrong, 0444);

static enum stand wanted(const struct place *place)
{
	const bool branch = sysfs_streq(carrier, "branch");

	if (sysfs_streq(carrier, "none"))
		return STANDS_ORIGINAL;
	switch (place->what) {
	case PLACE_BETWEEN:
	case PLACE_ABORTS:
		return branch ? STANDS_BRANCH : STANDS_ORIGINAL;
	case PLACE_FIXED_UP:
	case PLACE_REPLACED:
		return STANDS_ORIGINAL;
	case PLACE_MADE:
		if (relocate)
			return STANDS_ORIGINAL;
	}
	return branch ? STANDS_BRANCH : STANDS_TRAP;
}

static bool is_misplaced(const struct place *place)
{
	struct veneer veneer;
	enum stand got = stands(place->insn, place->word, &veneer);

	if (got == wanted(place))
		return false;
	pr_info("vsi_test_data: %pS: %d instead of %d: %08x\n", place->insn, got, wanted(place),
		isa_word(place->insn));
	return true;
}

static int get_misplaced(char *buffer, const struct kernel_param *kp)
{
	const struct place *place;
	unsigned int nr = is_misplaced(&in_c);

	for (place = places; place < places_end; place++)
		nr += is_misplaced(place);
	return sysfs_emit(buffer, "%u\n", nr);
}

static const struct kernel_param_ops misplaced_ops = { .get = get_misplaced };
module_param_cb(misplaced, &misplaced_ops, NULL, 0444);

static int get_places(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%td\n", places_end - places);
}

static const struct kernel_param_ops places_ops = { .get = get_places };
module_param_cb(places, &places_ops, NULL, 0444);

static int __init data_init(void)
{
	return 0;
}

static void __exit data_exit(void)
{
}

module_init(data_init);
module_exit(data_exit);
MODULE_DESCRIPTION("vsi selftest: sites and what is around them");
MODULE_LICENSE("GPL");
