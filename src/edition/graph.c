/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The variant graph (Schmidt and Colomb 2009): a node for each reading of a place, and an edge
 * wherever one or more witnesses go from one to the next, or between what was transposed; as
 * GraphML with the names that CollateX gives, and for Graphviz. It begins with node 0 and ends with
 * the last one, both empty.
 */
#include "edition/edition.h"
#include "edition/markup.h"
#include "edition/sigla.h"
#include "edition/variation.h"

#include <string.h>

typedef struct graph {
    const almost_collation *collation;
    al_variation places;
    al_sigla sigla;
    al_output *output;
    bool dot;
    uint64_t *last;   /* of each witness: the node that it has come to */
    uint64_t *nodes;  /* of each reading of the place in hand: its node */
    uint64_t *firsts; /* of each place: the node of its first reading */
    uint64_t n_nodes;
    uint64_t n_edges;
} graph;

static void put_dot_text(al_output *output, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '"' || bytes[i] == '\\')
            al_output_text(output, "\\");
        al_output_bytes(output, (unsigned char)bytes[i] < 0x20 ? " " : bytes + i, 1);
    }
}

static void put_data(al_output *output, const char *key, uint64_t number)
{
    al_output_text(output, "<data key=\"");
    al_output_text(output, key);
    al_output_text(output, "\">");
    al_output_number(output, number);
    al_output_text(output, "</data>");
}

static void put_node(graph *graph, uint64_t rank, const char *word, uint32_t length)
{
    al_output *output = graph->output;
    al_output_text(output, graph->dot ? "  v" : "<node id=\"n");
    al_output_number(output, graph->n_nodes);
    if (graph->dot) {
        al_output_text(output, " [label = \"");
        put_dot_text(output, word, length);
        al_output_text(output, "\"];\n");
    } else {
        al_output_text(output, "\">");
        put_data(output, "d0", graph->n_nodes);
        al_output_text(output, "<data key=\"d1\">");
        al_markup_bytes(output, word, length);
        al_output_text(output, "</data>");
        put_data(output, "d2", rank);
        al_output_text(output, "</node>\n");
    }
}

/* Who goes over an edge, and is then at its end. */
static void put_travellers(graph *graph, uint64_t from, uint64_t to, uint32_t first,
                           uint32_t reading)
{
    const char *siglum, *before = "";
    al_sigla_clear(&graph->sigla);
    for (uint32_t i = first; i < graph->collation->n; i++) {
        if (graph->last[i] != from || (reading != UINT32_MAX && graph->places.of[i] != reading))
            continue;
        al_sigla_add(&graph->sigla, i);
        graph->last[i] = UINT64_MAX - to; /* done, and noted where it is going */
    }
    for (uint32_t at = first; (siglum = al_sigla_next(&graph->sigla, &at)) != NULL; before = ", ") {
        al_output_text(graph->output, before);
        if (graph->dot)
            put_dot_text(graph->output, siglum, strlen(siglum));
        else
            al_markup_text(graph->output, siglum);
    }
}

/* An edge, and the witnesses that go over it. */
static void put_edge(graph *graph, uint64_t from, uint64_t to, uint32_t first, uint32_t reading)
{
    al_output *output = graph->output;
    al_output_text(output, graph->dot ? "  v" : "<edge id=\"e");
    al_output_number(output, graph->dot ? from : graph->n_edges);
    al_output_text(output, graph->dot ? " -> v" : "\" source=\"n");
    al_output_number(output, graph->dot ? to : from);
    al_output_text(output, graph->dot ? " [label = \"" : "\" target=\"n");
    if (!graph->dot) {
        al_output_number(output, to);
        al_output_text(output, "\">");
        put_data(output, "d3", graph->n_edges);
        al_output_text(output, "<data key=\"d4\">path</data><data key=\"d5\">");
    }
    put_travellers(graph, from, to, first, reading);
    al_output_text(output, graph->dot ? "\"];\n" : "</data></edge>\n");
    graph->n_edges++;
}

/* All edges to the readings of a place, or of all witnesses to the end. */
static void put_edges(graph *graph, bool end)
{
    uint32_t n = graph->collation->n;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t reading = end ? UINT32_MAX : graph->places.of[i];
        bool goes = end || (reading != UINT32_MAX && !graph->places.readings[reading].absent);
        if (goes && graph->last[i] < graph->n_nodes)
            put_edge(graph, graph->last[i], end ? graph->n_nodes : graph->nodes[reading], i,
                     reading);
    }
    for (uint32_t i = 0; i < n; i++)
        if (graph->last[i] > UINT64_MAX - graph->n_nodes - 1)
            graph->last[i] = UINT64_MAX - graph->last[i];
}

