/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folding goes character by character through up to three stages, typography,
 * case and accents, each of which may give several characters or none to the
 * next. Marks that stand for themselves are composed at the end.
 *
 * Typography is NFKC without what is invisible (soft hyphens, joiners,
 * bidirectional marks, variation selectors) and the Arabic tatweel, with
 * straight quotation marks and one kind of dash; dashes in a row count as one. Case is full case
 * folding: the German sharp s becomes ss. Accents takes marks away in Latin, Greek, Cyrillic,
 * Hebrew and Arabic, where ae, oe and ss ligatures, the stroke of o, d, l, h and t and the dotless
 * i count as accents too; the iota under Greek vowels (U+0345) is a mark, which case would make
 * a letter of, so that where both are asked for marks go first.
 */
#include "words/fold.h"

#include "words/fold_more.h"
#include "words/fold_table.h"
#include "base/load.h"
#include "base/utf8.h"

#include <string.h>

typedef struct folder {
    uint32_t folds;
    char *out;
    size_t length;
    size_t limit; /* of what may be written for the character in hand */
    size_t capacity;
    bool compose; /* there are marks */
    bool full;    /* a character did not fit */
} folder;

/* Eight bytes of ASCII in lower case. */
static uint64_t lower(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t from_a = word + ones * (0x80 - 'A');
    uint64_t past_z = word + ones * (0x80 - 'Z' - 1);
    return word | ((from_a ^ past_z) & (ones * 0x80)) >> 2;
}

/* Not zero where one of eight bytes of ASCII is `byte`. */
static uint64_t has_byte(uint64_t word, char byte)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t zero = word ^ ones * (unsigned char)byte;
    return (zero - ones) & ~zero & ones * 0x80;
}

/* The bits of a word that are set where a byte of it is no ASCII, or folds by typography. */
static inline uint64_t hard_bits(uint64_t word, bool typography)
{
    uint64_t marks = typography ? has_byte(word, '-') | has_byte(word, '`') : 0;
    return (word & UINT64_C(0x8080808080808080)) | marks;
}

/* Whether there is nothing in the word that folds but capitals. */
static bool is_plain(const char *bytes, size_t length, uint32_t folds)
{
    bool typography = folds & AL_FOLD_TYPOGRAPHY;
    uint64_t hard = 0;
    if (length >= 8) {
        for (size_t at = 0; at + 8 < length; at += 8)
            hard |= hard_bits(al_load_eight(bytes + at), typography);
        hard |= hard_bits(al_load_eight(bytes + length - 8), typography);
    } else if (length >= 4) {
        uint64_t word = al_load_four(bytes) | (uint64_t)al_load_four(bytes + length - 4) << 32;
        hard = hard_bits(word, typography);
    } else {
        for (size_t at = 0; at < length; at++)
            hard |= hard_bits((unsigned char)bytes[at], typography);
    }
    return hard == 0;
}

/*
 * Most words are shorter than sixteen bytes, and each is folded many times: a copy whose size is
 * not known until then would cost more than all else does. So they are taken by eight bytes or by
 * four, of which the last ones may be the same as those before.
 */
static size_t fold_plain(const char *bytes, size_t length, uint32_t folds, char *out)
{
    if (!(folds & AL_FOLD_CASE)) {
        memcpy(out, bytes, length);
    } else if (length >= 8) {
        for (size_t at = 0; at + 8 < length; at += 8)
            al_store_eight(lower(al_load_eight(bytes + at)), out + at);
        al_store_eight(lower(al_load_eight(bytes + length - 8)), out + length - 8);
    } else if (length >= 4) {
        uint32_t last = (uint32_t)lower(al_load_four(bytes + length - 4));
        al_store_four((uint32_t)lower(al_load_four(bytes)), out);
        al_store_four(last, out + length - 4);
    } else {
        for (size_t at = 0; at < length; at++)
            out[at] = (char)lower((unsigned char)bytes[at]);
    }
    return length;
}

static void emit(folder *folder, uint32_t point)
{
    bool dash = point == '-' && (folder->folds & AL_FOLD_TYPOGRAPHY);
    if (dash && folder->length > 0 && folder->out[folder->length - 1] == '-')
        return;
    char encoded[4];
    uint32_t size = al_encode(point, encoded);
    folder->full |= folder->limit - folder->length < size;
    if (folder->full)
        return;
    if (point > 0x7F && (point > 0xFFFF || (al_fold_record(point)[3] & AL_POINT_COMPOSE)))
        folder->compose = true;
    memcpy(folder->out + folder->length, encoded, size);
    folder->length += size;
}

/* What one stage makes of a character; AL_FOLD_MOST at most. */
static uint32_t fold_point(uint32_t point, uint32_t stage, uint32_t out[AL_FOLD_MOST])
{
    const uint16_t *record = point <= 0xFFFF ? al_fold_record(point) : NULL;
    if (record == NULL || (record[3] & AL_POINT_HARD))
        return al_fold_more(point, stage, out);
    uint32_t column = stage == AL_FOLD_TYPOGRAPHY ? 0 : stage == AL_FOLD_CASE ? 1 : 2;
    const uint16_t *folded = al_fold_pool + record[column];
    if (record[column] == 0) {
        out[0] = point;
        return 1;
    }
    for (uint32_t i = 0; i < folded[0]; i++)
        out[i] = folded[1 + i];
    return folded[0];
}

