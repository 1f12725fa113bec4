/* SPDX-License-Identifier: Apache-2.0 */
/* The first half: documents to numbers of forms, with what is known of their places. */
#include "library/index_lists.h"

#include "base/error.h"
#include "base/secret.h"
#include "base/utf8.h"
#include "library/format.h"
#include "library/line_ends.h"
#include "library/index_word.h"

#include <assert.h>
#include <string.h>

enum { BATCH = 256 };

almost_status al_indexer_new(const al_storage *storage, const almost_allocator *allocator,
                             const char *path, al_indexer **out, almost_error *error)
{
    al_indexer *indexer = al_allocate_zero(allocator, 1, sizeof *indexer);
    if (indexer == NULL)
        return al_fail_memory(error);
    indexer->allocator = allocator;
    almost_status status = al_segment_maker_begin(&indexer->maker, storage, allocator, path, error);
    if (status != ALMOST_OK) {
        al_release(allocator, indexer);
        return status;
    }
    indexer->making = true;
    *out = indexer;
    return ALMOST_OK;
}

void al_indexer_free(al_indexer *indexer)
{
    if (indexer == NULL)
        return;
    const almost_allocator *allocator = indexer->allocator;
    if (indexer->making)
        al_segment_maker_discard(&indexer->maker);
    al_release(allocator, indexer->table);
    al_release(allocator, indexer->forms);
    al_release(allocator, indexer->words);
    al_release(allocator, indexer->runs);
    al_index_words_free(indexer->tokens);
    al_release(allocator, indexer);
}

uint64_t al_indexer_words(const al_indexer *indexer)
{
    return indexer->n_words;
}

/* --- Forms -------------------------------------------------------------- */

static size_t place_of(const al_indexer *indexer, uint64_t key)
{
    return al_secret_place(key, al_secret()[0]) & (indexer->n_slots - 1);
}

static uint32_t *slot_of(const al_indexer *indexer, uint64_t key)
{
    size_t place = place_of(indexer, key);
    while (indexer->table[place] != UINT32_MAX && indexer->forms[indexer->table[place]].key != key)
        place = (place + 1) & (indexer->n_slots - 1);
    return &indexer->table[place];
}

/* Room for so many further forms, the table at most half full. */
static bool make_room(al_indexer *indexer, uint32_t more)
{
    size_t wanted = (size_t)indexer->n_forms + more;
    if (!al_grow(indexer->allocator, (void **)&indexer->forms, &indexer->forms_capacity, wanted,
                 sizeof *indexer->forms))
        return false;
    if (wanted * 2 <= indexer->n_slots)
        return true;
    size_t n = indexer->n_slots > 0 ? indexer->n_slots : 4096;
    while (n < wanted * 2)
        n *= 2;
    uint32_t *table = al_allocate(indexer->allocator, n, sizeof *table);
    if (table == NULL)
        return false;
    al_release(indexer->allocator, indexer->table);
    indexer->table = table;
    indexer->n_slots = n;
    memset(table, 0xFF, n * sizeof *table);
    for (uint32_t i = 0; i < indexer->n_forms; i++)
        *slot_of(indexer, indexer->forms[i].key) = i;
    return true;
}

uint32_t al_indexer_form(const al_indexer *indexer, uint64_t key)
{
    return indexer->n_slots > 0 ? *slot_of(indexer, key) : UINT32_MAX;
}

static uint32_t number_form(al_indexer *indexer, uint64_t key)
{
    uint32_t *slot = slot_of(indexer, key);
    if (*slot == UINT32_MAX) {
        indexer->forms[indexer->n_forms] = (al_indexed_form){.key = key};
        *slot = indexer->n_forms++;
    }
    return *slot;
}

/* --- Documents ---------------------------------------------------------- */

/* A document on its way, up to its last checkpoint. */
typedef struct walk {
    const al_indexed *document;
    uint64_t words;
    uint32_t byte; /* of the text */
    uint32_t continuation, lines;
    uint32_t next_outside;
} walk;

