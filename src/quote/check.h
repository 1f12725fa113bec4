/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Accounts held against sources, in two parts: what is made of the sources once and shared by
 * threads, and what each thread needs to hold one account after another against them.
 */
#ifndef AL_CHECK_H
#define AL_CHECK_H

#include "quote/differences.h"
#include "quote/parts.h"
#include "quote/speakers.h"
#include "quote/support.h"
#include "quote/titles.h"
#include "quote/whose.h"

/* Sources, made ready. Nothing changes in it then. */
typedef struct al_against {
    const almost_text *const *texts; /* borrowed */
    size_t n;
    al_sources sources;
    al_titles titles;
    al_support support; /* for what is reported without marks, where that is asked for */
} al_against;

/* Looking at the clock between sources. The caller's to release in any case. MEMORY, ENCODING,
   LIMIT, TIMEOUT. */
AL_MUST_CHECK almost_status al_against_init(al_against *against, const almost_allocator *allocator,
                                            const almost_text *const *texts, size_t n,
                                            al_clock *clock, almost_error *error);
/* The same for what is reported without marks. MEMORY. */
AL_MUST_CHECK almost_status al_against_support(al_against *against, almost_error *error);
void al_against_release(al_against *against);

/*
 * What one thread uses again and again. Who speaks in a source, and which parts it has, is found
 * once and kept; nothing that is found of an account depends on those before it. It stays where it
 * was made: its members point to one another.
 */
typedef struct al_checker {
    const al_against *against;
    almost_environment environment;
    al_clock clock; /* of the account at hand; for the caller to set */
    al_quoted quoted;
    al_finder finder;
    al_differences differences;
    al_parts parts;
    al_speakers speakers;
} al_checker;

/* `environment` is complete. False when memory ends; the caller's to release in any case. */
AL_MUST_CHECK bool al_checker_init(al_checker *checker, const al_against *against,
                                   const almost_environment *environment);
void al_checker_release(al_checker *checker);

/*
 * Complete the quotations of an account. The names of who speaks in the sources are the checker's,
 * unless al_speakers_keep() hands them to the quotations. MEMORY, TIMEOUT, CANCELLED, and what
 * finding quotations comes to.
 */
AL_MUST_CHECK almost_status al_checker_check(al_checker *checker, almost_quotations *quotations,
                                             almost_error *error);

/* How the quotations of an account are found that is to be checked. */
void al_check_finding(const almost_check_options *options, const almost_environment *environment,
                      almost_quotations_options *finding);

#endif
