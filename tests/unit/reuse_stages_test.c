/* SPDX-License-Identifier: Apache-2.0 */
/* The stages of reuse, sorted by hand between one and the next, find what almost_reuse_find()
 * finds. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "almost/almost.h"
#include "reuse/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DOCUMENTS = 90, MOST_TEXT = 1200, MOST_SEEDS = 1 << 16, MOST_HITS = 1 << 16 };

/* What stands in all documents, so that its seeds are large groups. */
static const char page[] =
    "nobody saw the lamp on the northern mole go out for the first time in forty years of watching "
    "it, and the keeper wrote in his book that the night was calm, with a light wind from the east";

typedef struct found {
    almost_reuse_passage *at;
    size_t n;
} found;

static uint32_t chance;

static uint32_t draw(void)
{
    chance = chance * 1664525 + 1013904223;
    return chance >> 8;
}

/* Words that are its own, and the page with a letter misread here and there. */
static size_t make_text(uint32_t number, char *text)
{
    chance = number * 7919 + 1;
    size_t n = 0;
    for (int word = 0; word < 60; word++)
        n += (size_t)sprintf(text + n, "w%x ", draw() % 100000);
    size_t start = n;
    n += (size_t)sprintf(text + n, "%s.", page);
    for (uint32_t k = 0; k < number % 7; k++)
        text[start + draw() % (sizeof page - 1)] = (char)('a' + draw() % 26);
    return n;
}

static almost_reuse *find_at_once(void)
{
    char text[MOST_TEXT], id[16];
    almost_reuse *reuse;
    assert_int_equal(almost_reuse_new(NULL, &reuse, NULL), ALMOST_OK);
    for (uint32_t i = 0; i < DOCUMENTS; i++) {
        size_t length = make_text(i, text);
        snprintf(id, sizeof id, "%lu", (unsigned long)i);
        assert_int_equal(almost_reuse_add(reuse, id, text, length, NULL), ALMOST_OK);
    }
    assert_int_equal(almost_reuse_find(reuse, NULL), ALMOST_OK);
    return reuse;
}

static int by_hash(const void *a, const void *b)
{
    const almost_reuse_seed *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    return (x->letter > y->letter) - (x->letter < y->letter);
}

static int by_documents(const void *a, const void *b)
{
    const almost_reuse_hit *x = a, *y = b;
    for (int side = 0; side < 2; side++)
        if (x->document[side] != y->document[side])
            return x->document[side] < y->document[side] ? -1 : 1;
    for (int side = 0; side < 2; side++)
        if (x->letter[side] != y->letter[side])
            return x->letter[side] < y->letter[side] ? -1 : 1;
    return 0;
}

/* The letters of all documents, one behind the other. Their numbers are 10 apart. */
typedef struct corpus {
    uint8_t letters[DOCUMENTS * MOST_TEXT];
    size_t starts[DOCUMENTS + 1];
    uint32_t counts[ALMOST_REUSE_WORDS];
    uint64_t words;
    almost_reuse_seed seeds[MOST_SEEDS];
    size_t n_seeds;
    almost_reuse_hit hits[MOST_HITS];
    size_t n_hits;
} corpus;

static corpus *read_corpus(void)
{
    char text[MOST_TEXT];
    corpus *corpus = calloc(1, sizeof *corpus);
    almost_reuse_reader *reader;
    assert_non_null(corpus);
    assert_int_equal(almost_reuse_reader_new(NULL, &reader, NULL), ALMOST_OK);
    for (uint32_t i = 0; i < DOCUMENTS; i++) {
        const uint8_t *letters;
        almost_reuse_seed *seeds;
        size_t n, n_seeds, length = make_text(i, text);
        assert_int_equal(almost_reuse_letters(reader, text, length, &letters, &n, NULL), ALMOST_OK);
        memcpy(corpus->letters + corpus->starts[i], letters, n);
        corpus->starts[i + 1] = corpus->starts[i] + n;
        corpus->words += almost_reuse_count_words(letters, n, corpus->counts);
        assert_int_equal(almost_reuse_seeds(reader, letters, n, &seeds, &n_seeds, NULL), ALMOST_OK);
        for (size_t k = 0; k < n_seeds; k++)
            seeds[k].document = 10 * (int64_t)i;
        memcpy(corpus->seeds + corpus->n_seeds, seeds, n_seeds * sizeof *seeds);
        corpus->n_seeds += n_seeds;
    }
    almost_reuse_reader_free(reader);
    qsort(corpus->seeds, corpus->n_seeds, sizeof *corpus->seeds, by_hash);
    return corpus;
}

