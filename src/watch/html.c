/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page on which a telling is looked at while it is told: what it is held against, as data. What
 * is told comes later, from the server that the page is of (web/src/watching.ts).
 */
#include "watch/watch.h"

#include "almost/view.h"
#include "base/error.h"
#include "base/json.h"
#include "html/name.h"
#include "html/page.h"
#include "html/stream.h"
#include "html/text.h"

#include <stdio.h>
#include <string.h>

enum {
    NAMED = 4,            /* sources in the heading */
    MOST_SHOWN = 64 << 20 /* bytes of sources that a browser is given to show */
};

static const char *name_of(const almost_text *text)
{
    return text->name != NULL && text->name[0] != '\0' ? text->name : "the source";
}

/* A source by the shortest name that tells it from the others. */
static const char *called(const al_ground *ground, size_t index)
{
    const char *name = name_of(ground->texts[index]);
    const char *shortest = al_short_name(name, NULL);
    for (size_t i = 0; i < ground->n_texts; i++) {
        const char *needed = al_short_name(name, name_of(ground->texts[i]));
        shortest = needed < shortest ? needed : shortest;
    }
    return shortest;
}

/* Whether the texts of the sources go into the page; a library's do not. */
static bool has_texts(const almost_watch *watch)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < watch->ground.n_texts; i++)
        bytes += watch->ground.texts[i]->length;
    return watch->ground.n_texts > 0 && bytes <= MOST_SHOWN;
}

static void put_header(const almost_watch *watch, al_output *output)
{
    const al_ground *ground = &watch->ground;
    al_output_text(output, "<header id=\"verdict\">\n<p><bdi>");
    al_html_string(output, al_short_name(watch->name, NULL));
    al_output_text(output, "</bdi>, held against ");
    if (ground->n_texts == 0)
        al_output_text(output, "a library");
    for (size_t i = 0; i < ground->n_texts && i < NAMED; i++) {
        al_output_text(output, i > 0 ? ", <bdi>" : "<bdi>");
        al_html_string(output, called(ground, i));
        al_output_text(output, "</bdi>");
    }
    al_output_text(output, ground->n_texts > NAMED ? " and others" : "");
    al_output_text(output, "</p>\n<h1><b>Nothing is told yet.</b></h1>\n</header>\n");
}

static void put_head(const almost_watch *watch, al_output *output)
{
    const al_ground *ground = &watch->ground;
    al_json_text(output, "{\"name\":", watch->name);
    al_json_text(output, ",\"units\":", almost_units_name(watch->units));
    al_json_flag(output, ",\"texts\":", has_texts(watch));
    al_output_text(output, ",\"sources\":[");
    for (size_t i = 0; i < ground->n_texts; i++)
        al_json_text(output, i > 0 ? "," : "", name_of(ground->texts[i]));
    al_output_text(output, "]}");
}

/* False when memory ends. */
static bool put_data(const almost_watch *watch, al_output *output)
{
    al_html_stream stream;
    al_output head;
    if (!al_html_stream_begin(&stream, watch->allocator, "head", output))
        return false;
    bool there = al_output_init(&head, watch->allocator, al_html_stream_sink, &stream);
    if (there) {
        put_head(watch, &head);
        al_output_flush(&head);
        al_output_release(&head);
    }
    al_html_stream_end(&stream);
    return there;
}

static bool put_texts(const almost_watch *watch, al_output *output)
{
    for (size_t i = 0; has_texts(watch) && i < watch->ground.n_texts; i++) {
        const almost_text *text = watch->ground.texts[i];
        al_html_stream stream;
        char name[32];
        snprintf(name, sizeof name, "source-%zu", i);
        if (!al_html_stream_begin(&stream, watch->allocator, name, output))
            return false;
        al_html_stream_text(&stream, text, 0, text->length);
        al_html_stream_end(&stream);
    }
    return true;
}

almost_status almost_watch_page(const almost_watch *watch, almost_sink sink, void *sink_context,
                                almost_error *error)
{
    al_output output;
    if (sink == NULL)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "sink must not be NULL");
    if (!al_output_init(&output, watch->allocator, sink, sink_context))
        return al_fail_memory(error);
    al_html_begin(&output, "watch", 1);
    al_html_string(&output, al_short_name(watch->name, NULL));
    al_output_text(&output, ", while it is told");
    al_html_body(&output);
    put_header(watch, &output);
    al_html_main(&output);
    al_html_main_end(&output);
    bool whole = put_data(watch, &output) && put_texts(watch, &output);
    if (whole)
        al_html_end(&output);
    almost_status status = whole ? al_output_finish(&output, error) : al_fail_memory(error);
    al_output_release(&output);
    return status;
}
