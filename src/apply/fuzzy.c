/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The chosen changes become events in the text in hand: an edit replaces a
 * span, a region is taken out because its passage moves, and at a point is put
 * what hangs there, new text and regions. Each event finds its own place; what
 * finds none, or collides with another, is given up alone, but a passage is
 * moved whole or not at all. Events are then carried out from left to right.
 */
#include "apply/fuzzy.h"

#include "apply/locate.h"
#include "apply/order.h"
#include "apply/plan.h"
#include "base/error.h"

#include <assert.h>
#include <string.h>

typedef enum event_kind { POINT, REGION, EDIT } event_kind;

typedef struct event {
    event_kind kind;
    size_t index; /* the change of an edit, the carrier of a point, the first change of a region */
    size_t order; /* among events of one place */
    almost_span place;
    size_t region; /* the region's event that an edit lies in, or AL_NOWHERE */
    bool dead;
} event;

typedef struct fuzzy {
    const almost_patch *patch;
    const almost_text *text;
    int given;
    al_choice *choice;
    const almost_allocator *allocator;
    al_outcome *outcome;
    al_plan plan;
    al_locator *locator;
    event *events;
    size_t n_events;
    size_t *order;   /* events from left to right */
    size_t *rank_of; /* of an event in that order */
    size_t *room;
    size_t *region_of;   /* of each change; AL_NOWHERE for none */
    size_t *next_region; /* of an event: the next region of its passage, in a ring */
} fuzzy;

static const al_patch_change *change_at(const fuzzy *fuzzy, size_t rank, size_t *index)
{
    *index = al_patch_in_order(fuzzy->patch, fuzzy->given, rank);
    return &fuzzy->patch->changes[*index];
}

/* --- Giving up ------------------------------------------------------------ */

/* All that a passage's move would have done stays undone; its edits are made where it rests. */
static void give_up_passage(fuzzy *fuzzy, size_t region)
{
    assert(fuzzy->events[region].kind == REGION);
    size_t at = region;
    do {
        fuzzy->events[at].dead = true;
        at = fuzzy->next_region[at];
    } while (at != region);
}

static void give_up_change(fuzzy *fuzzy, size_t index)
{
    fuzzy->choice->states[index] &= (uint8_t)~AL_CHOSEN;
}

/* What hangs at a point that has no place. */
static void give_up_point(fuzzy *fuzzy, event *event)
{
    event->dead = true;
    for (size_t i = fuzzy->plan.first[event->index]; i != AL_NOWHERE; i = fuzzy->plan.next[i]) {
        if (fuzzy->region_of[i] == AL_NOWHERE)
            give_up_change(fuzzy, i);
        else if (!fuzzy->events[fuzzy->region_of[i]].dead)
            give_up_passage(fuzzy, fuzzy->region_of[i]);
    }
}

static void give_up(fuzzy *fuzzy, event *event)
{
    switch (event->kind) {
    case POINT: give_up_point(fuzzy, event); break;
    case REGION: give_up_passage(fuzzy, (size_t)(event - fuzzy->events)); break;
    case EDIT:
        event->dead = true;
        give_up_change(fuzzy, event->index);
        break;
    }
}

/* --- Events and their places ---------------------------------------------- */

static event *add_event(fuzzy *fuzzy, event_kind kind, size_t index, size_t order)
{
    assert(fuzzy->n_events < 3 * fuzzy->patch->n_changes + 1);
    event *event = &fuzzy->events[fuzzy->n_events++];
    *event = (struct event){.kind = kind, .index = index, .order = order, .region = AL_NOWHERE};
    return event;
}

static bool find_point(const fuzzy *fuzzy, uint64_t point, uint64_t *place)
{
    almost_span found;
    if (!al_locator_find(fuzzy->locator, (almost_span){point, point}, &found))
        return false;
    *place = found.start;
    return true;
}

/* The changes of moving passages that are neighbours in the given order make up a region. */
static void add_regions(fuzzy *fuzzy)
{
    size_t current = AL_NOWHERE;
    uint32_t passage = 0;
    for (size_t rank = 0; rank < fuzzy->patch->n_changes; rank++) {
        size_t index;
        const al_patch_change *change = change_at(fuzzy, rank, &index);
        bool moves = fuzzy->choice->states[index] & AL_MOVES;
        if (moves && (current == AL_NOWHERE || change->passage != passage)) {
            current = fuzzy->n_events;
            event *event = add_event(fuzzy, REGION, index, 2 * rank + 2);
            event->place = change->spans[fuzzy->given];
            passage = change->passage;
        } else if (!moves) {
            current = AL_NOWHERE;
        }
        if (moves)
            fuzzy->events[current].place.end = change->spans[fuzzy->given].end;
        fuzzy->region_of[index] = current;
    }
}

