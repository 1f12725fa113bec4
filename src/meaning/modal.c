/* SPDX-License-Identifier: Apache-2.0 */
/* See modal.h. Forms are in the lists of terms; what only the word lists know is read by them. */
#include "meaning/modal.h"

#include <string.h>

/* 'll and 'd: one of several modals. */
static bool choice_at(const al_tokens *tokens, size_t at, al_item *item)
{
    const al_token *token = &tokens->list[at];
    if ((token->choice & (token->choice - 1)) == 0)
        return false;
    *item = (al_item){.first = (uint32_t)at,
                      .n = 1,
                      .group = UINT16_MAX,
                      .key = token->choice,
                      .choice = token->choice,
                      .class = AL_ITEM_MODAL};
    return true;
}

/* Determiners that stand for a noun, too, so that a verb may follow: that will do. */
static bool is_pronoun(uint64_t key)
{
    static const char *const words[] = {"that", "this", "these", "those", "all",  "each",
                                        "some", "any",  "every", "mine",  "whose"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (key == al_classes_letters_key(words[i], strlen(words[i])))
            return true;
    return false;
}

bool al_modal_is_noun(const al_item_reader *reader, const al_tokens *tokens, size_t at)
{
    if (at == 0 || tokens->list[at - 1].sign != 0 || tokens->list[at - 1].half)
        return false;
    const al_form_class *class = al_classes_get(reader->maker->classes, tokens->list[at - 1].form);
    const al_lexicon_word *word = al_classes_word(class->word);
    return word != NULL && (word->classes & AL_WORD_DETERMINER) == AL_WORD_DETERMINER &&
           !is_pronoun(class->key);
}

/* A modal that only the word lists know (lexicon.h), by its group there. */
static bool listed_at(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                      al_item *item)
{
    const al_token *token = &tokens->list[at];
    if (token->sign != 0 || token->half || !(token->flags & AL_FORM_LOUD))
        return false;
    const al_lexicon_word *word =
        al_classes_word(al_classes_get(reader->maker->classes, token->form)->word);
    if (word == NULL || word->modal == 0)
        return false;
    *item = (al_item){.first = (uint32_t)at,
                      .n = 1,
                      .group = UINT16_MAX,
                      .key = UINT64_C(0xC2B2AE3D27D4EB4F) + word->modal,
                      .class = AL_ITEM_MODAL};
    return true;
}

/* What an English modal says, too, when it is negated: may not is must not, cannot is may not. */
static uint64_t negated_key(const al_item_reader *reader, const al_term *term)
{
    bool may = al_terms_group_is(term->group, "may");
    if (reader->language == NULL || strcmp(reader->language->code, "en") != 0 ||
        !(may || al_terms_group_is(term->group, "must") || al_terms_group_is(term->group, "can")))
        return 0;
    uint16_t other = al_terms_group_named(reader->language, AL_TERM_MODAL, may ? "must" : "may");
    return other != UINT16_MAX ? al_item_group_key(other) : 0;
}

/* Had no choice but to: what is negated is all else. */
static bool has_but(const al_tokens *tokens, size_t from, size_t to)
{
    const uint64_t but = al_classes_letters_key("but", 3);
    for (size_t i = from; i < to; i++)
        if (tokens->list[i].key == but)
            return true;
    return false;
}

/* A term, and the negation that stands in it or behind it: need not, was unable to. */
static void add_term(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                     const al_term *term, al_value *value)
{
    size_t end = at + term->n_words;
    al_value_add(value, (al_item){.first = (uint32_t)at,
                                  .n = term->n_words,
                                  .group = term->group,
                                  .key = al_item_group_key(term->group),
                                  .class = AL_ITEM_MODAL});
    bool negated = end < tokens->n && al_item_negates(reader, &tokens->list[end]);
    for (size_t i = at; i < end && term->n_words > 1 && !has_but(tokens, at, end); i++)
        if (al_item_negates(reader, &tokens->list[i])) {
            negated = true;
            al_value_add(value, (al_item){.first = (uint32_t)i,
                                          .n = 1,
                                          .group = UINT16_MAX,
                                          .key = 1,
                                          .class = AL_ITEM_NEGATION});
        }
    if (negated)
        value->items[0].other = negated_key(reader, term);
}

/* German zu says that something must be only with haben and sein: hat ... zu zahlen. */
static bool is_bare_infinitive(const al_tokens *tokens, size_t at, const al_term *term)
{
    static const char *const verbs[] = {"hat", "haben", "hatte", "hatten", "habe",
                                        "ist", "sind",  "war",   "waren",  "sei"};
    const uint64_t zu = al_classes_letters_key("zu", 2);
    if (term->n_words > 1 || tokens->list[at].key != zu)
        return false;
    for (size_t i = 0; i < at; i++)
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
            if (tokens->list[i].changed &&
                tokens->list[i].key == al_classes_letters_key(verbs[k], strlen(verbs[k])))
                return false;
    return true;
}

bool al_modal_read(al_item_reader *reader, const al_tokens *tokens, size_t at, const al_term *term,
                   al_value *value)
{
    value->n = 0;
    value->taken = 1;
    if (choice_at(tokens, at, &value->items[0])) {
        value->n = 1;
        return true;
    }
    if (term != NULL && term->class == AL_TERM_MODAL) {
        if (is_bare_infinitive(tokens, at, term))
            return false;
        add_term(reader, tokens, at, term, value);
        value->taken = term->n_words;
    } else if (term == NULL && listed_at(reader, tokens, at, &value->items[0])) {
        value->n = 1;
    } else {
        return false;
    }
    if (al_modal_is_noun(reader, tokens, at) || (term != NULL && term->flags & AL_TERM_FAINT))
        value->items[0].flags |= AL_ITEM_FAINT;
    return true;
}
