/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values: numbers with their signs, units and currencies, times of the clock,
 * dates, identifiers. The same value has the same keys in whatever form it is
 * written: `£4.5 million` and `£4,500,000`, `9:15 p.m.` and `21:15`, `3 May 2012`
 * and `3.5.2012`. A number that only counts pages, clauses, verses is a label.
 */
#ifndef AL_VALUE_H
#define AL_VALUE_H

#include "meaning/cell.h"
#include "meaning/value_amount.h"

enum { AL_VALUE_ITEMS = 6 };

/* Classes of terms whose words begin, end or join values: they are read here, and nowhere else. */
enum {
    AL_VALUE_TERM_CLASSES = 1u << AL_TERM_MULTIPLE | 1u << AL_TERM_FRACTION | 1u << AL_TERM_DECADE |
                            1u << AL_TERM_CENTURY | 1u << AL_TERM_GROUP | 1u << AL_TERM_CLOCK |
                            1u << AL_TERM_UNIT | 1u << AL_TERM_MONTH | 1u << AL_TERM_WEEKDAY |
                            1u << AL_TERM_DAYPERIOD | 1u << AL_TERM_MARKER |
                            1u << AL_TERM_CLOCKPART | 1u << AL_TERM_CLOCKSTART | 1u << AL_TERM_SCALE
};

/* What was read at a token: items, and how many tokens they take together. */
typedef struct al_value {
    al_item items[AL_VALUE_ITEMS];
    uint32_t n;
    uint32_t taken; /* tokens */
} al_value;

/* Read the value that begins at a token; false where none does. Longest first. */
bool al_value_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                 al_value *value);

/* Whether a value may begin at a sign: a quick look, by which nearly all are passed over. */
bool al_value_may_begin_by_sign(const al_tokens *tokens, size_t at);

/* Put an item at the end of a value; what does not fit is left out. */
void al_value_add(al_value *value, al_item item);

/* A number, all of whose tokens are of one item. */
al_item al_value_number(size_t at, uint32_t n, uint64_t key);

/* value_clock.c: 9:15 p.m., half past seven, 18 Uhr, noon. `amount`: what is there, or NULL. */
bool al_value_clock(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                    const al_amount *amount, al_value *value);

/* The key of minutes after noon or midnight. */
uint64_t al_value_clock_key(int64_t minutes);

/* value_date.c: 3.5.2012, 2012-05-03, 31/12/2026; May, Oct., Tuesday. */
bool al_value_date(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                   al_value *value);
bool al_value_calendar(al_item_reader *reader, const al_tokens *tokens, size_t at, al_value *value);

/* value_code.c: addresses of the web, KL1234, Annex A. */
bool al_value_code(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                   al_value *value);

/* value_label.c: the number or letter of a label at the start of a line (label.h). */
bool al_value_label(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                    al_value *value);

/* Whether a number of `n` tokens only counts what it stands before. */
bool al_value_is_label(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                       uint32_t n);

/* value_measure.c */

/*
 * What a number of a unit (a group of data/meaning/units.tsv) says, whichever unit it is given in;
 * 0: nothing but itself. `salt` is of the sign before the number, or 0.
 */
uint64_t al_value_measure(al_fraction value, const char *unit, uint64_t salt);

/* Let numbers of a unit meet that say the same in another: half an hour, 30 minutes. */
void al_value_measures_meet(al_cell *cell);

/* value_settle.c */

/*
 * Whether what seems to be one word in two spellings, or only marks, may be another value: figures,
 * units, signs. `from` is where its tokens begin on both sides.
 */
bool al_value_at_stake(const al_item_reader *reader, const al_cell *cell, const size_t from[2]);

/* Whether the words of both sides are the same, but that figures were printed for letters. */
bool al_value_is_misread(const al_item_reader *reader, const al_cell *cell, const size_t from[2]);

/* A change of which nothing is left but values that are met is a number written another way. */
void al_value_settle(const al_cell *cell, al_change *changes);

#endif
