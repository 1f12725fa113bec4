/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the speakers of a cell among its names; see speaker.h. */
#include "meaning/speaker.h"

#include "base/names.h"
#include "meaning/surplus.h"
#include "meaning/value_amount.h"

#include <string.h>

/* Whether nothing but blanks stands before a byte in its line. */
static bool begins_line(const al_side *side, uint32_t byte)
{
    const char *bytes = side->text->bytes;
    while (byte > side->start && (bytes[byte - 1] == ' ' || bytes[byte - 1] == '\t'))
        byte--;
    return byte == side->start || bytes[byte - 1] == '\n';
}

/* Whether an item is the name of who speaks: it takes all of what changed before the colon. */
static bool is_speaker(const al_side *side, const al_tokens *tokens, const al_item *item)
{
    return item->class == AL_ITEM_NAME && item->flags & AL_ITEM_CHANGED &&
           al_token_is(tokens, item->first + item->n, ':') &&
           begins_line(side, tokens->list[item->first].bytes.start);
}

/* The speaker's name in a change of a side, or NULL. */
static const al_item *speaker_in(const al_side sides[2], const al_cell *cell, int side,
                                 uint32_t change)
{
    const al_tokens *tokens = &cell->tokens[side];
    const al_items *items = &cell->items[side];
    for (size_t i = 0; i < items->n; i++)
        if (tokens->list[items->list[i].first].change == change &&
            is_speaker(&sides[side], tokens, &items->list[i]))
            return &items->list[i];
    return NULL;
}

/* Names before a colon that begin their lines. */
static void tell_lines(const al_side sides[2], const al_cell *cell, al_change *changes)
{
    const al_items *items = &cell->items[0];
    for (size_t i = 0; i < items->n; i++) {
        const al_item *mine = &items->list[i];
        if (!is_speaker(&sides[0], &cell->tokens[0], mine))
            continue;
        uint32_t at = cell->tokens[0].list[mine->first].change;
        const al_item *theirs = speaker_in(sides, cell, 1, at);
        if (theirs == NULL || theirs->key == mine->key)
            continue;
        changes[at].touches &= ~(uint32_t)ALMOST_TOUCHES_SPELLING;
        changes[at].touches |= ALMOST_TOUCHES_SPEAKER | ALMOST_TOUCHES_WORDING;
    }
}

/* --- Said by whom ---------------------------------------------------------- */

bool al_speaker_marks(const al_term *term)
{
    return term->class == AL_TERM_MARKER &&
           (al_terms_group_is(term->group, "says") || al_terms_group_is(term->group, "source"));
}

/* The changed tokens of a side that are of one change: from `first` to before `end`. */
typedef struct run {
    size_t first;
    size_t end;
} run;

static bool run_of(const al_tokens *tokens, uint32_t change, run *out)
{
    size_t at = 0;
    while (at < tokens->n && !(tokens->list[at].changed && tokens->list[at].change == change))
        at++;
    *out = (run){at, at};
    while (out->end < tokens->n && tokens->list[out->end].changed &&
           tokens->list[out->end].change == change)
        if (tokens->list[out->end++].sign != 0)
            return false;
    return out->end > at && out->end - at <= AL_SPEAKER_MOST;
}

static bool is_determiner(const al_item_reader *reader, const al_token *token)
{
    const al_lexicon_word *word =
        al_classes_word(al_classes_get(reader->maker->classes, token->form)->word);
    return word != NULL && (word->classes & AL_WORD_DETERMINER) == AL_WORD_DETERMINER;
}

/* A noun: no function word, no number, and no adverb, as far as its place and end show. */
static bool is_noun(const al_item_reader *reader, int side, const al_tokens *tokens, run run)
{
    const al_token *last = &tokens->list[run.end - 1];
    const char *end = reader->maker->sides[side].text->bytes + last->bytes.end;
    size_t length = last->bytes.end - last->bytes.start;
    if (last->flags & (AL_FORM_COMMON | AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_LOUD) ||
        (length > 4 && memcmp(end - 2, "ly", 2) == 0))
        return false;
    if (run.first == 0 || tokens->list[run.first - 1].sign != 0)
        return true;
    return is_determiner(reader, &tokens->list[run.first]) ||
           is_determiner(reader, &tokens->list[run.first - 1]) || last->flags & AL_FORM_CAPITAL;
}

static bool is_marked(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                      const char *group, uint32_t *n)
{
    const al_term *term = al_value_term(reader, tokens, at, AL_TERM_MARKER);
    if (term == NULL || !al_terms_group_is(term->group, group))
        return false;
    *n = term->n_words;
    return true;
}

/* Whether who stands here is said to say it: the mayor said, according to the mayor. */
static bool is_source(const al_item_reader *reader, const al_tokens *tokens, run run)
{
    enum { most_before = 5 };
    uint32_t n;
    if (is_marked(reader, tokens, run.end, "says", &n))
        return true;
    for (size_t back = 1; back <= most_before && back <= run.first; back++) {
        size_t at = run.first - back, next;
        bool inverted = at > 0 && tokens->list[at - 1].sign != 0 &&
                        is_marked(reader, tokens, at, "says", &n); /* “…”, said the mayor */
        if (!inverted && !is_marked(reader, tokens, at, "source", &n))
            continue;
        for (next = at + n; next < run.first && is_determiner(reader, &tokens->list[next]);)
            next++;
        if (next == run.first)
            return true;
    }
    return false;
}

/* Whether two words are one in two forms, or stand in one row of a set: near synonyms. */
static bool are_one(const al_item_reader *reader, const al_token *mine, const al_token *theirs)
{
    enum { stem = 5 /* bytes */ };
    const al_side *sides = reader->maker->sides;
    if (mine->bytes.end - mine->bytes.start >= stem &&
        theirs->bytes.end - theirs->bytes.start >= stem &&
        memcmp(sides[0].text->bytes + mine->bytes.start, sides[1].text->bytes + theirs->bytes.start,
               stem) == 0)
        return true;
    al_term_list a = al_terms_from(reader->language, mine->term);
    al_term_list b = al_terms_from(reader->language, theirs->term);
    for (uint32_t i = 0; i < a.n; i++)
        for (uint32_t k = 0; k < b.n; k++)
            if (a.terms[i].class == AL_TERM_SET && b.terms[k].class == AL_TERM_SET &&
                a.terms[i].group == b.terms[k].group)
                return true;
    return false;
}

/* Tell a change that puts one noun for another where the speaker stands. */
static void tell_source(const al_item_reader *reader, const al_cell *cell, al_change *change,
                        uint32_t number)
{
    run runs[2];
    for (int s = 0; s < 2; s++)
        if (!run_of(&cell->tokens[s], number, &runs[s]) ||
            !is_noun(reader, s, &cell->tokens[s], runs[s]) ||
            !is_source(reader, &cell->tokens[s], runs[s]))
            return;
    if (!are_one(reader, &cell->tokens[0].list[runs[0].end - 1],
                 &cell->tokens[1].list[runs[1].end - 1]))
        change->touches |= ALMOST_TOUCHES_SPEAKER | ALMOST_TOUCHES_WORDING;
}

void al_speaker_tell(const al_item_reader *reader, const al_cell *cell, al_change *changes)
{
    tell_lines(reader->maker->sides, cell, changes);
    if (!al_cell_is_small(cell))
        return;
    for (size_t at = cell->first; at <= cell->last; at++)
        if (changes[at].kind == ALMOST_DIFFERENT && !(changes[at].touches & ~AL_TOUCHES_SURFACE))
            tell_source(reader, cell, &changes[at], (uint32_t)at);
}
