/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Data within a page: packed by raw DEFLATE, which browsers unpack by themselves, and written in
 * base 85, a sixteenth shorter than base64: with the digits of RFC 1924 but `,` for `<`, so that
 * nothing in it is markup. It is an element `script` that is no script.
 */
#ifndef AL_HTML_STREAM_H
#define AL_HTML_STREAM_H

#include "base/deflate.h"
#include "base/must_check.h"
#include "base/output.h"
#include "text/text.h"

typedef struct al_html_base85 {
    al_output *output;
    uint32_t block; /* up to three bytes that wait for a fourth */
    int waiting;
} al_html_base85;

typedef struct al_html_stream {
    al_html_base85 base85;
    al_deflate deflate;
} al_html_stream;

/* The element `almost-NAME`. False when memory ends, with nothing to end. */
AL_MUST_CHECK bool al_html_stream_begin(al_html_stream *stream, const almost_allocator *allocator,
                                        const char *name, al_output *output);

void al_html_stream_bytes(al_html_stream *stream, const char *bytes, size_t length);

/* The same as an almost_sink; `context` is the stream. */
int al_html_stream_sink(void *context, const char *bytes, size_t length);

/* Text as valid UTF-8, in which an invalid sequence is one unit as it is in all offsets. */
void al_html_stream_text(al_html_stream *stream, const almost_text *text, uint64_t start,
                         uint64_t end);

void al_html_stream_end(al_html_stream *stream);

#endif
