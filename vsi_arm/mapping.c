// SPDX-License-Identifier: GPL-2.0
/*
 * Mapping symbols: which bytes of a section are code, and of which
 * instruction set.  AAELF32, section 5.5.5; AAELF64, section 5.7.
 *
 * Pure.
 */
#include "insn.h"

/**
 * vsi_mapping_symbol() - what a symbol says of the bytes from its address on
 * @name: of the symbol
 *
 * Context: any.
 * Return: enum vsi_isa for code, VSI_MAPPING_DATA for data, and
 * VSI_MAPPING_NONE when it is not a mapping symbol.
 */
int vsi_mapping_symbol(const char *name)
{
	if (name[0] != '$' || !name[1] || (name[2] && name[2] != '.'))
		return VSI_MAPPING_NONE;
	switch (name[1]) {
	case 'a':
		return VSI_ISA_A32;
	case 't':
		return VSI_ISA_T32;
	case 'x':
		return VSI_ISA_A64;
	case 'd':
		return VSI_MAPPING_DATA;
	}
	return VSI_MAPPING_NONE;
}
