/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See cld.h. CLD2 promises nothing on bytes that are not fit for interchange,
 * so that what it sees is a copy where broken UTF-8, control characters and
 * noncharacters are blanks. Its `new` throws where memory ends, which C cannot
 * catch: a quarter of a megabyte, more than the 176 KB that it takes, is asked
 * for and given back before, and without that the language is unknown.
 */
#include "language/cld.h"

#include "base/shared_object.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

enum {
    UNKNOWN = 26,           /* CLD2::UNKNOWN_LANGUAGE */
    LEAST_PERCENT = 60,     /* of the text that must be in the language */
    WORKING_ROOM = 1 << 18, /* more than CLD2 takes of the heap for AL_CLD_MOST bytes */
    SLICES = 4
};

/*
 * ExtDetectLanguageSummary: bytes, length, plain text; languages, percents; bytes of text, reliable
 */
typedef int detect_function(const char *, int, bool, int[3], int[3], int *, bool *);
typedef const char *code_function(int);

/* The names that its functions in C++ have in the library. */
static const char *const wanted[] = {
    "_ZN4CLD224ExtDetectLanguageSummaryEPKcibPNS_8LanguageEPiS4_Pb",
    "_ZN4CLD212LanguageCodeENS_8LanguageE"};

typedef struct functions {
    detect_function *detect;
    code_function *code;
} functions;

#ifdef __APPLE__
static const char *const libraries[] = {"libcld2.dylib"};
#else
static const char *const libraries[] = {"libcld2.so.0"};
#endif
static functions table;
static al_shared_object cld2 = AL_SHARED_OBJECT(libraries, wanted, &table);

bool al_cld_is_there(void)
{
    return al_shared_object_is_there(&cld2);
}

static bool is_fit(uint32_t point)
{
    if (point < 0x20 || (point >= 0x7F && point < 0xA0) || point == AL_INVALID)
        return false;
    return (point & 0xFFFE) != 0xFFFE && !(point >= 0xFDD0 && point <= 0xFDEF);
}

/* Copy with blanks for what is not fit; no more bytes than before. */
static size_t clean(const char *bytes, size_t length, char *out)
{
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        uint32_t size, point = al_decode(bytes, length, at, &size);
        if (is_fit(point)) {
            memcpy(out + used, bytes + at, size);
            used += size;
        } else {
            out[used++] = ' ';
        }
        at += size;
    }
    return used;
}

/* The whole of a short text, or slices of a long one from its beginning to its end. */
static size_t sample(const char *bytes, size_t length, char out[AL_CLD_MOST + SLICES])
{
    if (length <= AL_CLD_MOST)
        return clean(bytes, length, out);
    size_t used = 0, slice = AL_CLD_MOST / SLICES;
    for (size_t i = 0; i < SLICES; i++) {
        used += clean(bytes + (length - slice) / (SLICES - 1) * i, slice, out + used);
        out[used++] = ' ';
    }
    return used;
}

static bool has_room(void)
{
    const almost_allocator *allocator = al_allocator_default();
    void *room = al_allocate(allocator, WORKING_ROOM, 1);
    al_release(allocator, room);
    return room != NULL;
}

/* ISO 639-1 has two letters; what it calls otherwise has its newer name here. */
static const char *iso_code(const char *name)
{
    static const char *const renamed[][2] = {
        {"iw", "he"}, {"jw", "jv"}, {"zh-Hant", "zh"}, {"in", "id"}, {"ji", "yi"}};
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
        if (strcmp(name, renamed[i][0]) == 0)
            return renamed[i][1];
    return strlen(name) == 2 ? name : NULL;
}

const char *al_cld_detect(const char *bytes, size_t length)
{
    if (length == 0 || !al_cld_is_there() || !has_room())
        return NULL;
    char text[AL_CLD_MOST + SLICES + 1];
    size_t size = sample(bytes, length, text);
    text[size] = '\0';
    int languages[3] = {UNKNOWN, UNKNOWN, UNKNOWN}, percents[3] = {0}, letters = 0;
    bool reliable = false;
    table.detect(text, (int)size, true, languages, percents, &letters, &reliable);
    if (!reliable || languages[0] == UNKNOWN || percents[0] < LEAST_PERCENT)
        return NULL;
    return iso_code(table.code(languages[0]));
}
