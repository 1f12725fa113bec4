/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of up to 64 bytes by bit masks.
 *
 * A block begins behind a barrier, an ASCII character that no word can hold,
 * and is cut behind the last barrier in it, so that nothing is carried from
 * block to block. A word is a run of bits; the characters of mid classes are
 * added to the runs where both their neighbours are letters, or digits. What
 * is not ASCII is patched into the masks, all bytes of a character alike.
 */
#include "base/byte_masks.h"
#include "words/word_scan.h"

/* Kinds of characters as masks; a mark belongs to the kind of what it stands on. */
enum { WORD, NUMBER, CONNECTOR, AT, SYMBOL, HEBREW, MID, KINDS };

typedef struct block {
    const almost_text *text;
    uint64_t base;
    uint64_t kinds[KINDS];
    uint64_t mid_first; /* first bytes of mid characters */
    uint64_t symbol_first;
    uint64_t barriers;
    uint32_t hard; /* first byte that is for ICU, or 64 */
} block;

static inline uint32_t lowest(uint64_t mask)
{
    return (uint32_t)__builtin_ctzll(mask);
}

/* How many bits there are up to and with the highest one. */
static inline uint32_t extent(uint64_t mask)
{
    return mask == 0 ? 0 : 64 - (uint32_t)__builtin_clzll(mask);
}

/* The lowest `n` bits. */
static inline uint64_t below(uint32_t n)
{
    return n >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << n) - 1;
}

static inline bool bit(uint64_t mask, uint32_t at)
{
    return mask >> at & 1;
}

/* Runs of bits as words; the highest bit is clear. */
static inline void put_runs(al_word_sink *sink, uint64_t base, uint64_t words)
{
    uint64_t edges = words ^ words << 1;
    al_word_span *next = sink->next;
    while (edges != 0) {
        next->start = (uint32_t)(base + lowest(edges));
        edges &= edges - 1;
        next->end = (uint32_t)(base + lowest(edges));
        edges &= edges - 1;
        next++;
    }
    sink->next = next;
}

/* The same where only some bits make a word and some begin a word inside a run. */
static void put_some_runs(al_word_sink *sink, uint64_t base, uint64_t words, uint64_t makes,
                          uint64_t begins)
{
    uint64_t starts = words & (~(words << 1) | begins);
    uint64_t stops = ~words | starts;
    for (uint64_t left = starts; left != 0; left &= left - 1) {
        uint32_t start = lowest(left);
        uint32_t end = lowest(stops & ~below(start + 1));
        if (makes & below(end) & ~below(start))
            al_put_word(sink, base + start, base + end);
    }
}

/* Whether an ASCII mid character joins what stands on both its sides. */
static inline bool joins_ascii(const char *mid)
{
    uint8_t left = (uint8_t)mid[-1], right = (uint8_t)mid[1];
    if (al_is_ascii_digit(left))
        return al_is_ascii_digit(right);
    if (*mid != '.' && *mid != '\'')
        return false;
    return (al_is_ascii_letter(left) || left == '@') && (al_is_ascii_letter(right) || right == '@');
}

static inline void scan_ascii(al_word_scanner *scanner, al_word_sink *sink,
                              const al_word_masks *masks, uint32_t cut)
{
    uint64_t words = masks->core & below(cut);
    uint64_t mids = masks->mid & words << 1 & words >> 1;
    for (uint64_t left = mids; left != 0; left &= left - 1) {
        if (joins_ascii(scanner->text->bytes + scanner->at + lowest(left)))
            words |= left & -left;
    }
    if ((masks->weak & words) == 0)
        put_runs(sink, scanner->at, words);
    else
        put_some_runs(sink, scanner->at, words, masks->core & ~masks->weak, 0);
    scanner->at += cut;
}

/* The code point at a byte from 0x80 on, quickly where it is well-formed and short. */
static inline al_word_class class_at(const block *block, uint32_t at, uint32_t *size)
{
    const uint8_t *bytes = (const uint8_t *)block->text->bytes + block->base + at;
    if (bytes[0] >= 0xC2 && bytes[0] < 0xE0 && (bytes[1] & 0xC0) == 0x80) {
        *size = 2;
        return al_word_class_of((uint32_t)(bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F));
    }
    return al_class_at(block->text, block->base + at, size);
}

/* Give a mark the kinds of the byte before it. */
static inline void inherit(block *block, uint32_t at, uint64_t span)
{
    if (at == 0)
        return;
    for (int kind = 0; kind < KINDS; kind++)
        block->kinds[kind] |= span & -(block->kinds[kind] >> (at - 1) & 1);
}

static inline void set_hard(block *block, uint32_t at)
{
    if (at < block->hard)
        block->hard = at;
}

static void patch_symbol(block *block, uint32_t at, uint64_t span)
{
    uint32_t size;
    block->kinds[WORD] |= span;
    block->kinds[SYMBOL] |= span;
    block->symbol_first |= span & -span;
    if (at >= 3 && al_class_at(block->text, block->base + at - 3, &size) == AL_CLASS_JOINER)
        set_hard(block, at);
}

