/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes through DEFLATE, then three by three as four digits. */
#include "html/stream.h"

#include "base/utf8.h"

/* --- Base64 (RFC 4648), of what DEFLATE hands over ----------------------- */

/* The first `n` of the four digits of 24 bits. */
static void put_digits(al_output *output, uint32_t bits, int n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *to = al_output_room(output, 4);
    for (int i = 0; i < n; i++)
        to[i] = digits[bits >> (18 - 6 * i) & 63];
    al_output_wrote(output, to + n);
}

static void base64_bytes(void *context, const char *bytes, size_t length)
{
    al_html_base64 *base64 = context;
    for (size_t i = 0; i < length; i++) {
        base64->bits = base64->bits << 8 | (uint8_t)bytes[i];
        if (++base64->waiting < 3)
            continue;
        put_digits(base64->output, base64->bits & 0xFFFFFF, 4);
        base64->waiting = 0;
    }
}

static void base64_end(al_html_base64 *base64)
{
    int missing = 3 - base64->waiting;
    if (missing == 3)
        return;
    put_digits(base64->output, base64->bits << 8 * missing & 0xFFFFFF, 4 - missing);
    al_output_bytes(base64->output, "==", (size_t)missing);
}

/* --- A stream -------------------------------------------------------------- */

bool al_html_stream_begin(al_html_stream *stream, const almost_allocator *allocator,
                          const char *name, al_output *output)
{
    al_output_text(output, "<script type=\"text/plain\" id=\"almost-");
    al_output_text(output, name);
    al_output_text(output, "\">");
    stream->base64 = (al_html_base64){.output = output};
    return al_deflate_init(&stream->deflate, allocator, base64_bytes, &stream->base64);
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
    base64_end(&stream->base64);
    al_output_text(stream->base64.output, "</script>\n");
}
