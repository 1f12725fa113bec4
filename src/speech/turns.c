/* SPDX-License-Identifier: Apache-2.0 */
/* Spans joined to turns, with what is said around each; see turns.h. */
#include "speech/turns.h"

#include <assert.h>

/* What one span is attributed to, while turns are made. */
typedef struct said {
    al_speech_phrase phrase;
    uint32_t who;
    uint32_t longer;
} said;

enum {
    LONGER = 7 /* words that may follow a phrase */,
    a_span = 100 /* words, about, that are looked at beside one */
};

/* --- Phrases become names ------------------------------------------------------ */

/* A phrase by its words, its article left out: the old lady; but not his in his mother. */
static uint32_t add_phrase(const al_speech_book *book, const al_speech_phrase *phrase)
{
    const al_speech_tokens *tokens = book->tokens;
    al_speech_name name = {.common = true,
                           .anyone = phrase->anyone,
                           .sex = phrase->sex,
                           .sample = phrase->first,
                           .sample_end = phrase->end,
                           .who = AL_SPEECH_NONE};
    uint64_t first = al_speech_token_classes(tokens, phrase->first);
    uint32_t at = phrase->first;
    bool article = first & AL_SPEECH_DETERMINER && !(first & AL_SPEECH_POSSESSIVE) &&
                   phrase->end > phrase->first + 1; /* else it is the noun: another said */
    for (at += article; at < phrase->end && name.n_words < AL_SPEECH_NAME_WORDS; at++)
        if (tokens->list[at].kind == AL_SPEECH_WORD)
            name.words[name.n_words++] = tokens->list[at].form;
    assert(name.n_words > 0);
    uint32_t number = al_speech_names_add(book->names, &name);
    if (number == AL_SPEECH_NONE)
        return number;
    al_speech_name *known = &book->names->list[number];
    known->count++;
    known->narrated++;
    known->verbs++;
    known->the += article;
    return number;
}

/*
 * The name of a phrase with what follows it: the gentleman in the white waistcoat. NONE where
 * nothing does; counted, as it is taken only where it comes again. False when memory ends.
 */
static bool add_longer(const al_speech_book *book, const al_speech_phrase *phrase, uint32_t *longer)
{
    const al_speech_tokens *tokens = book->tokens;
    uint32_t end, at = phrase->end;
    *longer = AL_SPEECH_NONE;
    for (end = at; end < tokens->n && end < at + LONGER && al_speech_token_is_word(tokens, end);)
        end++;
    if (phrase->subject != AL_SPEECH_PHRASE || at + 2 > end ||
        !(al_speech_token_classes(tokens, at) & AL_SPEECH_PREPOSITION) ||
        !(al_speech_token_classes(tokens, at + 1) & AL_SPEECH_DEFINITE)) /* with a sneer */
        return true;
    al_speech_phrase place = al_speech_phrase_at(book, at + 1, end);
    if (place.subject != AL_SPEECH_PHRASE)
        return true;
    al_speech_phrase whole = *phrase;
    whole.end = place.end;
    *longer = add_phrase(book, &whole);
    return *longer != AL_SPEECH_NONE;
}

/* The person that a phrase names; false when memory ends. */
static bool who_is(const al_speech_book *book, al_speech_phrase *phrase, uint32_t *who)
{
    *who = AL_SPEECH_NONE;
    if (phrase->subject == AL_SPEECH_PHRASE)
        phrase->name = add_phrase(book, phrase);
    if (phrase->subject != AL_SPEECH_PHRASE && phrase->subject != AL_SPEECH_NAMED)
        return true;
    if (phrase->name == AL_SPEECH_NONE)
        return false;
    *who = al_speech_persons_add(book->persons, book->names, phrase->name);
    return *who != AL_SPEECH_NONE;
}

/* --- Turns ------------------------------------------------------------------------ */

static bool is_known(const said *said)
{
    return said->phrase.subject != AL_SPEECH_NOBODY;
}

/* Whether one of two attributions is to one or another, whom nothing names, and the other to
   somebody else: he may go on for one, but one not for him. */
