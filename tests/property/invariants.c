/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The laws of a single comparison. Each reads the changes afresh through the
 * public functions, so that what is tested is what a caller sees.
 */
#include "invariants.h"

#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define SAY(...) invariant_say(message, __VA_ARGS__)

static const char *const kind_names[] = {"same", "different", "added", "missing", "moved"};

bool invariant_say(char *message, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, INVARIANT_MESSAGE, format, arguments);
    va_end(arguments);
    return false;
}

const char *invariant_show(const almost_change *change, char out[160])
{
    snprintf(out, 160, "%s %llu [%llu,%llu) [%llu,%llu) passage %u touches %#x",
             (unsigned)change->kind < 5 ? kind_names[change->kind] : "?",
             (unsigned long long)change->id, (unsigned long long)change->original.start,
             (unsigned long long)change->original.end, (unsigned long long)change->telling.start,
             (unsigned long long)change->telling.end, change->passage, change->touches);
    return out;
}

static almost_change change_at(const almost_comparison *comparison, size_t index)
{
    almost_change change = {0};
    almost_comparison_change(comparison, index, &change);
    return change;
}

static uint64_t length_of(const almost_text *text)
{
    uint64_t length;
    almost_text_bytes(text, &length);
    return length;
}

static int by_start(const void *a, const void *b)
{
    const almost_span *one = a, *other = b;
    if (one->start != other->start)
        return one->start < other->start ? -1 : 1;
    return (one->end > other->end) - (one->end < other->end);
}

/* Whether the spans, which may be in any order, tile 0 to `length`. */
static bool tiles(almost_span *spans, size_t count, uint64_t length)
{
    qsort(spans, count, sizeof *spans, by_start);
    uint64_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (spans[i].start != at || spans[i].end < at)
            return false;
        at = spans[i].end;
    }
    return at == length;
}

bool invariant_cover(const compared *it, char *message)
{
    size_t count = almost_comparison_changes(it->comparison), filled = 0;
    almost_span *spans = malloc((count + 1) * sizeof *spans);
    uint64_t at = 0, original_length = length_of(it->original);
    char shown[160];
    bool fine = spans != NULL || SAY("no memory for the check");
    for (size_t i = 0; fine && i < count; i++) {
        almost_change change = change_at(it->comparison, i);
        if (change.telling.start != at || change.telling.end < at)
            fine = SAY("the telling is not covered at byte %llu: %s", (unsigned long long)at,
                       invariant_show(&change, shown));
        if (fine &&
            (change.original.end < change.original.start || change.original.end > original_length))
            fine = SAY("outside the original: %s", invariant_show(&change, shown));
        at = change.telling.end;
        if (fine && change.original.end > change.original.start)
            spans[filled++] = change.original;
    }
    if (fine && at != length_of(it->telling))
        fine = SAY("the telling is covered to byte %llu only", (unsigned long long)at);
    if (fine && !tiles(spans, filled, original_length))
        fine = SAY("the original is not covered exactly once");
    free(spans);
    return fine;
}

/* Whether a character of UTF-8 begins here that is a letter or a figure, and no mark or space. */
static bool begins_word(const char *bytes, uint64_t at, uint64_t end)
{
    unsigned char c = (unsigned char)bytes[at];
    unsigned char next = at + 1 < end ? (unsigned char)bytes[at + 1] : 0;
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    /* Latin marks (C2), general punctuation and symbols (E2), CJK marks (E3 80), full width (EF) */
    return c >= 0xC3 && c < 0xF0 && c != 0xE2 && c != 0xEF && !(c == 0xE3 && next == 0x80) &&
           !(c == 0xE1 && next == 0x9A);
}

static bool has_words(const char *bytes, uint64_t start, uint64_t end)
{
    for (uint64_t i = start; i < end; i++)
        if (begins_word(bytes, i, end))
            return true;
    return false;
}

/*
 * A change lies in its passage but for marks and white space, which all belong to the word before.
 */
