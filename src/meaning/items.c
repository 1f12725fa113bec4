/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the items of a row of tokens, from left to right: at each place the
 * longest of the terms, numbers and names that begin there.
 */
#include "meaning/item.h"

#include "meaning/modal.h"
#include "meaning/proper_name.h"
#include "meaning/value.h"

#include <string.h>

/* Class and group as one key; a term's key never meets a name's, as classes part them. */
uint64_t al_item_group_key(uint16_t group)
{
    return UINT64_C(0x9E3779B97F4A7C15) * (group + 1u);
}

al_item_class al_item_class_of_term(uint8_t term_class)
{
    static const uint8_t classes[AL_TERM_CLASSES] = {
        [AL_TERM_NEGATION] = AL_ITEM_NEGATION,   [AL_TERM_QUANTITY] = AL_ITEM_QUANTITY,
        [AL_TERM_CONDITION] = AL_ITEM_CONDITION, [AL_TERM_HEDGE] = AL_ITEM_HEDGE,
        [AL_TERM_MODAL] = AL_ITEM_MODAL,
    };
    return classes[term_class];
}

bool al_item_negates(const al_item_reader *reader, const al_token *token)
{
    al_term_list terms = al_terms_from(reader->language, token->term);
    for (uint32_t i = 0; i < terms.n; i++)
        if (terms.terms[i].class == AL_TERM_NEGATION && terms.terms[i].n_words == 1)
            return true;
    return false;
}

/* Words that are of another class elsewhere: ella nada, she swims. They stay so when they change.
 */
static bool is_homograph(const al_term *term)
{
    return al_terms_group_is(term->group, "nonegation") ||
           al_terms_group_is(term->group, "nonumber") || al_terms_group_is(term->group, "nomodal");
}

/*
 * Whether a phrase lost or gained a part of itself, so that it is none here: an idiom any part,
 * another phrase its negation (not more than).
 */
static bool is_torn(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                    const al_term *term)
{
    uint32_t changed = 0;
    for (uint32_t i = 0; i < term->n_words; i++)
        changed += tokens->list[at + i].changed;
    if (changed == 0 || changed == term->n_words)
        return false;
    bool negation = tokens->list[at].changed && al_item_negates(reader, &tokens->list[at]);
    return (term->class == AL_TERM_IDIOM && !is_homograph(term)) ||
           (term->class == AL_TERM_QUANTITY && negation);
}

/* Whether a number follows, behind the sign of a currency or of its own. */
static bool is_before_number(const al_tokens *tokens, size_t at)
{
    while (at < tokens->n && tokens->list[at].sign != 0 && tokens->list[at].sign != '.' &&
           tokens->list[at].sign != ',')
        at++;
    const uint16_t number = AL_FORM_NUMBER | AL_FORM_PART;
    if (at + 1 < tokens->n && tokens->list[at].flags & AL_FORM_FAINT_PART &&
        tokens->list[at + 1].flags & number)
        at++; /* about a hundred */
    return at < tokens->n && tokens->list[at].flags & number;
}

/* Classes of terms that are looked for elsewhere: relate.h, affix.h, value.h. */
static const uint32_t elsewhere =
    1u << AL_TERM_OPPOSITE | 1u << AL_TERM_SET | 1u << AL_TERM_PREFIX | AL_VALUE_TERM_CLASSES;

static const al_term *longest_of(const al_item_reader *reader, al_term_list terms,
                                 const al_tokens *tokens, size_t at)
{
    for (uint32_t i = 0; i < terms.n; i++) {
        const al_term *term = &terms.terms[i];
        if (elsewhere >> term->class & 1 ||
            (term->class == AL_TERM_SAME && al_terms_group_is(term->group, "number")) ||
            al_token_matches(tokens, at, term) == 0)
            continue;
        if (term->flags & AL_TERM_BEFORE_NUMBER && !is_before_number(tokens, at + term->n_words))
            continue;
        if (term->n_words > 1 && is_torn(reader, tokens, at, term))
            continue;
        return term;
    }
    return NULL;
}

/* The longest term of the language that stands here, or NULL; opposites are looked for elsewhere.
 */
static const al_term *term_at(const al_item_reader *reader, const al_tokens *tokens, size_t at)
{
    uint16_t word = tokens->list[at].term;
    if ((tokens->list[at].classes & ~elsewhere) == 0)
        return NULL;
    const al_term *own = longest_of(reader, al_terms_from(reader->language, word), tokens, at);
    const al_term *all = longest_of(reader, al_terms_from(reader->everywhere, word), tokens, at);
    if (own == NULL || (all != NULL && all->n_words > own->n_words))
        return all;
    return own;
}

