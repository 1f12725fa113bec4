/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The vocabulary of many texts. Readers walk the table without a lock: a slot goes
 * from NULL to a vocable once, with release and acquire, and never back. Writers
 * hold the mutex. A table that is half full is replaced by one twice as large; the
 * old one stays until the end, as a reader may be in it, and a reader that misses
 * looks again under the mutex. Vocables lie in chunks and do not move.
 */
#include "words/vocabulary.h"

#include "base/load.h"
#include "words/fold.h"

#include <pthread.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
    first_slots = 1024,
    cache_line = 64, /* bytes, on most machines; elsewhere only time is lost */
    chunk_bytes = 64 * 1024,
    short_word = 64, /* bytes; folds in a small buffer */
    own_key = 8      /* bytes; see al_vocabulary_key() */
};

typedef struct table {
    struct table *older; /* a reader may still look into it */
    size_t mask;
    _Atomic(al_vocable *) slots[];
} table;

typedef struct chunk {
    struct chunk *next;
    size_t used;
    size_t capacity;
    max_align_t bytes[];
} chunk;

struct al_vocabulary {
    const almost_allocator *allocator;
    uint64_t seed;
    _Atomic(table *) table;
    atomic_uint_least64_t size;
    pthread_mutex_t mutex; /* guards what follows, and all writing to the table */
    uint32_t n;
    chunk *chunks;
};

static table *new_table(al_vocabulary *vocabulary, size_t n_slots)
{
    size_t size = sizeof(table) + n_slots * sizeof(_Atomic(al_vocable *));
    table *made = al_allocate_zero(vocabulary->allocator, size, 1);
    if (made == NULL)
        return NULL;
    for (size_t i = 0; i < n_slots; i++)
        atomic_init(&made->slots[i], NULL);
    made->mask = n_slots - 1;
    atomic_fetch_add_explicit(&vocabulary->size, size, memory_order_relaxed);
    return made;
}

al_vocabulary *al_vocabulary_new(const almost_allocator *allocator, uint64_t seed)
{
    al_vocabulary *vocabulary = al_allocate_zero(allocator, 1, sizeof *vocabulary);
    if (vocabulary == NULL)
        return NULL;
    vocabulary->allocator = allocator;
    vocabulary->seed = seed;
    atomic_init(&vocabulary->size, sizeof *vocabulary);
    table *first = new_table(vocabulary, first_slots);
    if (first == NULL || pthread_mutex_init(&vocabulary->mutex, NULL) != 0) {
        al_release(allocator, first);
        al_release(allocator, vocabulary);
        return NULL;
    }
    atomic_init(&vocabulary->table, first);
    return vocabulary;
}

void al_vocabulary_free(al_vocabulary *vocabulary)
{
    if (vocabulary == NULL)
        return;
    const almost_allocator *allocator = vocabulary->allocator;
    for (table *older, *each = atomic_load(&vocabulary->table); each != NULL; each = older) {
        older = each->older;
        al_release(allocator, each);
    }
    for (chunk *next, *each = vocabulary->chunks; each != NULL; each = next) {
        next = each->next;
        al_release(allocator, each);
    }
    pthread_mutex_destroy(&vocabulary->mutex);
    al_release(allocator, vocabulary);
}

uint64_t al_vocabulary_seed(const al_vocabulary *vocabulary)
{
    return vocabulary->seed;
}

/* Bytes to pass over so that `start` bytes, at most a line, lie in one line of the cache. */
static size_t to_line(const chunk *chunk, size_t start)
{
    size_t in_line = ((uintptr_t)chunk->bytes + chunk->used) % cache_line;
    return in_line + start <= cache_line ? 0 : cache_line - in_line;
}

