/* SPDX-License-Identifier: Apache-2.0 */
/* Words in one row, and what of them is a character each. */
#include "quote/cut.h"

#include "base/error.h"
#include "base/search.h"
#include "base/utf8.h"

enum { batch = 1024 };

/* Han, Hiragana, Katakana: written without blanks, and each character says something. */
static bool stands_alone(uint32_t c)
{
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF) || c == 0x3005 ||
           c == 0x3007;
}

static bool add(al_cut *cut, al_word_span span)
{
    if (!al_grow(cut->allocator, (void **)&cut->spans, &cut->room, cut->n + 1, sizeof span))
        return false;
    cut->spans[cut->n++] = span;
    return true;
}

/* A word whose characters may stand alone: one each, and what is left between them. */
static bool add_characters(al_cut *cut, const char *bytes, al_word_span span)
{
    uint32_t rest = span.start, size;
    for (uint32_t at = span.start; at < span.end; at += size) {
        uint32_t c = al_decode(bytes, span.end, at, &size);
        if (!stands_alone(c))
            continue;
        if ((rest < at && !add(cut, (al_word_span){rest, at})) ||
            !add(cut, (al_word_span){at, at + size}))
            return false;
        rest = at + size;
    }
    return rest == span.end || add(cut, (al_word_span){rest, span.end});
}

static bool add_all(al_cut *cut, const char *bytes, const al_word_span *spans, size_t n)
{
    const unsigned char first = 0xE3; /* nothing that stands alone begins below U+3000 */
    for (size_t i = 0; i < n; i++) {
        bool may = (unsigned char)bytes[spans[i].start] >= first ||
                   (unsigned char)bytes[spans[i].end - 1] >= 0x80;
        if (!(may ? add_characters(cut, bytes, spans[i]) : add(cut, spans[i])))
            return false;
    }
    return true;
}

almost_status al_cut_words(al_cut *cut, const al_slice *slice, almost_error *error)
{
    al_word_span spans[batch];
    al_word_scanner *scanner = NULL;
    almost_status status =
        al_word_scanner_new(slice, ALMOST_WORDS_UNICODE, slice->start, slice->end, &scanner, error);
    for (size_t count = 1; status == ALMOST_OK && count > 0;) {
        status = al_word_scanner_next(scanner, spans, batch, &count, error);
        if (status == ALMOST_OK && !add_all(cut, slice->text->bytes, spans, count))
            status = al_fail_memory(error);
    }
    al_word_scanner_free(scanner);
    return status;
}

void al_cut_release(al_cut *cut)
{
    if (cut->spans != NULL)
        al_release(cut->allocator, cut->spans);
    cut->spans = NULL;
}

size_t al_cut_at(const al_cut *cut, uint32_t place)
{
    return AL_FIRST_FROM(al_word_span, cut->spans, 0, cut->n, start, place);
}
