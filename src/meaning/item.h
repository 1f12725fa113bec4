/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a sentence says that a change may turn: its negations, numbers, names,
 * modals, units, quantities, conditions, hedges. Each is an item: some tokens,
 * a class, and a key. Items of one class with one key say the same, in whatever
 * words.
 */
#ifndef AL_ITEM_H
#define AL_ITEM_H

#include "meaning/capitals.h"
#include "meaning/tally.h"
#include "meaning/token.h"

typedef enum al_item_class {
    AL_ITEM_OTHER, /* read, and of no class that touches the meaning: an idiom, a label */
    AL_ITEM_NEGATION,
    AL_ITEM_NUMBER,
    AL_ITEM_NAME,
    AL_ITEM_MODAL,
    AL_ITEM_UNIT,
    AL_ITEM_QUANTITY,
    AL_ITEM_CONDITION,
    AL_ITEM_HEDGE,
    AL_ITEM_CLASSES
} al_item_class;

typedef enum al_item_flag {
    AL_ITEM_FAINT = 1 << 0,   /* says something only against another item of its class */
    AL_ITEM_CHANGED = 1 << 1, /* some of its tokens changed */
    AL_ITEM_WHOLE = 1 << 2,   /* all of them did */
    AL_ITEM_MET = 1 << 3,     /* has an equal on the other side */
    AL_ITEM_WEAK = 1 << 4,    /* a negation that nearly turns the sentence: hardly */
    AL_ITEM_JOINED = 1 << 5,  /* nor: after another negation it may count or not */
    AL_ITEM_LABEL = 1 << 6,   /* the number of a page, a clause, a verse */
    AL_ITEM_FIGURES = 1 << 7  /* a month in figures: told as a number */
} al_item_flag;

typedef struct al_item {
    uint64_t key;
    uint64_t other;   /* of a value: another key that it may be met by, or 0 */
    uint64_t measure; /* of a unit or time: what it and its number say, in whatever unit; or 0 */
    uint32_t first;   /* token */
    uint32_t n;       /* tokens */
    uint32_t choice;  /* of a modal: lexicon groups, one of which it is; of a time of the
                         clock: halves of the day; else 0 */
    uint16_t group;   /* of a term, or UINT16_MAX */
    uint8_t class;    /* al_item_class */
    uint8_t flags;    /* al_item_flag bits */
} al_item;

typedef struct al_items {
    const almost_allocator *allocator;
    al_item *list;
    size_t n;
    size_t capacity;
} al_items;

/* What items are read with: of one pair of texts and its language. */
typedef struct al_item_reader {
    al_token_maker *maker;
    al_capitals *capitals;
    al_tallier tallier;
    const al_term_language *language; /* or NULL */
    const al_term_language *everywhere;
} al_item_reader;

/* Read all items of a row of tokens of one side, in order. False when memory ends. */
bool al_items_read(al_item_reader *reader, int side, const al_tokens *tokens, al_items *items);

void al_items_release(al_items *items);

/* The key of what a term of a group says. */
uint64_t al_item_group_key(uint16_t group);

/* Whether a token negates by itself, as one in a phrase may: need not, not more than. */
bool al_item_negates(const al_item_reader *reader, const al_token *token);

/* The class of item that a class of term makes, AL_ITEM_OTHER for none. */
al_item_class al_item_class_of_term(uint8_t term_class);

#endif
