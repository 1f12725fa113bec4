/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many threads compare, ask and write the same two texts at once, each with
 * its own number of threads inside; all must get the same bytes. Made for the
 * thread sanitizer.
 */
#include "pairs.h"
#include "tellings.h"

#include "almost/almost.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 8
#define COPIES 60

typedef struct bytes {
    char *at;
    size_t length;
} bytes;

static int collect(void *context, const char *piece, size_t length)
{
    bytes *all = context;
    char *grown = realloc(all->at, all->length + length + 1);
    if (grown == NULL)
        return 1;
    memcpy(grown + all->length, piece, length);
    all->at = grown;
    all->length += length;
    return 0;
}

typedef struct worker {
    const almost_text *text[2];
    const almost_comparison *shared; /* read by all at once */
    uint32_t threads;
    bytes own, read; /* JSON of an own comparison, and of the shared one */
    uint64_t places;
    bool failed;
} worker;

static bool write_json(const almost_comparison *comparison, bytes *out)
{
    almost_write_options options;
    almost_write_options_init(&options);
    options.form = ALMOST_FORM_JSON;
    options.full = 1;
    return almost_write(comparison, &options, collect, out, NULL) == ALMOST_OK;
}

static uint64_t ask_places(const almost_text *text)
{
    uint64_t length, sum = 0;
    almost_text_bytes(text, &length);
    for (uint64_t at = 0; at <= length; at += 97) {
        almost_place place = almost_text_place(text, at);
        sum += place.code_point + place.line * 31 + place.column * 7 + place.source_byte;
    }
    return sum;
}

static uint64_t ask_letters(const almost_comparison *comparison)
{
    almost_change change, pieces[64];
    uint64_t sum = 0;
    for (size_t i = 0; almost_comparison_change(comparison, i, &change); i++)
        if (change.kind == ALMOST_DIFFERENT)
            sum += almost_comparison_letters(comparison, &change, pieces, 64);
    return sum;
}

static void *work(void *context)
{
    worker *me = context;
    almost_environment environment;
    almost_environment_init(&environment);
    environment.threads = me->threads;
    almost_compare_options options;
    almost_compare_options_init(&options);
    options.environment = &environment;
    almost_comparison *comparison = NULL;
    me->failed =
        almost_compare(me->text[0], me->text[1], &options, &comparison, NULL) != ALMOST_OK ||
        !write_json(comparison, &me->own) || !write_json(me->shared, &me->read);
    me->places = ask_places(me->text[0]) + ask_places(me->text[1]) + ask_letters(me->shared);
    almost_comparison_free(comparison);
    return NULL;
}

/* Two texts whose words need ICU, which is loaded by whoever is first. */
static void *wake(void *context)
{
    static const char *const source[2] = {"\xe5\xa4\xa2\xe3\x82\x92\xe8\xa6\x8b\xe3\x81\x9f",
                                          "\xe5\xa4\xa2\xe3\x82\x92\xe8\xa6\x8b\xe3\x82\x8b"};
    worker *me = context;
    almost_text *text[2] = {NULL, NULL};
    almost_comparison *comparison = NULL;
    for (int side = 0; side < 2; side++)
        (void)!almost_text_from_memory(source[side], strlen(source[side]), NULL, &text[side], NULL);
    me->failed = text[0] == NULL || text[1] == NULL ||
                 almost_compare(text[0], text[1], NULL, &comparison, NULL) != ALMOST_OK ||
                 !write_json(comparison, &me->own);
    almost_comparison_free(comparison);
    almost_text_free(text[0]);
    almost_text_free(text[1]);
    return NULL;
}

/* Run all workers at once and wait; false when there are no threads to be had. */
static bool run(worker *workers, void *(*job)(void *))
{
    pthread_t threads[THREADS];
    int started = 0;
    while (started < THREADS &&
           pthread_create(&threads[started], NULL, job, &workers[started]) == 0)
        started++;
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return started == THREADS;
}

/* The telling over and over, each time with some words changed. */
static char *long_text(const char *from, uint64_t seed, size_t *length)
{
    size_t once = strlen(from);
    char *text = malloc(once * COPIES);
    random_state random = {seed};
    *length = once * COPIES;
    for (size_t i = 0; text != NULL && i < *length; i++) {
        text[i] = from[i % once];
        if (text[i] >= 'a' && text[i] <= 'z' && random_below(&random, 40) == 0)
            text[i] = (char)('a' + random_below(&random, 26));
    }
    return text;
}

static almost_text *open_long(const char *from, uint64_t seed)
{
    size_t length;
    almost_text *text = NULL;
    char *bytes = long_text(from, seed, &length);
    if (bytes != NULL)
        (void)!almost_text_from_memory(bytes, length, NULL, &text, NULL);
    free(bytes);
    return text;
}

/*
 * So many short sentences that what their changes touch is judged by several threads
 * (judge_crew.c): of two in three, the telling has another number, no negation, or another name;
 * one in two hundred stands elsewhere.
 */
