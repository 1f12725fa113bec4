/* SPDX-License-Identifier: Apache-2.0 */
/* A copy of a text with blanks in it; all that it does not own is that of the text. */
#include "text/compared.h"

#include "text/layers.h"

#include <string.h>

static bool ends_line(char byte)
{
    return byte == '\n' || byte == '\r';
}

/*
 * Line ends stay, so that lines are as long as they were. Where there are any, two stand in front:
 * who looks at both ends of a long stretch only sees the paragraph end there.
 */
static void blank_out(char *bytes, al_range span)
{
    bool breaks = false;
    for (uint32_t at = span.start; at < span.end; at++) {
        breaks |= ends_line(bytes[at]);
        bytes[at] = ends_line(bytes[at]) ? '\n' : ' ';
    }
    for (uint32_t at = span.start; breaks && at < span.end && at < span.start + 2; at++)
        bytes[at] = '\n';
}

static void blank_out_all(const almost_text *text, char *bytes)
{
    al_layer_walk walk =
        al_layers_walk(text->layers, AL_LAYER_OUTSIDE, (al_range){0, (uint32_t)text->length});
    uint32_t done = 0; /* spans may lie in one another */
    for (const al_layer_span *span; (span = al_layer_next(&walk)) != NULL;) {
        al_range rest = span->bytes;
        if (rest.start < done)
            rest.start = done < rest.end ? done : rest.end;
        blank_out(bytes, rest);
        done = rest.end > done ? rest.end : done;
    }
}

static bool leaves_out(const almost_text *text)
{
    al_layer_walk walk =
        al_layers_walk(text->layers, AL_LAYER_OUTSIDE, (al_range){0, (uint32_t)text->length});
    return al_layer_next(&walk) != NULL;
}

bool al_text_leave_out(almost_text *text)
{
    if (!leaves_out(text))
        return true;
    almost_text *compared = al_allocate(text->allocator, 1, sizeof *compared);
    size_t size = (size_t)text->length + AL_TEXT_PADDING;
    char *bytes = compared != NULL ? al_allocate(text->allocator, size, 1) : NULL;
    if (bytes == NULL) {
        al_release(text->allocator, compared);
        return false;
    }
    memcpy(bytes, text->bytes, size);
    blank_out_all(text, bytes);
    memcpy(compared, text, sizeof *compared);
    compared->bytes = compared->decoded = bytes;
    compared->places = NULL;
    compared->whole = text;
    text->compared = compared;
    return true;
}

void al_text_compared_free(almost_text *compared)
{
    if (compared == NULL)
        return;
    al_release(compared->allocator, compared->decoded);
    al_release(compared->allocator, compared);
}
