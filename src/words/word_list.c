/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list is made in two goes: the text is cut, and its words are numbered by their first
 * occurrence; then each distinct word is looked up in the vocabulary, once. A text that looked
 * short enough for a narrow list and is not, which only made-up texts do, is cut again.
 */
#include "words/word_list.h"

#include "base/error.h"
#include "words/breaks.h"
#include "words/forms.h"
#include "words/sentences.h"
#include "words/vocable_index.h"

#include <assert.h>
#include <string.h>

enum {
    batch = 1024,
    ahead = 8,         /* words */
    bytes_a_form = 16, /* of text, for each distinct word: in short texts about as many */
    many_forms = 16384 /* that are expected; long texts have more, but ever fewer new ones */
};

/* What is needed while a text is cut. */
typedef struct cutting {
    al_word_list *list;
    const almost_text *text;
    al_slice slice; /* all of it */
    al_forms *forms;
    al_word_scanner *scanner;
    al_word_span spans[batch + 1]; /* the last word of the batch before, and a batch */
    uint32_t numbers[batch];
    bool fits; /* into the width of the list, so far */
} cutting;

/* Give the columns of words room for `room` rows instead of `old`. False when memory ends. */
static bool resize(al_word_list *list, size_t old, size_t room)
{
    const almost_allocator *allocator = list->allocator;
    void *breaks = al_reallocate(allocator, list->breaks, old, room, sizeof *list->breaks);
    list->breaks = breaks != NULL ? breaks : list->breaks;
    void *words = al_reallocate(allocator, al_column_rows(list->words), old, room,
                                al_column_width(list->wide));
    list->words = words != NULL ? al_column_of(words, list->wide) : list->words;
    void *places = list->wide
                       ? al_reallocate(allocator, list->spans, old, room, sizeof *list->spans)
                       : al_reallocate(allocator, list->places, old, room, sizeof *list->places);
    if (places != NULL)
        *(list->wide ? (void **)&list->spans : (void **)&list->places) = places;
    return breaks != NULL && words != NULL && places != NULL;
}

static bool reserve(al_word_list *list, size_t *room, size_t wanted)
{
    if (wanted <= *room)
        return true;
    size_t more = *room * 2 > wanted ? *room * 2 : wanted;
    if (!resize(list, *room, more))
        return false;
    *room = more;
    return true;
}

/* The places of words of a narrow list: on which page they begin, and whether all are on one. */
static void take_places(cutting *work, size_t n)
{
    al_word_list *list = work->list;
    const al_word_span *spans = work->spans + 1;
    al_word_place *places = list->places + list->n_words;
    for (size_t i = 0; i < n; i++)
        places[i] =
            (al_word_place){(uint16_t)spans[i].start, (uint16_t)(spans[i].end - spans[i].start)};
    if (spans[n - 1].end <= UINT16_MAX) {
        list->n_first_page += (uint32_t)n;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        list->n_first_page += spans[i].start <= UINT16_MAX;
        work->fits &= spans[i].end - spans[i].start <= UINT16_MAX;
    }
}

static void take_numbers(cutting *work, size_t n)
{
    al_word_list *list = work->list;
    if (list->wide) {
        memcpy(list->words.wide + list->n_words, work->numbers, n * sizeof *work->numbers);
        return;
    }
    uint16_t *words = list->words.narrow + list->n_words;
    for (size_t i = 0; i < n; i++)
        words[i] = (uint16_t)work->numbers[i];
}

static void take_words(cutting *work, size_t n)
{
    al_word_list *list = work->list;
    take_numbers(work, n);
    if (list->wide)
        memcpy(list->spans + list->n_words, work->spans + 1, n * sizeof *work->spans);
    else
        take_places(work, n);
    if (list->n_words == 0)
        list->breaks[0] = AL_BREAK_PARAGRAPH;
    for (size_t i = list->n_words > 0 ? 0 : 1; i < n; i++) {
        const al_word_span *spans = work->spans + i; /* the word before, and this one */
        list->n_hyphens += (al_may_hyphenate(work->text->bytes + spans[0].end) &&
                            al_hyphenated(work->text, spans[0], spans[1])) ||
                           al_torn(work->text, spans[0], spans[1]);
        list->breaks[list->n_words + i] =
            (uint8_t)al_break_between(&work->slice, spans[0], spans[1]);
    }
    list->n_words += (uint32_t)n;
    work->spans[0] = work->spans[n];
}

static almost_status cut(cutting *work, almost_error *error)
{
    al_word_list *list = work->list;
    size_t room = 0, count = 1;
    while (count > 0 && work->fits) {
        almost_status status =
            al_word_scanner_next(work->scanner, work->spans + 1, batch, &count, error);
        if (status == ALMOST_OK &&
            !(al_forms_add(work->forms, work->text, 0, work->spans + 1, count, work->numbers) &&
              reserve(list, &room, (size_t)list->n_words + count)))
            status = al_fail_memory(error);
        if (status != ALMOST_OK)
            return status;
        if (count > 0)
            take_words(work, count);
        work->fits &= list->wide || al_forms_count(work->forms) <= AL_NARROW_MOST_DISTINCT;
    }
    if (list->n_words > 0)
        resize(list, room, list->n_words); /* failing to give back is no failure */
    return ALMOST_OK;
}