static bool passage_before(const void *context, size_t left, size_t right)
{
    const fuzzy *fuzzy = context;
    const al_patch_change *changes = fuzzy->patch->changes;
    return changes[fuzzy->events[left].index].passage < changes[fuzzy->events[right].index].passage;
}

/* Tie the regions of one passage into a ring; all events are regions yet. */
static void tie_regions(fuzzy *fuzzy)
{
    size_t count = fuzzy->n_events, *order = fuzzy->order;
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    al_order(order, count, fuzzy->room, passage_before, fuzzy);
    for (size_t start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && !passage_before(fuzzy, order[start], order[end]))
            end++;
        for (size_t i = start; i < end; i++)
            fuzzy->next_region[order[i]] = order[i + 1 < end ? i + 1 : start];
    }
}

static void locate_regions(fuzzy *fuzzy)
{
    for (size_t i = 0; i < fuzzy->n_events; i++) {
        event *event = &fuzzy->events[i];
        almost_span given = event->place;
        bool found = find_point(fuzzy, given.start, &event->place.start) &&
                     find_point(fuzzy, given.end, &event->place.end) &&
                     event->place.start < event->place.end;
        if (!found) {
            event->place = (almost_span){0, 0};
            give_up_passage(fuzzy, i);
        }
    }
}

static void add_point(fuzzy *fuzzy, size_t carrier, uint64_t point, size_t order)
{
    if (fuzzy->plan.first[carrier] == AL_NOWHERE)
        return;
    event *event = add_event(fuzzy, POINT, carrier, order);
    if (find_point(fuzzy, point, &event->place.start))
        event->place.end = event->place.start;
    else
        give_up_point(fuzzy, event);
}

static void add_edit(fuzzy *fuzzy, size_t index, size_t order)
{
    const al_patch_change *change = &fuzzy->patch->changes[index];
    event *event = add_event(fuzzy, EDIT, index, order);
    event->region = fuzzy->region_of[index];
    if (!al_locator_find(fuzzy->locator, change->spans[fuzzy->given], &event->place))
        give_up(fuzzy, event);
}

static void add_points_and_edits(fuzzy *fuzzy)
{
    size_t count = fuzzy->patch->n_changes;
    add_point(fuzzy, count, 0, 1);
    for (size_t rank = 0; rank < count; rank++) {
        size_t index;
        const al_patch_change *change = change_at(fuzzy, rank, &index);
        uint8_t state = fuzzy->choice->states[index];
        if (!fuzzy->plan.hangs[index])
            add_point(fuzzy, index, change->spans[fuzzy->given].end, 2 * rank + 3);
        if ((state & AL_CHOSEN) && change->kind != ALMOST_MOVED &&
            (!fuzzy->plan.hangs[index] || (state & AL_MOVES)))
            add_edit(fuzzy, index, 2 * rank + 2);
    }
}

/* --- Collisions ----------------------------------------------------------- */

static bool event_before(const void *context, size_t left, size_t right)
{
    const event *a = (const event *)context + left, *b = (const event *)context + right;
    if (a->place.start != b->place.start)
        return a->place.start < b->place.start;
    return a->order != b->order ? a->order < b->order : a->kind < b->kind;
}

static void order_events(fuzzy *fuzzy)
{
    for (size_t i = 0; i < fuzzy->n_events; i++)
        fuzzy->order[i] = i;
    al_order(fuzzy->order, fuzzy->n_events, fuzzy->room, event_before, fuzzy->events);
    for (size_t i = 0; i < fuzzy->n_events; i++)
        fuzzy->rank_of[fuzzy->order[i]] = i;
}

/* Regions that overlap stay where they are, both. */
static void collide_regions(fuzzy *fuzzy)
{
    event *last = NULL;
    for (size_t i = 0; i < fuzzy->n_events; i++) {
        event *event = &fuzzy->events[fuzzy->order[i]];
        if (event->kind != REGION || event->dead)
            continue;
        if (last != NULL && event->place.start < last->place.end) {
            bool longer = event->place.end > last->place.end;
            give_up(fuzzy, event);
            give_up(fuzzy, last);
            last = longer ? event : last;
            continue;
        }
        last = event;
    }
}

