/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two columns: the original and the telling, each wrapped by itself, with a
 * mark between them for what is different (|), missing (<), added (>),
 * moved (~) and told in other words (=).
 *
 * The columns are brought level where both have the same line break, where a
 * sentence ends that both have and one column is ahead, behind sentences that only
 * one has, and around what is summed up. Between two such places lines wait in memory; a change is
 * long only with `full`, and then MOST_WAITING lines are the most that wait.
 */
#include "write/head.h"

#include "page/context.h"
#include "write/marks.h"
#include "write/phrase.h"
#include "write/retold_block.h"
#include "text/signs.h"

enum {
    LEAST_ELIDED = 40,
    GUTTER = 3,
    MOST_WAITING = 4096,
    LEAST_NOTED = 28,
    LEAST_BESIDE = 28 /* cells */
};

/* One finished line. */
typedef struct row {
    char *bytes;
    size_t length;
    uint32_t cells;
    uint32_t styles;
    uint64_t place;
} row;

typedef struct column {
    const almost_allocator *allocator;
    const al_reading *reading;
    al_margin margin;
    al_flow flow;
    row *rows; /* finished and waiting */
    size_t n_rows;
    size_t capacity;
} column;

typedef struct columns {
    const al_page *page;
    column original;
    column telling;
    uint32_t width;
    bool blocks_shown; /* some block of two texts was */
    uint32_t moved;
    al_line line;
    bool failed;
} columns;

/* --- Columns ------------------------------------------------------------ */

/* Take a line over from the flow. */
static bool keep_line(void *context, al_line *line)
{
    column *column = context;
    if (!al_grow(column->allocator, (void **)&column->rows, &column->capacity, column->n_rows + 1,
                 sizeof *column->rows))
        return false;
    row *row = &column->rows[column->n_rows];
    row->bytes = al_allocate(column->allocator, line->buffer.length, 1);
    if (row->bytes == NULL)
        return false;
    if (line->buffer.length > 0)
        memcpy(row->bytes, line->buffer.bytes, line->buffer.length);
    row->length = line->buffer.length;
    row->cells = line->cells;
    row->styles = line->styles;
    row->place = line->place;
    column->n_rows++;
    return true;
}

static void column_init(column *column, const al_page *page, bool original, uint32_t width)
{
    const almost_comparison *comparison = page->comparison;
    const almost_text *text = original ? comparison->original : comparison->telling;
    *column = (struct column){.allocator = comparison->allocator,
                              .reading = original ? &page->original : &page->telling,
                              .margin = al_margin_of(text, width, LEAST_BESIDE)};
    al_flow_init(&column->flow, column->allocator, width - column->margin.cells, page->colour,
                 keep_line, column);
    column->flow.numbered = column->reading;
}

static void drop_rows(column *column)
{
    for (size_t i = 0; i < column->n_rows; i++)
        al_release(column->allocator, column->rows[i].bytes);
    column->n_rows = 0;
}

static void column_release(column *column)
{
    drop_rows(column);
    al_release(column->allocator, column->rows);
    al_flow_release(&column->flow);
}

static bool has(const row *row, uint32_t first, uint32_t second)
{
    return row != NULL && (row->styles & (1u << first | 1u << second)) != 0;
}

static const char *mark_of(const row *original, const row *telling)
{
    bool old = has(original, AL_STYLE_OLD, AL_STYLE_OLD_LETTER);
    bool new = has(telling, AL_STYLE_NEW, AL_STYLE_NEW_LETTER);
    if (old && new)
        return "|";
    if (old || new)
        return old ? "<" : ">";
    if (has(original, AL_STYLE_MOVED, AL_STYLE_MOVED) ||
        has(telling, AL_STYLE_MOVED, AL_STYLE_MOVED))
        return "~";
    if (has(original, AL_STYLE_REWORDED, AL_STYLE_AGREED) ||
        has(telling, AL_STYLE_REWORDED, AL_STYLE_AGREED) ||
        has(original, AL_STYLE_LOUD, AL_STYLE_LOUD) || has(telling, AL_STYLE_LOUD, AL_STYLE_LOUD))
        return "=";
    return " ";
}

static void put_row(al_line *line, al_margin *margin, const row *row)
{
    if (row == NULL || row->cells == 0)
        return;
    al_margin_put(margin, line, row->place);
    al_line_put(line, AL_STYLE_PLAIN, row->bytes, row->length, row->cells);
}

