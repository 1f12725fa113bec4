/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Both texts as words and the words as numbers. A word that a line-end hyphen
 * cuts in two is one word again where the whole word is known from elsewhere
 * in the two texts; otherwise its parts stay words of their own, as in
 * `well-known`, and are joined, if at all, by their spelling.
 */
#include "compare/comparing.h"

#include "base/error.h"
#include "language/language.h"
#include "match/score.h"
#include "words/sentences.h"

#include <string.h>

enum { batch = 1024, longest_joined = 64 /* bytes */ };

/* Bytes of text that make a word, on the low side: room to begin with. */
static const uint64_t bytes_a_word = 5;

static bool reserve(al_comparing *work, int side, size_t *room, size_t wanted)
{
    al_side *mine = &work->sides[side];
    size_t forms_room = *room;
    return al_grow(work->allocator, (void **)&mine->forms, &forms_room, wanted,
                   sizeof *mine->forms) &&
           al_grow(work->allocator, (void **)&mine->spans, room, wanted, sizeof *mine->spans);
}

/* Cut and number the words from byte `start` to byte `end`. */
static almost_status scan(al_comparing *work, int side, size_t *room, uint32_t start, uint32_t end,
                          almost_error *error)
{
    al_side *mine = &work->sides[side];
    al_word_scanner *scanner = NULL;
    almost_status status =
        al_word_scanner_new(&mine->slice, work->words, start, end, &scanner, error);
    for (size_t count = 1; status == ALMOST_OK && count > 0; mine->n_words += (uint32_t)count) {
        uint32_t n = mine->n_words;
        count = 0;
        if (!reserve(work, side, room, (size_t)n + batch)) {
            status = al_fail_memory(error);
            break;
        }
        status = al_word_scanner_next(scanner, mine->spans + n, batch, &count, error);
        if (status == ALMOST_OK &&
            !al_forms_add(work->forms, mine->text, side, mine->spans + n, count, mine->forms + n))
            status = al_fail_memory(error);
        if (status != ALMOST_OK)
            break;
    }
    al_word_scanner_free(scanner);
    return status;
}

/* The words of a common run, which side 0 has already. */
static almost_status copy_words(al_comparing *work, const al_common_run *run, size_t *room,
                                almost_error *error)
{
    const al_side *from = &work->sides[0];
    al_side *to = &work->sides[1];
    uint32_t first = al_side_word_at(from, run->start[0]),
             n = al_side_word_at(from, run->start[0] + run->length) - first;
    if (!reserve(work, 1, room, (size_t)to->n_words + n))
        return al_fail_memory(error);
    uint32_t shift = run->start[1] - run->start[0]; /* may wrap around */
    al_word_span *spans = to->spans + to->n_words;
    for (uint32_t i = 0; i < n; i++) {
        spans[i].start = from->spans[first + i].start + shift;
        spans[i].end = from->spans[first + i].end + shift;
    }
    if (n > 0)
        memcpy(to->forms + to->n_words, from->forms + first, n * sizeof *to->forms);
    al_forms_copy(work->forms, 1, from->forms + first, n);
    to->n_words += n;
    return ALMOST_OK;
}

static almost_status cut_sides(al_comparing *work, almost_error *error)
{
    size_t room[2] = {0, 0};
    for (int side = 0; side < 2; side++) {
        work->sides[side].slice = work->slices[side];
        if (!reserve(work, side, &room[side],
                     al_slice_length(&work->slices[side]) / bytes_a_word + batch))
            return al_fail_memory(error);
    }
    almost_status status =
        scan(work, 0, &room[0], work->slices[0].start, work->slices[0].end, error);
    uint32_t place = work->slices[1].start, end = work->slices[1].end;
    for (size_t i = 0; i < work->n_runs && status == ALMOST_OK; i++) {
        const al_common_run *run = &work->runs[i];
        if (place < run->start[1])
            status = scan(work, 1, &room[1], place, run->start[1], error);
        if (status == ALMOST_OK)
            status = copy_words(work, run, &room[1], error);
        place = run->start[1] + run->length;
    }
    if (status == ALMOST_OK && place < end)
        status = scan(work, 1, &room[1], place, end, error);
    return status;
}

/* The words of lists that were cut before; copies, as joining changes them. */
static almost_status take_lists(al_comparing *work, almost_error *error)
{
    uint32_t *numbers[2];
    for (int side = 0; side < 2; side++) {
        const al_word_list *list = work->lists[side];
        size_t room = 0;
        work->sides[side].slice = work->slices[side];
        if (!reserve(work, side, &room, list->n_words))
            return al_fail_memory(error);
        al_word_list_spans(list, work->sides[side].spans);
        work->sides[side].n_words = list->n_words;
        numbers[side] = work->sides[side].forms;
    }
    return al_forms_merge(work->forms, work->lists, numbers, &work->merge, error);
}

/* The common runs, unless the texts have little in common or are short. */
static almost_status find_runs(al_comparing *work, almost_error *error)
{
    enum { short_text = 1 << 14 /* bytes */ };
    uint32_t length[2] = {al_slice_length(&work->slices[0]), al_slice_length(&work->slices[1])};
    uint64_t common;
    if (length[0] < short_text || length[1] < short_text)
        return ALMOST_OK;
    almost_status status =
        al_common_runs(work->slices, work->allocator, &work->runs, &work->n_runs, &common, error);
    if (status == ALMOST_OK && common < length[1] / 4)
        work->n_runs = 0;
    return status;
}