static bool inside(const almost_text *text, almost_span inner, almost_span outer)
{
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    uint64_t front = inner.end < outer.start ? inner.end : outer.start;
    uint64_t back = inner.start > outer.end ? inner.start : outer.end;
    return !has_words(bytes, inner.start, front) && !has_words(bytes, back, inner.end);
}

/* Sides that a kind must have, 1 for the original and 2 for the telling; 0 for at least one. */
static unsigned sides_of(almost_change_kind kind)
{
    switch (kind) {
    case ALMOST_ADDED: return 2;
    case ALMOST_MISSING: return 1;
    case ALMOST_DIFFERENT: return 3;
    case ALMOST_MOVED: return 0; /* white space that is ignored may stand on one side only */
    case ALMOST_SAME: return 0;
    }
    return 0;
}

static bool kind_holds(const compared *it, const almost_change *change, char *message)
{
    char shown[160];
    unsigned sides = (change->original.end > change->original.start ? 1u : 0u) |
                     (change->telling.end > change->telling.start ? 2u : 0u);
    unsigned wanted = sides_of(change->kind);
    bool equal = change->kind == ALMOST_SAME || change->kind == ALMOST_MOVED;
    if ((unsigned)change->kind > ALMOST_MOVED || sides == 0 || (wanted != 0 && sides != wanted))
        return SAY("sides that its kind cannot have: %s", invariant_show(change, shown));
    if (equal != (change->touches == 0))
        return SAY("touches that its kind cannot have: %s", invariant_show(change, shown));
    if (change->touches & ~(2u * ALMOST_TOUCHES_ROLE - 1))
        return SAY("touches something that has no name: %s", invariant_show(change, shown));
    if (change->passage == 0)
        return change->kind != ALMOST_MOVED ||
               SAY("moved outside of passages: %s", invariant_show(change, shown));
    const almost_passage *passage = almost_comparison_passage(it->comparison, change->passage - 1);
    if (passage == NULL)
        return SAY("a passage that is none: %s", invariant_show(change, shown));
    if (!inside(it->original, change->original, passage->original) ||
        !inside(it->telling, change->telling, passage->telling))
        return SAY("outside of its passage: %s", invariant_show(change, shown));
    bool displaced =
        change->kind == ALMOST_MOVED && !passage->moved &&
        (passage->kind == ALMOST_PASSAGE_ALTERED ||
         passage->kind == ALMOST_PASSAGE_REWORDED); /* words in another order within it */
    if (equal && !displaced && (change->kind == ALMOST_MOVED) != (passage->moved != 0))
        return SAY("moved or not, other than its passage: %s", invariant_show(change, shown));
    if (passage->kind == ALMOST_PASSAGE_SUMMARY)
        return SAY("in a summary, whose words are not aligned: %s", invariant_show(change, shown));
    return true;
}

bool invariant_kinds(const compared *it, char *message)
{
    size_t count = almost_comparison_changes(it->comparison);
    for (size_t i = 0; i < count; i++) {
        almost_change change = change_at(it->comparison, i);
        if (change.id != i + 1)
            return SAY("change %zu has id %llu", i, (unsigned long long)change.id);
        if (!kind_holds(it, &change, message))
            return false;
    }
    almost_change none;
    return !almost_comparison_change(it->comparison, count, &none) ||
           SAY("a change behind the last");
}

static bool is_share(double value)
{
    return value >= 0 && value <= 1;
}

static uint64_t it_words(const compared *it, int side)
{
    const almost_statistics *counted = almost_comparison_statistics(it->comparison);
    return side == 0 ? counted->original_words : counted->telling_words;
}

