/* SPDX-License-Identifier: Apache-2.0 */
/* Taking away what is to be ignored, of changes that were judged. */
#include "compare/ignored.h"

#include "base/names.h"

bool al_change_flows_on(al_change *last, const al_change *next)
{
    if (last->kind != next->kind || (next->kind != ALMOST_SAME && next->kind != ALMOST_MOVED) ||
        last->passage != next->passage || last->original.end != next->original.start ||
        last->telling.end != next->telling.start)
        return false;
    last->original.end = next->original.end;
    last->telling.end = next->telling.end;
    last->unlike |= next->unlike;
    return true;
}

/* The touches that ignore bits name. Accents are spelling: a change knows itself that it is one. */
static uint32_t named(uint32_t ignore)
{
    uint32_t touches = 0;
    if (ignore & ALMOST_IGNORE_CASE)
        touches |= ALMOST_TOUCHES_CASE;
    if (ignore & ALMOST_IGNORE_PUNCTUATION)
        touches |= ALMOST_TOUCHES_PUNCTUATION;
    if (ignore & ALMOST_IGNORE_SPELLING)
        touches |= ALMOST_TOUCHES_SPELLING;
    if (ignore & ALMOST_IGNORE_HYPHENATION)
        touches |= ALMOST_TOUCHES_SPACING;
    return touches;
}

static void ignore_in(al_change *change, uint32_t ignored)
{
    if (change->kind == ALMOST_SAME || change->kind == ALMOST_MOVED)
        return;
    bool alike = change->unlike && (change->touches & ~AL_TOUCHES_SMALL) == 0;
    change->touches &= alike ? 0 : ~ignored;
    change->unlike = change->touches == 0;
    if (change->touches == 0) {
        change->kind = change->moved ? ALMOST_MOVED : ALMOST_SAME;
        change->weight = 0;
    }
}

size_t al_changes_ignore(al_change *changes, size_t n, uint32_t ignore)
{
    const uint32_t before = ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY;
    if ((ignore & ~before) == 0)
        return n;
    uint32_t ignored = named(ignore);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        al_change change = changes[i];
        ignore_in(&change, ignored);
        if (kept == 0 || !al_change_flows_on(&changes[kept - 1], &change))
            changes[kept++] = change;
    }
    return kept;
}
