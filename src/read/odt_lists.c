/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list has the style that it names, else that of the list it stands in; its level is how deep it
 * stands. One more of a level ends what was counted of deeper ones.
 */
#include "read/odt_lists.h"

#include "read/list_number.h"
#include "read/odt_styles.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct al_odt_counted {
    uint32_t last[AL_ODT_LEVELS]; /* number plus 1; 0: none */
} counted;

/* --- Styles ------------------------------------------------------------- */

static bool begin_style(al_odt_lists *lists, const char *name)
{
    enum { MOST = 1 << 14 }; /* no document has so many */
    if (lists->n == MOST || name == NULL)
        return true;
    if (!al_grow(lists->allocator, (void **)&lists->items, &lists->room, lists->n + 1,
                 sizeof *lists->items))
        return false;
    al_odt_list_style *style = &lists->items[lists->n++];
    memset(style, 0, sizeof *style);
    snprintf(style->name, sizeof style->name, "%s", name);
    for (size_t i = 0; i < AL_ODT_LEVELS; i++)
        style->levels[i] = (al_odt_level){.format = '-', .start = 1, .shown = 1};
    lists->open = true;
    return true;
}

static uint32_t number_of(const al_xml_element *element, const char *name, uint32_t usual)
{
    const char *value = al_xml_attribute(element, AL_ODT_TEXT, name);
    long number = value != NULL ? strtol(value, NULL, 10) : -1;
    return number >= 0 && number < 1 << 20 ? (uint32_t)number : usual;
}

static char format_of(const al_xml_element *element)
{
    const char *format = al_xml_attribute(element, AL_ODT_STYLE, "num-format"),
               *alike = al_xml_attribute(element, AL_ODT_STYLE, "num-letter-sync");
    if (format == NULL || format[0] == '\0' || format[1] != '\0')
        return '-';
    bool letter = format[0] == 'a' || format[0] == 'A';
    bool digits = letter && (alike == NULL || strcmp(alike, "true") != 0);
    return digits ? (char)(format[0] + 1) : strchr("1aAiI", format[0]) != NULL ? format[0] : '-';
}

static void copy(char *out, size_t room, const char *text)
{
    snprintf(out, room, "%s", text != NULL && strlen(text) < room ? text : "");
}

static void read_level(al_odt_list_style *style, const al_xml_element *element)
{
    uint32_t level = number_of(element, "level", 0);
    if (level < 1 || level > AL_ODT_LEVELS)
        return;
    al_odt_level *out = &style->levels[level - 1];
    out->format = format_of(element);
    out->start = number_of(element, "start-value", 1);
    out->shown = number_of(element, "display-levels", 1);
    if (out->shown < 1 || out->shown > level)
        out->shown = level;
    copy(out->before, sizeof out->before, al_xml_attribute(element, AL_ODT_STYLE, "num-prefix"));
    copy(out->behind, sizeof out->behind, al_xml_attribute(element, AL_ODT_STYLE, "num-suffix"));
}

bool al_odt_lists_see(al_odt_lists *lists, const al_xml_element *element)
{
    if (strcmp(element->space, AL_ODT_TEXT) != 0)
        return true;
    if (strcmp(element->name, "list-style") == 0)
        return begin_style(lists, al_xml_attribute(element, AL_ODT_STYLE, "name"));
    if (strcmp(element->name, "outline-style") == 0)
        return begin_style(lists, "");
    if (lists->open && (strcmp(element->name, "list-level-style-number") == 0 ||
                        strcmp(element->name, "outline-level-style") == 0))
        read_level(&lists->items[lists->n - 1], element);
    return true;
}

void al_odt_lists_see_end(al_odt_lists *lists, const al_xml_element *element)
{
    if (al_xml_is(element, AL_ODT_TEXT, "list-style") ||
        al_xml_is(element, AL_ODT_TEXT, "outline-style"))
        lists->open = false;
}

static int by_name(const void *left, const void *right)
{
    const al_odt_list_style *a = left, *b = right;
    return strcmp(a->name, b->name);
}

void al_odt_lists_complete(al_odt_lists *lists)
{
    if (lists->n > 0)
        qsort(lists->items, lists->n, sizeof *lists->items, by_name);
}

void al_odt_lists_release(al_odt_lists *lists)
{
    al_release(lists->allocator, lists->items);
    lists->items = NULL;
    lists->n = 0;
}

/* The index of a style; UINT32_MAX: there is none. */
static uint32_t find(const al_odt_lists *lists, const char *name)
{
    al_odt_list_style key;
    snprintf(key.name, sizeof key.name, "%s", name);
    const al_odt_list_style *found =
        lists->n > 0 ? bsearch(&key, lists->items, lists->n, sizeof *lists->items, by_name) : NULL;
    return found != NULL ? (uint32_t)(found - lists->items) : UINT32_MAX;
}

