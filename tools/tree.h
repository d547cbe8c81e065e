/* SPDX-License-Identifier: GPL-2.0 */
/* The files that a command line names, those in trees too. */
#ifndef TOOLS_TREE_H
#define TOOLS_TREE_H

#include "../vsi_arm/types.h"

/**
 * struct tree_file - one file
 * @path:  where it is
 * @named: it was named itself, rather than found
 * @sure:  its device and number are those that stat() tells
 * @dev:   its device
 * @ino:   its number there
 */
struct tree_file {
	char *path;
	bool named;
	bool sure;
	u64 dev;
	u64 ino;
};

/**
 * struct tree - files
 * @v:    sorted by path
 * @nr:   how many
 * @room: how many fit into @v
 */
struct tree {
	struct tree_file *v;
	size_t nr;
	size_t room;
};

bool tree_collect(struct tree *tree, char **paths);
void tree_free(struct tree *tree);

#endif
