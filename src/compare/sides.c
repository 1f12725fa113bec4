/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Both texts as words and the words as numbers. A word that a line-end hyphen
 * cuts in two is one word again where the whole word is known from elsewhere
 * in the two texts; otherwise its parts stay words of their own, as in
 * `well-known`, and are joined, if at all, by their spelling.
 */
#include "compare/sides.h"

#include "base/error.h"
#include "base/secret.h"
#include "compare/common_runs.h"
#include "language/language.h"
#include "match/score.h"
#include "text/layers.h"
#include "words/sentences.h"

#include <assert.h>
#include <string.h>

enum { batch = 1024, longest_joined = 64 /* bytes */ };

/* Bytes of text that make a word, on the low side: room to begin with. */
static const uint64_t bytes_a_word = 5;

static bool reserve(al_sides *sides, int side, size_t *room, size_t wanted)
{
    al_side *mine = &sides->side[side];
    size_t forms_room = *room;
    return al_grow(sides->allocator, (void **)&mine->forms, &forms_room, wanted,
                   sizeof *mine->forms) &&
           al_grow(sides->allocator, (void **)&mine->spans, room, wanted, sizeof *mine->spans);
}

/* Both texts on their way to words. */
typedef struct cutting {
    al_sides *sides;
    almost_words words;  /* the kind that is cut */
    size_t room[2];      /* for words of either side */
    al_common_run *runs; /* bytes that the texts have in common, cut once */
    size_t n_runs;
} cutting;

/* Cut and number the words from byte `start` to byte `end`. */
static almost_status scan(cutting *cutting, int side, uint32_t start, uint32_t end,
                          almost_error *error)
{
    al_sides *sides = cutting->sides;
    al_side *mine = &sides->side[side];
    al_word_scanner *scanner = NULL;
    almost_status status =
        al_word_scanner_new(&mine->slice, cutting->words, start, end, &scanner, error);
    for (size_t count = 1; status == ALMOST_OK && count > 0; mine->n_words += (uint32_t)count) {
        uint32_t n = mine->n_words;
        count = 0;
        if (!reserve(sides, side, &cutting->room[side], (size_t)n + batch)) {
            status = al_fail_memory(error);
            break;
        }
        status = al_word_scanner_next(scanner, mine->spans + n, batch, &count, error);
        if (status == ALMOST_OK &&
            !al_forms_add(sides->forms, mine->text, side, mine->spans + n, count, mine->forms + n))
            status = al_fail_memory(error);
        if (status != ALMOST_OK)
            break;
    }
    al_word_scanner_free(scanner);
    return status;
}

/* The words of a common run, which side 0 has already. */
static almost_status copy_words(cutting *cutting, const al_common_run *run, almost_error *error)
{
    al_sides *sides = cutting->sides;
    const al_side *from = &sides->side[0];
    al_side *to = &sides->side[1];
    uint32_t first = al_side_word_at(from, run->start[0]),
             n = al_side_word_at(from, run->start[0] + run->length) - first;
    if (!reserve(sides, 1, &cutting->room[1], (size_t)to->n_words + n))
        return al_fail_memory(error);
    uint32_t shift = run->start[1] - run->start[0]; /* may wrap around */
    al_word_span *spans = to->spans + to->n_words;
    for (uint32_t i = 0; i < n; i++) {
        spans[i].start = from->spans[first + i].start + shift;
        spans[i].end = from->spans[first + i].end + shift;
    }
    if (n > 0)
        memcpy(to->forms + to->n_words, from->forms + first, n * sizeof *to->forms);
    al_forms_copy(sides->forms, 1, from->forms + first, n);
    to->n_words += n;
    return ALMOST_OK;
}

static almost_status cut_sides(cutting *cutting, almost_error *error)
{
    al_sides *sides = cutting->sides;
    for (int side = 0; side < 2; side++) {
        uint32_t length = al_slice_length(&sides->side[side].slice);
        if (!reserve(sides, side, &cutting->room[side], length / bytes_a_word + batch))
            return al_fail_memory(error);
    }
    almost_status status = scan(cutting, 0, sides->side[0].start, sides->side[0].end, error);
    uint32_t place = sides->side[1].start, end = sides->side[1].end;
    for (size_t i = 0; i < cutting->n_runs && status == ALMOST_OK; i++) {
        const al_common_run *run = &cutting->runs[i];
        if (place < run->start[1])
            status = scan(cutting, 1, place, run->start[1], error);
        if (status == ALMOST_OK)
            status = copy_words(cutting, run, error);
        place = run->start[1] + run->length;
    }
    if (status == ALMOST_OK && place < end)
        status = scan(cutting, 1, place, end, error);
    return status;
}

