/* SPDX-License-Identifier: GPL-2.0 */
/* The commands of vsi; each takes its own name as argv[0]. */
#ifndef TOOLS_COMMANDS_H
#define TOOLS_COMMANDS_H

int cmd_embed(int argc, char **argv);
int cmd_scan(int argc, char **argv);
int cmd_status(int argc, char **argv);
int cmd_table(int argc, char **argv);

/* What is wrong with the command line is said in one line; --help says more. */
__attribute__((format(printf, 2, 3)))
int usage_error(const char *command, const char *fmt, ...);

#endif
