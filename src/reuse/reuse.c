/* SPDX-License-Identifier: Apache-2.0 */
/* A corpus and its steps: documents become letters and seeds, seeds pairs, pairs passages. */
#include "base/error.h"
#include "base/free_memory.h"
#include "base/options.h"
#include "reuse/corpus.h"
#include "reuse/marks.h"
#include "reuse/seeds.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static const almost_reuse_options defaults = {.size = sizeof defaults};

/* A passage of 45 letters, or 20 common words: below it chance formulas are most of what is found.
 */
static const double usual_least = 90;

enum {
    USUAL_CAP = 4,
    LEAST_MEMORY = 16 << 20,
};

void almost_reuse_options_init_sized(almost_reuse_options *options, size_t size)
{
    al_options_init(options, size, &defaults, sizeof defaults);
}

static uint64_t memory_of(uint64_t asked)
{
    uint64_t memory = asked;
    if (memory == 0) {
        uint64_t free = al_free_memory();
        memory = free == UINT64_MAX ? UINT64_C(1) << 30 : free / 4;
    }
    return memory < LEAST_MEMORY ? LEAST_MEMORY : memory;
}

static bool copy_folder(almost_reuse *reuse, const char *folder)
{
    if (folder == NULL)
        return true;
    reuse->folder = al_allocate(reuse->allocator, strlen(folder) + 1, 1);
    if (reuse->folder != NULL)
        memcpy(reuse->folder, folder, strlen(folder) + 1);
    return reuse->folder != NULL;
}

/* Records of the corpus, to be ordered by some of their bits. */
static almost_status open_spill(almost_reuse *reuse, const char *name, int first, int end,
                                al_spill **out, almost_error *error)
{
    bool kept = reuse->kept.folder != NULL;
    return al_spill_new(
        reuse->allocator,
        &(al_spill_options){.folder = kept ? reuse->kept.folder : reuse->folder,
                            .name = kept ? name : NULL,
                            .memory = reuse->memory - reuse->memory / AL_LETTERS_SHARE,
                            .first = first,
                            .end = end},
        out, error);
}

static almost_status open_files(almost_reuse *reuse, almost_error *error)
{
    static const char *const names[] = {"texts", "letters", "marks", "about"};
    al_scratch *files[] = {&reuse->texts, &reuse->letters, &reuse->marks, &reuse->about};
    almost_status status = ALMOST_OK;
    for (int i = 0; i < 4 && status == ALMOST_OK; i++)
        status = al_kept_scratch(reuse, files[i], names[i], error);
    if (status == ALMOST_OK)
        status = open_spill(reuse, "seeds", 0, AL_SEED_HASH_BITS, &reuse->seeds, error);
    return status == ALMOST_OK ? al_kept_open(reuse, error) : status;
}

almost_status almost_reuse_new(const almost_reuse_options *options, almost_reuse **out,
                               almost_error *error)
{
    almost_reuse_options given = defaults;
    almost_environment environment;
    almost_status status =
        al_options_complete(&given, sizeof given, options, "almost_reuse_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(&environment, given.environment, error);
    if (status != ALMOST_OK)
        return status;
    if (!(given.least >= 0))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "the least score must be 0 or more");
    if (given.resume && (given.temporary == NULL || *given.temporary == '\0'))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "to resume takes the name of a folder for temporary files, where what is "
                       "done is kept");
    const almost_allocator *allocator = al_allocator_of(&environment);
    almost_reuse *reuse = al_allocate_zero(allocator, 1, sizeof *reuse);
    if (reuse == NULL)
        return al_fail_memory(error);
    reuse->allocator = allocator;
    reuse->environment = environment;
    reuse->memory = memory_of(given.memory);
    reuse->kept.lock = -1;
    reuse->cap = given.cap == 0 ? USUAL_CAP : given.cap;
    reuse->least = given.least > 0 ? given.least : usual_least;
    reuse->clock = (al_clock){.deadline = al_deadline_in(environment.timeout)};
    al_letter_table_make(&reuse->table);
    if (!copy_folder(reuse, given.temporary) || !al_rarity_init(&reuse->rarity, allocator))
        status = al_fail_memory(error);
    if (status == ALMOST_OK && given.resume)
        status = al_kept_take(reuse, error);
    if (status == ALMOST_OK)
        status = open_files(reuse, error);
    if (status == ALMOST_OK)
        *out = reuse;
    else
        almost_reuse_free(reuse);
    return status;
}

void almost_reuse_free(almost_reuse *reuse)
{
    if (reuse == NULL)
        return;
    al_scratch_close(&reuse->texts);
    al_scratch_close(&reuse->letters);
    al_scratch_close(&reuse->marks);
    al_scratch_close(&reuse->about);
    al_spill_free(reuse->seeds);
    al_spill_free(reuse->pairs);
    al_kept_close(reuse);
    al_rarity_release(&reuse->rarity);
    al_release(reuse->allocator, reuse->documents);
    al_release(reuse->allocator, reuse->whose);
    al_release(reuse->allocator, reuse->passages);
    al_line_text_release(&reuse->line, reuse->allocator);
    al_release(reuse->allocator, reuse->work);
    al_release(reuse->allocator, reuse->folder);
    al_release(reuse->allocator, reuse);
}

