/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting a text into its list: words are scanned and interned in batches, then
 * the distinct ones are looked up in the vocabulary (told of twice ahead, so that
 * no look-up waits for memory) and what comparisons want of them is put into
 * columns. A text that does not fit into 16 bits has no list, which is no failure.
 */
#include "words/word_list.h"

#include "base/error.h"
#include "words/breaks.h"
#include "words/forms.h"
#include "words/sentences.h"
#include "words/vocable_index.h"

#include <string.h>

enum {
    batch = 1024,
    ahead = 8,        /* words */
    bytes_a_form = 16 /* of text, for each distinct word: in short texts about as many */
};

/* What is needed while a text is cut. */
typedef struct cutting {
    al_word_list *list;
    const almost_text *text;
    al_forms *forms;
    al_word_scanner *scanner;
    al_word_span spans[batch + 1]; /* the last word of the batch before, and a batch */
    uint32_t numbers[batch];
    bool fits; /* so far */
} cutting;

static bool reserve(al_word_list *list, size_t *room, size_t wanted)
{
    size_t words_room = *room, breaks_room = *room;
    return al_grow(list->allocator, (void **)&list->breaks, &breaks_room, wanted,
                   sizeof *list->breaks) &&
           al_grow(list->allocator, (void **)&list->words, &words_room, wanted,
                   sizeof *list->words) &&
           al_grow(list->allocator, (void **)&list->places, room, wanted, sizeof *list->places);
}

/* Give back what was reserved for more words than there are; failing to is no failure. */
static void give_back(al_word_list *list, size_t room)
{
    uint32_t n = list->n_words;
    void *places = al_reallocate(list->allocator, list->places, room, n, sizeof *list->places);
    void *breaks = al_reallocate(list->allocator, list->breaks, room, n, sizeof *list->breaks);
    void *words = al_reallocate(list->allocator, list->words, room, n, sizeof *list->words);
    list->places = places != NULL ? places : list->places;
    list->breaks = breaks != NULL ? breaks : list->breaks;
    list->words = words != NULL ? words : list->words;
}

/* On which page words begin, and whether none is longer than a page. */
static void note_pages(cutting *work, size_t n)
{
    al_word_list *list = work->list;
    if (work->spans[n].end <= UINT16_MAX) {
        list->n_first_page += (uint32_t)n;
        return;
    }
    for (size_t i = 1; i <= n; i++) {
        list->n_first_page += work->spans[i].start <= UINT16_MAX;
        work->fits &= work->spans[i].end - work->spans[i].start <= UINT16_MAX;
    }
}

static void take_words(cutting *work, size_t n)
{
    al_word_list *list = work->list;
    al_word_place *places = list->places + list->n_words;
    uint16_t *words = list->words + list->n_words;
    for (size_t i = 0; i < n; i++) {
        al_word_span span = work->spans[i + 1];
        places[i] = (al_word_place){(uint16_t)span.start, (uint16_t)(span.end - span.start)};
        words[i] = (uint16_t)work->numbers[i];
    }
    note_pages(work, n);
    if (list->n_words == 0)
        list->breaks[0] = AL_BREAK_PARAGRAPH;
    for (size_t i = list->n_words > 0 ? 0 : 1; i < n; i++) {
        const al_word_span *spans = work->spans + i; /* the word before, and this one */
        list->n_hyphens += al_may_hyphenate(work->text->bytes + spans[0].end) &&
                           al_hyphenated(work->text, spans[0], spans[1]);
        list->breaks[list->n_words + i] = (uint8_t)al_break_between(work->text, spans[0], spans[1]);
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
        if (status == ALMOST_OK)
            status = al_forms_add(work->forms, work->text, 0, work->spans + 1, count, work->numbers,
                                  error);
        if (status == ALMOST_OK && !reserve(list, &room, (size_t)list->n_words + count))
            status = al_fail_memory(error);
        if (status != ALMOST_OK)
            return status;
        if (count > 0)
            take_words(work, count);
        work->fits &= al_forms_count(work->forms) <= AL_WORD_LIST_MOST_DISTINCT;
    }
    if (list->n_words > 0)
        give_back(list, room);
    return ALMOST_OK;
}

/* Columns of as many rows as there are distinct words: folds are no more than they. */
static bool make_columns(al_word_list *list, uint32_t n)
{
    uint16_t **wide[] = {&list->counts, &list->folds, &list->fold_spellings, &list->fold_functions,
                         &list->classes};
    uint8_t **narrow[] = {&list->lengths, &list->fold_lengths, &list->fold_letters,
                          &list->capitals};
    enum { n_wide = sizeof wide / sizeof *wide, n_narrow = sizeof narrow / sizeof *narrow };
    list->vocables = al_allocate(list->allocator, (size_t)n * 2, sizeof *list->vocables);
    uint16_t *block = al_allocate_zero(list->allocator, n, n_wide * sizeof(uint16_t) + n_narrow);
    if (block == NULL)
        return false;
    for (int i = 0; i < n_wide; i++)
        *wide[i] = block + (size_t)i * n;
    for (int i = 0; i < n_narrow; i++)
        *narrow[i] = (uint8_t *)(block + (size_t)n_wide * n) + (size_t)i * n;
    return list->vocables != NULL;
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
        list->counts[at] = (uint16_t)form->count[0];
        list->lengths[at] = short_length(form->length);
        list->vocables[at] = vocable;
        list->n_distinct++;
    }
    list->n_spellings = n;
    return true;
}

