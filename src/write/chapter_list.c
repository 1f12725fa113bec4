/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What became of each chapter, a line each: what it is called on either side, how much of it is
 * there, and how many changes it has. Chapters without a title are told by where they begin.
 */
#include "write/page.h"

#include "base/names.h"
#include "compare/by_chapter.h"
#include "write/head.h"
#include "write/phrase.h"

enum {
    LEAST_TOLD = 20, /* one in so many words of what is missing has to be elsewhere to be told */
    KIND = 10,       /* cells of the longest kind and a blank */
    MOST_TITLE = 44, /* cells of one title */
    MOST_TITLES = 3  /* that are written out of several */
};

typedef struct list {
    const al_page *page;
    const al_by_chapter *by;
    al_line *line;
    bool any_moved;
} list;

static const almost_text *text_of(const list *list, int side)
{
    const almost_comparison *comparison = list->page->comparison;
    return side == AL_ORIGINAL ? comparison->original : comparison->telling;
}

static al_range title_of(const list *list, int side, uint32_t chapter)
{
    return list->by->chapters[side].items[chapter].title;
}

static void put_title(const list *list, int side, uint32_t chapter)
{
    const almost_text *text = text_of(list, side);
    al_range title = title_of(list, side, chapter);
    size_t length = title.end - title.start;
    uint32_t cells = 0;
    if (length == 0) {
        al_line_text(list->line, AL_STYLE_DIM, chapter == 0 ? "the beginning" : "from ");
        al_where where = al_where_of(text, list->by->chapters[side].items[chapter].bytes.start);
        if (chapter > 0)
            al_where_put(&where, list->line, AL_STYLE_DIM);
        return;
    }
    al_style style = al_style_of_quoted(AL_STYLE_PLAIN, text->bytes + title.start, length);
    size_t shown =
        al_line_clipped(list->line, style, text->bytes + title.start, length, MOST_TITLE, &cells);
    if (shown < length)
        al_line_put(list->line, style, "…", 3, 1);
}

static void put_titles(const list *list, int side, const al_chapter_row *row)
{
    const uint32_t *members = list->by->members[side] + row->first[side];
    uint32_t n = row->n[side];
    for (uint32_t i = 0; i < n; i++) {
        if (n > MOST_TITLES && i > 0 && i + 1 < n)
            continue;
        al_line_text(list->line, AL_STYLE_DIM, i == 0 ? "" : " + ");
        if (n > MOST_TITLES && i > 0) {
            al_line_grouped(list->line, AL_STYLE_DIM, n - 2);
            al_line_text(list->line, AL_STYLE_DIM, " more + ");
        }
        put_title(list, side, members[i]);
    }
}

/* Whether one chapter is called alike in both texts. */
static bool has_one_title(const list *list, const al_chapter_row *row)
{
    if (row->n[0] != 1 || row->n[1] != 1)
        return false;
    uint32_t here = list->by->members[0][row->first[0]];
    uint32_t there = list->by->members[1][row->first[1]];
    al_range old = title_of(list, 0, here), new = title_of(list, 1, there);
    size_t length = old.end - old.start;
    if (length != new.end - new.start || (length == 0 && here + there > 0))
        return false;
    const char *bytes = text_of(list, 1)->bytes + new.start;
    return memcmp(text_of(list, 0)->bytes + old.start, bytes, length) == 0;
}

static void put_share(const list *list, uint64_t part, uint64_t whole, const char *behind)
{
    char digits[64];
    *al_put_percent(digits, whole > 0 ? (double)part / (double)whole : 1) = '\0';
    al_line_text(list->line, AL_STYLE_DIM, digits);
    al_line_text(list->line, AL_STYLE_DIM, behind);
}

static void put_count(const list *list, uint64_t count, const char *one, const char *many)
{
    al_line_text(list->line, AL_STYLE_DIM, ", ");
    al_line_grouped(list->line, AL_STYLE_DIM, count);
    al_line_text(list->line, AL_STYLE_DIM, count == 1 ? one : many);
}

