/* SPDX-License-Identifier: Apache-2.0 */
/* A tokeniser, a longest common subsequence and a normal form, each as plain as can be. */
#include "reference.h"

#include "pairs.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Every character beyond ASCII that pairs.c writes inside of a word; others there are marks. */
static bool is_letter(const char *at)
{
    unsigned char c = (unsigned char)*at;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c >= 0x80 && strncmp(at, "\xe2\x80", 2) != 0);
}

static size_t size_of(const char *at)
{
    unsigned char c = (unsigned char)*at;
    return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

/* Bytes of an apostrophe, straight or curly, or 0. */
static size_t apostrophe(const char *at)
{
    return *at == '\'' ? 1 : strncmp(at, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

static size_t word_end(const char *bytes, size_t length, size_t at, almost_words words)
{
    while (at < length) {
        if (words == ALMOST_WORDS_SPACE ? !is_blank(bytes[at]) : is_letter(bytes + at)) {
            at += size_of(bytes + at);
            continue;
        }
        size_t joint = words == ALMOST_WORDS_SPACE ? 0 : apostrophe(bytes + at);
        if (joint == 0 || at + joint >= length || !is_letter(bytes + at + joint))
            break;
        at += joint;
    }
    return at;
}

size_t reference_words(const char *bytes, size_t length, almost_words words, reference_word *list,
                       size_t capacity)
{
    size_t count = 0;
    for (size_t at = 0; at < length && count < capacity;) {
        size_t end = at;
        if (words == ALMOST_WORDS_SPACE ? !is_blank(bytes[at]) : is_letter(bytes + at))
            end = word_end(bytes, length, at, words);
        if (end > at)
            list[count++] = (reference_word){bytes + at, end - at};
        at = end > at ? end : at + size_of(bytes + at);
    }
    return count;
}

static bool same_word(reference_word a, reference_word b)
{
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

size_t reference_lcs(const reference_word *a, size_t n, const reference_word *b, size_t m)
{
    size_t *row = calloc(m + 1, sizeof *row), best;
    if (row == NULL)
        abort();
    for (size_t i = 0; i < n; i++) {
        size_t diagonal = 0;
        for (size_t j = 0; j < m; j++) {
            size_t above = row[j + 1];
            size_t side = row[j] > above ? row[j] : above;
            row[j + 1] = same_word(a[i], b[j]) ? diagonal + 1 : side;
            diagonal = above;
        }
    }
    best = row[m];
    free(row);
    return best;
}

/* One rewriting: `from` becomes `to` where any of the ignore bits is set; the first that fits. */
typedef struct rewriting {
    uint32_t bits;
    const char *from, *to;
} rewriting;

static const rewriting rewritings[] = {
    {ALMOST_IGNORE_ACCENTS, "e\xcc\x81", "e"},
    {ALMOST_IGNORE_ACCENTS, "\xcc\x81", ""},
    {ALMOST_IGNORE_ACCENTS, "\xc3\xa9", "e"},
    {ALMOST_IGNORE_TYPOGRAPHY, "e\xcc\x81", "\xc3\xa9"},
    {ALMOST_IGNORE_TYPOGRAPHY, "\xe2\x80\x99", "'"},
    {ALMOST_IGNORE_TYPOGRAPHY, "\xe2\x80\x9c", "\""},
    {ALMOST_IGNORE_TYPOGRAPHY, "\xe2\x80\x9d", "\""},
    {ALMOST_IGNORE_TYPOGRAPHY | ALMOST_IGNORE_CASE, "\xc5\xbf", "s"},
    {ALMOST_IGNORE_TYPOGRAPHY | ALMOST_IGNORE_CASE, "\xef\xac\x81", "fi"},
    {ALMOST_IGNORE_CASE | ALMOST_IGNORE_ACCENTS, "\xc3\x9f", "ss"},
};

#define REWRITINGS (sizeof rewritings / sizeof *rewritings)

static bool is_ascii(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    return true;
}

static const rewriting *rewriting_at(const char *bytes, size_t length, uint32_t ignore)
{
    if ((unsigned char)*bytes < 0x80 && *bytes != 'e')
        return NULL;
    for (size_t i = 0; i < REWRITINGS; i++) {
        size_t from = strlen(rewritings[i].from);
        if ((rewritings[i].bits & ignore) && length >= from &&
            memcmp(bytes, rewritings[i].from, from) == 0)
            return &rewritings[i];
    }
    return NULL;
}

static size_t rewritten(char *bytes, size_t length, char *room, uint32_t ignore)
{
    size_t filled = 0;
    if (is_ascii(bytes, length))
        return length;
    for (size_t at = 0; at < length;) {
        const rewriting *how = rewriting_at(bytes + at, length - at, ignore);
        if (how == NULL) {
            room[filled++] = bytes[at++];
            continue;
        }
        size_t to = strlen(how->to);
        memcpy(room + filled, how->to, to);
        filled += to;
        at += strlen(how->from);
    }
    memcpy(bytes, room, filled);
    return filled;
}

/*
 * White space as one blank, none at the ends; and none beside punctuation, unless it parts words.
 */
static size_t unwrapped(char *bytes, size_t length, almost_words words)
{
    size_t filled = 0;
    bool blank = false, letter = false;
    for (size_t at = 0; at < length;) {
        if (is_blank(bytes[at])) {
            blank = true;
            at++;
            continue;
        }
        bool now = words == ALMOST_WORDS_SPACE || is_letter(bytes + at);
        if (blank && filled > 0 && letter && now)
            bytes[filled++] = ' ';
        blank = false;
        letter = now;
        for (size_t size = size_of(bytes + at); size > 0; size--)
            bytes[filled++] = bytes[at++];
    }
    return filled;
}

/* The words alone, a blank between two. */
static size_t words_alone(char *bytes, size_t length, char *room)
{
    reference_word list[PAIR_WORDS];
    size_t count = reference_words(bytes, length, ALMOST_WORDS_UNICODE, list, PAIR_WORDS),
           filled = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            room[filled++] = ' ';
        memcpy(room + filled, list[i].bytes, list[i].length);
        filled += list[i].length;
    }
    memcpy(bytes, room, filled);
    return filled;
}

size_t reference_plain(const char *bytes, size_t length, almost_words words, uint32_t ignore,
                       char *out)
{
    char *room = malloc(4 * length + 1);
    if (room == NULL)
        abort();
    memcpy(out, bytes, length);
    if (ignore & ALMOST_IGNORE_CASE)
        for (size_t i = 0; i < length; i++)
            if (out[i] >= 'A' && out[i] <= 'Z')
                out[i] = (char)(out[i] + 'a' - 'A');
    length = rewritten(out, length, room, ignore);
    if (ignore & ALMOST_IGNORE_PUNCTUATION)
        length = words_alone(out, length, room);
    if (ignore & ALMOST_IGNORE_LAYOUT)
        length = unwrapped(out, length, words);
    free(room);
    return length;
}
