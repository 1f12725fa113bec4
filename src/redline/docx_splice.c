/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A part with its edits. What no edit touches is copied byte by byte. A run that is touched is
 * written anew: its pieces that stay, that go and that come, each as a run of its own with the
 * properties of the whole; what stands in it, a text box say, may have edits of its own.
 */
#include "redline/docx_put.h"

#include <stdlib.h>

typedef enum piece { NOTHING, KEPT, GONE } piece;

typedef struct splicing {
    al_docx_work *work;
    uint32_t tree;
    const al_tree *of;
    const char *w; /* the prefix */
    al_buffer *out;
    const al_docx_edit *edits; /* of this part, in order */
    size_t n, next;
} splicing;

/* A run that is written anew. */
typedef struct writing {
    splicing *splicing;
    uint32_t run;
    piece open;
    uint32_t move; /* of what goes */
} writing;

static void text(splicing *splicing, const char *format)
{
    for (const char *at = format; *at != '\0'; at++) {
        if (*at == '@')
            al_buffer_append_text(splicing->out, splicing->w);
        else
            al_buffer_append(splicing->out, at, 1);
    }
}

static void bytes(splicing *splicing, uint32_t start, uint32_t end)
{
    if (start < end)
        al_docx_put_bytes(splicing->work, splicing->out, (al_range){start, end});
}

static const al_docx_edit *next_edit(const splicing *splicing, uint32_t before)
{
    if (splicing->next >= splicing->n || splicing->edits[splicing->next].bytes.start >= before)
        return NULL;
    return &splicing->edits[splicing->next];
}

static void copy(splicing *splicing, uint32_t start, uint32_t end);

/* --- Pieces of a run ---------------------------------------------------- */

static void close_piece(writing *writing)
{
    if (writing->open != NOTHING)
        text(writing->splicing, "</@r>");
    if (writing->open == GONE)
        text(writing->splicing, writing->move > 0 ? "</@moveFrom>" : "</@del>");
    writing->open = NOTHING;
}

/* A piece of the run begins, with its tag and properties, unless one of its kind is open. */
static void open_piece(writing *writing, piece kind, uint32_t move)
{
    splicing *splicing = writing->splicing;
    const al_node *run = &splicing->of->nodes[writing->run];
    uint32_t properties = al_tree_child(splicing->of, writing->run, AL_W_R_PR);
    if (writing->open == kind && writing->move == move)
        return;
    close_piece(writing);
    if (kind == GONE)
        al_docx_put_mark(splicing->work, splicing->out, splicing->tree,
                         move > 0 ? "moveFrom" : "del", false);
    bytes(splicing, run->open.start, run->open.end);
    if (properties != AL_NO_NODE)
        bytes(splicing, splicing->of->nodes[properties].open.start,
              splicing->of->nodes[properties].close.end);
    writing->open = kind;
    writing->move = move;
}

/* White space at the front of a text that does not ask for it is the file's. */
static uint32_t front_of(const splicing *splicing, uint32_t node)
{
    uint32_t at = splicing->of->nodes[node].open.end;
    if (al_tree_attribute_is(splicing->of, node, "space", "preserve"))
        return at;
    while (at < splicing->of->nodes[node].close.start &&
           strchr(" \t\r\n", splicing->of->bytes[at]) != NULL)
        at++;
    return at;
}

/* Letters of one text, kept or gone. */
static void put_letters(writing *writing, uint32_t node, uint32_t start, uint32_t end, piece kind,
                        uint32_t move)
{
    splicing *splicing = writing->splicing;
    bool whole = kind == KEPT && start == splicing->of->nodes[node].open.end &&
                 end == splicing->of->nodes[node].close.start;
    uint32_t front = front_of(splicing, node);
    if (whole) {
        open_piece(writing, KEPT, 0);
        bytes(splicing, splicing->of->nodes[node].open.start, splicing->of->nodes[node].close.end);
        return;
    }
    start = start < front ? front : start;
    if (start >= end)
        return;
    open_piece(writing, kind, move);
    const char *name = kind == GONE && move == 0 ? "delText" : "t";
    al_buffer_append_format(splicing->out, "<%s%s xml:space=\"preserve\">", splicing->w, name);
    bytes(splicing, start, end);
    al_buffer_append_format(splicing->out, "</%s%s>", splicing->w, name);
}

