/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names are compared by runs of letters and figures: Anon_Clara_1864.txt is cited as
 * `Anon_Clara_1864`, `Anon, Clara (1864)` or `clara-anon-1864.html`. In parentheses right behind a
 * quotation a part of a name will do, where no other source has as much of it; in running text all
 * of the name must stand there, and one word alone accuses nobody.
 */
#include "quote/citation.h"

#include "base/utf8.h"
#include "words/fold.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
    farthest = 600, /* bytes from a quotation */
    longest_run = 64,
    most_runs = 160, /* that are read beside a quotation */
    word_letters = 3
};

typedef struct run {
    uint64_t hash;
    al_range bytes;
    bool figures;
} run;

static bool is_letter(unsigned char c)
{
    return c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
}

/* The next run from *at on; false at the end. */
static bool next_run(const char *bytes, uint32_t end, uint32_t *at, run *out)
{
    while (*at < end && !is_letter((unsigned char)bytes[*at]))
        ++*at;
    uint32_t start = *at;
    bool figures = true;
    while (*at < end && is_letter((unsigned char)bytes[*at])) {
        figures &= bytes[*at] >= '0' && bytes[*at] <= '9';
        ++*at;
    }
    if (start == *at)
        return false;
    char room[4 * longest_run + 32];
    uint32_t length = *at - start < longest_run ? *at - start : longest_run;
    size_t n = al_fold_word(bytes + start, length, AL_FOLD_EVERYTHING, room, sizeof room);
    *out = (run){XXH3_64bits(room, n), {start, *at}, figures || n < word_letters};
    return true;
}

/* The name of a source without folders and ending. */
static al_range stem_of(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *start = slash != NULL && slash[1] != '\0' ? slash + 1 : name;
    const char *dot = strrchr(start, '.');
    size_t end = dot != NULL && dot > start ? (size_t)(dot - name) : strlen(name);
    return (al_range){(uint32_t)(start - name), (uint32_t)end};
}

