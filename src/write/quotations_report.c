/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotations that were checked, for reading: how many are true, then each once, the worst first:
 * where it stands and what is wrong, the quotation with its differences inside, and where the words
 * stand in the source.
 */
#include "base/names.h"
#include "base/utf8.h"
#include "page/flow.h"
#include "text/signs.h"
#include "text/where.h"
#include "write/excerpt.h"
#include "write/quotations.h"
#include "write/quotations_rank.h"

enum {
    PLACE_CELLS = 6,
    INDENT = 8,
    KEPT = 70, /* bytes of what is the same that are shown beside a difference, on either side */
    MOST_SKIPPED = 240 /* bytes that are shown of what was left out */
};

#define LEAST_LIKENESS .6

typedef struct report {
    const almost_quotations *quotations;
    const almost_quotations_write_options *options;
    al_output *output;
} report;

/* --- The head ------------------------------------------------------------ */

static void count(al_line *line, al_style style, uint64_t n, const char *what, bool *first)
{
    if (n == 0)
        return;
    al_line_text(line, AL_STYLE_PLAIN, *first ? ": " : ", ");
    al_line_grouped(line, style, n);
    al_line_text(line, style, " ");
    al_line_text(line, style, what);
    *first = false;
}

/* `12 quotations against 10 sources: 1 altered, 2 not found, 9 verbatim` */
static void put_head(al_line *line, const almost_quotations *quotations)
{
    static const almost_quotation_status order[] = {
        ALMOST_QUOTATION_ALTERED,   ALMOST_QUOTATION_SPLICED,     ALMOST_QUOTATION_MISATTRIBUTED,
        ALMOST_QUOTATION_NOT_FOUND, ALMOST_QUOTATION_NOT_CHECKED, ALMOST_QUOTATION_TYPOGRAPHIC,
        ALMOST_QUOTATION_VERBATIM};
    uint64_t counts[AL_N_QUOTATION_STATUSES] = {0};
    bool first = true;
    for (size_t i = 0; i < quotations->n; i++)
        counts[quotations->items[i].status]++;
    al_line_grouped(line, AL_STYLE_STRONG, quotations->n);
    al_line_text(line, AL_STYLE_STRONG,
                 quotations->n == 1 ? " quotation against " : " quotations against ");
    al_line_grouped(line, AL_STYLE_STRONG, quotations->n_against);
    al_line_text(line, AL_STYLE_STRONG, quotations->n_against == 1 ? " source" : " sources");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        count(line, ALMOST_FAILING_STATUSES >> order[i] & 1 ? AL_STYLE_NO : AL_STYLE_PLAIN,
              counts[order[i]], al_quotation_status_names[order[i]].text, &first);
}

/* --- What is wrong ------------------------------------------------------- */

static void put_touches(al_line *line, uint32_t touches)
{
    bool first = true;
    uint32_t bit;
    for (size_t rank = 0; (bit = almost_touch_at(rank)) != 0; rank++) {
        if (!(touches & bit))
            continue;
        al_line_text(line, AL_STYLE_PLAIN, first ? ": " : ", ");
        al_line_text(line, bit & AL_TOUCHES_MEANING ? AL_STYLE_LOUD : AL_STYLE_PLAIN,
                     almost_touch_name((almost_touch)bit));
        first = false;
    }
}

/* `altered: negation, number` */
static void put_status(al_line *line, const almost_quotations *quotations, size_t index)
{
    const almost_quotation *quotation = &quotations->items[index];
    bool fails = al_quotation_fails(quotation, 0);
    al_line_text(line, fails ? AL_STYLE_NO : AL_STYLE_STRONG,
                 al_quotation_status_names[quotation->status].text);
    if (quotation->status != ALMOST_QUOTATION_NOT_FOUND)
        put_touches(line, al_quotation_touches(quotations, index));
    if (quotation->notes & ALMOST_NOTE_KNOWN)
        al_line_text(line, AL_STYLE_DIM, " (known)");
    if (quotation->language != NULL) {
        al_line_text(line, AL_STYLE_PLAIN, ", as it is in another language than the sources: ");
        al_line_text(line, AL_STYLE_PLAIN, quotation->language);
    }
}

