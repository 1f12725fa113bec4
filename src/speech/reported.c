/* SPDX-License-Identifier: Apache-2.0 */
/* Clauses behind `said that` and beside `according to`; see reported.h. */
#include "speech/reported.h"

#include "base/memory.h"

enum {
    LEAST = 4,     /* words of a clause: fewer say too little to be looked for */
    BETWEEN = 6,   /* words between the verb and its conjunction: `said on Monday that` */
    LONGEST = 512, /* tokens before `according to` that are looked through for their sentence */
    NAMING = 14    /* words and signs between `according to` and the comma behind who it is */
};

/* Where what a token belongs to ends: its sentence, its paragraph, or before a quotation. */
typedef struct reader {
    const al_speech_tokens *tokens;
    uint32_t first; /* of the paragraph */
    uint32_t end;
} reader;

static const al_speech_token *at(const reader *reader, uint32_t i)
{
    return &reader->tokens->list[i];
}

static uint64_t classes(const reader *reader, uint32_t i)
{
    return al_speech_token_classes(reader->tokens, i);
}

static bool is_word(const reader *reader, uint32_t i)
{
    return al_speech_token_is_word(reader->tokens, i);
}

static uint32_t sentence_end(const reader *reader, uint32_t i)
{
    const uint8_t stops = AL_SPEECH_QUOTED | AL_SPEECH_BEGINS;
    while (i < reader->end && !(at(reader, i)->flags & stops) &&
           !al_speech_token_is(at(reader, i), ';'))
        i++;
    return i;
}

/* UINT32_MAX: it is too long. */
static uint32_t sentence_start(const reader *reader, uint32_t i)
{
    uint32_t from = i;
    while (i > reader->first && !(at(reader, i)->flags & AL_SPEECH_BEGINS) &&
           !(at(reader, i - 1)->flags & AL_SPEECH_QUOTED))
        if (from - --i > LONGEST)
            return UINT32_MAX;
    return i;
}

/* Words from a token on, and where the last one ends. */
static uint32_t count_words(const reader *reader, uint32_t first, uint32_t end, uint32_t *byte)
{
    uint32_t n = 0;
    for (uint32_t i = first; i < end; i++)
        if (is_word(reader, i) && ++n > 0)
            *byte = al_speech_token_end(at(reader, i));
    return n;
}

/* Tokens as a clause, if it has words enough. `start`: its first byte. */
static bool make_clause(const reader *reader, uint32_t start, uint32_t first, uint32_t end,
                        al_speech_reported *out)
{
    uint32_t last = 0;
    if (count_words(reader, first, end, &last) < LEAST || last <= start)
        return false;
    out->clause = (al_range){start, last};
    return true;
}

/* --- Verb and conjunction ------------------------------------------------- */

/* Whether a clause may follow a verb with these words between: none; or who was told, when and
   where it was said. A conjunction that is a relative pronoun, too, may belong to a noun. */
static bool may_part(const reader *reader, uint32_t verb, uint32_t that)
{
    const uint64_t beside = AL_SPEECH_PREPOSITION | AL_SPEECH_ADVERB;
    if (verb + 1 == that || !(classes(reader, that) & AL_SPEECH_RELATIVE))
        return true;
    return classes(reader, verb) & AL_SPEECH_INFORMING || classes(reader, verb + 1) & beside;
}

/* The verb of saying that a conjunction belongs to; UINT32_MAX: none. */
static uint32_t verb_before(const reader *reader, uint32_t that)
{
    const uint64_t verbs = AL_SPEECH_VERB | AL_SPEECH_INFINITIVE | AL_SPEECH_REPORTING;
    for (uint32_t i = that; i > reader->first && that - i <= BETWEEN;) {
        if (at(reader, i)->flags & AL_SPEECH_BEGINS)
            break;
        const al_speech_token *token = at(reader, --i);
        bool comma = al_speech_token_is(token, ',');
        if (token->flags & AL_SPEECH_QUOTED || (!is_word(reader, i) && !comma))
            break;
        if (classes(reader, i) & verbs)
            return may_part(reader, i, that) ? i : UINT32_MAX;
    }
    return UINT32_MAX;
}

/* The byte at which the clause begins that a conjunction opens: inside of `qu'il`. */
static uint32_t behind_conjunction(const reader *reader, uint32_t that)
{
    const char *bytes = reader->tokens->bytes;
    const al_speech_token *token = at(reader, that);
    for (uint32_t i = token->start + 1; i + 1 < al_speech_token_end(token); i++) {
        if (bytes[i] == '\'')
            return i + 1;
        if ((unsigned char)bytes[i] == 0xE2 && (unsigned char)bytes[i + 1] == 0x80)
            return i + 3; /* U+2019 */
    }
    return al_speech_token_end(token);
}

static bool read_that(const reader *reader, uint32_t that, al_speech_reported *out, uint32_t *next)
{
    uint32_t verb = verb_before(reader, that);
    if (verb == UINT32_MAX || that + 1 >= reader->end)
        return false;
    uint32_t start = behind_conjunction(reader, that), first = that + 1;
    if (start == al_speech_token_end(at(reader, that)))
        start = at(reader, first)->start;
    *next = sentence_end(reader, first);
    out->said = (al_range){at(reader, verb)->start, al_speech_token_end(at(reader, that))};
    return make_clause(reader, start, first, *next, out);
}

/* German: a clause without a conjunction, whose verb says that somebody else says it. `comma`: the
   token before it. */
