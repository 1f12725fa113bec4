/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost.patch/1, as doc/patch-format.md has it. What is the same on both
 * sides is counted, not shown, but for a few words next to a change, by which
 * fuzzy applying finds the place again. The lines of a change always add up to
 * both of its spans, so that a reader needs no other rule.
 */
#include "base/blocks.h"
#include "base/checksum.h"
#include "base/names.h"
#include "base/utf8.h"
#include "text/compared.h"
#include "text/encode.h"
#include "write/unlike.h"
#include "write/writer.h"

#include <assert.h>

/* Bytes shown at either end of a run that is the same; a shorter run is shown whole. */
enum { SHOWN_END = 32, SHOWN_WHOLE = 80 };

/* Bytes after which a line is broken: mail breaks lines of 998. */
enum { LONGEST_LINE = 480 };

enum { HASHES_A_LINE = 4 };

typedef struct writer {
    const almost_text *texts[2]; /* whole: what is left out of a comparison is put into a patch */
    al_output *output;
    al_unlike unlike;
} writer;

static const char digits[] = "0123456789abcdef";

/* --- Text, escaped -------------------------------------------------------- */

/* Characters that no line shows as they are: controls, and those that turn or break lines. */
static bool is_hidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

static char *put_hex(char *to, unsigned char byte)
{
    *to++ = '\\';
    *to++ = 'x';
    *to++ = digits[byte >> 4];
    *to++ = digits[byte & 15];
    return to;
}

static char *put_escaped(char *to, const char *bytes, uint32_t size)
{
    static const char escaped[] = "\n\t\r\\", letters[] = "ntr\\";
    const char *letter = size == 1 && *bytes != '\0' ? strchr(escaped, *bytes) : NULL;
    if (letter != NULL) {
        *to++ = '\\';
        *to++ = letters[letter - escaped];
        return to;
    }
    for (uint32_t i = 0; i < size; i++)
        to = put_hex(to, (unsigned char)bytes[i]);
    return to;
}

/* One character, in at most 16 bytes. */
static char *put_character(char *to, const char *bytes, uint64_t length, uint64_t at,
                           uint32_t *size)
{
    unsigned char first = (unsigned char)bytes[at];
    uint32_t character = first;
    *size = 1;
    if (first >= 0x80)
        character = al_decode(bytes, length, at, size);
    if (character == AL_INVALID || is_hidden(character) || character == '\\')
        return put_escaped(to, bytes + at, *size);
    memcpy(to, bytes + at, *size);
    return to + *size;
}

/*
 * One line from byte `at` on: up to a newline, which is its last character, or
 * as much as one line takes. Returns the byte behind. A blank at the end is
 * escaped, or mail would lose it.
 */
static uint64_t write_line(al_output *output, char mark, const char *bytes, uint64_t length,
                           uint64_t at)
{
    char *start = al_output_room(output, LONGEST_LINE + 64), *to = start;
    *to++ = mark;
    *to++ = ' ';
    bool ended = false;
    while (at < length && !ended && to - start < LONGEST_LINE) {
        uint32_t size;
        ended = bytes[at] == '\n';
        to = put_character(to, bytes, length, at, &size);
        at += size;
    }
    if (to[-1] == ' ')
        to = put_hex(to - 1, ' ');
    *to++ = '\n';
    assert(to - start <= LONGEST_LINE + 64 && at <= length);
    al_output_wrote(output, to);
    return at;
}

static void write_text(al_output *output, char mark, const char *bytes, uint64_t length)
{
    for (uint64_t at = 0; at < length && !output->failed;)
        at = write_line(output, mark, bytes, length, at);
}

/* --- What is the same ----------------------------------------------------- */

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Where to end what is shown of the beginning: after a blank, else where a character begins. */
static uint64_t head_end(const char *bytes)
{
    uint64_t end = SHOWN_END;
    while (end > SHOWN_END / 2 && bytes[end - 1] != ' ')
        end--;
    if (end > SHOWN_END / 2)
        return end;
    end = SHOWN_END;
    while (end > SHOWN_END - 3 && continues(bytes[end]))
        end--;
    return end;
}

