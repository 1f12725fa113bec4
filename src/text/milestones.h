/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Milestones: where in a text something begins that its format counts or names, such as a page.
 * What a byte stands in is the last milestone of each kind at or before it: its place, in the
 * terms of the format. One whose value is no byte at all ends what was: behind a table is no cell.
 */
#ifndef AL_MILESTONES_H
#define AL_MILESTONES_H

#include "text/text.h"
#include "text/value.h"

typedef enum al_milestone_kind {
    AL_MILESTONE_PAGE,
    AL_MILESTONE_CHAPTER,
    AL_MILESTONE_PARAGRAPH,
    AL_MILESTONE_LINE, /* as the format has lines; those of the decoded text are counted anyhow */
    AL_MILESTONE_TIMECODE, /* milliseconds, or as it is written */
    AL_MILESTONE_ELEMENT,  /* its id or path */
    AL_MILESTONE_CELL,
    AL_MILESTONE_SPEAKER, /* whose words follow, as the format names who speaks; "": nobody's */
    AL_MILESTONE_PART,    /* a member of an archive, a file of a folder, a message */
    AL_MILESTONE_KINDS
} al_milestone_kind;

typedef struct al_milestone {
    al_kept_value value; /* for al_milestones_value() */
    uint32_t at;         /* byte of the decoded text */
} al_milestone;

typedef struct al_milestones al_milestones;

/* None yet. NULL when memory ends. */
al_milestones *al_milestones_new(const almost_allocator *allocator);
void al_milestones_free(al_milestones *milestones);

/*
 * Add one, not before the last of its kind. Of several at one byte all are kept, and the last
 * counts. The value is copied. False when memory ends.
 */
bool al_milestones_add(al_milestones *milestones, al_milestone_kind kind, uint32_t at,
                       al_value value);

/*
 * The last of a kind at or before a byte, or NULL. `milestones` may be NULL, for a text without.
 * O(log n). Thread-safe, as nothing changes.
 */
const al_milestone *al_milestones_last(const al_milestones *milestones, al_milestone_kind kind,
                                       uint64_t byte);

/* All of a kind, ascending; *n of them. */
const al_milestone *al_milestones_all(const al_milestones *milestones, al_milestone_kind kind,
                                      size_t *n);

/* Each goes to where `to` says, which keeps their order. `milestones` may be NULL. */
void al_milestones_move(al_milestones *milestones, uint32_t (*to)(const void *of, uint32_t at),
                        const void *of);

/* Borrowed from the milestones. */
al_value al_milestones_value(const al_milestones *milestones, const al_milestone *milestone);

/* Bytes of all values. */
uint64_t al_milestones_value_bytes(const al_milestones *milestones);

#endif
