/* SPDX-License-Identifier: Apache-2.0 */
/* Words of decisions are united to classes (Tarjan 1975), first within witnesses, then in all. */
#include "collate/fixed.h"

#include "base/error.h"
#include "base/search.h"
#include "collate/joined.h"
#include "collate/marks.h"

#include <stdlib.h>
#include <string.h>

/* A word of a decision, as what it is sorted by. */
typedef struct node {
    uint32_t class; /* a node that stands for all that are united with it, then a number */
    uint32_t whose; /* witness, or sequence */
    uint32_t word;
    uint32_t number; /* in decisions->words */
} node;

typedef struct uniting {
    const al_decisions *decisions;
    node *nodes;
    uint32_t *parents; /* of each word of the decisions */
    size_t *of;        /* of each: its decision */
    almost_error *error;
} uniting;

static bool begin(uniting *uniting, const al_decisions *decisions)
{
    const almost_allocator *allocator = decisions->allocator;
    size_t n = decisions->n_words;
    uniting->decisions = decisions;
    uniting->nodes = al_allocate(allocator, n, sizeof *uniting->nodes);
    uniting->parents = al_allocate(allocator, n, sizeof *uniting->parents);
    uniting->of = al_allocate(allocator, n, sizeof *uniting->of);
    if (uniting->nodes == NULL || uniting->parents == NULL || uniting->of == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        uniting->parents[i] = i;
    for (size_t d = 0; d < decisions->n; d++)
        for (size_t i = 0; i < decisions->items[d].n; i++)
            uniting->of[decisions->items[d].first + i] = d;
    return true;
}

static void end(uniting *uniting)
{
    const almost_allocator *allocator = uniting->decisions->allocator;
    al_release(allocator, uniting->nodes);
    al_release(allocator, uniting->parents);
    al_release(allocator, uniting->of);
}

static uint32_t find(uint32_t *parents, uint32_t i)
{
    while (parents[i] != i)
        i = parents[i] = parents[parents[i]];
    return i;
}

static int by_word(const void *one, const void *other)
{
    const node *a = one, *b = other;
    if (a->whose != b->whose)
        return a->whose < b->whose ? -1 : 1;
    if (a->word != b->word)
        return a->word < b->word ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static int by_class(const void *one, const void *other)
{
    const node *a = one, *b = other;
    if (a->class != b->class)
        return a->class < b->class ? -1 : 1;
    return by_word(one, other);
}

static void sort(uniting *uniting, int (*order)(const void *, const void *))
{
    if (uniting->decisions->n_words > 0)
        qsort(uniting->nodes, uniting->decisions->n_words, sizeof *uniting->nodes, order);
}

static void unite(uint32_t *parents, uint32_t one, uint32_t other)
{
    parents[find(parents, one)] = find(parents, other);
}

static void unite_same(uniting *uniting)
{
    const node *nodes = uniting->nodes;
    sort(uniting, by_word);
    for (size_t i = 1; i < uniting->decisions->n_words; i++)
        if (nodes[i].whose == nodes[i - 1].whose && nodes[i].word == nodes[i - 1].word)
            unite(uniting->parents, nodes[i].number, nodes[i - 1].number);
}

static void unite_decided(uniting *uniting)
{
    const al_decision *items = uniting->decisions->items;
    for (uint32_t i = 1; i < uniting->decisions->n_words; i++)
        if (uniting->of[i] == uniting->of[i - 1] && items[uniting->of[i]].together)
            unite(uniting->parents, i, i - 1);
}

/* Unite what is the same word, and what belongs together; nodes are by class then. */
static void unite_all(uniting *uniting)
{
    unite_same(uniting);
    unite_decided(uniting);
    for (size_t i = 0; i < uniting->decisions->n_words; i++)
        uniting->nodes[i].class = find(uniting->parents, uniting->nodes[i].number);
    sort(uniting, by_class);
}

static almost_status contradict(const uniting *uniting, const node *one, const node *other,
                                const char *why)
{
    return al_decisions_contradict(uniting->decisions, uniting->of[one->number],
                                   uniting->of[other->number], why, uniting->error);
}

/* --- Words of one witness ------------------------------------------------------------------------
 */

/* Note which words are one with the word before; joins[witness] may be NULL. */
static almost_status note_join(const uniting *uniting, const al_witness *witnesses, size_t i,
                               bool **joins)
{
    const node *here = &uniting->nodes[i], *before = &uniting->nodes[i - 1];
    if (here->class != before->class || here->whose != before->whose || here->word == before->word)
        return ALMOST_OK;
    if (here->word != before->word + 1)
        return contradict(uniting, here, before,
                          "two words of one witness would stand in one place, and do not follow "
                          "each other");
    bool **mine = &joins[here->whose];
    if (*mine == NULL)
        *mine = al_allocate_zero(uniting->decisions->allocator, witnesses[here->whose].n,
                                 sizeof **mine);
    if (*mine == NULL)
        return al_fail_memory(uniting->error);
    (*mine)[here->word] = true;
    return ALMOST_OK;
}

static almost_status join_all(const uniting *uniting, al_witness *witnesses, uint32_t n,
                              al_spellings *spellings, bool **joins)
{
    const almost_allocator *allocator = uniting->decisions->allocator;
    almost_status status = ALMOST_OK;
    for (size_t i = 1; i < uniting->decisions->n_words && status == ALMOST_OK; i++)
        status = note_join(uniting, witnesses, i, joins);
    for (uint32_t w = 0; w < n; w++) {
        if (status == ALMOST_OK && joins[w] != NULL &&
            !al_witness_join(&witnesses[w], allocator, spellings, joins[w]))
            status = al_fail_memory(uniting->error);
        al_release(allocator, joins[w]);
    }
    return status;
}

almost_status al_fixed_join(const al_decisions *decisions, al_witness *witnesses, uint32_t n,
                            al_spellings *spellings, almost_error *error)
{
    uniting uniting = {.error = error};
    bool **joins = al_allocate_zero(decisions->allocator, n, sizeof *joins);
    almost_status status = al_fail_memory(error);
    if (begin(&uniting, decisions) && joins != NULL) {
        for (uint32_t i = 0; i < decisions->n_words; i++)
            uniting.nodes[i] = (node){0, decisions->words[i].witness, decisions->words[i].word, i};
        unite_all(&uniting);
        status = join_all(&uniting, witnesses, n, spellings, joins);
    }
    al_release(decisions->allocator, joins);
    end(&uniting);
    return status;
}

/* --- Classes -------------------------------------------------------------------------------------
 */

/* The token that a word is in now. */
static uint32_t token_of(const al_witness *witness, uint32_t word)
{
    const uint32_t *firsts = witness->pieces.firsts;
    uint32_t low = 0, high = witness->n;
    if (firsts == NULL)
        return word;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        *(firsts[middle] <= word ? &low : &high) = middle;
    }
    return low;
}

/* Number classes by the first of their words, so that nothing depends on the order of decisions. */
static void number_classes(uniting *uniting)
{
    size_t n = uniting->decisions->n_words;
    uint32_t *numbers = uniting->parents, classes = 0; /* no longer needed */
    sort(uniting, by_word);
    memset(numbers, 0xFF, n * sizeof *numbers);
    for (size_t i = 0; i < n; i++) {
        uint32_t *number = &numbers[uniting->nodes[i].class];
        if (*number == UINT32_MAX)
            *number = classes++;
        uniting->nodes[i].class = *number;
    }
    sort(uniting, by_class);
}

static almost_status put_words(const uniting *uniting, al_fixed *fixed)
{
    for (size_t i = 0; i < uniting->decisions->n_words; i++) {
        const node *here = &uniting->nodes[i], *before = i > 0 ? here - 1 : here;
        bool same = i > 0 && here->class == before->class;
        if (same && here->whose == before->whose && here->word == before->word)
            continue;
        if (same && here->whose == before->whose)
            return contradict(uniting, here, before,
                              "two words of one witness, or of two that have the same words, "
                              "would stand in one place");
        if (!same)
            fixed->firsts[fixed->n++] = (uint32_t)fixed->n_words;
        fixed->words[fixed->n_words++] = (al_fixed_word){here->whose, here->word, here->class};
    }
    fixed->firsts[fixed->n] = (uint32_t)fixed->n_words;
    return ALMOST_OK;
}

/* The words of a decision, which are of these classes, are apart from each other. */
static almost_status part(const uniting *uniting, const al_decision *decision,
                          const uint32_t *classes, al_fixed *fixed, size_t *room)
{
    size_t number = (size_t)(decision - uniting->decisions->items);
    for (size_t i = 0; i < decision->n; i++) {
        for (size_t k = 0; k < i; k++) {
            if (classes[k] == classes[i])
                return al_decisions_contradict(uniting->decisions, number, number,
                                               "these words belong together", uniting->error);
            if (!al_grow(fixed->allocator, (void **)&fixed->apart, room, fixed->n_apart + 1,
                         sizeof *fixed->apart))
                return al_fail_memory(uniting->error);
            fixed->apart[fixed->n_apart++] = (al_fixed_pair){classes[k], classes[i]};
        }
    }
    return ALMOST_OK;
}

static almost_status part_all(const uniting *uniting, al_fixed *fixed)
{
    const al_decisions *decisions = uniting->decisions;
    uint32_t *classes = uniting->parents;
    size_t room = 0;
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < decisions->n_words; i++)
        classes[uniting->nodes[i].number] = uniting->nodes[i].class;
    for (size_t d = 0; d < decisions->n && status == ALMOST_OK; d++)
        if (!decisions->items[d].together)
            status = part(uniting, &decisions->items[d], classes + decisions->items[d].first, fixed,
                          &room);
    return status;
}

