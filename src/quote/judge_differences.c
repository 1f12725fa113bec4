/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Differences as changes of a comparison between a stretch of a source and what is made of it, so
 * that the judge of sentences says what they touch. Each piece is a comparison of its own.
 */
#include "quote/differences.h"

#include "base/error.h"
#include "compare/sides.h"
#include "meaning/judge.h"

/* A piece on its way to the judge. */
typedef struct judging {
    al_differences *differences;
    al_range items; /* differences of the piece */
    al_slice slices[2];
    al_sides sides;
    al_toucher *toucher;
    al_change *changes;
    uint32_t *of; /* the difference of each change; UINT32_MAX: the same */
    size_t n;
} judging;

static void append(judging *work, al_range source, al_range account, uint32_t difference)
{
    if (source.start == source.end && account.start == account.end)
        return;
    al_change change = {.original = source, .telling = account, .kind = ALMOST_SAME, .passage = 1};
    if (difference != UINT32_MAX)
        change.kind = work->differences->items[difference].kind & 7;
    work->of[work->n] = difference;
    work->changes[work->n++] = change;
}

/* What a change touches on the surface, as compare has it. */
static uint32_t touch(const judging *work, const al_change *change, const al_difference *from)
{
    al_touched touched = {.respelt = from->touches == ALMOST_TOUCHES_SPELLING};
    for (int side = 0; side < 2; side++) {
        al_range bytes = side == work->sides.original ? change->original : change->telling;
        const al_side *words = &work->sides.side[side];
        touched.bytes[side] = bytes;
        touched.words[side] =
            (al_range){al_side_word_at(words, bytes.start), al_side_word_at(words, bytes.end)};
    }
    return al_toucher_touches(work->toucher, &touched);
}

/* Differences and what is between them, from the start of the slices to their ends. */
static void list_changes(judging *work)
{
    uint32_t source = work->slices[0].start, account = work->slices[1].start;
    for (uint32_t i = work->items.start; i < work->items.end; i++) {
        const al_difference *item = &work->differences->items[i];
        append(work, (al_range){source, item->source.start},
               (al_range){account, item->account.start}, UINT32_MAX);
        append(work, item->source, item->account, i);
        source = item->source.end;
        account = item->account.end;
    }
    append(work, (al_range){source, work->slices[0].end}, (al_range){account, work->slices[1].end},
           UINT32_MAX);
    for (size_t i = 0; i < work->n; i++)
        if (work->of[i] != UINT32_MAX)
            work->changes[i].touches =
                touch(work, &work->changes[i], &work->differences->items[work->of[i]]) & 0xFFFFF;
}

/* Words that say how often, of a side in some bytes: twice, zweimal. */
static uint32_t count_times(const judging *work, int side, al_range bytes,
                            const al_language *language)
{
    const al_side *words = &work->sides.side[side];
    uint32_t n = 0, end = al_side_word_at(words, bytes.end);
    for (uint32_t i = al_side_word_at(words, bytes.start); i < end; i++) {
        const al_form *form = al_forms_get(work->sides.forms, words->forms[i]);
        al_letters letters = al_forms_fold_letters(work->sides.forms, form->fold);
        const al_lexicon_number *number = al_lexicon_number_of(
            al_lexicon_find(language, letters.bytes, letters.length,
                            al_lexicon_hash(letters.bytes, letters.length), NULL, 0));
        n += number != NULL && number->roles & AL_ROLE_TIMES;
    }
    return n;
}

/*
 * Between two tellings `twice` put in says little; in a quotation it was not said, and an idiom
 * (`at once`) that becomes it has no number that could be another one.
 */
static bool tells_times(const judging *work, const al_change *change, const al_language *language)
{
    int original = work->sides.original;
    return count_times(work, original, change->original, language) !=
           count_times(work, !original, change->telling, language);
}

/* What the lexicon says of the one word that some bytes of a side are; NULL: nothing, or more. */
static const al_lexicon_word *word_of(const judging *work, int side, al_range bytes,
                                      const al_language *language)
{
    const al_side *words = &work->sides.side[side];
    uint32_t at = al_side_word_at(words, bytes.start), end = al_side_word_at(words, bytes.end);
    if (end != at + 1)
        return NULL;
    const al_form *form = al_forms_get(work->sides.forms, words->forms[at]);
    al_letters letters = al_forms_fold_letters(work->sides.forms, form->fold);
    return al_lexicon_find(language, letters.bytes, letters.length,
                           al_lexicon_hash(letters.bytes, letters.length), NULL, 0);
}

/*
 * What one word for another touches by itself. `may not` told as `must not` means the same; quoted
 * as that it is another word of law. So are `at first` and `at second`, of which one is an idiom.
 */
