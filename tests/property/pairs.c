/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Few words repeated often make the many ties that a comparison can get wrong;
 * so most alphabets are tiny, and their words are chosen to be near one another:
 * spellings, cases, accents, numbers and typography of the same word.
 */
#include "pairs.h"

#include <string.h>

#define MOST_WORDS 1200
#define VOCABULARY 300

static const char *const pool[] = {
    "a",
    "the",
    "not",
    "must",
    "may",
    "I",
    "it",
    "colour",
    "color",
    "connexion",
    "sea",
    "connection",
    "two",
    "2",
    "II",
    "to-day",
    "today",
    "to day",
    "Anna",
    "anna",
    "ANNA",
    "caf\xc3\xa9",
    "cafe",
    "cafe\xcc\x81",
    "stra\303\237e",
    "strasse",
    "fine",
    "\xef\xac\x81ne",
    "don't",
    "don\xe2\x80\x99t",
    "so",
    "\xc5\xbfo",
    "twenty-three",
    "23",
    "said",
    "never",
    "monster",
    "creature",
    "first",
    "will",
    "shall",
    "no",
};

#define POOL (sizeof pool / sizeof *pool)

uint64_t random_next(random_state *random)
{
    uint64_t z = random->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

uint32_t random_below(random_state *random, uint32_t below)
{
    return (uint32_t)((random_next(random) >> 32) * below >> 32);
}

/* A word and what stands behind it. */
typedef struct piece {
    char word[24];
    const char *behind;
} piece;

typedef struct pieces {
    piece list[2 * MOST_WORDS];
    uint32_t count;
} pieces;

static const char *separator(random_state *random)
{
    static const char *const plain[] = {" ", " ", " ", " ", " ", " ", "\n", "  "};
    static const char *const rich[] = {
        ", ",  ". ",  "; ",  "! ",  ".\n\n", "\r\n", ",\n", "\t", "\xe2\x80\x9d ", " \xe2\x80\x9c",
        "\" ", " \"", "?\n", "\n\n"};
    if (random_below(random, 4) != 0)
        return plain[random_below(random, 8)];
    return rich[random_below(random, 14)];
}

static piece piece_of(random_state *random, const char *word)
{
    piece made = {.behind = separator(random)};
    memcpy(made.word, word, strlen(word) + 1);
    return made;
}

static void draw(random_state *random, const char *const *alphabet, uint32_t letters,
                 uint32_t count, pieces *out)
{
    out->count = count;
    for (uint32_t i = 0; i < out->count; i++)
        out->list[i] = piece_of(random, alphabet[random_below(random, letters)]);
}

/* One ASCII letter of the word becomes another, or is doubled. */
static void misspell(random_state *random, piece *it)
{
    size_t length = strlen(it->word), at = random_below(random, (uint32_t)length);
    if (it->word[at] < 'a' || it->word[at] > 'z' || length > 20)
        return;
    if (random_below(random, 2) == 0) {
        it->word[at] = (char)('a' + random_below(random, 26));
    } else {
        memmove(it->word + at + 1, it->word + at, length - at + 1);
    }
}

static void edit(random_state *random, const char *const *alphabet, uint32_t letters,
                 uint32_t percent, const pieces *from, pieces *to)
{
    to->count = 0;
    for (uint32_t i = 0; i < from->count; i++) {
        piece kept = from->list[i];
        uint32_t kind = random_below(random, 100) < percent ? random_below(random, 6) : 6;
        if (kind == 0)
            continue;
        if (kind == 1)
            kept = piece_of(random, alphabet[random_below(random, letters)]);
        if (kind == 2)
            misspell(random, &kept);
        if (kind == 3)
            kept.behind = separator(random);
        if (kind == 4)
            kept.behind = "";
        if (kind == 5 && to->count < 2 * MOST_WORDS - 1)
            to->list[to->count++] = piece_of(random, alphabet[random_below(random, letters)]);
        if (to->count < 2 * MOST_WORDS)
            to->list[to->count++] = kept;
    }
}

/* A run of words goes elsewhere: two neighbouring runs change places. */
static void move(random_state *random, pieces *it)
{
    if (it->count < 3)
        return;
    pieces moved = {.count = 0};
    uint32_t cut[3] = {random_below(random, it->count), random_below(random, it->count),
                       random_below(random, it->count)};
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            if (cut[j] > cut[j + 1]) {
                uint32_t higher = cut[j];
                cut[j] = cut[j + 1];
                cut[j + 1] = higher;
            }
    const uint32_t from[4][2] = {
        {0, cut[0]}, {cut[1], cut[2]}, {cut[0], cut[1]}, {cut[2], it->count}};
    for (int part = 0; part < 4; part++)
        for (uint32_t i = from[part][0]; i < from[part][1]; i++)
            moved.list[moved.count++] = it->list[i];
    *it = moved;
}

static void put_down(random_state *random, const pieces *it, char *bytes, size_t *length)
{
    static const char *const before[] = {"", "", "", "", "", " ", "\n", "\"", "\xe2\x80\x9c", "("};
    size_t at = 0;
    const char *start = before[random_below(random, 10)];
    memcpy(bytes, start, strlen(start));
    at = strlen(start);
    for (uint32_t i = 0; i < it->count && at < PAIR_BYTES - 64; i++) {
        size_t word = strlen(it->list[i].word), behind = strlen(it->list[i].behind);
        memcpy(bytes + at, it->list[i].word, word);
        memcpy(bytes + at + word, it->list[i].behind, behind);
        at += word + behind;
    }
    *length = at;
}

void pair_make(random_state *random, pair *out)
{
    const char *alphabet[5];
    uint32_t letters = 1 + random_below(random, 5);
    for (uint32_t i = 0; i < letters; i++)
        alphabet[i] = pool[random_below(random, POOL)];
    pieces original, telling;
    draw(random, alphabet, letters, random_below(random, 41), &original);
    if (random_below(random, 3) == 0)
        draw(random, alphabet, letters, random_below(random, 41), &telling);
    else
        edit(random, alphabet, letters, random_below(random, 50), &original, &telling);
    if (random_below(random, 3) == 0)
        move(random, &telling);
    put_down(random, &original, out->bytes[0], &out->length[0]);
    put_down(random, &telling, out->bytes[1], &out->length[1]);
}

/* Words of two to nine letters. */
static void make_words(random_state *random, char made[VOCABULARY][12],
                       const char *alphabet[VOCABULARY])
{
    for (uint32_t i = 0; i < VOCABULARY; i++) {
        uint32_t length = 2 + random_below(random, 8);
        for (uint32_t at = 0; at < length; at++)
            made[i][at] = (char)('a' + random_below(random, 26));
        made[i][length] = '\0';
        alphabet[i] = made[i];
    }
}

void pair_make_long(random_state *random, pair *out)
{
    char made[VOCABULARY][12];
    const char *alphabet[VOCABULARY];
    pieces original, telling;
    make_words(random, made, alphabet);
    draw(random, alphabet, VOCABULARY, 600 + random_below(random, 600), &original);
    edit(random, alphabet, VOCABULARY, random_below(random, 8), &original, &telling);
    if (random_below(random, 2) == 0)
        move(random, &telling);
    put_down(random, &original, out->bytes[0], &out->length[0]);
    put_down(random, &telling, out->bytes[1], &out->length[1]);
}
