/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree of likeness drawn from left to right, for a terminal and as SVG: a line a leaf, edges as
 * long as what they part differs, and beside each parting how many of 100 draws have it. It begins
 * at the node that joins what was left to join, which is a place to hold it by, and no ancestor.
 */
#include "edition/edition.h"
#include "edition/kinship.h"
#include "edition/markup.h"

#include "base/number.h"
#include "page/line.h"

#include <string.h>

enum { LEAST_COLUMNS = 16, SIGLA_SHARE = 3 /* a third of a line */ };

static const char heading[] = "A tree of likeness, not a stemma. Numbers: how many of 100 draws "
                              "of the places have the parting.";

/* A node where it is drawn. */
typedef struct drawn {
    double x; /* the sum of the edges to it */
    double y; /* in leaves from the top */
    uint32_t parent;
} drawn;

typedef struct drawing {
    const almost_collation *collation;
    al_output *output;
    al_kinship tree;
    drawn *nodes;
    uint32_t *order; /* nodes, each behind its parent, leaves from the top */
    uint32_t *stack;
    double longest; /* the largest x */
} drawing;

/* An order in which parents come first, without recursion, which a comb would make deep. */
static void order_nodes(drawing *drawing)
{
    const al_kinship *tree = &drawing->tree;
    uint32_t n = 0, depth = 1, leaf = 0;
    drawing->stack[0] = tree->n - 1;
    drawing->nodes[tree->n - 1] = (drawn){0, 0, UINT32_MAX};
    while (depth > 0) {
        uint32_t node = drawing->stack[--depth];
        drawn *mine = &drawing->nodes[node];
        drawing->order[n++] = node;
        drawing->longest = mine->x > drawing->longest ? mine->x : drawing->longest;
        if (node < tree->n_leaves) {
            mine->y = leaf++;
            continue;
        }
        for (int child = 3; child-- > 0;) {
            uint32_t below = tree->nodes[node].children[child];
            if (below == UINT32_MAX)
                continue;
            drawing->nodes[below] = (drawn){mine->x + tree->nodes[node].lengths[child], 0, node};
            drawing->stack[depth++] = below;
        }
    }
}

/* The first and the last child that there is. */
static void children_of(const al_kinship *tree, uint32_t node, uint32_t *first, uint32_t *last)
{
    *first = tree->nodes[node].children[0];
    for (int child = 0; child < 3; child++)
        if (tree->nodes[node].children[child] != UINT32_MAX)
            *last = tree->nodes[node].children[child];
}

/* Inner nodes stand in the middle of their children, which come behind them in the order. */
static void place_nodes(drawing *drawing)
{
    for (uint32_t i = drawing->tree.n; i-- > 0;) {
        uint32_t node = drawing->order[i], first, last = UINT32_MAX;
        if (node < drawing->tree.n_leaves)
            continue;
        children_of(&drawing->tree, node, &first, &last);
        if (last != UINT32_MAX)
            drawing->nodes[node].y = (drawing->nodes[first].y + drawing->nodes[last].y) / 2;
    }
}

static bool draw(drawing *drawing)
{
    const almost_allocator *allocator = drawing->collation->allocator;
    al_unit_table units;
    if (!al_units_init(&units, drawing->collation))
        return false;
    bool done = al_kinship_init(&drawing->tree, &units);
    al_units_release(&units);
    if (!done)
        return false;
    uint32_t n = drawing->tree.n;
    drawing->nodes = al_allocate_zero(allocator, n, sizeof *drawing->nodes);
    drawing->order = al_allocate(allocator, n, sizeof *drawing->order);
    drawing->stack = al_allocate(allocator, n, sizeof *drawing->stack);
    if (drawing->nodes == NULL || drawing->order == NULL || drawing->stack == NULL)
        return false;
    order_nodes(drawing);
    place_nodes(drawing);
    return true;
}

static void release(drawing *drawing)
{
    const almost_allocator *allocator = drawing->collation->allocator;
    al_kinship_release(&drawing->tree);
    al_release(allocator, drawing->nodes);
    al_release(allocator, drawing->order);
    al_release(allocator, drawing->stack);
}