almost_status al_reuse_fail_late(almost_error *error)
{
    return al_fail(error, ALMOST_ERROR_TIMEOUT, NULL,
                   "the corpus was not done in time; raise the timeout or take a part of it");
}

almost_status al_reuse_go_on(almost_reuse *reuse, const char *stage, double share,
                             almost_error *error)
{
    const almost_environment *environment = &reuse->environment;
    if (al_clock_look(&reuse->clock))
        return al_reuse_fail_late(error);
    if (environment->progress != NULL &&
        environment->progress(environment->progress_context, stage, share) != 0)
        return al_fail(error, ALMOST_ERROR_CANCELLED, NULL, "cancelled");
    return ALMOST_OK;
}

/* The letters of a text, piece by piece, with a mark of each. */
static almost_status fold(almost_reuse *reuse, const char *text, size_t length, uint32_t *n,
                          almost_error *error)
{
    al_mark mark = {.letters = 0};
    uint8_t begins = AL_LETTER_BEGINS;
    almost_status status = ALMOST_OK;
    for (size_t k = 0, at = 0, end; k < al_pieces_of(length) && status == ALMOST_OK;
         k++, at = end) {
        size_t next = (k + 1) * AL_PIECE;
        end = next < length ? next + al_piece_shift(text + next, length - next) : length;
        size_t found = al_letters_of(&reuse->table, text + at, end - at, &begins,
                                     reuse->work + mark.letters, NULL);
        status = al_scratch_append(&reuse->marks, &mark, sizeof mark, error);
        al_mark_pass(&mark, text + at, end - at, found);
    }
    *n = mark.letters;
    return status;
}

/* The letters of a text, into the file of letters, and its seeds. */
static almost_status take_letters(almost_reuse *reuse, const char *text, size_t length,
                                  al_reuse_document *document, almost_error *error)
{
    if (!al_grow(reuse->allocator, (void **)&reuse->work, &reuse->work_capacity, length + 1, 1))
        return al_fail_memory(error);
    almost_status status = fold(reuse, text, length, &document->n_letters, error);
    size_t n = document->n_letters;
    if (status != ALMOST_OK)
        return status;
    document->first_letter = reuse->n_letters;
    al_rarity_add(&reuse->rarity, reuse->work, n);
    status = al_scratch_append(&reuse->letters, reuse->work, n, error);
    if (status == ALMOST_OK)
        status = al_seeds_of(reuse->work, n, reuse->n_letters, reuse->seeds, error);
    if (status == ALMOST_OK)
        reuse->n_letters += n;
    return status;
}

static almost_status check_room(const almost_reuse *reuse, const al_reuse_given *given,
                                almost_error *error)
{
    const char *id = given->id;
    size_t length = given->text_length;
    uint64_t most = reuse->environment.max_bytes;
    if (most == 0 || most > AL_REUSE_MOST_BYTES)
        most = AL_REUSE_MOST_BYTES;
    if (reuse->broken)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, id,
                       "a document before this one could not be stored; begin again");
    if (reuse->closed)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, id,
                       "a document came after the passages were looked for");
    if (length > most || given->id_length > AL_REUSE_MOST_BYTES ||
        given->rest_length > AL_REUSE_MOST_BYTES)
        return al_fail(error, ALMOST_ERROR_LIMIT, id,
                       "is longer than the %llu bytes allowed; cut it into parts",
                       (unsigned long long)most);
    if (reuse->n_documents >= UINT32_MAX - 1 ||
        reuse->n_letters + length >= UINT64_C(1) << AL_SEED_POSITION_BITS)
        return al_fail(error, ALMOST_ERROR_LIMIT, id, "the corpus is too large; take a part of it");
    return ALMOST_OK;
}

/* Into the files. */
static almost_status store(almost_reuse *reuse, const al_reuse_given *given,
                           al_reuse_document *document, almost_error *error)
{
    almost_status status = al_scratch_append(&reuse->about, given->id, given->id_length, error);
    if (status == ALMOST_OK)
        status = al_scratch_append(&reuse->about, given->rest, given->rest_length, error);
    if (status == ALMOST_OK)
        status = al_scratch_append(&reuse->texts, given->text, given->text_length, error);
    if (status == ALMOST_OK)
        status = take_letters(reuse, given->text, given->text_length, document, error);
    reuse->broken = status != ALMOST_OK;
    return status;
}

/* A document that no run before has taken in; false and an error where one did, and this is not it.
 */
