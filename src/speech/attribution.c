/* SPDX-License-Identifier: Apache-2.0 */
/* The patterns of attribution, the closest first; see attribution.h. */
#include "speech/attribution.h"

#include "speech/convention.h"

#include <assert.h>

enum {
    MOST_ADVERBS = 3,
    MOST_ASIDE = 12 /* words between two commas */,
    MOST_CLAUSE = 40,
    NEAR = 9
};

static const al_speech_phrase nobody = {.name = AL_SPEECH_NONE};

static uint64_t classes_at(const al_speech_book *book, uint32_t at)
{
    return al_speech_token_classes(book->tokens, at);
}

static bool is_found(const al_speech_phrase *phrase)
{
    return phrase->subject != AL_SPEECH_NOBODY;
}

/* Whether it is someone: a phrase whose noun is for persons, or a name or pronoun. */
static bool is_someone(const al_speech_phrase *phrase)
{
    return is_found(phrase) && (phrase->subject != AL_SPEECH_PHRASE || phrase->person);
}

/* Whether a verb of speech stands there, in whatever form, and no noun that looks the same. */
static bool is_speech_verb(const al_speech_book *book, uint32_t at, uint32_t first)
{
    static const uint64_t nominal =
        AL_SPEECH_DETERMINER | AL_SPEECH_POSSESSIVE | AL_SPEECH_PREPOSITION;
    uint64_t classes = classes_at(book, at);
    if (!(classes & (AL_SPEECH_VERB | AL_SPEECH_INFINITIVE)))
        return false;
    if (!(classes & AL_SPEECH_VERB) && classes & AL_SPEECH_WEAK_VERB)
        return false; /* put is a past, too */
    if (classes & AL_SPEECH_VERB && !(classes & AL_SPEECH_NOUN))
        return true;
    return at == first || !(classes_at(book, at - 1) & nominal) ||
           (classes_at(book, at - 1) & AL_SPEECH_PLACE && !(classes & AL_SPEECH_NOUN));
}

/* A form in -ing: whom one addresses stands behind it, and not who speaks. */
static bool is_progressive(const al_speech_book *book, uint32_t at)
{
    return al_speech_token_ends(book->tokens, at, "ing", 6);
}

static bool is_comma(const al_speech_book *book, uint32_t at)
{
    return al_speech_token_is(&book->tokens->list[at], ',');
}

/* Whether a sentence ends with a token: a stop behind which another begins. */
static bool ends_sentence(const al_speech_book *book, uint32_t at, uint32_t end)
{
    const al_speech_token *token = &book->tokens->list[at];
    if (token->kind != AL_SPEECH_SIGN || !al_speech_is_stop(token->form) || token->form == ',' ||
        token->form == ';' || token->form == ':')
        return false;
    return token->form != '.' || at + 1 >= end || token[1].kind != AL_SPEECH_WORD ||
           token[1].flags & AL_SPEECH_BEGINS;
}

uint32_t al_speech_behind(const al_speech_book *book, size_t span)
{
    const al_speech_span *of = &book->spans->list[span];
    uint32_t at = of->close != AL_SPEECH_NONE ? of->close + 1 : of->end;
    uint32_t end = book->tokens->paragraphs[of->paragraph].end;
    return at < end ? at : end;
}

static uint32_t opening(const al_speech_span *span)
{
    return span->open != AL_SPEECH_NONE ? span->open : span->first;
}

uint32_t al_speech_narrated_to(const al_speech_book *book, size_t span)
{
    const al_speech_span *of = &book->spans->list[span];
    uint32_t end = book->tokens->paragraphs[of->paragraph].end;
    if (span + 1 < book->spans->n && opening(&of[1]) < end)
        return opening(&of[1]);
    return end;
}

static uint32_t sentence_end(const al_speech_book *book, uint32_t at, uint32_t end)
{
    assert(at <= end);
    if (end - at > MOST_CLAUSE * 2)
        end = at + MOST_CLAUSE * 2;
    while (at < end && !ends_sentence(book, at, end))
        at++;
    return at;
}

/* --- Behind a quotation --------------------------------------------------------- */

typedef struct clause {
    const al_speech_book *book;
    uint32_t first;
    uint32_t end;
    bool stopped; /* the quotation before it ends with a full stop */
} clause;

