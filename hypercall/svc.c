// SPDX-License-Identifier: GPL-2.0
/*
 * The backend for hypervisors that run the guest's kernel in user mode and take SVC for
 * its instructions: ../vsi_arm/a32_svc.tbl has their words.  They are put into code, and
 * nobody is called.
 */
#include "backends.h"
#include "../vsi_arm/a32_svc.h"
#include "../vsi_arm/served_isa.h"

static bool svc_word(const struct vsi_query *query, u32 *word)
{
	struct vsi_insn insn;

	return vsi_decode(query->isa, query->word, &insn) && a32_svc_encode(&insn, word);
}

const struct vsi_backend vsi_backend_svc = {
	.name = "svc",
	.detect = vsi_is_deprivileged,
	.word = svc_word,
};
