/* SPDX-License-Identifier: Apache-2.0 */
/* Two small texts as the later stages of a comparison get them, with an alignment made by hand. */
#ifndef STAGES_H
#define STAGES_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "compare/changes.h"
#include "compare/passages.h"

#include <string.h>

typedef struct stages {
    almost_text *texts[2]; /* original and telling */
    al_settings settings;
    al_sides sides;
    al_toucher *toucher;
    al_aligned aligned;
    int o, t; /* the sides of the original and of the telling */
} stages;

static inline void stages_begin(stages *stages, const char *original, const char *telling,
                                uint32_t ignore)
{
    const char *bytes[2] = {original, telling};
    almost_compare_options options;
    almost_environment environment;
    *stages = (struct stages){.toucher = NULL};
    for (int i = 0; i < 2; i++)
        assert_int_equal(
            almost_text_from_memory(bytes[i], strlen(bytes[i]), NULL, &stages->texts[i], NULL),
            ALMOST_OK);
    almost_compare_options_init(&options);
    options.ignore |= ignore;
    options.language = "en";
    assert_int_equal(al_settings_take(&options, &stages->settings, &environment, NULL), ALMOST_OK);
    const al_slice slices[2] = {al_slice_of(stages->texts[0]), al_slice_of(stages->texts[1])};
    assert_int_equal(
        al_sides_prepare(&stages->settings, &environment, slices, NULL, &stages->sides, NULL),
        ALMOST_OK);
    stages->o = stages->sides.original;
    stages->t = stages->sides.telling;
    assert_int_equal(al_toucher_new(stages->sides.allocator, stages->sides.side,
                                    stages->sides.forms, "en", &stages->toucher, NULL),
                     ALMOST_OK);
    uint32_t n[2] = {stages->sides.side[0].n_words, stages->sides.side[1].n_words};
    assert_true(al_alignment_init(&stages->aligned.alignment, n, stages->sides.allocator));
}

static inline void stages_end(stages *stages)
{
    al_toucher_free(stages->toucher);
    al_aligned_release(&stages->aligned);
    al_sides_release(&stages->sides);
    almost_text_free(stages->texts[0]);
    almost_text_free(stages->texts[1]);
}

/* Pair words of the original with words of the telling, one with each or all with all, joined. */
static inline void stages_pair(stages *stages, al_range original, al_range telling, uint8_t state)
{
    al_alignment *alignment = &stages->aligned.alignment;
    int sides[2] = {stages->o, stages->t};
    al_range words[2] = {original, telling};
    for (int i = 0; i < 2; i++)
        for (uint32_t k = words[i].start; k < words[i].end; k++) {
            uint32_t apart = state & AL_JOINED ? 0 : k - words[i].start;
            alignment->partner[sides[i]][k] = words[!i].start + apart;
            alignment->state[sides[i]][k] = state;
        }
}

static inline void stages_pair_one(stages *stages, uint32_t original, uint32_t telling,
                                   uint8_t state)
{
    stages_pair(stages, (al_range){original, original + 1}, (al_range){telling, telling + 1},
                state);
}

#endif
