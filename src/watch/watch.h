/* SPDX-License-Identifier: Apache-2.0 */
/* What a watch holds, and its stages: a sentence ends, is placed, is told of. */
#ifndef AL_WATCH_H
#define AL_WATCH_H

#include "watch/event.h"
#include "watch/standing.h"
#include "watch/told.h"

enum {
    AL_WATCH_REMEMBERED = 256, /* sentences that may be withdrawn */
    AL_WATCH_PENDING = 8,      /* sentences that may be judged anew when it is known where we are */
    AL_WATCH_GAPS = 4,         /* stretches left out that are told of at one jump */
    AL_WATCH_EVENTS = 2 + AL_WATCH_PENDING + AL_WATCH_GAPS,
    AL_WATCH_OPEN_GAPS = 64 /* that may be told later */
};

/* A sentence that was judged. */
typedef struct al_judged {
    uint64_t id;
    uint32_t revision;
    almost_watched_as as;
    bool placed;                /* it counts as told from `told.id` */
    bool moved;                 /* it said where we are */
    al_position before;         /* where the telling was before it */
    al_heard_sentence sentence; /* in bytes of the whole telling less `base` */
    uint64_t base;              /* of the telling when it was judged */
    al_told_sentence told;
} al_judged;

/* What was left out. */
typedef struct al_lack {
    uint64_t id;
    al_source_id source;
    almost_span bytes;
} al_lack;

struct almost_watch {
    const almost_allocator *allocator;
    almost_environment environment;
    almost_units units;
    char *name;
    al_ground ground;
    al_heard heard;
    al_stander stander;
    al_quoted quoted;
    al_differences differences;
    al_position position;
    al_told told;
    al_judged judged[AL_WATCH_REMEMBERED];
    size_t n_judged;
    al_lack gaps[AL_WATCH_OPEN_GAPS];
    size_t n_gaps;
    uint64_t last_id, last_gap;
    uint64_t sentences[3];
    uint64_t words;
    al_event events[AL_WATCH_EVENTS];
    size_t n_events, next_event;
    uint64_t withdrawn[AL_WATCH_REMEMBERED]; /* ids, the last first */
    size_t n_withdrawn, next_withdrawn;
    bool rest_told; /* what was left out at the end was told of */
    /* the summary */
    almost_watch_passage *passages;
    almost_watch_share *shares;
    almost_text *whole; /* the telling as a text */
    almost_comparison *comparison;
    almost_watch_summary summary;
};

/* Judge a sentence: its events are ready. Errors as almost_watch_next(). */
AL_MUST_CHECK almost_status al_watch_judge(almost_watch *watch, const al_heard_sentence *sentence,
                                           almost_error *error);

/* Tell of what the telling left out when it stopped. */
AL_MUST_CHECK almost_status al_watch_rest(almost_watch *watch, almost_error *error);

/* The next event to fill. */
al_event *al_watch_event(almost_watch *watch, almost_watched_kind kind, uint64_t id);

#endif