static bool is_verb(const clause *clause, uint32_t at)
{
    uint64_t classes = classes_at(clause->book, at);
    return classes & AL_SPEECH_VERB || (!clause->stopped && classes & AL_SPEECH_WEAK_VERB);
}

/* Behind what stands between two commas: said, with a sigh, Tom. */
static uint32_t behind_aside(const clause *clause, uint32_t at)
{
    if (at >= clause->end || !is_comma(clause->book, at))
        return AL_SPEECH_NONE;
    for (uint32_t i = at + 1; i < clause->end && i < at + MOST_ASIDE; i++)
        if (is_comma(clause->book, i))
            return i + 1;
    return AL_SPEECH_NONE;
}

/* Whether a phrase is followed by a verb of its own: who speaks is somebody else. */
static bool has_verb(const clause *clause, const al_speech_phrase *phrase)
{
    uint32_t at = al_speech_skip_adverbs(clause->book, phrase->end, clause->end, MOST_ADVERBS);
    return at < clause->end && classes_at(clause->book, at) & (AL_SPEECH_VERB | AL_SPEECH_PAST);
}

/* Behind a verb, and the hyphens and the t of French: s'écria-t-il. */
static uint32_t behind_verb(const clause *clause, uint32_t at)
{
    const al_speech_token *list = clause->book->tokens->list;
    at++;
    if (at + 1 < clause->end && al_speech_token_is(&list[at], '-')) {
        at++;
        if (at + 2 < clause->end && list[at].length == 1 && al_speech_token_is(&list[at + 1], '-'))
            at += 2;
    }
    return at;
}

/* Said Tom. */
static al_speech_phrase inverted(const clause *clause)
{
    uint32_t at = al_speech_skip_adverbs(clause->book, clause->first, clause->end, 1);
    if (at >= clause->end || !is_verb(clause, at) || is_progressive(clause->book, at))
        return nobody;
    at = al_speech_skip_adverbs(clause->book, behind_verb(clause, at), clause->end, MOST_ADVERBS);
    al_speech_phrase found = al_speech_phrase_at(clause->book, at, clause->end);
    uint32_t behind = behind_aside(clause, at);
    if (!is_found(&found) && behind != AL_SPEECH_NONE) {
        found = al_speech_phrase_at(clause->book, behind, clause->end);
        if (has_verb(clause, &found))
            return nobody;
    }
    return found;
}

/* Was Tom's reply. */
static al_speech_phrase by_noun(const clause *clause)
{
    if (clause->first >= clause->end || !(classes_at(clause->book, clause->first) & AL_SPEECH_PAST))
        return nobody;
    al_speech_phrase found = al_speech_phrase_at(clause->book, clause->first + 1, clause->end);
    const al_speech_mention *mention = al_speech_names_at(clause->book->names, clause->first + 1);
    if (mention != NULL && mention->end <= clause->end &&
        clause->book->tokens->list[mention->end - 1].flags & AL_SPEECH_GENITIVE) {
        if (!is_found(&found)) { /* Tom's, and nothing behind it that one may be called */
            found.first = mention->first;
            found.end = mention->end;
        }
        found.subject = AL_SPEECH_NAMED; /* his parting injunction, whatever that is called */
        found.name = mention->name;
        return found;
    }
    return found.genitive ? found : nobody;
}

/* Whether a word looks like a verb in the past that no list has: quavered. */
static bool looks_past(const clause *clause, uint32_t at)
{
    const al_speech_tokens *tokens = clause->book->tokens;
    return !(tokens->list[at].flags & AL_SPEECH_CAPITAL) &&
           al_speech_token_ends(tokens, at, "ed", 4);
}

static al_speech_phrase unlisted(const clause *clause)
{
    if (clause->stopped || clause->first >= clause->end || !looks_past(clause, clause->first))
        return nobody;
    al_speech_phrase found = al_speech_phrase_at(clause->book, clause->first + 1, clause->end);
    bool pronoun = found.subject == AL_SPEECH_HE_SAYS || found.subject == AL_SPEECH_SHE_SAYS ||
                   found.subject == AL_SPEECH_I_SAY;
    found.weak = true;
    return found.subject == AL_SPEECH_NAMED || pronoun ? found : nobody;
}

