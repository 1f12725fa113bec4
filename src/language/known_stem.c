/* SPDX-License-Identifier: Apache-2.0 */
/* Stems in lists that only grow, one a vocable; who is slower finds the work done. */
#include "language/known_stem.h"

al_stem_source al_stem_source_in(const char *language, const almost_allocator *allocator,
                                 al_vocabulary *vocabulary)
{
    return (al_stem_source){
        .allocator = allocator,
        .language = language,
        .rules = al_stem_rules_of(language),
        .background = al_background_find(language),
        .vocabulary = vocabulary,
    };
}

/* Leave a stem with its word. Where memory ends nothing is left, and nothing is lost but time. */
static void keep(const al_stem_source *source, al_vocable *vocable, al_stem stem)
{
    al_known_stem *made = al_vocabulary_room(source->vocabulary, sizeof *made);
    if (made == NULL)
        return;
    void *first = atomic_load_explicit(&vocable->stems, memory_order_acquire);
    made->rules = source->rules;
    made->stem = stem;
    do {
        if (al_stem_known(source, vocable) != NULL)
            return; /* another thread was faster; the room stays unused */
        made->next = first;
    } while (!atomic_compare_exchange_weak_explicit(&vocable->stems, &first, made,
                                                    memory_order_release, memory_order_acquire));
}

almost_status al_stem_of(al_stem_source *source, al_vocable *vocable, const char *bytes,
                         size_t length, al_stem *stem, almost_error *error)
{
    if (source->stemmer == NULL) {
        almost_status status =
            al_stemmer_new(source->allocator, source->language, &source->stemmer, error);
        if (status != ALMOST_OK)
            return status;
    }
    stem->key = al_stemmer_stem(source->stemmer, bytes, length);
    stem->share = al_background_share(source->background, stem->key);
    if (vocable != NULL && source->vocabulary != NULL)
        keep(source, vocable, *stem);
    return ALMOST_OK;
}

void al_stem_source_release(al_stem_source *source)
{
    al_stemmer_free(source->stemmer);
    source->stemmer = NULL;
}
