/* SPDX-License-Identifier: Apache-2.0 */
/* Stages that look at one document: its letters, its seeds, its words, and what stands where. */
#include "base/error.h"
#include "base/options.h"
#include "reuse/corpus.h"
#include "reuse/located.h"
#include "reuse/seeds.h"

struct almost_reuse_reader {
    const almost_allocator *allocator;
    almost_environment environment;
    al_letter_table table;
    uint8_t *letters;
    uint32_t *starts;
    almost_reuse_seed *seeds;
    size_t letters_capacity, starts_capacity, seeds_capacity;
};

almost_status almost_reuse_reader_new(const almost_environment *environment,
                                      almost_reuse_reader **out, almost_error *error)
{
    almost_environment complete;
    almost_status status = al_environment_complete(&complete, environment, error);
    if (status != ALMOST_OK)
        return status;
    const almost_allocator *allocator = al_allocator_of(&complete);
    almost_reuse_reader *reader = al_allocate_zero(allocator, 1, sizeof *reader);
    if (reader == NULL)
        return al_fail_memory(error);
    reader->allocator = allocator;
    reader->environment = complete;
    al_letter_table_make(&reader->table);
    *out = reader;
    return ALMOST_OK;
}

void almost_reuse_reader_free(almost_reuse_reader *reader)
{
    if (reader == NULL)
        return;
    al_release(reader->allocator, reader->letters);
    al_release(reader->allocator, reader->starts);
    al_release(reader->allocator, reader->seeds);
    al_release(reader->allocator, reader);
}

/* As almost_reuse_add() has it. */
static almost_status check_length(const almost_reuse_reader *reader, size_t length,
                                  almost_error *error)
{
    uint64_t most = reader->environment.max_bytes;
    if (most == 0 || most > AL_REUSE_MOST_BYTES)
        most = AL_REUSE_MOST_BYTES;
    if (length <= most)
        return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_LIMIT, NULL,
                   "is longer than the %llu bytes allowed; cut it into parts",
                   (unsigned long long)most);
}

almost_status almost_reuse_letters(almost_reuse_reader *reader, const char *text, size_t length,
                                   const uint8_t **letters, size_t *n, almost_error *error)
{
    almost_status status = check_length(reader, length, error);
    if (status != ALMOST_OK)
        return status;
    if (!al_grow(reader->allocator, (void **)&reader->letters, &reader->letters_capacity,
                 length + 1, 1))
        return al_fail_memory(error);
    uint8_t begins = AL_LETTER_BEGINS;
    *n = al_letters_of(&reader->table, text, length, &begins, reader->letters, NULL);
    *letters = reader->letters;
    return ALMOST_OK;
}

almost_status almost_reuse_seeds(almost_reuse_reader *reader, const uint8_t *letters, size_t n,
                                 almost_reuse_seed **seeds, size_t *n_seeds, almost_error *error)
{
    al_seed_walk walk;
    al_record seed;
    size_t found = 0;
    almost_status status = check_length(reader, n, error);
    if (status != ALMOST_OK)
        return status;
    al_seed_walk_begin(&walk, letters, n);
    while (al_seed_walk_next(&walk, &seed)) {
        if (!al_grow(reader->allocator, (void **)&reader->seeds, &reader->seeds_capacity, found + 1,
                     sizeof *reader->seeds))
            return al_fail_memory(error);
        reader->seeds[found++] = (almost_reuse_seed){.hash = al_seed_hash(&seed),
                                                     .context = al_seed_context(&seed),
                                                     .letter = (uint32_t)al_seed_position(&seed)};
    }
    *seeds = reader->seeds;
    *n_seeds = found;
    return ALMOST_OK;
}

uint64_t almost_reuse_count_words(const uint8_t *letters, size_t n, uint32_t *counts)
{
    _Static_assert((int)ALMOST_REUSE_WORDS == 1 << AL_RARITY_BITS, "one table");
    al_rarity rarity = {.counts = counts};
    al_rarity_add(&rarity, letters, n);
    return rarity.words;
}

/* The letters and their places, and whether the stretches lie among them, in order. */
static almost_status read_again(almost_reuse_reader *reader, const char *text, size_t length,
                                const almost_reuse_place *places, size_t n, almost_error *error)
{
    if (!al_grow(reader->allocator, (void **)&reader->letters, &reader->letters_capacity,
                 length + 1, 1) ||
        !al_grow(reader->allocator, (void **)&reader->starts, &reader->starts_capacity, length + 1,
                 sizeof *reader->starts))
        return al_fail_memory(error);
    uint8_t begins = AL_LETTER_BEGINS;
    size_t letters =
        al_letters_of(&reader->table, text, length, &begins, reader->letters, reader->starts);
    for (size_t i = 0; i < n; i++)
        if (places[i].start >= places[i].end || places[i].end > letters ||
            (i > 0 && places[i].start < places[i - 1].start))
            return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                           "stretch %zu is not of this text, or not in order", i);
    return ALMOST_OK;
}

static void put_place(const al_located *located, almost_reuse_place *place)
{
    for (int i = 0; i < 2; i++) {
        place->byte[i] = located->bytes[i];
        place->code_point[i] = located->units[i];
    }
}

almost_status almost_reuse_locate(almost_reuse_reader *reader, const char *text, size_t length,
                                  almost_reuse_place *places, size_t n, almost_error *error)
{
    almost_status status = check_length(reader, length, error);
    if (status == ALMOST_OK)
        status = read_again(reader, text, length, places, n, error);
    if (status != ALMOST_OK)
        return status;
    al_located *located = al_allocate(reader->allocator, n, sizeof *located);
    al_located **order = al_allocate(reader->allocator, n, sizeof *order);
    if (located != NULL && order != NULL) {
        for (size_t i = 0; i < n; i++) {
            located[i] = (al_located){.start = places[i].start, .end = places[i].end};
            order[i] = &located[i];
        }
        al_locate_in(&(al_lettered){text, length, reader->starts}, ALMOST_CODE_POINTS, order, n);
        for (size_t i = 0; i < n; i++)
            put_place(&located[i], &places[i]);
    } else {
        status = al_fail_memory(error);
    }
    al_release(reader->allocator, located);
    al_release(reader->allocator, order);
    return status;
}
