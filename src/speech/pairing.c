/* SPDX-License-Identifier: Apache-2.0 */
/* Walking the marks of each paragraph; see pairing.h. */
#include "speech/pairing.h"

#include "speech/apostrophes.h"
#include "speech/dashes.h"
#include "speech/directions.h"
#include "speech/measure.h"

enum { MOST_CROSSED = 16 /* paragraphs without a mark that one quotation may run over */ };

typedef struct pairing {
    const al_speech_tokens *tokens;
    uint32_t opener;
    uint32_t closer;
    bool dashes;      /* a dash that begins a paragraph opens a speech, too */
    bool single;      /* the closer may be an apostrophe */
    uint8_t *certain; /* of each token of the paragraph, what the next certain mark does; NULL */
    size_t room;      /* of these */
    al_speech_spans *spans;
    uint32_t paragraph;
    uint32_t open;    /* the token that opened the quotation, or AL_SPEECH_NONE */
    uint32_t depth;   /* of marks inside, where the paragraph is well nested */
    bool nested;      /* it is */
    uint32_t crossed; /* the mark that ends what ran over paragraphs: up to there all is paired */
    bool continued;   /* the paragraph before was left open */
} pairing;

/* The quotation that is open ends before `end`, by the mark `close` if there is one. */
static bool end_at(pairing *pairing, uint32_t end, uint32_t close, uint8_t flags)
{
    const al_speech_paragraph *paragraph = &pairing->tokens->paragraphs[pairing->paragraph];
    uint32_t open = pairing->open;
    if (pairing->continued && open == paragraph->first)
        flags |= ALMOST_QUOTATION_CONTINUED;
    pairing->open = AL_SPEECH_NONE;
    const al_speech_span span = {.open = open,
                                 .first = open + 1,
                                 .end = end,
                                 .close = close,
                                 .paragraph = pairing->paragraph,
                                 .flags = flags};
    if (al_speech_is_guillemet(pairing->opener))
        return al_speech_incises_part(pairing->tokens, pairing->spans, span);
    return al_speech_directions_part(pairing->tokens, pairing->spans, span);
}

/* A new quotation begins while one is open: the mark that closed that one was lost. */
static bool reopen(pairing *pairing, uint32_t at)
{
    bool fine = end_at(pairing, at, AL_SPEECH_NONE, ALMOST_QUOTATION_UNBALANCED);
    pairing->open = at;
    return fine;
}

/* One mark does for both: what stands around it says which. */
static bool take_same(pairing *pairing, uint32_t at)
{
    const al_speech_tokens *tokens = pairing->tokens;
    if (pairing->open == AL_SPEECH_NONE) {
        if (al_speech_may_open(tokens, at) || !al_speech_may_close(tokens, at))
            pairing->open = at;
        return true;
    }
    if (!al_speech_is_attached(tokens, at) && al_speech_may_open(tokens, at) &&
        !al_speech_is_guillemet(pairing->opener))
        return reopen(pairing, at);
    return end_at(pairing, at, at, 0);
}

static bool take_opener(pairing *pairing, uint32_t at)
{
    if (pairing->open == AL_SPEECH_NONE) {
        pairing->open = at;
        return true;
    }
    if (!pairing->nested)
        return reopen(pairing, at);
    pairing->depth++;
    return true;
}

static bool take_closer(pairing *pairing, uint32_t at)
{
    if (pairing->open == AL_SPEECH_NONE)
        return true;
    if (pairing->depth == 0)
        return end_at(pairing, at, at, 0);
    pairing->depth--;
    return true;
}

static bool take_mark(pairing *pairing, uint32_t at, uint32_t first)
{
    uint32_t mark = pairing->tokens->list[at].form;
    if (pairing->single && mark == pairing->closer &&
        al_speech_is_apostrophe(pairing->tokens, at, pairing->open,
                                (al_speech_certain)pairing->certain[at - first]))
        return true;
    if (pairing->opener == pairing->closer)
        return take_same(pairing, at);
    return mark == pairing->opener ? take_opener(pairing, at) : take_closer(pairing, at);
}

