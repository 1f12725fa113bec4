/* SPDX-License-Identifier: Apache-2.0 */
/* The points for a mention, blocks by indentation, and thought told by others; see kinds.h. */
#include "speech/kinds.h"

#include "speech/convention.h"
#include "speech/measure.h"

/* Found by looking at false hits in eight novels; doc/method.md has the reason of each. */
static const double word_before = 2, mentioning_before = 1, small_beginning = 1.5, few_words = 1,
                    some_words = -.5, many_words = -1.5, no_stop = 1, exclaimed = -1.2,
                    narration_goes_on = .7, verb_after = -3, verb_set_off = -3, verb_before = -1.5,
                    paragraph_start = -2.5, after_comma = -1, after_stop = -1.5, goes_on = -3,
                    mention_from = 2;

enum { VERB_WITHIN = 6 /* words behind a quotation in which its verb stands */ };

static const al_speech_token *before_of(const al_speech_tokens *tokens, const al_speech_span *span)
{
    uint32_t at = span->open != AL_SPEECH_NONE ? span->open : span->first;
    return at > tokens->paragraphs[span->paragraph].first ? &tokens->list[at - 1] : NULL;
}

/* The number of the first token behind a span, or the end of its paragraph. */
static uint32_t behind(const al_speech_tokens *tokens, const al_speech_span *span)
{
    uint32_t at = span->close != AL_SPEECH_NONE ? span->close + 1 : span->end;
    uint32_t end = tokens->paragraphs[span->paragraph].end;
    return at < end ? at : end;
}

static bool is_stop(const al_speech_token *token)
{
    return token->kind == AL_SPEECH_SIGN && al_speech_is_stop(token->form);
}

static bool ends_sentence(const al_speech_token *token)
{
    return is_stop(token) && token->form != ',' && token->form != ';' && token->form != ':';
}

bool al_speech_verb_follows(const al_speech_tokens *tokens, const al_speech_span *span)
{
    uint32_t end = tokens->paragraphs[span->paragraph].end, n = 0;
    for (uint32_t i = behind(tokens, span); i < end && n < VERB_WITHIN; i++) {
        const al_speech_token *token = &tokens->list[i];
        if (ends_sentence(token) || token->flags & AL_SPEECH_QUOTED)
            return false;
        if (token->kind != AL_SPEECH_WORD)
            continue;
        uint64_t classes = al_speech_token_classes(tokens, i);
        if (classes & AL_SPEECH_VERB || (n == 0 && classes & AL_SPEECH_WEAK_VERB))
            return true;
        n++;
    }
    return false;
}

bool al_speech_verb_leads(const al_speech_tokens *tokens, const al_speech_span *span, bool *set_off)
{
    const al_speech_token *before = before_of(tokens, span);
    uint32_t first = tokens->paragraphs[span->paragraph].first, n = 0;
    *set_off = before != NULL && is_stop(before) && !ends_sentence(before);
    if (before == NULL || ends_sentence(before))
        return false;
    for (uint32_t i = (uint32_t)(before - tokens->list) + 1; i-- > first && n < 2 * VERB_WITHIN;) {
        const al_speech_token *token = &tokens->list[i];
        if (ends_sentence(token) || token->flags & AL_SPEECH_QUOTED)
            return false;
        if (token->kind != AL_SPEECH_WORD)
            continue;
        if (al_speech_token_classes(tokens, i) & AL_SPEECH_VERB)
            return *set_off || n == 0;
        n++;
    }
    return false;
}

/* Whether narration between two spans of a paragraph is a part of one sentence: said Alice; */
static bool is_interjected(const al_speech_tokens *tokens, const al_speech_span *before,
                           const al_speech_span *span)
{
    const al_speech_token *first = &tokens->list[behind(tokens, before)];
    const al_speech_token *last = before_of(tokens, span);
    return last != NULL && last > first && first->kind == AL_SPEECH_WORD &&
           !(first->flags & (AL_SPEECH_CAPITAL | AL_SPEECH_QUOTED)) &&
           (al_speech_token_is(last, ',') || al_speech_token_is(last, ';'));
}

bool al_speech_goes_on(const al_speech_tokens *tokens, const al_speech_span *before,
                       const al_speech_span *span)
{
    const al_speech_token *last = &tokens->list[before->end - 1];
    const al_speech_token *first = &tokens->list[span->first];
    if (span->flags & ALMOST_QUOTATION_CONTINUED)
        return true;
    if (before->paragraph != span->paragraph || before->kind != span->kind)
        return false;
    if (last->kind == AL_SPEECH_DASH || al_speech_token_is(last, ','))
        return true;
    if (!al_speech_token_is(last, '.') && is_interjected(tokens, before, span))
        return true;
    return first->kind == AL_SPEECH_WORD && !(first->flags & AL_SPEECH_CAPITAL);
}

