/* SPDX-License-Identifier: GPL-2.0 */
/* Capstone includes it; all it takes from it is in shim.h. */
#include "shim.h"
