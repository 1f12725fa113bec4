/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost.comparison/1, as doc/comparison.schema.json has it: what was compared
 * and how, the verdict, the passages, and the changes, one a line.
 *
 * A Bible has half a million changes, so the loop over them copies literals
 * and numbers into the buffer and does nothing else; only texts are looked at.
 */
#include "base/checksum.h"
#include "base/json.h"
#include "compare/looks.h"
#include "compare/said.h"
#include "text/compared.h"
#include "text/encode.h"
#include "write/edits.h"
#include "write/findings.h"
#include "write/json_chapters.h"
#include "write/json_place.h"
#include "write/units.h"
#include "write/writer.h"

/* Longest change without its texts: literals, eight numbers of 20 digits, all touches. */
#define LONGEST_CHANGE 640

/* The touches of the first version, by rank, which the statistics always count. */
#define ALWAYS_COUNTED (al_touches_ranked(2u * ALMOST_TOUCHES_SPACING - 1))

typedef struct json {
    const almost_comparison *comparison;
    const almost_write_options *options;
    al_output *output;
    bool full;
    bool head;         /* without changes and groups, and what only whoever applies them needs */
    bool placed;       /* one of the texts has marks */
    const char *comma; /* between members and items that have a line of their own */
    size_t comma_length;
    al_unit_walker original;
    al_unit_walker telling;
    al_checksum sum; /* where it is full */
} json;

/* A literal at `to`, without its NUL; the compiler knows its length, so no call is left. */
#define PUT(to, literal) put((to), (literal), sizeof(literal) - 1)

static inline __attribute__((always_inline)) char *put(char *to, const char *bytes, size_t length)
{
    memcpy(to, bytes, length);
    return to + length;
}

static char *put_units(char *to, almost_span span)
{
    to = PUT(to, "{\"start\":");
    to = al_put_number(to, span.start);
    to = PUT(to, ",\"end\":");
    to = al_put_number(to, span.end);
    *to++ = '}';
    return to;
}

static char *put_span(char *to, al_unit_walker *walker, uint64_t start, uint64_t end)
{
    uint64_t first = al_unit_at(walker, start);
    return put_units(to, (almost_span){first, al_unit_at(walker, end)});
}

/* A span of a change, or null, noted in what is summed. */
static char *put_side(char *to, json *json, al_range range, int number, al_checksum_change *noted)
{
    bool original = number == AL_ORIGINAL;
    al_unit_walker *walker = original ? &json->original : &json->telling;
    if (noted->kind == (original ? ALMOST_ADDED : ALMOST_MISSING))
        return PUT(to, "null");
    noted->sides[number].there = true;
    noted->sides[number].span.start = al_unit_at(walker, range.start);
    noted->sides[number].span.end = al_unit_at(walker, range.end);
    noted->sides[number].text = walker->text->bytes + range.start;
    noted->sides[number].length = range.end - range.start;
    return put_units(to, noted->sides[number].span);
}

static void write_text(al_output *output, const almost_text *text, uint64_t start, uint64_t end)
{
    al_json_bytes(output, text->bytes + start, end - start);
}

/* Where a passage or change stands in its formats; not for a side that it has nothing of. */
static void write_place(const json *json, const al_range *original, const al_range *telling)
{
    const almost_comparison *comparison = json->comparison;
    const al_json_places places = {{comparison->original, comparison->telling},
                                   {original, telling}};
    if (json->placed)
        al_json_place(json->output, &places);
}

/* A member of the whole, on a line of its own where there are lines. */
static void write_member(const json *json, const char *key)
{
    al_output_bytes(json->output, json->comma, json->comma_length);
    al_output_text(json->output, key);
}

/* Where they were asked for; else each comparison takes its own. */
static void write_thresholds(al_output *output, const al_settings *settings)
{
    if (settings->min_bits > 0) {
        al_output_text(output, ",\"min_bits\":");
        al_output_fixed(output, settings->min_bits, 6);
    }
    if (settings->expected > 0) {
        al_output_text(output, ",\"expected\":");
        al_output_scientific(output, settings->expected);
    }
}

