/* SPDX-License-Identifier: Apache-2.0 */
/* The table of forms, and almost_write, which picks a row and runs it. */
#include "write/writer.h"

#include "base/deadline.h"
#include "base/error.h"
#include "base/options.h"
#include "text/compared.h"
#include "text/encode.h"

static const al_writer writers[] = {
    {ALMOST_FORM_INLINE, al_write_inline},     {ALMOST_FORM_SIDE, al_write_side},
    {ALMOST_FORM_BRIEF, al_write_brief},       {ALMOST_FORM_STAT, al_write_stat},
    {ALMOST_FORM_JSON, al_write_json},         {ALMOST_FORM_PATCH, al_write_patch},
    {ALMOST_FORM_PASSAGES, al_write_passages}, {ALMOST_FORM_CHANGES, al_write_changes},
    {ALMOST_FORM_FINDINGS, al_write_findings}, {ALMOST_FORM_GITHUB, al_write_github},
    {ALMOST_FORM_CHAPTERS, al_write_chapters}, {ALMOST_FORM_MARKDOWN, al_write_markdown},
    {ALMOST_FORM_TEI, al_write_tei},           {ALMOST_FORM_HTML, al_write_html},
};

#define AL_SHOW_ALL ((uint64_t)(ALMOST_SHOW_BARE | ALMOST_SHOW_MARKERS | ALMOST_SHOW_IDS))

enum { DEFAULT_CONTEXT = 12 };

const al_writer *al_writer_of(almost_form form)
{
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        if (writers[i].form == form)
            return &writers[i];
    }
    return NULL;
}

void almost_write_options_init_sized(almost_write_options *options, size_t size)
{
    const almost_write_options defaults = {
        .size = sizeof *options,
        .form = ALMOST_FORM_INLINE,
        .units = ALMOST_CODE_POINTS,
        .width = AL_DEFAULT_WIDTH,
        .context = DEFAULT_CONTEXT,
    };
    al_options_init(options, size, &defaults, sizeof defaults);
}

almost_status al_write_options_complete(const almost_write_options *given,
                                        almost_write_options *options, almost_error *error)
{
    almost_write_options_init(options);
    almost_status status =
        al_options_complete(options, sizeof *options, given, "almost_write_options", error);
    if (status == ALMOST_OK)
        status = al_width_complete(&options->width, error);
    if (status != ALMOST_OK)
        return status;
    if (options->context == 0)
        options->context = DEFAULT_CONTEXT;
    if ((unsigned)options->units > ALMOST_UTF16)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown units %d", (int)options->units);
    if ((unsigned)options->order > ALMOST_ORDER_PLACE)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown order %d", (int)options->order);
    if ((options->show & ~AL_SHOW_ALL) != 0)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown bits of what is shown");
    if ((options->touching & ~(uint64_t)ALMOST_GATE_ALL) != 0)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown bits of what changes touch");
    return ALMOST_OK;
}

bool al_write_touches(const almost_comparison *comparison, uint64_t index, uint64_t touching)
{
    return touching == 0 || almost_comparison_fails(comparison, index, (uint32_t)touching, 0) != 0;
}

static almost_status check_plain(const almost_text *text, almost_error *error)
{
    if (al_text_is_plain(text))
        return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_FORMAT, text->name,
                   "is read as %s, and a patch is of plain text only; write it out with almost "
                   "text and compare that",
                   text->format);
}

/* What no patch could rebuild is said before one is written, and not when it is applied. */
static almost_status check_sources(const almost_comparison *comparison, almost_error *error)
{
    almost_status status = check_plain(comparison->original, error);
    if (status == ALMOST_OK)
        status = check_plain(comparison->telling, error);
    if (status == ALMOST_OK)
        status = al_encode_check(al_text_whole(comparison->original), comparison->allocator, error);
    if (status == ALMOST_OK)
        status = al_encode_check(al_text_whole(comparison->telling), comparison->allocator, error);
    return status;
}

almost_status almost_write(const almost_comparison *comparison, const almost_write_options *options,
                           almost_sink sink, void *sink_context, almost_error *error)
{
    almost_write_options complete;
    almost_status status = al_write_options_complete(options, &complete, error);
    if (status != ALMOST_OK)
        return status;
    const al_writer *writer = al_writer_of(complete.form);
    if (writer == NULL)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown form %d", (int)complete.form);
    if (complete.form == ALMOST_FORM_CHAPTERS && comparison->chapters == NULL)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "the texts were not compared by chapter: set almost_compare_options.by");
    if (complete.form == ALMOST_FORM_PATCH)
        status = check_sources(comparison, error);
    if (status != ALMOST_OK)
        return status;
    al_output output;
    if (!al_output_init(&output, comparison->allocator, sink, sink_context))
        return al_fail_memory(error);
    al_clock clock = {.deadline = al_deadline_in(complete.timeout)};
    output.clock = &clock;
    status = writer->write(comparison, &complete, &output);
    if (status == ALMOST_OK)
        status = al_output_finish(&output, error);
    else if (status == ALMOST_ERROR_MEMORY)
        al_fail_memory(error);
    al_output_release(&output);
    return status;
}
