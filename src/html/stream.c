/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes through DEFLATE, then four by four as five digits. */
#include "html/stream.h"

#include "base/utf8.h"

#include <string.h>

/* --- Base 85, of what DEFLATE hands over ----------------------------------- */

enum { BLOCK = 4, DIGITS = 5 };

/* The first `n` of the five digits of a block. */
static void put_digits(al_output *output, uint32_t block, int n)
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                 "!#$%&()*+-;,=>?@^_`{|}~";
    char all[DIGITS];
    for (int i = DIGITS; i-- > 0; block /= 85)
        all[i] = digits[block % 85];
    char *to = al_output_room(output, DIGITS);
    memcpy(to, all, (size_t)n);
    al_output_wrote(output, to + n);
}

static void base85_bytes(void *context, const char *bytes, size_t length)
{
    al_html_base85 *base85 = context;
    for (size_t i = 0; i < length; i++) {
        base85->block = base85->block << 8 | (uint8_t)bytes[i];
        if (++base85->waiting < BLOCK)
            continue;
        put_digits(base85->output, base85->block, DIGITS);
        base85->waiting = 0;
    }
}

/* Of a last block that is not full so many digits as say its bytes. */
static void base85_end(al_html_base85 *base85)
{
    int missing = BLOCK - base85->waiting;
    if (missing < BLOCK)
        put_digits(base85->output, base85->block << 8 * missing, DIGITS - missing);
}

/* --- A stream -------------------------------------------------------------- */

bool al_html_stream_begin(al_html_stream *stream, const almost_allocator *allocator,
                          const char *name, al_output *output)
{
    al_output_text(output, "<script type=\"text/plain\" id=\"almost-");
    al_output_text(output, name);
    al_output_text(output, "\">");
    stream->base85 = (al_html_base85){.output = output};
    return al_deflate_init(&stream->deflate, allocator, base85_bytes, &stream->base85);
}

void al_html_stream_bytes(al_html_stream *stream, const char *bytes, size_t length)
{
    al_deflate_bytes(&stream->deflate, bytes, length);
}

int al_html_stream_sink(void *context, const char *bytes, size_t length)
{
    al_html_stream_bytes(context, bytes, length);
    return 0;
}

void al_html_stream_text(al_html_stream *stream, const almost_text *text, uint64_t start,
                         uint64_t end)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    uint64_t plain = start;
    for (uint64_t at = start; text->invalid > 0 && at < end;) {
        uint32_t size;
        if (al_decode(text->bytes, end, at, &size) == AL_INVALID) {
            al_html_stream_bytes(stream, text->bytes + plain, (size_t)(at - plain));
            al_html_stream_bytes(stream, replacement, sizeof replacement - 1);
            plain = at + size;
        }
        at += size;
    }
    al_html_stream_bytes(stream, text->bytes + plain, (size_t)(end - plain));
}

void al_html_stream_end(al_html_stream *stream)
{
    al_deflate_finish(&stream->deflate);
    base85_end(&stream->base85);
    al_output_text(stream->base85.output, "</script>\n");
}
