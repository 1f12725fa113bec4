/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each change where it stands in the telling, or would have stood, with a few words around it.
 */
#include "write/html_first.h"

#include "compare/loudness.h"
#include "text/compared.h"
#include "text/where.h"
#include "html/text.h"

enum {
    MOST = 50,
    AROUND = 60, /* bytes of the telling before and behind a change */
    SHOWN = 240  /* bytes of a change; of a longer one its beginning */
};

typedef struct first {
    const al_change *changes[MOST]; /* loudest first */
    size_t n;
} first;

static void note(first *first, const al_change *change)
{
    size_t at = first->n;
    while (at > 0 && al_change_is_louder(change, first->changes[at - 1]))
        at--;
    if (at == MOST)
        return;
    if (first->n < MOST)
        first->n++;
    for (size_t i = first->n - 1; i > at; i--)
        first->changes[i] = first->changes[i - 1];
    first->changes[at] = change;
}

static bool is_inside(const almost_text *text, uint64_t at)
{
    return at > 0 && at < text->length && ((uint8_t)text->bytes[at] & 0xC0) == 0x80;
}

/* Text with its white space as single blanks, so that a list has no empty lines. */
static void put_flat(al_output *output, const almost_text *text, uint64_t start, uint64_t end)
{
    for (uint64_t at = start; at < end;) {
        uint64_t from = at;
        while (at < end && strchr(" \t\r\n", text->bytes[at]) != NULL && text->bytes[at] != '\0')
            at++;
        if (at > from)
            al_output_text(output, " ");
        from = at;
        while (at < end && (strchr(" \t\r\n", text->bytes[at]) == NULL || text->bytes[at] == '\0'))
            at++;
        al_html_text(output, text->bytes + from, at - from);
    }
}

/* From a byte back to where some words before it begin. */
static uint64_t words_before(const almost_text *text, uint64_t byte)
{
    uint64_t at = byte > AROUND ? byte - AROUND : 0;
    while (at > 0 && at < byte && text->bytes[at - 1] != ' ' && text->bytes[at - 1] != '\n')
        at++;
    while (is_inside(text, at))
        at++;
    return at < byte ? at : byte;
}

static uint64_t words_behind(const almost_text *text, uint64_t byte)
{
    uint64_t at = byte + AROUND < text->length ? byte + AROUND : text->length;
    while (at > byte && at < text->length && text->bytes[at] != ' ' && text->bytes[at] != '\n')
        at--;
    while (is_inside(text, at))
        at--;
    return at;
}

/* The white space behind the words stands outside the element. */
static void put_edit(al_output *output, const char *element, const almost_text *text,
                     al_range range)
{
    uint64_t behind = range.end;
    while (range.end > range.start && strchr(" \t\r\n", text->bytes[range.end - 1]) != NULL &&
           text->bytes[range.end - 1] != '\0')
        range.end--;
    if (range.start == range.end)
        return;
    uint64_t end = range.end - range.start > SHOWN ? range.start + SHOWN : range.end;
    while (end > range.start && is_inside(text, end))
        end--;
    al_output_text(output, "<");
    al_output_text(output, element);
    al_output_text(output, ">");
    put_flat(output, text, range.start, end);
    al_output_text(output, end < range.end ? "\xE2\x80\xA6</" : "</");
    al_output_text(output, element);
    al_output_text(output, ">");
    if (behind > range.end)
        al_output_text(output, " ");
}

static void put_touches(al_output *output, uint32_t touches)
{
    uint32_t ranked = al_touches_ranked(touches);
    for (size_t rank = 0; rank < AL_N_TOUCHES; rank++) {
        if ((ranked >> rank & 1) == 0)
            continue;
        al_output_text(output, " <b>");
        al_output_text(output, al_touch_names[rank].text);
        al_output_text(output, "</b>");
    }
}

static void put_change(const almost_comparison *comparison, const al_change *change,
                       al_output *output)
{
    const almost_text *original = al_text_whole(comparison->original);
    const almost_text *telling = al_text_whole(comparison->telling);
    bool missing = change->kind == ALMOST_MISSING;
    al_where where = al_where_of(telling, change->telling.start);
    al_output_text(output, "<li><span>");
    al_html_text(output, where.bytes, where.length);
    al_output_text(output, "</span>");
    put_touches(output, change->touches);
    al_output_text(output, "<br><bdi>");
    put_flat(output, telling, words_before(telling, change->telling.start), change->telling.start);
    if (change->kind != ALMOST_ADDED)
        put_edit(output, "del", original, change->original);
    if (!missing)
        put_edit(output, "ins", telling, change->telling);
    put_flat(output, telling, change->telling.end, words_behind(telling, change->telling.end));
    al_output_text(output, "</bdi></li>\n");
}

void al_html_first(const almost_comparison *comparison, al_output *output)
{
    first first = {.n = 0};
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if (change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED)
            note(&first, change);
    }
    if (first.n == 0)
        return;
    al_output_text(output, "<section id=\"first\">\n<h2>What matters most</h2>\n<ol>\n");
    for (size_t i = 0; i < first.n; i++)
        put_change(comparison, first.changes[i], output);
    al_output_text(output, "</ol>\n</section>\n");
}
