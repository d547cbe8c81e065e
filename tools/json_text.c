// SPDX-License-Identifier: GPL-2.0
/* JSON of what comes from elsewhere, which may be any bytes. */
#include "json_text.h"

/* RFC 3629: how long a sequence of UTF-8 is; 0 when it is none. */
static size_t utf8_length(const unsigned char *p)
{
	static const struct { u8 first, last, low, high, length; } forms[] = {
		{ 0x01, 0x7f, 0x00, 0xff, 1 }, { 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	size_t i, n;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (p[0] < forms[i].first || p[0] > forms[i].last)
			continue;
		if (p[1] < forms[i].low || p[1] > forms[i].high)
			return forms[i].length == 1;
		for (n = 2; n < forms[i].length; n++)
			if ((p[n] & 0xc0) != 0x80)
				return 0;
		return forms[i].length;
	}
	return 0;
}

/**
 * json_string() - a string of JSON
 * @s:    bytes, ended by a NUL; what is no UTF-8 in them becomes U+FFFD
 * @size: without that NUL; another one is no UTF-8
 *
 * Return: the object.
 */
json_object *json_string(const char *s, size_t size)
{
	static const char replacement[] = "\xef\xbf\xbd";
	struct text t = {};
	json_object *object;
	size_t i, n;

	for (i = 0; i < size; i += n ? n : 1) {
		n = utf8_length((const unsigned char *)s + i);
		if (n)
			text_bytes(&t, s + i, n);
		else
			text_string(&t, replacement);
	}
	object = json_object_new_string_len(t.bytes ? t.bytes : "", t.size);
	text_free(&t);
	return object;
}

/**
 * json_put() - append an object's text
 * @out:    to this
 * @object: freed
 */
void json_put(struct text *out, json_object *object)
{
	const int plain = JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE;

	text_string(out, json_object_to_json_string_ext(object, plain));
	json_object_put(object);
}
