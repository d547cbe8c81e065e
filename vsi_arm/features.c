// SPDX-License-Identifier: GPL-2.0
/*
 * What the guest has and lacks: from identification registers, then, where the
 * hypervisor is known to answer by an undefined instruction, by trying.
 *
 * Each CPU is examined when vsi is loaded, or when it comes online later.
 */
#include <linux/cpu.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <asm/cputype.h>
#include "constants.h"
#include "features.h"
#include "thunk.h"
#include "../vsi_core/backend.h"
#include "../vsi_core/features.h"

enum probing {
	PROBE_AUTO,
	PROBE_ON,
	PROBE_OFF,
};

static const char *const probe_words[] = {
	[PROBE_AUTO] = "auto",
	[PROBE_ON] = "on",
	[PROBE_OFF] = "off",
};

static int probe __ro_after_init = PROBE_AUTO;

static int probe_set(const char *val, const struct kernel_param *kp)
{
	int found = sysfs_match_string(probe_words, val);

	if (found < 0) {
		pr_err("probe: '%s' is none of auto, on, off\n", val);
		return found;
	}
	probe = found;
	return 0;
}

static int probe_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%s\n", probe_words[probe]);
}

static const struct kernel_param_ops probe_ops = {
	.set = probe_set,
	.get = probe_get,
};

module_param_cb(probe, &probe_ops, NULL, 0444);
MODULE_PARM_DESC(probe, "whether registers are tried: auto (default: under a hypervisor known to answer), on, off");

/**
 * struct finding - what one CPU says of one feature
 * @presence:   enum vsi_presence
 * @nr_read:    registers that could be read
 * @nr_undef:   registers that were undefined
 */
struct finding {
	u8 presence;
	u8 nr_read;
	u8 nr_undef;
};

struct cpu_findings {
	struct finding of[VSI_NR_FEATURES];
};

/*
 * What CPUs have found, and which have looked: written by the callback of a
 * CPU that comes online, read by sysfs.  Nothing is called under the lock that
 * waits for CPU hotplug.
 */
static DEFINE_MUTEX(findings_lock);
static DEFINE_PER_CPU(struct cpu_findings, findings);
static struct cpumask examined;
static bool all_looked;	/* all CPUs that were online have looked */

/* The sum, enum vsi_presence: written under findings_lock, read by anyone. */
static u8 presences[VSI_NR_FEATURES];

static bool may_probe __ro_after_init;
static bool pmu_in_device_tree __ro_after_init;
static enum cpuhp_state online_state;

static void identify_all(struct cpu_findings *found)
{
	const u64 idregs[VSI_NR_IDREGS] = {
#ifdef CONFIG_ARM64
		[VSI_IDREG_A64_DFR0] = read_sysreg(id_aa64dfr0_el1),
		[VSI_IDREG_A64_PFR0] = read_sysreg(id_aa64pfr0_el1),
		[VSI_IDREG_A64_PFR1] = read_sysreg(id_aa64pfr1_el1),
		[VSI_IDREG_A64_MMFR1] = read_sysreg(id_aa64mmfr1_el1),
		[VSI_IDREG_A64_CURRENTEL] = read_sysreg(currentel),
#else
		[VSI_IDREG_DFR0] = read_cpuid_ext(CPUID_EXT_DFR0),
		[VSI_IDREG_PFR0] = read_cpuid_ext(CPUID_EXT_PFR0),
		[VSI_IDREG_PFR1] = read_cpuid_ext(CPUID_EXT_PFR1),
#endif
	};
	unsigned int i;

	for (i = 0; i < VSI_NR_FEATURES; i++)
		found->of[i].presence = vsi_feature_identify(i, idregs);
}

/* On this CPU.  Without a thunk nothing was found out. */
static void try_one(const struct vsi_probe *p, struct finding *found)
{
	u32 *thunk = vsi_thunk_get(p->word);
	unsigned long value;

	if (!thunk)
		return;
	if (vsi_thunk_read(thunk, &value))
		found->nr_read++;
	else
		found->nr_undef++;
	vsi_thunk_put(thunk);
}