static void write_ignored(al_output *output, uint32_t ignore)
{
    const char *comma = "";
    al_output_text(output, ",\"ignore\":[");
    for (size_t i = 0; i < AL_N_IGNORES; i++) {
        if ((ignore >> i & 1) == 0)
            continue;
        al_json_name(output, comma, &al_ignore_names[i]);
        comma = ",";
    }
    al_output_text(output, "]");
}

/* Names of gate bits, in their order, without those that stand for several. */
static void write_gate_names(al_output *output, const char *key, uint32_t gate)
{
    const char *comma = "";
    uint32_t bit;
    al_output_text(output, key);
    for (size_t i = 0; (bit = almost_gate_at(i)) != 0; i++) {
        if ((bit & (bit - 1)) != 0 || (gate & bit) == 0)
            continue;
        al_output_text(output, comma);
        al_json_text(output, "", almost_gate_name(bit));
        comma = ",";
    }
    al_output_text(output, "]");
}

static void write_gate(const json *json)
{
    const almost_write_options *options = json->options;
    if (!al_gate_is_set(options))
        return;
    uint32_t fail_on = options->fail_on != 0 ? options->fail_on : (uint32_t)ALMOST_GATE_ALL;
    write_gate_names(json->output, ",\"fail_on\":[", fail_on);
    write_gate_names(json->output, ",\"allow\":[", options->allow);
}

static void write_options(const json *json)
{
    const almost_comparison *comparison = json->comparison;
    const al_settings *settings = &comparison->settings;
    al_output *output = json->output;
    write_member(json, "\"options\":{");
    al_json_name(output, "\"units\":", &al_units_names[json->original.units]);
    write_ignored(output, settings->ignore);
    al_json_flag(output, ",\"exact\":", settings->exact);
    al_json_flag(output, ",\"minimal\":", settings->minimal);
    al_json_name(output, ",\"words\":", &al_words_names[settings->words]);
    al_json_text(output,
                 ",\"language\":", comparison->language[0] != '\0' ? comparison->language : NULL);
    al_json_flag(output, ",\"full\":", json->full);
    if (settings->by == ALMOST_BY_CHAPTER)
        al_output_text(output, ",\"by\":\"chapter\"");
    write_thresholds(output, settings);
    write_gate(json);
    al_output_text(output, "}");
}

static void write_source(const json *json, const char *key, al_unit_walker *walker, uint64_t words)
{
    const almost_text *text = walker->text;
    al_output *output = json->output;
    write_member(json, key);
    al_json_text(output, "{\"name\":", text->name != NULL ? text->name : "");
    al_json_count(output, ",\"length\":", al_unit_at(walker, text->length));
    al_json_count(output, ",\"words\":", words);
    al_json_text(output, ",\"hash\":", text->hash);
    if (json->head) {
        al_output_text(output, "}");
        return;
    }
    al_json_text(output, ",\"format\":", text->format);
    al_json_text(output, ",\"encoding\":", text->encoding);
    al_json_flag(output, ",\"mark\":", al_text_has_mark(text));
    al_json_count(output, ",\"invalid\":", text->invalid);
    al_output_text(output, "}");
}

static void write_verdict(json *json)
{
    const almost_verdict *verdict = &json->comparison->verdict;
    al_output *output = json->output;
    write_member(json, "\"verdict\":{");
    al_json_name(output, "\"answer\":", &al_answer_names[verdict->answer]);
    al_json_fixed(output, ",\"kept\":", verdict->kept);
    al_json_fixed(output, ",\"told\":", verdict->told);
    al_json_fixed(output, ",\"kept_verbatim\":", verdict->kept_verbatim);
    al_json_fixed(output, ",\"told_verbatim\":", verdict->told_verbatim);
    al_json_fixed(output, ",\"summed\":", verdict->summed);
    al_json_fixed(output, ",\"order\":", verdict->order);
    al_json_flag(output, ",\"ending\":{\"same\":", verdict->same_ending);
    al_json_count(output, ",\"original\":", al_unit_at(&json->original, verdict->original_parting));
    al_json_count(output, ",\"telling\":", al_unit_at(&json->telling, verdict->telling_parting));
    al_output_text(output, "}}");
    write_member(json, "\"sentence\":");
    al_json_string(output, json->comparison->sentence);
}