/* Whether each opener has its closer and one stands within another. */
static bool is_nested(const pairing *pairing, const al_speech_paragraph *paragraph)
{
    int64_t depth = 0, most = 0;
    if (pairing->opener == pairing->closer || pairing->single)
        return false;
    for (uint32_t i = paragraph->first; i < paragraph->end; i++) {
        const al_speech_token *token = &pairing->tokens->list[i];
        if (token->kind != AL_SPEECH_MARK)
            continue;
        depth += (token->form == pairing->opener) - (token->form == pairing->closer);
        if (depth < 0)
            return false;
        most = depth > most ? depth : most;
    }
    return depth == 0 && most > 1;
}

/* What the next certain mark does, for each token of a paragraph. False when memory ends. */
static bool look_ahead(pairing *pairing, const al_speech_paragraph *paragraph)
{
    uint32_t n = paragraph->end - paragraph->first;
    if (!pairing->single)
        return true;
    if (!al_grow(pairing->tokens->allocator, (void **)&pairing->certain, &pairing->room, n, 1))
        return false;
    al_speech_certain next = AL_SPEECH_UNCERTAIN;
    for (uint32_t i = n; i-- > 0;) {
        const al_speech_token *token = &pairing->tokens->list[paragraph->first + i];
        pairing->certain[i] = (uint8_t)next;
        if (token->kind != AL_SPEECH_MARK ||
            (token->form != pairing->opener && token->form != pairing->closer))
            continue;
        al_speech_certain this = token->form != pairing->closer
                                     ? AL_SPEECH_OPENS
                                     : al_speech_certainly(pairing->tokens, paragraph->first + i);
        if (this != AL_SPEECH_UNCERTAIN)
            next = this;
    }
    return true;
}

/* The next mark of the convention from a token on, or the end of so many paragraphs. */
static uint32_t next_mark(const pairing *pairing, uint32_t paragraph)
{
    const al_speech_tokens *tokens = pairing->tokens;
    size_t last = paragraph + MOST_CROSSED < tokens->n_paragraphs ? paragraph + MOST_CROSSED
                                                                  : tokens->n_paragraphs;
    uint32_t end = last > paragraph ? tokens->paragraphs[last - 1].end : 0;
    for (uint32_t at = last > paragraph ? tokens->paragraphs[paragraph].first : 0; at < end; at++)
        if (tokens->list[at].kind == AL_SPEECH_MARK &&
            (tokens->list[at].form == pairing->opener || tokens->list[at].form == pairing->closer))
            return at;
    return AL_SPEECH_NONE;
}

/* Whether a paragraph is a speech behind a dash. */
static bool is_dash_speech(const pairing *pairing, size_t paragraph)
{
    const al_speech_tokens *tokens = pairing->tokens;
    return pairing->dashes &&
           tokens->list[tokens->paragraphs[paragraph].first].kind == AL_SPEECH_DASH;
}

/* Whether a speech behind a dash begins in the paragraphs after this one, up to a token. */
static bool dash_speech_before(const pairing *pairing, uint32_t token)
{
    const al_speech_tokens *tokens = pairing->tokens;
    for (size_t i = (size_t)pairing->paragraph + 1;
         i < tokens->n_paragraphs && tokens->paragraphs[i].first < token; i++)
        if (is_dash_speech(pairing, i))
            return true;
    return false;
}

/*
 * A speech with verses in it, or a letter, may run over paragraphs that have no mark of their own:
 * when the next mark can only close. Its paragraphs are spans, but for what is set apart. One that
 * begins with a dash is somebody else's, as where French puts one mark before a dialogue and one
 * behind it; where dashes open speeches elsewhere, too, these are found by themselves.
 */
