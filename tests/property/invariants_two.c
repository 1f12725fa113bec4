/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The laws that hold between two comparisons, or between a comparison and the
 * patch written from it: mirror images, equal answers, replay both ways.
 */
#include "invariants.h"

#include <stdlib.h>
#include <string.h>

#define SAY(...) invariant_say(message, __VA_ARGS__)

static almost_change turned_over(almost_change change)
{
    almost_span original = change.original;
    change.original = change.telling;
    change.telling = original;
    if (change.kind == ALMOST_ADDED)
        change.kind = ALMOST_MISSING;
    else if (change.kind == ALMOST_MISSING)
        change.kind = ALMOST_ADDED;
    if (change.kind == ALMOST_ADDED) /* the empty side stands where this telling would have it */
        change.original = (almost_span){0, 0};
    if (change.kind == ALMOST_MISSING)
        change.telling = (almost_span){0, 0};
    change.id = 0;
    change.passage = 0; /* numbered along the other text: compared through the passages */
    return change;
}

static int by_number(uint64_t one, uint64_t other)
{
    return (one > other) - (one < other);
}

static int by_place(const void *a, const void *b)
{
    const almost_change *one = a, *other = b;
    int order = by_number(one->original.start, other->original.start);
    if (order == 0)
        order = by_number(one->original.end, other->original.end);
    if (order == 0)
        order = by_number(one->telling.start, other->telling.start);
    if (order == 0)
        order = by_number(one->telling.end, other->telling.end);
    return order != 0 ? order : (int)one->kind - (int)other->kind;
}

/* All changes, turned over or not, without ids, sorted by place; NULL without memory. */
static almost_change *sorted_changes(const almost_comparison *comparison, bool turn)
{
    size_t count = almost_comparison_changes(comparison);
    almost_change *list = malloc((count + 1) * sizeof *list);
    for (size_t i = 0; list != NULL && i < count; i++) {
        almost_comparison_change(comparison, i, &list[i]);
        list[i] = turn ? turned_over(list[i]) : turned_over(turned_over(list[i]));
    }
    if (list != NULL)
        qsort(list, count, sizeof *list, by_place);
    return list;
}

static bool same_change(const almost_change *one, const almost_change *other)
{
    return by_place(one, other) == 0 && one->touches == other->touches &&
           one->passage == other->passage && one->id == other->id;
}

static bool mirrored_changes(const compared *it, const compared *turned, char *message)
{
    size_t count = almost_comparison_changes(it->comparison);
    almost_change *mine = sorted_changes(it->comparison, false);
    almost_change *theirs = sorted_changes(turned->comparison, true);
    char one[160], other[160];
    bool fine = mine != NULL && theirs != NULL;
    if (!fine)
        SAY("no memory for the check");
    for (size_t i = 0; fine && i < count; i++)
        if (!same_change(&mine[i], &theirs[i]))
            fine = SAY("not mirrored: %s; turned: %s", invariant_show(&mine[i], one),
                       invariant_show(&theirs[i], other));
    free(mine);
    free(theirs);
    return fine;
}

static int by_original(const void *a, const void *b)
{
    const almost_passage *one = a, *other = b;
    int order = by_number(one->original.start, other->original.start);
    if (order == 0)
        order = by_number(one->original.end, other->original.end);
    return order != 0 ? order : by_number(one->telling.start, other->telling.start);
}

static almost_passage *sorted_passages(const almost_comparison *comparison, bool turn)
{
    size_t count = almost_comparison_passages(comparison);
    almost_passage *list = malloc((count + 1) * sizeof *list);
    for (size_t i = 0; list != NULL && i < count; i++) {
        list[i] = *almost_comparison_passage(comparison, i);
        almost_span original = list[i].original;
        if (turn) {
            list[i].original = list[i].telling;
            list[i].telling = original;
        }
    }
    if (list != NULL)
        qsort(list, count, sizeof *list, by_original);
    return list;
}

static bool same_passage(const almost_passage *one, const almost_passage *other)
{
    return one->original.start == other->original.start &&
           one->original.end == other->original.end && one->telling.start == other->telling.start &&
           one->telling.end == other->telling.end && one->kind == other->kind &&
           one->moved == other->moved && one->likeness == other->likeness &&
           one->bits == other->bits && one->expected == other->expected;
}

static bool mirrored_passages(const compared *it, const compared *turned, char *message)
{
    size_t count = almost_comparison_passages(it->comparison);
    almost_passage *mine = sorted_passages(it->comparison, false);
    almost_passage *theirs = sorted_passages(turned->comparison, true);
    bool fine = mine != NULL && theirs != NULL;
    if (!fine)
        SAY("no memory for the check");
    for (size_t i = 0; fine && i < count; i++)
        if (!same_passage(&mine[i], &theirs[i]))
            fine = SAY("passage at byte %llu of the original is not mirrored",
                       (unsigned long long)mine[i].original.start);
    free(mine);
    free(theirs);
    return fine;
}

/* A telling is told by summing up; an original that is a summary is not kept. */
static bool has_summary(const almost_comparison *comparison)
{
    const almost_passage *passage;
    for (size_t i = 0; (passage = almost_comparison_passage(comparison, i)) != NULL; i++)
        if (passage->kind == ALMOST_PASSAGE_SUMMARY)
            return true;
    return false;
}

