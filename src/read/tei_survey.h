/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must be known of a TEI document before its text is told: which reading of each apparatus
 * entry and which branch of each choice is the one, where spans end that are marked by two empty
 * elements, and whether the witness is there from the beginning. Elements are told apart by their
 * number in the document.
 */
#ifndef AL_TEI_SURVEY_H
#define AL_TEI_SURVEY_H

#include "read/tei_witness.h"

#define AL_TEI_NONE UINT32_MAX

/* An app or a choice. */
typedef struct al_tei_pick {
    uint32_t element;
    uint32_t chosen; /* the number of the reading or the branch, from 0; AL_TEI_NONE: none */
    bool named;      /* the reading is said to be the witness's own */
} al_tei_pick;

/* What an addSpan or delSpan begins. */
typedef struct al_tei_span {
    uint32_t element;
    uint32_t end; /* the element that it ends with; AL_TEI_NONE: there is none */
} al_tei_span;

typedef struct al_tei_survey {
    const almost_allocator *allocator;
    const al_tei_witness *witness; /* NULL: the lemma */
    almost_revisions revisions;
    bool original; /* of a choice, what stands in the document */
    al_tei_pick *picks;
    size_t n_picks, picks_room;
    al_tei_span *spans;
    size_t n_spans, spans_room;
    bool has_text, has_source; /* a text; a sourceDoc */
    bool apparatus_apart;      /* it refers to the text and is no part of it */
    bool has_witnesses;        /* readings name them */
    bool begins_absent;        /* the witness begins later */
} al_tei_survey;

/*
 * Its members up to `original` are set. Errors: those of al_xml_parse(). al_tei_survey_release() is
 * called in any case.
 */
AL_MUST_CHECK almost_status al_tei_survey_read(al_tei_survey *survey, const al_xml_source *source,
                                               const al_read_options *options, almost_error *error);

void al_tei_survey_release(al_tei_survey *survey);

/* What begins or ends a witness: whether it is there from then on. False: it is none of these. */
bool al_tei_event(const char *name, bool *present);

#endif
