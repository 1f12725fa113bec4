/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text of what was found out: paragraphs, lines of them, words. What is a note waits until the
 * paragraph that it stands below has ended, on whichever page.
 */
#include "read/layout.h"

#include "base/error.h"
#include "read/prose.h"

#include <stdio.h>
#include <string.h>

enum { DOUBTFUL = 60 /* percent: of words that are as sure, about half are right */ };

typedef struct teller {
    const al_layout *layout;
    al_prose prose;
    uint32_t page; /* of what was told last */
    uint32_t next_note;
    bool told; /* anything */
} teller;

static void tell_word(teller *teller, const al_layout_word *word)
{
    al_prose *prose = &teller->prose;
    bool doubtful = word->confidence < DOUBTFUL;
    if (doubtful) {
        char value[8];
        snprintf(value, sizeof value, "%u", word->confidence);
        al_prose_begin(prose, AL_LAYER_DOUBTFUL, value);
    }
    al_prose_text(prose, al_layout_bytes(teller->layout, word), word->length, word->source);
    if (doubtful)
        al_prose_end(prose, AL_LAYER_DOUBTFUL);
}

static void tell_line(teller *teller, const al_layout_line *line)
{
    const al_layout *layout = teller->layout;
    if (!teller->told || teller->page != line->page)
        al_prose_mark_number(&teller->prose, AL_MILESTONE_PAGE, layout->pages[line->page].number);
    al_prose_mark_number(&teller->prose, AL_MILESTONE_LINE, line->number);
    teller->page = line->page;
    teller->told = true;
    for (uint32_t i = line->words.start; i < line->words.end; i++) {
        if (layout->words[i].dropped)
            continue;
        if (i > line->words.start && !layout->words[i].glued)
            al_prose_part(&teller->prose, AL_PARTING_BLANK);
        tell_word(teller, &layout->words[i]);
    }
}

/* What the next text is parted by from what was told, of which `before` was the last line. */
static al_parting parting_of(const al_layout *layout, const al_layout_line *before,
                             const al_layout_line *line)
{
    if (before != NULL && line->role == AL_LAYOUT_CELL && before->role == AL_LAYOUT_CELL &&
        line->page == before->page) {
        const al_layout_block *mine = &layout->blocks[line->block],
                              *other = &layout->blocks[before->block];
        if (line->block == before->block)
            return AL_PARTING_BLANK;
        if (mine->row >= other->row)
            return mine->row == other->row ? AL_PARTING_TAB : AL_PARTING_LINE;
    }
    if (before != NULL && !line->begins)
        return al_layout_same_row(before, line) ? AL_PARTING_BLANK : AL_PARTING_LINE;
    return AL_PARTING_BLOCK;
}

/* The notes before a line that have not been told. */
static void tell_notes(teller *teller, uint32_t up_to)
{
    const al_layout *layout = teller->layout;
    bool open = false;
    for (uint32_t i = teller->next_note; i < up_to; i++) {
        const al_layout_line *line = &layout->lines[i];
        if (line->role != AL_LAYOUT_NOTE)
            continue;
        bool begins = line->begins || !open;
        if (begins && open)
            al_prose_end(&teller->prose, AL_LAYER_NOTE);
        al_prose_part(&teller->prose, begins ? AL_PARTING_BLOCK : AL_PARTING_LINE);
        if (begins)
            al_prose_begin(&teller->prose, AL_LAYER_NOTE, "");
        tell_line(teller, line);
        open = true;
    }
    if (open)
        al_prose_end(&teller->prose, AL_LAYER_NOTE);
    if (up_to > teller->next_note)
        teller->next_note = up_to;
}