/* An element of a run that goes as a whole. */
static void put_gone(writing *writing, uint32_t node, uint32_t move)
{
    splicing *splicing = writing->splicing;
    const al_node *of = &splicing->of->nodes[node];
    open_piece(writing, GONE, move);
    if (of->name != AL_W_INSTRUCTION || move > 0) {
        bytes(splicing, of->open.start, of->close.end);
        return;
    }
    text(splicing, "<@delInstrText xml:space=\"preserve\">");
    bytes(splicing, of->open.end, of->close.start);
    text(splicing, "</@delInstrText>");
}

/* --- What comes --------------------------------------------------------- */

/* What encloses a run within its paragraph can be closed and opened anew. */
static bool can_reopen(uint8_t name)
{
    return name == AL_W_INS || name == AL_W_MOVE_TO || name == AL_W_HYPERLINK ||
           name == AL_W_SMART_TAG || name == AL_W_DIR || name == AL_W_BDO;
}

/*
 * How many elements around a place, from the innermost on, are closed for what comes: up to the
 * outermost insertion of another author, or all of the paragraph. Of what cannot be closed all
 * stays open, unless `all`; then it is said.
 */
static uint32_t to_close(splicing *splicing, uint32_t node, bool all)
{
    uint32_t count = 0, wanted = 0;
    for (; node != AL_NO_NODE && splicing->of->nodes[node].name != AL_W_P;
         node = splicing->of->nodes[node].parent) {
        uint8_t name = splicing->of->nodes[node].name;
        if (!can_reopen(name)) {
            if (all)
                splicing->work->hard = true;
            break;
        }
        count++;
        if (all || name == AL_W_INS || name == AL_W_MOVE_TO)
            wanted = count;
    }
    return wanted;
}

static void close_around(splicing *splicing, uint32_t node, uint32_t count)
{
    for (; count > 0; count--, node = splicing->of->nodes[node].parent)
        bytes(splicing, splicing->of->nodes[node].close.start, splicing->of->nodes[node].close.end);
}

/* The outermost first; an insertion that is opened again has a number of its own. */
static void open_around(splicing *splicing, uint32_t node, uint32_t count)
{
    for (; count > 0; count--) {
        uint32_t at = node;
        for (uint32_t i = 1; i < count; i++)
            at = splicing->of->nodes[at].parent;
        const al_node *of = &splicing->of->nodes[at];
        al_range id = al_tree_attribute(splicing->of, at, "id");
        if ((of->name != AL_W_INS && of->name != AL_W_MOVE_TO) || id.start == id.end) {
            bytes(splicing, of->open.start, of->open.end);
            continue;
        }
        bytes(splicing, of->open.start, id.start);
        al_buffer_append_format(splicing->out, "%u", splicing->work->marking->others++);
        bytes(splicing, id.end, of->open.end);
    }
}

static al_docx_look look_in(const splicing *splicing, uint32_t node)
{
    bool run = al_tree_is(splicing->of, node, AL_W_R);
    return (al_docx_look){splicing->tree, AL_NO_NODE, run ? node : AL_NO_NODE};
}

static void put_words(splicing *splicing, uint32_t node, al_range atoms)
{
    al_docx_look look = look_in(splicing, node);
    al_docx_put_words(splicing->work, splicing->out, &look, atoms);
}

static uint32_t around(const splicing *splicing, uint32_t node)
{
    uint8_t name = splicing->of->nodes[node].name;
    return name == AL_W_R || name == AL_W_MATH_R ? splicing->of->nodes[node].parent : node;
}

