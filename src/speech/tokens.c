/* SPDX-License-Identifier: Apache-2.0 */
/* Cutting a text into words and signs; see tokens.h. */
#include "speech/tokens.h"

#include "base/utf8.h"
#include "speech/paragraphs.h"
#include "text/signs.h"
#include "words/word_table.h"

#include <string.h>

enum { MOST_LENGTH = 60000, RIGHT_MARK = 0x2019 };

typedef struct scan {
    al_speech_tokens *tokens;
    const char *bytes;
    uint64_t length;
    uint64_t at;
    uint8_t flags; /* of the next token */
    bool graves;   /* `` was there, so that '' is one mark */
} scan;

/* The code point at a place; a blank behind the end. */
static uint32_t point_at(const scan *scan, uint64_t at, uint32_t *size)
{
    *size = 1;
    if (at >= scan->length)
        return ' ';
    unsigned char byte = (unsigned char)scan->bytes[at];
    return byte < 0x80 ? byte : al_decode(scan->bytes, scan->length, at, size);
}

static bool is_letter_point(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (c == AL_INVALID || c > 0xFFFF)
        return c != AL_INVALID;
    if (al_is_quotation_mark(c) || al_is_space(c) || al_is_dash(c))
        return false;
    al_word_class class = al_word_class_of(c);
    return class == AL_CLASS_LETTER || class == AL_CLASS_DIGIT || class == AL_CLASS_EXTEND ||
           class == AL_CLASS_HEBREW || class == AL_CLASS_HARD || class == AL_CLASS_JOINER;
}

static bool is_letter_at(const scan *scan, uint64_t at)
{
    uint32_t size;
    return is_letter_point(point_at(scan, at, &size));
}

/* Latin Extended-A has each capital before its small letter, from 0x139 to 0x148 at odd places. */
static bool is_latin_capital(uint32_t c)
{
    if (c < 0x100 || c > 0x178 || c == 0x138)
        return false;
    return c == 0x178 || (c & 1) == (c >= 0x139 && c <= 0x148);
}

static bool is_capital(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    return (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3AB) ||
           (c >= 0x400 && c <= 0x42F) || is_latin_capital(c);
}

static bool put(scan *scan, al_speech_token_kind kind, uint32_t form, uint64_t start, uint64_t end,
                uint8_t flags)
{
    al_speech_tokens *tokens = scan->tokens;
    if (tokens->n == tokens->capacity &&
        !al_grow(tokens->allocator, (void **)&tokens->list, &tokens->capacity, tokens->n + 1,
                 sizeof *tokens->list))
        return false;
    tokens->list[tokens->n++] = (al_speech_token){(uint32_t)start, form, (uint16_t)(end - start),
                                                  (uint8_t)kind, (uint8_t)(scan->flags | flags)};
    scan->flags = 0;
    scan->at = end;
    return true;
}

/* Whether one of the pronouns that French puts behind its verb follows a hyphen. */
static bool is_inverted(const scan *scan, uint64_t at)
{
    static const char *const pronouns[] = {"il", "elle", "on", "je", "tu", "ils", "elles", "t-"};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        size_t length = strlen(pronouns[i]);
        if (scan->length - at >= length && memcmp(scan->bytes + at, pronouns[i], length) == 0 &&
            (pronouns[i][length - 1] == '-' || !is_letter_at(scan, at + length)))
            return true;
    }
    return false;
}

/* Behind an apostrophe or hyphen at `at` that joins letters; else `at`. */
static uint64_t joined(const scan *scan, uint64_t at)
{
    uint32_t size, c = point_at(scan, at, &size);
    bool hyphen = c == '-' || c == 0x2010 || c == 0x2011;
    if ((c != '\'' && c != RIGHT_MARK && !hyphen) || !is_letter_at(scan, at + size))
        return at;
    return hyphen && is_inverted(scan, at + size) ? at : at + size;
}

/* The end of the word that begins at `at`; *capitals counts its capitals, *small the rest. */
static uint64_t word_end(const scan *scan, uint64_t at, uint32_t *capitals, uint32_t *small)
{
    uint64_t start = at;
    *capitals = *small = 0;
    while (at - start < MOST_LENGTH) {
        uint32_t size, c = point_at(scan, at, &size);
        if (is_letter_point(c)) {
            *(is_capital(c) ? capitals : small) += 1;
            at += size;
            continue;
        }
        uint64_t next = joined(scan, at);
        if (next == at)
            break;
        at = next;
    }
    return at;
}

