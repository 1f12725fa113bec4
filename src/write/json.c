/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost.comparison/1, as doc/comparison.schema.json has it: what was compared
 * and how, the verdict, the passages, and the changes, one a line.
 *
 * A Bible has half a million changes, so the loop over them copies literals
 * and numbers into the buffer and does nothing else; only texts are looked at.
 */
#include "write/units.h"
#include "write/writer.h"

/* Longest change without its texts: literals, seven numbers of 20 digits, ten touches. */
#define LONGEST_CHANGE 640

#define ALL_TOUCHES (2u * ALMOST_TOUCHES_ROLE - 1)

typedef struct json {
    const almost_comparison *comparison;
    al_output *output;
    bool full;
    al_unit_walker original;
    al_unit_walker telling;
} json;

static const struct {
    uint32_t bit;
    const char *name;
} ignored[] = {
    {ALMOST_IGNORE_LAYOUT, "layout"},
    {ALMOST_IGNORE_TYPOGRAPHY, "typography"},
    {ALMOST_IGNORE_CASE, "case"},
    {ALMOST_IGNORE_PUNCTUATION, "punctuation"},
    {ALMOST_IGNORE_ACCENTS, "accents"},
    {ALMOST_IGNORE_SPELLING, "spelling"},
    {ALMOST_IGNORE_HYPHENATION, "hyphenation"},
    {ALMOST_IGNORE_NUMBERS, "numbers"},
};

/* A literal at `to`, without its NUL; the compiler knows its length, so no call is left. */
#define PUT(to, literal) put((to), (literal), sizeof(literal) - 1)

static inline __attribute__((always_inline)) char *put(char *to, const char *bytes, size_t length)
{
    memcpy(to, bytes, length);
    return to + length;
}

static char *put_span(char *to, al_unit_walker *walker, uint64_t start, uint64_t end)
{
    to = PUT(to, "{\"start\":");
    to = al_put_number(to, al_unit_at(walker, start));
    to = PUT(to, ",\"end\":");
    to = al_put_number(to, al_unit_at(walker, end));
    *to++ = '}';
    return to;
}

static void write_text(al_output *output, const almost_text *text, uint64_t start, uint64_t end)
{
    al_output_json(output, text->bytes + start, end - start);
}

static void write_string(al_output *output, const char *string)
{
    al_output_json(output, string, strlen(string));
}

static void write_flag(al_output *output, const char *key, int flag)
{
    al_output_text(output, key);
    al_output_text(output, flag ? "true" : "false");
}

static void write_count(al_output *output, const char *key, uint64_t number)
{
    al_output_text(output, key);
    al_output_number(output, number);
}

static void write_share(al_output *output, const char *key, double share)
{
    al_output_text(output, key);
    al_output_fixed(output, share, 6);
}

static const char *units_name(almost_units units)
{
    switch (units) {
    case ALMOST_CODE_POINTS: return "codepoints";
    case ALMOST_BYTES: return "bytes";
    case ALMOST_UTF16: return "utf16";
    }
    return "";
}

static void write_options(const json *json)
{
    const almost_comparison *comparison = json->comparison;
    al_output *output = json->output;
    al_output_text(output, ",\n\"options\":{\"units\":");
    write_string(output, units_name(json->original.units));
    al_output_text(output, ",\"ignore\":[");
    const char *comma = "";
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) {
        if ((comparison->ignore & ignored[i].bit) == 0)
            continue;
        al_output_text(output, comma);
        write_string(output, ignored[i].name);
        comma = ",";
    }
    al_output_text(output, "]");
    write_flag(output, ",\"exact\":", comparison->exact);
    write_flag(output, ",\"minimal\":", comparison->minimal);
    al_output_text(output, ",\"words\":");
    write_string(output, comparison->words == ALMOST_WORDS_SPACE ? "space" : "unicode");
    al_output_text(output, ",\"language\":");
    if (comparison->language[0] != '\0')
        write_string(output, comparison->language);
    else
        al_output_text(output, "null");
    write_flag(output, ",\"full\":", json->full);
    al_output_text(output, "}");
}