/* Room in the chunks, for whoever holds the mutex; its first `start` bytes lie in one line. */
static void *take_room(al_vocabulary *vocabulary, size_t size, size_t start)
{
    size = (size + sizeof(uint64_t) - 1) / sizeof(uint64_t) * sizeof(uint64_t);
    chunk *last = vocabulary->chunks;
    size_t skip = last != NULL ? to_line(last, start) : 0;
    if (last == NULL || last->capacity - last->used < skip + size) {
        size_t capacity = size + cache_line > chunk_bytes ? size + cache_line : chunk_bytes;
        chunk *made = al_allocate(vocabulary->allocator, sizeof *made + capacity, 1);
        if (made == NULL)
            return NULL;
        *made = (chunk){.next = last, .capacity = capacity};
        vocabulary->chunks = last = made;
        skip = to_line(made, start);
        atomic_fetch_add_explicit(&vocabulary->size, sizeof *made + capacity, memory_order_relaxed);
    }
    void *room = (char *)last->bytes + last->used + skip;
    last->used += skip + size;
    return room;
}

void *al_vocabulary_room(al_vocabulary *vocabulary, size_t size)
{
    pthread_mutex_lock(&vocabulary->mutex);
    void *room = take_room(vocabulary, size, size < cache_line ? size : cache_line);
    pthread_mutex_unlock(&vocabulary->mutex);
    return room;
}

/*
 * Words of up to 8 bytes, most of them, are their own key, mixed by steps that
 * can be undone: where key and length are equal, so are the letters. Longer
 * ones have a hash. 16 bytes behind the word are readable.
 */
uint64_t al_vocabulary_key(const al_vocabulary *vocabulary, const char *bytes, uint32_t length)
{
    const uint64_t fraction = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 over the golden ratio */
    uint64_t seed = vocabulary->seed;
    if (length > 16)
        return XXH3_64bits_withSeed(bytes, length, seed);
    uint64_t first = al_load_eight(bytes);
    if (length > own_key)
        return XXH3_mul128_fold64(first ^ seed, al_load_eight(bytes + length - 8) ^
                                                    (seed ^ seed >> 29) * fraction ^ length);
    if (length < own_key)
        first &= (UINT64_C(1) << (length * 8)) - 1;
    first = (first ^ seed) * (seed << 1 | 1);
    first = (first ^ first >> 32) * fraction;
    return first ^ first >> 32;
}

/* The slot that holds the spelling, or the free one where it belongs. */
static _Atomic(al_vocable *) *slot_of(table *in, uint64_t key, const char *bytes, uint32_t length,
                                      al_vocable **found)
{
    for (size_t place = key & in->mask;; place = (place + 1) & in->mask) {
        al_vocable *each = atomic_load_explicit(&in->slots[place], memory_order_acquire);
        if (each == NULL ||
            (each->key == key && each->length == length &&
             (length <= own_key || memcmp(al_vocable_bytes(each), bytes, length) == 0))) {
            *found = each;
            return &in->slots[place];
        }
    }
}

static al_vocable *look_up(const al_vocabulary *vocabulary, uint64_t key, const char *bytes,
                           uint32_t length)
{
    al_vocable *found;
    slot_of(atomic_load_explicit(&vocabulary->table, memory_order_acquire), key, bytes, length,
            &found);
    return found;
}

void al_vocabulary_soon(const al_vocabulary *vocabulary, uint64_t key)
{
    const table *slots = atomic_load_explicit(&vocabulary->table, memory_order_acquire);
    __builtin_prefetch((const void *)&slots->slots[key & slots->mask]);
}

void al_vocabulary_sooner(const al_vocabulary *vocabulary, uint64_t key)
{
    const table *slots = atomic_load_explicit(&vocabulary->table, memory_order_acquire);
    __builtin_prefetch(
        atomic_load_explicit(&slots->slots[key & slots->mask], memory_order_acquire));
}

/* Twice the slots. The older table stays for those who are reading it. */
static bool enlarge(al_vocabulary *vocabulary)
{
    table *older = atomic_load_explicit(&vocabulary->table, memory_order_relaxed);
    table *made = new_table(vocabulary, (older->mask + 1) * 2);
    if (made == NULL)
        return false;
    made->older = older;
    for (size_t i = 0; i <= older->mask; i++) {
        al_vocable *each = atomic_load_explicit(&older->slots[i], memory_order_relaxed);
        size_t place = each != NULL ? each->key & made->mask : 0;
        if (each == NULL)
            continue;
        while (atomic_load_explicit(&made->slots[place], memory_order_relaxed) != NULL)
            place = (place + 1) & made->mask;
        atomic_store_explicit(&made->slots[place], each, memory_order_relaxed);
    }
    atomic_store_explicit(&vocabulary->table, made, memory_order_release);
    return true;
}

