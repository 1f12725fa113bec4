/* SPDX-License-Identifier: Apache-2.0 */
/* From texts to a collation, and what is asked of it. */
#include "collate/collation.h"

#include "base/error.h"
#include "base/options.h"
#include "collate/by_chapter.h"
#include "collate/cut.h"
#include "collate/earlier.h"

#include <stdlib.h>
#include <string.h>

void almost_collate_options_init_sized(almost_collate_options *options, size_t size)
{
    const almost_collate_options defaults = {.size = sizeof defaults};
    al_options_init(options, size, &defaults, sizeof defaults);
}

almost_collation *al_collation_new(const almost_allocator *allocator, size_t n)
{
    almost_collation *collation = al_allocate_zero(allocator, 1, sizeof *collation);
    if (collation == NULL)
        return NULL;
    collation->allocator = allocator;
    collation->n = (uint32_t)n;
    collation->witnesses = al_allocate_zero(allocator, n, sizeof *collation->witnesses);
    if (collation->witnesses != NULL && al_spellings_init(&collation->spellings, allocator))
        return collation;
    almost_collation_free(collation);
    return NULL;
}

void almost_collation_free(almost_collation *collation)
{
    if (collation == NULL)
        return;
    const almost_allocator *allocator = collation->allocator;
    for (uint32_t i = 0; collation->witnesses != NULL && i < collation->n; i++)
        al_witness_release(&collation->witnesses[i], allocator);
    for (size_t i = 0; i < collation->n_texts; i++)
        almost_text_free(collation->texts[i]);
    al_release(allocator, collation->texts);
    al_chapters_of_release(&collation->chapters, allocator);
    al_release(allocator, collation->cells);
    al_release(allocator, collation->witnesses);
    al_release(allocator, collation->sigla);
    al_release(allocator, collation->document);
    al_release(allocator, collation->groups);
    al_columns_release(&collation->table, allocator);
    al_decisions_release(&collation->decisions);
    al_tradition_release(&collation->tradition);
    al_spellings_release(&collation->spellings);
    al_release(allocator, collation);
}

static bool copy_sigla(almost_collation *collation, const almost_text *const *texts,
                       const char *const *sigla)
{
    size_t length = 0, at = 0;
    for (uint32_t i = 0; i < collation->n; i++)
        length += strlen(sigla != NULL ? sigla[i] : texts[i]->name) + 1;
    collation->sigla = al_allocate(collation->allocator, length, 1);
    if (collation->sigla == NULL)
        return false;
    for (uint32_t i = 0; i < collation->n; i++) {
        const char *siglum = sigla != NULL ? sigla[i] : texts[i]->name;
        size_t size = strlen(siglum) + 1;
        memcpy(collation->sigla + at, siglum, size);
        collation->witnesses[i].siglum = collation->sigla + at;
        at += size;
    }
    return true;
}

static almost_status cut_texts(almost_collation *collation, const almost_text *const *texts,
                               almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (uint32_t i = 0; i < collation->n && status == ALMOST_OK; i++) {
        al_witness *witness = &collation->witnesses[i];
        status = al_witness_cut(witness, witness->siglum, texts[i], collation->allocator,
                                &collation->spellings, error);
    }
    return status;
}

almost_status almost_collate(const almost_text *const *texts, const char *const *sigla, size_t n,
                             const almost_collate_options *given, almost_collation **out,
                             almost_error *error)
{
    almost_collate_options options;
    almost_environment environment;
    almost_collate_options_init(&options);
    almost_status status =
        al_options_complete(&options, sizeof options, given, "almost_collate_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(&environment, options.environment, error);
    if (status != ALMOST_OK)
        return status;
    options.environment = &environment;
    if (options.by_chapter && (options.fix != NULL || options.earlier != NULL))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "by chapter texts are collated anew, without decisions and without an "
                       "earlier answer; leave out the one or the other");
    if (options.earlier != NULL)
        return al_collate_earlier(texts, sigla, n, &options, out, error);
    if (n == 0 || n > AL_MOST_WITNESSES)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "from 1 to %d witnesses can be collated, and there are %zu",
                       AL_MOST_WITNESSES, n);
    almost_collation *collation = al_collation_new(al_allocator_of(&environment), n);
    if (collation == NULL)
        return al_fail_memory(error);
    status = copy_sigla(collation, texts, sigla) ? cut_texts(collation, texts, error)
                                                 : al_fail_memory(error);
    if (status == ALMOST_OK && options.by_chapter)
        status = al_collate_find_chapters(collation, texts, error);
    if (status == ALMOST_OK)
        status = al_collation_finish(collation, &options, error);
    if (status == ALMOST_OK)
        *out = collation;
    else
        almost_collation_free(collation);
    return status;
}

