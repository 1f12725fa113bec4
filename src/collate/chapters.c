/* SPDX-License-Identifier: Apache-2.0 */
/* Chapters as words, which are matched and ordered; and witnesses with their chapters in order. */
#include "collate/collation.h"

#include "base/error.h"
#include "collate/by_chapter.h"
#include "collate/chapter_order.h"
#include "text/chapters.h"

#include <stdlib.h>
#include <string.h>

/* To put them in order takes the square. */
enum { MOST_CHAPTERS = 4096 };

void al_chapters_of_release(al_chapters_of *chapters, const almost_allocator *allocator)
{
    al_release(allocator, chapters->rows);
    al_release(allocator, chapters->parts);
    al_release(allocator, chapters->firsts);
    al_release(allocator, chapters->cuts);
    *chapters = (al_chapters_of){.n = 0};
}

/* --- What a text tells --------------------------------------------------------------------------
 */

/* The first token from `token` on that ends behind a byte. */
static uint32_t token_at(const al_witness *witness, uint32_t token, uint32_t byte)
{
    while (token < witness->n && witness->words[token].end <= byte)
        token++;
    return token;
}

static bool add_parts(almost_collation *collation, uint32_t i, const al_chapters *found,
                      size_t *room)
{
    al_chapters_of *chapters = &collation->chapters;
    const al_witness *witness = &collation->witnesses[i];
    size_t n = chapters->firsts[i + 1] = chapters->firsts[i];
    if (!al_grow(collation->allocator, (void **)&chapters->parts, room, n + found->n,
                 sizeof *chapters->parts))
        return false;
    for (uint32_t k = 0, first = 0, end; k < found->n; k++, first = end) {
        end = k + 1 < found->n ? token_at(witness, first, found->items[k].bytes.end) : witness->n;
        if (end > first)
            chapters->parts[n++] = (al_witness_part){.number = k,
                                                     .tokens = {first, end},
                                                     .title = found->items[k].title,
                                                     .was = witness->starts[first]};
    }
    chapters->firsts[i + 1] = n;
    return true;
}

almost_status al_collate_find_chapters(almost_collation *collation, const almost_text *const *texts,
                                       almost_error *error)
{
    size_t room = 0;
    collation->chapters.firsts = al_allocate_zero(collation->allocator, (size_t)collation->n + 1,
                                                  sizeof *collation->chapters.firsts);
    bool done = collation->chapters.firsts != NULL;
    for (uint32_t i = 0; done && i < collation->n; i++) {
        al_chapters found;
        done = al_chapters_find(texts[i], collation->allocator, &found);
        if (!done)
            break;
        done = add_parts(collation, i, &found, &room);
        al_release(collation->allocator, found.items);
    }
    return done ? ALMOST_OK : al_fail_memory(error);
}

/* --- Which are one another ----------------------------------------------------------------------
 */

/* Words of a chapter that are its title. */
static uint32_t title_words(const al_witness *witness, const al_witness_part *part)
{
    uint32_t token = part->tokens.start;
    while (token < part->tokens.end && witness->words[token].start < part->title.end)
        token++;
    return token - part->tokens.start;
}

static al_chapter_words *list_words(const almost_collation *collation)
{
    const al_chapters_of *chapters = &collation->chapters;
    size_t n = chapters->firsts[collation->n];
    al_chapter_words *words = al_allocate(collation->allocator, n, sizeof *words);
    for (uint32_t i = 0; words != NULL && i < collation->n; i++) {
        const al_witness *witness = &collation->witnesses[i];
        for (size_t k = chapters->firsts[i]; k < chapters->firsts[i + 1]; k++) {
            const al_witness_part *part = &chapters->parts[k];
            words[k] = (al_chapter_words){i, witness->forms + part->tokens.start,
                                          part->tokens.end - part->tokens.start,
                                          title_words(witness, part)};
        }
    }
    return words;
}

/* Say of each part which chapter it is of; false when memory ends. */
static bool match(almost_collation *collation, uint32_t *groups, uint32_t *n_groups)
{
    const almost_allocator *allocator = collation->allocator;
    al_chapters_of *chapters = &collation->chapters;
    uint32_t n = (uint32_t)chapters->firsts[collation->n], *places = NULL;
    al_chapter_words *words = list_words(collation);
    bool done = words != NULL && al_chapters_match(allocator, words, n, groups, n_groups);
    if (done && *n_groups <= MOST_CHAPTERS) {
        places = al_allocate(allocator, *n_groups, sizeof *places);
        done = places != NULL && al_chapters_order(allocator, words, n, groups, *n_groups, places);
        for (uint32_t i = 0; done && i < n; i++)
            chapters->parts[i].chapter = places[groups[i]];
    }
    al_release(allocator, places);
    al_release(allocator, words);
    return done;
}

