/* SPDX-License-Identifier: Apache-2.0 */
/* PDF, as poppler's pdftotext tells it: for the reader, and for tests of what it makes of that. */
#ifndef AL_PDF_H
#define AL_PDF_H

#include "read/layout.h"

/*
 * Read what pdftotext -bbox-layout writes into a layout; `n` bytes, which are changed where they
 * are no XML. `source` is what all of it comes from. Errors: FORMAT, LIMIT, MEMORY.
 */
AL_MUST_CHECK almost_status al_pdf_read_boxes(al_layout *layout, const al_read_source *source,
                                              const al_read_options *options, char *bytes, size_t n,
                                              almost_error *error);

#endif