/* The common runs, unless the texts have little in common or are short. */
static almost_status find_runs(cutting *cutting, almost_error *error)
{
    enum { short_text = 1 << 14 /* bytes */ };
    const al_sides *sides = cutting->sides;
    const al_slice slices[2] = {sides->side[0].slice, sides->side[1].slice};
    uint32_t length[2] = {al_slice_length(&slices[0]), al_slice_length(&slices[1])};
    uint64_t common;
    if (length[0] < short_text || length[1] < short_text)
        return ALMOST_OK;
    almost_status status =
        al_common_runs(slices, sides->allocator, &cutting->runs, &cutting->n_runs, &common, error);
    if (status == ALMOST_OK && common < length[1] / 4)
        cutting->n_runs = 0;
    return status;
}

static almost_status cut_texts(al_sides *sides, almost_words words, almost_error *error)
{
    cutting cutting = {.sides = sides, .words = words};
    almost_status status = find_runs(&cutting, error);
    if (status == ALMOST_OK)
        status = cut_sides(&cutting, error);
    al_release(sides->allocator, cutting.runs);
    return status;
}

/* The words of lists that were cut before; copies, as joining changes them. */
static almost_status take_lists(al_sides *sides, almost_error *error)
{
    uint32_t *numbers[2];
    for (int side = 0; side < 2; side++) {
        const al_word_list *list = sides->lists[side];
        size_t room = 0;
        if (!reserve(sides, side, &room, list->n_words))
            return al_fail_memory(error);
        al_word_list_spans(list, sides->side[side].spans);
        sides->side[side].n_words = list->n_words;
        numbers[side] = sides->side[side].forms;
    }
    return al_forms_merge(sides->forms, sides->lists, numbers, &sides->merge, error);
}

/*
 * The number of the two words run together, if that is a word of either text; else AL_NONE. Of what
 * stands between them an apostrophe is theirs.
 */
static uint32_t joined_form(const al_sides *sides, const al_side *side, uint32_t i)
{
    const al_word_span *spans = side->spans + i;
    const char *bytes = side->text->bytes;
    uint32_t first = spans[0].end - spans[0].start, second = spans[1].end - spans[1].start;
    char joined[longest_joined + 16] = {0};
    if (first + second > longest_joined)
        return AL_NONE;
    memcpy(joined, bytes + spans[0].start, first);
    if (al_torn(side->text, spans[0], spans[1]))
        for (uint32_t at = spans[0].end; at < spans[1].start; at++)
            if (bytes[at] != ' ')
                joined[first++] = bytes[at];
    memcpy(joined + first, bytes + spans[1].start, second);
    return al_forms_find(sides->forms, joined, first + second);
}

/* Whether two neighbouring words may be parts of one. `left_out`: of the text anything is. */
static inline bool may_be_one(const al_side *side, uint32_t i, bool left_out)
{
    const almost_text *text = side->text;
    const al_word_span *spans = side->spans + i;
    return (al_may_hyphenate(text->bytes + spans[0].end) &&
            al_hyphenated(text, spans[0], spans[1])) ||
           (left_out && al_torn(text, spans[0], spans[1]));
}

enum { row = 8 /* words that are passed over at once */ };

/* The word up to which, in rows, nothing that may be a hyphen stands behind any from word i on. */
static uint32_t pass_over(const al_side *side, uint32_t i)
{
    static const uint8_t may_hyphenate[256] = {['-'] = 1, ['='] = 1, [0xC2] = 1, [0xE2] = 1};
    const char *bytes = side->text->bytes;
    for (; side->n_words - i > row; i += row) {
        uint8_t any = 0;
        for (uint32_t k = 0; k < row; k++) {
            const char *behind = bytes + side->spans[i + k].end;
            any |= may_hyphenate[(unsigned char)*behind];
            assert(may_hyphenate[(unsigned char)*behind] == al_may_hyphenate(behind));
        }
        if (any != 0)
            break;
    }
    return i;
}

/* The first word from word i on that may be one with the next; n_words: none. */
static uint32_t next_parts(const al_side *side, uint32_t i, bool left_out)
{
    while (i + 1 < side->n_words) {
        if (!left_out)
            i = pass_over(side, i);
        uint32_t last = side->n_words - 1, near = last - i < row ? last : i + row;
        for (; i < near; i++)
            if (may_be_one(side, i, left_out))
                return i;
    }
    return side->n_words;
}

/* Move some words of a side, and their forms, to an earlier place. */
static void move_words(al_side *side, uint32_t to, al_range words)
{
    uint32_t n = words.end - words.start;
    if (to == words.start || n == 0)
        return;
    memmove(side->spans + to, side->spans + words.start, n * sizeof *side->spans);
    memmove(side->forms + to, side->forms + words.start, n * sizeof *side->forms);
}

