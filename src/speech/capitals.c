/* SPDX-License-Identifier: Apache-2.0 */
/* Where sentences begin, and the counts that follow; see capitals.h. */
#include "speech/capitals.h"

enum {
    OFTEN = 2 /* capitals within sentences from which on a word is a name at their beginning */
};

#define TITLES (AL_SPEECH_TITLE_MAN | AL_SPEECH_TITLE_WOMAN | AL_SPEECH_TITLE)
#define FIRST_NAMES (AL_SPEECH_NAME_MAN | AL_SPEECH_NAME_WOMAN)

/* Whether the full stop at a token belongs to an abbreviation: Mr. or an initial. */
static bool abbreviates(const al_speech_tokens *tokens, size_t at)
{
    if (at == 0 || tokens->list[at].flags & AL_SPEECH_SPACED || tokens->list[at].form != '.')
        return false;
    const al_speech_token *before = &tokens->list[at - 1];
    return before->kind == AL_SPEECH_WORD && before->flags & AL_SPEECH_CAPITAL &&
           (before->length == 1 ||
            (before->length <= 4 && al_speech_token_classes(tokens, at - 1) & TITLES));
}

static bool ends(const al_speech_tokens *tokens, size_t at)
{
    const al_speech_token *token = &tokens->list[at];
    if (token->kind != AL_SPEECH_SIGN)
        return false;
    switch (token->form) {
    case '!':
    case '?':
    case ':':
    case 0x2026:
    case 0x3002: return true;
    case '.': return !abbreviates(tokens, at);
    default: return false;
    }
}

/* Whether a sentence, or a quotation, begins with the word at a token. */
static bool begins(const al_speech_tokens *tokens, size_t at)
{
    const al_speech_token *list = tokens->list;
    uint8_t quoted = list[at].flags & AL_SPEECH_QUOTED;
    while (!(list[at].flags & AL_SPEECH_FIRST) && at > 0) {
        at--;
        if (list[at].kind == AL_SPEECH_MARK) {
            if (quoted && (at == 0 || !(list[at - 1].flags & AL_SPEECH_QUOTED)))
                return true;
        } else if (list[at].kind != AL_SPEECH_SIGN || list[at].form == ',') {
            return false;
        } else if (ends(tokens, at)) {
            return true;
        } else if (list[at].form != '(' && list[at].form != '_' && list[at].form != '[') {
            return false;
        }
    }
    return true;
}

al_speech_capital *al_speech_capitals_count(al_speech_tokens *tokens)
{
    al_speech_capital *capitals =
        al_allocate_zero(tokens->allocator, tokens->forms.n, sizeof *capitals);
    for (size_t i = 0; i < tokens->n && capitals != NULL; i++) {
        al_speech_token *token = &tokens->list[i];
        if (token->kind != AL_SPEECH_WORD)
            continue;
        if (begins(tokens, i))
            token->flags |= AL_SPEECH_BEGINS;
        if (!(token->flags & AL_SPEECH_CAPITAL))
            continue;
        bool start = token->flags & AL_SPEECH_BEGINS ||
                     (token->flags & AL_SPEECH_ALL_CAPITAL && token->length > 1);
        uint32_t *count = start ? &capitals[token->form].begins : &capitals[token->form].inside;
        *count += 1;
    }
    return capitals;
}

bool al_speech_is_name(const al_speech_tokens *tokens, const al_speech_capital *capitals, size_t at)
{
    const al_speech_token *token = &tokens->list[at];
    if (token->kind != AL_SPEECH_WORD || !(token->flags & AL_SPEECH_CAPITAL))
        return false;
    const al_speech_form *form = &tokens->forms.list[token->form];
    const al_speech_capital *capital = &capitals[token->form];
    uint32_t small = form->count - capital->inside - capital->begins;
    if (form->classes & (AL_SPEECH_NEVER | AL_SPEECH_TALKING)) /* I'm */
        return false;
    if (!(token->flags & AL_SPEECH_BEGINS))
        return 2 * (uint64_t)capital->inside >= small;
    return (capital->inside >= OFTEN && capital->inside > small) || small == 0 ||
           form->classes & FIRST_NAMES;
}