/* A point or an edit must lie in the region that it belongs to, and in no other. */
static void collide_with_regions(fuzzy *fuzzy)
{
    size_t current = AL_NOWHERE;
    for (size_t i = 0; i < fuzzy->n_events; i++) {
        event *event = &fuzzy->events[fuzzy->order[i]];
        if (event->dead)
            continue;
        if (event->kind == REGION) {
            current = fuzzy->order[i];
            continue;
        }
        const struct event *own =
            event->region != AL_NOWHERE ? &fuzzy->events[event->region] : NULL;
        if (own != NULL && own->dead)
            event->region = AL_NOWHERE;
        if (own != NULL && !own->dead) {
            if (event->place.start < own->place.start || event->place.end > own->place.end)
                give_up(fuzzy, event);
            continue;
        }
        const struct event *around = current != AL_NOWHERE ? &fuzzy->events[current] : NULL;
        bool empty = event->place.start == event->place.end;
        if (around != NULL && !around->dead && event->place.start < around->place.end &&
            (!empty || event->place.start > around->place.start))
            give_up(fuzzy, event);
    }
}

/* Of edits and points that overlap, none is made. A region gives way to an edit that crosses it. */
static void collide_edits(fuzzy *fuzzy)
{
    event *last = NULL;
    for (size_t i = 0; i < fuzzy->n_events; i++) {
        event *event = &fuzzy->events[fuzzy->order[i]];
        if (event->dead)
            continue;
        if (last != NULL && event->place.start < last->place.end) {
            bool longer = event->place.end > last->place.end;
            give_up(fuzzy, event);
            if (event->kind != REGION && !last->dead)
                give_up(fuzzy, last);
            last = longer && event->kind == EDIT ? event : last;
            continue;
        }
        if (event->kind == EDIT && event->place.start < event->place.end)
            last = event;
    }
}

/* --- The outcome ---------------------------------------------------------- */

static void put_text(fuzzy *fuzzy, uint64_t start, uint64_t end)
{
    assert(end <= fuzzy->text->length);
    if (start < end)
        al_outcome_put(fuzzy->outcome, fuzzy->text->bytes + start, end - start);
}

/* The other text's bytes of a change; those that both have are shown or not changed at all. */
static void put_made(fuzzy *fuzzy, size_t index, uint64_t place)
{
    for (size_t i = fuzzy->patch->changes[index].first_piece;
         i < al_patch_pieces_end(fuzzy->patch, index); i++) {
        const al_piece *piece = &fuzzy->patch->pieces[i];
        if (piece->kind == AL_PIECE_HIDDEN)
            put_text(fuzzy, place, place + piece->length);
        else if (al_piece_on(piece, !fuzzy->given))
            al_outcome_put(fuzzy->outcome, fuzzy->patch->texts + piece->at, piece->length);
        if (al_piece_on(piece, fuzzy->given))
            place += piece->length;
    }
}

/* A region at its new place, with its edits made. */
static void put_region(fuzzy *fuzzy, size_t region)
{
    const event *moved = &fuzzy->events[region];
    uint64_t place = moved->place.start;
    for (size_t i = fuzzy->rank_of[region] + 1; i < fuzzy->n_events; i++) {
        const event *event = &fuzzy->events[fuzzy->order[i]];
        if (event->place.start > moved->place.end)
            break;
        if (event->dead || event->kind != EDIT || event->region != region)
            continue;
        put_text(fuzzy, place, event->place.start);
        put_made(fuzzy, event->index, event->place.start);
        place = event->place.end;
    }
    put_text(fuzzy, place, moved->place.end);
}

/* What hangs at a point, in the other text's order; a region when its first change comes. */
static void put_point(fuzzy *fuzzy, const event *point)
{
    size_t last = AL_NOWHERE;
    for (size_t i = fuzzy->plan.first[point->index]; i != AL_NOWHERE; i = fuzzy->plan.next[i]) {
        size_t region = fuzzy->region_of[i];
        if (region == AL_NOWHERE) {
            if (fuzzy->choice->states[i] & AL_CHOSEN)
                put_made(fuzzy, i, 0);
        } else if (region != last && !fuzzy->events[region].dead) {
            if (fuzzy->next_region[region] != AL_NOWHERE)
                put_region(fuzzy, region);
            fuzzy->next_region[region] = AL_NOWHERE; /* it is put once */
        }
        last = region;
    }
}

static void put_all(fuzzy *fuzzy)
{
    uint64_t place = 0;
    for (size_t i = 0; i < fuzzy->n_events; i++) {
        const event *event = &fuzzy->events[fuzzy->order[i]];
        bool inside = event->region != AL_NOWHERE && !fuzzy->events[event->region].dead;
        if (event->dead || inside)
            continue;
        put_text(fuzzy, place, event->place.start);
        place = event->place.end > place ? event->place.end : place;
        if (event->kind == POINT)
            put_point(fuzzy, event);
        else if (event->kind == EDIT)
            put_made(fuzzy, event->index, event->place.start);
    }
    put_text(fuzzy, place, fuzzy->text->length);
}

