/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names are compared by runs of letters and figures: Anon_Clara_1864.txt is cited as
 * `Anon_Clara_1864`, `Anon, Clara (1864)` or `clara-anon-1864.html`. In parentheses right behind a
 * quotation, and in a note, a part of a name will do, where no other source has as much of it; in
 * running text all of the name must stand there, and one word alone accuses nobody.
 */
#include "quote/citation.h"

#include "base/utf8.h"
#include "quote/marks.h"
#include "text/signs.h"

#include <string.h>

enum {
    farthest = 600, /* bytes from a quotation */
    most_runs = 160 /* that are read beside one */
};

/* Runs of some bytes. */
static uint32_t read_runs(const char *bytes, al_range range, al_run out[most_runs])
{
    uint32_t n = 0;
    for (uint32_t at = range.start; n < most_runs && al_run_next(bytes, range.end, &at, &out[n]);)
        n++;
    return n;
}

/* What stands in brackets right behind a quotation; empty: nothing does. */
static al_range enclosed(const char *bytes, al_range after)
{
    uint32_t at = after.start;
    while (at < after.end &&
           (strchr(" \n\r\t.,;:!?*_\"'", bytes[at]) != NULL || (unsigned char)bytes[at] >= 0x80))
        at++;
    if (at >= after.end || strchr("([{<", bytes[at]) == NULL || bytes[at] == '\0')
        return (al_range){at, at};
    const char open = bytes[at], close = open == '('   ? ')'
                                         : open == '[' ? ']'
                                         : open == '{' ? '}'
                                                       : '>';
    uint32_t depth = 0, end = at;
    for (; end < after.end; end++) {
        depth += bytes[end] == open;
        depth -= bytes[end] == close;
        if (depth == 0)
            break;
    }
    return (al_range){at, end};
}

static bool is_letter(unsigned char c)
{
    return c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
}

/* What stands behind a dash and ends the paragraph: `— Law, 1899`; empty: nothing does. */
static al_range behind_dash(const char *bytes, al_range after)
{
    enum { most = 160 /* bytes of an attribution; a narrator who goes on has more */ };
    uint32_t at = after.start, end = after.end, size = 1;
    while (at < end && (al_is_space_byte(bytes[at]) || strchr("*_>", bytes[at]) != NULL))
        at++;
    while (end > at && al_is_space_byte(bytes[end - 1]))
        end--;
    if (at >= end || end - at > most || !al_is_dash(al_decode(bytes, end, at, &size)))
        return (al_range){at, at};
    while (at < end && (al_is_dash(al_decode(bytes, end, at, &size)) || bytes[at] == ' '))
        at += size;
    bool goes_on =
        at < end && bytes[at] >= 'a' && bytes[at] <= 'z'; /* a narrator, in his sentence */
    return (al_range){at, goes_on ? at : end};
}

/* The first label of a part in some bytes, or the last, if there is one. */
static void read_label(const char *bytes, al_range range, bool last, al_cited *cited)
{
    for (uint32_t at = range.start; at < range.end;) {
        uint32_t end = at;
        bool within = at > range.start && is_letter((unsigned char)bytes[at - 1]) &&
                      (unsigned char)bytes[at] < 0x80;
        if (within || !al_part_label_read(bytes, range.end, &end, &cited->label)) {
            at++;
            continue;
        }
        cited->part = (al_range){at, end};
        if (!last)
            return;
        at = end;
    }
}

/* A name in running text: the nearest to the quotation. */
static al_cited in_prose(const al_titles *titles, const char *bytes, al_range range, bool last)
{
    al_run runs[most_runs];
    uint32_t n = read_runs(bytes, range, runs), length = 0;
    al_cited found = {.source = SIZE_MAX};
    for (uint32_t at = 0; at < n; at++) {
        size_t source = al_titles_whole(titles, runs + at, n - at, &length);
        if (source == AL_NO_TITLE)
            continue;
        found = (al_cited){.source = source, .sure = length > 1};
        if (!last)
            break;
    }
    return found;
}

/* A name, or most of one, in a citation, and a part. */
static al_cited in_citation(const al_titles *titles, const char *bytes, al_range range)
{
    al_run runs[most_runs];
    uint32_t n = read_runs(bytes, range, runs), length;
    al_cited found = {.source = AL_NO_TITLE};
    for (uint32_t at = 0; at < n && found.source == AL_NO_TITLE; at++)
        found.source = al_titles_whole(titles, runs + at, n - at, &length);
    if (found.source == AL_NO_TITLE)
        found.source = al_titles_most(titles, runs, n);
    found.sure = found.source != AL_NO_TITLE;
    read_label(bytes, range, false, &found);
    return found;
}

