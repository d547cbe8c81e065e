/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What start.S, sites.S and print.c have for a program that runs without a kernel.
 */
#ifndef VSI_BARE_H
#define VSI_BARE_H

#include "../../vsi_arm/types.h"

#define NR_GPRS		15
#define SITE_WORDS	2
#define VENEER_WORDS	14

/**
 * struct gprs - what run_site() loads and keeps; start.S knows the offsets
 * @gpr:  r0 to r14
 * @cpsr: of what is loaded, N, Z, C, V, Q and GE only
 */
struct gprs {
	u32 gpr[NR_GPRS];
	u32 cpsr;
};

extern u32 site_code[SITE_WORDS], veneer_code[VENEER_WORDS];
/* sites.S */
extern const u32 native_sites[], idle_sites[], native_sites_end[];
/* for the state block, aligned to its size */
extern u32 state_window[];
extern const u32 state_sites[], state_sites_end[];
extern const u32 read_site[], pair_site[], write_site[], call_site[];

extern const u32 vectors[];
extern const char landing[];

void run_site(const struct gprs *in, struct gprs *out);
void bare_print(const char *string);
void bare_hex(u32 value);
void bare_number(u32 value);
void bare_unexpected(u32 vector, u32 psr);
void bare_exit(int status) __attribute__((noreturn));
int bare_main(void);

#endif
