/* SPDX-License-Identifier: Apache-2.0 */
/* Each chapter as a tradition of its own, with what the whole teaches of its spelling. */
#include "collate/by_chapter.h"

#include "base/error.h"

/* One chapter. */
typedef struct piece {
    almost_collation *collation;
    uint32_t chapter;
    al_witness *witnesses; /* those that have it, with its words alone */
    uint32_t *numbers;     /* of each witness of the collation: which of these it is */
    uint32_t n;
    uint64_t n_words;
    al_tradition tradition;
    al_columns columns;
} piece;

/* The words of a witness that are in a chapter. */
static al_range words_of(const al_witness *witness, uint32_t chapter)
{
    return (al_range){witness->cuts[chapter], witness->cuts[chapter + 1]};
}

static void take_witnesses(piece *piece)
{
    const almost_collation *collation = piece->collation;
    piece->n = 0;
    piece->n_words = 0;
    for (uint32_t i = 0; i < collation->n; i++) {
        const al_witness *witness = &collation->witnesses[i];
        al_range words = words_of(witness, piece->chapter);
        piece->numbers[i] = piece->n;
        if (words.start == words.end)
            continue;
        piece->witnesses[piece->n++] =
            (al_witness){.forms = witness->forms + words.start, .n = words.end - words.start};
        piece->n_words += words.end - words.start;
    }
}

/* The columns of the piece become rows of the table. */
static bool put_rows(const piece *piece, const uint32_t *firsts, size_t *room)
{
    const almost_collation *collation = piece->collation;
    al_columns *table = &piece->collation->table;
    const al_columns *columns = &piece->columns;
    size_t n = table->n_members, all = (size_t)(table->n + columns->n) * n;
    if (!al_grow(collation->allocator, (void **)&table->words, room, all, sizeof *table->words))
        return false;
    for (uint32_t s = 0; s < n; s++) {
        const al_witness *witness = &collation->witnesses[firsts[s]];
        al_range words = words_of(witness, piece->chapter);
        bool has = words.end > words.start;
        uint32_t member = has ? piece->tradition.of_witness[piece->numbers[firsts[s]]] : 0;
        for (uint32_t row = 0; row < columns->n; row++) {
            uint32_t word =
                has ? columns->words[(size_t)row * columns->n_members + member] : AL_NO_WORD;
            table->words[(size_t)(table->n + row) * n + s] =
                word != AL_NO_WORD ? word + words.start : AL_NO_WORD;
        }
    }
    table->n += columns->n;
    return true;
}

static almost_status collate(piece *piece, const al_collating *collating, almost_error *error)
{
    enum { LITTLE = 20000 /* words times witnesses, for which starting threads costs too much */ };
    almost_collation *collation = piece->collation;
    al_collating own = *collating;
    bool whole;
    if (!al_tradition_of_parts(&piece->tradition, &collation->tradition, piece->witnesses,
                               piece->n))
        return al_fail_memory(error);
    if (piece->n_words * piece->n < LITTLE)
        own.threads = 1;
    almost_status status =
        al_align_learnt(&piece->tradition, &own, &collation->model, &piece->columns, &whole, error);
    collation->whole &= status == ALMOST_OK && whole;
    return status;
}

static almost_status align_all(piece *piece, const uint32_t *firsts, const al_collating *collating,
                               almost_error *error)
{
    almost_collation *collation = piece->collation;
    al_chapters_of *chapters = &collation->chapters;
    almost_status status = ALMOST_OK;
    size_t room = 0;
    for (uint32_t chapter = 0; chapter < chapters->n && status == ALMOST_OK; chapter++) {
        al_watch_part(collating->watch, chapter + 1, chapters->n + 1);
        piece->chapter = chapter;
        take_witnesses(piece);
        status = collate(piece, collating, error);
        if (status == ALMOST_OK && !put_rows(piece, firsts, &room))
            status = al_fail_memory(error);
        al_columns_release(&piece->columns, collation->allocator);
        al_tradition_release(&piece->tradition);
        chapters->rows[chapter + 1] = collation->table.n;
    }
    return status;
}

/* Of each sequence a witness. */
static uint32_t *first_witnesses(const almost_collation *collation)
{
    uint32_t *firsts = al_allocate(collation->allocator, collation->tradition.n, sizeof *firsts);
    for (uint32_t i = collation->n; firsts != NULL && i-- > 0;)
        firsts[collation->tradition.of_witness[i]] = i;
    return firsts;
}

/* The table, with no rows yet. */
static bool begin_table(almost_collation *collation)
{
    uint32_t n = collation->tradition.n;
    collation->table = (al_columns){
        .n_members = n, .members = al_allocate(collation->allocator, n, sizeof(uint32_t))};
    for (uint32_t s = 0; collation->table.members != NULL && s < n; s++)
        collation->table.members[s] = s;
    collation->whole = true;
    return collation->table.members != NULL;
}

almost_status al_collate_align_chapters(almost_collation *collation, const al_collating *collating,
                                        almost_error *error)
{
    const almost_allocator *allocator = collation->allocator;
    piece piece = {.collation = collation,
                   .witnesses = al_allocate_zero(allocator, collation->n, sizeof(al_witness)),
                   .numbers = al_allocate(allocator, collation->n, sizeof(uint32_t))};
    uint32_t *firsts = first_witnesses(collation);
    almost_status status = ALMOST_OK;
    if (piece.witnesses == NULL || piece.numbers == NULL || firsts == NULL ||
        !begin_table(collation))
        status = al_fail_memory(error);
    al_watch_part(collating->watch, 0, collation->chapters.n + 1);
    if (status == ALMOST_OK)
        status = al_model_learn(&collation->model, &collation->tradition, collating, error);
    if (status == ALMOST_OK)
        status = align_all(&piece, firsts, collating, error);
    al_release(allocator, firsts);
    al_release(allocator, piece.witnesses);
    al_release(allocator, piece.numbers);
    return status;
}