static int by_hash(const void *a, const void *b)
{
    const al_title_run *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool read_name(al_titles *titles, const char *name, uint32_t source)
{
    al_range stem = stem_of(name);
    run run;
    for (uint32_t at = stem.start; next_run(name, stem.end, &at, &run);) {
        if (!al_grow(titles->allocator, (void **)&titles->runs, &titles->room, titles->n + 1,
                     sizeof *titles->runs))
            return false;
        titles->runs[titles->n++] =
            (al_title_run){run.hash, source, titles->lengths[source]++, run.figures};
    }
    return true;
}

bool al_titles_init(al_titles *titles, const al_sources *sources)
{
    *titles = (al_titles){.allocator = sources->allocator, .n_sources = sources->n};
    titles->lengths = al_allocate_zero(titles->allocator, sources->n, sizeof *titles->lengths);
    titles->scores = al_allocate_zero(titles->allocator, sources->n, sizeof *titles->scores);
    if (titles->lengths == NULL || titles->scores == NULL)
        return false;
    for (uint32_t i = 0; i < sources->n; i++)
        if (!read_name(titles, almost_text_name(sources->items[i].text), i))
            return false;
    if (titles->n > 0)
        qsort(titles->runs, titles->n, sizeof *titles->runs, by_hash);
    return true;
}

void al_titles_release(al_titles *titles)
{
    if (titles->allocator == NULL)
        return;
    al_release(titles->allocator, titles->runs);
    al_release(titles->allocator, titles->lengths);
    al_release(titles->allocator, titles->scores);
    *titles = (al_titles){.allocator = NULL};
}

/* The first run of names with a hash. */
static size_t lower(const al_titles *titles, uint64_t hash)
{
    size_t low = 0, high = titles->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (titles->runs[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Runs of some bytes. */
static uint32_t read_runs(const char *bytes, al_range range, run out[most_runs])
{
    uint32_t n = 0;
    for (uint32_t at = range.start; n < most_runs && next_run(bytes, range.end, &at, &out[n]);)
        n++;
    return n;
}

static bool has_run(const al_titles *titles, uint32_t source, uint16_t at, uint64_t hash)
{
    for (size_t i = lower(titles, hash); i < titles->n && titles->runs[i].hash == hash; i++)
        if (titles->runs[i].source == source && titles->runs[i].at == at)
            return true;
    return false;
}

/* The source all of whose name stands at run `at`, the longest; SIZE_MAX: none. */
static size_t whole_at(const al_titles *titles, const run *runs, uint32_t n, uint32_t at)
{
    size_t best = SIZE_MAX;
    for (size_t i = lower(titles, runs[at].hash);
         i < titles->n && titles->runs[i].hash == runs[at].hash; i++) {
        uint32_t source = titles->runs[i].source, length = titles->lengths[source], k = 1;
        if (titles->runs[i].at != 0 || at + length > n)
            continue;
        while (k < length && has_run(titles, source, (uint16_t)k, runs[at + k].hash))
            k++;
        if (k == length && (best == SIZE_MAX || length > titles->lengths[best]))
            best = source;
    }
    return best;
}

/* The source of whose name most stands among the runs, in any order: one, by its words too. */
static size_t most_of(al_titles *titles, const run *runs, uint32_t n)
{
    size_t best = SIZE_MAX;
    bool tied = false;
    memset(titles->scores, 0, titles->n_sources * sizeof *titles->scores);
    for (uint32_t at = 0; at < n; at++)
        for (size_t i = lower(titles, runs[at].hash);
             i < titles->n && titles->runs[i].hash == runs[at].hash; i++)
            titles->scores[titles->runs[i].source] += titles->runs[i].figures ? 1 : 16;
    for (size_t i = 0; i < titles->n_sources; i++) {
        if (titles->scores[i] < 16)
            continue;
        tied = best != SIZE_MAX && titles->scores[i] == titles->scores[best];
        if (best == SIZE_MAX || titles->scores[i] > titles->scores[best])
            best = i;
        else if (!tied)
            continue;
    }
    size_t equal = 0;
    for (size_t i = 0; best != SIZE_MAX && i < titles->n_sources; i++)
        equal += titles->scores[i] == titles->scores[best];
    return equal == 1 ? best : SIZE_MAX;
}

/* What stands in brackets right behind a quotation; empty: nothing does. */
static al_range enclosed(const char *bytes, al_range after)
{
    uint32_t at = after.start;
    while (at < after.end &&
           (strchr(" \n\r\t.,;:!?*_\"'", bytes[at]) != NULL || (unsigned char)bytes[at] >= 0x80))
        at++;
    if (at >= after.end || strchr("([{<", bytes[at]) == NULL || bytes[at] == '\0')
        return (al_range){at, at};
    const char open = bytes[at], close = open == '('   ? ')'
                                         : open == '[' ? ']'
                                         : open == '{' ? '}'
                                                       : '>';
    uint32_t depth = 0, end = at;
    for (; end < after.end; end++) {
        depth += bytes[end] == open;
        depth -= bytes[end] == close;
        if (depth == 0)
            break;
    }
    return (al_range){at, end};
}

/* The note that [12] or [^a] leads to: the line that begins with it, in the rest of the account. */
static al_range note_of(const almost_text *account, al_range mark)
{
    const char *bytes = account->bytes;
    uint32_t length = mark.end - mark.start + 1, end = (uint32_t)account->length;
    if (mark.end <= mark.start + 1 || length > 16 || bytes[mark.start] != '[')
        return (al_range){0, 0};
    for (uint32_t at = end; at > 0;) { /* notes stand behind: from the end */
        uint32_t line = at;
        while (line > 0 && bytes[line - 1] != '\n')
            line--;
        if (line != mark.start && at - line > length &&
            memcmp(bytes + line, bytes + mark.start, length) == 0)
            return (al_range){line + length, at < line + farthest ? at : line + farthest};
        at = line > 0 ? line - 1 : 0;
    }
    return (al_range){0, 0};
}

/* A name in running text: the nearest to the quotation. */
static al_cited in_prose(const al_titles *titles, const char *bytes, al_range range, bool last)
{
    run runs[most_runs];
    uint32_t n = read_runs(bytes, range, runs);
    al_cited found = {SIZE_MAX, false};
    for (uint32_t at = 0; at < n; at++) {
        size_t source = whole_at(titles, runs, n, at);
        if (source == SIZE_MAX)
            continue;
        found = (al_cited){source, titles->lengths[source] > 1};
        if (!last)
            break;
    }
    return found;
}

static al_cited in_brackets(al_titles *titles, const char *bytes, al_range range)
{
    run runs[most_runs];
    uint32_t n = read_runs(bytes, range, runs);
    for (uint32_t at = 0; at < n; at++) {
        size_t source = whole_at(titles, runs, n, at);
        if (source != SIZE_MAX)
            return (al_cited){source, true};
    }
    size_t source = most_of(titles, runs, n);
    return (al_cited){source, source != SIZE_MAX};
}

al_cited al_citation_find(al_titles *titles, const almost_text *account, al_range outer,
                          al_range around)
{
    const char *bytes = account->bytes;
    al_range after = {outer.end, around.end}, before = {around.start, outer.start};
    if (after.end > after.start + farthest)
        after.end = after.start + farthest;
    if (before.end > before.start + farthest)
        before.start = before.end - farthest;
    al_range brackets = enclosed(bytes, after);
    if (brackets.end > brackets.start) {
        al_cited found = in_brackets(titles, bytes, brackets);
        al_range note = found.source == SIZE_MAX ? note_of(account, brackets) : (al_range){0, 0};
        if (note.end > note.start)
            found = in_brackets(titles, bytes, note);
        if (found.source != SIZE_MAX)
            return found;
    }
    al_cited found = in_prose(titles, bytes, after, false);
    return found.source != SIZE_MAX ? found : in_prose(titles, bytes, before, true);
}
