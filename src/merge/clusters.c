/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the order, from gap to gap; see clusters.h. */
#include "merge/clusters.h"

/* New atoms of a side in a row, bound to an atom of the base that the side kept. */
typedef struct put {
    uint32_t start, end; /* atoms of the side; none: there is nothing */
} put;

/* What a side put in: behind an atom of the base, and before one. */
typedef struct puts {
    put *behind;
    put *before;
} puts;

typedef struct weaving {
    almost_merge *merge;
    puts *puts;       /* of each side */
    uint8_t *touched; /* of each atom of the base: some side dropped it */
    uint8_t *has_put; /* bits: PUT_BEHIND, PUT_BEFORE */
} weaving;

enum { PUT_BEHIND = 1, PUT_BEFORE = 2 };

/* Places of the order, and whether what was put in at either edge but outside belongs to them. */
typedef struct cluster {
    uint32_t from, to;
    bool open_left;  /* with what is bound to the atom before */
    bool open_right; /* with what is bound to the atom behind */
} cluster;

/* --- What was put in ---------------------------------------------------------------------------
 */

/*
 * To the atom before it, so that it goes along with a move of that; or to the one behind it, where
 * a blank line stands between, as at the start of the text.
 */
static void bind(weaving *weaving, uint32_t side, uint32_t start, uint32_t end)
{
    const al_revision *revision = &weaving->merge->sides[side];
    uint32_t before = revision->to_base[start - 1], behind = revision->to_base[end];
    puts *puts = &weaving->puts[side];
    if (al_merge_atoms_end_paragraph(&revision->atoms, start - 1)) {
        puts->before[behind] = (put){start, end};
        weaving->has_put[behind] |= PUT_BEFORE;
    } else {
        puts->behind[before] = (put){start, end};
        weaving->has_put[before] |= PUT_BEHIND;
    }
}

static bool survey_side(weaving *weaving, uint32_t side)
{
    const almost_merge *merge = weaving->merge;
    const al_revision *revision = &merge->sides[side];
    puts *puts = &weaving->puts[side];
    uint32_t start = 0;
    puts->behind = al_allocate_zero(merge->allocator, merge->base.n, sizeof *puts->behind);
    puts->before = al_allocate_zero(merge->allocator, merge->base.n, sizeof *puts->before);
    if (puts->behind == NULL || puts->before == NULL)
        return false;
    for (uint32_t i = 1; i < revision->atoms.n; i++) {
        if (revision->to_base[i] == AL_NO_ATOM) {
            start = start == 0 ? i : start;
        } else if (start > 0) {
            bind(weaving, side, start, i);
            start = 0;
        }
    }
    for (uint32_t i = 0; i < merge->base.n; i++)
        weaving->touched[i] |= revision->from_base[i] == AL_NO_ATOM;
    return true;
}

static bool survey(weaving *weaving)
{
    const almost_merge *merge = weaving->merge;
    weaving->puts = al_allocate_zero(merge->allocator, merge->n, sizeof *weaving->puts);
    weaving->touched = al_allocate_zero(merge->allocator, merge->base.n, 1);
    weaving->has_put = al_allocate_zero(merge->allocator, merge->base.n, 1);
    bool whole = weaving->puts != NULL && weaving->touched != NULL && weaving->has_put != NULL;
    for (uint32_t i = 0; whole && i < merge->n; i++)
        whole = survey_side(weaving, i);
    return whole;
}

static void release(weaving *weaving)
{
    const almost_allocator *allocator = weaving->merge->allocator;
    for (uint32_t i = 0; weaving->puts != NULL && i < weaving->merge->n; i++) {
        al_release(allocator, weaving->puts[i].behind);
        al_release(allocator, weaving->puts[i].before);
    }
    al_release(allocator, weaving->puts);
    al_release(allocator, weaving->touched);
    al_release(allocator, weaving->has_put);
}

/* --- Readings ----------------------------------------------------------------------------------
 */

static bool add_token(almost_merge *merge, al_merge_token **tokens, size_t *n, size_t *capacity,
                      al_merge_token token)
{
    if (!al_grow(merge->allocator, (void **)tokens, capacity, *n + 1, sizeof **tokens))
        return false;
    (*tokens)[(*n)++] = token;
    return true;
}

static bool add_merged(almost_merge *merge, al_merge_token token)
{
    return add_token(merge, &merge->tokens, &merge->n_tokens, &merge->tokens_capacity, token);
}

static bool add_read(almost_merge *merge, al_merge_token token)
{
    return add_token(merge, &merge->readings, &merge->n_readings, &merge->readings_capacity, token);
}

static bool add_put(almost_merge *merge, uint32_t side, put put)
{
    bool whole = true;
    for (uint32_t i = put.start; whole && i < put.end; i++)
        whole = add_read(merge, (al_merge_token){side, i});
    return whole;
}

