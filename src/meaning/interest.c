/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The marks of a word, and what they make of a cell: one loud word is enough, of the faint ones and
 * of opposites it takes one on either side. Exchanged words show by equal sums, affixes by equal
 * endings. What is passed over here would come out as no more than wording.
 */
#include "meaning/interest.h"

#include "base/error.h"
#include "meaning/speaker.h"

#include <string.h>

enum {
    ASKED = 1 << 0,
    LOUD = 1 << 1,
    FAINT = 1 << 2,
    OPPOSITE = 1 << 3,
    DENIES = 1 << 4,               /* may be, or begin, a negation */
    SPEAKS = 1 << 5,               /* is of a verb of saying, or of `according to` */
    first_of_other_scripts = 0xD8, /* a first byte: from Arabic on, with figures of their own */
    most_phrases =
        4, /* phrases within which a word stands that is of interest for that: least, most */
    most_words = 64, /* changed words of a cell that is looked at for affixes and exchanges */
    ending = 3       /* bytes that a word with an affix ends with as the one without */
};

static void mark_inner(al_interest *interest, const al_term_language *language)
{
    for (uint32_t i = 0; language != NULL && i < language->n; i++) {
        const al_term *term = &al_terms[language->first + i];
        for (uint32_t k = 1; k < term->n_words; k++) {
            uint8_t *count = &interest->inner[al_term_rest[term->rest + k - 1]];
            *count += *count < UINT8_MAX;
        }
    }
}

almost_status al_interest_init(al_interest *interest, const al_item_reader *reader,
                               const char *code, almost_error *error)
{
    const almost_allocator *allocator = reader->maker->classes->allocator;
    *interest = (al_interest){.reader = reader,
                              .verbs = code != NULL && strcmp(code, "tr") == 0,
                              .cases = code != NULL && strcmp(code, "la") == 0};
    interest->marks = al_allocate_zero(allocator, reader->maker->classes->count, 1);
    interest->inner = al_allocate_zero(allocator, al_term_words_count, 1);
    if (interest->marks == NULL || interest->inner == NULL) {
        al_interest_release(interest);
        return al_fail_memory(error);
    }
    mark_inner(interest, reader->language);
    mark_inner(interest, reader->everywhere);
    return ALMOST_OK;
}

void al_interest_release(al_interest *interest)
{
    if (interest->reader == NULL)
        return;
    const almost_allocator *allocator = interest->reader->maker->classes->allocator;
    al_release(allocator, interest->marks);
    al_release(allocator, interest->inner);
    interest->marks = interest->inner = NULL;
}

/* Whether a list has more than opposites and faint terms of one word. */
static uint8_t marks_of_terms(al_term_list terms)
{
    uint8_t marks = 0;
    for (uint32_t i = 0; i < terms.n; i++) {
        marks |= terms.terms[i].class == AL_TERM_NEGATION ? DENIES : 0;
        if (al_speaker_marks(&terms.terms[i])) {
            marks |= SPEAKS;
            continue;
        }
        marks |= terms.terms[i].class == AL_TERM_OPPOSITE || terms.terms[i].class == AL_TERM_SET
                     ? OPPOSITE
                 : terms.terms[i].flags & AL_TERM_FAINT && terms.terms[i].n_words == 1 ? FAINT
                                                                                       : LOUD;
    }
    return marks;
}

static bool denies(const al_item_reader *reader, uint32_t form)
{
    const al_lexicon_word *word =
        al_classes_word(al_classes_get(reader->maker->classes, form)->word);
    return word == NULL || (word->classes & AL_WORD_MODAL) == 0 || word->classes & AL_WORD_NEGATES;
}