/* The next witness of a leaf from number `next` on, or the number of all: there is none. */
static uint32_t next_witness(const drawing *drawing, uint32_t leaf, uint32_t next)
{
    while (next < drawing->collation->n && drawing->collation->tradition.of_witness[next] != leaf)
        next++;
    return next;
}

static uint64_t percent_of(double support)
{
    return (uint64_t)(support * 100 + .5);
}

/* --- For a terminal ------------------------------------------------------------------------------
 */

/* Two lines a leaf, so that what stands in the middle of two leaves has one. */
typedef struct canvas {
    drawing *drawing;
    al_line line;
    uint8_t *cells; /* of the line in hand: which ways a line goes from each, in bits; or a digit */
    uint32_t columns;
    uint32_t sigla_width;
} canvas;

enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8 };

static uint32_t column_of(const canvas *canvas, uint32_t node)
{
    double longest = canvas->drawing->longest;
    double share = longest > 0 ? canvas->drawing->nodes[node].x / longest : 1;
    return (uint32_t)(share * (canvas->columns - 3)) + 1;
}

static uint32_t line_of(const canvas *canvas, uint32_t node)
{
    return (uint32_t)(2 * canvas->drawing->nodes[node].y + .5);
}

/* What of a node's edge, and of the upright that joins its children, lies on a line. */
static void mark(canvas *canvas, uint32_t node, uint32_t line)
{
    const drawing *drawing = canvas->drawing;
    uint32_t parent = drawing->nodes[node].parent, at = column_of(canvas, node), first, last;
    uint32_t from = parent != UINT32_MAX ? column_of(canvas, parent) : 0;
    if (line_of(canvas, node) == line) {
        at = at > from ? at : from + 1;
        for (uint32_t column = from; column < at; column++) {
            canvas->cells[column] |= RIGHT;
            canvas->cells[column + 1] |= LEFT;
        }
    }
    if (node < drawing->tree.n_leaves)
        return;
    last = UINT32_MAX;
    children_of(&drawing->tree, node, &first, &last);
    uint32_t top = line_of(canvas, first), bottom = line_of(canvas, last);
    at = column_of(canvas, node);
    canvas->cells[at] |= (uint8_t)((line > top && line <= bottom ? UP : 0) |
                                   (line >= top && line < bottom ? DOWN : 0));
}

/* Put the support of a node on the edge to it, where there is room. */
static void put_support(canvas *canvas, uint32_t node)
{
    const drawing *drawing = canvas->drawing;
    char digits[24];
    uint32_t parent = drawing->nodes[node].parent, at = column_of(canvas, node);
    double support = drawing->tree.nodes[node].support;
    if (parent == UINT32_MAX || node < drawing->tree.n_leaves || support < 0)
        return;
    uint32_t n = (uint32_t)(al_put_number(digits, percent_of(support)) - digits);
    if (at > column_of(canvas, parent) + n)
        memcpy(canvas->cells + at - n, digits, n);
}

static const char *sign_of(uint8_t ways)
{
    static const char *const signs[16] = {
        " ",      "\u2502", "\u2502", "\u2502", "\u2500", "\u2518", "\u2510", "\u2524",
        "\u2500", "\u2514", "\u250C", "\u251C", "\u2500", "\u2534", "\u252C", "\u253C"};
    return signs[ways];
}

/* The witnesses of a leaf from number `next` on, as many as there is room for; the next one. */
static uint32_t put_sigla(canvas *canvas, uint32_t leaf, uint32_t next)
{
    const almost_collation *collation = canvas->drawing->collation;
    uint32_t end = canvas->columns + canvas->sigla_width;
    for (bool first = true; next < collation->n; first = false) {
        uint32_t cells = 0;
        const char *siglum = collation->witnesses[next].siglum;
        size_t length = strlen(siglum);
        al_line_clipped(NULL, AL_STYLE_PLAIN, siglum, length, canvas->sigla_width - 1, &cells);
        if (!first && canvas->line.cells + 1 + cells > end)
            break;
        al_line_text(&canvas->line, AL_STYLE_PLAIN, " ");
        al_line_clipped(&canvas->line, AL_STYLE_PLAIN, siglum, length, canvas->sigla_width - 1,
                        &cells);
        next = next_witness(canvas->drawing, leaf, next + 1);
    }
    return next;
}

