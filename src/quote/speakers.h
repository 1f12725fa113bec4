/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who says a quotation in its source, and whether that is who the account says. Nobody is accused
 * on a guess: a speaker is wrong only where the source names him beside the words, or gives him the
 * turn by a wide margin, and the name in the account is known to be somebody else's there.
 */
#ifndef AL_SPEAKERS_H
#define AL_SPEAKERS_H

#include "base/must_check.h"
#include "quote/sources.h"
#include "speech/quotations.h"

/* The quotations of sources, found when they are first asked for. */
typedef struct al_speakers {
    const almost_allocator *allocator;
    const almost_text *const *texts; /* the sources; borrowed */
    almost_quotations **of;          /* of each of them; NULL: not yet */
    size_t n;
} al_speakers;

/* False when memory ends; the caller's to release in any case. */
AL_MUST_CHECK bool al_speakers_init(al_speakers *speakers, const almost_allocator *allocator,
                                    const almost_text *const *texts, size_t n);
void al_speakers_release(al_speakers *speakers);

/* Who says some bytes of a source. */
typedef struct al_said_by {
    const char *name; /* NULL: nobody that is known. Borrowed from the speakers. */
    bool wrong;       /* and that is not who the account says */
} al_said_by;

/*
 * Ask for the speaker of some bytes of a source, number `index`, whom the account calls `claimed`.
 * MEMORY and what else finding quotations comes to.
 */
AL_MUST_CHECK almost_status al_speakers_ask(al_speakers *speakers, size_t index, almost_span bytes,
                                            const char *claimed, al_said_by *out,
                                            almost_error *error);

#endif
