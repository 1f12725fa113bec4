/* SPDX-License-Identifier: Apache-2.0 */
/* almost_quotations_write(), which picks a form and runs it. */
#include "write/quotations.h"

#include "base/error.h"
#include "base/options.h"

static al_write_quotations_function *const writers[] = {
    [ALMOST_QUOTATIONS_LIST] = al_write_quotations_list,
    [ALMOST_QUOTATIONS_JSON] = al_write_quotations_json,
    [ALMOST_QUOTATIONS_SARIF] = al_write_quotations_sarif,
    [ALMOST_QUOTATIONS_GITHUB] = al_write_quotations_github,
    [ALMOST_QUOTATIONS_HTML] = al_write_quotations_html,
};

void almost_quotations_write_options_init_sized(almost_quotations_write_options *options,
                                                size_t size)
{
    const almost_quotations_write_options defaults = {.size = sizeof *options,
                                                      .width = AL_DEFAULT_WIDTH};
    al_options_init(options, size, &defaults, sizeof defaults);
}

static almost_status complete(const almost_quotations_write_options *given,
                              almost_quotations_write_options *options, almost_error *error)
{
    almost_quotations_write_options_init(options);
    almost_status status = al_options_complete(options, sizeof *options, given,
                                               "almost_quotations_write_options", error);
    if (status == ALMOST_OK)
        status = al_width_complete(&options->width, error);
    if (status != ALMOST_OK)
        return status;
    if ((unsigned)options->units > ALMOST_UTF16)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown units %d", (int)options->units);
    if ((size_t)options->form >= sizeof writers / sizeof *writers)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown form %d", (int)options->form);
    return ALMOST_OK;
}

almost_status almost_quotations_write(const almost_quotations *quotations,
                                      const almost_quotations_write_options *given,
                                      almost_sink sink, void *sink_context, almost_error *error)
{
    almost_quotations_write_options options;
    almost_status status = complete(given, &options, error);
    if (status != ALMOST_OK)
        return status;
    al_output output;
    if (!al_output_init(&output, quotations->allocator, sink, sink_context))
        return al_fail_memory(error);
    bool checked = options.form == ALMOST_QUOTATIONS_LIST && quotations->against != NULL;
    status = (checked ? al_write_quotations_report : writers[options.form])(quotations, &options,
                                                                            &output);
    if (status == ALMOST_OK)
        status = al_output_finish(&output, error);
    else if (status == ALMOST_ERROR_MEMORY)
        al_fail_memory(error);
    al_output_release(&output);
    return status;
}
