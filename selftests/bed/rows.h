/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The rows of the tables of instructions and of registers.
 */
#ifndef VSI_BED_ROWS_H
#define VSI_BED_ROWS_H

#include "../../vsi_arm/insn.h"

/**
 * struct bed_row - one row
 * @name: with the table's: DACR of cp.tbl is "cp:DACR"
 * @reg:  of the registers' table
 * @row:  its number
 * @class: enum vsi_class
 * @user: enum vsi_behaviour in user mode, or at EL0
 */
struct bed_row {
	const char *name;
	bool reg;
	unsigned int row;
	unsigned int class;
	unsigned int user;
};

extern const struct bed_row bed_rows[];
extern const unsigned int bed_nr_rows;

/* What is otherwise than for all other rows, and why. */
enum bed_known_kind {
	BED_ABSENT,	/* the reference cannot execute it */
	BED_UNSEEN,	/* what is wrong with it leaves nothing behind */
	BED_UNSERVED,	/* the original stays, and is wrong */
	BED_VENEER,	/* the same, but where it is carried by a veneer on the state block */
};

/**
 * struct bed_known - one exception
 * @row:    of struct bed_row; NULL at the end
 * @kind:   enum bed_known_kind
 * @reason: for people
 */
struct bed_known {
	const char *row;
	enum bed_known_kind kind;
	const char *reason;
};

extern const struct bed_known bed_known[];

/**
 * struct bed_carried - how a row is done on the state block
 * @row:     of struct bed_row; NULL at the end, which counts for all others
 * @veneers: instructions by loads and stores
 * @traps:   by an undefined instruction all the same
 */
struct bed_carried {
	const char *row;
	unsigned int veneers;
	unsigned int traps;
};

/**
 * struct bed_worded - how many words a row takes
 * @row: of struct bed_row; NULL at the end, which counts for all others
 * @svc: instructions by an SVC of vsi's backend
 * @own: by a word of the monitor's own
 */
struct bed_worded {
	const char *row;
	unsigned int svc;
	unsigned int own;
};

const struct bed_carried *bed_carried_of(const struct bed_row *row);
const struct bed_worded *bed_worded_of(const struct bed_row *row);
const char *bed_row_name(const struct vsi_insn *insn);
bool bed_in_row(const struct vsi_insn *insn, const struct bed_row *row);
bool bed_is_sensitive(const struct bed_row *row);
unsigned int bed_count_rows(void);

#endif
