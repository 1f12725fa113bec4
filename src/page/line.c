/* SPDX-License-Identifier: Apache-2.0 */
/* A line of styled letters; see line.h. */
#include "page/line.h"

#include "base/utf8.h"
#include "page/isolate.h"
#include "text/signs.h"

#include <assert.h>

static const char *const codes[AL_STYLE_COUNT] = {
    [AL_STYLE_PLAIN] = "",
    [AL_STYLE_DIM] = "\033[2m",
    [AL_STYLE_STRONG] = "\033[1m",
    [AL_STYLE_OLD] = "\033[31;9m",
    [AL_STYLE_NEW] = "\033[4;32m",
    [AL_STYLE_OLD_LETTER] = "\033[1;31;9m",
    [AL_STYLE_NEW_LETTER] = "\033[1;4;32m",
    [AL_STYLE_MOVED] = "\033[36m",
    [AL_STYLE_RETOLD] = "\033[35m",
    [AL_STYLE_REWORDED] = "",
    [AL_STYLE_AGREED] = "\033[1m",
    [AL_STYLE_LOUD] = "\033[33m",
    [AL_STYLE_YES] = "\033[1;32m",
    [AL_STYLE_ALMOST] = "\033[1;33m",
    [AL_STYLE_NO] = "\033[1;31m",
};

void al_line_init(al_line *line, const almost_allocator *allocator, bool colour)
{
    *line = (al_line){.colour = colour};
    al_buffer_init(&line->buffer, allocator);
}

void al_line_release(al_line *line)
{
    al_buffer_release(&line->buffer);
}

void al_line_clear(al_line *line)
{
    line->buffer.length = 0;
    line->style = AL_STYLE_PLAIN;
    line->cells = 0;
    line->styles = 0;
    line->place = 0;
}

enum { APART = AL_STYLE_APART | AL_STYLE_APART_TOO };

static al_style look_of(al_style style)
{
    assert((style & ~APART) < AL_STYLE_COUNT);
    return style & ~APART;
}

al_style al_style_of_quoted(al_style style, const char *bytes, size_t length)
{
    return al_turns(bytes, length) ? style | AL_STYLE_APART : style;
}

static void switch_style(al_line *line, al_style style)
{
    if (style == line->style)
        return;
    al_style look = look_of(style), before = look_of(line->style);
    bool other = (style & APART) != (line->style & APART);
    if (other && (line->style & APART) != 0)
        al_buffer_append_text(&line->buffer, AL_ISOLATE_END);
    if (line->colour && look != before) {
        if (before != AL_STYLE_PLAIN)
            al_buffer_append_text(&line->buffer, "\033[0m");
        al_buffer_append_text(&line->buffer, codes[look]);
    }
    if (other && (style & APART) != 0)
        al_buffer_append_text(&line->buffer, AL_ISOLATE);
    line->style = style;
}

void al_line_put(al_line *line, al_style style, const char *bytes, size_t length, uint32_t cells)
{
    switch_style(line, style);
    line->styles |= 1u << look_of(style);
    al_buffer_append(&line->buffer, bytes, length);
    line->cells += cells;
}

void al_line_text(al_line *line, al_style style, const char *text)
{
    size_t length = strlen(text);
    al_line_put(line, style, text, length, (uint32_t)length);
}

void al_line_grouped(al_line *line, al_style style, uint64_t number)
{
    char digits[26];
    size_t length = (size_t)(al_put_grouped(digits, number) - digits);
    al_line_put(line, style, digits, length, (uint32_t)length);
}

void al_line_pad(al_line *line, uint32_t cells)
{
    static const char blanks[] = "                                ";
    while (line->cells < cells) {
        uint32_t part = cells - line->cells;
        if (part > sizeof blanks - 1)
            part = sizeof blanks - 1;
        al_line_put(line, AL_STYLE_PLAIN, blanks, part, part);
    }
}

void al_line_end(al_line *line)
{
    switch_style(line, AL_STYLE_PLAIN);
}

bool al_line_send(al_line *line, al_output *output)
{
    al_line_end(line);
    if (line->buffer.failed)
        return false;
    size_t length = line->buffer.length;
    while (length > 0 && line->buffer.bytes[length - 1] == ' ')
        length--;
    if (length > 0)
        al_output_bytes(output, line->buffer.bytes, length);
    al_output_text(output, "\n");
    al_line_clear(line);
    return true;
}

static size_t put_hexadecimal(char *to, const char *prefix, uint32_t number, int digits)
{
    size_t length = strlen(prefix);
    memcpy(to, prefix, length);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        to[length++] = "0123456789abcdef"[number >> shift & 15];
    return length;
}

size_t al_visible(const al_cluster *cluster, const char *bytes, char *visible, uint32_t *cells)
{
    if (!cluster->control) {
        memcpy(visible, bytes, cluster->size);
        *cells = cluster->cells > 0 ? cluster->cells : 1;
        return cluster->size;
    }
    size_t length = 0;
    if (cluster->first == AL_INVALID) {
        for (uint32_t i = 0; i < cluster->size; i++)
            length += put_hexadecimal(visible + length, "\\x", (unsigned char)bytes[i], 2);
    } else if (cluster->first < 0x100) {
        length = put_hexadecimal(visible, "\\x", cluster->first, 2);
    } else if (cluster->first < 0x10000) {
        length = put_hexadecimal(visible, "\\u", cluster->first, 4);
    } else {
        length = put_hexadecimal(visible, "\\U", cluster->first, 6);
    }
    *cells = (uint32_t)length;
    return length;
}

size_t al_line_clipped(al_line *line, al_style style, const char *bytes, size_t length,
                       uint32_t most_cells, uint32_t *cells)
{
    uint32_t used = 0;
    size_t at = 0;
    while (at < length) {
        char visible[AL_VISIBLE_BYTES] = " ";
        size_t next = at;
        while (next < length && al_is_space_byte(bytes[next]))
            next++;
        uint32_t part = 1;
        size_t size = 1;
        if (next == at) {
            al_cluster cluster = al_cluster_at(bytes, length, at);
            size = al_visible(&cluster, bytes + at, visible, &part);
            next = at + cluster.size;
        }
        if (used + part > most_cells)
            break;
        if (line != NULL)
            al_line_put(line, style, visible, size, part);
        used += part;
        at = next;
    }
    *cells += used;
    return at;
}
