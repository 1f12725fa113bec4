/* SPDX-License-Identifier: Apache-2.0 */
/* Layers and blocks as spans of tokens, merged with those of marks; see layered.h. */
#include "speech/layered.h"

#include "text/layers.h"

#include <stdlib.h>
#include <string.h>

/* Words from which on a paragraph that is set apart is a quotation without a lead. */
enum { LEAST_WORDS = 20 };

typedef struct layering {
    const al_speech_tokens *tokens;
    const almost_text *text;
    al_speech_spans *marked; /* by marks */
    al_speech_spans found;   /* without */
} layering;

/* The first token that begins at a byte or behind it. */
static uint32_t token_from(const al_speech_tokens *tokens, uint32_t byte)
{
    size_t low = 0, high = tokens->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tokens->list[middle].start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static uint32_t paragraph_of(const al_speech_tokens *tokens, uint32_t token)
{
    size_t low = 0, high = tokens->n_paragraphs;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (tokens->paragraphs[middle].first <= token)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

/* Add tokens as spans, one a paragraph. */
static bool add_tokens(layering *layering, uint32_t first, uint32_t end, al_speech_span span)
{
    const al_speech_tokens *tokens = layering->tokens;
    for (uint32_t number = first < end ? paragraph_of(tokens, first) : 0; first < end; number++) {
        uint32_t last = tokens->paragraphs[number].end < end ? tokens->paragraphs[number].end : end;
        span.open = span.close = AL_SPEECH_NONE;
        span.first = first;
        span.end = last;
        span.paragraph = number;
        if (!al_speech_spans_add(&layering->found, span))
            return false;
        span.flags |= ALMOST_QUOTATION_CONTINUED;
        first = last;
    }
    return true;
}

/* Letters are no quotation of whoever wrote them. */
static bool are_letters(const almost_text *text)
{
    return text->format != NULL && strcmp(text->format, "mail") == 0;
}

static bool add_layers(layering *layering, al_layer_kind kind, al_speech_span span)
{
    const almost_text *text = layering->text;
    al_layer_walk walk = al_layers_walk(text->layers, kind, (al_range){0, (uint32_t)text->length});
    for (const al_layer_span *layer; (layer = al_layer_next(&walk)) != NULL;) {
        uint32_t first = token_from(layering->tokens, layer->bytes.start);
        uint32_t end = token_from(layering->tokens, layer->bytes.end);
        span.script = kind == AL_LAYER_SPEECH ? layer : NULL;
        if (!add_tokens(layering, first, end, span))
            return false;
    }
    return true;
}

/* --- Blocks of plain text ---------------------------------------------------------- */

static bool begins_line(const al_speech_tokens *tokens, uint32_t at)
{
    uint32_t byte = tokens->list[at].start;
    while (byte > 0 && (tokens->bytes[byte - 1] == ' ' || tokens->bytes[byte - 1] == '\t'))
        byte--;
    return byte == 0 || tokens->bytes[byte - 1] == '\n' || tokens->bytes[byte - 1] == '\r';
}

/* Lines behind `>`: a span each, so that no sign lies within one. */
static bool add_lines(layering *layering, uint32_t number)
{
    const al_speech_tokens *tokens = layering->tokens;
    const al_speech_paragraph *paragraph = &tokens->paragraphs[number];
    al_speech_span span = {.kind = ALMOST_QUOTATION_BLOCK};
    for (uint32_t i = paragraph->first, next; i < paragraph->end; i = next) {
        while (i < paragraph->end && al_speech_token_is(&tokens->list[i], '>'))
            i++;
        for (next = i; next < paragraph->end && (next == i || !begins_line(tokens, next));)
            next++;
        if (!add_tokens(layering, i, next, span))
            return false;
        span.flags |= ALMOST_QUOTATION_CONTINUED;
        next += next == i;
    }
    return true;
}

/* Whether a paragraph that is set apart quotes: something leads to it, or it is long; and it is no
   heading in capitals. */
static bool quotes(const al_speech_tokens *tokens, uint32_t number)
{
    const al_speech_paragraph *paragraph = &tokens->paragraphs[number];
    uint32_t words = 0, capitals = 0;
    for (uint32_t i = paragraph->first; i < paragraph->end; i++) {
        words += tokens->list[i].kind == AL_SPEECH_WORD;
        capitals += (tokens->list[i].flags & AL_SPEECH_ALL_CAPITAL) != 0;
        if (tokens->list[i].flags & AL_SPEECH_QUOTED)
            return false;
    }
    if (words < 2 || 2 * capitals > words)
        return false;
    const al_speech_token *before =
        paragraph->first > 0 ? &tokens->list[paragraph->first - 1] : NULL;
    bool led = before != NULL && !tokens->paragraphs[number - 1].apart &&
               (before->kind == AL_SPEECH_DASH || before->form == ':' || before->form == ',') &&
               before->kind != AL_SPEECH_WORD;
    return led || words >= LEAST_WORDS;
}

static bool add_blocks(layering *layering)
{
    const al_speech_tokens *tokens = layering->tokens;
    bool fine = true;
    for (uint32_t i = 0; i < tokens->n_paragraphs && fine; i++) {
        const al_speech_paragraph *paragraph = &tokens->paragraphs[i];
        if (al_speech_token_is(&tokens->list[paragraph->first], '>'))
            fine = add_lines(layering, i);
        else if (paragraph->apart && quotes(tokens, i))
            fine = add_tokens(layering, paragraph->first, paragraph->end,
                              (al_speech_span){.kind = ALMOST_QUOTATION_BLOCK});
    }
    return fine;
}

/* --- All together --------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const al_speech_span *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->end > y->end ? -1 : x->end < y->end;
}

/* Keep those that begin in none of the others. */
static void thin(al_speech_spans *spans)
{
    size_t n = 0;
    uint32_t end = 0;
    for (size_t i = 0; i < spans->n; i++) {
        if (spans->list[i].first < end)
            continue;
        spans->list[n++] = spans->list[i];
        end = spans->list[i].end;
    }
    spans->n = n;
}

/* Tokens of a span with its marks: none of them is another's. */
static al_range with_marks(const al_speech_span *span)
{
    return (al_range){span->open != AL_SPEECH_NONE ? span->open : span->first,
                      span->close != AL_SPEECH_NONE ? span->close + 1 : span->end};
}

/* The spans of both kinds in their order; marks within what was found without are passed over. */
static bool merge(layering *layering)
{
    al_speech_spans *marked = layering->marked;
    qsort(layering->found.list, layering->found.n, sizeof *layering->found.list, by_place);
    thin(&layering->found);
    size_t n = 0, next = 0;
    for (size_t i = 0; i < marked->n; i++) {
        const al_speech_spans *found = &layering->found;
        const al_range range = with_marks(&marked->list[i]);
        while (next < found->n && found->list[next].end <= range.start)
            next++;
        if (next == found->n || range.end <= found->list[next].first)
            marked->list[n++] = marked->list[i];
    }
    marked->n = n;
    for (size_t i = 0; i < layering->found.n; i++)
        if (!al_speech_spans_add(marked, layering->found.list[i]))
            return false;
    qsort(marked->list, marked->n, sizeof *marked->list, by_place);
    return true;
}

bool al_speech_layered_add(const al_speech_tokens *tokens, const almost_text *text,
                           al_speech_spans *spans)
{
    layering layering = {tokens, text, spans, {.allocator = tokens->allocator}};
    bool fine = true;
    if (text->layers != NULL && !are_letters(text))
        fine = add_layers(&layering, AL_LAYER_SPEECH,
                          (al_speech_span){.kind = ALMOST_QUOTATION_SPEECH});
    if (fine && text->layers != NULL)
        fine = add_layers(&layering, AL_LAYER_QUOTATION,
                          (al_speech_span){.kind = ALMOST_QUOTATION_BLOCK});
    fine = fine && add_blocks(&layering);
    if (fine && layering.found.n > 0)
        fine = merge(&layering);
    al_release(tokens->allocator, layering.found.list);
    return fine;
}
