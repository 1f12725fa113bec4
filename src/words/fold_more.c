/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folding one character at a time by its normal forms, for what fold_table.c leaves out; and
 * composing what was folded. Buffers are of fixed size: a character folds to few others, and text
 * is composed in portions that are cut where nothing composes across. Characters that came late
 * (stand_in.h) have a table of their own and are not composed.
 */
#include "words/fold_more.h"

#include "base/utf8.h"
#include "words/fold.h"
#include "words/fold_table.h"
#include "words/normal.h"
#include "words/stand_in.h"

#include <string.h>

enum { PORTION = 512, APART = PORTION * 4 };

static bool is_invisible(uint32_t point)
{
    static const uint32_t tatweel = 0x640;
    return point == tatweel || al_normal_invisible(point);
}

static bool is_accent(uint32_t point)
{
    return point <= 0xFFFF && (al_fold_record(point)[3] & AL_POINT_MARK);
}

/* Keep the code points for which `drop` is false. */
static uint32_t without(uint32_t *points, uint32_t n, bool (*drop)(uint32_t))
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!drop(points[i]))
            points[kept++] = points[i];
    return kept;
}

static bool holds_blank(const uint32_t *points, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (points[i] == ' ')
            return true;
    return false;
}

static uint32_t compose(uint32_t *points, uint32_t n)
{
    al_normal_order(points, n);
    return (uint32_t)al_normal_compose(points, n);
}

static uint32_t fold_typography(uint32_t point, uint32_t out[AL_FOLD_MOST])
{
    uint32_t n = compose(out, al_normal_apart(point, true, out));
    if (n > 1 && holds_blank(out, n)) { /* a spacing accent */
        out[0] = point;
        n = 1;
    }
    return without(out, n, is_invisible);
}

uint32_t al_fold_more(uint32_t point, uint32_t fold, uint32_t out[AL_FOLD_MOST])
{
    if (al_is_late(point)) {
        out[0] = al_late_fold_of(point, fold);
        return out[0] == 0 ? 0 : 1;
    }
    if (fold == AL_FOLD_TYPOGRAPHY)
        return fold_typography(point, out);
    if (fold == AL_FOLD_CASE)
        return compose(out, al_normal_apart(al_normal_case(point), false, out));
    uint32_t n = without(out, al_normal_apart(point, false, out), is_accent);
    return compose(out, n);
}

/* Characters from the front, taken apart. */
typedef struct portion {
    uint32_t points[APART];
    size_t n;
} portion;

/* How many UTF-16 units a character is: portions are counted in these. */
static size_t units_of(uint32_t point)
{
    return point > 0xFFFF ? 2 : 1;
}

/*
 * Characters from the front, as many as there is room for or up to an invalid sequence or a late
 * character; cut where nothing composes across. Returns their bytes.
 */
static size_t take(const char *bytes, size_t length, portion *portion)
{
    size_t at = 0, border = 0, border_points = 0, units = 0;
    portion->n = 0;
    while (at < length && units < PORTION - 2 && portion->n < APART - AL_APART_MOST) {
        uint32_t size, point = al_decode(bytes, length, at, &size);
        if (point == AL_INVALID || al_is_late(point))
            return at;
        if (al_normal_begins(point)) {
            border = at;
            border_points = portion->n;
        }
        portion->n += al_normal_apart(point, false, portion->points + portion->n);
        units += units_of(point);
        at += size;
    }
    if (at == length || border == 0)
        return at;
    portion->n = border_points;
    return border;
}

/* Compose a portion into `out` as UTF-8, which has room for 3 bytes a unit; the bytes written. */
static size_t give(portion *portion, char *out)
{
    al_normal_order(portion->points, portion->n);
    size_t length = 0, n = al_normal_compose(portion->points, portion->n);
    for (size_t i = 0; i < n; i++)
        length += al_encode(portion->points[i], out + length);
    return length;
}

size_t al_compose(char *bytes, size_t length, size_t capacity)
{
    size_t read = capacity - length, written = 0; /* a mark in another order may take a byte more */
    memmove(bytes + read, bytes, length);
    while (read < capacity) {
        portion portion;
        char composed[4 * APART];
        size_t taken = take(bytes + read, capacity - read, &portion);
        size_t size = give(&portion, composed);
        if (taken > 0 && written + size <= read + taken) {
            memcpy(bytes + written, composed, size);
        } else {
            size = taken = taken > 0 ? taken : 1;
            memmove(bytes + written, bytes + read, size);
        }
        read += taken;
        written += size;
    }
    return written;
}
