/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in two texts at one place, as changes of the kinds that the answer knows. */
#include "compare/emit.h"

#include "base/utf8.h"
#include "compare/ignored.h"
#include "compare/trail.h"
#include "text/compared.h"
#include "text/signs.h"
#include "words/sentences.h"

#include <assert.h>
#include <string.h>

enum { longest_word = 512 /* bytes; longer words are the same only when their bytes are */ };

/* What never carries a meaning; what else is to be ignored is judged first (ignored.h). */
static const uint32_t harmless = ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY;

static bool empty(al_range range)
{
    return range.start == range.end;
}

static void append(al_emitter *emitter, al_change change)
{
    assert(change.original.start <= change.original.end);
    assert(change.telling.start <= change.telling.end);
    if (emitter->failed)
        return;
    al_changes *changes = emitter->changes;
    if (!al_grow(emitter->sides->allocator, (void **)&changes->items, &changes->capacity,
                 changes->n + 1, sizeof change)) {
        emitter->failed = true;
        return;
    }
    changes->items[changes->n++] = change;
}

/* Whether two ranges have the same bytes in these two texts. */
static bool equal_in(const almost_text *mine, al_range original, const almost_text *theirs,
                     al_range telling)
{
    uint32_t length = original.end - original.start;
    return length == telling.end - telling.start &&
           memcmp(mine->bytes + original.start, theirs->bytes + telling.start, length) == 0;
}

/* Whether what is the same differs in what was left out of the comparison. */
static bool differs_outside(const al_sides *sides, al_range original, al_range telling)
{
    const almost_text *mine = sides->side[sides->original].text;
    const almost_text *theirs = sides->side[sides->telling].text;
    if (mine->whole == NULL && theirs->whole == NULL)
        return false;
    return !equal_in(al_text_whole(mine), original, al_text_whole(theirs), telling);
}

void al_emit_same(al_emitter *emitter, al_range original, al_range telling, bool unlike)
{
    if (empty(original) && empty(telling))
        return;
    unlike = unlike || differs_outside(emitter->sides, original, telling);
    const al_changes *changes = emitter->changes;
    al_change piece = {.original = original,
                       .telling = telling,
                       .kind = emitter->moved ? ALMOST_MOVED : ALMOST_SAME,
                       .passage = emitter->passage,
                       .unlike = unlike,
                       .moved = emitter->moved};
    if (changes->n == 0 || !al_change_flows_on(&changes->items[changes->n - 1], &piece))
        append(emitter, piece);
}

/* `alike`: what is to be ignored makes the two equal, if the change does not touch the meaning. */
static void emit_change(al_emitter *emitter, al_range original, al_range telling, uint32_t touches,
                        bool alike)
{
    if (empty(original) && empty(telling))
        return;
    uint8_t kind = empty(original)  ? ALMOST_ADDED
                   : empty(telling) ? ALMOST_MISSING
                                    : ALMOST_DIFFERENT;
    append(emitter, (al_change){.original = original,
                                .telling = telling,
                                .kind = kind,
                                .touches = touches,
                                .passage = emitter->passage,
                                .unlike = alike,
                                .inflected = emitter->inflected,
                                .moved = emitter->moved});
}

void al_emit_change(al_emitter *emitter, al_range original, al_range telling, uint32_t touches)
{
    emit_change(emitter, original, telling, touches, false);
}

static const al_side *original_of(const al_sides *sides)
{
    return &sides->side[sides->original];
}

static const al_side *telling_of(const al_sides *sides)
{
    return &sides->side[sides->telling];
}

static bool equal_bytes(const al_sides *sides, al_range original, al_range telling)
{
    return equal_in(original_of(sides)->text, original, telling_of(sides)->text, telling);
}

/*
 * The words of a change that are looked at: a stretch as long as a chapter
 * touches everything, and its beginning shows that as well as all of it.
 */
static al_range first_words(al_range words)
{
    enum { most = 256 };
    if (words.end - words.start > most)
        words.end = words.start + most;
    return words;
}

/* Ask the toucher, which knows the sides by number. */
static uint32_t touches_of(al_emitter *emitter, al_range original_words, al_range telling_words,
                           al_range original, al_range telling, bool respelt)
{
    const al_sides *sides = emitter->sides;
    al_touched touched = {.respelt = respelt, .apart = emitter->apart};
    touched.words[sides->original] = first_words(original_words);
    touched.words[sides->telling] = first_words(telling_words);
    touched.bytes[sides->original] = original;
    touched.bytes[sides->telling] = telling;
    return al_toucher_touches(emitter->toucher, &touched);
}

/* Whether a hyphen stands for white space, as in `well known` and `well-known`. */
static bool is_hyphenation(const al_slice texts[2], const al_range trails[2])
{
    for (int side = 0; side < 2; side++)
        if (al_only_hyphen(texts[side].text, trails[side]) && !empty(trails[!side]) &&
            al_blank(texts[!side].text, trails[!side]))
            return true;
    return false;
}

