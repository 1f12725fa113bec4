/* SPDX-License-Identifier: Apache-2.0 */
/* Whose spelling stands for all of a reading, found once for the whole table. */
#include "edition/spelt.h"

#include "edition/variation.h"

/* Of a row, whose readings are in hand: the witness whose word each shows. */
static void note_writers(const al_variation *places, uint32_t *writers)
{
    for (uint32_t i = 0; i < places->collation->n; i++)
        writers[i] = places->of[i] != UINT32_MAX ? places->readings[places->of[i]].leader : i;
}

bool al_spelt_init(al_spelt *spelt, const almost_collation *collation, bool significant)
{
    al_variation places;
    *spelt = (al_spelt){.collation = collation};
    if (!significant)
        return true;
    if (!al_variation_init(&places, collation, AL_GRAIN_WORDS))
        return false;
    spelt->writers = al_allocate(collation->allocator, (size_t)collation->table.n * collation->n,
                                 sizeof *spelt->writers);
    for (uint64_t row = 0; spelt->writers != NULL && row < collation->table.n; row++) {
        al_variation_read(&places, row);
        note_writers(&places, spelt->writers + row * collation->n);
    }
    al_variation_release(&places);
    return spelt->writers != NULL;
}

void al_spelt_release(al_spelt *spelt)
{
    if (spelt->writers != NULL)
        al_release(spelt->collation->allocator, spelt->writers);
    spelt->writers = NULL;
}

const char *al_spelt_word(const al_spelt *spelt, uint64_t row, size_t witness, uint32_t *length)
{
    const uint32_t *writers = spelt->writers;
    return al_variation_word(
        spelt->collation, row,
        writers != NULL ? writers[row * spelt->collation->n + witness] : witness, length);
}
