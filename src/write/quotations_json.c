/* SPDX-License-Identifier: Apache-2.0 */
/* almost.quotations/1: the account, then its quotations, one a line. */
#include "base/json.h"
#include "write/quotations.h"
#include "write/units.h"

typedef struct json {
    const almost_quotations *quotations;
    al_output *output;
    al_unit_walker walker; /* of the account */
    almost_units units;
    const char *end; /* of a line: a newline, or nothing where all stands on one */
    bool full;       /* with all that the account says */
} json;

static void write_span(al_output *output, const char *key, al_unit_walker *walker, almost_span span)
{
    al_output_text(output, key);
    al_json_count(output, "{\"start\":", al_unit_at(walker, span.start));
    al_json_count(output, ",\"end\":", al_unit_at(walker, span.end));
    al_output_text(output, "}");
}

/* A text that was read: what it is called, and what it was; `whole`: and all that it says. */
static void write_text(json *json, const char *key, const almost_text *text, bool whole)
{
    al_output *output = json->output;
    al_unit_walker walker;
    al_unit_walker_init(&walker, text, json->units);
    al_json_text(output, key, text->name != NULL ? text->name : "");
    al_json_count(output, ",\"length\":", al_unit_at(&walker, text->length));
    al_json_text(output, ",\"hash\":", text->hash);
    al_json_text(output, ",\"format\":", text->format);
    al_json_text(output, ",\"encoding\":", text->encoding);
    al_json_count(output, ",\"invalid\":", text->invalid);
    if (whole) {
        al_output_text(output, ",\"text\":");
        al_json_bytes(output, text->bytes, text->length);
    }
    al_output_text(output, "}");
}

static void write_texts(json *json)
{
    const almost_quotations *quotations = json->quotations;
    al_output_text(json->output, ",");
    al_output_text(json->output, json->end);
    write_text(json, "\"account\":{\"name\":", quotations->text, json->full);
    if (quotations->against == NULL || json->end[0] == '\0')
        return;
    al_output_text(json->output, ",\n\"against\":[");
    for (size_t i = 0; i < quotations->n_against; i++)
        write_text(json, i > 0 ? ",\n{\"name\":" : "\n{\"name\":", quotations->against[i], false);
    al_output_text(json->output, "]");
}

static void write_flags(al_output *output, uint32_t flags)
{
    if (flags & ALMOST_QUOTATION_UNBALANCED)
        al_output_text(output, ",\"unbalanced\":true");
    if (flags & ALMOST_QUOTATION_CONTINUED)
        al_output_text(output, ",\"continued\":true");
    if (flags & ALMOST_QUOTATION_NARRATION)
        al_output_text(output, ",\"narration\":true");
}

static void write_speaker(al_output *output, const almost_quotation *quotation)
{
    const char *by = almost_speaker_by_name(quotation->speaker_by);
    al_json_text(output, ",\"speaker\":", quotation->speaker);
    al_json_text(output, ",\"speaker_by\":", by);
    al_output_text(output, ",\"margin\":");
    al_output_fixed(output, quotation->margin, 2);
    if (quotation->flags & ALMOST_QUOTATION_GUESS)
        al_output_text(output, ",\"guess\":true");
}

static void write_touches(al_output *output, uint32_t touches)
{
    al_output_text(output, ",\"touches\":[");
    bool first = true;
    uint32_t bit;
    for (size_t rank = 0; (bit = almost_touch_at(rank)) != 0; rank++) {
        if (!(touches & bit))
            continue;
        al_json_name(output, first ? "" : ",", &al_touch_names[rank]);
        first = false;
    }
    al_output_text(output, "]");
}

/* Some bytes of a text, with what a reader needs to find them; null where there are none. */
static void write_side(al_output *output, const char *key, const almost_text *text,
                       almost_span span)
{
    al_output_text(output, key);
    if (span.start == span.end)
        al_output_text(output, "null");
    else
        al_json_bytes(output, text->bytes + span.start, span.end - span.start);
}

