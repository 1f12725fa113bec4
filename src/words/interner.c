/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A hash table with linear probing, at most half full. Keys of short words are
 * their own bytes, so that telling two apart is one comparison; a key's place is
 * mixed with a seed that whoever writes the texts cannot foresee, so that no text
 * can make probing long.
 */
#include "words/interner.h"

#include "base/load.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static const uint64_t fraction = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 over the golden ratio */

static bool allocate_slots(al_interner *interner, size_t n_slots)
{
    al_slot *slots = al_allocate(interner->allocator, n_slots, sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < n_slots; i++)
        slots[i].number = AL_SLOT_FREE;
    interner->slots = slots;
    interner->n_slots = n_slots;
    return true;
}

bool al_interner_init(al_interner *interner, const almost_allocator *allocator, uint64_t seed,
                      size_t expected)
{
    *interner = (al_interner){
        .allocator = allocator, .seed = seed, .other = (seed ^ seed >> 29) * fraction};
    size_t n_slots = 128; /* texts may be a line each: filling the table is then the most of it */
    while (n_slots < expected * 2)
        n_slots *= 2;
    return allocate_slots(interner, n_slots);
}

void al_interner_release(al_interner *interner)
{
    al_release(interner->allocator, interner->slots);
    interner->slots = NULL;
}

bool al_interner_reserve(al_interner *interner, size_t extra)
{
    size_t wanted = ((size_t)interner->n + extra) * 2;
    if (wanted <= interner->n_slots)
        return true;
    size_t n_slots = interner->n_slots, old_n = interner->n_slots;
    while (n_slots < wanted)
        n_slots *= 2;
    al_slot *old = interner->slots;
    if (!allocate_slots(interner, n_slots))
        return false;
    for (size_t i = 0; i < old_n; i++) {
        if (old[i].number == AL_SLOT_FREE)
            continue;
        size_t place = al_interner_place(interner, old[i].key, old[i].length);
        while (interner->slots[place].number != AL_SLOT_FREE)
            place = (place + 1) & (n_slots - 1);
        interner->slots[place] = old[i];
    }
    al_release(interner->allocator, old);
    return true;
}

al_key al_interner_key(const al_interner *interner, const char *bytes, uint32_t length)
{
    if (length <= 8) {
        uint64_t mask = length == 8 ? ~UINT64_C(0) : (UINT64_C(1) << (length * 8)) - 1;
        return al_load_eight(bytes) & mask;
    }
    if (length <= 16)
        return XXH3_mul128_fold64(al_load_eight(bytes) ^ interner->seed,
                                  al_load_eight(bytes + length - 8) ^ interner->other);
    return XXH3_64bits_withSeed(bytes, length, interner->seed);
}

size_t al_interner_place(const al_interner *interner, al_key key, uint32_t length)
{
    uint64_t mixed = XXH3_mul128_fold64(key ^ interner->seed, interner->other ^ length);
    return (size_t)mixed & (interner->n_slots - 1);
}

al_sought al_interner_seek(const al_interner *interner, const char *bytes, uint32_t length)
{
    al_key key = al_interner_key(interner, bytes, length);
    return (al_sought){bytes, length, key, al_interner_place(interner, key, length)};
}

const al_slot *al_interner_look_up(const al_interner *interner, const al_sought *sought,
                                   const al_interned *interned)
{
    const al_key key = sought->key;
    const uint32_t length = sought->length;
    for (size_t place = sought->place;; place = (place + 1) & (interner->n_slots - 1)) {
        const al_slot *slot = &interner->slots[place];
        if (slot->number == AL_SLOT_FREE)
            return slot;
        if (slot->key == key && slot->length == length &&
            (length <= 8 || memcmp(interned->bytes_of(interned->context, slot->number),
                                   sought->bytes, length) == 0))
            return slot;
    }
}

al_slot *al_interner_find(al_interner *interner, const al_sought *sought,
                          const al_interned *interned)
{
    const al_slot *found = al_interner_look_up(interner, sought, interned);
    al_slot *slot = interner->slots + (found - interner->slots);
    if (slot->number == AL_SLOT_FREE) {
        slot->key = sought->key;
        slot->length = sought->length;
    }
    return slot;
}
