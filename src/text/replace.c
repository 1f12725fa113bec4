/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes are moved forward over what falls away. A place of the text then lies as much further
 * to the front as fell away before it.
 */
#include "text/replace.h"

#include "base/error.h"
#include "text/origin.h"

#include <assert.h>
#include <string.h>

/* --- Where bytes come from ---------------------------------------------- */

/* A walk through the runs of an origin, forward. */
typedef struct walk {
    const al_origin *old;
    size_t run;
} walk;

static uint32_t run_end(const walk *walk)
{
    return walk->run + 1 < walk->old->n ? walk->old->runs[walk->run + 1].start : walk->old->end;
}

/* The bytes from `start` on that one run has, and what they come from. */
static al_range step(walk *walk, al_range bytes, al_range *source)
{
    while (run_end(walk) <= bytes.start)
        walk->run++;
    const al_origin_run *run = &walk->old->runs[walk->run];
    uint32_t end = run_end(walk);
    al_range own = {bytes.start, end < bytes.end ? end : bytes.end};
    *source = run->source;
    if (run->source.end - run->source.start == end - run->start)
        *source = (al_range){run->source.start + (own.start - run->start),
                             run->source.start + (own.end - run->start)};
    return own;
}

static bool keep(walk *walk, al_origin *to, al_range bytes)
{
    while (bytes.start < bytes.end) {
        al_range source, own = step(walk, bytes, &source);
        if (!al_origin_add(to, own.end - own.start, source))
            return false;
        bytes.start = own.end;
    }
    return true;
}

/* All that is replaced comes from where its first byte comes from, up to where its last does. */
static bool merge(walk *walk, al_origin *to, const al_replacement *item)
{
    al_range bytes = item->bytes, whole = {0, 0};
    for (bool first = true; bytes.start < bytes.end; first = false) {
        al_range source, own = step(walk, bytes, &source);
        if (first)
            whole = source;
        else if (source.end > whole.end)
            whole.end = source.end;
        bytes.start = own.end;
    }
    return al_origin_add(to, item->length, whole);
}

static al_origin *follow(const al_origin *old, const almost_allocator *allocator,
                         const al_replacement *items, size_t n)
{
    walk walk = {.old = old};
    al_origin *origin = al_origin_new(allocator);
    uint32_t at = 0;
    bool made = origin != NULL;
    for (size_t i = 0; i < n && made; i++) {
        made = keep(&walk, origin, (al_range){at, items[i].bytes.start}) &&
               merge(&walk, origin, &items[i]);
        at = items[i].bytes.end;
    }
    if (made && keep(&walk, origin, (al_range){at, old->end}))
        return origin;
    al_origin_free(origin);
    return NULL;
}

/* --- Where places go ---------------------------------------------------- */

/* Places that come in any order, over a table of what fell away. */
typedef struct moving {
    const al_replacement *items;
    const uint32_t *before; /* of each item: how much fell away before it */
    size_t n;
} moving;

/* What stands within bytes that are replaced goes to their front. */
static uint32_t moved(const void *of, uint32_t at)
{
    const moving *moving = of;
    size_t low = 0, high = moving->n; /* the first item that begins behind the place, or at it */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (moving->items[middle].bytes.start < at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return at;
    const al_replacement *last = &moving->items[low - 1];
    uint32_t front = last->bytes.start - moving->before[low - 1];
    return at < last->bytes.end ? front : front + last->length + (at - last->bytes.end);
}

static uint32_t *sum(const almost_allocator *allocator, const al_replacement *items, size_t n)
{
    uint32_t *before = al_allocate(allocator, n, sizeof *before), away = 0;
    for (size_t i = 0; i < n && before != NULL; i++) {
        before[i] = away;
        away += items[i].bytes.end - items[i].bytes.start - items[i].length;
    }
    return before;
}

/* --- All of it ---------------------------------------------------------- */

static void move_bytes(al_buffer *out, const al_replacement *items, size_t n)
{
    size_t to = items[0].bytes.start;
    for (size_t i = 0; i < n; i++) {
        size_t next = i + 1 < n ? items[i + 1].bytes.start : out->length;
        memcpy(out->bytes + to, items[i].with, items[i].length);
        to += items[i].length;
        memmove(out->bytes + to, out->bytes + items[i].bytes.end, next - items[i].bytes.end);
        to += next - items[i].bytes.end;
    }
    out->length = to;
}

void al_builder_replace(al_builder *builder, const al_replacement *items, size_t n)
{
    almost_text *text = builder->text;
    assert(!builder->taken);
    if (al_builder_failed(builder) || n == 0)
        return;
    uint32_t *before = sum(text->allocator, items, n);
    al_origin *origin = before != NULL ? follow(text->origin, text->allocator, items, n) : NULL;
    if (origin == NULL) {
        al_release(text->allocator, before);
        builder->status = al_fail_memory(builder->error);
        return;
    }
    al_origin_free(text->origin);
    text->origin = origin;
    moving moving = {items, before, n};
    al_milestones_move(text->milestones, moved, &moving);
    al_layers_move(text->layers, moved, &moving);
    move_bytes(&builder->out, items, n);
    al_release(text->allocator, before);
}
