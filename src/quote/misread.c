/* SPDX-License-Identifier: Apache-2.0 */
/*
 * By how often either word stands in the sources: `tbe` once, `the` a thousand times. In a clean
 * source `shew` stands a hundred times beside `show`, and must stay what it is.
 */
#include "quote/misread.h"

bool al_is_misread(const al_sources *sources, const al_source *source, uint32_t written,
                   uint32_t quoted)
{
    if (written == AL_KEY_UNKNOWN || quoted == AL_KEY_UNKNOWN || written == quoted)
        return false;
    uint64_t mine = sources->keys.rows[written].count, theirs = sources->keys.rows[quoted].count;
    if (source->misread)
        return theirs >= 20 * mine || (mine == 1 && theirs >= 2);
    return mine <= 2 && theirs >= 5 && theirs >= 10 * mine;
}
