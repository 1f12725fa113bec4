/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For reading: the head (head.h), then the text in the telling's order with
 * every change marked in its place and some words around it. What is the same
 * for longer is summed up in one line; what moved stands where it is told,
 * between two lines that say where it came from, and leaves a line where it
 * was. What is told in other words is a block of its own (retold.h).
 */
#include "write/head.h"

#include "page/context.h"
#include "write/marks.h"
#include "write/phrase.h"
#include "write/retold_block.h"

#include <stdlib.h>

enum {
    LEAST_ELIDED = 40, /* fewer words than this are shown rather than counted */
    LEAST_BESIDE = 48  /* cells of the text beside the numbers of its lines */
};

typedef struct body {
    const al_page *page;
    al_flow flow;
    bool blocks_shown;              /* some block of two texts was */
    uint32_t moved;                 /* the moved passage that we are in, or 0 */
    const almost_passage **leaving; /* moved passages by where they were */
    size_t n_leaving;
    size_t next_leaving;
} body;

static void say(body *body, al_style style, const char *text)
{
    al_flow_say(&body->flow, style, text);
}

static void say_words(body *body, al_style style, uint64_t words)
{
    if (words == 0)
        return;
    al_flow_grouped(&body->flow, style, words);
    say(body, style, words == 1 ? " word " : " words ");
}

/* --- What moved --------------------------------------------------------- */

static int by_original(const void *a, const void *b)
{
    const almost_passage *const *left = a;
    const almost_passage *const *right = b;
    if ((*left)->original.start != (*right)->original.start)
        return (*left)->original.start < (*right)->original.start ? -1 : 1;
    return 0;
}

static bool list_leaving(body *body)
{
    const almost_comparison *comparison = body->page->comparison;
    size_t count = 0;
    for (size_t i = 0; i < comparison->n_passages; i++)
        count += comparison->passages[i].moved != 0;
    if (count == 0)
        return true;
    body->leaving = al_allocate(comparison->allocator, count, sizeof *body->leaving);
    if (body->leaving == NULL)
        return false;
    for (size_t i = 0; i < comparison->n_passages; i++) {
        if (comparison->passages[i].moved)
            body->leaving[body->n_leaving++] = &comparison->passages[i];
    }
    qsort(body->leaving, count, sizeof *body->leaving, by_original);
    return true;
}

/* Begin a line of its own; what is to separate it from what follows, as from what was before. */
static al_separator open_note(body *body)
{
    al_separator gap = al_flow_take_separator(&body->flow);
    al_flow_separate(&body->flow, gap > AL_SEPARATOR_BREAK ? gap : AL_SEPARATOR_BREAK);
    return gap > AL_SEPARATOR_BREAK ? gap : AL_SEPARATOR_BREAK;
}

static void say_where(body *body, const almost_text *text, uint64_t byte)
{
    al_where where = al_where_of(text, byte);
    al_where_flow(&where, &body->flow, AL_STYLE_MOVED);
}

/* A line for each passage that stood in the original before `place`. */
static void say_leaving(body *body, uint64_t place)
{
    const al_page *page = body->page;
    while (body->next_leaving < body->n_leaving &&
           body->leaving[body->next_leaving]->original.start < place) {
        const almost_passage *passage = body->leaving[body->next_leaving++];
        al_separator gap = open_note(body);
        say(body, AL_STYLE_MOVED, "↷ ");
        say_words(body, AL_STYLE_MOVED, al_reading_words(&page->original, passage->original));
        say(body, AL_STYLE_MOVED, "moved from here to ");
        say_where(body, page->comparison->telling, passage->telling.start);
        say(body, AL_STYLE_MOVED, " of ");
        al_page_say_side(page, &body->flow, AL_STYLE_MOVED, AL_TELLING);
        if (passage->kind == ALMOST_PASSAGE_REWORDED)
            say(body, AL_STYLE_MOVED, ", in other words");
        al_flow_separate(&body->flow, gap);
    }
}

/* Lines where a moved passage begins and ends. */
static void enter_passage(body *body, uint32_t number)
{
    const al_page *page = body->page;
    const almost_passage *passage = al_page_moved(page, number);
    uint32_t moved = passage != NULL ? number : 0;
    if (moved == body->moved)
        return;
    if (body->moved != 0) { /* an empty line stands behind what closes, not before */
        al_separator gap = al_flow_take_separator(&body->flow);
        al_flow_separate(&body->flow, AL_SEPARATOR_BREAK);
        say(body, AL_STYLE_MOVED, "└ end of what moved");
        al_flow_separate(&body->flow, gap);
    }
    al_flow_separate(&body->flow, AL_SEPARATOR_BREAK);
    body->moved = moved;
    if (moved == 0)
        return;
    say(body, AL_STYLE_MOVED, "┌ ");
    say_words(body, AL_STYLE_MOVED, al_reading_words(&page->telling, passage->telling));
    say(body, AL_STYLE_MOVED, "moved to here from ");
    say_where(body, page->comparison->original, passage->original.start);
    say(body, AL_STYLE_MOVED, " of ");
    al_page_say_side(page, &body->flow, AL_STYLE_MOVED, AL_ORIGINAL);
    al_flow_separate(&body->flow, AL_SEPARATOR_BREAK);
}