static uint32_t tells_word(const judging *work, const al_change *change,
                           const al_language *language)
{
    int original = work->sides.original;
    const al_lexicon_word *mine = word_of(work, original, change->original, language);
    const al_lexicon_word *theirs = word_of(work, !original, change->telling, language);
    if (mine == NULL || theirs == NULL || mine == theirs)
        return 0;
    uint32_t touches = 0;
    if (mine->modal != 0 && theirs->modal != 0 && mine->modal != theirs->modal)
        touches |= (uint32_t)ALMOST_TOUCHES_MODAL;
    if (al_lexicon_number_of(mine) != NULL && al_lexicon_number_of(theirs) != NULL)
        touches |= (uint32_t)ALMOST_TOUCHES_NUMBER;
    return touches;
}

static void take_touches(const judging *work, const al_language *language)
{
    for (size_t i = 0; i < work->n; i++) {
        if (work->of[i] == UINT32_MAX)
            continue;
        al_difference *item = &work->differences->items[work->of[i]];
        if (!item->settled && work->changes[i].touches != 0)
            item->touches = work->changes[i].touches;
        if (!item->settled && tells_times(work, &work->changes[i], language))
            item->touches |= (uint32_t)ALMOST_TOUCHES_NUMBER;
        if (!item->settled)
            item->touches |= tells_word(work, &work->changes[i], language);
    }
}

static almost_status prepare(judging *work, const al_language *language, almost_error *error)
{
    al_settings settings;
    almost_environment environment;
    const char *code = language != NULL ? language->code : NULL;
    almost_compare_options options;
    almost_compare_options_init(&options);
    options.language = code;
    almost_status status = al_settings_take(&options, &settings, &environment, error);
    environment.allocator = work->differences->allocator;
    if (status == ALMOST_OK)
        status = al_sides_prepare(&settings, &environment, work->slices, NULL, &work->sides, error);
    if (status == ALMOST_OK)
        status = al_toucher_new(work->sides.allocator, work->sides.side, work->sides.forms, code,
                                &work->toucher, error);
    return status;
}

static almost_status judge(judging *work, const al_language *language, almost_error *error)
{
    al_judge *judge = NULL;
    al_clock clock = {.late = false}; /* of a sentence or two: whoever checks looks at it between */
    list_changes(work);
    almost_status status = al_judge_new(work->toucher, work->sides.original,
                                        language != NULL ? language->code : NULL, &judge, error);
    if (status == ALMOST_OK)
        status = al_judge_changes(judge, work->changes, work->n, 1, &clock, error);
    if (status == ALMOST_OK)
        take_touches(work, language);
    al_judge_free(judge);
    return status;
}

/* Make slices that hold a piece and all that differs in it. */
static void span(judging *work, al_range source, al_range account)
{
    for (uint32_t i = work->items.start; i < work->items.end; i++) {
        const al_difference *item = &work->differences->items[i];
        source.start = item->source.start < source.start ? item->source.start : source.start;
        source.end = item->source.end > source.end ? item->source.end : source.end;
        account.start = item->account.start < account.start ? item->account.start : account.start;
        account.end = item->account.end > account.end ? item->account.end : account.end;
    }
    work->slices[0].start = source.start;
    work->slices[0].end = source.end;
    work->slices[1].start = account.start;
    work->slices[1].end = account.end;
}

/* Whether the judge has anything to say of a piece. */
static bool is_open(const judging *work)
{
    for (uint32_t i = work->items.start; i < work->items.end; i++)
        if (!work->differences->items[i].settled)
            return true;
    return false;
}

static almost_status judge_piece(judging *work, const al_language *language, almost_error *error)
{
    const almost_allocator *allocator = work->differences->allocator;
    size_t most = 2 * (size_t)(work->items.end - work->items.start) + 1;
    work->changes = al_allocate(allocator, most, sizeof *work->changes);
    work->of = al_allocate(allocator, most, sizeof *work->of);
    almost_status status = ALMOST_OK;
    if (work->changes == NULL || work->of == NULL)
        status = al_fail_memory(error);
    if (status == ALMOST_OK)
        status = prepare(work, language, error);
    if (status == ALMOST_OK)
        status = judge(work, language, error);
    al_toucher_free(work->toucher);
    al_sides_release(&work->sides);
    al_release(allocator, work->changes);
    al_release(allocator, work->of);
    return status;
}

almost_status al_differences_judge(al_differences *differences, const al_sources *sources,
                                   const al_quoted *quoted, const al_path *path,
                                   const al_pieces *pieces, almost_error *error)
{
    (void)path;
    uint32_t at = 0;
    for (uint32_t k = 0; k < pieces->n; k++) {
        const al_piece *piece = &pieces->items[k];
        const al_source *source = &sources->items[piece->source];
        judging work = {.differences = differences, .items = {at, at}};
        while (work.items.end < differences->n && differences->items[work.items.end].piece == k)
            work.items.end++;
        at = work.items.end;
        if (!is_open(&work))
            continue;
        work.slices[0].text = source->text;
        work.slices[1].text = quoted->slice.text;
        span(&work,
             (al_range){sources->spans[piece->places.start].start,
                        sources->spans[piece->places.end - 1].end},
             (al_range){quoted->words[piece->words.start].span.start,
                        quoted->words[piece->words.end - 1].span.end});
        almost_status status = judge_piece(&work, source->language, error);
        if (status != ALMOST_OK)
            return status;
    }
    return ALMOST_OK;
}
