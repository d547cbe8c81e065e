/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tracepoints, system "vsi", as Documentation/tracing.rst describes them.
 *
 * Words are stored as text, so that every program that reads events can print
 * them, and compare them in a filter.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM vsi

#if !defined(VSI_CORE_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define VSI_CORE_TRACE_H

#include <linux/tracepoint.h>
#include "backend.h"
#include "hits.h"
#include "served.h"

TRACE_EVENT(vsi_load,
	TP_PROTO(const struct vsi_served *served),
	TP_ARGS(served),
	TP_STRUCT__entry(
		__array(char, module, MODULE_NAME_LEN)
		__array(char, source, 12)
		__array(char, policy, 16)
		__field(u32, sites)
		__field(u32, substituted)
		__field(u32, guarded)
		__field(u32, kept)
	),
	TP_fast_assign(
		strscpy_pad(__entry->module, served->mod->name, MODULE_NAME_LEN);
		strscpy_pad(__entry->source, vsi_source_name(served->source), 12);
		strscpy_pad(__entry->policy, vsi_profile_name(served->policy.profile), 16);
		__entry->sites = served->counts.sites;
		__entry->guarded = served->counts.actions[VSI_GUARD];
		__entry->kept = served->counts.actions[VSI_KEEP] + served->counts.refused;
		__entry->substituted = __entry->sites - __entry->guarded - __entry->kept;
	),
	TP_printk("module=%s source=%s policy=%s sites=%u substituted=%u guarded=%u kept=%u",
		  __entry->module, __entry->source, __entry->policy, __entry->sites,
		  __entry->substituted, __entry->guarded, __entry->kept)
);

TRACE_EVENT(vsi_substitute,
	TP_PROTO(const struct vsi_served *served, const struct vsi_site *site),
	TP_ARGS(served, site),
	TP_STRUCT__entry(
		__array(char, module, MODULE_NAME_LEN)
		__field(unsigned long, address)
		__field(u32, original)
		__field(u32, word)
		__array(char, class, 12)
		__array(char, carrier, 8)
		__array(char, action, 12)
	),
	TP_fast_assign(
		strscpy_pad(__entry->module, served->mod->name, MODULE_NAME_LEN);
		__entry->address = site->addr;
		__entry->original = site->way->insn.word;
		__entry->word = site->word;
		strscpy_pad(__entry->class, vsi_class_name(site->way->insn.class), 12);
		strscpy_pad(__entry->carrier, vsi_carrier_name(site->way->carrier), 8);
		strscpy_pad(__entry->action, vsi_action_name(site->way->action), 12);
	),
	TP_printk("module=%s address=0x%08lx original=0x%08x word=0x%08x class=%s carrier=%s action=%s",
		  __entry->module, __entry->address, __entry->original, __entry->word,
		  __entry->class, __entry->carrier, __entry->action)
);

TRACE_EVENT(vsi_refuse,
	TP_PROTO(const char *module, const struct vsi_fault *fault, bool loaded),
	TP_ARGS(module, fault, loaded),
	TP_STRUCT__entry(
		__array(char, module, MODULE_NAME_LEN)
		__field(u8, loaded)
		__field(u32, offset)
		__array(char, section, 64)
		__array(char, reason, 80)
	),
	TP_fast_assign(
		strscpy_pad(__entry->module, module, MODULE_NAME_LEN);
		__entry->loaded = loaded;
		__entry->offset = fault->offset;
		strscpy_pad(__entry->section, fault->section, 64);
		strscpy_pad(__entry->reason, fault->reason, 80);
	),
	TP_printk("module=%s loaded=%u section=%s offset=0x%x reason=%s", __entry->module,
		  __entry->loaded, __entry->section, __entry->offset, __entry->reason)
);

DECLARE_EVENT_CLASS(vsi_exception,
	TP_PROTO(const struct vsi_site *site),
	TP_ARGS(site),
	TP_STRUCT__entry(
		__field(unsigned long, ip)
		__field(u32, word)
		__array(char, class, 12)
		__array(char, op, 12)
	),
	TP_fast_assign(
		__entry->ip = site->addr;
		__entry->word = site->way->insn.word;
		strscpy_pad(__entry->class, vsi_class_name(site->way->insn.class), 12);
		strscpy_pad(__entry->op, vsi_arch_op_name(site->way), 12);
	),
	TP_printk("ip=0x%08lx word=0x%08x class=%s op=%s", __entry->ip, __entry->word,
		  __entry->class, __entry->op)
);

DEFINE_EVENT_FN(vsi_exception, vsi_trap,
	TP_PROTO(const struct vsi_site *site),
	TP_ARGS(site),
	vsi_hits_watch, vsi_hits_unwatch
);

DEFINE_EVENT(vsi_exception, vsi_guard,
	TP_PROTO(const struct vsi_site *site),
	TP_ARGS(site)
);

TRACE_EVENT(vsi_hypercall,
	TP_PROTO(const struct vsi_call *call, int ret),
	TP_ARGS(call, ret),
	TP_STRUCT__entry(
		__field(u32, word)
		__field(u8, write)
		__field(int, ret)
		__field(u64, value)
		__array(char, class, 12)
	),
	TP_fast_assign(
		__entry->word = call->word;
		__entry->write = call->write;
		__entry->ret = ret;
		__entry->value = call->args ? call->args[0] : call->value;
		strscpy_pad(__entry->class, vsi_class_name(call->class), 12);
	),
	TP_printk("word=0x%08x class=%s write=%u value=0x%llx ret=%d", __entry->word,
		  __entry->class, __entry->write, __entry->value, __entry->ret)
);

#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
