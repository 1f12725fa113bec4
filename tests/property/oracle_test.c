/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The oracle on random small pairs in every mode.
 *
 *     oracle_test [ROUNDS [SEED [FIRST]]]
 *
 * Every round makes one pair and compares it in all modes; what is costly
 * (mirror image, replay, other numbers of threads) is done in one mode a
 * round, in turn. One round in 2,000 has a long pair. The rounds are shared out to all cores. The
 * first failure of each kind in each mode is made small and printed as C strings. The same seed
 * makes the same pairs on every machine.
 */
#include "invariants.h"
#include "oracle.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_WORKERS 16
#define ONE_LONG_IN 2000 /* rounds */

/* Whether the oracle knows what to make of the text: hyphens stand inside of words alone. */
static bool is_plain(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] == '-' && (i == 0 || i + 1 == length || strchr("- \"\n", bytes[i - 1]) ||
                                strchr("- .,;!?\"\r\n\t", bytes[i + 1])))
            return false;
    return true;
}

static bool cut(const pair *from, int side, size_t start, size_t length, pair *to)
{
    *to = *from;
    size_t end = start + length;
    if (end > from->length[side] || (from->bytes[side][start] & 0xc0) == 0x80 ||
        (end < from->length[side] && (from->bytes[side][end] & 0xc0) == 0x80))
        return false;
    memmove(to->bytes[side] + start, to->bytes[side] + end, from->length[side] - end);
    to->length[side] -= length;
    return is_plain(to->bytes[side], to->length[side]);
}

/* Whether two messages say that the same law is broken: they agree up to their first number. */
static bool same_law(const char *one, const char *other)
{
    size_t length = strcspn(one, "0123456789");
    return strcspn(other, "0123456789") == length && memcmp(one, other, length) == 0;
}

/* Whether the pair breaks the same law in this mode. */
static bool fails_alike(const oracle_mode *in, oracle_pair *of, const char *message, char *said)
{
    bool fine = oracle_open(of, said) && oracle_check(in, of, true, said);
    oracle_close(of);
    return !fine && same_law(message, said);
}

/* Bytes compared in making one failure small, at most: a long pair stays as it is then. */
#define MOST_EFFORT 4000000

/* Cut out of both texts what the failure does not need. */
static void make_small(const oracle_mode *in, pair *failing, char *message)
{
    static oracle_pair shorter;
    bool cut_any = true;
    size_t effort = 0;
    char said[INVARIANT_MESSAGE];
    while (cut_any && effort < MOST_EFFORT) {
        cut_any = false;
        for (size_t length = 256; length > 0; length /= 2)
            for (int side = 0; side < 2; side++)
                for (size_t at = 0; at < failing->length[side] && effort < MOST_EFFORT;) {
                    effort += failing->length[0] + failing->length[1];
                    if (!cut(failing, side, at, length, &shorter.made) ||
                        !fails_alike(in, &shorter, message, said)) {
                        at++;
                        continue;
                    }
                    *failing = shorter.made;
                    memcpy(message, said, INVARIANT_MESSAGE);
                    cut_any = true;
                }
    }
}

static void print_text(const char *name, const char *bytes, size_t length)
{
    printf("  %s \"", name);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] < 0x20)
            printf(bytes[i] == '\n' ? "\\n" : bytes[i] == '\r' ? "\\r" : "\\t");
        else
            printf(bytes[i] == '"' || bytes[i] == '\\' ? "\\%c" : "%c", bytes[i]);
    printf("\"\n");
}

/* The failures that were printed: told apart by the mode and the law. */
#define MOST_SEEN 32

static struct seen {
    const oracle_mode *in;
    char message[INVARIANT_MESSAGE];
} seen[MOST_SEEN];
static size_t n_seen;

static bool is_new(const oracle_mode *in, const char *message)
{
    for (size_t i = 0; i < n_seen; i++)
        if (seen[i].in == in && same_law(seen[i].message, message))
            return false;
    if (n_seen == MOST_SEEN)
        return false;
    seen[n_seen].in = in;
    memcpy(seen[n_seen++].message, message, INVARIANT_MESSAGE);
    return true;
}

static pthread_mutex_t printing = PTHREAD_MUTEX_INITIALIZER;

static void fail(const oracle_mode *in, const pair *of, uint64_t round, char *message)
{
    static pair failing;
    pthread_mutex_lock(&printing);
    if (is_new(in, message)) {
        failing = *of;
        printf("round %llu, %s: %s\n", (unsigned long long)round, in->name, message);
        make_small(in, &failing, message);
        printf("smallest: %s\n", message);
        print_text("original", failing.bytes[0], failing.length[0]);
        print_text("telling ", failing.bytes[1], failing.length[1]);
    }
    pthread_mutex_unlock(&printing);
}

/* Returns in how many modes something is wrong. */
static size_t run_round(uint64_t seed, uint64_t round, oracle_pair *of)
{
    char message[INVARIANT_MESSAGE] = "";
    random_state random = {seed * UINT64_C(0x100000001b3) + round};
    size_t wrong = 0;
    bool is_long = round % ONE_LONG_IN == ONE_LONG_IN - 1;
    (is_long ? pair_make_long : pair_make)(&random, &of->made);
    bool open = oracle_open(of, message);
    for (size_t i = 0; i < ORACLE_MODES; i++)
        if (!open ||
            !oracle_check(&oracle_modes[i], of, is_long || round % ORACLE_MODES == i, message)) {
            fail(&oracle_modes[i], &of->made, round, message);
            wrong++;
        }
    oracle_close(of);
    return wrong;
}

typedef struct worker {
    uint64_t seed, first, end, step, wrong;
} worker;

static void *work(void *context)
{
    worker *me = context;
    oracle_pair *of = malloc(sizeof *of);
    for (uint64_t round = me->first; of != NULL && round < me->end; round += me->step)
        me->wrong += run_round(me->seed, round, of);
    me->wrong += of == NULL;
    free(of);
    return NULL;
}

static uint64_t number(int n_arguments, char **arguments, int index, uint64_t otherwise)
{
    return n_arguments > index ? strtoull(arguments[index], NULL, 10) : otherwise;
}

int main(int n_arguments, char **arguments)
{
    uint64_t rounds = number(n_arguments, arguments, 1, 100000);
    uint64_t seed = number(n_arguments, arguments, 2, 1);
    uint64_t first = number(n_arguments, arguments, 3, 0), wrong = 0;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t n_workers = cores < 1 ? 1 : cores < MOST_WORKERS ? (size_t)cores : MOST_WORKERS;
    worker workers[MOST_WORKERS];
    pthread_t threads[MOST_WORKERS];
    for (size_t i = 0; i < n_workers; i++) {
        workers[i] = (worker){seed, first + i, first + rounds, n_workers, 0};
        if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
            return printf("no thread to be had\n"), 1;
    }
    for (size_t i = 0; i < n_workers; i++) {
        pthread_join(threads[i], NULL);
        wrong += workers[i].wrong;
    }
    printf("%llu pairs in %d modes: %llu do not agree with the oracle\n",
           (unsigned long long)rounds, ORACLE_MODES, (unsigned long long)wrong);
    return wrong != 0;
}
