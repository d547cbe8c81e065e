/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The only header a pure file needs: fixed-width types, in the kernel and
 * in user space alike.  A pure file is compiled into vsi.ko, into the tools
 * and into the host tests, and calls nothing outside the pure files.
 */
#ifndef VSI_ARM_TYPES_H
#define VSI_ARM_TYPES_H

#ifdef __KERNEL__
#include <linux/types.h>
#include <linux/string.h>

/* Code lies at multiples of four (plan.c); the kernel is built without unaligned loads. */
static inline u32 vsi_load32(const void *p)
{
	return *(const u32 *)p;
}
#else
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define noinline	__attribute__((noinline))

typedef int8_t s8;
typedef int32_t s32;
typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t s64;

static inline u32 vsi_load32(const void *p)
{
	u32 word;

	memcpy(&word, p, sizeof(word));
	return word;
}
#endif

#endif
