/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scanner against ICU's own word rules over the whole string: on random
 * strings of alphabets chosen to be awkward, and on every character of the
 * basic plane that both know. What word_scan.h decides differently, and versions
 * of ICU decide each in its way, is done to the string before ICU sees it.
 */
#include "text/icu.h"
#include "words/stand_in.h"
#include "words/word_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 21 };

static al_word_span found[MOST], wanted[MOST];
static UChar units[MOST];
static uint32_t places[MOST];
static UBreakIterator *rules;
static const UNormalizer2 *composer;

static uint64_t state = 88172645463325252;

static uint32_t draw(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 32) * below >> 32);
}

static size_t scan(const almost_text *text, almost_words words, size_t capacity)
{
    al_word_scanner *scanner;
    al_slice slice = al_slice_of(text);
    assert_int_equal(al_word_scanner_new(&slice, words, 0, slice.end, &scanner, NULL), ALMOST_OK);
    size_t total = 0, count;
    do {
        assert_int_equal(al_word_scanner_next(scanner, found + total, capacity, &count, NULL),
                         ALMOST_OK);
        total += count;
    } while (count > 0);
    al_word_scanner_free(scanner);
    return total;
}

/* What makes a word; an @ joins as a letter does, but makes none. */
static bool makes_word(UChar32 point)
{
    const al_icu *icu = al_icu_get();
    int32_t breaks = icu->call_u_getIntPropertyValue(point, UCHAR_WORD_BREAK);
    uint32_t category = UINT32_C(1) << icu->call_u_charType(point);
    if (breaks == U_WB_EXTEND)
        return false;
    return breaks == U_WB_ALETTER || breaks == U_WB_HEBREW_LETTER || breaks == U_WB_NUMERIC ||
           breaks == U_WB_KATAKANA || (category & (U_GC_L_MASK | U_GC_N_MASK | U_GC_SO_MASK)) ||
           icu->call_u_hasBinaryProperty(point, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static int32_t to_units(const almost_text *text)
{
    int32_t n = 0;
    for (uint64_t at = 0; at < text->length;) {
        uint32_t size, point = al_decode(text->bytes, text->length, at, &size);
        if (point == AL_INVALID) {
            al_word_class class =
                size > 1 ? AL_CLASS_LETTER : al_stray_class((uint8_t)text->bytes[at]);
            point = class == AL_CLASS_LETTER ? 'x' : class == AL_CLASS_MID_BOTH ? 0x2019 : '!';
        }
        if (point == 0x202F)
            point = 0xA0;
        if (point == '@')
            point = 'q';
        if (point == ':' || point == 0xFE55 || point == 0xFF1A)
            point = '!';
        point = al_stand_in_of(point);
        UChar32 both =
            n == 0 || point > 0xFFFF
                ? -1
                : al_icu_get()->call_unorm2_composePair(composer, units[n - 1], (UChar32)point);
        if (both >= 0 && both <= 0xFFFF) {
            units[n - 1] = (UChar)both;
            at += size;
            continue;
        }
        places[n] = (uint32_t)at;
        if (point > 0xFFFF) {
            places[n + 1] = (uint32_t)at;
            units[n++] = U16_LEAD(point);
            units[n++] = U16_TRAIL(point);
        } else {
            units[n++] = (UChar)point;
        }
        at += size;
    }
    places[n] = (uint32_t)text->length;
    return n;
}

static size_t ask_icu(const almost_text *text)
{
    const al_icu *icu = al_icu_get();
    UErrorCode code = U_ZERO_ERROR;
    int32_t n = to_units(text), start = 0, end;
    icu->call_ubrk_setText(rules, units, n, &code);
    assert_true(U_SUCCESS(code));
    size_t count = 0;
    while ((end = icu->call_ubrk_next(rules)) != UBRK_DONE) {
        bool holds = false;
        while (start < end && icu->call_u_hasBinaryProperty(units[start], UCHAR_WHITE_SPACE))
            start++;
        for (int32_t at = start; at < end && !holds;) {
            UChar32 point;
            bool joins_only = text->bytes[places[at]] == '@';
            U16_NEXT(units, at, end, point);
            holds = !joins_only && makes_word(point);
        }
        if (holds)
            wanted[count++] = (al_word_span){places[start], places[end]};
        start = end;
    }
    return count;
}

static void show(const almost_text *text, const char *whose, const al_word_span *words, size_t n)
{
    fprintf(stderr, "%s:", whose);
    for (size_t i = 0; i < n && i < 40; i++)
        fprintf(stderr, " [%.*s]%u", (int)(words[i].end - words[i].start),
                text->bytes + words[i].start, words[i].start);
    fprintf(stderr, "\n");
}

static void check_against(const almost_text *text, size_t n, size_t m)
{
    if (n == m && memcmp(found, wanted, n * sizeof *found) == 0)
        return;
    fprintf(stderr, "text:");
    for (uint64_t at = 0; at < text->length && text->length < 400;) {
        uint32_t size, point = al_decode(text->bytes, text->length, at, &size);
        fprintf(stderr, " %04X", point);
        at += size;
    }
    fprintf(stderr, "\n");
    size_t i = 0;
    while (i < n && i < m && memcmp(&found[i], &wanted[i], sizeof *found) == 0)
        i++;
    show(text, "found", found + i, n - i);
    show(text, "wanted", wanted + i, m - i);
    fail();
}

static void check(const char *bytes, size_t length)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.encoding = "UTF-8";
    almost_text *text;
    assert_int_equal(almost_text_from_memory(bytes, length, &options, &text, NULL), ALMOST_OK);
    size_t n = scan(text, ALMOST_WORDS_UNICODE, draw(2) ? 64 : 1000);
    check_against(text, n, ask_icu(text));
    almost_text_free(text);
}

static size_t random_string(char *bytes, const uint32_t *alphabet, uint32_t n, uint32_t length)
{
    size_t at = 0;
    for (uint32_t i = 0; i < length; i++) {
        uint32_t point = alphabet[draw(n)];
        if (point >= 0xDC80 && point < 0xDD00) /* stands for a byte */
            bytes[at++] = (char)(point - 0xDC00);
        else
            at += al_encode(point, bytes + at);
    }
    return at;
}

/* Strings of up to `most` characters, one text for every 50, with white space between. */
static void check_random(const uint32_t *alphabet, uint32_t n, uint32_t strings, uint32_t most)
{
    static char bytes[1 << 20];
    for (uint32_t i = 0; i < strings; i += 50) {
        size_t at = 0;
        uint32_t length = 1 + draw(most);
        for (uint32_t j = 0; j < 50; j++) {
            at += random_string(bytes + at, alphabet, n, 1 + draw(length));
            bytes[at++] = "\n  \t"[draw(4)];
        }
        check(bytes, at - draw(2));
    }
}

static const uint32_t ascii[] = {'a',  'B', 'z', 'q', '0', '9', '.',  ',',  '\'',
                                 ';',  ':', '"', '_', '-', '@', '/',  '\r', '\n',
                                 '\t', ' ', '#', '*', '(', 0,   0x7F, '`'};

static const uint32_t latin[] = {
    'a',    'b',    'Z',    '1',    '7',    '.',    ',',    '\'',   ';',    ':',    '"',    '_',
    '@',    '-',    ' ',    '\n',   0xE9,   0xC0,   0xDF,   0x153,  0x17F,  0xB7,   0x387,  0x2019,
    0x2018, 0x201C, 0x201D, 0x2014, 0x2026, 0x3B1,  0x3A9,  0x1F00, 0x37E,  0x416,  0x44F,  0x5D0,
    0x5E9,  0x5F3,  0x5F4,  0x5B0,  0x627,  0x64B,  0x60C,  0x661,  0x66B,  0x66C,  0x301,  0x308,
    0x483,  0xAD,   0x200D, 0x200B, 0x200E, 0x2060, 0xFEFF, 0xA0,   0x202F, 0x2009, 0x2028, 0x85,
    0xB0,   0xA9,   0x2122, 0xB2,   0xBD,   0xAB,   0xBB,   0x20AC, 0x203F, 0x2024, 0xFE0F, 0x20E3,
    0x2194, 0x2160, 0x531,  0x10D0, 0x915,  0x94D,  0xAC00, 0x1100, 0xFF41, 0xFF0E, 0xFF3F};

static const uint32_t strays[] = {'a',    'b',    '1',    '.',    ',',    '\'',   '"',
                                  ' ',    '-',    0xE9,   0x2019, 0xDC80, 0xDC92, 0xDC93,
                                  0xDCA0, 0xDCC3, 0xDCE2, 0xDCE9, 0xDCED, 0xDCF0, 0xDCF1,
                                  0xDCF4, 0xDCFF, 0xDCD7, 0x301,  0x5D0};

static const uint32_t hard[] = {
    'a',     'Z',     '1',     '.',     ',',     '\'',    '"',    '_',    '@',     '-',
    ' ',     '\n',    0xE9,    0x301,   0x200D,  0xAD,    0x5D0,  0x2019, 0x4E00,  0x65E5,
    0x672C,  0x8A9E,  0x3042,  0x306E,  0x30AB,  0x30FC,  0x30FB, 0xFF76, 0xFF9E,  0x3001,
    0x3002,  0x300C,  0x3000,  0x3099,  0x0E01,  0x0E02,  0x0E31, 0x0E49, 0x1000,  0x1780,
    0x0E81,  0x1F600, 0x1F1E9, 0x1F1EA, 0x1F3FB, 0x1F469, 0x2764, 0xFE0F, 0xE0101, 0x10400,
    0x1D400, 0x1D7CE, 0x20000, 0x2603,  0xA9,    0x1F170, 0xAC01, 0x11A8, 0x10A00, 0x11F5,
    0x203F,  0x1100,  0x1161,  0x304B};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void test_ascii(void **unused)
{
    (void)unused;
    check_random(ascii, COUNT(ascii), 500000, 12);
    check_random(ascii, COUNT(ascii), 20000, 300);
    check_random(ascii, 12, 20000, 300);
}

static void test_latin(void **unused)
{
    (void)unused;
    check_random(latin, COUNT(latin), 400000, 12);
    check_random(latin, COUNT(latin), 10000, 200);
}

static void test_strays(void **unused)
{
    (void)unused;
    check_random(strays, COUNT(strays), 100000, 12);
    check_random(strays, COUNT(strays), 5000, 200);
}

static void test_hard(void **unused)
{
    (void)unused;
    check_random(hard, COUNT(hard), 100000, 12);
    check_random(hard, COUNT(hard), 5000, 100);
}

/* The class that ICU's properties of a character ask for, those apart that it knows nothing of. */
static al_word_class class_by_icu(uint32_t point)
{
    switch (al_icu_get()->call_u_getIntPropertyValue((UChar32)point, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER: return AL_CLASS_LETTER;
    case U_WB_HEBREW_LETTER: return AL_CLASS_HEBREW;
    case U_WB_NUMERIC: return AL_CLASS_DIGIT;
    case U_WB_EXTENDNUMLET: return AL_CLASS_CONNECTOR;
    case U_WB_MIDLETTER: return AL_CLASS_MID_LETTER;
    case U_WB_MIDNUM: return AL_CLASS_MID_NUMBER;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE: return AL_CLASS_MID_BOTH;
    case U_WB_EXTEND:
    case U_WB_FORMAT: return AL_CLASS_EXTEND;
    case U_WB_ZWJ: return AL_CLASS_JOINER;
    default: return makes_word((UChar32)point) ? AL_CLASS_SYMBOL : AL_CLASS_OTHER;
    }
}

/* Whether versions of Unicode have changed their mind about a character of the table. */
static bool has_changed(uint32_t point)
{
    al_word_class class = al_word_class_of(point), now = class_by_icu(point);
    if (class == AL_CLASS_SPACE || class == AL_CLASS_AT)
        class = AL_CLASS_OTHER;
    return class != AL_CLASS_HARD && class != now;
}

/* Whether the table and the ICU that is installed mean the same character by a code point. */
static bool is_known_to_both(uint32_t point)
{
    UVersionInfo icu, age;
    u_getUnicodeVersion(icu);
    u_charAge((UChar32)point, age);
    if (memcmp(icu, al_word_class_unicode, 2) == 0)
        return true;
    return age[0] != 0 && memcmp(age, al_word_class_unicode, 2) <= 0 && !has_changed(point);
}

/* Every character of the basic plane alone, between letters, and between digits. */
static void test_every_character(void **unused)
{
    (void)unused;
    static char bytes[1 << 16];
    for (uint32_t block = 0; block < 0x10000; block += 256) {
        size_t at = 0;
        for (uint32_t point = block; point < block + 256; point++) {
            if ((point >= 0xD800 && point < 0xE000) || !is_known_to_both(point))
                continue;
            char one[4];
            uint32_t size = al_encode(point, one);
            at += (size_t)sprintf(bytes + at, "%.*s\na%.*sb 1%.*s2 \xC3\xA9%.*s. %.*s%.*s ",
                                  (int)size, one, (int)size, one, (int)size, one, (int)size, one,
                                  (int)size, one, (int)size, one);
        }
        check(bytes, at);
    }
}

static bool is_space(uint32_t point)
{
    return point != AL_INVALID &&
           al_icu_get()->call_u_hasBinaryProperty((UChar32)point, UCHAR_WHITE_SPACE);
}

static size_t split_at_spaces(const almost_text *text)
{
    size_t n = 0;
    bool inside = false;
    for (uint64_t at = 0; at < text->length;) {
        uint32_t size, point = al_decode(text->bytes, text->length, at, &size);
        if (is_space(point)) {
            inside = false;
        } else {
            if (!inside)
                wanted[n++].start = (uint32_t)at;
            inside = true;
            wanted[n - 1].end = (uint32_t)(at + size);
        }
        at += size;
    }
    return n;
}

static void test_space_mode(void **unused)
{
    (void)unused;
    static const uint32_t spaces[] = {
        'a',    'b',    '.',    0xE9, 0x2019, 0x4E00, 0x1F600, ' ',    '\n',   '\t',
        '\v',   '\r',   0x85,   0xA0, 0x1680, 0x2000, 0x200A,  0x200B, 0x2028, 0x2029,
        0x202F, 0x205F, 0x3000, 0,    0x1C,   0xDC85, 0xDCA0,  0xDCE2, 0xDC80, 0x180E};
    static char bytes[1 << 14];
    almost_text_options options;
    almost_text_options_init(&options);
    options.encoding = "UTF-8";
    for (int i = 0; i < 20000; i++) {
        uint32_t n = draw(4) ? COUNT(spaces) : 7;
        size_t length = random_string(bytes, spaces, n, draw(300));
        almost_text *text;
        assert_int_equal(almost_text_from_memory(bytes, length, &options, &text, NULL), ALMOST_OK);
        n = (uint32_t)scan(text, ALMOST_WORDS_SPACE, 64);
        check_against(text, n, split_at_spaces(text));
        almost_text_free(text);
    }
}

/* Stretches without any barrier, longer than any block or chunk. */
static void test_long_runs(void **unused)
{
    (void)unused;
    static char bytes[200000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = "abc.d1,2'e_f"[i % 12];
    check(bytes, sizeof bytes);
    memset(bytes, 'a', sizeof bytes);
    check(bytes, sizeof bytes);
    size_t at = 0;
    while (at < sizeof bytes - 100)
        at += (size_t)sprintf(bytes + at, "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E\xE3\x80\x82");
    check(bytes, at);
    at = 0;
    while (at < sizeof bytes - 100)
        at += (size_t)sprintf(bytes + at, "a\xCC\x81");
    check(bytes, at);
}

/* A run without barrier that ends with a character for ICU is not gone through once a chunk. */
static void test_growth(void **unused)
{
    (void)unused;
    enum { SIZE = 1 << 22 };
    static char bytes[SIZE];
    memset(bytes, 'a', SIZE);
    memcpy(bytes + SIZE - 3, "\xE6\x97\xA5", 3);
    for (int i = 0; i < 3; i++) {
        almost_text *text;
        assert_int_equal(almost_text_from_memory(bytes, SIZE, NULL, &text, NULL), ALMOST_OK);
        assert_true(scan(text, ALMOST_WORDS_UNICODE, 1000) < SIZE / 4096);
        assert_int_equal(scan(text, ALMOST_WORDS_SPACE, 1000), 1);
        almost_text_free(text);
        for (size_t at = 0; i == 0 && at + 2 <= SIZE - 3; at += 2)
            memcpy(bytes + at, "\xCC\x81", 2); /* then marks only, and marks on a stop */
        memcpy(bytes, "a.", 2);
    }
}

static int open_rules(void **unused)
{
    (void)unused;
    UErrorCode code = U_ZERO_ERROR;
    assert_non_null(al_icu_get());
    composer = al_icu_get()->call_unorm2_getNFCInstance(&code);
    rules = al_icu_get()->call_ubrk_open(UBRK_WORD, "", NULL, 0, &code);
    return U_FAILURE(code) || composer == NULL;
}

static int close_rules(void **unused)
{
    (void)unused;
    al_icu_get()->call_ubrk_close(rules);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ascii),           cmocka_unit_test(test_latin),
        cmocka_unit_test(test_strays),          cmocka_unit_test(test_hard),
        cmocka_unit_test(test_every_character), cmocka_unit_test(test_space_mode),
        cmocka_unit_test(test_long_runs),       cmocka_unit_test(test_growth),
    };
    return cmocka_run_group_tests(tests, open_rules, close_rules);
}
