/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Events of the loader's path: what trace.h needs is put together here, and
 * only while somebody listens.
 */
#ifndef VSI_CORE_EVENTS_H
#define VSI_CORE_EVENTS_H

#include "plan.h"

void vsi_event_load(const struct vsi_served *served);
void vsi_event_refused(const char *module, const struct vsi_fault *fault);
void vsi_event_kept(const char *module, const char *section, u32 offset, enum vsi_kept why);

#endif