/* Give seeds to a pairing, some at a time, and keep its hits. */
static void take_seeds(corpus *corpus, almost_reuse_pairing *pairing,
                       const almost_reuse_seed *seeds, size_t n)
{
    const almost_reuse_hit *hits;
    size_t n_hits;
    for (size_t at = 0, some; at <= n; at += some + (some == 0)) {
        some = n - at < 100 ? n - at : 100;
        assert_int_equal(almost_reuse_pairing_take(pairing, seeds + at, some, &hits, &n_hits, NULL),
                         ALMOST_OK);
        assert_true(corpus->n_hits + n_hits <= MOST_HITS);
        if (n_hits > 0)
            memcpy(corpus->hits + corpus->n_hits, hits, n_hits * sizeof *hits);
        corpus->n_hits += n_hits;
    }
}

/* A large group in two parts, each with all hubs. */
static void deal(corpus *corpus, const almost_reuse_seed *seeds, size_t n)
{
    uint64_t hubs[ALMOST_REUSE_HUBS];
    size_t n_hubs = almost_reuse_hubs(seeds, n, hubs);
    assert_in_range(n_hubs, 1, ALMOST_REUSE_HUBS);
    for (size_t part = 0; part < 2; part++) {
        almost_reuse_seed some[DOCUMENTS * 2];
        almost_reuse_pairing *pairing;
        size_t taken = 0, hub = 0;
        for (size_t i = 0; i < n; i++) {
            bool is_hub = hub < n_hubs && hubs[hub] == i;
            hub += is_hub;
            if (is_hub || i % 2 == part)
                some[taken++] = seeds[i];
        }
        assert_int_equal(almost_reuse_pairing_new(NULL, 1, &pairing, NULL), ALMOST_OK);
        take_seeds(corpus, pairing, some, taken);
        almost_reuse_pairing_free(pairing);
    }
}

static void pair_all(corpus *corpus, bool dealt)
{
    almost_reuse_pairing *pairing;
    size_t large = 0;
    corpus->n_hits = 0;
    assert_int_equal(almost_reuse_pairing_new(NULL, 0, &pairing, NULL), ALMOST_OK);
    for (size_t i = 0, end; i < corpus->n_seeds; i = end) {
        for (end = i; end < corpus->n_seeds && corpus->seeds[end].hash == corpus->seeds[i].hash;)
            end++;
        large += end - i > ALMOST_REUSE_SMALL;
        if (dealt && end - i > ALMOST_REUSE_SMALL)
            deal(corpus, &corpus->seeds[i], end - i);
        else
            take_seeds(corpus, pairing, &corpus->seeds[i], end - i);
    }
    take_seeds(corpus, pairing, NULL, 0);
    almost_reuse_pairing_free(pairing);
    assert_true(large > 0);
    qsort(corpus->hits, corpus->n_hits, sizeof *corpus->hits, by_documents);
}

/* Leave out hits that are not alike around them. */
static void filter(corpus *corpus)
{
    size_t kept = 0;
    for (size_t i = 0; i < corpus->n_hits; i++) {
        const almost_reuse_hit *hit = &corpus->hits[i];
        almost_reuse_windows windows[2];
        int32_t offsets[2][2];
        uint32_t places[2];
        uint8_t keep;
        for (int side = 0; side < 2; side++) {
            size_t number = (size_t)hit->document[side] / 10;
            uint32_t n = (uint32_t)(corpus->starts[number + 1] - corpus->starts[number]);
            uint32_t at = hit->letter[side];
            uint32_t start = at > ALMOST_REUSE_AROUND ? at - ALMOST_REUSE_AROUND : 0;
            uint32_t end = n - at > ALMOST_REUSE_AROUND ? at + ALMOST_REUSE_AROUND : n;
            places[side] = at - start;
            offsets[side][0] = 0;
            offsets[side][1] = (int32_t)(end - start);
            windows[side] = (almost_reuse_windows){corpus->letters + corpus->starts[number] + start,
                                                   offsets[side], &places[side]};
        }
        if (almost_reuse_filter(&windows[0], &windows[1], 1, &keep) == 1)
            corpus->hits[kept++] = *hit;
        assert_true(keep <= 1);
    }
    corpus->n_hits = kept;
}

