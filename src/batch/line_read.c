/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a line of JSON. jansson parses, and the texts are borrowed from its
 * tree, which lives as long as the pair. What it cannot know is checked here: that
 * there are two sources, each a path or a text, that strings which become paths
 * have no NUL, and that the id comes back as it was, to the byte.
 */
#include "batch/line_read.h"

#include "base/error.h"
#include "base/json_id.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

typedef struct reader {
    const al_line_place *place;
    almost_error *error;
} reader;

#define FAIL(reader, ...)                                                                          \
    al_fail_at((reader)->error, ALMOST_ERROR_FORMAT, (reader)->place->name, 0,                     \
               (reader)->place->line, 0, __VA_ARGS__)

static bool is_id(const json_t *value)
{
    return json_is_string(value) || json_is_number(value);
}

static char *count_id(uint64_t line, const almost_allocator *allocator)
{
    char *id = al_allocate(allocator, 24, 1);
    if (id != NULL)
        snprintf(id, 24, "%" PRIu64, line);
    return id;
}

/* A string without NULs, as paths and names are; NULL in *out where there is none. */
static almost_status read_string(reader *reader, const json_t *value, const char *key,
                                 const char **out)
{
    if (value == NULL)
        return ALMOST_OK;
    if (!json_is_string(value) || strlen(json_string_value(value)) != json_string_length(value))
        return FAIL(reader, "\"%s\" must be a string without NULs", key);
    *out = json_string_value(value);
    return ALMOST_OK;
}

static almost_status check_path(reader *reader, const char *key, const char *path)
{
    if (path[0] == '\0')
        return FAIL(reader, "the path of \"%s\" is empty", key);
    if (strcmp(path, "-") == 0)
        return FAIL(reader, "\"%s\" cannot be standard input; name a file, or give the text", key);
    return ALMOST_OK;
}

/* A text that an object tells of, or a string that is its path. `key` is what it is called. */
static almost_status read_object(reader *reader, const json_t *value, const char *key,
                                 al_given_text *out)
{
    const json_t *text = json_object_get(value, "text");
    const json_t *path = json_is_string(value) ? value : json_object_get(value, "path");
    almost_status status = read_string(reader, path, key, &out->source.path);
    if (status == ALMOST_OK && out->source.path != NULL)
        status = check_path(reader, key, out->source.path);
    if (status == ALMOST_OK)
        status = read_string(reader, json_object_get(value, "name"), "name", &out->options.name);
    if (status == ALMOST_OK)
        status = read_string(reader, json_object_get(value, "encoding"), "encoding",
                             &out->options.encoding);
    if (status != ALMOST_OK || text == NULL)
        return status;
    if (!json_is_string(text))
        return FAIL(reader, "\"text\" of \"%s\" must be a string", key);
    out->source.bytes = json_string_value(text);
    out->source.length = json_string_length(text);
    if (out->options.encoding != NULL)
        return FAIL(reader, "\"%s\" is a text, and text in JSON has no other encoding", key);
    out->options.encoding = "UTF-8"; /* whatever the options say of files, and what it looks like */
    out->options.format = "text";
    if (out->options.name == NULL)
        out->options.name = key;
    return ALMOST_OK;
}

static almost_status read_source(reader *reader, const json_t *root, const char *key,
                                 al_given_text *out)
{
    almost_text_options_init(&out->options);
    const json_t *value = json_object_get(root, key), *text = json_object_get(value, "text");
    const json_t *path = json_is_string(value) ? value : json_object_get(value, "path");
    if (value == NULL)
        return FAIL(reader, "there is no \"%s\"", key);
    if ((path == NULL) == (text == NULL))
        return FAIL(reader, "\"%s\" must be a path, or an object with either \"path\" or \"text\"",
                    key);
    return read_object(reader, value, key, out);
}

/* What the texts of a line are read by. */
typedef almost_status texts_reader(reader *reader, const json_t *root, al_pair_line *out);

static almost_status read_pair(reader *reader, const json_t *root, al_pair_line *out)
{
    almost_status status = ALMOST_OK;
    if (!json_is_object(root))
        return FAIL(reader, "is no JSON object with \"original\" and \"telling\"");
    for (int side = 0; side < 2 && status == ALMOST_OK; side++)
        status = read_source(reader, root, al_side_names[side].text, &out->texts[side]);
    return status;
}

static almost_status read_account(reader *reader, const json_t *root, al_pair_line *out)
{
    almost_text_options_init(&out->texts[0].options);
    bool text = json_object_get(root, "text") != NULL, path = json_object_get(root, "path") != NULL;
    if (text == path)
        return FAIL(reader, "is no JSON object with either \"path\" or \"text\"");
    return read_object(reader, root, "account", &out->texts[0]);
}

static almost_status malformed(reader *reader, const json_error_t *why)
{
    return al_fail_at(reader->error, ALMOST_ERROR_FORMAT, reader->place->name, 0,
                      reader->place->line, why->column > 0 ? (uint64_t)why->column : 0,
                      "is not JSON: %s", why->text);
}

/* The id first, which the answer needs whatever else the line lacks. */
static almost_status read_line(reader *reader, const json_error_t *why, al_pair_line *out,
                               const al_line_source *source, texts_reader *texts,
                               const almost_allocator *allocator)
{
    const json_t *root = out->tree, *id = json_object_get(root, "id");
    out->id = is_id(id) ? al_json_id(source->bytes, source->length, allocator)
                        : count_id(reader->place->line, allocator);
    if (out->id == NULL || (root == NULL && json_error_code(why) == json_error_out_of_memory))
        return al_fail_memory(reader->error);
    if (root == NULL)
        return malformed(reader, why);
    if (id != NULL && !is_id(id))
        return FAIL(reader, "\"id\" must be a string or a number");
    return texts(reader, root, out);
}

static void read_by(texts_reader *texts, al_pair_line *out, const al_line_source *source,
                    const almost_allocator *allocator, almost_error *error)
{
    const al_line_place *place = &source->place;
    al_line_source rest = *source;
    reader reader = {place, error};
    json_error_t why;
    /* numbers are of any length; that an id has 20 digits does not make it none */
    const size_t flags = JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL;
    if (place->line == 1 && rest.length >= 3 && memcmp(rest.bytes, "\xEF\xBB\xBF", 3) == 0) {
        rest.bytes += 3; /* a byte order mark */
        rest.length -= 3;
    }
    *out = (al_pair_line){.tree = json_loadb(rest.bytes, rest.length, flags, &why)};
    out->status = read_line(&reader, &why, out, &rest, texts, allocator);
}

void al_pair_line_read(al_pair_line *out, const al_line_source *source,
                       const almost_allocator *allocator, almost_error *error)
{
    read_by(read_pair, out, source, allocator, error);
}

void al_account_line_read(al_pair_line *out, const al_line_source *source,
                          const almost_allocator *allocator, almost_error *error)
{
    read_by(read_account, out, source, allocator, error);
}

void al_pair_line_release(al_pair_line *line, const almost_allocator *allocator)
{
    json_decref(line->tree);
    al_release(allocator, line->id);
    *line = (al_pair_line){.tree = NULL};
}

bool al_given_is_blank(const char *bytes, size_t length)
{
    while (length > 0 && (*bytes == ' ' || *bytes == '\t' || *bytes == '\r' || *bytes == '\n')) {
        bytes++;
        length--;
    }
    return length == 0;
}

bool al_pair_line_is_id(const char *id)
{
    json_t *value =
        json_loads(id, JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
    bool right = is_id(value) && strpbrk(id, "\r\n") == NULL;
    json_decref(value);
    return right;
}
