// SPDX-License-Identifier: GPL-2.0
/*
 * The tracepoints, and what the loader's path says by them.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include "events.h"

#define CREATE_TRACE_POINTS
#include "trace.h"

static const char *const kept_texts[] = {
#define KEPT(id, name, text)	text,
#include "kept.tbl"
#undef KEPT
};

static void tell_sites(const struct vsi_served *served, const struct vsi_text *text)
{
	u32 i;

	for (i = 0; i < text->nr_sites; i++)
		if (text->sites[i].way->is_site)
			trace_vsi_substitute(served, &text->sites[i]);
}

/**
 * vsi_event_load() - a module is served from now on
 * @served: the module
 *
 * Context: the loader's path or process, behind vsi_served_publish(); the
 * module cannot go.
 */
void vsi_event_load(const struct vsi_served *served)
{
	trace_vsi_load(served);
	if (!trace_vsi_substitute_enabled())
		return;
	tell_sites(served, &served->core);
	tell_sites(served, &served->init);
}

/* Names come from the file: what is not printable is escaped, as in messages. */
static void tell_fault(const char *module, struct vsi_fault fault, bool loaded)
{
	char section[64];

	snprintf(section, sizeof(section), "%*pE", (int)strnlen(fault.section, sizeof(section)),
		 fault.section);
	fault.section = section;
	trace_vsi_refuse(module, &fault, loaded);
}

/**
 * vsi_event_refused() - a module is not loaded
 * @module: its name
 * @fault:  why not
 *
 * Context: any.
 */
void vsi_event_refused(const char *module, const struct vsi_fault *fault)
{
	if (trace_vsi_refuse_enabled())
		tell_fault(module, *fault, false);
}

/**
 * vsi_event_kept() - an instruction is left alone because of where it stands
 * @module:  its module's name
 * @section: that it stands in
 * @offset:  in it
 * @why:     the reason
 *
 * Context: any.
 */
void vsi_event_kept(const char *module, const char *section, u32 offset, enum vsi_kept why)
{
	const struct vsi_fault fault = { section, offset, kept_texts[why] };

	if (trace_vsi_refuse_enabled())
		tell_fault(module, fault, true);
}
