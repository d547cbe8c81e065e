// SPDX-License-Identifier: GPL-2.0
/*
 * The reference: executes instructions where they were written for, at PL1 or EL1,
 * and prints what each leaves behind, a line for each.
 *
 * Runs without a kernel.  record.h has the form of a line.
 */
#include "reference.h"

/**
 * struct operands - one instruction of a row
 * @row:   of the instruction set
 * @value: of its fields, in the order of fields.tbl
 */
struct operands {
	u16 row;
	u16 value[VSI_MAX_FIELDS];
};

static const struct operands operands[] = {
#include BED_ROWS
};

int bed_outcome;

static char line[2048], *at;

static void put(u64 value)
{
	unsigned int digits = 1;

	while (digits < 16 && value >> 4 * digits)
		digits++;
	while (digits--)
		*at++ = "0123456789abcdef"[value >> 4 * digits & 0xf];
	*at++ = ' ';
}

static void print_case(const struct bed_case *c)
{
	unsigned int i;

	at = line;
	*at++ = '=';
	*at++ = ' ';
	put(c->insn.isa);
	put(c->insn.word);
	put(c->in_it);
	put(c->input);
	put(c->operand);
	put(c->readable);
	put(c->changes);
	put(c->before);
	put(c->after);
	for (i = 0; i < BED_NR_STATE; i++)
		put(c->out.reg[i]);
	at[-1] = '\n';
	*at = 0;
	bare_print(line);
}

static bool execute(struct bed_case *c, const struct bed_state *in)
{
	bed_put_slot((void *)BED_ARENA, c);
	bed_put_landings();
	asm volatile(BED_SYNC : : : "memory");
	bed_outcome = BED_DONE;
	bed_run(in, &c->out, BED_ARENA | BED_THUMB);
	return bed_outcome == BED_DONE;
}

static bool execute_case(struct bed_case *c)
{
	struct bed_state in;
	bool done;

	bed_input(c, &in);
	bed_memory_fill(c->input);
	done = execute(c, &in);
	c->out.reg[BED_HASH] = bed_memory_hash();
	return done;
}

/* By the same way as a case, with the first registers. */
static bool access(const struct vsi_insn *insn, bool write, u64 *value)
{
	const u32 key = bed_key(insn);
	struct bed_case c = { 0 };
	struct bed_state in;
	bool done;

	if (!key || !vsi_decode(BED_ISA, write ? key & ~BED_READ : key, &c.insn))
		return false;
	bed_input(&c, &in);
	in.reg[0] = *value;
	if (c.insn.form == VSI_FORM_CP64)
		in.reg[1] = *value >> 32;
	done = execute(&c, &in);
	*value = c.out.reg[0];
	if (c.insn.form == VSI_FORM_CP64)
		*value |= (u64)c.out.reg[1] << 32;
	return done;
}

/**
 * reference_word() - execute one instruction with each input
 * @word:  the instruction
 * @in_it: of T32, behind an IT NE
 *
 * Nothing is printed of what is undefined here, too.
 *
 * Return: true when something is.
 */
bool reference_word(u32 word, bool in_it)
{
	struct bed_case c = { .in_it = in_it };
	bool any = false;

	if (!vsi_decode(BED_ISA, word, &c.insn)) {
		bare_print("Bail out! not sensitive: ");
		bare_hex(word);
		bare_exit(1);
	}
	for (c.input = 0; c.input < BED_NR_INPUTS; c.input++)
		if (execute_case(&c)) {
			print_case(&c);
			any = true;
		}
	return any;
}

/**
 * reference_rows() - execute instructions of the rows
 * @execute: called with each; of A32, its condition is AL where it has one
 */
void reference_rows(void (*execute)(u32 word))
{
	u32 value[VSI_MAX_FIELDS];
	unsigned int i, n;

	for (i = 0; i < sizeof(operands) / sizeof(*operands); i++) {
		for (n = 0; n < VSI_MAX_FIELDS; n++)
			value[n] = operands[i].value[n];
		execute(vsi_encode(BED_ISA, operands[i].row, value));
	}
}

/* What of @flip a write changes: a register may have fewer bits, or none. */
static u64 sticks(const struct vsi_insn *insn, u64 before, u64 flip)
{
	u64 value = before ^ flip;

	if (!flip || !access(insn, true, &value) || !access(insn, false, &value))
		return 0;
	access(insn, true, &before);
	return value == (before ^ flip) ? flip : 0;
}

static void read_before(struct bed_case *c)
{
	u64 again = 0;

	c->readable = access(&c->insn, false, &c->before);
	c->changes = c->readable && access(&c->insn, false, &again) && again != c->before;
}

static void read_after(struct bed_case *c)
{
	u64 before = c->before;

	if (!c->readable)
		return;
	access(&c->insn, false, &c->after);
	if (c->insn.write)
		access(&c->insn, true, &before);
}

/**
 * reference_register() - execute one access to a register
 * @word:  the instruction
 * @flip:  bits of what is there that a write changes
 * @blind: what is written where nothing can be read
 *
 * Nothing is printed of what is undefined here, too.
 */
void reference_register(u32 word, u64 flip, u64 blind)
{
	struct bed_case c = { 0 };

	if (!vsi_decode(BED_ISA, word, &c.insn))
		return;
	read_before(&c);
	if (c.insn.write)
		c.operand = c.readable ? c.before ^ sticks(&c.insn, c.before, flip) : blind;
	if (!execute_case(&c))
		return;
	read_after(&c);
	print_case(&c);
}
