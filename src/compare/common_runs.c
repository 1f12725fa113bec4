/* SPDX-License-Identifier: Apache-2.0 */
/*
 * At a difference, a few bytes of the second text from farther on are looked
 * for in the first, near the place where they are expected: at doubled
 * distances until they are found or the way is too far. What was searched is
 * weighed against what was gained, so that unlike texts are soon given up.
 */
#include "compare/common_runs.h"

#include "base/error.h"
#include "text/signs.h"

#include <string.h>

enum {
    least_run = 256,    /* bytes; shorter runs are found by their words as cheaply */
    probe = 24,         /* bytes that are looked for */
    first_step = 64,    /* bytes behind a difference where the first probe is taken */
    farthest = 1 << 16, /* the same for the last probe */
    confirmed = 64,     /* bytes that must agree around a probe */
    patience = 1 << 17  /* bytes searched beyond four times what was gained before giving up */
};

typedef struct steps {
    const al_slice *texts;
    uint64_t at[2];
    uint64_t searched;
    uint64_t gained;
} steps;

static uint64_t left(const steps *steps, int side)
{
    return steps->texts[side].end - steps->at[side];
}

/* Equal, or white space both: how a text is wrapped must not decide what is found. */
static bool alike(char a, char b)
{
    return a == b || (al_is_space_byte(a) && al_is_space_byte(b));
}

/* How many bytes agree from two places on. */
static uint64_t agree(const char *a, const char *b, uint64_t most)
{
    uint64_t n = 0;
    for (;;) {
        while (n + 64 <= most && memcmp(a + n, b + n, 64) == 0)
            n += 64;
        uint64_t stop = n + 64 < most ? n + 64 : most;
        while (n < stop && alike(a[n], b[n]))
            n++;
        if (n < stop || n == most)
            return n;
    }
}

static uint64_t agree_back(const char *a, const char *b, uint64_t most)
{
    uint64_t n = 0;
    while (n < most && alike(a[-(int64_t)n - 1], b[-(int64_t)n - 1]))
        n++;
    return n;
}

/*
 * The place in `in` of the probe that is nearest to `expected`, or `length`.
 * Horspool's search (1980): how far to go on is read off the last byte.
 */
static uint64_t nearest(const char *in, uint64_t length, const char *wanted, uint64_t expected)
{
    uint8_t skip[256];
    uint64_t best = length;
    memset(skip, probe, sizeof skip);
    for (uint8_t i = 0; i + 1 < probe; i++)
        skip[(unsigned char)wanted[i]] = (uint8_t)(probe - 1 - i);
    for (const char *blank = " \n\t\r"; *blank != '\0'; blank++) { /* one kind of them all */
        uint8_t least = skip[' '] < skip['\n'] ? skip[' '] : skip['\n'];
        skip[' '] = skip['\n'] =
            least < skip[(unsigned char)*blank] ? least : skip[(unsigned char)*blank];
    }
    skip['\t'] = skip['\r'] = skip[' '];
    for (uint64_t at = 0; at + probe <= length;) {
        if (agree(in + at, wanted, probe) < probe) {
            at += skip[(unsigned char)in[at + probe - 1]];
            continue;
        }
        if (at >= expected)
            return best < length && expected - best < at - expected ? best : at;
        best = at++;
    }
    return best;
}

/* Find the next place where both texts agree; false when it is too far away. */
static bool resume(steps *steps)
{
    const char *a = steps->texts[0].text->bytes + steps->at[0];
    const char *b = steps->texts[1].text->bytes + steps->at[1];
    for (uint64_t step = first_step; step <= farthest && step + probe <= left(steps, 1);
         step *= 2) {
        uint64_t window = 3 * step + probe;
        window = window < left(steps, 0) ? window : left(steps, 0);
        steps->searched += window;
        if (steps->searched > patience + 4 * steps->gained)
            return false;
        uint64_t place = nearest(a, window, b + step, step);
        if (place == window)
            continue;
        uint64_t most = left(steps, 0) - place < left(steps, 1) - step ? left(steps, 0) - place
                                                                       : left(steps, 1) - step;
        uint64_t ahead = agree(a + place, b + step, most < confirmed ? most : confirmed);
        uint64_t back = agree_back(a + place, b + step, place < step ? place : step);
        if (ahead + back < confirmed && ahead < most)
            continue;
        steps->at[0] += place - back;
        steps->at[1] += step - back;
        return true;
    }
    return false;
}

/* Cut a run so that it begins and ends behind white space, or where both texts do. */
static al_common_run trim(const steps *steps, uint64_t length)
{
    const char *bytes = steps->texts[0].text->bytes + steps->at[0];
    uint64_t start = 0, end = length;
    if (steps->at[0] > steps->texts[0].start || steps->at[1] > steps->texts[1].start)
        while (start < end && !(start > 0 && al_is_space_byte(bytes[start - 1])))
            start++;
    if (length < left(steps, 0) || length < left(steps, 1))
        while (end > start && !al_is_space_byte(bytes[end - 1]))
            end--;
    return (al_common_run){
        .start = {(uint32_t)(steps->at[0] + start), (uint32_t)(steps->at[1] + start)},
        .length = (uint32_t)(end - start),
    };
}

almost_status al_common_runs(const al_slice texts[2], const almost_allocator *allocator,
                             al_common_run **runs, size_t *n, uint64_t *common, almost_error *error)
{
    steps steps = {.texts = texts, .at = {texts[0].start, texts[1].start}};
    al_common_run *items = NULL;
    size_t count = 0, capacity = 0;
    *common = 0;
    do {
        uint64_t most = left(&steps, 0) < left(&steps, 1) ? left(&steps, 0) : left(&steps, 1);
        uint64_t length =
            agree(texts[0].text->bytes + steps.at[0], texts[1].text->bytes + steps.at[1], most);
        al_common_run run =
            length >= least_run ? trim(&steps, length) : (al_common_run){.length = 0};
        if (run.length >= least_run / 2) {
            if (!al_grow(allocator, (void **)&items, &capacity, count + 1, sizeof *items)) {
                al_release(allocator, items);
                return al_fail_memory(error);
            }
            items[count++] = run;
            *common += run.length;
        }
        steps.gained += length;
        steps.at[0] += length;
        steps.at[1] += length;
    } while (left(&steps, 0) > 0 && left(&steps, 1) > 0 && resume(&steps));
    *runs = items;
    *n = count;
    return ALMOST_OK;
}
