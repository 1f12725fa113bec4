/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is kept may differ in what was ignored: line ends, the shape of a quotation mark. Its words
 * are put side by side; where two differ, the next that are the same again are looked for a few
 * words ahead, which is linear and need not find the fewest.
 */
#include "write/tei_page.h"

#include "base/utf8.h"
#include "base/xml_signs.h"
#include "text/signs.h"

#include <stdio.h>

static const char *const sigla[] = {"#original", "#telling"};

/* --- Characters --------------------------------------------------------- */

enum { REFERENCE = 8 }; /* bytes of a character named by its number, `&#x9F;` */

/* What stands for a character; NULL where it stands for itself. Controls that XML has may command
   the terminal on which the document is looked at: they are named by their numbers. */
static const char *escape_at(const char *bytes, uint64_t length, uint64_t at, uint32_t *size,
                             char room[REFERENCE])
{
    uint32_t c = al_decode(bytes, length, at, size);
    if (!al_xml_holds(c))
        return "\xEF\xBF\xBD";
    if (c < 0x7F || c > 0x9F)
        return al_xml_escape(c);
    snprintf(room, REFERENCE, "&#x%X;", (unsigned)c);
    return room;
}

void al_tei_escape(al_output *output, const char *bytes, uint64_t length)
{
    char room[REFERENCE];
    uint64_t plain = 0; /* bytes from here on were looked at and wait */
    for (uint64_t at = 0; at < length;) {
        uint32_t size;
        const char *escape = escape_at(bytes, length, at, &size, room);
        if (escape != NULL) {
            al_output_bytes(output, bytes + plain, (size_t)(at - plain));
            al_output_text(output, escape);
            plain = at + size;
        }
        at += size;
    }
    al_output_bytes(output, bytes + plain, (size_t)(length - plain));
}

/* --- Words and white space ---------------------------------------------- */

/* The end of white space; *line_ends is counted up. */
static uint64_t scan_space(const al_tei_run *run, uint64_t at, unsigned *line_ends)
{
    for (; at < run->length && al_is_space_byte(run->bytes[at]); at++) {
        char byte = run->bytes[at];
        bool pair = byte == '\n' && at > 0 && run->bytes[at - 1] == '\r';
        *line_ends += (byte == '\n' && !pair) || byte == '\r';
    }
    return at;
}

/*
 * White space at `at`, and its end. Two line ends make a paragraph, also where they are told in two
 * pieces.
 */
static al_tei_gap scan_gap(al_tei_page *page, int side, const al_tei_run *run, uint64_t *at)
{
    uint64_t start = *at;
    unsigned *line_ends = &page->line_ends[side], before = *line_ends;
    *at = scan_space(run, start, line_ends);
    if (*at == start)
        return AL_TEI_GAP_NONE;
    if (start == 0 && run->bytes[0] == '\n' && before > 0 && page->carriage[side])
        --*line_ends; /* one that was counted already */
    page->carriage[side] = run->bytes[*at - 1] == '\r';
    return *line_ends == 0   ? AL_TEI_GAP_BLANK
           : *line_ends == 1 ? AL_TEI_GAP_LINE
                             : AL_TEI_GAP_PARAGRAPH;
}

static uint64_t scan_word(const al_tei_run *run, uint64_t at)
{
    while (at < run->length && !al_is_space_byte(run->bytes[at]))
        at++;
    return at;
}

/* A word of a text follows: white space is counted anew. */
static void see_word(al_tei_page *page, int side)
{
    page->told[side] = AL_TEI_GAP_NONE;
    page->line_ends[side] = 0;
}

/* White space of one text, where only that is read. */
static void put_gap(al_tei_page *page, al_tei_gap gap)
{
    static const char *const gaps[] = {[AL_TEI_GAP_NONE] = "",
                                       [AL_TEI_GAP_BLANK] = " ",
                                       [AL_TEI_GAP_LINE] = "\n<lb/>",
                                       [AL_TEI_GAP_PARAGRAPH] =
                                           "\n<milestone unit=\"paragraph\"/>"};
    al_output_text(page->output, gaps[gap]);
}

/* That a text alone has a line end or a paragraph here. */
static void put_own_gap(al_tei_page *page, int side, al_tei_gap gap)
{
    if (gap < AL_TEI_GAP_LINE)
        return;
    al_output_text(page->output, gap == AL_TEI_GAP_LINE ? "<lb edRef=\""
                                                        : "<milestone unit=\"paragraph\" edRef=\"");
    al_output_text(page->output, sigla[side]);
    al_output_text(page->output, "\"/>");
}

