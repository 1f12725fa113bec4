/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Witnesses from the JSON that CollateX reads. A witness has its text as `content`, which is cut as
 * any text is, or as `tokens`, which are taken as they are: `t` is what is written, `n` what it is
 * compared by (else `t`). Each token's bytes are kept, and written again as they came.
 */
#include "collate/collation.h"
#include "collate/cut.h"
#include "collate/load_json.h"
#include "collate/raw_json.h"

#include "base/error.h"
#include "base/options.h"
#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>

enum { PADDING = 16 };

typedef struct reading {
    almost_collation *collation;
    const almost_environment *environment;
    const char *name;
    const json_t *witnesses;
    almost_error *error;
} reading;

#define FAIL(reading, ...)                                                                         \
    al_fail((reading)->error, ALMOST_ERROR_FORMAT, (reading)->name, __VA_ARGS__)

/* --- Tokens --------------------------------------------------------------------------------------
 */

/* The string that a token is compared by. */
static const json_t *compared_by(const json_t *token)
{
    const json_t *n = json_object_get(token, "n");
    return n != NULL ? n : json_object_get(token, "t");
}

static almost_status check_token(const reading *reading, size_t i, size_t k, const json_t *token)
{
    if (!json_is_object(token))
        return FAIL(reading,
                    "witnesses[%zu].tokens[%zu] is no object; write it as {\"t\": \"...\"}", i, k);
    if (!json_is_string(json_object_get(token, "t")))
        return FAIL(reading, "witnesses[%zu].tokens[%zu].t is no string; say what is written there",
                    i, k);
    if (!json_is_string(compared_by(token)))
        return FAIL(reading,
                    "witnesses[%zu].tokens[%zu].n is no string; say what it is compared by, or "
                    "leave it out",
                    i, k);
    return ALMOST_OK;
}

/* Room for what tokens hold; *length gets the bytes of their t. */
static almost_status measure(const reading *reading, size_t i, const json_t *tokens,
                             uint64_t *length, uint64_t *size)
{
    size_t k;
    const json_t *token;
    *length = *size = 0;
    json_array_foreach(tokens, k, token)
    {
        almost_status status = check_token(reading, i, k, token);
        if (status != ALMOST_OK)
            return status;
        *length += json_string_length(json_object_get(token, "t"));
        *size += json_string_length(compared_by(token)) + PADDING;
    }
    *size += *length + AL_TEXT_PADDING;
    if (*size > AL_TEXT_MOST_BYTES)
        return al_fail(reading->error, ALMOST_ERROR_LIMIT, reading->name,
                       "witnesses[%zu].tokens hold more than a text may; split the witness", i);
    return ALMOST_OK;
}

/* What is left without white space at both ends. */
static al_word_span trimmed(const char *bytes, uint32_t start, uint32_t end)
{
    uint32_t size, first = end, behind = start;
    for (uint32_t at = start; at < end; at += size) {
        if (al_is_space(al_decode(bytes, end, at, &size)))
            continue;
        first = first == end ? at : first;
        behind = at + size;
    }
    return first < behind ? (al_word_span){first, behind} : (al_word_span){start, start};
}

static bool take_room(const almost_allocator *allocator, al_witness *witness, size_t n,
                      uint64_t size)
{
    witness->own = al_allocate_zero(allocator, size, 1);
    witness->starts = al_allocate(allocator, n + 1, sizeof *witness->starts);
    witness->words = al_allocate(allocator, n, sizeof *witness->words);
    witness->forms = al_allocate(allocator, n, sizeof *witness->forms);
    witness->json = al_allocate(allocator, n, sizeof *witness->json);
    witness->bytes = witness->own;
    return witness->own != NULL && witness->starts != NULL && witness->words != NULL &&
           witness->forms != NULL && witness->json != NULL;
}

