/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a gate did not let pass: `FILE:LINE:COLUMN: what` as compilers say it, so that editors jump
 * there, or as annotations of GitHub. FILE is the telling, which is what was edited. A document has
 * no lines that an editor shows: `FILE: page 3: what`.
 *
 * A finding is one line whatever the texts and names hold. An annotation is escaped as GitHub's
 * toolkit does it (packages/core/src/command.ts), which also reads it.
 */
#include "write/findings.h"

#include "base/names.h"
#include "page/line.h"
#include "page/reading.h"
#include "text/cluster.h"
#include "text/encode.h"
#include "text/place.h"
#include "write/phrase.h"

enum { most_quoted = 60 /* cells of either text */ };

bool al_gate_is_set(const almost_write_options *options)
{
    return (options->fail_on | options->allow) != 0;
}

uint32_t al_finding_of(const almost_comparison *comparison, const almost_write_options *options,
                       size_t index)
{
    uint32_t fail_on = al_gate_is_set(options) ? options->fail_on : (uint32_t)ALMOST_GATE_ALL;
    return almost_comparison_fails(comparison, index, fail_on, options->allow);
}

/* Without the white space before it: a change begins behind the one before. */
static almost_span seen(const almost_text *text, al_range range)
{
    const al_reading reading = {.bytes = text->bytes, .length = text->length};
    almost_span span = al_reading_trim(&reading, (almost_span){range.start, range.end});
    return span.start < span.end ? span : (almost_span){range.start, range.end};
}

almost_place al_finding_place(const almost_comparison *comparison, const al_change *change)
{
    return al_place_at(comparison->telling, seen(comparison->telling, change->telling).start);
}

/* --- What a finding says ------------------------------------------------------ */

static void put_quoted(al_line *line, const almost_text *text, al_range range, al_style style)
{
    uint32_t cells = 0;
    almost_span span = seen(text, range);
    size_t length = span.end - span.start;
    al_line_put(line, style, "“", 3, 1);
    size_t shown =
        al_line_clipped(line, style, text->bytes + span.start, length, most_quoted, &cells);
    if (shown < length)
        al_line_put(line, style, "…", 3, 1);
    al_line_put(line, style, "”", 3, 1);
}

static void put_touches(al_line *line, uint32_t touches)
{
    const char *before = " (";
    for (uint32_t ranks = al_touches_ranked(touches); ranks != 0; ranks &= ranks - 1) {
        al_line_text(line, AL_STYLE_PLAIN, before);
        al_line_text(line, AL_STYLE_PLAIN, al_touch_names[__builtin_ctz(ranks)].text);
        before = ", ";
    }
    if (before[0] == ',')
        al_line_text(line, AL_STYLE_PLAIN, ")");
}

/* `different: “will not” → “shall” (negation, modal)` */
static void put_message(al_line *line, const almost_comparison *comparison, const al_change *change)
{
    bool moved = change->kind == ALMOST_MOVED;
    al_line_text(line, AL_STYLE_STRONG, al_change_kind_names[change->kind].text);
    if (moved) {
        al_where from = al_where_of(comparison->original, change->original.start);
        al_line_text(line, AL_STYLE_STRONG, " from ");
        al_where_put(&from, line, AL_STYLE_STRONG);
    }
    al_line_text(line, AL_STYLE_STRONG, ": ");
    if (change->kind != ALMOST_ADDED && !moved)
        put_quoted(line, comparison->original, change->original, AL_STYLE_OLD);
    if (change->kind == ALMOST_DIFFERENT)
        al_line_put(line, AL_STYLE_PLAIN, " → ", 5, 3);
    if (change->kind != ALMOST_MISSING)
        put_quoted(line, comparison->telling, change->telling,
                   moved ? AL_STYLE_MOVED : AL_STYLE_NEW);
    put_touches(line, change->touches);
}

/* --- As compilers say it ---------------------------------------------------- */