/* --- What is asked of it ------------------------------------------------------------------------
 */

size_t almost_collation_witnesses(const almost_collation *collation)
{
    return collation->n;
}

uint64_t almost_collation_rows(const almost_collation *collation)
{
    return collation->table.n;
}

const char *almost_collation_siglum(const almost_collation *collation, size_t witness)
{
    assert(witness < collation->n);
    return collation->witnesses[witness].siglum;
}

const char *almost_collation_bytes(const almost_collation *collation, size_t witness,
                                   uint64_t *length)
{
    assert(witness < collation->n);
    if (length != NULL)
        *length = collation->witnesses[witness].length;
    return collation->witnesses[witness].bytes;
}

almost_span almost_collation_cell(const almost_collation *collation, uint64_t row, size_t witness)
{
    uint32_t token = al_collation_token(collation, row, witness);
    if (token == AL_NO_WORD)
        return (almost_span){0, 0};
    al_word_span span = al_witness_token(&collation->witnesses[witness], token);
    return (almost_span){span.start, span.end};
}

/* Sequences that are counted at once: their words in a row lie beside each other. */
enum { COUNTED = 256 };

/* The form of a sequence's word in a row, or UINT32_MAX. */
static uint32_t cell_at(const almost_collation *collation, uint64_t row, uint32_t sequence)
{
    const al_columns *table = &collation->table;
    uint32_t word = table->words[row * table->n_members + sequence];
    return word != AL_NO_WORD ? collation->tradition.sequences[sequence].forms[word] : UINT32_MAX;
}

/* The forms of a row from sequence `first` to `end`; `room` has COUNTED of them. */
static const uint32_t *cells_of(const almost_collation *collation, uint64_t row, uint32_t first,
                                uint32_t end, uint32_t *room)
{
    if (collation->cells != NULL)
        return collation->cells + row * collation->table.n_members + first;
    for (uint32_t sequence = first; sequence < end; sequence++)
        room[sequence - first] = cell_at(collation, row, sequence);
    return room;
}

/* How many words of a sequence stand in a row with the same form, of each from `first` to `end`. */
static void count_shared(const almost_collation *collation, uint32_t sequence, uint32_t first,
                         uint32_t end, uint32_t *same)
{
    uint32_t room[COUNTED];
    for (uint64_t row = 0; row < collation->table.n; row++) {
        uint32_t form = cell_at(collation, row, sequence);
        if (form == UINT32_MAX)
            continue;
        const uint32_t *cells = cells_of(collation, row, first, end, room);
        for (uint32_t i = 0; i < end - first; i++)
            same[i] += cells[i] == form;
    }
}

bool al_collation_lay_out(almost_collation *collation)
{
    size_t rows = collation->table.n, n = collation->tradition.n;
    if (n < COUNTED)
        return true;
    collation->cells = al_allocate(collation->allocator, rows * n, sizeof *collation->cells);
    for (size_t row = 0; collation->cells != NULL && row < rows; row++)
        for (uint32_t sequence = 0; sequence < n; sequence++)
            collation->cells[row * n + sequence] = cell_at(collation, row, sequence);
    return collation->cells != NULL;
}

double almost_collation_related(const almost_collation *collation, size_t witness)
{
    enum { FEW = 20 /* words, of which nothing can be said */ };
    assert(witness < collation->n);
    const al_tradition *tradition = &collation->tradition;
    uint32_t sequence = tradition->of_witness[witness], n = tradition->sequences[sequence].n;
    double most = 0;
    if (tradition->sequences[sequence].weight > 1 || collation->n == 1 || n < FEW)
        return 1;
    for (uint32_t first = 0; first < tradition->n; first += COUNTED) {
        uint32_t same[COUNTED] = {0};
        uint32_t end = tradition->n - first < COUNTED ? tradition->n : first + COUNTED;
        count_shared(collation, sequence, first, end, same);
        for (uint32_t other = first; other < end; other++) {
            uint32_t m = tradition->sequences[other].n, shorter = m < n ? m : n;
            double share = shorter > 0 ? (double)same[other - first] / shorter : 1;
            most = other != sequence && share > most ? share : most;
        }
    }
    return most;
}
