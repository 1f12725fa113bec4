/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Telling names by their capitals; the rule is in capitals.h. How a word's
 * letters begin is asked once a form, how often it stands with a capital
 * within sentences is counted by one walk over both texts, and only when a
 * change asks about a capitalised word. Texts on the shelf have the half of it
 * that follows from one text alone noted beside their words.
 */
#include "meaning/capitals.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/signs.h"

#include <assert.h>
#include <string.h>

#define SAMPLE (256 * 1024) /* bytes of a text that tell whether its lines are wrapped */

/* Prose has most of its line starts inside sentences; verse and lists have capitals there. */
static bool is_wrapped(const al_slice *slice)
{
    const almost_text *text = slice->text;
    uint64_t start = slice->start,
             end = al_slice_length(slice) < SAMPLE ? slice->end : start + SAMPLE;
    uint32_t small = 0, large = 0;
    for (uint64_t at = start; at + 1 < end; at++) {
        const char *newline = memchr(text->bytes + at, '\n', end - at - 1);
        if (newline == NULL)
            break;
        at = (uint64_t)(newline - text->bytes);
        bool blank = at == start || text->bytes[at - 1] == '\n' ||
                     (text->bytes[at - 1] == '\r' && at > start + 1 && text->bytes[at - 2] == '\n');
        char c = newline[1];
        small += !blank && c >= 'a' && c <= 'z';
        large += !blank && c >= 'A' && c <= 'Z';
    }
    return small >= large && small > 0;
}

/* What the survey of a text notes of a distinct word; all forms are asked alike. */
enum {
    LARGE = 1 << 0, /* begins with a capital */
    SMALL = 1 << 1, /* begins with a small letter, or one that has no other */
    WITHIN = 1 << 2 /* with a capital, stands within a sentence somewhere */
};

static uint8_t first_letter(const char *bytes, size_t length)
{
    unsigned char c = length > 0 ? (unsigned char)bytes[0] : 0;
    if (al_classes_capital(bytes, length))
        return LARGE;
    return (c >= 'a' && c <= 'z') || c >= 0x80 ? SMALL : 0;
}

almost_status al_capitals_init(al_capitals *capitals, const al_side sides[2], al_classes *classes,
                               almost_error *error)
{
    *capitals = (al_capitals){.sides = sides, .classes = classes};
    const almost_allocator *allocator = classes->allocator;
    capitals->counts = al_allocate_zero(allocator, classes->count, sizeof *capitals->counts);
    capitals->wanted = al_allocate_zero(allocator, classes->count, sizeof *capitals->wanted);
    if (capitals->counts != NULL && capitals->wanted != NULL)
        return ALMOST_OK;
    al_capitals_release(capitals);
    return al_fail_memory(error);
}

void al_capitals_release(al_capitals *capitals)
{
    al_release(capitals->classes->allocator, capitals->counts);
    al_release(capitals->classes->allocator, capitals->wanted);
    capitals->counts = NULL;
    capitals->wanted = NULL;
}

/* The code point of a slice that ends before byte `at`; *start gets where it begins. */
static uint32_t code_point_before(const al_slice *slice, uint32_t at, uint32_t *start)
{
    const char *bytes = slice->text->bytes;
    uint32_t size, from = at - 1;
    while (from > slice->start && at - from < 4 && ((unsigned char)bytes[from] & 0xC0) == 0x80)
        from--;
    *start = from;
    return al_decode(bytes, at, from, &size);
}

/* Signs that may stand between the end of a sentence and the next: quotes, brackets, unseen ones.
 */
static bool is_closing(uint32_t c)
{
    return c == ')' || c == ']' || c == '_' || c == '*' || al_is_quotation_mark(c) ||
           al_is_invisible(c);
}

/* Whether what ends here may be followed by a capital of its own. */
static bool ends_sentence(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026 || c == 0x2014 ||
           c == 0x2013 || c == '|' || c == '#' || c == '=' || (c >= 0x3000 && c < 0x3040);
}

/* Skip blanks backwards; false when what was skipped parts paragraphs, or lines of verse. */
static bool skip_blanks(const al_slice *slice, uint32_t *at, bool wrapped)
{
    const char *bytes = slice->text->bytes;
    uint32_t lines = 0;
    for (; *at > slice->start && al_is_space_byte(bytes[*at - 1]); --*at)
        lines += bytes[*at - 1] == '\n';
    return *at > slice->start && lines <= (wrapped ? 1 : 0);
}

/* Whether the word that begins at `at` stands within a sentence, so that its capital says
 * something. */
