/* SPDX-License-Identifier: GPL-2.0 */
/* A hypervisor's words in the code of a module, before it is loaded. */
#ifndef TOOLS_APPLY_H
#define TOOLS_APPLY_H

#include "fragment.h"

/**
 * struct apply_backend - a backend that has words of its own
 * @name:    as of vsi.ko's parameter
 * @machine: EM_... of modules
 * @flag:    VSI_ENTRY_... of entries whose instructions they stand for
 * @encode:  the word of an instruction; false when there is none
 */
struct apply_backend {
	const char *name;
	u16 machine;
	u16 flag;
	bool (*encode)(const struct vsi_insn *insn, u32 *word);
};

const struct apply_backend *apply_backend_find(const char *name);
bool apply_is_applied(const struct elf_file *f, const struct table_place *place);
bool apply_undo(struct elf_file *f, const struct table_place *place);
bool apply_words(struct elf_file *f, struct sites *sites, const struct apply_backend *backend);

#endif
