/* SPDX-License-Identifier: Apache-2.0 */
/* Copies into one buffer; pointers into it are set when it has stopped to grow. */
#include "watch/event.h"

void al_event_begin(al_event *event, const almost_allocator *allocator, almost_watched_kind kind,
                    uint64_t id)
{
    if (event->allocator == NULL) {
        event->allocator = allocator;
        al_buffer_init(&event->strings, allocator);
    }
    event->strings.length = 0;
    event->strings.failed = false;
    event->mark = (al_told_mark){.at = 0};
    event->watched = (almost_watched){.kind = kind, .id = id};
}

void al_event_release(al_event *event)
{
    if (event->allocator == NULL) /* never begun */
        return;
    al_buffer_release(&event->strings);
    al_release(event->allocator, event->changes);
    al_release(event->allocator, event->places);
}

bool al_event_tell(al_event *event, al_heard *heard, al_range bytes, almost_units units)
{
    const al_told_mark *mark = al_heard_mark_at(heard, bytes.start);
    event->watched.telling = (almost_span){al_heard_unit(heard, bytes.start, units),
                                           al_heard_unit(heard, bytes.end, units)};
    if (mark != NULL)
        event->mark = *mark;
    event->watched.length = bytes.end - bytes.start;
    al_buffer_append(&event->strings, heard->bytes + bytes.start, event->watched.length);
    return !event->strings.failed;
}

static bool room(al_event *event)
{
    size_t wanted = event->watched.n_changes + 1;
    return al_grow(event->allocator, (void **)&event->changes, &event->changes_room, wanted,
                   sizeof *event->changes) &&
           al_grow(event->allocator, (void **)&event->places, &event->places_room, wanted,
                   sizeof *event->places);
}

bool al_event_differ(al_event *event, al_heard *heard, const al_ground *ground, al_source_id id,
                     al_range sentence, const al_differences *differences)
{
    const char *source = al_ground_text(ground, id)->bytes;
    for (uint32_t i = 0; i < differences->n; i++) {
        const al_difference *item = &differences->items[i];
        if (!room(event))
            return false;
        size_t n = event->watched.n_changes++;
        event->changes[n] = (almost_watched_change){
            .kind = (almost_change_kind)item->kind,
            .touches = item->touches,
            .source = {al_ground_unit(ground, id, item->source.start),
                       al_ground_unit(ground, id, item->source.end)},
            .telling = {al_heard_unit(heard, item->account.start, ground->units),
                        al_heard_unit(heard, item->account.end, ground->units)},
            .source_length = item->source.end - item->source.start,
            .telling_length = item->account.end - item->account.start};
        event->places[n].source = event->strings.length;
        al_buffer_append(&event->strings, source + item->source.start,
                         event->changes[n].source_length);
        event->places[n].telling = item->account.start - sentence.start;
    }
    return !event->strings.failed;
}

const almost_watched *al_event_lend(al_event *event)
{
    static const char nothing[1] = "";
    const char *strings = event->strings.bytes != NULL ? event->strings.bytes : nothing;
    almost_watched *watched = &event->watched;
    watched->text = strings;
    watched->time = event->mark.time[0] != '\0' ? event->mark.time : NULL;
    watched->speaker = event->mark.speaker[0] != '\0' ? event->mark.speaker : NULL;
    for (size_t i = 0; i < watched->n_changes; i++) {
        event->changes[i].source_text = strings + event->places[i].source;
        event->changes[i].telling_text = strings + event->places[i].telling;
    }
    watched->changes = event->changes;
    return watched;
}