/* The number of the two words run together, if that is a word of either text; else AL_NONE. */
static uint32_t joined_form(const al_comparing *work, const al_side *side, uint32_t i)
{
    const al_word_span *spans = side->spans + i;
    uint32_t first = spans[0].end - spans[0].start, second = spans[1].end - spans[1].start;
    char joined[longest_joined + 16] = {0};
    if (first + second > longest_joined)
        return AL_NONE;
    memcpy(joined, side->text->bytes + spans[0].start, first);
    memcpy(joined + first, side->text->bytes + spans[1].start, second);
    return al_forms_find(work->forms, joined, first + second);
}

/* Make one word of each two that are parts of a known one. */
static almost_status join_hyphenated(al_comparing *work, int number, almost_error *error)
{
    al_side *side = &work->sides[number];
    uint32_t kept = 0;
    if (work->lists[number] != NULL && work->lists[number]->n_hyphens == 0)
        return ALMOST_OK;
    almost_status status = al_forms_index(work->forms, error);
    if (status != ALMOST_OK)
        return status;
    for (uint32_t i = 0; i < side->n_words; i++, kept++) {
        if (kept < i) {
            side->spans[kept] = side->spans[i];
            side->forms[kept] = side->forms[i];
        }
        if (i + 1 == side->n_words || !al_may_hyphenate(side->text->bytes + side->spans[i].end) ||
            !al_hyphenated(side->text, side->spans[i], side->spans[i + 1]))
            continue;
        uint32_t form = joined_form(work, side, i);
        if (form == AL_NONE)
            continue;
        side->spans[kept].end = side->spans[++i].end;
        side->forms[kept] = form;
    }
    side->n_words = kept;
    return ALMOST_OK;
}

static almost_status fold_words(al_comparing *work, almost_error *error)
{
    almost_status status = al_forms_fold(work->forms, work->folds, error);
    if (status != ALMOST_OK)
        return status;
    uint32_t n_forms = al_forms_count(work->forms);
    uint32_t *folds =
        al_allocate(work->allocator, n_forms, sizeof *folds); /* packed for the cache */
    if (folds == NULL)
        return al_fail_memory(error);
    for (uint32_t form = 0; form < n_forms; form++)
        folds[form] = al_forms_get(work->forms, form)->fold;
    for (int side = 0; side < 2 && status == ALMOST_OK; side++) {
        uint32_t n = work->sides[side].n_words;
        const uint32_t *forms = work->sides[side].forms;
        work->folded[side] = al_allocate(work->allocator, n, sizeof(uint32_t));
        if (work->folded[side] == NULL)
            status = al_fail_memory(error);
        for (uint32_t i = 0; status == ALMOST_OK && i < n; i++)
            work->folded[side][i] = folds[forms[i]];
    }
    al_release(work->allocator, folds);
    return status;
}

/*
 * Which folds are function words of the texts' language: only in short texts,
 * which do not show by themselves what is common.
 */
static almost_status mark_functions(al_comparing *work, uint64_t n_words, almost_error *error)
{
    enum { long_enough = 20000 };
    const al_language *language = NULL;
    const bool surveyed = work->surveys[0] != NULL;
    const al_language_survey *surveys[2] = {NULL, NULL};
    for (int side = 0; surveyed && side < 2; side++)
        surveys[side] = &work->surveys[side]->language;
    if (work->language != NULL)
        language = al_lexicon_language(work->language);
    else if (n_words < long_enough)
        language = work->guessed = surveyed ? al_language_guess_surveyed(work->forms, surveys)
                                            : al_language_guess(work->forms);
    if (language == NULL || n_words >= long_enough)
        return ALMOST_OK;
    work->function = al_allocate(work->allocator, al_forms_folds(work->forms), 1);
    if (work->function == NULL)
        return al_fail_memory(error);
    if (surveyed)
        al_language_functions_surveyed(work->forms, surveys, &work->merge, language,
                                       work->function);
    else
        al_language_functions(work->forms, language, work->function);
    return ALMOST_OK;
}

static almost_status value_folds(al_comparing *work, almost_error *error)
{
    uint64_t words = (uint64_t)work->sides[0].n_words + work->sides[1].n_words;
    almost_status status = mark_functions(work, words, error);
    if (status != ALMOST_OK)
        return status;
    work->bits = al_fold_bits(work->forms, work->allocator, words, work->function);
    return work->bits != NULL ? ALMOST_OK : al_fail_memory(error);
}

/* A seed that whoever writes a text cannot choose apart from the text. */
static uint64_t seed_of(const al_comparing *work)
{
    uint64_t seed = 0;
    for (int side = 0; side < 2; side++)
        for (const char *c = work->texts[side]->hash; *c != '\0'; c++)
            seed = seed * 31 + (unsigned char)*c;
    return seed;
}

almost_status al_sides_prepare(al_comparing *work, almost_error *error)
{
    almost_status status = al_forms_new(work->allocator, seed_of(work), &work->forms, error);
    if (status == ALMOST_OK && work->lists[0] != NULL) {
        status = take_lists(work, error);
    } else if (status == ALMOST_OK) {
        status = find_runs(work, error);
        if (status == ALMOST_OK)
            status = cut_sides(work, error);
    }
    bool join = !work->exact && work->words == ALMOST_WORDS_UNICODE;
    for (int side = 0; join && side < 2 && status == ALMOST_OK; side++)
        status = join_hyphenated(work, side, error);
    if (status == ALMOST_OK)
        status = fold_words(work, error);
    return status == ALMOST_OK ? value_folds(work, error) : status;
}
