/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which groups are the same all over: nothing of what they replace was kept as it was,
 * and nothing of it was told as something else. Words are looked for in one pass, by
 * the first word of what was replaced; marks and capitals by their bytes, up to the
 * first one that stayed.
 */
#include "compare/groups.h"

#include "base/error.h"
#include "words/word_cursor.h"
#include "match/pair.h"
#include "text/signs.h"

#include <string.h>

enum {
    most_of_a_word = 4,     /* groups that begin with one word; a bound on what they cost */
    most_looked_through = 8 /* groups of marks that all kept bytes are looked through for */
};

/* Groups of words, by the fold of the first word that they replace. */
typedef struct replaced {
    const al_sides *sides;
    almost_comparison *comparison;
    uint8_t *begins;                    /* of each fold: a group begins with it */
    uint32_t (*groups)[most_of_a_word]; /* of each fold: numbers of groups, then 0 */
    al_word_cursor cursor;              /* of the original */
    al_range *words; /* of each group: what it replaces, in words of the original */
    bool any;        /* such a group */
} replaced;

static bool init(replaced *replaced, const al_sides *sides, almost_comparison *comparison)
{
    const almost_allocator *allocator = comparison->allocator;
    *replaced = (struct replaced){.sides = sides,
                                  .comparison = comparison,
                                  .cursor = {.side = &sides->side[sides->original]}};
    replaced->groups = al_allocate_zero(allocator, (size_t)al_forms_folds(sides->forms) + 1,
                                        sizeof *replaced->groups);
    replaced->begins = al_allocate_zero(allocator, (size_t)al_forms_folds(sides->forms) + 1, 1);
    replaced->words = al_allocate(allocator, comparison->n_groups + 1, sizeof *replaced->words);
    return replaced->begins != NULL && replaced->groups != NULL && replaced->words != NULL;
}

static void release(replaced *replaced)
{
    const almost_allocator *allocator = replaced->comparison->allocator;
    al_release(allocator, replaced->begins);
    al_release(allocator, replaced->groups);
    al_release(allocator, replaced->words);
}

static bool same_words(const uint32_t *folded, al_range a, al_range b)
{
    return a.end - a.start == b.end - b.start &&
           memcmp(folded + a.start, folded + b.start, (a.end - a.start) * sizeof *folded) == 0;
}

/*
 * Two groups that replace the same words by different ones are neither of them throughout. Of more
 * groups that begin with one word than are looked at, the later ones are taken not to be.
 */
static void enter(replaced *replaced, uint32_t number)
{
    const uint32_t *folded = replaced->sides->folded[replaced->sides->original];
    al_group *groups = replaced->comparison->groups, *group = &groups[number - 1];
    const al_change *change = &replaced->comparison->changes[group->first];
    if (group->kind != AL_GROUP_WORDS || change->kind != ALMOST_DIFFERENT)
        return;
    al_range words = al_word_cursor_range(&replaced->cursor, change->original);
    replaced->words[number] = words;
    if (words.start == words.end)
        return;
    uint32_t *list = replaced->groups[folded[words.start]], at = 0;
    replaced->begins[folded[words.start]] = 1;
    group->throughout = replaced->any = 1;
    for (; at < most_of_a_word && list[at] != 0; at++)
        if (same_words(folded, words, replaced->words[list[at]]))
            group->throughout = groups[list[at] - 1].throughout = 0;
    if (at == most_of_a_word)
        group->throughout = 0;
    else
        list[at] = number;
}

/* The words that were kept as they are. */
static void look_through(const replaced *replaced, const al_alignment *alignment)
{
    int o = replaced->sides->original;
    const uint32_t *folded = replaced->sides->folded[o], *partner = alignment->partner[o];
    const uint8_t *state = alignment->state[o];
    uint32_t n = replaced->sides->side[o].n_words;
    for (uint32_t i = 0; i < n; i++) {
        if (!replaced->begins[folded[i]] || partner[i] == AL_NONE ||
            state[i] & (AL_RESPELT | AL_CHANGED))
            continue;
        const uint32_t *list = replaced->groups[folded[i]];
        bool left = false;
        for (uint32_t at = 0; at < most_of_a_word && list[at] != 0; at++) {
            al_range words = replaced->words[list[at]];
            al_range here = {i, i + (words.end - words.start)};
            al_group *group = &replaced->comparison->groups[list[at] - 1];
            if (group->throughout && here.end <= n && same_words(folded, here, words))
                group->throughout = 0;
            left |= group->throughout != 0;
        }
        replaced->begins[folded[i]] = left;
    }
}

