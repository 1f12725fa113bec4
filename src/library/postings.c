/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of positions to bytes and back; postings.h says how they look. */
#include "library/postings.h"

#include "library/format.h"

#include <assert.h>

enum { PARAMETER_BITS = 5 };

/* --- Bits, the lowest first --------------------------------------------- */

typedef struct bit_writer {
    al_buffer *out;
    uint64_t held;
    uint32_t n; /* bits that are held, below 8 after each call */
} bit_writer;

static void put_bits(bit_writer *writer, uint64_t value, uint32_t bits)
{
    assert(bits <= 56);
    writer->held |= value << writer->n;
    writer->n += bits;
    char bytes[8];
    al_store_eight(writer->held, bytes);
    uint32_t whole = writer->n / 8;
    al_buffer_append(writer->out, bytes, whole);
    writer->held = whole < 8 ? writer->held >> 8 * whole : 0;
    writer->n %= 8;
}

static void end_bits(bit_writer *writer)
{
    char last = (char)writer->held;
    if (writer->n > 0)
        al_buffer_append(writer->out, &last, 1);
    writer->n = 0;
    writer->held = 0;
}

/* At least 57 bits from a bit on; eight bytes are readable there. */
static inline uint64_t bits_at(const char *bytes, uint64_t bit)
{
    return al_load_eight(bytes + bit / 8) >> (bit & 7);
}

/* --- Encoding ----------------------------------------------------------- */

/* The gap before position i of a row whose first follows `base`. */
static uint32_t gap_before(const uint32_t *positions, uint32_t i, uint32_t base)
{
    return i == 0 ? positions[0] - base : positions[i] - positions[i - 1] - 1;
}

static uint64_t cost(const uint32_t *positions, uint32_t n, uint32_t base, uint32_t k)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t quotient = gap_before(positions, i, base) >> k;
        if (quotient > AL_MOST_QUOTIENT)
            return UINT64_MAX;
        bits += quotient + 1 + k;
    }
    return bits;
}

/* The least parameter by which no quotient is above one: valid, and seldom far from the best. */
static uint32_t safe_parameter(const uint32_t *positions, uint32_t n, uint32_t base)
{
    uint32_t all = 1;
    for (uint32_t i = 0; i < n; i++)
        all |= gap_before(positions, i, base);
    return 31 - (uint32_t)__builtin_clz(all);
}

/* The cheapest parameter: the cost falls down to it and rises from there, but for a bit or two. */
static uint32_t choose_parameter(const uint32_t *positions, uint32_t n, uint32_t base)
{
    uint32_t best = safe_parameter(positions, n, base);
    uint64_t least = cost(positions, n, base, best);
    while (best > 0) {
        uint64_t bits = cost(positions, n, base, best - 1);
        if (bits > least)
            break;
        least = bits;
        best--;
    }
    return best;
}

static void encode_rest(al_buffer *out, const uint32_t *positions, uint32_t n, uint32_t base)
{
    bit_writer writer = {.out = out};
    uint32_t k = choose_parameter(positions, n, base);
    put_bits(&writer, k, PARAMETER_BITS);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t gap = gap_before(positions, i, base);
        put_bits(&writer, UINT64_C(1) << (gap >> k), (gap >> k) + 1);
        put_bits(&writer, gap & ((UINT64_C(1) << k) - 1), k);
    }
    end_bits(&writer);
}

static uint32_t width_of(const uint32_t *positions)
{
    uint32_t all = 1;
    for (uint32_t i = 1; i < AL_BLOCK; i++)
        all |= positions[i] - positions[i - 1] - 1;
    return 32 - (uint32_t)__builtin_clz(all);
}

static void encode_block(al_buffer *out, const uint32_t *positions, uint32_t width)
{
    bit_writer writer = {.out = out};
    for (uint32_t i = 1; i < AL_BLOCK; i++)
        put_bits(&writer, positions[i] - positions[i - 1] - 1, width);
    end_bits(&writer);
}

bool al_postings_encode(al_buffer *out, const uint32_t *positions, uint32_t n)
{
    assert(n >= 2);
    size_t start = out->length;
    uint32_t blocks = n / AL_BLOCK;
    char skip[AL_SKIP_SIZE] = {0};
    for (uint32_t i = 0; i < blocks; i++)
        al_buffer_append(out, skip, sizeof skip);
    for (uint32_t i = 0; i < blocks && !out->failed; i++) {
        const uint32_t *block = positions + (size_t)i * AL_BLOCK;
        uint32_t width = width_of(block);
        size_t offset = out->length - start;
        if (offset >> AL_SKIP_OFFSET_BITS != 0)
            return false;
        char *to = out->bytes + start + (size_t)i * AL_SKIP_SIZE;
        al_store_four(block[0], to);
        al_store_four((uint32_t)offset | width << AL_SKIP_OFFSET_BITS, to + 4);
        encode_block(out, block, width);
    }
    uint32_t done = blocks * AL_BLOCK;
    if (done < n)
        encode_rest(out, positions + done, n - done, done > 0 ? positions[done - 1] + 1 : 0);
    return true;
}

