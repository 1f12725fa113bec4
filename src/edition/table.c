/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table for people: witnesses below each other, as many places beside each other as there is
 * room for, then the next ones. Witnesses that have the same words there share a line, so that what
 * a reader sees is the variants and who has them.
 */
#include "edition/edition.h"
#include "edition/chapter.h"
#include "edition/sigla.h"
#include "edition/spelt.h"

#include "page/line.h"
#include "page/isolate.h"

#include <string.h>

enum {
    LONGEST_CELL = 24, /* columns of one word; what is longer is clipped */
    BETWEEN = 2,       /* blanks between columns */
    SIGLA_SHARE = 4,   /* sigla take a quarter of a line at most */
    LEAST_FOLDED =
        8 /* places: what is shorter takes hardly more room than the line that folds it */
};

typedef struct page {
    const almost_collation *collation;
    const almost_allocator *allocator;
    al_output *output;
    al_sigla sigla;
    al_spelt spelt;
    al_line line;
    uint32_t width;
    uint32_t sigla_width;
    uint32_t *leaders; /* of each witness: the first one with the same words in the block */
    uint32_t *widths;  /* of each place of the block */
    size_t widths_room;
    uint64_t start, end; /* the block */
    al_chapter_walk chapters;
    bool fold; /* long stretches in which all agree are a line each */
} page;

static bool same_word(const page *page, uint64_t row, size_t i, size_t k)
{
    uint32_t n = 0, m = 0;
    const char *a = al_spelt_word(&page->spelt, row, i, &n),
               *b = al_spelt_word(&page->spelt, row, k, &m);
    return (a == NULL) == (b == NULL) && n == m && (n == 0 || memcmp(a, b, n) == 0);
}

static uint32_t width_of(const char *bytes, size_t length)
{
    uint32_t cells = 0;
    al_line_clipped(NULL, AL_STYLE_PLAIN, bytes, length, LONGEST_CELL, &cells);
    return cells;
}

/* The widest word of a place. */
static uint32_t width_of_row(const page *page, uint64_t row)
{
    uint32_t widest = 1;
    for (size_t i = 0; i < page->collation->n; i++) {
        uint32_t length, cells;
        const char *word = al_spelt_word(&page->spelt, row, i, &length);
        if (word == NULL || (i > 0 && same_word(page, row, i, i - 1)))
            continue;
        cells = width_of(word, length);
        widest = cells > widest ? cells : widest;
    }
    return widest;
}

/* Whether all have the same word there. */
static bool is_plain(const page *page, uint64_t row)
{
    for (size_t i = 1; i < page->collation->n; i++)
        if (!same_word(page, row, i, 0))
            return false;
    return true;
}

/* Whether a stretch that is to be folded begins at a row. */
static bool folds_at(const page *page, uint64_t row)
{
    uint64_t end = row;
    if (!page->fold)
        return false;
    uint64_t most = al_chapter_end(page->collation, row);
    while (end < most && end - row < LEAST_FOLDED && is_plain(page, end))
        end++;
    return end - row == LEAST_FOLDED;
}

/* Take as many places as there is room for, one at least, up to a stretch that is folded. */
static bool take_block(page *page)
{
    uint32_t room = page->width - page->sigla_width, used = 0;
    uint64_t most = al_chapter_end(page->collation, page->start);
    page->end = page->start;
    while (page->end < most) {
        size_t n = (size_t)(page->end - page->start);
        uint32_t width = width_of_row(page, page->end);
        if (n > 0 && (used + BETWEEN + width > room || folds_at(page, page->end)))
            break;
        if (!al_grow(page->allocator, (void **)&page->widths, &page->widths_room, n + 1,
                     sizeof *page->widths))
            return false;
        page->widths[n] = width;
        used += BETWEEN + width;
        page->end++;
    }
    return true;
}

static bool same_words(const page *page, size_t i, size_t k)
{
    for (uint64_t row = page->start; row < page->end; row++)
        if (!same_word(page, row, i, k))
            return false;
    return true;
}

static void find_leaders(page *page)
{
    for (uint32_t i = 0; i < page->collation->n; i++) {
        uint32_t leader = 0;
        while (leader < i && (page->leaders[leader] != leader || !same_words(page, i, leader)))
            leader++;
        page->leaders[i] = leader;
    }
}

