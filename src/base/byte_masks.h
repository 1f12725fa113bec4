/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 64 bytes of text as bit masks, bit i for byte i. With SSE2, which every
 * x86-64 has; elsewhere, and with the build option simd=false, one byte at a time.
 */
#ifndef AL_BYTE_MASKS_H
#define AL_BYTE_MASKS_H

#include <stdint.h>

#if defined(__SSE2__) && !defined(AL_NO_SIMD)
#include <emmintrin.h>
#define AL_BYTES_HAVE_SSE2 1
#endif

typedef struct al_word_masks {
    uint64_t core;  /* ASCII letters, digits, _ and @ */
    uint64_t mid;   /* . ' , ; */
    uint64_t weak;  /* _ and @, which make no word alone */
    uint64_t other; /* all other ASCII */
    uint64_t high;  /* not ASCII */
} al_word_masks;

typedef struct al_space_masks {
    uint64_t space; /* ASCII white space */
    uint64_t high;
} al_space_masks;

static inline int al_is_ascii_space(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static inline int al_is_ascii_letter(uint8_t byte)
{
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

static inline int al_is_ascii_digit(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10;
}

#ifdef AL_BYTES_HAVE_SSE2

/* Bytes from `first` on, `count` of them: an unsigned comparison by way of a signed one. */
static inline __m128i al_in_range(__m128i bytes, char first, int count)
{
    __m128i shifted = _mm_add_epi8(bytes, _mm_set1_epi8((char)(0x80 - first)));
    return _mm_cmplt_epi8(shifted, _mm_set1_epi8((char)(0x80 + count)));
}

static inline uint64_t al_bits(__m128i bytes)
{
    return (uint64_t)(uint32_t)_mm_movemask_epi8(bytes);
}

static inline al_word_masks al_word_masks_of(const char *bytes)
{
    al_word_masks masks = {0, 0, 0, 0, 0};
    for (int lane = 0; lane < 4; lane++) {
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * lane));
        __m128i letter = al_in_range(_mm_or_si128(b, _mm_set1_epi8(0x20)), 'a', 26);
        __m128i digit = al_in_range(b, '0', 10);
        __m128i weak = _mm_or_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8('_')),
                                    _mm_cmpeq_epi8(b, _mm_set1_epi8('@')));
        __m128i both = _mm_or_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8('.')),
                                    _mm_cmpeq_epi8(b, _mm_set1_epi8('\'')));
        __m128i number = _mm_or_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8(',')),
                                      _mm_cmpeq_epi8(b, _mm_set1_epi8(';')));
        int shift = 16 * lane;
        masks.core |= al_bits(_mm_or_si128(_mm_or_si128(letter, digit), weak)) << shift;
        masks.weak |= al_bits(weak) << shift;
        masks.mid |= al_bits(_mm_or_si128(both, number)) << shift;
        masks.high |= al_bits(b) << shift;
    }
    masks.other = ~(masks.core | masks.mid | masks.high);
    return masks;
}

static inline uint64_t al_mask_equal(const char *bytes, char byte)
{
    uint64_t mask = 0;
    for (int lane = 0; lane < 4; lane++) {
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * lane));
        mask |= al_bits(_mm_cmpeq_epi8(b, _mm_set1_epi8(byte))) << (16 * lane);
    }
    return mask;
}

static inline uint64_t al_mask_high(const char *bytes)
{
    uint64_t mask = 0;
    for (int lane = 0; lane < 4; lane++)
        mask |= al_bits(_mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * lane)))
                << (16 * lane);
    return mask;
}

static inline uint64_t al_mask_digits(const char *bytes)
{
    uint64_t mask = 0;
    for (int lane = 0; lane < 4; lane++) {
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * lane));
        mask |= al_bits(al_in_range(b, '0', 10)) << (16 * lane);
    }
    return mask;
}

static inline al_space_masks al_space_masks_of(const char *bytes)
{
    al_space_masks masks = {0, 0};
    for (int lane = 0; lane < 4; lane++) {
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * lane));
        __m128i space =
            _mm_or_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8(' ')), al_in_range(b, '\t', 5));
        masks.space |= al_bits(space) << (16 * lane);
        masks.high |= al_bits(b) << (16 * lane);
    }
    return masks;
}

#else

static inline al_word_masks al_word_masks_of(const char *bytes)
{
    al_word_masks masks = {0, 0, 0, 0, 0};
    for (int i = 0; i < 64; i++) {
        uint8_t byte = (uint8_t)bytes[i];
        uint64_t weak = byte == '_' || byte == '@';
        uint64_t core =
            weak | (uint64_t)al_is_ascii_letter(byte) | (uint64_t)al_is_ascii_digit(byte);
        masks.weak |= weak << i;
        masks.core |= core << i;
        masks.mid |= (uint64_t)(byte == '.' || byte == '\'' || byte == ',' || byte == ';') << i;
        masks.high |= (uint64_t)(byte >> 7) << i;
    }
    masks.other = ~(masks.core | masks.mid | masks.high);
    return masks;
}

static inline uint64_t al_mask_equal(const char *bytes, char byte)
{
    uint64_t mask = 0;
    for (int i = 0; i < 64; i++)
        mask |= (uint64_t)(bytes[i] == byte) << i;
    return mask;
}

static inline uint64_t al_mask_high(const char *bytes)
{
    uint64_t mask = 0;
    for (int i = 0; i < 64; i++)
        mask |= (uint64_t)((uint8_t)bytes[i] >> 7) << i;
    return mask;
}

static inline uint64_t al_mask_digits(const char *bytes)
{
    uint64_t mask = 0;
    for (int i = 0; i < 64; i++)
        mask |= (uint64_t)(al_is_ascii_digit((uint8_t)bytes[i]) != 0) << i;
    return mask;
}

static inline al_space_masks al_space_masks_of(const char *bytes)
{
    al_space_masks masks = {0, 0};
    for (int i = 0; i < 64; i++) {
        uint8_t byte = (uint8_t)bytes[i];
        masks.space |= (uint64_t)(al_is_ascii_space(byte) != 0) << i;
        masks.high |= (uint64_t)(byte >> 7) << i;
    }
    return masks;
}

#endif

#endif
