/* SPDX-License-Identifier: Apache-2.0 */
/* Which letter a character is, and the letters of a text. */
#include "reuse/letters.h"

#include "base/utf8.h"
#include "words/fold.h"
#include "words/word_table.h"

#include <string.h>

enum { TAKES_FOLDING = 255, MOST_FOLDED = 64 };

static uint8_t code_of_ascii(uint32_t folded)
{
    if (folded >= 'a' && folded <= 'z')
        return (uint8_t)(folded - 'a' + 1);
    if (folded >= '0' && folded <= '9')
        return (uint8_t)(27 + (folded - '0') / 2);
    return 0;
}

/* One of 31 for a letter of another alphabet: mixed, as neighbours in an alphabet are not alike. */
static uint8_t code_of_other(uint32_t point)
{
    return (uint8_t)(1 + (point * UINT32_C(2654435761) >> 16) % AL_LETTER_CODE);
}

/* Whether a character is a word, or most of one: two codes tell it from others. Of the block of
 * signs between Han and kana only the marks that repeat a character and the digits stand for one.
 */
static bool is_wide(uint32_t point)
{
    if (point >= 0x3000 && point <= 0x303F)
        return (point >= 0x3005 && point <= 0x3007) || (point >= 0x3021 && point <= 0x3029);
    return (point >= 0x2E80 && point <= 0xD7FF) || (point >= 0xF900 && point <= 0xFAFF) ||
           (point >= 0x20000 && point <= 0x3FFFF);
}

/* The codes of a character beyond ASCII, at most `most` of them. */
static size_t fold_codes(uint32_t point, uint8_t *codes, size_t most)
{
    const uint32_t folds = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_ACCENTS;
    char bytes[4], folded[MOST_FOLDED];
    size_t length = al_fold_word(bytes, al_encode(point, bytes), folds, folded, sizeof folded);
    size_t n = 0;
    for (size_t at = 0; at < length && n < most;) {
        uint32_t size, letter = al_decode(folded, length, at, &size);
        at += size;
        al_word_class class = al_word_class_of(letter);
        if (letter < 0x80)
            codes[n] = code_of_ascii(letter);
        else if (class == AL_CLASS_LETTER || class == AL_CLASS_DIGIT || class == AL_CLASS_HEBREW ||
                 class == AL_CLASS_HARD)
            codes[n] = code_of_other(letter);
        else
            continue;
        n += codes[n] != 0;
    }
    return n;
}

static uint8_t listed_code(uint32_t point)
{
    uint8_t codes[2] = {0, 0};
    if (point < 0x80)
        return code_of_ascii(point >= 'A' && point <= 'Z' ? point + 32 : point);
    return fold_codes(point, codes, 2) > 1 ? TAKES_FOLDING : codes[0];
}

void al_letter_table_make(al_letter_table *table)
{
    for (uint32_t point = 0; point < AL_LETTER_TABLE; point++)
        table->codes[point] = listed_code(point);
    for (uint32_t byte = 0; byte < AL_LETTER_ASCII; byte++) {
        table->keeps[byte] = byte == '\'' ? AL_LETTER_BEGINS : 0;
        table->begins[byte] = table->codes[byte] == 0 && byte != '\'' ? AL_LETTER_BEGINS : 0;
    }
}

/* The codes of one character of `size` bytes, no more than that. */
static size_t codes_at(const al_letter_table *table, uint32_t point, uint32_t size, uint8_t *codes)
{
    if (is_wide(point)) {
        codes[0] = code_of_other(point);
        codes[1] = code_of_other(point * 31 + 7);
        return 2;
    }
    if (point >= AL_LETTER_TABLE || table->codes[point] == TAKES_FOLDING)
        return point == AL_INVALID ? 0 : fold_codes(point, codes, size);
    codes[0] = table->codes[point];
    return codes[0] != 0;
}

/* Marks and soft hyphens stand within words. */
static bool stays_within(uint32_t point)
{
    al_word_class class = al_word_class_of(point);
    return class == AL_CLASS_EXTEND || class == AL_CLASS_JOINER || point == '\'' || point == 0x2019;
}

/* Letters on their way out of a text. */
typedef struct folding {
    uint8_t *letters;
    uint32_t *starts; /* NULL: they are not wanted */
    size_t n;
    uint8_t begins; /* AL_LETTER_BEGINS where the next letter begins a word */
} folding;

/* Characters of ASCII from `at` on; returns where they end. Nothing is asked of one of them: what
 * is no letter is written over by the next one. */
static size_t fold_ascii(const al_letter_table *table, const char *bytes, size_t length, size_t at,
                         folding *folding)
{
    uint8_t *letters = folding->letters, begins = folding->begins;
    uint32_t *starts = folding->starts;
    size_t n = folding->n;
    for (; at < length && (uint8_t)bytes[at] < 0x80; at++) {
        uint8_t byte = (uint8_t)bytes[at], code = table->codes[byte];
        letters[n] = code | begins;
        if (starts != NULL)
            starts[n] = (uint32_t)at;
        n += code != 0;
        begins = (begins & table->keeps[byte]) | table->begins[byte];
    }
    folding->n = n;
    folding->begins = begins;
    return at;
}

/* A character beyond ASCII; returns where it ends. */
static size_t fold_other(const al_letter_table *table, const char *bytes, size_t length, size_t at,
                         folding *folding)
{
    uint8_t codes[4];
    uint32_t size, point = al_decode(bytes, length, at, &size);
    size_t found = codes_at(table, point, size, codes);
    for (size_t k = 0; k < found; k++) {
        if (folding->starts != NULL)
            folding->starts[folding->n] = (uint32_t)at;
        folding->letters[folding->n++] = codes[k] | folding->begins;
        folding->begins = 0;
    }
    if (is_wide(point) || (found == 0 && !stays_within(point)))
        folding->begins = AL_LETTER_BEGINS;
    return at + size;
}

size_t al_letters_of(const al_letter_table *table, const char *bytes, size_t length,
                     uint8_t *begins, uint8_t *letters, uint32_t *starts)
{
    folding folding = {.letters = letters, .starts = starts, .begins = *begins};
    for (size_t at = 0; at < length;) {
        at = fold_ascii(table, bytes, length, at, &folding);
        if (at < length)
            at = fold_other(table, bytes, length, at, &folding);
    }
    *begins = folding.begins;
    return folding.n;
}