/* Put one character that is not ASCII into the masks; its size. */
static inline uint32_t patch(block *block, uint32_t at)
{
    uint32_t size;
    al_word_class class = class_at(block, at, &size);
    uint64_t span = below(size) << at;
    switch (class) {
    case AL_CLASS_LETTER: block->kinds[WORD] |= span; break;
    case AL_CLASS_EXTEND:
    case AL_CLASS_JOINER: inherit(block, at, span); break;
    case AL_CLASS_MID_LETTER:
    case AL_CLASS_MID_NUMBER:
    case AL_CLASS_MID_BOTH:
        block->kinds[MID] |= span;
        block->mid_first |= span & -span;
        break;
    case AL_CLASS_DIGIT:
        block->kinds[WORD] |= span;
        block->kinds[NUMBER] |= span;
        break;
    case AL_CLASS_CONNECTOR:
        block->kinds[WORD] |= span;
        block->kinds[CONNECTOR] |= span;
        break;
    case AL_CLASS_HEBREW:
        block->kinds[WORD] |= span;
        block->kinds[HEBREW] |= span;
        break;
    case AL_CLASS_SYMBOL: patch_symbol(block, at, span); break;
    case AL_CLASS_HARD: set_hard(block, at); break;
    case AL_CLASS_OTHER:
    case AL_CLASS_SPACE:
    case AL_CLASS_AT: break;
    }
    return size;
}

/* A quotation mark behind a Hebrew letter belongs to the word, by rules of its own. */
static void look_for_quotes(block *block)
{
    uint64_t behind = block->kinds[HEBREW] << 1 & ~block->kinds[HEBREW];
    for (; behind != 0; behind &= behind - 1) {
        char byte = block->text->bytes[block->base + lowest(behind)];
        if (byte == '"' || byte == '\'')
            set_hard(block, lowest(behind));
    }
}

/* Join what stands on both sides of mid characters. */
static void join_mids(block *block)
{
    uint64_t words = block->kinds[WORD], number = block->kinds[NUMBER];
    uint64_t letter = words & ~number & ~block->kinds[CONNECTOR] & ~block->kinds[SYMBOL];
    for (uint64_t left = block->mid_first & words << 1; left != 0; left &= left - 1) {
        uint32_t size, first = lowest(left);
        uint64_t more = block->kinds[MID] & ~block->mid_first & ~below(first + 1);
        uint32_t end = lowest(~(more | below(first + 1)));
        al_word_class class = al_class_at(block->text, block->base + first, &size);
        bool joins = class != AL_CLASS_MID_NUMBER && bit(letter, first - 1) && bit(letter, end);
        joins |= class != AL_CLASS_MID_LETTER && bit(number, first - 1) && bit(number, end);
        if (joins)
            block->kinds[WORD] |= below(end) & ~below(first);
    }
}

static void put_block(const block *block, al_word_sink *sink, uint32_t cut)
{
    uint64_t words = block->kinds[WORD] & below(cut), symbols = block->kinds[SYMBOL];
    uint64_t weak = block->kinds[CONNECTOR] | block->kinds[AT];
    if (((symbols | weak) & words) == 0) {
        put_runs(sink, block->base, words);
        return;
    }
    uint64_t makes = block->kinds[WORD] & ~weak & ~block->kinds[MID];
    uint64_t begins = block->symbol_first | (symbols << 1 & ~symbols);
    put_some_runs(sink, block->base, words, makes, begins);
}

/* Hand over to ICU at the barrier before; with it, where a mark stands on it. */
static void leave_block(al_word_scanner *scanner, uint64_t start, uint64_t hard_at)
{
    uint32_t size;
    al_word_class class = al_class_at(scanner->text, start, &size);
    if (start > scanner->first && (class == AL_CLASS_EXTEND || class == AL_CLASS_JOINER))
        start--;
    al_leave_to_icu(scanner, start, hard_at);
}

static void scan_mixed(al_word_scanner *scanner, al_word_sink *sink, const al_word_masks *masks)
{
    const char *bytes = scanner->text->bytes + scanner->at;
    uint64_t barriers = masks->other & ~al_mask_equal(bytes, '"');
    uint32_t cut = extent(barriers);
    if (cut == 0) {
        scanner->way = AL_SCAN_RUN;
        return;
    }
    uint64_t in = below(cut), at_signs = masks->weak & al_mask_equal(bytes, '@');
    block block = {
        .text = scanner->text,
        .base = scanner->at,
        .kinds = {[WORD] = masks->core & in,
                  [NUMBER] = al_mask_digits(bytes) & masks->core & in,
                  [CONNECTOR] = masks->weak & ~at_signs & in,
                  [AT] = at_signs & in,
                  [MID] = masks->mid & in},
        .mid_first = masks->mid & in,
        .barriers = barriers,
        .hard = 64,
    };
    for (uint64_t high = masks->high & in; high != 0;) {
        uint32_t at = lowest(high);
        high &= ~below(at + patch(&block, at));
    }
    if (block.kinds[HEBREW] != 0)
        look_for_quotes(&block);
    if (block.hard < 64)
        cut = extent(barriers & below(block.hard));
    join_mids(&block);
    put_block(&block, sink, cut);
    scanner->at += cut;
    if (block.hard < 64)
        leave_block(scanner, scanner->at, block.base + block.hard);
}

void al_scan_block(al_word_scanner *scanner, al_word_sink *sink)
{
    al_word_masks masks = al_word_masks_of(scanner->text->bytes + scanner->at);
    if (scanner->end - scanner->at < 64) {
        uint64_t in = below((uint32_t)(scanner->end - scanner->at));
        masks.core &= in;
        masks.mid &= in;
        masks.weak &= in;
        masks.high &= in;
        masks.other |= ~in;
    }
    uint32_t cut = extent(masks.other);
    if (masks.high != 0)
        scan_mixed(scanner, sink, &masks);
    else if (cut != 0)
        scan_ascii(scanner, sink, &masks, cut);
    else
        scanner->way = AL_SCAN_RUN;
    if (scanner->at > scanner->end)
        scanner->at = scanner->end;
}
