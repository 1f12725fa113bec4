/* SPDX-License-Identifier: Apache-2.0 */
/* See rewording.h. Stems are worked out once a form, and only for forms that open words have. */
#include "compare/rewording.h"

#include "base/error.h"
#include "text/breaks.h"
#include "text/known_stem.h"

#include <string.h>

/* Stems by their hashes, numbered in order of arrival: open addressing, at most half full. */
typedef struct stem_slot {
    uint64_t key;
    uint32_t number; /* AL_NONE: free */
} stem_slot;

typedef struct taking {
    const al_comparing *work;
    al_open_words *out;
    al_stem_source source;
    almost_error *error;
    stem_slot *slots;
    uint32_t mask;
    size_t room; /* stems that `background` has room for */
} taking;

/* A stretch that is shorter holds no passage, and its words would only add to what is looked at. */
enum { least_stretch = 16 };


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
    out->forms_stems = al_allocate(allocator, n_forms, sizeof(uint32_t));
    taking->slots = al_allocate(allocator, size, sizeof *taking->slots);
    taking->mask = size - 1;
    if (!whole || out->forms_stems == NULL || taking->slots == NULL)
        return false;
    memset(out->forms_stems, 0xFF, n_forms * sizeof(uint32_t));
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

static uint32_t stem_of(taking *taking, uint32_t form)
{
    uint32_t *known = &taking->out->forms_stems[form];
    if (*known != AL_NONE)
        return *known;
    const al_forms *forms = taking->work->forms;
    const al_form *word = al_forms_get(forms, form);
    al_stem stem;
    if (al_stem_of(&taking->source, al_forms_vocable(forms, form), word->bytes, word->length, &stem,
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

/* The stems of all forms in a row, where they are known from other comparisons. */
static bool fetch_stems(taking *taking)
{
    enum { ahead = 12 };
    const al_forms *forms = taking->work->forms;
    uint32_t n = al_forms_count(forms);
    if (al_forms_vocabulary(forms) == NULL)
        return true;
    for (uint32_t form = 0; form < n; form++) {
        if (form + ahead < n)
            al_stem_soon(al_forms_vocable(forms, form + ahead));
        if (stem_of(taking, form) == AL_NONE)
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
        uint32_t at = out->n[number]++, stem = stem_of(taking, side->forms[i]);
        if (stem == AL_NONE)
            return false;
        out->words[number][at] = i;
        out->stems[number][at] = stem;
        out->breaks[number][at] = (uint8_t)break_before(side, i);
        i++;
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
    al_release(allocator, open->forms_stems);
    al_release(allocator, open->background);
}

almost_status al_open_words_take(const al_comparing *work, uint8_t *const taken[2],
                                 al_open_words *out, almost_error *error)
{
    const char *language = al_toucher_language(work->toucher);
    al_open_words made = {.known_language = false};
    const al_background *background = al_background_find(*language != '\0' ? language : NULL);
    taking taking = {
        .work = work,
        .out = &made,
        .error = error,
        .source = {.allocator = work->allocator,
                   .language = *language != '\0' ? language : NULL,
                   .background = background,
                   .vocabulary = al_forms_vocabulary(work->forms)},
    };
    uint32_t room[2];
    for (int side = 0; side < 2; side++) { /* a wall between two stretches, and at both ends */
        uint32_t open = close_short(taken[side], work->sides[side].n_words);
        room[side] = open + open / least_stretch + 2;
    }
    made.known_language = background != NULL;
    bool done = reserve(&taking, room) && fetch_stems(&taking);
    for (int side = 0; side < 2 && done; side++) {
        uint32_t wall = add_stem(&taking, 0);
        done = wall != AL_NONE && take_side(&taking, side, taken[side], wall);
    }
    al_release(work->allocator, taking.slots);
    al_stem_source_release(&taking.source);
    if (!done) {
        al_open_words_release(work->allocator, &made);
        return al_fail_memory(error);
    }
    *out = made;
    return ALMOST_OK;
}
