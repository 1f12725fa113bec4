/* SPDX-License-Identifier: Apache-2.0 */
/* From witnesses that are cut to the table, and the proof that nothing was lost on the way. */
#include "collate/collation.h"

#include "base/error.h"
#include "base/workers.h"
#include "collate/by_chapter.h"
#include "collate/division.h"
#include "collate/expand.h"
#include "collate/kept.h"

#include <stdlib.h>
#include <string.h>

/* Cells of a block that is weighed, where the environment does not say: 32 MiB a thread. */
static const uint64_t most_cells_usual = UINT64_C(1) << 22;

/* --- Sigla -------------------------------------------------------------------------------------
 */

typedef struct named {
    const char *siglum;
    uint32_t witness;
} named;

static int by_name(const void *one, const void *other)
{
    return strcmp(((const named *)one)->siglum, ((const named *)other)->siglum);
}

/* ARGUMENT when two witnesses have one siglum. */
static almost_status check_sigla(const almost_collation *collation, almost_error *error)
{
    named *names = al_allocate(collation->allocator, collation->n, sizeof *names);
    almost_status status = ALMOST_OK;
    if (names == NULL)
        return al_fail_memory(error);
    for (uint32_t i = 0; i < collation->n; i++)
        names[i] = (named){collation->witnesses[i].siglum, i};
    qsort(names, collation->n, sizeof *names, by_name);
    for (uint32_t i = 1; i < collation->n && status == ALMOST_OK; i++)
        if (strcmp(names[i - 1].siglum, names[i].siglum) == 0)
            status =
                al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                        "two witnesses have the siglum %.64s; give each its own", names[i].siglum);
    al_release(collation->allocator, names);
    return status;
}

/* --- All in order -------------------------------------------------------------------------------
 */

static bool sort_forms(almost_collation *collation)
{
    uint32_t *renumber = al_allocate(collation->allocator,
                                     al_spellings_count(&collation->spellings), sizeof *renumber);
    bool sorted = renumber != NULL && al_spellings_sort(&collation->spellings, renumber);
    for (uint32_t i = 0; sorted && i < collation->n; i++) {
        al_witness *witness = &collation->witnesses[i];
        for (uint32_t k = 0; k < witness->n; k++)
            witness->forms[k] = renumber[witness->forms[k]];
        for (uint32_t k = 0; k < witness->pieces.n; k++)
            witness->pieces.forms[k] = renumber[witness->pieces.forms[k]];
    }
    al_release(collation->allocator, renumber);
    return sorted;
}

/*
 * Words that are lost, doubled or out of order are the one fault that is never forgiven: so each
 * witness is rebuilt from the rows. A failure is a defect of this program, and said.
 */
static almost_status rebuild(const almost_collation *collation, almost_error *error)
{
    for (uint32_t i = 0; i < collation->n; i++) {
        const al_witness *witness = &collation->witnesses[i];
        uint32_t next = 0, byte = 0;
        for (uint64_t row = 0; row < collation->table.n; row++) {
            uint32_t token = al_collation_token(collation, row, i);
            if (token == AL_NO_WORD)
                continue;
            if (token != next || witness->starts[token] != byte)
                break;
            byte = witness->starts[token + 1];
            next++;
        }
        if (next != witness->n || byte != witness->length)
            return al_fail(error, ALMOST_ERROR_MISMATCH, witness->siglum,
                           "cannot be rebuilt from the table, from word %lu on: this is a defect; "
                           "please report it",
                           (unsigned long)next + 1);
    }
    return ALMOST_OK;
}

/* Threads for so much work: starting one costs more than collating some hundred words does. */
static uint32_t threads_for(const almost_collation *collation,
                            const almost_environment *environment)
{
    const uint64_t little = 20000;
    uint64_t words = 0;
    for (uint32_t i = 0; i < collation->n; i++)
        words += collation->witnesses[i].n;
    return words * collation->n < little ? 1 : al_workers_wanted(environment);
}

/* --- What is decided ----------------------------------------------------------------------------
 */

static almost_status read_decisions(almost_collation *collation,
                                    const almost_collate_options *options, almost_error *error)
{
    al_decisions *decisions = &collation->decisions;
    if (options->fix == NULL)
        return ALMOST_OK;
    if (options->fix_length > AL_TEXT_MOST_BYTES)
        return al_text_too_long(options->fix_name, AL_TEXT_MOST_BYTES, error);
    decisions->allocator = collation->allocator;
    return al_decisions_read(decisions, options, collation->witnesses, collation->n,
                             &collation->spellings, error);
}

/*
 * Words of one witness that belong together are one token from here on. Decisions are of words as
 * they are written, and so abbreviations are resolved behind them.
 */
static almost_status take_decisions(almost_collation *collation,
                                    const almost_collate_options *options, almost_error *error)
{
    const al_expand_source source = {collation->document, collation->document_length};
    al_decisions *decisions = &collation->decisions;
    almost_status status = read_decisions(collation, options, error);
    if (status == ALMOST_OK && options->expand &&
        !al_expand(collation->witnesses, collation->n, source, &collation->spellings))
        status = al_fail_memory(error);
    if (status == ALMOST_OK && decisions->n > 0)
        status = al_fixed_join(decisions, collation->witnesses, collation->n, &collation->spellings,
                               error);
    return status;
}

static almost_status sort_all(almost_collation *collation, al_fixed *fixed, almost_error *error)
{
    if (!sort_forms(collation))
        return al_fail_memory(error);
    almost_status status = al_collate_arrange_chapters(collation, error);
    if (status != ALMOST_OK)
        return status;
    if (!al_tradition_init(&collation->tradition, collation->allocator, collation->witnesses,
                           collation->n, &collation->spellings))
        return al_fail_memory(error);
    if (collation->decisions.n == 0)
        return ALMOST_OK;
    return al_fixed_init(fixed, &collation->decisions, collation->witnesses, &collation->tradition,
                         error);
}

/* The table; `fixed` may be of nothing. */
static almost_status align(almost_collation *collation, const al_collating *collating,
                           almost_error *error)
{
    const al_fixed *fixed = collating->fixed;
    almost_status status = collation->chapters.n > 0
                               ? al_collate_align_chapters(collation, collating, error)
                               : al_align(&collation->tradition, collating, &collation->table,
                                          &collation->model, &collation->whole, error);
    if (status == ALMOST_OK && fixed != NULL)
        status = al_fixed_check(fixed, &collation->table, error);
    if (status == ALMOST_OK &&
        (!al_division_join(collation, fixed) || !al_collation_lay_out(collation)))
        status = al_fail_memory(error);
    return status == ALMOST_OK ? rebuild(collation, error) : status;
}

almost_status al_collation_finish(almost_collation *collation,
                                  const almost_collate_options *options, almost_error *error)
{
    const almost_environment *environment = options->environment;
    al_watch watch;
    al_fixed fixed = {.allocator = NULL};
    al_collating collating = {
        .watch = &watch,
        .threads = threads_for(collation, environment),
        .most_cells = environment->max_cells != 0 ? environment->max_cells : most_cells_usual,
    };
    al_watch_init(&watch, environment);
    almost_status status = check_sigla(collation, error);
    if (status == ALMOST_OK)
        status = take_decisions(collation, options, error);
    if (status == ALMOST_OK)
        status = sort_all(collation, &fixed, error);
    collating.fixed = fixed.allocator != NULL ? &fixed : NULL;
    if (status == ALMOST_OK)
        status = align(collation, &collating, error);
    al_fixed_release(&fixed);
    return status;
}
