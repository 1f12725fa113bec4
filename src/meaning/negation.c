/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sentence has as many negations as it has words that negate, whatever the
 * words: `refused to` and `did not` are one each. Some are less than one: where
 * the language says several for one, those of a clause are one; nor after
 * another negation may count or not, whichever fits; hardly turns a sentence
 * nearly. Two against none is as many: a negation of a negation.
 *
 * Where both sides have as many, one that was lost and one that is new are the
 * same if they stand in one change, or if a content word near the one is near
 * the other, too. Else each is told: the sentence denies something else now.
 */
#include "meaning/negation.h"

#include <string.h>

enum {
    near_words = 3,   /* content words on either side of a negation that it may govern */
    most_listed = 32, /* negations of a side of a cell; more are counted, not paired */
    clause_words = 5  /* words that may part two negations of one clause */
};

bool al_negation_concord(const char *language)
{
    static const char codes[][4] = {"fr", "es", "it", "pt", "ro", "ru", "uk", "pl", "cs",
                                    "el", "hu", "tr", "fa", "he", "ar", "ko", "ja"};
    for (size_t i = 0; language != NULL && i < sizeof codes / sizeof *codes; i++)
        if (strcmp(codes[i], language) == 0)
            return true;
    return false;
}

/* Whether a sign ends a clause. */
static bool ends_clause(const al_token *token)
{
    switch (token->sign) {
    case ',':
    case ';':
    case ':':
    case '.':
    case '!':
    case '?':
    case 0x2014:
    case 0x2013:
    case '(':
    case ')': return true;
    default: return false;
    }
}

/* Whether nothing but few words stands between two items, whichever comes first. */
static bool in_one_clause(const al_tokens *tokens, const al_item *first, const al_item *second)
{
    uint32_t words = 0;
    if (first->first > second->first) {
        const al_item *swapped = first;
        first = second;
        second = swapped;
    }
    for (uint32_t i = first->first + first->n; i < second->first; i++) {
        if (ends_clause(&tokens->list[i]))
            return false;
        words += tokens->list[i].sign == 0;
    }
    return words <= clause_words;
}

/* Not, nothing, nobody: of these several may be one; `without` is one of its own. */
static bool is_full(const al_item *item)
{
    return item->group != UINT16_MAX && al_terms_group_is(item->group, "not");
}

static bool is_joint(const al_item *item)
{
    static const char *const groups[] = {"nor", "noch", "ni", "né", "neque"};
    for (size_t i = 0; item->group != UINT16_MAX && i < sizeof groups / sizeof *groups; i++)
        if (al_terms_group_is(item->group, groups[i]))
            return true;
    return false;
}

/* And, but: what is negated before them is another verb. */
static bool begins_clause(const al_item *item)
{
    return item->class == AL_ITEM_CONDITION && item->group != UINT16_MAX &&
           (al_terms_group_is(item->group, "and") || al_terms_group_is(item->group, "but"));
}

/* Whether another negation of its clause may be one with it: not so with `forbid`. */
static bool absorbs(const al_item *item)
{
    return is_full(item) || is_joint(item) || item->group == UINT16_MAX ||
           al_terms_group_is(item->group, "without") || al_terms_group_is(item->group, "plus");
}

/* The negations of a side that count. */
typedef struct negations {
    al_item *list[most_listed];
    uint32_t n;     /* listed: the strong ones */
    uint32_t least; /* how many there are at least and at most */
    uint32_t most;
    al_item *weak; /* the first that changed, of those that nearly negate */
    uint32_t n_weak;
} negations;

/* A word that joins a negation to one before it. */
static bool is_nor(const al_negation_reader *reader, const al_tokens *tokens, const al_item *item)
{
    const al_token *token = &tokens->list[item->first];
    const al_form_class *class =
        token->sign == 0 ? al_classes_get(reader->maker->classes, token->form) : NULL;
    const al_lexicon_word *word = class != NULL ? al_classes_word(class->word) : NULL;
    return is_joint(item) || (word != NULL && word->classes & AL_WORD_CLOSES);
}