static bool passage_holds(const compared *it, const almost_passage *passage, size_t index,
                          char *message)
{
    if (passage->id != index + 1)
        return SAY("passage %zu has id %u", index, passage->id);
    if (passage->original.start >= passage->original.end ||
        passage->telling.start >= passage->telling.end ||
        passage->original.end > length_of(it->original) ||
        passage->telling.end > length_of(it->telling))
        return SAY("passage %u lies outside of the texts or is empty", passage->id);
    if (!is_share(passage->likeness) || !isfinite(passage->bits) || !(passage->expected >= 0))
        return SAY("passage %u: likeness %g, bits %g, expected %g", passage->id, passage->likeness,
                   passage->bits, passage->expected);
    double words = (double)it_words(it, 0) * (double)it_words(it, 1);
    double expected = words * exp2(-passage->bits);
    if (fabs(passage->expected - expected) > 1e-6 * expected + DBL_MIN)
        return SAY("passage %u: %g bits, and expected %g times instead of %g", passage->id,
                   passage->bits, passage->expected, expected);
    return true;
}

static bool disjoint(almost_span *spans, size_t count)
{
    qsort(spans, count, sizeof *spans, by_start);
    for (size_t i = 1; i < count; i++)
        if (spans[i].start < spans[i - 1].end)
            return false;
    return true;
}

bool invariant_passages(const compared *it, char *message)
{
    size_t count = almost_comparison_passages(it->comparison);
    almost_span *originals = malloc((count + 1) * sizeof *originals);
    almost_span told[2] = {{0, 0}, {0, 0}}, in_order = {0, 0}; /* told: in line, and moved */
    size_t n_moved = 0, n_in_line = 0;
    bool fine = originals != NULL || SAY("no memory for the check");
    for (size_t i = 0; fine && i < count; i++) {
        const almost_passage *passage = almost_comparison_passage(it->comparison, i);
        if (passage->kind ==
            ALMOST_PASSAGE_SUMMARY) { /* its source may be told elsewhere as well */
            fine = passage_holds(it, passage, i, message);
            continue;
        }
        originals[passage->moved ? count - ++n_moved : n_in_line++] = passage->original;
        fine = passage_holds(it, passage, i, message);
        if (fine && passage->telling.start < told[passage->moved].end)
            fine = SAY("passage %u overlaps the one before it in the telling", passage->id);
        if (fine && !passage->moved && passage->original.start < in_order.end)
            fine = SAY("passage %u is out of order and not moved", passage->id);
        told[passage->moved] = passage->telling;
        if (!passage->moved)
            in_order = passage->original;
    }
    if (fine &&
        (!disjoint(originals, n_in_line) || !disjoint(originals + count - n_moved, n_moved)))
        fine = SAY("passages overlap in the original");
    free(originals);
    return fine;
}

static bool verdict_holds(const compared *it, bool nothing, char *message)
{
    const almost_verdict *verdict = almost_comparison_verdict(it->comparison);
    const char *sentence = almost_comparison_sentence(it->comparison);
    if ((unsigned)verdict->answer > ALMOST_NO)
        return SAY("an answer that is none: %d", (int)verdict->answer);
    if ((verdict->answer == ALMOST_YES) != nothing)
        return SAY("the answer is %d though %s differs", (int)verdict->answer,
                   nothing ? "nothing" : "something");
    if (!is_share(verdict->kept) || !is_share(verdict->told) || !is_share(verdict->order))
        return SAY("shares kept %g told %g order %g", verdict->kept, verdict->told, verdict->order);
    if (!(verdict->kept_verbatim >= 0 && verdict->kept_verbatim <= verdict->kept) ||
        !(verdict->told_verbatim >= 0 && verdict->told_verbatim <= verdict->told))
        return SAY("word for word %g of %g kept, %g of %g told", verdict->kept_verbatim,
                   verdict->kept, verdict->told_verbatim, verdict->told);
    if (nothing &&
        !(verdict->kept == 1 && verdict->told == 1 && verdict->order == 1 && verdict->same_ending))
        return SAY("the same, but kept %g told %g order %g, ending %d", verdict->kept,
                   verdict->told, verdict->order, verdict->same_ending);
    if (verdict->original_parting > length_of(it->original) ||
        verdict->telling_parting > length_of(it->telling))
        return SAY("the parting lies outside of the texts");
    return (sentence != NULL && sentence[0] != '\0' && strchr(sentence, '\n') == NULL) ||
           SAY("the verdict has no sentence");
}

