/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The steps to a place, from the widest to the nearest, and each in words. Which steps are taken
 * does not depend on the reader: a format that has pages has its lines within them, one that has
 * times needs nothing else, and paragraphs are counted through all of a text.
 */
#include "text/where.h"

#include "base/number.h"
#include "text/cluster.h"
#include "text/milestones.h"
#include "text/place.h"
#include "text/signs.h"

#include <string.h>

enum {
    MOST_STEPS = 4,
    MOST_NAME = 24,       /* cells of a name */
    MOST_SHORT_NAME = 11, /* the same in a column, with what stands around it */
    MOST_NAME_BYTES = 44,
    FEW_NUMBERS = 12 /* cells that a number in a column has, so that a lie breaks no table */
};

typedef struct step {
    al_milestone_kind kind;
    const al_milestone *milestone; /* NULL: `value` is a line of the decoded text */
    al_value value;
} step;

typedef struct steps {
    step all[MOST_STEPS];
    size_t n;
} steps;

static bool is_place(al_milestone_kind kind)
{
    return kind != AL_MILESTONE_SPEAKER;
}

bool al_where_is_marked(const almost_text *text)
{
    size_t n = 0;
    for (int kind = 0; kind < AL_MILESTONE_KINDS && n == 0; kind++)
        if (is_place((al_milestone_kind)kind))
            (void)al_milestones_all(text->milestones, (al_milestone_kind)kind, &n);
    return n > 0;
}

/* --- Which steps there are -------------------------------------------------- */

/* Take the step of a kind, if the byte stands in one. */
static bool take(steps *steps, const almost_text *text, al_milestone_kind kind, uint64_t byte)
{
    const al_milestone *last = al_milestones_last(text->milestones, kind, byte);
    if (last == NULL)
        return false;
    al_value value = al_milestones_value(text->milestones, last);
    if (value.bytes != NULL && value.number == 0)
        return false; /* it ended */
    steps->all[steps->n++] = (step){kind, last, value};
    return true;
}

static void take_line(steps *steps, const almost_text *text, uint64_t byte)
{
    uint64_t line = al_place_at(text, byte).line;
    steps->all[steps->n++] = (step){AL_MILESTONE_LINE, NULL, al_value_number(line)};
}

static steps steps_to(const almost_text *text, uint64_t byte, bool brief)
{
    steps steps = {.n = 0};
    if (!brief)
        take(&steps, text, AL_MILESTONE_PART, byte);
    if (take(&steps, text, AL_MILESTONE_TIMECODE, byte))
        return steps;
    if (take(&steps, text, AL_MILESTONE_PAGE, byte)) {
        if (!brief)
            take(&steps, text, AL_MILESTONE_LINE, byte);
        return steps;
    }
    if (!brief)
        take(&steps, text, AL_MILESTONE_CHAPTER, byte);
    if (!take(&steps, text, AL_MILESTONE_PARAGRAPH, byte) &&
        !take(&steps, text, AL_MILESTONE_LINE, byte))
        take(&steps, text, AL_MILESTONE_ELEMENT, byte);
    take(&steps, text, AL_MILESTONE_CELL, byte);
    if (steps.n == 0 && brief)
        take(&steps, text, AL_MILESTONE_CHAPTER, byte);
    if (steps.n == 0)
        take_line(&steps, text, byte);
    return steps;
}

/* --- Steps in words --------------------------------------------------------- */

typedef struct words {
    const char *one;
    const char *many;
    const char *brief;
} words;