/* Moved runs whose passage was given up are not made. */
static void settle_moves(fuzzy *fuzzy)
{
    for (size_t i = 0; i < fuzzy->patch->n_changes; i++) {
        if (fuzzy->patch->changes[i].kind == ALMOST_MOVED && fuzzy->region_of[i] != AL_NOWHERE &&
            fuzzy->events[fuzzy->region_of[i]].dead)
            give_up_change(fuzzy, i);
    }
}

/* What a person would look for: the text that was to be changed, or the new one. */
static void report(const fuzzy *fuzzy, size_t index, al_unplaced unplaced)
{
    const almost_patch *patch = fuzzy->patch;
    const al_piece *shown = NULL;
    for (size_t i = patch->changes[index].first_piece; i < al_patch_pieces_end(patch, index); i++) {
        const al_piece *piece = &patch->pieces[i];
        if (piece->kind == AL_PIECE_HIDDEN)
            continue;
        if (shown == NULL ||
            (!al_piece_on(shown, fuzzy->given) && al_piece_on(piece, fuzzy->given)))
            shown = piece;
    }
    unplaced.report(unplaced.context, patch->changes[index].id,
                    shown != NULL ? patch->texts + shown->at : "",
                    shown != NULL ? shown->length : 0);
}

static void report_all(const fuzzy *fuzzy, const uint8_t *before, al_unplaced unplaced)
{
    for (size_t rank = 0; unplaced.report != NULL && rank < fuzzy->patch->n_changes; rank++) {
        size_t index = al_patch_in_order(fuzzy->patch, fuzzy->given, rank);
        if ((before[index] & AL_CHOSEN) && !(fuzzy->choice->states[index] & AL_CHOSEN))
            report(fuzzy, index, unplaced);
    }
}

/* --- All together --------------------------------------------------------- */

static bool allocate(fuzzy *fuzzy)
{
    /* A change is an edit, begins a region and carries a point, at most; one point has none. */
    size_t count = fuzzy->patch->n_changes, most = 3 * count + 1;
    const almost_allocator *allocator = fuzzy->allocator;
    fuzzy->events = al_allocate(allocator, most, sizeof *fuzzy->events);
    fuzzy->order = al_allocate(allocator, most, sizeof *fuzzy->order);
    fuzzy->rank_of = al_allocate(allocator, most, sizeof *fuzzy->rank_of);
    fuzzy->room = al_allocate(allocator, most, sizeof *fuzzy->room);
    fuzzy->next_region = al_allocate(allocator, most, sizeof *fuzzy->next_region);
    fuzzy->region_of = al_allocate(allocator, count, sizeof *fuzzy->region_of);
    return fuzzy->events != NULL && fuzzy->order != NULL && fuzzy->rank_of != NULL &&
           fuzzy->room != NULL && fuzzy->next_region != NULL && fuzzy->region_of != NULL;
}

static void release(fuzzy *fuzzy)
{
    al_plan_release(&fuzzy->plan, fuzzy->allocator);
    al_locator_free(fuzzy->locator);
    al_release(fuzzy->allocator, fuzzy->events);
    al_release(fuzzy->allocator, fuzzy->order);
    al_release(fuzzy->allocator, fuzzy->rank_of);
    al_release(fuzzy->allocator, fuzzy->room);
    al_release(fuzzy->allocator, fuzzy->next_region);
    al_release(fuzzy->allocator, fuzzy->region_of);
}

static void place_all(fuzzy *fuzzy)
{
    add_regions(fuzzy);
    tie_regions(fuzzy);
    locate_regions(fuzzy);
    add_points_and_edits(fuzzy);
    order_events(fuzzy);
    collide_regions(fuzzy);
    collide_with_regions(fuzzy);
    collide_edits(fuzzy);
    settle_moves(fuzzy);
}

almost_status al_fuzzy_apply(const al_fuzzy_task *task, almost_error *error)
{
    const almost_patch *patch = task->patch;
    const almost_allocator *allocator = task->allocator;
    fuzzy fuzzy = {.patch = patch,
                   .text = task->text,
                   .given = task->given,
                   .choice = task->choice,
                   .allocator = allocator,
                   .outcome = task->outcome};
    uint8_t *before = al_allocate(allocator, patch->n_changes, 1);
    bool enough = before != NULL && allocate(&fuzzy) &&
                  al_plan_make(patch, task->choice, task->given, allocator, &fuzzy.plan);
    if (enough) {
        fuzzy.locator = al_locator_new(patch, task->given, task->text, allocator);
        enough = fuzzy.locator != NULL;
    }
    if (enough) {
        memcpy(before, task->choice->states, patch->n_changes);
        place_all(&fuzzy);
        put_all(&fuzzy);
        report_all(&fuzzy, before, task->unplaced);
    }
    release(&fuzzy);
    al_release(allocator, before);
    return enough ? ALMOST_OK : al_fail_memory(error);
}
