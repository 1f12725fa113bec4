/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever is asked for is an act. In the document itself it is done at once, in a story it is
 * kept; to tell a story is to act once more. The first frame is the document.
 */
#include "read/telling.h"

#include "base/error.h"
#include "text/signs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT, COLLAPSED, VERBATIM, BLANKS, PART, JOIN, BEGIN, BEGIN_NAMED, END, CELL, MARK };

static const char sixty_four_blanks[] =
    "                                                                ";
enum { MOST_BLANKS = sizeof sixty_four_blanks - 1 };

static al_telling_frame *top(al_telling *telling)
{
    return &telling->frames[telling->n_frames - 1];
}

static bool push_frame(al_telling *telling)
{
    if (!al_grow(telling->allocator, (void **)&telling->frames, &telling->frames_room,
                 telling->n_frames + 1, sizeof *telling->frames)) {
        telling->failed = true;
        return false;
    }
    al_telling_frame *frame = &telling->frames[telling->n_frames++];
    *frame = (al_telling_frame){.cell_told = true};
    al_buffer_init(&frame->story.bytes, telling->allocator);
    al_buffer_init(&frame->behind.bytes, telling->allocator);
    return true;
}

bool al_telling_init(al_telling *telling, al_builder *builder)
{
    *telling =
        (al_telling){.allocator = builder->text->allocator, .heading_start = AL_PROSE_WAITING};
    al_prose_init(&telling->prose, builder);
    return push_frame(telling);
}

void al_story_release(al_story *story, const almost_allocator *allocator)
{
    al_release(allocator, story->acts);
    al_buffer_release(&story->bytes);
    *story = (al_story){.bytes.allocator = allocator};
}

static void release_frame(al_telling *telling, al_telling_frame *frame)
{
    al_story_release(&frame->story, telling->allocator);
    al_story_release(&frame->behind, telling->allocator);
    al_release(telling->allocator, frame->tables);
}

bool al_telling_failed(const al_telling *telling)
{
    return telling->failed || al_prose_failed(&telling->prose);
}

/* --- Acts that are done ------------------------------------------------- */

static void add_blanks(al_telling *telling, uint32_t number, al_range source)
{
    if (telling->joined)
        return;
    if (telling->blanks == 0)
        telling->blanks_source = source;
    else if (telling->blanks_source.end == source.start)
        telling->blanks_source.end = source.end;
    if (number > MOST_BLANKS - telling->blanks)
        number = MOST_BLANKS - telling->blanks;
    telling->blanks += number;
    telling->blank_collapsed = false;
}

/* Blanks stand between two texts of a line, and nowhere else. */
static void put_blanks(al_telling *telling)
{
    uint32_t number = telling->blanks;
    telling->blanks = 0;
    telling->blank_collapsed = false;
    const al_prose *prose = &telling->prose;
    bool layer_waits =
        prose->n_layers > 0 && prose->layers[prose->n_layers - 1].start == AL_PROSE_WAITING;
    if (number == 0 || prose->parting != AL_PARTING_NONE || al_builder_length(prose->builder) == 0)
        return;
    if (number == 1 && layer_waits)
        al_prose_part(&telling->prose, AL_PARTING_BLANK); /* before the layer and not in it */
    else
        al_prose_verbatim(&telling->prose, sixty_four_blanks, number, telling->blanks_source);
}

