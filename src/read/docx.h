/* SPDX-License-Identifier: Apache-2.0 */
/* What of a Word document whoever writes it anew asks. */
#ifndef AL_DOCX_H
#define AL_DOCX_H

#include "read/package.h"

/* The part that the text stands in. Errors: FORMAT (there is none), those of al_xml_parse(). */
AL_MUST_CHECK almost_status al_docx_body(const al_package *package, const al_part **out,
                                         almost_error *error);

/*
 * Tell of each part with text that is none of the document's, such as headers, footers, comments,
 * diagrams: by its name and what it is, in plural, such as "headers". A false answer ends it.
 * Errors: those of al_xml_parse().
 */
AL_MUST_CHECK almost_status al_docx_left_out(const al_package *package,
                                             bool (*tell)(void *of, const char *part,
                                                          const char *what),
                                             void *of, almost_error *error);

#endif
