/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a change touches; see touches.h. The rules:
 *
 * negation     the sides have another number of negations. `neither ... nor`
 *              and `ne ... pas` are one; hardly and scarcely count only where
 *              nothing else differs. The same negation in other words is none:
 *              did not go, went not.
 * number       the sides have other values. Equal values written in other ways
 *              are spelling. A number that the change cuts is read whole, as far
 *              as both sides go on alike: `twenty-[three]`, `hundred [and] five`.
 * name, modal  the sides have other names, or modals of other groups. A modal
 *              with nothing but content words in its place is wording.
 * wording      the words that are none of these differ; also when nothing
 *              else differs but their order.
 *
 * A change whose sides have the same words, or one word respelt, touches what
 * differs on the surface. Two words that look respelt are judged as different
 * words where both are known and one negates, counts or is a modal
 * (`would`/`could`, `not`/`now`, 1818/1831), and where both are names that each
 * text has (`Yard`/`York`).
 */
#include "meaning/touches.h"

#include "base/error.h"
#include "language/language.h"
#include "meaning/surface.h"
#include "meaning/tally.h"

#include <string.h>

#define MOST_AROUND 8 /* words that a number goes on beyond a change */
#define FEW_WORDS 16  /* of both sides; what is told of their order at once */
#define ESTABLISHED 3 /* occurrences in each text that make a name one of its own */

struct al_toucher {
    const almost_allocator *allocator;
    al_side sides[2];
    al_classes classes;
    al_capitals capitals;
    al_tallier tallier;
    const al_survey *surveys[2]; /* what it goes by, or NULL */
    const al_merge *merge;
};

/* With nothing worked out yet, in a language, or NULL. */
static almost_status make(const almost_allocator *allocator, const al_side sides[2],
                          const al_forms *forms, const al_language *language, al_toucher **out,
                          almost_error *error)
{
    al_toucher *toucher = al_allocate_zero(allocator, 1, sizeof *toucher);
    if (toucher == NULL)
        return al_fail_memory(error);
    toucher->allocator = allocator;
    memcpy(toucher->sides, sides, sizeof toucher->sides);
    almost_status status = al_classes_init(&toucher->classes, allocator, forms, language, error);
    if (status == ALMOST_OK) {
        status = al_capitals_init(&toucher->capitals, toucher->sides, &toucher->classes, error);
        if (status != ALMOST_OK)
            al_classes_release(&toucher->classes);
    }
    if (status != ALMOST_OK) {
        al_release(allocator, toucher);
        return status;
    }
    toucher->tallier = (al_tallier){toucher->sides, &toucher->classes, &toucher->capitals};
    *out = toucher;
    return ALMOST_OK;
}

almost_status al_toucher_new(const almost_allocator *allocator, const al_side sides[2],
                             const al_forms *forms, const char *language, al_toucher **out,
                             almost_error *error)
{
    const al_language *known =
        language != NULL ? al_lexicon_language(language) : al_language_guess(forms);
    return make(allocator, sides, forms, known, out, error);
}

almost_status al_toucher_twin(const al_toucher *toucher, al_toucher **out, almost_error *error)
{
    almost_status status = make(toucher->allocator, toucher->sides, toucher->classes.forms,
                                toucher->classes.language, out, error);
    if (status == ALMOST_OK && toucher->surveys[0] != NULL)
        al_toucher_take_surveys(*out, toucher->surveys, toucher->merge);
    return status;
}

void al_toucher_take_surveys(al_toucher *toucher, const al_survey *const surveys[2],
                             const al_merge *merge)
{
    const al_class_survey *const classes[2] = {&surveys[0]->classes, &surveys[1]->classes};
    const al_capital_survey *const capitals[2] = {&surveys[0]->capitals, &surveys[1]->capitals};
    memcpy(toucher->surveys, surveys, sizeof toucher->surveys);
    toucher->merge = merge;
    al_classes_take(&toucher->classes, classes, merge);
    al_capitals_take(&toucher->capitals, capitals, merge);
}

void al_toucher_free(al_toucher *toucher)
{
    if (toucher == NULL)
        return;
    al_capitals_release(&toucher->capitals);
    al_classes_release(&toucher->classes);
    al_release(toucher->allocator, toucher);
}

al_classes *al_toucher_classes(al_toucher *toucher)
{
    return &toucher->classes;
}

