/* SPDX-License-Identifier: Apache-2.0 */
/* The text of an OpenDocument text: its body, as it became or as it was. */
#ifndef AL_ODT_TEXT_H
#define AL_ODT_TEXT_H

#include "read/odt_styles.h"

/* Errors: FORMAT (it has no text, or is not well-formed), those of al_xml_parse(). */
AL_MUST_CHECK almost_status al_odt_read_text(const al_xml_source *source,
                                             const al_read_options *options,
                                             const al_odt_styles *styles, al_builder *builder,
                                             almost_error *error);

#endif