static bool is_another(const al_speech_phrase *a, const al_speech_phrase *b)
{
    bool noun = b->subject == AL_SPEECH_NAMED || b->subject == AL_SPEECH_PHRASE;
    if (a->anyone && !noun)
        return false;
    return (a->anyone || b->anyone) && a->name != b->name;
}

/* Whether two attributions cannot be of one: two names, or two sexes. */
static bool contradict(const al_speech_book *book, const said *a, const said *b)
{
    if (!is_known(a) || !is_known(b) || (b->phrase.weak && !a->phrase.weak))
        return false;
    if (a->phrase.subject == AL_SPEECH_NAMED && b->phrase.subject == AL_SPEECH_NAMED)
        return a->who != b->who;
    if (a->phrase.document != b->phrase.document)
        return true;
    if (is_another(&a->phrase, &b->phrase))
        return true;
    bool i = a->phrase.subject == AL_SPEECH_I_SAY, me = b->phrase.subject == AL_SPEECH_I_SAY;
    if (i != me)
        return true;
    uint8_t sex = a->who != AL_SPEECH_NONE ? book->persons->list[a->who].sex : a->phrase.sex;
    uint8_t other = b->who != AL_SPEECH_NONE ? book->persons->list[b->who].sex : b->phrase.sex;
    return sex != AL_SPEECH_ANY && other != AL_SPEECH_ANY && sex != other;
}

/* Whether nothing stands between two spans of a paragraph. */
static bool touch(const al_speech_book *book, size_t span)
{
    const al_speech_span *of = &book->spans->list[span];
    uint32_t open = of->open != AL_SPEECH_NONE ? of->open : of->first;
    return of->open != AL_SPEECH_NONE && of[-1].close != AL_SPEECH_NONE &&
           al_speech_behind(book, span - 1) == open;
}

/* Whether a span belongs to the turn that the one before is of. */
static bool belongs(const al_speech_book *book, const al_speech_turn *turn, size_t span,
                    const said *so_far, const said *said)
{
    const al_speech_span *of = &book->spans->list[span];
    if (of->flags & ALMOST_QUOTATION_CONTINUED)
        return !contradict(book, so_far, said);
    return of->paragraph == turn->last_paragraph && !touch(book, span) &&
           !contradict(book, so_far, said);
}

/* Whether an attribution says more than another: a name more than a phrase, that than a pronoun. */
static bool says_more(const said *said, const struct said *than)
{
    static const uint8_t ranks[] = {
        [AL_SPEECH_NOBODY] = 0,   [AL_SPEECH_NAMED] = 5,    [AL_SPEECH_PHRASE] = 3,
        [AL_SPEECH_HE_SAYS] = 2,  [AL_SPEECH_SHE_SAYS] = 2, [AL_SPEECH_I_SAY] = 4,
        [AL_SPEECH_THEY_SAY] = 1,
    };
    if (said->phrase.weak != than->phrase.weak && is_known(said) && is_known(than))
        return than->phrase.weak;
    return ranks[said->phrase.subject] > ranks[than->phrase.subject];
}

static bool attribute(const al_speech_book *book, size_t span, said *said)
{
    said->phrase = al_speech_said_beside(book, span);
    return who_is(book, &said->phrase, &said->who) &&
           add_longer(book, &said->phrase, &said->longer);
}

/* Who is named in the paragraph of a turn, where nobody is said to speak. */
static bool find_beat(const al_speech_book *book, al_speech_turn *turn)
{
    const al_speech_paragraph *paragraph = &book->tokens->paragraphs[turn->paragraph];
    uint32_t first =
        turn->first > 0 && book->spans->list[turn->first - 1].paragraph == turn->paragraph
            ? al_speech_behind(book, turn->first - 1)
            : paragraph->first;
    bool pronoun =
        turn->said.subject == AL_SPEECH_HE_SAYS || turn->said.subject == AL_SPEECH_SHE_SAYS;
    if (pronoun) {
        uint32_t end = turn->said.first < turn->begin ? turn->said.first : turn->begin;
        uint32_t start = first <= end ? first : book->tokens->paragraphs[turn->paragraph - 1].first;
        turn->beat = al_speech_beat_before(book, start, end);
        turn->beat_at = turn->beat.subject == AL_SPEECH_NAMED
                            ? book->names->list[turn->beat.name].who
                            : AL_SPEECH_NONE;
        return true;
    }
    turn->beat = al_speech_beat(book, turn->finish, al_speech_narrated_to(book, turn->end - 1));
    if (turn->beat.subject != AL_SPEECH_NAMED) {
        al_speech_phrase before = al_speech_beat_before(book, first, turn->begin);
        if (turn->beat.subject == AL_SPEECH_NOBODY || before.subject == AL_SPEECH_NAMED)
            turn->beat = before;
    }
    turn->beat_at = AL_SPEECH_NONE;
    if (turn->beat.subject == AL_SPEECH_NAMED)
        turn->beat_at = book->names->list[turn->beat.name].who;
    return true;
}