/* Where the mark of a note may stand: right behind the quotation, or behind a stop there. */
static uint32_t mark_behind(const char *bytes, al_range after)
{
    uint32_t at = after.start;
    while (at < after.end && (strchr(".,;:!?", bytes[at]) != NULL && bytes[at] != '\0'))
        at++;
    uint32_t bracket = at;
    while (bracket < after.end && bytes[bracket] == ' ')
        bracket++;
    return bracket < after.end && bytes[bracket] == '[' ? bracket : at;
}

/*
 * What the notes that the format tells apart say of a quotation: each its own where there are as
 * many as quotations in the paragraph, else what all that name a source agree on.
 */
static al_cited in_told_notes(const al_citations *citations, const al_cited_at *at)
{
    enum { most_notes = 16 };
    const al_notes *notes = citations->notes;
    const al_noted_paragraph *paragraph = al_notes_paragraph(notes, at->outer.start);
    al_cited found = {.source = SIZE_MAX};
    if (paragraph == NULL || paragraph->n > most_notes)
        return found;
    bool each = paragraph->n == at->beside;
    uint32_t first = each ? at->ordinal : 0, end = each ? first + 1 : paragraph->n;
    for (uint32_t i = first; i < end; i++) {
        al_range note = notes->told[paragraph->first + i];
        note.end = note.end < note.start + farthest ? note.end : note.start + farthest;
        al_cited one = in_citation(citations->titles, citations->account->bytes, note);
        if (one.source != SIZE_MAX && found.source != SIZE_MAX && one.source != found.source)
            return (al_cited){.source = SIZE_MAX};
        found = one.source != SIZE_MAX ? one : found;
    }
    return found;
}

/* What the notes say that links behind a quotation lead to: the first that names a source. */
static al_cited in_linked_notes(const al_citations *citations, uint32_t at)
{
    enum { most = 4 };
    al_range notes[most];
    al_cited found = {.source = SIZE_MAX};
    uint32_t n = al_notes_linked(citations->notes, citations->account, at, notes, most);
    for (uint32_t i = 0; i < n && found.source == SIZE_MAX; i++)
        found = in_citation(citations->titles, citations->account->bytes, notes[i]);
    return found;
}

/* What a bracket or a dash right behind a quotation, or a note, says of it. */
static al_cited cited_behind(const al_citations *citations, const al_cited_at *at, al_range after)
{
    const char *bytes = citations->account->bytes;
    al_cited found = {.source = SIZE_MAX};
    al_range brackets = enclosed(bytes, after);
    if (brackets.end > brackets.start)
        found = in_citation(citations->titles, bytes, brackets);
    al_range dashed = behind_dash(bytes, after);
    if (found.source == SIZE_MAX && dashed.end > dashed.start)
        found = in_citation(citations->titles, bytes, dashed);
    al_range note =
        al_notes_marked(citations->notes, citations->account, mark_behind(bytes, after));
    if (found.source == SIZE_MAX && note.end > note.start)
        found = in_citation(citations->titles, bytes, note);
    if (found.source == SIZE_MAX && found.part.end == 0)
        found = in_linked_notes(citations, after.start);
    return found.source != SIZE_MAX || found.part.end > 0 ? found : in_told_notes(citations, at);
}

/* A part that is named in the sentence before a quotation: `Article 5 says:` */
static void read_label_before(const char *bytes, al_range before, al_cited *cited)
{
    read_label(bytes, before, true, cited);
    if (cited->part.end > 0 && al_ends_sentence(bytes, (al_range){cited->part.end, before.end}))
        cited->part = (al_range){0, 0};
}

al_cited al_citation_find(const al_citations *citations, const al_cited_at *at)
{
    const al_titles *titles = citations->titles;
    const char *bytes = citations->account->bytes;
    al_range after = {at->outer.end, at->around.end}, before = {at->around.start, at->outer.start};
    if (after.end > after.start + farthest)
        after.end = after.start + farthest;
    if (before.end > before.start + farthest)
        before.start = before.end - farthest;
    al_cited found = cited_behind(citations, at, after);
    if (found.part.end == 0)
        read_label_before(bytes, before, &found);
    if (found.source != SIZE_MAX)
        return found;
    al_cited named = in_prose(titles, bytes, after, false);
    if (named.source == SIZE_MAX)
        named = in_prose(titles, bytes, before, true);
    found.source = named.source;
    found.sure = named.sure;
    return found;
}
