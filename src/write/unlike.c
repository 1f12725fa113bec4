/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Equal bytes are walked over together. Where they part, windows of doubled
 * size are searched for the nearest place where both go on alike for four
 * bytes (or end), by a table of the four bytes at each place of the second
 * window. A window is no larger than four times what it lets us step over, so
 * the whole is linear. Pieces never cut a character of UTF-8.
 */
#include "write/unlike.h"

#include "base/load.h"

#include <assert.h>
#include <string.h>

enum {
    GROUP = 4,
    FIRST_WINDOW = 16,
    LAST_WINDOW = 1 << 18,
    MOST_PROBES =
        16 /* of a table that is at most half full; a group that has no room is left out */
};

void al_unlike_init(al_unlike *unlike, const almost_allocator *allocator)
{
    *unlike = (al_unlike){.allocator = allocator};
}

void al_unlike_release(al_unlike *unlike)
{
    al_release(unlike->allocator, unlike->table);
    al_unlike_init(unlike, unlike->allocator);
}

void al_unlike_begin(al_unlike *unlike, const char *original, uint64_t original_length,
                     const char *telling, uint64_t telling_length)
{
    unlike->bytes[0] = original;
    unlike->bytes[1] = telling;
    unlike->length[0] = original_length;
    unlike->length[1] = telling_length;
    unlike->at[0] = unlike->at[1] = 0;
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Bytes that are equal from here on, cut where a character begins. */
static uint64_t equal_length(const al_unlike *unlike)
{
    const char *a = unlike->bytes[0] + unlike->at[0], *b = unlike->bytes[1] + unlike->at[1];
    uint64_t rest[2] = {unlike->length[0] - unlike->at[0], unlike->length[1] - unlike->at[1]};
    uint64_t most = rest[0] < rest[1] ? rest[0] : rest[1], length = 0;
    while (length + 8 <= most && memcmp(a + length, b + length, 8) == 0)
        length += 8;
    while (length < most && a[length] == b[length])
        length++;
    if (length == rest[0] && length == rest[1])
        return length;
    bool inside =
        (length < rest[0] && continues(a[length])) || (length < rest[1] && continues(b[length]));
    for (int i = 0; inside && i < 3 && length > 0; i++) {
        length--;
        inside = continues(a[length]);
    }
    return length;
}

/* Four bytes of a text, and the place in the table from which on they are looked for. */
typedef struct group {
    uint32_t bytes;
    size_t slot;
} group;

static group group_at(const char *bytes, size_t mask)
{
    uint32_t four = al_load_four(bytes);
    uint64_t mixed = four * UINT64_C(0x9E3779B97F4A7C15);
    return (group){four, (size_t)(mixed >> 32) & mask};
}

/* The slot of a group, which is 0 where `b` has none; NULL when too many others are in the way. */
static uint32_t *slot_of(const al_unlike *unlike, const char *b, group group, size_t mask)
{
    for (size_t probe = 0; probe < MOST_PROBES; probe++) {
        uint32_t *slot = &unlike->table[(group.slot + probe) & mask];
        if (*slot == 0 || al_load_four(b + *slot - 1) == group.bytes)
            return slot;
    }
    return NULL;
}

/* The first place of each group in the window of the second run, plus one. */
static void fill(al_unlike *unlike, uint64_t window, size_t mask)
{
    const char *b = unlike->bytes[1] + unlike->at[1];
    uint64_t rest = unlike->length[1] - unlike->at[1];
    memset(unlike->table, 0, (mask + 1) * sizeof *unlike->table);
    for (uint64_t y = 0; y < window && y + GROUP <= rest; y++) {
        uint32_t *slot = slot_of(unlike, b, group_at(b + y, mask), mask);
        if (slot != NULL && *slot == 0)
            *slot = (uint32_t)y + 1;
    }
}

/* Step to a place where a character begins; both sides are equal there for GROUP bytes. */
static void settle(const char *a, uint64_t rest_a, uint64_t rest_b, uint64_t step[2])
{
    for (int i = 0; i < 3 && step[0] < rest_a && step[1] < rest_b && continues(a[step[0]]); i++) {
        step[0]++;
        step[1]++;
    }
}

/* The nearest pair of places in both windows that go on alike. */
static bool meet_within(al_unlike *unlike, uint64_t window, size_t mask, uint64_t step[2])
{
    const char *a = unlike->bytes[0] + unlike->at[0], *b = unlike->bytes[1] + unlike->at[1];
    uint64_t rest_a = unlike->length[0] - unlike->at[0];
    uint64_t rest_b = unlike->length[1] - unlike->at[1];
    fill(unlike, window, mask);
    uint64_t best = UINT64_MAX;
    for (uint64_t x = 0; x < window && x + GROUP <= rest_a && x < best; x++) {
        const uint32_t *slot = slot_of(unlike, b, group_at(a + x, mask), mask);
        uint32_t y = slot != NULL ? *slot : 0;
        if (y == 0 || x + y - 1 >= best || (x == 0 && y == 1))
            continue;
        best = x + y - 1;
        step[0] = x;
        step[1] = y - 1;
    }
    if (best != UINT64_MAX)
        settle(a, rest_a, rest_b, step);
    return best != UINT64_MAX;
}

/* The end of the character at `step`, or of the run. */
static uint64_t character_end(const al_unlike *unlike, int side, uint64_t step)
{
    const char *bytes = unlike->bytes[side] + unlike->at[side];
    uint64_t rest = unlike->length[side] - unlike->at[side];
    for (int i = 0; i < 3 && step < rest && continues(bytes[step]); i++)
        step++;
    return step < rest ? step : rest;
}

/* How far to step on either side; false when memory ended. */
static bool meet(al_unlike *unlike, uint64_t step[2])
{
    uint64_t rest_a = unlike->length[0] - unlike->at[0];
    uint64_t rest_b = unlike->length[1] - unlike->at[1];
    uint64_t most = rest_a < rest_b ? rest_b : rest_a;
    for (uint64_t window = FIRST_WINDOW;; window *= 2) {
        size_t slots = (size_t)window * 2;
        if (!al_grow(unlike->allocator, (void **)&unlike->table, &unlike->table_capacity, slots,
                     sizeof *unlike->table))
            return false;
        if (meet_within(unlike, window, slots - 1, step))
            return true;
        if (window >= most || window >= LAST_WINDOW) {
            step[0] = character_end(unlike, 0, window);
            step[1] = character_end(unlike, 1, window);
            return true;
        }
    }
}

/* The equal ends of a last piece stand alone, where its sides have the same end. */
static void spare_tail(const al_unlike *unlike, uint64_t step[2])
{
    const char *a = unlike->bytes[0] + unlike->at[0], *b = unlike->bytes[1] + unlike->at[1];
    uint64_t x = step[0], y = step[1];
    while (x > 0 && y > 0 && a[x - 1] == b[y - 1]) {
        x--;
        y--;
    }
    for (int i = 0; i < 3 && x < step[0] && continues(a[x]); i++) {
        x++;
        y++;
    }
    step[0] = x;
    step[1] = y;
}

bool al_unlike_next(al_unlike *unlike, al_unlike_piece *piece, bool *failed)
{
    if (unlike->at[0] == unlike->length[0] && unlike->at[1] == unlike->length[1])
        return false;
    uint64_t equal = equal_length(unlike);
    uint64_t step[2] = {equal, equal};
    if (equal == 0 && !meet(unlike, step)) {
        *failed = true;
        return false;
    }
    if (equal == 0)
        spare_tail(unlike, step);
    assert(step[0] > 0 || step[1] > 0);
    piece->equal = equal > 0;
    for (int side = 0; side < 2; side++) {
        piece->start[side] = unlike->at[side];
        unlike->at[side] += step[side];
        assert(unlike->at[side] <= unlike->length[side]);
        piece->end[side] = unlike->at[side];
    }
    return true;
}