static void keep_passages(found *found, const almost_reuse_passage *passages, size_t n)
{
    found->at = realloc(found->at, (found->n + n + 1) * sizeof *passages);
    assert_non_null(found->at);
    if (n > 0)
        memcpy(found->at + found->n, passages, n * sizeof *passages);
    found->n += n;
}

static found align_all(const corpus *corpus)
{
    found found = {0};
    almost_reuse_aligner *aligner;
    const almost_reuse_passage *passages;
    size_t n;
    const almost_reuse_words words = {corpus->counts, corpus->words, corpus->starts[DOCUMENTS]};
    assert_int_equal(almost_reuse_aligner_new(NULL, &words, &aligner, NULL), ALMOST_OK);
    for (size_t i = 0; i < DOCUMENTS; i++)
        assert_int_equal(almost_reuse_aligner_add(aligner, 10 * (int64_t)i,
                                                  corpus->letters + corpus->starts[i],
                                                  corpus->starts[i + 1] - corpus->starts[i], NULL),
                         ALMOST_OK);
    for (size_t at = 0, some; at <= corpus->n_hits; at += some + (some == 0)) {
        some = corpus->n_hits - at < 77 ? corpus->n_hits - at : 77;
        assert_int_equal(
            almost_reuse_aligner_take(aligner, corpus->hits + at, some, &passages, &n, NULL),
            ALMOST_OK);
        keep_passages(&found, passages, n);
    }
    almost_reuse_aligner_free(aligner);
    return found;
}

static void check_passages(const almost_reuse *reuse, found found)
{
    size_t linked = 0;
    assert_int_equal(found.n, reuse->n_passages);
    for (size_t i = 0; i < found.n; i++) {
        const al_shared *one = &reuse->passages[i];
        const almost_reuse_passage *other = &found.at[i];
        for (int side = 0; side < 2; side++) {
            assert_int_equal(other->document[side], 10 * one->document[side]);
            assert_int_equal(other->start[side], one->start[side]);
            assert_int_equal(other->end[side], one->end[side]);
        }
        assert_true(other->score == one->score);
        assert_int_equal(other->linked, one->linked);
        linked += other->linked;
    }
    assert_true(linked > 0 && linked < found.n);
    free(found.at);
}

static void stages_find_what_is_found_at_once(void **state)
{
    (void)state;
    almost_reuse *reuse = find_at_once();
    corpus *corpus = read_corpus();
    for (int dealt = 0; dealt < 2; dealt++) {
        pair_all(corpus, dealt != 0);
        check_passages(reuse, align_all(corpus));
        filter(corpus);
        check_passages(reuse, align_all(corpus));
    }
    free(corpus);
    almost_reuse_free(reuse);
}

