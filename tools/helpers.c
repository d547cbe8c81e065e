// SPDX-License-Identifier: GPL-2.0
/*
 * Functions of the kernel proper that do for a module what a sensitive
 * instruction does.  No table of the module can list what they hold.
 */
#include "scan.h"

/* Names, and beginnings of names, which end with a "*". */
static const char *const helpers[] = {
	"__arm_smccc_hvc", "__arm_smccc_smc", "arm_smccc_1_2_hvc", "arm_smccc_1_2_smc",
	"arm_smccc_hvc", "arm_smccc_smc", "HYPERVISOR_*", "privcmd_call", "cpu_do_idle",
};

static bool matches(const char *pattern, const char *symbol)
{
	for (; *pattern && *pattern != '*'; pattern++, symbol++)
		if (*pattern != *symbol)
			return false;
	return *pattern == '*' || !*symbol;
}

/**
 * scan_helper() - is a symbol a helper of the kernel?
 * @symbol: what a module refers to
 *
 * Return: its name, or NULL.
 */
const char *scan_helper(const char *symbol)
{
	size_t i;

	for (i = 0; i < sizeof(helpers) / sizeof(helpers[0]); i++)
		if (helpers[i][0] == symbol[0] && matches(helpers[i], symbol))
			return symbol;
	return NULL;
}
