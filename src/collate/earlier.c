/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An earlier answer as what CollateX reads: of each witness the words of its column in a row. Bytes
 * of strings and tokens are taken over as they stand there, and need not be read and written.
 */
#include "collate/earlier.h"
#include "collate/collation.h"
#include "collate/load_json.h"
#include "collate/raw_json.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"
#include "base/output.h"

#include <string.h>

typedef struct earlier {
    const almost_allocator *allocator;
    const char *name;
    almost_error *error;
    const json_t *root;
    al_raw_json raw; /* of the document */
    size_t n;        /* witnesses in it */
    bool adds;       /* others are added to them */
    bool *as_tokens; /* of each: it was given as tokens */
    al_buffer *said; /* of each: its text within quotation marks, or its tokens */
} earlier;

#define FAIL(earlier, ...)                                                                         \
    al_fail((earlier)->error, ALMOST_ERROR_FORMAT, (earlier)->name, __VA_ARGS__)

/* --- Whether it is one --------------------------------------------------------------------------
 */

static almost_status check_cell(const earlier *earlier, size_t row, size_t i, const json_t *cell)
{
    size_t k;
    const json_t *token;
    if (!json_is_null(cell) && !json_is_array(cell))
        return FAIL(earlier, "table[%zu][%zu] is neither a list of tokens nor null", row, i);
    json_array_foreach(cell, k, token)
    {
        if (!json_is_string(json_object_get(token, "t")))
            return FAIL(earlier, "table[%zu][%zu][%zu].t is no string", row, i, k);
    }
    return ALMOST_OK;
}

static almost_status check_table(const earlier *earlier, const json_t *table)
{
    size_t row, i;
    const json_t *cells, *cell;
    json_array_foreach(table, row, cells)
    {
        if (!json_is_array(cells) || json_array_size(cells) != earlier->n)
            return FAIL(earlier,
                        "table[%zu] has no cell for each of the %zu witnesses; was it written "
                        "with --by-witness?",
                        row, earlier->n);
        json_array_foreach(cells, i, cell)
        {
            almost_status status = check_cell(earlier, row, i, cell);
            if (status != ALMOST_OK)
                return status;
        }
    }
    return ALMOST_OK;
}

static almost_status check_groups(const earlier *earlier, const json_t *groups)
{
    const char *key;
    json_t *members;
    const json_t *member;
    size_t i;
    if (groups != NULL && !json_is_object(groups))
        return FAIL(earlier, "groups is no object; write it as {\"Y\": [\"A\", \"B\"]}");
    json_object_foreach((json_t *)groups, key, members)
    {
        if (json_array_size(members) == 0)
            return FAIL(earlier, "groups.%.64s lists no witnesses", key);
        json_array_foreach(members, i, member)
        {
            if (!json_is_string(member))
                return FAIL(earlier, "groups.%.64s[%zu] is no string", key, i);
        }
    }
    return ALMOST_OK;
}

static almost_status check_decisions(const earlier *earlier, const json_t *decisions)
{
    size_t i;
    const json_t *line;
    if (decisions != NULL && !json_is_array(decisions))
        return FAIL(earlier, "decisions is no array; list them as --fix has them, a string a line");
    json_array_foreach(decisions, i, line)
    {
        if (!json_is_string(line))
            return FAIL(earlier, "decisions[%zu] is no string", i);
    }
    return ALMOST_OK;
}

static almost_status check(earlier *earlier)
{
    const json_t *witnesses = json_object_get(earlier->root, "witnesses");
    const json_t *given = json_object_get(earlier->root, "given"), *siglum;
    size_t i;
    earlier->n = json_array_size(witnesses);
    if (earlier->n == 0 || earlier->n > AL_MOST_WITNESSES || json_array_size(given) != earlier->n ||
        json_object_get(earlier->root, "table") == NULL)
        return FAIL(earlier, "is no collation that almost has written; make one with almost "
                             "collate --json");
    json_array_foreach(witnesses, i, siglum)
    {
        const char *how = json_string_value(json_array_get(given, i));
        if (!json_is_string(siglum))
            return FAIL(earlier, "witnesses[%zu] is no string", i);
        if (how == NULL || (strcmp(how, "tokens") != 0 && strcmp(how, "content") != 0))
            return FAIL(earlier, "given[%zu] is neither tokens nor content", i);
    }
    if (earlier->adds && json_object_get(earlier->root, "chapters") != NULL)
        return FAIL(earlier, "was made by chapter, which takes all witnesses at once; collate them "
                             "anew with --by chapter");
    almost_status status = check_groups(earlier, json_object_get(earlier->root, "groups"));
    if (status == ALMOST_OK)
        status = check_decisions(earlier, json_object_get(earlier->root, "decisions"));
    if (status != ALMOST_OK)
        return status;
    return check_table(earlier, json_object_get(earlier->root, "table"));
}