static uint8_t find_marks(al_interest *interest, uint32_t number)
{
    const uint16_t loud = AL_FORM_LOUD | AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_TWO |
                          AL_FORM_INNER_CAPITAL | AL_FORM_INITIAL;
    const al_item_reader *reader = interest->reader;
    const al_form *form = al_forms_get(reader->maker->classes->forms, number);
    uint16_t flags = al_classes_flags(reader->maker->classes, number);
    uint16_t term = al_token_form_of(reader->maker, number)->term;
    uint8_t marks = ASKED;
    if (flags & loud || (flags & AL_FORM_CAPITAL && !(flags & AL_FORM_COMMON)))
        marks |= LOUD;
    if (form->length > 1 && (unsigned char)form->bytes[0] >= first_of_other_scripts)
        marks |= LOUD | DENIES;
    if (flags & AL_FORM_TWO || (flags & AL_FORM_LOUD && denies(reader, number)))
        marks |= DENIES;
    for (uint32_t i = 0; i < form->length; i++)
        marks |= form->bytes[i] >= '0' && form->bytes[i] <= '9' ? LOUD : 0;
    if (flags & (AL_FORM_FAINT_PART | AL_FORM_FAINT_ROMAN))
        marks |= FAINT;
    if (term != 0) {
        marks |= marks_of_terms(al_terms_from(reader->language, term));
        marks |= marks_of_terms(al_terms_from(reader->everywhere, term));
        if (interest->inner[term] > 0 && interest->inner[term] <= most_phrases)
            marks |= LOUD;
    }
    interest->marks[number] = marks;
    return marks;
}

static uint8_t marks_of(al_interest *interest, int side, uint32_t word)
{
    uint32_t form = interest->reader->maker->sides[side].forms[word];
    uint8_t marks = interest->marks[form];
    return marks != 0 ? marks : find_marks(interest, form);
}

/* Whether bytes hold a sign that says something beside a number: a currency, a relation, a part. */
static bool has_sign(const almost_text *text, al_range bytes)
{
    static const char signs[] = "$%+<>=/#@&*^~";
    for (uint32_t i = bytes.start; i < bytes.end; i++) {
        unsigned char c = (unsigned char)text->bytes[i];
        if (c == 0xC2 || (c == 0xE2 && ((unsigned char)text->bytes[i + 1] & 0xF8) != 0x80) ||
            c >= 0xE3 || (c < 0x80 && c != 0 && strchr(signs, c) != NULL))
            return true;
        if ((c == '-' || c == '.' || c == ',' || c == ':') && text->bytes[i + 1] >= '0' &&
            text->bytes[i + 1] <= '9')
            return true;
    }
    return false;
}

/* The changed words of a cell, up to what is looked at. */
typedef struct looked_at {
    uint32_t words[2][most_words];
    uint32_t n[2];
    uint64_t sums[2]; /* of their folds */
    uint8_t marks[2];
    bool whole;
    bool loud;
} looked_at;

/* Whether a word of saying stands right before or behind some words: said [the mayor]. */
static bool is_attributed(al_interest *interest, const al_side *side, int s, al_range words)
{
    enum { before = 3, behind = 2 };
    uint32_t first = words.start > before ? words.start - before : 0;
    for (uint32_t i = first; i < words.end + behind && i < side->n_words; i++)
        if ((i < words.start || i >= words.end) && marks_of(interest, s, i) & SPEAKS)
            return true;
    return false;
}

static void look(al_interest *interest, al_cells *cells, size_t change, looked_at *found)
{
    const al_forms *forms = interest->reader->maker->classes->forms;
    uint32_t n[2] = {0, 0};
    for (int s = 0; s < 2 && !found->loud; s++) {
        al_range bytes = al_cells_bytes(cells, change, s);
        al_range words = al_cells_words(cells, change, s);
        const al_side *mine = &cells->sides[s];
        for (uint32_t i = words.start; i < words.end; i++) {
            found->marks[s] |= marks_of(interest, s, i);
            uint64_t fold = al_forms_get(forms, mine->forms[i])->fold + UINT64_C(1);
            found->sums[s] += fold * UINT64_C(0x9E3779B97F4A7C15);
            if (found->n[s] < most_words)
                found->words[s][found->n[s]++] = i;
            else
                found->whole = false;
        }
        found->loud |= (found->marks[s] & LOUD) != 0 || has_sign(mine->text, bytes);
        n[s] = words.end - words.start;
        if (s == 1 && n[0] > 0 && n[0] <= AL_SPEAKER_MOST && n[1] > 0 && n[1] <= AL_SPEAKER_MOST)
            found->loud |= is_attributed(interest, mine, s, words);
    }
}