static void put_coming(splicing *splicing, const al_docx_edit *edit)
{
    uint32_t enclosing = around(splicing, edit->node);
    uint32_t count = to_close(splicing, enclosing, false);
    close_around(splicing, enclosing, count);
    if (edit->payload.start < edit->payload.end)
        al_buffer_append(splicing->out, splicing->work->payload.bytes + edit->payload.start,
                         edit->payload.end - edit->payload.start);
    else
        put_words(splicing, edit->node, edit->atoms);
    open_around(splicing, enclosing, count);
}

/* --- Paragraphs --------------------------------------------------------- */

/* Where in the properties of runs of a mark an earlier mark ends, behind which ours stands. */
static uint32_t behind_marks(const al_tree *tree, uint32_t properties)
{
    uint32_t at = tree->nodes[properties].open.end;
    uint32_t child = tree->nodes[properties].first;
    while (child != AL_NO_NODE && (tree->nodes[child].name == AL_W_INS)) {
        at = tree->nodes[child].close.end;
        child = tree->nodes[child].next;
    }
    return at;
}

/* Where in a paragraph's properties those of its mark begin: before what has to stand last. */
static uint32_t before_last(const al_tree *tree, uint32_t properties)
{
    for (uint32_t child = tree->nodes[properties].first; child != AL_NO_NODE;
         child = tree->nodes[child].next)
        if (tree->nodes[child].name == AL_W_SECT_PR || tree->nodes[child].name == AL_W_P_PR_CHANGE)
            return tree->nodes[child].open.start;
    return tree->nodes[properties].close.start;
}

static void put_gone_mark(splicing *splicing, uint32_t move)
{
    al_docx_put_mark(splicing->work, splicing->out, splicing->tree, move > 0 ? "moveFrom" : "del",
                     true);
}

/* A tag that ends its element, without that end. */
static void put_open(splicing *splicing, uint32_t node)
{
    al_range tag = splicing->of->nodes[node].open;
    bool bare = al_tree_is_bare(splicing->of, node);
    bytes(splicing, tag.start, tag.end - (bare ? 2 : 0));
    if (bare)
        text(splicing, ">");
}

static void put_marked_properties(splicing *splicing, uint32_t properties, uint32_t move)
{
    const al_tree *of = splicing->of;
    uint32_t inner = al_tree_child(of, properties, AL_W_R_PR);
    put_open(splicing, properties);
    uint32_t start = of->nodes[properties].open.end, end = of->nodes[properties].close.start;
    if (inner == AL_NO_NODE) {
        uint32_t last = before_last(of, properties);
        bytes(splicing, start, last);
        text(splicing, "<@rPr>");
        put_gone_mark(splicing, move);
        text(splicing, "</@rPr>");
        bytes(splicing, last, end);
    } else {
        uint32_t at = behind_marks(of, inner);
        bytes(splicing, start, of->nodes[inner].open.start);
        put_open(splicing, inner);
        bytes(splicing, of->nodes[inner].open.end, at);
        put_gone_mark(splicing, move);
        if (al_tree_is_bare(of, inner))
            text(splicing, "</@rPr>");
        bytes(splicing, at, end);
    }
    text(splicing, "</@pPr>");
}

/* The tag and the properties of a paragraph as it was, with its mark gone if it is. */
static void put_paragraph_start(splicing *splicing, uint32_t paragraph, bool gone, uint32_t move)
{
    uint32_t properties = al_tree_child(splicing->of, paragraph, AL_W_P_PR);
    put_open(splicing, paragraph);
    if (gone && properties != AL_NO_NODE) {
        put_marked_properties(splicing, properties, move);
    } else if (gone) {
        text(splicing, "<@pPr><@rPr>");
        put_gone_mark(splicing, move);
        text(splicing, "</@rPr></@pPr>");
    } else if (properties != AL_NO_NODE) {
        bytes(splicing, splicing->of->nodes[properties].open.start,
              splicing->of->nodes[properties].close.end);
    }
}