static bool mirrored_verdict(const almost_verdict *mine, const almost_verdict *theirs, bool summary)
{
    bool shares = mine->answer == theirs->answer && mine->kept == theirs->told &&
                  mine->told == theirs->kept && mine->kept_verbatim == theirs->told_verbatim &&
                  mine->told_verbatim == theirs->kept_verbatim;
    return (shares || summary) && mine->same_ending == theirs->same_ending &&
           mine->original_parting == theirs->telling_parting &&
           mine->telling_parting == theirs->original_parting;
}

bool invariant_mirror(const compared *it, const compared *turned, char *message)
{
    const almost_verdict *mine = almost_comparison_verdict(it->comparison);
    const almost_verdict *theirs = almost_comparison_verdict(turned->comparison);
    if (almost_comparison_changes(it->comparison) !=
            almost_comparison_changes(turned->comparison) ||
        almost_comparison_passages(it->comparison) !=
            almost_comparison_passages(turned->comparison))
        return SAY("not mirrored: %zu changes in %zu passages, turned %zu in %zu",
                   almost_comparison_changes(it->comparison),
                   almost_comparison_passages(it->comparison),
                   almost_comparison_changes(turned->comparison),
                   almost_comparison_passages(turned->comparison));
    if (!mirrored_verdict(mine, theirs, has_summary(it->comparison)))
        return SAY("verdict %d kept %g told %g ending %d, turned %d kept %g told %g ending %d",
                   (int)mine->answer, mine->kept, mine->told, mine->same_ending,
                   (int)theirs->answer, theirs->kept, theirs->told, theirs->same_ending);
    return mirrored_changes(it, turned, message) && mirrored_passages(it, turned, message);
}

bool invariant_equal(const compared *it, const compared *other, char *message)
{
    size_t count = almost_comparison_changes(it->comparison);
    size_t passages = almost_comparison_passages(it->comparison);
    if (count != almost_comparison_changes(other->comparison) ||
        passages != almost_comparison_passages(other->comparison))
        return SAY("two answers: %zu changes and %zu", count,
                   almost_comparison_changes(other->comparison));
    for (size_t i = 0; i < count; i++) {
        almost_change one, two;
        almost_comparison_change(it->comparison, i, &one);
        almost_comparison_change(other->comparison, i, &two);
        if (!same_change(&one, &two))
            return SAY("two answers: change %zu", i + 1);
    }
    for (size_t i = 0; i < passages; i++) {
        if (!same_passage(almost_comparison_passage(it->comparison, i),
                          almost_comparison_passage(other->comparison, i)))
            return SAY("two answers: passage %zu", i + 1);
    }
    return strcmp(almost_comparison_sentence(it->comparison),
                  almost_comparison_sentence(other->comparison)) == 0 ||
           SAY("two answers: the sentence");
}

typedef struct bytes {
    char *at;
    size_t length, capacity;
} bytes;

static int collect(void *context, const char *piece, size_t length)
{
    bytes *all = context;
    if (all->capacity - all->length < length) {
        size_t room = (all->capacity + length) * 2;
        char *grown = realloc(all->at, room);
        if (grown == NULL)
            return 1;
        all->at = grown;
        all->capacity = room;
    }
    if (length > 0)
        memcpy(all->at + all->length, piece, length);
    all->length += length;
    return 0;
}

static bool applied(const almost_patch *patch, const compared *it, int reverse, const char *wanted,
                    size_t length, char *message)
{
    almost_apply_options options;
    almost_apply_options_init(&options);
    options.reverse = reverse;
    bytes result = {0};
    almost_error error = {0};
    options.sink = collect;
    options.sink_context = &result;
    almost_status status =
        almost_apply(patch, reverse ? it->telling : it->original, &options, NULL, &error);
    bool fine =
        status == ALMOST_OK || SAY("apply%s: %s", reverse ? " in reverse" : "", error.message);
    if (fine && (result.length != length || (length > 0 && memcmp(result.at, wanted, length) != 0)))
        fine = SAY("replaying%s gives %zu bytes that are not the %zu wanted",
                   reverse ? " in reverse" : "", result.length, length);
    free(result.at);
    return fine;
}

bool invariant_replay(const compared *it, const char *const source[2], const size_t length[2],
                      char *message)
{
    almost_write_options options;
    almost_write_options_init(&options);
    options.form = ALMOST_FORM_PATCH;
    bytes written = {0};
    almost_error error = {0};
    almost_patch *patch = NULL;
    bool fine =
        almost_write(it->comparison, &options, collect, &written, &error) == ALMOST_OK &&
        almost_patch_read(written.at, written.length, "patch", NULL, &patch, &error) == ALMOST_OK;
    if (!fine)
        SAY("the patch: %s (line %llu)", error.message, (unsigned long long)error.line);
    fine = fine && applied(patch, it, 0, source[1], length[1], message) &&
           applied(patch, it, 1, source[0], length[0], message);
    almost_patch_free(patch);
    free(written.at);
    return fine;
}