static bool ends_alike(const al_side sides[2], uint32_t a, uint32_t b)
{
    static const char less[] = "less", los[] = "los";
    const char *bytes[2] = {sides[0].text->bytes, sides[1].text->bytes};
    al_word_span mine = sides[0].spans[a], theirs = sides[1].spans[b];
    if (mine.end - mine.start < ending || theirs.end - theirs.start < ending)
        return false;
    const char *ends[2] = {bytes[0] + mine.end, bytes[1] + theirs.end};
    if (memcmp(ends[0] - ending, ends[1] - ending, ending) == 0)
        return mine.end - mine.start != theirs.end - theirs.start;
    for (int s = 0; s < 2; s++) {
        uint32_t length = s == 0 ? mine.end - mine.start : theirs.end - theirs.start;
        if ((length > 4 && memcmp(ends[s] - 4, less, 4) == 0) || memcmp(ends[s] - 3, los, 3) == 0)
            return true;
    }
    return false;
}

static bool may_have_affix(const al_side sides[2], const looked_at *found)
{
    for (uint32_t i = 0; i < found->n[0]; i++)
        for (uint32_t k = 0; k < found->n[1]; k++)
            if (ends_alike(sides, found->words[0][i], found->words[1][k]))
                return true;
    return false;
}

/* Whether a word of a side has an antonym, or stands in a list of opposites. */
static bool has_opposite(al_interest *interest, al_cells *cells, const al_cell *cell, int side)
{
    al_token_maker *maker = interest->reader->maker;
    for (size_t at = cell->first; at <= cell->last; at++) {
        if (cells->changes[at].kind == ALMOST_SAME || !al_cells_of(cells, cell, at))
            continue;
        al_range words = al_cells_words(cells, at, side);
        for (uint32_t i = words.start; i < words.end; i++)
            if (al_token_is_opposed(maker, cells->sides[side].forms[i]))
                return true;
    }
    return false;
}

/* Whether both sides have an opposite: antonyms are looked up last, and where all else is plain. */
static bool may_oppose(al_interest *interest, al_cells *cells, const al_cell *cell,
                       const looked_at *found)
{
    if (!interest->reader->maker->antonyms || found->n[0] == 0 || found->n[1] == 0)
        return false;
    for (int s = 0; s < 2; s++)
        if (!(found->marks[s] & OPPOSITE) && !has_opposite(interest, cells, cell, s))
            return false;
    return true;
}

bool al_interest_denies(al_interest *interest, al_cells *cells, const al_cell *cell)
{
    uint32_t n[2] = {0, 0};
    if (interest->verbs)
        return true;
    for (size_t at = cell->first; at <= cell->last; at++)
        for (int s = 0; s < 2; s++) {
            if (cells->changes[at].kind == ALMOST_SAME || !al_cells_of(cells, cell, at))
                continue;
            al_range words = al_cells_words(cells, at, s);
            for (uint32_t i = words.start; i < words.end; i++)
                n[s] += (marks_of(interest, s, i) & DENIES) != 0;
        }
    return n[0] != n[1];
}

bool al_interest_in(al_interest *interest, al_cells *cells, const al_cell *cell)
{
    if (interest->verbs)
        return true;
    looked_at found;
    found.n[0] = found.n[1] = 0;
    found.sums[0] = found.sums[1] = 0;
    found.marks[0] = found.marks[1] = 0;
    found.whole = true;
    found.loud = false;
    for (size_t at = cell->first; at <= cell->last && !found.loud; at++)
        if (cells->changes[at].kind != ALMOST_SAME && al_cells_of(cells, cell, at))
            look(interest, cells, at, &found);
    return found.loud || (found.marks[0] & found.marks[1] & (FAINT | OPPOSITE)) != 0 ||
           (found.n[0] > 0 && found.sums[0] == found.sums[1]) ||
           (interest->cases && found.n[0] > 1 && found.n[0] == found.n[1]) ||
           may_have_affix(cells->sides, &found) || may_oppose(interest, cells, cell, &found);
}
