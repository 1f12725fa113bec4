/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folding by ICU, one character at a time, for what fold_table.c leaves out; and
 * composing what was folded. Buffers are of fixed size: a character folds to few
 * others, and text is composed in portions that are cut where nothing composes
 * across. Without ICU, or where it fails, characters stay as they are. Characters that came late
 * (stand_in.h) are not shown to ICU, so that no version of it knows more of them than another.
 */
#include "words/fold_icu.h"

#include "words/fold.h"
#include "words/fold_table.h"
#include "words/stand_in.h"
#include "text/icu.h"
#include "base/utf8.h"

#include <string.h>

enum { UNITS = 512 };

typedef struct units {
    UChar units[UNITS];
    int32_t length;
} units;

/* Normalise in place; on failure nothing changes. */
static void normalize(const al_icu *icu, const UNormalizer2 *normalizer, units *text)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar target[UNITS];
    int32_t length =
        icu->call_unorm2_normalize(normalizer, text->units, text->length, target, UNITS, &code);
    if (U_FAILURE(code) || length > UNITS)
        return;
    memcpy(text->units, target, (size_t)length * sizeof *target);
    text->length = length;
}

static void fold_case(const al_icu *icu, units *text)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar target[UNITS];
    int32_t length = icu->call_u_strFoldCase(target, UNITS, text->units, text->length,
                                             U_FOLD_CASE_DEFAULT, &code);
    if (U_FAILURE(code) || length > UNITS)
        return;
    memcpy(text->units, target, (size_t)length * sizeof *target);
    text->length = length;
    normalize(icu, icu->call_unorm2_getNFCInstance(&code), text);
}

/* Keep the code points for which `drop` is false. */
static void remove_points(const al_icu *icu, units *text, bool (*drop)(const al_icu *, UChar32))
{
    int32_t kept = 0;
    for (int32_t at = 0; at < text->length;) {
        int32_t start = at;
        UChar32 point;
        U16_NEXT(text->units, at, text->length, point);
        if (drop(icu, point))
            continue;
        memmove(text->units + kept, text->units + start, (size_t)(at - start) * sizeof(UChar));
        kept += at - start;
    }
    text->length = kept;
}

static bool is_invisible(const al_icu *icu, UChar32 point)
{
    static const UChar32 tatweel = 0x640;
    return point == tatweel ||
           icu->call_u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

static bool is_accent(const al_icu *icu, UChar32 point)
{
    (void)icu;
    return point <= 0xFFFF && (al_fold_record((uint32_t)point)[3] & AL_POINT_MARK);
}

static bool holds_blank(const units *text)
{
    for (int32_t at = 0; at < text->length; at++) {
        if (text->units[at] == ' ')
            return true;
    }
    return false;
}

static void fold_typography(const al_icu *icu, units *text)
{
    UErrorCode code = U_ZERO_ERROR;
    units plain = *text;
    normalize(icu, icu->call_unorm2_getNFKCInstance(&code), text);
    if (text->length > 1 && holds_blank(text))
        *text = plain; /* a spacing accent */
    remove_points(icu, text, is_invisible);
}

static void fold_accents(const al_icu *icu, units *text)
{
    UErrorCode code = U_ZERO_ERROR;
    normalize(icu, icu->call_unorm2_getNFDInstance(&code), text);
    remove_points(icu, text, is_accent);
    normalize(icu, icu->call_unorm2_getNFCInstance(&code), text);
}

uint32_t al_fold_by_icu(uint32_t point, uint32_t fold, uint32_t out[AL_FOLD_MOST])
{
    bool late = al_is_late(point);
    const al_icu *icu = late ? NULL : al_icu_get();
    out[0] = late ? al_late_fold_of(point, fold) : point;
    if (icu == NULL)
        return out[0] == 0 ? 0 : 1;
    units text = {.length = 0};
    U16_APPEND_UNSAFE(text.units, text.length, point);
    if (fold == AL_FOLD_TYPOGRAPHY)
        fold_typography(icu, &text);
    else if (fold == AL_FOLD_CASE)
        fold_case(icu, &text);
    else
        fold_accents(icu, &text);
    uint32_t n = 0;
    for (int32_t at = 0; at < text.length && n < AL_FOLD_MOST; n++)
        U16_NEXT(text.units, at, text.length, out[n]);
    return n;
}

/*
 * Characters from the front as units, as many as there is room for or up to an
 * invalid sequence or a late character; cut where nothing composes across. Returns their bytes.
 */
static size_t take(const al_icu *icu, const char *bytes, size_t length, units *text)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfc = icu->call_unorm2_getNFCInstance(&code);
    size_t at = 0, border = 0;
    int32_t border_units = 0;
    text->length = 0;
    while (at < length && text->length < UNITS - 2) {
        uint32_t size, point = al_decode(bytes, length, at, &size);
        if (point == AL_INVALID || al_is_late(point))
            return at;
        if (icu->call_unorm2_hasBoundaryBefore(nfc, (UChar32)point)) {
            border = at;
            border_units = text->length;
        }
        U16_APPEND_UNSAFE(text->units, text->length, point);
        at += size;
    }
    if (at == length || border == 0)
        return at;
    text->length = border_units;
    return border;
}

/* As UTF-8 into `out`, which has room for 3 bytes a unit. */
static size_t give(const units *text, char *out)
{
    size_t length = 0;
    for (int32_t at = 0; at < text->length;) {
        UChar32 point;
        U16_NEXT(text->units, at, text->length, point);
        length += al_encode((uint32_t)point, out + length);
    }
    return length;
}

size_t al_compose(char *bytes, size_t length, size_t capacity)
{
    const al_icu *icu = al_icu_get();
    if (icu == NULL)
        return length;
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfc = icu->call_unorm2_getNFCInstance(&code);
    size_t read = capacity - length, written = 0; /* a mark in another order may take a byte more */
    memmove(bytes + read, bytes, length);
    while (read < capacity) {
        units text;
        char composed[3 * UNITS];
        size_t taken = take(icu, bytes + read, capacity - read, &text);
        normalize(icu, nfc, &text);
        size_t size = give(&text, composed);
        if (taken > 0 && written + size <= read + taken) {
            memcpy(bytes + written, composed, size);
        } else {
            size = taken = taken > 0 ? taken : 1;
            memmove(bytes + written, bytes + read, size);
        }
        read += taken;
        written += size;
    }
    return written;
}
