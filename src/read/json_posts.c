/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Posts in JSON: a line each, {"id", "text", "speaker"?, "time"?}, or the result.json of Telegram.
 * Escapes make bytes of a string other ones than in the file; so what a post says comes from the
 * whole of its line, or of the file.
 */
#include "base/error.h"
#include "read/decoded.h"
#include "read/posts.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { NUMBER = 32 };

static al_post_name name_of(const json_t *value, char number[NUMBER])
{
    if (json_is_string(value))
        return (al_post_name){json_string_value(value), json_string_length(value)};
    if (!json_is_integer(value))
        return (al_post_name){NULL, 0};
    int length = snprintf(number, NUMBER, "%lld", (long long)json_integer_value(value));
    return (al_post_name){number, (size_t)length};
}

/* NULL with *status as it is: the bytes are no JSON, and why->text says why. */
static json_t *load(const char *bytes, size_t length, json_error_t *why, almost_status *status,
                    almost_error *error)
{
    json_t *root = json_loadb(bytes, length, JSON_ALLOW_NUL, why);
    if (root == NULL && json_error_code(why) == json_error_out_of_memory)
        *status = al_fail_memory(error);
    return root;
}

/* --- A line each -------------------------------------------------------- */

static void put_line(al_posts *posts, const json_t *root, al_range source)
{
    char number[3][NUMBER];
    const json_t *text = json_object_get(root, "text");
    al_post post = {.part = name_of(json_object_get(root, "id"), number[0]),
                    .speaker = name_of(json_object_get(root, "speaker"), number[1]),
                    .time = name_of(json_object_get(root, "time"), number[2])};
    al_post_begin(posts, &post);
    al_post_text(posts, json_string_value(text), json_string_length(text), source);
    al_post_end(posts);
}

static bool is_blank(const al_read_line *line)
{
    uint32_t at = 0;
    while (at < line->length && (line->bytes[at] == ' ' || line->bytes[at] == '\t'))
        at++;
    return at == line->length;
}

static almost_status read_line(al_posts *posts, const al_decoded *decoded, const char *name,
                               const al_read_line *line, uint64_t number, almost_error *error)
{
    json_error_t why;
    almost_status status = ALMOST_OK;
    al_range source = al_decoded_range(decoded, line->bytes, line->length);
    json_t *root = load(line->bytes, line->length, &why, &status, error);
    if (root == NULL && status == ALMOST_OK)
        status = al_fail_at(error, ALMOST_ERROR_FORMAT, name, source.start, number,
                            why.column > 0 ? (uint64_t)why.column : 1,
                            "is no JSON (%s): mend the line", why.text);
    else if (root != NULL && !json_is_string(json_object_get(root, "text")))
        status = al_fail_at(error, ALMOST_ERROR_FORMAT, name, source.start, number, 1,
                            "has no \"text\": a line is {\"id\": …, \"text\": …}");
    else if (root != NULL)
        put_line(posts, root, source);
    json_decref(root);
    return status;
}

static almost_status read_lines(const al_read_source *source, const al_read_options *options,
                                al_builder *builder, almost_error *error)
{
    al_decoded decoded;
    almost_status status = al_decode_source(source, options, builder, &decoded, error), told;
    if (status != ALMOST_OK)
        return status;
    al_posts posts;
    al_read_line line;
    uint64_t number = 0;
    al_posts_init(&posts, builder);
    for (uint32_t at = 0; status == ALMOST_OK && !al_posts_failed(&posts) &&
                          al_decoded_line(&decoded, &at, &line);) {
        number++;
        if (!is_blank(&line))
            status = read_line(&posts, &decoded, source->name, &line, number, error);
    }
    told = al_posts_finish(&posts, error);
    return status != ALMOST_OK ? status : told;
}

/* Whether the front holds a key before a colon. */
static bool holds_key(const al_decoded *front, const char *key)
{
    size_t length = strlen(key);
    for (uint32_t at = 0; at + length < front->length; at++)
        if (memcmp(front->bytes + at, key, length) == 0)
            return true;
    return false;
}

static al_confidence probe_lines(const al_read_source *source)
{
    char room[AL_FRONT];
    al_decoded front = al_source_front(source, room);
    al_read_line line;
    uint32_t at = 0;
    if (!al_decoded_line(&front, &at, &line) || line.length == 0 || *line.bytes != '{')
        return AL_CONFIDENCE_NONE;
    if (line.length == AL_FRONT) /* it goes on */
        return holds_key(&front, "\"text\"") ? AL_CONFIDENCE_LIKELY : AL_CONFIDENCE_NONE;
    json_t *root = json_loadb(line.bytes, line.length, JSON_ALLOW_NUL, NULL);
    bool is = json_is_string(json_object_get(root, "text"));
    json_decref(root);
    return is ? AL_CONFIDENCE_LIKELY : AL_CONFIDENCE_NONE;
}

