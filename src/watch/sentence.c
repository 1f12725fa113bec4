/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the next sentence of a telling ends. Only what has no full stop yet is looked at, and of
 * that no more than some thousand bytes, so that a byte is looked at a few times at most, however
 * it comes.
 */
#include "watch/heard.h"

#include "base/utf8.h"
#include "words/sentences.h"

#include <string.h>

enum {
    FIRST_LOOKED_AT = 1024, /* bytes of the heard, in which most sentences end */
    MOST_LOOKED_AT = 8192,
    MOST_BYTES = 4096 /* of a sentence that has too few words to be cut after them */
};

/* A blank or something like it. */
static bool is_white(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* What is complete of the bytes up to `end`: a code point that is cut off is not. */
static uint32_t whole_code_points(const char *bytes, uint32_t start, uint32_t end)
{
    for (uint32_t back = 1; back <= 3 && end - start >= back; back++) {
        unsigned char byte = (unsigned char)bytes[end - back];
        if ((byte & 0xC0) == 0x80)
            continue;
        uint32_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return size > back ? end - back : end;
    }
    return end;
}

/* Where what may be a sentence ends at the latest, and whether it does so for certain. */
static uint32_t looked_at(const al_heard *heard, uint32_t most, bool *certain)
{
    uint32_t end = (uint32_t)heard->length;
    *certain = heard->ended;
    if (heard->flushed > heard->at) {
        end = heard->flushed;
        *certain = true;
    }
    for (size_t i = 0; i < heard->n_marks; i++) {
        const al_told_mark *mark = &heard->marks[i];
        if (mark->ends && mark->at > heard->base + heard->at && mark->at <= heard->base + end) {
            end = (uint32_t)(mark->at - heard->base);
            *certain = true;
        }
    }
    if (end - heard->at > most) {
        end = heard->at + most;
        *certain = false;
    }
    return *certain ? end : whole_code_points(heard->bytes, heard->at, end);
}

/*
 * Whether the last word is followed by a full stop and a line end, behind which nothing has come:
 * who types a line, or sends one, has ended the sentence unless a small letter follows; nobody
 * waits for that.
 */
static bool ends_with_line(al_heard *heard, const almost_text *text, uint32_t end)
{
    if (heard->cut.n == 0 || end != heard->length || heard->bytes[end - 1] != '\n')
        return false;
    al_slice slice = {text, heard->at, end + 1};
    heard->bytes[end] = 'A'; /* as if a word followed; there is padding */
    al_border border =
        al_border_before(&slice, heard->cut.spans[heard->cut.n - 1], (al_word_span){end, end + 1});
    heard->bytes[end] = ' ';
    return border >= AL_BORDER_SENTENCE;
}

/* How many words a sentence may have: fewer where full stops do not come. */
static size_t most_words(const al_heard *heard)
{
    uint32_t third = heard->longest / 3 > 0 ? heard->longest / 3 : 1;
    return heard->without >= heard->longest ? third : heard->longest;
}

/* Cut after so many words: at the end of a phrase, if there is one in the last third. */
static uint32_t cut_by_length(const al_heard *heard, const al_slice *slice, size_t words)
{
    const al_word_span *spans = heard->cut.spans;
    for (size_t i = words; i > words - words / 3; i--)
        if (al_border_before(slice, spans[i - 1], spans[i]) >= AL_BORDER_PHRASE)
            return spans[i].start;
    return spans[words].start;
}

/* The end of what has hardly any words: where one begins, or anywhere. */
static uint32_t cut_by_bytes(const al_heard *heard)
{
    uint32_t end = heard->at + MOST_BYTES;
    for (size_t i = heard->cut.n; i-- > 1;)
        if (heard->cut.spans[i].start <= end)
            return heard->cut.spans[i].start;
    while ((heard->bytes[end] & 0xC0) == 0x80 && end > heard->at + MOST_BYTES - 4)
        end--;
    return end;
}

/* The words of the sentence alone, and its bytes without what is around them. */
static void settle(al_heard *heard, uint32_t end, al_heard_sentence *out)
{
    size_t n = 0;
    while (n < heard->cut.n && heard->cut.spans[n].end <= end)
        n++;
    heard->cut.n = n;
    *out = (al_heard_sentence){{heard->at, end}, end};
    while (out->bytes.start < end && is_white(heard->bytes[out->bytes.start]))
        out->bytes.start++;
    while (out->bytes.end > out->bytes.start && is_white(heard->bytes[out->bytes.end - 1]))
        out->bytes.end--;
}

/* The first border that ends a sentence; 0: none. */
static uint32_t border_in(const al_heard *heard, const al_slice *slice, size_t words)
{
    const al_word_span *spans = heard->cut.spans;
    for (size_t i = 1; i < heard->cut.n && i <= words; i++)
        if (al_border_before(slice, spans[i - 1], spans[i]) >= AL_BORDER_SENTENCE)
            return spans[i].start;
    return 0;
}

/* Marks of quotation and brackets that open belong to the sentence that follows. */
static uint32_t before_opening(const al_heard *heard, uint32_t end, uint32_t least)
{
    uint32_t at = end;
    while (at > least && !is_white(heard->bytes[at - 1]))
        at--;
    return at > least ? at : end;
}

/* Where the sentence ends; 0: that is not known yet. */
static uint32_t end_of(al_heard *heard, const al_slice *slice, bool certain, bool *stopped)
{
    size_t words = most_words(heard);
    uint32_t end = border_in(heard, slice, words);
    *stopped = end > 0;
    if (end > 0)
        return before_opening(heard, end, heard->cut.spans[0].end);
    if (heard->cut.n > words + 1)
        return cut_by_length(heard, slice, words);
    if (certain)
        return slice->end;
    *stopped = ends_with_line(heard, slice->text, slice->end);
    if (*stopped)
        return slice->end;
    return slice->end - slice->start >= MOST_BYTES ? cut_by_bytes(heard) : 0;
}

/* Look at some bytes of what has come. *end is 0 when the sentence does not end in them. */
static almost_status look(al_heard *heard, uint32_t most, uint32_t *end, bool *stopped,
                          almost_error *error)
{
    bool certain;
    uint32_t behind = looked_at(heard, most, &certain);
    almost_text text = al_heard_text(heard);
    heard->cut.n = 0;
    *end = 0;
    if (behind <= heard->at)
        return ALMOST_OK;
    al_slice slice = {&text, heard->at, behind};
    almost_status status = al_cut_words(&heard->cut, &slice, error);
    if (status == ALMOST_OK)
        *end = end_of(heard, &slice, certain, stopped);
    return status;
}

almost_status al_heard_next(al_heard *heard, al_heard_sentence *out, bool *found,
                            almost_error *error)
{
    bool stopped = false;
    uint32_t end;
    *found = false;
    almost_status status = look(heard, FIRST_LOOKED_AT, &end, &stopped, error);
    if (status == ALMOST_OK && end == 0 && heard->length - heard->at > FIRST_LOOKED_AT)
        status = look(heard, MOST_LOOKED_AT, &end, &stopped, error);
    if (status != ALMOST_OK || end == 0)
        return status;
    settle(heard, end, out);
    heard->without = stopped ? 0 : heard->without + heard->cut.n;
    *found = true;
    return ALMOST_OK;
}

void al_heard_pass(al_heard *heard, const al_heard_sentence *sentence)
{
    heard->at = sentence->end;
}
