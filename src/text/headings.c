/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Headings of plain text, by shape. A line with a word for a part of a book and a number is one
 * wherever no sentence runs on into it; a number alone, with or without a title, between blank
 * lines; a short line in capitals between blank lines. Of the three the first that makes a series
 * is taken, as a book that says CHAPTER has lines in capitals that are none; parts go with each.
 * It can miss a book whose chapters have titles in small letters and nothing else: then it is told
 * as one.
 */
#include "text/headings.h"

#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>
#include <strings.h>

enum {
    MOST_HEADING = 80, /* bytes of a line that is one */
    LONG_LINE = 100,   /* bytes of a line that is a paragraph by itself */
    LEAST_SERIES = 2,
    N_SHAPES = AL_HEADING_CAPITALS + 1
};

typedef struct line {
    al_range bytes; /* without white space around */
    bool after_end; /* what stands before has ended */
    bool apart;     /* blank lines, or ends of the text, before and behind */
} line;

/* Words for parts of a book; what needs no number behind it says so. */
typedef struct keyword {
    const char *word;
    al_heading_shape shape;
    bool alone;
} keyword;

/* clang-format off */
static const keyword keywords[] = {
    {"volume", AL_HEADING_PART, false}, {"book", AL_HEADING_PART, false},
    {"part", AL_HEADING_PART, false}, {"act", AL_HEADING_PART, false},
    {"tome", AL_HEADING_PART, false}, {"livre", AL_HEADING_PART, false},
    {"partie", AL_HEADING_PART, false}, {"acte", AL_HEADING_PART, false},
    {"band", AL_HEADING_PART, false}, {"buch", AL_HEADING_PART, false},
    {"teil", AL_HEADING_PART, false}, {"aufzug", AL_HEADING_PART, false},
    {"libro", AL_HEADING_PART, false}, {"parte", AL_HEADING_PART, false},
    {"liber", AL_HEADING_PART, false}, {"deel", AL_HEADING_PART, false},
    {"chapter", AL_HEADING_CHAPTER, false}, {"chap.", AL_HEADING_CHAPTER, false},
    {"letter", AL_HEADING_CHAPTER, false}, {"canto", AL_HEADING_CHAPTER, false},
    {"scene", AL_HEADING_CHAPTER, false}, {"section", AL_HEADING_CHAPTER, false},
    {"psalm", AL_HEADING_CHAPTER, false}, {"stave", AL_HEADING_CHAPTER, false},
    {"chapitre", AL_HEADING_CHAPTER, false}, {"lettre", AL_HEADING_CHAPTER, false},
    {"scène", AL_HEADING_CHAPTER, false}, {"chant", AL_HEADING_CHAPTER, false},
    {"kapitel", AL_HEADING_CHAPTER, false}, {"abschnitt", AL_HEADING_CHAPTER, false},
    {"szene", AL_HEADING_CHAPTER, false}, {"auftritt", AL_HEADING_CHAPTER, false},
    {"brief", AL_HEADING_CHAPTER, false}, {"gesang", AL_HEADING_CHAPTER, false},
    {"capítulo", AL_HEADING_CHAPTER, false}, {"capitulo", AL_HEADING_CHAPTER, false},
    {"capitolo", AL_HEADING_CHAPTER, false}, {"escena", AL_HEADING_CHAPTER, false},
    {"scena", AL_HEADING_CHAPTER, false}, {"caput", AL_HEADING_CHAPTER, false},
    {"hoofdstuk", AL_HEADING_CHAPTER, false}, {"carta", AL_HEADING_CHAPTER, false},
    {"preface", AL_HEADING_CHAPTER, true}, {"introduction", AL_HEADING_CHAPTER, true},
    {"prologue", AL_HEADING_CHAPTER, true}, {"epilogue", AL_HEADING_CHAPTER, true},
    {"foreword", AL_HEADING_CHAPTER, true}, {"afterword", AL_HEADING_CHAPTER, true},
    {"conclusion", AL_HEADING_CHAPTER, true}, {"appendix", AL_HEADING_CHAPTER, true},
    {"préface", AL_HEADING_CHAPTER, true}, {"épilogue", AL_HEADING_CHAPTER, true},
    {"vorwort", AL_HEADING_CHAPTER, true}, {"einleitung", AL_HEADING_CHAPTER, true},
    {"nachwort", AL_HEADING_CHAPTER, true}, {"anhang", AL_HEADING_CHAPTER, true},
    {"prólogo", AL_HEADING_CHAPTER, true}, {"epílogo", AL_HEADING_CHAPTER, true},
    {"prologo", AL_HEADING_CHAPTER, true}, {"epilogo", AL_HEADING_CHAPTER, true},
};