bool invariant_counts(const compared *it, char *message)
{
    const almost_statistics *counted = almost_comparison_statistics(it->comparison);
    uint64_t changes = 0, touching[16] = {0}, moved = 0;
    size_t count = almost_comparison_changes(it->comparison);
    for (size_t i = 0; i < count; i++) {
        almost_change change = change_at(it->comparison, i);
        moved += change.kind == ALMOST_MOVED;
        changes += change.kind != ALMOST_SAME && change.kind != ALMOST_MOVED;
        for (int bit = 0; bit < 16; bit++)
            touching[bit] += change.touches >> bit & 1;
    }
    if (counted->changes != changes)
        return SAY("changes: %llu counted, %llu there", (unsigned long long)counted->changes,
                   (unsigned long long)changes);
    for (int bit = 0; bit < 16; bit++)
        if (counted->touching[bit] != touching[bit])
            return SAY("touch %d: %llu counted, %llu there", bit,
                       (unsigned long long)counted->touching[bit],
                       (unsigned long long)touching[bit]);
    uint64_t accounted = counted->same + counted->moved + counted->respelt + counted->missing +
                         counted->different_original;
    if (accounted != counted->original_words)
        return SAY("words accounted for: %llu of the original's %llu",
                   (unsigned long long)accounted, (unsigned long long)counted->original_words);
    if (counted->added + counted->different_telling > counted->telling_words)
        return SAY("more words added and different than the telling has");
    return verdict_holds(it, changes == 0 && moved == 0, message);
}

/* Whether the pieces cover the change on both sides, in order, and same letters are the same. */
static bool pieces_hold(const compared *it, const almost_change *change,
                        const almost_change *pieces, size_t count, char *message)
{
    const char *original = almost_text_bytes(it->original, &(uint64_t){0});
    const char *telling = almost_text_bytes(it->telling, &(uint64_t){0});
    uint64_t here = change->original.start, there = change->telling.start;
    char shown[160];
    for (size_t i = 0; i < count; i++) {
        almost_span a = pieces[i].original, b = pieces[i].telling;
        if (a.start != here || b.start != there || a.end < here || b.end < there ||
            a.end > change->original.end || b.end > change->telling.end)
            return SAY("letters do not cover: %s", invariant_show(change, shown));
        if (pieces[i].kind == ALMOST_SAME &&
            (a.end - a.start != b.end - b.start ||
             memcmp(original + a.start, telling + b.start, a.end - a.start) != 0))
            return SAY("letters called the same differ: %s", invariant_show(change, shown));
        here = a.end;
        there = b.end;
    }
    return (here == change->original.end && there == change->telling.end) ||
           SAY("letters end early: %s", invariant_show(change, shown));
}

bool invariant_letters(const compared *it, char *message)
{
    almost_change few[64], *many = NULL;
    size_t count = almost_comparison_changes(it->comparison);
    bool fine = true;
    for (size_t i = 0; fine && i < count; i++) {
        almost_change change = change_at(it->comparison, i);
        if (change.kind != ALMOST_DIFFERENT)
            continue;
        size_t pieces = almost_comparison_letters(it->comparison, &change, few, 64);
        if (pieces <= 64) {
            fine = pieces_hold(it, &change, few, pieces, message);
            continue;
        }
        many = malloc(pieces * sizeof *many);
        if (many == NULL)
            return SAY("no memory for the check");
        size_t again = almost_comparison_letters(it->comparison, &change, many, pieces);
        fine = again == pieces ? pieces_hold(it, &change, many, pieces, message)
                               : SAY("letters: %zu, then %zu", pieces, again);
        free(many);
    }
    return fine;
}

bool invariant_all(const compared *it, char *message)
{
    return invariant_cover(it, message) && invariant_passages(it, message) &&
           invariant_kinds(it, message) && invariant_counts(it, message) &&
           invariant_letters(it, message);
}