al_capitals *al_toucher_capitals(al_toucher *toucher)
{
    return &toucher->capitals;
}

const al_side *al_toucher_sides(const al_toucher *toucher)
{
    return toucher->sides;
}

const char *al_toucher_language(const al_toucher *toucher)
{
    return toucher->classes.language != NULL ? toucher->classes.language->code : "";
}

uint32_t al_toucher_number(al_toucher *toucher, int side, uint32_t word, uint32_t end,
                           int64_t *value)
{
    al_number number;
    if (word >= end)
        return 0;
    uint32_t taken = al_tally_number(&toucher->tallier, side, word, end, false, &number);
    if (taken > 0)
        *value = al_number_code(number);
    return taken;
}

uint32_t al_toucher_next_number(al_toucher *toucher, int side, al_range words)
{
    const uint16_t parts = AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_PART;
    const uint32_t *forms = toucher->sides[side].forms;
    uint32_t word = words.start;
    while (word < words.end && !(al_classes_flags(&toucher->classes, forms[word]) & parts))
        word++;
    return word;
}

static uint16_t flags_at(al_toucher *toucher, int side, uint32_t word)
{
    return al_classes_flags(&toucher->classes, toucher->sides[side].forms[word]);
}

static uint64_t key_at(al_toucher *toucher, int side, uint32_t word)
{
    flags_at(toucher, side, word);
    return al_classes_get(&toucher->classes, toucher->sides[side].forms[word])->key;
}

/* All flags of the words of a side, together. */
static uint16_t flags_of(al_toucher *toucher, int side, al_range words)
{
    uint16_t flags = 0;
    for (uint32_t i = words.start; i < words.end; i++)
        flags |= flags_at(toucher, side, i);
    return flags;
}

static bool same_words(al_toucher *toucher, const al_touched *change)
{
    const al_side *a = &toucher->sides[0], *b = &toucher->sides[1];
    uint32_t i = change->words[0].start, j = change->words[1].start;
    if (change->words[0].end - i != change->words[1].end - j)
        return false;
    for (; i < change->words[0].end; i++, j++)
        if (a->forms[i] != b->forms[j] && key_at(toucher, 0, i) != key_at(toucher, 1, j))
            return false;
    return true;
}

/* Whether the word may belong to a number that a change beside it has cut. */
static bool goes_on(al_toucher *toucher, uint32_t i, uint32_t j)
{
    const uint16_t parts = AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_PART;
    return key_at(toucher, 0, i) == key_at(toucher, 1, j) && flags_at(toucher, 0, i) & parts;
}

/* How far both sides go on alike before the change; what lies outermost must be more than `and`. */
static uint32_t number_before(al_toucher *toucher, const al_range words[2])
{
    uint32_t taken = 0;
    for (uint32_t k = 1; k <= MOST_AROUND && k <= words[0].start && k <= words[1].start &&
                         goes_on(toucher, words[0].start - k, words[1].start - k);
         k++)
        if (!(flags_at(toucher, 0, words[0].start - k) & AL_FORM_FAINT_PART))
            taken = k;
    return taken;
}

static uint32_t number_behind(al_toucher *toucher, const al_range words[2])
{
    const al_side *a = &toucher->sides[0], *b = &toucher->sides[1];
    uint32_t taken = 0;
    for (uint32_t k = 0;
         k < MOST_AROUND && k < a->n_words - words[0].end && k < b->n_words - words[1].end &&
         goes_on(toucher, words[0].end + k, words[1].end + k);
         k++)
        if (!(flags_at(toucher, 0, words[0].end + k) & AL_FORM_FAINT_PART))
            taken = k + 1;
    return taken;
}

/* How far a number that has begun goes on on one side alone: another change may hold the rest. */
static uint32_t rest_before(al_toucher *toucher, int side, uint32_t word)
{
    const uint16_t parts = AL_FORM_NUMBER | AL_FORM_PART;
    uint32_t taken = 0;
    for (uint32_t k = 1;
         k <= MOST_AROUND && k <= word && al_tally_joins(&toucher->sides[side], word - k) &&
         flags_at(toucher, side, word - k) & (parts | AL_FORM_FAINT_PART);
         k++)
        if (flags_at(toucher, side, word - k) & parts)
            taken = k;
    return taken;
}