static bool read_subjunctive(const reader *reader, uint32_t comma, al_speech_reported *out,
                             uint32_t *next)
{
    uint32_t verb = verb_before(reader, comma), first = comma + 1;
    if (verb == UINT32_MAX || first >= reader->end || classes(reader, first) & AL_SPEECH_COMPLEMENT)
        return false;
    *next = sentence_end(reader, first);
    bool reported = false;
    for (uint32_t i = first; i < *next && i - first <= NAMING; i++)
        reported |= (classes(reader, i) & AL_SPEECH_SUBJUNCTIVE) != 0;
    out->said = (al_range){at(reader, verb)->start, al_speech_token_end(at(reader, verb))};
    return reported && make_clause(reader, at(reader, first)->start, first, *next, out);
}

/* --- According to ---------------------------------------------------------- */

/* The comma behind who is named; UINT32_MAX: none in this sentence. */
static uint32_t comma_behind(const reader *reader, uint32_t i)
{
    for (uint32_t k = i + 1; k < reader->end && k - i <= NAMING; k++) {
        if (at(reader, k)->flags & (AL_SPEECH_QUOTED | AL_SPEECH_BEGINS))
            break;
        if (al_speech_token_is(at(reader, k), ','))
            return k;
    }
    return UINT32_MAX;
}

static bool is_capital(const reader *reader, uint32_t i)
{
    return is_word(reader, i) && at(reader, i)->flags & AL_SPEECH_CAPITAL;
}

/* Whether the verb of a clause may stand here, behind a noun: `Laut Bericht war`. */
static bool may_be_verb(const reader *reader, uint32_t i)
{
    const uint64_t others = AL_SPEECH_DETERMINER | AL_SPEECH_POSSESSIVE | AL_SPEECH_PREPOSITION |
                            AL_SPEECH_CONJUNCTION | AL_SPEECH_PARTICLE | AL_SPEECH_ADVERB |
                            AL_SPEECH_DEFINITE | AL_SPEECH_INDEFINITE;
    return is_word(reader, i) && !is_capital(reader, i) && !(classes(reader, i) & others);
}

/* `Laut X VERB CLAUSE`, or `Dem X zufolge VERB CLAUSE`: German, where nouns have capitals and the
   verb comes second. */
static bool read_verb_second(const reader *reader, uint32_t i, al_speech_reported *out,
                             uint32_t *next)
{
    uint32_t start = sentence_start(reader, i), verb = i + 1;
    if (start == UINT32_MAX || i - start > NAMING || (start < i && !is_capital(reader, i - 1)))
        return false;
    while (start == i && verb < reader->end && verb - i <= NAMING && is_word(reader, verb) &&
           !(is_capital(reader, verb - 1) && verb > i + 1 && may_be_verb(reader, verb)))
        verb++;
    if (verb >= reader->end || !may_be_verb(reader, verb))
        return false;
    *next = sentence_end(reader, verb);
    return make_clause(reader, at(reader, verb)->start, verb, *next, out);
}

/* `According to X, CLAUSE`, or `CLAUSE, according to X.` */
static bool read_according(const reader *reader, uint32_t i, uint32_t least,
                           al_speech_reported *out, uint32_t *next)
{
    uint32_t start = sentence_start(reader, i);
    out->said = (al_range){at(reader, i)->start, al_speech_token_end(at(reader, i))};
    if (classes(reader, i) & AL_SPEECH_VERB_SECOND && read_verb_second(reader, i, out, next))
        return true;
    if (start == i) {
        uint32_t comma = comma_behind(reader, i);
        if (comma == UINT32_MAX || comma + 1 >= reader->end)
            return false;
        *next = sentence_end(reader, comma + 1);
        return make_clause(reader, at(reader, comma + 1)->start, comma + 1, *next, out);
    }
    if (start == UINT32_MAX || start < least)
        return false;
    struct reader near = {reader->tokens, reader->first,
                          reader->end - i > NAMING ? i + NAMING + 1 : reader->end};
    uint32_t end = sentence_end(&near, i + 1);
    if (!al_speech_token_is(at(reader, i - 1), ',') || end - i > NAMING)
        return false;
    *next = end;
    return make_clause(reader, at(reader, start)->start, start, i - 1, out);
}

/* --- All of them ------------------------------------------------------------ */

static bool read_at(const reader *reader, uint32_t i, uint32_t least, al_speech_reported *out,
                    uint32_t *next)
{
    uint64_t is = classes(reader, i);
    if (at(reader, i)->flags & AL_SPEECH_QUOTED)
        return false;
    if (al_speech_token_is(at(reader, i), ','))
        return read_subjunctive(reader, i, out, next);
    if (is & AL_SPEECH_COMPLEMENT)
        return read_that(reader, i, out, next);
    return is & AL_SPEECH_ACCORDING && read_according(reader, i, least, out, next);
}

bool al_speech_reported_find(const al_speech_tokens *tokens, al_speech_reporteds *out)
{
    for (size_t p = 0; p < tokens->n_paragraphs; p++) {
        reader reader = {tokens, tokens->paragraphs[p].first, tokens->paragraphs[p].end};
        uint32_t least = reader.first;
        for (uint32_t i = reader.first; i < reader.end;) {
            al_speech_reported found;
            uint32_t next = i + 1;
            if (read_at(&reader, i, least, &found, &next)) {
                if (!al_grow(tokens->allocator, (void **)&out->list, &out->capacity, out->n + 1,
                             sizeof *out->list))
                    return false;
                out->list[out->n++] = found;
                least = next;
            } else {
                next = i + 1;
            }
            i = next;
        }
    }
    return true;
}
