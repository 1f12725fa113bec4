/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the narration for who is named in it; see recent.h. */
#include "speech/recent.h"

#include <string.h>

bool al_speech_recents_init(al_speech_recents *recents, const al_speech_book *book)
{
    *recents = (al_speech_recents){.book = book};
    recents->introduced = al_allocate_zero(book->tokens->allocator, book->tokens->forms.n,
                                           sizeof *recents->introduced);
    return recents->introduced != NULL;
}

void al_speech_recents_release(al_speech_recents *recents)
{
    if (recents->book != NULL)
        al_release(recents->book->tokens->allocator, recents->introduced);
}

void al_speech_recents_restart(al_speech_recents *recents)
{
    recents->n = recents->read = 0;
    recents->mention = 0;
    memset(recents->introduced, 0, recents->book->tokens->forms.n * sizeof *recents->introduced);
}

bool al_speech_recents_is_new(const al_speech_recents *recents, uint32_t noun, uint32_t token)
{
    uint32_t at = recents->introduced[noun];
    return at != 0 && token - at < AL_SPEECH_RECENT_TOKENS;
}

/* Someone is named: first among those in mind. */
static void recall(al_speech_recents *recents, al_speech_recent one)
{
    uint32_t at = 0;
    while (at < recents->n && recents->list[at].who != one.who)
        at++;
    if (at == recents->n && recents->n < AL_SPEECH_RECENT)
        recents->n++;
    if (at == AL_SPEECH_RECENT)
        at--;
    for (; at > 0; at--)
        recents->list[at] = recents->list[at - 1];
    recents->list[0] = one;
}

/* The captain: whoever is called so beside a quotation somewhere is named here, too. */
static void recall_phrase(al_speech_recents *recents, uint32_t article)
{
    const al_speech_names *names = recents->book->names;
    const al_speech_tokens *tokens = recents->book->tokens;
    al_speech_name name = {.common = true};
    uint32_t at = article + 1;
    while (at < tokens->n && name.n_words < 3 && tokens->list[at].kind == AL_SPEECH_WORD) {
        name.words[name.n_words++] = tokens->list[at++].form;
        if (!(al_speech_token_classes(tokens, at - 1) &
              (AL_SPEECH_MAN | AL_SPEECH_WOMAN | AL_SPEECH_PERSON)))
            continue;
        uint32_t known = al_speech_names_known(names, &name);
        if (known == AL_SPEECH_NONE || names->list[known].who == AL_SPEECH_NONE)
            continue;
        bool genitive = tokens->list[at - 1].flags & AL_SPEECH_GENITIVE;
        bool subject =
            !genitive && (tokens->list[article].flags & AL_SPEECH_BEGINS || article == 0 ||
                          tokens->list[article - 1].kind != AL_SPEECH_WORD);
        recall(recents, (al_speech_recent){names->list[known].who, article, subject});
        return;
    }
}

/* A stranger, an old man: who is new is the stranger from here on. */
static void introduce(al_speech_recents *recents, uint32_t article)
{
    enum { MOST_WORDS = 4 };
    const al_speech_tokens *tokens = recents->book->tokens;
    for (uint32_t at = article + 1; at < tokens->n && at <= article + MOST_WORDS; at++) {
        if (tokens->list[at].kind != AL_SPEECH_WORD)
            return;
        if (al_speech_token_classes(tokens, at) &
            (AL_SPEECH_MAN | AL_SPEECH_WOMAN | AL_SPEECH_PERSON))
            recents->introduced[tokens->list[at].form] = at;
    }
}

static void recall_name(al_speech_recents *recents, const al_speech_mention *mention)
{
    uint32_t who = recents->book->names->list[mention->name].who;
    if (who != AL_SPEECH_NONE && !mention->quoted)
        recall(recents, (al_speech_recent){who, mention->first, mention->subject});
}

void al_speech_recents_read(al_speech_recents *recents, uint32_t end)
{
    const al_speech_names *names = recents->book->names;
    const al_speech_tokens *tokens = recents->book->tokens;
    for (; recents->read < end; recents->read++) {
        if (recents->mention < names->n_mentions &&
            names->mentions[recents->mention].first == recents->read)
            recall_name(recents, &names->mentions[recents->mention++]);
        uint64_t classes = al_speech_token_classes(tokens, recents->read);
        if (tokens->list[recents->read].flags & AL_SPEECH_QUOTED)
            continue;
        if (classes & AL_SPEECH_INDEFINITE)
            introduce(recents, recents->read);
        if (classes & AL_SPEECH_DEFINITE)
            recall_phrase(recents, recents->read);
    }
}