static void pass_checkpoint(al_indexer *indexer, walk *walk, uint32_t byte)
{
    const almost_text *text = walk->document->slice.text;
    const char *from = text->bytes + walk->byte;
    uint32_t passed = byte - walk->byte;
    if (!text->ascii)
        walk->continuation += passed - (uint32_t)al_count_code_points(from, passed);
    walk->lines += al_count_line_ends(from, passed);
    walk->byte = byte;
    al_segment_maker_checkpoint(&indexer->maker, byte - walk->document->slice.start,
                                walk->continuation, walk->lines);
}

/* Whether a word lies in bytes that are left out; words come in order. */
static bool is_outside(walk *walk, const al_index_word *token)
{
    const al_indexed *document = walk->document;
    while (walk->next_outside < document->n_outside &&
           document->outside[walk->next_outside].end <= token->start)
        walk->next_outside++;
    return walk->next_outside < document->n_outside &&
           document->outside[walk->next_outside].start < token->end;
}

static almost_status add_words(al_indexer *indexer, walk *walk, const al_index_word *tokens,
                               size_t n, almost_error *error)
{
    const char *bytes = walk->document->slice.text->bytes;
    if (!make_room(indexer, (uint32_t)n) ||
        !al_grow(indexer->allocator, (void **)&indexer->words, &indexer->words_capacity,
                 indexer->n_words + n, sizeof *indexer->words))
        return al_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        if (walk->document->n_outside > 0 && is_outside(walk, &tokens[i]))
            continue;
        if (walk->words % AL_CHECKPOINT == 0)
            pass_checkpoint(indexer, walk, tokens[i].start);
        uint32_t form = number_form(indexer, al_index_word_key(indexer->tokens, bytes, &tokens[i]));
        indexer->forms[form].count++;
        indexer->words[indexer->n_words++] = form;
        walk->words++;
    }
    return ALMOST_OK;
}

static almost_status walk_words(al_indexer *indexer, walk *walk, almost_error *error)
{
    al_index_word tokens[BATCH];
    size_t n;
    almost_status status = ALMOST_OK;
    if (indexer->tokens == NULL)
        status = al_index_words_new(&walk->document->slice, &indexer->tokens, error);
    else
        al_index_words_begin(indexer->tokens, &walk->document->slice);
    while (status == ALMOST_OK) {
        status = al_index_words_next(indexer->tokens, tokens, BATCH, &n, error);
        if (status != ALMOST_OK || n == 0)
            break;
        status = add_words(indexer, walk, tokens, n, error);
        if (status == ALMOST_OK)
            status =
                al_pace_tell(walk->document->pace,
                             tokens[n - 1].end / (double)walk->document->slice.text->length, error);
    }
    return status;
}

almost_status al_indexer_add(al_indexer *indexer, const al_document_about *about,
                             const al_indexed *document, almost_error *error)
{
    const al_slice *slice = &document->slice;
    walk walk = {.document = document, .byte = slice->start};
    if (al_segment_maker_is_full(&indexer->maker, al_slice_length(slice)))
        return al_fail(error, ALMOST_ERROR_LIMIT, about->name,
                       "does not fit into a segment with what was added before; add it alone");
    if (!al_grow(indexer->allocator, (void **)&indexer->runs, &indexer->runs_capacity,
                 (size_t)indexer->n_runs + 1, sizeof *indexer->runs))
        return al_fail_memory(error);
    al_index_run *run = &indexer->runs[indexer->n_runs++];
    *run = (al_index_run){.position = al_segment_maker_document(&indexer->maker, about),
                          .word = indexer->n_words};
    if (document->keep)
        al_segment_maker_text(&indexer->maker, al_slice_bytes(slice), al_slice_length(slice));
    for (uint32_t i = 0; i < document->n_outside; i++)
        al_segment_maker_outside(&indexer->maker, document->outside[i].start - slice->start,
                                 document->outside[i].end - slice->start);
    almost_status status = walk_words(indexer, &walk, error);
    run->n = walk.words;
    al_segment_maker_document_end(&indexer->maker, walk.words, al_slice_length(slice));
    return status;
}
