/* SPDX-License-Identifier: Apache-2.0 */
/* What stands above a comparison for reading; see head.h. */
#include "write/head.h"

#include "page/isolate.h"
#include "write/claims.h"
#include "write/left_out.h"
#include "write/lengthy.h"
#include "write/loud.h"
#include "write/phrase.h"

#include <assert.h>

enum {
    MOST_LISTED = 12,  /* passages of a list, the longest ones */
    PARTING_WORDS = 40 /* looked at for what follows the parting; clipped to the width */
};

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

/* A sentence of ours, what it quotes apart where it has to be. */
static void flow_sentence(al_flow *flow, const char *sentence, size_t length)
{
    bool quoted = false;
    while (length > 0) {
        bool apart = quoted;
        size_t part = al_quotation_part(sentence, length, &quoted);
        al_flow_set_apart(flow, apart && al_turns(sentence, part));
        al_flow_text(flow, AL_STYLE_PLAIN, sentence, part);
        al_flow_set_apart(flow, false);
        sentence += part;
        length -= part;
    }
}

/* The sentence, wrapped, its first word in a colour of its own. */
static almost_status write_verdict(const al_page *page)
{
    const char *sentence = page->comparison->sentence;
    size_t length = strlen(sentence);
    const char *colon = memchr(sentence, ':', length);
    size_t first = colon != NULL ? (size_t)(colon - sentence) : 0;
    al_flow flow;
    al_page_flow(page, &flow);
    al_flow_text(&flow, style_of(page->comparison->verdict.answer), sentence, first);
    flow_sentence(&flow, sentence + first, length - first);
    return al_page_end_flow(&flow) ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}

almost_status al_head_short(const al_page *page)
{
    almost_status status = write_verdict(page);
    if (status == ALMOST_OK && !al_left_out_write(page))
        return ALMOST_ERROR_MEMORY;
    return status;
}

/* How much of the text that the sentence does not tell of comes from the other one. */
static bool flow_share(al_flow *flow, const almost_comparison *comparison)
{
    bool excerpt = comparison->contained == AL_CONTAINED_TELLING;
    double share = excerpt ? comparison->verdict.kept : comparison->verdict.told;
    char percent[64];
    if (share <= 0)
        return false;
    *al_put_percent(percent, share) = '\0';
    al_flow_say(flow, AL_STYLE_DIM, percent);
    al_flow_say(flow, AL_STYLE_DIM,
                excerpt ? " of the original is in the telling"
                        : " of the telling comes from the original");
    return true;
}

/* Words by what became of them; `before` stands before the next. */
static void flow_count(al_flow *flow, uint64_t count, const char *what, const char **before)
{
    if (count == 0)
        return;
    al_flow_say(flow, AL_STYLE_DIM, *before);
    al_flow_grouped(flow, AL_STYLE_DIM, count);
    al_flow_say(flow, AL_STYLE_DIM, what);
    *before = ", ";
}

/* What the sentence has not: how much of the other text, and the words, counted. */
static almost_status write_counts(const al_page *page)
{
    const almost_statistics *counted = &page->comparison->statistics;
    al_flow flow;
    al_page_flow(page, &flow);
    const char *before = flow_share(&flow, page->comparison) ? " · words: " : "words: ";
    flow_count(&flow, counted->missing, " missing", &before);
    flow_count(&flow, counted->added, " added", &before);
    flow_count(&flow, counted->different_original, " replaced", &before);
    flow_count(&flow, counted->respelt, " in other spelling", &before);
    flow_count(&flow, counted->moved, " moved", &before);
    al_flow_separate(&flow, AL_SEPARATOR_BREAK);
    return al_page_end_flow(&flow) ? ALMOST_OK : ALMOST_ERROR_MEMORY;
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
        assert(count < MOST_LISTED);
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
    al_phrase way = {.length = 0};
    al_phrase_add(&way, al_page_is_marked(page) ? "  " : "  line ");
    al_phrase_add_way(&way, page->comparison, passage);
    al_phrase_put(&way, line, AL_STYLE_PLAIN);
    put_words(page, line, passage);
    al_line_text(line, AL_STYLE_PLAIN, ": ");
    al_page_quote(line, page, &page->telling, passage->telling, style);
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
    al_page_put_sides(page, line);
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

/* What stands behind the parting of a text. */
static almost_span rest_of(const al_page *page, bool old)
{
    const almost_verdict *verdict = &page->comparison->verdict;
    const al_slice *slice = &page->comparison->slices[old ? 0 : 1];
    uint64_t parting = old ? verdict->original_parting : verdict->telling_parting;
    return al_reading_trim(old ? &page->original : &page->telling,
                           (almost_span){parting, slice->end});
}

static bool send_rest(const al_page *page, al_line *line, bool old)
{
    const al_reading *reading = old ? &page->original : &page->telling;
    const almost_text *text = page->comparison->slices[old ? 0 : 1].text;
    almost_span rest = rest_of(page, old);
    al_line_text(line, AL_STYLE_PLAIN, old ? "  original  " : "  telling   ");
    if (rest.start == rest.end) {
        al_line_text(line, AL_STYLE_PLAIN, "ends there");
    } else {
        al_where where = al_where_of(text, rest.start);
        al_where_put(&where, line, AL_STYLE_PLAIN);
        al_line_text(line, AL_STYLE_PLAIN, ": ");
        rest.end = al_reading_forward(reading, rest, PARTING_WORDS);
        al_page_quote(line, page, reading, rest, old ? AL_STYLE_OLD : AL_STYLE_NEW);
    }
    return al_line_send(line, page->output);
}

/* Whether they part for good: not where both end there, nor where one lies whole in the other. */
static bool is_parted(const al_page *page)
{
    const almost_verdict *verdict = &page->comparison->verdict;
    if (verdict->same_ending || verdict->answer == ALMOST_NO)
        return false;
    almost_span original = rest_of(page, true), telling = rest_of(page, false);
    return (original.start < original.end || telling.start < telling.end) &&
           page->comparison->contained == AL_CONTAINED_NEITHER;
}

static bool send_parting(const al_page *page, al_line *line)
{
    if (!is_parted(page))
        return true;
    al_line_text(line, AL_STYLE_STRONG, "Where the two part for good");
    return al_line_send(line, page->output) && send_rest(page, line, true) &&
           send_rest(page, line, false) && al_line_send(line, page->output);
}

almost_status al_head_write(const al_page *page)
{
    almost_status status = write_verdict(page);
    if (status == ALMOST_OK && page->comparison->verdict.answer != ALMOST_YES)
        status = write_counts(page);
    if (status == ALMOST_OK && !al_left_out_write(page))
        status = ALMOST_ERROR_MEMORY;
    if (status != ALMOST_OK)
        return status;
    al_line line;
    al_line_init(&line, page->comparison->allocator, page->colour);
    bool fine = al_line_send(&line, page->output);
    if (fine)
        status = al_loud_write(page);
    if (fine && status == ALMOST_OK)
        fine = al_stretches_write(page, &line) && send_lists(page, &line) &&
               al_claims_write(page, &line) && send_parting(page, &line);
    al_line_release(&line);
    return fine ? status : ALMOST_ERROR_MEMORY;
}
