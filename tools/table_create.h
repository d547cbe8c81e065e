/* SPDX-License-Identifier: GPL-2.0 */
/* Making tables in files of their own. */
#ifndef TOOLS_TABLE_CREATE_H
#define TOOLS_TABLE_CREATE_H

#include "../vsi_arm/types.h"

bool table_create_one(const char *path, const char *to);
bool table_create_trees(char **paths, const char *dir, unsigned int jobs);

#endif
