/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The passages as a table of contents, in the telling's order: what kind each
 * is, from where to where it was told, how long it is, what it is worth, and
 * how it begins. Where the page is narrow the columns that say least give way,
 * and the beginning stands on a line of its own.
 */
#include "write/page.h"

#include "base/names.h"

#include "text/place.h"
#include "write/phrase.h"

#include <math.h>

enum {
    BETWEEN = 2,      /* cells between columns */
    LEAST_TEXT = 20,  /* cells for how it begins, beside the columns */
    BEGINNING = 1000, /* bytes that are looked at for it */
    MOST_CELL = 64
};

typedef enum column { KIND, MOVED, PLACE, WORDS, LIKENESS, BITS, EXPECTED, COLUMNS } column;

static const char *const headings[COLUMNS] = {"kind", "moved", "lines",   "words",
                                              "like", "bits",  "expected"};

/* Of the column that says where, which is lines where both texts have nothing else. */
static const char *heading_of(const al_page *page, column column)
{
    return column == PLACE && al_page_is_marked(page) ? "place" : headings[column];
}

/* What gives way first on a narrow page. */
static const column least[] = {EXPECTED, WORDS, BITS, LIKENESS};

typedef struct table {
    const al_page *page;
    uint32_t widths[COLUMNS]; /* 0: left out */
    bool text_below;
} table;

/*
 * A number below 0.01 as 3e-12, and the least as 0. A dash where chance makes more than what is
 * asked for: in two drafts of one text a passage counts that stands where it belongs.
 */
static void add_expected(al_phrase *cell, const almost_comparison *comparison,
                         const almost_passage *passage)
{
    double asked = comparison->settings.expected, expected = passage->expected;
    char digits[64];
    if (expected > (asked > 0 ? asked : AL_EXPECTED)) {
        al_phrase_add(cell, "–");
        return;
    }
    if (expected >= 0.01 || expected < 1e-300) {
        *al_put_fixed(digits, expected, expected >= 0.01 ? 2 : 0) = '\0';
        al_phrase_add(cell, digits);
        return;
    }
    int exponent = (int)floor(log10(expected));
    long mantissa = lround(expected * pow(10, -exponent));
    if (mantissa > 9) {
        mantissa = 1;
        exponent++;
    }
    al_phrase_add_number(cell, (uint64_t)mantissa);
    al_phrase_add(cell, "e-");
    al_phrase_add_number(cell, (uint64_t)-exponent);
}

static al_style style_of(const almost_passage *passage)
{
    switch (passage->kind) {
    case ALMOST_PASSAGE_SAME: return AL_STYLE_YES;
    case ALMOST_PASSAGE_ALTERED: return AL_STYLE_LOUD;
    case ALMOST_PASSAGE_REWORDED:
    case ALMOST_PASSAGE_SUMMARY: return AL_STYLE_RETOLD;
    }
    return AL_STYLE_PLAIN;
}

/* Of the telling; of a summary both lengths, which are what it is about. */
static void add_words(al_phrase *cell, const al_page *page, const almost_passage *passage)
{
    uint64_t words = al_reading_words(&page->telling, passage->telling);
    if (words == 0) { /* of a language that does not part them */
        al_phrase_add(cell, "–");
        return;
    }
    if (passage->kind == ALMOST_PASSAGE_SUMMARY) {
        al_phrase_add_number(cell, al_reading_words(&page->original, passage->original));
        al_phrase_add(cell, " → ");
    }
    al_phrase_add_number(cell, words);
}

static void add_likeness(al_phrase *cell, const almost_passage *passage)
{
    if (passage->kind == ALMOST_PASSAGE_SUMMARY) {
        al_phrase_add(cell, "–");
        return;
    }
    char percent[64];
    *al_put_percent(percent, passage->likeness) = '\0';
    al_phrase_add(cell, percent);
}

