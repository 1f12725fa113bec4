/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folds against what they are by definition, worked out with ICU a whole word
 * at a time, on random words and on every character that both know; and crafted words.
 */
#include "words/fold.h"
#include "words/fold_table.h"
#include "text/icu.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum { ALL = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_ACCENTS };

static uint64_t state = 88172645463325252;

static uint32_t draw(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 32) * below >> 32);
}

static void check(const char *word, uint32_t folds, const char *wanted)
{
    char out[512];
    size_t length = al_fold_word(word, strlen(word), folds, out, sizeof out);
    if (length != strlen(wanted) || memcmp(out, wanted, length) != 0) {
        fprintf(stderr, "%s by %u: %.*s, not %s\n", word, folds, (int)length, out, wanted);
        fail();
    }
}

static void test_crafted(void **unused)
{
    (void)unused;
    check("Hello", 0, "Hello");
    check("HELLO_World-99", AL_FOLD_CASE, "hello_world-99");
    check("@AZ[`az{", AL_FOLD_CASE, "@az[`az{");
    check("STRASSE", ALL, "strasse");
    check("Straße", AL_FOLD_CASE, "strasse");
    check("Straße", AL_FOLD_TYPOGRAPHY, "Straße");
    check("Straße", AL_FOLD_ACCENTS, "Strasse");
    check("don\u2019t", AL_FOLD_TYPOGRAPHY, "don't");
    check("ﬁ\u017Fh", AL_FOLD_TYPOGRAPHY, "fish");
    check("co\u00ADoperate", AL_FOLD_TYPOGRAPHY, "cooperate");
    check("\u00AD", AL_FOLD_TYPOGRAPHY, "\u00AD");
    check("e\u0301t\u0301", AL_FOLD_TYPOGRAPHY, "ét\u0301");
    check("e\u0301", AL_FOLD_CASE, "e\u0301");
    check("E\u0301", AL_FOLD_ACCENTS, "E");
    check("Éa", AL_FOLD_CASE, "éa");
    check("Éa", AL_FOLD_ACCENTS, "Ea");
    check("Æther", AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE, "æther");
    check("Æther", AL_FOLD_ACCENTS, "AEther");
    check("œuvre", ALL, "oeuvre");
    check("ΟΔΌΣ", AL_FOLD_CASE, "οδόσ");
    check("οδός", AL_FOLD_CASE, "οδόσ");
    check("ᾄδω", AL_FOLD_ACCENTS, "αδω");
    check("τῷ", ALL, "τω");
    check("Τω\u0345", ALL, "τω");
    check("ΤΩΙ", ALL, "τωι");
    check("τῷ", AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE, "τῶι");
    check("Ёлка", ALL, "елка");
    check("ＡＢ１", AL_FOLD_TYPOGRAPHY, "AB1");
    check("to\u2010day", AL_FOLD_TYPOGRAPHY, "to-day");
    check("word--word", AL_FOLD_TYPOGRAPHY, "word-word");
    check("word\u2014word", AL_FOLD_TYPOGRAPHY, "word-word");
    check("x\u2026", AL_FOLD_TYPOGRAPHY, "x...");
    check("한국", ALL, "한국");
    check("\u1112\u1161\u11AB", AL_FOLD_TYPOGRAPHY, "한");
    check("ｶﾞ", AL_FOLD_TYPOGRAPHY, "ガ");
    check("हिन्दी", ALL, "हिन्दी");
    check("שָׁלוֹם", AL_FOLD_ACCENTS, "שלום");
    check("𝐀𐐀", ALL, "a𐐨");
    check("İ", AL_FOLD_CASE, "i\u0307");
    check("İ", ALL, "i");
    check("caf\xE9Z", ALL, "caf\xE9z");
    check("\u0301\xFF\u0301", AL_FOLD_TYPOGRAPHY, "\u0301\xFF\u0301");
}

static void test_edges(void **unused)
{
    (void)unused;
    check("_word_,", AL_FOLD_EDGES, "word");
    check("\u201CHello!\u201D", AL_FOLD_EDGES, "Hello");
    check("(don't)", AL_FOLD_EDGES | AL_FOLD_CASE, "don't");
    check("...", AL_FOLD_EDGES, "...");
    check("\u2014", AL_FOLD_EDGES | AL_FOLD_TYPOGRAPHY, "-");
    check("$5.", AL_FOLD_EDGES, "$5");
    check("5%", AL_FOLD_EDGES, "5%");
    check("\xE9.", AL_FOLD_EDGES, "\xE9");
    check("é,", AL_FOLD_EDGES, "é");
    check("\u3000。", AL_FOLD_EDGES, "\u3000");
}

