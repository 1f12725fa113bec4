/* SPDX-License-Identifier: Apache-2.0 */
/* Counting marks by where they stand; see convention.h. */
#include "speech/convention.h"

/* Paragraphs of dialogue from which on a dash is held for one: a list may have three items. */
enum { LEAST_DASHES = 4, PARAGRAPH_WEIGHT = 4 };

static const uint32_t marks[] = {0x201C,
                                 0x201D,
                                 0x201E,
                                 0xAB,
                                 0xBB,
                                 0x2039,
                                 0x203A,
                                 0x2018,
                                 0x2019,
                                 0x201A,
                                 '"',
                                 '\'',
                                 0x300C,
                                 0x300D,
                                 0x300E,
                                 0x300F,
                                 '`',
                                 AL_SPEECH_GRAVES,
                                 AL_SPEECH_APOSTROPHES,
                                 0x301D,
                                 0x301E,
                                 0x301F,
                                 0xFF02};

enum { N_MARKS = sizeof marks / sizeof *marks };

/* The national styles: English, German, Polish, Swedish, French, German in books, Finnish, Swiss,
   single ones, plain ones, Japanese, of TeX. */
static const uint32_t pairs[][2] = {
    {0x201C, 0x201D},
    {0x201E, 0x201C},
    {0x201E, 0x201D},
    {0x201D, 0x201D},
    {0xAB, 0xBB},
    {0xBB, 0xAB},
    {0xBB, 0xBB},
    {0x2039, 0x203A},
    {0x203A, 0x2039},
    {0x2018, 0x2019},
    {0x201A, 0x2018},
    {'"', '"'},
    {'\'', '\''},
    {0x300C, 0x300D},
    {0x300E, 0x300F},
    {'`', '\''},
    {AL_SPEECH_GRAVES, AL_SPEECH_APOSTROPHES},
    {0x301D, 0x301E},
    {0x301D, 0x301F},
    {0xFF02, 0xFF02},
    {0x2019, 0x2019},
};

enum { N_PAIRS = sizeof pairs / sizeof *pairs };

typedef struct counts {
    uint64_t opening[N_MARKS];
    uint64_t closing[N_MARKS];
    uint64_t beginning[N_MARKS]; /* paragraphs */
    uint64_t first[N_MARKS];     /* paragraphs in which no other mark stands before it */
    uint64_t dashes;             /* paragraphs that begin with one */
} counts;

static int number_of(uint32_t mark)
{
    for (int i = 0; i < N_MARKS; i++)
        if (marks[i] == mark)
            return i;
    return -1;
}

bool al_speech_is_guillemet(uint32_t mark)
{
    return mark == 0xAB || mark == 0xBB || mark == 0x2039 || mark == 0x203A;
}

bool al_speech_is_stop(uint32_t sign)
{
    switch (sign) {
    case '.':
    case ',':
    case '!':
    case '?':
    case ';':
    case ':':
    case 0x2026:
    case 0x203D:
    case 0x2047:
    case 0x2048:
    case 0x2049:
    case 0x3001:
    case 0x3002:
    case 0xFF01:
    case 0xFF0C:
    case 0xFF1F: return true;
    default: return false;
    }
}

static bool is_bracket(const al_speech_token *token)
{
    return token->kind == AL_SPEECH_SIGN &&
           (token->form == '(' || token->form == '[' || token->form == '{' || token->form == '_' ||
            token->form == '*');
}

/* Whether what follows a mark may begin a quotation. */
static bool begins_quotation(const al_speech_tokens *tokens, size_t at)
{
    const al_speech_token *next = &tokens->list[at];
    if (next->kind != AL_SPEECH_SIGN)
        return true;
    if (next->form == '.' || next->form == 0x2026)
        return at + 1 < tokens->n && (next->form == 0x2026 || al_speech_token_is(next + 1, '.'));
    return !al_speech_is_stop(next->form) && next->form != ')' && next->form != ']';
}

/* Han, kana and their signs of full width: three bytes and more. Hangul has blanks. */
static bool is_wide(const al_speech_tokens *tokens, const al_speech_token *token)
{
    const unsigned char *bytes = (const unsigned char *)tokens->bytes + token->start;
    if (token->length < 3 || token->kind == AL_SPEECH_MARK || token->kind == AL_SPEECH_DASH)
        return false;
    return bytes[0] > 0xE2 ? bytes[0] < 0xEB || bytes[0] >= 0xEF
                           : bytes[0] == 0xE2 && bytes[1] >= 0xBA;
}

/* Whether a mark of the shape that opens or closes stands among Han, which are written without
 * blanks. */
static bool is_among_wide(const al_speech_tokens *tokens, size_t at, bool opens)
{
    const al_speech_token *token = &tokens->list[at];
    if (token->form != (opens ? 0x201C : 0x201D) && token->form != (opens ? 0x2018 : 0x2019))
        return false;
    return (at > 0 && is_wide(tokens, token - 1)) ||
           (at + 1 < tokens->n && is_wide(tokens, token + 1));
}

