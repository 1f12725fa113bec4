/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units that convert into each other exactly: 200 ml and 20 cl, half an hour and 30 minutes, two
 * weeks and a fortnight. A number with such a unit has one more key, of how much it is of the
 * first unit of its row. What is not exact (a month in days) stays another number.
 */
#include "meaning/value.h"

#include "meaning/surplus.h"

#include <string.h>

/* How many of the first unit of its row a unit is. */
typedef struct measure {
    const char *unit; /* a group of data/meaning/units.tsv */
    char row;
    int64_t many;
    int64_t parts; /* of so many */
} measure;

static const measure measures[] = {
    {"\xC2\xB5s", 's', 1, 1000000},
    {"ms", 's', 1, 1000},
    {"sec", 's', 1, 1},
    {"min", 's', 60, 1},
    {"quarter hour", 's', 900, 1},
    {"half hour", 's', 1800, 1},
    {"three quarters", 's', 2700, 1},
    {"h", 's', 3600, 1},
    {"day", 's', 86400, 1},
    {"week", 's', 604800, 1},
    {"fifteen days", 's', 1296000, 1},
    {"fortnight", 's', 1209600, 1},
    {"month", 'y', 1, 1},
    {"quarter", 'y', 3, 1},
    {"semester", 'y', 6, 1},
    {"year", 'y', 12, 1},
    {"decade", 'y', 120, 1},
    {"century", 'y', 1200, 1},
    {"nm", 'm', 1, 1000000},
    {"\xC2\xB5m", 'm', 1, 1000},
    {"mm", 'm', 1, 1},
    {"cm", 'm', 10, 1},
    {"m", 'm', 1000, 1},
    {"km", 'm', 1000000, 1},
    {"inch", 'f', 1, 1},
    {"foot", 'f', 12, 1},
    {"yard", 'f', 36, 1},
    {"ng", 'g', 1, 1000000000},
    {"\xC2\xB5g", 'g', 1, 1000000},
    {"mg", 'g', 1, 1000},
    {"g", 'g', 1, 1},
    {"hg", 'g', 100, 1},
    {"kg", 'g', 1000, 1},
    {"q", 'g', 100000, 1},
    {"t", 'g', 1000000, 1},
    {"oz", 'o', 1, 1},
    {"pound", 'o', 16, 1},
    {"ml", 'l', 1, 1},
    {"cl", 'l', 10, 1},
    {"dl", 'l', 100, 1},
    {"l", 'l', 1000, 1},
    {"hl", 'l', 100000, 1},
    {"m\xC2\xB3", 'l', 1000000, 1},
    {"pint", 'p', 1, 1},
    {"quart", 'p', 2, 1},
    {"gallon", 'p', 8, 1},
    {"tsp", 'c', 1, 1},
    {"tbsp", 'c', 3, 1},
    {"m\xC2\xB2", 'a', 1, 1},
    {"ha", 'a', 10000, 1},
    {"km\xC2\xB2", 'a', 1000000, 1},
    {"W", 'w', 1, 1},
    {"kW", 'w', 1000, 1},
    {"MW", 'w', 1000000, 1},
    {"GW", 'w', 1000000000, 1},
    {"Wh", 'e', 1, 1},
    {"kWh", 'e', 1000, 1},
    {"MWh", 'e', 1000000, 1},
    {"J", 'j', 1, 1},
    {"kJ", 'j', 1000, 1},
    {"Hz", 'z', 1, 1},
    {"kHz", 'z', 1000, 1},
    {"MHz", 'z', 1000000, 1},
    {"GHz", 'z', 1000000000, 1},
    {"\xC2\xB0", 'd', 1, 1},
    {"\xC2\xB0\x43", 'd', 1, 1}, /* degrees are of Celsius where nothing is said */
    {"hPa", 'b', 1, 1},
    {"kPa", 'b', 10, 1},
    {"\xC2\xB5mol", 'n', 1, 1000000},
    {"mmol", 'n', 1, 1000},
    {"mol", 'n', 1, 1},
};

uint64_t al_value_measure(al_fraction value, const char *unit, uint64_t salt)
{
    for (size_t i = 0; value.denominator != 0 && i < sizeof measures / sizeof *measures; i++) {
        if (strcmp(measures[i].unit, unit) != 0)
            continue;
        al_fraction whole =
            al_fraction_times(value, (al_fraction){measures[i].many, measures[i].parts});
        if (whole.denominator == 0)
            return 0;
        uint64_t key = al_value_hash_key(al_value_key(whole) + (uint64_t)measures[i].row) + salt;
        return key != 0 ? key : 1;
    }
    return 0;
}

/* The number before a unit, or the unit itself where it is both. */
static al_item *number_of(al_items *items, size_t unit)
{
    bool number = unit > 0 && items->list[unit].class == AL_ITEM_UNIT;
    return &items->list[number ? unit - 1 : unit];
}

static bool is_open(al_items *items, size_t unit)
{
    const al_item *item = &items->list[unit], *number = number_of(items, unit);
    return item->measure != 0 && !((item->flags | number->flags) & AL_ITEM_MET) &&
           (item->flags | number->flags) & AL_ITEM_CHANGED;
}

/* The words of a unit are no opposites then. */
static void say_nothing(al_tokens *tokens, const al_item *unit)
{
    for (uint32_t i = 0; i < unit->n; i++)
        tokens->list[unit->first + i].changed = false;
}

void al_value_measures_meet(al_cell *cell)
{
    al_items *mine = &cell->items[0], *theirs = &cell->items[1];
    for (size_t i = 0; i < mine->n; i++) {
        if (!is_open(mine, i))
            continue;
        for (size_t k = 0; k < theirs->n; k++) {
            if (!is_open(theirs, k) || mine->list[i].measure != theirs->list[k].measure)
                continue;
            mine->list[i].flags |= AL_ITEM_MET;
            theirs->list[k].flags |= AL_ITEM_MET;
            say_nothing(&cell->tokens[0], &mine->list[i]);
            say_nothing(&cell->tokens[1], &theirs->list[k]);
            number_of(mine, i)->flags |= AL_ITEM_MET;
            number_of(theirs, k)->flags |= AL_ITEM_MET;
            break;
        }
    }
}
