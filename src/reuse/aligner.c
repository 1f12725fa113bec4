/* SPDX-License-Identifier: Apache-2.0 */
/* Hits of two documents, one after the other, and what is found around them. */
#include "reuse/aligner.h"

#include "base/error.h"

#include <string.h>

enum {
    ALIKE_TO_LINK = 40,
    DROP_FIRST = 16, /* half of the cells of what follows, */
    DROP_THEN = 30,  /* which is used from the ends of what is worth it */
    WORTH = 56,      /* score */
    PLACE = 32,      /* letters of a place, whose passages are counted */
    BETWEEN = 80,    /* letters between two pieces of one passage */
    MARGIN = 64,     /* letters beyond a stretch that is linked: a longer word is cut */
    LOOKED_BACK = 16 /* passages of the pair at hand that may hold the next place */
};

void al_shared_aligner_init(al_shared_aligner *aligner, almost_reuse *reuse)
{
    *aligner =
        (al_shared_aligner){.reuse = reuse,
                            .extender = {.allocator = reuse->allocator, .clock = reuse->clock},
                            .words = {.allocator = reuse->allocator},
                            .side = {{.document = UINT32_MAX}, {.document = UINT32_MAX}}};
}

void al_shared_aligner_release(al_shared_aligner *aligner)
{
    const almost_allocator *allocator = aligner->reuse->allocator;
    al_extender_release(&aligner->extender);
    al_release(allocator, aligner->words.known);
    for (int side = 0; side < 2; side++)
        al_release(allocator, aligner->side[side].own);
    al_release(allocator, aligner->stretch.own);
    al_release(allocator, aligner->places);
    al_release(allocator, aligner->last_at);
    al_release(allocator, aligner->passages);
    memset(aligner, 0, sizeof *aligner);
}

/* Memory has ended, or the time. */
static almost_status fail(const al_shared_aligner *aligner, almost_error *error)
{
    return aligner->extender.clock.late ? al_reuse_fail_late(error) : al_fail_memory(error);
}

/* Letters of the corpus from one on. */
static almost_status read_letters(const al_shared_aligner *aligner, al_loaded *loaded,
                                  uint64_t first, size_t n, almost_error *error)
{
    almost_reuse *reuse = aligner->reuse;
    loaded->n = n;
    if (reuse->all_letters != NULL) {
        loaded->letters = reuse->all_letters + first;
        return ALMOST_OK;
    }
    if (!al_grow(reuse->allocator, (void **)&loaded->own, &loaded->capacity, n + 1, 1))
        return al_fail_memory(error);
    loaded->letters = loaded->own;
    return al_scratch_read(&reuse->letters, first, loaded->own, n, error);
}

static almost_status load(al_shared_aligner *aligner, int side, uint32_t document,
                          almost_error *error)
{
    al_loaded *loaded = &aligner->side[side];
    const al_reuse_document *about = &aligner->reuse->documents[document];
    if (loaded->document == document)
        return ALMOST_OK;
    loaded->document = UINT32_MAX;
    almost_status status =
        read_letters(aligner, loaded, about->first_letter, about->n_letters, error);
    if (status == ALMOST_OK)
        loaded->document = document;
    return status;
}

/* The first document is another one: nothing was found in it yet. */
static almost_status begin_document(al_shared_aligner *aligner, uint32_t document,
                                    almost_error *error)
{
    if (aligner->side[0].document == document)
        return ALMOST_OK;
    almost_status status = load(aligner, 0, document, error);
    if (status != ALMOST_OK)
        return status;
    aligner->n_places = aligner->side[0].n / PLACE + 1;
    if (!al_grow(aligner->reuse->allocator, (void **)&aligner->places, &aligner->places_capacity,
                 aligner->n_places, sizeof *aligner->places))
        return al_fail_memory(error);
    memset(aligner->places, 0, aligner->n_places * sizeof *aligner->places);
    return ALMOST_OK;
}

int al_alike_around(const al_loaded *first, uint32_t a, const al_loaded *second, uint32_t b)
{
    size_t before = a < b ? a : b, behind = first->n - a;
    int alike = 0;
    if (second->n - b < behind)
        behind = second->n - b;
    before = before < AL_ALIKE_AROUND ? before : AL_ALIKE_AROUND;
    behind = behind < AL_ALIKE_AROUND ? behind : AL_ALIKE_AROUND;
    for (size_t k = 0; k < before + behind; k++)
        alike += ((first->letters[a - before + k] ^ second->letters[b - before + k]) &
                  AL_LETTER_CODE) == 0;
    return alike;
}

static bool holds(const al_shared *passage, uint32_t a, uint32_t b)
{
    return a > passage->start[0] && a <= passage->end[0] && b > passage->start[1] &&
           b <= passage->end[1];
}

/*
 * Whether the hit lies in a passage that these two documents are known to share: one of the last
 * ones, or the last one at its place in the second document. The latter is for what stands many
 * times in either: each of its hits would be aligned again else.
 */