/* A decision that is of a class. */
static size_t decision_of(const uniting *uniting, uint32_t class)
{
    size_t i = 0, found = 0;
    for (; i < uniting->decisions->n_words; i++)
        if (uniting->nodes[i].class == class)
            found = uniting->of[uniting->nodes[i].number];
    return found;
}

/* That places can stand in one order: the words of a witness do in its own. */
static almost_status check_order(const uniting *uniting, const al_fixed *fixed)
{
    uint32_t pair[2];
    al_marks marks = {.allocator = fixed->allocator};
    bool done = al_marks_reserve(&marks, fixed->n_words, fixed->n);
    for (size_t i = 0; done && i < fixed->n_words; i++)
        marks.items[marks.n++] =
            (al_mark){fixed->words[i].sequence, fixed->words[i].word, fixed->words[i].class};
    bool ordered = done && al_marks_order(&marks, pair);
    al_marks_release(&marks);
    if (!done)
        return al_fail_memory(uniting->error);
    if (ordered)
        return ALMOST_OK;
    return al_decisions_contradict(uniting->decisions, decision_of(uniting, pair[0]),
                                   decision_of(uniting, pair[1]), "their words would cross",
                                   uniting->error);
}

static bool take_room(al_fixed *fixed, size_t n)
{
    fixed->words = al_allocate(fixed->allocator, n, sizeof *fixed->words);
    fixed->firsts = al_allocate(fixed->allocator, n + 1, sizeof *fixed->firsts);
    return fixed->words != NULL && fixed->firsts != NULL;
}

