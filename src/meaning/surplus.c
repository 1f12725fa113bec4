/* SPDX-License-Identifier: Apache-2.0 */
/* See surplus.h. The rules of each class stand in one table. */
#include "meaning/surplus.h"

#include <string.h>

/* How a class is told. */
typedef struct rule {
    uint32_t touch;
    bool alone; /* also when it is only lost or only new */
    bool
        groups; /* alone, only the groups that `tells_alone` names; replaced, only in small cells */
} rule;

static const rule rules[AL_ITEM_CLASSES] = {
    [AL_ITEM_NUMBER] = {ALMOST_TOUCHES_NUMBER, true, false},
    [AL_ITEM_NAME] = {ALMOST_TOUCHES_NAME, true, false},
    [AL_ITEM_MODAL] = {ALMOST_TOUCHES_MODAL, true, false},
    [AL_ITEM_UNIT] = {ALMOST_TOUCHES_UNIT, false, false},
    [AL_ITEM_QUANTITY] = {ALMOST_TOUCHES_QUANTITY, false, true},
    [AL_ITEM_CONDITION] = {ALMOST_TOUCHES_CONDITION, false, true},
    [AL_ITEM_HEDGE] = {ALMOST_TOUCHES_HEDGE, true, false},
};

/* Words of a change up to which a quantity, condition or modal that is only lost or new is told. */
enum { few_words = 6 };

/* 'd and 'll are whichever modal the other side has. */
static bool are_equal(const al_item *a, const al_item *b)
{
    if (a->class != b->class || a->flags & AL_ITEM_MET || b->flags & AL_ITEM_MET)
        return false;
    if (a->class == AL_ITEM_MODAL && (a->choice != 0) != (b->choice != 0))
        return true;
    if ((a->flags ^ b->flags) & AL_ITEM_LABEL)
        return false;
    if (a->key == b->key)
        return a->class != AL_ITEM_NUMBER || a->choice == b->choice || a->choice & b->choice;
    return a->other == b->key ? a->other != 0 : b->other == a->key && b->other != 0;
}

/* Whether a change has a number on a side: one that stands in the place of another. */
static bool has_number(const al_cell *cell, int side, uint32_t change)
{
    const al_items *items = &cell->items[side];
    for (size_t i = 0; i < items->n; i++)
        if (items->list[i].class == AL_ITEM_NUMBER &&
            (items->list[i].flags & (AL_ITEM_CHANGED | AL_ITEM_MET)) == AL_ITEM_CHANGED &&
            cell->tokens[side].list[items->list[i].first].change == change)
            return true;
    return false;
}

/*
 * Whether two equal numbers, each in the place of another, exchanged their places: two of five,
 * five of two. That says something else.
 */
static bool are_exchanged(const al_cell *cell, const al_item *mine, const al_item *theirs)
{
    if (mine->class != AL_ITEM_NUMBER || !(mine->flags & theirs->flags & AL_ITEM_CHANGED))
        return false;
    uint32_t from = cell->tokens[0].list[mine->first].change;
    uint32_t to = cell->tokens[1].list[theirs->first].change;
    return from != to && has_number(cell, 1, from) && has_number(cell, 0, to);
}

/*
 * Let items of the two sides meet: first kept ones with kept ones, then those of one change, then
 * any.
 */
static void meet(al_cell *cell, uint8_t except, bool near)
{
    al_items *mine = &cell->items[0], *theirs = &cell->items[1];
    for (size_t i = 0; i < mine->n; i++) {
        al_item *item = &mine->list[i];
        if (item->class == AL_ITEM_OTHER || item->class == AL_ITEM_NEGATION ||
            item->flags & (AL_ITEM_MET | except))
            continue;
        for (size_t k = 0; k < theirs->n; k++) {
            al_item *other = &theirs->list[k];
            if (other->flags & except || !are_equal(item, other) ||
                (near && cell->tokens[0].list[item->first].change !=
                             cell->tokens[1].list[other->first].change) ||
                are_exchanged(cell, item, other))
                continue;
            item->flags |= AL_ITEM_MET;
            other->flags |= AL_ITEM_MET;
            break;
        }
    }
}