/* --- Its words ----------------------------------------------------------------------------------
 */

static bool take_room(earlier *earlier)
{
    const json_t *given = json_object_get(earlier->root, "given");
    earlier->as_tokens = al_allocate(earlier->allocator, earlier->n, sizeof *earlier->as_tokens);
    earlier->said = al_allocate(earlier->allocator, earlier->n, sizeof *earlier->said);
    if (earlier->as_tokens == NULL || earlier->said == NULL)
        return false;
    for (size_t i = 0; i < earlier->n; i++) {
        const char *how = json_string_value(json_array_get(given, i));
        earlier->as_tokens[i] = strcmp(how, "tokens") == 0;
        al_buffer_init(&earlier->said[i], earlier->allocator);
    }
    return true;
}

/* The token that begins here, for witness `i`. False: its `t` is spelt with escapes. */
static bool take_token(earlier *earlier, size_t i, al_raw_json token)
{
    al_buffer *said = &earlier->said[i];
    if (earlier->as_tokens[i]) {
        if (said->length > 0)
            al_buffer_append(said, ",", 1);
        al_buffer_append(said, token.bytes + token.at, al_raw_size(&token));
        return true;
    }
    if (!al_raw_member(&token, "t"))
        return false;
    al_buffer_append(said, token.bytes + token.at + 1, al_raw_size(&token) - 2);
    return true;
}

/* A row begins here. */
static bool take_row(earlier *earlier, al_raw_json row)
{
    bool taken = al_raw_first(&row);
    for (size_t i = 0; taken && i < earlier->n; i++) {
        al_raw_json cell = row;
        if (cell.bytes[cell.at] == '[' && al_raw_first(&cell))
            do
                taken = taken && take_token(earlier, i, cell);
            while (al_raw_next(&cell));
        (void)al_raw_next(&row);
    }
    return taken;
}

static almost_status take_table(earlier *earlier)
{
    al_raw_json row = earlier->raw;
    bool taken = al_raw_member(&row, "table");
    if (taken && al_raw_first(&row))
        do
            taken = taken && take_row(earlier, row);
        while (al_raw_next(&row));
    for (size_t i = 0; i < earlier->n; i++)
        if (earlier->said[i].failed)
            return al_fail_memory(earlier->error);
    return taken ? ALMOST_OK : FAIL(earlier, "has names with escapes; write them plainly");
}

/* --- As what is read ----------------------------------------------------------------------------
 */

static int append(void *context, const char *bytes, size_t length)
{
    al_buffer *document = context;
    al_buffer_append(document, bytes, length);
    return document->failed ? -1 : 0;
}

static void put_earlier(const earlier *earlier, al_output *output)
{
    const json_t *witnesses = json_object_get(earlier->root, "witnesses");
    for (size_t i = 0; i < earlier->n; i++) {
        const al_buffer *said = &earlier->said[i];
        al_json_text(output, i == 0 ? "{\"id\":" : ",{\"id\":",
                     json_string_value(json_array_get(witnesses, i)));
        al_output_text(output, earlier->as_tokens[i] ? ",\"tokens\":[" : ",\"content\":\"");
        if (said->length > 0)
            al_output_bytes(output, said->bytes, said->length);
        al_output_text(output, earlier->as_tokens[i] ? "]}" : "\"}");
    }
}

/* The witnesses of both as one document, in `document`. */
static almost_status put_document(const earlier *earlier, const almost_text *const *texts,
                                  const char *const *sigla, size_t n, al_buffer *document)
{
    al_output output;
    if (!al_output_init(&output, earlier->allocator, append, document))
        return al_fail_memory(earlier->error);
    al_output_text(&output, "{\"witnesses\":[");
    put_earlier(earlier, &output);
    for (size_t i = 0; i < n; i++) {
        uint64_t length;
        const char *bytes = almost_text_bytes(texts[i], &length);
        al_json_text(&output, ",{\"id\":", sigla != NULL ? sigla[i] : almost_text_name(texts[i]));
        al_output_text(&output, ",\"content\":");
        al_json_bytes(&output, bytes, (size_t)length);
        al_output_text(&output, "}");
    }
    al_output_text(&output, "]}");
    al_output_flush(&output);
    al_output_release(&output);
    return document->failed ? al_fail_memory(earlier->error) : ALMOST_OK;
}

/* --- Its groups ---------------------------------------------------------------------------------
 */