/*
 * What identification calls absent is not tried: a hypervisor may log each
 * such access.  What it calls present is: hypervisors leave out more than they
 * say.
 */
static void probe_all(struct cpu_findings *found)
{
	struct finding *f;
	unsigned int i;

	for (i = 0; i < vsi_nr_probes; i++) {
		f = &found->of[vsi_probes[i].feature];
		if (f->presence != VSI_ABSENT)
			try_one(&vsi_probes[i], f);
	}
	for (f = found->of; f < found->of + VSI_NR_FEATURES; f++)
		f->presence = vsi_feature_conclude(f->presence, f->nr_read, f->nr_undef);
}

static enum vsi_presence sum(unsigned int feature)
{
	const int none = -1;
	int presence = none;
	unsigned int cpu;

	for_each_cpu(cpu, &examined) {
		const struct finding *f = &per_cpu(findings, cpu).of[feature];

		if (presence != none && presence != f->presence)
			return VSI_PARTIAL;
		presence = f->presence;
	}
	return presence == none ? VSI_UNKNOWN : presence;
}

static void update(unsigned int feature, unsigned int cpu)
{
	const enum vsi_presence presence = sum(feature);

	if (all_looked && presence == VSI_PARTIAL && presences[feature] != VSI_PARTIAL)
		pr_warn("feature %s: CPU %u differs from the others, only some have it now\n",
			vsi_feature_text(feature), cpu);
	WRITE_ONCE(presences[feature], presence);
}

/*
 * On the CPU that is examined, in process context: first on each that is
 * online, later on each that comes online.  Modules that were planned before
 * keep what was done to them.  Never fails: the CPU would not come online.
 */
static int examine(unsigned int cpu)
{
	struct cpu_findings found = { };
	unsigned int i;

	identify_all(&found);
	if (may_probe)
		probe_all(&found);
	mutex_lock(&findings_lock);
	per_cpu(findings, cpu) = found;
	cpumask_set_cpu(cpu, &examined);
	for (i = 0; i < VSI_NR_FEATURES; i++)
		update(i, cpu);
	mutex_unlock(&findings_lock);
	vsi_constants_check(cpu);
	return 0;
}

/* Documentation/devicetree/bindings/arm/pmu.yaml: "arm,cortex-a15-pmu" and so on. */
static bool is_pmu(struct device_node *node)
{
	const char *prefix = "arm,", *suffix = "-pmu", *compatible;
	struct property *property;

	of_property_for_each_string(node, "compatible", property, compatible)
		if (strstarts(compatible, prefix) && strlen(compatible) > strlen(suffix) &&
		    (!strcmp(compatible + strlen(compatible) - strlen(suffix), suffix) ||
		     !strcmp(compatible, "arm,armv8-pmuv3")))
			return true;
	return false;
}

static bool find_pmu_in_device_tree(void)
{
	struct device_node *node = NULL;
	bool found = false;

	do {
		node = of_find_all_nodes(node);
		found = node && is_pmu(node);
	} while (node && !found);
	of_node_put(node);
	return found;
}

/**
 * vsi_features_init() - examine all CPUs, and those that come online later
 *
 * Context: process, once, after the undefined-instruction hooks are armed and
 * the hypervisor is identified; sleeps.
 * Return: 0 or a negative errno, and then nothing is known of any feature.
 */
int vsi_features_init(void)
{
	int ret;

	may_probe = probe == PROBE_ON || (probe == PROBE_AUTO && vsi_hypervisor_undefs());
	pmu_in_device_tree = find_pmu_in_device_tree();
	ret = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN, "vsi/features:online", examine, NULL);
	if (ret < 0)
		return ret;
	online_state = ret;
	mutex_lock(&findings_lock);
	all_looked = true;
	mutex_unlock(&findings_lock);
	return 0;
}

/**
 * vsi_features_exit() - undo vsi_features_init()
 *
 * Context: process; sleeps.
 */
void vsi_features_exit(void)
{
	cpuhp_remove_state_nocalls(online_state);
	vsi_constants_exit();
}