/* How much of it is there: in a few words. */
static void put_verdict(const list *list, const al_chapter_row *row)
{
    al_line_text(list->line, AL_STYLE_DIM, "  ");
    if (row->kind == AL_CHAPTER_SAME) {
        al_line_grouped(list->line, AL_STYLE_DIM, row->words[1]);
        al_line_text(list->line, AL_STYLE_DIM, row->words[1] == 1 ? " word" : " words");
        return;
    }
    if (row->n[0] == 0 || row->n[1] == 0) {
        int side = row->n[0] == 0;
        al_line_grouped(list->line, AL_STYLE_DIM, row->words[side]);
        al_line_text(list->line, AL_STYLE_DIM, row->words[side] == 1 ? " word" : " words");
        if (LEAST_TOLD * row->kept[side] < row->words[side])
            return;
        al_line_text(list->line, AL_STYLE_DIM, ", ");
        put_share(list, row->kept[side], row->words[side], " of them elsewhere");
        return;
    }
    put_share(list, row->kept[0], row->words[0], " is there");
    if (row->kept[1] < row->words[1]) {
        al_line_text(list->line, AL_STYLE_DIM, ", ");
        put_share(list, row->words[1] - row->kept[1], row->words[1], " is new");
    }
    put_count(list, row->changes, " change", " changes");
    if (row->loud > 0)
        put_count(list, row->loud, " of the meaning", " of the meaning");
}

static al_style style_of(const al_chapter_row *row)
{
    static const al_style styles[] = {
        [AL_CHAPTER_SAME] = AL_STYLE_YES,         [AL_CHAPTER_CHANGED] = AL_STYLE_LOUD,
        [AL_CHAPTER_MISSING] = AL_STYLE_OLD,      [AL_CHAPTER_ADDED] = AL_STYLE_NEW,
        [AL_CHAPTER_SPLIT] = AL_STYLE_RETOLD,     [AL_CHAPTER_JOINED] = AL_STYLE_RETOLD,
        [AL_CHAPTER_REDIVIDED] = AL_STYLE_RETOLD,
    };
    return styles[row->kind];
}

static bool send_row(const list *list, const al_chapter_row *row)
{
    al_line_pad(list->line, 2);
    al_line_text(list->line, style_of(row), al_chapter_kind_names[row->kind].text);
    al_line_pad(list->line, 2 + KIND);
    if (list->any_moved) {
        al_line_text(list->line, AL_STYLE_MOVED, row->moved ? "moved" : "");
        al_line_pad(list->line, 2 + KIND + 7);
    }
    if (row->n[0] > 0)
        put_titles(list, 0, row);
    if (row->n[1] > 0 && !has_one_title(list, row)) {
        if (row->n[0] > 0)
            al_line_put(list->line, AL_STYLE_DIM, " → ", 5, 3);
        put_titles(list, 1, row);
    }
    put_verdict(list, row);
    return al_line_send(list->line, list->page->output);
}

/* `Chapter by chapter: 12 same, 3 changed, 1 missing (2 moved)` */
static bool send_heading(list *list)
{
    uint64_t counts[AL_N_CHAPTER_KINDS] = {0}, moved = 0;
    const char *before = "Chapter by chapter: ";
    for (size_t row = 0; row < list->by->n_rows; row++) {
        counts[list->by->rows[row].kind]++;
        moved += list->by->rows[row].moved;
    }
    for (int kind = 0; kind < AL_N_CHAPTER_KINDS; kind++) {
        if (counts[kind] == 0)
            continue;
        al_line_text(list->line, AL_STYLE_STRONG, before);
        al_line_grouped(list->line, AL_STYLE_STRONG, counts[kind]);
        al_line_text(list->line, AL_STYLE_STRONG, " ");
        al_line_text(list->line, AL_STYLE_STRONG, al_chapter_kind_names[kind].text);
        before = ", ";
    }
    if (moved > 0) {
        al_line_text(list->line, AL_STYLE_STRONG, "; ");
        al_line_grouped(list->line, AL_STYLE_STRONG, moved);
        al_line_text(list->line, AL_STYLE_STRONG, " moved");
    }
    list->any_moved = moved > 0;
    return al_line_send(list->line, list->page->output);
}

static bool send_list(list *list)
{
    const al_by_chapter *by = list->by;
    if (by->chapters[0].n == 1 && by->chapters[1].n == 1) {
        al_line_text(list->line, AL_STYLE_PLAIN, "Neither text has chapters that could be told.");
        return al_line_send(list->line, list->page->output);
    }
    bool fine = send_heading(list);
    for (size_t row = 0; row < by->n_rows && fine && !list->page->output->failed; row++)
        fine = send_row(list, &by->rows[row]);
    return fine;
}

almost_status al_write_chapters(const almost_comparison *comparison,
                                const almost_write_options *options, al_output *output)
{
    al_page page;
    al_page_init(&page, comparison, options, output);
    almost_status status = al_head_short(&page);
    if (status != ALMOST_OK)
        return status;
    al_line line;
    al_line_init(&line, comparison->allocator, page.colour);
    list list = {.page = &page, .by = comparison->chapters, .line = &line};
    bool fine = al_line_send(&line, output) && send_list(&list);
    al_line_release(&line);
    return fine ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}