/* The edits of a paragraph's start, as one; moves behind them. */
static const al_docx_edit *see_opens(splicing *splicing, uint32_t paragraph, bool *gone,
                                     uint32_t *move)
{
    const al_docx_edit *first = NULL;
    *gone = false;
    *move = 0;
    for (size_t i = splicing->next; i < splicing->n; i++) {
        const al_docx_edit *edit = &splicing->edits[i];
        if (edit->kind != AL_EDIT_OPEN || edit->node != paragraph)
            break;
        first = edit;
        *gone |= edit->gone;
        *move = edit->gone ? edit->move : *move;
        splicing->next++;
    }
    return first;
}

/* Whether a break of the paragraph comes among the edits from `from` on. */
static bool is_broken(const splicing *splicing, size_t from, uint32_t paragraph)
{
    uint32_t end = splicing->of->nodes[paragraph].close.end;
    for (size_t i = from; i < splicing->n && splicing->edits[i].bytes.start < end; i++) {
        const al_docx_edit *edit = &splicing->edits[i];
        if (edit->kind == AL_EDIT_BREAK &&
            al_tree_up(splicing->of, edit->node, AL_W_P) == paragraph)
            return true;
    }
    return false;
}

/* Whether the mark of a paragraph goes, as the edit of its start says, which was passed. */
static bool is_mark_gone(const splicing *splicing, uint32_t paragraph, uint32_t *move)
{
    for (size_t i = splicing->next; i-- > 0;) {
        const al_docx_edit *edit = &splicing->edits[i];
        if (edit->kind == AL_EDIT_OPEN && edit->node == paragraph && edit->gone) {
            *move = edit->move;
            return true;
        }
        if (edit->bytes.start < splicing->of->nodes[paragraph].open.start)
            break;
    }
    *move = 0;
    return false;
}

/* What is broken begins as what comes: its first mark is new. How far its bytes are done. */
static uint32_t open_paragraph(splicing *splicing, uint32_t paragraph)
{
    bool gone;
    uint32_t move, properties = al_tree_child(splicing->of, paragraph, AL_W_P_PR);
    see_opens(splicing, paragraph, &gone, &move);
    if (is_broken(splicing, splicing->next, paragraph)) {
        al_docx_look look = {splicing->tree, paragraph, AL_NO_NODE};
        al_docx_put_paragraph_start(splicing->work, splicing->out, &look, 0);
    } else {
        put_paragraph_start(splicing, paragraph, gone, move);
    }
    if (!al_tree_is_bare(splicing->of, paragraph))
        return properties != AL_NO_NODE ? splicing->of->nodes[properties].close.end
                                        : splicing->of->nodes[paragraph].open.end;
    while (splicing->next < splicing->n && splicing->edits[splicing->next].node == paragraph &&
           splicing->edits[splicing->next].kind == AL_EDIT_PUT)
        put_coming(splicing, &splicing->edits[splicing->next++]);
    text(splicing, "</@p>");
    return splicing->of->nodes[paragraph].open.end;
}

/* The words up to the next end of a paragraph; moves *at behind that. */
static al_range next_words(const splicing *splicing, uint32_t *at, uint32_t end)
{
    const al_atoms *telling = &splicing->work->kept->telling;
    al_range words = {*at, *at};
    while (words.end < end && !al_atoms_is_hard(telling, words.end))
        words.end++;
    *at = words.end + 1;
    return words;
}

