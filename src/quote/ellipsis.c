/* SPDX-License-Identifier: Apache-2.0 */
/* Words that turn a sentence, and their scope. */
#include "quote/ellipsis.h"

#include "quote/marks.h"
#include "text/signs.h"

#include <string.h>

enum {
    farthest = 12,    /* words of a clause that are looked at beyond the skip */
    saves_nothing = 3 /* words or fewer: who leaves these out means to turn the sense */
};

/* What a word does to its sentence. */
typedef enum role {
    ROLE_NEGATES = 1 << 0,
    ROLE_ONLY = 1 << 1,
    ROLE_CONDITION = 1 << 2,
    ROLE_OPENS = 1 << 3, /* a clause */
    ROLE_VERB = 1 << 4,  /* finite, as it follows a subject */
    ROLE_ASKS = 1 << 5,  /* before `if` this means whether */
    ROLE_LACKS = 1 << 6  /* without: negates what comes behind it, and not the sentence */
} role;

typedef struct turning_words {
    const char *code;
    const char *only;
    const char *condition;
    const char *opens;
    const char *verb;
    const char *asks;
    const char *lacks;
    const char *denies; /* negates the verb behind it; NULL: not known of the language */
    const char *nobody; /* the subject of what it denies: its verb comes later */
    const char *passed; /* between such a word and its verb */
    const char *links;  /* begins a phrase that stands in between: no verb */
} turning_words;

/* Keys, each between blanks. What negates stands in data/words. */
static const turning_words lists[] = {
    {"en", " only ", " if unless ",
     " and but or that which who whom whose because when while though although as than if unless "
     "until since where whereas yet so for ",
     " was were is are has have had does do did will would shall should can could may might must ",
     " as even ask asked asks asking wonder wondered wonders know knew knows known see saw seen "
     "doubt doubted doubts ",
     " without ", " not never cannot seldom hardly scarcely scarce barely rarely ",
     " nobody nothing none no nor neither ",
     " be been being have had has to ever yet so very quite even all also just really ",
     " in on at by for with under from of during upon within before after if unless as like "
     "about "},
    {"de", " nur ", " wenn falls sofern ausser ",
     " und aber oder dass die der das weil als wahrend obwohl wenn falls ob denn sondern wo ",
     " war waren ist sind hat haben hatte hatten wird werden wurde wurden ", " als auch selbst ",
     " ohne ", NULL, NULL, NULL, NULL},
    {"fr", " seulement ", " si sauf sinon ",
     " et mais ou que qui dont parce quand lorsque quoique comme si car ",
     " etait etaient est sont a ont avait avaient fut furent sera seront ", " comme meme ",
     " sans ", NULL, NULL, NULL, NULL},
    {"es", " solo solamente ", " si salvo ", " y pero o que quien porque cuando aunque como si ",
     " era eran es son ha han habia habian fue fueron ", " como ", " sin ", NULL, NULL, NULL, NULL},
    {"it", " solo soltanto ", " se salvo ", " e ma o che chi perche quando mentre benche come se ",
     " era erano e sono ha hanno aveva avevano fu furono ", " come anche ", " senza ", NULL, NULL,
     NULL, NULL},
    {"la", " tantum solum ", " si nisi ", " et sed aut vel quod qui quae quia cum ut dum si nisi ",
     " erat erant est sunt fuit fuerunt ", "", " sine ", NULL, NULL, NULL, NULL},
};

/* Characters that negate, and that set a condition, in Chinese and Japanese. */
static const char *const han_negations[] = {"不", "没", "沒", "無", "无", "非", "未", "勿", "否"};
static const char *const han_conditions[] = {"若", "倘"};

static const turning_words *words_of(const al_language *language)
{
    for (size_t i = 0; language != NULL && i < sizeof lists / sizeof *lists; i++)
        if (strcmp(lists[i].code, language->code) == 0)
            return &lists[i];
    return NULL;
}

