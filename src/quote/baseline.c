/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_quotations_accept(): what an earlier answer says of a quotation is known. A quotation is
 * the same when its words stand there with the same status, wherever in the account.
 */
#include "base/error.h"
#include "base/memory.h"
#include "speech/quotations.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* What is known, by hash, ascending. */
typedef struct known {
    uint64_t *hashes;
    size_t n;
} known;

/* Of the bytes without white space, which a line break may have changed, and the status. */
static bool hash_of(const almost_allocator *allocator, const char *bytes, size_t length,
                    const char *status, uint64_t *hash)
{
    char *room = al_allocate(allocator, length, 1);
    size_t n = 0;
    if (room == NULL)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] > ' ')
            room[n++] = bytes[i];
    *hash = XXH3_64bits_withSeed(room, n, XXH3_64bits(status, strlen(status)));
    al_release(allocator, room);
    return true;
}

static int by_hash(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static almost_status read_known(const almost_allocator *allocator, const json_t *list, known *known,
                                almost_error *error)
{
    known->hashes = al_allocate(allocator, json_array_size(list), sizeof *known->hashes);
    if (known->hashes == NULL)
        return al_fail_memory(error);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const json_t *text = json_object_get(item, "text");
        const char *status = json_string_value(json_object_get(item, "status"));
        if (!json_is_string(text) || status == NULL)
            continue;
        if (!hash_of(allocator, json_string_value(text), json_string_length(text), status,
                     &known->hashes[known->n]))
            return al_fail_memory(error);
        known->n++;
    }
    if (known->n > 0)
        qsort(known->hashes, known->n, sizeof *known->hashes, by_hash);
    return ALMOST_OK;
}

static almost_status mark(almost_quotations *quotations, const known *known, almost_error *error)
{
    const char *bytes = quotations->text->bytes;
    for (size_t i = 0; i < quotations->n; i++) {
        almost_quotation *item = &quotations->items[i];
        uint64_t hash;
        if (!hash_of(quotations->allocator, bytes + item->span.start,
                     (size_t)(item->span.end - item->span.start),
                     almost_quotation_status_name(item->status), &hash))
            return al_fail_memory(error);
        if (known->n > 0 && bsearch(&hash, known->hashes, known->n, sizeof hash, by_hash) != NULL)
            item->notes |= ALMOST_NOTE_KNOWN;
    }
    return ALMOST_OK;
}

almost_status almost_quotations_accept(almost_quotations *quotations, const almost_text *baseline,
                                       almost_error *error)
{
    json_error_t trouble;
    known known = {NULL, 0};
    json_t *root = json_loadb(baseline->bytes, (size_t)baseline->length,
                              JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &trouble);
    if (root == NULL && json_error_code(&trouble) == json_error_out_of_memory)
        return al_fail_memory(error);
    const char *format = json_string_value(json_object_get(root, "format"));
    const json_t *list = json_object_get(root, "quotations");
    almost_status status = ALMOST_OK;
    if (root == NULL || format == NULL || strncmp(format, "almost.quotations/", 18) != 0 ||
        !json_is_array(list))
        status = al_fail(error, ALMOST_ERROR_FORMAT, baseline->name,
                         "is no answer of almost check --json; write it anew");
    if (status == ALMOST_OK)
        status = read_known(quotations->allocator, list, &known, error);
    if (status == ALMOST_OK)
        status = mark(quotations, &known, error);
    al_release(quotations->allocator, known.hashes);
    json_decref(root);
    return status;
}