static void put_place(al_line *line, const almost_text *text, uint64_t byte)
{
    al_where where = al_where_short(text, byte);
    al_line_clear(line);
    for (uint32_t cells = where.cells; cells < PLACE_CELLS; cells++)
        al_line_text(line, AL_STYLE_PLAIN, " ");
    al_line_put(line, AL_STYLE_DIM, where.bytes, where.length, where.cells);
    al_line_text(line, AL_STYLE_PLAIN, "  ");
}

/* --- The quotation ------------------------------------------------------- */

static bool send_indented(void *context, al_line *line)
{
    report *report = context;
    al_output_bytes(report->output, "        ", INDENT);
    return al_line_send(line, report->output);
}

/* What is the same between two differences, cut in the middle where it is long. */
static void put_same(al_flow *flow, const almost_text *text, almost_span span, bool first,
                     bool last)
{
    uint64_t room = (first || last ? 1 : 2) * (uint64_t)KEPT;
    if (span.end - span.start <= room + KEPT) {
        al_flow_text(flow, AL_STYLE_PLAIN, text->bytes + span.start,
                     (size_t)(span.end - span.start));
        return;
    }
    uint64_t head = first && !last ? span.start : al_excerpt_end(text, span, KEPT);
    uint64_t tail = last && !first ? span.end : al_excerpt_start(text, span, KEPT);
    al_flow_text(flow, AL_STYLE_PLAIN, text->bytes + span.start, (size_t)(head - span.start));
    al_flow_say(flow, AL_STYLE_DIM, "…");
    if (tail < span.end)
        al_flow_separate(flow, AL_SEPARATOR_BLANK);
    al_flow_text(flow, AL_STYLE_PLAIN, text->bytes + tail, (size_t)(span.end - tail));
}

static void put_marked(const report *report, al_flow *flow, bool old, const almost_text *text,
                       almost_span span)
{
    bool colour = report->options->colour != 0;
    if (span.end == span.start)
        return;
    uint64_t shown = al_excerpt_end(text, span, MOST_SKIPPED);
    al_style style = old ? AL_STYLE_OLD : AL_STYLE_NEW;
    if (!colour)
        al_flow_open(flow, style, old ? "[-" : "{+");
    al_flow_text(flow, style, text->bytes + span.start, (size_t)(shown - span.start));
    if (shown < span.end)
        al_flow_close(flow, style, "…");
    if (!colour)
        al_flow_close(flow, style, old ? "-]" : "+}");
}

/*
 * Whether a blank of ours goes behind what is struck out: it ends with a word. All other blanks are
 * those of the account.
 */
static bool ends_with_word(const almost_text *text, almost_span span)
{
    uint64_t at = span.end;
    uint32_t size;
    while (at > span.start && ((unsigned char)text->bytes[--at] & 0xC0) == 0x80)
        continue;
    uint32_t c = al_decode(text->bytes, span.end, at, &size);
    bool letter = ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
    bool mark = c < 0x80 ? !letter : al_is_quotation_mark(c) || al_is_dash(c);
    return span.end > span.start && !mark && !al_is_space(c);
}

/* What was replaced, and what by. */
static void put_change(const report *report, al_flow *flow, const almost_text *source,
                       const almost_quotation_change *change)
{
    put_marked(report, flow, true, source, change->source);
    if (ends_with_word(source, change->source))
        al_flow_separate(flow, AL_SEPARATOR_BLANK);
    put_marked(report, flow, false, report->quotations->text, change->quotation);
}