/* --- What moved ---------------------------------------------------------------------------------
 */

/* The heaviest chain up to each chapter: a tree of prefixes (Fenwick 1994) that holds its last
 * part. */
typedef struct chains {
    uint64_t *worth;  /* of each part: its chain, in tokens */
    uint32_t *before; /* of each part: the one before it in its chain; NOBODY: none */
    uint32_t *last;   /* of each node of the tree */
    uint32_t n_chapters;
} chains;

#define NOBODY UINT32_MAX

/* Of two parts the one with the heavier chain, of equal ones the first. */
static uint32_t heavier(const chains *chains, uint32_t one, uint32_t other)
{
    if (one == NOBODY || other == NOBODY)
        return one == NOBODY ? other : one;
    if (chains->worth[one] != chains->worth[other])
        return chains->worth[one] > chains->worth[other] ? one : other;
    return one < other ? one : other;
}

static void add_to_chains(chains *chains, const al_witness_part *parts, uint32_t i)
{
    uint32_t chapter = parts[i].chapter + 1, best = NOBODY;
    for (uint32_t node = chapter; node > 0; node &= node - 1)
        best = heavier(chains, best, chains->last[node]);
    chains->before[i] = best;
    chains->worth[i] = parts[i].tokens.end - parts[i].tokens.start;
    chains->worth[i] += best != NOBODY ? chains->worth[best] : 0;
    for (uint32_t node = chapter; node <= chains->n_chapters; node += node & -node)
        chains->last[node] = heavier(chains, chains->last[node], i);
}

/* Of `n` parts in the order of their text, those beside the heaviest chain in that of the table. */
static bool find_moved(const almost_collation *collation, al_witness_part *parts, uint32_t n)
{
    const almost_allocator *allocator = collation->allocator;
    uint32_t n_chapters = collation->chapters.n, last = NOBODY;
    chains chains = {al_allocate(allocator, n, sizeof *chains.worth),
                     al_allocate(allocator, n, sizeof *chains.before),
                     al_allocate(allocator, (size_t)n_chapters + 1, sizeof *chains.last),
                     n_chapters};
    bool done = chains.worth != NULL && chains.before != NULL && chains.last != NULL;
    if (done)
        memset(chains.last, 0xFF, ((size_t)n_chapters + 1) * sizeof *chains.last);
    for (uint32_t i = 0; done && i < n; i++) {
        add_to_chains(&chains, parts, i);
        parts[i].moved = true;
        last = heavier(&chains, last, i);
    }
    for (; done && last != NOBODY; last = chains.before[last])
        parts[last].moved = false;
    al_release(allocator, chains.worth);
    al_release(allocator, chains.before);
    al_release(allocator, chains.last);
    return done;
}

/* --- Witnesses in the order of the table --------------------------------------------------------
 */

static int by_place(const void *one, const void *other)
{
    const al_witness_part *a = one, *b = other;
    if (a->chapter != b->chapter)
        return a->chapter < b->chapter ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* What takes the place of a witness's arrays. */
typedef struct arranged {
    char *own;
    uint32_t *starts;
    al_word_span *words;
    uint32_t *forms;
} arranged;

static bool take_room(arranged *to, const almost_collation *collation, const al_witness *witness)
{
    const almost_allocator *allocator = collation->allocator;
    size_t n = witness->n;
    *to = (arranged){al_allocate(allocator, (size_t)witness->length + AL_TEXT_PADDING, 1),
                     al_allocate(allocator, n + 1, sizeof *to->starts),
                     al_allocate(allocator, n, sizeof *to->words),
                     al_allocate(allocator, n, sizeof *to->forms)};
    if (to->own != NULL && to->starts != NULL && to->words != NULL && to->forms != NULL)
        return true;
    al_release(allocator, to->own);
    al_release(allocator, to->starts);
    al_release(allocator, to->words);
    al_release(allocator, to->forms);
    return false;
}

/* A part goes to token *token and byte *byte, which go behind it. */
static void put_part(arranged *to, const al_witness *witness, al_witness_part *part,
                     uint32_t *token, uint32_t *byte)
{
    uint32_t first = part->tokens.start, end = part->tokens.end, n = end - first;
    uint32_t start = witness->starts[first], size = witness->starts[end] - start;
    uint32_t shift = *byte - start; /* modulo 2^32 */
    memcpy(to->own + *byte, witness->bytes + start, size);
    memcpy(to->forms + *token, witness->forms + first, n * sizeof *to->forms);
    for (uint32_t i = 0; i < n; i++) {
        al_word_span word = witness->words[first + i];
        to->starts[*token + i] = witness->starts[first + i] + shift;
        to->words[*token + i] = (al_word_span){word.start + shift, word.end + shift};
    }
    if (part->title.end > part->title.start)
        part->title = (al_range){part->title.start + shift, part->title.end + shift};
    part->tokens = (al_range){*token, *token + n};
    *token += n;
    *byte += size;
}

/* A witness whose parts are in another order than its text has them. */
static bool rearrange(const almost_collation *collation, al_witness *witness,
                      al_witness_part *parts, size_t n)
{
    arranged to;
    uint32_t token = 0, byte = 0;
    if (!take_room(&to, collation, witness))
        return false;
    for (size_t i = 0; i < n; i++)
        put_part(&to, witness, &parts[i], &token, &byte);
    memset(to.own + witness->length, ' ', AL_TEXT_PADDING);
    to.starts[token] = byte;
    al_release(collation->allocator, witness->starts);
    al_release(collation->allocator, witness->words);
    al_release(collation->allocator, witness->forms);
    witness->bytes = witness->own = to.own;
    witness->starts = to.starts;
    witness->words = to.words;
    witness->forms = to.forms;
    return true;
}

/* Whether the text of a witness can be had again from its parts, byte for byte. */
static bool is_whole(const al_witness *witness, const char *text, const al_witness_part *parts,
                     size_t n)
{
    uint64_t all = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t start = witness->starts[parts[i].tokens.start];
        uint32_t size = witness->starts[parts[i].tokens.end] - start;
        if (memcmp(witness->bytes + start, text + parts[i].was, size) != 0)
            return false;
        all += size;
    }
    return all == witness->length || n == 0;
}