/* Something follows in both: what waited for it. */
static void put_waiting(al_tei_page *page, const al_tei_gap gaps[2])
{
    if (!page->paragraph || (gaps[0] == AL_TEI_GAP_PARAGRAPH && gaps[1] == AL_TEI_GAP_PARAGRAPH)) {
        al_output_text(page->output, page->paragraph ? "</p>\n<p>" : "<p>");
        page->paragraph = true;
    } else if (gaps[0] == gaps[1]) {
        put_gap(page, gaps[0]);
    } else {
        al_output_text(page->output, " ");
        put_own_gap(page, 0, gaps[0]);
        put_own_gap(page, 1, gaps[1]);
    }
    for (int side = 0; side < 2; side++)
        page->told[side] = gaps[side] > page->told[side] ? gaps[side] : page->told[side];
}

/* --- Entries ------------------------------------------------------------ */

/* Where what moved stands in the other text. */
static void put_moved(al_tei_page *page, al_tei_entry entry)
{
    al_output *output = page->output;
    if (entry.moved == 0)
        return;
    al_output_text(output, " type=\"moved\"");
    if (entry.first) {
        al_output_text(output, entry.here ? " xml:id=\"to-" : " xml:id=\"from-");
        al_output_number(output, entry.moved);
        al_output_text(output, "\"");
    }
    al_output_text(output, entry.here ? " corresp=\"#from-" : " corresp=\"#to-");
    al_output_number(output, entry.moved);
    al_output_text(output, "\"");
}

/* White space of a reading, as far as there was none before. */
static void put_more(al_tei_page *page, int side, al_tei_gap gap)
{
    if (gap <= page->told[side])
        return;
    put_gap(page, gap);
    page->told[side] = gap;
}

static void put_reading(al_tei_page *page, int side, al_tei_gap lead, const al_tei_run *run)
{
    static const char *const begins[] = {"<lem wit=\"#original\"", "<rdg wit=\"#telling\""};
    static const char *const ends[] = {"</lem>", "</rdg>"};
    al_output *output = page->output;
    bool empty = run->length == 0 && lead == AL_TEI_GAP_NONE;
    al_output_text(output, begins[side]);
    al_output_text(output, empty ? "/>" : ">");
    put_more(page, side, lead);
    for (uint64_t at = 0, end; at < run->length; at = end) {
        put_more(page, side, scan_gap(page, side, run, &at));
        end = scan_word(run, at);
        if (end > at)
            see_word(page, side);
        al_tei_escape(output, run->bytes + at, end - at);
    }
    al_output_text(output, empty ? "" : ends[side]);
}

/* Whether white space that waits is of both texts, or of neither: what was told waits no more. */
static bool waits_alike(al_tei_page *page)
{
    for (int side = 0; side < 2; side++)
        if (page->gaps[side] <= page->told[side])
            page->gaps[side] = AL_TEI_GAP_NONE;
    return (page->gaps[0] == AL_TEI_GAP_NONE) == (page->gaps[1] == AL_TEI_GAP_NONE) ||
           !page->paragraph;
}

/* An entry behind what waits; white space that one text alone has goes into its reading. */
static void put_readings(al_tei_page *page, al_tei_entry entry, const al_tei_run runs[2])
{
    bool alike = waits_alike(page);
    al_tei_gap gaps[2] = {page->gaps[0], page->gaps[1]}, lead[2] = {gaps[0], gaps[1]};
    for (int side = 0; side < 2; side++) {
        page->gaps[side] = AL_TEI_GAP_NONE;
        if (alike)
            lead[side] = AL_TEI_GAP_NONE;
        else
            gaps[side] = AL_TEI_GAP_NONE;
    }
    put_waiting(page, gaps);
    al_output_text(page->output, "<app");
    put_moved(page, entry);
    al_output_text(page->output, ">");
    put_reading(page, 0, lead[0], &runs[0]);
    put_reading(page, 1, lead[1], &runs[1]);
    al_output_text(page->output, "</app>");
}

/* White space of both at `at` waits for what follows; a text that has ended has whatever the other
 * has. */
static void put_off_gaps(al_tei_page *page, const al_tei_run runs[2], uint64_t at[2])
{
    for (int side = 0; side < 2; side++) {
        al_tei_gap gap = scan_gap(page, side, &runs[side], &at[side]);
        page->gaps[side] = gap > page->gaps[side] ? gap : page->gaps[side];
    }
    for (int side = 0; side < 2; side++)
        if (page->gaps[side] == AL_TEI_GAP_NONE && runs[side].last && at[side] == runs[side].length)
            page->gaps[side] = page->gaps[1 - side];
}

static al_tei_run trimmed(al_tei_run run)
{
    while (run.length > 0 && al_is_space_byte(run.bytes[run.length - 1]))
        run.length--;
    return run;
}

