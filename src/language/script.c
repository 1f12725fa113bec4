/* SPDX-License-Identifier: Apache-2.0 */
/* See script.h. The first letters of a text are counted by their blocks. */
#include "language/script.h"

#include "base/utf8.h"

#include <stdint.h>

enum { most_letters = 2000 /* looked at: enough to tell */ };

/* Blocks of Unicode, each with the language that is written in it. */
typedef struct block {
    uint32_t first;
    uint32_t last;
    char language[4];
} block;

static const block blocks[] = {
    {0x0370, 0x03FF, "el"}, {0x1F00, 0x1FFF, "el"}, {0x0590, 0x05FF, "he"}, {0x0900, 0x097F, "hi"},
    {0x0980, 0x09FF, "bn"}, {0x0E00, 0x0E7F, "th"}, {0x3040, 0x30FF, "ja"}, {0x1100, 0x11FF, "ko"},
    {0xAC00, 0xD7AF, "ko"}, {0x3400, 0x9FFF, "zh"},
};
enum { n_blocks = sizeof blocks / sizeof *blocks };

/* The block of a letter; n_blocks for one of another script, above that for no letter. */
static size_t block_of(uint32_t c)
{
    if (c < 0x80)
        return (c | 32) >= 'a' && (c | 32) <= 'z' ? n_blocks : n_blocks + 1;
    for (size_t i = 0; i < n_blocks; i++)
        if (c >= blocks[i].first && c <= blocks[i].last)
            return i;
    return (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3040) || c >= 0xFE00 ? n_blocks + 1
                                                                                     : n_blocks;
}

const char *al_script_language(const char *bytes, size_t length)
{
    enum { kana = 6, han = n_blocks - 1, least_of_ten = 6 };
    uint32_t counts[n_blocks + 2] = {0}, letters = 0;
    for (size_t at = 0; at < length && letters < most_letters;) {
        uint32_t size, c = al_decode(bytes, length, at, &size);
        size_t place = block_of(c);
        counts[place]++;
        letters += place <= n_blocks;
        at += size;
    }
    if ((counts[kana] + counts[han]) * 10 >= letters * least_of_ten && counts[kana] > 0)
        return counts[kana] * 10 >= counts[han] ? blocks[kana].language : blocks[han].language;
    for (size_t i = 0; i < n_blocks; i++) {
        uint32_t n = counts[i] + (i == 0 ? counts[1] : 0) + (i == 7 ? counts[8] : 0);
        if (letters > 0 && n * 10 >= letters * least_of_ten)
            return blocks[i].language;
    }
    return NULL;
}