typedef struct units {
    UChar at[4096];
    int32_t length;
} units;

static void normalize(const UNormalizer2 *normalizer, units *text)
{
    units result;
    UErrorCode code = U_ZERO_ERROR;
    result.length = al_icu_get()->call_unorm2_normalize(normalizer, text->at, text->length,
                                                        result.at, 4096, &code);
    assert_true(U_SUCCESS(code));
    *text = result;
}

static void case_fold(units *text)
{
    units result;
    UErrorCode code = U_ZERO_ERROR;
    result.length = al_icu_get()->call_u_strFoldCase(result.at, 4096, text->at, text->length,
                                                     U_FOLD_CASE_DEFAULT, &code);
    assert_true(U_SUCCESS(code));
    *text = result;
}

static void drop(units *text, bool (*dropped)(UChar32))
{
    units result = {.length = 0};
    for (int32_t at = 0; at < text->length;) {
        UChar32 point;
        U16_NEXT(text->at, at, text->length, point);
        if (!dropped(point))
            U16_APPEND_UNSAFE(result.at, result.length, point);
    }
    *text = result;
}

/* The tatweel, which draws Arabic words out, counts as invisible, too. */
static bool invisible(UChar32 point)
{
    return point == 0x640 ||
           al_icu_get()->call_u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

static bool accent(UChar32 point)
{
    return point <= 0xFFFF && (al_fold_record((uint32_t)point)[3] & AL_POINT_MARK);
}

/* By definition; only for words without quotation marks, dashes and special letters. */
static size_t define(const uint32_t *points, uint32_t n, uint32_t folds, char *out)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfc = al_icu_get()->call_unorm2_getNFCInstance(&code);
    const UNormalizer2 *nfd = al_icu_get()->call_unorm2_getNFDInstance(&code);
    const UNormalizer2 *nfkc = al_icu_get()->call_unorm2_getNFKCInstance(&code);
    static units text;
    text.length = 0;
    for (uint32_t i = 0; i < n; i++)
        U16_APPEND_UNSAFE(text.at, text.length, points[i]);
    if (folds & AL_FOLD_TYPOGRAPHY) {
        normalize(nfkc, &text);
        drop(&text, invisible);
        normalize(nfc, &text);
    }
    for (int fold = 0; fold < 2; fold++) { /* marks first: case makes a letter of U+0345 */
        if (folds & AL_FOLD_ACCENTS) {
            normalize(nfd, &text);
            drop(&text, accent);
            normalize(nfc, &text);
        }
        if (fold == 0 && folds & AL_FOLD_CASE)
            case_fold(&text);
    }
    normalize(nfc, &text);
    size_t length = 0;
    for (int32_t at = 0; at < text.length;) {
        UChar32 point;
        U16_NEXT(text.at, at, text.length, point);
        length += al_encode((uint32_t)point, out + length);
    }
    return length;
}

static void compare(const uint32_t *points, uint32_t n, uint32_t folds)
{
    char word[256], wanted[4096], found[1100];
    size_t length = 0;
    for (uint32_t i = 0; i < n; i++)
        length += al_encode(points[i], word + length);
    size_t wants = define(points, n, folds, wanted);
    size_t finds = al_fold_word(word, length, folds, found, 4 * length + 16);
    if (wants == 0 || (wants == finds && memcmp(wanted, found, finds) == 0))
        return;
    fprintf(stderr, "fold %u of", folds);
    for (uint32_t i = 0; i < n; i++)
        fprintf(stderr, " %04X", points[i]);
    fprintf(stderr, ": %.*s, not %.*s\n", (int)finds, found, (int)wants, wanted);
    fail();
}

