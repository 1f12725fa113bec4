/* SPDX-License-Identifier: Apache-2.0 */
/* Changing places, and taking one while the other goes to a free one; see twins.h. */
#include "merge/twins.h"

typedef struct twins {
    al_revision *revision;
    const al_merge_atoms *base;
} twins;

static void pair(const twins *own, uint32_t base, uint32_t side)
{
    own->revision->from_base[base] = side;
    own->revision->to_base[side] = base;
}

/* Of two neighbours of an atom in the base: how many are its neighbours in a place of the side. */
static uint32_t neighbours_at(const twins *own, uint32_t atom, uint32_t place)
{
    const al_revision *revision = own->revision;
    uint32_t n = 0;
    if (place == AL_NO_ATOM)
        return 0;
    n += revision->to_base[place - 1] != AL_NO_ATOM && revision->to_base[place - 1] + 1 == atom;
    n += revision->to_base[place + 1] == atom + 1;
    return n;
}

/* Let two atoms that are alike change places, or one take that of the other, if it brings both
   nearer to what they stand beside in the base. The ends of the texts are like no other atom. */
static void swap_twins(const twins *own, uint32_t atom, uint32_t twin)
{
    uint32_t place = own->revision->from_base[atom], other = own->revision->from_base[twin];
    if (atom == twin || twin == 0 || twin + 1 >= own->base->n ||
        !al_merge_atoms_same(own->base, atom, own->base, twin) ||
        neighbours_at(own, atom, other) + neighbours_at(own, twin, place) <=
            neighbours_at(own, atom, place) + neighbours_at(own, twin, other))
        return;
    pair(own, twin, place);
    own->revision->from_base[atom] = other;
    if (other != AL_NO_ATOM)
        own->revision->to_base[other] = atom;
}

/* The place of the side, not taken by any atom, that a neighbour says is an atom's; or AL_NO_ATOM.
 */
static uint32_t free_place(const twins *own, uint32_t atom)
{
    const al_revision *revision = own->revision;
    uint32_t before = revision->from_base[atom - 1], behind = revision->from_base[atom + 1];
    uint32_t places[] = {AL_NO_ATOM, AL_NO_ATOM};
    if (before != AL_NO_ATOM)
        places[0] = before + 1;
    if (behind != AL_NO_ATOM && behind > 0)
        places[1] = behind - 1;
    for (size_t i = 0; i < 2; i++)
        if (places[i] != AL_NO_ATOM && revision->to_base[places[i]] == AL_NO_ATOM &&
            al_merge_atoms_same(own->base, atom, &revision->atoms, places[i]))
            return places[i];
    return AL_NO_ATOM;
}

/* Let an atom that has no place take that of its twin, if a free one is left for the twin. */
static void displace(const twins *own, uint32_t atom, uint32_t place)
{
    uint32_t twin = own->revision->to_base[place], free;
    if (twin == AL_NO_ATOM || twin == 0 || twin + 1 >= own->base->n ||
        !al_merge_atoms_same(own->base, atom, own->base, twin))
        return;
    free = free_place(own, twin);
    if (free == AL_NO_ATOM || neighbours_at(own, atom, place) + neighbours_at(own, twin, free) <=
                                  neighbours_at(own, twin, place))
        return;
    pair(own, twin, free);
    pair(own, atom, place);
}

static void place_twin(const twins *own, uint32_t atom)
{
    const uint32_t *from_base = own->revision->from_base;
    uint32_t before = from_base[atom - 1], behind = from_base[atom + 1];
    if (behind != AL_NO_ATOM && behind > 0)
        displace(own, atom, behind - 1);
    if (before != AL_NO_ATOM && from_base[atom] == AL_NO_ATOM)
        displace(own, atom, before + 1);
}

/* The twin of an atom is the one of the base that its neighbour in the side stands beside. */
static void swap_with_twin(const twins *own, uint32_t atom)
{
    const al_revision *revision = own->revision;
    uint32_t place = revision->from_base[atom];
    uint32_t before = revision->to_base[place - 1], behind = revision->to_base[place + 1];
    if (behind != AL_NO_ATOM && behind > 0)
        swap_twins(own, atom, behind - 1);
    if (before != AL_NO_ATOM && revision->from_base[atom] == place)
        swap_twins(own, atom, before + 1);
}

void al_merge_twins(al_revision *revision, const al_merge_atoms *base)
{
    const twins own = {revision, base};
    for (uint32_t i = 1; i + 1 < base->n; i++) {
        if (revision->from_base[i] == AL_NO_ATOM)
            place_twin(&own, i);
        else
            swap_with_twin(&own, i);
    }
}
