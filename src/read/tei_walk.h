/* SPDX-License-Identifier: Apache-2.0 */
/* A walk through a TEI text, and what each element does in it: tei_text.c, tei_rules.c. */
#ifndef AL_TEI_WALK_H
#define AL_TEI_WALK_H

#include "read/tei_flow.h"
#include "read/tei_survey.h"

typedef struct al_tei_walk al_tei_walk;
typedef struct al_tei_open al_tei_open;

/* What an element is to those within it. */
enum {
    AL_TEI_ONLY_ELEMENTS = 1, /* white space in it is none of the text */
    AL_TEI_HEADS_NO_TEXT = 2, /* a head in it is no heading of a chapter */
    AL_TEI_PLACE = 4,         /* its id is */
    AL_TEI_READING = 8
};

typedef struct al_tei_rule {
    const char *name;
    void (*start)(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open);
    void (*end)(al_tei_walk *walk, al_tei_open *open);
    uint8_t is;
} al_tei_rule;

struct al_tei_open {
    const al_tei_rule *rule; /* NULL: none */
    uint8_t done;            /* whatever its start did, for its end */
    uint8_t path;            /* how long the path was before */
    bool muted;
    bool identified;
};

/* An app or a choice that is open. */
typedef struct al_tei_frame {
    const al_tei_pick *pick;
    uint32_t depth;
    uint32_t n;
    bool was_absent; /* before the reading that is open */
    bool event;      /* in it */
    bool named;
    bool app;
} al_tei_frame;

enum { AL_TEI_NAME = 100 };

struct al_tei_walk {
    al_tei_flow *flow;
    const al_tei_survey *survey;
    bool original; /* the first state */
    al_tei_open *opened;
    size_t n_opened, opened_room;
    al_tei_frame *frames;
    size_t n_frames, frames_room;
    size_t next_pick, next_span;
    uint32_t element, depth;
    uint32_t skipping; /* elements that are open in one that is left out, itself included */
    uint32_t muted;    /* elements that are open and not told */
    uint32_t restored;
    uint32_t expanded;
    uint32_t span_end;   /* the element that ends what is muted; 0: none */
    uint32_t span_depth; /* once it is open */
    uint32_t words;
    uint32_t texts; /* that are open */
    uint32_t divisions;
    char path[AL_TEI_NAME];      /* of the numbers of divisions */
    char milestone[AL_TEI_NAME]; /* the element that was marked last */
    char captured[AL_TEI_NAME];
    size_t captured_length;
    bool capturing;
    bool verse_numbered;
    bool absent; /* the witness is */
    bool failed;
};

/* The rule of an element of TEI, or NULL. */
const al_tei_rule *al_tei_rule_of(const char *name);

/* Whether text that stands here is none of the state or the witness that is read. */
bool al_tei_muted(const al_tei_walk *walk);

/* Text of a name, of which all white space is one blank. */
void al_tei_capture(al_tei_walk *walk, const char *bytes, uint32_t length);

#endif