static al_item item_of_term(const al_term *term, size_t at)
{
    al_item item = {.first = (uint32_t)at,
                    .n = term->n_words,
                    .group = term->group,
                    .key = al_item_group_key(term->group),
                    .class = (uint8_t)al_item_class_of_term(term->class)};
    if (term->flags & AL_TERM_FAINT)
        item.flags |= AL_ITEM_FAINT;
    if (term->class == AL_TERM_NEGATION) { /* each is one, whatever its group */
        item.key = 1;
        item.flags |= al_terms_group_is(term->group, "nearly") ? AL_ITEM_WEAK : 0;
    }
    return item;
}

/* A word that negates with another before it, and may be a noun: pas, point. */
static bool is_closing(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                       const al_term *term)
{
    if (term->class != AL_TERM_NEGATION || tokens->list[at].sign != 0)
        return false;
    const al_lexicon_word *word =
        al_classes_word(al_classes_get(reader->maker->classes, tokens->list[at].form)->word);
    return word != NULL && word->classes & AL_WORD_CLOSES;
}

/* Whether a name follows a term, behind the full stop of an abbreviation. */
static bool is_before_name(const al_tokens *tokens, size_t at)
{
    if (al_token_is(tokens, at, '.'))
        at++;
    return at < tokens->n && tokens->list[at].sign == 0 && tokens->list[at].flags & AL_FORM_CAPITAL;
}

/* A title before a name, or one of the forms of a listed name: United States, Peking. */
static bool title_of_term(const al_item_reader *reader, int side, const al_tokens *tokens,
                          size_t at, const al_term *term, al_item *item)
{
    enum { first_without_capitals = 0xD6 }; /* a first byte: from Hebrew on */
    const char *bytes = reader->maker->sides[side].text->bytes + tokens->list[at].bytes.start;
    bool capital =
        tokens->list[at].flags & AL_FORM_CAPITAL || (unsigned char)*bytes >= first_without_capitals;
    /* peoples are names without capitals, too: los franceses */
    capital |=
        term->class == AL_TERM_NAME && strncmp(al_terms_group_name(term->group), "people/", 7) == 0;
    bool title = term->class == AL_TERM_TITLE || term->class == AL_TERM_SAME;
    bool before = is_before_name(tokens, at + term->n_words);
    if (!(title && before) &&
        !(capital && (term->class == AL_TERM_NAME || (term->class == AL_TERM_SAME && !before))))
        return false;
    *item = item_of_term(term, at);
    item->class = AL_ITEM_NAME;
    if (term->class == AL_TERM_TITLE) /* each is another person */
        item->key = tokens->list[at].key;
    if (before)
        item->flags |= AL_ITEM_FAINT;
    return true;
}

/* The items that begin at a token, but for values; false where none does. */
static bool item_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                    const al_term *term, al_item *item)
{
    if (term != NULL && is_closing(reader, tokens, at, term) &&
        al_modal_is_noun(reader, tokens, at))
        term = NULL;
    if (term != NULL && al_item_class_of_term(term->class) != AL_ITEM_OTHER) {
        *item = item_of_term(term, at);
        return true;
    }
    if (term != NULL && term->class == AL_TERM_IDIOM) {
        *item = item_of_term(term, at);
        return true;
    }
    if (term != NULL && title_of_term(reader, side, tokens, at, term, item))
        return true;
    return al_proper_name_read(reader, side, tokens, at, item);
}

static void mark_changed(const al_item_reader *reader, const al_tokens *tokens, al_item *item)
{
    uint32_t changed = 0;
    bool denies = item->class != AL_ITEM_NEGATION || item->n == 1;
    for (uint32_t i = 0; i < item->n; i++) {
        const al_token *token = &tokens->list[item->first + i];
        changed += token->changed;
        /* refuse to: `to` denies nothing; but not: `not` does */
        denies |= token->changed && (i == 0 || al_item_negates(reader, token));
    }
    item->flags |= changed > 0 && denies ? AL_ITEM_CHANGED : 0;
    item->flags |= changed == item->n ? AL_ITEM_WHOLE : 0;
}

/*
 * The name that a word with a capital within a sentence is, whatever it is without: die Oder. Where
 * the sentence begins a capital says nothing.
 */
