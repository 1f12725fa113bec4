/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_quotations_find(): the method of doc/method.md, stage by stage.
 *
 *   stage                    reads                  makes                 in
 *   -----------------------  ---------------------  --------------------  ---------------
 *   words and signs          the text               tokens, paragraphs    tokens.c, paragraphs.c
 *   by which marks it quotes tokens                 convention            convention.c
 *   marks in pairs           tokens, convention     spans                 pairing.c, second.c
 *   what is speech           tokens, spans          kinds of spans        kinds.c
 *   quoted without marks     tokens, layers         more spans            layered.c
 *   which words are names    tokens                 capitals, names       capitals.c, names.c
 *   reported without marks   tokens, layers         clauses               reported.c
 *   who is whom              names                  persons               persons.c
 *   who is said to say it    all of these           turns                 turns.c, attribution.c
 *   who tells it             turns, persons         a person              narrator.c
 *   who says the rest        persons, turns         speakers of turns     scenes.c, recent.c
 *   what is printed          persons, turns         quotations            speakers.c
 */
#include "base/error.h"
#include "base/options.h"
#include "speech/beside.h"
#include "speech/cast.h"
#include "speech/kinds.h"
#include "speech/layered.h"
#include "speech/measure.h"
#include "speech/pairing.h"
#include "speech/reported.h"
#include "speech/scenes.h"
#include "speech/second.h"
#include "speech/speakers.h"
#include "text/compared.h"

#include <stdio.h>
#include <string.h>

