/* SPDX-License-Identifier: Apache-2.0 */
/* Where speech stops and goes on; see dashes.h. */
#include "speech/dashes.h"

#include "speech/convention.h"

enum { VERB_WITHIN = 4 /* words from the subject of a narration to its verb */ };

#define SUBJECTS                                                                                   \
    (AL_SPEECH_HE | AL_SPEECH_SHE | AL_SPEECH_I | AL_SPEECH_THEY | AL_SPEECH_DETERMINER)

typedef struct dialogue {
    const al_speech_tokens *tokens;
    uint32_t end;     /* tokens that are looked at */
    bool incise_only; /* between guillemets: a verb and who speaks behind it */
} dialogue;

static const al_speech_token *at(const dialogue *dialogue, uint32_t i)
{
    return &dialogue->tokens->list[i];
}

static uint64_t classes(const dialogue *dialogue, uint32_t i)
{
    return i < dialogue->end ? al_speech_token_classes(dialogue->tokens, i) : 0;
}

static bool is_dash(const dialogue *dialogue, uint32_t i)
{
    return i < dialogue->end && at(dialogue, i)->kind == AL_SPEECH_DASH;
}

static bool is_stop(const dialogue *dialogue, uint32_t i)
{
    return i < dialogue->end && at(dialogue, i)->kind == AL_SPEECH_SIGN &&
           al_speech_is_stop(at(dialogue, i)->form);
}

static bool is_full_stop(const dialogue *dialogue, uint32_t i)
{
    return is_stop(dialogue, i) && at(dialogue, i)->form != ',' && at(dialogue, i)->form != ';' &&
           at(dialogue, i)->form != ':';
}

/* A verb of speech in small letters, and behind it who speaks: dit-il, dit la mère, dit Anne. */
static bool is_incise(const dialogue *dialogue, uint32_t i)
{
    bool verb =
        classes(dialogue, i) & AL_SPEECH_VERB && !(at(dialogue, i)->flags & AL_SPEECH_CAPITAL);
    if (!verb || i + 1 >= dialogue->end)
        return false;
    const al_speech_token *next = at(dialogue, i + 1);
    return al_speech_token_is(next, '-') ||
           (next->kind == AL_SPEECH_WORD &&
            (next->flags & AL_SPEECH_CAPITAL || classes(dialogue, i + 1) & SUBJECTS));
}

/* The verb behind whom one speaks to: lui dit Anne. */
static uint32_t behind_object(const dialogue *dialogue, uint32_t i)
{
    static const uint64_t objects =
        AL_SPEECH_REFLEXIVE | AL_SPEECH_HIS | AL_SPEECH_HERS | AL_SPEECH_TALKING;
    bool object = classes(dialogue, i) & objects && !(at(dialogue, i)->flags & AL_SPEECH_CAPITAL) &&
                  is_incise(dialogue, i + 1);
    return i + object;
}

/* Whether narration begins at a token, behind a sign; `dash`: a dash stands before it. */
static bool narrates(const dialogue *dialogue, uint32_t i, bool dash, bool stopped)
{
    if (i >= dialogue->end || at(dialogue, i)->kind != AL_SPEECH_WORD)
        return false;
    i = behind_object(dialogue, i);
    if (dialogue->incise_only)
        return !dash && is_incise(dialogue, i);
    uint64_t of = classes(dialogue, i);
    bool small = !(at(dialogue, i)->flags & AL_SPEECH_CAPITAL);
    if (small && (of & AL_SPEECH_VERB || (dash && of & AL_SPEECH_WEAK_VERB)))
        return dash || !stopped;
    if (stopped && !dash)
        return false;
    bool subject = of & SUBJECTS || !small;
    for (uint32_t n = 1; subject && n < VERB_WITHIN && i + n < dialogue->end; n++) {
        if (at(dialogue, i + n)->kind != AL_SPEECH_WORD)
            return false;
        if (classes(dialogue, i + n) & AL_SPEECH_VERB)
            return true;
    }
    return false;
}

/* Where speech goes on behind a narration that begins at a token. */
static uint32_t behind_narration(const dialogue *dialogue, uint32_t i, bool dash)
{
    uint32_t words = 0;
    for (; i < dialogue->end; i++) {
        words += at(dialogue, i)->kind == AL_SPEECH_WORD;
        if (is_dash(dialogue, i)) {
            for (i++; is_stop(dialogue, i);)
                i++;
            return i;
        }
        if (dash || words < 2)
            continue;
        if (at(dialogue, i)->form == ',' || at(dialogue, i)->form == ';' ||
            is_full_stop(dialogue, i))
            return i + 1 + (is_dash(dialogue, i + 1) ? 1u : 0u);
    }
    return i;
}

/* The narration that begins behind a sign at a token, if one does: *speech_end, *narration. */
static bool cut(const dialogue *dialogue, uint32_t i, uint32_t *speech_end, uint32_t *narration,
                bool *dash)
{
    bool sign = is_stop(dialogue, i);
    *dash = is_dash(dialogue, i);
    if (!sign && !*dash)
        return false;
    *speech_end = *dash ? i : i + 1;
    *narration = i + 1;
    if (sign && is_dash(dialogue, i + 1)) {
        *dash = true;
        *narration = i + 2;
    }
    bool stopped = sign && (at(dialogue, i)->form == '.' || at(dialogue, i)->form == ';' ||
                            at(dialogue, i)->form == ':');
    return narrates(dialogue, *narration, *dash, stopped);
}

/* Add the parts of a span that are speech. */
static bool part(const dialogue *dialogue, al_speech_spans *spans, al_speech_span span)
{
    uint32_t close = span.close, speech_end, narration;
    bool dash;
    for (uint32_t i = span.first; i < dialogue->end; i++) {
        if (i <= span.first || !cut(dialogue, i, &speech_end, &narration, &dash))
            continue;
        span.end = speech_end;
        span.close = AL_SPEECH_NONE;
        if (!al_speech_spans_add(spans, span))
            return false;
        span.open = AL_SPEECH_NONE;
        span.first = i = behind_narration(dialogue, narration, dash);
    }
    span.end = dialogue->end;
    span.close = close;
    return al_speech_spans_add(spans, span);
}

/* Whether a mark that nothing opens in its paragraph ends it: it closes a dialogue of several. */
static bool ends_dialogue(const al_speech_tokens *tokens, const al_speech_paragraph *paragraph)
{
    for (uint32_t at = paragraph->first; at + 1 < paragraph->end; at++)
        if (tokens->list[at].kind == AL_SPEECH_MARK)
            return false;
    return tokens->list[paragraph->end - 1].kind == AL_SPEECH_MARK;
}

bool al_speech_dashes_add(const al_speech_tokens *tokens, uint32_t paragraph,
                          al_speech_spans *spans)
{
    const al_speech_paragraph *of = &tokens->paragraphs[paragraph];
    bool closed = ends_dialogue(tokens, of);
    const dialogue dialogue = {.tokens = tokens, .end = of->end - closed};
    const al_speech_span span = {.open = of->first,
                                 .first = of->first + 1,
                                 .close = closed ? dialogue.end : AL_SPEECH_NONE,
                                 .paragraph = paragraph};
    return part(&dialogue, spans, span);
}

bool al_speech_incises_part(const al_speech_tokens *tokens, al_speech_spans *spans,
                            al_speech_span span)
{
    const dialogue dialogue = {.tokens = tokens, .end = span.end, .incise_only = true};
    return part(&dialogue, spans, span);
}