/* What later versions tell apart is counted where there is any. */
static void write_touching(al_output *output, const uint64_t *touching)
{
    const char *comma = "\"";
    for (size_t rank = 0; rank < AL_N_TOUCHES; rank++) {
        uint64_t count = touching[__builtin_ctz(almost_touch_at(rank))];
        if (count == 0 && (ALWAYS_COUNTED >> rank & 1) == 0)
            continue;
        al_output_text(output, comma);
        al_output_text(output, al_touch_names[rank].text);
        al_json_count(output, "\":", count);
        comma = ",\"";
    }
}

static void write_statistics(const json *json)
{
    const almost_statistics *counted = &json->comparison->statistics;
    al_output *output = json->output;
    write_member(json, "\"statistics\":{");
    al_json_count(output, "\"same\":", counted->same);
    al_json_count(output, ",\"moved\":", counted->moved);
    al_json_count(output, ",\"respelt\":", counted->respelt);
    al_json_count(output, ",\"missing\":", counted->missing);
    al_json_count(output, ",\"added\":", counted->added);
    al_json_count(output, ",\"different\":{\"original\":", counted->different_original);
    al_json_count(output, ",\"telling\":", counted->different_telling);
    al_json_count(output, "},\"changes\":", counted->changes);
    al_output_text(output, ",\"touching\":{");
    write_touching(output, counted->touching);
    al_json_count(output, "},\"renumbered\":", counted->renumbered);
    al_json_count(output, ",\"relabelled\":", counted->relabelled);
    uint64_t formatting = al_looks_differ(json->comparison);
    if (formatting > 0)
        al_json_count(output, ",\"formatting\":", formatting);
    al_output_text(output, "}");
}

static void write_approximate(json *json)
{
    const almost_comparison *comparison = json->comparison;
    write_member(json, "\"approximate\":[");
    for (size_t i = 0; i < comparison->n_approximations; i++) {
        const almost_approximation *range = &comparison->approximations[i];
        char *to = al_output_room(json->output, LONGEST_CHANGE);
        if (i > 0)
            *to++ = ',';
        to = PUT(to, "{\"original\":");
        to = put_span(to, &json->original, range->original.start, range->original.end);
        to = PUT(to, ",\"telling\":");
        to = put_span(to, &json->telling, range->telling.start, range->telling.end);
        *to++ = '}';
        al_output_wrote(json->output, to);
    }
    al_output_text(json->output, "]");
}

static void write_passage(json *json, const almost_passage *passage)
{
    char *to = al_output_room(json->output, LONGEST_CHANGE);
    to = PUT(to, "{\"id\":");
    to = al_put_number(to, passage->id);
    to = PUT(to, ",\"kind\":\"");
    to = al_put_name(to, &al_passage_kind_names[passage->kind]);
    to = PUT(to, "\",\"moved\":");
    to = passage->moved ? PUT(to, "true") : PUT(to, "false");
    to = PUT(to, ",\"original\":");
    to = put_span(to, &json->original, passage->original.start, passage->original.end);
    to = PUT(to, ",\"telling\":");
    to = put_span(to, &json->telling, passage->telling.start, passage->telling.end);
    to = PUT(to, ",\"likeness\":");
    to = al_put_fixed(to, passage->likeness, 6);
    to = PUT(to, ",\"bits\":");
    to = al_put_fixed(to, passage->bits, 2);
    to = PUT(to, ",\"expected\":");
    to = al_put_scientific(to, passage->expected);
    al_output_wrote(json->output, to);
    const al_range original = {(uint32_t)passage->original.start, (uint32_t)passage->original.end};
    const al_range telling = {(uint32_t)passage->telling.start, (uint32_t)passage->telling.end};
    write_place(json, &original, &telling);
    al_output_bytes(json->output, "}", 1);
}

