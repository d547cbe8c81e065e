/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a line of objdump says about virtualization sensitivity.
 */
#ifndef VSI_UNIT_OBJDUMP_H
#define VSI_UNIT_OBJDUMP_H

#include <stdbool.h>

/**
 * struct objdump_verdict - what a line says
 * @sensitive: the instruction is virtualization-sensitive
 * @class:     enum vsi_class, or 0 where the operands decide
 */
struct objdump_verdict {
	bool sensitive;
	unsigned int class;
};

enum objdump_monitor { OBJDUMP_OTHER, OBJDUMP_LOAD, OBJDUMP_STORE };

struct objdump_verdict objdump_classify(const char *mnemonic, const char *operands);
enum objdump_monitor objdump_monitor(const char *mnemonic);
bool objdump_is_undefined(const char *mnemonic);

#endif
