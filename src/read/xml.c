/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Expat is asked for names as they are written, and what their prefixes stand for is found out here
 * (xml_names.c), in half of the time. A document in an encoding that Expat does not know
 * is read by a table of its 256 bytes, which ICU's converter makes (xml_encoding.c).
 */
#include "read/xml.h"

#include "base/error.h"
#include "read/entities.h"
#include "read/xml_encoding.h"
#include "read/xml_names.h"

#include <expat.h>
#include <stdio.h>

/* As wide since 2.9, which calls those of before deprecated. */
#if XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION < 9
#define XML_GetCurrentByteIndex64 XML_GetCurrentByteIndex
#define XML_GetCurrentByteCount64 XML_GetCurrentByteCount
#define XML_GetCurrentLineNumber64 XML_GetCurrentLineNumber
#define XML_GetCurrentColumnNumber64 XML_GetCurrentColumnNumber
#endif

typedef struct reading {
    XML_Parser parser;
    const al_xml_source *source;
    const al_read_options *options;
    const al_xml_listener *listener;
    al_xml_names names;
    uint32_t depth;
    bool ended; /* by the listener, or by one of these: */
    bool deep, unbound;
    uint64_t line, column; /* where it was ended */
    uint32_t at;
} reading;

/* The bytes of the source that what is told now stands in. */
static al_range range_now(const reading *reading)
{
    uint32_t start = (uint32_t)XML_GetCurrentByteIndex64(reading->parser) + reading->source->offset;
    return (al_range){start, start + (uint32_t)XML_GetCurrentByteCount64(reading->parser)};
}

static void note_place(reading *reading)
{
    reading->line = XML_GetCurrentLineNumber64(reading->parser);
    reading->column = XML_GetCurrentColumnNumber64(reading->parser) + 1;
    reading->at = range_now(reading).start;
}

