/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See open_words.h. Stems are worked out once a form and language, and only for
 * forms that open words have.
 */
#include "compare/open_words.h"

#include "base/error.h"
#include "language/stem.h"
#include "words/breaks.h"

#include <string.h>

/* The stems of one language. */
typedef struct stemming {
    al_stem_source source;
    uint32_t *stems; /* of each form; 0 where it was not asked yet */
} stemming;

/* Languages that one comparison stems; words of any other are stemmed as those of the first. */
enum { most_languages = 8 };

typedef struct taking {
    const al_sides *sides;
    al_open_words *out;
    al_stretch_languages *languages;
    stemming stemmings[most_languages];
    uint32_t n_stemmings;
    almost_error *error;
} taking;

/* A stretch that is shorter holds no passage, and its words would only add to what is looked at. */
enum { least_stretch = 24 };

/* Give every array its place in the room. Returns how much they take. */
static size_t lay_out(al_open_words *out, char *room, const uint32_t most[2])
{
    size_t used = 0;
    for (int side = 0; side < 2; side++) {
        out->words[side] = al_carve(room, &used, most[side], sizeof(uint32_t));
        out->stems[side] = al_carve(room, &used, most[side], sizeof(uint32_t));
        out->breaks[side] = al_carve(room, &used, (uint64_t)most[side] + 1, 1);
        out->closed[side] = al_carve(room, &used, most[side], 1);
    }
    return used;
}

static bool reserve(taking *taking, const uint32_t most[2])
{
    const almost_allocator *allocator = taking->sides->allocator;
    al_open_words *out = taking->out;
    uint32_t n_forms = al_forms_count(taking->sides->forms), words = most[0] + most[1];
    out->room = al_allocate(allocator, lay_out(out, NULL, most), 1);
    if (out->room == NULL)
        return false;
    lay_out(out, out->room, most);
    return al_stem_map_init(&out->numbers, allocator, n_forms < words ? n_forms : words);
}

/* Work out the stem of a form. False when memory ends, as below. */
static bool find_stem(taking *taking, stemming *stemming, uint32_t form)
{
    const al_forms *forms = taking->sides->forms;
    const al_form *word = al_forms_get(forms, form);
    al_stem stem;
    if (al_stem_of(&stemming->source, al_forms_vocable(forms, form), word->bytes, word->length,
                   &stem, taking->error) != ALMOST_OK)
        return false;
    stemming->stems[form] = al_stem_map_add(&taking->out->numbers, &stem);
    return stemming->stems[form] != AL_NONE;
}

/*
 * The stems of all forms in a row, where they are known from other comparisons.
 * Each is told of twice before it is wanted, so that no look-up waits for memory.
 */
static bool fetch_stems(taking *taking, stemming *stemming)
{
    enum { ahead = 16, most = 2 * ahead };
    const al_forms *forms = taking->sides->forms;
    const al_vocable *coming[most] = {NULL};
    uint32_t n = al_forms_count(forms);
    if (al_forms_vocabulary(forms) == NULL)
        return true;
    for (uint32_t next = 0; next < n + most; next++) {
        const al_vocable *vocable = coming[next % most], *soon = coming[(next + ahead) % most];
        coming[next % most] = next < n ? al_forms_vocable(forms, next) : NULL;
        if (next < n)
            __builtin_prefetch(&coming[next % most]->stems);
        if (soon != NULL)
            al_stem_soon(soon);
        if (vocable == NULL)
            continue;
        uint32_t form = next - most;
        const al_stem *stem = al_stem_known(&stemming->source, vocable);
        if (stem == NULL && !find_stem(taking, stemming, form))
            return false;
        if (stem != NULL)
            stemming->stems[form] = al_stem_map_add(&taking->out->numbers, stem);
        if (stemming->stems[form] == AL_NONE)
            return false;
    }
    return true;
}