/* Tom said; Tom, turning round, said. */
static al_speech_phrase direct(const clause *clause)
{
    al_speech_phrase found = al_speech_phrase_at(clause->book, clause->first, clause->end);
    if (!is_found(&found))
        return nobody;
    uint32_t at = al_speech_skip_adverbs(clause->book, found.end, clause->end, MOST_ADVERBS);
    if (at < clause->end && is_verb(clause, at))
        return found;
    if (!is_someone(&found) || clause->stopped)
        return nobody;
    found.weak = true;
    for (; at < clause->end && !al_speech_token_is(&clause->book->tokens->list[at], ';'); at++)
        if (is_speech_verb(clause->book, at, clause->first))
            return found;
    return nobody;
}

/* The last phrase in some tokens that stands behind no preposition. */
static al_speech_phrase last_phrase(const al_speech_book *book, uint32_t first, uint32_t end)
{
    al_speech_phrase last = nobody;
    for (uint32_t at = first; at < end;) {
        al_speech_phrase found = al_speech_phrase_at(book, at, end);
        bool object = at > first && classes_at(book, at - 1) & AL_SPEECH_PREPOSITION;
        if (is_found(&found) && !object && found.subject != AL_SPEECH_PHRASE)
            last = found;
        at = is_found(&found) && found.end > at ? found.end : at + 1;
    }
    return last;
}

/* A verb of speech somewhere in the clause: who stands behind it, else the last before it. */
static al_speech_phrase somewhere(const clause *clause)
{
    if (clause->stopped)
        return nobody;
    for (uint32_t at = clause->first; at < clause->end; at++) {
        if (!is_speech_verb(clause->book, at, clause->first))
            continue;
        uint32_t behind = al_speech_skip_adverbs(clause->book, at + 1, clause->end, MOST_ADVERBS);
        al_speech_phrase found = al_speech_phrase_at(clause->book, behind, clause->end);
        if (found.subject == AL_SPEECH_NAMED || found.subject == AL_SPEECH_HE_SAYS ||
            found.subject == AL_SPEECH_SHE_SAYS || found.subject == AL_SPEECH_I_SAY) {
            found.weak = true;
            return is_progressive(clause->book, at) ? nobody : found;
        }
        found = last_phrase(clause->book, clause->first, at);
        found.weak = true;
        return found;
    }
    return nobody;
}

al_speech_phrase al_speech_said_behind(const al_speech_book *book, size_t span)
{
    const al_speech_span *of = &book->spans->list[span];
    clause clause = {.book = book, .first = al_speech_behind(book, span)};
    typedef al_speech_phrase pattern(const struct clause *clause);
    static pattern *const patterns[] = {inverted, by_noun, direct, unlisted, somewhere};
    uint32_t limit = al_speech_narrated_to(book, span);
    if (limit < clause.first) /* the next one opens before the mark that closes this one */
        limit = clause.first;
    while (clause.first < limit && (is_comma(book, clause.first) ||
                                    book->tokens->list[clause.first].kind == AL_SPEECH_DASH))
        clause.first++;
    clause.end = sentence_end(book, clause.first, limit);
    clause.stopped = al_speech_token_is(&book->tokens->list[of->end - 1], '.');
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        al_speech_phrase found = patterns[i](&clause);
        if (is_found(&found))
            return found;
    }
    return nobody;
}

/* --- Before a quotation ---------------------------------------------------------- */

/* Where the sentence before a token begins, not before `floor`. */
static uint32_t sentence_start(const al_speech_book *book, uint32_t floor, uint32_t end)
{
    uint32_t at = end;
    while (at > floor && end - at < MOST_CLAUSE * 2 &&
           !(at < end && ends_sentence(book, at - 1, end)) &&
           !(book->tokens->list[at - 1].flags & AL_SPEECH_QUOTED))
        at--;
    return at;
}

/* Whether a clause may begin with a token: behind a comma, or a conjunction. */
static bool begins_clause(const al_speech_book *book, uint32_t first, uint32_t at)
{
    if (at == first)
        return true;
    const al_speech_token *before = &book->tokens->list[at - 1];
    if (before->kind != AL_SPEECH_WORD)
        return true;
    uint64_t classes = classes_at(book, at - 1);
    return classes & AL_SPEECH_CONJUNCTION && !(classes & AL_SPEECH_SUBORDINATE);
}