/* The name of a file as it is, but for what would break the line or reach a terminal. */
static void put_name(al_line *line, const char *name)
{
    size_t length = strlen(name);
    for (size_t at = 0; at < length;) {
        char visible[AL_VISIBLE_BYTES];
        uint32_t cells;
        al_cluster cluster = al_cluster_at(name, length, at);
        size_t size = al_visible(&cluster, name + at, visible, &cells);
        al_line_put(line, AL_STYLE_PLAIN, visible, size, cells);
        at += cluster.size;
    }
}

static void put_colon_number(al_line *line, uint64_t number)
{
    char digits[24];
    *al_put_number(digits, number) = '\0';
    al_line_text(line, AL_STYLE_PLAIN, ":");
    al_line_text(line, AL_STYLE_PLAIN, digits);
}

/* Of a document, whose lines mean nothing to an editor, where it stands in its terms. */
static void put_place(al_line *line, const almost_text *text, uint64_t byte)
{
    if (al_text_is_plain(text))
        return;
    al_where where = al_where_of(text, byte);
    al_where_put(&where, line, AL_STYLE_PLAIN);
    al_line_text(line, AL_STYLE_PLAIN, ": ");
}

static const char *name_of(const almost_text *text)
{
    return text->name != NULL ? text->name : "";
}

static bool send_line(const almost_comparison *comparison, const al_change *change, al_line *line,
                      al_output *output)
{
    almost_place place = al_finding_place(comparison, change);
    put_name(line, name_of(comparison->telling));
    if (al_text_is_plain(comparison->telling)) {
        put_colon_number(line, place.line);
        put_colon_number(line, place.column);
    }
    al_line_text(line, AL_STYLE_PLAIN, ": ");
    put_place(line, comparison->telling, place.byte);
    put_message(line, comparison, change);
    return al_line_send(line, output);
}

/* --- As GitHub reads it ------------------------------------------------------- */

/* As escapeData() of the toolkit; a property has no colon and no comma, as escapeProperty(). */
static void send_escaped(al_output *output, const char *bytes, size_t length, bool property)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','))) {
            const char escape[3] = {'%', digits[c >> 4], digits[c & 15]};
            al_output_bytes(output, escape, sizeof escape);
        } else {
            al_output_bytes(output, &c, 1);
        }
    }
}

static bool send_annotation(const almost_comparison *comparison, const al_change *change,
                            al_line *line, al_output *output)
{
    almost_place place = al_finding_place(comparison, change);
    const char *name = name_of(comparison->telling);
    al_output_text(output, "::error file=");
    send_escaped(output, name, strlen(name), true);
    if (al_text_is_plain(comparison->telling)) {
        al_output_text(output, ",line=");
        al_output_number(output, place.line);
        al_output_text(output, ",col=");
        al_output_number(output, place.column);
    }
    al_output_text(output, "::");
    put_place(line, comparison->telling, place.byte);
    put_message(line, comparison, change);
    al_line_end(line);
    bool fine = !line->buffer.failed;
    if (fine)
        send_escaped(output, line->buffer.bytes, line->buffer.length, false);
    al_output_text(output, "\n");
    al_line_clear(line);
    return fine;
}

/* --- All of them ------------------------------------------------------------- */

typedef bool send_function(const almost_comparison *comparison, const al_change *change,
                           al_line *line, al_output *output);

static almost_status send_all(const almost_comparison *comparison,
                              const almost_write_options *options, bool colour, send_function *send,
                              al_output *output)
{
    al_line line;
    bool fine = true;
    al_line_init(&line, comparison->allocator, colour);
    for (size_t i = 0; i < comparison->n_changes && fine && !output->failed; i++)
        if (al_finding_of(comparison, options, i) != 0)
            fine = send(comparison, &comparison->changes[i], &line, output);
    al_line_release(&line);
    return fine ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}

almost_status al_write_findings(const almost_comparison *comparison,
                                const almost_write_options *options, al_output *output)
{
    return send_all(comparison, options, options->colour != 0, send_line, output);
}

almost_status al_write_github(const almost_comparison *comparison,
                              const almost_write_options *options, al_output *output)
{
    return send_all(comparison, options, false, send_annotation, output);
}
