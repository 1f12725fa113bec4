/* SPDX-License-Identifier: Apache-2.0 */
/* See respelt.h. All pairs are counted first, for the pair of texts as a whole decides. */
#include "meaning/respelt.h"

#include "language/dictionary.h"
#include "language/misreading.h"
#include "language/variants.h"
#include "meaning/affix.h"
#include "meaning/proper_name.h"

#include <string.h>

enum { longest = AL_REWRITE_MOST_BYTES };

typedef struct folded_word {
    char folded[4 * longest + 16];
    char plain[4 * longest + 16];
    al_related_word word;
} folded_word;

/* Whether a change is one word on either side, told as spelling: *words gets them. */
static bool is_respelt(al_cells *cells, const al_change *change, size_t at, uint32_t words[2])
{
    if (change->kind != ALMOST_DIFFERENT || !(change->touches & ALMOST_TOUCHES_SPELLING) ||
        change->touches & ALMOST_TOUCHES_WORDING)
        return false;
    for (int s = 0; s < 2; s++) {
        al_range range = al_cells_words(cells, at, s);
        if (range.end - range.start != 1)
            return false;
        words[s] = range.start;
    }
    return true;
}

static bool fold(const al_respelt_reader *reader, int side, uint32_t number, folded_word *out)
{
    const al_side *mine = &reader->maker->sides[side];
    const al_word_span *span = &mine->spans[number];
    const char *bytes = mine->text->bytes + span->start;
    size_t length = span->end - span->start;
    const uint32_t folds = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_EDGES;
    if (length > longest)
        return false;
    size_t n = al_fold_word(bytes, length, folds, out->folded, sizeof out->folded);
    size_t m = al_fold_word(bytes, length, folds | AL_FOLD_ACCENTS, out->plain, sizeof out->plain);
    uint16_t flags = al_classes_flags(reader->maker->classes, mine->forms[number]);
    out->word = (al_related_word){
        .folded = {out->folded, (uint32_t)n},
        .plain = {out->plain, (uint32_t)m},
        .stem = reader->stemmer != NULL ? al_stemmer_stem(reader->stemmer, bytes, length) : 0,
        .marks = flags & AL_FORM_CAPITAL ? AL_RELATED_CAPITAL : 0,
    };
    return true;
}

/* Whether both are words of the language that have a capital as any noun has. */
static bool are_nouns(const al_respelt_reader *reader, const folded_word pair[2])
{
    for (int s = 0; s < 2; s++)
        if (!al_dictionary_knows(reader->language, pair[s].folded, pair[s].word.folded.length))
            return false;
    return true;
}

static al_word_relation relation_of(const al_respelt_reader *reader, const uint32_t words[2])
{
    folded_word pair[2];
    for (int s = 0; s < 2; s++)
        if (!fold(reader, s, words[s], &pair[s]))
            return AL_WORDS_UNKNOWN;
    if (pair[0].word.marks & pair[1].word.marks & AL_RELATED_CAPITAL && !are_nouns(reader, pair))
        return al_proper_names_are_one(pair[0].word.plain, pair[1].word.plain) ? AL_WORDS_SPELLING
                                                                               : AL_WORDS_APART;
    return al_words_relate(reader->language, &pair[0].word, &pair[1].word);
}

/* What a pair is, kept in the change between counting and telling. */
typedef struct counts {
    uint64_t misread;
    uint64_t other;
} counts;

/* As relation_of(), unless the two forms were met before. */
static al_word_relation known_relation(al_respelt_reader *reader, const uint32_t words[2])
{
    const al_side *sides = reader->maker->sides;
    uint32_t a = sides[0].forms[words[0]], b = sides[1].forms[words[1]];
    al_related_pair *pair =
        &reader->pairs[(a * UINT32_C(0x9E3779B1) ^ b * UINT32_C(0x85EBCA6B)) >> 21];
    if (pair->relation == 0 || pair->forms[0] != a || pair->forms[1] != b)
        *pair = (al_related_pair){{a, b}, (uint32_t)relation_of(reader, words) + 1};
    return (al_word_relation)(pair->relation - 1);
}

static counts count_pairs(al_respelt_reader *reader, al_cells *cells, al_change *changes, size_t n)
{
    counts found = {0, 0};
    uint32_t words[2];
    for (size_t at = 0; at < n; at++) {
        changes[at].relation = AL_WORDS_UNKNOWN;
        if (!is_respelt(cells, &changes[at], at, words))
            continue;
        al_word_relation relation = known_relation(reader, words);
        changes[at].relation = (uint8_t)relation;
        found.misread += relation == AL_WORDS_MISREAD;
        found.other += relation == AL_WORDS_OTHER;
    }
    return found;
}

/* Whether both forms are terms, and no group has both. */
static bool are_two_terms(const al_respelt_reader *reader, const uint32_t words[2])
{
    al_term_list terms[2];
    for (int s = 0; s < 2; s++) {
        uint32_t form = reader->maker->sides[s].forms[words[s]];
        terms[s] = al_terms_from(reader->terms, al_token_form_of(reader->maker, form)->term);
    }
    for (uint32_t i = 0; i < terms[0].n; i++)
        for (uint32_t k = 0; k < terms[1].n; k++) {
            const al_term *mine = &terms[0].terms[i], *theirs = &terms[1].terms[k];
            if (mine->n_words == 1 && theirs->n_words == 1 && mine->group == theirs->group &&
                !((mine->flags ^ theirs->flags) & AL_TERM_SECOND))
                return false;
        }
    return terms[0].n > 0 && terms[1].n > 0;
}

/* Whether one is the other with an affix that turns it: mogelijk, onmogelijk. */
static bool are_turned(const al_respelt_reader *reader, const uint32_t words[2])
{
    folded_word pair[2];
    for (int s = 0; s < 2; s++)
        if (!fold(reader, s, words[s], &pair[s]))
            return false;
    return al_affix_turns(reader->terms, reader->terms->code, pair[0].word.folded,
                          pair[1].word.folded);
}

static void tell_wording(al_change *change)
{
    change->touches =
        (change->touches & ~(uint32_t)ALMOST_TOUCHES_SPELLING) | ALMOST_TOUCHES_WORDING;
}

static void part_by_terms(const al_respelt_reader *reader, al_cells *cells, al_change *changes,
                          size_t n)
{
    uint32_t words[2];
    for (size_t at = 0; at < n; at++)
        if (is_respelt(cells, &changes[at], at, words) &&
            (are_two_terms(reader, words) || are_turned(reader, words)))
            tell_wording(&changes[at]);
}

void al_respelt_part(al_respelt_reader *reader, al_cells *cells, al_change *changes, size_t n)
{
    if (reader->language == NULL) {
        if (reader->terms != NULL)
            part_by_terms(reader, cells, changes, n);
        return;
    }
    const al_side *sides = cells->sides;
    uint64_t words = sides[0].n_words > sides[1].n_words ? sides[0].n_words : sides[1].n_words;
    counts found = count_pairs(reader, cells, changes, n);
    bool misread = al_texts_are_misread(found.misread, found.other, words);
    for (size_t at = 0; at < n; at++) {
        uint8_t relation = changes[at].relation;
        bool two = relation == AL_WORDS_OTHER || relation == AL_WORDS_APART;
        if ((two && !misread) || relation == AL_WORDS_AFFIX)
            tell_wording(&changes[at]);
    }
}
