/* SPDX-License-Identifier: Apache-2.0 */
/* Row by row: the forms of a row are few, so that each is held against each. */
#include "collate/varying.h"

#include <string.h>

typedef struct filling {
    al_varying *varying;
    al_likeness *likeness;
    uint32_t *forms; /* that the row in hand has, each once */
    uint32_t *words; /* of each: its word */
    uint32_t n_forms;
    uint32_t *places; /* of each form of the tradition: its place in forms, if it is in this row */
} filling;

static bool row_varies(const al_varying *varying, uint32_t row)
{
    for (uint32_t s = 1; s < varying->n; s++)
        if (al_varying_form(varying, row, s) != al_varying_form(varying, row, 0))
            return true;
    return false;
}

/* Those that have one word have the other: they are one. */
static void unite(filling *filling, uint32_t word, uint32_t other)
{
    for (uint32_t i = 0; i < filling->n_forms; i++)
        if (filling->words[i] == word)
            filling->words[i] = other;
}

/* The place of a form among those of the row, which it joins. */
static uint32_t place_of(filling *filling, uint32_t form)
{
    uint32_t place = filling->places[form], n = filling->n_forms;
    if (place < n && filling->forms[place] == form)
        return place;
    filling->forms[n] = form;
    filling->words[n] = filling->varying->n_words++;
    filling->n_forms++;
    for (uint32_t i = 0; i < n; i++)
        if (filling->words[i] != filling->words[n] &&
            al_likeness_class(filling->likeness, form, filling->forms[i]) <= AL_LIKE_60)
            unite(filling, filling->words[i], filling->words[n]);
    return filling->places[form] = n;
}

static bool fill_row(filling *filling, uint32_t row)
{
    al_varying *varying = filling->varying;
    size_t first = (size_t)varying->n_rows * varying->n;
    if (!al_grow(varying->collation->allocator, (void **)&varying->words, &varying->words_room,
                 first + varying->n, sizeof *varying->words))
        return false;
    filling->n_forms = 0;
    for (uint32_t s = 0; s < varying->n; s++) {
        uint32_t form = al_varying_form(varying, row, s);
        varying->words[first + s] = form == AL_NO_WORD ? AL_NO_WORD : place_of(filling, form);
    }
    for (uint32_t s = 0; s < varying->n; s++)
        if (varying->words[first + s] != AL_NO_WORD)
            varying->words[first + s] = filling->words[varying->words[first + s]];
    varying->numbers[row] = varying->n_rows++;
    return true;
}

static bool fill(filling *filling)
{
    al_varying *varying = filling->varying;
    uint32_t rows = varying->collation->table.n;
    for (uint32_t row = 0; row < rows; row++)
        if (row_varies(varying, row) && !fill_row(filling, row))
            return false;
    return true;
}

bool al_varying_init(al_varying *varying, const almost_collation *collation, al_likeness *likeness)
{
    const almost_allocator *allocator = collation->allocator;
    const al_tradition *tradition = &collation->tradition;
    *varying = (al_varying){.collation = collation, .n = tradition->n};
    varying->numbers = al_allocate(allocator, collation->table.n, sizeof *varying->numbers);
    filling filling = {.varying = varying, .likeness = likeness};
    filling.forms = al_allocate(allocator, tradition->n, sizeof *filling.forms);
    filling.words = al_allocate(allocator, tradition->n, sizeof *filling.words);
    filling.places = al_allocate_zero(allocator, tradition->n_forms, sizeof *filling.places);
    bool done = varying->numbers != NULL && filling.forms != NULL && filling.words != NULL &&
                filling.places != NULL;
    for (uint32_t row = 0; done && row < collation->table.n; row++)
        varying->numbers[row] = AL_NO_WORD;
    done = done && fill(&filling);
    al_release(allocator, filling.forms);
    al_release(allocator, filling.words);
    al_release(allocator, filling.places);
    if (!done)
        al_varying_release(varying);
    return done;
}

void al_varying_release(al_varying *varying)
{
    if (varying->collation == NULL)
        return;
    al_release(varying->collation->allocator, varying->numbers);
    al_release(varying->collation->allocator, varying->words);
    *varying = (al_varying){.collation = NULL};
}

bool al_varying_alike(const al_tradition *tradition, al_likeness *likeness, uint32_t a, uint32_t b)
{
    uint32_t n = tradition->forms[a].n, m = tradition->forms[b].n;
    uint32_t shorter = n < m ? n : m, longer = n < m ? m : n;
    return a == b || (5 * shorter >= 3 * longer && al_likeness_class(likeness, a, b) <= AL_LIKE_60);
}
