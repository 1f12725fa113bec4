/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever is asked for is an act. In the document itself it is done at once, in a story it is
 * kept; to tell a story is to act once more. The first frame is the document.
 */
#include "read/telling.h"

#include "base/error.h"
#include "text/signs.h"

#include <stdio.h>
#include <string.h>

enum { TEXT, COLLAPSED, BLANKS, PART, BEGIN, END, CELL };

static const char sixty_four_blanks[] =
    "                                                                ";
enum { MOST_BLANKS = sizeof sixty_four_blanks - 1 };

static al_telling_frame *top(al_telling *flow)
{
    return &flow->frames[flow->n_frames - 1];
}

static bool push_frame(al_telling *flow)
{
    if (!al_grow(flow->allocator, (void **)&flow->frames, &flow->frames_room, flow->n_frames + 1,
                 sizeof *flow->frames)) {
        flow->failed = true;
        return false;
    }
    al_telling_frame *frame = &flow->frames[flow->n_frames++];
    *frame = (al_telling_frame){.cell_told = true};
    al_buffer_init(&frame->story.bytes, flow->allocator);
    al_buffer_init(&frame->behind.bytes, flow->allocator);
    return true;
}

bool al_telling_init(al_telling *flow, al_builder *builder)
{
    *flow = (al_telling){.allocator = builder->text->allocator, .heading_start = AL_PROSE_WAITING};
    al_prose_init(&flow->prose, builder);
    return push_frame(flow);
}

void al_story_release(al_story *story, const almost_allocator *allocator)
{
    al_release(allocator, story->acts);
    al_buffer_release(&story->bytes);
    *story = (al_story){.bytes.allocator = allocator};
}

static void release_frame(al_telling *flow, al_telling_frame *frame)
{
    al_story_release(&frame->story, flow->allocator);
    al_story_release(&frame->behind, flow->allocator);
    al_release(flow->allocator, frame->tables);
}

bool al_telling_failed(const al_telling *flow)
{
    return flow->failed || al_prose_failed(&flow->prose);
}

/* --- Acts that are done ------------------------------------------------- */

static void add_blanks(al_telling *flow, uint32_t number, al_range source)
{
    if (flow->blanks == 0)
        flow->blanks_source = source;
    else if (flow->blanks_source.end == source.start)
        flow->blanks_source.end = source.end;
    if (number > MOST_BLANKS - flow->blanks)
        number = MOST_BLANKS - flow->blanks;
    flow->blanks += number;
    flow->blank_collapsed = false;
}

/* Blanks stand between two texts of a line, and nowhere else. */
static void put_blanks(al_telling *flow)
{
    uint32_t number = flow->blanks;
    flow->blanks = 0;
    flow->blank_collapsed = false;
    if (number > 0 && flow->prose.parting == AL_PARTING_NONE &&
        al_builder_length(flow->prose.builder) > 0)
        al_prose_verbatim(&flow->prose, sixty_four_blanks, number, flow->blanks_source);
}

static void put_stretch(al_telling *flow, const char *bytes, uint32_t length, al_range source)
{
    put_blanks(flow);
    al_prose_verbatim(&flow->prose, bytes, length, source);
    if (flow->heading_start == AL_PROSE_WAITING)
        flow->heading_start = (uint32_t)al_builder_length(flow->prose.builder) - length;
}

/* How far from `at` on the bytes can be taken as they are, white space at the end apart. */
static uint32_t plain_stretch(const char *bytes, uint32_t length, uint32_t at, bool collapsed)
{
    uint32_t end = at;
    while (end < length) {
        if (!al_is_space_byte(bytes[end])) {
            end++;
            continue;
        }
        uint32_t next = end;
        while (next < length && bytes[next] == ' ')
            next++;
        if (next == length || al_is_space_byte(bytes[next]) || (collapsed && next - end > 1))
            break;
        end = next;
    }
    return end;
}

/* White space of a text that comes from `source`, where it is so many blanks, or in its place. */
static void take_space(al_telling *flow, char byte, uint32_t length, al_range source,
                       bool collapsed)
{
    bool same = byte == ' ' && !collapsed && source.end - source.start == length;
    if (collapsed && flow->blank_collapsed)
        return;
    add_blanks(flow, collapsed ? 1 : length,
               same ? source : (al_range){source.start, source.start});
    flow->blank_collapsed = collapsed;
}

