/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the suites of planning have in common.
 */
#ifndef VSI_UNIT_PLANNING_H
#define VSI_UNIT_PLANNING_H

#include "check.h"
#include "world.h"

#define NOP		SERVED(0xe320f000u, 0xf3af8000u, 0xd503201fu)
/* mrs r0, CPSR; mrs x0, daif */
#define MRS		SERVED(0xe10f0000u, 0xf3ef8000u, 0xd53b4220u)
/* mrc p15, 0, r0, c0, c0, 0; mrs x0, midr_el1 */
#define MIDR		SERVED_CP(0xee100f10u, 0xd5380000u)
#define MIDR_IN(rt)	(MIDR | (rt) << SERVED_CP(12, 0))
#define MIDR_R1		MIDR_IN(1)
/* mrc p15, 0, r0, c9, c12, 0; mrs x0, pmcr_el0 */
#define PMCR		SERVED_CP(0xee190f1cu, 0xd53b9c00u)
/* mrc p15, 0, r0, c0, c1, 0; mrs x0, id_aa64pfr0_el1 */
#define IDREG		SERVED_CP(0xee100f11u, 0xd5380400u)
/* mcr p15, 0, r0, c1, c0, 1; msr actlr_el1, x0 */
#define ACTLR_W		SERVED_CP(0xee010f30u, 0xd5181020u)
/* what a hypervisor may take for another instruction of 32 bits */
#define OWN_WORD	SERVED(0xef020000u, 0xf7f6a001u, 0xd4000021u)

/* ldrex r0, [r1]; ldxr x0, [x1] */
#define LDREX		SERVED(0xe1910f9fu, 0xe8510f00u, 0xc85f7c20u)
/* strex r2, r0, [r1]; stxr w2, x0, [x1] */
#define STREX		SERVED(0xe1812f90u, 0xe8410200u, 0xc8027c20u)

int planning_begin(struct kunit *test);
int planning_init(struct kunit_suite *suite);
void planning_exit(struct kunit_suite *suite);
void planning_end(struct kunit *test);
void do_with_all(enum vsi_action action);
struct vsi_image image_of(struct made *m);
int plan_may_sleep(struct made *m, bool may_sleep, struct vsi_served **served);
struct vsi_served *plan(struct kunit *test, struct made *m);
struct vsi_served *plan_traps(struct kunit *test, struct made *m);
void expect_refused(struct kunit *test, struct made *m, int error, const char *section,
		    u32 offset, const char *reason);
bool is_udf(u32 word, u32 hint);
struct made *some_module(struct kunit *test);
struct made *exclusive_module(struct kunit *test, u32 word);
void add_entries(struct made *m);
void expect_some_sites(struct kunit *test, struct made *m, struct vsi_served *served);
const struct vsi_site *plan_one(struct kunit *test, u32 word, struct vsi_served **served);
void expect_carried(struct kunit *test, u32 word, enum vsi_action action, enum vsi_carrier carrier);
const char *op_of(struct kunit *test, u32 word, enum vsi_action *action);

#endif
