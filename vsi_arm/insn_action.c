// SPDX-License-Identifier: GPL-2.0
/*
 * What the tables say is done about an instruction, and the words that users
 * write a policy in.
 *
 * Pure.  Called by vsi.ko for what a policy names and for each instruction
 * that it decides about, by the tools, and by what makes the documentation.
 */
#include "insn_rows.h"

static const char *const class_names[] = {
#define VSI_CLASS(nr, id, name, text)	[nr] = name,
#include "class.tbl"
#undef VSI_CLASS
};

static const char *const action_names[] = {
#define ACTION(id, name, text)	name,
#include "action.tbl"
#undef ACTION
};

static const char *const carrier_names[] = {
#define CARRIER(id, name, text)	name,
#include "action.tbl"
#undef CARRIER
};

static const char *const profile_names[] = {
#define PROFILE(id, name, text)	name,
#define PASSIVE(id, name, text)	name,
#include "action.tbl"
#undef PASSIVE
#undef PROFILE
};

/**
 * vsi_isa_name() - the name of an instruction set
 * @isa: any number
 *
 * Context: any.
 * Return: never NULL.
 */
const char *vsi_isa_name(unsigned int isa)
{
	switch (isa) {
	case VSI_ISA_A32:
		return "A32";
	case VSI_ISA_T32:
		return "T32";
	case VSI_ISA_A64:
		return "A64";
	}
	return "-";
}

/**
 * vsi_class_name() - the name of a class
 * @class: any number
 *
 * Context: any.
 * Return: the name users see, or NULL when there is no such class.
 */
const char *vsi_class_name(unsigned int class)
{
	return class < VSI_NR_CLASSES ? class_names[class] : NULL;
}

/**
 * vsi_action_name() - the name of an action
 * @action: any number
 *
 * Context: any.
 * Return: the name users see, or NULL when there is no such action.
 */
const char *vsi_action_name(unsigned int action)
{
	return action < VSI_NR_ACTIONS ? action_names[action] : NULL;
}

/**
 * vsi_carrier_name() - the name of a carrier
 * @carrier: any number
 *
 * Context: any.
 * Return: the name users see, or NULL when there is no such carrier.
 */
const char *vsi_carrier_name(unsigned int carrier)
{
	return carrier < VSI_NR_CARRIERS ? carrier_names[carrier] : NULL;
}

/**
 * vsi_profile_name() - the name of a profile
 * @profile: any number
 *
 * Context: any.
 * Return: the name users see, or NULL when there is no such profile.
 */
const char *vsi_profile_name(unsigned int profile)
{
	return profile < VSI_NR_POLICY_PROFILES ? profile_names[profile] : NULL;
}

/* The row of cp.tbl or sysreg.tbl, or NULL when the instruction's own row says all. */
static const struct vsi_reg_row *reg_of(const struct vsi_insn *insn)
{
	if (insn->form == VSI_FORM_CP32 || insn->form == VSI_FORM_CP64 ||
	    insn->form == VSI_FORM_SYS)
		return &vsi_rows(insn->isa)->regs[insn->row];
	return NULL;
}

/**
 * vsi_insn_text() - the form of an instruction, or the register it accesses
 * @insn: a decoded instruction
 *
 * Context: any.
 * Return: the text of its row.
 */
const char *vsi_insn_text(const struct vsi_insn *insn)
{
	const struct vsi_reg_row *reg = reg_of(insn);

	return reg ? reg->text : vsi_rows(insn->isa)->insns[insn->base].text;
}

/**
 * vsi_insn_treatment() - what an instruction's row says of guests
 * @insn: a decoded instruction
 *
 * Context: any.
 * Return: that part of the row.
 */
const struct vsi_treatment *vsi_insn_treatment(const struct vsi_insn *insn)
{
	const struct vsi_reg_row *reg = reg_of(insn);

	return reg ? &reg->treat : &vsi_rows(insn->isa)->insns[insn->base].treat;
}

/**
 * vsi_action_directed() - an action as it is for reads, or for writes
 * @action: what a row or a policy says, which is for both
 * @write:  the instruction writes the sensitive register
 *
 * Context: any.
 * Return: for a write, ignore instead of const and zero, for a read zero
 * instead of ignore; otherwise @action.
 */
enum vsi_action vsi_action_directed(enum vsi_action action, bool write)
{
	if (write && (action == VSI_CONST || action == VSI_ZERO))
		return VSI_IGNORE;
	if (!write && action == VSI_IGNORE)
		return VSI_ZERO;
	return action;
}

/**
 * vsi_insn_action() - what a profile does about an instruction by default
 * @insn:    a decoded instruction
 * @profile: the profile, of any kind
 *
 * Context: any.
 * Return: what its row says, in its direction; keep for audit and off.
 */
enum vsi_action vsi_insn_action(const struct vsi_insn *insn, enum vsi_profile profile)
{
	if (profile >= VSI_NR_PROFILES)
		return VSI_KEEP;
	return vsi_action_directed(vsi_insn_treatment(insn)->action[profile], insn->write);
}

/**
 * vsi_insn_is_silent() - is it lost when user mode executes it?
 * @insn: a decoded instruction
 *
 * What traps, the hypervisor sees; what the profile leaves alone is left alone.
 *
 * Context: any.
 * Return: true when it passes, does something else than what it means, and the profile
 * deprivileged says that it must not.
 */
bool vsi_insn_is_silent(const struct vsi_insn *insn)
{
	if (vsi_insn_action(insn, VSI_PROFILE_DEPRIVILEGED) == VSI_KEEP)
		return false;
	switch (vsi_insn_treatment(insn)->behaviour[VSI_PLACE_USER]) {
	case VSI_BEHAVES_SILENT:
	case VSI_BEHAVES_UNPRED:
	case VSI_BEHAVES_CALL:
		return true;
	default:
		return false;
	}
}