/* --- What is the same --------------------------------------------------- */

static void say_elided(body *body, almost_span span)
{
    const al_page *page = body->page;
    almost_span inner = al_reading_trim(&page->telling, span);
    al_phrase lines = al_phrase_of_lines(page->comparison->telling, inner.start, inner.end);
    al_flow_separate(&body->flow, AL_SEPARATOR_GAP);
    say(body, AL_STYLE_DIM, "… ");
    say_words(body, AL_STYLE_DIM, al_reading_words(&page->telling, span));
    say(body, AL_STYLE_DIM, page->options->touching == 0 ? "the same (" : "(");
    al_phrase_flow(&lines, &body->flow, AL_STYLE_DIM);
    say(body, AL_STYLE_DIM, ") …");
    al_flow_separate(&body->flow, AL_SEPARATOR_GAP);
}

/* An unchanged stretch: the words next to changes, and a line for those between. */
static void show_same(body *body, almost_span span, bool after_change, bool before_change)
{
    const al_page *page = body->page;
    const al_reading *telling = &page->telling;
    uint32_t context = page->options->context;
    al_style style = body->moved != 0 ? AL_STYLE_MOVED : AL_STYLE_PLAIN;
    almost_span head = {span.start, span.start};
    almost_span tail = {span.end, span.end};
    if (page->options->full) {
        al_reading_feed(telling, span, style, &body->flow);
        return;
    }
    if (after_change)
        head.end = al_context_behind(telling, span, context);
    if (before_change)
        tail.start = al_context_before(telling, span, context);
    almost_span between = {head.end, tail.start};
    if (head.end >= tail.start ||
        al_reading_forward(telling, between, LEAST_ELIDED) >= tail.start) {
        al_reading_feed(telling, span, style, &body->flow);
        return;
    }
    al_reading_feed(telling, head, style, &body->flow);
    say_elided(body, between);
    al_reading_feed(telling, tail, style, &body->flow);
}

/* --- What is told in other words ----------------------------------------- */

static void show_block(body *body, const al_block *block)
{
    bool both = block->passage->kind != ALMOST_PASSAGE_SUMMARY;
    enter_passage(body, 0);
    al_flow_finish(&body->flow);
    if (body->flow.begun)
        al_output_text(body->page->output, "\n");
    body->flow.failed |= !al_retold_block_write(body->page, block, both && !body->blocks_shown);
    body->flow.begun = true;
    body->blocks_shown |= both;
    al_flow_separate(&body->flow, AL_SEPARATOR_GAP);
}

/* --- Change by change ------------------------------------------------------ */

static void show_piece(body *body, const al_retold_step *step, const al_edit *edit)
{
    const al_change *piece = &step->piece;
    enter_passage(body, piece->passage);
    if (body->moved == 0)
        say_leaving(body, piece->original.start);
    if (al_retold_is_same(piece))
        show_same(body, (almost_span){piece->telling.start, piece->telling.end}, !step->first,
                  !step->last);
    else
        al_marks_edit(body->page, &body->flow, edit);
}

static void show_changes(body *body)
{
    al_edit_walk walk;
    al_retold_step step;
    al_edit edit;
    al_edit_walk_init(&walk, body->page);
    while (!body->flow.failed && !body->page->output->failed && al_edit_next(&walk, &step, &edit)) {
        if (step.block != NULL)
            show_block(body, step.block);
        else
            show_piece(body, &step, &edit);
    }
    enter_passage(body, 0);
    say_leaving(body, UINT64_MAX);
    al_flow_finish(&body->flow);
}

static almost_status write_body(const al_page *page)
{
    const almost_allocator *allocator = page->comparison->allocator;
    body body = {.page = page};
    al_page_flow(page, &body.flow);
    body.flow.numbered = &page->telling;
    bool fine = list_leaving(&body);
    if (fine)
        show_changes(&body);
    fine = al_page_end_flow(&body.flow) && fine;
    al_release(allocator, body.leaving);
    return fine ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}

almost_status al_write_inline(const almost_comparison *comparison,
                              const almost_write_options *options, al_output *output)
{
    al_page page;
    al_page_init(&page, comparison, options, output);
    bool bare = (options->show & ALMOST_SHOW_BARE) != 0;
    if (comparison->verdict.answer == ALMOST_YES && !options->full)
        return bare ? ALMOST_OK : al_head_short(&page);
    al_retold retold;
    if (!al_retold_init(&retold, comparison))
        return ALMOST_ERROR_MEMORY;
    if (options->touching != 0)
        al_retold_drop_blocks(&retold);
    page.retold = &retold;
    almost_status status = bare ? ALMOST_OK : al_head_write(&page);
    al_margin margin = al_margin_of(comparison->telling, options->width, LEAST_BESIDE);
    page.margin = &margin;
    if (status == ALMOST_OK)
        status = write_body(&page);
    al_retold_release(&retold);
    return status;
}