static void list_negations(const al_negation_reader *reader, al_cell *cell, int side,
                           negations *out)
{
    const al_tokens *tokens = &cell->tokens[side];
    const al_item *last = NULL;
    bool any = false;
    *out = (negations){.n = 0};
    for (size_t i = 0; i < cell->items[side].n; i++) {
        al_item *item = &cell->items[side].list[i];
        if (begins_clause(item))
            last = NULL;
        if (item->class != AL_ITEM_NEGATION)
            continue;
        if (item->flags & AL_ITEM_WEAK) {
            out->n_weak++;
            if (out->weak == NULL && item->flags & AL_ITEM_CHANGED)
                out->weak = item;
            continue;
        }
        bool several = is_full(item) || (reader->verbs && item->group == UINT16_MAX);
        bool absorbed = last != NULL && reader->concord && several && absorbs(last) &&
                        in_one_clause(tokens, last, item);
        bool joint = any && item->flags & AL_ITEM_CHANGED && is_nor(reader, tokens, item);
        last = item;
        any = true;
        if (absorbed)
            continue;
        out->least += !joint;
        out->most++;
        if (out->n < most_listed)
            out->list[out->n++] = item;
    }
}

/* The stem of a word near a negation, if it is a content word; else 0. */
static uint64_t stem_of(const al_negation_reader *reader, int side, const al_token *token)
{
    if (token->sign != 0 || token->flags & AL_FORM_COMMON)
        return 0;
    const al_side *mine = &reader->maker->sides[side];
    if (reader->stemmer == NULL)
        return token->key;
    return al_stemmer_stem(reader->stemmer, mine->text->bytes + token->bytes.start,
                           token->bytes.end - token->bytes.start);
}

/* A content word near a negation: its stem, and the change in which it has no equal. */
typedef struct governed {
    uint64_t stem;
    uint32_t change; /* UINT32_MAX: it was kept */
} governed;

/* Add a content word; false behind the last that is asked for, or the clause's. */
static bool gather_one(const al_negation_reader *reader, int side, const al_token *token,
                       governed *words, uint32_t *found)
{
    uint64_t stem = stem_of(reader, side, token);
    if (stem != 0)
        words[(*found)++] = (governed){stem, token->changed ? token->change : UINT32_MAX};
    return *found < near_words && (*found == 0 || !ends_clause(token));
}

/*
 * The content words around an item, up to the ends of its clause: those of the next are taken where
 * it has none.
 */
static uint32_t gather(const al_negation_reader *reader, const al_cell *cell, int side,
                       const al_item *item, governed *words)
{
    const al_tokens *tokens = &cell->tokens[side];
    uint32_t before = 0, behind = 0;
    for (uint32_t i = item->first; i > 0; i--)
        if (!gather_one(reader, side, &tokens->list[i - 1], words, &before))
            break;
    for (size_t i = item->first + item->n; i < tokens->n; i++)
        if (!gather_one(reader, side, &tokens->list[i], words + before, &behind))
            break;
    uint64_t own =
        item->group == UINT16_MAX ? stem_of(reader, side, &tokens->list[item->first]) : 0;
    if (own != 0) /* unlikely governs likely itself */
        words[before + behind++] = (governed){own, tokens->list[item->first].change};
    return before + behind;
}

/* Whether two words are one, or one stands in the place of the other: heard not, don't hear. */
static bool are_alike(const governed *mine, const governed *theirs)
{
    return mine->stem == theirs->stem ||
           (mine->change == theirs->change && mine->change != UINT32_MAX);
}

/* Whether two negations may be one: in one change, or near one content word. */
static bool govern_alike(const al_negation_reader *reader, const al_cell *cell, const al_item *mine,
                         const al_item *theirs)
{
    governed own[2 * near_words + 1], other[2 * near_words + 1];
    if (cell->tokens[0].list[mine->first].change == cell->tokens[1].list[theirs->first].change)
        return true;
    uint32_t n = gather(reader, cell, 0, mine, own), m = gather(reader, cell, 1, theirs, other);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < m; k++)
            if (are_alike(&own[i], &other[k]))
                return true;
    return n == 0 || m == 0;
}