static void stretches_are_united_and_located(void **state)
{
    (void)state;
    static const char text[] = "Übrigens: “die Laterne” war aus.";
    almost_reuse_stretch stretches[] = {{3, 0, 10}, {3, 4, 10}, {3, 9, 20}, {4, 0, 10}};
    almost_reuse_place places[] = {{.start = 0, .end = 8}, {.start = 8, .end = 18}};
    uint32_t heads[4];
    almost_reuse_reader *reader;
    assert_int_equal(almost_reuse_unite(stretches, 4, heads, NULL, NULL), ALMOST_OK);
    assert_int_equal(heads[1], 0);
    assert_int_equal(heads[2], 2);
    assert_int_equal(heads[3], 3);
    stretches[3].document = 2;
    assert_int_equal(almost_reuse_unite(stretches, 4, heads, NULL, NULL), ALMOST_ERROR_ARGUMENT);
    assert_int_equal(almost_reuse_reader_new(NULL, &reader, NULL), ALMOST_OK);
    assert_int_equal(almost_reuse_locate(reader, text, sizeof text - 1, places, 2, NULL),
                     ALMOST_OK);
    assert_int_equal(places[0].byte[1], sizeof "Übrigens" - 1);
    assert_int_equal(places[1].code_point[0], 11);
    assert_int_equal(places[1].code_point[1], 22);
    places[1].end = 1000;
    assert_int_equal(almost_reuse_locate(reader, text, sizeof text - 1, places, 2, NULL),
                     ALMOST_ERROR_ARGUMENT);
    almost_reuse_reader_free(reader);
}

static void what_is_not_in_order_is_refused(void **state)
{
    (void)state;
    static const uint32_t counts[ALMOST_REUSE_WORDS];
    const almost_reuse_words words = {counts, 0, 0};
    const almost_reuse_seed seeds[] = {{.hash = 2, .letter = 30}, {.hash = 1, .letter = 30}};
    const almost_reuse_seed none = {.hash = UINT64_MAX};
    const almost_reuse_hit hits[] = {{{1, 2}, {1, 9}}, {{1, 3}, {1, 1}}, {{2, 1}, {1, 1}}};
    const almost_reuse_hit *given;
    const almost_reuse_passage *passages;
    size_t n;
    for (int i = 0; i < 2; i++) {
        almost_reuse_pairing *pairing;
        assert_int_equal(almost_reuse_pairing_new(NULL, 0, &pairing, NULL), ALMOST_OK);
        assert_int_equal(almost_reuse_pairing_take(pairing, i == 0 ? seeds : &none, 2 - (size_t)i,
                                                   &given, &n, NULL),
                         ALMOST_ERROR_ARGUMENT);
        almost_reuse_pairing_free(pairing);
    }
    for (int i = 0; i < 3; i++) {
        almost_reuse_aligner *aligner;
        assert_int_equal(almost_reuse_aligner_new(NULL, &words, &aligner, NULL), ALMOST_OK);
        for (int document = 1; document <= 2; document++)
            assert_int_equal(
                almost_reuse_aligner_add(aligner, document, (const uint8_t *)"abcdefgh", 8, NULL),
                ALMOST_OK);
        assert_int_equal(almost_reuse_aligner_add(aligner, 2, (const uint8_t *)"a", 1, NULL),
                         ALMOST_ERROR_ARGUMENT);
        assert_int_equal(almost_reuse_aligner_take(aligner, &hits[i], 1, &passages, &n, NULL),
                         ALMOST_ERROR_ARGUMENT);
        almost_reuse_aligner_free(aligner);
    }
}

/* Of 23 letters that are the same none is enough, of 24 all are; a place outside its window is not.
 */
static void unlike_surroundings_are_left_out(void **state)
{
    (void)state;
    uint8_t letters[2][2 * ALMOST_REUSE_AROUND], keep[3];
    const int32_t offsets[] = {0, 23, 47, 72};
    const uint32_t places[] = {10, 10, 26};
    memset(letters[0], 1, sizeof letters[0]);
    memset(letters[1], 1, sizeof letters[1]);
    const almost_reuse_windows first = {letters[0], offsets, places};
    const almost_reuse_windows second = {letters[1], offsets, places};
    assert_int_equal(almost_reuse_filter(&first, &second, 3, keep), 1);
    assert_int_equal(keep[0], 0);
    assert_int_equal(keep[1], 1);
    assert_int_equal(keep[2], 0);
    memset(letters[1], 2, sizeof letters[1]);
    assert_int_equal(almost_reuse_filter(&first, &second, 3, keep), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stages_find_what_is_found_at_once),
        cmocka_unit_test(stretches_are_united_and_located),
        cmocka_unit_test(unlike_surroundings_are_left_out),
        cmocka_unit_test(what_is_not_in_order_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
