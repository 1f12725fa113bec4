/* SPDX-License-Identifier: Apache-2.0 */
#include "text/word_list.h"

#include "base/error.h"
#include "text/forms.h"
#include "text/sentences.h"

enum { batch = 1024 };

/* Bytes of text that make a word, on the low side: room to begin with. */
static const uint64_t bytes_a_word = 5;

static bool reserve(al_word_list *list, size_t *room, size_t wanted)
{
    size_t words_room = *room;
    return al_grow(list->allocator, (void **)&list->words, &words_room, wanted,
                   sizeof *list->words) &&
           al_grow(list->allocator, (void **)&list->spans, room, wanted, sizeof *list->spans);
}

/* Give back what was reserved for more words than there are; failing to is no failure. */
static void give_back(al_word_list *list, size_t room)
{
    uint32_t n = list->n_words;
    void *spans = al_reallocate(list->allocator, list->spans, room, n, sizeof *list->spans);
    void *words = al_reallocate(list->allocator, list->words, room, n, sizeof *list->words);
    list->spans = spans != NULL ? spans : list->spans;
    list->words = words != NULL ? words : list->words;
}

static almost_status cut(al_word_list *list, const almost_text *text, al_word_scanner *scanner,
                         al_forms *forms, almost_error *error)
{
    size_t room = 0, count = 1;
    if (!reserve(list, &room, (size_t)(text->length / bytes_a_word) + batch))
        return al_fail_memory(error);
    while (count > 0) {
        if (!reserve(list, &room, (size_t)list->n_words + batch))
            return al_fail_memory(error);
        al_word_span *spans = list->spans + list->n_words;
        almost_status status = al_word_scanner_next(scanner, spans, batch, &count, error);
        if (status == ALMOST_OK)
            status = al_forms_add(forms, text, 0, spans, count, list->words + list->n_words, error);
        if (status != ALMOST_OK)
            return status;
        list->n_words += (uint32_t)count;
    }
    give_back(list, room);
    return ALMOST_OK;
}

static bool list_vocables(al_word_list *list, const al_forms *forms)
{
    uint32_t n = al_forms_count(forms);
    list->vocables = al_allocate(list->allocator, n, sizeof *list->vocables);
    list->counts = al_allocate(list->allocator, n, sizeof *list->counts);
    if (list->vocables == NULL || list->counts == NULL)
        return false;
    for (; list->n_distinct < n; list->n_distinct++) {
        const al_form *form = al_forms_get(forms, list->n_distinct);
        list->counts[list->n_distinct] = form->count[0];
        list->vocables[list->n_distinct] =
            al_vocabulary_add(list->vocabulary, form->bytes, form->length);
        if (list->vocables[list->n_distinct] == NULL)
            return false;
    }
    return true;
}

static bool list_hyphens(al_word_list *list, const almost_text *text)
{
    size_t room = 0;
    for (uint32_t i = 0; i + 1 < list->n_words; i++) {
        if (!al_may_hyphenate(text->bytes + list->spans[i].end) ||
            !al_hyphenated(text, list->spans[i], list->spans[i + 1]))
            continue;
        if (!al_grow(list->allocator, (void **)&list->hyphens, &room, (size_t)list->n_hyphens + 1,
                     sizeof *list->hyphens))
            return false;
        list->hyphens[list->n_hyphens++] = i;
    }
    return true;
}

static almost_status fill(al_word_list *list, const almost_text *text, almost_words words,
                          uint64_t seed, almost_error *error)
{
    al_forms *forms = NULL;
    al_word_scanner *scanner = NULL;
    almost_status status = al_forms_new(list->allocator, seed, &forms, error);
    if (status == ALMOST_OK)
        status = al_word_scanner_new(text, words, 0, text->length, &scanner, error);
    if (status == ALMOST_OK)
        status = cut(list, text, scanner, forms, error);
    if (status == ALMOST_OK && (!list_vocables(list, forms) || !list_hyphens(list, text)))
        status = al_fail_memory(error);
    al_word_scanner_free(scanner);
    al_forms_free(forms);
    return status;
}

almost_status al_word_list_new(const almost_allocator *allocator, const almost_text *text,
                               almost_words words, al_vocabulary *vocabulary, al_word_list **out,
                               almost_error *error)
{
    al_word_list *list = al_allocate_zero(allocator, 1, sizeof *list);
    if (list == NULL)
        return al_fail_memory(error);
    list->allocator = allocator;
    list->vocabulary = vocabulary;
    almost_status status = fill(list, text, words, al_vocabulary_seed(vocabulary), error);
    if (status == ALMOST_OK)
        *out = list;
    else
        al_word_list_free(list);
    return status;
}

void al_word_list_free(al_word_list *list)
{
    if (list == NULL)
        return;
    al_release(list->allocator, list->spans);
    al_release(list->allocator, list->words);
    al_release(list->allocator, list->vocables);
    al_release(list->allocator, list->counts);
    al_release(list->allocator, list->hyphens);
    al_release(list->allocator, list);
}

uint64_t al_word_list_size(const al_word_list *list)
{
    return sizeof *list + (uint64_t)list->n_words * (sizeof *list->spans + sizeof *list->words) +
           (uint64_t)list->n_distinct * (sizeof *list->vocables + sizeof *list->counts) +
           (uint64_t)list->n_hyphens * sizeof *list->hyphens;
}
