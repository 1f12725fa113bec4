/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Layers: spans of a text of which its source says what they are. They may overlap and nest.
 * What is worked out about a text, such as who says what in prose, stands beside it and not here.
 */
#ifndef AL_LAYERS_H
#define AL_LAYERS_H

#include "base/range.h"
#include "text/text.h"
#include "text/value.h"

typedef enum al_layer_kind {
    AL_LAYER_OUTSIDE, /* belongs to the file and not to the telling: a licence, a running head */
    AL_LAYER_HEADING,
    AL_LAYER_NOTE,
    AL_LAYER_EMPHASIS,
    AL_LAYER_SPEECH,    /* its value: the speaker as the source says it */
    AL_LAYER_DOUBTFUL,  /* a word that a scanner is not sure of; its value: how sure, in percent */
    AL_LAYER_QUOTATION, /* a block that quotes: <blockquote>, > of Markdown */
    AL_LAYER_LOOK,      /* letters that are not plain; its value: an al_look's, as a name */
    AL_LAYER_REFERENCE, /* leads to another place of the text; its value: the id of that element */
    AL_LAYER_KINDS
} al_layer_kind;

typedef struct al_layer_span {
    al_kept_value value; /* for al_layers_value() */
    uint32_t number;     /* in the order in which they were added */
    al_range bytes;      /* of the decoded text; never empty */
} al_layer_span;

typedef struct al_layers al_layers;

/* None yet. NULL when memory ends. */
al_layers *al_layers_new(const almost_allocator *allocator);
void al_layers_free(al_layers *layers);

/* Add a span, in any order. One that is empty holds nothing and is left out. The value is copied.
   False when memory ends. */
bool al_layers_add(al_layers *layers, al_layer_kind kind, al_range bytes, al_value value);

/* The ends of each go to where `to` says, before they are complete. `layers` may be NULL. */
void al_layers_move(al_layers *layers, uint32_t (*to)(const void *of, uint32_t at), const void *of);

/* Put them into order; from now on they are immutable and may be asked. False when memory ends. */
bool al_layers_complete(al_layers *layers);

/* A walk through the spans of a kind that lie in some bytes, wholly or in part. */
typedef struct al_layer_walk {
    const struct al_layer_row *row; /* NULL: none */
    al_range bytes;
    size_t next;
} al_layer_walk;

/*
 * By where they begin, of those that begin together the longest first. `layers` may be NULL, for a
 * text without. O(log n + k) for k spans in a row, O(log n) more for each that lies between them
 * without reaching the bytes.
 */
al_layer_walk al_layers_walk(const al_layers *layers, al_layer_kind kind, al_range bytes);

/* The next, or NULL. Borrowed from the layers. */
const al_layer_span *al_layer_next(al_layer_walk *walk);

/* Borrowed from the layers. */
al_value al_layers_value(const al_layers *layers, const al_layer_span *span);

/* Bytes of all values. */
uint64_t al_layers_value_bytes(const al_layers *layers);

#endif
