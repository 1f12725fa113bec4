/* SPDX-License-Identifier: Apache-2.0 */
/* Words in common are counted pair by pair of chapters; what counts is most of what two share. */
#include "collate/chapter_match.h"

#include <stdlib.h>

enum {
    LEAST_PART = 8,       /* one in so many words of the shorter chapter, at least */
    MOST_MARKS = 1 << 20, /* of more only a part, chosen by what they are, is looked at */
    FEW = 2               /* marks of a chapter that may be matched by one alone */
};

/* A word, or two running, of a chapter. */
typedef struct mark {
    uint64_t words;
    uint32_t chapter;
} mark;

/* What two chapters have in common, noted for the first of them. */
typedef struct flow {
    uint32_t from;
    uint32_t to;
    uint32_t marks; /* 0: free */
} flow;

typedef struct matching {
    const almost_allocator *allocator;
    const al_chapter_words *chapters;
    uint32_t n;
    mark *marks;
    size_t n_marks;
    uint32_t *own; /* of each chapter: marks that no other chapter of its witness has */
    flow *flows;   /* a table of n_slots, then a list */
    size_t n_flows, n_slots;
    uint32_t *parent; /* of each chapter: a tree for each group */
} matching;

static uint64_t mix(uint64_t number)
{
    number = (number ^ number >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    number = (number ^ number >> 27) * UINT64_C(0x94D049BB133111EB);
    return number ^ number >> 31;
}

/* --- Marks --------------------------------------------------------------------------------------
 */

/* Where a chapter's words begin that say what it tells: those of its title if it has no others. */
static uint32_t body_of(const al_chapter_words *chapter)
{
    return chapter->title < chapter->n ? chapter->title : 0;
}

static void add_mark(matching *matching, uint64_t words, uint32_t chapter, uint64_t every)
{
    if (mix(words) % every == 0)
        matching->marks[matching->n_marks++] = (mark){words, chapter};
}

static int by_words(const void *one, const void *other)
{
    const mark *a = one, *b = other;
    if (a->words != b->words)
        return a->words < b->words ? -1 : 1;
    return (a->chapter > b->chapter) - (a->chapter < b->chapter);
}

static bool find_marks(matching *matching)
{
    uint64_t words = 0;
    for (uint32_t i = 0; i < matching->n; i++)
        words += matching->chapters[i].n;
    uint64_t every = 1 + 2 * words / MOST_MARKS;
    matching->marks = al_allocate(matching->allocator, 2 * words, sizeof *matching->marks);
    if (matching->marks == NULL)
        return false;
    for (uint32_t i = 0; i < matching->n; i++) {
        const al_chapter_words *chapter = &matching->chapters[i];
        for (uint32_t k = body_of(chapter); k < chapter->n; k++) {
            uint64_t form = (uint64_t)chapter->forms[k] << 32;
            add_mark(matching, form | UINT32_MAX, i, every);
            if (k + 1 < chapter->n)
                add_mark(matching, form | chapter->forms[k + 1], i, every);
        }
    }
    qsort(matching->marks, matching->n_marks, sizeof *matching->marks, by_words);
    return true;
}

/* --- Flows --------------------------------------------------------------------------------------
 */

static flow *slot_of(const flow *flows, size_t n_slots, uint32_t from, uint32_t to)
{
    size_t place = mix((uint64_t)from << 32 | to) & (n_slots - 1);
    while (flows[place].marks > 0 && (flows[place].from != from || flows[place].to != to))
        place = (place + 1) & (n_slots - 1);
    return (flow *)&flows[place];
}

/* Room for one more. */
static bool grow(matching *matching)
{
    if (2 * matching->n_flows < matching->n_slots)
        return true;
    size_t more = matching->n_slots == 0 ? 1024 : 2 * matching->n_slots;
    flow *flows = al_allocate_zero(matching->allocator, more, sizeof *flows);
    if (flows == NULL)
        return false;
    for (size_t i = 0; i < matching->n_slots; i++) {
        const flow *old = &matching->flows[i];
        if (old->marks > 0)
            *slot_of(flows, more, old->from, old->to) = *old;
    }
    al_release(matching->allocator, matching->flows);
    matching->flows = flows;
    matching->n_slots = more;
    return true;
}

static bool add_flow(matching *matching, uint32_t from, uint32_t to)
{
    if (!grow(matching))
        return false;
    flow *slot = slot_of(matching->flows, matching->n_slots, from, to);
    matching->n_flows += slot->marks == 0;
    *slot = (flow){from, to, slot->marks + 1};
    return true;
}

/* Leave of marks that are one the chapters whose witness has it in no other; how many. */
static size_t keep_own(matching *matching, mark *marks, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0, end; i < n; i = end) {
        uint32_t witness = matching->chapters[marks[i].chapter].witness;
        for (end = i + 1; end < n && matching->chapters[marks[end].chapter].witness == witness;)
            end++;
        if (marks[i].chapter == marks[end - 1].chapter)
            marks[kept++] = marks[i];
    }
    for (size_t i = 0; i < kept; i++)
        matching->own[marks[i].chapter]++;
    return kept;
}