static bool is_of(const al_item *item, uint8_t class, const char *group)
{
    return item->class == class && item->group != UINT16_MAX &&
           al_terms_group_is(item->group, group);
}

/* Whether a negation of a side changed. */
static bool denies(const al_items *items)
{
    for (size_t i = 0; i < items->n; i++)
        if (items->list[i].class == AL_ITEM_NEGATION && items->list[i].flags & AL_ITEM_CHANGED)
            return true;
    return false;
}

/* Unless he pays, if he does not pay: the negation is counted elsewhere. */
static void meet_unless(al_cell *cell)
{
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < cell->items[s].n; i++) {
            al_item *item = &cell->items[s].list[i];
            if (!is_of(item, AL_ITEM_CONDITION, "if") || !al_item_left(item) ||
                !denies(&cell->items[s]))
                continue;
            for (size_t k = 0; k < cell->items[1 - s].n; k++)
                if (is_of(&cell->items[1 - s].list[k], AL_ITEM_NEGATION, "unless") &&
                    cell->items[1 - s].list[k].flags & AL_ITEM_CHANGED)
                    item->flags |= AL_ITEM_MET;
        }
}

void al_surplus_cancel(al_cell *cell)
{
    meet(cell, AL_ITEM_CHANGED, false);
    meet(cell, 0, true);
    meet(cell, 0, false);
    meet_unless(cell);
}

void al_surplus_touch(const al_cell *cell, int side, const al_item *item, uint32_t touch,
                      al_change *changes)
{
    for (uint32_t i = 0; i < item->n; i++) {
        const al_token *token = &cell->tokens[side].list[item->first + i];
        if (token->changed) {
            changes[token->change].touches |= touch;
            return;
        }
    }
}

/*
 * Whether the other side has something of the class left over, and not only faintly: the words of
 * it may have stayed (few, of `a few`).
 */
static bool has_left(const al_items *items, uint8_t class, bool faint)
{
    for (size_t i = 0; i < items->n; i++)
        if (items->list[i].class == class && !(items->list[i].flags & AL_ITEM_MET) &&
            (faint || !(items->list[i].flags & AL_ITEM_FAINT)))
            return true;
    return false;
}

/* Quantities and conditions that are told though nothing stands in their place. */
static bool tells_alone(uint16_t group)
{
    static const char *const groups[] = {"only", "atleast", "atmost",  "allbut", "most",
                                         "few",  "if",      "because", "unless"};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (group != UINT16_MAX && al_terms_group_is(group, groups[i]))
            return true;
    return false;
}

/* The words of a change on either side, those that changed. */
static uint32_t size_of_change(const al_cell *cell, uint32_t change)
{
    uint32_t n = 0;
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < cell->tokens[s].n; i++)
            n += cell->tokens[s].list[i].change == change && cell->tokens[s].list[i].changed &&
                 cell->tokens[s].list[i].sign == 0;
    return n;
}

/*
 * Whether a modal alone has nothing but content words in its place: not one modality for another,
 * but other words.
 */
static bool is_swapped(const al_cell *cell, int side, const al_item *item)
{
    uint32_t change = cell->tokens[side].list[item->first].change, content = 0;
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < cell->tokens[s].n; i++) {
            const al_token *token = &cell->tokens[s].list[i];
            bool own = s == side && i >= item->first && i < item->first + item->n;
            if (token->change != change || !token->changed || token->sign != 0 || own)
                continue;
            if (s == side || token->flags & (AL_FORM_COMMON | AL_FORM_NUMBER))
                return false;
            content++;
        }
    return content > 0;
}