static bool stands_in(const char *list, const al_spelling *word)
{
    size_t length = word->length;
    for (const char *at = strchr(list, ' '); at != NULL; at = strchr(at + 1, ' '))
        if (strncmp(at + 1, word->bytes, length) == 0 && at[1 + length] == ' ')
            return true;
    return false;
}

static bool is_one_of(const char *const *characters, size_t n, const al_spelling *word)
{
    for (size_t i = 0; i < n; i++)
        if (word->length == strlen(characters[i]) &&
            memcmp(word->bytes, characters[i], word->length) == 0)
            return true;
    return false;
}

bool al_spelling_negates(const al_language *language, const al_spelling *key, const char *written,
                         uint32_t length)
{
    const uint16_t negates =
        AL_WORD_NEGATES | AL_WORD_OPENS | AL_WORD_CLOSES | AL_WORD_NEARLY_NEGATES;
    if (is_one_of(han_negations, sizeof han_negations / sizeof *han_negations, key))
        return true;
    const al_lexicon_word *word = al_lexicon_find(
        language, key->bytes, key->length, al_lexicon_hash(key->bytes, key->length), NULL, 0);
    if (word != NULL && word->classes & negates)
        return true;
    if (word != NULL && word->classes & AL_WORD_WHOLE) {
        uint16_t other = language->wholes[word->number].other;
        return al_lexicon_words[other].classes & AL_WORD_NEGATES;
    }
    bool english = language != NULL && strcmp(language->code, "en") == 0;
    return english && length > 3 && written[length - 1] == 't' && written[length - 2] != 'n' &&
           key->length > 2 && memcmp(key->bytes + key->length - 2, "nt", 2) == 0;
}

/* The words of a source with what they do. */
typedef struct scope {
    const al_sources *sources;
    const al_source *source;
    const turning_words *words;
    al_range skipped;
} scope;

static al_spelling spelling_at(const scope *scope, uint32_t at)
{
    return al_keys_spelling(&scope->sources->keys, scope->sources->words[at]);
}

static uint32_t role_at(const scope *scope, uint32_t at)
{
    al_spelling key = spelling_at(scope, at);
    al_word_span span = scope->sources->spans[at];
    const turning_words *words = scope->words;
    uint32_t roles = 0;
    if (al_spelling_negates(scope->source->language, &key, scope->source->text->bytes + span.start,
                            span.end - span.start))
        roles |= ROLE_NEGATES;
    if (is_one_of(han_conditions, sizeof han_conditions / sizeof *han_conditions, &key))
        roles |= ROLE_CONDITION;
    if (words == NULL)
        return roles;
    roles |= stands_in(words->only, &key) ? ROLE_ONLY : 0;
    roles |= stands_in(words->condition, &key) ? ROLE_CONDITION : 0;
    roles |= stands_in(words->opens, &key) ? ROLE_OPENS : 0;
    roles |= stands_in(words->verb, &key) ? ROLE_VERB : 0;
    roles |= stands_in(words->lacks, &key) ? ROLE_LACKS : 0;
    return roles | (stands_in(words->asks, &key) ? ROLE_ASKS : 0);
}

static al_range between(const scope *scope, uint32_t at)
{
    const al_word_span *spans = scope->sources->spans + at;
    return (al_range){spans[-1].end, spans[0].start};
}

/* Whether a clause ends between word at - 1 and word at; the first word of a source begins one. */
static bool parted(const scope *scope, uint32_t at, bool (*by)(const char *, al_range))
{
    if (at <= scope->source->first || at >= scope->source->end)
        return true;
    return by(scope->source->text->bytes, between(scope, at));
}

/* The clause of a word that turns it holds words that are quoted, on either side of the skip. */
static bool governs(const scope *scope, uint32_t at)
{
    uint32_t start = at, end = at + 1;
    const al_range skipped = scope->skipped;
    while (start + farthest > skipped.start && !parted(scope, start, al_ends_clause) &&
           !(start < at && role_at(scope, start) & ROLE_OPENS))
        start--;
    start += start < at && role_at(scope, start) & ROLE_OPENS ? 1 : 0; /* `as` governs nothing */
    while (end < skipped.end + farthest && !parted(scope, end, al_ends_clause) &&
           !(role_at(scope, end) & ROLE_OPENS))
        end++;
    return start < skipped.start || end > skipped.end;
}