static almost_text *open_many(bool telling)
{
    enum { sentences = 15000, longest = 80 };
    almost_text *text = NULL;
    char *bytes = malloc((size_t)sentences * longest), *at = bytes;
    for (uint32_t i = 0; bytes != NULL && i < sentences; i++) {
        uint32_t place = telling && i % 200 < 2 ? (i + 9 * 200) % sentences : i;
        random_state random = {place + 1};
        uint32_t a = random_below(&random, 4000), b = random_below(&random, 4000);
        bool changed = telling && place % 3 != 2;
        at +=
            snprintf(at, longest, "The k%u %s did%s see %u of n%u.%s", a,
                     changed && a % 3 == 0 ? "Duke" : "Abbot", changed && a % 3 == 1 ? "" : " not",
                     b + (changed && a % 3 == 2), b, i % 5 == 4 ? "\n\n" : " ");
    }
    if (bytes != NULL)
        (void)!almost_text_from_memory(bytes, (size_t)(at - bytes), NULL, &text, NULL);
    free(bytes);
    return text;
}

static bool equal(const bytes *one, const bytes *other)
{
    return one->length == other->length && memcmp(one->at, other->at, one->length) == 0;
}

/* Whether all workers got the same, and what they read of a shared comparison is that, too. */
static int judge(worker *workers, bool shared)
{
    int wrong = 0;
    for (int i = 0; i < THREADS; i++) {
        bool fine = !workers[i].failed && equal(&workers[i].own, &workers[0].own) &&
                    (!shared || equal(&workers[i].read, &workers[0].own)) &&
                    workers[i].places == workers[0].places;
        if (!fine)
            printf("the thread with %u threads inside answers otherwise\n", workers[i].threads);
        wrong += !fine;
    }
    for (int i = 0; i < THREADS; i++) {
        free(workers[i].own.at);
        free(workers[i].read.at);
    }
    return wrong;
}

/* Each of many tellings with the next, by a batch of so many threads. */
static void *run_pairs(void *context)
{
    enum { tellings = 40 };
    worker *me = context;
    char *texts[tellings];
    size_t lengths[tellings], added = 0;
    almost_environment environment;
    almost_environment_init(&environment);
    environment.threads = me->threads;
    almost_write_options lines;
    almost_write_options_init(&lines);
    almost_batch_options options;
    almost_batch_options_init(&options);
    options.environment = &environment;
    options.lines = &lines;
    almost_batch *batch = NULL;
    const almost_batch_result *result;
    me->failed = almost_batch_new(&options, &batch, NULL) != ALMOST_OK;
    for (size_t i = 0; i < tellings; i++) {
        texts[i] = long_text(i % 2 == 0 ? HAPPENED : TOLD, i, &lengths[i]);
        lengths[i] = lengths[i] / COPIES * (i % 3 + 1);
    }
    while (!me->failed) {
        for (; added + 1 < tellings && almost_batch_room(batch) > 0; added++) {
            almost_pair pair;
            almost_pair_init(&pair);
            pair.original = (almost_source){.bytes = texts[added], .length = lengths[added]};
            pair.telling = (almost_source){.bytes = texts[added + 1], .length = lengths[added + 1]};
            me->failed |= almost_batch_add(batch, &pair, NULL) != ALMOST_OK;
        }
        result = almost_batch_next(batch);
        if (result == NULL)
            break;
        me->failed |= result->status != ALMOST_OK ||
                      collect(&me->own, result->line, result->line_length) != 0;
    }
    almost_batch_free(batch);
    for (size_t i = 0; i < tellings; i++)
        free(texts[i]);
    return NULL;
}

/* One comparison, whose changes several threads judge, for each number of threads. */
static int judge_many(worker *workers, const uint32_t inside[THREADS])
{
    almost_text *original = open_many(false), *telling = open_many(true);
    almost_comparison *shared = NULL;
    int wrong = 1;
    if (original != NULL && telling != NULL &&
        almost_compare(original, telling, NULL, &shared, NULL) == ALMOST_OK) {
        for (int i = 0; i < THREADS; i++) {
            workers[i] =
                (worker){.text = {original, telling}, .shared = shared, .threads = inside[i]};
            work(&workers[i]);
        }
        wrong = judge(workers, true);
        if (almost_comparison_changes(shared) < 16384)
            wrong += printf("there are too few changes for several threads\n") > 0;
    }
    almost_comparison_free(shared);
    almost_text_free(original);
    almost_text_free(telling);
    return wrong;
}

int main(void)
{
    static const uint32_t inside[THREADS] = {1, 2, 8, 1, 2, 8, 0, 3};
    worker workers[THREADS] = {{.threads = 0}};
    if (!run(workers, wake))
        return printf("no thread to be had\n"), 1;
    int wrong = judge(workers, false);
    almost_text *original = open_long(HAPPENED, 1), *telling = open_long(TOLD, 2);
    almost_comparison *shared = NULL;
    if (original == NULL || telling == NULL ||
        almost_compare(original, telling, NULL, &shared, NULL) != ALMOST_OK)
        return printf("the texts cannot be compared\n"), 1;
    for (int i = 0; i < THREADS; i++)
        workers[i] = (worker){.text = {original, telling}, .shared = shared, .threads = inside[i]};
    if (!run(workers, work))
        return printf("no thread to be had\n"), 1;
    wrong += judge(workers, true);
    for (int i = 0; i < THREADS; i++)
        workers[i] = (worker){.threads = inside[i]};
    if (!run(workers, run_pairs))
        return printf("no thread to be had\n"), 1;
    wrong += judge(workers, false);
    wrong += judge_many(workers, inside);
    almost_comparison_free(shared);
    almost_text_free(original);
    almost_text_free(telling);
    return wrong != 0;
}
