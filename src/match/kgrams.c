/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Most k-grams stand on one side only. Those of the larger side that have a word
 * which the smaller one has not are passed over. A bit for each k-gram of the
 * smaller side (Bloom, CACM 1970, with one hash) lets few of the others through,
 * and a bit for each of these few of the smaller side. What is left is numbered,
 * words compared in full.
 *
 * A hit is extended both ways to the longest equal run. Hits inside that run
 * are skipped, and no extension goes back behind the start of the run before,
 * so that all extensions together are linear in side 1.
 */
#include "match/kgrams.h"

#include "base/error.h"
#include "base/secret.h"

#include <string.h>

enum {
    ahead = 16 /* look-ups in flight: the time of one cache miss */
};

typedef struct hashed_kgram {
    uint64_t hash;
    uint32_t place;
} hashed_kgram;

/* K-grams of one side, by place. */
typedef struct hashed_list {
    const uint64_t *factors;
    const uint32_t *words;
    hashed_kgram *items;
    size_t n;
} hashed_list;

/* The k-grams that a side may have: a bit by the upper end of the hash. */
typedef struct filter {
    uint64_t *bits;
    size_t n; /* words of 64 bits */
    uint32_t shift;
} filter;

/* Numbers by k-gram. */
typedef struct number_table {
    uint32_t *slots;       /* number + 1; 0: empty */
    hashed_kgram *numbers; /* where each stands first */
    size_t n_numbers;
    uint32_t mask;
} number_table;

/* Where a k-gram stands on side 0, if it does so once. */
typedef struct al_single {
    uint32_t place;
    uint32_t stretch;
} al_single;

static const uint32_t nowhere = UINT32_MAX, repeated = UINT32_MAX - 1;

/*
 * Multilinear (Lemire and Kaser, Computer Journal 2014): with factors that nobody can foresee, its
 * upper half is as good as drawn by lot.
 */
static uint64_t kgram_hash(const uint64_t *factors, const uint32_t *words)
{
    return words[0] * factors[0] + words[1] * factors[1] + words[2] * factors[2];
}

static bool equal_kgram(const uint32_t *a, const uint32_t *b)
{
    return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
}

/* 16 bits for each k-gram: one of the others in 16 passes by chance. */
static bool filter_init(filter *filter, const almost_allocator *allocator, size_t n)
{
    uint32_t log = 10;
    while (log < 40 && UINT64_C(1) << log < (uint64_t)n * 16)
        log++;
    filter->n = (size_t)1 << (log - 6);
    filter->shift = 64 - log;
    filter->bits = al_allocate(allocator, filter->n, sizeof *filter->bits);
    return filter->bits != NULL;
}

static void filter_set(filter *filter, const hashed_list *list)
{
    memset(filter->bits, 0, filter->n * sizeof *filter->bits);
    for (size_t i = 0; i < list->n; i++) {
        uint64_t bit = list->items[i].hash >> filter->shift;
        filter->bits[bit / 64] |= UINT64_C(1) << (bit % 64);
    }
}

static bool filter_has(const filter *filter, uint64_t hash)
{
    uint64_t bit = hash >> filter->shift;
    return (filter->bits[bit / 64] >> (bit % 64) & 1) != 0;
}

static size_t count_words(const al_stretches *stretches)
{
    size_t n = 0;
    for (size_t i = 0; i < stretches->n; i++)
        n += stretches->items[i].end - stretches->items[i].start;
    return n;
}

static void add_all(hashed_list *list, const al_stretches *stretches)
{
    const uint64_t *factors = list->factors;
    const uint32_t *words = list->words;
    hashed_kgram *out = list->items;
    for (size_t i = 0; i < stretches->n; i++) {
        uint32_t last = stretches->items[i].end - AL_KGRAM_WORDS;
        for (uint32_t at = stretches->items[i].start; at <= last; at++)
            *out++ = (hashed_kgram){kgram_hash(factors, words + at), at};
    }
    list->n = (size_t)(out - list->items);
}

/* Those of words that are `known` only; their hash is yet to come. */
static void add_known(hashed_list *list, const al_stretches *stretches, const uint8_t *known)
{
    const uint32_t *words = list->words;
    hashed_kgram *out = list->items;
    for (size_t i = 0; i < stretches->n; i++) {
        uint32_t last = stretches->items[i].end - AL_KGRAM_WORDS, at = stretches->items[i].start;
        uint8_t first = known[words[at]], second = known[words[at + 1]];
        for (; at <= last; at++) {
            uint8_t third = known[words[at + 2]];
            out->place = at;
            out += first & second & third;
            first = second;
            second = third;
        }
    }
    list->n = (size_t)(out - list->items);
}

