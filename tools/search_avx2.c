// SPDX-License-Identifier: GPL-2.0
/* The search with vectors of 32 bytes. */
#ifdef __x86_64__
#include "../vsi_arm/types.h"

#include <immintrin.h>

#define USES_VECTORS	__attribute__((target("avx2")))
#define VECTOR_SIZE	32
#define VECTOR(name)	_mm256_##name
#define search_vector	search_avx2

static inline USES_VECTORS __m256i in_order(__m256i v)
{
	const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);

	return _mm256_permutevar8x32_epi32(v, order);
}

static inline USES_VECTORS u32 not_zero(__m256i v)
{
	return ~_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_setzero_si256()));
}

#include "search_vector.h"
#endif
