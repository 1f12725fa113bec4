/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From pairs to passages, two documents at a time. Where a page stands in many documents, each of
 * its places in the first one is aligned a few times (the cap); what else is like it there is
 * linked: the passage is laid on the other document without aligning it.
 */
#include "base/error.h"
#include "reuse/corpus.h"
#include "reuse/extend.h"
#include "reuse/seeds.h"

#include <string.h>

enum {
    AROUND = 36, /* letters on either side of a place that are looked at */
    ALIKE = 24,  /* of these 72, to align: a stricter window loses reworded passages */
    ALIKE_TO_LINK = 40,
    DROP_FIRST = 12, /* a quarter of the cells of 40, */
    DROP_THEN = 30,  /* which is used from the ends of what is worth it */
    WORTH = 64,      /* score */
    PLACE = 32,      /* letters of a place, whose passages are counted */
    BETWEEN = 80,    /* letters between two pieces of one passage */
    LOOKED_BACK = 16 /* passages of the pair at hand that may hold the next place */
};

/* A place of the first document: how often it was found, and in which stretch. */
typedef struct place {
    uint32_t found, start, end;
} place;

typedef struct loaded {
    uint8_t *letters;
    size_t capacity;
    uint32_t document; /* UINT32_MAX: none */
    size_t n;
} loaded;

typedef struct aligning {
    almost_reuse *reuse;
    al_extender extender;
    loaded side[2];
    place *places;
    size_t n_places, places_capacity;
    al_record *hits; /* of the two documents at hand */
    size_t n_hits, hits_capacity;
    size_t first; /* passage of these two */
    uint64_t done, all;
    bool capped; /* a hit fell into a place that was found often enough, and is alike */
    uint32_t capped_at[2];
} aligning;

static almost_status load(aligning *aligning, int side, uint32_t document, almost_error *error)
{
    loaded *loaded = &aligning->side[side];
    const al_reuse_document *about = &aligning->reuse->documents[document];
    if (loaded->document == document)
        return ALMOST_OK;
    if (!al_grow(aligning->reuse->allocator, (void **)&loaded->letters, &loaded->capacity,
                 about->n_letters + 1, 1))
        return al_fail_memory(error);
    loaded->document = UINT32_MAX;
    almost_status status = al_scratch_read(&aligning->reuse->letters, about->first_letter,
                                           loaded->letters, about->n_letters, error);
    if (status != ALMOST_OK)
        return status;
    loaded->document = document;
    loaded->n = about->n_letters;
    return ALMOST_OK;
}

/* The first document is another one: nothing was found in it yet. */
static almost_status begin_document(aligning *aligning, uint32_t document, almost_error *error)
{
    if (aligning->side[0].document == document)
        return ALMOST_OK;
    almost_status status = load(aligning, 0, document, error);
    if (status != ALMOST_OK)
        return status;
    aligning->n_places = aligning->side[0].n / PLACE + 1;
    if (!al_grow(aligning->reuse->allocator, (void **)&aligning->places, &aligning->places_capacity,
                 aligning->n_places, sizeof *aligning->places))
        return al_fail_memory(error);
    memset(aligning->places, 0, aligning->n_places * sizeof *aligning->places);
    return ALMOST_OK;
}

/* How many letters around two places are the same, each in its place. */
static int alike_around(const aligning *aligning, uint32_t a, uint32_t b)
{
    const loaded *first = &aligning->side[0], *second = &aligning->side[1];
    size_t before = a < b ? a : b, behind = first->n - a;
    int alike = 0;
    if (second->n - b < behind)
        behind = second->n - b;
    before = before < AROUND ? before : AROUND;
    behind = behind < AROUND ? behind : AROUND;
    for (size_t k = 0; k < before + behind; k++)
        alike += ((first->letters[a - before + k] ^ second->letters[b - before + k]) &
                  AL_LETTER_CODE) == 0;
    return alike;
}

/* Whether the place lies in a passage that these two documents are known to share. */
static bool is_known(const aligning *aligning, uint32_t a, uint32_t b)
{
    const almost_reuse *reuse = aligning->reuse;
    size_t n = reuse->n_passages, least = aligning->first;
    if (n - least > LOOKED_BACK)
        least = n - LOOKED_BACK;
    for (size_t i = n; i > least; i--) {
        const al_shared *known = &reuse->passages[i - 1];
        if (a > known->start[0] && a <= known->end[0] && b > known->start[1] && b <= known->end[1])
            return true;
    }
    return false;
}