/* Make one word of each two that are parts of a known one. */
static almost_status join_hyphenated(al_sides *sides, int number, almost_error *error)
{
    al_side *side = &sides->side[number];
    uint32_t n = side->n_words, kept = 0;
    bool left_out = side->text->whole != NULL;
    if (sides->lists[number] != NULL && sides->lists[number]->n_hyphens == 0)
        return ALMOST_OK;
    almost_status status = al_forms_index(sides->forms, error);
    if (status != ALMOST_OK)
        return status;
    for (uint32_t i = 0, next; i < n; i = next) {
        uint32_t parts = next_parts(side, i, left_out);
        uint32_t form = parts < n ? joined_form(sides, side, parts) : AL_NONE;
        next = parts < n ? parts + 1 : n;
        move_words(side, kept, (al_range){i, next});
        kept += next - i;
        if (form == AL_NONE)
            continue;
        side->spans[kept - 1].end = side->spans[next++].end;
        side->forms[kept - 1] = form;
    }
    side->n_words = kept;
    return ALMOST_OK;
}

/* The folds of a side's words. */
static void fold_side(const uint32_t *restrict forms, uint32_t n, const uint32_t *restrict folds,
                      uint32_t *restrict out)
{
    for (uint32_t i = 0; i < n; i++)
        out[i] = folds[forms[i]];
}

static almost_status fold_words(const al_settings *settings, al_sides *sides, almost_error *error)
{
    uint32_t folded = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_ACCENTS | AL_FOLD_EDGES;
    almost_status status = al_forms_fold(sides->forms, settings->exact ? 0 : folded, error);
    if (status != ALMOST_OK)
        return status;
    uint32_t n_forms = al_forms_count(sides->forms);
    uint32_t *folds =
        al_allocate(sides->allocator, n_forms, sizeof *folds); /* packed for the cache */
    if (folds == NULL)
        return al_fail_memory(error);
    for (uint32_t form = 0; form < n_forms; form++)
        folds[form] = al_forms_get(sides->forms, form)->fold;
    for (int side = 0; side < 2 && status == ALMOST_OK; side++) {
        uint32_t n = sides->side[side].n_words;
        sides->folded[side] = al_allocate(sides->allocator, n, sizeof(uint32_t));
        if (sides->folded[side] == NULL)
            status = al_fail_memory(error);
        else
            fold_side(sides->side[side].forms, n, folds, sides->folded[side]);
    }
    al_release(sides->allocator, folds);
    return status;
}

/*
 * Which folds are function words of the texts' language: only in short texts,
 * which do not show by themselves what is common.
 */
static almost_status mark_functions(const al_settings *settings, al_sides *sides, uint64_t n_words,
                                    almost_error *error)
{
    enum { long_enough = 20000 };
    const al_language *language = NULL;
    const bool surveyed = sides->surveys[0] != NULL;
    const al_language_survey *surveys[2] = {NULL, NULL};
    for (int side = 0; surveyed && side < 2; side++)
        surveys[side] = &sides->surveys[side]->language;
    if (settings->language[0] != '\0')
        language = al_lexicon_language(settings->language);
    else if (n_words < long_enough)
        language = sides->guessed = surveyed ? al_language_guess_surveyed(sides->forms, surveys)
                                             : al_language_guess(sides->forms);
    if (language == NULL || n_words >= long_enough)
        return ALMOST_OK;
    sides->function = al_allocate(sides->allocator, al_forms_folds(sides->forms), 1);
    if (sides->function == NULL)
        return al_fail_memory(error);
    if (surveyed)
        al_language_functions_surveyed(sides->forms, surveys, &sides->merge, language,
                                       sides->function);
    else
        al_language_functions(sides->forms, language, sides->function);
    return ALMOST_OK;
}

static almost_status value_folds(const al_settings *settings, al_sides *sides, almost_error *error)
{
    uint64_t words = (uint64_t)sides->side[0].n_words + sides->side[1].n_words;
    almost_status status = mark_functions(settings, sides, words, error);
    if (status != ALMOST_OK)
        return status;
    sides->bits = al_fold_bits(sides->forms, sides->allocator, words, sides->function);
    return sides->bits != NULL ? ALMOST_OK : al_fail_memory(error);
}