static const al_term *name_at(const al_item_reader *reader, const al_tokens *tokens, size_t at)
{
    if (at == 0 || tokens->list[at - 1].sign != 0 || !(tokens->list[at].flags & AL_FORM_CAPITAL))
        return NULL;
    al_term_list terms = al_terms_from(reader->language, tokens->list[at].term);
    for (uint32_t i = 0; i < terms.n; i++)
        if (terms.terms[i].class == AL_TERM_NAME && al_token_matches(tokens, at, &terms.terms[i]))
            return &terms.terms[i];
    return NULL;
}

/* Whether a token that begins no term is no item of another class either: no modal, no name. */
static bool is_plain(const al_token *token)
{
    const uint16_t saying = AL_FORM_LOUD | AL_FORM_CAPITAL | AL_FORM_INITIAL;
    return token->choice == 0 && !(token->flags & saying);
}

/*
 * Whether a value is one faint number where a term of another sense stands: secondo il sindaco.
 * With a determiner before it, it is the number: il secondo piano.
 */
static bool is_doubtful(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                        const al_term *term, const al_value *value)
{
    return value->n == 1 && value->taken == term->n_words &&
           value->items[0].flags & AL_ITEM_FAINT && term->class == AL_TERM_HEDGE &&
           !al_modal_is_noun(reader, tokens, at);
}

/* What begins at a token: a value, unless a longer term does, or an item of another class. */
static bool read_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                    al_value *value)
{
    const al_term *name = name_at(reader, tokens, at);
    const al_term *term = name != NULL ? name : term_at(reader, tokens, at);
    if (al_value_label(reader, side, tokens, at, value))
        return true;
    if (al_value_at(reader, side, tokens, at, value) &&
        (term == NULL || term->n_words < value->taken ||
         (term->n_words == value->taken && term->class != AL_TERM_IDIOM &&
          !is_doubtful(reader, tokens, at, term, value))))
        return true;
    value->n = value->taken = 0;
    if (term == NULL && is_plain(&tokens->list[at]))
        return false;
    if (al_modal_read(reader, tokens, at, term, value))
        return true;
    value->n = 1;
    if (!item_at(reader, side, tokens, at, term, &value->items[0]))
        return false;
    value->taken = value->items[0].n;
    return true;
}

/*
 * But behind a negation joins as `and` does: not only late but also cold, no answer but a letter.
 */
static void soften(const al_item_reader *reader, al_items *items)
{
    bool negated = false;
    for (size_t i = 0; i < items->n; i++) {
        al_item *item = &items->list[i];
        bool named = item->group != UINT16_MAX;
        negated |= item->class == AL_ITEM_NEGATION ||
                   (item->class == AL_ITEM_OTHER && named && al_terms_group_is(item->group, "and"));
        if (!negated || item->class != AL_ITEM_CONDITION || !named ||
            !al_terms_group_is(item->group, "but"))
            continue;
        uint16_t and = al_terms_group_named(reader->language, AL_TERM_CONDITION, "and");
        if (and != UINT16_MAX)
            item->key = al_item_group_key(and);
    }
}

/*
 * Whether a token is a word or a sign at which nothing begins: most are, and are passed over at
 * once. A sign that is glued to a word may make it a label or an address.
 */
static inline bool says_nothing(const al_tokens *tokens, size_t at)
{
    const uint16_t saying = AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_PART |
                            AL_FORM_FAINT_ROMAN | AL_FORM_INITIAL | AL_FORM_LOUD | AL_FORM_CAPITAL;
    const al_token *token = &tokens->list[at];
    if (token->sign != 0)
        return token->term == 0 && !al_value_may_begin_by_sign(tokens, at);
    bool sign = at + 1 < tokens->n && token[1].sign != 0 && token[1].sign != ',' && !token[1].apart;
    return token->shape == AL_SHAPE_PLAIN && !sign && token->choice == 0 &&
           !(token->flags & saying) && !(token->classes & ~(1u << AL_TERM_OPPOSITE));
}

/* Whether a French `que` follows a `ne` in its clause, and nothing that negates between them. */
static bool restricts(const al_item_reader *reader, const al_tokens *tokens, const al_item *item)
{
    enum { most = 6 /* tokens between */ };
    const uint64_t ne = al_classes_letters_key("ne", 2), que = al_classes_letters_key("que", 3);
    if (item->class != AL_ITEM_NEGATION || tokens->list[item->first].key != ne)
        return false;
    for (size_t i = item->first + 1u; i < tokens->n && i <= item->first + most; i++) {
        const al_token *token = &tokens->list[i];
        if (token->key == que)
            return true;
        if (token->sign != 0 || al_item_negates(reader, token))
            return false;
    }
    return false;
}

/*
 * Whether an English `not` goes with an `until` in its clause, and both changed: it will not be
 * done until June, it will be done only in June.
 */
