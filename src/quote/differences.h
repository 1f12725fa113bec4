/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a quotation does to its source, place by place along the path that was found: one alignment
 * serves the status and what is shown of it.
 */
#ifndef AL_DIFFERENCES_H
#define AL_DIFFERENCES_H

#include "quote/pieces.h"

/* What a difference makes of a quotation, the gravest last. */
typedef enum al_effect {
    AL_EFFECT_NONE, /* shown, and nobody's fault: what an honest ellipsis leaves out */
    AL_EFFECT_TYPOGRAPHIC,
    AL_EFFECT_ALTERED,
    AL_EFFECT_SPLICED
} al_effect;

typedef struct al_difference {
    al_range account; /* bytes; either may be empty */
    al_range source;
    uint32_t piece;
    uint32_t touches; /* almost_touch bits */
    uint8_t kind;     /* almost_change_kind */
    uint8_t reason;   /* almost_change_reason */
    uint8_t effect;   /* al_effect */
    bool settled;     /* what it touches is known by where it stands */
} al_difference;

typedef struct al_differences {
    const almost_allocator *allocator;
    al_difference *items; /* in the order of the account */
    size_t room;
    uint32_t n;
    al_effect effect; /* the gravest */
} al_differences;

/* List what differs. False when memory ends. */
AL_MUST_CHECK bool al_differences_list(al_differences *differences, const al_sources *sources,
                                       const al_quoted *quoted, const al_path *path,
                                       const al_pieces *pieces);
void al_differences_release(al_differences *differences);

/*
 * Say what those that alter the wording touch, by the judge of whole sentences (meaning/judge.h).
 * MEMORY, ENCODING.
 */
AL_MUST_CHECK almost_status al_differences_judge(al_differences *differences,
                                                 const al_sources *sources, const al_quoted *quoted,
                                                 const al_path *path, const al_pieces *pieces,
                                                 almost_error *error);

#endif