/* Whether a side changed anything in a cluster. */
static bool touches(const weaving *weaving, const cluster *cluster, uint32_t side)
{
    const almost_merge *merge = weaving->merge;
    const puts *puts = &weaving->puts[side];
    const uint32_t *order = merge->order, *kept = merge->sides[side].from_base;
    bool touched = cluster->open_left && puts->behind[order[cluster->from - 1]].end > 0;
    touched |= cluster->open_right && puts->before[order[cluster->to]].end > 0;
    for (uint32_t i = cluster->from; !touched && i < cluster->to; i++)
        touched = kept[order[i]] == AL_NO_ATOM || puts->behind[order[i]].end > 0 ||
                  puts->before[order[i]].end > 0;
    return touched;
}

/* Add the tokens that a side has in a cluster to the readings. */
static bool read_side(const weaving *weaving, const cluster *cluster, uint32_t side)
{
    almost_merge *merge = weaving->merge;
    const puts *puts = &weaving->puts[side];
    const uint32_t *order = merge->order;
    bool whole =
        !cluster->open_left || add_put(merge, side, puts->behind[order[cluster->from - 1]]);
    for (uint32_t i = cluster->from; whole && i < cluster->to; i++) {
        whole = add_put(merge, side, puts->before[order[i]]);
        if (whole && merge->sides[side].from_base[order[i]] != AL_NO_ATOM)
            whole = add_read(merge, (al_merge_token){AL_FROM_BASE, order[i]});
        whole = whole && add_put(merge, side, puts->behind[order[i]]);
    }
    return whole &&
           (!cluster->open_right || add_put(merge, side, puts->before[order[cluster->to]]));
}

static bool is_same_word(const almost_merge *merge, al_merge_token a, al_merge_token b)
{
    return al_merge_atoms_same(al_merge_atoms_of(merge, a.source), a.atom,
                               al_merge_atoms_of(merge, b.source), b.atom);
}

static bool is_same_reading(const almost_merge *merge, const al_merge_reading *a,
                            const al_merge_reading *b)
{
    bool same = a->end - a->start == b->end - b->start;
    for (size_t i = 0; same && i < a->end - a->start; i++)
        same = is_same_word(merge, merge->readings[a->start + i], merge->readings[b->start + i]);
    return same;
}

static bool is_base(const almost_merge *merge, const al_merge_reading *reading,
                    const cluster *cluster)
{
    bool same = reading->end - reading->start == cluster->to - cluster->from;
    for (uint32_t i = 0; same && i < cluster->to - cluster->from; i++)
        same = is_same_word(merge, merge->readings[reading->start + i],
                            (al_merge_token){AL_FROM_BASE, merge->order[cluster->from + i]});
    return same;
}

/* Take in the reading that was added last, or forget it where it is one of those from `first` on.
 */
static bool add_alternative(almost_merge *merge, size_t first, al_merge_reading reading)
{
    for (size_t i = first; i < merge->n_alternatives; i++) {
        if (is_same_reading(merge, &merge->alternatives[i], &reading)) {
            merge->alternatives[i].sides |= reading.sides;
            merge->n_readings = reading.start;
            return true;
        }
    }
    if (!al_grow(merge->allocator, (void **)&merge->alternatives, &merge->alternatives_capacity,
                 merge->n_alternatives + 1, sizeof *merge->alternatives))
        return false;
    merge->alternatives[merge->n_alternatives++] = reading;
    return true;
}

static bool read_all(const weaving *weaving, const cluster *cluster)
{
    almost_merge *merge = weaving->merge;
    size_t first = merge->n_alternatives;
    bool whole = true;
    for (uint32_t i = 0; whole && i < merge->n; i++) {
        al_merge_reading reading = {UINT64_C(1) << i, merge->n_readings, 0};
        if (!touches(weaving, cluster, i))
            continue;
        whole = read_side(weaving, cluster, i);
        reading.end = merge->n_readings;
        if (whole && is_base(merge, &reading, cluster))
            merge->n_readings = reading.start;
        else
            whole = whole && add_alternative(merge, first, reading);
    }
    return whole;
}

/* --- What becomes of a cluster -----------------------------------------------------------------
 */

/* The base's atoms of a cluster: also of none, the place between two. */
static al_range base_of(const almost_merge *merge, const cluster *cluster)
{
    if (cluster->from < cluster->to)
        return (al_range){merge->order[cluster->from], merge->order[cluster->to - 1] + 1};
    uint32_t place =
        cluster->open_left ? merge->order[cluster->from - 1] + 1 : merge->order[cluster->to];
    return (al_range){place, place};
}

static bool keep_base(almost_merge *merge, const cluster *cluster)
{
    bool whole = true;
    for (uint32_t i = cluster->from; whole && i < cluster->to; i++)
        whole = add_merged(merge, (al_merge_token){AL_FROM_BASE, merge->order[i]});
    return whole;
}

