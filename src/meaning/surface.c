/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What differs on the surface, cheapest question first: bytes, then marks
 * without white space, then words folded by more and more (fold.h), so that the
 * first fold by which two words agree names what they differ in.
 */
#include "meaning/surface.h"

#include "meaning/classes.h"
#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>

#define LONGEST 240 /* bytes of words that are folded; what is longer is compared as it is */
#define FOLDED (4 * LONGEST + 16)

/* A stretch of bytes. */
typedef struct piece {
    const char *bytes;
    size_t length;
} piece;

static piece piece_of(const al_side *side, uint32_t start, uint32_t end)
{
    return (piece){side->text->bytes + start, end > start ? end - start : 0};
}

static piece word_of(const al_side *side, uint32_t word)
{
    return piece_of(side, side->spans[word].start, side->spans[word].end);
}

static bool same(piece a, piece b)
{
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

static bool same_folded(piece a, piece b, uint32_t folds)
{
    char x[FOLDED], y[FOLDED];
    if (a.length > LONGEST || b.length > LONGEST)
        return same(a, b);
    size_t m = al_fold_word(a.bytes, a.length, folds, x, FOLDED);
    size_t n = al_fold_word(b.bytes, b.length, folds, y, FOLDED);
    return m == n && memcmp(x, y, m) == 0;
}

/* Signs inside words that are no letters: apostrophes, hyphens and other marks. */
static bool is_sign(uint32_t c)
{
    if (c < 0x80)
        return !((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9');
    return c == 0xB7 || (c >= 0x2000 && c < 0x2070) || al_is_invisible(c);
}

/* The next code point that one sees, or AL_INVALID at the end. */
static uint32_t next_mark(piece text, size_t *at)
{
    while (*at < text.length) {
        unsigned char first = (unsigned char)text.bytes[*at];
        if (first > ' ' && first < 0x7F) {
            ++*at;
            return first;
        }
        uint32_t size, c = al_decode(text.bytes, text.length, *at, &size);
        *at += size;
        if (!al_is_space(c) && !al_is_invisible(c))
            return c == AL_INVALID ? 0xFFFD : c;
    }
    return AL_INVALID;
}

/*
 * Whether the two have the same marks; *hyphens gets whether all that they have are single hyphens.
 */
static bool same_marks(piece a, piece b, bool *hyphens)
{
    size_t i = 0, j = 0;
    uint32_t count[2] = {0, 0};
    bool equal = true;
    *hyphens = true;
    for (;;) {
        uint32_t c = next_mark(a, &i), d = next_mark(b, &j);
        if (c == AL_INVALID && d == AL_INVALID)
            break;
        equal = equal && c == d;
        count[0] += c != AL_INVALID;
        count[1] += d != AL_INVALID;
        if ((c != AL_INVALID && !al_is_hyphen(c)) || (d != AL_INVALID && !al_is_hyphen(d)))
            *hyphens = false;
    }
    *hyphens = *hyphens && count[0] <= 1 && count[1] <= 1;
    return equal;
}

/* What stands between words: `inner` when there is a word on both ends, so that a hyphen joins
 * them. */
static uint32_t between(piece a, piece b, bool inner)
{
    bool hyphens;
    if (same(a, b))
        return 0;
    if (same_marks(a, b, &hyphens) || (inner && hyphens))
        return ALMOST_TOUCHES_SPACING;
    return ALMOST_TOUCHES_PUNCTUATION;
}

/* How the capitals of one or more words stand. */
typedef struct capitals {
    uint32_t letters;
    uint32_t capitals;
    bool first;
} capitals;

static void count_capitals(piece word, capitals *count)
{
    for (size_t at = 0; at < word.length;) {
        uint32_t size, c = al_decode(word.bytes, word.length, at, &size);
        if (!is_sign(c)) {
            bool capital = al_classes_capital(word.bytes + at, word.length - at);
            count->first = count->letters == 0 ? capital : count->first;
            count->letters++;
            count->capitals += capital;
        }
        at += size;
    }
}

/* Words that are equal but for case: by capitals, or as muß and muss, where full folding joins
 * them. */
static uint32_t case_or_spelling(const capitals *a, const capitals *b)
{
    bool pattern = a->capitals != b->capitals || a->first != b->first;
    if (a->letters == b->letters)
        return ALMOST_TOUCHES_CASE;
    return ALMOST_TOUCHES_SPELLING | (pattern ? ALMOST_TOUCHES_CASE : 0);
}

static uint32_t other_case(piece a, piece b)
{
    capitals counts[2] = {{0, 0, false}, {0, 0, false}};
    count_capitals(a, &counts[0]);
    count_capitals(b, &counts[1]);
    return case_or_spelling(&counts[0], &counts[1]);
}

/* Nothing but ASCII letters: most words, and nothing to fold but their case. */
static bool is_plain(piece word)
{
    for (size_t i = 0; i < word.length; i++)
        if ((word.bytes[i] | 32) < 'a' || (word.bytes[i] | 32) > 'z')
            return false;
    return word.length > 0;
}

static bool same_but_case(piece a, piece b)
{
    for (size_t i = 0; i < a.length && i < b.length; i++)
        if ((a.bytes[i] | 32) != (b.bytes[i] | 32))
            return false;
    return a.length == b.length;
}

/* Whether nothing but invisible signs differs. */
static bool same_seen(piece a, piece b)
{
    size_t i = 0, j = 0;
    for (;;) {
        uint32_t c = next_mark(a, &i), d = next_mark(b, &j);
        if (c != d)
            return false;
        if (c == AL_INVALID)
            return true;
    }
}

/* Two words with the same folded letters. */
static uint32_t equal_word(piece a, piece b)
{
    const uint32_t all = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_ACCENTS | AL_FOLD_EDGES;
    uint32_t touches = 0;
    if (same(a, b))
        return 0;
    if (is_plain(a) && is_plain(b))
        return ALMOST_TOUCHES_CASE;
    if (!same_folded(a, b, all & ~(uint32_t)AL_FOLD_CASE))
        touches |= other_case(a, b);
    if (!same_folded(a, b, all & ~(uint32_t)AL_FOLD_ACCENTS))
        touches |= ALMOST_TOUCHES_SPELLING;
    if (!same_folded(a, b, all & ~(uint32_t)AL_FOLD_EDGES))
        touches |= ALMOST_TOUCHES_PUNCTUATION;
    if (touches != 0)
        return touches;
    if (same_seen(a, b))
        return ALMOST_TOUCHES_SPACING;
    bool marks = memchr(a.bytes, '\'', a.length) != NULL || memchr(b.bytes, '\'', b.length) != NULL;
    return marks ? ALMOST_TOUCHES_PUNCTUATION : ALMOST_TOUCHES_SPELLING;
}

/* The bytes before the first word, between the words, behind the last one. */
static uint32_t gaps(const al_side sides[2], const al_touched *change)
{
    const al_side *a = &sides[0], *b = &sides[1];
    uint32_t i = change->words[0].start, j = change->words[1].start, touches;
    touches = between(piece_of(a, change->bytes[0].start, a->spans[i].start),
                      piece_of(b, change->bytes[1].start, b->spans[j].start), false);
    for (; i + 1 < change->words[0].end && j + 1 < change->words[1].end; i++, j++)
        touches |= between(piece_of(a, a->spans[i].end, a->spans[i + 1].start),
                           piece_of(b, b->spans[j].end, b->spans[j + 1].start), true);
    return touches |
           between(piece_of(a, a->spans[change->words[0].end - 1].end, change->bytes[0].end),
                   piece_of(b, b->spans[change->words[1].end - 1].end, change->bytes[1].end),
                   false);
}

/* White space beside a louder difference says nothing. */
static uint32_t without_idle_spacing(uint32_t touches)
{
    uint32_t others = touches & ~(uint32_t)ALMOST_TOUCHES_SPACING;
    return others != 0 ? others : touches;
}

uint32_t al_surface_equal_words(const al_side sides[2], const al_touched *change)
{
    uint32_t touches = 0;
    for (uint32_t i = change->words[0].start, j = change->words[1].start; i < change->words[0].end;
         i++, j++)
        touches |= equal_word(word_of(&sides[0], i), word_of(&sides[1], j));
    return without_idle_spacing(touches | gaps(sides, change));
}

/* The letters of all words of one side, without signs; folded by `folds`. */
static size_t join_letters(const al_side *side, al_range words, uint32_t folds, char *out,
                           size_t capacity)
{
    char folded[FOLDED];
    size_t length = 0;
    for (uint32_t i = words.start; i < words.end; i++) {
        piece word = word_of(side, i);
        if (word.length > LONGEST)
            word.length = LONGEST;
        size_t n = al_fold_word(word.bytes, word.length, folds, folded, FOLDED);
        for (size_t at = 0; at < n;) {
            uint32_t size, c = al_decode(folded, n, at, &size);
            if (!is_sign(c) && length + size <= capacity) {
                memcpy(out + length, folded + at, size);
                length += size;
            }
            at += size;
        }
    }
    return length;
}

static bool same_letters(const al_side sides[2], const al_touched *change, uint32_t folds)
{
    char a[FOLDED], b[FOLDED];
    size_t m = join_letters(&sides[0], change->words[0], folds, a, sizeof a);
    size_t n = join_letters(&sides[1], change->words[1], folds, b, sizeof b);
    return m == n && memcmp(a, b, m) == 0;
}

static void count_side(const al_side *side, al_range words, capitals *count)
{
    *count = (capitals){0, 0, false};
    for (uint32_t i = words.start; i < words.end; i++)
        count_capitals(word_of(side, i), count);
}

/* A hyphen inside one of the words: space mode has to-day as one. */
static bool has_hyphen(const al_side *side, al_range words)
{
    for (uint32_t i = words.start; i < words.end; i++) {
        piece word = word_of(side, i);
        for (size_t at = 0; at < word.length;) {
            uint32_t size;
            if (al_is_hyphen(al_decode(word.bytes, word.length, at, &size)))
                return true;
            at += size;
        }
    }
    return false;
}

/* Letters are equal; what else inside the words is not. */
static uint32_t signs_inside(const al_side sides[2], const al_touched *change)
{
    piece a = word_of(&sides[0], change->words[0].start);
    piece b = word_of(&sides[1], change->words[1].start);
    if (has_hyphen(&sides[0], change->words[0]) != has_hyphen(&sides[1], change->words[1]))
        return ALMOST_TOUCHES_SPACING;
    const uint32_t plain = AL_FOLD_CASE | AL_FOLD_ACCENTS;
    return same_folded(a, b, plain) ? 0 : ALMOST_TOUCHES_PUNCTUATION;
}

/* How the letters of the words differ, all accents and capitals told apart. */
static uint32_t letters_differ(const al_side sides[2], const al_touched *change)
{
    capitals counts[2];
    count_side(&sides[0], change->words[0], &counts[0]);
    count_side(&sides[1], change->words[1], &counts[1]);
    if (!same_letters(sides, change, AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE))
        return ALMOST_TOUCHES_SPELLING |
               (counts[0].first != counts[1].first ? ALMOST_TOUCHES_CASE : 0);
    if (!same_letters(sides, change, AL_FOLD_TYPOGRAPHY))
        return case_or_spelling(&counts[0], &counts[1]);
    return 0;
}

/* The same for two words of ASCII letters. */
static uint32_t plain_letters_differ(piece a, piece b)
{
    bool other_first = (a.bytes[0] ^ b.bytes[0]) & 32;
    if (same_but_case(a, b))
        return ALMOST_TOUCHES_CASE;
    return ALMOST_TOUCHES_SPELLING | (other_first ? ALMOST_TOUCHES_CASE : 0);
}

uint32_t al_surface_respelt(const al_side sides[2], const al_touched *change)
{
    const uint32_t letters = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_ACCENTS;
    al_range a = change->words[0], b = change->words[1];
    if (a.start == a.end || b.start == b.end)
        return ALMOST_TOUCHES_SPELLING;
    piece first = word_of(&sides[0], a.start), second = word_of(&sides[1], b.start);
    if (a.end - a.start == 1 && b.end - b.start == 1 && is_plain(first) && is_plain(second))
        return without_idle_spacing(plain_letters_differ(first, second) | gaps(sides, change));
    uint32_t touches = letters_differ(sides, change);
    if (a.end - a.start != b.end - b.start)
        return touches | ALMOST_TOUCHES_SPACING;
    if (!(touches & ALMOST_TOUCHES_SPELLING) || same_letters(sides, change, letters))
        touches |= signs_inside(sides, change);
    touches = without_idle_spacing(touches | gaps(sides, change));
    return touches != 0 ? touches : ALMOST_TOUCHES_SPELLING;
}

/* Whether the byte is a letter or part of one, so that a hyphen beside it is in a word. */
static bool is_letter(const al_side *side, uint32_t at)
{
    if (at >= side->end)
        return false;
    unsigned char c = (unsigned char)side->text->bytes[at];
    return c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
}

static bool inside_words(const al_side *side, al_range bytes)
{
    return bytes.start > side->start && is_letter(side, bytes.start - 1) &&
           is_letter(side, bytes.end);
}

uint32_t al_surface_no_words(const al_side sides[2], const al_touched *change)
{
    bool inner =
        inside_words(&sides[0], change->bytes[0]) && inside_words(&sides[1], change->bytes[1]);
    uint32_t touches =
        between(piece_of(&sides[0], change->bytes[0].start, change->bytes[0].end),
                piece_of(&sides[1], change->bytes[1].start, change->bytes[1].end), inner);
    return touches != 0 ? touches : ALMOST_TOUCHES_SPACING;
}
