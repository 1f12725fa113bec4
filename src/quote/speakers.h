/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who says a quotation in its source, and whether that is who the account says. Nobody is accused
 * on a guess: a speaker is wrong only where the source names him beside the words, or gives him the
 * turn by a wide margin, and the name in the account is known to be somebody else's there.
 */
#ifndef AL_SPEAKERS_H
#define AL_SPEAKERS_H

#include "base/deadline.h"
#include "base/must_check.h"
#include "quote/bearers.h"
#include "quote/sources.h"
#include "speech/quotations.h"

/* The quotations of sources, and who speaks there, found when they are first asked for. */
typedef struct al_speakers {
    const almost_environment *environment; /* of whoever asks; borrowed */
    const al_deadline *deadline;           /* of the same; borrowed */
    const almost_text *const *texts;       /* the sources; borrowed */
    almost_quotations **of;                /* of each of them; NULL: not yet */
    al_bearers *bearers;                   /* of each that is */
    size_t n;
    al_buffer claimed, found; /* two names that are compared */
} al_speakers;

/*
 * What is found later is found in the time that is left then. False when memory ends; the caller's
 * to release in any case.
 */
AL_MUST_CHECK bool al_speakers_init(al_speakers *speakers, const almost_environment *environment,
                                    const al_deadline *deadline, const almost_text *const *texts,
                                    size_t n);
void al_speakers_release(al_speakers *speakers);

/* The quotations that were found, whose names are in answers, for the caller to free; of each
   source NULL or one. */
almost_quotations **al_speakers_keep(al_speakers *speakers);

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