static uint64_t tail_start(const char *bytes, uint64_t length)
{
    uint64_t start = length - SHOWN_END;
    while (start < length - SHOWN_END / 2 && bytes[start - 1] != ' ')
        start++;
    if (start < length - SHOWN_END / 2)
        return start;
    start = length - SHOWN_END;
    for (int i = 0; i < 3 && continues(bytes[start]); i++)
        start++;
    return start;
}

static void write_equal(al_output *output, const char *bytes, uint64_t length)
{
    if (length <= SHOWN_WHOLE) {
        write_text(output, '=', bytes, length);
        return;
    }
    uint64_t head = head_end(bytes), tail = tail_start(bytes, length);
    write_text(output, '=', bytes, head);
    char *to = al_output_room(output, 32);
    *to++ = ':';
    *to++ = ' ';
    to = al_put_number(to, tail - head);
    *to++ = '\n';
    al_output_wrote(output, to);
    write_text(output, '=', bytes + tail, length - tail);
}

/* A run that counts as the same: its pieces that differ in what is ignored, and all between. */
static bool write_unlike(writer *writer, const char *original, uint64_t original_length,
                         const char *telling, uint64_t telling_length)
{
    al_unlike_piece piece;
    bool failed = false;
    al_unlike_begin(&writer->unlike, original, original_length, telling, telling_length);
    while (!writer->output->failed && al_unlike_next(&writer->unlike, &piece, &failed)) {
        const char *a = original + piece.start[0], *b = telling + piece.start[1];
        if (piece.equal) {
            write_equal(writer->output, a, piece.end[0] - piece.start[0]);
            continue;
        }
        write_text(writer->output, '-', a, piece.end[0] - piece.start[0]);
        write_text(writer->output, '+', b, piece.end[1] - piece.start[1]);
    }
    return !failed;
}

/* --- Changes -------------------------------------------------------------- */

static char *put_span(char *to, al_range span)
{
    *to++ = ' ';
    to = al_put_number(to, span.start);
    *to++ = '-';
    return al_put_number(to, span.end);
}

/* Loudest first. */
static char *put_touches(char *to, uint32_t touches)
{
    char before = ' ';
    for (uint32_t ranks = al_touches_ranked(touches); ranks != 0; ranks &= ranks - 1) {
        *to++ = before;
        to = al_put_name(to, &al_touch_names[__builtin_ctz(ranks)]);
        before = ',';
    }
    return to;
}

static void write_facts(al_output *output, const al_change *change, uint64_t id)
{
    char *to = al_output_room(output, 512);
    to = al_put_name(to, &al_change_kind_names[change->kind]);
    *to++ = ' ';
    to = al_put_number(to, id);
    *to++ = ' ';
    to = al_put_number(to, change->passage);
    to = put_span(to, change->original);
    to = put_span(to, change->telling);
    to = put_touches(to, change->touches);
    *to++ = '\n';
    al_output_wrote(output, to);
}

static bool write_change(writer *writer, const al_change *change, uint64_t id)
{
    const char *original = writer->texts[0]->bytes + change->original.start;
    const char *telling = writer->texts[1]->bytes + change->telling.start;
    uint64_t original_length = change->original.end - change->original.start;
    uint64_t telling_length = change->telling.end - change->telling.start;
    write_facts(writer->output, change, id);
    if (change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED) {
        write_text(writer->output, '-', original, original_length);
        write_text(writer->output, '+', telling, telling_length);
        return true;
    }
    if (change->unlike)
        return write_unlike(writer, original, original_length, telling, telling_length);
    write_equal(writer->output, original, original_length);
    return true;
}

