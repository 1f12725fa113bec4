/* SPDX-License-Identifier: Apache-2.0 */
/* All arrays of a witness are made anew; those that it was cut into become its pieces. */
#include "collate/joined.h"

/* What takes the place of a witness's arrays. */
typedef struct joined {
    uint32_t n;
    uint32_t *starts;
    al_word_span *words;
    uint32_t *forms;
    al_word_span *json;
    uint32_t *firsts;
} joined;

static bool take_room(joined *joined, const almost_allocator *allocator, const al_witness *witness)
{
    joined->starts = al_allocate(allocator, (size_t)joined->n + 1, sizeof *joined->starts);
    joined->words = al_allocate(allocator, joined->n, sizeof *joined->words);
    joined->forms = al_allocate(allocator, joined->n, sizeof *joined->forms);
    joined->firsts = al_allocate(allocator, (size_t)joined->n + 1, sizeof *joined->firsts);
    if (witness->json != NULL)
        joined->json = al_allocate(allocator, joined->n, sizeof *joined->json);
    return joined->starts != NULL && joined->words != NULL && joined->forms != NULL &&
           joined->firsts != NULL && (witness->json == NULL || joined->json != NULL);
}

static void release(joined *joined, const almost_allocator *allocator)
{
    al_release(allocator, joined->starts);
    al_release(allocator, joined->words);
    al_release(allocator, joined->forms);
    al_release(allocator, joined->json);
    al_release(allocator, joined->firsts);
}

/* Token `k` of the new ones, from `first` to `end` of those there are. */
static bool put(joined *joined, const al_witness *witness, al_spellings *spellings, uint32_t k,
                uint32_t first, uint32_t end)
{
    const uint32_t *before = witness->pieces.firsts;
    joined->starts[k] = witness->starts[first];
    joined->words[k] = (al_word_span){witness->words[first].start, witness->words[end - 1].end};
    joined->forms[k] = witness->forms[first];
    joined->firsts[k] = before != NULL ? before[first] : first;
    if (witness->json != NULL)
        joined->json[k] = (al_word_span){witness->json[first].start, witness->json[end - 1].end};
    return end - first == 1 ||
           al_spellings_join(spellings, witness->forms + first, end - first, &joined->forms[k]);
}

static bool fill(joined *joined, const al_witness *witness, al_spellings *spellings,
                 const bool *joins)
{
    uint32_t k = 0;
    for (uint32_t first = 0, end; first < witness->n; first = end) {
        for (end = first + 1; end < witness->n && joins[end];)
            end++;
        if (!put(joined, witness, spellings, k++, first, end))
            return false;
    }
    joined->starts[k] = witness->starts[witness->n];
    joined->firsts[k] = witness->pieces.firsts != NULL ? witness->pieces.n : witness->n;
    return true;
}

/* The arrays there are become pieces, or were made of pieces already and go. */
static void keep_pieces(al_witness *witness, const almost_allocator *allocator)
{
    al_witness_pieces *pieces = &witness->pieces;
    if (pieces->firsts == NULL) {
        *pieces =
            (al_witness_pieces){witness->n, witness->starts, witness->forms, witness->json, NULL};
    } else {
        al_release(allocator, witness->starts);
        al_release(allocator, witness->forms);
        al_release(allocator, witness->json);
        al_release(allocator, pieces->firsts);
    }
    al_release(allocator, witness->words);
}

bool al_witness_join(al_witness *witness, const almost_allocator *allocator,
                     al_spellings *spellings, const bool *joins)
{
    joined joined = {.n = witness->n};
    for (uint32_t i = 1; i < witness->n; i++)
        joined.n -= joins[i];
    if (joined.n == witness->n)
        return true;
    if (!take_room(&joined, allocator, witness) || !fill(&joined, witness, spellings, joins)) {
        release(&joined, allocator);
        return false;
    }
    keep_pieces(witness, allocator);
    witness->n = joined.n;
    witness->starts = joined.starts;
    witness->words = joined.words;
    witness->forms = joined.forms;
    witness->json = joined.json;
    witness->pieces.firsts = joined.firsts;
    return true;
}
