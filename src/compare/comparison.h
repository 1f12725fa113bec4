/* SPDX-License-Identifier: Apache-2.0 */
/* The comparison object as compare makes it and as write and apply read it. */
#ifndef AL_COMPARISON_H
#define AL_COMPARISON_H

#include "base/memory.h"
#include "base/names.h"
#include "compare/settings.h"
#include "meaning/change.h"
#include "words/side.h"

/*
 * The bytes that the words of a passage take of the original and the telling: as in changes, all
 * up to the next word. The passage's own spans are what a reader would mark.
 */
typedef struct al_passage_bytes {
    al_range bytes[2];
} al_passage_bytes;

/* Which of the texts lies whole in the other. */
typedef enum al_containment {
    AL_CONTAINED_NEITHER,
    AL_CONTAINED_TELLING, /* an excerpt: the telling is in the original */
    AL_CONTAINED_ORIGINAL /* an expansion: the original is in the telling */
} al_containment;

/* Two changes or more that are told as one; see groups.h. */
typedef struct al_group {
    uint32_t first; /* index of its first change */
    uint32_t count;
    uint8_t kind;       /* al_group_kind */
    uint8_t throughout; /* nothing of what it replaces was kept, or told in another way */
} al_group;

struct almost_comparison {
    const almost_allocator *allocator;
    const almost_text *original; /* what is compared of it (text/compared.h); borrowed */
    const almost_text *telling;  /* likewise */
    al_slice slices[2];          /* what was compared of the original and the telling */
    al_settings settings;
    al_change *changes; /* in the telling's order; ids are index + 1 */
    size_t n_changes;
    al_group *groups; /* in the order of their first changes; ids are index + 1 */
    size_t n_groups;
    almost_passage *passages;
    al_passage_bytes *taken; /* of each passage */
    size_t n_passages;
    almost_approximation *approximations;
    size_t n_approximations;
    almost_claim *claims; /* of summaries, without a source: the telling's, then the original's */
    size_t n_claims;
    size_t claims_capacity;
    struct al_said *said; /* said.h: changes whose speakers differ, by index */
    size_t n_said;
    char *said_names;
    almost_verdict verdict;
    almost_statistics statistics;
    struct al_by_chapter *chapters; /* by_chapter.h; NULL: not asked for */
    al_containment contained;
    uint64_t reworded; /* words of the original in passages of that kind */
    char sentence[512];
    char language[8];
};

#endif
