/* SPDX-License-Identifier: Apache-2.0 */
/* Only in modules for browsers, each of which has one thread: what is loaded stays as it is from
 * then on. */
#include "language/lists_apart.h"

#include <string.h>

/* Puts `size` bytes from `offset` on of a language's file to `place`; does not return where there
 * is none. */
__attribute__((import_module("host"), import_name("lists"))) extern void
al_host_lists(const char *language, uint32_t offset, void *place, uint32_t size);

uint32_t al_lists_there;

static uint32_t load_parts(const al_list_part *parts, uint32_t n, const char *language,
                           uint32_t offset)
{
    for (uint32_t i = 0; i < n; i++) {
        if (strcmp(parts[i].language, language) != 0)
            continue;
        al_host_lists(language, offset, parts[i].place, parts[i].size);
        offset += parts[i].size;
    }
    return offset;
}

void al_lists_load(uint32_t number, const char *language)
{
    uint32_t offset = load_parts(al_form_parts, al_form_parts_count, language, 0);
    load_parts(al_background_parts, al_background_parts_count, language, offset);
    al_lists_there |= UINT32_C(1) << number;
}
