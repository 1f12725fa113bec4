/* SPDX-License-Identifier: Apache-2.0 */
/* Counting how others address whoever says I; see narrator.h. */
#include "speech/narrator.h"

enum { LEAST_TURNS = 5, LEAST_CALLS = 2, LOOK = 64, HARDLY = 3 /* one mention in so many */ };

static bool is_told(const al_speech_turn *turn)
{
    return turn->said.subject == AL_SPEECH_I_SAY;
}

/* Count who is addressed in a turn. */
static void count_calls(const al_speech_book *book, const al_speech_turn *turn, uint32_t *calls)
{
    const al_speech_names *names = book->names;
    size_t at = al_speech_names_after(names, turn->begin);
    for (size_t end = at + LOOK; at < names->n_mentions && at < end; at++) {
        const al_speech_mention *mention = &names->mentions[at];
        uint32_t who = names->list[mention->name].who;
        if (mention->first >= turn->finish)
            break;
        if (mention->called && who != AL_SPEECH_NONE)
            calls[who]++;
    }
}

/* The person who is addressed most often next to what the narrator says; nobody where that is less
   than two calls in five, as then it is what one of many calls him, or there are several who tell.
 */
static uint32_t most_called(const al_speech_book *book, const uint32_t *calls)
{
    const al_speech_persons *persons = book->persons;
    uint32_t best = AL_SPEECH_NONE;
    uint64_t all = 0;
    for (uint32_t i = 0; i < persons->n; i++) {
        if (calls[i] < LEAST_CALLS || HARDLY * persons->list[i].narrated > persons->list[i].count)
            continue;
        all += calls[i];
        if (best == AL_SPEECH_NONE || calls[i] > calls[best])
            best = i;
    }
    return best != AL_SPEECH_NONE && 5 * (uint64_t)calls[best] >= 2 * all ? best : AL_SPEECH_NONE;
}

/* The word I, as somebody's name. */
static uint32_t add_i(const al_speech_book *book, const al_speech_turn *turn)
{
    al_speech_name name = {.n_words = 1,
                           .common = true,
                           .sample = turn->said.first,
                           .sample_end = turn->said.end,
                           .who = AL_SPEECH_NONE};
    name.words[0] = book->tokens->list[turn->said.first].form;
    uint32_t number = al_speech_names_add(book->names, &name);
    return number == AL_SPEECH_NONE ? AL_SPEECH_NONE
                                    : al_speech_persons_add(book->persons, book->names, number);
}

bool al_speech_narrator_find(const al_speech_book *book, const al_speech_turns *turns,
                             uint32_t *narrator)
{
    uint32_t n = 0;
    const al_speech_turn *told = NULL;
    *narrator = AL_SPEECH_NONE;
    for (size_t i = 0; i < turns->n; i++)
        if (is_told(&turns->list[i]) && n++ == 0)
            told = &turns->list[i];
    if (told == NULL)
        return true;
    uint32_t *calls = al_allocate_zero(turns->allocator, book->persons->n, sizeof *calls);
    if (calls == NULL)
        return false;
    for (size_t i = 0; i < turns->n && n >= LEAST_TURNS; i++)
        if ((i > 0 && is_told(&turns->list[i - 1])) ||
            (i + 1 < turns->n && is_told(&turns->list[i + 1])))
            if (!is_told(&turns->list[i]))
                count_calls(book, &turns->list[i], calls);
    *narrator = n >= LEAST_TURNS ? most_called(book, calls) : AL_SPEECH_NONE;
    al_release(turns->allocator, calls);
    if (*narrator == AL_SPEECH_NONE)
        *narrator = add_i(book, told);
    return *narrator != AL_SPEECH_NONE;
}
