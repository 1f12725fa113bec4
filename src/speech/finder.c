/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_quotations_find(): the method of doc/method.md, stage by stage.
 *
 *   stage                    reads                  makes                 in
 *   -----------------------  ---------------------  --------------------  ---------------
 *   words and signs          the text               tokens, paragraphs    tokens.c, paragraphs.c
 *   by which marks it quotes tokens                 convention            convention.c
 *   marks in pairs           tokens, convention     spans                 pairing.c
 */
#include "base/error.h"
#include "base/options.h"
#include "speech/pairing.h"
#include "speech/quotations.h"
#include "text/compared.h"

#include <stdio.h>
#include <string.h>

typedef struct stages {
    al_speech_tokens tokens;
    al_speech_convention convention;
    al_speech_spans spans;
} stages;

void almost_quotations_options_init_sized(almost_quotations_options *options, size_t size)
{
    const almost_quotations_options defaults = {.size = sizeof *options};
    al_options_init(options, size, &defaults, sizeof defaults);
}

/* The bytes of a span without and with its marks. */
static void put_bytes(const al_speech_tokens *tokens, const al_speech_span *span,
                      almost_quotation *out)
{
    const al_speech_token *list = tokens->list;
    out->span.start = list[span->first].start;
    out->span.end = al_speech_token_end(&list[span->end - 1]);
    out->outer = out->span;
    if (span->open != AL_SPEECH_NONE)
        out->outer.start = list[span->open].start;
    if (span->close != AL_SPEECH_NONE)
        out->outer.end = al_speech_token_end(&list[span->close]);
}

/*
 * Whether a span goes on with the saying of the one before: that one ends with a comma or a dash,
 * or this one begins with a small letter, in the same paragraph.
 */
static bool goes_on(const al_speech_tokens *tokens, const al_speech_span *before,
                    const al_speech_span *span)
{
    const al_speech_token *last = &tokens->list[before->end - 1],
                          *first = &tokens->list[span->first];
    if (span->flags & ALMOST_QUOTATION_CONTINUED)
        return true;
    if (before->paragraph != span->paragraph || before->kind != span->kind)
        return false;
    if (last->kind == AL_SPEECH_DASH || al_speech_token_is(last, ','))
        return true;
    return first->kind == AL_SPEECH_WORD && !(first->flags & AL_SPEECH_CAPITAL);
}

static void fill(const stages *made, almost_quotations *quotations)
{
    const al_speech_span *spans = made->spans.list;
    for (size_t i = 0; i < made->spans.n; i++) {
        almost_quotation *out = &quotations->items[i];
        put_bytes(&made->tokens, &spans[i], out);
        out->id = i + 1;
        out->kind = (almost_quotation_kind)spans[i].kind;
        out->flags = spans[i].flags;
        bool more = i > 0 && goes_on(&made->tokens, &spans[i - 1], &spans[i]);
        out->saying = i == 0 ? 1 : out[-1].saying + !more;
        if (more && !(spans[i].flags & ALMOST_QUOTATION_CONTINUED))
            out->flags |= ALMOST_QUOTATION_NARRATION;
    }
}

static bool find(stages *made)
{
    made->convention = al_speech_convention_count(&made->tokens);
    return al_speech_pair(&made->tokens, &made->convention, &made->spans);
}

static almost_quotations *make(const almost_allocator *allocator, const almost_text *text,
                               uint32_t language)
{
    stages made = {.spans = {.allocator = allocator}};
    almost_quotations *quotations = NULL;
    if (!al_speech_tokens_init(&made.tokens, allocator, al_text_compared(text), language))
        return NULL;
    if (find(&made))
        quotations = al_quotations_new(allocator, text, made.spans.n);
    if (quotations != NULL) {
        snprintf(quotations->language, sizeof quotations->language, "%s",
                 al_speech_languages[made.tokens.language]);
        fill(&made, quotations);
    }
    al_release(allocator, made.spans.list);
    al_speech_tokens_release(&made.tokens);
    return quotations;
}

/* The number of the language that is asked for; UINT32_MAX for none. */
static almost_status take_language(const char *code, uint32_t *language, almost_error *error)
{
    *language = al_speech_language(code);
    if (code == NULL || *language != UINT32_MAX)
        return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                   "no words around quotations are known for language \"%.20s\"; leave it out to "
                   "have it found out",
                   code);
}

almost_status almost_quotations_find(const almost_text *text,
                                     const almost_quotations_options *options,
                                     almost_quotations **out, almost_error *error)
{
    almost_quotations_options complete;
    almost_environment environment;
    uint32_t language;
    almost_quotations_options_init(&complete);
    almost_status status = al_options_complete(&complete, sizeof complete, options,
                                               "almost_quotations_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(&environment, complete.environment, error);
    if (status == ALMOST_OK)
        status = take_language(complete.language, &language, error);
    if (status != ALMOST_OK)
        return status;
    almost_quotations *found = make(al_allocator_of(&environment), text, language);
    if (found == NULL)
        return al_fail_memory(error);
    *out = found;
    return ALMOST_OK;
}
