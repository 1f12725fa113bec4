/* SPDX-License-Identifier: Apache-2.0 */
/* Answers in a list that only grows at its head, by compare and swap; looked through from there. */
#include "language/known_language.h"

#include "language/cld.h"
#include "text/text.h"

#include <stdatomic.h>

/* Answers that a text keeps: more than most have, and few enough to be looked through. */
enum { most_answers = 64 };

typedef struct answer {
    const struct answer *next;
    uint64_t start;
    uint64_t end;
    const char *language;
} answer;

struct al_known_languages {
    const almost_allocator *allocator;
    _Atomic(const answer *) first;
    atomic_uint n; /* answers, those under way included */
};

al_known_languages *al_known_languages_new(const almost_allocator *allocator)
{
    al_known_languages *known = al_allocate(allocator, 1, sizeof *known);
    if (known == NULL)
        return NULL;
    known->allocator = allocator;
    atomic_init(&known->first, NULL);
    atomic_init(&known->n, 0);
    return known;
}

void al_known_languages_free(al_known_languages *known)
{
    if (known == NULL)
        return;
    const answer *each = atomic_load_explicit(&known->first, memory_order_acquire);
    while (each != NULL) {
        const answer *next = each->next;
        al_release(known->allocator, (void *)(uintptr_t)each);
        each = next;
    }
    al_release(known->allocator, known);
}

/* Where there is no room or memory nothing is left, and nothing is lost but time. */
static void keep(al_known_languages *known, answer found)
{
    if (atomic_fetch_add_explicit(&known->n, 1, memory_order_relaxed) >= most_answers) {
        atomic_fetch_sub_explicit(&known->n, 1, memory_order_relaxed);
        return;
    }
    answer *made = al_allocate(known->allocator, 1, sizeof *made);
    if (made == NULL)
        return;
    *made = found;
    made->next = atomic_load_explicit(&known->first, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(&known->first, &made->next, made,
                                                  memory_order_release, memory_order_relaxed))
        continue;
}

const char *al_known_language(al_known_languages *known, const almost_text *text, uint64_t start,
                              uint64_t end)
{
    if (known != NULL)
        for (const answer *each = atomic_load_explicit(&known->first, memory_order_acquire);
             each != NULL; each = each->next)
            if (each->start == start && each->end == end)
                return each->language;
    const char *language = al_cld_detect(text->bytes + start, (size_t)(end - start));
    if (known != NULL)
        keep(known, (answer){.start = start, .end = end, .language = language});
    return language;
}