/* Two trails that differ in the middle, which the ends do not: heads, what differs, tails. */
static void emit_parted_trails(al_emitter *emitter, const al_slice texts[2],
                               const al_range trails[2], const al_range middle[2])
{
    const al_sides *sides = emitter->sides;
    bool may_be_ignored = emitter->settings->ignore & ALMOST_IGNORE_PUNCTUATION;
    al_range head[2], tail[2], changed[2] = {middle[0], middle[1]};
    for (int side = 0; side < 2; side++) {
        head[side] = (al_range){trails[side].start, middle[side].start};
        tail[side] = (al_range){middle[side].end, trails[side].end};
    }
    bool at_end = trails[0].end == texts[0].end && trails[1].end == texts[1].end;
    if (at_end && empty(tail[0]) != empty(tail[1])) /* no word will come that could take it along */
        for (int side = 0; side < 2; side++)
            changed[side].end = tail[side].start = tail[side].end;
    bool blank = al_unseen(texts[0].text, middle[0]) && al_unseen(texts[1].text, middle[1]);
    al_emit_same(emitter, head[0], head[1], !equal_bytes(sides, head[0], head[1]));
    emit_change(emitter, changed[0], changed[1],
                blank ? ALMOST_TOUCHES_SPACING : ALMOST_TOUCHES_PUNCTUATION, may_be_ignored);
    al_emit_same(emitter, tail[0], tail[1], !equal_bytes(sides, tail[0], tail[1]));
}

void al_emit_trails(al_emitter *emitter, al_range original, al_range telling)
{
    const al_sides *sides = emitter->sides;
    if (equal_bytes(sides, original, telling)) {
        al_emit_same(emitter, original, telling, false);
        return;
    }
    const al_slice texts[2] = {original_of(sides)->slice, telling_of(sides)->slice};
    al_range trails[2] = {original, telling};
    uint32_t ignore = emitter->settings->ignore;
    al_trail_difference difference = al_trail_compare(texts, trails, ignore);
    if (empty(difference.middle[0]) && empty(difference.middle[1]))
        al_emit_same(emitter, original, telling, true);
    else if (is_hyphenation(texts, trails))
        emit_change(emitter, original, telling, ALMOST_TOUCHES_SPACING,
                    ignore & ALMOST_IGNORE_PUNCTUATION);
    else
        emit_parted_trails(emitter, texts, trails, difference.middle);
}

void al_emit_words(al_emitter *emitter, al_range original_words, al_range telling_words,
                   al_range original, al_range telling)
{
    uint32_t touches = touches_of(emitter, original_words, telling_words, original, telling, false);
    if (empty(original_words) || empty(telling_words)) {
        al_emit_change(emitter, original, telling, touches);
        return;
    }
    al_emit_change(emitter, original, telling, touches);
    emitter->changes->different[0] += original_words.end - original_words.start;
    emitter->changes->different[1] += telling_words.end - telling_words.start;
}

static uint32_t folds_ignored(uint32_t ignore)
{
    uint32_t folds = 0;
    if (ignore & ALMOST_IGNORE_TYPOGRAPHY)
        folds |= AL_FOLD_TYPOGRAPHY;
    if (ignore & ALMOST_IGNORE_CASE)
        folds |= AL_FOLD_CASE;
    if (ignore & ALMOST_IGNORE_ACCENTS)
        folds |= AL_FOLD_ACCENTS;
    if (ignore & ALMOST_IGNORE_PUNCTUATION)
        folds |= AL_FOLD_EDGES;
    return folds;
}

/* Copy a word; of the line-end hyphens in it neither hyphen nor white space. Returns its length. */
static size_t copy_unbroken(const almost_text *text, al_word_span word, char *out)
{
    static const char blanks[] = " \t\r\n";
    const char *bytes = text->bytes;
    size_t n = 0;
    for (uint32_t at = word.start; at < word.end; at++) {
        uint32_t size = al_hyphen_size(bytes + at);
        bool hyphen =
            size > 0 && at + size < word.end && memchr(blanks, bytes[at + size], 4) != NULL;
        if (hyphen)
            at += size - 1;
        else if (memchr(blanks, bytes[at], 4) == NULL)
            out[n++] = bytes[at];
    }
    return n;
}

/* Append a word's bytes folded by what is ignored; false when it is too long. */
static bool append_folded(const almost_text *text, al_word_span word, uint32_t folds, char *out,
                          size_t *length)
{
    char unbroken[longest_word];
    size_t size = word.end - word.start;
    if (size > longest_word || *length + size * 4 + 16 > longest_word * 4 + 16)
        return false;
    size = copy_unbroken(text, word, unbroken);
    *length += al_fold_word(unbroken, size, folds, out + *length, size * 4 + 16);
    return true;
}