/* The spelling, found or made, for whoever holds the mutex. */
static al_vocable *intern(al_vocabulary *vocabulary, uint64_t key, const char *bytes,
                          uint32_t length)
{
    al_vocable *found;
    table *slots = atomic_load_explicit(&vocabulary->table, memory_order_relaxed);
    _Atomic(al_vocable *) *slot = slot_of(slots, key, bytes, length, &found);
    if (found != NULL)
        return found;
    if (((size_t)vocabulary->n + 1) * 2 > slots->mask) {
        if (!enlarge(vocabulary))
            return NULL;
        slots = atomic_load_explicit(&vocabulary->table, memory_order_relaxed);
        slot = slot_of(slots, key, bytes, length, &found);
    }
    al_vocable *made = take_room(vocabulary, sizeof *made + length + 16, sizeof *made);
    if (made == NULL)
        return NULL;
    char *letters = (char *)(made + 1);
    memcpy(letters, bytes, length);
    memset(letters + length, 0, 16);
    vocabulary->n++;
    made->length = length;
    made->key = key;
    atomic_init(&made->fold, NULL);
    atomic_init(&made->marks, 0);
    atomic_init(&made->classes, 0);
    atomic_init(&made->sketch, 0);
    atomic_init(&made->records, NULL);
    atomic_init(&made->stems, NULL);
    atomic_store_explicit(slot, made, memory_order_release);
    return made;
}

/* A spelling and its fold, in one go. */
static al_vocable *intern_folded(al_vocabulary *vocabulary, uint64_t key, const char *bytes,
                                 uint32_t length, const char *folded, uint32_t folded_length)
{
    uint64_t folded_key = al_vocabulary_key(vocabulary, folded, folded_length);
    pthread_mutex_lock(&vocabulary->mutex);
    al_vocable *made = intern(vocabulary, key, bytes, length), *fold = NULL;
    if (made != NULL)
        fold = intern(vocabulary, folded_key, folded, folded_length);
    if (fold != NULL)
        atomic_store_explicit(&made->fold, fold, memory_order_release);
    pthread_mutex_unlock(&vocabulary->mutex);
    return fold != NULL ? made : NULL;
}

al_vocable *al_vocabulary_add(al_vocabulary *vocabulary, uint64_t key, const char *bytes,
                              uint32_t length)
{
    al_vocable *found = look_up(vocabulary, key, bytes, length);
    if (found != NULL && atomic_load_explicit(&found->fold, memory_order_acquire) != NULL)
        return found;
    if (length > AL_LONGEST_FOLDED)
        return intern_folded(vocabulary, key, bytes, length, bytes, length);
    char few[4 * short_word + 32] = {0};
    char *room = few;
    size_t capacity = (size_t)length * 4 + 16;
    if (length > short_word &&
        (room = al_allocate(vocabulary->allocator, capacity + 16, 1)) == NULL)
        return NULL;
    size_t folded = al_fold_word(bytes, length, AL_FOLD_EVERYTHING, room, capacity);
    memset(room + folded, 0, 16);
    found = intern_folded(vocabulary, key, bytes, length, room, (uint32_t)folded);
    if (room != few)
        al_release(vocabulary->allocator, room);
    return found;
}

const al_vocable *al_vocabulary_find(const al_vocabulary *vocabulary, const char *bytes,
                                     uint32_t length)
{
    return look_up(vocabulary, al_vocabulary_key(vocabulary, bytes, length), bytes, length);
}

uint64_t al_vocabulary_size(const al_vocabulary *vocabulary)
{
    return atomic_load_explicit(&vocabulary->size, memory_order_relaxed);
}
