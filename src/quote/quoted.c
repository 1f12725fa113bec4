/* SPDX-License-Identifier: Apache-2.0 */
/* Words between marks: what an ellipsis and a bracket make of the word behind them. */
#include "quote/quoted.h"

#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>

enum { ellipsis = 0x2026, least_signs = 3 /* that make one */ };

bool al_holds_ellipsis(const char *bytes, al_range range)
{
    uint32_t dots = 0, stars = 0, size;
    for (uint32_t at = range.start; at < range.end; at += size) {
        uint32_t c = al_decode(bytes, range.end, at, &size);
        if (c == ellipsis)
            return true;
        if (al_is_space(c) && c != '\n')
            continue;
        dots = c == '.' ? dots + 1 : 0;
        stars = c == '*' ? stars + 1 : 0;
        if (dots == least_signs || stars == least_signs)
            return true;
    }
    return false;
}

/* What brackets do between two words. */
typedef struct brackets {
    bool open; /* behind all of it */
    bool any;
    bool touches; /* nothing else stands there: the bracket is within a word */
} brackets;

static brackets read_brackets(const char *bytes, al_range range, bool open)
{
    brackets found = {.open = open, .touches = range.start < range.end};
    for (uint32_t at = range.start; at < range.end; at++) {
        bool sign = bytes[at] == '[' || bytes[at] == ']';
        found.any |= sign;
        found.touches &= sign;
        if (sign)
            found.open = bytes[at] == '[';
    }
    return found;
}

/* Letters of words that no source has, kept with 16 bytes behind; their place, or SIZE_MAX. */
static size_t keep_letters(al_quoted *quoted, const char *letters, uint32_t length)
{
    enum { behind = 16 };
    size_t at = quoted->letters_used;
    if (!al_grow(quoted->allocator, (void **)&quoted->letters, &quoted->letters_room,
                 at + length + behind, 1))
        return SIZE_MAX;
    memcpy(quoted->letters + at, letters, length + behind);
    quoted->letters_used += length + behind;
    return at;
}

/* Give a word its key by its bytes. `spelling.bytes` of an unknown one is its place + 1 for now. */
static bool take_key(al_quoted *quoted, const al_sources *sources, al_quoted_word *word,
                     const char *bytes, uint32_t length)
{
    char room[AL_KEY_ROOM];
    uint32_t n = al_key_of(bytes, length, room);
    word->key = al_keys_find(&sources->keys, room, n);
    word->bits = al_sources_bits(sources, word->key);
    if (word->key != AL_KEY_UNKNOWN) {
        word->spelling = al_keys_spelling(&sources->keys, word->key);
        return true;
    }
    size_t at = keep_letters(quoted, room, n);
    word->spelling = al_spelling_of(room, n);
    word->spelling.bytes = NULL;
    word->spelling.length = n;
    return at != SIZE_MAX;
}

/* Unknown words got their letters in order; a store that grew has moved. */
static void place_letters(al_quoted *quoted)
{
    enum { behind = 16 };
    size_t at = 0;
    for (uint32_t i = 0; i < quoted->n; i++) {
        al_spelling *spelling = &quoted->words[i].spelling;
        if (spelling->bytes != NULL)
            continue;
        spelling->bytes = quoted->letters + at;
        at += spelling->length + behind;
    }
}

/* The bytes of a word without the brackets in it. Returns how many. */
static uint32_t without_brackets(const char *bytes, al_word_span span, char room[AL_KEY_ROOM])
{
    uint32_t n = 0;
    for (uint32_t at = span.start; at < span.end && n < AL_KEY_LONGEST; at++)
        if (bytes[at] != '[' && bytes[at] != ']')
            room[n++] = bytes[at];
    memset(room + n, 0, 16);
    return n;
}

/* Join what a bracket touches with the word before. */
static bool join(al_quoted *quoted, const al_sources *sources, al_word_span part)
{
    al_quoted_word *word = &quoted->words[quoted->n - 1];
    char room[AL_KEY_ROOM];
    word->span.end = part.end;
    word->flags |= AL_QUOTED_EDITED | AL_QUOTED_BY_BRACKET;
    word->flags &= (uint8_t)~AL_QUOTED_BRACKETED;
    if (word->key == AL_KEY_UNKNOWN) /* its letters are the last ones that were kept */
        quoted->letters_used -= word->spelling.length + 16;
    uint32_t n = without_brackets(quoted->slice.text->bytes, word->span, room);
    return take_key(quoted, sources, word, room, n);
}

