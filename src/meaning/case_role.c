/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See case_role.h. The changed words of both sides are held against each other one by one: each
 * pair is one word in two cases, one becomes an object and another one stops being it.
 */
#include "meaning/case_role.h"

#include "words/fold.h"

#include <string.h>

enum {
    most_changed = 8, /* changed words of a side */
    most_letters = 48 /* bytes of a word */
};

typedef struct word {
    char letters[4 * most_letters + 16];
    size_t length;
} word;

static bool fold_token(const al_side *side, const al_token *token, word *out)
{
    size_t length = token->bytes.end - token->bytes.start;
    if (length > most_letters)
        return false;
    out->length = al_fold_word(side->text->bytes + token->bytes.start, length,
                               AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_EDGES, out->letters,
                               sizeof out->letters);
    return true;
}

/* The changed words of a side, in order; 0 where there are too many. */
static uint32_t list_changed(const al_tokens *tokens, const al_token *out[most_changed])
{
    uint32_t n = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        const al_token *token = &tokens->list[i];
        if (!token->changed || token->sign != 0)
            continue;
        if (n == most_changed)
            return 0;
        out[n++] = token;
    }
    return n;
}

static bool ends_in(const word *word, const char *const *endings, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(endings[i]);
        if (word->length > length &&
            memcmp(word->letters + word->length - length, endings[i], length) == 0)
            return true;
    }
    return false;
}

/* Whether two words begin alike and part at their endings. */
static bool have_one_stem(const word *a, const word *b)
{
    enum { least = 3, ending = 4 };
    size_t i = 0, shorter = a->length < b->length ? a->length : b->length;
    while (i < shorter && a->letters[i] == b->letters[i])
        i++;
    return i >= least - (shorter < least + 2) && a->length - i <= ending && b->length - i <= ending;
}

/* Latin: 1 for an accusative, -1 for another case. */
static int latin_case(const word *word)
{
    static const char *const endings[] = {"am", "um", "em", "im", "os", "as"};
    return ends_in(word, endings, sizeof endings / sizeof *endings) ? 1 : -1;
}

static const char *const doers[] = {"der",  "ein",  "kein", "dieser", "jener", "jeder", "mein",
                                    "dein", "sein", "ihr",  "unser",  "euer",  "er"};
static const char *const objects[] = {
    "den",   "einen",   "keinen", "diesen", "jenen", "jeden",   "meinen", "deinen", "seinen",
    "ihren", "unseren", "euren",  "ihn",    "dem",   "einem",   "keinem", "diesem", "jenem",
    "jedem", "meinem",  "deinem", "seinem", "ihrem", "unserem", "eurem",  "ihm"};

static bool is_one_of(const word *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(words[i]) == word->length && memcmp(words[i], word->letters, word->length) == 0)
            return true;
    return false;
}

/* German: 1 for a determiner of an object, -1 for one of a doer, 0 for neither. */
static int german_case(const word *word)
{
    if (is_one_of(word, objects, sizeof objects / sizeof *objects))
        return 1;
    return is_one_of(word, doers, sizeof doers / sizeof *doers) ? -1 : 0;
}

/*
 * What becomes of a word: 1 an object, -1 a doer, 0 neither; 2 where it is another word.
 */
static int turn_of(const word *mine, const word *theirs, bool latin)
{
    int from = latin ? latin_case(mine) : german_case(mine);
    int to = latin ? latin_case(theirs) : german_case(theirs);
    if (latin || from == 0 || to == 0) {
        if (!have_one_stem(mine, theirs))
            return 2;
        if (!latin)
            return 0;
    }
    return from == to ? 0 : to;
}

bool al_case_roles_turn(const al_side sides[2], const al_cell *cell, const char *code)
{
    const al_token *changed[2][most_changed];
    bool latin = strcmp(code, "la") == 0, turned[3] = {false, false, false};
    if (!latin && strcmp(code, "de") != 0)
        return false;
    uint32_t n = list_changed(&cell->tokens[0], changed[0]);
    if (n < 2 || n != list_changed(&cell->tokens[1], changed[1]))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        word mine, theirs;
        if (!fold_token(&sides[0], changed[0][i], &mine) ||
            !fold_token(&sides[1], changed[1][i], &theirs))
            return false;
        int turn = turn_of(&mine, &theirs, latin);
        if (turn == 2)
            return false;
        turned[turn + 1] = true;
    }
    return turned[0] && turned[2];
}

bool al_case_is_oblique(const al_side *side, const al_token *token)
{
    word word;
    return token->sign == 0 && fold_token(side, token, &word) && german_case(&word) == 1;
}
