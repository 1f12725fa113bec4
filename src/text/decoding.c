/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A byte a code point holds how many bytes it took in the source, with the sum of all before at
 * every 1024th. Most encodings have one byte throughout, and UTF-16 says it by itself.
 */
#include "text/decoding.h"

#include <assert.h>

enum { CHECKPOINT = 1024 };

/* Escapes at the end of the source stand for none. */
static bool all_ones(const al_buffer *lengths, uint64_t wanted)
{
    for (size_t i = 0; i < lengths->length; i++) {
        if (lengths->bytes[i] != 1)
            return false;
    }
    return lengths->length == wanted;
}

bool al_decoding_keep(struct al_decoding *decoding, al_buffer *lengths, uint64_t source_length)
{
    assert(decoding->lengths == NULL && !lengths->failed && source_length >= decoding->mark);
    if (decoding->units != AL_SOURCE_LENGTHS)
        return true;
    if (all_ones(lengths, source_length - decoding->mark)) {
        decoding->units = AL_SOURCE_BYTES;
        return true;
    }
    uint64_t n = lengths->length, sum = 0;
    decoding->checkpoints =
        al_allocate(lengths->allocator, n / CHECKPOINT + 1, sizeof *decoding->checkpoints);
    if (decoding->checkpoints == NULL)
        return false;
    decoding->lengths = (uint8_t *)lengths->bytes;
    decoding->n_lengths = n;
    lengths->bytes = NULL;
    decoding->checkpoints[0] = 0;
    for (uint64_t i = 0; i < n; i++) {
        if (i % CHECKPOINT == 0)
            decoding->checkpoints[i / CHECKPOINT] = (uint32_t)sum;
        sum += decoding->lengths[i];
    }
    return true;
}

static uint64_t sum_lengths(const struct al_decoding *decoding, uint64_t code_point)
{
    if (code_point >= decoding->n_lengths)
        return UINT64_MAX / 2;
    uint64_t at = code_point / CHECKPOINT * CHECKPOINT;
    uint64_t sum = decoding->checkpoints[code_point / CHECKPOINT];
    for (; at < code_point; at++)
        sum += decoding->lengths[at];
    return sum;
}

uint64_t al_decoding_source_byte(const struct al_decoding *decoding, uint64_t code_point,
                                 uint64_t utf16)
{
    switch (decoding->units) {
    case AL_SOURCE_BYTES: return decoding->mark + code_point;
    case AL_SOURCE_UTF16: return decoding->mark + utf16 * 2;
    case AL_SOURCE_LENGTHS: break;
    }
    return decoding->mark + sum_lengths(decoding, code_point);
}

void al_decoding_free(const almost_allocator *allocator, struct al_decoding *decoding)
{
    if (decoding == NULL)
        return;
    al_release(allocator, decoding->lengths);
    al_release(allocator, decoding->checkpoints);
    al_release(allocator, decoding);
}