static void hash_all(hashed_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        list->items[i].hash = kgram_hash(list->factors, list->words + list->items[i].place);
}

static void keep_passing(hashed_list *list, const filter *filter)
{
    hashed_kgram *out = list->items;
    for (size_t i = 0; i < list->n; i++) {
        *out = list->items[i];
        out += filter_has(filter, list->items[i].hash);
    }
    list->n = (size_t)(out - list->items);
}

/* Mark the words of some stretches. */
static void mark_words(const uint32_t *words, const al_stretches *stretches, uint8_t *known)
{
    for (size_t i = 0; i < stretches->n; i++)
        for (uint32_t at = stretches->items[i].start; at < stretches->items[i].end; at++)
            known[words[at]] = 1;
}

/* The k-grams that the other side may have, `smaller` being the side with fewer words. */
static bool find_shared(const al_pair *pair, const almost_allocator *allocator,
                        const al_stretches stretches[2], int smaller, hashed_list lists[2])
{
    filter filter = {.bits = NULL};
    hashed_list *few = &lists[smaller], *many = &lists[!smaller];
    size_t n_few = count_words(&stretches[smaller]);
    uint8_t *known = al_allocate_zero(allocator, pair->n_folds, sizeof *known);
    few->items = al_allocate(allocator, n_few, sizeof *few->items);
    many->items = al_allocate(allocator, count_words(&stretches[!smaller]), sizeof *many->items);
    bool whole = known != NULL && few->items != NULL && many->items != NULL &&
                 filter_init(&filter, allocator, n_few);
    if (whole) {
        mark_words(few->words, &stretches[smaller], known);
        add_known(many, &stretches[!smaller], known);
        hash_all(many);
        add_all(few, &stretches[smaller]);
        filter_set(&filter, few);
        keep_passing(many, &filter);
        filter_set(&filter, many);
        keep_passing(few, &filter);
    }
    al_release(allocator, filter.bits);
    al_release(allocator, known);
    return whole;
}

static uint32_t *slot_of(const number_table *table, uint64_t hash)
{
    return &table->slots[(uint32_t)(hash >> 32) & table->mask];
}

static bool table_init(number_table *table, const almost_allocator *allocator, size_t n)
{
    size_t size = 16;
    while (size < n * 2)
        size *= 2;
    table->mask = (uint32_t)(size - 1);
    table->slots = al_allocate_zero(allocator, size, sizeof *table->slots);
    table->numbers = al_allocate(allocator, n, sizeof *table->numbers);
    return table->slots != NULL && table->numbers != NULL;
}

/* The slot of a k-gram, or the empty one where it would be; `words` are those of the table. */
static uint32_t *table_find(const number_table *table, const uint32_t *words,
                            const hashed_list *list, const hashed_kgram *kgram)
{
    uint32_t *slot = slot_of(table, kgram->hash), *end = table->slots + table->mask + 1;
    for (; *slot != 0; slot = slot + 1 < end ? slot + 1 : table->slots) {
        const hashed_kgram *known = &table->numbers[*slot - 1];
        if (known->hash == kgram->hash &&
            equal_kgram(words + known->place, list->words + kgram->place))
            break;
    }
    return slot;
}

/* Number the k-grams of one list, and find those of the other among them. */
static void number_all(number_table *table, const hashed_list *few, al_kgram *items)
{
    for (size_t i = 0; i < few->n; i++) {
        if (i + ahead < few->n)
            __builtin_prefetch(slot_of(table, few->items[i + ahead].hash));
        uint32_t *slot = table_find(table, few->words, few, &few->items[i]);
        if (*slot == 0) {
            table->numbers[table->n_numbers++] = few->items[i];
            *slot = (uint32_t)table->n_numbers;
        }
        items[i] = (al_kgram){few->items[i].place, *slot - 1};
    }
}

static size_t number_known(const number_table *table, const uint32_t *words,
                           const hashed_list *many, al_kgram *items)
{
    size_t n = 0;
    for (size_t i = 0; i < many->n; i++) {
        if (i + ahead < many->n)
            __builtin_prefetch(slot_of(table, many->items[i + ahead].hash));
        const uint32_t *slot = table_find(table, words, many, &many->items[i]);
        if (*slot != 0)
            items[n++] = (al_kgram){many->items[i].place, *slot - 1};
    }
    return n;
}