static const char *const number_words[] = {
    "the", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "first", "second",
    "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last", "premier",
    "première", "eins", "un", "deux", "trois", "uno", "dos", "tres", "due", "tre",
};
/* clang-format on */

bool al_headings_add(al_headings *headings, al_heading heading)
{
    if (!al_grow(headings->allocator, (void **)&headings->items, &headings->capacity,
                 headings->n + 1, sizeof *headings->items))
        return false;
    headings->items[headings->n++] = heading;
    return true;
}

/* --- What a line says --------------------------------------------------------- */

/* Bytes of a number at the front: figures, or Roman letters that are all capital or all small. */
static size_t number_size(const char *at, size_t length)
{
    size_t n = 0;
    while (n < length && at[n] >= '0' && at[n] <= '9')
        n++;
    if (n > 0)
        return n <= 4 ? n : 0;
    const char *letters = length > 0 && (at[0] & 32) != 0 ? "ivxlc" : "IVXLC";
    while (n < length && at[n] != '\0' && strchr(letters, at[n]) != NULL)
        n++;
    return n <= 10 ? n : 0;
}

static bool is_word_end(const char *at, size_t length)
{
    return length == 0 || al_is_space_byte(at[0]) || strchr(".,:;)-", at[0]) != NULL ||
           (unsigned char)at[0] >= 0xC0;
}

/* Bytes of a word for a number at the front; 0: there is none. */
static size_t number_word_size(const char *at, size_t length)
{
    for (size_t i = 0; i < sizeof number_words / sizeof *number_words; i++) {
        size_t size = strlen(number_words[i]);
        if (size <= length && strncasecmp(at, number_words[i], size) == 0 &&
            is_word_end(at + size, length - size))
            return size;
    }
    return 0;
}

/* Whether what stands behind a number is nothing, or a title: no sentence goes on in it. */
static bool begins_title(const char *at, size_t length)
{
    while (length > 0 && (al_is_space_byte(at[0]) || strchr(".,:;)-", at[0]) != NULL))
        at++, length--;
    return length == 0 || at[0] < 'a' || at[0] > 'z';
}

/* Whether a number, in figures, letters or words, is all there is, or a title follows it. */
static bool is_numbered(const char *at, size_t length)
{
    size_t size = number_size(at, length);
    if (size > 0 && is_word_end(at + size, length - size))
        return begins_title(at + size, length - size);
    size = number_word_size(at, length);
    while (size > 0 && size < length) {
        size_t more = number_word_size(at + size + 1, length - size - 1);
        if (more == 0)
            break;
        size += 1 + more;
    }
    return size > 0 && begins_title(at + size, length - size);
}

static bool ends_as_title(const char *at, size_t length)
{
    return length > 0 && strchr(",;", at[length - 1]) == NULL;
}

/* A word for a part of a book with its number, or one that needs none and stands alone. */
static bool has_keyword(const char *at, size_t length, al_heading_shape *shape)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        size_t size = strlen(keywords[i].word);
        if (size > length || strncasecmp(at, keywords[i].word, size) != 0)
            continue;
        size_t rest = length - size;
        const char *behind = at + size;
        *shape = keywords[i].shape;
        if (keywords[i].alone)
            return rest == 0 || (rest == 1 && behind[0] == '.');
        if (rest < 2 || behind[0] != ' ' || (at[0] & 32) != 0)
            return false;
        return is_numbered(behind + 1, rest - 1) && ends_as_title(at, length);
    }
    return false;
}

/* A number alone, or one that a point parts from its title. */
static bool is_number_heading(const char *at, size_t length)
{
    size_t size = number_size(at, length);
    if (size == 0)
        return false;
    if (size == length || (size + 1 == length && at[size] == '.'))
        return true;
    return size + 2 < length && strchr(".:", at[size]) != NULL && at[size + 1] == ' ' &&
           ends_as_title(at, length);
}

static bool is_in_capitals(const char *at, size_t length)
{
    size_t letters = 0;
    for (size_t i = 0; i < length; i++) {
        if (at[i] >= 'a' && at[i] <= 'z')
            return false;
        letters += (at[i] >= 'A' && at[i] <= 'Z') || (unsigned char)at[i] >= 0xC3;
    }
    return letters >= 3 && ends_as_title(at, length);
}

