/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Character references of HTML: `&eacute;`, `&#233;`, `&#xE9;`. Browsers know some of the names
 * without their semicolon, too, and take the longest that fits (HTML standard, 13.2.5.73).
 */
#ifndef AL_ENTITIES_H
#define AL_ENTITIES_H

#include <stddef.h>
#include <stdint.h>

/* What a reference stands for: one or two code points as UTF-8. */
typedef struct al_entity {
    char bytes[8];
    uint32_t length;
} al_entity;

/* Read one that begins with the & at `bytes`. How many bytes it takes; 0 when it is none. */
uint32_t al_entity_read(const char *bytes, uint64_t length, al_entity *out);

/* What a name without & stands for, with or without its semicolon; 0 when there is none such. */
uint32_t al_entity_named(const char *name, uint32_t length, al_entity *out);

/* The table: names in the order of bytes, each ended by NUL, then what it stands for and NUL. */
extern const char al_entity_letters[];
extern const uint16_t al_entity_starts[];
extern const size_t al_n_entities;

#endif
