// SPDX-License-Identifier: GPL-2.0
/*
 * A module in the arena, and its service: what the programs of user space do with vsi.
 */
#include <err.h>
#include <sys/mman.h>
#include "guest.h"
#include "serve.h"
#include "../../vsi_core/image.h"
#include "../../vsi_core/plan.h"
#include "../../vsi_core/store.h"

/**
 * bed_map_arena() - memory for modules and what belongs to them
 *
 * Ends the program where there is none.
 */
void bed_map_arena(void)
{
	if (mmap((void *)BED_ARENA, BED_SIZE, PROT_READ | PROT_WRITE | PROT_EXEC,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED)
		err(2, "the arena");
	bed_put_landings();
}

/**
 * bed_substitute() - what vsi does while a module is loaded
 * @object: the module, at BED_ARENA
 * @name:   of the module
 *
 * Ends the program where the module is refused, or nothing in it is served.
 *
 * Return: the module's record.
 */
struct vsi_served *bed_substitute(struct bed_object *object, const char *name)
{
	static struct module mod;
	struct vsi_image image = { .hdr = object->hdr, .sechdrs = object->shdr, .mod = &mod };
	struct vsi_served *served = NULL;

	mod = (struct module){ .state = MODULE_STATE_COMING };
	snprintf(mod.name, sizeof(mod.name), "%s", name);
	mod.core_layout.base = (void *)BED_ARENA;
	mod.core_layout.size = object->end - BED_ARENA;
	mod.core_layout.text_size = mod.core_layout.size;
	if (vsi_plan(object->hdr, object->shdr, &mod, true, &served) || !served)
		errx(2, "%s: the module is refused", name);
	vsi_store(&image, served);
	vsi_served_publish(served);
	__builtin___clear_cache((char *)BED_ARENA, (char *)BED_ARENA + BED_SIZE);
	return served;
}
