/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which reasons of a source file a test has reached.
 */
#ifndef VSI_UNIT_REASONS_H
#define VSI_UNIT_REASONS_H

#include "../../vsi_arm/types.h"

struct reason {
	const char *text;
	bool seen;
};

/* Takes note; false for a text that the source does not have. */
static inline bool reason_seen(struct reason *reasons, size_t count, const char *text)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (text && !strcmp(reasons[i].text, text)) {
			reasons[i].seen = true;
			return true;
		}
	return false;
}

#endif