/* Send what waits in both columns, level. */
static void send_rows(columns *columns)
{
    size_t count = columns->original.n_rows > columns->telling.n_rows ? columns->original.n_rows
                                                                      : columns->telling.n_rows;
    for (size_t i = 0; i < count && !columns->failed; i++) {
        const row *original = i < columns->original.n_rows ? &columns->original.rows[i] : NULL;
        const row *telling = i < columns->telling.n_rows ? &columns->telling.rows[i] : NULL;
        al_line *line = &columns->line;
        put_row(line, &columns->original.margin, original);
        al_line_pad(line, columns->width + 1);
        al_line_text(line, AL_STYLE_DIM, mark_of(original, telling));
        al_line_pad(line, columns->width + GUTTER);
        put_row(line, &columns->telling.margin, telling);
        columns->failed = !al_line_send(line, columns->page->output);
    }
    drop_rows(&columns->original);
    drop_rows(&columns->telling);
}

/* End the lines of both columns and send all. */
static void level(columns *columns)
{
    al_flow_finish(&columns->original.flow);
    al_flow_finish(&columns->telling.flow);
    send_rows(columns);
    columns->failed |= columns->original.flow.failed || columns->telling.flow.failed;
}

static void empty_row(columns *columns)
{
    columns->failed |= !al_line_send(&columns->line, columns->page->output);
}

/* --- Notes across both columns ------------------------------------------ */

static void note_words(al_line *line, al_style style, uint64_t words)
{
    if (words == 0)
        return;
    al_line_grouped(line, style, words);
    al_line_text(line, style, words == 1 ? " word " : " words ");
}

static void note_lines(al_line *line, const almost_text *text, const al_reading *reading,
                       almost_span span)
{
    almost_span inner = al_reading_trim(reading, span);
    al_phrase lines = al_phrase_of_lines(text, inner.start, inner.end);
    al_line_text(line, AL_STYLE_DIM, "(");
    al_phrase_put(&lines, line, AL_STYLE_DIM);
    al_line_text(line, AL_STYLE_DIM, ")");
}

/* Two halves of a note, each in its column. */
static void note_elided(columns *columns, almost_span original, almost_span telling)
{
    const almost_comparison *comparison = columns->page->comparison;
    al_line *line = &columns->line;
    uint64_t words = al_reading_words(columns->telling.reading, telling);
    level(columns);
    empty_row(columns);
    al_line_put(line, AL_STYLE_DIM, "… ", 4, 2);
    note_words(line, AL_STYLE_DIM, words);
    al_line_text(line, AL_STYLE_DIM, columns->page->options->touching == 0 ? "the same " : "");
    note_lines(line, comparison->original, columns->original.reading, original);
    al_line_pad(line, columns->width + GUTTER);
    al_line_put(line, AL_STYLE_DIM, "… ", 4, 2);
    note_lines(line, comparison->telling, columns->telling.reading, telling);
    columns->failed |= !al_line_send(line, columns->page->output);
    empty_row(columns);
}

static void note_moved(columns *columns, const almost_passage *passage)
{
    const almost_comparison *comparison = columns->page->comparison;
    al_line *line = &columns->line;
    al_line_put(line, AL_STYLE_MOVED, "→ ", 4, 2);
    bool narrow = columns->width < LEAST_NOTED;
    al_where from = al_where_of(comparison->original, passage->original.start);
    al_where to = al_where_of(comparison->telling, passage->telling.start);
    al_line_text(line, AL_STYLE_MOVED, narrow ? "" : "moved to ");
    al_where_put(&to, line, AL_STYLE_MOVED);
    al_line_pad(line, columns->width + GUTTER);
    al_line_put(line, AL_STYLE_MOVED, "← ", 4, 2);
    al_line_text(line, AL_STYLE_MOVED, narrow ? "" : "moved here from ");
    al_where_put(&from, line, AL_STYLE_MOVED);
    columns->failed |= !al_line_send(line, columns->page->output);
}

static void enter_passage(columns *columns, uint32_t number)
{
    const almost_passage *passage = al_page_moved(columns->page, number);
    uint32_t moved = passage != NULL ? number : 0;
    if (moved == columns->moved)
        return;
    level(columns);
    columns->moved = moved;
    empty_row(columns);
    if (moved != 0)
        note_moved(columns, passage);
}

/* --- The text ------------------------------------------------------------ */

