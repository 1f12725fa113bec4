/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The witness that is asked for, by whatever a document calls it: the id or number of its entry in
 * a list of witnesses, its siglum there, and the ids of the lists that it stands in, since a
 * reading of a group is one of each of its members.
 */
#ifndef AL_TEI_WITNESS_H
#define AL_TEI_WITNESS_H

#include "base/buffer.h"
#include "read/tei.h"

typedef struct al_tei_witness {
    al_buffer names; /* each ended by NUL */
    size_t n_names;
    al_buffer others; /* that there are, for a message */
    size_t n_others;
    bool more_others;
    bool found;
} al_tei_witness;

/*
 * Look for options->witness. Errors: ARGUMENT (there is no such witness), those of al_xml_parse().
 * al_tei_witness_release() is called in any case.
 */
AL_MUST_CHECK almost_status al_tei_witness_read(al_tei_witness *witness,
                                                const al_xml_source *source,
                                                const al_read_options *options,
                                                const almost_allocator *allocator,
                                                almost_error *error);

void al_tei_witness_release(al_tei_witness *witness);

/* The next siglum of a list from `at` on, without what it points with; NULL at the end. */
const char *al_tei_next_siglum(const char *at, size_t *length);

/* Whether a list of sigla, as of @wit, names it. `list` may be NULL. */
bool al_tei_witness_named(const al_tei_witness *witness, const char *list);

/* Whether it names other witnesses of the document, and this one not. `list` may be NULL. */
bool al_tei_witness_another(const al_tei_witness *witness, const char *list);

#endif