/* --- Decoding ----------------------------------------------------------- */

/* Up to which byte a number may begin. */
static uint64_t readable(const al_postings *postings)
{
    return postings->length >= AL_POSTINGS_PADDING ? postings->length - AL_POSTINGS_PADDING : 0;
}

static bool decode_block(const al_postings *postings, const char *skip, uint64_t at, uint32_t *out)
{
    uint32_t place = al_load_four(skip + 4), width = place >> AL_SKIP_OFFSET_BITS;
    uint64_t from = at + (place & ((UINT32_C(1) << AL_SKIP_OFFSET_BITS) - 1));
    if (width == 0 || width > 32 || from + ((AL_BLOCK - 1) * width + 7) / 8 > readable(postings))
        return false;
    const uint64_t mask = (UINT64_C(1) << width) - 1;
    const char *bytes = postings->bytes + from;
    uint64_t position = al_load_four(skip), bit = 0;
    uint32_t i = 1;
    out[0] = (uint32_t)position;
    for (; width <= 28 && i + 1 < AL_BLOCK; i += 2, bit += 2 * width) { /* two of one load */
        uint64_t bits = bits_at(bytes, bit);
        position += (bits & mask) + 1;
        out[i] = (uint32_t)position;
        position += (bits >> width & mask) + 1;
        out[i + 1] = (uint32_t)position;
    }
    for (; i < AL_BLOCK; i++, bit += width) {
        position += (bits_at(bytes, bit) & mask) + 1;
        out[i] = (uint32_t)position;
    }
    return position < postings->positions;
}

/* *at is the byte where the rest begins, and gets the one behind it. */
static bool decode_rest(const al_postings *postings, uint64_t *at, uint32_t n, uint64_t base,
                        uint32_t *out)
{
    const uint64_t end = readable(postings) * 8;
    uint64_t bit = *at * 8, position = base;
    if (bit >= end)
        return false;
    uint32_t k = bits_at(postings->bytes, bit) & ((1U << PARAMETER_BITS) - 1);
    bit += PARAMETER_BITS;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t here = bit < end ? bits_at(postings->bytes, bit) : 0;
        uint32_t quotient = here != 0 ? (uint32_t)__builtin_ctzll(here) : 64;
        if (quotient > AL_MOST_QUOTIENT || bit + quotient >= end)
            return false;
        bit += quotient + 1;
        uint64_t low = bits_at(postings->bytes, bit) & ((UINT64_C(1) << k) - 1);
        bit += k;
        position += ((uint64_t)quotient << k | low) + (i > 0);
        out[i] = (uint32_t)position;
        if (position >= postings->positions)
            return false;
    }
    *at = (bit + 7) / 8;
    return bit <= end;
}

/* Where the blocks end: behind the last one. */
static uint64_t behind_blocks(const al_postings *postings, uint64_t at, uint32_t blocks)
{
    uint32_t place = al_load_four(postings->bytes + at + (uint64_t)blocks * AL_SKIP_SIZE - 4);
    uint32_t width = place >> AL_SKIP_OFFSET_BITS;
    return at + (place & ((UINT32_C(1) << AL_SKIP_OFFSET_BITS) - 1)) +
           ((AL_BLOCK - 1) * width + 7) / 8;
}

bool al_postings_decode(const al_postings *postings, uint32_t at, uint32_t n, uint32_t *out,
                        uint64_t *end)
{
    uint32_t blocks = n / AL_BLOCK, done = blocks * AL_BLOCK;
    uint64_t behind = at;
    if (at + (uint64_t)blocks * AL_SKIP_SIZE > readable(postings))
        return false;
    for (uint32_t i = 0; i < blocks; i++) {
        const char *skip = postings->bytes + at + (uint64_t)i * AL_SKIP_SIZE;
        uint32_t *block = out + (size_t)i * AL_BLOCK;
        if ((i > 0 && al_load_four(skip) <= block[-1]) || !decode_block(postings, skip, at, block))
            return false;
    }
    if (blocks > 0)
        behind = behind_blocks(postings, at, blocks);
    if (done < n && !decode_rest(postings, &behind, n - done,
                                 done > 0 ? (uint64_t)out[done - 1] + 1 : 0, out + done))
        return false;
    if (end != NULL)
        *end = behind;
    return true;
}