/* The paragraph ends here, others come, and it goes on in the one that has its old mark. */
static void put_break(splicing *splicing, const al_docx_edit *edit)
{
    uint32_t enclosing = around(splicing, edit->node), at = edit->atoms.start, move;
    uint32_t paragraph = al_tree_up(splicing->of, edit->node, AL_W_P);
    uint32_t count = to_close(splicing, enclosing, true);
    al_docx_look look = look_in(splicing, edit->node);
    look.paragraph = paragraph;
    close_around(splicing, enclosing, count);
    put_words(splicing, edit->node, next_words(splicing, &at, edit->atoms.end));
    text(splicing, "</@p>");
    al_range words = {at, at};
    while (at <= edit->atoms.end) {
        words = next_words(splicing, &at, edit->atoms.end);
        if (at <= edit->atoms.end)
            al_docx_put_paragraph(splicing->work, splicing->out, &look, words, NULL);
    }
    if (is_broken(splicing, splicing->next, paragraph)) {
        al_docx_put_paragraph_start(splicing->work, splicing->out, &look, 0);
    } else {
        bool gone = is_mark_gone(splicing, paragraph, &move);
        put_paragraph_start(splicing, paragraph, gone, move);
    }
    put_words(splicing, edit->node, words);
    open_around(splicing, enclosing, count);
}

/* --- Runs --------------------------------------------------------------- */

static void put_edit(splicing *splicing, const al_docx_edit *edit)
{
    if (edit->kind == AL_EDIT_BREAK)
        put_break(splicing, edit);
    else
        put_coming(splicing, edit);
}

static bool comes(const al_docx_edit *edit)
{
    return edit->kind == AL_EDIT_PUT || edit->kind == AL_EDIT_BREAK;
}

/* What comes into a run up to a byte of it. */
static void put_up_to(writing *writing, uint32_t byte)
{
    splicing *splicing = writing->splicing;
    const al_docx_edit *edit;
    while ((edit = next_edit(splicing, byte + 1)) != NULL && comes(edit) &&
           edit->node == writing->run) {
        close_piece(writing);
        splicing->next++;
        put_edit(splicing, edit);
    }
}

/* Ranges of moves begin and end between runs. */
static void begin_move(writing *writing, const al_docx_edit *edit)
{
    if (!edit->begins)
        return;
    close_piece(writing);
    al_docx_put_move(writing->splicing->work, writing->splicing->out, edit->move, false, false);
}

static void end_move(writing *writing, const al_docx_edit *edit)
{
    if (!edit->ends)
        return;
    close_piece(writing);
    al_docx_put_move(writing->splicing->work, writing->splicing->out, edit->move, false, true);
}

static void write_text(writing *writing, uint32_t node)
{
    splicing *splicing = writing->splicing;
    uint32_t at = splicing->of->nodes[node].open.end, end = splicing->of->nodes[node].close.start;
    const al_docx_edit *edit;
    while ((edit = next_edit(splicing, end)) != NULL ||
           ((edit = next_edit(splicing, end + 1)) != NULL && comes(edit))) {
        if (edit->bytes.start > at)
            put_letters(writing, node, at, edit->bytes.start, KEPT, 0);
        at = edit->bytes.start > at ? edit->bytes.start : at;
        splicing->next++;
        if (comes(edit)) {
            close_piece(writing);
            put_edit(splicing, edit);
            continue;
        }
        begin_move(writing, edit);
        if (edit->bytes.end > at)
            put_letters(writing, node, at, edit->bytes.end, GONE, edit->move);
        at = edit->bytes.end > at ? edit->bytes.end : at;
        end_move(writing, edit);
    }
    if (at < end || at == splicing->of->nodes[node].open.end)
        put_letters(writing, node, at, end, KEPT, 0);
}

static void write_element(writing *writing, uint32_t node)
{
    splicing *splicing = writing->splicing;
    const al_node *of = &splicing->of->nodes[node];
    const al_docx_edit *edit = next_edit(splicing, of->close.end);
    if (edit != NULL && edit->kind == AL_EDIT_CUT && edit->bytes.start == of->open.start) {
        splicing->next++;
        begin_move(writing, edit);
        put_gone(writing, node, edit->move);
        end_move(writing, edit);
        return;
    }
    open_piece(writing, KEPT, 0);
    copy(splicing, of->open.start, of->close.end);
}

