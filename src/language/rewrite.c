/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See rewrite.h. A shortest path over the places in both words: equal bytes cost nothing, a rule
 * one. Places that lie further apart than BAND have no path of so few rules. Rules are tried from
 * where one could reach the first byte that differs to where what follows is equal: a handful
 * of places, however long the words. Of the rules only those are tried whose letters the words
 * have.
 */
#include "language/rewrite.h"

#include <string.h>

enum { BAND = 6, LEAST_HOST = 4 };

typedef struct path {
    al_letters a, b;
    uint32_t kinds;
    size_t beginning; /* bytes that both begin with */
    size_t ending;    /* bytes that both end with */
    uint32_t best;
    size_t n_chosen;
    uint16_t chosen[AL_REWRITE_MOST_RULES + 1]; /* rules whose letters both words have */
    uint8_t costs[AL_REWRITE_MOST_BYTES + 1][2 * BAND + 1]; /* by place in a, and in b from there */
} path;

static const al_rewrites_of *rules_of(const al_language *language)
{
    for (uint32_t i = 1; language != NULL && i < al_rewrite_languages_count; i++)
        if (memcmp(al_rewrite_languages[i].language, language->code, sizeof language->code) == 0)
            return &al_rewrite_languages[i];
    return &al_rewrite_languages[0];
}

static bool stands_at(al_letters word, size_t at, uint16_t letters, size_t length)
{
    const char *wanted = al_rewrite_letters + letters;
    if (length == 0)
        return true;
    return word.length - at >= length && word.bytes[at] == *wanted &&
           memcmp(word.bytes + at, wanted, length) == 0;
}

static bool is_one_of(uint16_t set, char byte)
{
    return byte != '\0' && strchr(al_rewrite_letters + set, byte) != NULL;
}

/* Whether a rule's conditions hold for one of the words, where its letters lie at start to end. */
static bool allows(const al_rewrite *rule, al_letters word, size_t start, size_t end)
{
    size_t behind = word.length - end;
    if (((rule->flags & AL_REWRITE_START) && start > 0) ||
        ((rule->flags & AL_REWRITE_END) && behind > 0) || start < rule->least_before ||
        behind < rule->least_behind)
        return false;
    if ((rule->flags & AL_REWRITE_AFFIX) && start + behind < LEAST_HOST)
        return false;
    if (rule->after != 0 && (start == 0 || !is_one_of(rule->after, word.bytes[start - 1])))
        return false;
    return rule->before == 0 || (behind > 0 && is_one_of(rule->before, word.bytes[end]));
}

static void reach(path *path, size_t i, size_t j, uint8_t cost)
{
    if (i > path->a.length || j > path->b.length || i > j + BAND || j > i + BAND)
        return;
    uint8_t *known = &path->costs[i][j + BAND - i];
    if (*known > cost)
        *known = cost;
}

/* Go on by a rule that has `left` in the one word and `right` in the other. */
static void apply(path *path, const al_rewrite *rule, bool turned, size_t i, size_t j)
{
    uint16_t left = turned ? rule->b : rule->a, right = turned ? rule->a : rule->b;
    size_t n_left = turned ? rule->b_length : rule->a_length;
    size_t n_right = turned ? rule->a_length : rule->b_length;
    bool last = path->costs[i][j + BAND - i] + 2U >= path->best;
    if (last && path->a.length + j + n_right != path->b.length + i + n_left)
        return; /* what follows cannot be equal */
    if (stands_at(path->a, i, left, n_left) && stands_at(path->b, j, right, n_right) &&
        allows(rule, path->a, i, i + n_left) && allows(rule, path->b, j, j + n_right))
        reach(path, i + n_left, j + n_right, (uint8_t)(path->costs[i][j + BAND - i] + 1));
}

/* A letter twice for the same once; letters of several bytes differ in the last of them. */
static void apply_doubling(path *path, size_t i, size_t j)
{
    al_letters a = path->a, b = path->b;
    uint8_t cost = (uint8_t)(path->costs[i][j + BAND - i] + 1);
    if (i == 0 || j == 0 || a.bytes[i - 1] != b.bytes[j - 1])
        return;
    if (i < a.length && a.bytes[i] == a.bytes[i - 1])
        reach(path, i + 1, j, cost);
    if (j < b.length && b.bytes[j] == b.bytes[j - 1])
        reach(path, i, j + 1, cost);
}

/* Whether a rule's letters may begin at a byte: one look tells it of nearly all rules. */
static inline bool begins_at(al_letters word, size_t at, uint16_t letters, size_t length)
{
    return length == 0 || (at < word.length && word.bytes[at] == al_rewrite_letters[letters]);
}

/* Which bytes stand in a word from `start` on, by their five lower bits. */
static uint32_t letters_of(al_letters word, size_t start)
{
    uint32_t letters = 0;
    for (size_t i = start; i < word.length; i++)
        letters |= UINT32_C(1) << ((unsigned char)word.bytes[i] & 31);
    return letters;
}