static void end_reading(reading *reading)
{
    reading->ended = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

/* Ended for what stands here; Expat goes on to the end of the tag. */
static void refuse(reading *reading)
{
    note_place(reading);
    end_reading(reading);
}

/*
 * The namespace and the name of an element of Expat's name. A prefix that stands for nothing ends
 * the reading.
 */
static bool name_element(reading *reading, const char *full, al_xml_element *element)
{
    const char *colon = strchr(full, ':');
    element->name = colon != NULL ? colon + 1 : full;
    element->names = &reading->names;
    element->space =
        al_xml_names_uri(&reading->names, full, colon != NULL ? (size_t)(colon - full) : 0);
    if (element->space != NULL)
        return true;
    reading->unbound = true;
    refuse(reading);
    return false;
}

static void on_start(void *of, const char *full, const char **attributes)
{
    reading *reading = of;
    if (reading->ended)
        return;
    if (reading->depth++ == reading->options->depth) {
        reading->deep = true;
        refuse(reading);
        return;
    }
    al_xml_element element = {.attributes = (const char *const *)attributes,
                              .source = range_now(reading)};
    al_xml_names_begin(&reading->names, reading->depth, element.attributes);
    if (reading->names.failed || reading->names.many) {
        refuse(reading);
        return;
    }
    const al_xml_listener *listener = reading->listener;
    if (name_element(reading, full, &element) && listener->start != NULL &&
        !listener->start(listener->of, &element))
        end_reading(reading);
}

static void on_end(void *of, const char *full)
{
    reading *reading = of;
    if (reading->ended)
        return;
    al_xml_element element = {.source = range_now(reading)};
    const al_xml_listener *listener = reading->listener;
    if (name_element(reading, full, &element) && listener->end != NULL &&
        !listener->end(listener->of, &element))
        end_reading(reading);
    al_xml_names_end(&reading->names, reading->depth);
    reading->depth--;
}

static void on_text(void *of, const char *bytes, int length)
{
    reading *reading = of;
    if (reading->ended)
        return;
    const al_xml_listener *listener = reading->listener;
    if (listener->text != NULL &&
        !listener->text(listener->of, bytes, (uint32_t)length, range_now(reading)))
        end_reading(reading);
}

static void on_instruction(void *of, const char *target, const char *data)
{
    reading *reading = of;
    if (reading->ended)
        return;
    const al_xml_listener *listener = reading->listener;
    if (listener->instruction != NULL && !listener->instruction(listener->of, target, data))
        end_reading(reading);
}

/*
 * An entity that the part of the DTD declares which is not read: those of HTML and of ISO's sets
 * are known by name; of another the reference stays as it is written.
 */
static void on_skipped(void *of, const char *name, int of_parameters)
{
    enum { LONGEST = 64 };
    char text[LONGEST + 3];
    size_t length = strlen(name);
    al_entity entity;
    if (of_parameters || length > LONGEST)
        return;
    snprintf(text, sizeof text, "&%s;", name);
    if (al_entity_named(text + 1, (uint32_t)length + 1, &entity) > 0)
        on_text(of, entity.bytes, (int)entity.length);
    else
        on_text(of, text, (int)length + 2);
}

/* What went wrong, in Expat's words, with its place. */
static almost_status fail(reading *reading, almost_error *error)
{
    const al_xml_source *source = reading->source;
    enum XML_Error code = XML_GetErrorCode(reading->parser);
    if (code == XML_ERROR_NO_MEMORY || reading->names.failed)
        return al_fail_memory(error);
    if (!reading->ended)
        note_place(reading);
    uint64_t line = reading->line, column = reading->column, at = reading->at;
    const char *part = source->part != NULL ? source->part : "",
               *space = source->part != NULL ? ": " : "";
    if (reading->deep)
        return al_fail_at(error, ALMOST_ERROR_LIMIT, source->name, at, line, column,
                          "%s%selements nest deeper than the limit of %u; raise max_depth", part,
                          space, reading->options->depth);
    if (reading->names.many)
        return al_fail_at(error, ALMOST_ERROR_LIMIT, source->name, at, line, column,
                          "%s%sbrings more namespaces than any document has: it is broken", part,
                          space);
    return al_fail_at(error, ALMOST_ERROR_FORMAT, source->name, at, line, column,
                      "%s%sis not well-formed XML (%s): mend or convert it", part, space,
                      reading->unbound ? "unbound prefix" : XML_ErrorString(code));
}

/* Whether it was ended for what stands in it, and not by the listener. */
static bool is_refused(const reading *reading)
{
    return reading->deep || reading->unbound || reading->names.failed || reading->names.many;
}

static XML_Parser new_parser(const char *encoding)
{
    XML_Parser parser = XML_ParserCreate(encoding);
    if (parser == NULL)
        return NULL;
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetProcessingInstructionHandler(parser, on_instruction);
    XML_SetSkippedEntityHandler(parser, on_skipped);
    XML_SetUnknownEncodingHandler(parser, al_xml_unknown_encoding, NULL);
    return parser;
}

/* Expat takes an int of bytes at a time. */
static enum XML_Status feed(reading *reading)
{
    enum { PORTION = 1 << 24 };
    const al_xml_source *source = reading->source;
    enum XML_Status status = XML_STATUS_OK;
    uint32_t at = 0;
    do {
        uint32_t left = source->length - at, now = left < PORTION ? left : PORTION;
        status = XML_Parse(reading->parser, source->bytes + at, (int)now, now == left);
        at += now;
    } while (status == XML_STATUS_OK && at < source->length);
    return status;
}

almost_status al_xml_parse(const al_xml_source *source, const al_read_options *options,
                           const al_xml_listener *listener, almost_error *error)
{
    reading reading = {.source = source, .options = options, .listener = listener};
    reading.parser = new_parser(source->encoding);
    if (reading.parser == NULL)
        return al_fail_memory(error);
    al_xml_names_init(&reading.names, al_allocator_default());
    XML_SetUserData(reading.parser, &reading);
    almost_status status = ALMOST_OK;
    if (feed(&reading) != XML_STATUS_OK && (is_refused(&reading) || !reading.ended))
        status = fail(&reading, error);
    al_xml_names_release(&reading.names);
    XML_ParserFree(reading.parser);
    return status;
}

/* Whether a name is `name` with a prefix that stands for `space`. */
static bool is_named(const al_xml_element *element, const char *own, const char *space,
                     const char *name)
{
    const char *colon = strchr(own, ':');
    if (colon == NULL || strcmp(colon + 1, name) != 0)
        return false;
    const char *uri = al_xml_names_uri(element->names, own, (size_t)(colon - own));
    return uri != NULL && strcmp(uri, space) == 0;
}

const char *al_xml_attribute(const al_xml_element *element, const char *space, const char *name)
{
    for (const char *const *pair = element->attributes; pair != NULL && *pair != NULL; pair += 2)
        if (*space == '\0' ? strcmp(*pair, name) == 0 : is_named(element, *pair, space, name))
            return pair[1];
    return NULL;
}

/* What a probe looks for. */
typedef struct root {
    char *space;
    char *name;
    size_t room;
    bool found;
} root;

static bool on_root(void *of, const al_xml_element *element)
{
    root *root = of;
    root->found = snprintf(root->space, root->room, "%s", element->space) < (int)root->room &&
                  snprintf(root->name, root->room, "%s", element->name) < (int)root->room;
    return false;
}

bool al_xml_root(const char *bytes, uint64_t length, char *space, char *name, size_t room)
{
    enum { LOOKED_AT = 1 << 14 };
    static const char starts[] = "< \t\r\n\xEF\xFE\xFF"; /* or a byte order mark */
    if (length == 0 || memchr(starts, bytes[0], sizeof starts - 1) == NULL)
        return false;
    root root = {space, name, room, false};
    al_xml_listener listener = {.of = &root, .start = on_root};
    al_xml_source source = {
        .name = "", .bytes = bytes, .length = length < LOOKED_AT ? (uint32_t)length : LOOKED_AT};
    al_read_options options = {.depth = 1};
    /* a failure behind the root, where the piece is cut off, is none */
    return al_xml_parse(&source, &options, &listener, NULL) != ALMOST_ERROR_MEMORY && root.found;
}