/* The next word of a stretch with the white space behind it. */
static almost_span next_word(const al_reading *reading, almost_span span)
{
    almost_span word = {span.start, span.start};
    while (word.end < span.end && !al_is_space_byte(reading->bytes[word.end]))
        word.end++;
    while (word.end < span.end && al_is_space_byte(reading->bytes[word.end]))
        word.end++;
    return word;
}

/* Whether the words end a sentence, or stand at a line break that was meant. */
static bool ends_sentence(const al_reading *reading, almost_span word)
{
    almost_span inner = al_reading_trim(reading, word);
    if (inner.start == inner.end || word.end == inner.end)
        return false;
    for (uint64_t at = inner.end; at < word.end; at++) {
        if (reading->bytes[at] == '\n' && at + 1 < word.end && reading->bytes[at + 1] == '\n')
            return true;
    }
    char last = reading->bytes[inner.end - 1];
    if (inner.end - inner.start > 1 && (last == '"' || last == '\'' || last == ')'))
        last = reading->bytes[inner.end - 2];
    return last == '.' || last == '!' || last == '?';
}

/* Whether one column has gone so far ahead that a pause is worth while. */
static bool is_uneven(const columns *columns)
{
    size_t a = columns->original.n_rows;
    size_t b = columns->telling.n_rows;
    return a > b + 1 || b > a + 1 || a + b > MOST_WAITING;
}

/*
 * What is the same, word by word on either side: where a sentence ends on both
 * and the columns are uneven, they are brought level.
 */
static void show_both(columns *columns, almost_span original, almost_span telling)
{
    al_style style = columns->moved != 0 ? AL_STYLE_MOVED : AL_STYLE_PLAIN;
    while ((original.start < original.end || telling.start < telling.end) && !columns->failed) {
        almost_span left = next_word(columns->original.reading, original);
        almost_span right = next_word(columns->telling.reading, telling);
        al_reading_feed(columns->original.reading, left, style, &columns->original.flow);
        al_reading_feed(columns->telling.reading, right, style, &columns->telling.flow);
        original.start = left.end;
        telling.start = right.end;
        columns->failed |= columns->original.flow.failed || columns->telling.flow.failed;
        if (!ends_sentence(columns->telling.reading, right) ||
            !ends_sentence(columns->original.reading, left))
            continue;
        if (is_uneven(columns))
            level(columns);
        else if (columns->original.n_rows == columns->telling.n_rows)
            send_rows(columns);
    }
}

static void show_same(columns *columns, const al_retold_step *step)
{
    const al_page *page = columns->page;
    const al_reading *readings[2] = {&page->original, &page->telling};
    const al_change *piece = &step->piece;
    almost_span spans[2] = {{piece->original.start, piece->original.end},
                            {piece->telling.start, piece->telling.end}};
    almost_span head[2];
    almost_span tail[2];
    bool elide = page->options->full == 0;
    for (int side = 0; side < 2; side++) {
        uint64_t start = spans[side].start;
        uint64_t end = spans[side].end;
        if (!step->first)
            start = al_context_behind(readings[side], spans[side], page->options->context);
        if (!step->last)
            end = al_context_before(readings[side], spans[side], page->options->context);
        head[side] = (almost_span){spans[side].start, start};
        tail[side] = (almost_span){end, spans[side].end};
        elide = elide && start < end &&
                al_reading_forward(readings[side], (almost_span){start, end}, LEAST_ELIDED) < end;
    }
    if (!elide) {
        show_both(columns, spans[0], spans[1]);
        return;
    }
    show_both(columns, head[0], head[1]);
    note_elided(columns, (almost_span){head[0].end, tail[0].start},
                (almost_span){head[1].end, tail[1].start});
    show_both(columns, tail[0], tail[1]);
}

/* Whether sentences that only one side has stand between two that both have. */
static bool is_sentences(const columns *columns, const al_change *change)
{
    enum { looked_at = 64 }; /* bytes before it */
    if (change->kind == ALMOST_DIFFERENT)
        return false;
    bool missing = change->kind == ALMOST_MISSING;
    const al_reading *reading = missing ? columns->original.reading : columns->telling.reading;
    al_range range = missing ? change->original : change->telling;
    uint32_t back = range.start < looked_at ? range.start : looked_at;
    return ends_sentence(reading, (almost_span){range.start - back, range.start}) &&
           ends_sentence(reading, (almost_span){range.start, range.end});
}

