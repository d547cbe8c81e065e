// SPDX-License-Identifier: GPL-2.0
/*
 * What the tables say of an instruction to people and to programs.
 *
 * Pure.
 */
#include "insn_rows.h"

static const char *const class_names[] = {
#define VSI_CLASS(nr, id, name, text)	[nr] = name,
#include "class.tbl"
#undef VSI_CLASS
};

static const char *const class_texts[] = {
#define VSI_CLASS(nr, id, name, text)	[nr] = text,
#include "class.tbl"
#undef VSI_CLASS
};

static const char *const action_names[] = {
#define ACTION(id, name, text)	name,
#include "action.tbl"
#undef ACTION
};

static const char *const profile_names[] = {
#define PROFILE(id, name, text)	name,
#include "action.tbl"
#undef PROFILE
};

static const char *const behaviour_names[] = {
#define BEHAVE(id, name, text)	name,
#include "behave.tbl"
#undef BEHAVE
};

/**
 * vsi_class_name() - the name of a class
 * @class: any number
 *
 * Return: the name users see, or NULL when there is no such class.
 */
const char *vsi_class_name(unsigned int class)
{
	return class < VSI_NR_CLASSES ? class_names[class] : NULL;
}

/**
 * vsi_class_text() - what a class covers
 * @class: any number
 *
 * Return: a phrase, or NULL when there is no such class.
 */
const char *vsi_class_text(unsigned int class)
{
	return class < VSI_NR_CLASSES ? class_texts[class] : NULL;
}

/**
 * vsi_action_name() - the name of an action
 * @action: any number
 *
 * Return: the name users see, or NULL when there is no such action.
 */
const char *vsi_action_name(unsigned int action)
{
	return action < VSI_NR_ACTIONS ? action_names[action] : NULL;
}

/**
 * vsi_profile_name() - the name of a profile
 * @profile: any number
 *
 * Return: the name users see, or NULL when there is no such profile.
 */
const char *vsi_profile_name(unsigned int profile)
{
	return profile < VSI_NR_PROFILES ? profile_names[profile] : NULL;
}

/**
 * vsi_behaviour_name() - the name of a behaviour
 * @behaviour: any number
 *
 * Return: the name users see, or NULL when there is no such behaviour.
 */
const char *vsi_behaviour_name(unsigned int behaviour)
{
	return behaviour < VSI_NR_BEHAVIOURS ? behaviour_names[behaviour] : NULL;
}

static const struct vsi_reg_row *reg_row(const struct vsi_insn *insn)
{
	if (insn->form == VSI_FORM_CP32 || insn->form == VSI_FORM_CP64 ||
	    insn->form == VSI_FORM_SYS)
		return &vsi_rows(insn->isa)->regs[insn->row];
	return NULL;
}

static const struct vsi_treatment *treatment(const struct vsi_insn *insn)
{
	const struct vsi_reg_row *reg = reg_row(insn);

	return reg ? &reg->treat : &vsi_rows(insn->isa)->insns[insn->base].treat;
}

/**
 * vsi_insn_text() - the form of an instruction, or the register it accesses
 * @insn: a decoded instruction
 *
 * Return: the text of its row.
 */
const char *vsi_insn_text(const struct vsi_insn *insn)
{
	const struct vsi_reg_row *reg = reg_row(insn);

	return reg ? reg->text : vsi_rows(insn->isa)->insns[insn->base].text;
}

/**
 * vsi_insn_behaviour() - what an instruction does where it was not written for
 * @insn:  a decoded instruction
 * @place: where the guest kernel runs
 *
 * Return: what its row says.
 */
enum vsi_behaviour vsi_insn_behaviour(const struct vsi_insn *insn, enum vsi_place place)
{
	return treatment(insn)->behaviour[place];
}

/**
 * vsi_insn_action() - what a profile does about an instruction by default
 * @insn:    a decoded instruction
 * @profile: the profile
 *
 * Return: what its row says; for a write, ignore instead of const and zero, and
 * for a read zero instead of ignore.
 */
enum vsi_action vsi_insn_action(const struct vsi_insn *insn, enum vsi_profile profile)
{
	enum vsi_action action = treatment(insn)->action[profile];

	if (insn->write && (action == VSI_CONST || action == VSI_ZERO))
		return VSI_IGNORE;
	if (!insn->write && action == VSI_IGNORE)
		return VSI_ZERO;
	return action;
}

/**
 * vsi_insn_acts() - does a profile do anything about an instruction?
 * @insn:    a decoded instruction
 * @profile: the profile
 *
 * Return: true when its default action is another than keep.
 */
bool vsi_insn_acts(const struct vsi_insn *insn, enum vsi_profile profile)
{
	return vsi_insn_action(insn, profile) != VSI_KEEP;
}
