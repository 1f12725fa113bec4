/* SPDX-License-Identifier: Apache-2.0 */
#include "text/known_stem.h"

#include "text/stem.h"

/* Told apart by the table, which there is one of for each language that has one. */
typedef struct known_stem {
    struct known_stem *next;
    const al_background *background;
    al_stem stem;
} known_stem;

static const known_stem *find(const known_stem *from, const al_background *background)
{
    while (from != NULL && from->background != background)
        from = from->next;
    return from;
}

/* Leave a stem with its word. Where memory ends nothing is left, and nothing is lost but time. */
static void keep(const al_stem_source *source, al_vocable *vocable, al_stem stem)
{
    known_stem *made = al_vocabulary_room(source->vocabulary, sizeof *made);
    if (made == NULL)
        return;
    void *first = atomic_load_explicit(&vocable->stems, memory_order_acquire);
    made->background = source->background;
    made->stem = stem;
    do {
        if (find(first, source->background) != NULL)
            return; /* another thread was faster; the room stays unused */
        made->next = first;
    } while (!atomic_compare_exchange_weak_explicit(&vocable->stems, &first, made,
                                                    memory_order_release, memory_order_acquire));
}

almost_status al_stem_of(al_stem_source *source, al_vocable *vocable, const char *bytes,
                         size_t length, al_stem *stem, almost_error *error)
{
    bool kept = vocable != NULL && source->vocabulary != NULL && source->background != NULL;
    if (kept) {
        const known_stem *known =
            find(atomic_load_explicit(&vocable->stems, memory_order_acquire), source->background);
        if (known != NULL) {
            *stem = known->stem;
            return ALMOST_OK;
        }
    }
    if (source->stemmer == NULL) {
        almost_status status =
            al_stemmer_new(source->allocator, source->language, &source->stemmer, error);
        if (status != ALMOST_OK)
            return status;
    }
    stem->key = al_stemmer_stem(source->stemmer, bytes, length);
    stem->share = al_background_share(source->background, stem->key);
    if (kept)
        keep(source, vocable, *stem);
    return ALMOST_OK;
}

void al_stem_source_release(al_stem_source *source)
{
    al_stemmer_free(source->stemmer);
    source->stemmer = NULL;
}