static bool begin_turn(const al_speech_book *book, al_speech_turns *turns, size_t span)
{
    const al_speech_span *of = &book->spans->list[span];
    if (!al_grow(turns->allocator, (void **)&turns->list, &turns->capacity, turns->n + 1,
                 sizeof *turns->list))
        return false;
    turns->list[turns->n++] = (al_speech_turn){
        .first = (uint32_t)span,
        .begin = of->open != AL_SPEECH_NONE ? of->open : of->first,
        .paragraph = of->paragraph,
        .said = {.name = AL_SPEECH_NONE},
        .beat = {.name = AL_SPEECH_NONE},
        .said_at = AL_SPEECH_NONE,
        .beat_at = AL_SPEECH_NONE,
        .who = AL_SPEECH_NONE,
        .longer = AL_SPEECH_NONE,
    };
    return true;
}

static void extend_turn(const al_speech_book *book, al_speech_turn *turn, size_t span,
                        const said *so_far)
{
    turn->end = (uint32_t)span + 1;
    turn->finish = al_speech_behind(book, span);
    turn->last_paragraph = book->spans->list[span].paragraph;
    turn->said = so_far->phrase;
    turn->said_at = so_far->who;
    turn->longer = so_far->longer;
}

/* Phrases that come again with what follows them are those of somebody else. */
static bool lengthen(const al_speech_book *book, al_speech_turn *turn)
{
    if (turn->longer == AL_SPEECH_NONE || book->names->list[turn->longer].count < 2)
        return true;
    turn->said.name = turn->longer;
    turn->said_at = al_speech_persons_add(book->persons, book->names, turn->longer);
    return turn->said_at != AL_SPEECH_NONE;
}

static bool make(const al_speech_book *book, al_speech_turns *turns)
{
    size_t next = 0; /* the span behind the last of a turn, and behind blocks there */
    said so_far = {.who = AL_SPEECH_NONE, .longer = AL_SPEECH_NONE}, said;
    for (size_t i = 0; i < book->spans->n; i++) {
        if (book->spans->list[i].kind != ALMOST_QUOTATION_SPEECH ||
            book->spans->list[i].script != NULL) {
            next += next == i && book->spans->list[i].kind == ALMOST_QUOTATION_BLOCK;
            continue; /* verses do not end a turn */
        }
        if (!attribute(book, i, &said) || al_clock_late(book->tokens->clock, a_span))
            return false;
        bool more = turns->n > 0 && next == i &&
                    belongs(book, &turns->list[turns->n - 1], i, &so_far, &said);
        if (!more && !begin_turn(book, turns, i))
            return false;
        if (!more || says_more(&said, &so_far))
            so_far = said;
        extend_turn(book, &turns->list[turns->n - 1], i, &so_far);
        next = i + 1;
    }
    for (size_t i = 0; i < turns->n; i++)
        if (!find_beat(book, &turns->list[i]) || !lengthen(book, &turns->list[i]))
            return false;
    return true;
}

bool al_speech_turns_init(al_speech_turns *turns, const al_speech_book *book)
{
    *turns = (al_speech_turns){.allocator = book->tokens->allocator};
    if (make(book, turns))
        return true;
    al_speech_turns_release(turns);
    return false;
}

void al_speech_turns_release(al_speech_turns *turns)
{
    al_release(turns->allocator, turns->list);
    turns->list = NULL;
}