static void put_stretch(al_telling *telling, const char *bytes, uint32_t length, al_range source)
{
    put_blanks(telling);
    telling->joined = false;
    al_prose_verbatim(&telling->prose, bytes, length, source);
    if (telling->heading_start == AL_PROSE_WAITING)
        telling->heading_start = (uint32_t)al_builder_length(telling->prose.builder) - length;
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
static void take_space(al_telling *telling, char byte, uint32_t length, al_range source,
                       bool collapsed)
{
    bool same = byte == ' ' && !collapsed && source.end - source.start == length;
    if (collapsed && telling->blank_collapsed)
        return;
    add_blanks(telling, collapsed ? 1 : length,
               same ? source : (al_range){source.start, source.start});
    telling->blank_collapsed = collapsed;
}

/* How many bytes from `at` on are the same white space. */
static uint32_t space_length(const char *bytes, uint32_t length, uint32_t at)
{
    uint32_t end = at;
    while (end < length && bytes[end] == bytes[at])
        end++;
    return end - at;
}

/* Whether a text stands in its source byte for byte: as many may be others, in another encoding. */
static bool is_same(const al_telling *telling, const char *bytes, uint32_t length, al_range source)
{
    const almost_text *text = telling->prose.builder->text;
    const char *from = text->parts != NULL ? text->parts->bytes.bytes : text->source;
    return source.end - source.start == length && memcmp(from + source.start, bytes, length) == 0;
}

static void put_text(al_telling *telling, const char *bytes, uint32_t length, al_range source,
                     bool collapsed)
{
    bool each = is_same(telling, bytes, length, source);
    if (!each && source.end - source.start == length)
        source.end = source.start;
    uint32_t at = 0;
    while (at < length && !al_telling_failed(telling)) {
        bool space = al_is_space_byte(bytes[at]);
        uint32_t taken = space ? space_length(bytes, length, at)
                               : plain_stretch(bytes, length, at, collapsed) - at;
        al_range from = source;
        if (each)
            from = (al_range){source.start + at, source.start + at + taken};
        if (space)
            take_space(telling, bytes[at], taken, from, collapsed);
        else
            put_stretch(telling, bytes + at, taken, from);
        at += taken;
    }
}

/* What a heading says is the chapter that begins with it. */
static void put_chapter(al_telling *telling)
{
    enum { MOST = 120 };
    al_builder *builder = telling->prose.builder;
    uint32_t start = telling->heading_start;
    telling->heading_start = 0;
    if (start == AL_PROSE_WAITING || al_telling_failed(telling))
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

static void put_begin(al_telling *telling, al_layer_kind kind, uint32_t level)
{
    char value[12] = "";
    if (level > 0)
        snprintf(value, sizeof value, "%u", level);
    al_prose_begin(&telling->prose, kind, value);
    if (kind == AL_LAYER_HEADING)
        telling->heading_start = AL_PROSE_WAITING;
}

static void put_end(al_telling *telling, al_layer_kind kind)
{
    al_prose_end(&telling->prose, kind);
    if (kind == AL_LAYER_HEADING)
        put_chapter(telling);
}

static void put_cell(al_telling *telling, const char *name, uint32_t length)
{
    if (strlen(telling->cell) == length && memcmp(telling->cell, name, length) == 0)
        return;
    snprintf(telling->cell, sizeof telling->cell, "%.*s", (int)length, name);
    al_prose_mark_name(&telling->prose, AL_MILESTONE_CELL, telling->cell);
}

static void put_part(al_telling *telling, al_parting parting)
{
    if (telling->joined && parting <= AL_PARTING_LINE)
        return;
    if (parting > AL_PARTING_BLANK) {
        telling->blanks = 0;
        telling->blank_collapsed = telling->joined = false;
    }
    al_prose_part(&telling->prose, parting);
}

static void put_join(al_telling *telling)
{
    telling->blanks = 0;
    telling->blank_collapsed = false;
    telling->joined = true;
    if (telling->prose.parting <= AL_PARTING_LINE)
        telling->prose.parting = AL_PARTING_NONE;
}

/* Pages and lines are numbers where they can be. */
static void put_mark(al_telling *telling, al_milestone_kind kind, const char *name)
{
    enum { MOST_DIGITS = 18 };
    size_t length = strlen(name);
    bool counted = kind == AL_MILESTONE_PAGE || kind == AL_MILESTONE_LINE;
    if (counted && length > 0 && length <= MOST_DIGITS && strspn(name, "0123456789") == length)
        al_prose_mark_number(&telling->prose, kind, strtoull(name, NULL, 10));
    else
        al_prose_mark_name(&telling->prose, kind, name);
}

static void put(al_telling *telling, const al_telling_act *act, const char *bytes)
{
    switch (act->kind) {
    case TEXT:
    case COLLAPSED:
        put_text(telling, bytes, act->length, act->source, act->kind == COLLAPSED);
        break;
    case VERBATIM: put_stretch(telling, bytes, act->length, act->source); break;
    case BLANKS: add_blanks(telling, act->number, act->source); break;
    case PART: put_part(telling, (al_parting)act->number); break;
    case JOIN: put_join(telling); break;
    case BEGIN_NAMED: al_prose_begin(&telling->prose, (al_layer_kind)act->number, bytes); break;
    case BEGIN: put_begin(telling, (al_layer_kind)act->number, act->length); break;
    case END: put_end(telling, (al_layer_kind)act->number); break;
    case CELL: put_cell(telling, bytes, act->length); break;
    case MARK: put_mark(telling, (al_milestone_kind)act->number, bytes); break;
    default: break;
    }
}

/* --- Acts that are kept ------------------------------------------------- */

/* Of others `length` says something else. */
static bool has_bytes(const al_telling_act *act)
{
    return act->kind == TEXT || act->kind == COLLAPSED || act->kind == VERBATIM ||
           act->kind == CELL || act->kind == BEGIN_NAMED || act->kind == MARK;
}

static void keep(al_telling *telling, al_story *story, const al_telling_act *act, const char *bytes)
{
    if (story->bytes.length > AL_TEXT_MOST_BYTES - act->length ||
        !al_grow(telling->allocator, (void **)&story->acts, &story->room, story->n + 1,
                 sizeof *story->acts)) {
        telling->failed = true;
        return;
    }
    story->acts[story->n] = *act;
    story->acts[story->n++].at = (uint32_t)story->bytes.length;
    if (has_bytes(act))
        al_buffer_append(&story->bytes, bytes, act->length);
    telling->failed |= story->bytes.failed;
}

static void act(al_telling *telling, const al_telling_act *act, const char *bytes)
{
    if (al_telling_failed(telling))
        return;
    if (telling->n_frames == 1)
        put(telling, act, bytes);
    else
        keep(telling, &top(telling)->story, act, bytes);
}

/* The bytes of an act, or none. */
static const char *bytes_of(const al_story *story, const al_telling_act *act)
{
    return has_bytes(act) && story->bytes.bytes != NULL ? story->bytes.bytes + act->at : "";
}

void al_telling_tell(al_telling *telling, al_story *story)
{
    for (size_t i = 0; i < story->n; i++)
        act(telling, &story->acts[i], bytes_of(story, &story->acts[i]));
    al_story_release(story, telling->allocator);
}

/* One story behind another. Where there is none yet it is the one, so that nesting costs nothing.
 */
static void join(al_telling *telling, al_story *story, al_story *next)
{
    if (story->n == 0) {
        al_story_release(story, telling->allocator);
        *story = *next;
        *next = (al_story){.bytes.allocator = telling->allocator};
        return;
    }
    for (size_t i = 0; i < next->n && !telling->failed; i++)
        keep(telling, story, &next->acts[i], bytes_of(next, &next->acts[i]));
    al_story_release(next, telling->allocator);
}

void al_telling_tell_behind(al_telling *telling, al_story *story)
{
    join(telling, &top(telling)->behind, story);
}

void al_telling_story_begin(al_telling *telling)
{
    al_telling_look(telling, 0);
    push_frame(telling);
}

void al_telling_story_end(al_telling *telling, al_story *story, al_story *behind)
{
    al_telling_look(telling, 0);
    *story = (al_story){.bytes.allocator = telling->allocator};
    if (behind != NULL)
        *behind = *story;
    if (telling->n_frames == 1) /* memory had ended */
        return;
    al_telling_frame *frame = top(telling);
    join(telling, behind != NULL ? behind : &frame->story, &frame->behind);
    *story = frame->story;
    frame->story = (al_story){.bytes.allocator = telling->allocator};
    release_frame(telling, frame);
    telling->n_frames--;
}

/* --- Text and blocks ---------------------------------------------------- */

/* The mark of the cell that text stands in, or that it stands in none any more. */
static void tell_cell(al_telling *telling)
{
    al_telling_frame *frame = top(telling);
    char name[sizeof telling->cell] = "";
    if (frame->n_tables > 0) {
        al_telling_table *table = &frame->tables[frame->n_tables - 1];
        table->cell_filled = table->filled = true;
        if (table->told)
            return;
        table->told = frame->cell_told = true;
        if (table->row > 0) /* else it is the caption */
            snprintf(name, sizeof name, "%u.%u", table->row, table->column);
    } else {
        if (!frame->cell_told)
            return;
        frame->cell_told = false;
    }
    al_telling_act cell = {.kind = CELL, .length = (uint32_t)strlen(name)};
    act(telling, &cell, name);
}

static bool is_blank(const char *bytes, uint32_t length)
{
    uint32_t at = 0;
    while (at < length && al_is_space_byte(bytes[at]))
        at++;
    return at == length;
}

/* Blocks of cells part nothing before they have text: an empty one may be the last of its cell. */
static void tell_blocks(al_telling *telling)
{
    al_telling_frame *frame = top(telling);
    bool waits = false;
    for (size_t i = 0; i < frame->n_tables; i++) {
        waits |= frame->tables[i].block_waits;
        frame->tables[i].block_waits = false;
    }
    if (waits)
        al_telling_part(telling, AL_PARTING_BLOCK);
}

static void text(al_telling *telling, const al_telling_act *text, const char *bytes)
{
    if (al_telling_failed(telling))
        return;
    tell_blocks(telling);
    if (!is_blank(bytes, text->length))
        tell_cell(telling);
    act(telling, text, bytes);
}

void al_telling_tell_here(al_telling *telling, al_story *story)
{
    bool filled = false;
    for (size_t i = 0; i < story->n && !filled; i++) {
        const al_telling_act *act = &story->acts[i];
        bool text = act->kind == TEXT || act->kind == COLLAPSED || act->kind == VERBATIM;
        filled = text && !is_blank(bytes_of(story, act), act->length);
    }
    if (filled && !al_telling_failed(telling)) {
        tell_blocks(telling);
        tell_cell(telling);
    }
    al_telling_tell(telling, story);
}

void al_telling_text(al_telling *telling, const char *bytes, uint32_t length, al_range source)
{
    al_telling_act act = {.kind = TEXT, .length = length, .source = source};
    text(telling, &act, bytes);
}

void al_telling_collapsed(al_telling *telling, const char *bytes, uint32_t length, al_range source)
{
    al_telling_act act = {.kind = COLLAPSED, .length = length, .source = source};
    text(telling, &act, bytes);
}

void al_telling_verbatim(al_telling *telling, const char *bytes, uint32_t length, al_range source)
{
    al_telling_act act = {.kind = VERBATIM, .length = length, .source = source};
    text(telling, &act, bytes);
}

void al_telling_blanks(al_telling *telling, uint32_t number, al_range source)
{
    al_telling_act blanks = {.kind = BLANKS, .number = number, .source = source};
    act(telling, &blanks, "");
}

void al_telling_part(al_telling *telling, al_parting parting)
{
    al_telling_act part = {.kind = PART, .number = parting};
    act(telling, &part, "");
}

void al_telling_begin(al_telling *telling, al_layer_kind kind, uint32_t level)
{
    al_telling_act begin = {.kind = BEGIN, .number = kind, .length = level};
    act(telling, &begin, "");
}

void al_telling_end(al_telling *telling, al_layer_kind kind)
{
    al_telling_act end = {.kind = END, .number = kind};
    act(telling, &end, "");
}

void al_telling_look(al_telling *telling, uint32_t look)
{
    if (look == telling->look)
        return;
    if (telling->look != 0)
        al_telling_end(telling, AL_LAYER_LOOK);
    if (look != 0)
        al_telling_begin(telling, AL_LAYER_LOOK, look);
    telling->look = look;
}

/* Names are kept with their NUL. */
static void act_named(al_telling *telling, uint8_t kind, uint32_t number, const char *name)
{
    al_telling_act named = {.kind = kind, .number = number, .length = (uint32_t)strlen(name) + 1};
    act(telling, &named, name);
}

void al_telling_mark(al_telling *telling, al_milestone_kind kind, const char *name)
{
    act_named(telling, MARK, kind, name);
}

void al_telling_begin_named(al_telling *telling, al_layer_kind kind, const char *name)
{
    act_named(telling, BEGIN_NAMED, kind, name);
}

void al_telling_join(al_telling *telling)
{
    al_telling_act join = {.kind = JOIN};
    act(telling, &join, "");
}

void al_telling_block_begin(al_telling *telling)
{
    al_telling_frame *frame = top(telling);
    al_telling_table *table = frame->n_tables > 0 ? &frame->tables[frame->n_tables - 1] : NULL;
    if (table == NULL)
        al_telling_part(telling, AL_PARTING_BLOCK);
    else
        table->block_waits |= table->cell_filled;
}

void al_telling_block_end(al_telling *telling)
{
    al_telling_look(telling, 0);
    al_telling_frame *frame = top(telling);
    if (frame->n_tables > 0 || frame->behind.n == 0)
        return;
    al_story behind = frame->behind;
    frame->behind = (al_story){.bytes.allocator = telling->allocator};
    al_telling_tell(telling, &behind);
}

almost_status al_telling_finish(al_telling *telling, almost_error *error)
{
    while (telling->n_frames > 0)
        release_frame(telling, &telling->frames[--telling->n_frames]);
    al_release(telling->allocator, telling->frames);
    telling->frames = NULL;
    almost_status status = al_prose_finish(&telling->prose, error);
    return telling->failed && status == ALMOST_OK ? al_fail_memory(error) : status;
}

/* --- Tables ------------------------------------------------------------- */

void al_telling_table_begin(al_telling *telling)
{
    al_telling_block_begin(telling);
    al_telling_frame *frame = top(telling);
    if (!al_grow(telling->allocator, (void **)&frame->tables, &frame->tables_room,
                 frame->n_tables + 1, sizeof *frame->tables)) {
        telling->failed = true;
        return;
    }
    frame->tables[frame->n_tables++] = (al_telling_table){0};
}

/* The innermost table, or NULL: there is none where cells stand outside of tables. */
static al_telling_table *table_of(al_telling *telling)
{
    al_telling_frame *frame = top(telling);
    return frame->n_tables > 0 ? &frame->tables[frame->n_tables - 1] : NULL;
}

void al_telling_row(al_telling *telling, uint32_t number)
{
    al_telling_table *table = table_of(telling);
    if (table == NULL)
        return;
    table->row += number - 1;
    table->row_waits = true;
}

void al_telling_cell(al_telling *telling)
{
    al_telling_table *table = table_of(telling);
    if (table == NULL)
        return;
    if (table->row_waits || table->row == 0) {
        table->row_waits = false;
        table->row++;
        table->column = 0;
        table->span = 1;
        if (table->filled)
            al_telling_part(telling, AL_PARTING_LINE);
    } else {
        al_telling_part(telling, AL_PARTING_TAB);
    }
    table->column += table->span;
    table->span = 1;
    table->told = table->cell_filled = table->block_waits = false;
}

void al_telling_cell_spans(al_telling *telling, uint32_t columns)
{
    al_telling_table *table = table_of(telling);
    if (table != NULL)
        table->span = columns;
}

void al_telling_cell_gone(al_telling *telling)
{
    al_telling_table *table = table_of(telling);
    if (table == NULL)
        return;
    table->column--;
    table->span = 1;
}

void al_telling_table_end(al_telling *telling)
{
    al_telling_frame *frame = top(telling);
    if (frame->n_tables == 0)
        return;
    bool filled = frame->tables[--frame->n_tables].filled;
    if (frame->n_tables == 0) {
        al_telling_part(telling, AL_PARTING_BLOCK);
        al_telling_block_end(telling);
        return;
    }
    al_telling_table *outer = &frame->tables[frame->n_tables - 1];
    outer->told = false;
    outer->cell_filled |= filled;
    outer->filled |= filled;
}
