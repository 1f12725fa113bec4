/* SPDX-License-Identifier: Apache-2.0 */
/* See tally.h. Nothing here allocates; time is linear in the words of the change. */
#include "meaning/tally.h"

#include "base/utf8.h"
#include "text/signs.h"

#include <stddef.h>
#include <string.h>

#define NEAR_BEFORE 8 /* words around a closing negation in which the opening one may stand */
#define NEAR_AFTER 3

static uint64_t mix(uint64_t value)
{
    value ^= value >> 32;
    value *= UINT64_C(0xD6E8FEB86659FD93);
    value ^= value >> 32;
    value *= UINT64_C(0xD6E8FEB86659FD93);
    return value ^ value >> 32;
}

static void add_word(al_tally *tally, uint64_t key)
{
    tally->words = mix(tally->words + key + 1);
    tally->n_words++;
}

static void add_rest(al_tally *tally, uint64_t key, bool function)
{
    tally->rest = mix(tally->rest + key + 1);
    tally->n_rest++;
    tally->n_function += function;
}

/* --- Numbers ----------------------------------------------------------- */

/* What may part the words of a number: white space within a paragraph, or one hyphen. */
static bool joins(const almost_text *text, uint32_t start, uint32_t end)
{
    uint32_t lines = 0, hyphens = 0;
    for (uint64_t at = start; at < end;) {
        uint32_t size, c = al_decode(text->bytes, text->length, at, &size);
        lines += c == '\n';
        if (al_is_hyphen(c))
            hyphens++;
        else if (!al_is_space(c) && !al_is_invisible(c))
            return false;
        at += size;
    }
    return lines < 2 && hyphens < 2;
}

bool al_tally_joins(const al_side *side, uint32_t word)
{
    return word + 1 < side->n_words &&
           joins(side->text, side->spans[word].end, side->spans[word + 1].start);
}

/* The figures of a group of three, behind a blank, in languages that part thousands so: 1 000. */
static uint32_t take_groups(const al_tallier *tallier, int number, uint32_t word, uint32_t end,
                            al_number *value)
{
    const al_side *side = &tallier->sides[number];
    const al_language *language = tallier->classes->language;
    uint32_t taken = 1;
    if (language == NULL || !(language->properties & AL_LANGUAGE_SPACED) ||
        value->kind != AL_NUMBER_CARDINAL || value->value < 1 || value->value > 999)
        return taken;
    for (; word + taken < end && value->value < INT64_C(100000000000000); taken++) {
        al_word_span before = side->spans[word + taken - 1], span = side->spans[word + taken];
        const char *bytes = side->text->bytes;
        if (span.end - span.start != 3 || span.start - before.end > 3 || span.start == before.end ||
            !joins(side->text, before.end, span.start) || bytes[before.end] == '-')
            break;
        int64_t group = 0;
        for (uint32_t i = span.start; i < span.end && group >= 0; i++)
            group = bytes[i] >= '0' && bytes[i] <= '9' ? group * 10 + (bytes[i] - '0') : -1;
        if (group < 0)
            break;
        value->value = value->value * 1000 + group;
    }
    return taken;
}

/* One word as a part of the number that is read. */
static bool take_part(const al_tallier *tallier, uint32_t form, al_number_state *state)
{
    uint16_t flags = al_classes_flags(tallier->classes, form);
    const al_form_class *class = al_classes_get(tallier->classes, form);
    if (flags & AL_FORM_NUMBER)
        return al_number_take_value(state, class->number);
    if (!(flags & (AL_FORM_PART | AL_FORM_FAINT_PART)))
        return false;
    return al_number_take(state, tallier->classes->language,
                          al_lexicon_number_of(al_classes_word(class->word)), false);
}

/* Read on from a state with `taken` words; returns how many words make the longest number. */
static uint32_t read_parts(const al_tallier *tallier, int number, al_range words, uint32_t taken,
                           al_number_state *state, al_number *value)
{
    const al_side *side = &tallier->sides[number];
    uint32_t best = taken;
    for (; words.start + taken < words.end; taken++) {
        if (taken > 0 && !joins(side->text, side->spans[words.start + taken - 1].end,
                                side->spans[words.start + taken].start))
            break;
        if (!take_part(tallier, side->forms[words.start + taken], state))
            break;
        if (al_number_complete(state)) {
            best = taken + 1;
            *value = al_number_result(state);
        }
    }
    return best;
}