static uint32_t rest_behind(al_toucher *toucher, int side, uint32_t word)
{
    const uint16_t parts = AL_FORM_NUMBER | AL_FORM_PART;
    uint32_t taken = 0;
    for (uint32_t k = 0; k < MOST_AROUND && word + k < toucher->sides[side].n_words &&
                         al_tally_joins(&toucher->sides[side], word + k - 1) &&
                         flags_at(toucher, side, word + k) & (parts | AL_FORM_FAINT_PART);
         k++)
        if (flags_at(toucher, side, word + k) & parts)
            taken = k + 1;
    return taken;
}

/* Whether the words stand beside a number, or within one. */
static bool beside_number(al_toucher *toucher, int side, al_range words)
{
    return rest_before(toucher, side, words.start) > 0 || rest_behind(toucher, side, words.end) > 0;
}

/* The words of both sides with those around in which a number goes on that both have a part of. */
static void widen(al_toucher *toucher, const al_touched *change, al_range words[2])
{
    memcpy(words, change->words, sizeof change->words);
    int full = words[0].start < words[0].end ? 0 : 1;
    if (change->apart || !beside_number(toucher, full, words[full]))
        return;
    if (words[1 - full].start == words[1 - full].end)
        words[1 - full].start = words[1 - full].end =
            al_side_word_at(&toucher->sides[1 - full], change->bytes[1 - full].start);
    uint32_t before = number_before(toucher, words);
    uint32_t behind = number_behind(toucher, words);
    for (int s = 0; s < 2; s++) {
        words[s].start -= before;
        words[s].end += behind;
        if (before > 0)
            words[s].start -= rest_before(toucher, s, words[s].start);
        if (behind > 0)
            words[s].end += rest_behind(toucher, s, words[s].end);
    }
}

/* Which sides read faint numbers: the one with fewer clear ones; both, of Roman ones alone. */
static void find_faint(const al_tally tallies[2], const uint16_t flags[2], bool faint[2])
{
    uint32_t a = tallies[0].n_numbers, b = tallies[1].n_numbers;
    faint[0] = a < b;
    faint[1] = b < a;
    if (a == b && flags[0] & flags[1] & AL_FORM_FAINT_ROMAN)
        faint[0] = faint[1] = true;
}

/* Faint numbers are read where they may match clear ones of the other side. */
static void tally_sides(al_toucher *toucher, const al_range words[2], const uint16_t flags[2],
                        bool order, al_tally tallies[2])
{
    bool faint[2];
    for (int s = 0; s < 2; s++)
        al_tally_words(&toucher->tallier, s, words[s], false, order, &tallies[s]);
    find_faint(tallies, flags, faint);
    for (int s = 0; s < 2; s++)
        if (faint[s] && flags[s] & (AL_FORM_FAINT_PART | AL_FORM_FAINT_ROMAN))
            al_tally_words(&toucher->tallier, s, words[s], true, order, &tallies[s]);
}

/* Which words and names many are matters only where there are as many on both sides: rarely. */
static void take_tallies(al_toucher *toucher, const al_range words[2], const uint16_t flags[2],
                         al_tally tallies[2])
{
    uint32_t n = words[0].end - words[0].start + words[1].end - words[1].start;
    bool order = n <= FEW_WORDS;
    tally_sides(toucher, words, flags, order, tallies);
    bool as_many_names = tallies[0].n_names == tallies[1].n_names && tallies[0].n_names > 0;
    if (!order && (tallies[0].n_rest == tallies[1].n_rest || as_many_names))
        tally_sides(toucher, words, flags, true, tallies);
}

static uint32_t judge(const al_tally *a, const al_tally *b)
{
    uint32_t touches = 0;
    if (al_tally_negations_differ(a, b))
        touches |= ALMOST_TOUCHES_NEGATION;
    if (al_tally_numbers_differ(a, b))
        touches |= ALMOST_TOUCHES_NUMBER;
    if (a->names != b->names || a->n_names != b->n_names)
        touches |= ALMOST_TOUCHES_NAME;
    if (al_tally_modals_differ(a, b))
        touches |= ALMOST_TOUCHES_MODAL;
    if (a->rest != b->rest || a->n_rest != b->n_rest)
        touches |= ALMOST_TOUCHES_WORDING;
    if (touches != 0)
        return touches;
    bool same = a->words == b->words && a->n_words == b->n_words;
    return same ? ALMOST_TOUCHES_SPELLING : ALMOST_TOUCHES_WORDING;
}

