/* SPDX-License-Identifier: Apache-2.0 */
/* See stand_in.h. Both tables are searched by halves; few texts have such a character. */
#include "words/stand_in.h"

#include "words/fold.h"

enum { FIRST = 0x378 }; /* nothing before it is late */

static const al_stand_in *find(uint32_t point)
{
    size_t low = 0, high = al_stand_ins_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (al_stand_ins[middle].last < point)
            low = middle + 1;
        else
            high = middle;
    }
    bool there = low < al_stand_ins_count && al_stand_ins[low].first <= point;
    return there ? &al_stand_ins[low] : NULL;
}

uint32_t al_stand_in_of(uint32_t point)
{
    const al_stand_in *found = find(point);
    if (found == NULL)
        return point;
    return found->shown != 0 ? found->shown : '!';
}

bool al_is_late(uint32_t point)
{
    const al_stand_in *found = point < FIRST ? NULL : find(point);
    return found != NULL && found->late;
}

/* Places that Unicode keeps free for characters without a sign of their own. */
static bool is_invisible(uint32_t point)
{
    return (point >= 0xFFF0 && point <= 0xFFF8) || (point >= 0xE0000 && point <= 0xE0FFF);
}

uint32_t al_late_fold_of(uint32_t point, uint32_t fold)
{
    size_t low = 0, high = al_late_folds_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (al_late_folds[middle].point < point)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == al_late_folds_count || al_late_folds[low].point != point)
        return fold == AL_FOLD_TYPOGRAPHY && is_invisible(point) ? 0 : point;
    const al_late_fold *found = &al_late_folds[low];
    if (fold == AL_FOLD_TYPOGRAPHY)
        return found->typography;
    return fold == AL_FOLD_CASE ? found->letter_case : found->accents;
}