static bool find_flows(matching *matching)
{
    mark *marks = matching->marks;
    for (size_t first = 0, end; first < matching->n_marks; first = end) {
        for (end = first + 1; end < matching->n_marks && marks[end].words == marks[first].words;)
            end++;
        size_t n = keep_own(matching, marks + first, end - first);
        for (size_t i = first; i < first + n; i++)
            for (size_t k = first; k < first + n; k++)
                if (i != k && !add_flow(matching, marks[i].chapter, marks[k].chapter))
                    return false;
    }
    return true;
}

static int by_chapters(const void *one, const void *other)
{
    const flow *a = one, *b = other;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

/* From the table to a list, by chapter, then that of the other witness. */
static void list_flows(matching *matching)
{
    size_t n = 0;
    for (size_t i = 0; i < matching->n_slots; i++)
        if (matching->flows[i].marks > 0)
            matching->flows[n++] = matching->flows[i];
    if (n > 0)
        qsort(matching->flows, n, sizeof *matching->flows, by_chapters);
}

/* --- Groups -------------------------------------------------------------------------------------
 */

static uint32_t root_of(uint32_t *parent, uint32_t node)
{
    while (parent[node] != node)
        node = parent[node] = parent[parent[node]];
    return node;
}

static bool is_part(const matching *matching, const flow *flow)
{
    uint32_t a = matching->own[flow->from], b = matching->own[flow->to], shorter = a < b ? a : b;
    return (uint64_t)LEAST_PART * flow->marks >= shorter && (flow->marks > 1 || shorter <= FEW);
}

/* A chapter is one with that of another witness which has most of what it shares with that. */
static void join_groups(matching *matching)
{
    const flow *flows = matching->flows;
    for (size_t first = 0, end; first < matching->n_flows; first = end) {
        uint32_t witness = matching->chapters[flows[first].to].witness;
        uint64_t all = 0;
        for (end = first; end < matching->n_flows && flows[end].from == flows[first].from &&
                          matching->chapters[flows[end].to].witness == witness;
             end++)
            all += flows[end].marks;
        for (size_t i = first; i < end; i++) {
            if (2 * (uint64_t)flows[i].marks < all || !is_part(matching, &flows[i]))
                continue;
            uint32_t a = root_of(matching->parent, flows[i].from);
            uint32_t b = root_of(matching->parent, flows[i].to);
            matching->parent[a < b ? b : a] = a < b ? a : b;
        }
    }
}

static uint32_t number_groups(matching *matching, uint32_t *groups)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < matching->n; i++) {
        uint32_t root = root_of(matching->parent, i); /* never behind it */
        groups[i] = root == i ? n++ : groups[root];
    }
    return n;
}

bool al_chapters_match(const almost_allocator *allocator, const al_chapter_words *chapters,
                       uint32_t n, uint32_t *groups, uint32_t *n_groups)
{
    matching matching = {.allocator = allocator,
                         .chapters = chapters,
                         .n = n,
                         .own = al_allocate_zero(allocator, n, sizeof(uint32_t)),
                         .parent = al_allocate(allocator, n, sizeof(uint32_t))};
    bool done = matching.own != NULL && matching.parent != NULL && find_marks(&matching) &&
                find_flows(&matching);
    for (uint32_t i = 0; done && i < n; i++)
        matching.parent[i] = i;
    if (done) {
        list_flows(&matching);
        join_groups(&matching);
        *n_groups = number_groups(&matching, groups);
    }
    al_release(allocator, matching.marks);
    al_release(allocator, matching.own);
    al_release(allocator, matching.flows);
    al_release(allocator, matching.parent);
    return done;
}