typedef struct stages {
    const almost_environment *environment; /* NULL: of a part, for whom nobody waits */
    al_clock clock;
    bool cancelled;
    const almost_text *text;
    const almost_text *cast;
    bool part;     /* of a text: nobody asks for what has no marks */
    bool indirect; /* what is reported without marks is asked for */
    al_speech_tokens tokens;
    al_speech_convention convention;
    al_speech_spans spans;
    al_speech_capital *capitals;
    al_speech_names names;
    al_speech_persons persons;
    al_speech_turns turns;
    al_speech_reporteds reported;
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

static void fill(const stages *made, almost_quotations *quotations)
{
    const al_speech_span *spans = made->spans.list;
    for (size_t i = 0; i < made->spans.n; i++) {
        almost_quotation *out = &quotations->items[i];
        put_bytes(&made->tokens, &spans[i], out);
        out->id = i + 1;
        out->kind = (almost_quotation_kind)spans[i].kind;
        out->flags = spans[i].flags;
        bool more = i > 0 && al_speech_goes_on(&made->tokens, &spans[i - 1], &spans[i]);
        out->saying = i == 0 ? 1 : out[-1].saying + !more;
        if (more && !(spans[i].flags & ALMOST_QUOTATION_CONTINUED))
            out->flags |= ALMOST_QUOTATION_NARRATION;
    }
}

/* What lies in a quotation, its marks among it, is no narration. */
static void mark_quoted(stages *made)
{
    for (size_t i = 0; i < made->spans.n; i++) {
        const al_speech_span *span = &made->spans.list[i];
        uint32_t first = span->open != AL_SPEECH_NONE ? span->open : span->first;
        uint32_t end = span->close != AL_SPEECH_NONE ? span->close + 1 : span->end;
        for (uint32_t at = first; at < end; at++)
            made->tokens.list[at].flags |= AL_SPEECH_QUOTED;
    }
}

/* Between two stages the clock and the caller are asked. False: stop. */
static bool may_go_on(stages *made, const char *stage, double share)
{
    const almost_environment *environment = made->environment;
    if (al_clock_look(made->tokens.clock))
        return false;
    if (environment == NULL || environment->progress == NULL)
        return true;
    made->cancelled = environment->progress(environment->progress_context, stage, share) != 0;
    return !made->cancelled;
}

static bool find(stages *made)
{
    al_speech_measure(&made->tokens);
    made->convention = al_speech_convention_count(&made->tokens);
    if (!al_speech_pair(&made->tokens, &made->convention, &made->spans))
        return false;
    mark_quoted(made);
    if (!al_speech_second_add(&made->tokens, &made->convention, &made->spans))
        return false;
    mark_quoted(made);
    al_speech_kinds_tell(&made->tokens, &made->spans);
    if (made->part)
        return true;
    if (!al_speech_layered_add(&made->tokens, made->text, &made->spans))
        return false;
    mark_quoted(made);
    return true;
}

/* The names of the text, and whose they are. Each stage leaves nothing where it fails. */
static bool find_persons(stages *made, al_speech_book *book)
{
    made->capitals = al_speech_capitals_count(&made->tokens);
    if (made->capitals == NULL ||
        !al_speech_names_init(&made->names, &made->tokens, made->capitals))
        return false;
    book->names = &made->names;
    if (!al_speech_persons_init(&made->persons, &made->names, made->cast))
        return false;
    book->persons = &made->persons;
    return true;
}

static bool find_speakers(stages *made, const al_speech_book *book)
{
    return may_go_on(made, "turns", .6) && al_speech_turns_init(&made->turns, book) &&
           may_go_on(made, "speakers", .7) && al_speech_scenes_cast(book, &made->turns);
}

static void release(stages *made, const al_speech_book *book)
{
    if (made->turns.list != NULL)
        al_speech_turns_release(&made->turns);
    if (book->persons != NULL)
        al_speech_persons_release(&made->persons);
    if (book->names != NULL)
        al_speech_names_release(&made->names);
    al_release(made->tokens.allocator, made->capitals);
    al_release(made->tokens.allocator, made->spans.list);
    al_release(made->tokens.allocator, made->reported.list);
    al_speech_tokens_release(&made->tokens);
}

static almost_span span_of(al_range bytes)
{
    return (almost_span){bytes.start, bytes.end};
}

static bool put_reported(const stages *made, almost_quotations *quotations)
{
    const al_speech_reporteds *reported = &made->reported;
    quotations->reports = made->indirect;
    if (reported->n == 0)
        return true;
    quotations->indirect =
        al_allocate_zero(quotations->allocator, reported->n, sizeof *quotations->indirect);
    if (quotations->indirect == NULL)
        return false;
    quotations->n_indirect = reported->n;
    for (size_t i = 0; i < reported->n; i++) {
        quotations->indirect[i].id = i + 1;
        quotations->indirect[i].span = span_of(reported->list[i].clause);
        quotations->indirect[i].said = span_of(reported->list[i].said);
    }
    return true;
}

/* What is handed out, once all is found; NULL when memory ends. */
static almost_quotations *hand_out(const stages *made, const al_speech_book *book,
                                   const almost_text *text)
{
    almost_quotations *quotations = al_quotations_new(made->tokens.allocator, text, made->spans.n);
    if (quotations == NULL)
        return NULL;
    snprintf(quotations->language, sizeof quotations->language, "%s",
             al_speech_languages[made->tokens.language]);
    fill(made, quotations);
    if (al_speech_speakers_put(book, &made->turns, quotations) && put_reported(made, quotations))
        return quotations;
    almost_quotations_free(quotations);
    return NULL;
}

/* All stages. NULL when memory or time ends, or the caller wants no more. */
static almost_quotations *make(stages *made, const almost_text *text, uint32_t language)
{
    const al_range whole = {0, (uint32_t)text->length};
    al_speech_book book = {.tokens = &made->tokens, .spans = &made->spans};
    almost_quotations *quotations = NULL;
    if (!may_go_on(made, "words", 0) ||
        !al_speech_tokens_init(&made->tokens, al_text_compared(text), whole, language))
        return NULL;
    bool fine = may_go_on(made, "quotations", .3) && find(made) && may_go_on(made, "names", .4) &&
                find_persons(made, &book) &&
                (!made->indirect || al_speech_reported_find(&made->tokens, &made->reported)) &&
                find_speakers(made, &book);
    if (fine)
        quotations = hand_out(made, &book, text);
    release(made, &book);
    return quotations;
}

/* The quotations of a part beside which someone is said to speak. */
static bool list_beside(const al_speech_book *book, al_speech_besides *out)
{
    const al_speech_token *list = book->tokens->list;
    for (size_t i = 0; i < book->spans->n; i++) {
        const al_speech_span *span = &book->spans->list[i];
        if (span->kind != ALMOST_QUOTATION_SPEECH)
            continue;
        al_speech_phrase said = al_speech_said_beside(book, i);
        if (said.subject == AL_SPEECH_NOBODY || said.subject == AL_SPEECH_PHRASE ||
            said.subject == AL_SPEECH_THEY_SAY || said.weak)
            continue;
        if (!al_grow(out->allocator, (void **)&out->list, &out->capacity, out->n + 1,
                     sizeof *out->list))
            return false;
        out->list[out->n++] = (al_speech_beside){
            .quoted = {list[span->first].start, al_speech_token_end(&list[span->end - 1])},
            .phrase = {list[said.first].start, al_speech_token_end(&list[said.end - 1])},
            .subject = said.subject,
        };
    }
    return true;
}

bool al_speech_beside_find(const almost_text *text, al_range range, const char *language,
                           al_speech_besides *out)
{
    stages made = {.text = text,
                   .part = true,
                   .tokens = {.allocator = out->allocator, .clock = out->clock},
                   .spans = {.allocator = out->allocator}};
    al_speech_book book = {.tokens = &made.tokens, .spans = &made.spans};
    if (!al_speech_tokens_init(&made.tokens, text, range, al_speech_language(language)))
        return false;
    bool fine = find(&made) && find_persons(&made, &book) && list_beside(&book, out);
    release(&made, &book);
    return fine;
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

/* Why nothing was made. */
static almost_status fail(const stages *made, almost_error *error)
{
    if (made->cancelled)
        return al_fail(error, ALMOST_ERROR_CANCELLED, NULL, "cancelled");
    if (made->clock.late)
        return al_fail(error, ALMOST_ERROR_TIMEOUT, NULL,
                       "quotations were not found in time; raise the timeout or give smaller "
                       "parts");
    return al_fail_memory(error);
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
    if (status == ALMOST_OK)
        status = al_speech_cast_check(complete.cast, error);
    if (status != ALMOST_OK)
        return status;
    const almost_allocator *allocator = al_allocator_of(&environment);
    stages made = {.environment = &environment,
                   .clock = {.deadline = al_deadline_in(environment.timeout)},
                   .text = al_text_whole(text),
                   .cast = complete.cast,
                   .indirect = complete.indirect != 0,
                   .tokens = {.allocator = allocator},
                   .spans = {.allocator = allocator}};
    made.tokens.clock = &made.clock;
    almost_quotations *found = make(&made, text, language);
    if (found == NULL)
        return fail(&made, error);
    *out = found;
    return ALMOST_OK;
}
