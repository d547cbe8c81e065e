/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What Capstone takes from a C library, out of the kernel's headers.
 *
 * Included before every file of Capstone's, and in place of each header of the
 * C library that one includes.
 */
#ifndef VSI_ARM_CAPSTONE_SHIM_H
#define VSI_ARM_CAPSTONE_SHIM_H

#include <linux/ctype.h>
#include <linux/limits.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include <linux/types.h>

/* Capstone has its own. */
#undef MIN
#undef MAX

/* of <inttypes.h>: 64 bits are long long in the kernel */
#define PRId32	"d"
#define PRIi32	"i"
#define PRIo32	"o"
#define PRIu32	"u"
#define PRIx32	"x"
#define PRIX32	"X"
#define PRId64	"lld"
#define PRIi64	"lli"
#define PRIo64	"llo"
#define PRIu64	"llu"
#define PRIx64	"llx"
#define PRIX64	"llX"

/* of <stdint.h> */
#define INT32_MIN	S32_MIN
#define INT32_MAX	S32_MAX
#define UINT32_MAX	U32_MAX
#define INT64_MIN	S64_MIN
#define INT64_MAX	S64_MAX
#define UINT64_MAX	U64_MAX

/*
 * The kernel has no floating point.  What the decoder keeps of it are bits in a
 * union, and functions that nobody calls.
 */
#define double	long long
#define float	int

#endif
