/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words as what white space separates: ASCII white space by masks, the rest of
 * Unicode's White_Space where a byte is not ASCII. Like blocks of words, a
 * block is cut behind its last ASCII white space.
 */
#include "base/byte_masks.h"
#include "text/signs.h"
#include "words/word_scan.h"

/* The size of white space beyond ASCII, or 0; three bytes are readable. */
static uint32_t wide_space(const char *at)
{
    uint8_t lead = (uint8_t)*at;
    if (lead != 0xC2 && (lead < 0xE1 || lead > 0xE3)) /* no white space begins with another */
        return 0;
    uint32_t size, point = al_decode(at, 3, 0, &size);
    return point != AL_INVALID && al_is_space(point) ? size : 0;
}

static uint32_t space_size(const char *at)
{
    return al_is_ascii_space((uint8_t)*at) ? 1 : wide_space(at);
}

/* One word of any length. */
static void scan_long(al_word_scanner *scanner, al_word_sink *sink)
{
    const char *bytes = scanner->text->bytes;
    uint64_t at = scanner->at;
    uint32_t size;
    while (at < scanner->end && (size = space_size(bytes + at)) > 0)
        at += size;
    uint64_t start = at;
    while (at < scanner->end && space_size(bytes + at) == 0)
        at++;
    if (at > start)
        al_put_word(sink, start, at);
    scanner->at = at;
}

void al_scan_space(al_word_scanner *scanner, al_word_sink *sink)
{
    const char *bytes = scanner->text->bytes + scanner->at;
    al_space_masks masks = al_space_masks_of(bytes);
    if (scanner->end - scanner->at < 64)
        masks.space |= ~UINT64_C(0) << (scanner->end - scanner->at);
    if (masks.space == 0) {
        scan_long(scanner, sink);
        return;
    }
    uint32_t cut = 64 - (uint32_t)__builtin_clzll(masks.space);
    uint64_t words = ~masks.space & (cut == 64 ? ~UINT64_C(0) : (UINT64_C(1) << cut) - 1);
    for (uint64_t high = masks.high & words; high != 0; high &= high - 1) {
        uint32_t at = (uint32_t)__builtin_ctzll(high);
        words &= ~(((UINT64_C(1) << wide_space(bytes + at)) - 1) << at);
    }
    for (uint64_t edges = words ^ words << 1; edges != 0; edges &= edges - 1) {
        uint64_t start = scanner->at + (uint32_t)__builtin_ctzll(edges);
        edges &= edges - 1;
        al_put_word(sink, start, scanner->at + (uint32_t)__builtin_ctzll(edges));
    }
    scanner->at += cut;
    if (scanner->at > scanner->end)
        scanner->at = scanner->end;
}