static double points_before(const al_speech_tokens *tokens, const al_speech_span *span)
{
    const al_speech_token *before = before_of(tokens, span);
    bool set_off;
    if (before == NULL)
        return paragraph_start;
    double points = 0;
    bool leads = al_speech_verb_leads(tokens, span, &set_off);
    bool called =
        before->kind == AL_SPEECH_WORD &&
        al_speech_token_classes(tokens, (size_t)(before - tokens->list)) & AL_SPEECH_MENTIONING;
    if (leads && !called)
        points += set_off ? verb_set_off : verb_before;
    if (before->kind == AL_SPEECH_WORD) {
        uint64_t classes = al_speech_token_classes(tokens, (size_t)(before - tokens->list));
        if (classes & AL_SPEECH_VERB && !(classes & AL_SPEECH_MENTIONING))
            return points;
        return points + word_before +
               (classes & (AL_SPEECH_DETERMINER | AL_SPEECH_POSSESSIVE | AL_SPEECH_MENTIONING)
                    ? mentioning_before
                    : 0);
    }
    if (!is_stop(before))
        return points;
    return points + (before->form == ',' || before->form == ':' ? after_comma : after_stop);
}

static double points_inside(const al_speech_tokens *tokens, const al_speech_span *span)
{
    const al_speech_token *first = &tokens->list[span->first], *last = &tokens->list[span->end - 1];
    uint32_t n = 0;
    for (uint32_t i = span->first; i < span->end && n < 16; i++)
        n += tokens->list[i].kind == AL_SPEECH_WORD;
    double points = n <= 3 ? few_words : n > 8 ? many_words : n > 5 ? some_words : 0;
    if (first->kind == AL_SPEECH_WORD && !(first->flags & AL_SPEECH_CAPITAL))
        points += small_beginning;
    if (last->kind != AL_SPEECH_DASH && !is_stop(last))
        points += no_stop;
    if (al_speech_token_is(last, '!') || al_speech_token_is(last, '?'))
        points += exclaimed;
    return points;
}

static double points_behind(const al_speech_tokens *tokens, const al_speech_span *span)
{
    uint32_t at = behind(tokens, span);
    if (al_speech_verb_follows(tokens, span))
        return verb_after;
    if (at >= tokens->paragraphs[span->paragraph].end)
        return 0;
    const al_speech_token *next = &tokens->list[at];
    return next->kind == AL_SPEECH_WORD && !(next->flags & AL_SPEECH_CAPITAL) ? narration_goes_on
                                                                              : 0;
}

/* Two words or more, all in capitals, within a paragraph: a sign that someone reads. */
static bool is_shouted(const al_speech_tokens *tokens, const al_speech_span *span)
{
    uint32_t n = 0;
    for (uint32_t i = span->first; i < span->end; i++) {
        const al_speech_token *token = &tokens->list[i];
        if (token->kind != AL_SPEECH_WORD)
            continue;
        if (!(token->flags & AL_SPEECH_ALL_CAPITAL) && token->length > 1)
            return false;
        n += token->length > 1;
    }
    return n > 1 && before_of(tokens, span) != NULL;
}

/*
 * Told by someone else, though between marks, as in Austen: nobody says I or you, nothing is
 * present, something is past and someone he or she; and nobody is said to say it, nor to say the
 * speech before it, in the same paragraph.
 */
static bool is_reported(const al_speech_tokens *tokens, const al_speech_span *span)
{
    const al_speech_token *before = before_of(tokens, span);
    uint64_t all = 0;
    bool set_off;
    if (before == NULL || al_speech_token_is(before, ':') || before->flags & AL_SPEECH_QUOTED)
        return false;
    for (uint32_t i = span->first; i < span->end; i++)
        all |= al_speech_token_classes(tokens, i);
    if (all & (AL_SPEECH_TALKING | AL_SPEECH_PRESENT) || !(all & AL_SPEECH_PAST) ||
        !(all & (AL_SPEECH_HE | AL_SPEECH_SHE | AL_SPEECH_HIS | AL_SPEECH_HERS)))
        return false;
    return !al_speech_verb_follows(tokens, span) && !al_speech_verb_leads(tokens, span, &set_off);
}

static uint8_t kind_of(const al_speech_tokens *tokens, const al_speech_spans *spans, size_t at)
{
    const al_speech_span *span = &spans->list[at];
    if (al_speech_is_set_apart(tokens, span->paragraph))
        return ALMOST_QUOTATION_BLOCK;
    if (is_shouted(tokens, span))
        return ALMOST_QUOTATION_MENTION;
    double points =
        points_before(tokens, span) + points_inside(tokens, span) + points_behind(tokens, span);
    if (at > 0 && span[-1].kind == ALMOST_QUOTATION_SPEECH &&
        al_speech_goes_on(tokens, &span[-1], span))
        points += goes_on;
    if (points >= mention_from)
        return ALMOST_QUOTATION_MENTION;
    bool said = at > 0 && span[-1].paragraph == span->paragraph &&
                span[-1].kind == ALMOST_QUOTATION_SPEECH &&
                al_speech_verb_follows(tokens, &span[-1]);
    return !said && is_reported(tokens, span) ? ALMOST_QUOTATION_THOUGHT : ALMOST_QUOTATION_SPEECH;
}

void al_speech_kinds_tell(const al_speech_tokens *tokens, al_speech_spans *spans)
{
    for (size_t i = 0; i < spans->n; i++) {
        al_speech_span *span = &spans->list[i];
        span->kind = ALMOST_QUOTATION_SPEECH;
        bool dialogue =
            span->open != AL_SPEECH_NONE && tokens->list[span->open].kind == AL_SPEECH_DASH;
        if (dialogue || (span->open == AL_SPEECH_NONE && span->close == AL_SPEECH_NONE))
            continue; /* a part of what is speech */
        span->kind = kind_of(tokens, spans, i);
    }
}
