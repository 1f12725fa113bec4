/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a source is in, by what cannot be by accident first: a mark, zero bytes in every second
 * place, validity as UTF-8. Only then is it guessed by frequencies of letters.
 */
#include "text/detect.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/legacy.h"

#include <string.h>

enum { SAMPLE = 4096, GUESS_SAMPLE = 65536 };

typedef struct mark {
    al_encoding_kind kind;
    uint32_t size;
    char bytes[4];
} mark;

/* UTF-32LE before UTF-16LE: its mark begins with the other's. */
static const mark marks[] = {
    {AL_ENCODING_UTF8, 3, "\xEF\xBB\xBF"},
    {AL_ENCODING_UTF32LE, 4, {'\xFF', '\xFE', 0, 0}},
    {AL_ENCODING_UTF32BE, 4, {0, 0, '\xFE', '\xFF'}},
    {AL_ENCODING_UTF16LE, 2, "\xFF\xFE"},
    {AL_ENCODING_UTF16BE, 2, "\xFE\xFF"},
};

enum { MARKS = sizeof marks / sizeof marks[0] };

static const struct {
    const char *name; /* capital letters and digits only */
    al_encoding_kind kind;
} names[] = {
    {"UTF8", AL_ENCODING_UTF8},       {"UTF16LE", AL_ENCODING_UTF16LE},
    {"UTF16BE", AL_ENCODING_UTF16BE}, {"UTF32LE", AL_ENCODING_UTF32LE},
    {"UTF32BE", AL_ENCODING_UTF32BE},
};

static bool has_mark(const al_document *document, const mark *mark)
{
    return document->source_length >= mark->size &&
           memcmp(document->source, mark->bytes, mark->size) == 0;
}

/* The mark of this encoding, if the source has it. */
static uint32_t mark_of(const al_document *document, al_encoding_kind kind)
{
    for (int i = 0; i < MARKS; i++) {
        if (marks[i].kind == kind && has_mark(document, &marks[i]))
            return marks[i].size;
    }
    return 0;
}

static bool find_mark(const al_document *document, al_encoding_found *found)
{
    for (int i = 0; i < MARKS; i++) {
        if (!has_mark(document, &marks[i]))
            continue;
        found->kind = marks[i].kind;
        found->mark = marks[i].size;
        return true;
    }
    return false;
}

