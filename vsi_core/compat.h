/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What differs between the kernels that vsi is built for, and nothing else.  A
 * difference is found by what the headers have, where they tell, and not by a
 * version: distributions bring changes to older kernels.
 */
#ifndef VSI_CORE_COMPAT_H
#define VSI_CORE_COMPAT_H

#include <linux/module.h>
#include <linux/version.h>

/*
 * The namespace of what vsi exports.  6.13 turned the argument of
 * EXPORT_SYMBOL_NS_GPL() and MODULE_IMPORT_NS() from a word into a string, which no
 * header says.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
#define VSI_NS	VSI
#else
#define VSI_NS	"VSI"
#endif

/*
 * firmware_class.path ends at a newline since 6.4; before, that was a part of it
 * (drivers/base/firmware_loader/main.c, fw_get_filesystem_firmware()).
 */
#define VSI_FIRMWARE_PATH_IS_LINE	(LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0))

/* struct undef_hook and what registers it went from asm/traps.h. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
#define VSI_ARM64_HAS_UNDEF_HOOKS
#endif

/**
 * struct vsi_module_text - code of a module
 * @base: the first word
 * @size: in bytes, whole pages
 */
struct vsi_module_text {
	const void *base;
	unsigned int size;
};

/* Since 6.4 each kind of a module's memory is allocated by itself. */
#ifdef for_each_mod_mem_type

/**
 * vsi_module_core_text() - the text that stays
 * @mod: the module
 *
 * Context: any; the module cannot go.
 * Return: where it is.
 */
static inline struct vsi_module_text vsi_module_core_text(const struct module *mod)
{
	const struct module_memory *text = &mod->mem[MOD_TEXT];

	return (struct vsi_module_text){ text->base, text->size };
}

/**
 * vsi_module_init_text() - the text that goes when the module is live
 * @mod: the module
 *
 * Context: any; the module is not live yet.
 * Return: where it is.
 */
static inline struct vsi_module_text vsi_module_init_text(const struct module *mod)
{
	const struct module_memory *text = &mod->mem[MOD_INIT_TEXT];

	return (struct vsi_module_text){ text->base, text->size };
}

#else

static inline struct vsi_module_text vsi_module_core_text(const struct module *mod)
{
	return (struct vsi_module_text){ mod->core_layout.base, mod->core_layout.text_size };
}

static inline struct vsi_module_text vsi_module_init_text(const struct module *mod)
{
	return (struct vsi_module_text){ mod->init_layout.base, mod->init_layout.text_size };
}

#endif

#endif
