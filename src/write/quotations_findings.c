/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotations that fail, for programs that show findings beside a text: SARIF 2.1.0 (OASIS, 2020),
 * whose regions count code points, and the annotations that GitHub reads from the output of a job.
 */
#include "base/json.h"
#include "write/excerpt.h"
#include "write/quotations.h"
#include "write/quotations_rank.h"

/* What is wrong with a quotation, in a line: `altered (negation): the source has “not”; …`. */
typedef struct finding {
    const almost_quotations *quotations;
    size_t index;
    al_buffer *text;
} finding;

enum { MOST_QUOTED = 160 /* bytes of a text that a finding repeats */ };

static void say(finding *finding, const char *text)
{
    al_buffer_append_text(finding->text, text);
}

/* Bytes of a text on one line, cut behind a word where they are many. */
static void say_quoted(finding *finding, const almost_text *text, almost_span span)
{
    uint64_t end = al_excerpt_end(text, span, MOST_QUOTED);
    say(finding, "“");
    bool blank = false;
    for (uint64_t at = span.start; at < end; at++) {
        bool space = (unsigned char)text->bytes[at] <= ' ';
        if (!space || !blank)
            al_buffer_append(finding->text, space ? " " : text->bytes + at, 1);
        blank = space;
    }
    say(finding, end < span.end ? "…”" : "”");
}

static void say_touches(finding *finding, uint32_t touches)
{
    uint32_t bit;
    bool first = true;
    for (size_t rank = 0; (bit = almost_touch_at(rank)) != 0; rank++) {
        if (!(touches & bit))
            continue;
        say(finding, first ? " (" : ", ");
        say(finding, almost_touch_name((almost_touch)bit));
        first = false;
    }
    say(finding, first ? "" : ")");
}

/* The first difference that is not honest. */
static void say_change(finding *finding, const almost_quotation_source *source)
{
    for (size_t i = 0; i < source->n_changes; i++) {
        const almost_quotation_change *change = &source->changes[i];
        if (change->honest || !(change->touches & ~AL_TOUCHES_SMALL))
            continue;
        if (change->source.end > change->source.start) {
            say(finding, "; the source has ");
            say_quoted(finding, source->text, change->source);
        }
        if (change->quotation.end > change->quotation.start) {
            say(finding,
                change->source.end > change->source.start ? " and not " : "; the source has not ");
            say_quoted(finding, finding->quotations->text, change->quotation);
        }
        return;
    }
}

static void say_where(finding *finding, const almost_quotation *quotation)
{
    const almost_quotation_source *source =
        almost_quotations_source(finding->quotations, finding->index, 0);
    if (source == NULL)
        return;
    if (quotation->status != ALMOST_QUOTATION_NOT_FOUND)
        say_change(finding, source);
    say(finding, quotation->status == ALMOST_QUOTATION_NOT_FOUND ? "; nearest in " : "; ");
    say(finding, source->text->name);
    al_buffer_append_format(
        finding->text, ", line %llu",
        (unsigned long long)almost_text_place(source->text, source->span.start).line);
    if (quotation->notes & ALMOST_NOTE_PART) {
        bool labelled = source->within.end > source->within.start;
        say(finding, ", ");
        if (labelled)
            say_quoted(finding, source->text, source->within);
        say(finding, labelled ? " and not " : "and not in ");
        say_quoted(finding, finding->quotations->text, quotation->cited_part);
    }
    if (quotation->notes & ALMOST_NOTE_ELSEWHERE && quotation->cited != NULL) {
        say(finding, ", and not in ");
        say(finding, quotation->cited->name);
    }
}

/* The same of what is reported without marks. */
static void describe_reported(finding *finding, const almost_indirect *item)
{
    const almost_quotation_source source = {
        .text = item->source, .changes = item->changes, .n_changes = item->n_changes};
    bool found = item->status != ALMOST_INDIRECT_NOT_FOUND;
    finding->text->length = 0;
    say(finding, "reported and ");
    say(finding, al_indirect_status_names[item->status].text);
    say_touches(finding, item->touches);
    say(finding, ": ");
    say_quoted(finding, finding->quotations->text, item->span);
    if (item->source == NULL)
        return;
    if (found)
        say_change(finding, &source);
    say(finding, found ? "; " : "; nearest in ");
    say(finding, item->source->name);
    al_buffer_append_format(
        finding->text, ", line %llu",
        (unsigned long long)almost_text_place(item->source, item->passage.start).line);
}

/* Whether it is told: all but what is supported, or was not checked. */
static bool is_told(const almost_indirect *item)
{
    return item->status == ALMOST_INDIRECT_ALTERED || item->status == ALMOST_INDIRECT_NOT_FOUND;
}