static void write_change(const json *json, const almost_quotation_source *source,
                         const almost_quotation_change *change, al_unit_walker walkers[2])
{
    al_output *output = json->output;
    al_json_name(output, "{\"kind\":", &al_change_kind_names[change->kind]);
    if (change->source.start == change->source.end)
        al_output_text(output, ",\"original\":null");
    else
        write_span(output, ",\"original\":", &walkers[0], change->source);
    if (change->quotation.start == change->quotation.end)
        al_output_text(output, ",\"telling\":null");
    else
        write_span(output, ",\"telling\":", &walkers[1], change->quotation);
    write_side(output, ",\"text\":{\"original\":", source->text, change->source);
    write_side(output, ",\"telling\":", json->quotations->text, change->quotation);
    al_output_text(output, "}");
    write_touches(output, change->touches);
    if (change->reason != ALMOST_REASON_NONE)
        al_json_name(output, ",\"reason\":", &al_change_reason_names[change->reason]);
    if (change->honest)
        al_output_text(output, ",\"honest\":true");
    al_output_text(output, "}");
}

static void write_changes(const json *json, const almost_quotation_source *source,
                          const al_unit_walker walkers[2])
{
    al_unit_walker walks[2] = {walkers[0], walkers[1]};
    al_output_text(json->output, ",\"changes\":[");
    for (size_t i = 0; i < source->n_changes; i++) {
        al_output_text(json->output, i > 0 ? "," : "");
        write_change(json, source, &source->changes[i], walks);
    }
    al_output_text(json->output, "]}");
}

static void write_source(const json *json, const almost_quotation_source *source)
{
    al_output *output = json->output;
    al_unit_walker walker, walkers[2];
    al_unit_walker_init(&walker, source->text, json->units);
    walkers[1] = json->walker;
    al_json_name(output, "{\"as\":", &al_source_as_names[source->as]);
    al_json_text(output, ",\"name\":", source->text->name);
    write_span(output, ",\"span\":", &walker, source->span);
    write_side(output, ",\"text\":", source->text, source->span);
    write_span(output, ",\"part\":", &walkers[1], source->part);
    al_json_count(output, ",\"line\":", almost_text_place(source->text, source->span.start).line);
    al_json_text(output, ",\"speaker\":", source->speaker);
    al_json_fixed(output, ",\"likeness\":", source->likeness);
    al_output_text(output, ",\"bits\":");
    al_output_fixed(output, source->bits, 2);
    al_output_text(output, ",\"expected\":");
    al_output_scientific(output, source->expected);
    if (source->within.end > source->within.start)
        write_side(output, ",\"within\":", source->text, source->within);
    walkers[0] = walker;
    walkers[1] = json->walker;
    write_changes(json, source, walkers);
}

static void write_sources(const json *json, size_t index)
{
    const almost_quotation_source *source;
    al_output_text(json->output, ",\"sources\":[");
    for (size_t i = 0; (source = almost_quotations_source(json->quotations, index, i)) != NULL;
         i++) {
        al_output_text(json->output, i > 0 ? "," : "");
        write_source(json, source);
    }
    al_output_text(json->output, "]");
}

static void write_notes(al_output *output, uint32_t notes)
{
    bool first = true;
    for (size_t i = 0; i < AL_N_QUOTATION_NOTES; i++) {
        if (!(notes & UINT32_C(1) << i))
            continue;
        al_json_name(output, first ? ",\"notes\":[" : ",", &al_quotation_note_names[i]);
        first = false;
    }
    al_output_text(output, first ? "" : "]");
}

static void write_quotation(json *json, size_t index)
{
    const almost_quotation *quotation = &json->quotations->items[index];
    const almost_text *text = json->quotations->text;
    al_output *output = json->output;
    al_output_text(output, index > 0 ? "," : "");
    al_output_text(output, json->end);
    al_json_count(output, "{\"id\":", quotation->id);
    write_span(output, ",\"span\":", &json->walker, quotation->span);
    al_json_count(output, ",\"line\":", almost_text_place(text, quotation->span.start).line);
    al_output_text(output, ",\"text\":");
    al_json_bytes(output, text->bytes + quotation->span.start,
                  quotation->span.end - quotation->span.start);
    al_json_name(output, ",\"kind\":", &al_quotation_kind_names[quotation->kind]);
    al_json_count(output, ",\"saying\":", quotation->saying);
    write_flags(output, quotation->flags);
    write_speaker(output, quotation);
    al_json_name(output, ",\"status\":", &al_quotation_status_names[quotation->status]);
    if (quotation->language != NULL)
        al_json_text(output, ",\"language\":", quotation->language);
    if (quotation->cited != NULL)
        al_json_text(output, ",\"cited\":", quotation->cited->name);
    if (quotation->cited_part.end > quotation->cited_part.start)
        write_side(output, ",\"cited_part\":", text, quotation->cited_part);
    write_notes(output, quotation->notes);
    write_sources(json, index);
    al_output_text(output, "}");
}