/* Numbers that are none by themselves: `a`, `one`, xii. */
static uint32_t read_faint(uint16_t flags, const al_form_class *class, al_number *number)
{
    if (flags & AL_FORM_FAINT_ROMAN) {
        *number = class->number;
        return 1;
    }
    const al_lexicon_number *part = al_lexicon_number_of(al_classes_word(class->word));
    if (!(flags & AL_FORM_FAINT_PART) || part == NULL || !(part->roles & AL_ROLE_OUTSIDE) ||
        !(part->roles & (AL_ROLE_ARTICLE | AL_ROLE_ADDS)))
        return 0;
    *number = (al_number){part->value,
                          part->roles & AL_ROLE_ORDINAL ? AL_NUMBER_ORDINAL : AL_NUMBER_CARDINAL};
    return 1;
}

uint32_t al_tally_number(const al_tallier *tallier, int side, uint32_t word, uint32_t end,
                         bool faint, al_number *number)
{
    const uint16_t parts = AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_PART;
    const uint32_t *forms = tallier->sides[side].forms;
    uint16_t flags = al_classes_flags(tallier->classes, forms[word]);
    const al_form_class *class = al_classes_get(tallier->classes, forms[word]);
    al_number_state state;
    uint32_t taken = 0;
    if (flags & AL_FORM_NUMBER) {
        *number = class->number;
        taken = take_groups(tallier, side, word, end, number);
        al_number_begin(&state);
        if (!al_number_take_value(&state, *number))
            return taken;
    } else if (flags & AL_FORM_PART ||
               (flags & AL_FORM_FAINT_PART && word + 1 < end &&
                al_classes_flags(tallier->classes, forms[word + 1]) & parts)) {
        al_number_begin(&state);
    } else { /* `a` and `and` are no numbers alone */
        return faint ? read_faint(flags, class, number) : 0;
    }
    taken = read_parts(tallier, side, (al_range){word, end}, taken, &state, number);
    if (taken == 1 && flags & AL_FORM_FAINT_PART)
        taken = 0;
    return taken == 0 && faint ? read_faint(flags, class, number) : taken;
}

static void add_number(al_tally *tally, al_number number)
{
    uint64_t code = (uint64_t)al_number_code(number);
    if (tally->n_numbers < AL_TALLY_NUMBERS)
        tally->numbers[tally->n_numbers] = number;
    tally->n_numbers++;
    tally->codes += mix(code + 1);
    add_word(tally, mix((uint64_t)number.value + 7));
}

/* Equal numbers cancel; a number on one side only makes a difference. */
bool al_tally_numbers_differ(const al_tally *a, const al_tally *b)
{
    if (a->n_numbers != b->n_numbers)
        return true;
    if (a->codes == b->codes || a->n_numbers > AL_TALLY_NUMBERS)
        return a->codes != b->codes;
    uint64_t used = 0;
    for (uint32_t i = 0; i < a->n_numbers; i++) {
        uint32_t j = 0;
        while (j < b->n_numbers &&
               (used >> j & 1 || !al_number_equal(a->numbers[i], b->numbers[j])))
            j++;
        if (j == b->n_numbers)
            return true;
        used |= UINT64_C(1) << j;
    }
    return false;
}

/* --- Negations and modals ---------------------------------------------- */

/* Whether a word that opens a negation stands near: ne ... personne, weder ... noch. */
static bool opening_near(const al_tallier *tallier, const al_side *side, uint32_t word)
{
    uint32_t first = word > NEAR_BEFORE ? word - NEAR_BEFORE : 0;
    uint32_t last = side->n_words - word > NEAR_AFTER ? word + NEAR_AFTER + 1 : side->n_words;
    for (uint32_t i = first; i < last; i++) {
        if (!(al_classes_flags(tallier->classes, side->forms[i]) & AL_FORM_LOUD))
            continue;
        const al_form_class *class = al_classes_get(tallier->classes, side->forms[i]);
        const al_lexicon_word *own = al_classes_word(class->word);
        const al_lexicon_word *other = al_classes_word(class->other);
        if ((own != NULL && own->classes & AL_WORD_OPENS) ||
            (other != NULL && other->classes & AL_WORD_OPENS))
            return true;
    }
    return false;
}

