/* SPDX-License-Identifier: Apache-2.0 */
/* What of an OpenDocument text is not in its text. */
#ifndef AL_ODT_H
#define AL_ODT_H

#include "read/package.h"

/*
 * Tell of each kind of text that is none of the document's: by the part that it stands in and what
 * it is, "headers", "footers" or "comments". A false answer ends it. Errors: those of
 * al_xml_parse().
 */
AL_MUST_CHECK almost_status al_odt_left_out(const al_package *package,
                                            bool (*tell)(void *of, const char *part,
                                                         const char *what),
                                            void *of, almost_error *error);

#endif