static bool cross(pairing *pairing, uint32_t *crossed)
{
    const al_speech_tokens *tokens = pairing->tokens;
    uint32_t mark = pairing->single ? AL_SPEECH_NONE : next_mark(pairing, pairing->paragraph + 1);
    *crossed = AL_SPEECH_NONE;
    if (mark == AL_SPEECH_NONE || tokens->list[mark].form != pairing->closer ||
        !al_speech_may_close(tokens, mark) || al_speech_may_open(tokens, mark) ||
        dash_speech_before(pairing, mark))
        return true;
    for (uint32_t i = pairing->paragraph + 1;; i++) {
        const al_speech_paragraph *paragraph = &tokens->paragraphs[i];
        bool last = mark < paragraph->end;
        const al_speech_span span = {.open = AL_SPEECH_NONE,
                                     .first = paragraph->first,
                                     .end = last ? mark : paragraph->end,
                                     .close = last ? mark : AL_SPEECH_NONE,
                                     .paragraph = i,
                                     .flags = ALMOST_QUOTATION_CONTINUED};
        if (tokens->list[paragraph->first].kind == AL_SPEECH_DASH) {
            if (!al_speech_dashes_add(tokens, i, pairing->spans))
                return false;
            if (last)
                mark = paragraph->end - 1; /* behind a dash all of the paragraph is looked at */
        } else if ((last || !paragraph->apart) &&
                   !al_speech_directions_part(tokens, pairing->spans, span)) {
            return false;
        }
        if (last)
            break;
    }
    *crossed = mark;
    return true;
}

/* What is still open at the end of a paragraph. */
static bool leave(pairing *pairing, const al_speech_paragraph *paragraph)
{
    const al_speech_tokens *tokens = pairing->tokens;
    bool open = pairing->open != AL_SPEECH_NONE;
    bool more = open && paragraph->end < tokens->n &&
                al_speech_token_is(&tokens->list[paragraph->end], pairing->opener);
    size_t at = pairing->spans->n;
    bool fine = !open || end_at(pairing, paragraph->end, AL_SPEECH_NONE,
                                more ? 0 : ALMOST_QUOTATION_UNBALANCED);
    pairing->continued = more;
    pairing->depth = 0;
    if (!fine || !open || more)
        return fine;
    fine = cross(pairing, &pairing->crossed);
    if (fine && pairing->crossed != AL_SPEECH_NONE)
        for (; at < pairing->spans->n; at++)
            pairing->spans->list[at].flags &= (uint8_t)~ALMOST_QUOTATION_UNBALANCED;
    return fine;
}

static bool pair_paragraph(pairing *pairing)
{
    const al_speech_tokens *tokens = pairing->tokens;
    const al_speech_paragraph *paragraph = &tokens->paragraphs[pairing->paragraph];
    if (!look_ahead(pairing, paragraph))
        return false;
    pairing->nested = is_nested(pairing, paragraph);
    for (uint32_t i = paragraph->first; i < paragraph->end; i++) {
        const al_speech_token *token = &tokens->list[i];
        if (pairing->crossed != AL_SPEECH_NONE && i <= pairing->crossed)
            continue;
        if (token->kind == AL_SPEECH_MARK &&
            (token->form == pairing->opener || token->form == pairing->closer) &&
            !take_mark(pairing, i, paragraph->first))
            return false;
    }
    return leave(pairing, paragraph);
}

bool al_speech_pair(const al_speech_tokens *tokens, const al_speech_convention *convention,
                    al_speech_spans *spans)
{
    pairing pairing = {.tokens = tokens,
                       .opener = convention->opener,
                       .closer = convention->closer,
                       .dashes = convention->dashes,
                       .spans = spans,
                       .open = AL_SPEECH_NONE,
                       .crossed = AL_SPEECH_NONE};
    pairing.single = convention->closer == '\'' || convention->closer == 0x2019;
    bool fine = true;
    for (size_t i = 0; i < tokens->n_paragraphs && fine; i++) {
        pairing.paragraph = (uint32_t)i;
        if (is_dash_speech(&pairing, i))
            fine = al_speech_dashes_add(tokens, (uint32_t)i, spans);
        else if (convention->opener != 0)
            fine = pair_paragraph(&pairing);
        fine = fine && !al_clock_late(tokens->clock, 1);
    }
    al_release(tokens->allocator, pairing.certain);
    return fine;
}
