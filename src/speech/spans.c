/* SPDX-License-Identifier: Apache-2.0 */
/* The list of spans; see spans.h. */
#include "speech/spans.h"

bool al_speech_spans_add(al_speech_spans *spans, al_speech_span span)
{
    if (span.first >= span.end)
        return true;
    if (!al_grow(spans->allocator, (void **)&spans->list, &spans->capacity, spans->n + 1,
                 sizeof *spans->list))
        return false;
    spans->list[spans->n++] = span;
    return true;
}