static bool is_same(const char *language, const char *other)
{
    return language == other || (language != NULL && other != NULL && strcmp(language, other) == 0);
}

/* The stems of a language (NULL: unknown), begun when it is first met; NULL when memory ends. */
static stemming *stemming_in(taking *taking, const char *language)
{
    for (uint32_t i = 0; i < taking->n_stemmings; i++)
        if (is_same(taking->stemmings[i].source.language, language))
            return &taking->stemmings[i];
    if (taking->n_stemmings == most_languages)
        return &taking->stemmings[0];
    const al_sides *sides = taking->sides;
    uint32_t n_forms = al_forms_count(sides->forms);
    uint32_t *stems = al_allocate_zero(sides->allocator, n_forms, sizeof *stems);
    if (stems == NULL)
        return NULL;
    stemming *made = &taking->stemmings[taking->n_stemmings++];
    made->stems = stems;
    made->source = al_stem_source_in(language, sides->allocator, al_forms_vocabulary(sides->forms));
    return made;
}

/* Where words were left out, one stands that matches nothing and that no passage crosses. */
static void add_wall(al_open_words *out, int side, uint32_t word)
{
    uint32_t at = out->n[side]++;
    out->words[side][at] = word;
    out->stems[side][at] = (uint32_t)side; /* no stem has this number */
    out->breaks[side][at] = AL_BREAK_NONE;
    out->closed[side][at] = 1;
}

/* What stands before each word of a range. */
static void take_breaks(const al_sides *sides, int number, al_range words, uint8_t *breaks)
{
    const al_side *side = &sides->side[number];
    const al_word_list *list = sides->lists[number];
    if (list != NULL && list->n_words == side->n_words) { /* else line-end hyphens were joined */
        memcpy(breaks, list->breaks + words.start, words.end - words.start);
        return;
    }
    for (uint32_t i = words.start; i < words.end; i++)
        *breaks++ =
            i == 0 ? AL_BREAK_PARAGRAPH
                   : (uint8_t)al_break_between(&side->slice, side->spans[i - 1], side->spans[i]);
}

/* Where open words of the same language end, by the breaks before them: at a paragraph, or when
 * they are many. */
static uint32_t stretch_length(const uint8_t *breaks, uint32_t n)
{
    enum { enough = 40, many = 400 };
    uint32_t most = n < many ? n : many;
    if (most <= enough)
        return most;
    const uint8_t *end = memchr(breaks + enough, AL_BREAK_PARAGRAPH, most - enough);
    return end != NULL ? (uint32_t)(end - breaks) : most;
}

/* The stems of some words, all in one language. */
static bool take_stems(taking *taking, int number, al_range words, uint32_t *out)
{
    const uint32_t *forms = taking->sides->side[number].forms + words.start;
    uint32_t n = words.end - words.start;
    stemming *stemming = stemming_in(taking, al_stretch_language(taking->languages, number, words));
    if (stemming == NULL)
        return false;
    bool known = true;
    for (uint32_t i = 0; i < n; i++) {
        out[i] = stemming->stems[forms[i]];
        known &= out[i] != 0;
    }
    for (uint32_t i = 0; i < n && !known; i++) {
        if (stemming->stems[forms[i]] == 0 && !find_stem(taking, stemming, forms[i]))
            return false;
        out[i] = stemming->stems[forms[i]];
    }
    return true;
}

/* Open words in a row, stretch by stretch. */
static bool take_run(taking *taking, int number, al_range words)
{
    al_open_words *out = taking->out;
    uint32_t at = out->n[number], n = words.end - words.start;
    uint32_t *places = out->words[number] + at;
    uint8_t *breaks = out->breaks[number] + at;
    take_breaks(taking->sides, number, words, breaks);
    memset(out->closed[number] + at, 0, n);
    for (uint32_t i = 0; i < n; i++)
        places[i] = words.start + i;
    for (uint32_t start = 0; start < n;) {
        uint32_t end = start + stretch_length(breaks + start, n - start);
        al_range stretch = {words.start + start, words.start + end};
        if (!take_stems(taking, number, stretch, out->stems[number] + at + start))
            return false;
        start = end;
    }
    out->n[number] += n;
    return true;
}

