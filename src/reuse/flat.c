/* SPDX-License-Identifier: Apache-2.0 */
/* FlatBuffers, from their end on. Places are counted from there, too. */
#include "reuse/flat.h"

#include <assert.h>
#include <string.h>

/* Little-endian, at a place that was put already or is being put. */
static void write_at(al_flat *flat, uint32_t place, uint64_t number, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        flat->bytes[AL_FLAT_MOST - place + i] = (uint8_t)(number >> 8 * i);
}

void al_flat_put(al_flat *flat, uint64_t number, uint32_t size)
{
    assert(flat->used + size <= AL_FLAT_MOST);
    flat->used += size;
    write_at(flat, flat->used, number, size);
}

void al_flat_align(al_flat *flat, uint32_t size, uint32_t length)
{
    while ((flat->used + length) % size != 0)
        al_flat_put(flat, 0, 1);
}

uint32_t al_flat_string(al_flat *flat, const char *text)
{
    uint32_t length = (uint32_t)strlen(text);
    al_flat_align(flat, 4, length + 1);
    al_flat_put(flat, 0, 1);
    for (uint32_t i = length; i > 0; i--)
        al_flat_put(flat, (uint8_t)text[i - 1], 1);
    al_flat_put(flat, length, 4);
    return flat->used;
}

/* How far what is named is from the four bytes that name it, and are put here. */
static void put_distance(al_flat *flat, uint32_t named)
{
    al_flat_put(flat, flat->used + 4 - named, 4);
}

uint32_t al_flat_vector(al_flat *flat, const uint32_t *named, uint32_t n)
{
    al_flat_align(flat, 4, 0);
    for (uint32_t i = n; i > 0; i--)
        put_distance(flat, named[i - 1]);
    al_flat_put(flat, n, 4);
    return flat->used;
}

void al_flat_begin(al_flat *flat)
{
    flat->table = flat->used;
    memset(flat->fields, 0, sizeof flat->fields);
}

void al_flat_number(al_flat *flat, uint32_t field, uint64_t number, uint32_t size)
{
    al_flat_align(flat, size, size);
    al_flat_put(flat, number, size);
    flat->fields[field] = flat->used;
}

void al_flat_name(al_flat *flat, uint32_t field, uint32_t named)
{
    al_flat_align(flat, 4, 4);
    put_distance(flat, named);
    flat->fields[field] = flat->used;
}

uint32_t al_flat_end(al_flat *flat)
{
    al_flat_align(flat, 4, 4);
    al_flat_put(flat, 0, 4);
    uint32_t table = flat->used;
    for (uint32_t i = AL_FLAT_FIELDS; i > 0; i--)
        al_flat_put(flat, flat->fields[i - 1] > 0 ? table - flat->fields[i - 1] : 0, 2);
    al_flat_put(flat, table - flat->table, 2);
    al_flat_put(flat, 2 * (AL_FLAT_FIELDS + 2), 2);
    write_at(flat, table, flat->used - table, 4);
    return table;
}

const uint8_t *al_flat_finish(al_flat *flat, uint32_t root, uint32_t *length)
{
    al_flat_align(flat, 8, 4);
    put_distance(flat, root);
    *length = flat->used;
    return flat->bytes + AL_FLAT_MOST - flat->used;
}