/* One token; the bytes that it is compared by are put at `compared`. */
static bool take_token(const reading *reading, al_witness *witness, const json_t *token,
                       char *compared, al_raw_json *raw)
{
    const json_t *t = json_object_get(token, "t"), *n = compared_by(token);
    uint32_t k = witness->n, length = (uint32_t)json_string_length(n);
    uint32_t start = witness->length, size = (uint32_t)json_string_length(t);
    memcpy(witness->own + start, json_string_value(t), size);
    memcpy(compared, json_string_value(n), length);
    witness->starts[k] = start;
    witness->starts[k + 1] = witness->length = start + size;
    witness->words[k] = trimmed(witness->own, start, start + size);
    witness->json[k] = (al_word_span){(uint32_t)raw->at, (uint32_t)(raw->at + al_raw_size(raw))};
    witness->n++;
    return al_spellings_add(&reading->collation->spellings, compared, length, &witness->forms[k]);
}

static almost_status take_tokens(reading *reading, size_t i, const json_t *tokens, al_raw_json raw)
{
    al_witness *witness = &reading->collation->witnesses[i];
    const almost_allocator *allocator = reading->collation->allocator;
    uint64_t length, size;
    size_t k;
    const json_t *token;
    almost_status status = measure(reading, i, tokens, &length, &size);
    if (status != ALMOST_OK)
        return status;
    if (!take_room(allocator, witness, json_array_size(tokens), size))
        return al_fail_memory(reading->error);
    char *compared = witness->own + length + AL_TEXT_PADDING;
    bool any = al_raw_member(&raw, "tokens");
    if (any && !al_raw_first(&raw) && json_array_size(tokens) > 0)
        any = false;
    if (!any)
        return FAIL(reading, "witnesses[%zu].tokens is a name with escapes; write it plainly", i);
    witness->starts[0] = 0;
    json_array_foreach(tokens, k, token)
    {
        if (!take_token(reading, witness, token, compared, &raw))
            return al_fail_memory(reading->error);
        compared += json_string_length(compared_by(token)) + PADDING;
        (void)al_raw_next(&raw);
    }
    return ALMOST_OK;
}

/* --- Witnesses
 * ------------------------------------------------------------------------------------ */

static almost_status take_content(reading *reading, size_t i, const json_t *content)
{
    almost_collation *collation = reading->collation;
    al_witness *witness = &collation->witnesses[i];
    almost_text_options options;
    almost_text *text;
    almost_text_options_init(&options);
    options.environment = reading->environment;
    options.encoding = "UTF-8";
    options.format = "text";
    options.name = witness->siglum;
    almost_status status = almost_text_from_memory(
        json_string_value(content), json_string_length(content), &options, &text, reading->error);
    if (status != ALMOST_OK)
        return status;
    collation->texts[collation->n_texts++] = text;
    return al_witness_cut(witness, witness->siglum, text, collation->allocator,
                          &collation->spellings, reading->error);
}

/* `raw` stands at the witness. */
static almost_status take_witness(reading *reading, size_t i, const json_t *value, al_raw_json raw)
{
    const json_t *tokens = json_object_get(value, "tokens");
    const json_t *content = json_object_get(value, "content");
    if (tokens != NULL && !json_is_array(tokens))
        return FAIL(reading, "witnesses[%zu].tokens is no array; list its tokens", i);
    if (tokens != NULL)
        return take_tokens(reading, i, tokens, raw);
    if (!json_is_string(content))
        return FAIL(reading, "witnesses[%zu] has neither tokens nor a content that is a string", i);
    return take_content(reading, i, content);
}

/* The ids, which are all checked first. */
static almost_status take_ids(const reading *reading)
{
    almost_collation *collation = reading->collation;
    size_t length = 0, i, at = 0;
    const json_t *value;
    json_array_foreach(reading->witnesses, i, value)
    {
        const json_t *id = json_object_get(value, "id");
        if (!json_is_object(value))
            return FAIL(reading, "witnesses[%zu] is no object; write it as {\"id\", \"content\"}",
                        i);
        if (!json_is_string(id) || json_string_length(id) == 0)
            return FAIL(reading, "witnesses[%zu].id is no string; say what it is called", i);
        length += json_string_length(id) + 1;
    }
    collation->sigla = al_allocate(collation->allocator, length, 1);
    if (collation->sigla == NULL)
        return al_fail_memory(reading->error);
    json_array_foreach(reading->witnesses, i, value)
    {
        const json_t *id = json_object_get(value, "id");
        memcpy(collation->sigla + at, json_string_value(id), json_string_length(id) + 1);
        collation->witnesses[i].siglum = collation->sigla + at;
        at += json_string_length(id) + 1;
    }
    return ALMOST_OK;
}