/* A run of mathematics goes as a whole, with what it is made of, or it cannot be shown. */
static void write_mathematics(writing *writing)
{
    splicing *splicing = writing->splicing;
    const al_node *run = &splicing->of->nodes[writing->run];
    uint32_t letters = al_tree_child(splicing->of, writing->run, AL_W_MATH_T);
    uint32_t wanted = letters != AL_NO_NODE ? splicing->of->nodes[letters].close.start -
                                                  splicing->of->nodes[letters].open.end
                                            : 0,
             gone = 0;
    const al_docx_edit *edit;
    size_t first = splicing->next;
    for (; (edit = next_edit(splicing, run->close.end)) != NULL; splicing->next++)
        gone += edit->kind == AL_EDIT_CUT ? edit->bytes.end - edit->bytes.start : 0;
    splicing->work->hard |= gone != 0 && gone != wanted;
    if (gone > 0)
        al_docx_put_mark(splicing->work, splicing->out, splicing->tree, "del", false);
    bytes(splicing, run->open.start, run->close.end);
    if (gone > 0)
        text(splicing, "</@del>");
    for (; first < splicing->next; first++)
        if (comes(&splicing->edits[first]))
            put_edit(splicing, &splicing->edits[first]);
}

static void write_run(splicing *splicing, uint32_t run)
{
    writing writing = {.splicing = splicing, .run = run};
    if (splicing->of->nodes[run].name == AL_W_MATH_R) {
        write_mathematics(&writing);
        return;
    }
    for (uint32_t child = splicing->of->nodes[run].first; child != AL_NO_NODE;
         child = splicing->of->nodes[child].next) {
        if (splicing->of->nodes[child].name == AL_W_R_PR)
            continue;
        put_up_to(&writing, splicing->of->nodes[child].open.start);
        if (splicing->of->nodes[child].name == AL_W_T)
            write_text(&writing, child);
        else
            write_element(&writing, child);
    }
    put_up_to(&writing, splicing->of->nodes[run].close.end);
    close_piece(&writing);
}

/* --- Rows and cells --------------------------------------------------------------- */

/* How a row or a cell says that it goes. */
typedef struct whole {
    uint8_t properties, first; /* an element that stands before these, or AL_W_OTHER */
    uint8_t change;            /* what the mark stands before */
    const char *begin, *end;   /* of properties */
    const char *mark;
} whole;

static const whole whole_row = {AL_W_TR_PR, AL_W_TBL_PR_EX, AL_W_TR_PR_CHANGE,
                                "<@trPr>",  "</@trPr>",     "del"},
                   whole_cell = {AL_W_TC_PR, AL_W_OTHER, AL_W_TC_PR_CHANGE,
                                 "<@tcPr>",  "</@tcPr>", "cellDel"};

/* The mark stands last in the properties, but for a change of these. How far its bytes are done. */
static uint32_t write_whole(splicing *splicing, uint32_t node, const whole *as)
{
    const al_tree *of = splicing->of;
    uint32_t properties = al_tree_child(of, node, as->properties),
             first = as->first != AL_W_OTHER ? al_tree_child(of, node, as->first) : AL_NO_NODE;
    if (properties == AL_NO_NODE) {
        uint32_t at = first != AL_NO_NODE ? of->nodes[first].close.end : of->nodes[node].open.end;
        bytes(splicing, of->nodes[node].open.start, at);
        text(splicing, as->begin);
        al_docx_put_mark(splicing->work, splicing->out, splicing->tree, as->mark, true);
        text(splicing, as->end);
        return at;
    }
    uint32_t change = al_tree_child(of, properties, as->change);
    uint32_t at =
        change != AL_NO_NODE ? of->nodes[change].open.start : of->nodes[properties].close.start;
    bytes(splicing, of->nodes[node].open.start, of->nodes[properties].open.start);
    put_open(splicing, properties);
    bytes(splicing, of->nodes[properties].open.end, at);
    al_docx_put_mark(splicing->work, splicing->out, splicing->tree, as->mark, true);
    if (!al_tree_is_bare(of, properties))
        bytes(splicing, at, of->nodes[properties].close.end);
    else
        text(splicing, as->end);
    return of->nodes[properties].close.end;
}

