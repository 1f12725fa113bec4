/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a word is looked up by when a quotation is sought: its letters, folded by all that
 * typography, case and accents make of them, without apostrophes (don't, dont). Each key has a
 * number; words that have one number are one word.
 */
#ifndef AL_KEYS_H
#define AL_KEYS_H

#include "base/must_check.h"
#include "words/interner.h"

/* Of a word that no source has. */
#define AL_KEY_UNKNOWN UINT32_MAX

/* The letters of a key, and what tells quickly that another one is not like it. */
typedef struct al_spelling {
    const char *bytes;  /* 16 are readable behind them */
    uint32_t length;    /* in bytes */
    uint32_t signature; /* which letters, a bit for each class of them */
    uint32_t n_letters; /* code points */
} al_spelling;

typedef struct al_key_row {
    uint64_t place; /* of its bytes in the store */
    uint32_t length;
    uint32_t signature;
    uint32_t n_letters;
    uint32_t count; /* of its words in the sources */
} al_key_row;

typedef struct al_keys {
    const almost_allocator *allocator;
    al_interner interner;
    char *store;
    size_t stored;
    size_t store_room;
    al_key_row *rows;
    size_t rows_room;
    uint32_t n;
} al_keys;

/* False when memory ends; the caller's to release, also then. */
AL_MUST_CHECK bool al_keys_init(al_keys *keys, const almost_allocator *allocator);
void al_keys_release(al_keys *keys);

enum { AL_KEY_LONGEST = 256 /* bytes of a word; of a longer one the first are its key */ };

/* Bytes that al_key_of() may write. */
#define AL_KEY_ROOM (4 * AL_KEY_LONGEST + 32)

/* The letters of a word's key, written to `room`, with 16 zero bytes behind. Returns the length. */
uint32_t al_key_of(const char *bytes, uint32_t length, char room[AL_KEY_ROOM]);

/* The number of such letters, which become known. AL_KEY_UNKNOWN when memory ends. */
uint32_t al_keys_add(al_keys *keys, const char *letters, uint32_t length);

/* The same of letters that may be unknown, and then stay so. */
uint32_t al_keys_find(const al_keys *keys, const char *letters, uint32_t length);

/* What some letters look like; borrowed. */
al_spelling al_spelling_of(const char *letters, uint32_t length);

static inline al_spelling al_keys_spelling(const al_keys *keys, uint32_t key)
{
    const al_key_row *row = &keys->rows[key];
    return (al_spelling){keys->store + row->place, row->length, row->signature, row->n_letters};
}

/*
 * How many letters part two words, where they are one in two spellings at most: no more than a
 * third of the longer one. Letters that print and eye confuse (rn and m, cl and d, vv and w) count
 * as one. UINT32_MAX beyond that.
 */
uint32_t al_spellings_apart(const al_spelling *a, const al_spelling *b);

/* Bits that are set. */
static inline uint32_t al_count_bits(uint32_t bits)
{
    bits -= bits >> 1 & 0x55555555;
    bits = (bits & 0x33333333) + (bits >> 2 & 0x33333333);
    return ((bits + (bits >> 4)) & 0x0F0F0F0F) * 0x01010101 >> 24;
}

/*
 * Whether that may be at all: a look at lengths and letters. An edit changes two classes of letters
 * at most; one of m to rn three.
 */
static inline bool al_spellings_may_meet(const al_spelling *a, const al_spelling *b)
{
    uint32_t longer = a->n_letters > b->n_letters ? a->n_letters : b->n_letters;
    uint32_t shorter = a->n_letters + b->n_letters - longer, most = longer / 3;
    return longer - shorter <= most && al_count_bits(a->signature ^ b->signature) <= 2 * most + 1;
}

#endif
