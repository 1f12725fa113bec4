/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See rewording.h. Stems are worked out once a form and language, and only for
 * forms that open words have.
 */
#include "compare/rewording.h"

#include "base/error.h"
#include "compare/stretch_language.h"
#include "text/breaks.h"
#include "text/known_stem.h"

#include <string.h>

/* Stems by their hashes, numbered in order of arrival: open addressing, at most half full. */
typedef struct stem_slot {
    uint64_t key;
    uint32_t number; /* AL_NONE: free */
} stem_slot;

/* The stems of one language. */
typedef struct stemming {
    al_stem_source source;
    uint32_t *stems; /* of each form; AL_NONE where it was not asked yet */
} stemming;

/* Languages that one comparison stems; words of any other are stemmed as those of the first. */
enum { most_languages = 8 };

typedef struct taking {
    const al_comparing *work;
    al_open_words *out;
    al_stretch_languages languages;
    stemming stemmings[most_languages];
    uint32_t n_stemmings;
    almost_error *error;
    stem_slot *slots;
    uint32_t mask;
    size_t room; /* stems that `background` has room for */
} taking;

/* A stretch that is shorter holds no passage, and its words would only add to what is looked at. */
enum { least_stretch = 24 };

static bool reserve(taking *taking, const uint32_t room[2])
{
    const almost_allocator *allocator = taking->work->allocator;
    al_open_words *out = taking->out;
    bool whole = true;
    for (int side = 0; side < 2; side++) {
        out->words[side] = al_allocate(allocator, room[side], sizeof(uint32_t));
        out->stems[side] = al_allocate(allocator, room[side], sizeof(uint32_t));
        out->breaks[side] = al_allocate_zero(allocator, (size_t)room[side] + 1, 1);
        out->closed[side] = al_allocate_zero(allocator, room[side], 1);
        whole &= out->words[side] != NULL && out->stems[side] != NULL &&
                 out->breaks[side] != NULL && out->closed[side] != NULL;
    }
    uint32_t n_forms = al_forms_count(taking->work->forms), size = 64;
    while (size / 2 < n_forms && size / 2 < room[0] + room[1])
        size *= 2;
    taking->slots = al_allocate(allocator, size, sizeof *taking->slots);
    taking->mask = size - 1;
    if (!whole || taking->slots == NULL)
        return false;
    for (uint32_t i = 0; i < size; i++)
        taking->slots[i].number = AL_NONE;
    return true;
}

/* A new stem; AL_NONE when memory ends, here and below. */
static uint32_t add_stem(taking *taking, float share)
{
    al_open_words *out = taking->out;
    if (!al_grow(taking->work->allocator, (void **)&out->background, &taking->room,
                 (size_t)out->n_stems + 1, sizeof *out->background))
        return AL_NONE;
    out->background[out->n_stems] = share;
    return out->n_stems++;
}

static uint32_t stem_of(taking *taking, stemming *stemming, uint32_t form)
{
    uint32_t *known = &stemming->stems[form];
    if (*known != AL_NONE)
        return *known;
    const al_forms *forms = taking->work->forms;
    const al_form *word = al_forms_get(forms, form);
    al_stem stem;
    if (al_stem_of(&stemming->source, al_forms_vocable(forms, form), word->bytes, word->length, &stem,
                   taking->error) != ALMOST_OK)
        return AL_NONE;
    uint64_t key = stem.key;
    uint32_t place = (uint32_t)key & taking->mask;
    while (taking->slots[place].number != AL_NONE && taking->slots[place].key != key)
        place = (place + 1) & taking->mask;
    if (taking->slots[place].number == AL_NONE) {
        uint32_t number = add_stem(taking, stem.share);
        if (number == AL_NONE)
            return AL_NONE;
        taking->slots[place] = (stem_slot){key, number};
    }
    *known = taking->slots[place].number;
    return *known;
}

static bool is_same(const char *language, const char *other)
{
    return language == other ||
           (language != NULL && other != NULL && strcmp(language, other) == 0);
}

/* The stems of a language (NULL: unknown), begun when it is first met; NULL when memory ends. */
static stemming *stemming_in(taking *taking, const char *language)
{
    for (uint32_t i = 0; i < taking->n_stemmings; i++)
        if (is_same(taking->stemmings[i].source.language, language))
            return &taking->stemmings[i];
    if (taking->n_stemmings == most_languages)
        return &taking->stemmings[0];
    const al_comparing *work = taking->work;
    uint32_t n_forms = al_forms_count(work->forms);
    uint32_t *stems = al_allocate(work->allocator, n_forms, sizeof *stems);
    if (stems == NULL)
        return NULL;
    memset(stems, 0xFF, n_forms * sizeof *stems);
    stemming *made = &taking->stemmings[taking->n_stemmings++];
    *made = (stemming){
        .source = {.allocator = work->allocator,
                   .language = language,
                   .background = al_background_find(language),
                   .vocabulary = al_forms_vocabulary(work->forms)},
        .stems = stems,
    };
    return made;
}

/* The stems of all forms in a row, where they are known from other comparisons. */
static bool fetch_stems(taking *taking, stemming *stemming)
{
    enum { ahead = 12 };
    const al_forms *forms = taking->work->forms;
    uint32_t n = al_forms_count(forms);
    if (al_forms_vocabulary(forms) == NULL)
        return true;
    for (uint32_t form = 0; form < n; form++) {
        if (form + ahead < n)
            al_stem_soon(al_forms_vocable(forms, form + ahead));
        if (stem_of(taking, stemming, form) == AL_NONE)
            return false;
    }
    return true;
}

