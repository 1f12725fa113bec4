/* SPDX-License-Identifier: Apache-2.0 */
/* The cases of an apostrophe at the edge of a word; see apostrophes.h. */
#include "speech/apostrophes.h"

#include "speech/spans.h"

/* Whether a word follows without a blank. */
static bool before_word(const al_speech_tokens *tokens, size_t at)
{
    return al_speech_is_attached(tokens, at + 1) && tokens->list[at + 1].kind == AL_SPEECH_WORD;
}

static bool after_word(const al_speech_tokens *tokens, size_t at)
{
    return at > 0 && al_speech_is_attached(tokens, at) &&
           tokens->list[at - 1].kind == AL_SPEECH_WORD;
}

static bool after_stop(const al_speech_tokens *tokens, size_t at)
{
    if (at == 0 || !al_speech_is_attached(tokens, at))
        return false;
    const al_speech_token *before = &tokens->list[at - 1];
    return before->kind == AL_SPEECH_DASH ||
           (before->kind == AL_SPEECH_SIGN && al_speech_is_stop(before->form));
}

static bool is_contracted(const al_speech_tokens *tokens, size_t at)
{
    return before_word(tokens, at) &&
           al_speech_token_classes(tokens, at + 1) & AL_SPEECH_CONTRACTION;
}

al_speech_certain al_speech_certainly(const al_speech_tokens *tokens, size_t at)
{
    if (after_stop(tokens, at) && !before_word(tokens, at))
        return AL_SPEECH_CLOSES;
    if (!al_speech_is_attached(tokens, at) && before_word(tokens, at) && !is_contracted(tokens, at))
        return AL_SPEECH_OPENS;
    return AL_SPEECH_UNCERTAIN;
}

bool al_speech_is_apostrophe(const al_speech_tokens *tokens, size_t at, uint32_t opener,
                             al_speech_certain next)
{
    bool open = opener != AL_SPEECH_NONE;
    if (open && at == (size_t)opener + 1 && before_word(tokens, at))
        return true;
    if (is_contracted(tokens, at) && !after_word(tokens, at))
        return open || next != AL_SPEECH_CLOSES;
    if (after_word(tokens, at) && !before_word(tokens, at))
        return !open || next == AL_SPEECH_CLOSES;
    return after_word(tokens, at);
}