uint32_t al_count_letters(const char *bytes, uint32_t length)
{
    const uint64_t beyond_ascii = UINT64_C(0x8080808080808080);
    uint32_t n = length < AL_MANY_LETTERS ? length : AL_MANY_LETTERS;
    uint64_t first;
    memcpy(&first, bytes, sizeof first);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    first = __builtin_bswap64(first);
#endif
    if ((first & beyond_ascii & ((UINT64_C(1) << n * 8) - 1)) == 0)
        return n;
    n = 0;
    for (uint32_t i = 0; i < length && n < AL_MANY_LETTERS; i++)
        n += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return n;
}

/* The spelling that a distinct word folds to, which is listed behind the others if it is new. */
static uint32_t fold_spelling(al_word_list *list, al_vocable_index *index, uint32_t distinct)
{
    al_vocable *vocable = list->vocables[distinct];
    al_vocable *fold = atomic_load_explicit(&vocable->fold, memory_order_acquire);
    if (fold == vocable)
        return distinct;
    uint16_t *slot = al_vocable_index_at(index, fold);
    if (*slot == 0) {
        list->vocables[list->n_spellings++] = fold;
        *slot = (uint16_t)list->n_spellings;
    }
    return *slot - 1u;
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
                       uint16_t *numbers)
{
    al_vocable_index_enter(index, list->n_distinct);
    for (uint32_t i = 0; i < list->n_distinct; i++) {
        uint32_t spelling = fold_spelling(list, index, i);
        if (numbers[spelling] == 0) {
            uint32_t number = list->n_folds++;
            numbers[spelling] = (uint16_t)list->n_folds;
            list->fold_spellings[number] = (uint16_t)spelling;
            list->fold_lengths[number] = short_length(list->vocables[spelling]->length);
            list->fold_letters[number] = letters_of(list, forms, spelling);
        }
        list->folds[i] = numbers[spelling] - 1;
    }
}

/* What follows from the letters of the words, once they are all known. */
static bool list_distinct(al_word_list *list, const al_forms *forms)
{
    al_vocable_index index = {.slots = NULL};
    uint32_t n = al_forms_count(forms), most = 2 * n;
    uint16_t *numbers = al_allocate_zero(list->allocator, most, sizeof *numbers);
    bool done =
        numbers != NULL && make_columns(list, n) && list_vocables(list, forms) &&
        al_vocable_index_init(&index, list->allocator, list->vocabulary, list->vocables, most);
    if (done) {
        list_folds(list, forms, &index, numbers);
        void *vocables = al_reallocate(list->allocator, list->vocables, most, list->n_spellings,
                                       sizeof *list->vocables);
        list->vocables = vocables != NULL ? vocables : list->vocables; /* failing is no failure */
    }
    al_vocable_index_release(&index, list->allocator);
    al_release(list->allocator, numbers);
    return done;
}

static almost_status fill(cutting *work, almost_words words, almost_error *error)
{
    al_word_list *list = work->list;
    almost_status status =
        al_forms_new(list->allocator, al_vocabulary_seed(list->vocabulary), &work->forms, error);
    if (status == ALMOST_OK)
        al_forms_expect(work->forms, (uint32_t)(work->text->length / bytes_a_form));
    if (status == ALMOST_OK)
        status =
            al_word_scanner_new(work->text, words, 0, work->text->length, &work->scanner, error);
    if (status == ALMOST_OK)
        status = cut(work, error);
    if (status == ALMOST_OK && work->fits && !list_distinct(list, work->forms))
        status = al_fail_memory(error);
    al_word_scanner_free(work->scanner);
    al_forms_free(work->forms);
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
    cutting work; /* not cleared: most of it is room for a batch */
    work.list = list;
    work.text = text;
    work.forms = NULL;
    work.scanner = NULL;
    work.fits = true;
    list->stretches = al_known_languages_new(allocator);
    almost_status status =
        list->stretches != NULL ? fill(&work, words, error) : al_fail_memory(error);
    bool whole = status == ALMOST_OK && work.fits;
    if (!whole)
        al_word_list_free(list);
    if (status == ALMOST_OK)
        *out = whole ? list : NULL;
    return status;
}

void al_word_list_free(al_word_list *list)
{
    if (list == NULL)
        return;
    al_release(list->allocator, list->places);
    al_release(list->allocator, list->breaks);
    al_release(list->allocator, list->words);
    al_release(list->allocator, list->vocables);
    al_release(list->allocator, list->counts);
    al_known_languages_free(list->stretches);
    al_release(list->allocator, list);
}

uint64_t al_word_list_size(const al_word_list *list)
{
    return sizeof *list +
           (uint64_t)list->n_words * (sizeof *list->places + sizeof *list->words + 1) +
           (uint64_t)list->n_spellings * sizeof *list->vocables +
           (uint64_t)list->n_distinct * (5 * sizeof(uint16_t) + 4 * sizeof(uint8_t));
}
