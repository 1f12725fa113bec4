/* SPDX-License-Identifier: Apache-2.0 */
/* Both sides of what is the same are walked letter by letter, white space left out. */
#include "compare/looks.h"

#include "text/compared.h"
#include "text/layers.h"
#include "text/signs.h"

#include <string.h>

/* How the letters of a text look, asked for in ascending order. */
typedef struct looks {
    const almost_text *text;
    al_layer_walk walk;
    const al_layer_span *span; /* at the letters or behind them */
} looks;

/* Whether the reader of a text puts looks into it. */
static bool is_formatted(const almost_text *text)
{
    return strcmp(text->format, "docx") == 0 || strcmp(text->format, "odt") == 0;
}

static al_value look_at(looks *looks, uint32_t at)
{
    while (looks->span != NULL && looks->span->bytes.end <= at)
        looks->span = al_layer_next(&looks->walk);
    if (looks->span == NULL || looks->span->bytes.start > at)
        return al_value_bytes("", 0);
    return al_layers_value(looks->text->layers, looks->span);
}

static bool same_look(al_value a, al_value b)
{
    return a.number == b.number && (a.number == 0 || memcmp(a.bytes, b.bytes, a.number) == 0);
}

/* What was seen last. */
typedef struct seen {
    al_value original, telling;
    uint64_t places;
} seen;

static void see(seen *seen, al_value original, al_value telling)
{
    bool differ = !same_look(original, telling);
    bool again = same_look(original, seen->original) && same_look(telling, seen->telling);
    seen->places += differ && !again;
    seen->original = original;
    seen->telling = telling;
}

static uint32_t behind_space(const almost_text *text, uint32_t at, uint32_t end)
{
    while (at < end && al_is_space_byte(text->bytes[at]))
        at++;
    return at;
}

static uint32_t behind_word(const almost_text *text, uint32_t at, uint32_t end)
{
    while (at < end && !al_is_space_byte(text->bytes[at]))
        at++;
    return at;
}

/* Where letters are others, as of “ and ", both go on behind the word. */
static void walk_in_step(looks sides[2], al_range original, al_range telling, seen *seen)
{
    const almost_text *a = sides[0].text, *b = sides[1].text;
    uint32_t i = original.start, j = telling.start;
    for (;;) {
        i = behind_space(a, i, original.end);
        j = behind_space(b, j, telling.end);
        if (i >= original.end || j >= telling.end)
            return;
        if (a->bytes[i] == b->bytes[j]) {
            see(seen, look_at(&sides[0], i++), look_at(&sides[1], j++));
        } else {
            i = behind_word(a, i, original.end);
            j = behind_word(b, j, telling.end);
        }
    }
}

/* The looks of a text, from a byte on: what has moved goes back. */
static looks looks_from(const almost_text *text, uint32_t at)
{
    looks looks = {.text = text};
    looks.walk =
        al_layers_walk(text->layers, AL_LAYER_LOOK, (al_range){at, (uint32_t)text->length});
    looks.span = al_layer_next(&looks.walk);
    return looks;
}

uint64_t al_looks_differ(const almost_comparison *comparison)
{
    const almost_text *original = al_text_whole(comparison->original),
                      *telling = al_text_whole(comparison->telling);
    looks sides[2] = {looks_from(original, 0), looks_from(telling, 0)};
    seen seen = {al_value_bytes("", 0), al_value_bytes("", 0), 0};
    if (!is_formatted(original) || !is_formatted(telling) ||
        (sides[0].span == NULL && sides[1].span == NULL))
        return 0;
    uint32_t behind = 0;
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if (change->kind != ALMOST_SAME)
            continue;
        if (change->original.start < behind)
            sides[0] = looks_from(original, change->original.start);
        walk_in_step(sides, change->original, change->telling, &seen);
        behind = change->original.end;
    }
    return seen.places;
}
