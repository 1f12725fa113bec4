/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `hopeless, into` and `hopeless,into`: the words are the same, but on one
 * side white space parts them and on the other nothing does, so that whoever
 * reads by white space sees one word. Such neighbours become one pair, like
 * words that are split or joined. Dashes are left out: whether blanks stand
 * around them is a matter of house style.
 */
#include "compare/later_pairs.h"

#include "base/utf8.h"
#include "text/signs.h"

/* What a trail holds beside marks: white space, a dash. Long ones are no trails between words. */
typedef struct contents {
    bool blank;
    bool dash;
    bool marks;
} contents;

static contents contents_of(const al_side *side, uint32_t word)
{
    enum { longest = 16 };
    uint32_t start = side->spans[word].end, end = side->spans[word + 1].start;
    contents found = {.blank = end - start > longest};
    for (uint32_t at = start, size; at < end && at - start < longest; at += size) {
        uint32_t c = al_decode(side->text->bytes, end, at, &size);
        bool space = al_is_space(c);
        found.blank |= space;
        found.dash |= al_is_dash(c);
        found.marks |= !space && !al_is_invisible(c);
    }
    return found;
}

/* Kana, ideographs, Hangul: written without blanks, and wrapped anywhere. */
static bool is_east_asian(const al_side *side, uint32_t word)
{
    unsigned char c = (unsigned char)side->text->bytes[side->spans[word].start];
    return c >= 0xE3 && c <= 0xED;
}

/*
 * Whether as much stands behind word i as behind its partner, as nearly always: then no white space
 * was put in. A blank for a mark is a change of the mark.
 */
static inline bool alike_behind(const al_word_span *mine, const al_word_span *theirs)
{
    return mine[1].start - mine[0].end == theirs[1].start - theirs[0].end;
}

enum { row = 16 /* words that are passed over at once */ };

/*
 * Whether so many words from i on, and the one behind them, stand beside partners in step that are
 * as long and as far from each other; loops that are vectorised.
 */
static inline bool is_row_alike(const uint32_t *partner, const al_word_span *mine,
                                const al_word_span *theirs)
{
    uint32_t first = *partner, shift = theirs->start - mine->start, differ = 0;
    for (uint32_t k = 0; k < row; k++)
        differ |= partner[k] ^ (first + k);
    for (uint32_t k = 0; k <= row; k++) {
        differ |= (theirs[k].start - mine[k].start) ^ shift;
        differ |= (theirs[k].end - mine[k].end) ^ shift;
    }
    return differ == 0;
}

/* The first word from i on, before `end`, that is not a pair of its own for sure. */
static uint32_t skip_near(const al_sides *sides, const uint32_t *partner, uint32_t i, uint32_t end)
{
    const al_word_span *mine = sides->side[0].spans, *theirs = sides->side[1].spans;
    uint32_t last = sides->side[1].n_words - 1;
    while (i < end && (partner[i] >= last || alike_behind(mine + i, theirs + partner[i])))
        i++;
    return i;
}

/* The same before the last word, of many at once where those that are near are alike. */
static uint32_t skip_alike(const al_sides *sides, const uint32_t *partner, uint32_t i,
                           const uint32_t n[2])
{
    const al_word_span *mine = sides->side[0].spans, *theirs = sides->side[1].spans;
    uint32_t last = n[0] - 1, near = i;
    while (i == near && i < last) {
        near = last - i < row ? last : i + row;
        i = skip_near(sides, partner, i, near);
        while (i == near && last - i >= row && n[1] > row && partner[i] < n[1] - row &&
               is_row_alike(partner + i, mine + i, theirs + partner[i]))
            near = i += row;
    }
    return i;
}

/* Whether words i and j and those behind them are parted by white space on one side only. */
static bool parted_once(const al_sides *sides, uint32_t i, uint32_t j)
{
    const al_side *first = &sides->side[0], *second = &sides->side[1];
    if (alike_behind(first->spans + i, second->spans + j))
        return false;
    bool usual = al_is_space_byte(first->text->bytes[first->spans[i + 1].start - 1]) &&
                 al_is_space_byte(second->text->bytes[second->spans[j + 1].start - 1]);
    if (usual || is_east_asian(first, i) || is_east_asian(first, i + 1))
        return false;
    contents mine = contents_of(first, i), theirs = contents_of(second, j);
    return mine.blank != theirs.blank && mine.marks && theirs.marks && !mine.dash && !theirs.dash;
}

void al_spacing_pair(const al_sides *sides, al_alignment *alignment)
{
    uint32_t *const *partner = alignment->partner;
    uint8_t *const *state = alignment->state;
    uint32_t n[2] = {alignment->n[0], alignment->n[1]};
    for (uint32_t i = 0, first = 0; i < n[0] && n[1] > 0; i++) {
        if (first == i)
            first = i = skip_alike(sides, partner[0], i, n);
        uint32_t j = partner[0][i];
        bool joins =
            j != AL_NONE && i + 1 < n[0] && j + 1 < n[1] && partner[0][i + 1] == j + 1 &&
            parted_once(sides, i, j) && !((state[0][i + 1] | state[1][j + 1]) & AL_JOINED) &&
            state[0][i] >> 2 == state[0][i + 1] >> 2 && (first < i || !(state[0][i] & AL_JOINED));
        if (joins)
            continue;
        uint32_t size = i + 1 - first;
        if (size > 1) {
            uint32_t start[2] = {first, partner[0][first]};
            for (int side = 0; side < 2; side++) {
                for (uint32_t k = 0; k < size; k++) {
                    partner[side][start[side] + k] = start[!side];
                    state[side][start[side] + k] |= AL_JOINED;
                }
            }
        }
        first = i + 1;
    }
}