static void note_cuts(al_witness *witness, uint32_t *cuts, uint32_t n_chapters,
                      const al_witness_part *parts, size_t n)
{
    size_t part = 0;
    for (uint32_t chapter = 0; chapter <= n_chapters; chapter++) {
        while (part < n && parts[part].chapter < chapter)
            part++;
        cuts[chapter] = part < n ? parts[part].tokens.start : witness->n;
    }
    witness->cuts = cuts;
    witness->n_cuts = n_chapters + 1;
}

static almost_status arrange_witness(almost_collation *collation, uint32_t i, almost_error *error)
{
    al_chapters_of *chapters = &collation->chapters;
    al_witness *witness = &collation->witnesses[i];
    al_witness_part *parts = chapters->parts + chapters->firsts[i];
    size_t n = chapters->firsts[i + 1] - chapters->firsts[i];
    const char *text = witness->bytes;
    bool sorted = true;
    for (size_t k = 1; k < n; k++)
        sorted &= by_place(&parts[k - 1], &parts[k]) < 0;
    bool done = find_moved(collation, parts, (uint32_t)n);
    if (done && !sorted) {
        qsort(parts, n, sizeof *parts, by_place);
        done = rearrange(collation, witness, parts, n);
    }
    if (!done)
        return al_fail_memory(error);
    if (!is_whole(witness, text, parts, n))
        return al_fail(error, ALMOST_ERROR_MISMATCH, witness->siglum,
                       "cannot be put together from its chapters: this is a defect; please report "
                       "it");
    note_cuts(witness, chapters->cuts + (size_t)i * (chapters->n + 1), chapters->n, parts, n);
    return ALMOST_OK;
}

/* Whether a text among them has more than one chapter. */
static bool any_divided(const almost_collation *collation)
{
    const size_t *firsts = collation->chapters.firsts;
    for (uint32_t i = 0; i < collation->n; i++)
        if (firsts[i + 1] - firsts[i] > 1)
            return true;
    return false;
}

almost_status al_collate_arrange_chapters(almost_collation *collation, almost_error *error)
{
    const almost_allocator *allocator = collation->allocator;
    al_chapters_of *chapters = &collation->chapters;
    uint32_t n = 0;
    if (chapters->firsts == NULL || !any_divided(collation))
        return ALMOST_OK;
    uint32_t *groups = al_allocate(allocator, chapters->firsts[collation->n], sizeof *groups);
    bool done = groups != NULL && match(collation, groups, &n);
    al_release(allocator, groups);
    if (done && n > MOST_CHAPTERS)
        return al_fail(error, ALMOST_ERROR_LIMIT, NULL,
                       "there are %lu chapters, and at most %d can be put in order; collate the "
                       "whole",
                       (unsigned long)n, MOST_CHAPTERS);
    if (done) {
        chapters->cuts = al_allocate(allocator, (size_t)collation->n * (n + 1), sizeof(uint32_t));
        chapters->rows = al_allocate_zero(allocator, (size_t)n + 1, sizeof *chapters->rows);
        done = chapters->cuts != NULL && chapters->rows != NULL;
    }
    almost_status status = done ? ALMOST_OK : al_fail_memory(error);
    chapters->n = n;
    for (uint32_t i = 0; status == ALMOST_OK && i < collation->n; i++)
        status = arrange_witness(collation, i, error);
    return status;
}
