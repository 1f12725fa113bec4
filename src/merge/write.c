/* SPDX-License-Identifier: Apache-2.0 */
/* Writing a merge, from the caller's side; and a text as it grows, for all forms. */
#include "base/options.h"
#include "base/output.h"
#include "merge/forms.h"
#include "merge/layout.h"

void almost_merge_write_options_init_sized(almost_merge_write_options *options, size_t size)
{
    const almost_merge_write_options defaults = {.size = sizeof defaults};
    al_options_init(options, size, &defaults, sizeof defaults);
}

void al_merge_line_add_blank(const almost_merge *merge, al_merge_line *line, al_merge_token token)
{
    if (token.atom == 0)
        return;
    al_merge_blank blank = al_merge_layout(merge, line->last, token);
    al_buffer_append(&line->out, blank.bytes, blank.length);
}

void al_merge_line_add_word(const almost_merge *merge, al_merge_line *line, al_merge_token token)
{
    const al_merge_atoms *atoms = al_merge_atoms_of(merge, token.source);
    al_buffer_append(&line->out, atoms->bytes + atoms->items[token.atom].start,
                     al_merge_atoms_length(atoms, token.atom));
    line->last = token;
}

void al_merge_line_add(const almost_merge *merge, al_merge_line *line, al_merge_token token)
{
    al_merge_line_add_blank(merge, line, token);
    al_merge_line_add_word(merge, line, token);
}

void al_merge_line_add_reading(const almost_merge *merge, al_merge_line *line,
                               const al_merge_conflict *conflict, uint32_t side)
{
    const al_merge_reading *reading = al_merge_reading_of(merge, conflict, side);
    if (reading == NULL)
        for (uint32_t i = conflict->start; i < conflict->end; i++)
            al_merge_line_add(merge, line, (al_merge_token){AL_FROM_BASE, i});
    else
        for (size_t i = reading->start; i < reading->end; i++)
            al_merge_line_add(merge, line, merge->readings[i]);
}

static almost_status put(const almost_merge *merge, const almost_merge_write_options *options,
                         al_output *output, almost_error *error)
{
    al_buffer out;
    if (options->form == ALMOST_MERGE_HTML)
        return al_merge_put_page(merge, output) ? ALMOST_OK : al_fail_memory(error);
    if (options->form != ALMOST_MERGE_TEXT)
        return al_merge_put_json(merge, options->form == ALMOST_MERGE_FULL, output)
                   ? ALMOST_OK
                   : al_fail_memory(error);
    al_buffer_init(&out, merge->allocator);
    almost_status status = al_merge_put_marks(merge, options, &out, error);
    if (status == ALMOST_OK)
        al_output_bytes(output, out.bytes, out.length);
    al_buffer_release(&out);
    return status;
}

almost_status almost_merge_write(const almost_merge *merge, const almost_merge_write_options *given,
                                 almost_sink sink, void *sink_context, almost_error *error)
{
    const uint32_t most_signs = 1000;
    almost_merge_write_options options;
    al_output output;
    almost_merge_write_options_init(&options);
    almost_status status =
        al_options_complete(&options, sizeof options, given, "almost_merge_write_options", error);
    if (status != ALMOST_OK)
        return status;
    if ((unsigned)options.form > ALMOST_MERGE_HTML || (unsigned)options.marks > ALMOST_MARKS_UNION)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "there is no such form");
    if (options.mark_size > most_signs)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "a mark has at most %u signs",
                       (unsigned)most_signs);
    if (!al_output_init(&output, merge->allocator, sink, sink_context))
        return al_fail_memory(error);
    status = put(merge, &options, &output, error);
    if (status == ALMOST_OK)
        status = al_output_finish(&output, error);
    al_output_release(&output);
    return status;
}
