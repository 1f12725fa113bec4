/* SPDX-License-Identifier: Apache-2.0 */
/* Stretches of quoted text, as tokens, in the order of the text. */
#ifndef AL_SPEECH_SPANS_H
#define AL_SPEECH_SPANS_H

#include "speech/tokens.h"

#define AL_SPEECH_NONE UINT32_MAX

typedef struct al_speech_span {
    uint32_t open;  /* token of the opening mark or dash, or AL_SPEECH_NONE */
    uint32_t first; /* tokens that are quoted; never none */
    uint32_t end;
    uint32_t close;                     /* token of the closing mark, or AL_SPEECH_NONE */
    uint32_t paragraph;                 /* its number */
    uint8_t kind;                       /* almost_quotation_kind */
    uint8_t flags;                      /* almost_quotation_flag */
    const struct al_layer_span *script; /* the speech that the format has there, or NULL */
} al_speech_span;

typedef struct al_speech_spans {
    const almost_allocator *allocator;
    al_speech_span *list;
    size_t n;
    size_t capacity;
} al_speech_spans;

/* Add one behind the others; one that holds nothing is left out. False when memory ends. */
AL_MUST_CHECK bool al_speech_spans_add(al_speech_spans *spans, al_speech_span span);

#endif
