/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a TEI document, once it was surveyed: tei_survey.h. */
#ifndef AL_TEI_TEXT_H
#define AL_TEI_TEXT_H

#include "read/tei_survey.h"

/* Errors: those of al_xml_parse(). */
AL_MUST_CHECK almost_status al_tei_read_text(const al_xml_source *source,
                                             const al_read_options *options,
                                             const al_tei_survey *survey, al_builder *builder,
                                             almost_error *error);

#endif