/* Kept negations meet kept ones, changed ones those that govern the same. */
static void pair(const al_negation_reader *reader, const al_cell *cell, negations sides[2])
{
    for (int kept = 1; kept >= 0; kept--)
        for (uint32_t i = 0; i < sides[0].n; i++)
            for (uint32_t k = 0; k < sides[1].n; k++) {
                al_item *mine = sides[0].list[i], *theirs = sides[1].list[k];
                bool unchanged = !((mine->flags | theirs->flags) & AL_ITEM_CHANGED);
                if ((mine->flags | theirs->flags) & AL_ITEM_MET || (kept && !unchanged) ||
                    (!kept && !govern_alike(reader, cell, mine, theirs)))
                    continue;
                mine->flags |= AL_ITEM_MET;
                theirs->flags |= AL_ITEM_MET;
            }
}

static uint32_t count_left(const negations *side)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < side->n; i++)
        n += al_item_left(side->list[i]);
    return n;
}

/* A negation of a negation: the two that are left over stand in one clause. */
static bool deny_each_other(const al_tokens *tokens, const negations *side)
{
    const al_item *first = NULL;
    for (uint32_t i = 0; i < side->n; i++) {
        if (!al_item_left(side->list[i]))
            continue;
        if (first != NULL)
            return in_one_clause(tokens, first, side->list[i]);
        first = side->list[i];
    }
    return false;
}

static void tell(const al_cell *cell, int side, const negations *mine, uint32_t most,
                 al_change *changes)
{
    for (uint32_t i = 0; i < mine->n && most > 0; i++)
        if (al_item_left(mine->list[i])) {
            al_surplus_touch(cell, side, mine->list[i], ALMOST_TOUCHES_NEGATION, changes);
            most--;
        }
}

/* Hardly: against a full negation a matter of degree; alone it is lost or new. */
static bool tell_weak(const al_cell *cell, const negations sides[2], al_change *changes)
{
    if (sides[0].n_weak == sides[1].n_weak)
        return false;
    int side = sides[0].n_weak > sides[1].n_weak ? 0 : 1;
    if (sides[side].weak == NULL)
        return false;
    bool degree = count_left(&sides[1 - side]) > 0;
    al_surplus_touch(cell, side, sides[side].weak,
                     degree ? ALMOST_TOUCHES_QUANTITY : ALMOST_TOUCHES_NEGATION, changes);
    return degree;
}

static bool are_as_many(const negations sides[2])
{
    return sides[0].least <= sides[1].most && sides[1].least <= sides[0].most;
}

void al_negation_tell(al_negation_reader *reader, al_cell *cell, al_change *changes)
{
    negations sides[2];
    for (int s = 0; s < 2; s++)
        list_negations(reader, cell, s, &sides[s]);
    if (sides[0].n + sides[1].n + sides[0].n_weak + sides[1].n_weak == 0)
        return;
    pair(reader, cell, sides);
    if (tell_weak(cell, sides, changes))
        return;
    bool as_many = are_as_many(sides);
    uint32_t left[2] = {count_left(&sides[0]), count_left(&sides[1])};
    if (as_many && (left[0] == 0 || left[1] == 0))
        return; /* nothing moved: nor, or several for one */
    for (int s = 0; s < 2; s++) {
        if (left[1 - s] == 0 && left[s] == 2 && sides[s].least == 2 && sides[1 - s].most == 0 &&
            deny_each_other(&cell->tokens[s], &sides[s]))
            continue;
        tell(cell, s, &sides[s], left[s], changes);
    }
}

void al_negation_tell_surplus(al_negation_reader *reader, al_cell *cell, al_change *changes)
{
    negations sides[2];
    for (int s = 0; s < 2; s++)
        list_negations(reader, cell, s, &sides[s]);
    if (are_as_many(sides))
        return;
    pair(reader, cell, sides);
    uint32_t left[2] = {count_left(&sides[0]), count_left(&sides[1])};
    int side = left[0] > left[1] ? 0 : 1;
    tell(cell, side, &sides[side], left[side] - left[1 - side], changes);
}
