/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What start.S has for a program of A64 that runs without a kernel.
 */
#ifndef VSI_BARE_A64_H
#define VSI_BARE_A64_H

#include "../../../vsi_arm/types.h"

#define NR_GPRS		31
#define SITE_WORDS	2
#define VENEER_WORDS	14
#define LITERAL_WORDS	2

/**
 * struct state - what run_site() loads and keeps; start.S knows the offsets
 * @gpr:    x0 to x30
 * @pstate: as SPSR_EL1 has it, EL1 with a stack pointer of its own
 * @pc:     of what an undefined instruction has interrupted; run_site() leaves it alone
 */
struct state {
	u64 gpr[NR_GPRS];
	u64 pstate;
	u64 pc;
};

/* The literal is behind the site's last word, the veneer far from it. */
extern u32 site_code[SITE_WORDS], literal[LITERAL_WORDS], veneer_code[VENEER_WORDS];
extern const u32 native_sites[], native_sites_end[];
extern const u32 read_site[], ordered_site[], write_site[], call_site[];
/* for the state block, aligned to its size */
extern u64 state_window[];
extern const u32 state_sites[], state_sites_end[];
extern const u32 pstate_sites[], pstate_sites_end[];

void run_site(const struct state *in, struct state *out);
void bare_print(const char *string);
void bare_hex(u32 value);
void bare_number(u32 value);
void bare_undefined(struct state *state);
void bare_unexpected(u64 esr, u64 pc);
void bare_exit(int status) __attribute__((noreturn));
int bare_main(void);

#endif
