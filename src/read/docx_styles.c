/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Styles inherit from the one that they are based on. Who is based on himself in the end inherits
 * so far as the longest chain that is followed.
 */
#include "read/docx_styles.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *al_docx_value(const al_xml_element *element)
{
    const char *value = al_xml_attribute(element, element->space, "val");
    return value != NULL ? value : "";
}

int al_docx_switch(const al_xml_element *element)
{
    const char *value = al_docx_value(element);
    return strcmp(value, "0") != 0 && strcmp(value, "false") != 0 && strcmp(value, "off") != 0;
}

int al_docx_outline(const al_xml_element *element)
{
    const char *value = al_docx_value(element);
    bool level = value[0] >= '0' && value[0] <= '8' && value[1] == '\0';
    return level ? value[0] - '0' + 1 : 0;
}

static const struct {
    const char *name;
    al_look_field field;
} looks[] = {
    {"b", AL_LOOK_BOLD},           {"caps", AL_LOOK_CAPITALS},
    {"dstrike", AL_LOOK_STRUCK},   {"highlight", AL_LOOK_MARKED},
    {"i", AL_LOOK_ITALIC},         {"smallCaps", AL_LOOK_SMALL_CAPITALS},
    {"strike", AL_LOOK_STRUCK},    {"u", AL_LOOK_UNDERLINED},
    {"vertAlign", AL_LOOK_RAISED},
};

/* Colours of markers as other formats have them. */
static const char *marker(const char *name)
{
    static const struct {
        const char *name, *colour;
    } colours[] = {
        {"black", "#000000"},      {"blue", "#0000ff"},        {"cyan", "#00ffff"},
        {"darkBlue", "#000080"},   {"darkCyan", "#008080"},    {"darkGray", "#808080"},
        {"darkGreen", "#008000"},  {"darkMagenta", "#800080"}, {"darkRed", "#800000"},
        {"darkYellow", "#808000"}, {"green", "#00ff00"},       {"lightGray", "#c0c0c0"},
        {"magenta", "#ff00ff"},    {"red", "#ff0000"},         {"white", "#ffffff"},
        {"yellow", "#ffff00"},
    };
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
        if (strcmp(colours[i].name, name) == 0)
            return colours[i].colour;
    return name;
}

bool al_docx_look(al_look *look, const al_xml_element *element)
{
    size_t i = 0, n = sizeof looks / sizeof *looks;
    while (i < n && strcmp(looks[i].name, element->name) != 0)
        i++;
    if (i == n)
        return false;
    const char *value = al_docx_value(element);
    switch (looks[i].field) {
    case AL_LOOK_UNDERLINED: al_look_kind(look, AL_LOOK_UNDERLINED, value); break;
    case AL_LOOK_MARKED: al_look_kind(look, AL_LOOK_MARKED, marker(value)); break;
    case AL_LOOK_RAISED:
        al_look_kind(look, AL_LOOK_RAISED,
                     strcmp(value, "superscript") == 0 ? "super"
                     : strcmp(value, "subscript") == 0 ? "sub"
                                                       : "none");
        break;
    default: al_look_switch(look, looks[i].field, al_docx_switch(element) != 0); break;
    }
    return true;
}

/* Styles that are being read. */
typedef struct reading {
    al_docx_styles *styles;
    al_docx_style *now; /* the one that is open, or NULL */
    bool in_condition;  /* what holds for a part of a table only */
    bool failed;
} reading;

static bool begin_style(reading *reading, const al_xml_element *element)
{
    al_docx_styles *styles = reading->styles;
    const char *id = al_xml_attribute(element, element->space, "styleId");
    if (id == NULL)
        return true;
    if (!al_grow(styles->allocator, (void **)&styles->items, &styles->room, styles->n + 1,
                 sizeof *styles->items)) {
        reading->failed = true;
        return false;
    }
    reading->now = &styles->items[styles->n++];
    *reading->now = (al_docx_style){.level = -1, .hidden = -1, .list = -1, .list_level = -1};
    snprintf(reading->now->id, sizeof reading->now->id, "%s", id);
    return true;
}