/**
 * vsi_feature_presence() - does the guest have a feature?
 * @feature: the feature
 *
 * Context: any.
 * Return: what is known by now.
 */
enum vsi_presence vsi_feature_presence(enum vsi_feature feature)
{
	return READ_ONCE(presences[feature]);
}

/**
 * vsi_feature_of() - does the guest have what an instruction accesses?
 * @insn: a decoded instruction
 *
 * ABSENT means that on every CPU the access is undefined, or identification
 * says that nobody is to count on it.  The opposite is not promised: of a
 * feature that is there the hypervisor may still leave out a register that was
 * not tried.
 *
 * Context: any.
 * Return: what is known by now; UNKNOWN for what belongs to no feature.
 */
enum vsi_presence vsi_feature_of(const struct vsi_insn *insn)
{
	const int feature = vsi_feature_needed(insn);

	return feature == VSI_NO_FEATURE ? VSI_UNKNOWN : vsi_feature_presence(feature);
}

/**
 * vsi_features_count() - how many features there are
 *
 * Context: any.
 * Return: their number.
 */
unsigned int vsi_features_count(void)
{
	return VSI_NR_FEATURES;
}

/**
 * vsi_feature_name() - the name of a feature
 * @index: less than vsi_features_count()
 *
 * Context: any.
 * Return: the name users see.
 */
const char *vsi_feature_name(unsigned int index)
{
	return vsi_feature_text(index);
}

/**
 * struct tally - how many CPUs have found what
 * @cpus:    that have looked
 * @tried:   that have tried registers
 * @read:    that could read some
 * @lacking: that found some undefined
 */
struct tally {
	unsigned int cpus;
	unsigned int tried;
	unsigned int read;
	unsigned int lacking;
};

static struct tally count(unsigned int feature)
{
	struct tally t = { };
	unsigned int cpu;

	for_each_cpu(cpu, &examined) {
		const struct finding *f = &per_cpu(findings, cpu).of[feature];

		t.cpus++;
		t.tried += f->nr_read || f->nr_undef;
		t.read += f->nr_read != 0;
		t.lacking += f->nr_undef != 0;
	}
	return t;
}

static const char *presence_word(enum vsi_presence presence)
{
	static const char *const words[] = {
		[VSI_UNKNOWN] = "unknown",
		[VSI_ABSENT] = "absent",
		[VSI_PRESENT] = "present",
		[VSI_PARTIAL] = "partial",
	};

	return words[presence];
}

static int show_how(unsigned int feature, char *buf, int at)
{
	const struct tally t = count(feature);

	if (t.tried && !t.lacking)
		return sysfs_emit_at(buf, at, "read on %u of %u CPUs", t.read, t.cpus);
	if (t.tried && !t.read)
		return sysfs_emit_at(buf, at, "undefined on %u of %u CPUs", t.lacking, t.cpus);
	if (t.tried)
		return sysfs_emit_at(buf, at, "read on %u, registers undefined on %u of %u CPUs",
				     t.read, t.lacking, t.cpus);
	if (vsi_feature_is_never(feature))
		return sysfs_emit_at(buf, at, "undefined at PL1");
	if (presences[feature] == VSI_UNKNOWN)
		return sysfs_emit_at(buf, at, "not probed");
	return sysfs_emit_at(buf, at, "identification on %u CPUs", t.cpus);
}

/**
 * vsi_feature_show() - what is known of a feature, and how
 * @index: less than vsi_features_count()
 * @buf:   of an attribute
 *
 * Context: process; sleeps.
 * Return: bytes written.
 */
int vsi_feature_show(unsigned int index, char *buf)
{
	int n;

	mutex_lock(&findings_lock);
	n = sysfs_emit(buf, "%s: ", presence_word(presences[index]));
	n += show_how(index, buf, n);
	if (vsi_feature_is_pmu(index) && !pmu_in_device_tree)
		n += sysfs_emit_at(buf, n, ", none in the device tree");
	n += sysfs_emit_at(buf, n, "\n");
	mutex_unlock(&findings_lock);
	return n;
}