/* Both ends, from a place on. False when memory ends. */
static bool reach_both(aligning *aligning, const uint32_t start[2], const uint32_t end[2],
                       int32_t drop, al_reach *before, al_reach *behind)
{
    const loaded *first = &aligning->side[0], *second = &aligning->side[1];
    return al_extend(&aligning->extender, (al_strand){first->letters, first->n, start[0]},
                     (al_strand){second->letters, second->n, start[1]}, false, drop, before) &&
           al_extend(&aligning->extender, (al_strand){first->letters, first->n, end[0]},
                     (al_strand){second->letters, second->n, end[1]}, true, drop, behind);
}

/* Whole words at both ends. */
static void take_words(const loaded *loaded, uint32_t *start, uint32_t *end)
{
    while (*start > 0 && !(loaded->letters[*start] & AL_LETTER_BEGINS))
        --*start;
    while (*end < loaded->n && !(loaded->letters[*end] & AL_LETTER_BEGINS))
        ++*end;
}

static bool keep(aligning *aligning, const al_shared *passage)
{
    almost_reuse *reuse = aligning->reuse;
    if (!al_grow(reuse->allocator, (void **)&reuse->passages, &reuse->passages_capacity,
                 reuse->n_passages + 1, sizeof *reuse->passages))
        return false;
    reuse->passages[reuse->n_passages++] = *passage;
    return true;
}

/* Align around a hit. False when memory ends; what is worth it is kept. */
static bool align_hit(aligning *aligning, uint32_t a, uint32_t b)
{
    al_shared passage = {.document = {aligning->side[0].document, aligning->side[1].document},
                         .start = {a, b},
                         .end = {a, b}};
    al_reach before, behind;
    int32_t score = 0;
    for (int turn = 0; turn < 2; turn++) {
        if (!reach_both(aligning, passage.start, passage.end, turn == 0 ? DROP_FIRST : DROP_THEN,
                        &before, &behind))
            return false;
        score += before.score + behind.score;
        if (score < WORTH)
            return true;
        passage.start[0] -= before.a;
        passage.start[1] -= before.b;
        passage.end[0] += behind.a;
        passage.end[1] += behind.b;
    }
    for (int side = 0; side < 2; side++)
        take_words(&aligning->side[side], &passage.start[side], &passage.end[side]);
    passage.score = (float)score;
    return keep(aligning, &passage);
}

static bool is_full(const aligning *aligning, uint32_t a)
{
    return aligning->places[(a > 0 ? a - 1 : 0) / PLACE].found >= aligning->reuse->cap;
}

static bool take_hit(aligning *aligning, const al_record *hit)
{
    uint32_t a = (uint32_t)(hit->low >> 32), b = (uint32_t)hit->low;
    if (is_known(aligning, a, b))
        return true;
    int alike = alike_around(aligning, a, b);
    if (is_full(aligning, a)) {
        if (!aligning->capped && alike >= ALIKE_TO_LINK) {
            aligning->capped = true;
            aligning->capped_at[0] = a;
            aligning->capped_at[1] = b;
        }
        return true;
    }
    return alike < ALIKE || align_hit(aligning, a, b);
}

/* Two pieces that stand close together on both sides are one. */
static bool is_one(const al_shared *a, const al_shared *b)
{
    for (int side = 0; side < 2; side++) {
        int64_t gap = (int64_t)b->start[side] - a->end[side];
        if (gap >= BETWEEN || b->end[side] < a->start[side] || b->start[side] < a->start[side])
            return false;
    }
    return true;
}

static void join(al_shared *into, const al_shared *piece)
{
    for (int side = 0; side < 2; side++)
        if (piece->end[side] > into->end[side])
            into->end[side] = piece->end[side];
    into->score += piece->score;
}

/* Weigh what was found in the pair, and keep what is above the threshold. False: memory. */
static bool weigh(aligning *aligning)
{
    almost_reuse *reuse = aligning->reuse;
    size_t kept = aligning->first;
    for (size_t i = aligning->first; i < reuse->n_passages; i++) {
        al_shared passage = reuse->passages[i];
        double times = al_rarity_of(&reuse->rarity, aligning->side[0].letters + passage.start[0],
                                    passage.end[0] - passage.start[0],
                                    aligning->side[1].letters + passage.start[1],
                                    passage.end[1] - passage.start[1]);
        if (times < 0)
            return false;
        passage.score *= (float)times;
        if (passage.score < reuse->least)
            continue;
        if (kept > aligning->first && is_one(&reuse->passages[kept - 1], &passage))
            join(&reuse->passages[kept - 1], &passage);
        else
            reuse->passages[kept++] = passage;
    }
    reuse->n_passages = kept;
    return true;
}

