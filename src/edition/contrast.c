/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of each form, once each; two forms are held against each other by their lists. */
#include "edition/contrast.h"

/* One in so many rows of the rarer form has the other one, at least, if they are one word. */
enum { LEAST_SHARED = 4 };

typedef struct listing {
    const almost_collation *collation;
    uint32_t *last; /* of each form: the row behind the last one it was seen in */
    size_t *ends;   /* of each form: how many rows, or where the next one goes */
    uint32_t *rows; /* NULL: they are counted */
} listing;

static void see_row(const listing *listing, uint32_t row)
{
    const al_tradition *tradition = &listing->collation->tradition;
    const al_columns *table = &listing->collation->table;
    for (uint32_t s = 0; s < table->n_members; s++) {
        uint32_t word = table->words[(size_t)row * table->n_members + s];
        if (word == AL_NO_WORD)
            continue;
        uint32_t form = tradition->sequences[s].forms[word];
        if (listing->last[form] == row + 1)
            continue;
        listing->last[form] = row + 1;
        if (listing->rows != NULL)
            listing->rows[listing->ends[form]] = row;
        listing->ends[form]++;
    }
}

static void see_all(const listing *listing)
{
    for (uint32_t form = 0; form < listing->collation->tradition.n_forms; form++)
        listing->last[form] = 0;
    for (uint32_t row = 0; row < listing->collation->table.n; row++)
        see_row(listing, row);
}

/* From how many rows each form has to where they begin; how many there are in all. */
static size_t add_up(size_t *firsts, uint32_t n)
{
    size_t all = 0;
    for (uint32_t form = 0; form <= n; form++) {
        size_t here = firsts[form];
        firsts[form] = all;
        all += here;
    }
    return all;
}

/* Fill the lists; each form's end moves from its beginning to the next one's. */
static bool list_rows(al_contrast *contrast, const listing *counted, uint32_t n)
{
    listing filled = *counted;
    size_t all = add_up(contrast->firsts + 1, n);
    filled.rows = contrast->rows = al_allocate(contrast->allocator, all, sizeof *contrast->rows);
    filled.ends = contrast->firsts + 1;
    if (contrast->rows == NULL)
        return false;
    see_all(&filled);
    return true;
}

bool al_contrast_init(al_contrast *contrast, const almost_collation *collation)
{
    const almost_allocator *allocator = collation->allocator;
    uint32_t n = collation->tradition.n_forms;
    *contrast = (al_contrast){
        .allocator = allocator,
        .firsts = al_allocate_zero(allocator, (size_t)n + 2, sizeof *contrast->firsts)};
    listing listing = {.collation = collation,
                       .last = al_allocate(allocator, n, sizeof(uint32_t)),
                       .ends = contrast->firsts != NULL ? contrast->firsts + 1 : NULL};
    bool done = contrast->firsts != NULL && listing.last != NULL;
    if (done) {
        see_all(&listing);
        done = list_rows(contrast, &listing, n);
    }
    al_release(allocator, listing.last);
    if (!done)
        al_contrast_release(contrast);
    return done;
}

void al_contrast_release(al_contrast *contrast)
{
    if (contrast->allocator == NULL)
        return;
    al_release(contrast->allocator, contrast->firsts);
    al_release(contrast->allocator, contrast->rows);
    *contrast = (al_contrast){.allocator = NULL};
}

bool al_contrast_apart(const al_contrast *contrast, uint32_t one, uint32_t other)
{
    const size_t *firsts = contrast->firsts;
    const uint32_t *a = contrast->rows + firsts[one], *b = contrast->rows + firsts[other];
    size_t n = firsts[one + 1] - firsts[one], m = firsts[other + 1] - firsts[other];
    size_t fewer = n < m ? n : m, shared = 0;
    for (size_t i = 0, k = 0; i < n && k < m && LEAST_SHARED * shared < fewer;) {
        shared += a[i] == b[k];
        if (a[i] <= b[k])
            i++;
        else
            k++;
    }
    return LEAST_SHARED * shared < fewer;
}