/* How many bytes from `at` on are the same white space. */
static uint32_t space_length(const char *bytes, uint32_t length, uint32_t at)
{
    uint32_t end = at;
    while (end < length && bytes[end] == bytes[at])
        end++;
    return end - at;
}

static void put_text(al_telling *flow, const char *bytes, uint32_t length, al_range source,
                     bool collapsed)
{
    bool each = source.end - source.start == length; /* byte for byte */
    uint32_t at = 0;
    while (at < length && !al_telling_failed(flow)) {
        bool space = al_is_space_byte(bytes[at]);
        uint32_t taken = space ? space_length(bytes, length, at)
                               : plain_stretch(bytes, length, at, collapsed) - at;
        al_range from = source;
        if (each)
            from = (al_range){source.start + at, source.start + at + taken};
        if (space)
            take_space(flow, bytes[at], taken, from, collapsed);
        else
            put_stretch(flow, bytes + at, taken, from);
        at += taken;
    }
}

/* What a heading says is the chapter that begins with it. */
static void put_chapter(al_telling *flow)
{
    enum { MOST = 120 };
    al_builder *builder = flow->prose.builder;
    uint32_t start = flow->heading_start;
    flow->heading_start = 0;
    if (start == AL_PROSE_WAITING || al_telling_failed(flow))
        return;
    char name[MOST + 1];
    size_t length = builder->out.length - start;
    if (length > MOST)
        length = MOST;
    memcpy(name, builder->out.bytes + start, length);
    while (length > 0 && start + length < builder->out.length &&
           (builder->out.bytes[start + length] & 0xC0) == 0x80)
        length--;
    for (size_t i = 0; i < length; i++)
        if (al_is_space_byte(name[i]))
            name[i] = ' ';
    al_builder_milestone_at(builder, AL_MILESTONE_CHAPTER, start, al_value_bytes(name, length));
}

static void put_begin(al_telling *flow, al_layer_kind kind, uint32_t level)
{
    char value[12] = "";
    if (level > 0)
        snprintf(value, sizeof value, "%u", level);
    al_prose_begin(&flow->prose, kind, value);
    if (kind == AL_LAYER_HEADING)
        flow->heading_start = AL_PROSE_WAITING;
}

static void put_end(al_telling *flow, al_layer_kind kind)
{
    al_prose_end(&flow->prose, kind);
    if (kind == AL_LAYER_HEADING)
        put_chapter(flow);
}

static void put_cell(al_telling *flow, const char *name, uint32_t length)
{
    if (strlen(flow->cell) == length && memcmp(flow->cell, name, length) == 0)
        return;
    snprintf(flow->cell, sizeof flow->cell, "%.*s", (int)length, name);
    al_prose_mark_name(&flow->prose, AL_MILESTONE_CELL, flow->cell);
}

static void put_part(al_telling *flow, al_parting parting)
{
    if (parting > AL_PARTING_BLANK) {
        flow->blanks = 0;
        flow->blank_collapsed = false;
    }
    al_prose_part(&flow->prose, parting);
}

static void put(al_telling *flow, const al_telling_act *act, const char *bytes)
{
    switch (act->kind) {
    case TEXT:
    case COLLAPSED: put_text(flow, bytes, act->length, act->source, act->kind == COLLAPSED); break;
    case BLANKS: add_blanks(flow, act->number, act->source); break;
    case PART: put_part(flow, (al_parting)act->number); break;
    case BEGIN: put_begin(flow, (al_layer_kind)act->number, act->length); break;
    case END: put_end(flow, (al_layer_kind)act->number); break;
    case CELL: put_cell(flow, bytes, act->length); break;
    default: break;
    }
}

/* --- Acts that are kept ------------------------------------------------- */