/* Bring the columns level, with the empty line between two paragraphs. */
static void level_behind(columns *columns)
{
    bool gap = al_flow_take_separator(&columns->original.flow) == AL_SEPARATOR_GAP;
    gap |= al_flow_take_separator(&columns->telling.flow) == AL_SEPARATOR_GAP;
    level(columns);
    if (gap)
        empty_row(columns);
}

static void show_edit(columns *columns, const al_edit *edit)
{
    al_marks_side(columns->page, &columns->original.flow, edit, true);
    al_marks_side(columns->page, &columns->telling.flow, edit, false);
    if (is_uneven(columns) && is_sentences(columns, &edit->whole))
        level_behind(columns);
    else if (columns->original.n_rows + columns->telling.n_rows > MOST_WAITING)
        level(columns);
    columns->failed |= columns->original.flow.failed || columns->telling.flow.failed;
}

/* What is told in other words: a line across both columns, and each text in its own. */
static void show_block(columns *columns, const al_block *block)
{
    const al_page *page = columns->page;
    bool both = block->passage->kind != ALMOST_PASSAGE_SUMMARY;
    column *sides[2] = {&columns->original, &columns->telling};
    al_flow note;
    enter_passage(columns, 0);
    level(columns);
    empty_row(columns);
    al_page_flow(page, &note);
    al_flow_text(&note, AL_STYLE_RETOLD, "= ", 2);
    al_retold_block_say(page, block, both && !columns->blocks_shown, &note);
    columns->failed |= !al_page_end_flow(&note);
    for (int side = 0; side < 2; side++)
        columns->failed |= !al_retold_feed(page, block, side, &sides[side]->flow);
    level(columns);
    empty_row(columns);
    columns->blocks_shown |= both;
}

static void show_changes(columns *columns)
{
    al_edit_walk walk;
    al_retold_step step;
    al_edit edit;
    al_edit_walk_init(&walk, columns->page);
    while (!columns->failed && !columns->page->output->failed &&
           al_edit_next(&walk, &step, &edit)) {
        if (step.block != NULL) {
            show_block(columns, step.block);
            continue;
        }
        enter_passage(columns, step.piece.passage);
        if (al_retold_is_same(&step.piece))
            show_same(columns, &step);
        else
            show_edit(columns, &edit);
    }
    level(columns);
}

/* The names of the two texts over their columns. */
static void put_names(columns *columns)
{
    const almost_comparison *comparison = columns->page->comparison;
    const char *names[2] = {comparison->original->name, comparison->telling->name};
    uint32_t cells = 0;
    for (int side = 0; side < 2; side++) {
        const char *name = names[side] != NULL ? names[side] : "";
        al_line_clipped(&columns->line, AL_STYLE_STRONG, name, strlen(name), columns->width,
                        &cells);
        if (side == 0)
            al_line_pad(&columns->line, columns->width + GUTTER);
    }
    columns->failed |= !al_line_send(&columns->line, columns->page->output);
    empty_row(columns);
}

/* Of two columns with the gutter between; prose is no wider than on a page. */
static uint32_t column_width(uint32_t width)
{
    uint32_t half = (width - GUTTER) / 2;
    return half < AL_PROSE_WIDTH ? half : AL_PROSE_WIDTH;
}

almost_status al_write_side(const almost_comparison *comparison,
                            const almost_write_options *options, al_output *output)
{
    al_page page;
    al_page_init(&page, comparison, options, output);
    bool bare = (options->show & ALMOST_SHOW_BARE) != 0;
    almost_status status = bare ? ALMOST_OK : al_head_short(&page);
    if (status != ALMOST_OK || (comparison->verdict.answer == ALMOST_YES && !options->full))
        return status;
    al_retold retold;
    if (!al_retold_init(&retold, comparison))
        return ALMOST_ERROR_MEMORY;
    if (options->touching != 0)
        al_retold_drop_blocks(&retold);
    page.retold = &retold;
    columns columns = {
        .page = &page,
        .width = column_width(options->width),
    };
    column_init(&columns.original, &page, true, columns.width);
    column_init(&columns.telling, &page, false, columns.width);
    al_line_init(&columns.line, comparison->allocator, page.colour);
    empty_row(&columns);
    put_names(&columns);
    show_changes(&columns);
    column_release(&columns.original);
    column_release(&columns.telling);
    al_line_release(&columns.line);
    al_retold_release(&retold);
    return columns.failed ? ALMOST_ERROR_MEMORY : ALMOST_OK;
}
