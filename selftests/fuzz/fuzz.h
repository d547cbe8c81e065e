/* SPDX-License-Identifier: GPL-2.0 */
/* What the fuzz targets share. */
#ifndef FUZZ_H
#define FUZZ_H

#include "../../vsi_arm/types.h"

#define MUST(condition) \
	do { \
		if (!(condition)) \
			__builtin_trap(); \
	} while (0)

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

#endif
