/* SPDX-License-Identifier: Apache-2.0 */
/* The options of a comparison, checked. */
#include "compare/settings.h"

#include "base/error.h"
#include "base/names.h"
#include "base/options.h"
#include "language/lexicon.h"

#include <stdio.h>
#include <string.h>

void almost_compare_options_init_sized(almost_compare_options *options, size_t size)
{
    const almost_compare_options defaults = {
        .ignore = ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY,
    };
    al_options_init(options, size, &defaults, sizeof defaults);
}

/* "en, de and la" */
static const char *list_languages(char *to, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; almost_language_code(i) != NULL && used < size; i++)
        used += (size_t)snprintf(to + used, size - used, "%s%s",
                                 i == 0                                ? ""
                                 : almost_language_code(i + 1) == NULL ? " and "
                                                                       : ", ",
                                 almost_language_code(i));
    return to;
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
    if ((unsigned)options->by > ALMOST_BY_CHAPTER)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown division %d of the texts",
                       (int)options->by);
    if (options->ignore >> AL_N_IGNORES != 0)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "unknown bits in what is to be ignored: 0x%x",
                       (unsigned)(options->ignore >> AL_N_IGNORES << AL_N_IGNORES));
    if (options->language == NULL || al_lexicon_language(options->language) != NULL)
        return ALMOST_OK;
    char known[80];
    return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                   "no word list for language \"%.20s\"; there are %s", options->language,
                   list_languages(known, sizeof known));
}

/*
 * What is tried out. `one-kind`: expect that the telling takes from the original, in one way all
 * over, and sums up the whole of it if any, which are habits of test corpora.
 */
static almost_status take_experiments(const char *names, bool *one_kind, almost_error *error)
{
    static const char known[] = "one-kind";
    while (names != NULL && *names != '\0') {
        size_t length = strcspn(names, ",");
        if (length != sizeof known - 1 || memcmp(names, known, length) != 0)
            return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                           "there is no experiment \"%.*s\" in almost %s",
                           (int)(length < 40 ? length : 40), names, almost_version());
        *one_kind = true;
        names += length + (names[length] == ',');
    }
    return ALMOST_OK;
}

almost_status al_settings_take(const almost_compare_options *options, al_settings *settings,
                               almost_environment *environment, almost_error *error)
{
    almost_compare_options complete;
    almost_environment around;
    almost_compare_options_init(&complete);
    almost_status status =
        al_options_complete(&complete, sizeof complete, options, "almost_compare_options", error);
    if (status == ALMOST_OK)
        status = check(&complete, error);
    if (status == ALMOST_OK)
        status = al_environment_complete(&around, complete.environment, error);
    bool one_kind = false;
    if (status == ALMOST_OK)
        status = take_experiments(around.experimental, &one_kind, error);
    if (status != ALMOST_OK)
        return status;
    *environment = around;
    *settings = (al_settings){
        .ignore = complete.exact ? 0 : complete.ignore,
        .exact = complete.exact != 0,
        .minimal = complete.minimal != 0,
        .one_kind = one_kind,
        .words = complete.words,
        .by = complete.by,
        .min_bits = complete.min_bits,
        .expected = complete.expected,
    };
    if (complete.language != NULL)
        strcpy(settings->language, al_lexicon_language(complete.language)->code);
    return ALMOST_OK;
}