static bool is_known(const al_shared_aligner *aligner, uint32_t a, uint32_t b)
{
    size_t n = aligner->n_passages, least = aligner->first;
    uint32_t last = aligner->last_at[(b - 1) / PLACE];
    if (last >= least && last < n && holds(&aligner->passages[last], a, b))
        return true;
    if (n - least > LOOKED_BACK)
        least = n - LOOKED_BACK;
    for (size_t i = n; i > least; i--)
        if (holds(&aligner->passages[i - 1], a, b))
            return true;
    return false;
}

/* The passage that was found last is the one at each of its places in the second document. */
static void note_last(al_shared_aligner *aligner)
{
    uint32_t number = (uint32_t)aligner->n_passages - 1;
    const al_shared *passage = &aligner->passages[number];
    for (uint32_t at = passage->start[1] / PLACE; at <= (passage->end[1] - 1) / PLACE; at++)
        aligner->last_at[at] = number;
}

/* Both ends, from a place on. False when memory ends. */
static bool reach_both(al_shared_aligner *aligner, const uint32_t start[2], const uint32_t end[2],
                       int32_t drop, al_reach *before, al_reach *behind)
{
    const al_loaded *first = &aligner->side[0], *second = &aligner->side[1];
    return al_extend(&aligner->extender, (al_strand){first->letters, first->n, start[0]},
                     (al_strand){second->letters, second->n, start[1]}, false, drop, before) &&
           al_extend(&aligner->extender, (al_strand){first->letters, first->n, end[0]},
                     (al_strand){second->letters, second->n, end[1]}, true, drop, behind);
}

/* Whole words at both ends. */
static void take_words(const al_loaded *loaded, uint32_t *start, uint32_t *end)
{
    while (*start > 0 && !(loaded->letters[*start] & AL_LETTER_BEGINS))
        --*start;
    while (*end < loaded->n && !(loaded->letters[*end] & AL_LETTER_BEGINS))
        ++*end;
}

static bool keep(al_shared_aligner *aligner, const al_shared *passage)
{
    if (aligner->n_passages == UINT32_MAX ||
        !al_grow(aligner->reuse->allocator, (void **)&aligner->passages,
                 &aligner->passages_capacity, aligner->n_passages + 1, sizeof *aligner->passages))
        return false;
    aligner->passages[aligner->n_passages++] = *passage;
    return true;
}