static void keep(al_telling *flow, al_story *story, const al_telling_act *act, const char *bytes)
{
    bool has_bytes = bytes != NULL;
    if (story->bytes.length > AL_TEXT_MOST_BYTES - act->length ||
        !al_grow(flow->allocator, (void **)&story->acts, &story->room, story->n + 1,
                 sizeof *story->acts)) {
        flow->failed = true;
        return;
    }
    story->acts[story->n] = *act;
    story->acts[story->n++].at = (uint32_t)story->bytes.length;
    if (has_bytes)
        al_buffer_append(&story->bytes, bytes, act->length);
    flow->failed |= story->bytes.failed;
}

static void act(al_telling *flow, const al_telling_act *act, const char *bytes)
{
    if (al_telling_failed(flow))
        return;
    if (flow->n_frames == 1)
        put(flow, act, bytes);
    else
        keep(flow, &top(flow)->story, act, bytes);
}

/* The bytes of an act that has some, or NULL. */
static const char *bytes_of(const al_story *story, const al_telling_act *act)
{
    bool has_bytes = act->kind == TEXT || act->kind == COLLAPSED || act->kind == CELL;
    if (!has_bytes)
        return NULL;
    return story->bytes.bytes != NULL ? story->bytes.bytes + act->at : "";
}

void al_telling_tell(al_telling *flow, al_story *story)
{
    for (size_t i = 0; i < story->n; i++)
        act(flow, &story->acts[i], bytes_of(story, &story->acts[i]));
    al_story_release(story, flow->allocator);
}

/* One story behind another. Where there is none yet it is the one, so that nesting costs nothing.
 */
static void join(al_telling *flow, al_story *story, al_story *next)
{
    if (story->n == 0) {
        al_story_release(story, flow->allocator);
        *story = *next;
        *next = (al_story){.bytes.allocator = flow->allocator};
        return;
    }
    for (size_t i = 0; i < next->n && !flow->failed; i++)
        keep(flow, story, &next->acts[i], bytes_of(next, &next->acts[i]));
    al_story_release(next, flow->allocator);
}

void al_telling_tell_behind(al_telling *flow, al_story *story)
{
    join(flow, &top(flow)->behind, story);
}

void al_telling_story_begin(al_telling *flow)
{
    push_frame(flow);
}

void al_telling_story_end(al_telling *flow, al_story *story, al_story *behind)
{
    *story = (al_story){.bytes.allocator = flow->allocator};
    if (behind != NULL)
        *behind = *story;
    if (flow->n_frames == 1) /* memory had ended */
        return;
    al_telling_frame *frame = top(flow);
    join(flow, behind != NULL ? behind : &frame->story, &frame->behind);
    *story = frame->story;
    frame->story = (al_story){.bytes.allocator = flow->allocator};
    release_frame(flow, frame);
    flow->n_frames--;
}

/* --- Text and blocks ---------------------------------------------------- */

/* The mark of the cell that text stands in, or that it stands in none any more. */
static void tell_cell(al_telling *flow)
{
    al_telling_frame *frame = top(flow);
    char name[sizeof flow->cell] = "";
    if (frame->n_tables > 0) {
        al_telling_table *table = &frame->tables[frame->n_tables - 1];
        table->cell_filled = table->filled = true;
        if (table->told)
            return;
        table->told = frame->cell_told = true;
        snprintf(name, sizeof name, "%u.%u", table->row, table->column);
    } else {
        if (!frame->cell_told)
            return;
        frame->cell_told = false;
    }
    al_telling_act cell = {.kind = CELL, .length = (uint32_t)strlen(name)};
    act(flow, &cell, name);
}

static bool is_blank(const char *bytes, uint32_t length)
{
    uint32_t at = 0;
    while (at < length && al_is_space_byte(bytes[at]))
        at++;
    return at == length;
}

static void text(al_telling *flow, const al_telling_act *text, const char *bytes)
{
    if (al_telling_failed(flow))
        return;
    if (!is_blank(bytes, text->length))
        tell_cell(flow);
    act(flow, text, bytes);
}

void al_telling_text(al_telling *flow, const char *bytes, uint32_t length, al_range source)
{
    al_telling_act act = {.kind = TEXT, .length = length, .source = source};
    text(flow, &act, bytes);
}

void al_telling_collapsed(al_telling *flow, const char *bytes, uint32_t length, al_range source)
{
    al_telling_act act = {.kind = COLLAPSED, .length = length, .source = source};
    text(flow, &act, bytes);
}

