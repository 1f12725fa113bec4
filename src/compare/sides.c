/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Both texts as words and the words as numbers. A word that a line-end hyphen
 * cuts in two is one word again where the whole word is known from elsewhere
 * in the two texts; otherwise its parts stay words of their own, as in
 * `well-known`, and are joined, if at all, by their spelling.
 */
#include "compare/comparing.h"

#include "base/error.h"
#include "compare/language.h"
#include "match/score.h"
#include "text/sentences.h"

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

static almost_status scan(al_comparing *work, int side, al_word_scanner *scanner,
                          almost_error *error)
{
    al_side *mine = &work->sides[side];
    size_t room = 0, count = 1, n = 0;
    if (!reserve(work, side, &room, mine->text->length / bytes_a_word + batch))
        return al_fail_memory(error);
    while (count > 0) {
        if (!reserve(work, side, &room, n + batch))
            return al_fail_memory(error);
        almost_status status =
            al_word_scanner_next(scanner, mine->spans + n, batch, &count, error);
        if (status == ALMOST_OK)
            status = al_forms_add(work->forms, mine->text, side, mine->spans + n, count,
                                  mine->forms + n, error);
        if (status != ALMOST_OK)
            return status;
        n += count;
    }
    mine->n_words = (uint32_t)n;
    return ALMOST_OK;
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

/* Whether a byte can begin a line-end hyphen: most words end before this is false. */
static bool may_hyphenate(const char *bytes)
{
    unsigned char c = (unsigned char)bytes[0];
    return c == '-' || c == 0xC2 || c == 0xE2;
}

/* Make one word of each two that are parts of a known one. */
static void join_hyphenated(al_comparing *work, int number)
{
    al_side *side = &work->sides[number];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < side->n_words; i++, kept++) {
        side->spans[kept] = side->spans[i];
        side->forms[kept] = side->forms[i];
        if (i + 1 == side->n_words || !may_hyphenate(side->text->bytes + side->spans[i].end) ||
            !al_hyphenated(side->text, side->spans[i], side->spans[i + 1]))
            continue;
        uint32_t form = joined_form(work, side, i);
        if (form == AL_NONE)
            continue;
        side->spans[kept].end = side->spans[++i].end;
        side->forms[kept] = form;
    }
    side->n_words = kept;
}

static almost_status fold_words(al_comparing *work, almost_error *error)
{
    almost_status status = al_forms_fold(work->forms, work->folds, error);
    if (status != ALMOST_OK)
        return status;
    for (int side = 0; side < 2; side++) {
        uint32_t n = work->sides[side].n_words;
        work->folded[side] = al_allocate(work->allocator, n, sizeof(uint32_t));
        if (work->folded[side] == NULL)
            return al_fail_memory(error);
        for (uint32_t i = 0; i < n; i++)
            work->folded[side][i] = al_forms_get(work->forms, work->sides[side].forms[i])->fold;
    }
    return ALMOST_OK;
}

/*
 * Which folds are function words of the texts' language, a byte each: only in
 * short texts, which do not show by themselves what is common. NULL: none known.
 */
static uint8_t *function_words(const al_comparing *work, uint64_t n_words)
{
    enum { long_enough = 20000 };
    const al_language *language = work->language != NULL ? al_lexicon_language(work->language)
                                  : n_words < long_enough ? al_language_guess(work->forms)
                                                          : NULL;
    uint32_t n = al_forms_folds(work->forms);
    uint8_t *function = NULL;
    if (language != NULL && n_words < long_enough)
        function = al_allocate_zero(work->allocator, n, 1);
    for (uint32_t fold = 0; function != NULL && fold < n; fold++) {
        al_letters letters = al_forms_fold_letters(work->forms, fold);
        uint32_t hash = al_lexicon_hash(letters.bytes, letters.length);
        const al_lexicon_word *word = al_lexicon_find(language, letters.bytes, letters.length, hash,
                                                      letters.bytes, letters.length);
        const uint16_t classes =
            AL_WORD_FUNCTION | AL_WORD_DETERMINER | AL_WORD_MODAL | AL_WORD_NEGATES;
        function[fold] = word != NULL && (word->classes & classes) != 0;
    }
    return function;
}

static almost_status value_folds(al_comparing *work, almost_error *error)
{
    uint32_t n = al_forms_folds(work->forms);
    uint64_t words = (uint64_t)work->sides[0].n_words + work->sides[1].n_words;
    uint8_t *function = function_words(work, words);
    work->bits = al_fold_bits(work->forms, work->allocator, words, function);
    al_release(work->allocator, function);
    work->letters = al_allocate(work->allocator, n, sizeof *work->letters);
    if (work->bits == NULL || work->letters == NULL)
        return al_fail_memory(error);
    for (uint32_t fold = 0; fold < n; fold++)
        work->letters[fold] = al_forms_fold_letters(work->forms, fold);
    return ALMOST_OK;
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
    for (int side = 0; side < 2 && status == ALMOST_OK; side++) {
        const almost_text *text = work->texts[side];
        al_word_scanner *scanner = NULL;
        work->sides[side].text = text;
        status = al_word_scanner_new(text, work->words, 0, text->length, &scanner, error);
        if (status == ALMOST_OK)
            status = scan(work, side, scanner, error);
        al_word_scanner_free(scanner);
    }
    if (status != ALMOST_OK)
        return status;
    if (!work->exact && work->words == ALMOST_WORDS_UNICODE)
        for (int side = 0; side < 2; side++)
            join_hyphenated(work, side);
    status = fold_words(work, error);
    return status == ALMOST_OK ? value_folds(work, error) : status;
}