/* Align around a hit. False when memory or time ends; what is worth it is kept. */
static bool align_hit(al_shared_aligner *aligner, uint32_t a, uint32_t b)
{
    al_shared passage = {.document = {aligner->side[0].document, aligner->side[1].document},
                         .start = {a, b},
                         .end = {a, b}};
    al_reach before, behind;
    int32_t score = 0;
    for (int turn = 0; turn < 2; turn++) {
        if (!reach_both(aligner, passage.start, passage.end, turn == 0 ? DROP_FIRST : DROP_THEN,
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
        take_words(&aligner->side[side], &passage.start[side], &passage.end[side]);
    passage.score = (float)score;
    if (!keep(aligner, &passage))
        return false;
    note_last(aligner);
    return true;
}

static bool is_full(const al_shared_aligner *aligner, uint32_t a)
{
    return aligner->places[(a > 0 ? a - 1 : 0) / PLACE].found >= aligner->reuse->cap;
}

/* What the passage of a full place would be on both sides, along the diagonal of a hit. */
static al_shared laid_on(const al_shared_aligner *aligner, uint32_t a, uint32_t b)
{
    const al_found_place *place = &aligner->places[(a - 1) / PLACE];
    uint32_t n = aligner->reuse->documents[(uint32_t)aligner->pair].n_letters;
    uint32_t before = a > place->start ? a - place->start : 0;
    uint32_t behind = place->end > a ? place->end - a : 0;
    before = before < b ? before : b;
    behind = behind < n - b ? behind : n - b;
    return (al_shared){.document = {(uint32_t)(aligner->pair >> 32), (uint32_t)aligner->pair},
                       .start = {a - before, b - before},
                       .end = {a + behind, b + behind},
                       .linked = true};
}

/*
 * Read the letters of the second document in which a passage would be linked, and no others: where
 * a page stands everywhere, nearly all of its pairs need no more.
 */
static almost_status read_stretch(al_shared_aligner *aligner, uint32_t a, uint32_t b,
                                  almost_error *error)
{
    const al_reuse_document *document = &aligner->reuse->documents[(uint32_t)aligner->pair];
    al_shared laid = laid_on(aligner, a, b);
    uint32_t start = laid.start[1] > MARGIN ? laid.start[1] - MARGIN : 0;
    uint32_t end =
        document->n_letters - laid.end[1] > MARGIN ? laid.end[1] + MARGIN : document->n_letters;
    aligner->stretch_first = start;
    return read_letters(aligner, &aligner->stretch, document->first_letter + start, end - start,
                        error);
}

/* A hit in a full place: whether it is to be linked. */
static almost_status take_capped(al_shared_aligner *aligner, uint32_t a, uint32_t b,
                                 almost_error *error)
{
    if (aligner->capped)
        return ALMOST_OK;
    almost_status status = read_stretch(aligner, a, b, error);
    if (status != ALMOST_OK)
        return status;
    aligner->capped = al_alike_around(&aligner->side[0], a, &aligner->stretch,
                                      b - aligner->stretch_first) >= ALIKE_TO_LINK;
    aligner->capped_at[0] = a;
    aligner->capped_at[1] = b;
    return ALMOST_OK;
}

static almost_status take_hit(al_shared_aligner *aligner, const al_record *hit, almost_error *error)
{
    uint32_t a = (uint32_t)(hit->low >> 32), b = (uint32_t)hit->low;
    if (is_known(aligner, a, b))
        return ALMOST_OK;
    if (is_full(aligner, a))
        return take_capped(aligner, a, b, error);
    almost_status status = load(aligner, 1, (uint32_t)aligner->pair, error);
    if (status != ALMOST_OK ||
        al_alike_around(&aligner->side[0], a, &aligner->side[1], b) < AL_ALIKE ||
        align_hit(aligner, a, b))
        return status;
    return fail(aligner, error);
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
static bool weigh(al_shared_aligner *aligner)
{
    const almost_reuse *reuse = aligner->reuse;
    size_t kept = aligner->first;
    for (size_t i = aligner->first; i < aligner->n_passages; i++) {
        al_shared passage = aligner->passages[i];
        double times = al_rarity_of(
            &reuse->rarity, &aligner->words, aligner->side[0].letters + passage.start[0],
            passage.end[0] - passage.start[0], aligner->side[1].letters + passage.start[1],
            passage.end[1] - passage.start[1]);
        if (times < 0)
            return false;
        passage.score *= (float)times;
        if (passage.score < reuse->least)
            continue;
        if (kept > aligner->first && is_one(&aligner->passages[kept - 1], &passage))
            join(&aligner->passages[kept - 1], &passage);
        else
            aligner->passages[kept++] = passage;
    }
    aligner->n_passages = kept;
    return true;
}

static void count_places(al_shared_aligner *aligner)
{
    for (size_t i = aligner->first; i < aligner->n_passages; i++) {
        const al_shared *passage = &aligner->passages[i];
        for (uint32_t at = passage->start[0] / PLACE; at <= (passage->end[0] - 1) / PLACE; at++) {
            al_found_place *place = &aligner->places[at];
            if (place->found++ == 0) {
                place->start = passage->start[0];
                place->end = passage->end[0];
            }
        }
    }
}

/* Lay the passage of a full place on the second document. */
static bool link_passage(al_shared_aligner *aligner)
{
    al_shared passage = laid_on(aligner, aligner->capped_at[0], aligner->capped_at[1]);
    uint32_t start = passage.start[1] - aligner->stretch_first;
    uint32_t end = passage.end[1] - aligner->stretch_first;
    take_words(&aligner->side[0], &passage.start[0], &passage.end[0]);
    take_words(&aligner->stretch, &start, &end);
    passage.start[1] = aligner->stretch_first + start;
    passage.end[1] = aligner->stretch_first + end;
    aligner->n_linked++;
    return keep(aligner, &passage);
}

/* Nothing was found in the second document yet, whose letters are read when they are needed. */
static almost_status begin_pair(al_shared_aligner *aligner, uint64_t pair, almost_error *error)
{
    almost_status status = begin_document(aligner, (uint32_t)(pair >> 32), error);
    if (status != ALMOST_OK)
        return status;
    size_t n = aligner->reuse->documents[(uint32_t)pair].n_letters / PLACE + 1;
    size_t before = aligner->last_capacity;
    if (!al_grow(aligner->reuse->allocator, (void **)&aligner->last_at, &aligner->last_capacity, n,
                 sizeof *aligner->last_at))
        return al_fail_memory(error);
    /* What stands there from other pairs does no harm: is_known() looks whether it is so. */
    if (aligner->last_capacity > before)
        memset(aligner->last_at + before, 0,
               (aligner->last_capacity - before) * sizeof *aligner->last_at);
    aligner->pair = pair;
    aligner->first = aligner->n_passages;
    aligner->capped = false;
    aligner->open = true;
    return ALMOST_OK;
}

almost_status al_shared_aligner_end(al_shared_aligner *aligner, almost_error *error)
{
    if (!aligner->open)
        return ALMOST_OK;
    aligner->open = false;
    if (!weigh(aligner))
        return fail(aligner, error);
    count_places(aligner);
    if (aligner->capped && aligner->n_passages == aligner->first && !link_passage(aligner))
        return fail(aligner, error);
    return ALMOST_OK;
}

almost_status al_shared_aligner_take(al_shared_aligner *aligner, const al_record *hit,
                                     almost_error *error)
{
    almost_status status = ALMOST_OK;
    if (aligner->open && aligner->pair != hit->high)
        status = al_shared_aligner_end(aligner, error);
    if (status == ALMOST_OK && !aligner->open)
        status = begin_pair(aligner, hit->high, error);
    return status == ALMOST_OK ? take_hit(aligner, hit, error) : status;
}
