/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The library against plain dynamic programming: one pair of texts, compared
 * in one mode, must keep every law and give the same counts and verdict.
 */
#ifndef ORACLE_H
#define ORACLE_H

#include "pairs.h"

#include "almost/almost.h"

#include <stdbool.h>

/* A way of comparing. */
typedef struct oracle_mode {
    const char *name;
    int exact, minimal;
    almost_words words;
    uint32_t ignore;
} oracle_mode;

#define ORACLE_MODES 18

extern const oracle_mode oracle_modes[ORACLE_MODES];

/* How many words there are, and the most that can be kept in order. */
typedef struct oracle_words {
    bool known;
    size_t count[2], longest;
} oracle_words;

/* A pair with its texts opened, and what the oracle knows of it: [exact][words]. */
typedef struct oracle_pair {
    pair made;
    almost_text *text[2];
    oracle_words words[2][2];
} oracle_pair;

/* Open the texts of of->made; close in either case. */
bool oracle_open(oracle_pair *of, char *message);
void oracle_close(oracle_pair *of);

/* Compare and judge; with `all` also the mirror image, replay and more threads, which cost more. */
bool oracle_check(const oracle_mode *in, oracle_pair *of, bool all, char *message);

#endif
