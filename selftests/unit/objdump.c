// SPDX-License-Identifier: GPL-2.0
/*
 * Reading objdump's A32, in unified syntax: a stem, then perhaps a condition.
 */
#include "../../vsi_arm/insn.h"
#include "ktap.h"
#include "objdump.h"

static bool is_condition(const char *s)
{
	static const char conditions[] = "eq ne cs cc mi pl vs vc hi ls ge lt gt le al";
	const char *c;

	if (!*s)
		return true;
	if (strlen(s) != 2)
		return false;
	c = strstr(conditions, s);
	return c && (c - conditions) % 3 == 0;
}

static bool is_stem(const char *mnemonic, const char *stem)
{
	const size_t length = strlen(stem);

	return !strncmp(mnemonic, stem, length) && is_condition(mnemonic + length);
}

static bool begins_with(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

/* Sensitive whatever their operands are. */
static const struct {
	const char *stem;
	unsigned int class;
} always[] = {
	{ "cps", VSI_CLASS_PSR }, { "cpsie", VSI_CLASS_PSR }, { "cpsid", VSI_CLASS_PSR },
	{ "setpan", VSI_CLASS_PSR },
	{ "eret", VSI_CLASS_EXRET },
	{ "rfeda", VSI_CLASS_EXRET }, { "rfedb", VSI_CLASS_EXRET },
	{ "rfeia", VSI_CLASS_EXRET }, { "rfeib", VSI_CLASS_EXRET },
	{ "srsda", VSI_CLASS_EXRET }, { "srsdb", VSI_CLASS_EXRET },
	{ "srsia", VSI_CLASS_EXRET }, { "srsib", VSI_CLASS_EXRET },
	{ "ldrt", VSI_CLASS_UNPRIV }, { "ldrbt", VSI_CLASS_UNPRIV },
	{ "strt", VSI_CLASS_UNPRIV }, { "strbt", VSI_CLASS_UNPRIV },
	{ "ldrht", VSI_CLASS_UNPRIV }, { "strht", VSI_CLASS_UNPRIV },
	{ "ldrsbt", VSI_CLASS_UNPRIV }, { "ldrsht", VSI_CLASS_UNPRIV },
	{ "wfi", VSI_CLASS_EVENT }, { "wfe", VSI_CLASS_EVENT },
	{ "svc", VSI_CLASS_CALL }, { "hvc", VSI_CLASS_CALL }, { "smc", VSI_CLASS_CALL },
	{ "bkpt", VSI_CLASS_CALL }, { "bxj", VSI_CLASS_CALL },
	{ "hlt", VSI_CLASS_DEBUG },
};

/* Those that return from an exception when they set the flags and write the PC. */
static const char *const data_processing[] = {
	"ands", "eors", "subs", "rsbs", "adds", "adcs", "sbcs", "rscs", "orrs", "movs",
	"bics", "mvns", "lsls", "lsrs", "asrs", "rors", "rrxs",
};

static const struct objdump_verdict innocuous;

static struct objdump_verdict is_class(unsigned int class)
{
	return (struct objdump_verdict){ .sensitive = true, .class = class };
}

static struct objdump_verdict classify_mrs(const char *source)
{
	if (begins_with(source, "CPSR") || begins_with(source, "APSR") ||
	    !strcmp(source, "SPSR"))
		return is_class(VSI_CLASS_PSR);
	return is_class(VSI_CLASS_BANKED);
}

/* "CPSR_fc, r0", "SPSR_fsxc, #1", "SPSR_svc, r0", "R8_usr, r0" */
static struct objdump_verdict classify_msr(const char *target)
{
	size_t field = strspn(target + 5, "fsxc");
	bool psr = begins_with(target, "CPSR_") || begins_with(target, "SPSR_");

	if (!psr || (target[5 + field] != ',' && field != strlen(target + 5)))
		return is_class(VSI_CLASS_BANKED);
	if (target[0] == 'S' || strcspn(target + 5, "xc") < field)
		return is_class(VSI_CLASS_PSR);
	return innocuous;
}

static struct objdump_verdict classify_coprocessor(const char *mnemonic, const char *operands)
{
	static const char *const transfers[] = { "mrc", "mcr", "mrrc", "mcrr" };
	static const char *const memory[] = { "ldc", "stc", "ldcl", "stcl" };
	size_t i;

	for (i = 0; i < COUNT(transfers); i++)
		if (is_stem(mnemonic, transfers[i]) &&
		    (begins_with(operands, "14,") || begins_with(operands, "15,")))
			return is_class(0);
	for (i = 0; i < COUNT(memory); i++)
		if (is_stem(mnemonic, memory[i]) && begins_with(operands, "14, cr5,"))
			return is_class(VSI_CLASS_DEBUG);
	return innocuous;
}

static struct objdump_verdict classify_vfp(const char *mnemonic, const char *operands)
{
	if (is_stem(mnemonic, "vmrs") && !strstr(operands, "fpscr"))
		return is_class(VSI_CLASS_VFPID);
	if (is_stem(mnemonic, "vmsr") && !strstr(operands, "fpscr"))
		return is_class(VSI_CLASS_VFPID);
	return innocuous;
}

/* A register list with "^". */
static struct objdump_verdict classify_multiple(const char *mnemonic, const char *operands)
{
	if (!strstr(operands, "}^"))
		return innocuous;
	if (begins_with(mnemonic, "stm"))
		return is_class(VSI_CLASS_BANKED);
	return is_class(strstr(operands, "pc}^") ? VSI_CLASS_EXRET : VSI_CLASS_BANKED);
}

struct objdump_verdict objdump_classify(const char *mnemonic, const char *operands)
{
	struct objdump_verdict verdict;
	size_t i;

	for (i = 0; i < COUNT(always); i++)
		if (is_stem(mnemonic, always[i].stem))
			return is_class(always[i].class);
	for (i = 0; i < COUNT(data_processing); i++)
		if (is_stem(mnemonic, data_processing[i]) && begins_with(operands, "pc,"))
			return is_class(VSI_CLASS_EXRET);
	if (is_stem(mnemonic, "mrs"))
		return classify_mrs(operands + strcspn(operands, " ") + 1);
	if (is_stem(mnemonic, "msr"))
		return classify_msr(operands);
	if (begins_with(mnemonic, "ldm") || begins_with(mnemonic, "stm"))
		return classify_multiple(mnemonic, operands);
	verdict = classify_vfp(mnemonic, operands);
	return verdict.sensitive ? verdict : classify_coprocessor(mnemonic, operands);
}

enum objdump_monitor objdump_monitor(const char *mnemonic)
{
	if (begins_with(mnemonic, "ldrex") || begins_with(mnemonic, "ldaex"))
		return OBJDUMP_LOAD;
	if (begins_with(mnemonic, "strex") || begins_with(mnemonic, "stlex"))
		return OBJDUMP_STORE;
	return OBJDUMP_OTHER;
}

/* What the disassembler has no name for. */
bool objdump_is_undefined(const char *mnemonic)
{
	return mnemonic[0] == '.' || begins_with(mnemonic, "udf") ||
	       begins_with(mnemonic, "@") || mnemonic[0] == '<';
}
