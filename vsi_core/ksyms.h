/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Functions of the kernel that are not exported to modules: ../vsi_arm/ksyms.tbl.
 */
#ifndef VSI_CORE_KSYMS_H
#define VSI_CORE_KSYMS_H

#include <linux/moduleloader.h>
#include <linux/types.h>
#include "compat.h"

struct kprobe;
struct pt_regs;
struct undef_hook;

/**
 * struct vsi_ksyms - those functions; NULL where one is no must and not there
 *
 * Written once in vsi_ksyms_init(), before anything is armed.
 */
struct vsi_ksyms {
#define KSYM(need, name, result, arguments)	result (*name)arguments;
#include "../vsi_arm/ksyms.tbl"
#undef KSYM
};

extern struct vsi_ksyms vsi_ksyms;

int vsi_ksyms_init(void);

#endif
