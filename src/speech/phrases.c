/* SPDX-License-Identifier: Apache-2.0 */
/* Reading noun phrases forwards and backwards; see phrases.h. */
#include "speech/phrases.h"

enum {
    MOST_WORDS = 6 /* between a determiner and its noun */,
    MOST_ADVERBS = 3,
    MOST_VOICES = 4 /* one within another: the echo of the tone of the voice of Tom */
};

#define ENDS_PHRASE                                                                                \
    (AL_SPEECH_PREPOSITION | AL_SPEECH_CONJUNCTION | AL_SPEECH_VERB | AL_SPEECH_WEAK_VERB |        \
     AL_SPEECH_ADVERB | AL_SPEECH_RELATIVE | AL_SPEECH_PRESENT | AL_SPEECH_PAST | AL_SPEECH_HE |   \
     AL_SPEECH_SHE | AL_SPEECH_I | AL_SPEECH_THEY | AL_SPEECH_DETERMINER | AL_SPEECH_REFLEXIVE)
#define PERSONS (AL_SPEECH_MAN | AL_SPEECH_WOMAN | AL_SPEECH_PERSON)

static const al_speech_phrase nobody = {.name = AL_SPEECH_NONE};

static uint64_t classes_at(const al_speech_book *book, uint32_t at)
{
    return al_speech_token_classes(book->tokens, at);
}

static bool is_word(const al_speech_book *book, uint32_t at)
{
    return book->tokens->list[at].kind == AL_SPEECH_WORD;
}

/* Words in -ly are adverbs in every list. */
static bool is_adverb(const al_speech_book *book, uint32_t at)
{
    const al_speech_token *token = &book->tokens->list[at];
    if (token->kind != AL_SPEECH_WORD || token->flags & AL_SPEECH_CAPITAL)
        return false;
    if (classes_at(book, at) & (AL_SPEECH_ADVERB | AL_SPEECH_REFLEXIVE | AL_SPEECH_PAST))
        return true;
    return al_speech_token_ends(book->tokens, at, "ly", 5);
}

uint32_t al_speech_skip_adverbs(const al_speech_book *book, uint32_t at, uint32_t limit,
                                uint32_t most)
{
    for (uint32_t n = 0; n < most && at < limit && is_adverb(book, at); n++)
        at++;
    return at;
}

static al_speech_phrase named(const al_speech_book *book, const al_speech_mention *mention,
                              uint32_t first)
{
    return (al_speech_phrase){.first = first,
                              .end = mention->end,
                              .name = mention->name,
                              .subject = AL_SPEECH_NAMED,
                              .sex = book->names->list[mention->name].sex};
}

static bool is_genitive(const al_speech_book *book, uint32_t end)
{
    return end > 0 && book->tokens->list[end - 1].flags & AL_SPEECH_GENITIVE;
}

static al_speech_phrase pronoun(uint64_t classes, uint32_t at)
{
    al_speech_phrase phrase = {.first = at, .end = at + 1, .name = AL_SPEECH_NONE};
    if (classes & AL_SPEECH_HE) {
        phrase.subject = AL_SPEECH_HE_SAYS;
        phrase.sex = AL_SPEECH_MALE;
    } else if (classes & AL_SPEECH_SHE) {
        phrase.subject = AL_SPEECH_SHE_SAYS;
        phrase.sex = AL_SPEECH_FEMALE;
    } else if (classes & AL_SPEECH_I) {
        phrase.subject = AL_SPEECH_I_SAY;
    } else if (classes & AL_SPEECH_THEY && !(classes & AL_SPEECH_DETERMINER)) {
        phrase.subject = AL_SPEECH_THEY_SAY;
    }
    return phrase;
}

static al_speech_phrase common(const al_speech_book *book, uint32_t first, uint32_t end)
{
    uint64_t head = classes_at(book, end - 1);
    bool man = head & AL_SPEECH_MAN, woman = head & AL_SPEECH_WOMAN;
    return (al_speech_phrase){.first = first,
                              .end = end,
                              .name = AL_SPEECH_NONE,
                              .subject = AL_SPEECH_PHRASE,
                              .person = (head & PERSONS) != 0,
                              .sex = man == woman ? AL_SPEECH_ANY
                                     : man        ? AL_SPEECH_MALE
                                                  : AL_SPEECH_FEMALE};
}

