/* SPDX-License-Identifier: Apache-2.0 */
/* Documents on their way into a corpus: a text with a name, or a line of JSON Lines. */
#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"
#include "base/json_id.h"
#include "base/range.h"
#include "read/members.h"
#include "reuse/corpus.h"
#include "text/compared.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static int append(void *context, const char *bytes, size_t length)
{
    al_buffer_append(context, bytes, length);
    return ((al_buffer *)context)->failed;
}

/* Of a document and its id, where it is wanted; they may be one line. */
static uint64_t sum_of(const almost_reuse *reuse, const char *bytes, size_t length,
                       size_t id_length, const char *id)
{
    if (reuse->kept.folder == NULL)
        return 0;
    return XXH3_64bits_withSeed(bytes, length, XXH3_64bits(id, id_length));
}

almost_status almost_reuse_add(almost_reuse *reuse, const char *id, const char *text, size_t length,
                               almost_error *error)
{
    al_buffer json;
    al_output output;
    al_buffer_init(&json, reuse->allocator);
    if (!al_output_init(&output, reuse->allocator, append, &json))
        return al_fail_memory(error);
    al_json_string(&output, id);
    almost_status status = al_output_finish(&output, error);
    al_output_release(&output);
    al_buffer_append(&json, "", 1);
    if (json.failed) /* and not that something could not be written */
        status = al_fail_memory(error);
    const al_reuse_given given = {.name = id,
                                  .name_length = strlen(id),
                                  .id = json.bytes,
                                  .id_length = json.length - 1,
                                  .text = text,
                                  .text_length = length,
                                  .sum = sum_of(reuse, text, length, strlen(id), id)};
    if (status == ALMOST_OK)
        status = al_reuse_add(reuse, &given, error);
    al_buffer_release(&json);
    return status;
}

/* What the answer has of its own; members of a line by these names are not kept. */
static const char *const own[] = {"id",    "text", "uid",   "cluster",   "size",
                                  "begin", "end",  "first", "documents", NULL};

/* The other members of a line, without braces, in memory of jansson; NULL when memory ends. */
static char *rest_of(json_t *tree, size_t *length)
{
    for (int i = 0; own[i] != NULL; i++)
        json_object_del(tree, own[i]);
    char *rest = json_dumps(tree, JSON_COMPACT | JSON_REAL_PRECISION(15));
    if (rest == NULL)
        return NULL;
    *length = strlen(rest) - 2;
    return rest;
}

#define WRONG(error, name, line, ...)                                                              \
    al_fail_at(error, ALMOST_ERROR_FORMAT, name, 0, line, 0, __VA_ARGS__)

static almost_status check_line(json_t *tree, const json_error_t *why, const char *name,
                                uint64_t line, almost_error *error)
{
    const json_t *id = json_object_get(tree, "id");
    if (tree == NULL && json_error_code(why) == json_error_out_of_memory)
        return al_fail_memory(error);
    if (tree == NULL)
        return WRONG(error, name, line, "is not JSON: %s", why->text);
    if (!json_is_string(id) && !json_is_number(id))
        return WRONG(error, name, line, "is no JSON object with \"id\", a string or a number");
    if (!json_is_string(json_object_get(tree, "text")))
        return WRONG(error, name, line, "is no JSON object with \"text\", a string");
    return ALMOST_OK;
}

/* A line as it is read: all of it is in the tree, but for a text that was taken out before. */
typedef struct line {
    json_t *tree;
    const char *bytes; /* what the tree is of */
    size_t length;
    bool without_text;
    uint64_t sum;
} line;

