/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many threads compare, ask and write the same two texts at once, each with
 * its own number of threads inside; all must get the same bytes. Made for the
 * thread sanitizer. The texts are long enough for work to be shared out.
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
        almost_text_from_memory(bytes, length, NULL, &text, NULL);
    free(bytes);
    return text;
}

static bool equal(const bytes *one, const bytes *other)
{
    return one->length == other->length && memcmp(one->at, other->at, one->length) == 0;
}

static int judge(const worker *workers)
{
    int wrong = 0;
    for (int i = 0; i < THREADS; i++) {
        bool fine = !workers[i].failed && equal(&workers[i].own, &workers[0].own) &&
                    equal(&workers[i].read, &workers[0].own) &&
                    workers[i].places == workers[0].places;
        if (!fine)
            printf("the thread with %u threads inside answers otherwise\n", workers[i].threads);
        wrong += !fine;
    }
    return wrong;
}

int main(void)
{
    static worker workers[THREADS];
    static const uint32_t inside[THREADS] = {1, 2, 8, 1, 2, 8, 0, 3};
    pthread_t threads[THREADS];
    almost_text *original = open_long(HAPPENED, 1), *telling = open_long(TOLD, 2);
    almost_comparison *shared = NULL;
    if (original == NULL || telling == NULL ||
        almost_compare(original, telling, NULL, &shared, NULL) != ALMOST_OK)
        return printf("the texts cannot be compared\n"), 1;
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (worker){.text = {original, telling}, .shared = shared, .threads = inside[i]};
        if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
            return printf("no thread to be had\n"), 1;
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    int wrong = judge(workers);
    for (int i = 0; i < THREADS; i++) {
        free(workers[i].own.at);
        free(workers[i].read.at);
    }
    almost_comparison_free(shared);
    almost_text_free(original);
    almost_text_free(telling);
    return wrong != 0;
}