static al_phrase cell_of(const al_page *page, const almost_passage *passage, column column)
{
    const almost_comparison *comparison = page->comparison;
    al_phrase cell = {.length = 0};
    switch (column) {
    case KIND: al_phrase_add(&cell, al_passage_kind_names[passage->kind].text); break;
    case MOVED: al_phrase_add(&cell, passage->moved ? "moved" : ""); break;
    case PLACE: al_phrase_add_way(&cell, comparison, passage); break;
    case WORDS: add_words(&cell, page, passage); break;
    case LIKENESS: add_likeness(&cell, passage); break;
    case BITS: al_phrase_add_number(&cell, (uint64_t)llround(passage->bits)); break;
    case EXPECTED: add_expected(&cell, comparison, passage); break;
    case COLUMNS: break;
    }
    return cell;
}

static uint32_t cells_of(const table *table)
{
    uint32_t cells = 0;
    for (column column = 0; column < COLUMNS; column++)
        if (table->widths[column] > 0)
            cells += table->widths[column] + BETWEEN;
    return cells;
}

static void measure(table *table)
{
    const almost_comparison *comparison = table->page->comparison;
    uint32_t width = table->page->options->width;
    bool moved = false;
    for (size_t i = 0; i < comparison->n_passages; i++)
        moved |= comparison->passages[i].moved != 0;
    for (column column = 0; column < COLUMNS; column++)
        table->widths[column] =
            column == MOVED && !moved ? 0 : (uint32_t)strlen(heading_of(table->page, column));
    for (size_t i = 0; i < comparison->n_passages; i++) {
        for (column column = 0; column < COLUMNS; column++) {
            al_phrase cell = cell_of(table->page, &comparison->passages[i], column);
            if (cell.cells > table->widths[column])
                table->widths[column] = cell.cells;
        }
    }
    for (size_t i = 0; i < sizeof least / sizeof *least && cells_of(table) > width + BETWEEN; i++)
        table->widths[least[i]] = 0;
    table->text_below = cells_of(table) + LEAST_TEXT > width;
}

static void put_cell(al_line *line, const table *table, column column, const al_phrase *cell,
                     al_style style)
{
    uint32_t width = table->widths[column];
    if (width == 0)
        return;
    uint32_t start = line->cells;
    if (column > MOVED && cell->cells < width) /* numbers end where their column does */
        al_line_pad(line, start + width - cell->cells);
    al_phrase_put(cell, line, style);
    al_line_pad(line, start + width + BETWEEN);
}

static bool send_headings(const table *table, al_line *line)
{
    for (column column = 0; column < COLUMNS; column++) {
        al_phrase cell = {.length = 0};
        al_phrase_add(&cell, heading_of(table->page, column));
        put_cell(line, table, column, &cell, AL_STYLE_STRONG);
    }
    if (!table->text_below)
        al_line_text(line, AL_STYLE_STRONG, "begins");
    return al_line_send(line, table->page->output);
}

static bool send_passage(const table *table, al_line *line, const almost_passage *passage)
{
    const al_page *page = table->page;
    for (column column = 0; column < COLUMNS; column++) {
        al_phrase cell = cell_of(page, passage, column);
        al_style style = column == KIND    ? style_of(passage)
                         : column == MOVED ? AL_STYLE_MOVED
                                           : AL_STYLE_PLAIN;
        put_cell(line, table, column, &cell, style);
    }
    if (table->text_below) {
        if (!al_line_send(line, page->output))
            return false;
        al_line_pad(line, page->options->width > LEAST_TEXT + BETWEEN ? BETWEEN : 0);
    }
    almost_span span = passage->telling;
    if (span.end - span.start > BEGINNING)
        span.end = span.start + BEGINNING;
    al_page_quote(line, page, &page->telling, span, AL_STYLE_PLAIN);
    return al_line_send(line, page->output);
}

almost_status al_write_passages(const almost_comparison *comparison,
                                const almost_write_options *options, al_output *output)
{
    al_page page;
    al_page_init(&page, comparison, options, output);
    if (comparison->n_passages == 0) {
        al_output_text(output, "No passage is in both texts.\n");
        return ALMOST_OK;
    }
    table table = {.page = &page};
    measure(&table);
    al_line line;
    al_line_init(&line, comparison->allocator, page.colour);
    bool fine = send_headings(&table, &line);
    for (size_t i = 0; i < comparison->n_passages && fine && !output->failed; i++)
        fine = send_passage(&table, &line, &comparison->passages[i]);
    al_line_release(&line);
    return fine ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}
