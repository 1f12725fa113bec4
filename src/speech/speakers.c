/* SPDX-License-Identifier: Apache-2.0 */
/* Names as they are printed; see speakers.h. */
#include "speech/speakers.h"

#include "text/compared.h"
#include "text/layers.h"

static const double script_margin = 10; /* as that of who is named beside a quotation */

/* Names already printed, and what of persons has several forms. */
typedef struct printing {
    const al_speech_book *book;
    al_buffer pool;
    uint32_t *places; /* of each name in the pool + 1; 0: not printed yet */
    uint32_t *fuller; /* of each person the commonest name of several words; NONE */
} printing;

/* The words of a name as they stand in the text, a blank between them. */
static void put_words(const al_speech_tokens *tokens, const al_speech_name *name, al_buffer *out)
{
    for (uint32_t i = name->sample; i < name->sample_end; i++) {
        const al_speech_token *token = &tokens->list[i];
        size_t length = token->length;
        if (i > name->sample && token->flags & AL_SPEECH_SPACED)
            al_buffer_append(out, " ", 1);
        if (token->flags & AL_SPEECH_GENITIVE && i + 1 == name->sample_end)
            length -= tokens->bytes[token->start + length - 2] == '\'' ? 2 : 4;
        al_buffer_append(out, tokens->bytes + token->start, length);
    }
    al_buffer_append(out, "", 1);
}

static void put_article(printing *printing, const al_speech_name *name)
{
    const al_speech_forms *forms = &printing->book->tokens->forms;
    const al_speech_form *article = &forms->list[name->article];
    al_buffer_append(&printing->pool, forms->letters.bytes + article->letters, article->length);
    al_buffer_append(&printing->pool, " ", 1);
}

/* The place of a name in the pool. */
static uint32_t print(printing *printing, uint32_t number)
{
    const al_speech_name *name = &printing->book->names->list[number];
    if (printing->places[number] != 0)
        return printing->places[number] - 1;
    uint32_t place = (uint32_t)printing->pool.length;
    printing->places[number] = place + 1;
    const al_speech_person *person =
        name->who != AL_SPEECH_NONE ? &printing->book->persons->list[name->who] : NULL;
    if (person != NULL && person->printed != NULL) {
        al_buffer_append(&printing->pool, person->printed, person->printed_length);
        al_buffer_append(&printing->pool, "", 1);
        return place;
    }
    if (!name->common && 2 * name->the > name->count)
        put_article(printing, name);
    put_words(printing->book->tokens, name, &printing->pool);
    return place;
}

/* The commonest name of several words of each person. */
static void find_fuller(printing *printing)
{
    const al_speech_names *names = printing->book->names;
    for (size_t i = 0; i < printing->book->persons->n; i++)
        printing->fuller[i] = AL_SPEECH_NONE;
    for (size_t i = 0; i < names->n; i++) {
        const al_speech_name *name = &names->list[i];
        if (name->who == AL_SPEECH_NONE || name->common || name->n_words < 2)
            continue;
        uint32_t *best = &printing->fuller[name->who];
        if (*best == AL_SPEECH_NONE || name->count > names->list[*best].count)
            *best = (uint32_t)i;
    }
}

/* A last name alone is printed in full where that form is at least half as frequent. */
static uint32_t in_full(const printing *printing, uint32_t number)
{
    const al_speech_names *names = printing->book->names;
    const al_speech_name *name = &names->list[number];
    uint32_t fuller = name->who != AL_SPEECH_NONE ? printing->fuller[name->who] : AL_SPEECH_NONE;
    if (fuller == AL_SPEECH_NONE || name->n_words != 1 || name->common)
        return number;
    const al_speech_name *full = &names->list[fuller];
    bool title = full->n_titles > 0 && full->words[0] == name->words[0];
    bool last = full->words[full->n_words - 1] == name->words[0] || title;
    return last && 2 * full->count >= name->count ? fuller : number;
}