/* Whether a difference is shown inside the quotation: those that are nobody's business are not. */
static bool is_shown(const almost_quotation_change *change)
{
    const uint32_t small = AL_TOUCHES_SMALL;
    if (change->honest)
        return change->reason == ALMOST_REASON_ELLIPSIS && (change->touches & AL_TOUCHES_MEANING);
    return change->reason != ALMOST_REASON_CAPITAL || (change->touches & ~small);
}

/* One part of the quotation, held against its source. */
static uint64_t put_part(const report *report, al_flow *flow, almost_span quoted,
                         const almost_quotation_source *source, uint64_t told)
{
    const almost_text *account = report->quotations->text;
    for (size_t i = 0; i < source->n_changes; i++) {
        const almost_quotation_change *change = &source->changes[i];
        if (!is_shown(change) || change->quotation.start < told)
            continue;
        put_same(flow, account, (almost_span){told, change->quotation.start}, told == quoted.start,
                 false);
        put_change(report, flow, source->text, change);
        told = change->quotation.end;
    }
    return told;
}

/* Whether what was not found stands anywhere nearly, so that it says something how it differs. */
static bool is_like(const almost_quotation *quotation, const almost_quotation_source *source)
{
    return quotation->status != ALMOST_QUOTATION_NOT_FOUND || source->likeness >= LEAST_LIKENESS;
}

static void begin_flow(report *report, al_flow *flow)
{
    uint32_t width = report->options->width > 2 * INDENT ? report->options->width - INDENT : INDENT;
    al_flow_init(flow, report->quotations->allocator, width, report->options->colour != 0,
                 send_indented, report);
}

static bool put_quotation(report *report, size_t index)
{
    const almost_quotation *quotation = &report->quotations->items[index];
    const almost_quotation_source *source;
    al_flow flow;
    begin_flow(report, &flow);
    uint64_t told = quotation->span.start;
    al_flow_open(&flow, AL_STYLE_PLAIN, "“");
    for (size_t i = 0; (source = almost_quotations_source(report->quotations, index, i)) != NULL;
         i++)
        if (is_like(quotation, source))
            told = put_part(report, &flow, quotation->span, source, told);
    put_same(&flow, report->quotations->text, (almost_span){told, quotation->span.end},
             told == quotation->span.start, true);
    al_flow_close(&flow, AL_STYLE_PLAIN, "”");
    al_flow_finish(&flow);
    bool fine = !flow.failed;
    al_flow_release(&flow);
    return fine;
}

/* --- Where it stands ----------------------------------------------------- */

static const char *relation(const almost_quotation *quotation,
                            const almost_quotation_source *source, bool several)
{
    if (source->as == ALMOST_AS_POSSIBLE || quotation->status == ALMOST_QUOTATION_NOT_FOUND)
        return "nearest in ";
    if (several && quotation->status == ALMOST_QUOTATION_SPLICED)
        return "a piece of it in ";
    if (source->as == ALMOST_AS_OCCURRENCE)
        return "occurs in ";
    return quotation->notes & ALMOST_NOTE_ELSEWHERE ? "stands in " : "in ";
}

/* A part of a source, as the text calls it. */
static void put_label(al_line *line, const char *before, const almost_text *text, almost_span label)
{
    uint32_t cells = 0;
    if (label.end == label.start)
        return;
    al_line_text(line, AL_STYLE_PLAIN, before);
    al_line_clipped(line, AL_STYLE_PLAIN, text->bytes + label.start,
                    (size_t)(label.end - label.start), 100, &cells);
}