/* Nodes and edges of all places; one of the two is put. */
static void walk(graph *graph, bool nodes)
{
    for (uint32_t i = 0; i < graph->collation->n; i++)
        graph->last[i] = 0;
    if (nodes)
        graph->n_nodes = 0, put_node(graph, 0, "", 0);
    graph->n_nodes = 1;
    for (uint64_t row = 0; row < graph->collation->table.n; row++) {
        al_variation_read(&graph->places, row);
        graph->firsts[row] = graph->n_nodes;
        for (uint32_t reading = 0; reading < graph->places.n_readings; reading++) {
            const al_reading *what = &graph->places.readings[reading];
            uint32_t length = 0;
            const char *word = al_variation_word(graph->collation, row, what->leader, &length);
            if (what->absent)
                continue;
            if (nodes)
                put_node(graph, row + 1, word, length);
            graph->nodes[reading] = graph->n_nodes++;
        }
        if (!nodes)
            put_edges(graph, false);
    }
    if (nodes)
        put_node(graph, graph->collation->table.n + (uint64_t)1, "", 0);
    else
        put_edges(graph, true);
}

/* The node of a witness's word in a row. */
static uint64_t node_of(graph *graph, uint64_t row, uint32_t witness)
{
    uint64_t node = graph->firsts[row];
    al_variation_read(&graph->places, row);
    for (uint32_t reading = 0; reading < graph->places.of[witness]; reading++)
        node += !graph->places.readings[reading].absent;
    return node;
}

/* An edge from what stands in one place in some witnesses to where it stands in others. */
static void put_transpositions(graph *graph)
{
    al_output *output = graph->output;
    for (size_t i = 0; i < graph->places.n_moved; i++) {
        const al_moved_word *word = &graph->places.moved[i];
        if (word->row > word->other)
            continue;
        uint64_t from = node_of(graph, word->row, word->here);
        uint64_t to = node_of(graph, word->other, word->there);
        al_output_text(output, graph->dot ? "  v" : "<edge id=\"e");
        al_output_number(output, graph->dot ? from : graph->n_edges);
        al_output_text(output, graph->dot ? " -> v" : "\" source=\"n");
        al_output_number(output, graph->dot ? to : from);
        if (graph->dot) {
            al_output_text(output, " [color = \"lightgray\", style = \"dashed\", arrowhead = "
                                   "\"none\", arrowtail = \"none\"];\n");
            continue;
        }
        al_output_text(output, "\" target=\"n");
        al_output_number(output, to);
        al_output_text(output, "\">");
        put_data(output, "d3", graph->n_edges++);
        al_output_text(output, "<data key=\"d4\">transposition</data></edge>\n");
    }
}

static bool put_graph(const almost_collation *collation, const almost_collation_options *options,
                      al_output *output, bool dot)
{
    graph graph = {.collation = collation, .output = output, .dot = dot};
    const almost_allocator *allocator = collation->allocator;
    bool ready = al_variation_init(&graph.places, collation, al_grain_of(options)) &&
                 al_variation_link(&graph.places) &&
                 al_sigla_init(&graph.sigla, collation, options, NULL) == ALMOST_OK;
    graph.last = al_allocate(allocator, collation->n, sizeof *graph.last);
    graph.nodes = al_allocate(allocator, collation->n, sizeof *graph.nodes);
    graph.firsts = al_allocate(allocator, collation->table.n, sizeof *graph.firsts);
    ready = ready && graph.last != NULL && graph.nodes != NULL && graph.firsts != NULL;
    if (ready) {
        walk(&graph, true);
        walk(&graph, false);
        put_transpositions(&graph);
    }
    al_release(allocator, graph.last);
    al_release(allocator, graph.nodes);
    al_release(allocator, graph.firsts);
    al_sigla_release(&graph.sigla);
    al_variation_release(&graph.places);
    return ready;
}

bool al_edition_graphml(const almost_collation *collation, const almost_collation_options *options,
                        al_output *output)
{
    static const char *const keys[][3] = {
        {"node", "number", "int"}, {"node", "tokens", "string"}, {"node", "rank", "int"},
        {"edge", "number", "int"}, {"edge", "type", "string"},   {"edge", "witnesses", "string"}};
    al_output_text(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for (uint64_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        al_output_text(output, "<key id=\"d");
        al_output_number(output, i);
        al_output_text(output, "\" for=\"");
        al_output_text(output, keys[i][0]);
        al_output_text(output, "\" attr.name=\"");
        al_output_text(output, keys[i][1]);
        al_output_text(output, "\" attr.type=\"");
        al_output_text(output, keys[i][2]);
        al_output_text(output, "\"/>\n");
    }
    al_output_text(output, "<graph id=\"g0\" edgedefault=\"directed\" parse.nodeids=\"canonical\" "
                           "parse.edgeids=\"canonical\" parse.order=\"nodesfirst\">\n");
    if (!put_graph(collation, options, output, false))
        return false;
    al_output_text(output, "</graph>\n</graphml>\n");
    return true;
}

bool al_edition_dot(const almost_collation *collation, const almost_collation_options *options,
                    al_output *output)
{
    al_output_text(output, "digraph G {\n");
    if (!put_graph(collation, options, output, true))
        return false;
    al_output_text(output, "}\n");
    return true;
}
