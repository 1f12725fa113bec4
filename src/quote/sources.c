/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sources are cut and numbered one after another; lists are filled by counting. The lists are those
 * of doc/index-format.md kept in memory: single words that are not among the commonest, pairs of
 * those that are, so that none is long.
 */
#include "quote/sources.h"

#include "base/error.h"
#include "base/secret.h"
#include "language/language.h"
#include "quote/cut.h"
#include "text/compared.h"
#include "words/forms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    apart = 64,         /* words between two sources: no window reaches over */
    misread_in = 10000, /* words, of which so many mix letters and figures in a scan */
    misread_words = 3,
    pairs = AL_COMMON_WORDS * AL_COMMON_WORDS
};

/* The sources on their way. */
typedef struct reading {
    al_sources *sources;
    al_cut cut; /* all words so far, and what is between */
    size_t words_room;
} reading;

/* A letter in front of a figure in front of a letter, or the other way round: thi5, l1ke. */
static bool mixes(const al_spelling *word)
{
    uint32_t letters = 0, figures = 0;
    for (uint32_t i = 0; i < word->length; i++) {
        letters += (unsigned char)word->bytes[i] >= 'a';
        figures += word->bytes[i] >= '0' && word->bytes[i] <= '9';
    }
    bool ordinal = word->bytes[0] >= '0' && word->bytes[0] <= '9' && letters <= 2;
    return letters >= 2 && figures > 0 && !ordinal;
}

/* The keys of a text's forms; the words of the text then take theirs. */
static bool number_words(reading *work, const al_forms *forms, uint32_t *words, uint32_t n)
{
    al_keys *keys = &work->sources->keys;
    uint32_t n_forms = al_forms_count(forms);
    uint32_t *of = al_allocate(keys->allocator, n_forms, sizeof *of);
    bool whole = of != NULL;
    for (uint32_t i = 0; whole && i < n_forms; i++) {
        char room[AL_KEY_ROOM];
        const al_form *form = al_forms_get(forms, i);
        of[i] = al_keys_add(keys, room, al_key_of(form->bytes, form->length, room));
        whole = of[i] != AL_KEY_UNKNOWN;
        if (whole)
            keys->rows[of[i]].count += form->count[0];
    }
    for (uint32_t i = 0; whole && i < n; i++)
        words[i] = of[words[i]];
    al_release(keys->allocator, of);
    return whole;
}

static void look_for_misreading(const al_sources *sources, al_source *source)
{
    uint64_t mixed = 0, n = source->end - source->first;
    for (uint32_t i = source->first; i < source->end; i++) {
        al_spelling word = al_keys_spelling(&sources->keys, sources->words[i]);
        mixed += mixes(&word);
    }
    source->misread = mixed * misread_in > n * misread_words;
}

/* Cut one text, number its words, and say what language it is in. */
static almost_status read_text(reading *work, al_source *source, almost_error *error)
{
    al_sources *sources = work->sources;
    al_slice slice = al_slice_of(source->text);
    al_forms *forms = NULL;
    size_t first = work->cut.n;
    almost_status status = al_cut_words(&work->cut, &slice, error);
    if (status == ALMOST_OK && work->cut.n > UINT32_MAX / 2)
        status = al_fail(error, ALMOST_ERROR_LIMIT, almost_text_name(source->text),
                         "the sources are too long to be held in memory; make a library of them");
    if (status == ALMOST_OK)
        status = al_forms_new(sources->allocator, *al_secret(), &forms, error);
    if (status != ALMOST_OK)
        return status;
    uint32_t n = (uint32_t)(work->cut.n - first);
    bool whole =
        al_grow(sources->allocator, (void **)&sources->words, &work->words_room,
                work->cut.n + apart, sizeof *sources->words) &&
        al_forms_add(forms, source->text, 0, work->cut.spans + first, n, sources->words + first) &&
        al_forms_fold(forms, AL_FOLD_EVERYTHING, error) == ALMOST_OK;
    if (whole) {
        source->language = al_language_guess(forms);
        whole = number_words(work, forms, sources->words + first, n);
    }
    al_forms_free(forms);
    source->first = (uint32_t)first;
    source->end = (uint32_t)work->cut.n;
    if (whole)
        look_for_misreading(sources, source);
    return whole ? ALMOST_OK : al_fail_memory(error);
}

/* What stands between two sources: words that are none. */
static bool part(reading *work)
{
    al_cut *cut = &work->cut;
    al_sources *sources = work->sources;
    if (!al_grow(cut->allocator, (void **)&cut->spans, &cut->room, cut->n + apart,
                 sizeof *cut->spans) ||
        !al_grow(cut->allocator, (void **)&sources->words, &work->words_room, cut->n + apart,
                 sizeof *sources->words))
        return false;
    for (int i = 0; i < apart; i++, cut->n++) {
        cut->spans[cut->n] = (al_word_span){0, 0};
        sources->words[cut->n] = AL_KEY_UNKNOWN;
    }
    return true;
}

static almost_status read_texts(reading *work, al_clock *clock, almost_error *error)
{
    al_sources *sources = work->sources;
    almost_status status = part(work) ? ALMOST_OK : al_fail_memory(error);
    for (size_t i = 0; i < sources->n && status == ALMOST_OK; i++) {
        status = read_text(work, &sources->items[i], error);
        if (status == ALMOST_OK && !part(work))
            status = al_fail_memory(error);
        if (status == ALMOST_OK && al_clock_look(clock))
            status = al_fail(error, ALMOST_ERROR_TIMEOUT, NULL,
                             "the sources were not read in time; raise the timeout");
    }
    sources->spans = work->cut.spans;
    sources->n_words = (uint32_t)work->cut.n;
    return status;
}