/* The only reading: its tokens go into the merge, and nothing of it stays here. */
static bool take(almost_merge *merge, const cluster *cluster, al_merge_reading reading)
{
    al_range base = base_of(merge, cluster);
    uint32_t atom = cluster->open_left ? merge->order[cluster->from - 1] : base.start;
    size_t at = merge->n_tokens;
    bool whole = al_grow(merge->allocator, (void **)&merge->edits, &merge->edits_capacity,
                         merge->n_edits + 1, sizeof *merge->edits);
    for (size_t i = reading.start; whole && i < reading.end; i++)
        whole = add_merged(merge, merge->readings[i]);
    if (!whole)
        return false;
    if (cluster->from < cluster->to)
        atom = base.start;
    merge->edits[merge->n_edits++] = (al_merge_edit){
        base.start, base.end, atom, reading.sides, at, merge->n_tokens - at, merge->n_conflicts};
    merge->n_readings = reading.start;
    merge->n_alternatives--;
    return true;
}

static bool add_conflict(almost_merge *merge, const cluster *cluster, size_t first)
{
    al_range base = base_of(merge, cluster);
    if (!al_grow(merge->allocator, (void **)&merge->conflicts, &merge->conflicts_capacity,
                 merge->n_conflicts + 1, sizeof *merge->conflicts))
        return false;
    merge->conflicts[merge->n_conflicts++] = (al_merge_conflict){
        merge->n_tokens, base.start, base.end, first, merge->n_alternatives - first};
    return true;
}

static bool settle(const weaving *weaving, cluster cluster)
{
    almost_merge *merge = weaving->merge;
    size_t first = merge->n_alternatives;
    if (!read_all(weaving, &cluster))
        return false;
    if (merge->n_alternatives == first)
        return keep_base(merge, &cluster);
    if (merge->n_alternatives == first + 1)
        return take(merge, &cluster, merge->alternatives[first]);
    return add_conflict(merge, &cluster, first);
}

/* --- The pass ----------------------------------------------------------------------------------
 */

/* Whether an edit of some side reaches from an atom over the gap behind it. */
static bool is_spanned(const weaving *weaving, uint32_t atom)
{
    bool spanned = false;
    for (uint32_t i = 0; !spanned && i < weaving->merge->n; i++) {
        const uint32_t *kept = weaving->merge->sides[i].from_base;
        const puts *puts = &weaving->puts[i];
        bool drops = kept[atom] == AL_NO_ATOM, drops_next = kept[atom + 1] == AL_NO_ATOM;
        spanned = (drops && (drops_next || puts->before[atom + 1].end > 0)) ||
                  (drops_next && puts->behind[atom].end > 0);
    }
    return spanned;
}

/* Whether what stands on either side of the gap before a place is apart. */
static bool is_border(const weaving *weaving, uint32_t place)
{
    const almost_merge *merge = weaving->merge;
    const uint32_t *order = merge->order;
    if (place == 0 || order[place] != order[place - 1] + 1)
        return true;
    uint32_t before = order[place - 1];
    return before > 0 && al_merge_atoms_end_paragraph(&merge->base, before) &&
           !is_spanned(weaving, before);
}

/* Behind the last place of the cluster that begins at this one, whose atom is touched. */
static uint32_t end_of(const weaving *weaving, uint32_t place)
{
    const almost_merge *merge = weaving->merge;
    do
        place++;
    while (weaving->touched[merge->order[place]] && !is_border(weaving, place));
    return place; /* the last atom of all is empty and never dropped */
}

/* The clusters at the gap before a place and, where its atom is touched, with it; *next gets the
   place to go on with, whose gap is then done on the left. */
static bool weave_gap(const weaving *weaving, uint32_t place, bool left_done, uint32_t *next,
                      bool *next_left_done)
{
    const almost_merge *merge = weaving->merge;
    const uint32_t *order = merge->order;
    bool border = is_border(weaving, place), touched = weaving->touched[order[place]];
    bool left = place > 0 && !left_done && (weaving->has_put[order[place - 1]] & PUT_BEHIND) != 0;
    bool right = (weaving->has_put[order[place]] & PUT_BEFORE) != 0;
    *next = place;
    *next_left_done = true;
    if (border && left && !settle(weaving, (cluster){place, place, true, false}))
        return false;
    if (touched) {
        *next = end_of(weaving, place);
        return settle(weaving,
                      (cluster){place, *next, !border && !left_done, !is_border(weaving, *next)});
    }
    if (border ? right : left || right)
        return settle(weaving, (cluster){place, place, !border && !left_done, true});
    return true;
}

static bool weave(const weaving *weaving)
{
    almost_merge *merge = weaving->merge;
    uint32_t place = 0, next;
    bool left_done = true, whole = true;
    while (whole && place < merge->base.n) {
        whole = weave_gap(weaving, place, left_done, &next, &left_done);
        if (!whole)
            break;
        if (next > place && is_border(weaving, next)) { /* what is behind the border is its own */
            place = next;
            continue;
        }
        place = next;
        whole = add_merged(merge, (al_merge_token){AL_FROM_BASE, merge->order[place]});
        place++;
        left_done = false;
    }
    return whole;
}

bool al_merge_clusters_make(almost_merge *merge)
{
    weaving weaving = {.merge = merge};
    merge->n_tokens = merge->n_readings = merge->n_alternatives = 0;
    merge->n_conflicts = merge->n_edits = 0;
    bool whole = survey(&weaving) && weave(&weaving);
    release(&weaving);
    return whole;
}
