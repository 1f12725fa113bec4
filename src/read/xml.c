/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names come from Expat as URI, separator, name. A document in an encoding that Expat does not know
 * is read by a table of its 256 bytes, which ICU's converter makes (xml_encoding.c).
 */
#include "read/xml.h"

#include "base/error.h"
#include "read/xml_encoding.h"

#include <expat.h>
#include <stdio.h>

#define SEPARATOR '\n' /* in no URI and no name */

typedef struct reading {
    XML_Parser parser;
    const al_xml_source *source;
    const al_read_options *options;
    const al_xml_listener *listener;
    uint32_t depth;
    bool ended; /* by the listener */
    bool deep;
} reading;

/* The bytes of the source that what is told now stands in. */
static al_range range_now(const reading *reading)
{
    uint32_t start = (uint32_t)XML_GetCurrentByteIndex(reading->parser) + reading->source->offset;
    return (al_range){start, start + (uint32_t)XML_GetCurrentByteCount(reading->parser)};
}

static void end_reading(reading *reading)
{
    reading->ended = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

/* Copies no name: a URI is cut off in the parser's own memory by handing it on with its length. */
typedef struct split_name {
    char space[256];
    const char *name;
} split_name;

static void split(const char *full, split_name *out)
{
    const char *separator = strrchr(full, SEPARATOR);
    out->name = separator != NULL ? separator + 1 : full;
    size_t length = separator != NULL ? (size_t)(separator - full) : 0;
    if (length >= sizeof out->space)
        length = sizeof out->space - 1; /* no format has a URI as long */
    memcpy(out->space, full, length);
    out->space[length] = '\0';
}

static void on_start(void *of, const char *full, const char **attributes)
{
    reading *reading = of;
    if (reading->ended)
        return;
    if (reading->depth++ == reading->options->depth) {
        reading->deep = true;
        end_reading(reading);
        return;
    }
    split_name names;
    split(full, &names);
    al_xml_element element = {names.space, names.name, (const char *const *)attributes,
                              range_now(reading)};
    const al_xml_listener *listener = reading->listener;
    if (listener->start != NULL && !listener->start(listener->of, &element))
        end_reading(reading);
}

static void on_end(void *of, const char *full)
{
    reading *reading = of;
    if (reading->ended)
        return;
    reading->depth--;
    split_name names;
    split(full, &names);
    al_xml_element element = {names.space, names.name, NULL, range_now(reading)};
    const al_xml_listener *listener = reading->listener;
    if (listener->end != NULL && !listener->end(listener->of, &element))
        end_reading(reading);
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

/* What went wrong, in Expat's words, with its place. */
static almost_status fail(const reading *reading, almost_error *error)
{
    const al_xml_source *source = reading->source;
    enum XML_Error code = XML_GetErrorCode(reading->parser);
    if (code == XML_ERROR_NO_MEMORY)
        return al_fail_memory(error);
    uint64_t line = XML_GetCurrentLineNumber(reading->parser),
             column = XML_GetCurrentColumnNumber(reading->parser) + 1;
    const char *part = source->part != NULL ? source->part : "",
               *space = source->part != NULL ? ": " : "";
    if (reading->deep)
        return al_fail_at(error, ALMOST_ERROR_LIMIT, source->name, range_now(reading).start, line,
                          column, "%s%selements nest deeper than the limit of %u; raise max_depth",
                          part, space, reading->options->depth);
    return al_fail_at(error, ALMOST_ERROR_FORMAT, source->name, range_now(reading).start, line,
                      column, "%s%sis not well-formed XML (%s): mend or convert it", part, space,
                      XML_ErrorString(code));
}

static XML_Parser new_parser(const char *encoding)
{
    XML_Parser parser = XML_ParserCreateNS(encoding, SEPARATOR);
    if (parser == NULL)
        return NULL;
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetProcessingInstructionHandler(parser, on_instruction);
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
    XML_SetUserData(reading.parser, &reading);
    almost_status status = ALMOST_OK;
    if (feed(&reading) != XML_STATUS_OK && (reading.deep || !reading.ended))
        status = fail(&reading, error);
    XML_ParserFree(reading.parser);
    return status;
}

const char *al_xml_attribute(const al_xml_element *element, const char *space, const char *name)
{
    size_t length = strlen(space);
    for (const char *const *pair = element->attributes; pair != NULL && *pair != NULL; pair += 2) {
        const char *own = *pair;
        if (length > 0) {
            if (strncmp(own, space, length) != 0 || own[length] != SEPARATOR)
                continue;
            own += length + 1;
        }
        if (strcmp(own, name) == 0)
            return pair[1];
    }
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