static bool defers(const al_tokens *tokens, const al_item *item)
{
    enum { most = 8 /* tokens between */ };
    const uint64_t not = al_classes_letters_key("not", 3);
    const uint64_t until = al_classes_letters_key("until", 5);
    if (item->class != AL_ITEM_NEGATION || !(item->flags & AL_ITEM_CHANGED) ||
        tokens->list[item->first].key != not )
        return false;
    for (size_t i = item->first + 1u; i < tokens->n && i <= item->first + most; i++) {
        if (tokens->list[i].key == until)
            return tokens->list[i].changed;
        if (tokens->list[i].sign != 0)
            return false;
    }
    return false;
}

/* Should it rain: if it rains; where the sentence begins, and is no question. */
static bool supposes(const al_tokens *tokens, const al_item *item)
{
    if (item->class != AL_ITEM_MODAL || item->group == UINT16_MAX || item->n != 1 ||
        !(tokens->list[item->first].flags & AL_FORM_CAPITAL) ||
        (item->first > 0 && tokens->list[item->first - 1].sign == 0) ||
        !(al_terms_group_is(item->group, "should") || al_terms_group_is(item->group, "sollen")))
        return false;
    for (size_t i = item->first; i < tokens->n; i++)
        if (tokens->list[i].sign == '?')
            return false;
    return true;
}

static void become(al_item *item, const al_item_reader *reader, uint8_t class, const char *name)
{
    bool quantity = class == AL_ITEM_QUANTITY;
    uint16_t group = al_terms_group_named(reader->language,
                                          quantity ? AL_TERM_QUANTITY : AL_TERM_CONDITION, name);
    if (group == UINT16_MAX)
        return;
    item->class = class;
    item->group = group;
    item->key = al_item_group_key(group);
}

/* Five bis ten: a range, and no condition. */
static bool is_range(const al_tokens *tokens, const al_item *item)
{
    const uint16_t number = AL_FORM_NUMBER | AL_FORM_PART;
    size_t next = item->first + item->n;
    return item->class == AL_ITEM_CONDITION && item->group != UINT16_MAX &&
           al_terms_group_is(item->group, "until") && item->first > 0 && next < tokens->n &&
           tokens->list[item->first - 1].flags & number && tokens->list[next].flags & number;
}

/* Not ... until is only, and should at the start if. */
static void reread(const al_item_reader *reader, const al_tokens *tokens, al_items *items)
{
    if (reader->language == NULL)
        return;
    bool english = strcmp(reader->language->code, "en") == 0;
    for (size_t i = 0; i < items->n; i++)
        if (english && defers(tokens, &items->list[i]))
            become(&items->list[i], reader, AL_ITEM_QUANTITY, "only");
        else if (is_range(tokens, &items->list[i]))
            items->list[i].class = AL_ITEM_OTHER;
        else if (supposes(tokens, &items->list[i]))
            become(&items->list[i], reader, AL_ITEM_CONDITION, "if");
}

/* Ne ... que is only. */
static void restrict_french(const al_item_reader *reader, const al_tokens *tokens, al_items *items)
{
    if (reader->language == NULL || strcmp(reader->language->code, "fr") != 0)
        return;
    uint16_t only = al_terms_group_named(reader->language, AL_TERM_QUANTITY, "only");
    for (size_t i = 0; i < items->n && only != UINT16_MAX; i++)
        if (restricts(reader, tokens, &items->list[i])) {
            items->list[i].class = AL_ITEM_QUANTITY;
            items->list[i].group = only;
            items->list[i].key = al_item_group_key(only);
        }
}

bool al_items_read(al_item_reader *reader, int side, const al_tokens *tokens, al_items *items)
{
    for (size_t at = 0; at < tokens->n;) {
        al_value value;
        if (says_nothing(tokens, at) || !read_at(reader, side, tokens, at, &value)) {
            at++;
            continue;
        }
        if (!al_grow(items->allocator, (void **)&items->list, &items->capacity, items->n + value.n,
                     sizeof *items->list))
            return false;
        for (uint32_t i = 0; i < value.n; i++) {
            mark_changed(reader, tokens, &value.items[i]);
            items->list[items->n++] = value.items[i];
        }
        at += value.taken;
    }
    soften(reader, items);
    restrict_french(reader, tokens, items);
    reread(reader, tokens, items);
    return true;
}

void al_items_release(al_items *items)
{
    if (items->allocator != NULL)
        al_release(items->allocator, items->list);
    items->list = NULL;
    items->n = items->capacity = 0;
}
