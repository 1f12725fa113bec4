/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Identifiers: what stands for one thing and is compared by its letters. An
 * address of the web or of mail, whole (https://example.org/a?b=1); a token of
 * letters and figures (KL1234); the letter behind a word that it is the label of
 * (Annex A).
 */
#include "meaning/value.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { longest_address = 64 /* tokens */ };

/* Signs that stand within an address. */
static bool is_inner(uint32_t sign)
{
    static const char inner[] = "/:.-_?&=#%~@+,;";
    for (size_t i = 0; inner[i] != 0; i++)
        if ((unsigned char)inner[i] == sign)
            return true;
    return false;
}

/* The tokens that hang together with one, without a mark at their end. */
static uint32_t address_length(const al_tokens *tokens, size_t at)
{
    uint32_t n = 1, words = 1;
    while (n < longest_address && al_token_glued(tokens, at + n) &&
           (tokens->list[at + n].sign == 0 || is_inner(tokens->list[at + n].sign))) {
        n++;
        if (tokens->list[at + n - 1].sign == 0 || tokens->list[at + n - 1].sign == '/')
            words = n;
    }
    return words;
}

static bool starts_address(const al_item_reader *reader, int side, const al_tokens *tokens,
                           size_t at)
{
    if (!al_token_glued(tokens, at + 1))
        return false;
    uint32_t sign = tokens->list[at + 1].sign;
    if (sign == ':')
        return (al_token_is(tokens, at + 2, '/') && al_token_is(tokens, at + 3, '/')) ||
               (tokens->list[at].bytes.end - tokens->list[at].bytes.start == 3 &&
                (reader->maker->sides[side].text->bytes[tokens->list[at].bytes.start] | 32) ==
                    'd' &&
                al_token_glued(tokens, at + 2) && tokens->list[at + 2].shape != AL_SHAPE_PLAIN);
    return sign == '@' && al_token_glued(tokens, at + 2) && tokens->list[at + 2].sign == 0;
}

static bool address_at(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                       al_value *value)
{
    if (!starts_address(reader, side, tokens, at))
        return false;
    uint32_t n = address_length(tokens, at);
    if (n < 3)
        return false;
    uint32_t start = tokens->list[at].bytes.start;
    uint64_t hash = XXH3_64bits(reader->maker->sides[side].text->bytes + start,
                                tokens->list[at + n - 1].bytes.end - start);
    al_value_add(value, al_value_number(at, n, al_value_hash_key(hash)));
    value->taken = n;
    return true;
}

/* Annex A, gate B. */
static bool letter_at(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                      al_value *value)
{
    const al_token *token = &tokens->list[at];
    if (!(token->flags & AL_FORM_INITIAL) || at == 0)
        return false;
    const al_term *marker = al_value_term(reader, tokens, at - 1, AL_TERM_MARKER);
    if (marker == NULL || al_terms_group_is(marker->group, "faint"))
        return false;
    if (al_token_is(tokens, at + 1, '.') && at + 2 < tokens->n &&
        tokens->list[at + 2].flags & AL_FORM_CAPITAL)
        return false;
    al_item item = al_value_number(at, 1, al_value_hash_key(token->key));
    if (token->flags & AL_FORM_FAINT_ROMAN)
        item.other = al_value_key(
            (al_fraction){al_classes_get(reader->maker->classes, token->form)->number.value, 1});
    al_value_add(value, item);
    value->taken = 1;
    return true;
}

bool al_value_code(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                   al_value *value)
{
    if (tokens->list[at].sign != 0 || tokens->list[at].half)
        return false;
    return address_at(reader, side, tokens, at, value) || letter_at(reader, tokens, at, value);
}