/* Whether the first word of an item stayed, or stands elsewhere on the other side. */
static bool keeps_word(const al_cell *cell, int side, const al_item *item)
{
    const al_token *word = &cell->tokens[side].list[item->first];
    const al_tokens *other = &cell->tokens[1 - side];
    if (!word->changed)
        return true;
    for (size_t i = 0; i < other->n && item->n > 1; i++)
        if (other->list[i].changed && other->list[i].key == word->key)
            return true;
    return false;
}

/* Whether a faint number is a part in words (half), and not a number that is another word, too. */
static bool is_part(const al_cell *cell, int side, const al_item *item)
{
    const uint16_t number = AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_PART;
    return item->class == AL_ITEM_NUMBER && item->flags & AL_ITEM_FAINT &&
           !(cell->tokens[side].list[item->first].flags & number);
}

/* Whether a quantity stands in its place: all of it, half of it. */
static bool gives_way(const al_cell *cell, int side, const al_item *item)
{
    const al_items *others = &cell->items[1 - side];
    uint32_t change = cell->tokens[side].list[item->first].change;
    for (size_t i = 0; i < others->n; i++)
        if (others->list[i].class == AL_ITEM_QUANTITY && al_item_left(&others->list[i]) &&
            cell->tokens[1 - side].list[others->list[i].first].change == change)
            return true;
    return false;
}

static bool is_told(const al_cell *cell, int side, const al_item *item)
{
    const rule *rule = &rules[item->class];
    bool replaced = has_left(&cell->items[1 - side], item->class, item->flags & AL_ITEM_FAINT);
    if (item->flags & AL_ITEM_LABEL)
        return false;
    if (is_part(cell, side, item) && gives_way(cell, side, item))
        return true;
    if (item->flags & AL_ITEM_FAINT)
        return replaced && (!rule->groups || al_cell_is_small(cell));
    if (replaced)
        return !rule->groups || al_cell_is_small(cell);
    uint32_t change = cell->tokens[side].list[item->first].change;
    if (item->class == AL_ITEM_MODAL && item->choice & 1) /* he'd gone: perhaps no modal at all */
        return false;
    if (item->class == AL_ITEM_HEDGE && keeps_word(cell, side, item))
        return false; /* `said that`, of which `said` stayed */
    if (rule->groups)
        return tells_alone(item->group) && size_of_change(cell, change) <= few_words;
    if (item->class == AL_ITEM_MODAL)
        return size_of_change(cell, change) <= few_words && !is_swapped(cell, side, item);
    return rule->alone;
}

/* Another unit is another value. */
static uint32_t touch_of(const al_item *item)
{
    if (item->class == AL_ITEM_NAME && item->flags & AL_ITEM_FIGURES)
        return ALMOST_TOUCHES_NUMBER;
    if (item->class == AL_ITEM_HEDGE && item->group != UINT16_MAX &&
        al_terms_group_is(item->group, "soll")) /* hearsay, by a modal */
        return ALMOST_TOUCHES_HEDGE | ALMOST_TOUCHES_MODAL;
    return rules[item->class].touch | (item->class == AL_ITEM_UNIT ? ALMOST_TOUCHES_NUMBER : 0);
}

/* A capital alone makes no other name of a word: night, Night. */
static bool is_capital_only(const al_cell *cell, int side, const al_item *item,
                            const al_change *changes)
{
    const uint32_t small =
        ALMOST_TOUCHES_CASE | ALMOST_TOUCHES_PUNCTUATION | ALMOST_TOUCHES_SPACING;
    uint32_t change = cell->tokens[side].list[item->first].change;
    uint32_t touches = changes[change].touches;
    return item->class == AL_ITEM_NAME && touches != 0 && (touches & ~small) == 0;
}

void al_surplus_tell(const al_cell *cell, al_change *changes)
{
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < cell->items[s].n; i++) {
            const al_item *item = &cell->items[s].list[i];
            if (rules[item->class].touch != 0 && al_item_left(item) && is_told(cell, s, item) &&
                !is_capital_only(cell, s, item, changes))
                al_surplus_touch(cell, s, item, touch_of(item), changes);
        }
}