/* The length of a word without 's, unless it is another one: it's. */
static size_t without_genitive(const scan *scan, size_t length)
{
    const char *word = scan->bytes + scan->at;
    if (length < 3 || word[length - 1] != 's')
        return length;
    if (word[length - 2] == '\'')
        return al_speech_forms_is_listed(word, length) ? length : length - 2;
    bool right = length > 4 && memcmp(word + length - 4, "\xE2\x80\x99", 3) == 0;
    return right && !al_speech_forms_is_listed(word, length) ? length - 4 : length;
}

static bool take_word(scan *scan)
{
    uint32_t capitals, small, size, first = point_at(scan, scan->at, &size);
    uint64_t end = word_end(scan, scan->at, &capitals, &small);
    uint8_t flags = is_capital(first) ? AL_SPEECH_CAPITAL : 0;
    if (capitals > 1 && small == 0)
        flags |= AL_SPEECH_ALL_CAPITAL;
    size_t length = (size_t)(end - scan->at), without = without_genitive(scan, length);
    if (without < length)
        flags |= AL_SPEECH_GENITIVE;
    uint32_t form = al_speech_forms_add(&scan->tokens->forms, scan->bytes + scan->at, without);
    return form != UINT32_MAX && put(scan, AL_SPEECH_WORD, form, scan->at, end, flags);
}

/* A row of hyphens or dashes: one dash, but for a hyphen alone before a letter. */
static bool take_dash(scan *scan)
{
    uint64_t end = scan->at;
    uint32_t size, c = point_at(scan, scan->at, &size), n = 0;
    for (uint32_t next = c; al_is_dash(next) && n < 64; n++) {
        end += size;
        next = point_at(scan, end, &size);
    }
    bool hyphen =
        n == 1 && (c == '-' || c == 0x2010 || c == 0x2011) && point_at(scan, end, &size) != ' ';
    return put(scan, hyphen ? AL_SPEECH_SIGN : AL_SPEECH_DASH, c, scan->at, end, 0);
}

static bool take_mark(scan *scan, uint32_t c, uint32_t size)
{
    uint32_t next_size;
    bool twice = point_at(scan, scan->at + size, &next_size) == c;
    if (c == '`' && twice) {
        scan->graves = true;
        return put(scan, AL_SPEECH_MARK, AL_SPEECH_GRAVES, scan->at, scan->at + 2, 0);
    }
    if (c == '\'' && twice && scan->graves)
        return put(scan, AL_SPEECH_MARK, AL_SPEECH_APOSTROPHES, scan->at, scan->at + 2, 0);
    return put(scan, AL_SPEECH_MARK, c, scan->at, scan->at + size, 0);
}

static bool take(scan *scan)
{
    uint32_t size, c = point_at(scan, scan->at, &size);
    if (is_letter_point(c))
        return take_word(scan);
    if (al_is_space(c) || al_is_invisible(c)) {
        scan->flags |= al_is_space(c) ? AL_SPEECH_SPACED : 0;
        scan->at += size;
        return true;
    }
    if (al_is_quotation_mark(c) || c == '`')
        return take_mark(scan, c, size);
    if (al_is_dash(c))
        return take_dash(scan);
    return put(scan, AL_SPEECH_SIGN, c, scan->at, scan->at + size, 0);
}

bool al_speech_tokens_init(al_speech_tokens *tokens, const almost_text *text, al_range range,
                           uint32_t language)
{
    tokens->bytes = text->bytes;
    tokens->start = range.start;
    tokens->length = range.end;
    if (!al_speech_forms_init(&tokens->forms, tokens->allocator))
        return false;
    scan scan = {tokens, text->bytes, range.end, range.start, AL_SPEECH_SPACED, false};
    bool fine = true;
    while (fine && scan.at < scan.length)
        fine = take(&scan) && !al_clock_late(tokens->clock, 1);
    if (fine && al_speech_paragraphs_find(tokens)) {
        tokens->language = al_speech_forms_settle(&tokens->forms, language);
        return true;
    }
    al_speech_tokens_release(tokens);
    return false;
}

bool al_speech_token_ends(const al_speech_tokens *tokens, size_t at, const char *ending,
                          size_t least)
{
    const al_speech_token *token = &tokens->list[at];
    size_t length = strlen(ending);
    const char *end = tokens->bytes + al_speech_token_end(token);
    return token->kind == AL_SPEECH_WORD && token->length >= least && token->length >= length &&
           memcmp(end - length, ending, length) == 0;
}

void al_speech_tokens_release(al_speech_tokens *tokens)
{
    al_release(tokens->allocator, tokens->list);
    al_release(tokens->allocator, tokens->paragraphs);
    al_speech_forms_release(&tokens->forms);
}