/* Whether words that have these letters have those of a rule, either way round. */
static inline bool may_apply(const al_rewrite *rule, uint32_t a, uint32_t b)
{
    return ((rule->a_letters & ~a) | (rule->b_letters & ~b)) == 0 ||
           ((rule->b_letters & ~a) | (rule->a_letters & ~b)) == 0;
}

/* Choose the rules of the kinds that are asked for which may apply from `start` on: a handful. */
static void choose(path *path, const al_rewrites_of *rules, size_t start)
{
    uint32_t a = letters_of(path->a, start), b = letters_of(path->b, start);
    path->n_chosen = 0;
    for (uint32_t kind = 0; kind < AL_REWRITE_KINDS; kind++) {
        if (!(path->kinds & (uint32_t)AL_REWRITE_SPELLING << kind))
            continue;
        for (uint32_t r = rules->firsts[kind]; r < rules->firsts[kind + 1]; r++) {
            path->chosen[path->n_chosen] = (uint16_t)r;
            path->n_chosen += may_apply(&al_rewrites[r], a, b);
        }
    }
}

/* Try the chosen rules, but for such as end before the first byte that differs. */
static void apply_chosen(path *path, size_t i, size_t j)
{
    size_t least = i == j && i < path->beginning ? path->beginning - i : 0;
    for (size_t c = 0; c < path->n_chosen; c++) {
        const al_rewrite *rule = &al_rewrites[path->chosen[c]];
        if (rule->a_length <= least && rule->b_length <= least && least > 0)
            continue;
        if (begins_at(path->a, i, rule->a, rule->a_length) &&
            begins_at(path->b, j, rule->b, rule->b_length))
            apply(path, rule, false, i, j);
        if (begins_at(path->a, i, rule->b, rule->b_length) &&
            begins_at(path->b, j, rule->a, rule->a_length))
            apply(path, rule, true, i, j);
    }
}

static void go_on(path *path, size_t i, size_t j)
{
    if (i < path->a.length && j < path->b.length && path->a.bytes[i] == path->b.bytes[j])
        reach(path, i + 1, j + 1, path->costs[i][j + BAND - i]);
    if (path->costs[i][j + BAND - i] + 1U >= path->best)
        return;
    apply_chosen(path, i, j);
    if (path->kinds & AL_REWRITE_DOUBLED)
        apply_doubling(path, i, j);
}

/* Follow all paths from `start`, where both words are alike so far; the cost of the best. */
static uint32_t follow(path *path, size_t start)
{
    size_t last = path->a.length - path->ending;
    memset(path->costs[start], 0xFF, (path->a.length + 1 - start) * sizeof *path->costs);
    path->costs[start][BAND] = 0;
    for (size_t i = start; i <= path->a.length; i++)
        for (size_t j = i > BAND ? i - BAND : 0; j <= i + BAND && j <= path->b.length; j++) {
            uint8_t cost = path->costs[i][j + BAND - i];
            if (cost >= path->best)
                continue;
            if (i >= last && path->a.length - i == path->b.length - j)
                path->best = cost;
            else
                go_on(path, i, j);
        }
    return path->best;
}

uint32_t al_rewrite_count(const al_language *language, uint32_t kinds, al_letters a, al_letters b,
                          uint32_t most)
{
    if (a.length > AL_REWRITE_MOST_BYTES || b.length > AL_REWRITE_MOST_BYTES ||
        a.length > b.length + BAND || b.length > a.length + BAND)
        return most + 1;
    size_t shorter = a.length < b.length ? a.length : b.length, start = 0, ending = 0;
    while (start < shorter && a.bytes[start] == b.bytes[start])
        start++;
    while (ending < shorter && a.bytes[a.length - 1 - ending] == b.bytes[b.length - 1 - ending])
        ending++;
    path path;
    path.a = a;
    path.b = b;
    path.kinds = kinds;
    path.beginning = start;
    path.ending = ending;
    path.best = most + 1;
    size_t first = al_rewrite_longest < start ? start - al_rewrite_longest : 0;
    choose(&path, rules_of(language), first);
    return follow(&path, first);
}

static bool excepts(const al_rewrite *rule, al_letters a, al_letters b)
{
    if (!stands_at(a, 0, rule->a, rule->a_length) || !stands_at(b, 0, rule->b, rule->b_length))
        return false;
    size_t behind = a.length - rule->a_length;
    if (behind != b.length - rule->b_length || (behind > 0 && !(rule->flags & AL_REWRITE_START)))
        return false;
    return memcmp(a.bytes + rule->a_length, b.bytes + rule->b_length, behind) == 0;
}

bool al_rewrite_is_excepted(const al_language *language, al_letters a, al_letters b)
{
    const al_rewrites_of *rules = rules_of(language);
    for (uint32_t r = rules->firsts[AL_REWRITE_KINDS - 1]; r < rules->firsts[AL_REWRITE_KINDS]; r++)
        if (excepts(&al_rewrites[r], a, b) || excepts(&al_rewrites[r], b, a))
            return true;
    return false;
}