static void write_passages(json *json)
{
    const almost_comparison *comparison = json->comparison;
    write_member(json, "\"passages\":[");
    for (size_t i = 0; i < comparison->n_passages; i++) {
        al_output_bytes(json->output, json->comma + (i == 0), json->comma_length - (i == 0));
        write_passage(json, &comparison->passages[i]);
    }
    al_output_text(json->output, "]");
}

static void write_groups(json *json)
{
    const almost_comparison *comparison = json->comparison;
    write_member(json, "\"groups\":[");
    for (size_t i = 0; i < comparison->n_groups; i++) {
        const al_group *group = &comparison->groups[i];
        al_output_bytes(json->output, json->comma + (i == 0), json->comma_length - (i == 0));
        char *to = al_output_room(json->output, LONGEST_CHANGE);
        to = PUT(to, "{\"id\":");
        to = al_put_number(to, i + 1);
        to = PUT(to, ",\"kind\":\"");
        to = al_put_name(to, &al_group_kind_names[group->kind]);
        to = PUT(to, "\",\"changes\":");
        to = al_put_number(to, group->count);
        to = PUT(to, ",\"throughout\":");
        to = group->throughout ? PUT(to, "true") : PUT(to, "false");
        *to++ = '}';
        al_output_wrote(json->output, to);
    }
    al_output_text(json->output, "]");
}

/* Hundredths as a number, without zeros at its end. */
static char *put_hundredths(char *to, uint32_t hundredths)
{
    to = al_put_number(to, hundredths / 100);
    if (hundredths % 100 == 0)
        return to;
    *to++ = '.';
    *to++ = (char)('0' + hundredths / 10 % 10);
    *to = (char)('0' + hundredths % 10);
    return to + (hundredths % 10 != 0);
}

static char *put_rank(char *to, const al_change *change, uint64_t edit)
{
    to = PUT(to, ",\"weight\":");
    to = put_hundredths(to, change->weight);
    to = PUT(to, ",\"group\":");
    to = change->group != 0 ? al_put_number(to, change->group) : PUT(to, "null");
    if (edit != 0)
        to = al_put_number(PUT(to, ",\"edit\":"), edit);
    return change->label ? PUT(to, ",\"label\":true") : to;
}

/* Loudest first. */
static char *put_touches(char *to, uint32_t touches)
{
    to = PUT(to, ",\"touches\":[");
    for (uint32_t ranks = al_touches_ranked(touches); ranks != 0; ranks &= ranks - 1) {
        *to++ = '"';
        to = al_put_name(to, &al_touch_names[__builtin_ctz(ranks)]);
        *to++ = '"';
        *to = ',';
        to += (ranks & (ranks - 1)) != 0;
    }
    *to++ = ']';
    return to;
}

/* What summaries say without a source; no member where there is nothing. */
static void write_claims(json *json)
{
    const almost_comparison *comparison = json->comparison;
    if (comparison->n_claims == 0)
        return;
    write_member(json, "\"unsupported\":[");
    for (size_t i = 0; i < comparison->n_claims; i++) {
        const almost_claim *claim = &comparison->claims[i];
        char *to = al_output_room(json->output, LONGEST_CHANGE);
        to = i > 0 ? PUT(to, ",{\"passage\":") : PUT(to, "{\"passage\":");
        to = al_put_number(to, claim->passage);
        to = claim->telling ? PUT(to, ",\"telling\":") : PUT(to, ",\"original\":");
        to = put_span(to, claim->telling ? &json->telling : &json->original, claim->span.start,
                      claim->span.end);
        to = put_touches(to, claim->touches);
        to = PUT(to, ",\"text\":");
        al_output_wrote(json->output, to);
        write_text(json->output, claim->telling ? json->telling.text : json->original.text,
                   claim->span.start, claim->span.end);
        al_output_text(json->output, "}");
    }
    al_output_text(json->output, "]");
}