/* What of the tree lies on a line; the leaf that ends there, or UINT32_MAX. */
static uint32_t put_columns(canvas *canvas, uint32_t line)
{
    const drawing *drawing = canvas->drawing;
    uint32_t leaf = UINT32_MAX;
    memset(canvas->cells, 0, canvas->columns + 1);
    for (uint32_t node = 0; node < drawing->tree.n; node++) {
        mark(canvas, node, line);
        if (node < drawing->tree.n_leaves && line_of(canvas, node) == line)
            leaf = node;
    }
    for (uint32_t node = 0; node < drawing->tree.n; node++)
        if (line_of(canvas, node) == line)
            put_support(canvas, node);
    for (uint32_t column = 0; column < canvas->columns; column++) {
        uint8_t cell = canvas->cells[column];
        const char digit[2] = {(char)cell, '\0'}, *sign = cell < 16 ? sign_of(cell) : digit;
        al_line_put(&canvas->line, AL_STYLE_PLAIN, sign, strlen(sign), 1);
    }
    return leaf;
}

/* A line between the last one and the next: only what goes down from that. */
static void go_on_below(canvas *canvas)
{
    for (uint32_t column = 0; column < canvas->columns; column++) {
        uint8_t cell = canvas->cells[column];
        const char *sign = sign_of(cell < 16 && (cell & DOWN) != 0 ? UP | DOWN : 0);
        al_line_put(&canvas->line, AL_STYLE_PLAIN, sign, strlen(sign), 1);
    }
}

/* Send one line, and as many below it as the sigla of a leaf take. */
static bool send_line(canvas *canvas, uint32_t line)
{
    uint32_t leaf = put_columns(canvas, line), n = canvas->drawing->collation->n;
    uint32_t next = leaf != UINT32_MAX ? next_witness(canvas->drawing, leaf, 0) : n;
    if (leaf != UINT32_MAX)
        next = put_sigla(canvas, leaf, next);
    while (next < n) {
        if (!al_line_send(&canvas->line, canvas->drawing->output))
            return false;
        go_on_below(canvas);
        next = put_sigla(canvas, leaf, next);
    }
    return al_line_send(&canvas->line, canvas->drawing->output);
}

static void measure(canvas *canvas, uint32_t width)
{
    const almost_collation *collation = canvas->drawing->collation;
    uint32_t widest = 0, most = width / SIGLA_SHARE;
    for (uint32_t i = 0; i < collation->n; i++) {
        uint32_t cells = 0;
        const char *siglum = collation->witnesses[i].siglum;
        al_line_clipped(NULL, AL_STYLE_PLAIN, siglum, strlen(siglum), most, &cells);
        widest = cells > widest ? cells : widest;
    }
    canvas->sigla_width = widest + 1 > most ? most : widest + 1; /* with a blank before it */
    canvas->columns = width - canvas->sigla_width;
    canvas->columns = canvas->columns > LEAST_COLUMNS ? canvas->columns : LEAST_COLUMNS;
}

bool al_edition_tree(const almost_collation *collation, const almost_collation_options *options,
                     al_output *output)
{
    drawing drawing = {.collation = collation, .output = output};
    canvas canvas = {.drawing = &drawing};
    bool done = draw(&drawing);
    al_line_init(&canvas.line, collation->allocator, options->colour);
    measure(&canvas, options->width);
    canvas.cells = al_allocate(collation->allocator, (size_t)canvas.columns + 1, 1);
    done = done && canvas.cells != NULL;
    if (done) {
        al_output_text(output, heading);
        al_output_text(output, "\n\n");
    }
    for (uint32_t line = 0; done && line + 1 < 2 * drawing.tree.n_leaves; line++)
        done = send_line(&canvas, line);
    al_release(collation->allocator, canvas.cells);
    al_line_release(&canvas.line);
    release(&drawing);
    return done;
}

