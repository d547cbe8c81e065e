// SPDX-License-Identifier: GPL-2.0
/*
 * What the tables say of an instruction to people and to programs.
 *
 * Pure.
 */
#include "insn_rows.h"

static const char *const class_texts[] = {
#define VSI_CLASS(nr, id, name, text)	[nr] = text,
#include "class.tbl"
#undef VSI_CLASS
};

static const char *const behaviour_names[] = {
#define BEHAVE(id, name, text)	name,
#include "behave.tbl"
#undef BEHAVE
};

/**
 * vsi_class_text() - what a class covers
 * @class: any number
 *
 * Context: any.
 * Return: a phrase, or NULL when there is no such class.
 */
const char *vsi_class_text(unsigned int class)
{
	return class < VSI_NR_CLASSES ? class_texts[class] : NULL;
}

/**
 * vsi_behaviour_name() - the name of a behaviour
 * @behaviour: any number
 *
 * Context: any.
 * Return: the name users see, or NULL when there is no such behaviour.
 */
const char *vsi_behaviour_name(unsigned int behaviour)
{
	return behaviour < VSI_NR_BEHAVIOURS ? behaviour_names[behaviour] : NULL;
}

/**
 * vsi_insn_behaviour() - what an instruction does where it was not written for
 * @insn:  a decoded instruction
 * @place: where the guest kernel runs
 *
 * Context: any.
 * Return: what its row says.
 */
enum vsi_behaviour vsi_insn_behaviour(const struct vsi_insn *insn, enum vsi_place place)
{
	return vsi_insn_treatment(insn)->behaviour[place];
}

/**
 * vsi_insn_acts() - does a profile do anything about an instruction?
 * @insn:    a decoded instruction
 * @profile: the profile
 *
 * Context: any.
 * Return: true when its default action is another than keep.
 */
bool vsi_insn_acts(const struct vsi_insn *insn, enum vsi_profile profile)
{
	return vsi_insn_action(insn, profile) != VSI_KEEP;
}
