/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A paragraph names a list (w:num), which names a numbering (w:abstractNum) of nine levels. One
 * more of a level ends what was counted of deeper ones (ECMA-376, part 1, 17.9).
 */
#include "read/docx_numbers.h"

#include "base/error.h"
#include "read/docx_styles.h"
#include "read/list_number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numberings and lists that are being read. */
typedef struct reading {
    al_docx_numbers *numbers;
    al_docx_numbering *numbering; /* that is open, or NULL */
    al_docx_list *list;
    size_t own; /* of the list that is open, plus 1 */
    int level;  /* that is open, below 0: none */
    bool failed;
} reading;

static long number_of(const al_xml_element *element, const char *name)
{
    const char *value = al_xml_attribute(element, element->space, name);
    return value != NULL ? strtol(value, NULL, 10) : -1;
}

/* One more numbering, or NULL: memory ends, or no document has so many. */
static al_docx_numbering *add_numbering(reading *reading, long id)
{
    enum { MOST = 1 << 14 };
    al_docx_numbers *numbers = reading->numbers;
    if (numbers->n_numberings == MOST)
        return NULL;
    if (!al_grow(numbers->allocator, (void **)&numbers->numberings, &numbers->numberings_room,
                 numbers->n_numberings + 1, sizeof *numbers->numberings)) {
        reading->failed = true;
        return NULL;
    }
    al_docx_numbering *numbering = &numbers->numberings[numbers->n_numberings++];
    memset(numbering, 0, sizeof *numbering);
    numbering->id = id;
    return numbering;
}

static bool begin_numbering(reading *reading, const al_xml_element *element)
{
    al_docx_numbering *numbering = add_numbering(reading, number_of(element, "abstractNumId"));
    reading->numbering = numbering;
    for (int level = 0; numbering != NULL && level < AL_DOCX_LEVELS; level++)
        numbering->levels[level] = (al_docx_level){.format = '-'};
    return !reading->failed;
}

static bool begin_list(reading *reading, const al_xml_element *element)
{
    al_docx_numbers *numbers = reading->numbers;
    if (!al_grow(numbers->allocator, (void **)&numbers->lists, &numbers->lists_room,
                 numbers->n_lists + 1, sizeof *numbers->lists)) {
        reading->failed = true;
        return false;
    }
    reading->list = &numbers->lists[numbers->n_lists++];
    reading->own = 0;
    *reading->list = (al_docx_list){.id = number_of(element, "numId"), .numbering = -1};
    return true;
}

static void begin_level(reading *reading, const al_xml_element *element)
{
    long level = number_of(element, "ilvl");
    reading->level = level >= 0 && level < AL_DOCX_LEVELS ? (int)level : -1;
    if (reading->list == NULL || reading->level < 0 || strcmp(element->name, "lvl") != 0)
        return;
    if (reading->own == 0) { /* ids of others are not below 0 */
        reading->list->own = -1 - (long)reading->numbers->n_lists;
        if (add_numbering(reading, reading->list->own) != NULL)
            reading->own = reading->numbers->n_numberings;
    }
    if (reading->own > 0)
        reading->numbers->numberings[reading->own - 1].levels[reading->level] =
            (al_docx_level){.format = '-'};
}

static char format_of(const char *name)
{
    static const struct {
        const char *name;
        char format;
    } formats[] = {{"bullet", '-'},      {"none", '-'},        {"decimalZero", '0'},
                   {"lowerLetter", 'a'}, {"upperLetter", 'A'}, {"lowerRoman", 'i'},
                   {"upperRoman", 'I'}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(name, formats[i].name) == 0)
            return formats[i].format;
    return '1';
}

static uint32_t start_of(const al_xml_element *element)
{
    long start = number_of(element, "val");
    return start >= 0 && start < 1 << 20 ? (uint32_t)start : 1;
}

/* What a numbering says of a level. */
static void read_level(al_docx_level *level, const al_xml_element *element)
{
    const char *name = element->name;
    const char *value = al_docx_value(element);
    if (strcmp(name, "start") == 0) {
        level->start = start_of(element);
    } else if (strcmp(name, "numFmt") == 0) {
        level->format = format_of(value);
    } else if (strcmp(name, "lvlText") == 0) {
        snprintf(level->text, sizeof level->text, "%s",
                 strlen(value) < sizeof level->text ? value : "");
    } else if (strcmp(name, "isLgl") == 0) {
        level->legal = al_docx_switch(element);
    } else if (strcmp(name, "lvlRestart") == 0) {
        level->goes_on = true;
        level->after = atoi(value);
    } else if (strcmp(name, "pStyle") == 0) {
        snprintf(level->style, sizeof level->style, "%s", value);
    }
}

static bool on_start(void *of, const al_xml_element *element)
{
    reading *reading = of;
    const char *name = element->name;
    if (strcmp(name, "abstractNum") == 0)
        return begin_numbering(reading, element);
    if (strcmp(name, "num") == 0)
        return begin_list(reading, element);
    if (strcmp(name, "lvl") == 0 || strcmp(name, "lvlOverride") == 0)
        begin_level(reading, element);
    if (reading->list != NULL && strcmp(name, "abstractNumId") == 0)
        reading->list->numbering = number_of(element, "val");
    else if (reading->list != NULL && reading->level >= 0 && strcmp(name, "startOverride") == 0)
        reading->list->starts[reading->level] = start_of(element) + 1;
    else if (reading->list != NULL && reading->level >= 0 && reading->own > 0)
        read_level(&reading->numbers->numberings[reading->own - 1].levels[reading->level], element);
    else if (reading->numbering != NULL && reading->level >= 0)
        read_level(&reading->numbering->levels[reading->level], element);
    return !reading->failed;
}

