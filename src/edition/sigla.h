/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What witnesses are called where they are listed: a family, of which options say who belongs to
 * it, by one siglum where all of its members are in the list, and else each by its own.
 */
#ifndef AL_SIGLA_H
#define AL_SIGLA_H

#include "base/must_check.h"
#include "collate/collation.h"

typedef struct al_family {
    const char *siglum;
    uint32_t first; /* member */
    uint32_t n;     /* members */
    uint32_t here;  /* of them in the list in hand */
} al_family;

typedef struct al_sigla {
    const almost_collation *collation;
    uint32_t *family; /* of each witness, or UINT32_MAX */
    bool *listed;     /* of each witness: it is in the list in hand */
    al_family *families;
    size_t n_families;
    char *text; /* where their sigla lie */
} al_sigla;

/*
 * Take the families of options->groups. Errors, with nothing to release: ARGUMENT (a group is no
 * SIGLUM=A,B or names no witness, or one twice, or what it is called is another witness), MEMORY.
 */
AL_MUST_CHECK almost_status al_sigla_init(al_sigla *sigla, const almost_collation *collation,
                                          const almost_collation_options *options,
                                          almost_error *error);
void al_sigla_release(al_sigla *sigla);

/* Begin a list, and put a witness into it. */
void al_sigla_clear(al_sigla *sigla);
void al_sigla_add(al_sigla *sigla, uint32_t witness);

/* List those whose entry in `of`, which has one a witness, is `value`. */
void al_sigla_take(al_sigla *sigla, const uint32_t *of, uint32_t value);

/* The next siglum of the list from witness *at on, which goes behind it; NULL at the end. */
const char *al_sigla_next(const al_sigla *sigla, uint32_t *at);

#endif