static bool denies(const turning_words *words, const al_spelling *key)
{
    bool short_form = key->length > 2 && memcmp(key->bytes + key->length - 2, "nt", 2) == 0;
    return stands_in(words->denies, key) || short_form;
}

static bool is_adverb(const al_spelling *key)
{
    return key->length > 4 && memcmp(key->bytes + key->length - 2, "ly", 2) == 0;
}

/* Whether what is quoted behind the skip is an infinitive: intend … to permit. */
static bool goes_on_with_to(const scope *scope)
{
    if (scope->skipped.end >= scope->source->end)
        return false;
    al_spelling next = spelling_at(scope, scope->skipped.end);
    return next.length == 2 && memcmp(next.bytes, "to", 2) == 0;
}

static bool is_past(const al_spelling *key)
{
    return key->length > 4 && memcmp(key->bytes + key->length - 2, "ed", 2) == 0;
}

/*
 * Whether the verb that a word denies stands within the skip: `really want` behind *not*; behind a
 * subject, *nobody*, `had ordered`, where only an auxiliary or an ending tells it from a noun.
 */
static bool skips_denied(const scope *scope, uint32_t at, bool subject)
{
    const turning_words *words = scope->words;
    bool sure = !subject;
    for (uint32_t i = at + 1; i < scope->skipped.end && !parted(scope, i, al_ends_clause); i++) {
        const al_spelling key = spelling_at(scope, i);
        bool auxiliary = subject && stands_in(words->verb, &key);
        sure |= auxiliary;
        if (auxiliary || stands_in(words->passed, &key) || is_adverb(&key))
            continue;
        if (sure || is_past(&key))
            return !stands_in(words->links, &key);
        if (stands_in(words->links, &key)) /* nobody in the house */
            return false;
    }
    return false;
}

/*
 * A word that negates a verb which is skipped as well, where what is skipped does not end with `to`
 * or an auxiliary, which would need what is quoted then: what it denies is not quoted. `want any`
 * of "I don't want any … looking" is.
 */
static bool is_spent(const scope *scope, uint32_t at)
{
    const turning_words *words = scope->words;
    const al_spelling key = spelling_at(scope, at);
    if (words == NULL || words->denies == NULL)
        return false;
    bool subject = stands_in(words->nobody, &key);
    if ((!subject && !denies(words, &key)) || !skips_denied(scope, at, subject))
        return false;
    const al_spelling last = spelling_at(scope, scope->skipped.end - 1);
    return !stands_in(words->verb, &last) && !stands_in(words->passed, &last) &&
           !goes_on_with_to(scope);
}

/* Whether a hyphen makes one word of words at - 1 and at; it may stand at the end of a line. */
static bool hyphenated(const scope *scope, uint32_t at)
{
    if (at <= scope->source->first || at >= scope->source->end)
        return false;
    const char *bytes = scope->source->text->bytes;
    const al_range gap = between(scope, at);
    uint32_t behind = gap.start + 1;
    if (gap.start == gap.end || bytes[gap.start] != '-' || bytes[gap.start - 1] == ' ')
        return false;
    while (behind < gap.end && al_is_space_byte(bytes[behind]))
        behind++;
    return behind == gap.end;
}

/* A part of another word, which denies nothing of its clause: never-ending, yea and nay-say. */
static bool is_part(const scope *scope, uint32_t at)
{
    if (hyphenated(scope, at))
        return true;
    if (!hyphenated(scope, at + 1))
        return false;
    const al_spelling next = spelling_at(scope, at + 1);
    return next.length != 3 || memcmp(next.bytes, "one", 3) != 0; /* no-one denies */
}