/* What stands before word i of a side; i may be the number of its words. */
static al_break break_before(const al_side *side, uint32_t i)
{
    if (i == 0 || i == side->n_words)
        return AL_BREAK_PARAGRAPH;
    return al_break_between(side->text, side->spans[i - 1], side->spans[i]);
}

/* Where words were left out, one stands that matches nothing and that no passage crosses. */
static void add_wall(al_open_words *out, int side, uint32_t word, uint32_t stem)
{
    uint32_t at = out->n[side]++;
    out->words[side][at] = word;
    out->stems[side][at] = stem;
    out->closed[side][at] = 1;
}

/* Where the open words from `start` on come to a paragraph's end, or are many. */
static uint32_t stretch_end(const al_side *side, const uint8_t *taken, uint32_t start, uint8_t *breaks)
{
    enum { enough = 40, many = 400 };
    uint32_t i = start;
    for (; i < side->n_words && !taken[i] && i - start < many; i++) {
        breaks[i - start] = (uint8_t)break_before(side, i);
        if (breaks[i - start] == AL_BREAK_PARAGRAPH && i - start >= enough)
            break;
    }
    return i;
}

/* Open words up to the next paragraph or so, all in one language. */
static bool take_stretch(taking *taking, int number, al_range words)
{
    const al_side *side = &taking->work->sides[number];
    al_open_words *out = taking->out;
    stemming *stemming =
        stemming_in(taking, al_stretch_language(&taking->languages, number, words));
    if (stemming == NULL)
        return false;
    for (uint32_t i = words.start; i < words.end; i++) {
        uint32_t at = out->n[number]++, stem = stem_of(taking, stemming, side->forms[i]);
        if (stem == AL_NONE)
            return false;
        out->words[number][at] = i;
        out->stems[number][at] = stem;
    }
    return true;
}

static bool take_side(taking *taking, int number, const uint8_t *taken, uint32_t wall)
{
    const al_side *side = &taking->work->sides[number];
    al_open_words *out = taking->out;
    for (uint32_t i = 0; i < side->n_words;) {
        if (taken[i]) {
            add_wall(out, number, i, wall);
            const uint8_t *open = memchr(taken + i, 0, side->n_words - i);
            i = open != NULL ? (uint32_t)(open - taken) : side->n_words;
            continue;
        }
        uint32_t end = stretch_end(side, taken, i, out->breaks[number] + out->n[number]);
        if (!take_stretch(taking, number, (al_range){i, end}))
            return false;
        i = end;
    }
    out->breaks[number][out->n[number]] = AL_BREAK_PARAGRAPH;
    return true;
}

/* Close stretches that are too short to hold anything. Returns the words that stay open. */
static uint32_t close_short(uint8_t *taken, uint32_t n)
{
    uint32_t open = 0;
    for (uint32_t start = 0; start < n;) {
        uint32_t end = start;
        while (end < n && taken[end] == taken[start])
            end++;
        if (!taken[start] && end - start < least_stretch && end - start < n)
            memset(taken + start, 1, end - start);
        else if (!taken[start])
            open += end - start;
        start = end;
    }
    return open;
}

void al_open_words_release(const almost_allocator *allocator, al_open_words *open)
{
    for (int side = 0; side < 2; side++) {
        al_release(allocator, open->words[side]);
        al_release(allocator, open->stems[side]);
        al_release(allocator, open->breaks[side]);
        al_release(allocator, open->closed[side]);
    }
    al_release(allocator, open->background);
}

static bool take_words(taking *taking, uint8_t *const taken[2])
{
    uint32_t room[2];
    for (int side = 0; side < 2; side++) { /* a wall between two stretches, and at both ends */
        uint32_t open = close_short(taken[side], taking->work->sides[side].n_words);
        room[side] = open + open / least_stretch + 2;
    }
    if (!al_stretch_languages_init(&taking->languages, taking->work) || !reserve(taking, room))
        return false;
    stemming *usual = stemming_in(taking, taking->languages.usual[0]);
    if (usual == NULL || !fetch_stems(taking, usual))
        return false;
    taking->out->known_language = usual->source.background != NULL;
    for (int side = 0; side < 2; side++) {
        uint32_t wall = add_stem(taking, 0);
        if (wall == AL_NONE || !take_side(taking, side, taken[side], wall))
            return false;
    }
    return true;
}

almost_status al_open_words_take(const al_comparing *work, uint8_t *const taken[2],
                                 al_open_words *out, almost_error *error)
{
    al_open_words made = {.known_language = false};
    taking taking = {.work = work, .out = &made, .error = error};
    bool done = take_words(&taking, taken);
    al_release(work->allocator, taking.slots);
    for (uint32_t i = 0; i < taking.n_stemmings; i++) {
        al_stem_source_release(&taking.stemmings[i].source);
        al_release(work->allocator, taking.stemmings[i].stems);
    }
    al_stretch_languages_release(&taking.languages);
    if (!done) {
        al_open_words_release(work->allocator, &made);
        return al_fail_memory(error);
    }
    *out = made;
    return ALMOST_OK;
}