/* --- Counting ----------------------------------------------------------- */

bool al_odt_counting_init(al_odt_counting *counting, const al_odt_lists *lists)
{
    *counting = (al_odt_counting){.lists = lists, .start = UINT32_MAX};
    counting->counted = al_allocate_zero(lists->allocator, lists->n + 1, sizeof(counted));
    return counting->counted != NULL;
}

void al_odt_counting_release(al_odt_counting *counting)
{
    if (counting->lists == NULL)
        return;
    al_release(counting->lists->allocator, counting->counted);
    al_release(counting->lists->allocator, counting->open);
}

static bool is_true(const char *value)
{
    return value != NULL && strcmp(value, "true") == 0;
}

bool al_odt_list_begin(al_odt_counting *counting, const al_xml_element *element)
{
    const char *name = al_xml_attribute(element, AL_ODT_TEXT, "style-name"),
               *goes_on = al_xml_attribute(element, AL_ODT_TEXT, "continue-numbering");
    uint32_t style = counting->n_open > 0 ? counting->open[counting->n_open - 1] : UINT32_MAX;
    if (name != NULL)
        style = find(counting->lists, name);
    if (!al_grow(counting->lists->allocator, (void **)&counting->open, &counting->open_room,
                 counting->n_open + 1, sizeof *counting->open))
        return false;
    bool anew =
        !is_true(goes_on) && al_xml_attribute(element, AL_ODT_TEXT, "continue-list") == NULL;
    if (style != UINT32_MAX && anew && counting->n_open < AL_ODT_LEVELS)
        counting->counted[style].last[counting->n_open] = 0;
    counting->open[counting->n_open++] = style;
    return true;
}

void al_odt_list_end(al_odt_counting *counting)
{
    counting->n_open -= counting->n_open > 0;
    counting->waiting = false;
}

void al_odt_item_begin(al_odt_counting *counting, const al_xml_element *element)
{
    counting->waiting = true;
    counting->start = number_of(element, "start-value", UINT32_MAX);
}

static void add(char *shown, size_t *length, const char *text)
{
    size_t own = strlen(text);
    if (*length + own >= AL_ODT_NUMBER)
        return;
    memcpy(shown + *length, text, own);
    *length += own;
}

/* Those of several levels with points between them; levels without numbers show none. */
static void show(const al_odt_list_style *style, const counted *counted, size_t level, char *shown)
{
    size_t length = 0;
    const al_odt_level *own = &style->levels[level];
    add(shown, &length, own->before);
    bool any = false;
    for (size_t i = level + 1 - own->shown; i <= level; i++) {
        if (counted->last[i] == 0 || style->levels[i].format == '-')
            continue;
        add(shown, &length, any ? "." : "");
        length += al_list_number(counted->last[i] - 1, style->levels[i].format, shown + length,
                                 AL_ODT_NUMBER - 1 - length);
        any = true;
    }
    add(shown, &length, own->behind);
    shown[length] = '\0';
}

static void count(al_odt_counting *counting, uint32_t style, size_t level, uint32_t start,
                  char *shown)
{
    const al_odt_list_style *of = &counting->lists->items[style];
    counted *counted = &counting->counted[style];
    for (size_t i = 0; i <= level; i++) {
        if (i == level && start != UINT32_MAX)
            counted->last[i] = start + 1;
        else if (counted->last[i] == 0)
            counted->last[i] = of->levels[i].start + 1;
        else if (i == level)
            counted->last[i]++;
    }
    for (size_t i = level + 1; i < AL_ODT_LEVELS; i++)
        counted->last[i] = 0;
    if (of->levels[level].format != '-')
        show(of, counted, level, shown);
}

void al_odt_item_count(al_odt_counting *counting, char shown[static AL_ODT_NUMBER])
{
    shown[0] = '\0';
    if (!counting->waiting || counting->n_open == 0)
        return;
    counting->waiting = false;
    size_t level = counting->n_open <= AL_ODT_LEVELS ? counting->n_open - 1 : AL_ODT_LEVELS - 1;
    uint32_t style = counting->open[counting->n_open - 1];
    if (style != UINT32_MAX)
        count(counting, style, level, counting->start, shown);
}

void al_odt_heading_count(al_odt_counting *counting, int level, char shown[static AL_ODT_NUMBER])
{
    shown[0] = '\0';
    uint32_t style = find(counting->lists, "");
    if (style != UINT32_MAX && level >= 1 && level <= AL_ODT_LEVELS)
        count(counting, style, (size_t)level - 1, UINT32_MAX, shown);
}