static bool put_source(report *report, al_line *line, const almost_quotation *quotation,
                       const almost_quotation_source *source)
{
    uint32_t cells = 0;
    const char *name = source->text->name;
    al_where where = al_where_of(source->text, source->span.start);
    al_line_clear(line);
    for (int i = 0; i < INDENT; i++)
        al_line_text(line, AL_STYLE_PLAIN, " ");
    al_line_text(line, AL_STYLE_DIM, relation(quotation, source, quotation->sources > 1));
    al_line_clipped(line, AL_STYLE_PLAIN, name, strlen(name), 1000, &cells);
    al_line_text(line, AL_STYLE_DIM, ", ");
    al_line_put(line, AL_STYLE_PLAIN, where.bytes, where.length, where.cells);
    put_label(line, ", ", source->text, source->within);
    if (quotation->notes & ALMOST_NOTE_PART)
        put_label(line, ", and not in ", report->quotations->text, quotation->cited_part);
    if (quotation->notes & ALMOST_NOTE_ELSEWHERE && quotation->cited != NULL) {
        al_line_text(line, AL_STYLE_LOUD, ", and not in ");
        al_line_clipped(line, AL_STYLE_PLAIN, quotation->cited->name,
                        strlen(quotation->cited->name), 1000, &cells);
    }
    if (quotation->notes & ALMOST_NOTE_SPEAKER && source->speaker != NULL) {
        al_line_text(line, AL_STYLE_LOUD, ", where ");
        al_line_clipped(line, AL_STYLE_PLAIN, source->speaker, strlen(source->speaker), 100,
                        &cells);
        al_line_text(line, AL_STYLE_LOUD, " says it, and not ");
        al_line_clipped(line, AL_STYLE_PLAIN, quotation->speaker, strlen(quotation->speaker), 100,
                        &cells);
    }
    if (quotation->notes & ALMOST_NOTE_COMMON) {
        char room[48];
        al_line_text(line, AL_STYLE_DIM, "; too common to show anything: by chance ");
        al_line_put(line, AL_STYLE_DIM, room,
                    (size_t)(al_put_fixed(room, source->expected, 0) - room), 0);
        al_line_text(line, AL_STYLE_DIM, " times");
    }
    return al_line_send(line, report->output);
}

static bool put_sources(report *report, al_line *line, size_t index)
{
    const almost_quotation *quotation = &report->quotations->items[index];
    const almost_quotation_source *source;
    bool fine = true;
    for (size_t i = 0;
         fine && (source = almost_quotations_source(report->quotations, index, i)) != NULL; i++)
        if (is_like(quotation, source))
            fine = put_source(report, line, quotation, source);
    return fine;
}

static bool put_one(report *report, al_line *line, size_t index)
{
    put_place(line, report->quotations->text, report->quotations->items[index].span.start);
    put_status(line, report->quotations, index);
    return al_line_send(line, report->output) && put_quotation(report, index) &&
           put_sources(report, line, index);
}

/* --- What is reported without marks ---------------------------------------- */

/* What is altered first. */
static const almost_indirect_status reported_order[] = {
    ALMOST_INDIRECT_ALTERED, ALMOST_INDIRECT_NOT_FOUND, ALMOST_INDIRECT_NOT_CHECKED,
    ALMOST_INDIRECT_SUPPORTED};

enum { N_REPORTED_ORDER = sizeof reported_order / sizeof *reported_order };

/* `3 reported without marks: 1 altered, 2 supported` */
static void put_reported_head(al_line *line, const almost_quotations *quotations)
{
    uint64_t counts[AL_N_INDIRECT_STATUSES] = {0};
    bool first = true;
    for (size_t i = 0; i < quotations->n_indirect; i++)
        counts[quotations->indirect[i].status]++;
    al_line_clear(line);
    al_line_grouped(line, AL_STYLE_STRONG, quotations->n_indirect);
    al_line_text(line, AL_STYLE_STRONG, " reported without marks");
    for (size_t i = 0; i < N_REPORTED_ORDER; i++) {
        almost_indirect_status status = reported_order[i];
        count(line, status == ALMOST_INDIRECT_ALTERED ? AL_STYLE_NO : AL_STYLE_PLAIN,
              counts[status], al_indirect_status_names[status].text, &first);
    }
}