almost_status al_fixed_init(al_fixed *fixed, const al_decisions *decisions,
                            const al_witness *witnesses, const al_tradition *tradition,
                            almost_error *error)
{
    uniting uniting = {.error = error};
    *fixed = (al_fixed){.allocator = decisions->allocator};
    almost_status status = al_fail_memory(error);
    if (begin(&uniting, decisions) && take_room(fixed, decisions->n_words)) {
        for (uint32_t i = 0; i < decisions->n_words; i++) {
            al_decided_word word = decisions->words[i];
            uniting.nodes[i] = (node){0, tradition->of_witness[word.witness],
                                      token_of(&witnesses[word.witness], word.word), i};
        }
        unite_all(&uniting);
        number_classes(&uniting);
        status = put_words(&uniting, fixed);
        if (status == ALMOST_OK)
            status = part_all(&uniting, fixed);
        if (status == ALMOST_OK)
            status = check_order(&uniting, fixed);
    }
    end(&uniting);
    return status;
}

void al_fixed_release(al_fixed *fixed)
{
    if (fixed->allocator == NULL)
        return;
    al_release(fixed->allocator, fixed->words);
    al_release(fixed->allocator, fixed->firsts);
    al_release(fixed->allocator, fixed->apart);
    *fixed = (al_fixed){.allocator = NULL};
}

uint32_t al_fixed_word_of(const al_fixed *fixed, uint32_t class, uint32_t sequence)
{
    size_t low = fixed->firsts[class], high = fixed->firsts[class + 1];
    size_t found = AL_FIRST_FROM(al_fixed_word, fixed->words, low, high, sequence, sequence);
    bool there = found < high && fixed->words[found].sequence == sequence;
    return there ? fixed->words[found].word : UINT32_MAX;
}
