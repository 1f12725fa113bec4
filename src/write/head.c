/* SPDX-License-Identifier: Apache-2.0 */
/* What stands above a comparison for reading; see head.h. */
#include "write/head.h"

#include "text/place.h"
#include "write/loud.h"
#include "write/lengthy.h"

enum {
    MOST_LISTED = 12, /* passages of a list, the longest ones */
    LEAST_CELLS = 20,
    PARTING_WORDS = 40 /* looked at for what follows the parting; clipped to the width */
};

void al_page_init(al_page *page, const almost_comparison *comparison,
                  const almost_write_options *options, al_output *output)
{
    *page = (al_page){
        .comparison = comparison,
        .options = options,
        .output = output,
        .colour = options->colour != 0,
    };
    al_reading_init(&page->original, comparison->original);
    al_reading_init(&page->telling, comparison->telling);
}

bool al_head_send(void *output, al_line *line)
{
    return al_line_send(line, output);
}

static almost_status finish_flow(al_flow *flow)
{
    al_flow_finish(flow);
    bool failed = flow->failed;
    al_flow_release(flow);
    return failed ? ALMOST_ERROR_MEMORY : ALMOST_OK;
}

static al_style style_of(almost_answer answer)
{
    switch (answer) {
    case ALMOST_YES: return AL_STYLE_YES;
    case ALMOST_ALMOST:
    case ALMOST_PARTLY: return AL_STYLE_ALMOST;
    case ALMOST_NO: return AL_STYLE_NO;
    }
    return AL_STYLE_PLAIN;
}

almost_status al_head_verdict(const al_page *page)
{
    const char *sentence = page->comparison->sentence;
    size_t length = strlen(sentence);
    const char *colon = memchr(sentence, ':', length);
    size_t first = colon != NULL ? (size_t)(colon - sentence) : 0;
    al_flow flow;
    al_flow_init(&flow, page->comparison->allocator, page->options->width, page->colour,
                 al_head_send, page->output);
    al_flow_text(&flow, style_of(page->comparison->verdict.answer), sentence, first);
    al_flow_text(&flow, AL_STYLE_PLAIN, sentence + first, length - first);
    return finish_flow(&flow);
}

static void flow_text(al_flow *flow, const char *text)
{
    al_flow_text(flow, AL_STYLE_DIM, text, strlen(text));
}

static void flow_share(al_flow *flow, double share, const char *what)
{
    char percent[64];
    *al_put_percent(percent, share) = '\0';
    flow_text(flow, percent);
    flow_text(flow, what);
}

static void flow_count(al_flow *flow, uint64_t count, const char *what)
{
    char digits[32];
    if (count == 0)
        return;
    *al_put_grouped(digits, count) = '\0';
    flow_text(flow, " · ");
    flow_text(flow, digits);
    flow_text(flow, what);
}

static almost_status write_shares(const al_page *page)
{
    const almost_verdict *verdict = &page->comparison->verdict;
    const almost_statistics *counted = &page->comparison->statistics;
    al_flow flow;
    al_flow_init(&flow, page->comparison->allocator, page->options->width, page->colour,
                 al_head_send, page->output);
    flow_share(&flow, verdict->kept, " kept · ");
    flow_share(&flow, verdict->told, " told · ");
    flow_share(&flow, verdict->order, " in order");
    if (verdict->summed > 0) {
        flow_text(&flow, " · ");
        flow_share(&flow, verdict->summed, " summed up");
    }
    flow_count(&flow, counted->missing, " words missing");
    flow_count(&flow, counted->added, " added");
    flow_count(&flow, counted->different_original, " replaced");
    flow_count(&flow, counted->respelt, " respelt");
    flow_count(&flow, counted->moved, " moved");
    al_flow_separate(&flow, AL_SEPARATOR_BREAK);
    return finish_flow(&flow);
}

/* What is quoted gets quotation marks of its own; one that opens it would stand there twice. */
static almost_span without_opening(const al_reading *reading, almost_span span)
{
    static const char *const opening[] = {"\"", "“", "„", "«", "‘", "'"};
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
        size_t size = strlen(opening[i]);
        if (span.end - span.start > size &&
            memcmp(reading->bytes + span.start, opening[i], size) == 0)
            return (almost_span){span.start + size, span.end};
    }
    return span;
}