/* By how common keys are; equal ones in the order of their numbers. */
typedef struct ranked {
    uint32_t count;
    uint32_t key;
} ranked;

static int by_count(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* Rank the commonest. A word of which there are three is rare, however few the words are. */
static bool rank_keys(al_sources *sources)
{
    enum { rare = 3 };
    uint32_t n = sources->keys.n;
    ranked *order = al_allocate(sources->allocator, n, sizeof *order);
    sources->ranks = al_allocate(sources->allocator, n, sizeof *sources->ranks);
    sources->bits = al_allocate(sources->allocator, n, sizeof *sources->bits);
    if (order == NULL || sources->ranks == NULL || sources->bits == NULL) {
        al_release(sources->allocator, order);
        return false;
    }
    double all = 0;
    for (uint32_t i = 0; i < n; i++) {
        order[i] = (ranked){sources->keys.rows[i].count, i};
        sources->ranks[i] = AL_COMMON_WORDS;
        all += order[i].count;
    }
    qsort(order, n, sizeof *order, by_count);
    for (uint32_t i = 0; i < n && i < AL_COMMON_WORDS; i++)
        if (order[i].count > rare)
            sources->ranks[order[i].key] = (uint16_t)i;
    /* In a few pages any word looks common: shares are those of a book at least. */
    const double least_words = 20000;
    for (uint32_t i = 0; i < n; i++) {
        double share = sources->keys.rows[i].count / (all > least_words ? all : least_words);
        float bits = share > 0 ? (float)-log2(share) : AL_MOST_BITS;
        sources->bits[i] = bits < AL_MOST_BITS ? bits : AL_MOST_BITS;
    }
    al_release(sources->allocator, order);
    return true;
}

/* Which list a word of the row is in: by key; common ones with the next by pair. Else n_keys. */
static uint32_t pair_at(const al_sources *sources, uint32_t at)
{
    const uint32_t *words = sources->words + at;
    if (at + 1 >= sources->n_words || words[0] == AL_KEY_UNKNOWN || words[1] == AL_KEY_UNKNOWN ||
        !al_sources_common(sources, words[0]) || !al_sources_common(sources, words[1]))
        return AL_KEY_UNKNOWN;
    return (uint32_t)sources->ranks[words[0]] * AL_COMMON_WORDS + sources->ranks[words[1]];
}

static uint32_t single_at(const al_sources *sources, uint32_t at)
{
    uint32_t key = sources->words[at];
    return key == AL_KEY_UNKNOWN || al_sources_common(sources, key) ? AL_KEY_UNKNOWN : key;
}

/* Fill lists by counting: starts[i] is where list i begins, as it is when they are filled. */
static bool fill_lists(al_sources *sources, uint32_t (*list_at)(const al_sources *, uint32_t),
                       uint32_t n_lists, uint32_t **starts, uint32_t **places)
{
    uint32_t *counts = al_allocate_zero(sources->allocator, (size_t)n_lists + 2, sizeof *counts);
    if (counts == NULL)
        return false;
    *starts = counts;
    uint32_t n = sources->n_words, all = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t list = list_at(sources, i);
        if (list != AL_KEY_UNKNOWN) {
            counts[list + 2]++;
            all++;
        }
    }
    *places = al_allocate(sources->allocator, all, sizeof **places);
    if (*places == NULL)
        return false;
    for (uint32_t i = 2; i < n_lists + 2; i++)
        counts[i] += counts[i - 1];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t list = list_at(sources, i);
        if (list != AL_KEY_UNKNOWN)
            (*places)[counts[list + 1]++] = i;
    }
    return true;
}

almost_status al_sources_init(al_sources *sources, const almost_allocator *allocator,
                              const almost_text *const *texts, size_t n, al_clock *clock,
                              almost_error *error)
{
    *sources = (al_sources){.allocator = allocator, .n = n};
    reading work = {.sources = sources, .cut = {.allocator = allocator}};
    sources->items = al_allocate_zero(allocator, n, sizeof *sources->items);
    almost_status status = ALMOST_OK;
    if (sources->items == NULL || !al_keys_init(&sources->keys, allocator))
        status = al_fail_memory(error);
    for (size_t i = 0; i < n && status == ALMOST_OK; i++)
        sources->items[i].text = al_text_compared(texts[i]);
    if (status == ALMOST_OK)
        status = read_texts(&work, clock, error);
    if (status == ALMOST_OK &&
        !(rank_keys(sources) &&
          fill_lists(sources, single_at, sources->keys.n, &sources->starts, &sources->places) &&
          fill_lists(sources, pair_at, pairs, &sources->pair_starts, &sources->pair_places)))
        status = al_fail_memory(error);
    if (status != ALMOST_OK)
        al_sources_release(sources);
    return status;
}

void al_sources_release(al_sources *sources)
{
    const almost_allocator *allocator = sources->allocator;
    if (allocator == NULL) /* never begun */
        return;
    al_keys_release(&sources->keys);
    al_release(allocator, sources->items);
    al_release(allocator, sources->spans);
    al_release(allocator, sources->words);
    al_release(allocator, sources->bits);
    al_release(allocator, sources->ranks);
    al_release(allocator, sources->starts);
    al_release(allocator, sources->pair_starts);
    al_release(allocator, sources->places);
    al_release(allocator, sources->pair_places);
    *sources = (al_sources){.allocator = NULL};
}

size_t al_sources_of(const al_sources *sources, uint32_t word)
{
    size_t low = 0, high = sources->n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (sources->items[middle].first <= word)
            low = middle;
        else
            high = middle;
    }
    return low;
}