bool al_speech_may_open(const al_speech_tokens *tokens, size_t at)
{
    const al_speech_token *token = &tokens->list[at];
    bool loose = al_speech_is_guillemet(token->form);
    bool wide =
        (token->form >= 0x3000 && token->form < 0x110000) || is_among_wide(tokens, at, true);
    bool free = token->flags & (AL_SPEECH_SPACED | AL_SPEECH_FIRST) || at == 0 || wide ||
                token[-1].kind == AL_SPEECH_DASH || token[-1].kind == AL_SPEECH_MARK ||
                is_bracket(&token[-1]);
    if (!free || at + 1 >= tokens->n || token[1].flags & AL_SPEECH_FIRST)
        return false;
    return (loose || al_speech_is_attached(tokens, at + 1)) && begins_quotation(tokens, at + 1);
}

/* The figures of a note behind a mark that never opens: “so it was”12 */
static bool is_noted(const al_speech_tokens *tokens, size_t at)
{
    enum { MOST = 3 };
    const al_speech_token *note = &tokens->list[at + 1];
    if ((tokens->list[at].form != 0x201D && tokens->list[at].form != 0xBB) || note->length > MOST)
        return false;
    for (uint32_t i = 0; i < note->length; i++)
        if (tokens->bytes[note->start + i] < '0' || tokens->bytes[note->start + i] > '9')
            return false;
    return true;
}

bool al_speech_may_close(const al_speech_tokens *tokens, size_t at)
{
    const al_speech_token *token = &tokens->list[at];
    if (token->flags & AL_SPEECH_FIRST || at == 0)
        return false;
    if (token->flags & AL_SPEECH_SPACED && !al_speech_is_guillemet(token->form))
        return false;
    bool wide =
        (token->form >= 0x3000 && token->form < 0x110000) || is_among_wide(tokens, at, false);
    if (al_speech_is_attached(tokens, at + 1) && token[1].kind == AL_SPEECH_WORD && !wide &&
        !is_noted(tokens, at))
        return false;
    if (token->form != '\'' && token->form != 0x2019)
        return true;
    return token[-1].kind == AL_SPEECH_DASH ||
           (token[-1].kind == AL_SPEECH_SIGN && al_speech_is_stop(token[-1].form));
}

static void count_paragraph(const al_speech_tokens *tokens, const al_speech_paragraph *paragraph,
                            counts *counts)
{
    const al_speech_token *list = tokens->list;
    bool any = false;
    counts->dashes += list[paragraph->first].kind == AL_SPEECH_DASH;
    for (size_t i = paragraph->first; i < paragraph->end; i++) {
        int mark = list[i].kind == AL_SPEECH_MARK ? number_of(list[i].form) : -1;
        if (mark < 0)
            continue;
        bool opens = al_speech_may_open(tokens, i);
        counts->opening[mark] += opens;
        counts->closing[mark] += al_speech_may_close(tokens, i);
        counts->beginning[mark] += opens && i == paragraph->first;
        counts->first[mark] += !any;
        any = true;
    }
}

/* Guillemets quote in the direction that more paragraphs have. */
static bool is_turned(const counts *counts, const uint32_t pair[2])
{
    if (!al_speech_is_guillemet(pair[0]) || pair[0] == pair[1])
        return pair[0] == 0xBB && counts->first[number_of(0xAB)] > 0;
    return counts->first[number_of(pair[0])] < counts->first[number_of(pair[1])];
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t score(const counts *counts, const uint32_t pair[2])
{
    int opener = number_of(pair[0]), closer = number_of(pair[1]);
    if (is_turned(counts, pair))
        return 0;
    uint64_t balance = least(counts->opening[opener], counts->closing[closer]);
    return PARAGRAPH_WEIGHT * least(counts->beginning[opener], balance) + balance;
}

/* Whether a pair has marks of its own, and no apostrophe among them. */
static bool stands_apart(const uint32_t pair[2], const uint32_t best[2])
{
    for (int i = 0; i < 2; i++)
        if (pair[i] == best[0] || pair[i] == best[1] || pair[i] == '\'' || pair[i] == 0x2019 ||
            pair[i] == 0x2018)
            return false;
    return true;
}

al_speech_convention al_speech_convention_count(const al_speech_tokens *tokens)
{
    counts counts = {.dashes = 0};
    uint64_t best = 0, second = 0;
    al_speech_convention found = {.opener = 0};
    for (size_t i = 0; i < tokens->n_paragraphs; i++)
        count_paragraph(tokens, &tokens->paragraphs[i], &counts);
    for (size_t i = 0; i < N_PAIRS; i++) {
        uint64_t points = score(&counts, pairs[i]);
        if (points <= best)
            continue;
        best = points;
        found.opener = pairs[i][0];
        found.closer = pairs[i][1];
    }
    const uint32_t first[2] = {found.opener, found.closer};
    for (size_t i = 0; i < N_PAIRS && best > 0; i++) {
        uint64_t points = score(&counts, pairs[i]);
        if (points <= second || !stands_apart(pairs[i], first))
            continue;
        second = points;
        found.second_opener = pairs[i][0];
        found.second_closer = pairs[i][1];
    }
    uint64_t beginning = best > 0 ? counts.beginning[number_of(found.opener)] : 0;
    found.dashes = counts.dashes >= LEAST_DASHES && counts.dashes > beginning;
    return found;
}