void al_head_quote(al_line *line, const al_page *page, const al_reading *reading, almost_span span,
                   al_style style)
{
    uint32_t width = page->options->width;
    uint32_t room = width > line->cells + LEAST_CELLS ? width - line->cells : LEAST_CELLS;
    uint32_t cells = 0;
    span = without_opening(reading, al_reading_trim(reading, span));
    al_line_put(line, style, "“", 3, 1);
    size_t shown = al_line_clipped(NULL, style, reading->bytes + span.start, span.end - span.start,
                                   room - 4, &cells);
    bool whole = shown == span.end - span.start;
    if (!whole)
        shown = al_reading_whole_words(reading->bytes + span.start, shown);
    cells = 0;
    al_line_clipped(line, style, reading->bytes + span.start, shown, room, &cells);
    if (!whole)
        al_line_put(line, style, " …", 4, 2);
    al_line_put(line, style, "”", 3, 1);
}

static uint64_t line_at(const almost_text *text, uint64_t byte)
{
    return al_place_at(text, byte).line;
}

/* --- What moved, what is told in other words, what is summed up ---------- */

/* A list of passages: which ones, and what they are called. */
typedef struct listing {
    bool (*holds)(const almost_passage *passage);
    const char *heading;
    al_style style;
} listing;

static bool has_moved(const almost_passage *passage)
{
    return passage->moved != 0;
}

static bool is_reworded(const almost_passage *passage)
{
    return passage->kind == ALMOST_PASSAGE_REWORDED;
}

static bool is_summary(const almost_passage *passage)
{
    return passage->kind == ALMOST_PASSAGE_SUMMARY;
}

static const listing listings[] = {
    {has_moved, "What moved: ", AL_STYLE_MOVED},
    {is_reworded, "What is told in other words: ", AL_STYLE_RETOLD},
    {is_summary, "What is summed up or spelt out: ", AL_STYLE_RETOLD},
};

static uint64_t length_of(const almost_passage *passage)
{
    return passage->original.end - passage->original.start;
}

/* The longest passages of a list, in the telling's order; how many there are in *total. */
static size_t choose(const almost_comparison *comparison, const listing *listing,
                     const almost_passage **longest, uint64_t *total)
{
    size_t count = 0;
    *total = 0;
    for (size_t i = 0; i < comparison->n_passages; i++) {
        const almost_passage *passage = &comparison->passages[i];
        if (!listing->holds(passage))
            continue;
        (*total)++;
        if (count == MOST_LISTED) {
            size_t shortest = 0;
            for (size_t k = 1; k < count; k++) {
                if (length_of(longest[k]) < length_of(longest[shortest]))
                    shortest = k;
            }
            if (length_of(passage) <= length_of(longest[shortest]))
                continue;
            memmove(longest + shortest, longest + shortest + 1,
                    (--count - shortest) * sizeof *longest);
        }
        longest[count++] = passage;
    }
    return count;
}

/* How long a passage is as told; of a summary also how long what it tells. */
static void put_words(const al_page *page, al_line *line, const almost_passage *passage)
{
    uint64_t words = al_reading_words(&page->telling, passage->telling);
    if (words == 0)
        return;
    al_line_text(line, AL_STYLE_PLAIN, ", ");
    if (is_summary(passage)) {
        al_line_grouped(line, AL_STYLE_PLAIN, al_reading_words(&page->original, passage->original));
        al_line_text(line, AL_STYLE_PLAIN, " in ");
    }
    al_line_grouped(line, AL_STYLE_PLAIN, words);
    al_line_text(line, AL_STYLE_PLAIN, words == 1 ? " word" : " words");
}