/* What is reported, with what of it is altered. */
static bool put_clause(report *report, const almost_indirect *item)
{
    const almost_quotation_source source = {
        .text = item->source, .changes = item->changes, .n_changes = item->n_changes};
    al_flow flow;
    begin_flow(report, &flow);
    uint64_t told = put_part(report, &flow, item->span, &source, item->span.start);
    put_same(&flow, report->quotations->text, (almost_span){told, item->span.end},
             told == item->span.start, true);
    al_flow_finish(&flow);
    bool fine = !flow.failed;
    al_flow_release(&flow);
    return fine;
}

static bool put_passage(const report *report, al_line *line, const almost_indirect *item)
{
    uint32_t cells = 0;
    if (item->source == NULL ||
        (item->status == ALMOST_INDIRECT_NOT_FOUND && item->likeness < LEAST_LIKENESS))
        return true;
    al_where where = al_where_of(item->source, item->passage.start);
    al_line_clear(line);
    for (int i = 0; i < INDENT; i++)
        al_line_text(line, AL_STYLE_PLAIN, " ");
    al_line_text(line, AL_STYLE_DIM,
                 item->status == ALMOST_INDIRECT_NOT_FOUND ? "nearest in " : "in ");
    al_line_clipped(line, AL_STYLE_PLAIN, item->source->name, strlen(item->source->name), 1000,
                    &cells);
    al_line_text(line, AL_STYLE_DIM, ", ");
    al_line_put(line, AL_STYLE_PLAIN, where.bytes, where.length, where.cells);
    return al_line_send(line, report->output);
}

static bool put_reported(report *report, al_line *line, const almost_indirect *item)
{
    bool altered = item->status == ALMOST_INDIRECT_ALTERED;
    al_output_text(report->output, "\n");
    put_place(line, report->quotations->text, item->span.start);
    al_line_text(line, altered ? AL_STYLE_NO : AL_STYLE_STRONG,
                 al_indirect_status_names[item->status].text);
    put_touches(line, item->touches);
    return al_line_send(line, report->output) && put_clause(report, item) &&
           put_passage(report, line, item);
}

static bool put_all_reported(report *report, al_line *line)
{
    const almost_quotations *quotations = report->quotations;
    if (!quotations->reports)
        return true;
    if (quotations->n_indirect == 0) {
        al_output_text(report->output, "\nNothing is reported without marks");
        if (quotations->language[0] != '\0') { /* in another one it may be, and is not looked for */
            al_output_text(report->output, ", by the words of --language ");
            al_output_text(report->output, quotations->language);
        }
        al_output_text(report->output, ".\n");
        return true;
    }
    al_output_text(report->output, "\n");
    put_reported_head(line, quotations);
    bool fine = al_line_send(line, report->output);
    for (size_t rank = 0; rank < N_REPORTED_ORDER; rank++)
        for (size_t i = 0; i < quotations->n_indirect && fine && !report->output->failed; i++)
            if (quotations->indirect[i].status == reported_order[rank])
                fine = put_reported(report, line, &quotations->indirect[i]);
    return fine;
}

/* --- All of it ------------------------------------------------------------- */

static bool put_all(report *report, al_line *line, const size_t *order)
{
    const almost_quotations *quotations = report->quotations;
    if (quotations->n == 0) {
        al_output_text(report->output, "There are no quotations.\n");
        return true;
    }
    put_head(line, quotations);
    bool fine = al_line_send(line, report->output);
    for (size_t i = 0; i < quotations->n && fine && !report->output->failed; i++) {
        al_output_text(report->output, "\n");
        fine = put_one(report, line, order[i]);
    }
    return fine;
}

almost_status al_write_quotations_report(const almost_quotations *quotations,
                                         const almost_quotations_write_options *options,
                                         al_output *output)
{
    report report = {.quotations = quotations, .options = options, .output = output};
    al_line line;
    size_t *order = al_quotations_ranked(quotations);
    if (order == NULL)
        return ALMOST_ERROR_MEMORY;
    al_line_init(&line, quotations->allocator, options->colour != 0);
    bool fine = put_all(&report, &line, order) && put_all_reported(&report, &line);
    al_line_release(&line);
    al_release(quotations->allocator, order);
    return fine ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}