/* Characters whose typographic fold is our own and not NFKC's. */
static bool is_ours(uint32_t point)
{
    static const char ours[] = "'\"-`æÆœŒøØđĐłŁħĦŧŦıßẞ";
    char one[5] = {0}, folded[64] = {0}, plain[64] = {0};
    uint32_t size = al_encode(point, one);
    if (point == 0 || strstr(ours, one) != NULL)
        return true;
    size_t wants = define(&point, 1, AL_FOLD_TYPOGRAPHY, plain);
    al_fold_word(one, size, AL_FOLD_TYPOGRAPHY, folded, sizeof folded);
    return wants > 30 || strpbrk(folded, "'\"-") != NULL ||
           (wants > 1 && strchr(plain, ' ') != NULL) || strstr(plain, "\u0131") != NULL;
}

/* Whether the table and the ICU that is installed mean the same character by a code point. */
static bool is_known_to_both(uint32_t point)
{
    UVersionInfo icu, age;
    u_getUnicodeVersion(icu);
    u_charAge((UChar32)point, age);
    if (memcmp(icu, al_fold_unicode, 2) == 0)
        return true;
    return age[0] != 0 && memcmp(age, al_fold_unicode, 2) <= 0;
}

static void test_every_character(void **unused)
{
    (void)unused;
    for (uint32_t point = 1; point < 0x2FA20; point++) {
        if (point == 0x20000)
            point = 0x2F800; /* ideographs fold to themselves but for those */
        if ((point >= 0xD800 && point < 0xE000) || !is_known_to_both(point) || is_ours(point))
            continue;
        compare(&point, 1, AL_FOLD_TYPOGRAPHY);
        compare(&point, 1, AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE);
        if ((point | 0x20) < 0xF8 || point > 0x17F) {
            uint32_t word[] = {'a', point, 'b'};
            compare(word, 3, AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE);
        }
    }
}

static const uint32_t alphabet[] = {
    'a',    'E',    'i',    'o',    'U',     'k',     'S',    0xE9,   0xC9,   0xFC,
    0xC5,   0x130,  0x17F,  0x1C4,  0x1F0,   0x390,   0x3B1,  0x3B9,  0x3A9,  0x3C2,
    0x1F00, 0x1F84, 0x1FB3, 0x1FE2, 0x410,   0x418,   0x439,  0x451,  0x300,  0x301,
    0x304,  0x307,  0x308,  0x30A,  0x323,   0x327,   0x342,  0x345,  0xAD,   0x200D,
    0x200C, 0xFB01, 0xFB03, 0xB2,   0xBD,    0x2126,  0x212B, 0x212A, 0xFF21, 0xFF41,
    0x1E9B, 0x1E69, 0x5D1,  0x5BC,  0xFB31,  0x627,   0x653,  0x64E,  0x622,  0x915,
    0x93C,  0x958,  0x94D,  0x1100, 0x1161,  0x11A8,  0xAC00, 0x304B, 0x3099, 0x304C,
    0xFF76, 0xFF9E, 0x4E00, 0xF900, 0x1D400, 0x10400, 0xFE0F, 0x2160, 0x1112};

static void test_random(void **unused)
{
    (void)unused;
    enum { N = sizeof alphabet / sizeof alphabet[0] };
    for (int i = 0; i < 150000; i++) {
        uint32_t word[12], n = 1 + draw(draw(4) ? 4 : 12);
        for (uint32_t j = 0; j < n; j++)
            word[j] = alphabet[draw(draw(3) ? N : 45)];
        compare(word, n, AL_FOLD_TYPOGRAPHY);
        compare(word, n, AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE);
        compare(word, n, ALL);
    }
}

/* No fold may write beyond its room, whatever the bytes. */
static void test_room(void **unused)
{
    (void)unused;
    char word[512], out[4 * 512 + 16 + 1];
    for (int i = 0; i < 20000; i++) {
        size_t length = draw(100), room = 4 * length + 16;
        for (size_t j = 0; j < length; j++)
            word[j] = (char)(draw(3) ? 0x80 + draw(128) : draw(256));
        if (draw(8) == 0) {
            for (length = 0; length < 90; length += 3)
                memcpy(word + length, "\xEF\xB7\xBA", 3);
            room = 4 * length + 16;
        }
        memset(out, '#', sizeof out);
        size_t size = al_fold_word(word, length, draw(16), out, room);
        assert_true(size <= room);
        assert_int_equal(out[room], '#');
        assert_true(length == 0 || size > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crafted),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_every_character),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