static void put_words(page *page, uint32_t leader)
{
    al_line_pad(&page->line, page->sigla_width);
    for (uint64_t row = page->start; row < page->end; row++) {
        uint32_t length = 0, cells = 0, end = page->line.cells + BETWEEN;
        const char *word = al_spelt_word(&page->spelt, row, leader, &length);
        al_style style = is_plain(page, row) ? AL_STYLE_PLAIN : AL_STYLE_STRONG;
        al_line_pad(&page->line, end);
        if (word == NULL)
            al_line_put(&page->line, AL_STYLE_DIM, "-", 1, 1);
        else
            al_line_clipped(&page->line, al_style_of_quoted(style, word, length), word, length,
                            LONGEST_CELL, &cells);
        if (row + 1 < page->end)
            al_line_pad(&page->line, end + page->widths[row - page->start]);
    }
}

/* The sigla of a leader's witnesses, from number `next` on, as many as there is room for; the next.
 */
static uint32_t put_sigla(page *page, uint32_t leader, uint32_t next)
{
    const char *siglum;
    bool first = true;
    al_sigla_take(&page->sigla, page->leaders, leader);
    for (uint32_t at = next; (siglum = al_sigla_next(&page->sigla, &at)) != NULL; next = at) {
        uint32_t cells = 0;
        al_line_clipped(NULL, AL_STYLE_PLAIN, siglum, strlen(siglum), page->sigla_width, &cells);
        if (!first && page->line.cells + 1 + cells > page->sigla_width)
            return next;
        if (!first)
            al_line_text(&page->line, AL_STYLE_PLAIN, " ");
        al_line_clipped(&page->line, AL_STYLE_DIM, siglum, strlen(siglum), page->sigla_width,
                        &cells);
        first = false;
    }
    return page->collation->n;
}

static bool put_group(page *page, uint32_t leader)
{
    uint32_t next = leader;
    bool words = false;
    while (next < page->collation->n) {
        next = put_sigla(page, leader, next);
        if (page->line.cells == 0 && words)
            break;
        if (!words)
            put_words(page, leader);
        words = true;
        if (!al_line_send(&page->line, page->output))
            return false;
    }
    return true;
}

static bool put_block(page *page)
{
    find_leaders(page);
    al_line_pad(&page->line, page->sigla_width + BETWEEN);
    al_line_grouped(&page->line, AL_STYLE_DIM, page->start + 1);
    if (!al_line_send(&page->line, page->output))
        return false;
    for (uint32_t i = 0; i < page->collation->n; i++)
        if (page->leaders[i] == i && !put_group(page, i))
            return false;
    al_output_text(page->output, page->end < page->collation->table.n ? "\n" : "");
    return true;
}

/* The word of all in a row of a stretch in which they agree. */
static void put_common(page *page, uint64_t row)
{
    uint32_t length = 0, cells = 0;
    const char *word = al_spelt_word(&page->spelt, row, 0, &length);
    al_line_clipped(&page->line, al_style_of_quoted(AL_STYLE_PLAIN, word, length), word, length,
                    LONGEST_CELL, &cells);
}

/* A stretch in which all agree: its numbers, its first and its last word. */
static bool put_fold(page *page)
{
    uint64_t most = al_chapter_end(page->collation, page->start);
    page->end = page->start;
    while (page->end < most && is_plain(page, page->end))
        page->end++;
    al_line_pad(&page->line, page->sigla_width + BETWEEN);
    al_line_grouped(&page->line, AL_STYLE_DIM, page->start + 1);
    al_line_text(&page->line, AL_STYLE_DIM, " to ");
    al_line_grouped(&page->line, AL_STYLE_DIM, page->end);
    al_line_text(&page->line, AL_STYLE_DIM, ", all alike: ");
    put_common(page, page->start);
    al_line_text(&page->line, AL_STYLE_DIM, " ... ");
    put_common(page, page->end - 1);
    if (!al_line_send(&page->line, page->output))
        return false;
    al_output_text(page->output, page->end < page->collation->table.n ? "\n" : "");
    return true;
}

/* --- Chapters -----------------------------------------------------------------------------------
 */

/* The witnesses that have a chapter elsewhere, or that lack it, behind a few words. */
static void put_those(page *page, uint32_t chapter, bool lack, const char *before)
{
    size_t n;
    for (uint32_t i = 0; i < page->collation->n; i++) {
        const char *siglum = page->collation->witnesses[i].siglum;
        const al_witness_part *part = al_chapter_part(page->collation, i, chapter, &n);
        bool moved = false;
        for (size_t k = 0; k < n; k++)
            moved |= part[k].moved;
        if (lack ? part != NULL : !moved)
            continue;
        al_line_text(&page->line, AL_STYLE_DIM, before);
        al_line_put(&page->line, AL_STYLE_MOVED, siglum, strlen(siglum),
                    width_of(siglum, strlen(siglum)));
        before = " ";
    }
}