/* Each as an option would have it, with a NUL; false when memory ends. */
static bool put_groups(const earlier *earlier, al_buffer *groups, size_t *n)
{
    const char *key;
    json_t *members;
    const json_t *member;
    size_t i;
    *n = 0;
    json_object_foreach(json_object_get(earlier->root, "groups"), key, members)
    {
        al_buffer_append_text(groups, key);
        json_array_foreach(members, i, member)
        {
            al_buffer_append_text(groups, i == 0 ? "=" : ",");
            al_buffer_append_text(groups, json_string_value(member));
        }
        al_buffer_append(groups, "", 1);
        (*n)++;
    }
    return !groups->failed;
}

/* The lines of its decisions; NULL when memory ends. */
static const char *put_lines(const earlier *earlier, al_buffer *lines)
{
    size_t i;
    const json_t *line;
    json_array_foreach(json_object_get(earlier->root, "decisions"), i, line)
    {
        al_buffer_append(lines, json_string_value(line), json_string_length(line));
        al_buffer_append_text(lines, "\n");
    }
    al_buffer_append(lines, "", 1);
    return lines->failed ? NULL : lines->bytes;
}

/* The options that an answer is made anew with: what was decided holds, unless there are others. */
static almost_status renew(const earlier *earlier, const almost_collate_options *options,
                           al_buffer *lines, almost_collate_options *anew)
{
    *anew = *options;
    anew->earlier = NULL;
    if (options->fix != NULL)
        return ALMOST_OK;
    anew->fix = put_lines(earlier, lines);
    anew->fix_length = lines->length - 1;
    anew->fix_name = earlier->name;
    return anew->fix != NULL ? ALMOST_OK : al_fail_memory(earlier->error);
}

/* The collation lists its witnesses as the earlier answer did. */
static almost_status keep_groups(const earlier *earlier, almost_collation *collation)
{
    al_buffer groups;
    al_buffer_init(&groups, earlier->allocator);
    bool kept = put_groups(earlier, &groups, &collation->n_groups);
    if (kept && groups.length > 0) {
        collation->groups = al_allocate(collation->allocator, groups.length, 1);
        collation->groups_length = groups.length;
        kept = collation->groups != NULL;
    }
    if (kept && groups.length > 0)
        memcpy(collation->groups, groups.bytes, groups.length);
    al_buffer_release(&groups);
    return kept ? ALMOST_OK : al_fail_memory(earlier->error);
}

static almost_status read(earlier *earlier, const char *bytes, size_t length)
{
    almost_status status = check(earlier);
    if (status == ALMOST_OK && !take_room(earlier))
        status = al_fail_memory(earlier->error);
    earlier->raw = (al_raw_json){bytes, 0, length};
    while (earlier->raw.at < length && bytes[earlier->raw.at] != '{')
        earlier->raw.at++;
    return status == ALMOST_OK ? take_table(earlier) : status;
}

static void release(earlier *earlier)
{
    for (size_t i = 0; earlier->said != NULL && earlier->as_tokens != NULL && i < earlier->n; i++)
        al_buffer_release(&earlier->said[i]);
    al_release(earlier->allocator, earlier->said);
    al_release(earlier->allocator, earlier->as_tokens);
}

almost_status al_collate_earlier(const almost_text *const *texts, const char *const *sigla,
                                 size_t n, const almost_collate_options *options,
                                 almost_collation **out, almost_error *error)
{
    const char *bytes = options->earlier, *name = options->earlier_name;
    size_t length = options->earlier_length;
    almost_collate_options anew;
    json_t *root = al_load_json(&bytes, &length, name, error);
    if (root == NULL)
        return ALMOST_ERROR_FORMAT;
    earlier earlier = {.allocator = al_allocator_of(options->environment),
                       .name = name,
                       .error = error,
                       .root = root,
                       .adds = n > 0};
    al_buffer document, lines;
    al_buffer_init(&document, earlier.allocator);
    al_buffer_init(&lines, earlier.allocator);
    almost_status status = read(&earlier, bytes, length);
    if (status == ALMOST_OK)
        status = put_document(&earlier, texts, sigla, n, &document);
    if (status == ALMOST_OK)
        status = renew(&earlier, options, &lines, &anew);
    almost_collation *collation = NULL;
    if (status == ALMOST_OK)
        status =
            almost_collate_json(document.bytes, document.length, name, &anew, &collation, error);
    if (status == ALMOST_OK)
        status = keep_groups(&earlier, collation);
    if (status == ALMOST_OK)
        *out = collation;
    else
        almost_collation_free(collation);
    release(&earlier);
    json_decref(root);
    al_buffer_release(&document);
    al_buffer_release(&lines);
    return status;
}