/* His voice, her reply: the pronoun behind the possessive. */
static al_speech_phrase by_possessive(uint64_t classes, uint32_t first, uint32_t end)
{
    al_speech_phrase phrase = nobody;
    if (classes & AL_SPEECH_HIS)
        phrase = pronoun(AL_SPEECH_HE, first);
    else if (classes & AL_SPEECH_HERS)
        phrase = pronoun(AL_SPEECH_SHE, first);
    phrase.end = end;
    phrase.genitive = true;
    return phrase;
}

/* A phrase whose last word is a noun of speech: whose voice it is. Where that is said behind it
   (the voice of), nobody, and *owner is the token at which it is. */
static al_speech_phrase of_voice(const al_speech_book *book, uint32_t first, uint32_t end,
                                 uint32_t limit, uint32_t *owner)
{
    bool of = end + 1 < limit && classes_at(book, end) & AL_SPEECH_PLACE &&
              book->tokens->list[end].length == 2;
    if (classes_at(book, first) & AL_SPEECH_POSSESSIVE)
        return by_possessive(classes_at(book, first), first, end);
    if (!of)
        return common(book, first, end);
    *owner = end + 1;
    return nobody;
}

/* The end of the words that follow a determiner, and the name among them where there is one. */
static uint32_t read_noun(const al_speech_book *book, uint32_t at, uint32_t limit,
                          const al_speech_mention **mention)
{
    uint32_t n = 0;
    *mention = NULL;
    while (at < limit && n < MOST_WORDS && is_word(book, at) &&
           (n == 0 || !(book->tokens->list[at].flags & AL_SPEECH_FIRST))) {
        *mention = al_speech_names_at(book->names, at);
        if (*mention != NULL && (*mention)->end <= limit && !is_genitive(book, (*mention)->end))
            return (*mention)->end;
        uint64_t classes = classes_at(book, at);
        bool noun = classes & (PERSONS | AL_SPEECH_NOUN);
        if (classes & ENDS_PHRASE && !noun &&
            (n > 0 || !(classes & (AL_SPEECH_VERB | AL_SPEECH_WEAK_VERB | AL_SPEECH_THEY |
                                   AL_SPEECH_ADVERB | AL_SPEECH_DETERMINER))))
            break;
        if (n > 0 && noun && classes & AL_SPEECH_VERB && classes_at(book, at - 1) & PERSONS)
            break;
        at++;
        n++;
    }
    *mention = NULL;
    while (n-- > 1 && is_adverb(book, at - 1))
        at--; /* the other bitterly */
    return at;
}

/* One of the magistrates: the end of what one is of, or `at`. */
static uint32_t behind_of(const al_speech_book *book, uint32_t at, uint32_t limit)
{
    const al_speech_mention *mention;
    bool of = at + 2 < limit && classes_at(book, at - 1) & AL_SPEECH_PERSON &&
              classes_at(book, at) & AL_SPEECH_PREPOSITION && book->tokens->list[at].length == 2 &&
              classes_at(book, at + 1) & (AL_SPEECH_DEFINITE | AL_SPEECH_POSSESSIVE);
    uint32_t end = of ? read_noun(book, at + 2, limit, &mention) : at;
    return end > at + 2 ? end : at;
}

/* Whether a determiner may stand for somebody whom nothing names: one, another. */
static bool is_anyone(const al_speech_book *book, uint32_t at)
{
    uint64_t classes = classes_at(book, at);
    return classes & AL_SPEECH_DETERMINER && classes & AL_SPEECH_PERSON;
}

static bool is_verb_alone(const al_speech_book *book, uint32_t at)
{
    uint64_t classes = classes_at(book, at);
    return classes & AL_SPEECH_VERB && !(classes & (PERSONS | AL_SPEECH_NOUN));
}

/* A determiner that has no noun behind it: one said, another. */
static al_speech_phrase anyone(const al_speech_book *book, uint32_t at)
{
    if (!is_anyone(book, at))
        return nobody;
    al_speech_phrase phrase = common(book, at, at + 1);
    phrase.anyone = true;
    return phrase;
}

/* The phrase behind a determiner, a possessive or X's. */
static al_speech_phrase determined(const al_speech_book *book, uint32_t first, uint32_t behind,
                                   uint32_t limit, uint32_t *owner)
{
    const al_speech_mention *mention;
    uint32_t end = read_noun(book, behind, limit, &mention);
    if (mention != NULL)
        return named(book, mention, first);
    if (end == behind) {
        end = behind_of(book, behind, limit);
        return end > behind ? common(book, first, end) : anyone(book, first);
    }
    if (end == behind + 1 && is_verb_alone(book, behind) && is_anyone(book, first))
        return anyone(book, first);
    if (classes_at(book, end - 1) & AL_SPEECH_NOUN && !(classes_at(book, end - 1) & PERSONS))
        return of_voice(book, first, end, limit, owner);
    if (end + 1 < limit && al_speech_token_is(&book->tokens->list[end], ',')) {
        mention = al_speech_names_at(book->names, end + 1);
        if (mention != NULL && mention->end <= limit)
            return named(book, mention, first);
    }
    return common(book, first, end);
}

