/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best path has the score that its definition gives: each column from each other one, without
 * what path.c knows of columns that are far behind. Words of two letters, of which none is like
 * another, split or joined.
 */
#include "quote/path.h"

#include "applying.h"
#include "random.h"
#include "text/text.h"

enum { SOURCE = 300, QUOTED = 24, ROUNDS = 150, BYTES = 8 /* a word at most */ };

static const float never = -1e30F;

static size_t put_word(char *to, uint32_t number)
{
    memcpy(to, (char[]){(char)('a' + number / 20 % 20), (char)('a' + number % 20), ' '}, 3);
    return 3;
}

/* A source of words of which the lower numbers are frequent. */
static size_t make_source(uint64_t *state, uint32_t words[SOURCE], char *to)
{
    size_t length = 0;
    for (uint32_t i = 0; i < SOURCE; i++) {
        words[i] = random_below(state, 1 + random_below(state, 400));
        length += put_word(to + length, words[i]);
    }
    return length;
}

/* Some of its words in a row, with what is left out, put in, told in another place, by brackets or
 * dots. */
static size_t make_quoted(uint64_t *state, const uint32_t words[SOURCE], char *to)
{
    size_t length = 0;
    uint32_t at = random_below(state, SOURCE - 3 * QUOTED);
    for (uint32_t i = 0; i < QUOTED; i++) {
        switch (random_below(state, 12)) {
        case 0: at += random_below(state, 4); break;
        case 1: at = random_below(state, SOURCE - QUOTED); break;
        case 2: length += put_word(to + length, random_below(state, 400)); break;
        case 3:
            memcpy(to + length, "... ", 4);
            length += 4;
            break;
        case 4:
            memcpy(to + length, "[xy] ", 5);
            length += 5;
            break;
        default: break;
        }
        length += put_word(to + length, words[at++ % SOURCE]);
    }
    return length;
}

static float greater(float a, float b)
{
    return a > b ? a : b;
}

/* What column j of the next row can have by going on from any other column. */
static float departed(const float *a, uint32_t n, uint32_t j, al_skip_cost cost)
{
    float best = a[j];
    if (j == n)
        return best;
    for (uint32_t from = 0; from <= n; from++)
        best = greater(best, a[from] - AL_COST_JUMP);
    for (uint32_t from = 0; from < j; from++)
        best = greater(best, a[from] - cost.once - cost.each * (float)(j - from));
    return best;
}

static float score_by_definition(const al_sources *sources, const al_quoted *quoted)
{
    float rows[2][SOURCE + 1] = {{0}}, *a = rows[0], *next = rows[1];
    const uint32_t n = sources->items[0].end - sources->items[0].first;
    const uint32_t *keys = sources->words + sources->items[0].first;
    for (uint32_t i = 0; i < quoted->n; i++) {
        const al_quoted_word *word = &quoted->words[i];
        bool bracketed = word->flags & AL_QUOTED_BRACKETED;
        float before = never;
        for (uint32_t j = 0; j <= n; j++) {
            float b = departed(a, n, j, al_skip_cost_before(quoted, i));
            next[j] = greater(b - (bracketed ? 0 : AL_COST_UNEXPLAINED), before);
            bool equal = j < n && word->key != AL_KEY_UNKNOWN && keys[j] == word->key;
            before = equal ? b + (bracketed ? .5F : 1.F) * word->bits : never;
        }
        float *told = a;
        a = next;
        next = told;
    }
    float best = never;
    for (uint32_t j = 0; j <= n; j++)
        best = greater(best, a[j]);
    return best;
}

static void compare_once(uint64_t *state)
{
    char bytes[2][BYTES * SOURCE];
    uint32_t words[SOURCE];
    size_t length = make_source(state, words, bytes[0]);
    almost_text *source = text_of(bytes[0], length);
    length = make_quoted(state, words, bytes[1]);
    almost_text *account = text_of(bytes[1], length);
    const almost_allocator *allocator = source->allocator;
    al_sources sources;
    al_cut cut = {.allocator = allocator};
    al_slice slice = al_slice_of(account);
    al_quoted quoted = {.allocator = NULL};
    al_places places = {.allocator = NULL};
    al_path path = {.steps = NULL};
    const almost_text *texts[] = {source};
    assert_int_equal(al_sources_init(&sources, allocator, texts, 1, NULL, NULL), ALMOST_OK);
    assert_int_equal(al_cut_words(&cut, &slice, NULL), ALMOST_OK);
    assert_true(al_quoted_read(&quoted, &sources, &cut, &slice));
    al_range within = {sources.items[0].first, sources.items[0].end};
    assert_true(al_path_near(&path, &places, &sources, &quoted, within));
    assert_float_equal(path.score, score_by_definition(&sources, &quoted), .01);
    al_path_release(&path);
    al_places_release(&places);
    al_quoted_release(&quoted);
    al_cut_release(&cut);
    al_sources_release(&sources);
    almost_text_free(source);
    almost_text_free(account);
}

static void test_score(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (int round = 0; round < ROUNDS; round++)
        compare_once(&random);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_score)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