static almost_status check_new(const almost_reuse *reuse, const al_reuse_given *given,
                               almost_error *error)
{
    const al_kept *kept = &reuse->kept;
    if (kept->n_again == kept->n_before && kept->stage == AL_READING)
        return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_ARGUMENT, given->id,
                   "the corpus is not the one that a run before began with, from here on; remove "
                   "%s to begin anew",
                   kept->folder);
}

/* Into the corpus. */
static almost_status take(almost_reuse *reuse, const al_reuse_given *given, almost_error *error)
{
    al_reuse_document document = {.text = reuse->texts.length,
                                  .marks = reuse->marks.length,
                                  .about = reuse->about.length,
                                  .text_length = (uint32_t)given->text_length,
                                  .id_length = (uint32_t)given->id_length,
                                  .rest_length = (uint32_t)given->rest_length,
                                  /* as Spark's xxhash64() of the id, which passim's uid is */
                                  .uid = XXH64(given->name, given->name_length, 42),
                                  .sum = given->sum};
    if (!al_grow(reuse->allocator, (void **)&reuse->documents, &reuse->documents_capacity,
                 reuse->n_documents + 1, sizeof *reuse->documents))
        return al_fail_memory(error);
    almost_status status = store(reuse, given, &document, error);
    if (status != ALMOST_OK)
        return status;
    reuse->documents[reuse->n_documents++] = document;
    return al_kept_is_due(reuse, given->text_length) ? al_kept_save(reuse, AL_READING, 0, error)
                                                     : ALMOST_OK;
}

almost_status al_reuse_add(almost_reuse *reuse, const al_reuse_given *given, almost_error *error)
{
    almost_status status = check_room(reuse, given, error);
    if (status == ALMOST_OK)
        status = al_reuse_go_on(reuse, "reading documents", 0, error);
    if (status != ALMOST_OK || al_kept_has(reuse, given->sum))
        return status;
    status = check_new(reuse, given, error);
    return status == ALMOST_OK ? take(reuse, given, error) : status;
}

/* Leading bits of a record of a pair that are 0 in all, for there are so few documents. */
static int unused_bits(size_t n_documents)
{
    int bits = 0;
    while (bits < 24 && (uint64_t)n_documents << (bits + 1) <= UINT32_MAX)
        bits++;
    return bits;
}

almost_status al_reuse_open_pairs(almost_reuse *reuse, almost_error *error)
{
    return open_spill(reuse, "pairs", unused_bits(reuse->n_documents), 128, &reuse->pairs, error);
}

/* All documents are there. */
static almost_status end_reading(almost_reuse *reuse, almost_error *error)
{
    const al_kept *kept = &reuse->kept;
    if (kept->n_again < kept->n_before)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "the corpus has fewer documents than a run before began with; remove %s to "
                       "begin anew",
                       kept->folder);
    reuse->closed = true;
    al_rarity_close(&reuse->rarity);
    almost_status status = al_reuse_note_documents(reuse, error);
    if (status != ALMOST_OK || kept->stage != AL_READING)
        return status;
    status = al_reuse_open_pairs(reuse, error);
    if (status != ALMOST_OK)
        return status;
    al_spill_empty(reuse->pairs);
    return al_kept_save(reuse, AL_PAIRING, 0, error);
}

static almost_status pair(almost_reuse *reuse, almost_error *error)
{
    if (reuse->kept.stage != AL_PAIRING)
        return ALMOST_OK;
    almost_status status = al_reuse_pair(reuse, error);
    if (status == ALMOST_OK)
        status = al_kept_save(reuse, AL_ALIGNING, 0, error);
    al_spill_empty(reuse->seeds); /* its file is as long as the corpus and more */
    return status;
}

static almost_status align(almost_reuse *reuse, almost_error *error)
{
    if (reuse->kept.stage != AL_ALIGNING)
        return ALMOST_OK;
    almost_status status = al_reuse_align(reuse, error);
    if (status == ALMOST_OK)
        status = al_kept_save(reuse, AL_FOUND, 0, error);
    al_spill_empty(reuse->pairs);
    return status;
}

almost_status almost_reuse_find(almost_reuse *reuse, almost_error *error)
{
    if (reuse->closed || reuse->broken)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       reuse->broken ? "a document could not be stored; begin again"
                                     : "the passages were looked for already");
    almost_status status = end_reading(reuse, error);
    if (status == ALMOST_OK)
        status = pair(reuse, error);
    if (status == ALMOST_OK)
        status = align(reuse, error);
    reuse->found = status == ALMOST_OK;
    return status;
}

almost_reuse_tally almost_reuse_counts(const almost_reuse *reuse)
{
    return (almost_reuse_tally){.documents = reuse->n_documents,
                                .bytes = reuse->texts.length,
                                .passages = reuse->n_passages,
                                .linked = reuse->n_linked,
                                .clusters = reuse->n_clusters};
}