/* X, X's voice, X's mother. */
static al_speech_phrase by_name(const al_speech_book *book, const al_speech_mention *mention,
                                uint32_t limit, uint32_t *owner)
{
    al_speech_phrase phrase = named(book, mention, mention->first);
    if (!is_genitive(book, mention->end))
        return phrase;
    uint32_t end = mention->end;
    while (end < limit && end < mention->end + 2 && is_word(book, end) &&
           !(classes_at(book, end) & AL_SPEECH_NOUN))
        end++;
    if (end < limit && classes_at(book, end) & AL_SPEECH_NOUN) {
        phrase.end = end + 1;
        phrase.genitive = true;
        return phrase;
    }
    return determined(book, mention->first, mention->end, limit, owner);
}

/* What a part of a document is counted by: figures, a numeral, a letter. */
static bool is_label(const al_speech_book *book, uint32_t at)
{
    enum { MOST = 6 }; /* bytes */
    const al_speech_token *token = &book->tokens->list[at];
    if (token->kind != AL_SPEECH_WORD || token->length > MOST)
        return false;
    char first = book->tokens->bytes[token->start];
    return (first >= '0' && first <= '9') ||
           token->flags & (token->length > 1 ? AL_SPEECH_ALL_CAPITAL : AL_SPEECH_CAPITAL);
}

/* Whether a noun may end before a token: the law, and not the law student. */
static bool ends_noun(const al_speech_book *book, uint32_t at, uint32_t limit)
{
    return at >= limit || !is_word(book, at) || classes_at(book, at) & ENDS_PHRASE;
}

/* Where the noun may stand of a phrase at a token: behind what leads it, and one word more. */
static uint32_t noun_of(const al_speech_book *book, uint32_t at, uint32_t limit, bool led)
{
    if (!led || at + 1 >= limit || classes_at(book, at) & AL_SPEECH_DOCUMENT)
        return at;
    bool more =
        !(classes_at(book, at + 1) & (AL_SPEECH_DOCUMENT | ENDS_PHRASE)) && is_word(book, at + 1);
    return at + 1 + more;
}

/* Behind Article 2, the treaty, its second paragraph; `at` where that is none of these. */
static uint32_t behind_document(const al_speech_book *book, uint32_t at, uint32_t limit)
{
    bool led = (classes_at(book, at) & (AL_SPEECH_DETERMINER | AL_SPEECH_POSSESSIVE)) != 0;
    uint32_t noun = noun_of(book, at, limit, led);
    if (noun >= limit || !(classes_at(book, noun) & AL_SPEECH_DOCUMENT) ||
        is_genitive(book, noun + 1))
        return at;
    bool counted = noun + 1 < limit && is_label(book, noun + 1);
    uint32_t end = noun + 1 + counted;
    return (led || counted) && ends_noun(book, end, limit) ? end : at;
}

/* The phrase at a token; or nobody, and *owner is the token of whose voice it is. */
static al_speech_phrase read_phrase(const al_speech_book *book, uint32_t at, uint32_t limit,
                                    uint32_t *owner)
{
    *owner = AL_SPEECH_NONE;
    if (at >= limit || !is_word(book, at) || book->tokens->list[at].flags & AL_SPEECH_QUOTED)
        return nobody;
    const al_speech_mention *mention = al_speech_names_at(book->names, at);
    uint64_t classes = classes_at(book, at);
    uint32_t document = behind_document(book, at, limit);
    if (document > at) {
        al_speech_phrase paper = common(book, at, document);
        paper.document = true;
        paper.person = false;
        return paper;
    }
    if (mention != NULL && mention->end <= limit)
        return by_name(book, mention, limit, owner);
    al_speech_phrase found = pronoun(classes, at);
    if (found.subject != AL_SPEECH_NOBODY)
        return found;
    if (classes & (AL_SPEECH_DETERMINER | AL_SPEECH_POSSESSIVE))
        return determined(book, at, at + 1, limit, owner);
    if (classes & (ENDS_PHRASE & ~(AL_SPEECH_VERB | AL_SPEECH_WEAK_VERB)))
        return nobody;
    uint32_t end = read_noun(book, at, limit, &mention);
    if (mention != NULL)
        return named(book, mention, at);
    return end > at && classes_at(book, end - 1) & PERSONS ? common(book, at, end) : nobody;
}

