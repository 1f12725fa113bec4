/* SPDX-License-Identifier: Apache-2.0 */
/* Writing what is told, from the caller's side. */
#include "watch/write.h"

#include "base/error.h"
#include "base/options.h"
#include "watch/watch.h"

void almost_watch_write_options_init_sized(almost_watch_write_options *options, size_t size)
{
    const almost_watch_write_options defaults = {.size = size};
    al_options_init(options, size, &defaults, sizeof defaults);
}

/* What is written: a thing that is told, or where that is NULL all of it. */
typedef struct written {
    const almost_watched *watched;
    const almost_watch_summary *summary;
} written;

static bool put(const al_watch_writing *writing, almost_watch_form form, const written *what)
{
    if (form == ALMOST_WATCH_LINES)
        return what->watched != NULL ? al_watch_put_line(writing, what->watched)
                                     : al_watch_put_lines(writing, what->summary);
    if (what->watched != NULL)
        al_watch_put_json(writing, what->watched);
    else
        al_watch_put_json_summary(writing, what->summary);
    return true;
}

static almost_status write(const almost_watch *watch, const written *what,
                           const almost_watch_write_options *given, almost_sink sink,
                           void *sink_context, almost_error *error)
{
    almost_watch_write_options options;
    al_output output;
    almost_watch_write_options_init(&options);
    almost_status status =
        al_options_complete(&options, sizeof options, given, "almost_watch_write_options", error);
    if (status != ALMOST_OK)
        return status;
    if ((unsigned)options.form > ALMOST_WATCH_JSON)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "there is no such form");
    if (!al_output_init(&output, watch->allocator, sink, sink_context))
        return al_fail_memory(error);
    const al_watch_writing writing = {.allocator = watch->allocator,
                                      .output = &output,
                                      .units = watch->units,
                                      .several = watch->ground.n_texts != 1,
                                      .colour = options.colour != 0};
    bool whole = put(&writing, options.form, what);
    status = whole ? al_output_finish(&output, error) : al_fail_memory(error);
    al_output_release(&output);
    return status;
}

almost_status almost_watch_write(const almost_watch *watch, const almost_watched *watched,
                                 const almost_watch_write_options *options, almost_sink sink,
                                 void *sink_context, almost_error *error)
{
    const written what = {.watched = watched};
    return write(watch, &what, options, sink, sink_context, error);
}

almost_status almost_watch_write_summary(const almost_watch *watch,
                                         const almost_watch_summary *summary,
                                         const almost_watch_write_options *options,
                                         almost_sink sink, void *sink_context, almost_error *error)
{
    const written what = {.summary = summary};
    return write(watch, &what, options, sink, sink_context, error);
}
