/* SPDX-License-Identifier: Apache-2.0 */
/* Witnesses sorted, equal ones as one, and what all of their words have in common. */
#include "collate/tradition.h"

#include "base/number_map.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

typedef struct ordered {
    const al_witness *witness;
    uint32_t number;
} ordered;

/* By their forms, then their chapters; equal ones by where they stand, which no answer depends on.
 */
static int by_forms(const void *one, const void *other)
{
    const ordered *a = one, *b = other;
    uint32_t shorter = a->witness->n < b->witness->n ? a->witness->n : b->witness->n;
    for (uint32_t i = 0; i < shorter; i++)
        if (a->witness->forms[i] != b->witness->forms[i])
            return a->witness->forms[i] < b->witness->forms[i] ? -1 : 1;
    if (a->witness->n != b->witness->n)
        return a->witness->n < b->witness->n ? -1 : 1;
    for (uint32_t i = 0; i < a->witness->n_cuts; i++)
        if (a->witness->cuts[i] != b->witness->cuts[i])
            return a->witness->cuts[i] < b->witness->cuts[i] ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static bool same_numbers(const uint32_t *one, const uint32_t *other, uint32_t n)
{
    return n == 0 || memcmp(one, other, n * sizeof *one) == 0;
}

static bool same_words(const al_witness *one, const al_witness *other)
{
    return one->n == other->n && same_numbers(one->forms, other->forms, one->n) &&
           same_numbers(one->cuts, other->cuts, one->n_cuts);
}

static bool sort_witnesses(al_tradition *tradition, const al_witness *witnesses, uint32_t n)
{
    const almost_allocator *allocator = tradition->allocator;
    tradition->sequences = al_allocate(allocator, n, sizeof *tradition->sequences);
    tradition->of_witness = al_allocate(allocator, n, sizeof *tradition->of_witness);
    if (tradition->sequences == NULL || tradition->of_witness == NULL)
        return false;
    ordered *order = al_allocate(allocator, n, sizeof *order);
    if (order == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        order[i] = (ordered){&witnesses[i], i};
    qsort(order, n, sizeof *order, by_forms);
    for (uint32_t i = 0; i < n; i++) {
        const al_witness *witness = order[i].witness;
        if (i == 0 || !same_words(order[i - 1].witness, witness)) {
            tradition->sequences[tradition->n++] = (al_sequence){witness->forms, witness->n, 0};
            tradition->n_words += witness->n;
        }
        tradition->sequences[tradition->n - 1].weight++;
        tradition->of_witness[order[i].number] = tradition->n - 1;
        tradition->weighted_words += witness->n;
    }
    al_release(allocator, order);
    return true;
}

static void count_shares(al_tradition *tradition)
{
    for (uint32_t s = 0; s < tradition->n; s++) {
        const al_sequence *sequence = &tradition->sequences[s];
        for (uint32_t i = 0; i < sequence->n; i++)
            tradition->shares[sequence->forms[i]] += sequence->weight;
    }
    for (uint32_t form = 0; form < tradition->n_forms; form++)
        tradition->shares[form] /= tradition->weighted_words;
}

/* Whether a form is a sign for `and`, or a word for it in a language whose scribes used one. */
static uint8_t joins_words(const char *form, uint32_t length)
{
    static const char *const words[] = {"and", "ant", "e",  "ed", "en",  "ende", "et", "i",
                                        "och", "ok",  "og", "un", "und", "unde", "y"};
    if ((length == 1 && form[0] == '&') || (length == 3 && memcmp(form, "\xE2\x81\x8A", 3) == 0))
        return AL_JOINS_SIGN;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (length == strlen(words[i]) && memcmp(form, words[i], length) == 0)
            return AL_JOINS_WORD;
    return 0;
}

/* Letters become numbers in the order in which the sorted forms have them. */
static bool number_letters(al_tradition *tradition, const al_spellings *spellings)
{
    size_t n = 0, most = spellings->pool_length + 1;
    al_number_map map;
    tradition->letters = al_allocate(tradition->allocator, most, sizeof *tradition->letters);
    if (tradition->letters == NULL ||
        !al_number_map_init(&map, tradition->allocator,
                            (uint32_t)(most < 0x110000 ? most : 0x110001)))
        return false;
    for (uint32_t form = 0; form < tradition->n_forms; form++) {
        uint32_t length, size, signature = 0;
        const char *bytes = al_spellings_bytes(spellings, form, &length);
        size_t first = n;
        for (uint32_t at = 0; at < length; at += size) {
            uint32_t letter = al_number_map_add(&map, al_decode(bytes, length, at, &size));
            tradition->letters[n++] = letter;
            signature |= UINT32_C(1) << (letter & 31);
        }
        tradition->forms[form] =
            (al_form_letters){tradition->letters + first, (uint32_t)(n - first), signature,
                              joins_words(bytes, length)};
    }
    tradition->n_letters = map.n;
    al_number_map_release(&map, tradition->allocator);
    return true;
}

bool al_tradition_init(al_tradition *tradition, const almost_allocator *allocator,
                       const al_witness *witnesses, uint32_t n, const al_spellings *spellings)
{
    *tradition = (al_tradition){.allocator = allocator, .n_forms = al_spellings_count(spellings)};
    tradition->shares = al_allocate_zero(allocator, tradition->n_forms, sizeof *tradition->shares);
    tradition->forms = al_allocate(allocator, tradition->n_forms, sizeof *tradition->forms);
    if (tradition->shares != NULL && tradition->forms != NULL &&
        sort_witnesses(tradition, witnesses, n) && number_letters(tradition, spellings)) {
        count_shares(tradition);
        return true;
    }
    al_tradition_release(tradition);
    return false;
}

bool al_tradition_of_parts(al_tradition *tradition, const al_tradition *whole,
                           const al_witness *parts, uint32_t n)
{
    *tradition = (al_tradition){.allocator = whole->allocator,
                                .n_forms = whole->n_forms,
                                .shares = whole->shares,
                                .forms = whole->forms,
                                .letters = whole->letters,
                                .n_letters = whole->n_letters,
                                .borrows = true};
    if (sort_witnesses(tradition, parts, n))
        return true;
    al_tradition_release(tradition);
    return false;
}

bool al_tradition_renew(al_tradition *tradition, const al_witness *witnesses, uint32_t n,
                        const al_spellings *spellings)
{
    const almost_allocator *allocator = tradition->allocator;
    al_release(allocator, tradition->shares);
    al_release(allocator, tradition->forms);
    al_release(allocator, tradition->letters);
    tradition->n_forms = al_spellings_count(spellings);
    tradition->letters = NULL;
    tradition->shares = al_allocate_zero(allocator, tradition->n_forms, sizeof *tradition->shares);
    tradition->forms = al_allocate(allocator, tradition->n_forms, sizeof *tradition->forms);
    tradition->n_words = 0;
    tradition->weighted_words = 0;
    for (uint32_t i = 0; i < n; i++) {
        al_sequence *sequence = &tradition->sequences[tradition->of_witness[i]];
        sequence->forms = witnesses[i].forms;
        sequence->n = witnesses[i].n;
        tradition->weighted_words += witnesses[i].n;
    }
    for (uint32_t s = 0; s < tradition->n; s++)
        tradition->n_words += tradition->sequences[s].n;
    if (tradition->shares == NULL || tradition->forms == NULL ||
        !number_letters(tradition, spellings)) {
        al_tradition_release(tradition);
        return false;
    }
    count_shares(tradition);
    return true;
}

void al_tradition_release(al_tradition *tradition)
{
    const almost_allocator *allocator = tradition->allocator;
    if (allocator == NULL)
        return;
    al_release(allocator, tradition->sequences);
    al_release(allocator, tradition->of_witness);
    if (!tradition->borrows) {
        al_release(allocator, tradition->shares);
        al_release(allocator, tradition->forms);
        al_release(allocator, tradition->letters);
    }
    *tradition = (al_tradition){.allocator = NULL};
}