/* --- Header --------------------------------------------------------------- */

static void write_fact(al_output *output, const char *side, const char *fact, const char *value)
{
    al_output_text(output, side);
    al_output_text(output, fact);
    al_output_text(output, value);
    al_output_text(output, "\n");
}

static void write_fact_number(al_output *output, const char *side, const char *fact,
                              uint64_t number)
{
    char value[24];
    *al_put_number(value, number) = '\0';
    write_fact(output, side, fact, value);
}

/* The name on one line, however long; names with newlines exist. */
static void write_name(al_output *output, const char *side, const char *name)
{
    uint64_t length = strlen(name);
    al_output_text(output, side);
    al_output_text(output, "name ");
    for (uint64_t at = 0; at < length;) {
        uint32_t size;
        char *to = al_output_room(output, 32);
        bool last_blank = at + 1 == length && name[at] == ' ';
        to = last_blank ? put_hex(to, ' ') : put_character(to, name, length, at, &size);
        al_output_wrote(output, to);
        at += last_blank ? 1 : size;
    }
    al_output_text(output, "\n");
}

static void write_blocks(al_output *output, const char *side, const almost_text *text)
{
    uint64_t size = al_blocks_size(text->length);
    uint64_t count = al_blocks_count(text->length, size);
    write_fact_number(output, side, "blocks ", size);
    for (uint64_t i = 0; i < count; i++) {
        uint64_t start = i * size, rest = text->length - start;
        uint64_t hash = al_blocks_hash(text->bytes + start, rest < size ? rest : size);
        char *to = al_output_room(output, 32);
        if (i % HASHES_A_LINE == 0)
            *to++ = '#';
        *to++ = ' ';
        for (int shift = 60; shift >= 0; shift -= 4)
            *to++ = digits[hash >> shift & 15];
        if (i % HASHES_A_LINE == HASHES_A_LINE - 1 || i + 1 == count)
            *to++ = '\n';
        al_output_wrote(output, to);
    }
}

static void write_side(al_output *output, const char *side, const almost_text *text)
{
    write_name(output, side, text->name != NULL ? text->name : "");
    write_fact_number(output, side, "length ", text->length);
    write_fact(output, side, "encoding ", text->encoding);
    write_fact(output, side, "mark ", al_text_has_mark(text) ? "yes" : "no");
    write_fact(output, side, "hash ", text->hash);
    write_blocks(output, side, text);
}

/* The last line counts the changes and sums all bytes before the sum itself. */
static void write_end(al_output *output, uint64_t n_changes, al_checksum *sum)
{
    char checksum[AL_CHECKSUM_SIZE];
    char *to = al_output_room(output, 32);
    memcpy(to, "end ", 4);
    to = al_put_number(to + 4, n_changes);
    *to++ = ' ';
    al_output_wrote(output, to);
    al_output_flush(output);
    output->sum = NULL;
    al_checksum_end(sum, checksum);
    write_fact(output, checksum, "", "");
}

almost_status al_write_patch(const almost_comparison *comparison,
                             const almost_write_options *options, al_output *output)
{
    (void)options;
    writer writer = {
        .texts = {al_text_whole(comparison->original), al_text_whole(comparison->telling)},
        .output = output,
    };
    al_unlike_init(&writer.unlike, output->allocator);
    al_checksum sum;
    al_checksum_begin(&sum);
    output->sum = &sum;
    write_fact(output, "", "almost.patch/1", "");
    write_fact(output, "program ", "almost ", almost_version());
    write_side(output, "original-", writer.texts[0]);
    write_side(output, "telling-", writer.texts[1]);
    bool enough = true;
    for (size_t i = 0; i < comparison->n_changes && enough && !output->failed; i++)
        enough = write_change(&writer, &comparison->changes[i], i + 1);
    write_end(output, comparison->n_changes, &sum);
    al_unlike_release(&writer.unlike);
    return enough ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}