al_speech_phrase al_speech_phrase_at(const al_speech_book *book, uint32_t at, uint32_t limit)
{
    for (uint32_t n = 0, owner; n <= MOST_VOICES; n++, at = owner) {
        al_speech_phrase found = read_phrase(book, at, limit, &owner);
        if (owner == AL_SPEECH_NONE)
            return found;
    }
    return nobody;
}

/* The determiner of the noun before `end`, or NONE. */
static uint32_t determiner_before(const al_speech_book *book, uint32_t floor, uint32_t end)
{
    for (uint32_t n = 0, at = end; n <= MOST_WORDS && at > floor; n++) {
        at--;
        if (!is_word(book, at) || book->tokens->list[at].flags & AL_SPEECH_QUOTED)
            return AL_SPEECH_NONE;
        uint64_t classes = classes_at(book, at);
        bool genitive = book->tokens->list[at].flags & AL_SPEECH_GENITIVE;
        if (n > 0 && (genitive || classes & (AL_SPEECH_DETERMINER | AL_SPEECH_POSSESSIVE)))
            return at;
        if (n > 0 && classes & (AL_SPEECH_PREPOSITION | AL_SPEECH_CONJUNCTION | AL_SPEECH_RELATIVE |
                                AL_SPEECH_PAST))
            return AL_SPEECH_NONE;
    }
    return AL_SPEECH_NONE;
}

/* Of one, as one: not a subject, or not one who speaks. */
static bool is_object(const al_speech_book *book, uint32_t floor, uint32_t at)
{
    return at > floor && classes_at(book, at - 1) & (AL_SPEECH_PREPOSITION | AL_SPEECH_SUBORDINATE);
}

/* Before what stands in brackets behind a number: 4(b)(ii). */
static uint32_t before_brackets(const al_speech_book *book, uint32_t floor, uint32_t end)
{
    const al_speech_token *list = book->tokens->list;
    while (end > floor + 3 && al_speech_token_is(&list[end - 1], ')') && is_word(book, end - 2) &&
           al_speech_token_is(&list[end - 3], '('))
        end -= 3;
    return end;
}

/* The document that ends before a token: Article 2, the treaty, Rule 4(b). */
static al_speech_phrase document_before(const al_speech_book *book, uint32_t floor, uint32_t end)
{
    end = before_brackets(book, floor, end);
    uint32_t noun = end - 1, first = end;
    if (noun > floor && is_label(book, noun) && classes_at(book, noun - 1) & AL_SPEECH_DOCUMENT)
        first = --noun;
    if (!(classes_at(book, noun) & AL_SPEECH_DOCUMENT))
        return nobody;
    if (first == end)
        first = determiner_before(book, floor, end);
    if (first == AL_SPEECH_NONE)
        first = noun;
    al_speech_phrase found = al_speech_phrase_at(book, first, end);
    return found.document && found.end == end ? found : nobody;
}

al_speech_phrase al_speech_phrase_before(const al_speech_book *book, uint32_t floor, uint32_t end)
{
    const uint32_t verb = end; /* as one would say: who is meant is nobody */
    for (uint32_t n = 0; n < MOST_ADVERBS && end > floor + 1 && is_adverb(book, end - 1); n++)
        end--;
    if (end <= floor || book->tokens->list[end - 1].flags & AL_SPEECH_QUOTED)
        return nobody;
    al_speech_phrase found = document_before(book, floor, end);
    if (found.document || !is_word(book, end - 1))
        return found;
    const al_speech_mention *mention = al_speech_names_before(book->names, end);
    if (mention != NULL)
        return mention->first >= floor && !is_genitive(book, end)
                   ? named(book, mention, mention->first)
                   : nobody;
    found = pronoun(classes_at(book, end - 1), end - 1);
    if (found.subject != AL_SPEECH_NOBODY)
        return found;
    uint32_t first = determiner_before(book, floor, end);
    if (first != AL_SPEECH_NONE) {
        if (first >= floor + 2 && behind_of(book, first - 1, end) == end)
            first -= 2;
        found = al_speech_phrase_at(book, first, end);
        return found.end == end ? found : nobody;
    }
    if (is_anyone(book, end - 1))
        return end == verb && !is_object(book, floor, end - 1) ? anyone(book, end - 1) : nobody;
    return classes_at(book, end - 1) & PERSONS ? common(book, end - 1, end) : nobody;
}