static bool on_end(void *of, const al_xml_element *element)
{
    reading *reading = of;
    if (strcmp(element->name, "abstractNum") == 0) {
        reading->numbering = NULL;
    } else if (strcmp(element->name, "num") == 0) {
        reading->list = NULL;
        reading->own = 0;
    }
    bool override = strcmp(element->name, "lvlOverride") == 0;
    if (override || (reading->list == NULL && strcmp(element->name, "lvl") == 0))
        reading->level = -1;
    return true;
}

/* Both begin with their id. */
static int by_id(const void *left, const void *right)
{
    long a = *(const long *)left, b = *(const long *)right;
    return a < b ? -1 : a > b;
}

almost_status al_docx_numbers_read(al_docx_numbers *numbers, const al_package *package,
                                   const al_part *part, almost_error *error)
{
    if (part == NULL)
        return ALMOST_OK;
    reading reading = {.numbers = numbers, .level = -1};
    al_xml_listener listener = {.of = &reading, .start = on_start, .end = on_end};
    almost_status status = al_package_parse(package, part, &listener, error);
    if (reading.failed)
        return al_fail_memory(error);
    if (numbers->n_numberings > 0)
        qsort(numbers->numberings, numbers->n_numberings, sizeof *numbers->numberings, by_id);
    if (numbers->n_lists > 0)
        qsort(numbers->lists, numbers->n_lists, sizeof *numbers->lists, by_id);
    return status;
}

void al_docx_numbers_release(al_docx_numbers *numbers)
{
    al_release(numbers->allocator, numbers->numberings);
    al_release(numbers->allocator, numbers->lists);
    numbers->numberings = NULL;
    numbers->lists = NULL;
}

/* --- Counting ----------------------------------------------------------- */

static al_docx_list *find_list(al_docx_numbers *numbers, long id)
{
    return numbers->n_lists > 0
               ? bsearch(&id, numbers->lists, numbers->n_lists, sizeof *numbers->lists, by_id)
               : NULL;
}

static al_docx_numbering *find_numbering(al_docx_numbers *numbers, long id)
{
    return numbers->n_numberings > 0 ? bsearch(&id, numbers->numberings, numbers->n_numberings,
                                               sizeof *numbers->numberings, by_id)
                                     : NULL;
}

static int level_of_style(const al_docx_numbering *numbering, const char *style)
{
    for (int level = 0; level < AL_DOCX_LEVELS && *style != '\0'; level++)
        if (strcmp(numbering->levels[level].style, style) == 0)
            return level;
    return 0;
}

/* What holds for a level of a list: what it says itself, else what its numbering does. */
static const al_docx_level *level_of(const al_docx_numbering *own,
                                     const al_docx_numbering *numbering, int level)
{
    bool is_own = own != NULL && own->levels[level].format != 0;
    return is_own ? &own->levels[level] : &numbering->levels[level];
}

/* One more of a level; those above it that were not counted yet begin. */
static void count(al_docx_list *list, al_docx_numbering *numbering, const al_docx_numbering *own,
                  int level)
{
    for (int i = 0; i < AL_DOCX_LEVELS && !list->begun; i++)
        if (list->starts[i] > 0)
            numbering->counted[i] = 0;
    list->begun = true;
    for (int i = 0; i <= level; i++) {
        uint32_t *counted = &numbering->counted[i];
        if (*counted == 0)
            *counted =
                (list->starts[i] > 0 ? list->starts[i] - 1 : level_of(own, numbering, i)->start) +
                1;
        else if (i == level)
            ++*counted;
    }
    for (int i = level + 1; i < AL_DOCX_LEVELS; i++) {
        const al_docx_level *deeper = level_of(own, numbering, i);
        if (!deeper->goes_on || level < deeper->after)
            numbering->counted[i] = 0;
    }
}

static void show(const al_docx_numbering *numbering, const al_docx_numbering *own, int level,
                 char *shown)
{
    size_t length = 0, room = AL_DOCX_NUMBER - 1;
    const al_docx_level *shown_level = level_of(own, numbering, level);
    const char *text = shown_level->text;
    for (; *text != '\0' && length < room; text++) {
        bool number = text[0] == '%' && text[1] >= '1' && text[1] <= '9';
        if (!number) {
            shown[length++] = *text;
            continue;
        }
        int of = *++text - '1';
        uint32_t counted = numbering->counted[of];
        char format = shown_level->legal ? '1' : level_of(own, numbering, of)->format;
        if (counted > 0)
            length += al_list_number(counted - 1, format, shown + length, room - length);
    }
    shown[*text == '\0' ? length : 0] = '\0'; /* all of it, or nothing */
}

void al_docx_numbers_count(al_docx_numbers *numbers, long list_id, int level, const char *style,
                           char shown[static AL_DOCX_NUMBER])
{
    shown[0] = '\0';
    al_docx_list *list = find_list(numbers, list_id);
    al_docx_numbering *numbering = list != NULL ? find_numbering(numbers, list->numbering) : NULL;
    if (numbering == NULL)
        return;
    if (level < 0)
        level = level_of_style(numbering, style);
    if (level >= AL_DOCX_LEVELS)
        level = AL_DOCX_LEVELS - 1;
    const al_docx_numbering *own = list->own != 0 ? find_numbering(numbers, list->own) : NULL;
    count(list, numbering, own, level);
    if (level_of(own, numbering, level)->format != '-')
        show(numbering, own, level, shown);
}