static bool send_listed(const al_page *page, al_line *line, const almost_passage *passage,
                        al_style style)
{
    const almost_comparison *comparison = page->comparison;
    al_line_text(line, AL_STYLE_PLAIN, "  line ");
    al_line_grouped(line, AL_STYLE_PLAIN, line_at(comparison->original, passage->original.start));
    al_line_put(line, AL_STYLE_PLAIN, " → ", 5, 3);
    al_line_grouped(line, AL_STYLE_PLAIN, line_at(comparison->telling, passage->telling.start));
    put_words(page, line, passage);
    al_line_text(line, AL_STYLE_PLAIN, ": ");
    al_head_quote(line, page, &page->telling, passage->telling, style);
    return al_line_send(line, page->output);
}

static bool send_list(const al_page *page, al_line *line, const listing *listing)
{
    const almost_passage *longest[MOST_LISTED];
    uint64_t total;
    size_t count = choose(page->comparison, listing, longest, &total);
    if (total == 0)
        return true;
    al_line_text(line, AL_STYLE_STRONG, listing->heading);
    al_line_grouped(line, AL_STYLE_STRONG, total);
    al_line_text(line, AL_STYLE_STRONG, total == 1 ? " passage" : " passages");
    bool fine = al_line_send(line, page->output);
    for (size_t i = 0; i < count && fine; i++)
        fine = send_listed(page, line, longest[i], listing->style);
    if (fine && total > count) {
        al_line_text(line, AL_STYLE_DIM, "  and ");
        al_line_grouped(line, AL_STYLE_DIM, total - count);
        al_line_text(line, AL_STYLE_DIM, " shorter");
        fine = al_line_send(line, page->output);
    }
    return fine && al_line_send(line, page->output);
}

static bool send_lists(const al_page *page, al_line *line)
{
    bool fine = true;
    for (size_t i = 0; i < sizeof listings / sizeof *listings && fine; i++)
        fine = send_list(page, line, &listings[i]);
    return fine;
}

/* --- Where the two part for good ---------------------------------------- */

static bool send_rest(const al_page *page, al_line *line, const al_reading *reading,
                      const al_slice *slice, uint64_t parting, const char *who, al_style style)
{
    const almost_text *text = slice->text;
    almost_span rest = {parting, slice->end};
    rest = al_reading_trim(reading, rest);
    al_line_text(line, AL_STYLE_PLAIN, who);
    if (rest.start == rest.end) {
        al_line_text(line, AL_STYLE_PLAIN, "ends there");
    } else {
        al_line_text(line, AL_STYLE_PLAIN, "line ");
        al_line_grouped(line, AL_STYLE_PLAIN, line_at(text, rest.start));
        al_line_text(line, AL_STYLE_PLAIN, ": ");
        rest.end = al_reading_forward(reading, rest, PARTING_WORDS);
        al_head_quote(line, page, reading, rest, style);
    }
    return al_line_send(line, page->output);
}

static bool send_parting(const al_page *page, al_line *line)
{
    const almost_comparison *comparison = page->comparison;
    const almost_verdict *verdict = &comparison->verdict;
    if (verdict->same_ending || verdict->answer == ALMOST_NO)
        return true;
    al_line_text(line, AL_STYLE_STRONG, "Where the two part for good");
    return al_line_send(line, page->output) &&
           send_rest(page, line, &page->original, &comparison->slices[0], verdict->original_parting,
                     "  original  ", AL_STYLE_OLD) &&
           send_rest(page, line, &page->telling, &comparison->slices[1], verdict->telling_parting,
                     "  telling   ", AL_STYLE_NEW) &&
           al_line_send(line, page->output);
}

almost_status al_head_write(const al_page *page)
{
    almost_status status = al_head_verdict(page);
    if (status == ALMOST_OK && page->comparison->verdict.answer != ALMOST_YES)
        status = write_shares(page);
    if (status != ALMOST_OK)
        return status;
    al_line line;
    al_line_init(&line, page->comparison->allocator, page->colour);
    bool fine = al_line_send(&line, page->output);
    if (fine)
        status = al_loud_write(page);
    if (fine && status == ALMOST_OK)
        fine =
            al_stretches_write(page, &line) && send_lists(page, &line) && send_parting(page, &line);
    al_line_release(&line);
    return fine ? status : ALMOST_ERROR_MEMORY;
}
