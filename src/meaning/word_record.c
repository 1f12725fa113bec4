/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records of a word, a language each, in a list that grows at its front by
 * compare-and-swap. Reading takes no lock; whoever adds looks first whether another
 * thread has added the same, and drops its own then.
 */
#include "meaning/word_record.h"

static const al_word_record *find(const al_word_record *from, const al_language *language)
{
    while (from != NULL && from->language != language)
        from = from->next;
    return from;
}

const al_word_record *al_word_record_find(const al_vocable *vocable, const al_language *language)
{
    return find(atomic_load_explicit(&vocable->records, memory_order_acquire), language);
}

void al_word_record_add(al_vocabulary *vocabulary, al_vocable *vocable,
                        const al_word_record *record)
{
    al_word_record *made = al_vocabulary_room(vocabulary, sizeof *made);
    if (made == NULL)
        return;
    void *first = atomic_load_explicit(&vocable->records, memory_order_acquire);
    *made = *record;
    do {
        if (find(first, record->language) != NULL)
            return; /* another thread was faster; the room stays unused */
        made->next = first;
    } while (!atomic_compare_exchange_weak_explicit(&vocable->records, &first, made,
                                                    memory_order_release, memory_order_acquire));
}