static bool shape_of(const almost_text *text, const line *line, al_heading_shape *shape)
{
    const char *at = text->bytes + line->bytes.start;
    size_t length = line->bytes.end - line->bytes.start;
    if (length == 0 || length > MOST_HEADING)
        return false;
    if (line->after_end && has_keyword(at, length, shape))
        return true;
    if (!line->apart)
        return false;
    *shape = is_number_heading(at, length) ? AL_HEADING_NUMBER : AL_HEADING_CAPITALS;
    return *shape == AL_HEADING_NUMBER || is_in_capitals(at, length);
}

/* --- Lines ------------------------------------------------------------------- */

static al_range trimmed(const almost_text *text, uint64_t start, uint64_t end)
{
    const char *bytes = text->bytes;
    while (start < end && (al_is_space_byte(bytes[start]) || bytes[start] == '_'))
        start++;
    while (end > start && (al_is_space_byte(bytes[end - 1]) || bytes[end - 1] == '_'))
        end--;
    return (al_range){(uint32_t)start, (uint32_t)end};
}

static uint64_t line_end(const almost_text *text, uint64_t start)
{
    if (start >= text->length)
        return text->length;
    const char *end = memchr(text->bytes + start, '\n', text->length - start);
    return end != NULL ? (uint64_t)(end - text->bytes) : text->length;
}

/* Whether a line ends a sentence, or is none: in capitals. */
static bool is_ended(const almost_text *text, al_range before)
{
    if (before.start == before.end)
        return true;
    unsigned char last = (unsigned char)text->bytes[before.end - 1];
    return strchr(".!?:\")]*", last) != NULL || last >= 0x80 ||
           is_in_capitals(text->bytes + before.start, before.end - before.start);
}

/* Look at each line with its neighbours. A line in a text of long ones is a paragraph. */
static bool find(const almost_text *text, al_headings shapes[N_SHAPES])
{
    al_range before = {0, 0};
    bool heading = false;
    for (uint64_t start = 0; start < text->length;) {
        uint64_t end = line_end(text, start), next = end < text->length ? end + 1 : end;
        line line = {.bytes = trimmed(text, start, end)};
        al_range behind = trimmed(text, next, line_end(text, next));
        bool blank = before.start == before.end || before.end - before.start > LONG_LINE;
        line.after_end = heading || is_ended(text, before);
        line.apart = blank && line.after_end &&
                     (behind.start == behind.end || behind.end - behind.start > LONG_LINE);
        al_heading_shape shape;
        heading = shape_of(text, &line, &shape);
        if (heading &&
            !al_headings_add(&shapes[shape], (al_heading){line.bytes, shape == 0 ? 1 : 2}))
            return false;
        before = line.bytes;
        start = end + 1;
    }
    return true;
}

/* Parts and what is below them, in the order of the text. */
static bool merge(const al_headings *parts, const al_headings *below, al_headings *out)
{
    size_t i = 0, k = 0;
    while (i < parts->n || k < below->n) {
        bool part = k == below->n ||
                    (i < parts->n && parts->items[i].bytes.start < below->items[k].bytes.start);
        if (!al_headings_add(out, part ? parts->items[i++] : below->items[k++]))
            return false;
    }
    return true;
}

bool al_heading_is_part(const almost_text *text, al_range bytes)
{
    al_heading_shape shape;
    return has_keyword(text->bytes + bytes.start, bytes.end - bytes.start, &shape) &&
           shape == AL_HEADING_PART;
}

bool al_headings_by_shape(const almost_text *text, al_headings *out)
{
    al_headings shapes[N_SHAPES];
    static const al_headings none = {.n = 0};
    for (int shape = 0; shape < N_SHAPES; shape++)
        shapes[shape] = (al_headings){.allocator = out->allocator};
    bool fine = find(text, shapes);
    int below = AL_HEADING_CHAPTER;
    while (below < N_SHAPES && shapes[below].n < LEAST_SERIES)
        below++;
    bool parts = shapes[AL_HEADING_PART].n >= LEAST_SERIES;
    if (below == AL_HEADING_CAPITALS && parts)
        below = N_SHAPES; /* PART I, and a title in capitals now and then */
    if (fine)
        fine = merge(parts || below == AL_HEADING_CHAPTER ? &shapes[AL_HEADING_PART] : &none,
                     below < N_SHAPES ? &shapes[below] : &none, out);
    for (int shape = 0; shape < N_SHAPES; shape++)
        al_release(out->allocator, shapes[shape].items);
    return fine;
}