/* The words of a side that stand, wholly or in part, where the source itself is in doubt. */
static almost_status mark_doubtful(al_sides *sides, int side, almost_error *error)
{
    const al_side *mine = &sides->side[side];
    al_layer_walk walk =
        al_layers_walk(mine->text->layers, AL_LAYER_DOUBTFUL, (al_range){mine->start, mine->end});
    const al_layer_span *span = al_layer_next(&walk);
    if (span == NULL)
        return ALMOST_OK;
    uint64_t *bits = al_allocate_zero(sides->allocator, mine->n_words / 64 + 1, sizeof *bits);
    if (bits == NULL)
        return al_fail_memory(error);
    uint32_t word = 0;
    for (; span != NULL; span = al_layer_next(&walk))
        for (; word < mine->n_words && mine->spans[word].start < span->bytes.end; word++)
            if (mine->spans[word].end > span->bytes.start)
                bits[word / 64] |= UINT64_C(1) << word % 64;
    sides->doubtful[side] = bits;
    return ALMOST_OK;
}

void al_sides_release(al_sides *sides)
{
    const almost_allocator *allocator = sides->allocator;
    if (allocator == NULL) /* nothing was prepared */
        return;
    for (int side = 0; side < 2; side++) {
        al_release(allocator, sides->side[side].spans);
        al_release(allocator, sides->side[side].forms);
        al_release(allocator, sides->folded[side]);
        al_release(allocator, sides->doubtful[side]);
    }
    al_release(allocator, sides->bits);
    al_release(allocator, sides->function);
    al_merge_release(&sides->merge, allocator);
    al_forms_free(sides->forms);
}

bool al_sides_hold(const al_sides *sides)
{
    uint32_t n_folds = al_forms_folds(sides->forms);
    for (int side = 0; side < 2; side++) {
        const al_side *mine = &sides->side[side];
        uint32_t end = mine->start;
        for (uint32_t i = 0; i < mine->n_words; i++) {
            if (mine->spans[i].start < end || mine->spans[i].end <= mine->spans[i].start ||
                sides->folded[side][i] >= n_folds)
                return false;
            end = mine->spans[i].end;
        }
        if (end > mine->end)
            return false;
    }
    return true;
}

al_pair al_sides_pair(const al_sides *sides)
{
    return (al_pair){
        .words = {sides->folded[0], sides->folded[1]},
        .n = {sides->side[0].n_words, sides->side[1].n_words},
        .n_folds = al_forms_folds(sides->forms),
        .bits = sides->bits,
        .letters = al_forms_all_letters(sides->forms),
        .vocables = al_forms_all_vocables(sides->forms),
        .doubtful = {sides->doubtful[0], sides->doubtful[1]},
        .trace = sides->trace,
    };
}

/* An order of the two texts by content alone, the same for (a, b) and (b, a). */
static bool stands_first(const al_slice *a, const al_slice *b)
{
    uint32_t length = al_slice_length(a);
    if (length != al_slice_length(b))
        return length < al_slice_length(b);
    return memcmp(al_slice_bytes(a), al_slice_bytes(b), length) <= 0;
}

static almost_status prepare(const al_settings *settings, al_sides *sides, almost_error *error)
{
    almost_status status = al_forms_new(sides->allocator, *al_secret(), &sides->forms, error);
    if (status == ALMOST_OK)
        status = sides->lists[0] != NULL ? take_lists(sides, error)
                                         : cut_texts(sides, settings->words, error);
    bool join = !settings->exact && settings->words == ALMOST_WORDS_UNICODE;
    for (int side = 0; join && side < 2 && status == ALMOST_OK; side++)
        status = join_hyphenated(sides, side, error);
    for (int side = 0; !settings->exact && side < 2 && status == ALMOST_OK; side++)
        status = mark_doubtful(sides, side, error);
    if (status == ALMOST_OK)
        status = fold_words(settings, sides, error);
    return status == ALMOST_OK ? value_folds(settings, sides, error) : status;
}

almost_status al_sides_prepare(const al_settings *settings, const almost_environment *environment,
                               const al_slice slices[2], const al_survey *const surveys[2],
                               al_sides *out, almost_error *error)
{
    al_sides sides = {.allocator = al_allocator_of(environment)};
    sides.original = stands_first(&slices[0], &slices[1]) ? 0 : 1;
    sides.telling = !sides.original;
    sides.trace = al_trace_of(environment, sides.telling == 0);
    for (int side = 0; side < 2; side++) {
        int given = side != sides.original;
        sides.side[side].slice = slices[given];
        if (surveys == NULL)
            continue;
        sides.surveys[side] = surveys[given];
        sides.lists[side] = surveys[given]->list;
    }
    almost_status status = prepare(settings, &sides, error);
    if (status != ALMOST_OK) {
        al_sides_release(&sides);
        return status;
    }
    assert(al_sides_hold(&sides));
    *out = sides;
    return ALMOST_OK;
}