static void count_places(aligning *aligning)
{
    const almost_reuse *reuse = aligning->reuse;
    for (size_t i = aligning->first; i < reuse->n_passages; i++) {
        const al_shared *passage = &reuse->passages[i];
        for (uint32_t at = passage->start[0] / PLACE; at <= (passage->end[0] - 1) / PLACE; at++) {
            place *place = &aligning->places[at];
            if (place->found++ == 0) {
                place->start = passage->start[0];
                place->end = passage->end[0];
            }
        }
    }
}

/* Lay the passage of a full place on the second document, along the diagonal of the hit. */
static bool link_passage(aligning *aligning)
{
    uint32_t a = aligning->capped_at[0], b = aligning->capped_at[1];
    const place *place = &aligning->places[(a - 1) / PLACE];
    uint32_t before = a > place->start ? a - place->start : 0;
    uint32_t behind = place->end > a ? place->end - a : 0;
    before = before < b ? before : b;
    if (behind > aligning->side[1].n - b)
        behind = (uint32_t)aligning->side[1].n - b;
    al_shared passage = {.document = {aligning->side[0].document, aligning->side[1].document},
                         .start = {a - before, b - before},
                         .end = {a + behind, b + behind},
                         .linked = true};
    take_words(&aligning->side[1], &passage.start[1], &passage.end[1]);
    aligning->reuse->n_linked++;
    return keep(aligning, &passage);
}

/* All hits of two documents are there. */
static almost_status end_pair(aligning *aligning, almost_error *error)
{
    almost_reuse *reuse = aligning->reuse;
    if (aligning->n_hits == 0)
        return ALMOST_OK;
    almost_status status =
        begin_document(aligning, (uint32_t)(aligning->hits[0].high >> 32), error);
    if (status == ALMOST_OK)
        status = load(aligning, 1, (uint32_t)aligning->hits[0].high, error);
    if (status != ALMOST_OK)
        return status;
    bool whole = true;
    aligning->first = reuse->n_passages;
    aligning->capped = false;
    for (size_t i = 0; i < aligning->n_hits && whole; i++)
        whole = take_hit(aligning, &aligning->hits[i]);
    whole = whole && weigh(aligning);
    if (whole)
        count_places(aligning);
    if (whole && aligning->capped && reuse->n_passages == aligning->first)
        whole = link_passage(aligning);
    aligning->n_hits = 0;
    return whole ? ALMOST_OK : al_fail_memory(error);
}

static almost_status take_pairs(void *context, const al_record *records, size_t n,
                                almost_error *error)
{
    aligning *aligning = context;
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++) {
        if (aligning->n_hits > 0 && aligning->hits[0].high != records[i].high)
            status = end_pair(aligning, error);
        if (!al_grow(aligning->reuse->allocator, (void **)&aligning->hits, &aligning->hits_capacity,
                     aligning->n_hits + 1, sizeof *aligning->hits))
            return al_fail_memory(error);
        aligning->hits[aligning->n_hits++] = records[i];
    }
    aligning->done += n;
    if (status != ALMOST_OK)
        return status;
    return al_reuse_go_on(aligning->reuse, "aligning passages",
                          .4 + .6 * (double)aligning->done / (double)aligning->all, error);
}

almost_status al_reuse_align(almost_reuse *reuse, al_spill *pairs, almost_error *error)
{
    aligning aligning = {.reuse = reuse,
                         .extender = {.allocator = reuse->allocator},
                         .side = {{.document = UINT32_MAX}, {.document = UINT32_MAX}},
                         .all = al_spill_count(pairs)};
    almost_status status = al_spill_drain(pairs, take_pairs, &aligning, error);
    if (status == ALMOST_OK)
        status = end_pair(&aligning, error);
    al_extender_release(&aligning.extender);
    for (int side = 0; side < 2; side++)
        al_release(reuse->allocator, aligning.side[side].letters);
    al_release(reuse->allocator, aligning.places);
    al_release(reuse->allocator, aligning.hits);
    return status;
}
