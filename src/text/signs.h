/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a blank, a dash, a hyphen, a quotation mark is, for all who read text: by Unicode property
 * where there is one. ASCII, which nearly all signs are, is told without a look into a table.
 *
 * Zero width space (U+200B) and byte order mark (U+FEFF) are invisible signs, as Unicode has them,
 * and no white space: layout that parts words at most, never a letter and never a mark.
 */
#ifndef AL_SIGNS_H
#define AL_SIGNS_H

#include <stdbool.h>
#include <stdint.h>

/* The parts of the answers that lie beyond ASCII (signs.c). */
bool al_signs_space(uint32_t c);
bool al_signs_invisible(uint32_t c);
bool al_signs_dash(uint32_t c);
bool al_signs_quotation(uint32_t c);

/* White_Space of ASCII: blanks and line ends. */
static inline bool al_is_space_byte(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* White_Space. */
static inline bool al_is_space(uint32_t c)
{
    return c < 0x80 ? al_is_space_byte((char)c) : al_signs_space(c);
}

/* White space that ends no line. */
static inline bool al_is_blank(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || c == '\t';
    return c != 0x85 && c != 0x2028 && c != 0x2029 && al_signs_space(c);
}

/* Default_Ignorable_Code_Point: signs that only steer how others look, such as the soft hyphen. */
static inline bool al_is_invisible(uint32_t c)
{
    return c >= 0x80 && al_signs_invisible(c);
}

/* Dash. */
static inline bool al_is_dash(uint32_t c)
{
    return c < 0x80 ? c == '-' : al_signs_dash(c);
}

/* A hyphen within a word or at the end of a line, seen or unseen (the property is deprecated). */
static inline bool al_is_hyphen(uint32_t c)
{
    return c == '-' || c == 0xAD || c == 0x2010 || c == 0x2011;
}

/*
 * The bytes of a hyphen that one sees at the end of a line, or 0; three are readable. Old prints
 * have = and U+2E17 there, transcripts of what was scanned U+00AC; elsewhere these are none.
 */
static inline uint32_t al_hyphen_size(const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    if (bytes[0] == '-' || bytes[0] == '=')
        return 1;
    if (bytes[0] == 0xC2)
        return bytes[1] == 0xAC ? 2 : 0;
    return bytes[0] == 0xE2 && ((bytes[1] == 0x80 && bytes[2] == 0x90) ||
                                (bytes[1] == 0xB8 && bytes[2] == 0x97))
               ? 3
               : 0;
}

/* Quotation_Mark, the apostrophe among them. */
static inline bool al_is_quotation_mark(uint32_t c)
{
    return c < 0x80 ? c == '"' || c == '\'' : al_signs_quotation(c);
}

/* One shape for all dashes, quotation marks of a kind, primes and full-width signs: - ' " */
uint32_t al_plain_sign(uint32_t c);

#endif