static bool number_lists(const almost_allocator *allocator, const hashed_list lists[2], int smaller,
                         al_kgrams *out)
{
    number_table table = {.n_numbers = 0};
    const hashed_list *few = &lists[smaller], *many = &lists[!smaller];
    out->items[smaller] = al_allocate(allocator, few->n, sizeof **out->items);
    out->items[!smaller] = al_allocate(allocator, many->n, sizeof **out->items);
    bool whole =
        table_init(&table, allocator, few->n) && out->items[0] != NULL && out->items[1] != NULL;
    if (whole) {
        number_all(&table, few, out->items[smaller]);
        out->n[smaller] = few->n;
        out->n[!smaller] = number_known(&table, few->words, many, out->items[!smaller]);
        out->n_numbers = table.n_numbers;
        out->singles = al_allocate(allocator, out->n_numbers, sizeof *out->singles);
        whole = out->singles != NULL;
    }
    al_release(allocator, table.slots);
    al_release(allocator, table.numbers);
    return whole;
}

almost_status al_kgrams_find(const al_pair *pair, const almost_allocator *allocator,
                             const al_stretches stretches[2], al_kgrams *out, almost_error *error)
{
    *out = (al_kgrams){.n_numbers = 0};
    const uint64_t *factors = al_secret() + 1;
    hashed_list lists[2] = {{.factors = factors, .words = pair->words[0]},
                            {.factors = factors, .words = pair->words[1]}};
    int smaller = count_words(&stretches[1]) < count_words(&stretches[0]);
    bool whole = find_shared(pair, allocator, stretches, smaller, lists) &&
                 number_lists(allocator, lists, smaller, out);
    for (int side = 0; side < 2; side++)
        al_release(allocator, lists[side].items);
    if (whole)
        return ALMOST_OK;
    al_kgrams_release(out, allocator);
    return al_fail_memory(error);
}

void al_kgrams_release(al_kgrams *kgrams, const almost_allocator *allocator)
{
    al_release(allocator, kgrams->items[0]);
    al_release(allocator, kgrams->items[1]);
    al_release(allocator, kgrams->singles);
    *kgrams = (al_kgrams){.n_numbers = 0};
}

/* The stretch that holds the k-gram at `place`, or NULL; `from` ascends with the places. */
static const al_stretch *stretch_around(const al_stretches *stretches, uint32_t place,
                                        uint32_t *from)
{
    while (*from < stretches->n && stretches->items[*from].end < place + AL_KGRAM_WORDS)
        ++*from;
    return *from < stretches->n && stretches->items[*from].start <= place ? &stretches->items[*from]
                                                                          : NULL;
}

/* Note the k-grams that stand once inside the stretches of side 0. */
static void find_singles(const al_kgrams *kgrams, const al_stretches *stretches)
{
    al_single *singles = kgrams->singles;
    for (size_t number = 0; number < kgrams->n_numbers; number++)
        singles[number].place = nowhere;
    uint32_t at = 0;
    for (size_t i = 0; i < kgrams->n[0]; i++) {
        al_kgram kgram = kgrams->items[0][i];
        if (stretch_around(stretches, kgram.place, &at) == NULL)
            continue;
        bool first = singles[kgram.number].place == nowhere;
        singles[kgram.number] = (al_single){first ? kgram.place : repeated, at};
    }
}

almost_status al_kgrams_seeds(const al_kgrams *kgrams, const al_pair *pair,
                              const almost_allocator *allocator, const al_stretches stretches[2],
                              al_anchors *out, almost_error *error)
{
    find_singles(kgrams, &stretches[0]);
    uint32_t at = 0, run_start = 0, run_end = 0;
    for (size_t i = 0; i < kgrams->n[1]; i++) {
        al_kgram kgram = kgrams->items[1][i];
        al_single single = kgrams->singles[kgram.number];
        if (single.place >= repeated || kgram.place + AL_KGRAM_WORDS <= run_end)
            continue;
        const al_stretch *theirs = stretch_around(&stretches[1], kgram.place, &at);
        if (theirs == NULL)
            continue;
        const al_stretch *mine = &stretches[0].items[single.stretch];
        uint32_t floor = run_start > theirs->start ? run_start : theirs->start;
        al_words_range within = {{mine->start, floor}, {mine->end, theirs->end}};
        al_anchor anchor = {{single.place, kgram.place}, AL_KGRAM_WORDS, 0};
        al_anchor_extend(pair, within, &anchor);
        run_start = anchor.start[1];
        run_end = anchor.start[1] + anchor.length;
        if (!al_anchors_add(out, allocator, anchor))
            return al_fail_memory(error);
    }
    return ALMOST_OK;
}