/* Put a finding into words. */
static void describe(finding *finding)
{
    const almost_quotation *quotation = &finding->quotations->items[finding->index];
    finding->text->length = 0;
    say(finding, al_quotation_status_names[quotation->status].text);
    if (quotation->status != ALMOST_QUOTATION_NOT_FOUND)
        say_touches(finding, al_quotation_touches(finding->quotations, finding->index));
    say(finding, ": ");
    say_quoted(finding, finding->quotations->text, quotation->span);
    say_where(finding, quotation);
}

/* `not-found`: statuses as rules are named. */
static void put_rule(al_output *output, almost_quotation_status status)
{
    const al_name *name = &al_quotation_status_names[status];
    for (unsigned i = 0; i < name->length; i++)
        al_output_bytes(output, name->text[i] == ' ' ? "-" : &name->text[i], 1);
}

/* --- SARIF --------------------------------------------------------------- */

static const struct rule {
    almost_quotation_status status;
    const char *what;
} rules[] = {
    {ALMOST_QUOTATION_TYPOGRAPHIC, "Marks, capitals or spacing of a quotation differ"},
    {ALMOST_QUOTATION_ALTERED, "A quotation has other words than its source"},
    {ALMOST_QUOTATION_SPLICED, "Words that stand apart in the source are joined in a quotation"},
    {ALMOST_QUOTATION_MISATTRIBUTED,
     "A quotation stands in another source, or someone else says it"},
    {ALMOST_QUOTATION_NOT_FOUND, "A quotation stands in none of the sources"},
    {ALMOST_QUOTATION_NOT_CHECKED, "A quotation could not be checked"}};

static void put_rules(al_output *output)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        al_output_text(output, i > 0 ? ",\n{\"id\":\"" : "{\"id\":\"");
        put_rule(output, rules[i].status);
        al_output_text(output, "\",\"shortDescription\":{\"text\":\"");
        al_output_text(output, rules[i].what);
        al_output_text(output, "\"}}");
    }
    al_output_text(output, ",\n{\"id\":\"indirect-altered\",\"shortDescription\":{\"text\":\""
                           "Reported without marks, and a source says otherwise\"}}"
                           ",\n{\"id\":\"indirect-not-found\",\"shortDescription\":{\"text\":\""
                           "Reported without marks, and no source says so\"}}");
}

/* A path as the URI that it is: what is no letter of one is escaped. */
static void put_uri(al_output *output, const char *path)
{
    static const char digits[] = "0123456789ABCDEF", safe[] = "-._~/!$&'()*+,;=@";
    al_output_text(output, "\"");
    for (const char *at = path; *at != '\0'; at++) {
        unsigned char c = (unsigned char)*at;
        bool letter = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
        const char escape[3] = {'%', digits[c >> 4], digits[c & 15]};
        if (letter || strchr(safe, c) != NULL)
            al_output_bytes(output, at, 1);
        else
            al_output_bytes(output, escape, sizeof escape);
    }
    al_output_text(output, "\"");
}