/* Whether some of so many words are sure to be plain ones. */
static bool is_long(const al_touched *change)
{
    enum { one_sided = 12, together = 32 };
    uint32_t n[2];
    for (int s = 0; s < 2; s++)
        n[s] = change->words[s].end - change->words[s].start;
    return n[0] + n[1] > (n[0] == 0 || n[1] == 0 ? one_sided : together);
}

/* Other words on the two sides, or words on one side only. */
static uint32_t touches_of_words(al_toucher *toucher, const al_touched *change)
{
    const uint16_t telling = AL_FORM_LOUD | AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_PART |
                             AL_FORM_FAINT_ROMAN | AL_FORM_CAPITAL | AL_FORM_TWO;
    uint16_t flags[2];
    al_range words[2];
    al_tally tallies[2];
    if (is_long(change)) /* no number is, and the judge reads the rest */
        return ALMOST_TOUCHES_WORDING;
    for (int s = 0; s < 2; s++)
        flags[s] = flags_of(toucher, s, change->words[s]);
    if (!((flags[0] | flags[1]) & telling))
        return ALMOST_TOUCHES_WORDING;
    widen(toucher, change, words);
    take_tallies(toucher, words, flags, tallies);
    return judge(&tallies[0], &tallies[1]);
}

/* Two names, each of which both texts have often, are two names and not one misspelt. */
static bool are_two_names(al_toucher *toucher, const al_touched *change)
{
    uint32_t word[2] = {change->words[0].start, change->words[1].start};
    if (change->words[0].end - word[0] != 1 || change->words[1].end - word[1] != 1)
        return false;
    for (int s = 0; s < 2; s++) {
        const al_form *form =
            al_forms_get(toucher->classes.forms, toucher->sides[s].forms[word[s]]);
        if (form->count[0] < ESTABLISHED || form->count[1] < ESTABLISHED ||
            !(flags_at(toucher, s, word[s]) & AL_FORM_CAPITAL) ||
            !al_capitals_name(&toucher->capitals, s, word[s]))
            return false;
    }
    return true;
}

/* A digit among letters, as where `of` is read as `0f`: no number, unless it ends like `19th`. */
static bool is_misread_digit(al_toucher *toucher, int side, al_range words)
{
    uint32_t digits = 0, letters = 0;
    if (words.end - words.start != 1 || flags_at(toucher, side, words.start) & AL_FORM_NUMBER)
        return false;
    const al_word_span *span = &toucher->sides[side].spans[words.start];
    for (uint32_t at = span->start; at < span->end; at++) {
        char c = toucher->sides[side].text->bytes[at];
        digits += c >= '0' && c <= '9';
        letters += (c | 32) >= 'a' && (c | 32) <= 'z';
    }
    return digits > 0 && letters > 0;
}

/* One that is respelt, and not another word that happens to look alike. */
static bool is_respelt(al_toucher *toucher, const al_touched *change)
{
    const uint16_t known =
        AL_FORM_COMMON | AL_FORM_FAINT_PART | AL_FORM_PART | AL_FORM_NUMBER | AL_FORM_FAINT_ROMAN;
    if (is_misread_digit(toucher, 0, change->words[0]) !=
        is_misread_digit(toucher, 1, change->words[1]))
        return true;
    const uint32_t loud = ALMOST_TOUCHES_NEGATION | ALMOST_TOUCHES_NUMBER | ALMOST_TOUCHES_MODAL;
    if (are_two_names(toucher, change))
        return false;
    for (int s = 0; s < 2; s++)
        for (uint32_t i = change->words[s].start; i < change->words[s].end; i++)
            if (!(flags_at(toucher, s, i) & known))
                return true;
    return !(touches_of_words(toucher, change) & loud);
}

uint32_t al_toucher_touches(al_toucher *toucher, const al_touched *change)
{
    bool empty[2];
    for (int s = 0; s < 2; s++)
        empty[s] = change->words[s].start == change->words[s].end;
    if (empty[0] && empty[1])
        return al_surface_no_words(toucher->sides, change);
    if (!empty[0] && !empty[1]) {
        if (same_words(toucher, change)) {
            uint32_t touches = al_surface_equal_words(toucher->sides, change);
            return touches != 0 ? touches : ALMOST_TOUCHES_SPACING;
        }
        if (change->respelt && is_respelt(toucher, change))
            return al_surface_respelt(toucher->sides, change);
    }
    return touches_of_words(toucher, change);
}