/* Where they were asked for; without headings each text is one chapter, and there is no list. */
static void write_chapters(json *json)
{
    const almost_comparison *comparison = json->comparison;
    if (comparison->chapters == NULL)
        return;
    const al_json_chapters chapters = {
        json->output, comparison, {&json->original, &json->telling}, json->comma};
    write_member(json, "\"chapters\":[");
    al_json_chapters_write(&chapters);
    al_output_text(json->output, "]");
}

static void write_change_text(al_output *output, const al_checksum_change *noted)
{
    for (int side = 0; side < 2; side++) {
        if (side == AL_ORIGINAL)
            al_output_text(output, ",\"text\":{\"original\":");
        else
            al_output_text(output, ",\"telling\":");
        if (noted->sides[side].there)
            al_json_bytes(output, noted->sides[side].text, noted->sides[side].length);
        else
            al_output_text(output, "null");
    }
    al_output_bytes(output, "}", 1);
}

/* Who says it in either text, where that is not the same. */
static void write_speakers(const json *json, size_t index)
{
    const almost_comparison *comparison = json->comparison;
    const al_said *said = al_said_of(comparison, index);
    if (said == NULL)
        return;
    al_json_text(json->output,
                 ",\"speaker\":{\"original\":", comparison->said_names + said->names[AL_ORIGINAL]);
    al_json_text(json->output, ",\"telling\":", comparison->said_names + said->names[AL_TELLING]);
    al_output_text(json->output, "}");
}

static void write_change(json *json, const al_change *change, uint64_t id, uint64_t edit)
{
    al_checksum_change noted = {.id = id,
                                .passage = change->passage,
                                .kind = (almost_change_kind)change->kind,
                                .touches = change->touches};
    char *to = al_output_room(json->output, LONGEST_CHANGE);
    to = PUT(to, "{\"id\":");
    to = al_put_number(to, id);
    to = PUT(to, ",\"passage\":");
    to = change->passage != 0 ? al_put_number(to, change->passage) : PUT(to, "null");
    to = PUT(to, ",\"kind\":\"");
    to = al_put_name(to, &al_change_kind_names[change->kind]);
    to = PUT(to, "\",\"original\":");
    to = put_side(to, json, change->original, AL_ORIGINAL, &noted);
    to = PUT(to, ",\"telling\":");
    to = put_side(to, json, change->telling, AL_TELLING, &noted);
    to = put_touches(to, change->touches);
    to = put_rank(to, change, edit);
    al_output_wrote(json->output, to);
    write_place(json, noted.sides[AL_ORIGINAL].there ? &change->original : NULL,
                noted.sides[AL_TELLING].there ? &change->telling : NULL);
    write_speakers(json, id - 1);
    if (json->full || (change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED))
        write_change_text(json->output, &noted);
    if (json->full)
        al_checksum_changed(&json->sum, &noted);
    al_output_bytes(json->output, "}", 1);
}

static void write_changes(json *json)
{
    const almost_comparison *comparison = json->comparison;
    al_edit_reader reader = al_edit_reader_for(comparison);
    size_t first = 0, last = 0;
    write_member(json, "\"changes\":[");
    for (size_t i = 0; i < comparison->n_changes && !json->output->failed; i++) {
        if (i == 0 || i > last) {
            first = i;
            last = al_edit_last(&reader, i);
        }
        al_output_bytes(json->output, json->comma + (i == 0), json->comma_length - (i == 0));
        write_change(json, &comparison->changes[i], i + 1, first < last ? first + 1 : 0);
    }
    al_output_text(json->output, "]");
}

static void begin_checksum(json *json)
{
    const almost_text *texts[2] = {json->original.text, json->telling.text};
    al_checksum_source sides[2];
    for (int side = 0; side < 2; side++) {
        al_unit_walker *walker = side == AL_ORIGINAL ? &json->original : &json->telling;
        sides[side] = (al_checksum_source){
            .name = texts[side]->name != NULL ? texts[side]->name : "",
            .length = al_unit_at(walker, texts[side]->length),
            .encoding = texts[side]->encoding,
            .mark = al_text_has_mark(texts[side]),
            .hash = texts[side]->hash,
        };
    }
    al_checksum_begin(&json->sum);
    al_checksum_sources(&json->sum, json->original.units, sides);
}

