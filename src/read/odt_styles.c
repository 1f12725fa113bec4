/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Styles inherit from their parents. Who is his own parent in the end inherits so far as the
 * longest chain that is followed.
 */
#include "read/odt_styles.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>

/* Styles that are being read. */
typedef struct reading {
    al_odt_styles *styles;
    bool open; /* the last of them is */
    bool failed;
} reading;

static al_odt_family family_of(const char *name)
{
    if (name != NULL && strcmp(name, "text") == 0)
        return AL_ODT_OF_TEXT;
    return name != NULL && strcmp(name, "paragraph") == 0 ? AL_ODT_OF_PARAGRAPH : AL_ODT_OF_OTHER;
}

static bool begin_style(reading *reading, const al_xml_element *element)
{
    al_odt_styles *styles = reading->styles;
    const char *name = al_xml_attribute(element, AL_ODT_STYLE, "name"),
               *parent = al_xml_attribute(element, AL_ODT_STYLE, "parent-style-name");
    al_odt_family family = family_of(al_xml_attribute(element, AL_ODT_STYLE, "family"));
    if (name == NULL || family == AL_ODT_OF_OTHER)
        return true;
    if (!al_grow(styles->allocator, (void **)&styles->items, &styles->room, styles->n + 1,
                 sizeof *styles->items)) {
        reading->failed = true;
        return false;
    }
    al_odt_style *style = &styles->items[styles->n++];
    bool title = strcmp(name, "Title") == 0 || (parent != NULL && strcmp(parent, "Title") == 0);
    *style = (al_odt_style){.family = family, .hidden = -1, .title = title};
    snprintf(style->name, sizeof style->name, "%s", name);
    snprintf(style->parent, sizeof style->parent, "%s", parent != NULL ? parent : "");
    reading->open = true;
    return true;
}

static const char *format_value(const al_xml_element *element, const char *name)
{
    return al_xml_attribute(element, "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
                            name);
}

static void see_switches(al_look *look, const al_xml_element *element)
{
    const char *weight = format_value(element, "font-weight"),
               *posture = format_value(element, "font-style"),
               *variant = format_value(element, "font-variant"),
               *letters = format_value(element, "text-transform"),
               *through = al_xml_attribute(element, AL_ODT_STYLE, "text-line-through-style");
    enum { BOLD = 600 };
    if (weight != NULL)
        al_look_switch(look, AL_LOOK_BOLD, strcmp(weight, "bold") == 0 || atoi(weight) >= BOLD);
    if (posture != NULL)
        al_look_switch(look, AL_LOOK_ITALIC, strcmp(posture, "normal") != 0);
    if (variant != NULL)
        al_look_switch(look, AL_LOOK_SMALL_CAPITALS, strcmp(variant, "small-caps") == 0);
    if (letters != NULL)
        al_look_switch(look, AL_LOOK_CAPITALS, strcmp(letters, "uppercase") == 0);
    if (through != NULL)
        al_look_switch(look, AL_LOOK_STRUCK, strcmp(through, "none") != 0);
}

/* As a position is written: "super 58%", "-33% 58%", "0% 100%". */
static const char *raised(const char *position)
{
    if (strncmp(position, "super", 5) == 0 || atoi(position) > 0)
        return "super";
    return strncmp(position, "sub", 3) == 0 || atoi(position) < 0 ? "sub" : "none";
}

/* Kinds have the names that Word has for them. */
static void see_look(al_look *look, const al_xml_element *element)
{
    const char *line = al_xml_attribute(element, AL_ODT_STYLE, "text-underline-style"),
               *type = al_xml_attribute(element, AL_ODT_STYLE, "text-underline-type"),
               *position = al_xml_attribute(element, AL_ODT_STYLE, "text-position"),
               *colour = format_value(element, "background-color");
    see_switches(look, element);
    if (line != NULL && strcmp(line, "solid") == 0)
        line = type != NULL && strcmp(type, "double") == 0 ? "double" : "single";
    if (line != NULL)
        al_look_kind(look, AL_LOOK_UNDERLINED, line);
    if (position != NULL)
        al_look_kind(look, AL_LOOK_RAISED, raised(position));
    if (colour != NULL)
        al_look_kind(look, AL_LOOK_MARKED, strcmp(colour, "transparent") == 0 ? "none" : colour);
}

static bool on_start(void *of, const al_xml_element *element)
{
    reading *reading = of;
    if (al_xml_is(element, AL_ODT_OFFICE, "body"))
        return false;
    if (al_xml_is(element, AL_ODT_STYLE, "style"))
        return begin_style(reading, element);
    if (!al_odt_lists_see(&reading->styles->lists, element)) {
        reading->failed = true;
        return false;
    }
    if (reading->open && al_xml_is(element, AL_ODT_STYLE, "text-properties")) {
        al_odt_style *style = &reading->styles->items[reading->styles->n - 1];
        const char *display = al_xml_attribute(element, AL_ODT_TEXT, "display");
        if (display != NULL)
            style->hidden = strcmp(display, "none") == 0;
        see_look(&style->look, element);
    }
    return true;
}

static bool on_end(void *of, const al_xml_element *element)
{
    reading *reading = of;
    if (al_xml_is(element, AL_ODT_STYLE, "style"))
        reading->open = false;
    al_odt_lists_see_end(&reading->styles->lists, element);
    return true;
}

almost_status al_odt_styles_read(al_odt_styles *styles, const al_xml_source *source,
                                 const al_read_options *options, almost_error *error)
{
    reading reading = {.styles = styles};
    al_xml_listener listener = {.of = &reading, .start = on_start, .end = on_end};
    almost_status status = al_xml_parse(source, options, &listener, error);
    return reading.failed ? al_fail_memory(error) : status;
}

static int by_name(const void *left, const void *right)
{
    const al_odt_style *a = left, *b = right;
    if (a->family != b->family)
        return a->family < b->family ? -1 : 1;
    return strcmp(a->name, b->name);
}

const al_odt_style *al_odt_styles_find(const al_odt_styles *styles, al_odt_family family,
                                       const char *name)
{
    al_odt_style key = {.family = family};
    if (styles->n == 0 || name == NULL || *name == '\0')
        return NULL;
    snprintf(key.name, sizeof key.name, "%s", name);
    return bsearch(&key, styles->items, styles->n, sizeof *styles->items, by_name);
}

void al_odt_styles_complete(al_odt_styles *styles)
{
    enum { LONGEST = 16 };
    if (styles->n > 0)
        qsort(styles->items, styles->n, sizeof *styles->items, by_name);
    al_odt_lists_complete(&styles->lists);
    for (size_t i = 0; i < styles->n; i++) {
        al_odt_style *style = &styles->items[i];
        const al_odt_style *parent = al_odt_styles_find(styles, style->family, style->parent);
        for (int step = 0; parent != NULL && step < LONGEST; step++) {
            if (style->hidden < 0)
                style->hidden = parent->hidden;
            style->title |= parent->title;
            style->look = al_look_inherit(style->look, parent->look);
            parent = al_odt_styles_find(styles, parent->family, parent->parent);
        }
    }
}

void al_odt_styles_release(al_odt_styles *styles)
{
    al_release(styles->allocator, styles->items);
    styles->items = NULL;
    al_odt_lists_release(&styles->lists);
}