/* The last subject of a clause before a verb; else the first phrase behind no preposition. */
static al_speech_phrase subject_of(const al_speech_book *book, uint32_t first, uint32_t verb)
{
    al_speech_phrase last = nobody, any = nobody, they = nobody;
    for (uint32_t at = first; at < verb;) {
        al_speech_phrase found = al_speech_phrase_at(book, at, verb);
        if (!is_someone(&found) || found.anyone || found.end <= at) {
            at = found.subject == AL_SPEECH_PHRASE && found.end > at ? found.end : at + 1;
            continue;
        }
        uint64_t before = at > first ? classes_at(book, at - 1) : 0;
        if (found.subject == AL_SPEECH_THEY_SAY) {
            they = found; /* where nobody else is there */
            at = found.end;
            continue;
        }
        if (begins_clause(book, first, at))
            last = found;
        if (!is_found(&any) && !(before & AL_SPEECH_PREPOSITION))
            any = found;
        at = found.end;
    }
    return is_found(&last) ? last : is_found(&any) ? any : they;
}

/* Who stands before a relative pronoun: Tom, who said. */
static al_speech_phrase antecedent(const al_speech_book *book, uint32_t first, uint32_t who)
{
    if (who > first && is_comma(book, who - 1))
        who--;
    return al_speech_phrase_before(book, first, who);
}

static al_speech_phrase speaker_of(const al_speech_book *book, uint32_t first, uint32_t verb,
                                   uint32_t end)
{
    al_speech_phrase found = al_speech_phrase_before(book, first, verb);
    if (is_someone(&found) || found.document)
        return found;
    found = nobody;
    if (verb > first && classes_at(book, verb - 1) & AL_SPEECH_RELATIVE)
        found = antecedent(book, first, verb - 1);
    bool leads = begins_clause(book, first, verb) || classes_at(book, verb - 1) & AL_SPEECH_ADVERB;
    if (!is_found(&found) && leads)
        found = al_speech_phrase_at(book, verb + 1, end);
    return is_found(&found) ? found : subject_of(book, first, verb);
}

/* The last verb of speech in some tokens; a weak one where there is no other and `weak` is. */
static uint32_t last_verb(const al_speech_book *book, uint32_t first, uint32_t end, bool weak)
{
    uint32_t found = AL_SPEECH_NONE;
    for (uint32_t at = end; at-- > first;) {
        uint64_t classes = classes_at(book, at);
        if (is_speech_verb(book, at, first) &&
            !(classes & (AL_SPEECH_DETERMINER | AL_SPEECH_PERSON)))
            return at;
        if (weak && found == AL_SPEECH_NONE && classes & AL_SPEECH_WEAK_VERB)
            found = at;
    }
    return found;
}

/* The last sentence of the paragraph before, where that ends as if speech followed. */
static bool paragraph_before(const al_speech_book *book, uint32_t paragraph, uint32_t *floor,
                             uint32_t *end)
{
    if (paragraph == 0)
        return false;
    const al_speech_paragraph *before = &book->tokens->paragraphs[paragraph - 1];
    const al_speech_token *last = &book->tokens->list[before->end - 1];
    if (last->flags & AL_SPEECH_QUOTED ||
        (last->kind != AL_SPEECH_DASH && last->form != ':' && last->form != ','))
        return false;
    *floor = before->first;
    *end = before->end;
    return true;
}

/* VANCE (laughing). - “…”: who stands in capitals before the first quotation of a paragraph. */
static al_speech_phrase labelled(const al_speech_book *book, uint32_t first, uint32_t end)
{
    enum { MOST_WORDS = 8 }; /* how it is said */
    const al_speech_token *list = book->tokens->list;
    const al_speech_mention *mention = al_speech_names_at(book->names, first);
    uint32_t words = 0;
    if (mention == NULL || mention->end >= end)
        return nobody;
    for (uint32_t at = first; at < end; at++) {
        bool name = at < mention->end;
        words += !name && list[at].kind == AL_SPEECH_WORD;
        if (name && list[at].kind == AL_SPEECH_WORD && !(list[at].flags & AL_SPEECH_ALL_CAPITAL))
            return nobody;
    }
    bool set_off = list[end - 1].kind != AL_SPEECH_WORD && list[end - 1].form != ',';
    return words <= MOST_WORDS && set_off ? al_speech_phrase_at(book, first, mention->end) : nobody;
}