/* `Chapter 2: The Ferry; not in C; elsewhere in B` */
static bool put_heading(page *page)
{
    uint32_t chapter = page->chapters.chapter, cells = 0;
    size_t length;
    const char *title = al_chapter_title(page->collation, chapter, &length);
    if (title == NULL)
        return false;
    al_line_text(&page->line, AL_STYLE_STRONG, "Chapter ");
    al_line_grouped(&page->line, AL_STYLE_STRONG, chapter + 1);
    al_line_text(&page->line, AL_STYLE_STRONG, length > 0 ? ": " : "");
    al_style style = al_style_of_quoted(AL_STYLE_STRONG, title, length);
    if (al_line_clipped(&page->line, style, title, length, page->width / 2, &cells) < length)
        al_line_put(&page->line, style, "\xE2\x80\xA6", 3, 1);
    put_those(page, chapter, true, "; not in ");
    put_those(page, chapter, false, "; elsewhere in ");
    return al_line_send(&page->line, page->output) && al_line_send(&page->line, page->output);
}

/* The block from page->start on, and what stands above it. */
static bool put_next(page *page)
{
    if (al_chapter_begins(&page->chapters, page->start) && !put_heading(page))
        return false;
    if (folds_at(page, page->start))
        return put_fold(page);
    return take_block(page) && put_block(page);
}

static void measure_sigla(page *page)
{
    uint32_t most = page->width / SIGLA_SHARE, all = 0;
    for (size_t i = 0; i < page->collation->n && all < most; i++) {
        const char *siglum = page->collation->witnesses[i].siglum;
        all += width_of(siglum, strlen(siglum)) + (i > 0);
    }
    for (size_t i = 0; i < page->sigla.n_families; i++) {
        const char *siglum = page->sigla.families[i].siglum;
        uint32_t own = width_of(siglum, strlen(siglum));
        all = own > all ? own : all;
    }
    page->sigla_width = all < most ? all : most;
}

static bool put_counts(page *page)
{
    const almost_collation *collation = page->collation;
    uint64_t variants = 0;
    for (uint64_t row = 0; row < collation->table.n; row++)
        variants += !is_plain(page, row);
    al_line_grouped(&page->line, AL_STYLE_PLAIN, collation->n);
    al_line_text(&page->line, AL_STYLE_PLAIN, collation->n == 1 ? " witness, " : " witnesses, ");
    al_line_grouped(&page->line, AL_STYLE_PLAIN, collation->table.n);
    al_line_text(&page->line, AL_STYLE_PLAIN, collation->table.n == 1 ? " place, " : " places, ");
    al_line_grouped(&page->line, AL_STYLE_PLAIN, variants);
    al_line_text(&page->line, AL_STYLE_PLAIN, " of them with variants");
    if (collation->chapters.n > 0) {
        al_line_text(&page->line, AL_STYLE_PLAIN, ", in ");
        al_line_grouped(&page->line, AL_STYLE_PLAIN, collation->chapters.n);
        al_line_text(&page->line, AL_STYLE_PLAIN,
                     collation->chapters.n == 1 ? " chapter" : " chapters");
    }
    bool sent = al_line_send(&page->line, page->output);
    al_output_text(page->output, collation->table.n > 0 ? "\n" : "");
    return sent;
}

bool al_edition_table(const almost_collation *collation, const almost_collation_options *options,
                      al_output *output)
{
    page page = {.collation = collation,
                 .allocator = collation->allocator,
                 .output = output,
                 .width = options->width,
                 .chapters = {collation, 0},
                 .fold = options->invariant != 0};
    page.leaders = al_allocate(page.allocator, collation->n, sizeof *page.leaders);
    al_line_init(&page.line, page.allocator, options->colour);
    bool written =
        page.leaders != NULL && al_spelt_init(&page.spelt, collation, options->significant != 0) &&
        al_sigla_init(&page.sigla, collation, options, NULL) == ALMOST_OK && put_counts(&page);
    measure_sigla(&page);
    for (; written && page.start < collation->table.n; page.start = page.end)
        written = put_next(&page);
    al_line_release(&page.line);
    al_sigla_release(&page.sigla);
    al_spelt_release(&page.spelt);
    al_release(page.allocator, page.leaders);
    al_release(page.allocator, page.widths);
    return written;
}
