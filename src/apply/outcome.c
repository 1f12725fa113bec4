/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing the outcome. UTF-8 is handed on in portions as it comes. Other encodings
 * wait until all is there, since a patch may cut inside a character, and are then
 * encoded and held against the hash that the patch has for its other text: some
 * encodings have two ways to write one text, and only one is the one that was read.
 */
#include "apply/outcome.h"

#include "base/error.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* Bytes that wait for more before they are handed on. */
enum { PORTION = 65536 };

static void hand_on(al_outcome *outcome, const char *bytes, size_t length)
{
    if (length > 0 && !outcome->refused && outcome->sink(outcome->context, bytes, length) != 0)
        outcome->refused = true;
}

static void hand_on_waiting(al_outcome *outcome)
{
    hand_on(outcome, outcome->waiting.bytes, outcome->waiting.length);
    outcome->waiting.length = 0;
}

void al_outcome_begin(al_outcome *outcome, const almost_allocator *allocator, bool mark)
{
    outcome->foreign = strcmp(outcome->encoding.name, "UTF-8") != 0;
    outcome->refused = false;
    al_buffer_init(&outcome->waiting, allocator);
    if (mark)
        al_outcome_put(outcome, byte_order_mark, sizeof byte_order_mark - 1);
}

void al_outcome_put(al_outcome *outcome, const char *bytes, uint64_t length)
{
    if (!outcome->foreign && length >= PORTION) {
        hand_on_waiting(outcome);
        hand_on(outcome, bytes, length);
        return;
    }
    al_buffer_append(&outcome->waiting, bytes, length);
    if (!outcome->foreign && outcome->waiting.length >= PORTION)
        hand_on_waiting(outcome);
}

/* Some encodings have two ways to write one text; then it may not be the one that was read. */
static almost_status check_hash(const al_outcome *outcome, const al_buffer *encoded,
                                almost_error *error)
{
    if (outcome->hash == NULL)
        return ALMOST_OK;
    XXH128_hash_t hash = XXH3_128bits(encoded->bytes, encoded->length);
    char text[33];
    snprintf(text, sizeof text, "%016" PRIx64 "%016" PRIx64, (uint64_t)hash.high64,
             (uint64_t)hash.low64);
    if (strcmp(text, outcome->hash) == 0)
        return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_MISMATCH, outcome->file,
                   "the outcome in %.40s is not byte for byte what was compared: convert both "
                   "texts to UTF-8 first, or write the patch again if it may be damaged",
                   outcome->encoding.name);
}

/* Turn what waits into the encoding. */
static almost_status hand_on_encoded(al_outcome *outcome, almost_error *error)
{
    al_buffer encoded;
    al_buffer_init(&encoded, outcome->waiting.allocator);
    almost_status status = al_encode_text(&outcome->encoding, outcome->file, outcome->waiting.bytes,
                                          outcome->waiting.length, &encoded, error);
    if (status == ALMOST_OK)
        status = check_hash(outcome, &encoded, error);
    if (status == ALMOST_OK)
        hand_on(outcome, encoded.bytes, encoded.length);
    al_buffer_release(&encoded);
    return status;
}

almost_status al_outcome_finish(al_outcome *outcome, almost_error *error)
{
    if (outcome->waiting.failed)
        return al_fail_memory(error);
    if (outcome->foreign) {
        almost_status status = hand_on_encoded(outcome, error);
        if (status != ALMOST_OK)
            return status;
    } else {
        hand_on_waiting(outcome);
    }
    if (outcome->refused)
        return al_fail(error, ALMOST_ERROR_WRITE, NULL, "the output cannot be written");
    return ALMOST_OK;
}

void al_outcome_release(al_outcome *outcome)
{
    al_buffer_release(&outcome->waiting);
}