/* Take the marks off a letter, where they are to go, before its case is folded. False: it is one.
 */
static bool without_marks(const folder *folder, uint32_t *point)
{
    uint32_t plain[AL_FOLD_MOST];
    if (*point < 0x80 || !(folder->folds & AL_FOLD_ACCENTS))
        return true;
    uint32_t n = fold_point(*point, AL_FOLD_ACCENTS, plain);
    if (n == 1)
        *point = plain[0];
    return n > 0;
}

/* A character through `stage` and those after it. */
static void fold_from(folder *folder, uint32_t point, uint32_t stage)
{
    while (stage <= AL_FOLD_ACCENTS && !(folder->folds & stage))
        stage <<= 1;
    if (stage > AL_FOLD_ACCENTS) {
        emit(folder, point);
        return;
    }
    uint32_t folded[AL_FOLD_MOST];
    if (stage == AL_FOLD_CASE && !without_marks(folder, &point))
        return;
    uint32_t n = fold_point(point, stage, folded);
    for (uint32_t i = 0; i < n; i++)
        fold_from(folder, folded[i], stage << 1);
}

/*
 * A character stays as it is where its fold would leave no room for the rest:
 * a few of Arabic and Japanese fold to whole phrases. What is read may stand
 * at the end of the room that is written to.
 */
static void fold_or_copy(folder *folder, const char *bytes, uint32_t size, uint32_t point)
{
    char plain[4];
    size_t before = folder->length;
    memcpy(plain, bytes, size);
    folder->full = false;
    if (point != AL_INVALID) {
        fold_from(folder, point, AL_FOLD_TYPOGRAPHY);
        if (!folder->full)
            return;
    }
    memcpy(folder->out + before, plain, size);
    folder->length = before + size;
}

static void fold_points(folder *folder, uint32_t folds, const char *bytes, size_t length)
{
    folder->folds = folds;
    folder->length = 0;
    folder->compose = false;
    for (size_t at = 0; at < length;) {
        uint32_t size, point = al_decode(bytes, length, at, &size);
        folder->limit = folder->capacity - (length - at - size);
        fold_or_copy(folder, bytes + at, size, point);
        at += size;
    }
}

static void compose(folder *folder)
{
    folder->length = al_compose(folder->out, folder->length, folder->capacity);
}

/* Marks have to be composed and in order before the other stages see them, too. */
static void fold_marked(folder *folder, uint32_t folds, const char *bytes, size_t length)
{
    fold_points(folder, AL_FOLD_TYPOGRAPHY, bytes, length);
    compose(folder);
    size_t size = folder->length;
    char *moved = folder->out + folder->capacity - size;
    memmove(moved, folder->out, size);
    fold_points(folder, folds & ~(uint32_t)AL_FOLD_TYPOGRAPHY, moved, size);
    if (folder->compose)
        compose(folder);
}

/* Nearly every word begins and ends with one: it is no punctuation. */
static inline bool is_plain_letter(char byte)
{
    return ((byte | 32) >= 'a' && (byte | 32) <= 'z') || (byte >= '0' && byte <= '9');
}

static bool is_edge(const char *bytes, size_t length, size_t at, uint32_t *size)
{
    uint32_t point = al_decode(bytes, length, at, size);
    return point <= 0xFFFF && (al_fold_record(point)[3] & AL_POINT_EDGE);
}

/* Where the character begins that ends before `end`. */
static size_t last_start(const char *bytes, size_t start, size_t end)
{
    size_t at = end - 1;
    while (at > start && end - at < 4 && ((uint8_t)bytes[at] & 0xC0) == 0x80)
        at--;
    uint32_t size;
    al_decode(bytes, end, at, &size);
    return at + size == end ? at : end - 1;
}

/* Take punctuation from both ends, unless that is all there is. */
static void trim(const char **bytes, size_t *length)
{
    uint32_t size;
    size_t start = 0, end = *length;
    if (end == 0 || (is_plain_letter((*bytes)[0]) && is_plain_letter((*bytes)[end - 1])))
        return;
    while (start < end && is_edge(*bytes, end, start, &size))
        start += size;
    if (start == end)
        return;
    for (size_t at; at = last_start(*bytes, start, end), is_edge(*bytes, end, at, &size);)
        end = at;
    *bytes += start;
    *length = end - start;
}

size_t al_fold_word(const char *bytes, size_t length, uint32_t folds, char *out, size_t capacity)
{
    if (length > capacity)
        length = capacity;
    if (folds & AL_FOLD_EDGES)
        trim(&bytes, &length);
    if (is_plain(bytes, length, folds))
        return fold_plain(bytes, length, folds, out);
    folder folder = {.out = out, .capacity = capacity};
    fold_points(&folder, folds, bytes, length);
    if (folder.compose && (folds & AL_FOLD_TYPOGRAPHY))
        fold_marked(&folder, folds, bytes, length);
    if (folder.length > 0)
        return folder.length;
    memcpy(out, bytes, length); /* all of it is invisible */
    return length;
}
