/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Every message begins "vsi: ".  Included by the build before anything else.
 */
#ifndef VSI_CORE_PR_FMT_H
#define VSI_CORE_PR_FMT_H

#define pr_fmt(fmt)	"vsi: " fmt

#endif