static bool add(al_quoted *quoted, const al_sources *sources, al_word_span span, uint8_t flags)
{
    if (!al_grow(quoted->allocator, (void **)&quoted->words, &quoted->room, (size_t)quoted->n + 1,
                 sizeof *quoted->words))
        return false;
    al_quoted_word *word = &quoted->words[quoted->n++];
    *word = (al_quoted_word){.span = span, .flags = flags};
    return take_key(quoted, sources, word, quoted->slice.text->bytes + span.start,
                    span.end - span.start);
}

static bool read_words(al_quoted *quoted, const al_sources *sources, const al_cut *cut)
{
    const char *bytes = quoted->slice.text->bytes;
    uint32_t behind = quoted->slice.start;
    bool open = false;
    for (size_t i = al_cut_at(cut, behind); i < cut->n; i++) {
        al_word_span span = cut->spans[i];
        if (span.end > quoted->slice.end)
            break;
        al_range between = {behind, span.start};
        brackets marks = read_brackets(bytes, between, open);
        bool gap = al_holds_ellipsis(bytes, between);
        uint8_t flags = (uint8_t)((gap && quoted->n > 0 ? AL_QUOTED_GAP : 0) |
                                  (marks.open ? AL_QUOTED_BRACKETED : 0) |
                                  (marks.any || open ? AL_QUOTED_BY_BRACKET : 0));
        bool joins = marks.touches && quoted->n > 0 && marks.open != open;
        if (!(joins ? join(quoted, sources, span) : add(quoted, sources, span, flags)))
            return false;
        open = marks.open;
        behind = span.end;
    }
    return true;
}

/* How many bytes of a key some bytes are. */
static uint8_t key_length(const char *bytes, uint32_t start, uint32_t end)
{
    char room[AL_KEY_ROOM];
    uint32_t n = start < end ? al_key_of(bytes + start, end - start, room) : 0;
    return (uint8_t)(n < UINT8_MAX ? n : UINT8_MAX);
}

/* Say how much of an edited word stands outside its brackets. */
static void part(al_quoted_word *word, const char *bytes)
{
    uint32_t first = word->span.start, last = word->span.end - 1;
    while (first < last && bytes[first] != '[' && bytes[first] != ']')
        first++;
    while (last > first && bytes[last] != '[' && bytes[last] != ']')
        last--;
    word->head = bytes[first] == '[' ? key_length(bytes, word->span.start, first) : 0;
    word->tail = bytes[last] == ']' ? key_length(bytes, last + 1, word->span.end) : 0;
}

/* Part the edited words, and have the brackets that touch their letters in their spans. */
static void settle_brackets(al_quoted *quoted)
{
    const char *bytes = quoted->slice.text->bytes;
    for (uint32_t i = 0; i < quoted->n; i++) {
        al_quoted_word *word = &quoted->words[i];
        al_word_span *span = &word->span;
        uint32_t first = i > 0 ? word[-1].span.end : quoted->slice.start;
        if (word->flags & AL_QUOTED_EDITED) {
            part(word, bytes);
            span->start -= span->start > first && bytes[span->start - 1] == '[';
            span->end += span->end < quoted->slice.end && bytes[span->end] == ']';
        }
        if (quoted->slice.end - span->end >= 2 && memcmp(bytes + span->end, "[]", 2) == 0) {
            word->flags |= AL_QUOTED_EDITED; /* an ending was left out */
            word->head = word->head > 0 ? word->head : key_length(bytes, span->start, span->end);
            word->tail = 0;
            span->end += 2;
        }
    }
}

bool al_quoted_keeps(const al_quoted_word *word, const al_spelling *other)
{
    const char *bytes = word->spelling.bytes;
    uint32_t head = word->head, tail = word->tail, n = other->length, m = word->spelling.length;
    return head + tail <= n && head + tail <= m && memcmp(other->bytes, bytes, head) == 0 &&
           memcmp(other->bytes + n - tail, bytes + m - tail, tail) == 0;
}

bool al_quoted_read(al_quoted *quoted, const al_sources *sources, const al_cut *cut,
                    const al_slice *slice)
{
    quoted->allocator = sources->allocator;
    quoted->slice = *slice;
    quoted->n = 0;
    quoted->bits = 0;
    quoted->letters_used = 0;
    if (!read_words(quoted, sources, cut))
        return false;
    place_letters(quoted);
    settle_brackets(quoted);
    for (uint32_t i = 0; i < quoted->n; i++)
        if (!(quoted->words[i].flags & AL_QUOTED_BRACKETED))
            quoted->bits += quoted->words[i].bits;
    return true;
}

void al_quoted_release(al_quoted *quoted)
{
    if (quoted->allocator == NULL) /* nothing was read */
        return;
    al_release(quoted->allocator, quoted->words);
    al_release(quoted->allocator, quoted->letters);
    *quoted = (al_quoted){.allocator = NULL};
}
