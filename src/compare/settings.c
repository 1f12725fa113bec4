/* SPDX-License-Identifier: Apache-2.0 */
/* The options of a comparison, checked. */
#include "compare/settings.h"

#include "base/error.h"

#include <string.h>

static const char *const languages[] = {"en", "de", "fr", "es", "it", "la"};

void almost_compare_options_init(almost_compare_options *options)
{
    *options = (almost_compare_options){
        .size = sizeof *options,
        .ignore = ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY,
    };
}

static almost_status check(const almost_compare_options *options, almost_error *error)
{
    if (options->min_bits < 0 || options->min_bits != options->min_bits)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "the least bits must be 0 or more");
    if (options->expected < 0 || options->expected != options->expected)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "the number of passages expected by chance must be 0 or more");
    if (options->words != ALMOST_WORDS_UNICODE && options->words != ALMOST_WORDS_SPACE)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown kind of words");
    if (options->language == NULL)
        return ALMOST_OK;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (strcmp(options->language, languages[i]) == 0)
            return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                   "no word list for language \"%.20s\"; there are en, de, fr, es, it and la",
                   options->language);
}

almost_status al_settings_take(const almost_compare_options *options, al_settings *settings,
                               almost_environment *environment, almost_error *error)
{
    almost_compare_options complete;
    almost_compare_options_init(&complete);
    if (options != NULL)
        complete = *options;
    almost_status status = check(&complete, error);
    if (status != ALMOST_OK)
        return status;
    almost_environment_init(environment);
    if (complete.environment != NULL)
        *environment = *complete.environment;
    *settings = (al_settings){
        .ignore = complete.exact ? 0 : complete.ignore,
        .exact = complete.exact != 0,
        .minimal = complete.minimal != 0,
        .one_kind = complete.one_kind != 0,
        .words = complete.words,
        .min_bits = complete.min_bits,
        .expected = complete.expected,
    };
    if (complete.language != NULL)
        strcpy(settings->language, complete.language); /* one of the list: two letters */
    return ALMOST_OK;
}