/* Whether nothing but signs without width part two words, such as a zero width space. */
static bool parted_unseen(const almost_text *text, al_word_span word, al_word_span next)
{
    for (uint32_t at = word.end, size; at < next.start; at += size)
        if (!al_is_invisible(al_decode(text->bytes, next.start, at, &size)))
            return false;
    return next.start > word.end;
}

/* The words of one side run together, when only line-end hyphens part them, or what has no width.
 */
static bool run_together(const al_side *mine, al_range words, uint32_t folds, char *out,
                         size_t *length)
{
    *length = 0;
    for (uint32_t i = words.start; i < words.end; i++) {
        if (i > words.start && !al_hyphenated(mine->text, mine->spans[i - 1], mine->spans[i]) &&
            !(folds & AL_FOLD_TYPOGRAPHY &&
              parted_unseen(mine->text, mine->spans[i - 1], mine->spans[i])))
            return false;
        if (!append_folded(mine->text, mine->spans[i], folds, out, length))
            return false;
    }
    return true;
}

/*
 * Whether two words, or a word and its hyphenated parts, differ in nothing but layout and what is
 * folded by the ignore bits `ignore`.
 */
static bool alike(const al_emitter *emitter, al_range original_words, al_range telling_words,
                  uint32_t ignore)
{
    char mine[longest_word * 4 + 16], theirs[longest_word * 4 + 16];
    size_t n_mine, n_theirs;
    const al_sides *sides = emitter->sides;
    uint32_t folds = folds_ignored(ignore);
    bool parted =
        original_words.end - original_words.start + telling_words.end - telling_words.start > 2;
    if (parted && !(ignore & ALMOST_IGNORE_LAYOUT))
        return false;
    return run_together(original_of(sides), original_words, folds, mine, &n_mine) &&
           run_together(telling_of(sides), telling_words, folds, theirs, &n_theirs) &&
           n_mine == n_theirs && memcmp(mine, theirs, n_mine) == 0;
}

/* Whether all words of a side's range are one number, in figures or in words. */
static bool is_number(al_toucher *toucher, int side, al_range words, int64_t *value)
{
    return al_toucher_number(toucher, side, words.start, words.end, value) ==
           words.end - words.start;
}

/* Whether both sides are the same number, and other words. */
static bool respelt_number(const al_emitter *emitter, al_range original_words,
                           al_range telling_words)
{
    const al_sides *sides = emitter->sides;
    int64_t mine, theirs;
    return is_number(emitter->toucher, sides->original, original_words, &mine) &&
           is_number(emitter->toucher, sides->telling, telling_words, &theirs) && mine == theirs &&
           (original_words.end - original_words.start != telling_words.end - telling_words.start ||
            sides->folded[sides->original][original_words.start] !=
                sides->folded[sides->telling][telling_words.start]);
}

static uint32_t skip_space(const almost_text *text, uint32_t at, uint32_t end)
{
    while (at < end && al_is_space_byte(text->bytes[at]))
        at++;
    return at;
}

/* Whether two ranges differ in the kind of their white space only: a line end, where it is blanks.
 */
static bool same_but_space(const al_sides *sides, al_range original, al_range telling)
{
    const almost_text *mine = original_of(sides)->text, *theirs = telling_of(sides)->text;
    uint32_t a = original.start, b = telling.start;
    while (a < original.end && b < telling.end) {
        uint32_t next[2] = {skip_space(mine, a, original.end), skip_space(theirs, b, telling.end)};
        if ((next[0] > a) != (next[1] > b))
            break;
        if (next[0] == a && mine->bytes[next[0]++] != theirs->bytes[next[1]++])
            break;
        a = next[0];
        b = next[1];
    }
    return skip_space(mine, a, original.end) == original.end &&
           skip_space(theirs, b, telling.end) == telling.end;
}

void al_emit_pair(al_emitter *emitter, al_range original_words, al_range telling_words,
                  al_range original, al_range telling)
{
    uint32_t ignore = emitter->settings->ignore;
    if (respelt_number(emitter, original_words, telling_words)) {
        emit_change(emitter, original, telling, ALMOST_TOUCHES_SPELLING,
                    ignore & ALMOST_IGNORE_NUMBERS);
        return;
    }
    if (alike(emitter, original_words, telling_words, ignore & harmless) ||
        (ignore & ALMOST_IGNORE_LAYOUT && same_but_space(emitter->sides, original, telling))) {
        al_emit_same(emitter, original, telling, true);
        return;
    }
    uint32_t touches = touches_of(emitter, original_words, telling_words, original, telling, true);
    bool may_be_ignored =
        ignore & ~harmless && alike(emitter, original_words, telling_words, ignore);
    emit_change(emitter, original, telling, touches, may_be_ignored);
}