/* --- All of it ---------------------------------------------------------- */

/* What comes between elements, or into what is no run. */
static void put_other(splicing *splicing, const al_docx_edit *edit)
{
    al_docx_work *work = splicing->work;
    al_buffer *out = splicing->out;
    switch (edit->kind) {
    case AL_EDIT_TEXT:
        al_buffer_append(out, work->payload.bytes + edit->payload.start,
                         edit->payload.end - edit->payload.start);
        break;
    case AL_EDIT_BOX: work->boxes[edit->box].start = out->length; break;
    case AL_EDIT_BOX_END: work->boxes[edit->box].end = out->length; break;
    case AL_EDIT_AGREE: al_docx_put_box(work, out, splicing->tree, &work->boxes[edit->box]); break;
    default: put_edit(splicing, edit);
    }
}

/* The next edit is made. How far the bytes are done. */
static uint32_t make_edit(splicing *splicing, uint32_t start)
{
    const al_docx_edit *edit = &splicing->edits[splicing->next];
    const al_node *node = &splicing->of->nodes[edit->node];
    bool in_run = edit->kind >= AL_EDIT_CUT && (node->name == AL_W_R || node->name == AL_W_MATH_R);
    uint32_t at = in_run || (edit->kind >= AL_EDIT_OPEN && edit->kind <= AL_EDIT_CELL)
                      ? node->open.start
                      : edit->bytes.start;
    if (at < start) { /* its element has been written */
        splicing->work->hard = true;
        splicing->next++;
        return start;
    }
    bytes(splicing, start, at);
    if (edit->kind == AL_EDIT_OPEN)
        return open_paragraph(splicing, edit->node);
    if (in_run) {
        write_run(splicing, edit->node);
        return node->close.end;
    }
    splicing->next++;
    if (edit->kind == AL_EDIT_ROW || edit->kind == AL_EDIT_CELL)
        return write_whole(splicing, edit->node,
                           edit->kind == AL_EDIT_ROW ? &whole_row : &whole_cell);
    put_other(splicing, edit);
    return edit->kind == AL_EDIT_TEXT || edit->kind == AL_EDIT_AGREE ? edit->bytes.end : at;
}

/* Bytes of the part with all edits that lie in them. */
static void copy(splicing *splicing, uint32_t start, uint32_t end)
{
    while (next_edit(splicing, end) != NULL)
        start = make_edit(splicing, start);
    bytes(splicing, start, end);
}

static int by_place(const void *left, const void *right)
{
    const al_docx_edit *a = left, *b = right;
    if (a->tree != b->tree)
        return a->tree < b->tree ? -1 : 1;
    if (a->bytes.start != b->bytes.start)
        return a->bytes.start < b->bytes.start ? -1 : 1;
    if (a->kind != b->kind && (a->kind < AL_EDIT_CUT || b->kind < AL_EDIT_CUT))
        return a->kind < b->kind ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

bool al_docx_splice(al_docx_work *work, uint32_t tree, al_buffer *out)
{
    splicing splicing = {.work = work,
                         .tree = tree,
                         .of = &work->trees[tree],
                         .w = work->prefixes[tree],
                         .out = out};
    if (work->n_edits == 0) /* nothing differs, and there is no list */
        return false;
    qsort(work->edits, work->n_edits, sizeof *work->edits, by_place);
    size_t first = 0;
    while (first < work->n_edits && work->edits[first].tree != tree)
        first++;
    splicing.edits = work->edits + first;
    while (first + splicing.n < work->n_edits && work->edits[first + splicing.n].tree == tree)
        splicing.n++;
    if (splicing.n == 0)
        return false;
    const al_part *part = work->trees[tree].part;
    copy(&splicing, part->bytes.start, part->bytes.end);
    work->failed |= out->failed;
    return true;
}
