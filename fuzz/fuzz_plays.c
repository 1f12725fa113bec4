/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Editions, plays and scripts. The first byte chooses the format by its first letter; a capital
 * asks for another of its texts. What is read has layers and places within the text.
 */
#include "fuzz.h"
#include "text/layers.h"

static void check_layers(const almost_text *text, uint64_t length)
{
    for (int kind = 0; kind < AL_LAYER_KINDS; kind++) {
        al_layer_walk walk =
            al_layers_walk(text->layers, (al_layer_kind)kind, (al_range){0, UINT32_MAX});
        for (const al_layer_span *span; (span = al_layer_next(&walk)) != NULL;)
            FUZZ_CHECK(span->bytes.start < span->bytes.end && span->bytes.end <= length,
                       "a layer outside of the text");
    }
}

static void check_text(const almost_text *text)
{
    uint64_t n;
    const char *read = almost_text_bytes(text, &n);
    bool plain = strcmp(almost_text_format(text), "text") == 0;
    FUZZ_CHECK(n == 0 || plain || (read[0] != '\n' && read[n - 1] != '\n'), "line ends at an edge");
    for (uint64_t at = 0; at <= n; at += 1 + n / 100) {
        almost_place place = almost_text_place(text, at);
        almost_mark mark;
        for (int kind = 0; almost_mark_kind_name((almost_mark_kind)kind) != NULL; kind++)
            if (almost_text_mark(text, (almost_mark_kind)kind, at, &mark))
                FUZZ_CHECK(mark.byte <= at, "a mark behind what stands under it");
        FUZZ_CHECK(place.byte == at, "a place that is another");
    }
    check_layers(text, n);
}

static const char *format_of(char letter)
{
    switch (letter) {
    case 'f': return "fountain";
    case 'p': return "play";
    case 's': return "screenplay";
    case 't': return "tei";
    default: return NULL;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    bool capital = data[0] >= 'A' && data[0] <= 'Z';
    almost_text_options options;
    almost_text_options_init(&options);
    options.format = format_of((char)(data[0] | 0x20));
    options.revisions = capital;
    options.witness = capital ? "A" : NULL;
    almost_error error = {0};
    almost_text *text = NULL;
    if (almost_text_from_memory((const char *)data + 1, size - 1, &options, &text, &error) !=
        ALMOST_OK) {
        FUZZ_CHECK(error.message[0] != '\0' && !strchr(error.message, '\n'),
                   "a failure without a line that says why");
        return 0;
    }
    check_text(text);
    almost_text_free(text);
    return 0;
}