static void write_source(al_output *output, const char *key, al_unit_walker *walker, uint64_t words)
{
    const almost_text *text = walker->text;
    al_output_text(output, key);
    al_output_text(output, "{\"name\":");
    write_string(output, text->name != NULL ? text->name : "");
    write_count(output, ",\"length\":", al_unit_at(walker, text->length));
    write_count(output, ",\"words\":", words);
    al_output_text(output, ",\"hash\":");
    write_string(output, text->hash);
    al_output_text(output, ",\"encoding\":");
    write_string(output, text->encoding);
    write_count(output, ",\"invalid\":", text->invalid);
    al_output_text(output, "}");
}

static void write_verdict(json *json)
{
    static const char *const answers[] = {"yes", "almost", "partly", "no"};
    const almost_verdict *verdict = &json->comparison->verdict;
    al_output *output = json->output;
    al_output_text(output, ",\n\"verdict\":{\"answer\":");
    write_string(output, answers[verdict->answer]);
    write_share(output, ",\"kept\":", verdict->kept);
    write_share(output, ",\"told\":", verdict->told);
    write_share(output, ",\"summed\":", verdict->summed);
    write_share(output, ",\"order\":", verdict->order);
    write_flag(output, ",\"ending\":{\"same\":", verdict->same_ending);
    write_count(output, ",\"original\":", al_unit_at(&json->original, verdict->original_parting));
    write_count(output, ",\"telling\":", al_unit_at(&json->telling, verdict->telling_parting));
    al_output_text(output, "}},\n\"sentence\":");
    write_string(output, json->comparison->sentence);
}

static void write_statistics(const json *json)
{
    const almost_statistics *counted = &json->comparison->statistics;
    al_output *output = json->output;
    al_output_text(output, ",\n\"statistics\":{");
    write_count(output, "\"same\":", counted->same);
    write_count(output, ",\"moved\":", counted->moved);
    write_count(output, ",\"respelt\":", counted->respelt);
    write_count(output, ",\"missing\":", counted->missing);
    write_count(output, ",\"added\":", counted->added);
    write_count(output, ",\"different\":{\"original\":", counted->different_original);
    write_count(output, ",\"telling\":", counted->different_telling);
    write_count(output, "},\"changes\":", counted->changes);
    al_output_text(output, ",\"touching\":{");
    for (unsigned bit = 0; almost_touch_name((almost_touch)(1u << bit)) != NULL; bit++) {
        al_output_text(output, bit == 0 ? "\"" : ",\"");
        al_output_text(output, almost_touch_name((almost_touch)(1u << bit)));
        write_count(output, "\":", counted->touching[bit]);
    }
    al_output_text(output, "}}");
}