void al_tei_put_entry(al_tei_page *page, al_tei_entry entry, al_tei_run original,
                      al_tei_run telling)
{
    const al_tei_run runs[2] = {original, telling},
                     shorter[2] = {trimmed(original), trimmed(telling)};
    bool outside = shorter[0].length > 0 && shorter[1].length > 0;
    uint64_t at[2] = {shorter[0].length, shorter[1].length};
    put_readings(page, entry, outside ? shorter : runs);
    if (outside)
        put_off_gaps(page, runs, at);
}

/* The same word of both. */
static void put_word(al_tei_page *page, const char *bytes, uint64_t length)
{
    static const al_tei_run nothing[2] = {{"", 0, false}, {"", 0, false}};
    if (!waits_alike(page))
        put_readings(page, (al_tei_entry){0}, nothing);
    put_waiting(page, page->gaps);
    for (int side = 0; side < 2; side++) {
        page->gaps[side] = AL_TEI_GAP_NONE;
        see_word(page, side);
    }
    al_tei_escape(page->output, bytes, length);
}

/* --- What is kept ------------------------------------------------------- */

enum { AHEAD = 12 }; /* words; a word is seldom written as more than three */

/* The next words of both, up to AHEAD, by their bytes. */
typedef struct ahead {
    al_range words[2][AHEAD];
    uint64_t behind[2][AHEAD + 1]; /* where each begins, and where the white space behind ends */
    int n[2];
} ahead;

static void look_ahead(const al_tei_run runs[2], const uint64_t at[2], ahead *ahead)
{
    for (int side = 0; side < 2; side++) {
        uint64_t next = at[side];
        int n = 0;
        for (; n < AHEAD && next < runs[side].length; n++) {
            uint64_t end = scan_word(&runs[side], next);
            ahead->words[side][n] = (al_range){(uint32_t)next, (uint32_t)end};
            ahead->behind[side][n] = next;
            unsigned none = 0;
            next = scan_space(&runs[side], end, &none);
        }
        ahead->behind[side][n] = next;
        ahead->n[side] = n;
    }
}

static bool same_word(const al_tei_run runs[2], al_range a, al_range b)
{
    return a.end - a.start == b.end - b.start &&
           memcmp(runs[0].bytes + a.start, runs[1].bytes + b.start, a.end - a.start) == 0;
}

/* How many words of each are unlike before two that are the same, or before both end. */
static void find_again(const al_tei_run runs[2], const ahead *ahead, int skip[2])
{
    for (int sum = 1; sum < ahead->n[0] + ahead->n[1]; sum++) {
        for (int a = 0; a <= sum; a++) {
            int b = sum - a;
            if (a >= ahead->n[0] || b >= ahead->n[1] ||
                !same_word(runs, ahead->words[0][a], ahead->words[1][b]))
                continue;
            skip[0] = a;
            skip[1] = b;
            return;
        }
    }
    bool whole = true;
    for (int side = 0; side < 2; side++)
        whole &= ahead->behind[side][ahead->n[side]] == runs[side].length;
    for (int side = 0; side < 2; side++)
        skip[side] = whole ? ahead->n[side] : ahead->n[side] > 0;
}

/* Words that are not the same, with the white space behind them. */
static void put_unlike(al_tei_page *page, const al_tei_run runs[2], uint64_t at[2])
{
    ahead ahead;
    int skip[2];
    al_tei_run parts[2];
    look_ahead(runs, at, &ahead);
    find_again(runs, &ahead, skip);
    for (int side = 0; side < 2; side++) {
        uint64_t end = ahead.behind[side][skip[side]];
        parts[side] = (al_tei_run){runs[side].bytes + at[side], end - at[side],
                                   runs[side].last && end == runs[side].length};
        at[side] = end;
    }
    al_tei_put_entry(page, (al_tei_entry){0}, parts[0], parts[1]);
}

void al_tei_put_kept(al_tei_page *page, al_tei_run original, al_tei_run telling)
{
    const al_tei_run runs[2] = {original, telling};
    uint64_t at[2] = {0, 0};
    put_off_gaps(page, runs, at);
    while (at[0] < original.length || at[1] < telling.length) {
        uint64_t ends[2] = {scan_word(&original, at[0]), scan_word(&telling, at[1])};
        al_range words[2] = {{(uint32_t)at[0], (uint32_t)ends[0]},
                             {(uint32_t)at[1], (uint32_t)ends[1]}};
        if (!same_word(runs, words[0], words[1])) {
            put_unlike(page, runs, at);
            continue;
        }
        put_word(page, original.bytes + at[0], ends[0] - at[0]);
        at[0] = ends[0];
        at[1] = ends[1];
        put_off_gaps(page, runs, at);
    }
}

void al_tei_page_end(al_tei_page *page)
{
    al_output_text(page->output, page->paragraph ? "</p>" : "<p/>");
}
