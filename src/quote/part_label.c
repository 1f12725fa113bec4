/* SPDX-License-Identifier: Apache-2.0 */
/* Reading labels of parts: a word for a part, and its number in figures, letters or words. */
#include "quote/parts.h"

#include "base/utf8.h"
#include "meaning/value_letters.h"
#include "text/signs.h"
#include "words/fold.h"

#include <string.h>

enum {
    longest_word = 24, /* bytes */
    most_number = 1 << 24,
    letters = 32, /* that may stand behind a number: 5 is 160, 5a is 161 */
    paragraph_sign = 0xA7
};

/* Words for parts, as words are folded. */
static const struct {
    const char *word;
    al_part_kind kind;
} words[] = {
    {"volume", AL_PART_BOOK},       {"vol", AL_PART_BOOK},         {"book", AL_PART_BOOK},
    {"bk", AL_PART_BOOK},           {"part", AL_PART_BOOK},        {"tome", AL_PART_BOOK},
    {"livre", AL_PART_BOOK},        {"buch", AL_PART_BOOK},        {"band", AL_PART_BOOK},
    {"teil", AL_PART_BOOK},         {"libro", AL_PART_BOOK},       {"parte", AL_PART_BOOK},
    {"liber", AL_PART_BOOK},        {"chapter", AL_PART_CHAPTER},  {"chap", AL_PART_CHAPTER},
    {"ch", AL_PART_CHAPTER},        {"chapitre", AL_PART_CHAPTER}, {"kapitel", AL_PART_CHAPTER},
    {"kap", AL_PART_CHAPTER},       {"capitulo", AL_PART_CHAPTER}, {"cap", AL_PART_CHAPTER},
    {"capitolo", AL_PART_CHAPTER},  {"caput", AL_PART_CHAPTER},    {"hoofdstuk", AL_PART_CHAPTER},
    {"stave", AL_PART_CHAPTER},     {"article", AL_PART_ARTICLE},  {"art", AL_PART_ARTICLE},
    {"artikel", AL_PART_ARTICLE},   {"articulo", AL_PART_ARTICLE}, {"articolo", AL_PART_ARTICLE},
    {"section", AL_PART_SECTION},   {"sec", AL_PART_SECTION},      {"sect", AL_PART_SECTION},
    {"abschnitt", AL_PART_SECTION}, {"seccion", AL_PART_SECTION},  {"sezione", AL_PART_SECTION},
    {"act", AL_PART_ACT},           {"acte", AL_PART_ACT},         {"akt", AL_PART_ACT},
    {"aufzug", AL_PART_ACT},        {"scene", AL_PART_SCENE},      {"sc", AL_PART_SCENE},
    {"szene", AL_PART_SCENE},       {"escena", AL_PART_SCENE},     {"scena", AL_PART_SCENE},
    {"letter", AL_PART_LETTER},     {"lettre", AL_PART_LETTER},    {"brief", AL_PART_LETTER},
    {"canto", AL_PART_CANTO},       {"gesang", AL_PART_CANTO},     {"psalm", AL_PART_PSALM},
};

static const char *const number_words[] = {
    "one",     "two",     "three",     "four",     "five",     "six",      "seven",
    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};

static const char *const ordinals[] = {
    "first",     "second",    "third",       "fourth",     "fifth",      "sixth",      "seventh",
    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};

/* Behind the number of 第五条. */
static const struct {
    const char *sign;
    al_part_kind kind;
} han[] = {{"条", AL_PART_ARTICLE}, {"條", AL_PART_ARTICLE}, {"章", AL_PART_CHAPTER},
           {"节", AL_PART_SECTION}, {"節", AL_PART_SECTION}, {"编", AL_PART_BOOK},
           {"編", AL_PART_BOOK},    {"卷", AL_PART_BOOK}};

static bool is_ascii_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_figure(char c)
{
    return c >= '0' && c <= '9';
}

/* The letters from `at` on, accents among them, folded; their bytes. 0: none, or too many. */
static uint32_t read_word(const char *bytes, uint32_t end, uint32_t at, char room[128])
{
    uint32_t start = at;
    while (at < end && (is_ascii_letter(bytes[at]) || (unsigned char)bytes[at] == 0xC3 ||
                        ((unsigned char)bytes[at] & 0xC0) == 0x80))
        at++;
    if (at == start || at - start > longest_word || (unsigned char)bytes[start] == 0xC2)
        return 0;
    size_t n = al_fold_word(bytes + start, at - start, AL_FOLD_EVERYTHING, room, 120);
    room[n] = '\0';
    return at - start;
}

static uint32_t read_figures(const char *bytes, uint32_t end, uint32_t at, uint32_t *number)
{
    uint32_t start = at;
    *number = 0;
    for (; at < end && is_figure(bytes[at]) && *number < most_number / 10; at++)
        *number = *number * 10 + (uint32_t)(bytes[at] - '0');
    return at < end && is_figure(bytes[at]) ? 0 : at - start;
}

