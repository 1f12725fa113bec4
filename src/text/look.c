/* SPDX-License-Identifier: Apache-2.0 */
/* A bit for what is on or off; eight for what has a kind, of which a hash is kept. */
#include "text/look.h"

#include <string.h>

#define SWITCHES AL_LOOK_UNDERLINED
#define KIND_BITS 8

static uint32_t shift_of(al_look_field field)
{
    return field < SWITCHES ? (uint32_t)field : KIND_BITS * (uint32_t)(field - SWITCHES + 1);
}

static void set(al_look *look, al_look_field field, uint32_t value)
{
    uint32_t mask = (field < SWITCHES ? 1 : (UINT32_C(1) << KIND_BITS) - 1) << shift_of(field);
    look->said |= mask;
    look->is = (look->is & ~mask) | value << shift_of(field);
}

void al_look_switch(al_look *look, al_look_field field, bool on)
{
    set(look, field, on);
}

void al_look_kind(al_look *look, al_look_field field, const char *kind)
{
    enum { KINDS = 255 };
    uint32_t hash = 0;
    bool none = *kind == '\0' || strcmp(kind, "none") == 0;
    for (const char *at = kind; *at != '\0'; at++)
        hash = (hash * 31 + (unsigned char)*at) % KINDS;
    set(look, field, none ? 0 : hash + 1);
}

al_look al_look_inherit(al_look look, al_look from)
{
    return (al_look){look.said | from.said, (look.is & look.said) | (from.is & ~look.said)};
}

al_look al_look_toggle(al_look one, al_look other)
{
    const uint32_t switches = (UINT32_C(1) << SWITCHES) - 1;
    al_look both = al_look_inherit(other, one);
    both.is = (both.is & ~switches) | ((one.is ^ other.is) & switches);
    return both;
}
