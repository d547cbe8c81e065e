/* SPDX-License-Identifier: GPL-2.0 */
/* Making JSON. */
#ifndef TOOLS_JSON_TEXT_H
#define TOOLS_JSON_TEXT_H

#include <json-c/json.h>

#include "text.h"

struct json_object *json_string(const char *s, size_t size);
void json_put(struct text *out, struct json_object *object);

#endif
