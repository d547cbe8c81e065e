// SPDX-License-Identifier: GPL-2.0
/* The search with vectors of 64 bytes. */
#ifdef __x86_64__
#include "../vsi_arm/types.h"

#include <immintrin.h>

#define USES_VECTORS	__attribute__((target("avx512bw")))
#define VECTOR_SIZE	64
#define VECTOR(name)	_mm512_##name
#define search_vector	search_avx512

static inline USES_VECTORS __m512i in_order(__m512i v)
{
	const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13,
						2, 6, 10, 14, 3, 7, 11, 15);

	return _mm512_permutexvar_epi32(order, v);
}

static inline USES_VECTORS u64 not_zero(__m512i v)
{
	return _mm512_test_epi8_mask(v, v);
}

#include "search_vector.h"
#endif
