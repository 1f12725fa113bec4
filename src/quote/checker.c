/* SPDX-License-Identifier: Apache-2.0 */
/* The checker of check.h for callers: sources that are made ready once, and one account at a time.
 */
#include "quote/check.h"

#include "base/deadline.h"
#include "base/error.h"
#include "base/options.h"

struct almost_checker {
    almost_check_options options;
    almost_environment environment; /* complete */
    al_against against;
    al_checker checker;
};

static const almost_check_options defaults = {.size = sizeof defaults};

static almost_status make_ready(almost_checker *checker, const almost_text *const *sources,
                                size_t n, almost_error *error)
{
    const almost_allocator *allocator = al_allocator_of(&checker->environment);
    al_clock clock = {.deadline = al_deadline_in(checker->environment.timeout)};
    almost_status status = al_against_init(&checker->against, allocator, sources, n, &clock, error);
    if (status == ALMOST_OK && checker->options.indirect)
        status = al_against_support(&checker->against, error);
    if (status == ALMOST_OK &&
        !al_checker_init(&checker->checker, &checker->against, &checker->environment))
        status = al_fail_memory(error);
    return status;
}

almost_status almost_checker_new(const almost_text *const *sources, size_t n,
                                 const almost_check_options *options, almost_checker **out,
                                 almost_error *error)
{
    almost_check_options given = defaults;
    almost_environment environment;
    almost_status status =
        al_options_complete(&given, sizeof given, options, "almost_check_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(&environment, given.environment, error);
    if (status != ALMOST_OK)
        return status;
    almost_checker *checker = al_allocate_zero(al_allocator_of(&environment), 1, sizeof *checker);
    if (checker == NULL)
        return al_fail_memory(error);
    checker->options = given;
    checker->environment = environment;
    status = make_ready(checker, sources, n, error);
    if (status == ALMOST_OK)
        *out = checker;
    else
        almost_checker_free(checker);
    return status;
}

void almost_checker_free(almost_checker *checker)
{
    if (checker == NULL)
        return;
    const almost_allocator *allocator = al_allocator_of(&checker->environment);
    al_checker_release(&checker->checker);
    al_against_release(&checker->against);
    al_release(allocator, checker);
}

/* The environment of one call: what is the caller's for it, and the checker's otherwise. */
static almost_status take_environment(almost_checker *checker, const almost_environment *given,
                                      almost_error *error)
{
    almost_environment complete;
    almost_status status = al_environment_complete(&complete, given, error);
    if (status != ALMOST_OK)
        return status;
    almost_environment *environment = &checker->checker.environment;
    *environment = checker->environment;
    environment->timeout = complete.timeout;
    environment->progress = complete.progress;
    environment->progress_context = complete.progress_context;
    return ALMOST_OK;
}

almost_status almost_checker_check(almost_checker *checker, const almost_text *account,
                                   const almost_environment *environment, almost_quotations **out,
                                   almost_error *error)
{
    almost_quotations *quotations;
    almost_quotations_options finding;
    almost_status status = take_environment(checker, environment, error);
    if (status != ALMOST_OK)
        return status;
    checker->checker.clock =
        (al_clock){.deadline = al_deadline_in(checker->checker.environment.timeout)};
    al_check_finding(&checker->options, &checker->checker.environment, &finding);
    status = almost_quotations_find(account, &finding, &quotations, error);
    if (status != ALMOST_OK)
        return status;
    status = al_checker_check(&checker->checker, quotations, error);
    if (status == ALMOST_OK)
        *out = quotations;
    else
        almost_quotations_free(quotations);
    return status;
}