/* What a heading says is the chapter that begins with it. */
static void begin_heading(teller *teller, uint32_t first)
{
    enum { ROOM = 100 };
    const al_layout *layout = teller->layout;
    char name[ROOM] = "", level[4] = "1";
    size_t length = 0;
    for (uint32_t i = first; i < layout->n_lines && (i == first || !layout->lines[i].begins); i++) {
        if (layout->lines[i].role != AL_LAYOUT_HEADING)
            continue;
        al_range words = layout->lines[i].words;
        for (uint32_t j = words.start; j < words.end; j++) {
            const al_layout_word *word = &layout->words[j];
            if (length + word->length + 2 > ROOM)
                break;
            length += (size_t)snprintf(name + length, ROOM - length, "%s%.*s",
                                       length > 0 && !word->glued ? " " : "", (int)word->length,
                                       al_layout_bytes(layout, word));
        }
    }
    float size = layout->lines[first].size;
    if (layout->exact)
        level[0] = size > 1.6F * layout->body ? '1' : size > 1.3F * layout->body ? '2' : '3';
    al_prose_mark_name(&teller->prose, AL_MILESTONE_CHAPTER, name);
    al_prose_begin(&teller->prose, AL_LAYER_HEADING, level);
}

static void tell_all(teller *teller)
{
    const al_layout *layout = teller->layout;
    const al_layout_line *before = NULL;
    for (uint32_t i = 0; i < layout->n_lines && !al_prose_failed(&teller->prose); i++) {
        const al_layout_line *line = &layout->lines[i];
        if (line->role == AL_LAYOUT_OUTSIDE || line->role == AL_LAYOUT_NOTE)
            continue;
        al_parting parting = parting_of(layout, before, line);
        if (before != NULL && before->role == AL_LAYOUT_HEADING && parting == AL_PARTING_BLOCK)
            al_prose_end(&teller->prose, AL_LAYER_HEADING);
        if (before != NULL && parting == AL_PARTING_BLOCK)
            tell_notes(teller, layout->pages[line->page].lines.start);
        al_prose_part(&teller->prose, parting);
        if (line->role == AL_LAYOUT_HEADING && parting == AL_PARTING_BLOCK)
            begin_heading(teller, i);
        tell_line(teller, line);
        before = line;
    }
    if (before != NULL && before->role == AL_LAYOUT_HEADING)
        al_prose_end(&teller->prose, AL_LAYER_HEADING);
    tell_notes(teller, (uint32_t)layout->n_lines);
}

static void number_lines(al_layout *layout)
{
    for (size_t i = 0; i < layout->n_pages; i++) {
        uint32_t number = 0;
        for (uint32_t j = layout->pages[i].lines.start; j < layout->pages[i].lines.end; j++)
            if (layout->lines[j].role != AL_LAYOUT_OUTSIDE)
                layout->lines[j].number = ++number;
    }
}

/* What is not told is at least counted. */
static void leave_out_lines(const al_layout *layout, al_builder *builder)
{
    uint64_t words = 0;
    for (size_t i = 0; i < layout->n_lines; i++)
        if (layout->lines[i].role == AL_LAYOUT_OUTSIDE)
            words += layout->lines[i].words.end - layout->lines[i].words.start;
    if (words > 0)
        al_builder_leave_out(builder, "running heads and page numbers", words);
}

almost_status al_layout_tell(al_layout *layout, const char *name, al_builder *builder,
                             almost_error *error)
{
    if (layout->full)
        return al_fail(error, ALMOST_ERROR_LIMIT, name,
                       "holds more than the limit of %llu bytes of text; raise the limit",
                       (unsigned long long)layout->limit);
    if (layout->failed || !al_layout_arrange(layout) || !al_layout_find_margins(layout) ||
        !al_layout_order_columns(layout) || !al_layout_find_notes(layout) ||
        !al_layout_find_paragraphs(layout))
        return al_fail_memory(error);
    number_lines(layout);
    leave_out_lines(layout, builder);
    teller teller = {.layout = layout};
    al_prose_init(&teller.prose, builder);
    tell_all(&teller);
    return al_prose_finish(&teller.prose, error);
}
