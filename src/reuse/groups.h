/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seeds with one hash are a group. In a small one all are held against each other; in a large one,
 * of a page that stands everywhere, each against a few hubs alone, so that the work is linear. Hubs
 * are the first ones that nothing before agreed with, and so the same ones for every seed of a
 * page.
 */
#ifndef AL_REUSE_GROUPS_H
#define AL_REUSE_GROUPS_H

#include "reuse/seeds.h"

enum {
    AL_GROUP_SMALL = 64, /* a ceiling of 16 or 200 finds the same: hubs take over */
    AL_MOST_HUBS = 32
};

/* A seed, and what its caller knows it by. */
typedef struct al_grouped {
    al_record seed;
    int64_t document;
    uint32_t letter;
} al_grouped;

/*
 * Takes two seeds of a group that agree, the earlier one first. It may fill in where they stand,
 * which is kept.
 */
typedef almost_status (*al_pair_visit)(void *context, al_grouped *first, al_grouped *second,
                                       almost_error *error);

/* A group of any size is held as its first seeds or, when it is large, as its hubs. */
typedef struct al_grouping {
    al_pair_visit visit;
    void *context;
    bool large; /* all groups are, however few of their seeds come here */
    al_grouped group[AL_GROUP_SMALL];
    size_t n;
    al_grouped hubs[AL_MOST_HUBS];
    size_t n_hubs; /* 0: the group is small so far */
    uint64_t hash;
} al_grouping;

/* Take the next seed; they come by hash, and those of a group in the order of the corpus. */
AL_MUST_CHECK almost_status al_grouping_take(al_grouping *grouping, al_grouped *seed,
                                             almost_error *error);

/* There are no more. */
AL_MUST_CHECK almost_status al_grouping_end(al_grouping *grouping, almost_error *error);

#endif