static void write_approximate(json *json)
{
    const almost_comparison *comparison = json->comparison;
    al_output_text(json->output, ",\n\"approximate\":[");
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

static char *put_passage_kind(char *to, almost_passage_kind kind)
{
    switch (kind) {
    case ALMOST_PASSAGE_SAME: return PUT(to, "\"same\"");
    case ALMOST_PASSAGE_ALTERED: return PUT(to, "\"altered\"");
    case ALMOST_PASSAGE_REWORDED: return PUT(to, "\"reworded\"");
    case ALMOST_PASSAGE_SUMMARY: return PUT(to, "\"summary\"");
    }
    return to;
}

static void write_passage(json *json, const almost_passage *passage)
{
    char *to = al_output_room(json->output, LONGEST_CHANGE);
    to = PUT(to, "{\"id\":");
    to = al_put_number(to, passage->id);
    to = PUT(to, ",\"kind\":");
    to = put_passage_kind(to, passage->kind);
    to = PUT(to, ",\"moved\":");
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
    *to++ = '}';
    al_output_wrote(json->output, to);
}

static void write_passages(json *json)
{
    const almost_comparison *comparison = json->comparison;
    al_output_text(json->output, ",\n\"passages\":[");
    for (size_t i = 0; i < comparison->n_passages; i++) {
        al_output_text(json->output, i == 0 ? "\n" : ",\n");
        write_passage(json, &comparison->passages[i]);
    }
    al_output_text(json->output, "]");
}

static char *put_kind(char *to, unsigned kind)
{
    switch ((almost_change_kind)kind) {
    case ALMOST_SAME: return PUT(to, "same");
    case ALMOST_DIFFERENT: return PUT(to, "different");
    case ALMOST_ADDED: return PUT(to, "added");
    case ALMOST_MISSING: return PUT(to, "missing");
    case ALMOST_MOVED: return PUT(to, "moved");
    }
    return to;
}

static char *put_touches(char *to, unsigned touches)
{
    to = PUT(to, ",\"touches\":[");
    touches &= ALL_TOUCHES;
    while (touches != 0) {
        const char *name = almost_touch_name((almost_touch)(touches & -touches));
        touches &= touches - 1;
        *to++ = '"';
        to = put(to, name, strlen(name));
        *to++ = '"';
        if (touches != 0)
            *to++ = ',';
    }
    *to++ = ']';
    return to;
}

static void write_change_text(const json *json, const al_change *change)
{
    al_output *output = json->output;
    al_output_bytes(output, ",\"text\":{\"original\":", sizeof ",\"text\":{\"original\":" - 1);
    if (change->kind == ALMOST_ADDED)
        al_output_bytes(output, "null", 4);
    else
        write_text(output, json->comparison->original, change->original.start,
                   change->original.end);
    al_output_bytes(output, ",\"telling\":", sizeof ",\"telling\":" - 1);
    if (change->kind == ALMOST_MISSING)
        al_output_bytes(output, "null", 4);
    else
        write_text(output, json->comparison->telling, change->telling.start, change->telling.end);
    al_output_bytes(output, "}", 1);
}

static void write_change(json *json, const al_change *change, uint64_t id)
{
    char *to = al_output_room(json->output, LONGEST_CHANGE);
    to = PUT(to, "{\"id\":");
    to = al_put_number(to, id);
    to = PUT(to, ",\"passage\":");
    to = change->passage != 0 ? al_put_number(to, change->passage) : PUT(to, "null");
    to = PUT(to, ",\"kind\":\"");
    to = put_kind(to, change->kind);
    to = PUT(to, "\",\"original\":");
    if (change->kind == ALMOST_ADDED)
        to = PUT(to, "null");
    else
        to = put_span(to, &json->original, change->original.start, change->original.end);
    to = PUT(to, ",\"telling\":");
    if (change->kind == ALMOST_MISSING)
        to = PUT(to, "null");
    else
        to = put_span(to, &json->telling, change->telling.start, change->telling.end);
    to = put_touches(to, change->touches);
    al_output_wrote(json->output, to);
    if (json->full || (change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED))
        write_change_text(json, change);
    al_output_bytes(json->output, "}", 1);
}

static void write_changes(json *json)
{
    const almost_comparison *comparison = json->comparison;
    al_output_text(json->output, ",\n\"changes\":[");
    for (size_t i = 0; i < comparison->n_changes && !json->output->failed; i++) {
        al_output_bytes(json->output, ",\n" + (i == 0), 2 - (i == 0));
        write_change(json, &comparison->changes[i], i + 1);
    }
    al_output_text(json->output, "]}\n");
}

almost_status al_write_json(const almost_comparison *comparison,
                            const almost_write_options *options, al_output *output)
{
    json json = {.comparison = comparison, .output = output, .full = options->full != 0};
    al_unit_walker_init(&json.original, comparison->original, options->units);
    al_unit_walker_init(&json.telling, comparison->telling, options->units);
    al_output_text(output, "{\"format\":\"almost.comparison/1\",\"program\":\"almost ");
    al_output_text(output, almost_version());
    al_output_text(output, "\"");
    write_options(&json);
    write_source(output, ",\n\"original\":", &json.original, comparison->statistics.original_words);
    write_source(output, ",\n\"telling\":", &json.telling, comparison->statistics.telling_words);
    write_verdict(&json);
    write_statistics(&json);
    write_approximate(&json);
    write_passages(&json);
    write_changes(&json);
    return ALMOST_OK;
}