/* A closing negation that is one here: no noun behind a determiner, and with its opening near. */
static bool closes(const al_tallier *tallier, const al_side *side, uint32_t word,
                   const al_lexicon_word *known)
{
    if (known->classes & AL_WORD_NEAR_OPENING && !opening_near(tallier, side, word))
        return false;
    if (word == 0)
        return true;
    al_classes_flags(tallier->classes, side->forms[word - 1]);
    const al_lexicon_word *before =
        al_classes_word(al_classes_get(tallier->classes, side->forms[word - 1])->word);
    return before == NULL || !(before->classes & AL_WORD_DETERMINER);
}

static void add_modal(al_tally *tally, uint32_t group)
{
    if (tally->n_modals++ == 0)
        memset(tally->modals, 0, sizeof tally->modals);
    tally->modals[group]++;
}

/* Count one word of the lexicon; false when it is neither a negation nor a modal. */
static bool add_loud(const al_tallier *tallier, const al_side *side, uint32_t word,
                     const al_lexicon_word *known, al_tally *tally)
{
    if (known == NULL)
        return false;
    if (known->classes & AL_WORD_MODAL) {
        add_modal(tally, known->modal);
        return true;
    }
    if (known->classes & AL_WORD_NEGATES)
        tally->negations++;
    else if (known->classes & AL_WORD_OPENS)
        tally->openings++;
    else if (known->classes & AL_WORD_NEARLY_NEGATES)
        tally->nearly++;
    else if (known->classes & AL_WORD_CLOSES && closes(tallier, side, word, known))
        tally->closings++;
    else
        return false;
    return true;
}

/* A clitic that may stand for several words: 'll, 'd. */
static bool add_choice(uint32_t mask, al_tally *tally)
{
    if (mask == 0 || (mask & (mask - 1)) == 0 || tally->n_choices == AL_TALLY_CHOICES)
        return false;
    tally->choices[tally->n_choices++] = mask;
    return true;
}

/* A word that stands for two: don't, I'll, n'est. */
static void add_two(const al_tallier *tallier, const al_side *side, uint32_t word, uint16_t flags,
                    const al_form_class *class, uint64_t other_key, al_tally *tally)
{
    uint64_t base_key = class->base_key;
    bool first = flags & AL_FORM_OTHER_FIRST;
    add_word(tally, first ? other_key : base_key);
    add_word(tally, first ? base_key : other_key);
    if (!add_loud(tallier, side, word, al_classes_word(class->word), tally))
        add_rest(tally, base_key, al_classes_word(class->word) != NULL);
    if (!add_choice(class->modal_mask, tally) &&
        !add_loud(tallier, side, word, al_classes_word(class->other), tally))
        add_rest(tally, other_key, true);
}

uint32_t al_tally_negations(const al_tally *tally)
{
    uint32_t pairs = tally->openings > tally->closings ? tally->openings : tally->closings;
    return tally->negations + pairs;
}

/*
 * Hardly and its like, which negate only nearly, count where all else is the
 * same; beside other changed words they are words like others.
 */
bool al_tally_negations_differ(const al_tally *a, const al_tally *b)
{
    bool same_rest = a->rest == b->rest && a->n_rest == b->n_rest;
    return al_tally_negations(a) != al_tally_negations(b) || (same_rest && a->nearly != b->nearly);
}

/* Give each choice a modal that the other side has in excess, if there is one. */
static void choose(const al_tally *tally, int32_t *excess, int32_t sign, uint32_t *left)
{
    for (uint32_t i = 0; i < tally->n_choices; i++) {
        uint32_t group = 1;
        while (group < AL_TALLY_MODALS &&
               !(tally->choices[i] >> group & 1 && excess[group] * sign < 0))
            group++;
        if (group < AL_TALLY_MODALS)
            excess[group] += sign;
        else if (!(tally->choices[i] & 1))
            ++*left;
    }
}

/*
 * Nothing but modals against nothing but content words: not one modality for
 * another, but other words in the modal's place (`could` against `was able`
 * has a function word and is judged).
 */
static bool are_unlike(const al_tally *modal, const al_tally *content)
{
    return modal->n_rest == 0 && modal->n_words == modal->n_modals && content->n_rest > 0 &&
           content->n_rest == content->n_words && content->n_function == 0;
}