static almost_status take_witnesses(reading *reading)
{
    almost_collation *collation = reading->collation;
    size_t i;
    const json_t *value;
    collation->texts = al_allocate(collation->allocator, collation->n, sizeof *collation->texts);
    if (collation->texts == NULL)
        return al_fail_memory(reading->error);
    almost_status status = take_ids(reading);
    al_raw_json raw = {collation->document, 0, collation->document_length};
    while (raw.at < raw.length && raw.bytes[raw.at] != '{')
        raw.at++;
    if (status == ALMOST_OK && (!al_raw_member(&raw, "witnesses") || !al_raw_first(&raw)))
        status = FAIL(reading, "witnesses is a name with escapes; write it plainly");
    json_array_foreach(reading->witnesses, i, value)
    {
        if (status != ALMOST_OK)
            return status;
        status = take_witness(reading, i, value, raw);
        (void)al_raw_next(&raw);
    }
    return status;
}

/* The collation that the document asks for, made empty. */
static almost_status begin(reading *reading, const json_t *root, const char *bytes, size_t length)
{
    reading->witnesses = json_object_get(root, "witnesses");
    size_t n = json_array_size(reading->witnesses);
    if (!json_is_object(root))
        return FAIL(reading, "the document is no object; write it as {\"witnesses\": [...]}");
    if (!json_is_array(reading->witnesses))
        return FAIL(reading, "witnesses is no array; list the witnesses");
    if (n == 0)
        return FAIL(reading, "witnesses is empty; one is needed at least");
    if (n > AL_MOST_WITNESSES)
        return FAIL(reading, "witnesses has %zu items, and at most %d can be collated", n,
                    AL_MOST_WITNESSES);
    const almost_allocator *allocator = al_allocator_of(reading->environment);
    reading->collation = al_collation_new(allocator, n);
    if (reading->collation == NULL)
        return al_fail_memory(reading->error);
    reading->collation->document = al_allocate(allocator, length, 1);
    if (reading->collation->document == NULL)
        return al_fail_memory(reading->error);
    memcpy(reading->collation->document, bytes, length);
    reading->collation->document_length = length;
    return ALMOST_OK;
}

static almost_status read_document(reading *reading, const char *bytes, size_t length)
{
    json_t *root = al_load_json(&bytes, &length, reading->name, reading->error);
    if (root == NULL)
        return ALMOST_ERROR_FORMAT;
    almost_status status = begin(reading, root, bytes, length);
    if (status == ALMOST_OK)
        status = take_witnesses(reading);
    json_decref(root);
    return status;
}

almost_status almost_collate_json(const char *bytes, size_t length, const char *name,
                                  const almost_collate_options *given, almost_collation **out,
                                  almost_error *error)
{
    almost_environment environment;
    almost_collate_options options;
    almost_collate_options_init(&options);
    almost_status status =
        al_options_complete(&options, sizeof options, given, "almost_collate_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(&environment, options.environment, error);
    if (status != ALMOST_OK)
        return status;
    if (options.by_chapter)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, name,
                       "has tokens, which have no chapters; name texts to collate them by chapter");
    options.environment = &environment;
    reading reading = {.environment = &environment, .name = name, .error = error};
    if (length > AL_TEXT_MOST_BYTES)
        return al_text_too_long(name, AL_TEXT_MOST_BYTES, error);
    status = read_document(&reading, bytes, length);
    if (status == ALMOST_OK)
        status = al_collation_finish(reading.collation, &options, error);
    if (status == ALMOST_OK)
        *out = reading.collation;
    else
        almost_collation_free(reading.collation);
    return status;
}
