/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One amount in a row of tokens, in figures or words, without unit: `4.5
 * million`, `1 1/2`, `three quarters`, `2 000`, `vingt et un`, `XIV`, `the
 * nineties`. Amounts are compared by keys; ordinals are cardinals.
 */
#ifndef AL_VALUE_AMOUNT_H
#define AL_VALUE_AMOUNT_H

#include "meaning/item.h"
#include "meaning/value_letters.h"

typedef struct al_amount {
    uint64_t key;
    uint64_t other;    /* another key that it may be met by, or 0 */
    al_fraction value; /* denominator 0: only the key tells it */
    uint32_t n;        /* tokens */
    uint16_t unit;     /* term word of a unit that is glued to the figures: 5mg; or 0 */
    bool faint;
    bool ordinal;
    bool code;   /* no number but an identifier */
    bool round;  /* about so many: une quarantaine */
    bool counts; /* no fraction, decade or multiple: may be an hour or a day */
} al_amount;

/* Read the amount that begins at a token; false where none does. */
bool al_amount_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                  al_amount *out);

/*
 * Whether an amount may begin at a word that is a part of numbers but no number alone: `a`, which
 * is one, and `and` only before a number.
 */
bool al_amount_may_begin(const al_item_reader *reader, int side, const al_token *token);

/* The keys of a value; of a decade, a year of which it holds, below 100 or of a century. */
uint64_t al_value_key(al_fraction value);
uint64_t al_value_decade_key(int64_t year);
uint64_t al_value_hash_key(uint64_t hash);

/* Whether two tokens stand side by side with nothing between them. */
static inline bool al_token_glued(const al_tokens *tokens, size_t at)
{
    return at > 0 && at < tokens->n && !tokens->list[at].apart;
}

/* The figures of a token that AL_SHAPE_FIGURES. */
void al_token_figures(const al_item_reader *reader, int side, const al_token *token,
                      al_figures *out);

/* The longest term of a class that stands at a token, or NULL. */
const al_term *al_value_term(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                             uint8_t term_class);

#endif