static bool is_within(const al_slice *slice, uint32_t at, bool wrapped)
{
    const char *bytes = slice->text->bytes;
    uint32_t start = slice->start;
    if (at > start && bytes[at - 1] == '-')
        return at > start + 1 && bytes[at - 2] != '-' && !al_is_space_byte(bytes[at - 2]);
    if (at == start || !al_is_space_byte(bytes[at - 1]) || !skip_blanks(slice, &at, wrapped))
        return false;
    uint32_t c = code_point_before(slice, at, &at);
    while (is_closing(c)) {
        if (at == start || al_is_space_byte(bytes[at - 1]))
            return false;
        c = code_point_before(slice, at, &at);
    }
    return !ends_sentence(c) &&
           !(c == '-' && (at == start || bytes[at - 1] == '-' || al_is_space_byte(bytes[at - 1])));
}

static void count_forms(al_capitals *capitals)
{
    const al_forms *forms = capitals->classes->forms;
    for (uint32_t i = 0; i < capitals->classes->count; i++) {
        const al_form *form = al_forms_get(forms, i);
        al_capital_count *count = &capitals->counts[form->fold];
        uint32_t total = form->count[0] + form->count[1];
        uint8_t letter = first_letter(form->bytes, form->length);
        count->large += letter & LARGE ? total : 0;
        count->small += letter & SMALL ? total : 0;
        capitals->wanted[i] = letter == LARGE;
    }
}

bool al_capital_survey_init(al_capital_survey *survey, const almost_text *text,
                            const al_word_list *list)
{
    uint32_t seen = 0;
    al_slice slice = al_slice_of(text);
    *survey = (al_capital_survey){.list = list, .wrapped = is_wrapped(&slice)};
    survey->words = al_allocate(list->allocator, list->n_distinct, sizeof *survey->words);
    if (survey->words == NULL)
        return false;
    const al_word_list words = *list; /* a copy, which no byte that is written can be a part of */
    for (uint32_t i = 0; i < words.n_words; i++) {
        al_word_span word = al_word_list_span(&words, i);
        uint32_t distinct = al_column_at(words.words, i);
        uint8_t *known = &survey->words[distinct];
        if (distinct == seen) { /* for the first time */
            *known = first_letter(text->bytes + word.start, word.end - word.start);
            seen++;
        }
        if ((*known & (LARGE | WITHIN)) == LARGE && is_within(&slice, word.start, survey->wrapped))
            *known |= WITHIN;
    }
    assert(seen == list->n_distinct);
    return true;
}

void al_capital_survey_release(al_capital_survey *survey)
{
    if (survey->list != NULL)
        al_release(survey->list->allocator, survey->words);
    survey->words = NULL;
}

void al_capitals_take(al_capitals *capitals, const al_capital_survey *const surveys[2],
                      const al_merge *merge)
{
    for (int side = 0; side < 2; side++)
        if (surveys[side]->list->n_words != capitals->sides[side].n_words)
            return; /* line-end hyphens were joined: the words are others */
    capitals->surveys[0] = surveys[0];
    capitals->surveys[1] = surveys[1];
    capitals->merge = merge;
}

/* Count by what both texts were found to have. */
static void count_surveyed(al_capitals *capitals)
{
    const al_forms *forms = capitals->classes->forms;
    const al_capital_survey *first = capitals->surveys[0], *second = capitals->surveys[1];
    uint8_t *known = capitals->wanted;
    al_capital_count *counts = capitals->counts;
    memcpy(known, first->words, first->list->n_distinct);
    for (uint32_t i = 0; i < second->list->n_distinct; i++)
        known[capitals->merge->forms[i]] |= second->words[i];
    for (uint32_t i = 0; i < capitals->classes->count; i++) {
        const al_form *form = al_forms_get(forms, i);
        uint32_t total = form->count[0] + form->count[1];
        if (known[i] & SMALL)
            counts[form->fold].small += total;
        else if (known[i] & LARGE)
            counts[form->fold].large += total;
        if (known[i] & WITHIN)
            counts[i].within = 1;
    }
}

static bool has_nouns(const al_capitals *capitals)
{
    const al_language *language = capitals->classes->language;
    return language != NULL && language->properties & AL_LANGUAGE_NOUNS;
}

static bool is_determined(const al_capitals *capitals, const al_side *side, uint32_t word)
{
    if (word == 0)
        return false;
    al_classes_flags(capitals->classes, side->forms[word - 1]);
    const al_lexicon_word *before =
        al_classes_word(al_classes_get(capitals->classes, side->forms[word - 1])->word);
    return before != NULL && before->classes & AL_WORD_DETERMINER;
}

