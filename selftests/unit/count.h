/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VSI_UNIT_COUNT_H
#define VSI_UNIT_COUNT_H

/* Elements of an array, in the kernel and out of it. */
#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

#endif