/* --- What is reported without marks ---------------------------------------- */

static void write_passage(const json *json, const almost_indirect *item)
{
    al_output *output = json->output;
    al_unit_walker walker, walkers[2];
    const almost_quotation_source source = {
        .text = item->source, .changes = item->changes, .n_changes = item->n_changes};
    al_unit_walker_init(&walker, item->source, json->units);
    walkers[0] = walker;
    walkers[1] = json->walker;
    al_json_text(output, "{\"name\":", item->source->name);
    write_span(output, ",\"span\":", &walker, item->passage);
    al_json_count(output, ",\"line\":", almost_text_place(item->source, item->passage.start).line);
    write_side(output, ",\"text\":", item->source, item->passage);
    al_json_fixed(output, ",\"likeness\":", item->likeness);
    al_output_text(output, ",\"bits\":");
    al_output_fixed(output, item->bits, 2);
    al_output_text(output, ",\"expected\":");
    al_output_scientific(output, item->expected);
    write_changes(json, &source, walkers);
}

static void write_reported(json *json, size_t index)
{
    const almost_indirect *item = &json->quotations->indirect[index];
    const almost_text *text = json->quotations->text;
    al_output *output = json->output;
    al_output_text(output, index > 0 ? "," : "");
    al_output_text(output, json->end);
    al_json_count(output, "{\"id\":", item->id);
    (void)al_unit_at(&json->walker,
                     item->said.start < item->span.start ? item->said.start : item->span.start);
    al_unit_walker walkers[2] = {json->walker, json->walker};
    write_span(output, ",\"said\":", &walkers[0], item->said);
    write_span(output, ",\"span\":", &walkers[1], item->span);
    al_json_count(output, ",\"line\":", almost_text_place(text, item->span.start).line);
    write_side(output, ",\"text\":", text, item->span);
    al_json_name(output, ",\"status\":", &al_indirect_status_names[item->status]);
    write_touches(output, item->touches);
    al_output_text(output, ",\"source\":");
    if (item->source != NULL)
        write_passage(json, item);
    else
        al_output_text(output, "null");
    al_output_text(output, "}");
}

static void write_indirect(json *json)
{
    if (!json->quotations->reports)
        return;
    al_unit_walker_init(&json->walker, json->quotations->text, json->units);
    al_output_text(json->output, ",");
    al_output_text(json->output, json->end);
    al_output_text(json->output, "\"indirect\":[");
    for (size_t i = 0; i < json->quotations->n_indirect && !json->output->failed; i++)
        write_reported(json, i);
    al_output_text(json->output, "]");
}

/* All members but those before `format`, and the end of the object. */
static void write_members(json *json)
{
    const almost_quotations *quotations = json->quotations;
    al_output *output = json->output;
    al_unit_walker_init(&json->walker, quotations->text, json->units);
    al_output_text(output, "\"format\":\"almost.quotations/1\",\"program\":\"almost ");
    al_output_text(output, almost_version());
    al_output_text(output, "\",");
    al_output_text(output, json->end);
    al_json_name(output, "\"options\":{\"units\":", &al_units_names[json->units]);
    al_json_text(output,
                 ",\"language\":", quotations->language[0] != '\0' ? quotations->language : NULL);
    al_output_text(output, "}");
    write_texts(json);
    al_output_text(output, ",");
    al_output_text(output, json->end);
    al_output_text(output, "\"quotations\":[");
    for (size_t i = 0; i < quotations->n && !output->failed; i++)
        write_quotation(json, i);
    al_output_text(output, "]");
    write_indirect(json);
    al_output_text(output, "}\n");
}

almost_status al_write_quotations_json(const almost_quotations *quotations,
                                       const almost_quotations_write_options *options,
                                       al_output *output)
{
    json json = {.quotations = quotations,
                 .output = output,
                 .units = options->units,
                 .end = "\n",
                 .full = options->full != 0};
    al_output_text(output, "{");
    write_members(&json);
    return ALMOST_OK;
}

void al_write_quotations_line(const almost_quotations *quotations, almost_units units,
                              const char *id, al_output *output)
{
    json json = {.quotations = quotations, .output = output, .units = units, .end = ""};
    al_output_text(output, "{\"id\":");
    al_output_text(output, id);
    al_output_text(output, ",");
    write_members(&json);
}