/* The first word from word i on that may be asked about; n_words: none. Most are not, in rows. */
static uint32_t next_wanted(const al_capitals *capitals, const al_side *side, uint32_t i)
{
    enum { row = 8 };
    const uint8_t *wanted = capitals->wanted;
    const uint32_t *forms = side->forms;
    while (side->n_words - i >= row) {
        uint8_t any = 0;
        for (uint32_t k = 0; k < row; k++)
            any |= wanted[forms[i + k]];
        if (any != 0)
            break;
        i += row;
    }
    while (i < side->n_words && !wanted[forms[i]])
        i++;
    return i;
}

/* One occurrence is evidence enough; where nouns have capitals, shares are wanted. */
static void count_words(al_capitals *capitals, int number)
{
    const al_side *side = &capitals->sides[number];
    bool nouns = has_nouns(capitals);
    uint32_t enough = nouns ? 100 : 1;
    for (uint32_t i = 0; (i = next_wanted(capitals, side, i)) < side->n_words; i++) {
        uint32_t form = side->forms[i];
        if (!is_within(&side->slice, side->spans[i].start, capitals->wrapped[number]))
            continue;
        al_capital_count *count = &capitals->counts[form];
        count->within++;
        count->determined += nouns && is_determined(capitals, side, i);
        capitals->wanted[form] = count->within < enough;
    }
}

static void count_once(al_capitals *capitals)
{
    if (capitals->counted)
        return;
    capitals->counted = true;
    for (int side = 0; side < 2; side++)
        capitals->wrapped[side] = capitals->surveys[side] != NULL
                                      ? capitals->surveys[side]->wrapped
                                      : is_wrapped(&capitals->sides[side].slice);
    if (!has_nouns(capitals) && capitals->merge != NULL) {
        count_surveyed(capitals);
        return;
    }
    count_forms(capitals);
    for (int side = 0; side < 2; side++)
        count_words(capitals, side);
}

/* Whether both texts write the form with a capital nearly always, within sentences too. */
static bool is_usual(const al_capitals *capitals, uint32_t form)
{
    const al_capital_count *own = &capitals->counts[form];
    const al_capital_count *all =
        &capitals->counts[al_forms_get(capitals->classes->forms, form)->fold];
    return own->within > 0 && (uint64_t)all->small * 9 <= all->large;
}

/* One of two neighbouring words in capitals: a heading. */
static bool in_heading(al_capitals *capitals, int number, uint32_t word)
{
    const al_side *side = &capitals->sides[number];
    uint16_t around = 0;
    if (word > 0)
        around |= al_classes_flags(capitals->classes, side->forms[word - 1]);
    if (word + 1 < side->n_words)
        around |= al_classes_flags(capitals->classes, side->forms[word + 1]);
    return around & AL_FORM_UPPER;
}

static bool is_name_among_nouns(al_capitals *capitals, int number, uint32_t word)
{
    const al_side *side = &capitals->sides[number];
    uint32_t form = side->forms[word];
    if (word > 0) {
        al_classes_flags(capitals->classes, side->forms[word - 1]);
        const al_lexicon_word *before =
            al_classes_word(al_classes_get(capitals->classes, side->forms[word - 1])->word);
        if (before != NULL && before->classes & AL_WORD_TITLE)
            return true;
    }
    const al_capital_count *count = &capitals->counts[form];
    return count->within >= 3 && count->determined * 5 <= count->within &&
           !(al_classes_flags(capitals->classes, form) & AL_FORM_NOUN_ENDING) &&
           is_usual(capitals, form);
}

/* Whether the form is a modal and nothing else. */
static bool is_modal(al_capitals *capitals, uint32_t form)
{
    const al_lexicon_word *known = al_classes_word(al_classes_get(capitals->classes, form)->word);
    return known != NULL && known->classes == AL_WORD_MODAL;
}

bool al_capitals_name(al_capitals *capitals, int number, uint32_t word)
{
    const al_side *side = &capitals->sides[number];
    uint32_t form = side->forms[word];
    uint16_t flags = al_classes_flags(capitals->classes, form);
    bool nouns = has_nouns(capitals);
    /* Will and May are names within a sentence; words of other classes never are. */
    bool modal = flags & (AL_FORM_COMMON | AL_FORM_TWO) && is_modal(capitals, form);
    if ((flags & AL_FORM_COMMON && (!modal || nouns)) || !(flags & AL_FORM_CAPITAL))
        return false;
    if (flags & AL_FORM_INNER_CAPITAL)
        return true;
    if (flags & AL_FORM_UPPER && in_heading(capitals, number, word))
        return false;
    count_once(capitals);
    if (nouns)
        return is_name_among_nouns(capitals, number, word);
    uint32_t start = side->spans[word].start, end = side->spans[word].end;
    bool within = is_within(&side->slice, start, capitals->wrapped[number]);
    if (flags & AL_FORM_INITIAL)
        return within && end < side->end && side->text->bytes[end] == '.';
    return within || (!modal && is_usual(capitals, form));
}
