/* SPDX-License-Identifier: Apache-2.0 */
/* Brackets that begin like a stage direction; see directions.h. */
#include "speech/directions.h"

#include <string.h>

enum { MOST_TOKENS = 40 /* of a direction */, LEAST_LETTERS = 5 };

static bool is_word(const al_speech_tokens *tokens, uint32_t at, const char *word)
{
    const al_speech_token *token = &tokens->list[at];
    return token->kind == AL_SPEECH_WORD && token->length == strlen(word) &&
           memcmp(tokens->bytes + token->start, word, token->length) == 0;
}

/* In a low voice, in a tone of wonder: a noun of speech stands there. */
static bool tells_voice(const al_speech_tokens *tokens, uint32_t at, uint32_t end)
{
    for (; at < end; at++)
        if (al_speech_token_classes(tokens, at) & AL_SPEECH_NOUN)
            return true;
    return false;
}

/* To Mrs. Bates: all words have capitals. */
static bool are_names(const al_speech_tokens *tokens, uint32_t first, uint32_t end)
{
    for (uint32_t at = first; at < end; at++)
        if (tokens->list[at].kind == AL_SPEECH_WORD &&
            !(tokens->list[at].flags & AL_SPEECH_CAPITAL))
            return false;
    return first < end;
}

static bool is_direction(const al_speech_tokens *tokens, uint32_t first, uint32_t end)
{
    if (first >= end || tokens->list[first].flags & AL_SPEECH_CAPITAL)
        return false;
    uint32_t verb = first + (al_speech_token_classes(tokens, first) & AL_SPEECH_ADVERB ? 1 : 0);
    if ((verb < end && al_speech_token_ends(tokens, verb, "ing", LEAST_LETTERS)) ||
        al_speech_token_ends(tokens, first, "ly", LEAST_LETTERS))
        return true;
    if (is_word(tokens, first, "to"))
        return are_names(tokens, first + 1, end);
    if (first + 1 >= end || (!is_word(tokens, first + 1, "a") && !is_word(tokens, first + 1, "an")))
        return false;
    return is_word(tokens, first, "with") ||
           (is_word(tokens, first, "in") && tells_voice(tokens, first, end));
}

/* The bracket that closes the one at `at`, or `end`. */
static uint32_t closing(const al_speech_tokens *tokens, uint32_t at, uint32_t end)
{
    uint32_t last = end - at > MOST_TOKENS ? at + MOST_TOKENS : end;
    for (uint32_t i = at + 1; i < last; i++)
        if (al_speech_token_is(&tokens->list[i], ')'))
            return i;
    return end;
}

bool al_speech_directions_part(const al_speech_tokens *tokens, al_speech_spans *spans,
                               al_speech_span span)
{
    uint32_t end = span.end, close = span.close;
    for (uint32_t i = span.first; i < end; i++) {
        if (!al_speech_token_is(&tokens->list[i], '('))
            continue;
        uint32_t behind = closing(tokens, i, end);
        if (behind == end || !is_direction(tokens, i + 1, behind))
            continue;
        span.end = i;
        span.close = AL_SPEECH_NONE;
        if (!al_speech_spans_add(spans, span))
            return false;
        span.open = AL_SPEECH_NONE;
        span.flags &= (uint8_t)~ALMOST_QUOTATION_CONTINUED;
        span.first = i = behind + 1;
    }
    span.end = end;
    span.close = close;
    return al_speech_spans_add(spans, span);
}