void al_telling_blanks(al_telling *flow, uint32_t number, al_range source)
{
    al_telling_act blanks = {.kind = BLANKS, .number = number, .source = source};
    act(flow, &blanks, NULL);
}

void al_telling_part(al_telling *flow, al_parting parting)
{
    al_telling_act part = {.kind = PART, .number = parting};
    act(flow, &part, NULL);
}

void al_telling_begin(al_telling *flow, al_layer_kind kind, uint32_t level)
{
    al_telling_act begin = {.kind = BEGIN, .number = kind, .length = level};
    act(flow, &begin, NULL);
}

void al_telling_end(al_telling *flow, al_layer_kind kind)
{
    al_telling_act end = {.kind = END, .number = kind};
    act(flow, &end, NULL);
}

void al_telling_block_begin(al_telling *flow)
{
    const al_telling_frame *frame = top(flow);
    if (frame->n_tables == 0 || frame->tables[frame->n_tables - 1].cell_filled)
        al_telling_part(flow, AL_PARTING_BLOCK);
}

void al_telling_block_end(al_telling *flow)
{
    al_telling_frame *frame = top(flow);
    if (frame->n_tables > 0 || frame->behind.n == 0)
        return;
    al_story behind = frame->behind;
    frame->behind = (al_story){.bytes.allocator = flow->allocator};
    al_telling_tell(flow, &behind);
}

almost_status al_telling_finish(al_telling *flow, almost_error *error)
{
    while (flow->n_frames > 0)
        release_frame(flow, &flow->frames[--flow->n_frames]);
    al_release(flow->allocator, flow->frames);
    flow->frames = NULL;
    almost_status status = al_prose_finish(&flow->prose, error);
    return flow->failed && status == ALMOST_OK ? al_fail_memory(error) : status;
}

/* --- Tables ------------------------------------------------------------- */

void al_telling_table_begin(al_telling *flow)
{
    al_telling_block_begin(flow);
    al_telling_frame *frame = top(flow);
    if (!al_grow(flow->allocator, (void **)&frame->tables, &frame->tables_room, frame->n_tables + 1,
                 sizeof *frame->tables)) {
        flow->failed = true;
        return;
    }
    frame->tables[frame->n_tables++] = (al_telling_table){0};
}

/* The innermost table, or NULL: there is none where cells stand outside of tables. */
static al_telling_table *table_of(al_telling *flow)
{
    al_telling_frame *frame = top(flow);
    return frame->n_tables > 0 ? &frame->tables[frame->n_tables - 1] : NULL;
}

void al_telling_row(al_telling *flow, uint32_t number)
{
    al_telling_table *table = table_of(flow);
    if (table == NULL)
        return;
    table->row += number - 1;
    table->row_waits = true;
}

void al_telling_cell(al_telling *flow)
{
    al_telling_table *table = table_of(flow);
    if (table == NULL)
        return;
    if (table->row_waits) {
        table->row_waits = false;
        table->row++;
        table->column = 0;
        table->span = 1;
        if (table->filled)
            al_telling_part(flow, AL_PARTING_LINE);
    } else {
        al_telling_part(flow, AL_PARTING_TAB);
    }
    table->column += table->span;
    table->span = 1;
    table->told = table->cell_filled = false;
}

void al_telling_cell_spans(al_telling *flow, uint32_t columns)
{
    al_telling_table *table = table_of(flow);
    if (table != NULL)
        table->span = columns;
}

void al_telling_cell_gone(al_telling *flow)
{
    al_telling_table *table = table_of(flow);
    if (table == NULL)
        return;
    table->column--;
    table->span = 1;
}

void al_telling_table_end(al_telling *flow)
{
    al_telling_frame *frame = top(flow);
    if (frame->n_tables == 0)
        return;
    bool filled = frame->tables[--frame->n_tables].filled;
    if (frame->n_tables == 0) {
        al_telling_part(flow, AL_PARTING_BLOCK);
        al_telling_block_end(flow);
        return;
    }
    al_telling_table *outer = &frame->tables[frame->n_tables - 1];
    outer->told = false;
    outer->cell_filled |= filled;
    outer->filled |= filled;
}