/* --- SVG -----------------------------------------------------------------------------------------
 */

enum { ROW = 22, WIDTH = 560, MARGIN = 20, TOP = 44, LETTER = 8 };

static void put_number(al_output *output, const char *before, double number)
{
    al_output_text(output, before);
    al_output_fixed(output, number, 1);
}

static double x_of(const drawing *drawing, uint32_t node)
{
    double longest = drawing->longest;
    return MARGIN + (longest > 0 ? drawing->nodes[node].x / longest : 1) * WIDTH;
}

static double y_of(const drawing *drawing, uint32_t node)
{
    return TOP + drawing->nodes[node].y * ROW;
}

static void put_line(al_output *output, double x1, double y1, double x2, double y2)
{
    put_number(output, "<path d=\"M", x1);
    put_number(output, " ", y1);
    put_number(output, "L", x2);
    put_number(output, " ", y2);
    al_output_text(output, "\"/>\n");
}

static void put_leaf(const drawing *drawing, uint32_t leaf)
{
    al_output *output = drawing->output;
    bool first = true;
    put_number(output, "<text x=\"", x_of(drawing, leaf) + LETTER);
    put_number(output, "\" y=\"", y_of(drawing, leaf) + 4);
    al_output_text(output, "\">");
    for (uint32_t i = next_witness(drawing, leaf, 0); i < drawing->collation->n;
         i = next_witness(drawing, leaf, i + 1)) {
        al_output_text(output, first ? "" : " ");
        al_markup_text(output, drawing->collation->witnesses[i].siglum);
        first = false;
    }
    al_output_text(output, "</text>\n");
}

static void put_inner(const drawing *drawing, uint32_t node)
{
    uint32_t first, last = UINT32_MAX;
    double x = x_of(drawing, node), support = drawing->tree.nodes[node].support;
    children_of(&drawing->tree, node, &first, &last);
    if (last != UINT32_MAX)
        put_line(drawing->output, x, y_of(drawing, first), x, y_of(drawing, last));
    if (support < 0 || drawing->nodes[node].parent == UINT32_MAX)
        return;
    put_number(drawing->output, "<text class=\"support\" x=\"", x - 3);
    put_number(drawing->output, "\" y=\"", y_of(drawing, node) - 4);
    al_output_text(drawing->output, "\">");
    al_output_number(drawing->output, percent_of(support));
    al_output_text(drawing->output, "</text>\n");
}

static void put_svg(const drawing *drawing)
{
    size_t longest = 0;
    al_output *output = drawing->output;
    for (uint32_t i = 0; i < drawing->collation->n; i++) {
        size_t length = strlen(drawing->collation->witnesses[i].siglum);
        longest = length > longest ? length : longest;
    }
    put_number(output, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"",
               2 * MARGIN + WIDTH + (double)(longest + 2) * LETTER);
    put_number(output, "\" height=\"", TOP + (double)drawing->tree.n_leaves * ROW);
    al_output_text(output, "\" role=\"img\">\n<style>path{stroke:#333;fill:none}text{font:13px "
                           "sans-serif}.support{font-size:10px;text-anchor:end;fill:#777}</style>\n"
                           "<text x=\"4\" y=\"16\">");
    al_output_text(output, heading);
    al_output_text(output, "</text>\n");
    for (uint32_t node = 0; node < drawing->tree.n; node++) {
        uint32_t parent = drawing->nodes[node].parent;
        double y = y_of(drawing, node);
        if (parent != UINT32_MAX)
            put_line(output, x_of(drawing, parent), y, x_of(drawing, node), y);
        if (node < drawing->tree.n_leaves)
            put_leaf(drawing, node);
        else
            put_inner(drawing, node);
    }
    al_output_text(output, "</svg>\n");
}

bool al_edition_tree_svg(const almost_collation *collation, const almost_collation_options *options,
                         al_output *output)
{
    drawing drawing = {.collation = collation, .output = output};
    (void)options;
    bool done = draw(&drawing);
    if (done)
        put_svg(&drawing);
    release(&drawing);
    return done;
}
