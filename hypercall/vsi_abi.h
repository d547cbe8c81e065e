/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR MIT) */
/*
 * The vsi hypercall ABI: what a guest asks of its hypervisor about one of its
 * virtualization-sensitive instructions.  Documentation/abi.rst is the whole of
 * it; this file has the numbers, for C and for assembly.
 *
 * Hypervisors may take a copy of this file.  It includes nothing.
 */
#ifndef VSI_ABI_H
#define VSI_ABI_H

#define VSI_ABI_MAJOR		1
#define VSI_ABI_MINOR		1

/*
 * Conduit of KVM and its like: SMC Calling Convention 1.1 (ARM DEN 0028), HVC #0,
 * fast calls of the range of vendor-specific hypervisor services.  The function
 * identifier is one of these plus a function number, in r0 or w0.
 */
#define VSI_ABI_SMC32		0x86000000
#define VSI_ABI_SMC64		0xc6000000

/*
 * Conduit of Xen and its like: HVC #0xEA1, this hypercall number in r12 or x16,
 * the function number in r0 or x0.
 */
#define VSI_ABI_XEN_TAG		0xea1
#define VSI_ABI_XEN_NR		49

/* Function numbers.  All those of the window that are not listed are reserved. */
#define VSI_ABI_FN_FIRST	0xc000
#define VSI_ABI_FN_COUNT	0x1000

#define VSI_ABI_FN_VERSION	0xc000
#define VSI_ABI_FN_BATCH	0xc001
#define VSI_ABI_FN_CALL		0xc002
#define VSI_ABI_FN_STATE	0xc003
/* plus VSI_ABI_KIND() */
#define VSI_ABI_FN_ACCESS	0xc400
#define VSI_ABI_FN_QUERY	0xc800
/* Answered negative by every version: who answers it otherwise answers anything */
#define VSI_ABI_FN_NEVER	0xcfff

/* Of an instruction: its class, and its instruction set */
#define VSI_ABI_KIND(class, isa)	((class) << 2 | (isa))
#define VSI_ABI_KIND_CLASS(kind)	((kind) >> 2 & 0xff)
#define VSI_ABI_KIND_ISA(kind)		((kind) & 3)

#define VSI_ABI_ISA_A32		1
#define VSI_ABI_ISA_T32		2
#define VSI_ABI_ISA_A64		3

/*
 * The answer of VERSION: the version in r0, a function of what the guest sent in
 * r1, services in r2, entries of a batch at most in r3.
 */
#define VSI_ABI_VERSION(major, minor)	((major) << 16 | (minor))
#define VSI_ABI_MAGIC			0x56534921
#define VSI_ABI_RESPONSE(nonce)		((nonce) ^ VSI_ABI_MAGIC)

#define VSI_ABI_HAS_ACCESS	0x1
#define VSI_ABI_HAS_QUERY	0x2
#define VSI_ABI_HAS_BATCH	0x4
#define VSI_ABI_HAS_CALL	0x8
#define VSI_ABI_HAS_STATE	0x10

/* Status, in r0, 32 bits, signed: what is not negative is done */
#define VSI_ABI_DONE		0
#define VSI_ABI_NOT_MINE	(-1)
#define VSI_ABI_INVALID		(-3)
#define VSI_ABI_REFUSED		(-4)

/* What QUERY answers in r0, and a status that says of a value read what may be kept */
#define VSI_ABI_ALWAYS		0x1	/* ACCESS will be done, from now on, on every CPU */
#define VSI_ABI_CONST_CPU	0x2	/* this CPU always reads this value */
#define VSI_ABI_CONST_ALL	0x4	/* every CPU always reads this value */

#ifndef __ASSEMBLY__
/**
 * struct vsi_abi_entry - one operation of a batch, in guest memory
 * @function: in: VSI_ABI_FN_ACCESS or VSI_ABI_FN_QUERY plus a kind
 * @word:     in: the instruction
 * @value:    in of a write, out of a read
 * @status:   out
 * @reserved: zero
 *
 * Little endian whatever the guest is; aligned to 8 bytes.
 */
struct vsi_abi_entry {
	unsigned int function;
	unsigned int word;
	unsigned long long value;
	int status;
	unsigned int reserved;
};
#endif

#endif
