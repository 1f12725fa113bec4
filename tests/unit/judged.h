/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pair of texts as the steps of the judge get it: what changed stands in
 * brackets, as many on either side, and all of it is one cell. White space
 * belongs to the word before it: "She [did not ]come."
 */
#ifndef JUDGED_H
#define JUDGED_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "language/language.h"
#include "meaning/negation.h"
#include "meaning/touches.h"
#include "words/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { judged_words = 200, judged_changes = 15, judged_bytes = 2000 };

typedef struct judged {
    const char *language;
    almost_text *texts[2];
    al_word_span spans[2][judged_words];
    uint32_t numbers[2][judged_words];
    al_side sides[2];
    al_forms *forms;
    al_toucher *toucher;
    al_token_maker maker;
    al_item_reader reader;
    al_stemmer *stemmer;
    al_cells cells;
    al_cell cell;
    al_change changes[judged_changes];
    uint32_t n_changes;
} judged;

/* The text without its brackets, and where the changes begin and end in it. */
static inline void judged_split(judged *it, int s, const char *marked)
{
    char text[judged_bytes];
    uint32_t length = 0, change = 0, start = 0;
    for (const char *c = marked;; c++) {
        if (*c != '[' && *c != ']' && *c != '\0') {
            text[length++] = *c;
            continue;
        }
        al_range range = {start, length};
        *(s == 0 ? &it->changes[change].original : &it->changes[change].telling) = range;
        it->changes[change].kind = change % 2 == 1 ? ALMOST_DIFFERENT : ALMOST_SAME;
        it->changes[change].touches = 0;
        start = length;
        change++;
        assert_true(change < judged_changes);
        if (*c == '\0')
            break;
    }
    it->n_changes = change;
    assert_int_equal(almost_text_from_memory(text, length, NULL, &it->texts[s], NULL), ALMOST_OK);
}

static inline void judged_words_of(judged *it, int s)
{
    size_t n = 0, got = 0;
    al_word_scanner *scanner;
    al_slice slice = al_slice_of(it->texts[s]);
    assert_int_equal(
        al_word_scanner_new(&slice, ALMOST_WORDS_UNICODE, 0, slice.end, &scanner, NULL), ALMOST_OK);
    do {
        assert_int_equal(
            al_word_scanner_next(scanner, it->spans[s] + n, judged_words - n, &got, NULL),
            ALMOST_OK);
        n += got;
    } while (got > 0);
    al_word_scanner_free(scanner);
    it->sides[s] = (al_side){
        .slice = slice, .spans = it->spans[s], .forms = it->numbers[s], .n_words = (uint32_t)n};
    assert_true(al_forms_add(it->forms, it->texts[s], s, it->spans[s], n, it->numbers[s]));
}

/* The tokens of both sides: those between brackets have changed. */
static inline void judged_fill(judged *it)
{
    for (int s = 0; s < 2; s++) {
        it->cell.tokens[s].allocator = it->cell.items[s].allocator = al_allocator_default();
        for (uint32_t i = 0; i < it->n_changes; i++) {
            bool changed = it->changes[i].kind != ALMOST_SAME;
            al_range bytes = al_cells_bytes(&it->cells, i, s);
            al_range words = al_cells_words(&it->cells, i, s);
            assert_true(
                al_tokens_add(&it->maker, &it->cell.tokens[s], s, bytes, words, i, changed));
            it->cell.changed[s] += changed ? words.end - words.start : 0;
        }
    }
    it->cell.last = it->n_changes - 1;
}

static inline void judged_begin(judged *it, const char *language, const char *original,
                                const char *telling)
{
    const uint32_t folds = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_ACCENTS | AL_FOLD_EDGES;
    const almost_allocator *allocator = al_allocator_default();
    *it = (judged){.language = language};
    assert_int_equal(al_forms_new(allocator, 1, &it->forms, NULL), ALMOST_OK);
    judged_split(it, 0, original);
    judged_split(it, 1, telling);
    for (int s = 0; s < 2; s++)
        judged_words_of(it, s);
    assert_int_equal(al_forms_fold(it->forms, folds, NULL), ALMOST_OK);
    assert_int_equal(al_toucher_new(allocator, it->sides, it->forms, language, &it->toucher, NULL),
                     ALMOST_OK);
    al_classes *classes = al_toucher_classes(it->toucher);
    assert_int_equal(al_token_maker_init(&it->maker, it->sides, classes, language, NULL),
                     ALMOST_OK);
    assert_int_equal(al_stemmer_new(allocator, language, &it->stemmer, NULL), ALMOST_OK);
    it->reader = (al_item_reader){.maker = &it->maker,
                                  .capitals = al_toucher_capitals(it->toucher),
                                  .language = it->maker.language,
                                  .everywhere = it->maker.everywhere};
    it->reader.tallier = (al_tallier){it->sides, classes, it->reader.capitals};
    assert_int_equal(
        al_cells_init(&it->cells, it->sides, 0, it->changes, it->n_changes, allocator, NULL),
        ALMOST_OK);
    judged_fill(it);
}

/* The items of both sides, those that are equal met. */
static inline void judged_read(judged *it)
{
    for (int s = 0; s < 2; s++)
        assert_true(al_items_read(&it->reader, s, &it->cell.tokens[s], &it->cell.items[s]));
    al_surplus_cancel(&it->cell);
}

/* What all changes touch. */
static inline uint32_t judged_touches(const judged *it)
{
    uint32_t touches = 0;
    for (uint32_t i = 0; i < it->n_changes; i++)
        touches |= it->changes[i].touches;
    return touches;
}

static inline void judged_end(judged *it)
{
    al_cell_release(&it->cell);
    al_cells_release(&it->cells);
    al_stemmer_free(it->stemmer);
    al_token_maker_release(&it->maker);
    al_toucher_free(it->toucher);
    al_forms_free(it->forms);
    almost_text_free(it->texts[0]);
    almost_text_free(it->texts[1]);
}

/* A row of a table: two texts, and what a step tells of them. */
typedef struct judged_row {
    const char *language;
    const char *original;
    const char *telling;
    uint32_t touches;
} judged_row;

/* Check rows by a step; both ways round, for nothing may depend on which text comes first. */
static inline void judged_check(const judged_row *rows, size_t n, void (*step)(judged *))
{
    for (size_t i = 0; i < n; i++)
        for (int turned = 0; turned < 2; turned++) {
            judged it;
            judged_begin(&it, rows[i].language, turned ? rows[i].telling : rows[i].original,
                         turned ? rows[i].original : rows[i].telling);
            step(&it);
            if (judged_touches(&it) != rows[i].touches)
                print_error("%s | %s%s\n", rows[i].original, rows[i].telling,
                            turned ? " (turned)" : "");
            assert_int_equal(judged_touches(&it), rows[i].touches);
            judged_end(&it);
        }
}

#endif