static const words words_of[AL_MILESTONE_KINDS] = {
    [AL_MILESTONE_PAGE] = {"page ", "pages ", "p. "},
    [AL_MILESTONE_CHAPTER] = {"chapter ", "chapters ", "ch. "},
    [AL_MILESTONE_PARAGRAPH] = {"paragraph ", "paragraphs ", "¶ "},
    [AL_MILESTONE_LINE] = {"line ", "lines ", "l. "},
    [AL_MILESTONE_TIMECODE] = {"", "", ""},
    [AL_MILESTONE_ELEMENT] = {"element ", "elements ", "# "},
    [AL_MILESTONE_CELL] = {"cell ", "cells ", ""},
    [AL_MILESTONE_SPEAKER] = {"", "", ""},
    [AL_MILESTONE_PART] = {"part ", "parts ", ""},
};

/* What does not fit is left out. */
static void put(al_where *where, const char *bytes, size_t length, uint32_t cells)
{
    if (length >= sizeof where->bytes - where->length)
        return;
    memcpy(where->bytes + where->length, bytes, length);
    where->length += (uint32_t)length;
    where->bytes[where->length] = '\0';
    where->cells += cells;
}

/* Words of our own, a cell each letter. */
static void put_words(al_where *where, const char *text)
{
    uint32_t cells = 0;
    for (const char *at = text; *at != '\0'; at++)
        cells += ((unsigned char)*at & 0xC0) != 0x80;
    put(where, text, strlen(text), cells);
}

static void put_number(al_where *where, uint64_t number, bool brief)
{
    char digits[32];
    *al_put_grouped(digits, number) = '\0';
    put_words(where, brief && strlen(digits) > FEW_NUMBERS ? "…" : digits);
}

/* A name from a file: on one line, of a length that one reads, and nothing that paints. */
static void put_name(al_where *where, al_value value, uint32_t most)
{
    uint32_t cells = 0;
    uint64_t at = 0;
    while (at < value.number) {
        al_cluster cluster = al_cluster_at(value.bytes, value.number, at);
        if (cells + cluster.cells > most || at + cluster.size > MOST_NAME_BYTES)
            break;
        if (al_is_space_byte(value.bytes[at]))
            put_words(where, " ");
        else if (cluster.control)
            put_words(where, "\xEF\xBF\xBD");
        else
            put(where, value.bytes + at, cluster.size, cluster.cells);
        cells += cluster.cells;
        at += cluster.size;
    }
    if (at < value.number)
        put_words(where, "…");
}

static void put_two_digits(al_where *where, uint64_t number)
{
    const char digits[3] = {(char)('0' + number / 10 % 10), (char)('0' + number % 10), '\0'};
    put_words(where, digits);
}

/* Whether another time of the text lies in the same second. */
static bool needs_milliseconds(const almost_text *text, const step *step)
{
    size_t n;
    const al_milestone *all = al_milestones_all(text->milestones, step->kind, &n);
    size_t index = (size_t)(step->milestone - all);
    for (size_t near = index > 0 ? index - 1 : 0; near <= index + 1 && near < n; near++) {
        al_value value = al_milestones_value(text->milestones, &all[near]);
        if (value.bytes == NULL && value.number != step->value.number &&
            value.number / 1000 == step->value.number / 1000)
            return true;
    }
    return false;
}

static void put_time(al_where *where, const almost_text *text, const step *step)
{
    char digits[32];
    uint64_t seconds = step->value.number / 1000;
    *al_put_number(digits, seconds / 3600) = '\0';
    put_words(where, strlen(digits) > FEW_NUMBERS / 2 ? "…" : digits);
    put_words(where, ":");
    put_two_digits(where, seconds / 60 % 60);
    put_words(where, ":");
    put_two_digits(where, seconds % 60);
    if (!needs_milliseconds(text, step))
        return;
    *al_put_number(digits, 1000 + step->value.number % 1000) = '\0';
    digits[0] = '.';
    put_words(where, digits);
}

static void put_value(al_where *where, const almost_text *text, const step *step, bool brief)
{
    if (step->value.bytes != NULL)
        put_name(where, step->value, brief ? MOST_SHORT_NAME : MOST_NAME);
    else if (step->kind == AL_MILESTONE_TIMECODE)
        put_time(where, text, step);
    else
        put_number(where, step->value.number, brief);
}