/* What the names of Word's own styles, which are the same in every language, say. */
static int level_by_name(const char *name)
{
    if (strcasecmp(name, "title") == 0)
        return 1;
    bool heading = strncasecmp(name, "heading ", 8) == 0 && name[8] >= '1' && name[8] <= '9' &&
                   name[9] == '\0';
    return heading ? name[8] - '0' : -1;
}

static bool on_start(void *of, const al_xml_element *element)
{
    reading *reading = of;
    const char *name = element->name;
    if (strcmp(name, "style") == 0)
        return begin_style(reading, element);
    al_docx_style *style = reading->now;
    if (strcmp(name, "tblStylePr") == 0)
        reading->in_condition = true;
    if (style == NULL || reading->in_condition)
        return true;
    if (strcmp(name, "name") == 0 && style->level < 0)
        style->level = level_by_name(al_docx_value(element));
    else if (strcmp(name, "basedOn") == 0)
        snprintf(style->based_on, sizeof style->based_on, "%s", al_docx_value(element));
    else if (strcmp(name, "outlineLvl") == 0)
        style->level = al_docx_outline(element);
    else if (strcmp(name, "vanish") == 0)
        style->hidden = al_docx_switch(element);
    else if (strcmp(name, "numId") == 0)
        style->list = strtol(al_docx_value(element), NULL, 10);
    else if (strcmp(name, "ilvl") == 0)
        style->list_level = atoi(al_docx_value(element));
    else
        al_docx_look(&style->look, element);
    return true;
}

static bool on_end(void *of, const al_xml_element *element)
{
    reading *reading = of;
    if (strcmp(element->name, "style") == 0)
        reading->now = NULL;
    if (strcmp(element->name, "tblStylePr") == 0)
        reading->in_condition = false;
    return true;
}

static int by_id(const void *left, const void *right)
{
    return strcmp(((const al_docx_style *)left)->id, ((const al_docx_style *)right)->id);
}

const al_docx_style *al_docx_styles_find(const al_docx_styles *styles, const char *id)
{
    al_docx_style key;
    if (styles->n == 0 || *id == '\0')
        return NULL;
    snprintf(key.id, sizeof key.id, "%s", id);
    return bsearch(&key, styles->items, styles->n, sizeof *styles->items, by_id);
}

/* What a style does not say itself, from those that it is based on. */
static void inherit(const al_docx_styles *styles, al_docx_style *style)
{
    enum { LONGEST = 16 };
    const al_docx_style *base = al_docx_styles_find(styles, style->based_on);
    for (int i = 0; base != NULL && i < LONGEST; i++) {
        if (style->level < 0)
            style->level = base->level;
        if (style->hidden < 0)
            style->hidden = base->hidden;
        if (style->list < 0)
            style->list = base->list;
        if (style->list_level < 0)
            style->list_level = base->list_level;
        style->look = al_look_inherit(style->look, base->look);
        base = al_docx_styles_find(styles, base->based_on);
    }
}

almost_status al_docx_styles_read(al_docx_styles *styles, const al_package *package,
                                  const al_part *part, almost_error *error)
{
    if (part == NULL)
        return ALMOST_OK;
    reading reading = {.styles = styles};
    al_xml_listener listener = {.of = &reading, .start = on_start, .end = on_end};
    almost_status status = al_package_parse(package, part, &listener, error);
    if (reading.failed)
        return al_fail_memory(error);
    if (status != ALMOST_OK)
        return status;
    if (styles->n > 0)
        qsort(styles->items, styles->n, sizeof *styles->items, by_id);
    for (size_t i = 0; i < styles->n; i++)
        inherit(styles, &styles->items[i]);
    return ALMOST_OK;
}

void al_docx_styles_release(al_docx_styles *styles)
{
    al_release(styles->allocator, styles->items);
    styles->items = NULL;
}
