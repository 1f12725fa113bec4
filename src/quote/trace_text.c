/* SPDX-License-Identifier: Apache-2.0 */
/* A text of which every passage is traced, and the answer as JSON. */
#include "quote/trace_tracer.h"

#include "base/error.h"
#include "base/json.h"
#include "text/compared.h"

almost_status almost_trace_passages(almost_tracer *tracer, const almost_text *text,
                                    const almost_traced_passage **passages, size_t *n,
                                    almost_error *error)
{
    const almost_text *compared = al_text_compared(text);
    size_t told = 0;
    al_trace_begin(tracer);
    almost_status status = al_trace_cut(tracer, compared, error);
    if (status == ALMOST_OK)
        status = al_trace_passages(tracer, compared->bytes, error);
    for (uint32_t i = 0; status == ALMOST_OK && i < tracer->n_passages; i++) {
        const al_passage *passage = &tracer->passages[i];
        if (!al_grow(tracer->allocator, (void **)&tracer->told, &tracer->told_capacity, told + 1,
                     sizeof *tracer->told))
            return al_fail_memory(error);
        tracer->told[told].span = (almost_span){tracer->tokens[passage->start].start,
                                                tracer->tokens[passage->end - 1].end};
        status = al_trace_tell_passage(tracer, passage, passage->start, passage->end,
                                       &tracer->told[told].place, error);
        told += tracer->told[told].place.line > 0; /* else its source has changed in this moment */
    }
    if (status != ALMOST_OK)
        return status;
    *passages = tracer->told;
    *n = told;
    return ALMOST_OK;
}

/* A byte of the text in the units of the tracer. */
static uint64_t in_units(const almost_tracer *tracer, const almost_text *text, uint64_t byte)
{
    almost_place place = almost_text_place(text, byte);
    return tracer->units == ALMOST_BYTES   ? place.byte
           : tracer->units == ALMOST_UTF16 ? place.utf16
                                           : place.code_point;
}

static void put_passage(al_output *output, const almost_tracer *tracer, const almost_text *text,
                        const almost_traced_passage *passage, uint64_t id)
{
    almost_span span = passage->span;
    al_json_count(output, "{\"id\":", id);
    al_json_count(output, ",\"span\":{\"start\":", in_units(tracer, text, span.start));
    al_json_count(output, ",\"end\":", in_units(tracer, text, span.end));
    al_output_text(output, "},\"text\":");
    al_json_bytes(output, text->bytes + span.start, (size_t)(span.end - span.start));
    al_output_text(output, ",\"sources\":[");
    al_trace_put(output, &passage->place);
    al_output_text(output, "]}");
}

static void put_all(al_output *output, const almost_tracer *tracer, const almost_text *text,
                    const almost_traced_passage *passages, size_t n)
{
    al_output_text(output, "{\"format\":\"almost.quotations/1\",\"program\":\"almost ");
    al_output_text(output, almost_version());
    al_output_text(output, "\",\"account\":{\"name\":");
    al_json_string(output, almost_text_name(text));
    al_json_count(output, ",\"length\":", in_units(tracer, text, text->length));
    al_json_count(output, ",\"words\":", tracer->n_tokens);
    al_json_text(output, ",\"hash\":", almost_text_hash(text));
    al_output_text(output, "},\"units\":");
    al_json_string(output, almost_units_name(tracer->units));
    al_output_text(output, ",\"quotations\":[");
    for (size_t i = 0; i < n; i++) {
        al_output_text(output, i > 0 ? ",\n" : "\n");
        put_passage(output, tracer, text, &passages[i], i + 1);
    }
    al_output_text(output, n > 0 ? "\n]}\n" : "]}\n");
}

almost_status almost_trace_write(almost_tracer *tracer, const almost_text *text, almost_sink sink,
                                 void *sink_context, size_t *found, almost_error *error)
{
    const almost_traced_passage *passages;
    size_t n;
    al_output output;
    almost_status status = almost_trace_passages(tracer, text, &passages, &n, error);
    if (status != ALMOST_OK)
        return status;
    if (!al_output_init(&output, tracer->allocator, sink, sink_context))
        return al_fail_memory(error);
    put_all(&output, tracer, text, passages, n);
    status = al_output_finish(&output, error);
    al_output_release(&output);
    if (status == ALMOST_OK && found != NULL)
        *found = n;
    return status;
}
