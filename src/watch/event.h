/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Something that is told of the heard, with all that it shows copied: what it was made of may be
 * gone when it is handed out.
 */
#ifndef AL_WATCH_EVENT_H
#define AL_WATCH_EVENT_H

#include "base/buffer.h"
#include "quote/differences.h"
#include "watch/ground.h"
#include "watch/heard.h"

/* Where the strings of a change begin in those of the event. */
typedef struct al_event_change {
    size_t source, telling;
} al_event_change;

typedef struct al_event {
    const almost_allocator *allocator;
    almost_watched watched;
    al_told_mark mark;
    al_buffer strings; /* the text first */
    almost_watched_change *changes;
    al_event_change *places;
    size_t changes_room, places_room;
} al_event;

/* Begin anew. */
void al_event_begin(al_event *event, const almost_allocator *allocator, almost_watched_kind kind,
                    uint64_t id);
void al_event_release(al_event *event);

/* Bytes of the telling are told of. False when memory ends. */
AL_MUST_CHECK bool al_event_tell(al_event *event, al_heard *heard, al_range bytes,
                                 almost_units units);

/* The differences of a sentence, which is told of, from a source. False when memory ends. */
AL_MUST_CHECK bool al_event_differ(al_event *event, al_heard *heard, const al_ground *ground,
                                   al_source_id id, al_range sentence,
                                   const al_differences *differences);

/* Ready to be lent. */
const almost_watched *al_event_lend(al_event *event);

#endif