/* What can be applied says by what it is known to be whole. */
static void write_checksum(const json *json)
{
    char checksum[AL_CHECKSUM_SIZE];
    if (!json->full)
        return;
    al_checksum_end(&json->sum, checksum);
    write_member(json, "\"checksum\":");
    al_json_string(json->output, checksum);
}

static void write_finding(const json *json, size_t index, uint32_t fails)
{
    almost_place place = al_finding_place(json->comparison, &json->comparison->changes[index]);
    al_json_count(json->output, "{\"change\":", index + 1);
    write_gate_names(json->output, ",\"fails\":[", fails);
    al_json_count(json->output, ",\"line\":", place.line);
    al_json_count(json->output, ",\"column\":", place.column);
    al_output_text(json->output, "}");
}

/* What the gate did not let pass, where there is one. */
static void write_findings(const json *json)
{
    const almost_comparison *comparison = json->comparison;
    bool any = false;
    if (!al_gate_is_set(json->options))
        return;
    write_member(json, "\"findings\":[");
    for (size_t i = 0; i < comparison->n_changes && !json->output->failed; i++) {
        uint32_t fails = al_finding_of(comparison, json->options, i);
        if (fails == 0)
            continue;
        al_output_bytes(json->output, json->comma + !any, json->comma_length - !any);
        write_finding(json, i, fails);
        any = true;
    }
    al_output_text(json->output, "]");
}

/* All members behind the id, if there is one. */
static void write_comparison(json *json, const almost_write_options *options)
{
    const almost_comparison *comparison = json->comparison;
    json->options = options;
    json->full = options->full != 0;
    json->placed =
        comparison->original->milestones != NULL || comparison->telling->milestones != NULL;
    json->comma_length = strlen(json->comma);
    al_unit_walker_init(&json->original, al_text_whole(comparison->original), options->units);
    al_unit_walker_init(&json->telling, al_text_whole(comparison->telling), options->units);
    al_output_text(json->output, "\"format\":\"almost.comparison/1\",\"program\":\"almost ");
    al_output_text(json->output, almost_version());
    al_output_text(json->output, "\"");
    write_options(json);
    write_source(json, "\"original\":", &json->original, comparison->statistics.original_words);
    write_source(json, "\"telling\":", &json->telling, comparison->statistics.telling_words);
    write_verdict(json);
    write_statistics(json);
    write_approximate(json);
    write_findings(json);
    write_passages(json);
    write_claims(json);
    write_chapters(json);
    if (json->head)
        return;
    write_groups(json);
    if (json->full)
        begin_checksum(json);
    write_changes(json);
    write_checksum(json);
    al_output_text(json->output, "}\n");
}

almost_status al_write_json(const almost_comparison *comparison,
                            const almost_write_options *options, al_output *output)
{
    json json = {.comparison = comparison, .output = output, .comma = ",\n"};
    al_output_text(output, "{");
    write_comparison(&json, options);
    return ALMOST_OK;
}

void al_write_json_head(const almost_comparison *comparison, almost_units units, al_output *output)
{
    almost_write_options options;
    json json = {.comparison = comparison, .output = output, .comma = ",", .head = true};
    almost_write_options_init(&options);
    options.units = units;
    al_output_text(output, "{");
    write_comparison(&json, &options);
    al_output_text(output, "}");
}

void al_write_json_line(const almost_comparison *comparison, const almost_write_options *options,
                        const char *id, al_output *output)
{
    json json = {.comparison = comparison, .output = output, .comma = ","};
    al_output_text(output, "{\"id\":");
    al_output_text(output, id);
    al_output_text(output, ",");
    write_comparison(&json, options);
}
