/* SPDX-License-Identifier: Apache-2.0 */
/* What was fed, kept and let go; sentence.c says where sentences end. */
#include "watch/heard.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

void al_heard_init(al_heard *heard, const almost_allocator *allocator, uint64_t most,
                   uint32_t longest)
{
    *heard = (al_heard){
        .allocator = allocator, .most = most, .longest = longest, .cut = {.allocator = allocator}};
}

void al_heard_release(al_heard *heard)
{
    al_release(heard->allocator, heard->bytes);
    al_release(heard->allocator, heard->marks);
    al_cut_release(&heard->cut);
}

/* --- Units --------------------------------------------------------------- */

static void count_to(al_heard *heard, uint32_t byte)
{
    if (byte <
        heard->counted) { /* rare: a sentence that is judged anew, or one that was withdrawn */
        const char *from = heard->bytes + byte;
        uint32_t back = heard->counted - byte;
        heard->code_points -= al_count_code_points(from, back);
        heard->utf16 -= al_count_utf16(from, back);
    } else {
        const char *from = heard->bytes + heard->counted;
        uint32_t on = byte - heard->counted;
        heard->code_points += al_count_code_points(from, on);
        heard->utf16 += al_count_utf16(from, on);
    }
    heard->counted = byte;
}

uint64_t al_heard_unit(al_heard *heard, uint32_t byte, almost_units units)
{
    if (units == ALMOST_BYTES)
        return heard->base + byte;
    count_to(heard, byte);
    return units == ALMOST_UTF16 ? heard->utf16 : heard->code_points;
}

/* --- Feeding ------------------------------------------------------------- */

/* Let go of the first bytes that are kept. */
static void let_go(al_heard *heard, uint32_t n)
{
    count_to(heard, heard->counted > n ? heard->counted : n);
    memmove(heard->bytes, heard->bytes + n, heard->length - n + AL_TEXT_PADDING);
    heard->base += n;
    heard->length -= n;
    heard->at -= n;
    heard->counted -= n;
    heard->flushed = heard->flushed > n ? heard->flushed - n : 0;
}

enum {
    KEPT_BEHIND = 1 << 16 /* bytes that were judged and may be judged anew: those of the sentences
                             that are remembered, mostly */
};

/* Room for so many further bytes. Half of what is kept goes at a time: moving it costs as much as
   it saves. */
static almost_status make_room(al_heard *heard, size_t more, almost_error *error)
{
    uint64_t wanted = (uint64_t)heard->length + more;
    if (wanted > heard->most && heard->at > KEPT_BEHIND) {
        uint64_t spare = heard->at - KEPT_BEHIND, half = heard->most / 2;
        uint64_t over = wanted - heard->most;
        uint64_t n = over > half ? over : half;
        uint32_t byte = (uint32_t)(n < spare ? n : spare);
        while (byte < heard->at && (heard->bytes[byte] & 0xC0) == 0x80)
            byte++;
        let_go(heard, byte);
        wanted -= byte;
    }
    if (wanted > AL_TEXT_MOST_BYTES)
        return al_fail(
            error, ALMOST_ERROR_LIMIT, NULL,
            "more was fed at once than a text can hold; take what is to be told between");
    if (!al_grow(heard->allocator, (void **)&heard->bytes, &heard->room,
                 (size_t)wanted + AL_TEXT_PADDING, 1))
        return al_fail_memory(error);
    return ALMOST_OK;
}

almost_status al_heard_feed(al_heard *heard, const char *bytes, size_t length, almost_error *error)
{
    if (heard->ended)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "the telling has ended; open another");
    if (length == 0)
        return ALMOST_OK;
    if (memchr(bytes, '\0', length) != NULL)
        return al_fail_at(
            error, ALMOST_ERROR_ENCODING, NULL, heard->base + heard->length, 0, 0,
            "the telling holds zero bytes; only UTF-8 can be watched (iconv converts)");
    almost_status status = make_room(heard, length, error);
    if (status != ALMOST_OK)
        return status;
    memcpy(heard->bytes + heard->length, bytes, length);
    heard->length += length;
    memset(heard->bytes + heard->length, ' ', AL_TEXT_PADDING);
    return ALMOST_OK;
}

void al_heard_cut_back(al_heard *heard, uint32_t to)
{
    if (heard->counted > to)
        count_to(heard, to);
    heard->length = to;
    memset(heard->bytes + to, ' ', AL_TEXT_PADDING);
    heard->at = heard->at < to ? heard->at : to;
    heard->flushed = heard->flushed < to ? heard->flushed : 0;
    while (heard->n_marks > 0 && heard->marks[heard->n_marks - 1].at > heard->base + to)
        heard->n_marks--;
}

/* --- Marks --------------------------------------------------------------- */

/* Marks that no sentence can ask for any more are let go: all but this many. */
enum { MOST_MARKS = 4096 };

bool al_heard_mark(al_heard *heard, const al_told_mark *mark)
{
    if (heard->n_marks >= MOST_MARKS) {
        size_t half = MOST_MARKS / 2;
        memmove(heard->marks, heard->marks + half, (heard->n_marks - half) * sizeof *heard->marks);
        heard->n_marks -= half;
    }
    if (!al_grow(heard->allocator, (void **)&heard->marks, &heard->marks_room, heard->n_marks + 1,
                 sizeof *heard->marks))
        return false;
    heard->marks[heard->n_marks] = *mark;
    heard->marks[heard->n_marks++].at = heard->base + heard->length;
    return true;
}

const al_told_mark *al_heard_mark_at(const al_heard *heard, uint32_t byte)
{
    size_t n = heard->n_marks;
    while (n > 0 && heard->marks[n - 1].at > heard->base + byte)
        n--;
    return n > 0 ? &heard->marks[n - 1] : NULL;
}

almost_text al_heard_text(const al_heard *heard)
{
    return (almost_text){
        .allocator = heard->allocator, .bytes = heard->bytes, .length = heard->length};
}