/* Columns of as many rows as there are distinct words: folds are no more than they. */
static bool make_columns(al_word_list *list, uint32_t n)
{
    al_column *numbers[] = {&list->counts, &list->folds, &list->fold_spellings};
    uint8_t **bytes[] = {&list->lengths, &list->fold_lengths, &list->fold_letters};
    enum { n_numbers = sizeof numbers / sizeof *numbers, n_bytes = sizeof bytes / sizeof *bytes };
    size_t width = al_column_width(list->wide);
    list->vocables = al_allocate(list->allocator, (size_t)n * 2, sizeof *list->vocables);
    list->columns = al_allocate(list->allocator, n, n_numbers * width + n_bytes);
    if (list->vocables == NULL || list->columns == NULL)
        return false;
    uint8_t *next = list->columns;
    for (int i = 0; i < n_numbers; i++, next += n * width)
        *numbers[i] = al_column_of(next, list->wide);
    for (int i = 0; i < n_bytes; i++, next += n)
        *bytes[i] = next;
    return true;
}

static uint8_t short_length(uint32_t length)
{
    return length < UINT8_MAX ? (uint8_t)length : UINT8_MAX;
}

/* Each word is told of twice before it is wanted, so that no look-up waits for memory. */
static bool list_vocables(al_word_list *list, const al_forms *forms)
{
    al_vocabulary *vocabulary = list->vocabulary;
    uint64_t keys[2 * ahead];
    uint32_t n = al_forms_count(forms);
    for (uint32_t i = 0; i < n + 2 * ahead; i++) {
        const al_form *early = i < n ? al_forms_get(forms, i) : NULL;
        if (early != NULL) {
            keys[i % (2 * ahead)] = al_vocabulary_key(vocabulary, early->bytes, early->length);
            al_vocabulary_soon(vocabulary, keys[i % (2 * ahead)]);
        }
        if (i >= ahead && i - ahead < n)
            al_vocabulary_sooner(vocabulary, keys[(i - ahead) % (2 * ahead)]);
        if (i + 1 < 2 * ahead || list->n_distinct == n)
            continue;
        uint32_t at = list->n_distinct;
        const al_form *form = al_forms_get(forms, at);
        al_vocable *vocable =
            al_vocabulary_add(vocabulary, keys[at % (2 * ahead)], form->bytes, form->length);
        if (vocable == NULL)
            return false;
        al_column_put(list->counts, at, form->count[0]);
        list->lengths[at] = short_length(form->length);
        list->vocables[at] = vocable;
        list->n_distinct++;
    }
    list->n_spellings = n;
    return true;
}

/* The spelling that a distinct word folds to, which is listed behind the others if it is new. */
static uint32_t fold_spelling(al_word_list *list, al_vocable_index *index, uint32_t distinct)
{
    al_vocable *vocable = list->vocables[distinct];
    al_vocable *fold = atomic_load_explicit(&vocable->fold, memory_order_acquire);
    if (fold == vocable)
        return distinct;
    uint64_t slot = al_vocable_index_slot(index, fold);
    if (al_column_at(index->slots, slot) == 0) {
        list->vocables[list->n_spellings++] = fold;
        al_column_put(index->slots, slot, list->n_spellings);
    }
    return al_column_at(index->slots, slot) - 1;
}

/* The letters of a spelling: where it stands in the text, they are at hand. */
static uint8_t letters_of(const al_word_list *list, const al_forms *forms, uint32_t spelling)
{
    const al_vocable *vocable = list->vocables[spelling];
    const char *bytes = spelling < list->n_distinct ? al_forms_get(forms, spelling)->bytes
                                                    : al_vocable_bytes(vocable);
    return (uint8_t)al_count_letters(bytes, vocable->length);
}

/* Number the folds, in order of first occurrence. `numbers` are of spellings, + 1; all 0. */
static void list_folds(al_word_list *list, const al_forms *forms, al_vocable_index *index,
                       al_column numbers)
{
    al_vocable_index_enter(index, list->n_distinct);
    for (uint32_t i = 0; i < list->n_distinct; i++) {
        uint32_t spelling = fold_spelling(list, index, i);
        uint32_t number = al_column_at(numbers, spelling) - 1;
        if (number == UINT32_MAX) {
            number = list->n_folds++;
            al_column_put(numbers, spelling, list->n_folds);
            al_column_put(list->fold_spellings, number, spelling);
            list->fold_lengths[number] = short_length(list->vocables[spelling]->length);
            list->fold_letters[number] = letters_of(list, forms, spelling);
        }
        al_column_put(list->folds, i, number);
    }
}