/* Where the words end that are taken, or open, as the first one is. */
static uint32_t run_end(const uint8_t *taken, uint32_t start, uint32_t n)
{
    const uint8_t *end = memchr(taken + start, !taken[start], n - start);
    return end != NULL ? (uint32_t)(end - taken) : n;
}

static bool take_side(taking *taking, int number, const uint8_t *taken)
{
    al_open_words *out = taking->out;
    uint32_t n = taking->sides->side[number].n_words;
    for (uint32_t start = 0, end; start < n; start = end) {
        end = run_end(taken, start, n);
        if (taken[start])
            add_wall(out, number, start);
        else if (!take_run(taking, number, (al_range){start, end}))
            return false;
    }
    out->breaks[number][out->n[number]] = AL_BREAK_PARAGRAPH;
    return true;
}

/* Close stretches that are too short to hold anything. Returns the words that stay open. */
static uint32_t close_short(uint8_t *taken, uint32_t n)
{
    uint32_t open = 0;
    for (uint32_t start = 0, end; start < n; start = end) {
        end = run_end(taken, start, n);
        if (!taken[start] && end - start < least_stretch && end - start < n)
            memset(taken + start, 1, end - start);
        else if (!taken[start])
            open += end - start;
    }
    return open;
}

void al_open_words_release(const almost_allocator *allocator, al_open_words *open)
{
    if (open->room == NULL)
        return;
    al_release(allocator, open->room);
    al_stem_map_release(&open->numbers);
}

static bool take_words(taking *taking, uint8_t *const taken[2])
{
    uint32_t most[2];
    for (int side = 0; side < 2; side++) { /* a wall between two stretches, and at both ends */
        uint32_t open = close_short(taken[side], taking->sides->side[side].n_words);
        most[side] = open + open / least_stretch + 2;
    }
    if (!reserve(taking, most))
        return false;
    stemming *usual = stemming_in(taking, taking->languages->usual[0]);
    if (usual == NULL || !fetch_stems(taking, usual))
        return false;
    taking->out->known_language = usual->source.background != NULL;
    return take_side(taking, 0, taken[0]) && take_side(taking, 1, taken[1]);
}

uint32_t *al_open_words_line(const al_open_words *open, const al_alignment *alignment)
{
    uint32_t *line = al_allocate(alignment->allocator, open->n[1], sizeof *line);
    uint32_t word = 0, led = 0,
             at = 0; /* `led`: of side 0, the last that stands in line with one before */
    for (uint32_t i = 0; line != NULL && i < open->n[1]; i++) {
        for (; word < open->words[1][i]; word++)
            if (alignment->partner[1][word] != AL_NONE &&
                !(alignment->state[1][word] & AL_ELSEWHERE))
                led = alignment->partner[1][word];
        while (at < open->n[0] && open->words[0][at] < led)
            at++;
        line[i] = at;
    }
    return line;
}

almost_status al_open_words_take(const al_sides *sides, al_stretch_languages *languages,
                                 uint8_t *const taken[2], al_open_words *out, almost_error *error)
{
    al_open_words made = {.known_language = false};
    taking taking = {.sides = sides, .languages = languages, .out = &made, .error = error};
    bool done = take_words(&taking, taken);
    for (uint32_t i = 0; i < taking.n_stemmings; i++) {
        al_stem_source_release(&taking.stemmings[i].source);
        al_release(sides->allocator, taking.stemmings[i].stems);
    }
    if (!done) {
        al_open_words_release(sides->allocator, &made);
        return al_fail_memory(error);
    }
    *out = made;
    return ALMOST_OK;
}