bool al_tally_modals_differ(const al_tally *a, const al_tally *b)
{
    int32_t excess[AL_TALLY_MODALS] = {0};
    if (are_unlike(a, b) || are_unlike(b, a))
        return false;
    uint32_t left[2] = {0, 0};
    if ((a->n_modals | b->n_modals | a->n_choices | b->n_choices) == 0)
        return false;
    for (uint32_t i = 1; i < AL_TALLY_MODALS; i++)
        excess[i] = (a->n_modals ? a->modals[i] : 0) - (b->n_modals ? b->modals[i] : 0);
    choose(a, excess, 1, &left[0]);
    choose(b, excess, -1, &left[1]);
    for (uint32_t i = 1; i < AL_TALLY_MODALS; i++)
        if (excess[i] != 0)
            return true;
    return left[0] != left[1];
}

/* --- All words --------------------------------------------------------- */

/* Count what is nothing but a name or a word; nothing is looked up for it. */
static void count_plain(bool name, bool function, al_tally *tally)
{
    tally->n_words++;
    tally->n_names += name;
    tally->n_rest += !name;
    tally->n_function += !name && function;
}

static void add_plain(const al_tallier *tallier, int number, uint32_t word, bool order,
                      al_tally *tally)
{
    const al_side *side = &tallier->sides[number];
    uint32_t form = side->forms[word];
    uint16_t flags = al_classes_flags(tallier->classes, form);
    bool name = flags & AL_FORM_CAPITAL && al_capitals_name(tallier->capitals, number, word);
    if (!order && (name || !(flags & (AL_FORM_TWO | AL_FORM_LOUD)))) {
        count_plain(name, flags & AL_FORM_COMMON, tally);
        return;
    }
    const al_form_class *class = al_classes_get(tallier->classes, form);
    if (name) {
        tally->names += mix(class->base_key);
        tally->n_names++;
        add_word(tally, class->key);
    } else if (flags & AL_FORM_TWO) {
        const al_lexicon_word *other = al_classes_word(class->other);
        uint64_t key = al_classes_letters_key(al_lexicon_strings + other->letters, other->length);
        add_two(tallier, side, word, flags, class, key, tally);
    } else {
        add_word(tally, class->key);
        if (!(flags & AL_FORM_LOUD) ||
            !add_loud(tallier, side, word, al_classes_word(class->word), tally))
            add_rest(tally, class->key, flags & AL_FORM_COMMON);
    }
}

/*
 * A row of words that are nothing but words, from the first on; returns the one
 * behind it. Nearly all words are, and where they are only counted nothing is
 * looked up for them but their flags.
 */
static uint32_t add_run(const al_tallier *tallier, int side, al_range words, bool order,
                        al_tally *tally)
{
    const uint16_t special = AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_PART |
                             AL_FORM_FAINT_ROMAN | AL_FORM_CAPITAL | AL_FORM_TWO | AL_FORM_LOUD;
    const uint32_t *forms = tallier->sides[side].forms;
    uint32_t i = words.start, common = 0;
    for (uint16_t flags;
         i < words.end && !((flags = al_classes_flags(tallier->classes, forms[i])) & special); i++)
        common += (flags & AL_FORM_COMMON) != 0;
    for (uint32_t k = words.start; order && k < i; k++) {
        uint64_t key = al_classes_get(tallier->classes, forms[k])->key;
        tally->words = mix(tally->words + key + 1);
        tally->rest = mix(tally->rest + key + 1);
    }
    tally->n_words += i - words.start;
    tally->n_rest += i - words.start;
    tally->n_function += common;
    return i;
}

void al_tally_words(const al_tallier *tallier, int side, al_range words, bool faint, bool order,
                    al_tally *tally)
{
    const uint16_t numbers =
        AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_PART | AL_FORM_FAINT_ROMAN;
    const uint32_t *forms = tallier->sides[side].forms;
    memset(tally, 0, offsetof(al_tally, modals));
    for (uint32_t i = words.start; i < words.end;) {
        uint32_t taken = 0;
        al_number number;
        i = add_run(tallier, side, (al_range){i, words.end}, order, tally);
        if (i == words.end)
            break;
        if (al_classes_flags(tallier->classes, forms[i]) & numbers)
            taken = al_tally_number(tallier, side, i, words.end, faint, &number);
        if (taken > 0)
            add_number(tally, number);
        else
            add_plain(tallier, side, i, order, tally);
        i += taken > 0 ? taken : 1;
    }
    if (!order)
        tally->words = tally->rest = 0;
}