/* Whether a condition in the skip hangs on what is quoted: no sentence ends on the way to it. */
static bool hangs(const scope *scope, uint32_t at)
{
    bool left = true, right = true;
    for (uint32_t i = at; left && i >= scope->skipped.start; i--)
        left = !parted(scope, i, al_ends_period);
    for (uint32_t i = at + 1; right && i <= scope->skipped.end; i++)
        right = !parted(scope, i, al_ends_period);
    return left || right;
}

/* `provided that`, `except if`, `on condition that`: words that are none of this alone. */
static bool begins_phrase(const scope *scope, uint32_t at)
{
    static const char *const phrases[][2] = {
        {"provided", "that"}, {"except", "if"}, {"except", "when"}, {"condition", "that"},
        {"除", "非"},         {"如", "果"},     {"但", "是"}};
    if (at + 1 >= scope->source->end)
        return false;
    al_spelling first = spelling_at(scope, at), second = spelling_at(scope, at + 1);
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (is_one_of(&phrases[i][0], 1, &first) && is_one_of(&phrases[i][1], 1, &second))
            return true;
    return false;
}

/* Whether the condition is one: not `if` that means whether. */
static bool sets_condition(const scope *scope, uint32_t at, uint32_t roles)
{
    if (!(roles & ROLE_CONDITION))
        return begins_phrase(scope, at);
    return at <= scope->source->first || !(role_at(scope, at - 1) & ROLE_ASKS);
}

/*
 * The skip holds the end of a sentence, what is before it breaks off within a clause, and what
 * comes behind begins with a verb, which now has another subject.
 */
static bool turns_subject(const scope *scope)
{
    const al_range skipped = scope->skipped;
    bool ends = false;
    if (skipped.end >= scope->source->end || !(role_at(scope, skipped.end) & ROLE_VERB) ||
        parted(scope, skipped.start, al_ends_clause))
        return false;
    for (uint32_t at = skipped.start + 1; at < skipped.end; at++)
        ends |= parted(scope, at, al_ends_sentence);
    return ends && !parted(scope, skipped.end, al_ends_clause);
}

static scope scope_of(const al_sources *sources, size_t source, al_range skipped)
{
    const al_source *from = &sources->items[source];
    return (scope){sources, from, words_of(from->language), skipped};
}

al_skipped al_skipped_judge(const al_sources *sources, size_t source, al_range skipped)
{
    scope scope = scope_of(sources, source, skipped);
    al_skipped found = {0, 0};
    bool short_one = skipped.end - skipped.start <= saves_nothing;
    for (uint32_t at = skipped.start; at < skipped.end; at++) {
        uint32_t roles = role_at(&scope, at), touch = 0;
        roles &= is_part(&scope, at) ? ~(uint32_t)ROLE_NEGATES : UINT32_MAX;
        touch |= roles & ROLE_NEGATES ? (uint32_t)ALMOST_TOUCHES_NEGATION : 0;
        touch |= roles & ROLE_ONLY ? (uint32_t)ALMOST_TOUCHES_QUANTITY : 0;
        if (touch != 0 &&
            (short_one || (!(roles & ROLE_LACKS) && !is_spent(&scope, at) && governs(&scope, at))))
            found.turns |= touch;
        if (sets_condition(&scope, at, roles)) {
            touch |= (uint32_t)ALMOST_TOUCHES_CONDITION;
            if (hangs(&scope, at))
                found.turns |= (uint32_t)ALMOST_TOUCHES_CONDITION;
        }
        found.holds |= touch;
    }
    if (turns_subject(&scope)) {
        found.turns |= (uint32_t)ALMOST_TOUCHES_ROLE;
        found.holds |= (uint32_t)ALMOST_TOUCHES_ROLE;
    }
    return found;
}

uint32_t al_count_negations(const al_sources *sources, size_t source, al_range words)
{
    scope scope = scope_of(sources, source, words);
    uint32_t n = 0;
    for (uint32_t at = words.start; at < words.end; at++)
        n += (role_at(&scope, at) & ROLE_NEGATES) != 0;
    return n;
}
