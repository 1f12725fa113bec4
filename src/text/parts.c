/* SPDX-License-Identifier: Apache-2.0 */
/* Few parts, long ones: a name is found by looking at all of them. */
#include "text/parts.h"

#include <assert.h>
#include <string.h>

al_parts *al_parts_new(const almost_allocator *allocator)
{
    al_parts *parts = al_allocate_zero(allocator, 1, sizeof *parts);
    if (parts == NULL)
        return NULL;
    parts->allocator = allocator;
    al_buffer_init(&parts->bytes, allocator);
    al_buffer_init(&parts->names, allocator);
    return parts;
}

void al_parts_free(al_parts *parts)
{
    if (parts == NULL)
        return;
    al_buffer_release(&parts->bytes);
    al_buffer_release(&parts->names);
    al_release(parts->allocator, parts->items);
    al_release(parts->allocator, parts);
}

bool al_parts_begin(al_parts *parts, const char *name)
{
    if (!al_grow(parts->allocator, (void **)&parts->items, &parts->capacity, parts->n + 1,
                 sizeof *parts->items))
        return false;
    uint32_t at = (uint32_t)parts->bytes.length;
    uint32_t name_at = (uint32_t)parts->names.length;
    al_buffer_append(&parts->names, name, strlen(name) + 1);
    if (parts->names.failed)
        return false;
    parts->items[parts->n++] = (al_part){name_at, {at, at}};
    return true;
}

bool al_parts_end(al_parts *parts)
{
    assert(parts->n > 0);
    parts->items[parts->n - 1].bytes.end = (uint32_t)parts->bytes.length;
    return !parts->bytes.failed;
}

const al_part *al_parts_find(const al_parts *parts, const char *name)
{
    for (size_t i = 0; i < parts->n; i++)
        if (strcmp(al_part_name(parts, &parts->items[i]), name) == 0)
            return &parts->items[i];
    return NULL;
}
