/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of a source that is packed, such as those of a docx: what was unpacked, joined, with a
 * name for each stretch. The text of such a source has its origin in these bytes, so that whoever
 * writes the source anew finds the part and the byte in it.
 */
#ifndef AL_PARTS_H
#define AL_PARTS_H

#include "base/buffer.h"
#include "base/range.h"

typedef struct al_part {
    uint32_t name; /* where its name begins, in `names`; ended by NUL */
    al_range bytes;
} al_part;

typedef struct al_parts {
    const almost_allocator *allocator;
    al_buffer bytes; /* of all parts, in the order in which they were added */
    al_buffer names;
    al_part *items;
    size_t n;
    size_t capacity;
} al_parts;

/* None yet. NULL when memory ends. */
al_parts *al_parts_new(const almost_allocator *allocator);
void al_parts_free(al_parts *parts);

/*
 * A further part begins; what is appended to parts->bytes from now on is its own, up to the next
 * one or al_parts_end(). At most AL_TEXT_MOST_BYTES in all. False when memory ends.
 */
bool al_parts_begin(al_parts *parts, const char *name);

/* The last part ends. False when memory has ended since it began. */
bool al_parts_end(al_parts *parts);

/* The first part of a name, exactly so, or NULL. */
const al_part *al_parts_find(const al_parts *parts, const char *name);

static inline const char *al_part_name(const al_parts *parts, const al_part *part)
{
    return parts->names.bytes + part->name;
}

static inline const char *al_part_bytes(const al_parts *parts, const al_part *part)
{
    return parts->bytes.bytes + part->bytes.start;
}

#endif