static almost_status add_tree(almost_reuse *reuse, const line *line, almost_error *error)
{
    json_t *text = json_incref(json_object_get(line->tree, "text"));
    json_t *name = json_incref(json_object_get(line->tree, "id"));
    char *id = al_json_id(line->bytes, line->length, reuse->allocator);
    al_reuse_given given = {.id = id,
                            .text = line->without_text ? reuse->line.text : json_string_value(text),
                            .text_length =
                                line->without_text ? reuse->line.length : json_string_length(text),
                            .sum = line->sum};
    char *rest = id == NULL ? NULL : rest_of(line->tree, &given.rest_length);
    almost_status status = rest == NULL ? al_fail_memory(error) : ALMOST_OK;
    if (status == ALMOST_OK) {
        given.rest = rest + 1;
        given.id_length = strlen(id);
        given.name = json_is_string(name) ? json_string_value(name) : id;
        given.name_length = json_is_string(name) ? json_string_length(name) : given.id_length;
        status = al_reuse_add(reuse, &given, error);
    }
    free(rest);
    al_release(reuse->allocator, id);
    json_decref(text);
    json_decref(name);
    return status;
}

static json_t *load(const char *bytes, size_t length, json_error_t *why)
{
    return json_loadb(bytes, length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, why);
}

static line load_line(almost_reuse *reuse, const char *bytes, size_t length, json_error_t *why)
{
    al_line_text *taken = &reuse->line;
    line line = {.bytes = bytes, .length = length};
    if (al_line_text_take(taken, reuse->allocator, bytes, length))
        line.tree = load(taken->rest, taken->rest_length, why);
    line.without_text = line.tree != NULL;
    if (line.without_text) {
        line.bytes = taken->rest;
        line.length = taken->rest_length;
    } else {
        line.tree = load(bytes, length, why);
    }
    return line;
}

static bool is_blank(const char *bytes, size_t length)
{
    size_t blank = 0;
    while (blank < length && (bytes[blank] == ' ' || bytes[blank] == '\t' || bytes[blank] == '\r'))
        blank++;
    return blank == length;
}

almost_status almost_reuse_add_line(almost_reuse *reuse, const char *bytes, size_t length,
                                    const char *name, uint64_t number, almost_error *error)
{
    json_error_t why;
    if (number == 1 && length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3; /* a byte order mark */
        length -= 3;
    }
    if (is_blank(bytes, length))
        return ALMOST_OK;
    uint64_t sum = sum_of(reuse, bytes, length, 0, "");
    if (!reuse->closed && !reuse->broken && al_kept_has(reuse, sum)) /* it need not be read anew */
        return al_reuse_go_on(reuse, "reading documents", 0, error);
    line line = load_line(reuse, bytes, length, &why);
    line.sum = sum;
    almost_status status = check_line(line.tree, &why, name, number, error);
    if (status == ALMOST_OK)
        status = add_tree(reuse, &line, error);
    json_decref(line.tree);
    return status;
}

/* --- Texts -------------------------------------------------------------- */

/* A member, as NAME#MEMBER. */
static almost_status add_member(almost_reuse *reuse, const almost_text *text, al_value member,
                                al_range bytes, almost_error *error)
{
    al_buffer id;
    al_buffer_init(&id, reuse->allocator);
    al_buffer_append_text(&id, almost_text_name(text));
    al_buffer_append(&id, "#", 1);
    if (member.bytes == NULL)
        al_buffer_append_format(&id, "%llu", (unsigned long long)member.number);
    else
        al_buffer_append(&id, member.bytes, (size_t)member.number);
    al_buffer_append(&id, "", 1);
    almost_status status = id.failed ? al_fail_memory(error)
                                     : almost_reuse_add(reuse, id.bytes, text->bytes + bytes.start,
                                                        bytes.end - bytes.start, error);
    al_buffer_release(&id);
    return status;
}

almost_status almost_reuse_add_text(almost_reuse *reuse, const almost_text *text,
                                    almost_error *error)
{
    const almost_text *compared = al_text_compared(text);
    size_t n;
    const al_milestone *parts = al_members_of(text, &n);
    if (parts == NULL)
        return almost_reuse_add(reuse, almost_text_name(text), compared->bytes,
                                (size_t)compared->length, error);
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++) {
        al_range bytes = {parts[i].at, i + 1 < n ? parts[i + 1].at : (uint32_t)compared->length};
        if (bytes.end > bytes.start)
            status = add_member(reuse, compared, al_milestones_value(text->milestones, &parts[i]),
                                bytes, error);
    }
    return status;
}
