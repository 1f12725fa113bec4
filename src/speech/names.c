/* SPDX-License-Identifier: Apache-2.0 */
/* Reading names, and the table of them; see names.h. */
#include "speech/names.h"

#include "base/secret.h"
#include "speech/spans.h"

#include <string.h>

#define TITLES (AL_SPEECH_TITLE_MAN | AL_SPEECH_TITLE_WOMAN | AL_SPEECH_TITLE)

enum { FIRST_SLOTS = 256 };

/* --- The table ---------------------------------------------------------------- */

static uint64_t hash_of(const al_speech_name *name)
{
    uint64_t hash = name->n_words + (name->common ? 64u : 0u);
    for (uint32_t i = 0; i < name->n_words; i++)
        hash = (hash ^ name->words[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return hash;
}

static bool are_equal(const al_speech_name *a, const al_speech_name *b)
{
    return a->n_words == b->n_words && a->common == b->common && a->anyone == b->anyone &&
           memcmp(a->words, b->words, a->n_words * sizeof *a->words) == 0;
}

static uint32_t slot_of(const al_speech_names *names, const al_speech_name *name)
{
    uint32_t at = al_secret_place(hash_of(name), al_secret()[1]) & names->mask;
    while (names->slots[at] != 0 && !are_equal(&names->list[names->slots[at] - 1], name))
        at = (at + 1) & names->mask;
    return at;
}

static bool grow_slots(al_speech_names *names)
{
    const almost_allocator *allocator = names->tokens->allocator;
    uint32_t *slots = al_allocate_zero(allocator, 2 * ((size_t)names->mask + 1), sizeof *slots);
    if (slots == NULL)
        return false;
    al_release(allocator, names->slots);
    names->slots = slots;
    names->mask = 2 * names->mask + 1;
    for (size_t i = 0; i < names->n; i++)
        names->slots[slot_of(names, &names->list[i])] = (uint32_t)i + 1;
    return true;
}

uint32_t al_speech_names_add(al_speech_names *names, const al_speech_name *name)
{
    uint32_t known = names->slots[slot_of(names, name)];
    if (known != 0)
        return known - 1;
    if ((2 * (names->n + 1) > names->mask && !grow_slots(names)) ||
        !al_grow(names->tokens->allocator, (void **)&names->list, &names->capacity, names->n + 1,
                 sizeof *names->list))
        return AL_SPEECH_NONE;
    names->list[names->n++] = *name;
    names->slots[slot_of(names, name)] = (uint32_t)names->n;
    return (uint32_t)names->n - 1;
}

uint32_t al_speech_names_known(const al_speech_names *names, const al_speech_name *name)
{
    uint32_t known = names->slots[slot_of(names, name)];
    return known != 0 ? known - 1 : AL_SPEECH_NONE;
}

size_t al_speech_names_after(const al_speech_names *names, uint32_t token)
{
    size_t low = 0, high = names->n_mentions;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (names->mentions[middle].end <= token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const al_speech_mention *al_speech_names_at(const al_speech_names *names, uint32_t token)
{
    size_t at = al_speech_names_after(names, token);
    return at < names->n_mentions && names->mentions[at].first == token ? &names->mentions[at]
                                                                        : NULL;
}

const al_speech_mention *al_speech_names_before(const al_speech_names *names, uint32_t end)
{
    size_t at = end > 0 ? al_speech_names_after(names, end - 1) : names->n_mentions;
    return at < names->n_mentions && names->mentions[at].end == end ? &names->mentions[at] : NULL;
}

/* --- Reading ------------------------------------------------------------------ */

typedef struct reading {
    al_speech_names *names;
    const al_speech_tokens *tokens;
    const al_speech_capital *capitals;
} reading;

static bool is_title(const reading *reading, uint32_t at)
{
    const al_speech_token *token = &reading->tokens->list[at];
    return token->flags & AL_SPEECH_CAPITAL && !(token->flags & AL_SPEECH_GENITIVE) &&
           al_speech_token_classes(reading->tokens, at) & TITLES;
}

static bool is_initial(const reading *reading, uint32_t at)
{
    const al_speech_token *token = &reading->tokens->list[at];
    if (al_speech_token_classes(reading->tokens, at) & AL_SPEECH_I)
        return false; /* it was I. */
    return token->kind == AL_SPEECH_WORD && token->length == 1 &&
           token->flags & AL_SPEECH_CAPITAL && at + 1 < reading->tokens->n &&
           al_speech_token_is(&token[1], '.') && !(token[1].flags & AL_SPEECH_SPACED);
}

/* A title that also stands within names: Anna St. Clair. */
static bool is_saint(const reading *reading, uint32_t at)
{
    return is_title(reading, at) &&
           al_speech_token_classes(reading->tokens, at) & AL_SPEECH_PARTICLE;
}

/* Whether a run may go on at a token: no sign stands between, and no paragraph begins. */
static bool may_go_on(const reading *reading, const al_speech_name *name, uint32_t at)
{
    const al_speech_tokens *tokens = reading->tokens;
    return at < tokens->n && (at == name->sample || !(tokens->list[at].flags & AL_SPEECH_FIRST)) &&
           tokens->list[at].kind == AL_SPEECH_WORD;
}

/* Behind the full stop of an abbreviation at a token, or behind the word alone. */
static uint32_t behind_word(const reading *reading, uint32_t at, bool abbreviated)
{
    const al_speech_tokens *tokens = reading->tokens;
    bool stop = abbreviated && at + 1 < tokens->n &&
                al_speech_token_is(&tokens->list[at + 1], '.') &&
                !(tokens->list[at + 1].flags & AL_SPEECH_SPACED);
    return at + 1 + stop;
}

static void add_word(const reading *reading, al_speech_name *name, uint32_t at, uint32_t end)
{
    name->words[name->n_words++] = reading->tokens->list[at].form;
    name->sample_end = end;
}

/* Mr., Lady: the titles before a name. Returns the token behind. */
static uint32_t read_titles(const reading *reading, al_speech_name *name, uint32_t at)
{
    while (name->n_words < 2 && may_go_on(reading, name, at) && is_title(reading, at)) {
        uint32_t next = behind_word(reading, at, reading->tokens->list[at].length <= 5);
        if (!may_go_on(reading, name, next) ||
            !(reading->tokens->list[next].flags & AL_SPEECH_CAPITAL) ||
            (reading->tokens->list[next].flags & AL_SPEECH_BEGINS && next == at + 1))
            break;
        add_word(reading, name, at, next);
        name->n_titles++;
        at = next;
    }
    return at;
}

static bool is_particle(const reading *reading, uint32_t at)
{
    return al_speech_token_classes(reading->tokens, at) & AL_SPEECH_PARTICLE &&
           !(reading->tokens->list[at].flags & AL_SPEECH_CAPITAL);
}

/* Whether the word at a token belongs to a name that has begun. */
static bool continues(const reading *reading, const al_speech_name *name, uint32_t at)
{
    const al_speech_token *token = &reading->tokens->list[at];
    if (al_speech_is_name(reading->tokens, reading->capitals, at) || is_initial(reading, at))
        return true;
    bool titled = name->n_titles > 0 && name->n_words == name->n_titles;
    return titled && token->flags & AL_SPEECH_CAPITAL &&
           !(al_speech_token_classes(reading->tokens, at) &
             (AL_SPEECH_DETERMINER | AL_SPEECH_I | AL_SPEECH_HE | AL_SPEECH_SHE | AL_SPEECH_THEY |
              AL_SPEECH_CONJUNCTION | AL_SPEECH_PREPOSITION | AL_SPEECH_VERB));
}

static uint32_t read_words(const reading *reading, al_speech_name *name, uint32_t at)
{
    const al_speech_tokens *tokens = reading->tokens;
    while (name->n_words < AL_SPEECH_NAME_WORDS && may_go_on(reading, name, at)) {
        if (name->n_words > 0 && tokens->list[at].flags & AL_SPEECH_BEGINS && at > name->sample &&
            tokens->list[at - 1].kind != AL_SPEECH_SIGN)
            break;
        bool particle = name->n_words > 0 && is_particle(reading, at) &&
                        may_go_on(reading, name, at + 1) &&
                        al_speech_is_name(tokens, reading->capitals, at + 1);
        if (!particle && !continues(reading, name, at))
            break;
        uint32_t next = behind_word(reading, at, is_initial(reading, at) || is_saint(reading, at));
        add_word(reading, name, at, next);
        if (tokens->list[at].flags & AL_SPEECH_GENITIVE)
            return next;
        at = next;
    }
    return at;
}

/* The sex that a title or first name has. */
static al_speech_sex sex_of(const al_speech_tokens *tokens, const al_speech_name *name)
{
    for (uint32_t i = 0; i < name->n_words; i++) {
        uint64_t classes = tokens->forms.list[name->words[i]].classes;
        bool title = i < name->n_titles || (name->n_words == 1 && classes & TITLES);
        uint64_t man = title ? AL_SPEECH_TITLE_MAN : AL_SPEECH_NAME_MAN;
        uint64_t woman = title ? AL_SPEECH_TITLE_WOMAN : AL_SPEECH_NAME_WOMAN;
        if ((classes & man) && !(classes & woman))
            return AL_SPEECH_MALE;
        if ((classes & woman) && !(classes & man))
            return AL_SPEECH_FEMALE;
        if (i == name->n_titles)
            break;
    }
    return AL_SPEECH_ANY;
}

/* The next he or she within so many words, before another name begins. */
static void count_pronoun(const reading *reading, al_speech_name *name, uint32_t at)
{
    enum { WITHIN = 25 };
    const al_speech_tokens *tokens = reading->tokens;
    for (uint32_t n = 0; n < WITHIN && at < tokens->n; n++, at++) {
        uint64_t classes = al_speech_token_classes(tokens, at);
        if (tokens->list[at].flags & AL_SPEECH_QUOTED)
            continue;
        if (classes & (AL_SPEECH_HE | AL_SPEECH_HIS)) {
            name->he++;
            return;
        }
        if (classes & (AL_SPEECH_SHE | AL_SPEECH_HERS)) {
            name->she++;
            return;
        }
    }
}

static bool is_comma(const al_speech_token *token)
{
    return token->kind == AL_SPEECH_SIGN &&
           (token->form == ',' || token->form == '!' || token->form == '?' || token->form == '.' ||
            token->form == ';' || token->form == 0x2026);
}

/* Whether someone is addressed: by signs, or an edge of the quotation, on both sides. */
static bool is_called(const al_speech_tokens *tokens, uint32_t first, uint32_t end)
{
    enum { MOST_BEFORE = 4 }; /* my very dear old */
    static const uint64_t before = AL_SPEECH_NEVER | AL_SPEECH_TALKING;
    for (uint32_t n = 0;
         n < MOST_BEFORE && first > 0 && al_speech_token_classes(tokens, first - 1) & before &&
         tokens->list[first - 1].flags & AL_SPEECH_QUOTED;
         n++)
        first--;
    bool opens = first == 0 || !(tokens->list[first - 1].flags & AL_SPEECH_QUOTED) ||
                 tokens->list[first - 1].kind == AL_SPEECH_MARK ||
                 is_comma(&tokens->list[first - 1]) ||
                 tokens->list[first - 1].kind == AL_SPEECH_DASH;
    bool closes = end >= tokens->n || !(tokens->list[end].flags & AL_SPEECH_QUOTED) ||
                  tokens->list[end].kind != AL_SPEECH_WORD;
    bool sign = end < tokens->n && is_comma(&tokens->list[end]);
    return opens && closes && (sign || !(tokens->list[first].flags & AL_SPEECH_BEGINS));
}

/* Whether a clause begins with a token: a sentence, or what follows a sign or a conjunction. */
static bool is_subject(const al_speech_tokens *tokens, uint32_t first)
{
    if (first == 0 || tokens->list[first].flags & (AL_SPEECH_BEGINS | AL_SPEECH_FIRST))
        return true;
    return tokens->list[first - 1].kind != AL_SPEECH_WORD ||
           al_speech_token_classes(tokens, first - 1) & AL_SPEECH_CONJUNCTION;
}

static void count_article(const al_speech_tokens *tokens, al_speech_name *name, uint32_t at)
{
    bool subject = at > 0 && al_speech_token_classes(tokens, at - 1) & AL_SPEECH_VERB;
    if (name->the++ == 0 || subject)
        name->article = tokens->list[at].form;
}

static void count(const reading *reading, al_speech_name *name, al_speech_mention *mention)
{
    uint32_t first = mention->first, end = mention->end;
    const al_speech_tokens *tokens = reading->tokens;
    uint64_t before = first > 0 && !(tokens->list[first].flags & AL_SPEECH_FIRST)
                          ? al_speech_token_classes(tokens, first - 1)
                          : 0;
    uint64_t after = end < tokens->n && !(tokens->list[end].flags & AL_SPEECH_FIRST)
                         ? al_speech_token_classes(tokens, end)
                         : 0;
    name->count++;
    if (before & AL_SPEECH_DEFINITE)
        count_article(tokens, name, first - 1);
    name->at_places += (before & AL_SPEECH_PLACE) != 0;
    if (tokens->list[first].flags & AL_SPEECH_QUOTED) {
        mention->quoted = true;
        mention->called = is_called(tokens, first, end);
        name->called += mention->called;
        return;
    }
    name->narrated++;
    name->verbs += ((before | after) & AL_SPEECH_VERB) != 0;
    count_pronoun(reading, name, end);
}

/* The name that begins at a token, if one does; *at is the token behind it. */
static bool read_name(const reading *reading, uint32_t *at)
{
    al_speech_names *names = reading->names;
    uint32_t first = *at;
    al_speech_name name = {.sample = first, .who = AL_SPEECH_NONE};
    uint32_t end = read_words(reading, &name, read_titles(reading, &name, first));
    *at = end > first ? end : first + 1;
    if (name.n_words == name.n_titles && name.n_titles > 0) {
        name.n_titles = 0; /* the Captain, Mother */
    }
    if (name.n_words == 0)
        return true;
    name.sex = (uint8_t)sex_of(reading->tokens, &name);
    uint32_t number = al_speech_names_add(names, &name);
    if (number == AL_SPEECH_NONE ||
        !al_grow(reading->tokens->allocator, (void **)&names->mentions, &names->mentions_capacity,
                 names->n_mentions + 1, sizeof *names->mentions))
        return false;
    al_speech_mention *mention = &names->mentions[names->n_mentions++];
    *mention = (al_speech_mention){.first = first, .end = end, .name = number};
    mention->subject = is_subject(reading->tokens, first);
    al_speech_name *known = &names->list[number];
    if (reading->tokens->list[known->sample].flags & AL_SPEECH_ALL_CAPITAL ||
        reading->tokens->list[known->sample_end - 1].flags & AL_SPEECH_ALL_CAPITAL) {
        known->sample = name.sample; /* of a heading */
        known->sample_end = name.sample_end;
    }
    count(reading, known, mention);
    return true;
}

bool al_speech_names_init(al_speech_names *names, const al_speech_tokens *tokens,
                          const al_speech_capital *capitals)
{
    reading reading = {names, tokens, capitals};
    *names = (al_speech_names){.tokens = tokens, .mask = FIRST_SLOTS - 1};
    names->slots = al_allocate_zero(tokens->allocator, FIRST_SLOTS, sizeof *names->slots);
    bool fine = names->slots != NULL;
    for (uint32_t at = 0; at < tokens->n && fine;) {
        if (tokens->list[at].kind == AL_SPEECH_WORD && tokens->list[at].flags & AL_SPEECH_CAPITAL)
            fine = read_name(&reading, &at) && !al_clock_late(tokens->clock, 1);
        else
            at++;
    }
    if (!fine)
        al_speech_names_release(names);
    return fine;
}

void al_speech_names_release(al_speech_names *names)
{
    const almost_allocator *allocator = names->tokens->allocator;
    al_release(allocator, names->list);
    al_release(allocator, names->mentions);
    al_release(allocator, names->slots);
}
