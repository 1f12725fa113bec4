/* SPDX-License-Identifier: Apache-2.0 */
/* See normal.h. Tables are searched by halves: few characters of a text have to be looked up. */
#include "words/normal.h"

#include "words/normal_table.h"

/* Hangul, whose syllables are counted out: Unicode Standard, section 3.12. */
enum {
    SYLLABLE = 0xAC00,
    LEADING = 0x1100,
    VOWEL = 0x1161,
    TRAILING = 0x11A7, /* one before the first, which stands for none */
    LEADINGS = 19,
    VOWELS = 21,
    TRAILINGS = 28,
    OF_LEADING = VOWELS * TRAILINGS,
    SYLLABLES = LEADINGS * OF_LEADING
};

enum { FIRST_APART = 0xA0, FIRST_MARK = 0x300 };

static int32_t value_in(const al_point_range *ranges, size_t n, uint32_t point)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges[middle].last < point)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && ranges[low].first <= point ? ranges[low].value : 0;
}

static int32_t class_of(uint32_t point)
{
    return point < FIRST_MARK ? 0 : value_in(al_mark_classes, al_mark_classes_count, point);
}

static const al_apart *find_apart(uint32_t point)
{
    size_t low = 0, high = al_aparts_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (al_aparts[middle].point < point)
            low = middle + 1;
        else
            high = middle;
    }
    return low < al_aparts_count && al_aparts[low].point == point ? &al_aparts[low] : NULL;
}

static uint32_t take_syllable_apart(uint32_t index, uint32_t out[AL_APART_MOST])
{
    out[0] = LEADING + index / OF_LEADING;
    out[1] = VOWEL + index % OF_LEADING / TRAILINGS;
    out[2] = TRAILING + index % TRAILINGS;
    return index % TRAILINGS == 0 ? 2 : 3;
}

uint32_t al_normal_apart(uint32_t point, bool compatible, uint32_t out[AL_APART_MOST])
{
    out[0] = point;
    if (point < FIRST_APART)
        return 1;
    if (point - SYLLABLE < SYLLABLES)
        return take_syllable_apart(point - SYLLABLE, out);
    const al_apart *found = find_apart(point);
    uint32_t offset = found == NULL ? 0 : compatible ? found->compatible : found->canonical;
    if (offset == 0)
        return 1;
    const uint16_t *units = al_apart_pool + offset;
    uint32_t n = 0;
    for (uint32_t i = 1; i <= units[0]; i++) {
        uint32_t unit = units[i];
        if (unit - 0xD800 < 0x400) /* the first half of a character beyond the basic plane */
            unit = 0x10000 + ((unit - 0xD800) << 10 | (uint32_t)(units[++i] - 0xDC00));
        out[n++] = unit;
    }
    return n;
}

static uint32_t pair_of_hangul(uint32_t first, uint32_t second)
{
    if (first - LEADING < LEADINGS && second - VOWEL < VOWELS)
        return SYLLABLE + ((first - LEADING) * VOWELS + (second - VOWEL)) * TRAILINGS;
    bool open = first - SYLLABLE < SYLLABLES && (first - SYLLABLE) % TRAILINGS == 0;
    return open && second - TRAILING - 1 < TRAILINGS - 1 ? first + second - TRAILING : 0;
}

uint32_t al_normal_pair(uint32_t first, uint32_t second)
{
    if (second < FIRST_MARK)
        return 0;
    size_t low = 0, high = al_compositions_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const al_composition *at = &al_compositions[middle];
        if (at->first < first || (at->first == first && at->second < second))
            low = middle + 1;
        else
            high = middle;
    }
    if (low < al_compositions_count && al_compositions[low].first == first &&
        al_compositions[low].second == second)
        return al_compositions[low].both;
    return pair_of_hangul(first, second);
}

/* Whether it is the second of some pair. */
static bool composes(uint32_t point)
{
    return point - VOWEL < VOWELS || point - TRAILING - 1 < TRAILINGS - 1 ||
           value_in(al_seconds, al_seconds_count, point) != 0;
}

bool al_normal_begins(uint32_t point)
{
    uint32_t apart[AL_APART_MOST];
    if (point < FIRST_MARK)
        return true;
    al_normal_apart(point, false, apart);
    return class_of(point) == 0 && class_of(apart[0]) == 0 && !composes(apart[0]);
}

/*
 * Marks of one class keep their order. Their classes are kept in the bits that no character has, so
 * that rows made to be bad cost little more than being moved.
 */
void al_normal_order(uint32_t *points, size_t n)
{
    enum { CLASS = 24, POINT = (1 << CLASS) - 1 };
    for (size_t i = 0; i < n; i++) {
        uint32_t class = (uint32_t)class_of(points[i]), marked = class << CLASS | points[i];
        size_t at = i;
        for (; class != 0 && at > 0 && points[at - 1] >> CLASS > class; at--)
            points[at] = points[at - 1];
        points[at] = marked;
    }
    for (size_t i = 0; i < n; i++)
        points[i] &= POINT;
}

size_t al_normal_compose(uint32_t *points, size_t n)
{
    size_t kept = 0, starter = n; /* n: there is none yet */
    int32_t last = 0;             /* class of what was kept last since the starter */
    for (size_t i = 0; i < n; i++) {
        int32_t class = class_of(points[i]);
        bool next = starter != n && kept == starter + 1;
        uint32_t both =
            starter != n && (next || last < class) ? al_normal_pair(points[starter], points[i]) : 0;
        if (both != 0) {
            points[starter] = both;
            continue;
        }
        if (class == 0)
            starter = kept;
        last = class;
        points[kept++] = points[i];
    }
    return kept;
}

uint32_t al_normal_case(uint32_t point)
{
    return point + (uint32_t)value_in(al_case_steps, al_case_steps_count, point);
}

bool al_normal_invisible(uint32_t point)
{
    return value_in(al_invisibles, al_invisibles_count, point) != 0;
}

bool al_normal_makes_word(uint32_t point)
{
    return value_in(al_word_makers, al_word_makers_count, point) != 0;
}
