/* SPDX-License-Identifier: GPL-2.0 */
/* Replacing a file at once, or not at all. */
#ifndef TOOLS_OUTFILE_H
#define TOOLS_OUTFILE_H

#include <sys/types.h>

#include "../vsi_arm/types.h"

int outfile_open(const char *path);
bool outfile_write(const void *bytes, size_t size);
bool outfile_commit(mode_t mode, bool sync);
void outfile_abort(void);

#endif