static uint32_t unit32(const uint8_t *bytes, bool big)
{
    return big ? (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | bytes[2] << 8 | bytes[3]
               : (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | bytes[1] << 8 | bytes[0];
}

/* Whether the front is code points of four bytes, none of them 0. */
static bool looks_utf32(const al_document *document, bool big)
{
    const uint8_t *bytes = (const uint8_t *)document->source;
    if (document->source_length < 4 || document->source_length % 4 != 0)
        return false;
    for (uint64_t at = 0; at < document->source_length && at < SAMPLE; at += 4) {
        uint32_t point = unit32(bytes + at, big);
        if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
            return false;
    }
    return true;
}

/* Zero bytes in even and odd places of the front, as far as `length`. */
static void count_zeros(const al_document *document, uint64_t length, uint64_t zeros[2])
{
    zeros[0] = zeros[1] = 0;
    for (uint64_t at = 0; at < length; at++)
        zeros[at & 1] += document->source[at] == 0;
}

/* Text in UTF-16 has a zero byte in every blank, and nearly all of them on one side. */
static bool looks_utf16(const al_document *document, al_encoding_found *found)
{
    uint64_t length = document->source_length < SAMPLE ? document->source_length : SAMPLE, zeros[2];
    count_zeros(document, length, zeros);
    bool big = zeros[0] > zeros[1];
    uint64_t more = zeros[big ? 0 : 1], fewer = zeros[big ? 1 : 0];
    if (more < 2 || more < length / 16 || fewer > more / 8 || (length < SAMPLE && length % 2 != 0))
        return false;
    found->kind = big ? AL_ENCODING_UTF16BE : AL_ENCODING_UTF16LE;
    return true;
}

static bool find_wide(const al_document *document, al_encoding_found *found)
{
    uint64_t length = document->source_length < SAMPLE ? document->source_length : SAMPLE;
    if (length < 2 || memchr(document->source, 0, length) == NULL)
        return false;
    for (int big = 0; big < 2; big++) {
        if (looks_utf32(document, big)) {
            found->kind = big ? AL_ENCODING_UTF32BE : AL_ENCODING_UTF32LE;
            return true;
        }
    }
    return looks_utf16(document, found);
}

/* The declared name with capital letters and digits only. */
static void simplify(const char *name, char *simple, size_t size)
{
    size_t length = 0;
    for (; *name != '\0' && length + 1 < size; name++) {
        char c = *name;
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            simple[length++] = c;
    }
    simple[length] = '\0';
}

/* UTF-16 and UTF-32 without byte order: by mark, else by zero bytes, else little end first. */
static void find_order(const al_document *document, al_encoding_kind little, al_encoding_kind big,
                       al_encoding_found *found)
{
    uint64_t zeros[2], length = document->source_length < SAMPLE ? document->source_length : SAMPLE;
    count_zeros(document, length, zeros);
    bool is_big = little == AL_ENCODING_UTF16LE ? zeros[0] > zeros[1] : looks_utf32(document, true);
    found->kind = is_big ? big : little;
    if (mark_of(document, big) > 0)
        found->kind = big;
    if (mark_of(document, little) > 0)
        found->kind = little;
}

static almost_status take_declared(const al_document *document, const char *declared,
                                   al_encoding_found *found, almost_error *error)
{
    char simple[16];
    simplify(declared, simple, sizeof simple);
    if (strlen(declared) >= sizeof found->name || simple[0] == '\0')
        return al_fail(error, ALMOST_ERROR_ENCODING, document->name,
                       "the encoding \"%.40s\" is not known; name one such as UTF-8", declared);
    found->kind = AL_ENCODING_LEGACY;
    memcpy(found->name, declared, strlen(declared) + 1);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i].name, simple) == 0)
            found->kind = names[i].kind;
    }
    if (strcmp(simple, "UTF16") == 0)
        find_order(document, AL_ENCODING_UTF16LE, AL_ENCODING_UTF16BE, found);
    if (strcmp(simple, "UTF32") == 0)
        find_order(document, AL_ENCODING_UTF32LE, AL_ENCODING_UTF32BE, found);
    if (found->kind != AL_ENCODING_LEGACY)
        found->mark = mark_of(document, found->kind);
    return ALMOST_OK;
}

/* Whether more than one byte in a hundred of the front is 0 or not valid. */
static bool looks_binary(const al_document *document)
{
    uint64_t length =
        document->source_length < GUESS_SAMPLE ? document->source_length : GUESS_SAMPLE;
    uint64_t zeros[2];
    al_units_count count;
    count_zeros(document, length, zeros);
    al_count_units(document->source, length, &count);
    return zeros[0] + zeros[1] > 0 && (zeros[0] + zeros[1] + count.invalid) > length / 100;
}

/* Where the first byte beyond ASCII stands. */
static uint64_t first_high(const al_document *document)
{
    uint64_t at = 0;
    while (at < document->source_length && (uint8_t)document->source[at] < 0x80)
        at++;
    return at;
}

static almost_status find_legacy(const al_document *document, al_encoding_found *found,
                                 almost_error *error)
{
    if (looks_binary(document))
        return al_fail(error, ALMOST_ERROR_ENCODING, document->name,
                       "is not a text: it holds zero bytes and is not UTF-8; if it is one, "
                       "name its encoding");
    uint64_t start = first_high(document);
    start = start < GUESS_SAMPLE / 2 ? 0 : start - GUESS_SAMPLE / 2;
    uint64_t left = document->source_length - start;
    const char *name =
        al_legacy_guess(document->source + start, left < GUESS_SAMPLE ? left : GUESS_SAMPLE);
    if (name == NULL) /* better read with its strange bytes marked than not at all */
        return ALMOST_OK;
    found->kind = AL_ENCODING_LEGACY;
    memcpy(found->name, name, strlen(name) + 1);
    return ALMOST_OK;
}

almost_status al_detect(const al_document *document, const char *declared, al_encoding_found *found,
                        almost_error *error)
{
    *found = (al_encoding_found){.kind = AL_ENCODING_UTF8};
    if (declared != NULL)
        return take_declared(document, declared, found, error);
    if (find_mark(document, found) || find_wide(document, found))
        return ALMOST_OK;
    al_units_count *count = &found->count;
    al_count_units(document->source, document->source_length, count);
    found->counted = true;
    if (count->invalid == 0 || (count->wide > 0 && count->wide >= count->invalid))
        return ALMOST_OK;
    return find_legacy(document, found, error);
}