static uint32_t roman_value(char c)
{
    static const char signs[] = "ivxlcdm";
    static const uint32_t values[] = {1, 5, 10, 50, 100, 500, 1000};
    const char *found = c != '\0' ? strchr(signs, c | 32) : NULL;
    return found != NULL ? values[found - signs] : 0;
}

/* Roman figures, all capital or all small, with no letter behind. */
static uint32_t read_roman(const char *bytes, uint32_t end, uint32_t at, uint32_t *number)
{
    uint32_t start = at, last = 5000;
    *number = 0;
    for (uint32_t value; at < end && (value = roman_value(bytes[at])) != 0; at++) {
        if ((bytes[at] & 32) != (bytes[start] & 32) || at - start > 12)
            return 0;
        *number += value;
        if (value > last)
            *number -= 2 * last;
        last = value;
    }
    return at < end && (is_ascii_letter(bytes[at]) || is_figure(bytes[at])) ? 0 : at - start;
}

static uint32_t read_number_word(const char *bytes, uint32_t end, uint32_t at, uint32_t *number)
{
    char word[128];
    uint32_t n = read_word(bytes, end, at, word);
    if (n == 3 && strcmp(word, "the") == 0 && at + 4 < end && bytes[at + 3] == ' ') {
        uint32_t behind = read_word(bytes, end, at + 4, word);
        n = behind > 0 ? behind + 4 : 0;
    }
    for (uint32_t i = 0; n > 0 && i < sizeof ordinals / sizeof *ordinals; i++)
        if (strcmp(word, ordinals[i]) == 0 || strcmp(word, number_words[i]) == 0) {
            *number = i + 1;
            return n;
        }
    return 0;
}

/* A number in any writing, with a letter that belongs to it. Returns its bytes; 0: none is there.
 */
static uint32_t read_number(const char *bytes, uint32_t end, uint32_t at, uint32_t *number)
{
    uint32_t n = read_figures(bytes, end, at, number), letter = 0;
    if (n > 0 && at + n < end && is_ascii_letter(bytes[at + n]) &&
        !(at + n + 1 < end && is_ascii_letter(bytes[at + n + 1])))
        letter = (uint32_t)(bytes[at + n++] | 32) - 'a' + 1;
    if (n == 0)
        n = read_roman(bytes, end, at, number);
    if (n == 0)
        n = read_number_word(bytes, end, at, number);
    *number = *number * letters + letter;
    return n;
}

/* 第五条, 第 12 条: the number, and what is counted. */
static bool read_han(const char *bytes, uint32_t end, uint32_t *at, al_part_label *out)
{
    const size_t sign = 3; /* bytes of a Han character here */
    uint32_t i = *at + 3;
    int64_t value = 0;
    if (*at + 3 > end || memcmp(bytes + *at, "第", sign) != 0)
        return false;
    i += i < end && bytes[i] == ' ';
    uint32_t number, n = read_figures(bytes, end, i, &number);
    if (n == 0) {
        n = (uint32_t)al_han_read(bytes + i, end - i, &value);
        number = value > 0 && value < most_number ? (uint32_t)value : 0;
    }
    i += n;
    i += i < end && bytes[i] == ' ';
    for (size_t k = 0; n > 0 && number > 0 && k < sizeof han / sizeof *han; k++) {
        if (end - i < sign || memcmp(bytes + i, han[k].sign, sign) != 0)
            continue;
        *out = (al_part_label){(uint8_t)han[k].kind, number * letters};
        *at = i + (uint32_t)sign;
        return true;
    }
    return false;
}

/* The kind of the word, or sign, at *at, which goes behind it and its stop; false: none. */
static bool read_kind(const char *bytes, uint32_t end, uint32_t *at, uint8_t *kind)
{
    char word[128];
    uint32_t size = 1;
    if (al_decode(bytes, end, *at, &size) == paragraph_sign) {
        *at += size;
        *kind = AL_PART_SECTION;
        return true;
    }
    uint32_t n = read_word(bytes, end, *at, word);
    for (size_t i = 0; n > 1 && i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i].word) == 0) {
            *at += n;
            *at += *at < end && bytes[*at] == '.';
            *kind = (uint8_t)words[i].kind;
            return true;
        }
    return false;
}

bool al_part_label_read(const char *bytes, uint32_t end, uint32_t *at, al_part_label *out)
{
    uint32_t i = *at, number = 0, size;
    uint8_t kind;
    if (i >= end)
        return false;
    if (read_han(bytes, end, at, out))
        return true;
    if (!read_kind(bytes, end, &i, &kind))
        return false;
    uint32_t blanks = i;
    while (i < end && al_is_blank(al_decode(bytes, end, i, &size)))
        i += size;
    uint32_t n = i < end && i - blanks <= 4 ? read_number(bytes, end, i, &number) : 0;
    if (n == 0 || number == 0)
        return false;
    *at = i + n;
    *out = (al_part_label){kind, number};
    return true;
}