/* A chapter or file that has a name is called by that, the former as a quotation. */
static void put_step(al_where *where, const almost_text *text, const step *step, bool brief)
{
    const words *words = &words_of[step->kind];
    bool chapter = step->kind == AL_MILESTONE_CHAPTER;
    bool named = step->value.bytes != NULL && (chapter || step->kind == AL_MILESTONE_PART);
    if (!named && !(brief && step->milestone == NULL && !al_where_is_marked(text)))
        put_words(where, brief ? words->brief : words->one);
    put_words(where, named && chapter ? "“" : "");
    put_value(where, text, step, brief);
    put_words(where, named && chapter ? "”" : "");
}

static void put_steps(al_where *where, const almost_text *text, const steps *steps, bool brief)
{
    for (size_t i = 0; i < steps->n; i++) {
        put_words(where, i == 0 ? "" : brief ? " " : ", ");
        put_step(where, text, &steps->all[i], brief);
    }
}

/* --- Places ------------------------------------------------------------------ */

al_where al_where_of(const almost_text *text, uint64_t byte)
{
    al_where where = {.length = 0};
    steps steps = steps_to(text, byte, false);
    put_steps(&where, text, &steps, false);
    return where;
}

al_where al_where_short(const almost_text *text, uint64_t byte)
{
    al_where where = {.length = 0};
    steps steps = steps_to(text, byte, true);
    if (steps.n > 1) { /* a cell in its paragraph, where both are short */
        put_steps(&where, text, &steps, true);
        if (where.cells <= AL_WHERE_SHORT_CELLS)
            return where;
        where = (al_where){.length = 0};
        steps.n = 1;
    }
    put_steps(&where, text, &steps, true);
    return where;
}

const char *al_where_preposition(const almost_text *text, uint64_t byte)
{
    steps steps = steps_to(text, byte, false);
    if (steps.all[0].kind == AL_MILESTONE_TIMECODE)
        return "at";
    return steps.all[0].kind == AL_MILESTONE_PAGE ? "on" : "in";
}

static bool is_same_step(const step *a, const step *b)
{
    if (a->kind != b->kind || (a->value.bytes == NULL) != (b->value.bytes == NULL) ||
        a->value.number != b->value.number)
        return false;
    return a->value.bytes == NULL || memcmp(a->value.bytes, b->value.bytes, a->value.number) == 0;
}

/* How many steps two places have in common, from the widest on. */
static size_t common_steps(const steps *a, const steps *b)
{
    size_t n = 0;
    while (n < a->n && n < b->n && is_same_step(&a->all[n], &b->all[n]))
        n++;
    return n;
}

/* Two values of a kind, behind the steps that both have. */
static void put_range(al_where *where, const almost_text *text, const steps *from, const steps *to)
{
    const step *first = &from->all[from->n - 1], *last = &to->all[to->n - 1];
    steps both = *from;
    both.n--;
    put_steps(where, text, &both, false);
    put_words(where, both.n > 0 ? ", " : "");
    put_words(where, words_of[first->kind].many);
    put_value(where, text, first, false);
    put_words(where, "–");
    put_value(where, text, last, false);
}

al_where al_where_between(const almost_text *text, uint64_t first, uint64_t last)
{
    al_where where = {.length = 0};
    steps from = steps_to(text, first, false), to = steps_to(text, last, false);
    size_t common = common_steps(&from, &to);
    if (common == from.n && common == to.n) {
        put_steps(&where, text, &from, false);
    } else if (from.n == to.n && common + 1 == from.n &&
               from.all[common].kind == to.all[common].kind &&
               from.all[common].value.bytes == NULL && to.all[common].value.bytes == NULL) {
        put_range(&where, text, &from, &to);
    } else {
        put_steps(&where, text, &from, false);
        put_words(&where, "–");
        put_steps(&where, text, &to, false);
    }
    return where;
}