/* --- Telegram ----------------------------------------------------------- */

/* A text is a string, or a list of strings and of pieces with a kind. */
static void put_pieces(al_buffer *text, const json_t *value)
{
    size_t i;
    json_t *piece;
    if (json_is_string(value))
        al_buffer_append(text, json_string_value(value), json_string_length(value));
    json_array_foreach(value, i, piece)
    {
        const json_t *inside = json_is_object(piece) ? json_object_get(piece, "text") : piece;
        if (json_is_string(inside))
            al_buffer_append(text, json_string_value(inside), json_string_length(inside));
    }
}

static void put_message(al_posts *posts, const json_t *message, al_range source)
{
    char number[3][NUMBER];
    al_buffer text;
    const json_t *type = json_object_get(message, "type");
    al_post post = {.part = name_of(json_object_get(message, "id"), number[0]),
                    .speaker = name_of(json_object_get(message, "from"), number[1]),
                    .time = name_of(json_object_get(message, "date"), number[2])};
    post.outside = json_is_string(type) && strcmp(json_string_value(type), "service") == 0;
    al_buffer_init(&text, posts->prose.allocator);
    put_pieces(&text, json_object_get(message, "text"));
    posts->prose.failed |= text.failed;
    al_post_begin(posts, &post);
    if (text.length > 0)
        al_post_text(posts, text.bytes, text.length, source);
    al_post_end(posts);
    al_buffer_release(&text);
}

static void put_chat(al_posts *posts, const json_t *chat, al_range source)
{
    size_t i;
    json_t *message;
    json_array_foreach(json_object_get(chat, "messages"), i, message)
        put_message(posts, message, source);
}

/* One chat, or the list of all. */
static almost_status put_export(const json_t *root, const char *name, al_range source,
                                al_builder *builder, almost_error *error)
{
    size_t i;
    json_t *chat, *list = json_object_get(json_object_get(root, "chats"), "list");
    if (!json_is_array(json_object_get(root, "messages")) && !json_is_array(list))
        return al_fail(error, ALMOST_ERROR_FORMAT, name,
                       "has no \"messages\": it is no chat that Telegram has written out");
    al_posts posts;
    al_posts_init(&posts, builder);
    put_chat(&posts, root, source);
    json_array_foreach(list, i, chat) put_chat(&posts, chat, source);
    return al_posts_finish(&posts, error);
}

static almost_status read_telegram(const al_read_source *source, const al_read_options *options,
                                   al_builder *builder, almost_error *error)
{
    al_decoded decoded;
    json_error_t why;
    almost_status status = al_decode_source(source, options, builder, &decoded, error);
    if (status != ALMOST_OK)
        return status;
    json_t *root = load(decoded.bytes, decoded.length, &why, &status, error);
    if (root == NULL && status == ALMOST_OK)
        return al_fail_at(error, ALMOST_ERROR_FORMAT, source->name, (uint64_t)why.position,
                          why.line > 0 ? (uint64_t)why.line : 1,
                          why.column > 0 ? (uint64_t)why.column : 1,
                          "is no JSON (%s): mend it, or get a whole copy", why.text);
    if (root != NULL)
        status =
            put_export(root, source->name,
                       al_decoded_range(&decoded, decoded.bytes, decoded.length), builder, error);
    json_decref(root);
    return status;
}

static al_confidence probe_telegram(const al_read_source *source)
{
    char room[AL_FRONT];
    al_decoded front = al_source_front(source, room);
    uint32_t at = 0;
    while (at < front.length && strchr(" \t\r\n", front.bytes[at]) != NULL && front.bytes[at] != 0)
        at++;
    bool is = at < front.length && front.bytes[at] == '{' && holds_key(&front, "\"messages\"") &&
              holds_key(&front, "\"type\"") && holds_key(&front, "\"text\"");
    return is ? AL_CONFIDENCE_LIKELY : AL_CONFIDENCE_NONE;
}

static const char *const lines[] = {"jsonl", "ndjson", NULL}, *const telegram[] = {"json", NULL};

const al_reader al_reader_jsonl = {"jsonl", lines, probe_lines, read_lines};
const al_reader al_reader_telegram = {"telegram", telegram, probe_telegram, read_telegram};
