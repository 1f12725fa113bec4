/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sketches of words: a set of letter classes in 31 bits and a count, by which most
 * pairs of words are told apart without reading a letter. Scripts that write
 * syllables or words are given a length beyond all comparing, since two of their
 * signs are never one misspelt.
 */
#include "match/sketch.h"

/*
 * Kana, ideographs, Hangul (UTF-8 from E3 to ED), emoji and rare ideographs
 * (from F0 9F): a syllable, a word or a thing, and no letter to be misspelt.
 */
static bool is_picture(al_letters letters, uint32_t at)
{
    unsigned char c = (unsigned char)letters.bytes[at];
    return (c >= 0xE3 && c <= 0xED) ||
           (c == 0xF0 && at + 1 < letters.length && (unsigned char)letters.bytes[at + 1] >= 0x9F);
}

al_sketch al_sketch_of(al_letters letters)
{
    al_sketch made = {.signature = UINT32_C(1) << 31};
    bool pictures = false;
    for (uint32_t i = 0; i < letters.length && i < 4 * AL_SKETCH_LONGEST; i++) {
        unsigned char c = (unsigned char)letters.bytes[i];
        made.signature |= UINT32_C(1) << (c >= 'a' && c <= 'z' ? c - 'a' : c * 7 % 31);
        made.n += (c & 0xC0) != 0x80;
        pictures |= is_picture(letters, i);
    }
    if (pictures)
        made.n = 2 * AL_SKETCH_LONGEST;
    return made;
}

al_sketch al_sketch_vocable(al_vocable *vocable)
{
    uint64_t both = atomic_load_explicit(&vocable->sketch, memory_order_relaxed);
    if (both == 0) {
        al_sketch made = al_sketch_of((al_letters){al_vocable_bytes(vocable), vocable->length});
        both = (uint64_t)made.signature << 32 | made.n;
        atomic_store_explicit(&vocable->sketch, both, memory_order_relaxed);
    }
    return (al_sketch){.signature = (uint32_t)(both >> 32), .n = (uint32_t)both};
}