/* --- Marks and capitals ------------------------------------------------------ */

/* What stands between blanks in a range, all of it one mark; empty where it is not. */
static al_range one_mark(const almost_text *text, al_range range)
{
    while (range.start < range.end && al_is_space_byte(text->bytes[range.start]))
        range.start++;
    uint32_t size = 1;
    while (range.start + size < range.end &&
           ((unsigned char)text->bytes[range.start + size] & 0xC0) == 0x80)
        size++;
    if (range.start < range.end)
        range.end = range.start + size;
    return range;
}

/* Whether kept bytes of the original hold a mark. */
static bool was_kept(const almost_comparison *comparison, al_range mark)
{
    const char *bytes = comparison->original->bytes;
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if (change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED)
            continue;
        const char *at = bytes + change->original.start, *end = bytes + change->original.end;
        while ((at = memchr(at, bytes[mark.start], (size_t)(end - at))) != NULL) {
            if ((size_t)(end - at) >= mark.end - mark.start &&
                memcmp(at, bytes + mark.start, mark.end - mark.start) == 0)
                return true;
            if (++at == end)
                break;
        }
    }
    return false;
}

/* Whether kept bytes of the telling hold a small letter of ASCII. */
static bool small_was_kept(const almost_comparison *comparison)
{
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if (change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED)
            continue;
        for (uint32_t at = change->telling.start; at < change->telling.end; at++)
            if (comparison->telling->bytes[at] >= 'a' && comparison->telling->bytes[at] <= 'z')
                return true;
    }
    return false;
}

static void note_marks(almost_comparison *comparison)
{
    uint32_t looked = 0;
    for (size_t i = 0; i < comparison->n_groups && looked < most_looked_through; i++) {
        al_group *group = &comparison->groups[i];
        const al_change *change = &comparison->changes[group->first];
        if (group->kind == AL_GROUP_CAPITALS) {
            group->throughout = !small_was_kept(comparison);
            looked++;
        }
        if (group->kind != AL_GROUP_MARKS || change->kind != ALMOST_DIFFERENT)
            continue;
        al_range mark = one_mark(comparison->original, change->original);
        group->throughout = mark.start < mark.end && !was_kept(comparison, mark);
        looked++;
    }
}

static uint32_t size_without_blanks(const almost_text *text, al_range range)
{
    while (range.end > range.start && al_is_space_byte(text->bytes[range.end - 1]))
        range.end--;
    return range.end - range.start;
}

/* Names with other small words around them were looked for with those of the first change only. */
static void note_other_words(almost_comparison *comparison)
{
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        al_group *group = change->group != 0 ? &comparison->groups[change->group - 1] : NULL;
        if (group == NULL || group->kind != AL_GROUP_WORDS || !group->throughout)
            continue;
        const al_change *first = &comparison->changes[group->first];
        group->throughout = size_without_blanks(comparison->original, change->original) ==
                            size_without_blanks(comparison->original, first->original);
    }
}

almost_status al_groups_note_throughout(const al_sides *sides, const al_alignment *alignment,
                                        almost_comparison *comparison, almost_error *error)
{
    replaced replaced;
    if (comparison->n_groups == 0)
        return ALMOST_OK;
    bool whole = init(&replaced, sides, comparison);
    if (whole) {
        for (size_t i = 0; i < comparison->n_groups; i++)
            enter(&replaced, (uint32_t)i + 1);
        if (replaced.any)
            look_through(&replaced, alignment);
        note_marks(comparison);
        note_other_words(comparison);
    }
    release(&replaced);
    return whole ? ALMOST_OK : al_fail_memory(error);
}