static void put_location(al_output *output, const almost_text *text, almost_span span,
                         const char *key)
{
    almost_place start = almost_text_place(text, span.start);
    almost_place end = almost_text_place(text, span.end);
    al_output_text(output, key);
    al_output_text(output, "{\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
    put_uri(output, text->name);
    al_json_count(output, "},\"region\":{\"startLine\":", start.line);
    al_json_count(output, ",\"startColumn\":", start.column);
    al_json_count(output, ",\"endLine\":", end.line);
    al_json_count(output, ",\"endColumn\":", end.column);
    al_json_count(output, ",\"charOffset\":", start.code_point);
    al_json_count(output, ",\"charLength\":", end.code_point - start.code_point);
    al_output_text(output, "}}}");
}

static void put_result(al_output *output, finding *finding)
{
    const almost_quotations *quotations = finding->quotations;
    const almost_quotation *quotation = &quotations->items[finding->index];
    const almost_quotation_source *source;
    bool note = !(ALMOST_FAILING_STATUSES >> quotation->status & 1);
    al_output_text(output, "{\"ruleId\":\"");
    put_rule(output, quotation->status);
    al_output_text(output, note ? "\",\"level\":\"note\"" : "\",\"level\":\"error\"");
    al_output_text(output, ",\"message\":{\"text\":");
    al_json_bytes(output, finding->text->bytes, finding->text->length);
    al_output_text(output, "}");
    put_location(output, quotations->text, quotation->span, ",\"locations\":[");
    al_output_text(output, "]");
    for (size_t i = 0; (source = almost_quotations_source(quotations, finding->index, i)) != NULL;
         i++)
        put_location(output, source->text, source->span, i > 0 ? "," : ",\"relatedLocations\":[");
    al_output_text(output, quotation->sources > 0 ? "]}" : "}");
}

/* What is reported without marks: altered is an error, not found a note. */
static void put_reported(al_output *output, finding *finding, const almost_indirect *item)
{
    bool altered = item->status == ALMOST_INDIRECT_ALTERED;
    describe_reported(finding, item);
    al_output_text(output, altered ? "{\"ruleId\":\"indirect-altered\",\"level\":\"error\""
                                   : "{\"ruleId\":\"indirect-not-found\",\"level\":\"note\"");
    al_output_text(output, ",\"message\":{\"text\":");
    al_json_bytes(output, finding->text->bytes, finding->text->length);
    al_output_text(output, "}");
    put_location(output, finding->quotations->text, item->span, ",\"locations\":[");
    al_output_text(output, "]");
    if (item->source != NULL) {
        put_location(output, item->source, item->passage, ",\"relatedLocations\":[");
        al_output_text(output, "]");
    }
    al_output_text(output, "}");
}

static void put_head(al_output *output)
{
    al_output_text(output,
                   "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\n"
                   "\"version\":\"2.1.0\",\n\"runs\":[{\"tool\":{\"driver\":{\"name\":\"almost\","
                   "\"semanticVersion\":\"");
    al_output_text(output, almost_version());
    al_output_text(output, "\",\"rules\":[\n");
    put_rules(output);
    al_output_text(output, "]}},\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[");
}

/* A comma between two results. */
static void put_comma(al_output *output, bool *first)
{
    al_output_text(output, *first ? "\n" : ",\n");
    *first = false;
}

static void put_failing(al_output *output, finding *finding, uint32_t fail_on, bool *first)
{
    const almost_quotations *quotations = finding->quotations;
    for (size_t i = 0; i < quotations->n && !output->failed; i++) {
        if (!al_quotation_fails(&quotations->items[i], fail_on))
            continue;
        finding->index = i;
        describe(finding);
        put_comma(output, first);
        put_result(output, finding);
    }
}

almost_status al_write_quotations_sarif(const almost_quotations *quotations,
                                        const almost_quotations_write_options *options,
                                        al_output *output)
{
    al_buffer text;
    bool first = true;
    al_buffer_init(&text, quotations->allocator);
    finding finding = {quotations, 0, &text};
    put_head(output);
    put_failing(output, &finding, options->fail_on, &first);
    for (size_t i = 0; i < quotations->n_indirect && !output->failed; i++) {
        if (!is_told(&quotations->indirect[i]))
            continue;
        put_comma(output, &first);
        put_reported(output, &finding, &quotations->indirect[i]);
    }
    al_output_text(output, "]}]}\n");
    bool failed = text.failed;
    al_buffer_release(&text);
    return failed ? ALMOST_ERROR_MEMORY : ALMOST_OK;
}

/* --- GitHub -------------------------------------------------------------- */

/* What commands to GitHub's runner are told by; in their values more of it. */
static void put_escaped(al_output *output, const char *bytes, size_t length, const char *signs)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        const char escape[3] = {'%', digits[c >> 4], digits[c & 15]};
        bool safe = c >= ' ' && c != 0x7F && strchr(signs, c) == NULL;
        al_output_bytes(output, safe ? bytes + i : escape, safe ? 1 : sizeof escape);
    }
}

static void put_annotation(al_output *output, const finding *finding, almost_span span, bool note)
{
    const almost_text *text = finding->quotations->text;
    almost_place start = almost_text_place(text, span.start);
    almost_place end = almost_text_place(text, span.end);
    al_output_text(output, note ? "::notice file=" : "::error file=");
    put_escaped(output, text->name, strlen(text->name), "%:,");
    al_json_count(output, ",line=", start.line);
    al_json_count(output, ",endLine=", end.line);
    if (start.line == end.line) {
        al_json_count(output, ",col=", start.column);
        al_json_count(output, ",endColumn=", end.column);
    }
    al_output_text(output, "::");
    put_escaped(output, finding->text->bytes, finding->text->length, "%");
    al_output_text(output, "\n");
}

almost_status al_write_quotations_github(const almost_quotations *quotations,
                                         const almost_quotations_write_options *options,
                                         al_output *output)
{
    al_buffer text;
    al_buffer_init(&text, quotations->allocator);
    finding finding = {quotations, 0, &text};
    for (size_t i = 0; i < quotations->n && !output->failed; i++) {
        if (!al_quotation_fails(&quotations->items[i], options->fail_on))
            continue;
        finding.index = i;
        describe(&finding);
        put_annotation(output, &finding, quotations->items[i].span,
                       !(ALMOST_FAILING_STATUSES >> quotations->items[i].status & 1));
    }
    for (size_t i = 0; i < quotations->n_indirect && !output->failed; i++) {
        const almost_indirect *item = &quotations->indirect[i];
        if (!is_told(item))
            continue;
        describe_reported(&finding, item);
        put_annotation(output, &finding, item->span, item->status != ALMOST_INDIRECT_ALTERED);
    }
    bool failed = text.failed;
    al_buffer_release(&text);
    return failed ? ALMOST_ERROR_MEMORY : ALMOST_OK;
}
