/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clusters by a table of ranges (tools/clusters.py): code points that join
 * another, that take no cell or two, and that a terminal must not see.
 * Reference: Unicode Standard Annex #29 (text segmentation), #11 (width).
 */
#include "text/cluster.h"

#include "base/utf8.h"

#include <stddef.h>

enum cluster_class {
    OTHER,
    EXTEND,   /* marks: with what stands before */
    JOINER,   /* ZWJ: as marks, and holds a picture that follows */
    REGIONAL, /* half a flag */
    PICTURE,
    LEADING, /* Hangul jamo, and whole syllables */
    VOWEL,
    TRAILING,
    SYLLABLE,
    CONTROL
};

struct cluster_range {
    uint32_t start;
    uint32_t end; /* inclusive */
    uint8_t kind;
    uint8_t cells;
};

#include "text/cluster_table.h"

static struct cluster_range class_of(uint32_t code_point)
{
    size_t low = 0;
    size_t high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges[middle].end < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < sizeof ranges / sizeof *ranges && ranges[low].start <= code_point)
        return ranges[low];
    return (struct cluster_range){.kind = OTHER, .cells = 1};
}

/* Whether `next` belongs to a cluster whose last code point was of class `last`. */
static bool joins(enum cluster_class last, enum cluster_class next, bool picture, bool odd_flag)
{
    switch (next) {
    case EXTEND:
    case JOINER: return true;
    case PICTURE: return last == JOINER && picture;
    case REGIONAL: return last == REGIONAL && odd_flag;
    case LEADING:
    case SYLLABLE: return last == LEADING;
    case VOWEL: return last == LEADING || last == VOWEL || last == SYLLABLE;
    case TRAILING: return last == VOWEL || last == TRAILING || last == SYLLABLE;
    default: return false;
    }
}

/* ASCII that nothing can join, as nearly all of it is: two looks at bytes. */
static bool is_plain(const char *bytes, uint64_t length, uint64_t at)
{
    unsigned char here = (unsigned char)bytes[at];
    return here >= 0x20 && here < 0x7F && (at + 1 >= length || (unsigned char)bytes[at + 1] < 0x80);
}

al_cluster al_cluster_at(const char *bytes, uint64_t length, uint64_t at)
{
    if (is_plain(bytes, length, at))
        return (al_cluster){.size = 1, .first = (unsigned char)bytes[at], .cells = 1};
    al_cluster cluster = {0};
    cluster.first = al_decode(bytes, length, at, &cluster.size);
    struct cluster_range class = class_of(cluster.first);
    cluster.cells = class.cells;
    cluster.control = cluster.first == AL_INVALID || class.kind == CONTROL;
    if (cluster.control)
        return cluster;
    enum cluster_class last = class.kind;
    bool picture = last == PICTURE;
    bool odd_flag = last == REGIONAL;
    while (at + cluster.size < length) {
        uint32_t size;
        uint32_t next = al_decode(bytes, length, at + cluster.size, &size);
        class = next == AL_INVALID ? (struct cluster_range){.kind = CONTROL} : class_of(next);
        if (!joins(last, class.kind, picture, odd_flag) ||
            cluster.size + size > AL_CLUSTER_MOST_BYTES)
            break;
        odd_flag = odd_flag && class.kind != REGIONAL;
        bool wider = class.kind == REGIONAL || (class.kind == EXTEND && class.cells > 0);
        if (wider && cluster.cells < 4)
            cluster.cells++;
        last = class.kind;
        cluster.size += size;
    }
    return cluster;
}