/* What follows from the letters of the words, once they are all known. */
static bool list_distinct(al_word_list *list, const al_forms *forms)
{
    al_vocable_index index = {.row = NULL};
    uint32_t n = al_forms_count(forms), most = 2 * n; /* each may fold to what is none of them */
    void *numbers = al_allocate_zero(list->allocator, most, al_column_width(list->wide));
    bool done =
        numbers != NULL && make_columns(list, n) && list_vocables(list, forms) &&
        al_vocable_index_init(&index, list->allocator, list->vocabulary, list->vocables, most);
    if (done) {
        list_folds(list, forms, &index, al_column_of(numbers, list->wide));
        assert(list->n_folds <= list->n_distinct && list->n_spellings <= most);
        void *vocables = al_reallocate(list->allocator, list->vocables, most, list->n_spellings,
                                       sizeof *list->vocables);
        list->vocables = vocables != NULL ? vocables : list->vocables; /* failing is no failure */
    }
    al_vocable_index_release(&index, list->allocator);
    al_release(list->allocator, numbers);
    return done;
}

/* Cut the text and list its words; work->fits says whether all of it is there. */
static almost_status fill(cutting *work, almost_words words, almost_error *error)
{
    al_word_list *list = work->list;
    const almost_text *text = work->text;
    uint64_t expected = text->length / bytes_a_form;
    almost_status status =
        al_forms_new(list->allocator, al_vocabulary_seed(list->vocabulary), &work->forms, error);
    if (status == ALMOST_OK)
        al_forms_expect(work->forms, (uint32_t)(expected < many_forms ? expected : many_forms));
    if (status == ALMOST_OK)
        status =
            al_word_scanner_new(&work->slice, words, 0, work->slice.end, &work->scanner, error);
    if (status == ALMOST_OK)
        status = cut(work, error);
    if (status == ALMOST_OK && work->fits && !list_distinct(list, work->forms))
        status = al_fail_memory(error);
    al_word_scanner_free(work->scanner);
    al_forms_free(work->forms);
    return status;
}

/* A list of one width; *out is NULL where the words do not fit into it. */
static almost_status cut_list(const al_word_list *like, const almost_text *text, almost_words words,
                              al_word_list **out, almost_error *error)
{
    al_word_list *list = al_allocate(like->allocator, 1, sizeof *list);
    if (list == NULL)
        return al_fail_memory(error);
    *list = *like;
    cutting work; /* not cleared: most of it is room for a batch */
    work.list = list;
    work.text = text;
    work.slice = al_slice_of(text);
    work.forms = NULL;
    work.scanner = NULL;
    work.fits = true;
    almost_status status = fill(&work, words, error);
    bool whole = status == ALMOST_OK && work.fits;
    if (!whole)
        al_word_list_free(list);
    if (status == ALMOST_OK)
        *out = whole ? list : NULL;
    return status;
}

almost_status al_word_list_new(const almost_allocator *allocator, const almost_text *text,
                               almost_words words, al_vocabulary *vocabulary, al_word_list **out,
                               almost_error *error)
{
    al_word_list empty = {.allocator = allocator,
                          .vocabulary = vocabulary,
                          .wide = text->length > AL_NARROW_MOST_BYTES};
    al_word_list *list = NULL;
    almost_status status = cut_list(&empty, text, words, &list, error);
    if (status == ALMOST_OK && list == NULL) {
        empty.wide = true;
        status = cut_list(&empty, text, words, &list, error);
    }
    assert(status != ALMOST_OK || list != NULL);
    if (status == ALMOST_OK)
        *out = list;
    return status;
}

void al_word_list_free(al_word_list *list)
{
    if (list == NULL)
        return;
    al_release(list->allocator, list->places);
    al_release(list->allocator, list->spans);
    al_release(list->allocator, list->breaks);
    al_release(list->allocator, al_column_rows(list->words));
    al_release(list->allocator, list->vocables);
    al_release(list->allocator, list->columns);
    al_release(list->allocator, list);
}

void al_word_list_spans(const al_word_list *list, al_word_span *out)
{
    const uint32_t n = list->n_words;
    if (list->wide) {
        if (n > 0)
            memcpy(out, list->spans, n * sizeof *out);
        return;
    }
    const al_word_place *places = list->places;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t page = i < list->n_first_page ? 0 : UINT32_C(1) << 16;
        uint32_t start = page + places[i].start;
        out[i] = (al_word_span){start, start + places[i].length};
    }
}

uint64_t al_word_list_size(const al_word_list *list)
{
    uint64_t width = al_column_width(list->wide);
    uint64_t place = list->wide ? sizeof *list->spans : sizeof *list->places;
    return sizeof *list + list->n_words * (place + width + sizeof *list->breaks) +
           list->n_spellings * sizeof *list->vocables +
           list->n_distinct * (3 * width + 3 * sizeof(uint8_t));
}
