// SPDX-License-Identifier: GPL-2.0
/*
 * Reading A32 and T32, in unified syntax: a stem, then perhaps a condition.
 */
#include <ctype.h>
#include <stdlib.h>

#include "../../vsi_arm/insn.h"
#include "ktap.h"
#include "reading.h"
#include "read_arm.h"

/* Registers by other names than a letter and a number. */
static const struct {
	const char *name;
	unsigned int number;
} aliases[] = {
	{ "sb", 9 }, { "sl", 10 }, { "fp", 11 }, { "ip", 12 }, { "sp", 13 }, { "lr", 14 },
	{ "pc", 15 }, { "apsr_nzcv", 15 }, { "xzr", 31 }, { "wzr", 31 },
};

static bool take_number(const char *token, size_t length, unsigned int *number)
{
	const char *digits = token;
	char *end;
	size_t i;

	for (i = 0; i < COUNT(aliases); i++)
		if (strlen(aliases[i].name) == length && !strncmp(aliases[i].name, token, length)) {
			*number = aliases[i].number;
			return true;
		}
	while (digits < token + 2 && isalpha((unsigned char)*digits))
		digits++;
	if (!isdigit((unsigned char)*digits))
		return false;
	*number = strtoul(digits, &end, 0);
	return end == token + length;
}

/**
 * read_numbers() - the registers and numbers of operands, in their order
 * @operands: in lower case
 * @r:        @numbers are filled in
 */
void read_numbers(const char *operands, struct reading *r)
{
	size_t length;

	while (*operands && r->nr_numbers < READING_MAX_NUMBERS) {
		length = strspn(operands, "abcdefghijklmnopqrstuvwxyz0123456789_");
		if (length && take_number(operands, length, &r->numbers[r->nr_numbers]))
			r->nr_numbers++;
		operands += length;
		operands += !length;
	}
}

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
	{ "dcps1", VSI_CLASS_DEBUG }, { "dcps2", VSI_CLASS_DEBUG },
	{ "dcps3", VSI_CLASS_DEBUG },
};

/* Those that return from an exception when they set the flags and write the PC. */
static const char *const data_processing[] = {
	"ands", "eors", "subs", "rsbs", "adds", "adcs", "sbcs", "rscs", "orrs", "movs",
	"bics", "mvns", "lsls", "lsrs", "asrs", "rors", "rrxs",
};

static const struct reading innocuous = { .decoded = true };

static struct reading is_class(unsigned int class)
{
	return (struct reading){ .decoded = true, .sensitive = true, .class = class };
}

static struct reading classify_mrs(const char *source)
{
	if (begins_with(source, "cpsr") || begins_with(source, "apsr") ||
	    !strcmp(source, "spsr"))
		return is_class(VSI_CLASS_PSR);
	return is_class(VSI_CLASS_BANKED);
}

/* "cpsr_fc, r0", "spsr_fsxc, #1", "spsr_svc, r0", "r8_usr, r0", "apsr_nzcvq, r0" */
static struct reading classify_msr(const char *target)
{
	size_t field = strspn(target + 5, "fsxc");
	bool psr = begins_with(target, "cpsr_") || begins_with(target, "spsr_");

	if (begins_with(target, "apsr"))
		return innocuous;
	/* no field at all */
	if (begins_with(target, "spsr,"))
		return is_class(VSI_CLASS_PSR);
	if (!psr || (target[5 + field] != ',' && field != strlen(target + 5)))
		return is_class(VSI_CLASS_BANKED);
	if (target[0] == 's' || strcspn(target + 5, "xc") < field)
		return is_class(VSI_CLASS_PSR);
	return innocuous;
}

static struct reading classify_coprocessor(const char *mnemonic, const char *operands)
{
	static const char *const transfers[] = { "mrc", "mcr", "mrrc", "mcrr" };
	static const char *const memory[] = { "ldc", "stc", "ldcl", "stcl" };
	struct reading r = { .decoded = true, .sensitive = true };
	size_t i;

	read_numbers(operands, &r);
	for (i = 0; i < COUNT(transfers); i++)
		if (is_stem(mnemonic, transfers[i]) && (r.numbers[0] == 14 || r.numbers[0] == 15))
			return r;
	r.nr_numbers = 0;
	r.class = VSI_CLASS_DEBUG;
	for (i = 0; i < COUNT(memory); i++)
		if (is_stem(mnemonic, memory[i]) && r.numbers[0] == 14 && r.numbers[1] == 5)
			return r;
	return innocuous;
}

static struct reading classify_vfp(const char *mnemonic, const char *operands)
{
	if (is_stem(mnemonic, "vmrs") && !strstr(operands, "fpscr"))
		return is_class(VSI_CLASS_VFPID);
	if (is_stem(mnemonic, "vmsr") && !strstr(operands, "fpscr"))
		return is_class(VSI_CLASS_VFPID);
	return innocuous;
}

/* A register list with "^". */
static struct reading classify_multiple(const char *mnemonic, const char *operands)
{
	if (!strstr(operands, "}^"))
		return innocuous;
	if (begins_with(mnemonic, "stm"))
		return is_class(VSI_CLASS_BANKED);
	return is_class(strstr(operands, "pc}^") ? VSI_CLASS_EXRET : VSI_CLASS_BANKED);
}

/* The mnemonic without the suffix of its width. */
static void strip(const char *mnemonic, char *stem, size_t size)
{
	const char *dot = strchr(mnemonic, '.');
	size_t n = dot && dot != mnemonic ? (size_t)(dot - mnemonic) : strlen(mnemonic);

	if (n >= size)
		n = size - 1;
	memcpy(stem, mnemonic, n);
	stem[n] = '\0';
}

static struct reading classify(const char *mnemonic, const char *operands)
{
	struct reading r;
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
	r = classify_vfp(mnemonic, operands);
	return r.sensitive ? r : classify_coprocessor(mnemonic, operands);
}

/* What a disassembler has no name for. */
static bool is_undefined(const char *mnemonic)
{
	return !mnemonic[0] || mnemonic[0] == '.' || begins_with(mnemonic, "udf") ||
	       mnemonic[0] == '@' || mnemonic[0] == '<' || mnemonic[0] == ';';
}

/**
 * read_arm() - read a line of A32 or T32
 * @mnemonic: in lower case
 * @operands: in lower case
 *
 * Return: what it says.
 */
struct reading read_arm(const char *mnemonic, const char *operands)
{
	char stem[32];

	if (is_undefined(mnemonic))
		return (struct reading){ 0 };
	strip(mnemonic, stem, sizeof(stem));
	return classify(stem, operands);
}

enum arm_monitor arm_monitor(const char *mnemonic)
{
	if (begins_with(mnemonic, "ldrex") || begins_with(mnemonic, "ldaex"))
		return ARM_MONITOR_LOAD;
	if (begins_with(mnemonic, "strex") || begins_with(mnemonic, "stlex"))
		return ARM_MONITOR_STORE;
	return ARM_MONITOR_OTHER;
}