/* How it is known who speaks in a turn, and by which name. */
static almost_speaker_by by_of(const al_speech_book *book, const al_speech_turn *turn,
                               uint32_t *name)
{
    *name = book->persons->list[turn->who].name;
    switch (turn->said.subject) {
    case AL_SPEECH_NAMED: *name = turn->said.name; return ALMOST_SPEAKER_EXPLICIT;
    case AL_SPEECH_I_SAY: return ALMOST_SPEAKER_EXPLICIT;
    case AL_SPEECH_PHRASE:
        return turn->who == turn->said_at ? ALMOST_SPEAKER_EXPLICIT : ALMOST_SPEAKER_PRONOUN;
    case AL_SPEECH_HE_SAYS:
    case AL_SPEECH_SHE_SAYS: return ALMOST_SPEAKER_PRONOUN;
    default: return ALMOST_SPEAKER_TURN;
    }
}

static void put_turn(printing *printing, const al_speech_turn *turn, almost_quotations *quotations,
                     uint32_t *places)
{
    uint32_t name;
    if (turn->who == AL_SPEECH_NONE)
        return;
    almost_speaker_by by = by_of(printing->book, turn, &name);
    uint32_t place = print(printing, in_full(printing, name));
    for (uint32_t i = turn->first; i < turn->end; i++) {
        almost_quotation *item = &quotations->items[i];
        if (item->kind != ALMOST_QUOTATION_SPEECH)
            continue;
        item->speaker_by = by;
        item->margin = turn->margin;
        if (by != ALMOST_SPEAKER_EXPLICIT && turn->margin < ALMOST_SURE_MARGIN)
            item->flags |= ALMOST_QUOTATION_GUESS;
        places[i] = place;
    }
}

/* A speech whose format says whose it is. */
static void put_script(printing *printing, size_t span, almost_quotations *quotations,
                       uint32_t *places)
{
    const al_layers *layers = al_text_whole(quotations->text)->layers;
    al_value who = al_layers_value(layers, printing->book->spans->list[span].script);
    if (who.bytes == NULL || who.number == 0)
        return;
    places[span] = (uint32_t)printing->pool.length;
    al_buffer_append(&printing->pool, who.bytes, (size_t)who.number);
    al_buffer_append(&printing->pool, "", 1);
    quotations->items[span].speaker_by = ALMOST_SPEAKER_SCRIPT;
    quotations->items[span].margin = script_margin;
}

static bool put_all(printing *printing, const al_speech_turns *turns, almost_quotations *quotations)
{
    uint32_t *places = al_allocate(quotations->allocator, quotations->n, sizeof *places);
    if (places == NULL)
        return false;
    find_fuller(printing);
    for (size_t i = 0; i < turns->n; i++)
        put_turn(printing, &turns->list[i], quotations, places);
    for (size_t i = 0; i < quotations->n; i++)
        if (printing->book->spans->list[i].script != NULL)
            put_script(printing, i, quotations, places);
    quotations->names = printing->pool.bytes;
    for (size_t i = 0; i < quotations->n && !printing->pool.failed; i++)
        if (quotations->items[i].speaker_by != ALMOST_SPEAKER_UNKNOWN)
            quotations->items[i].speaker = quotations->names + places[i];
    al_release(quotations->allocator, places);
    return !printing->pool.failed;
}

/* Names of several words, whether or not who has them speaks. False when memory ends. */
static bool put_full_names(const al_speech_book *book, almost_quotations *quotations)
{
    const al_speech_names *names = book->names;
    al_buffer out;
    al_buffer_init(&out, quotations->allocator);
    for (size_t i = 0; i < names->n; i++) {
        const al_speech_name *name = &names->list[i];
        if (!name->common && name->n_words - name->n_titles >= 2)
            put_words(book->tokens, name, &out);
    }
    quotations->full_names = out.bytes;
    quotations->full_names_length = out.length;
    return !out.failed;
}

bool al_speech_speakers_put(const al_speech_book *book, const al_speech_turns *turns,
                            almost_quotations *quotations)
{
    const almost_allocator *allocator = quotations->allocator;
    printing printing = {.book = book};
    al_buffer_init(&printing.pool, allocator);
    printing.places = al_allocate_zero(allocator, book->names->n, sizeof *printing.places);
    printing.fuller = al_allocate(allocator, book->persons->n, sizeof *printing.fuller);
    bool fine =
        printing.places != NULL && printing.fuller != NULL && put_all(&printing, turns, quotations);
    if (!fine && quotations->names == NULL)
        al_buffer_release(&printing.pool);
    al_release(allocator, printing.places);
    al_release(allocator, printing.fuller);
    return fine && put_full_names(book, quotations);
}