al_speech_phrase al_speech_said_before(const al_speech_book *book, size_t span)
{
    const al_speech_span *of = &book->spans->list[span];
    uint32_t end = opening(of), floor = book->tokens->paragraphs[of->paragraph].first;
    if (span > 0 && of[-1].paragraph == of->paragraph)
        floor = al_speech_behind(book, span - 1);
    if (end == floor && !(end == book->tokens->paragraphs[of->paragraph].first &&
                          paragraph_before(book, of->paragraph, &floor, &end)))
        return nobody;
    al_speech_phrase label = labelled(book, floor, end);
    if (is_found(&label))
        return label;
    const al_speech_token *last = &book->tokens->list[end - 1];
    bool set_off = last->kind == AL_SPEECH_DASH || last->form == ':' || last->form == ',';
    if (last->kind != AL_SPEECH_WORD && !set_off)
        return nobody;
    uint32_t first = sentence_start(book, floor, end);
    uint32_t verb = last_verb(book, first, end, set_off);
    if (verb == AL_SPEECH_NONE)
        return nobody;
    al_speech_phrase found = speaker_of(book, first, verb, end);
    bool heard = found.end <= verb && verb - found.end <= 1; /* she heard Tom say */
    found.weak = end - verb > NEAR || (!heard && !(classes_at(book, verb) & AL_SPEECH_VERB));
    return found;
}

al_speech_phrase al_speech_said_beside(const al_speech_book *book, size_t span)
{
    al_speech_phrase before = al_speech_said_before(book, span);
    al_speech_phrase behind = al_speech_said_behind(book, span);
    bool leads = is_found(&before) && !before.weak;
    bool better = behind.weak && before.subject == AL_SPEECH_NAMED;
    al_speech_phrase found = leads || !is_found(&behind) || better ? before : behind;
    if (found.document) /* nobody is to be looked for */
        found.subject = AL_SPEECH_THEY_SAY;
    return found;
}

/* Whether a pronoun may go on for who was named before it. */
static bool may_go_on_for(const al_speech_phrase *name, const al_speech_phrase *pronoun)
{
    return name->subject == AL_SPEECH_NAMED && pronoun->subject != AL_SPEECH_I_SAY &&
           (name->sex == AL_SPEECH_ANY || name->sex == pronoun->sex);
}

al_speech_phrase al_speech_beat_before(const al_speech_book *book, uint32_t first, uint32_t end)
{
    al_speech_phrase last = nobody, any = nobody;
    for (uint32_t at = first; at < end;) {
        al_speech_phrase found = al_speech_phrase_at(book, at, end);
        bool named = found.subject == AL_SPEECH_NAMED && !found.genitive;
        bool pronoun = found.subject == AL_SPEECH_HE_SAYS || found.subject == AL_SPEECH_SHE_SAYS ||
                       found.subject == AL_SPEECH_I_SAY;
        if (named && !is_found(&any))
            any = found;
        if (begins_clause(book, first, at) &&
            (named || (pronoun && !found.genitive && !may_go_on_for(&last, &found))))
            last = found;
        at = is_found(&found) && found.end > at ? found.end : at + 1;
    }
    return is_found(&last) ? last : any;
}

al_speech_phrase al_speech_beat(const al_speech_book *book, uint32_t first, uint32_t end)
{
    al_speech_phrase pronoun = nobody;
    for (uint32_t at = first; at < end;) {
        al_speech_phrase found = al_speech_phrase_at(book, at, end);
        if (found.subject == AL_SPEECH_NAMED && !found.genitive)
            return found;
        if (!is_found(&pronoun) && begins_clause(book, first, at) &&
            (found.subject == AL_SPEECH_HE_SAYS || found.subject == AL_SPEECH_SHE_SAYS ||
             found.subject == AL_SPEECH_I_SAY))
            pronoun = found;
        at = is_found(&found) && found.end > at ? found.end : at + 1;
    }
    return pronoun;
}
