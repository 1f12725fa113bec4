/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the figures of one form; see value_letters.h. */
#include "meaning/value_letters.h"

#include "base/utf8.h"
#include "meaning/numbers.h"
#include "words/fold.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { most = 80 /* bytes of a form with figures; longer ones are codes */ };

int32_t al_digit_of(uint32_t c)
{
    static const uint32_t zeros[] = {'0',   0x660, 0x6F0,  0x7C0,  0x966,  0x9E6, 0xA66,
                                     0xAE6, 0xB66, 0xBE6,  0xC66,  0xCE6,  0xD66, 0xE50,
                                     0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0xFF10};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (c >= zeros[i] && c < zeros[i] + 10)
            return (int32_t)(c - zeros[i]);
    return -1;
}

/* Digits of all scripts as 0 to 9, their signs as . and , and letters small. */
static size_t plain_letters(const char *bytes, size_t length, char out[most + 1])
{
    size_t n = 0;
    for (size_t at = 0; at < length && n + 4 <= most;) {
        uint32_t size, c = al_decode(bytes, length, at, &size);
        int32_t digit = al_digit_of(c);
        if (digit >= 0) {
            out[n++] = (char)('0' + digit);
        } else if (c == 0x66B) {
            out[n++] = '.';
        } else if (c == 0x66C || c == 0x2019) {
            out[n++] = '\'';
        } else if (size == 1) {
            out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        } else {
            memcpy(out + n, bytes + at, size);
            n += size;
        }
        at += size;
    }
    out[n] = 0;
    return n;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static size_t row_of(const char *letters, size_t length)
{
    size_t at = 0;
    while (at < length && (is_digit(letters[at]) || (at > 0 && strchr(".,'", letters[at]) != NULL &&
                                                     at + 1 < length && is_digit(letters[at + 1]))))
        at++;
    return at;
}

/* What a suffix multiplies by; `unit`: it is a unit, too. */
static int64_t scale_of(const char *letters, size_t length, bool *unit)
{
    static const struct {
        char letters[6];
        int64_t scale;
        bool unit;
    } scales[] = {{"k", 1000, false},           {"m", 1000000, true},
                  {"mn", 1000000, false},       {"mln", 1000000, false},
                  {"mio", 1000000, false},      {"bn", 1000000000, false},
                  {"mrd", 1000000000, false},   {"mld", 1000000000, false},
                  {"tn", 1000000000000, false}, {"tsd", 1000, false}};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (strlen(scales[i].letters) == length &&
            memcmp(letters, scales[i].letters, length) == 0) {
            *unit = scales[i].unit;
            return scales[i].scale;
        }
    return 1;
}

/* 9pm, 21h, 21h15. */
static bool is_hour(al_figures *out)
{
    const char *s = out->letters;
    if (out->length == 2 && (s[0] == 'a' || s[0] == 'p') && s[1] == 'm') {
        out->half = s[0] == 'a' ? 1 : 2;
        return true;
    }
    if (out->length != 3 || s[0] != 'h' || !is_digit(s[1]) || !is_digit(s[2]) || s[1] > '5')
        return false;
    out->minutes = (s[1] - '0') * 10 + s[2] - '0';
    return true;
}

static bool is_ordinal(const al_language *language, const char *letters, size_t length)
{
    char folded[4 * most + 16];
    if (length == 2 && (memcmp(letters, "\xC2\xBA", 2) == 0 || memcmp(letters, "\xC2\xAA", 2) == 0))
        return true;
    size_t n = al_fold_word(letters, length, AL_FOLD_EVERYTHING, folded, sizeof folded);
    return al_number_ordinal_ending(language, folded, n);
}

static bool is_decade(const al_figures *out)
{
    int64_t value = out->value.numerator;
    bool ending = (out->length == 1 && out->letters[0] == 's') ||
                  (out->length == 2 && memcmp(out->letters, "er", 2) == 0);
    return ending && out->plain && value % 10 == 0 &&
           (out->digits == 4 || (out->digits == 2 && value >= 10));
}

static void read_suffix(const al_language *language, al_figures *out)
{
    out->scale = 1;
    if (out->length == 0)
        return;
    bool unit = false;
    out->scale = scale_of(out->letters, out->length, &unit);
    if (is_decade(out))
        out->suffix = AL_SUFFIX_DECADE;
    else if (is_ordinal(language, out->letters, out->length))
        out->suffix = AL_SUFFIX_ORDINAL;
    else if (is_hour(out))
        out->suffix = AL_SUFFIX_HOUR;
    else if (out->scale > 1 && !unit)
        out->suffix = AL_SUFFIX_SCALE;
    else
        out->suffix = (unsigned char)out->letters[0] >= 0x80 && out->letters[0] != '\xC2'
                          ? AL_SUFFIX_OTHER
                          : AL_SUFFIX_UNIT;
}

/* 3.5.2012 */
static void read_parts(const char *row, size_t length, al_figures *out)
{
    int32_t parts[3] = {0, 0, 0};
    size_t part = 0, digits = 0;
    for (size_t i = 0; i < length; i++) {
        if (is_digit(row[i])) {
            if (++digits > 4)
                return;
            parts[part] = parts[part] * 10 + row[i] - '0';
        } else if (row[i] != '.' || digits == 0 || digits > 2 || ++part == 3) {
            return;
        } else {
            digits = 0;
        }
    }
    if (part == 2 && parts[0] >= 1 && parts[0] <= 31 && parts[1] >= 1 && parts[1] <= 12 &&
        (digits == 4 || digits == 2)) {
        memcpy(out->parts, parts, sizeof parts);
        if (digits == 2)
            out->parts[2] += parts[2] < 50 ? 2000 : 1900;
    }
}

void al_figures_read(const al_language *language, const char *bytes, size_t length, al_figures *out)
{
    *out = (al_figures){.scale = 1};
    uint32_t size;
    al_fraction sign = al_fraction_of_sign(al_decode(bytes, length, 0, &size));
    if (sign.denominator != 0 && size == length) {
        out->value = sign;
        return;
    }
    size_t n = plain_letters(bytes, length, out->room), row = row_of(out->room, n);
    out->hash = XXH3_64bits(out->room, row);
    out->plain = true;
    for (size_t i = 0; i < row; i++)
        out->plain = out->plain && is_digit(out->room[i]);
    int64_t over;
    al_fraction *value = &out->value;
    if (al_number_decimal(language, out->room, row, &value->numerator, &over))
        *value = al_fraction_times((al_fraction){value->numerator, 1}, (al_fraction){1, over});
    for (size_t i = 0; i < row && is_digit(out->room[i]); i++)
        out->digits++;
    read_parts(out->room, row, out);
    out->letters = out->room + row;
    out->length = n - row;
    read_suffix(language, out);
}

/* A word that figures were printed for: 0f, Bristo1. The one place that knows what a word is. */
static bool is_word(const al_language *language, const char *letters, size_t length)
{
    const al_lexicon_word *word = al_lexicon_find(
        language, letters, length, al_lexicon_hash(letters, length), letters, length);
    return word != NULL && word->classes != 0;
}

static bool looks_like_word(const al_language *language, const char *letters, size_t length)
{
    char read[most + 1];
    static const char alike[] = "0o1l5s8b6b9g";
    for (int way = 0; way < 2; way++) { /* 1 is printed for l and for i */
        for (size_t i = 0; i < length; i++) {
            const char *found = is_digit(letters[i]) ? strchr(alike, letters[i]) : NULL;
            read[i] = found != NULL ? found[1] : letters[i];
            if (letters[i] == '1' && way == 1)
                read[i] = 'i';
        }
        if (is_word(language, read, length))
            return true;
    }
    return false;
}

/* One of its units, scales, endings: the suffix is no code. Long ones are words glued to figures.
 */
static bool known_suffix(const al_figures *figures)
{
    if (figures->suffix != AL_SUFFIX_UNIT)
        return true;
    for (size_t i = 0; i < figures->length; i++)
        if (!is_letter(figures->letters[i]))
            return false;
    return figures->length <= 3 || !figures->plain;
}

static al_shape shape_of_letters(const al_language *language, const char *bytes, size_t length)
{
    char letters[most + 1];
    size_t n = plain_letters(bytes, length, letters), digits = 0, others = 0;
    for (size_t i = 0; i < n; i++) {
        digits += is_digit(letters[i]);
        others += is_letter(letters[i]);
    }
    if (digits == 0)
        return AL_SHAPE_PLAIN;
    if (others > 0 && looks_like_word(language, letters, n))
        return AL_SHAPE_PLAIN;
    if (!is_digit(letters[0]))
        return AL_SHAPE_CODE;
    al_figures figures;
    al_figures_read(language, bytes, length, &figures);
    return known_suffix(&figures) ? AL_SHAPE_FIGURES : AL_SHAPE_CODE;
}

bool al_number_somewhere(const char *bytes, size_t length, int64_t *value)
{
    char letters[4 * most + 16];
    if (length < 3 || length > most)
        return false;
    size_t n = al_fold_word(bytes, length, AL_FOLD_EVERYTHING, letters, sizeof letters);
    uint32_t hash = al_lexicon_hash(letters, n);
    for (uint32_t i = 0; i < al_languages_count; i++) {
        const al_lexicon_word *word = al_lexicon_find(&al_languages[i], letters, n, hash, NULL, 0);
        const al_lexicon_number *number = al_lexicon_number_of(word);
        al_number glued;
        if (number != NULL && number->value > 1 && number->roles & AL_ROLE_OUTSIDE &&
            number->roles & (AL_ROLE_ADDS | AL_ROLE_MULTIPLIES)) {
            *value = number->value;
            return true;
        }
        if (number == NULL && n > 5 && al_number_glued(&al_languages[i], letters, n, &glued)) {
            *value = glued.value;
            return true;
        }
    }
    return false;
}

/* Letters that print confuses with a figure, as one. */
static char misread_as(char c)
{
    switch (c) {
    case '0':
    case 'o': return 'o';
    case '1':
    case 'l':
    case 'i': return 'l';
    case '5':
    case 's': return 's';
    case '8':
    case '6':
    case 'b': return 'b';
    case '9':
    case 'g':
    case 'q': return 'g';
    default: return c;
    }
}

/* Whether bytes may hold a figure, of ASCII or of another script: hardly any word does. */
static bool may_hold_figure(const char *bytes, size_t length)
{
    bool may = false;
    for (size_t i = 0; i < length && !may; i++)
        may = is_digit(bytes[i]) || (unsigned char)bytes[i] >= 0x80;
    return may;
}

bool al_letters_alike(const char *a, size_t a_length, const char *b, size_t b_length)
{
    char letters[2][most + 1];
    if (a_length > most || b_length > most)
        return false;
    if (!may_hold_figure(a, a_length) && !may_hold_figure(b, b_length))
        return false; /* one of the two has to */
    size_t n = plain_letters(a, a_length, letters[0]);
    if (n != plain_letters(b, b_length, letters[1]))
        return false;
    size_t figures[2] = {0, 0}, unlike = 0;
    for (size_t i = 0; i < n; i++) {
        unlike += misread_as(letters[0][i]) != misread_as(letters[1][i]);
        figures[0] += is_digit(letters[0][i]);
        figures[1] += is_digit(letters[1][i]);
    }
    size_t most_figures = figures[0] > figures[1] ? figures[0] : figures[1];
    bool one = (figures[0] == 0) != (figures[1] == 0);
    return one && (unlike == 0 || (unlike * 4 <= n && most_figures * 2 <= n));
}

al_shape al_shape_of(const al_language *language, const char *bytes, size_t length)
{
    bool figures = false, wide = false;
    int64_t value;
    for (size_t i = 0; i < length && !figures; i++) {
        figures = is_digit(bytes[i]);
        wide = wide || (unsigned char)bytes[i] >= 0xC2;
    }
    if (!figures && language == NULL && al_number_somewhere(bytes, length, &value))
        return AL_SHAPE_WORD;
    if (!figures && !wide)
        return AL_SHAPE_PLAIN;
    if (length > most)
        return figures ? AL_SHAPE_CODE : AL_SHAPE_PLAIN;
    uint32_t size;
    uint32_t first = wide || figures ? al_decode(bytes, length, 0, &size) : 0;
    if (wide && al_fraction_of_sign(first).denominator != 0 && size == length)
        return AL_SHAPE_FIGURES;
    if (wide && first >= 0x3007 && first != AL_INVALID) {
        /* 二 begins many words, 三千二百 few */
        size_t read = al_han_read(bytes, length, &value);
        if (read > 0 && (read == length || (read > 3 && length - read <= 6)))
            return AL_SHAPE_HAN;
    }
    return shape_of_letters(language, bytes, length);
}
