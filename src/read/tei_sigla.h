/* SPDX-License-Identifier: Apache-2.0 */
/* Which witnesses an edition has: for almost_text_witness(). */
#ifndef AL_TEI_SIGLA_H
#define AL_TEI_SIGLA_H

#include "read/tei.h"
#include "text/text.h"

/*
 * Note in `text` the sigla of the witnesses: the ids (else the numbers) of the entries of its lists
 * or, where there is no list, what its readings name, each once, in order. Errors: those of
 * al_xml_parse().
 */
AL_MUST_CHECK almost_status al_tei_sigla_read(almost_text *text, const al_xml_source *source,
                                              const al_read_options *options, almost_error *error);

#endif
