/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The identification registers of CRm 1 to 7, of both execution states; those that are not
 * allocated read zero (ARM DDI 0487, D17.1.1).  No instruction takes a register's number
 * from another register, so they are read once, all.
 */
	.text
	/* read_id_space(ids): u64 ids[8][8] */
	.globl	read_id_space
read_id_space:
	.irp	crm, 1, 2, 3, 4, 5, 6, 7
	.irp	op2, 0, 1, 2, 3, 4, 5, 6, 7
	mrs	x1, s3_0_c0_c\crm\()_\op2
	str	x1, [x0, #((\crm * 8 + \op2) * 8)]
	.endr
	.endr
	ret
