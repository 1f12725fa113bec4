/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Watching for reading: a line for each thing that is told, in columns: the sentence's number, what
 * it is, where it stands, and its words, with what differs marked as in a comparison.
 */
#include "base/names.h"
#include "page/line.h"
#include "watch/write.h"
#include "write/writer.h"

#include <string.h>

enum { NUMBER_CELLS = 5, IS_CELLS = 17, WHERE_CELLS = 12 };

static void put_text(al_line *line, al_style style, const char *bytes, size_t length)
{
    uint32_t cells = 0;
    al_line_clipped(line, al_style_of_quoted(style, bytes, length), bytes, length, UINT32_MAX,
                    &cells);
}

/* The number of a sentence, at the right of its column. */
static void put_number(al_line *line, uint64_t number)
{
    uint32_t digits = 1;
    for (uint64_t rest = number; rest >= 10; rest /= 10)
        digits += 1 + (digits % 4 == 3); /* with commas */
    for (uint32_t cells = digits; cells < NUMBER_CELLS; cells++)
        al_line_text(line, AL_STYLE_PLAIN, " ");
    al_line_grouped(line, AL_STYLE_DIM, number);
    al_line_text(line, AL_STYLE_PLAIN, "  ");
}

static void put_where(const al_watch_writing *writing, al_line *line, const almost_watched *watched)
{
    if (watched->source == NULL)
        return;
    if (writing->several) {
        put_text(line, AL_STYLE_DIM, watched->source, strlen(watched->source));
        al_line_text(line, AL_STYLE_DIM, ", ");
    }
    if (watched->line > 0) {
        al_line_text(line, AL_STYLE_DIM, "line ");
        al_line_grouped(line, AL_STYLE_DIM, watched->line);
    }
}

/* A small change leaves the words as they are: only marks, capitals or spacing differ. */
static bool is_small(const almost_watched_change *change)
{
    const uint32_t small =
        ALMOST_TOUCHES_PUNCTUATION | ALMOST_TOUCHES_CASE | ALMOST_TOUCHES_SPACING;
    return change->touches != 0 && (change->touches & ~small) == 0;
}

static void put_between(al_line *line, al_style style, const char *open, const char *bytes,
                        size_t length, const char *close)
{
    while (length > 0 && bytes[length - 1] == ' ')
        length--;
    if (length == 0)
        return;
    al_line_text(line, style, open);
    put_text(line, style, bytes, length);
    al_line_text(line, style, close);
}

static void put_change(al_line *line, const almost_watched_change *change)
{
    put_between(line, AL_STYLE_OLD, "[-", change->source_text, change->source_length, "-]");
    if (change->source_length > 0 && change->telling_length > 0)
        al_line_text(line, AL_STYLE_PLAIN, " ");
    put_between(line, AL_STYLE_NEW, "{+", change->telling_text, change->telling_length, "+}");
}

/* The sentence with its changes. */
static void put_words(al_line *line, const almost_watched *watched)
{
    const char *at = watched->text, *end = watched->text + watched->length;
    for (size_t i = 0; i < watched->n_changes; i++) {
        const almost_watched_change *change = &watched->changes[i];
        if (is_small(change) || change->telling_text < at)
            continue;
        put_text(line, AL_STYLE_PLAIN, at, (size_t)(change->telling_text - at));
        put_change(line, change);
        at = change->telling_text + change->telling_length;
        if (change->telling_length == 0)
            al_line_text(line, AL_STYLE_PLAIN, " ");
    }
    put_text(line, AL_STYLE_PLAIN, at, (size_t)(end - at));
}

/* A string of the telling's own, such as a time, with ours behind it. */
static void put_own(al_line *line, al_style style, const char *string, const char *behind)
{
    if (string == NULL)
        return;
    put_text(line, style, string, strlen(string));
    al_line_text(line, style, behind);
}

static void put_said(al_line *line, const almost_watched *watched)
{
    put_own(line, AL_STYLE_DIM, watched->time, "  ");
    put_own(line, AL_STYLE_STRONG, watched->speaker, ": ");
}

static void put_sentence(const al_watch_writing *writing, al_line *line,
                         const almost_watched *watched)
{
    static const al_style styles[] = {AL_STYLE_YES, AL_STYLE_ALMOST, AL_STYLE_NEW};
    put_number(line, watched->id);
    al_line_text(line, styles[watched->as], al_watched_as_names[watched->as].text);
    if (watched->revision > 0)
        al_line_text(line, AL_STYLE_PLAIN, ", anew");
    else if (watched->source != NULL && !watched->moves)
        al_line_text(line, AL_STYLE_PLAIN, ", unsure");
    al_line_pad(line, NUMBER_CELLS + 2 + IS_CELLS);
    put_where(writing, line, watched);
    al_line_pad(line, NUMBER_CELLS + 2 + IS_CELLS + WHERE_CELLS);
    al_line_text(line, AL_STYLE_PLAIN, " ");
    put_said(line, watched);
    put_words(line, watched);
    if (watched->fills > 0)
        al_line_text(line, AL_STYLE_DIM, "  (was left out before)");
}

static void put_left_out(const al_watch_writing *writing, al_line *line,
                         const almost_watched *watched)
{
    al_line_pad(line, NUMBER_CELLS + 2);
    al_line_text(line, AL_STYLE_OLD, "left out");
    al_line_pad(line, NUMBER_CELLS + 2 + IS_CELLS);
    put_where(writing, line, watched);
    al_line_pad(line, NUMBER_CELLS + 2 + IS_CELLS + WHERE_CELLS);
    al_line_text(line, AL_STYLE_PLAIN, " ");
    if (watched->words == 0) {
        al_line_text(line, AL_STYLE_PLAIN, "a long stretch");
        return;
    }
    al_line_grouped(line, AL_STYLE_PLAIN, watched->words);
    al_line_text(line, AL_STYLE_PLAIN, watched->words == 1 ? " word: “" : " words: “");
    put_text(line, AL_STYLE_PLAIN, watched->text, watched->length);
    al_line_text(line, AL_STYLE_PLAIN, watched->words > 60 ? " …”" : "”");
}

bool al_watch_put_line(const al_watch_writing *writing, const almost_watched *watched)
{
    al_line line;
    al_line_init(&line, writing->allocator, writing->colour);
    if (watched->kind == ALMOST_WATCHED_SENTENCE) {
        put_sentence(writing, &line, watched);
    } else if (watched->kind == ALMOST_WATCHED_LEFT_OUT) {
        put_left_out(writing, &line, watched);
    } else {
        put_number(&line, watched->id);
        al_line_text(&line, AL_STYLE_DIM, "withdrawn: the telling was revised");
    }
    bool fine = al_line_send(&line, writing->output);
    al_line_release(&line);
    return fine;
}

/* --- All of it ----------------------------------------------------------- */

static void put_percent(al_line *line, double share)
{
    uint64_t percent = (uint64_t)(100 * share + .5);
    percent = percent == 100 && share < 1 ? 99 : percent == 0 && share > 0 ? 1 : percent;
    al_line_grouped(line, AL_STYLE_STRONG, percent);
    al_line_text(line, AL_STYLE_STRONG, " %");
}

static void put_counts(al_line *line, const almost_watch_summary *summary)
{
    uint64_t all = 0;
    for (int i = 0; i < 3; i++)
        all += summary->sentences[i];
    al_line_grouped(line, AL_STYLE_PLAIN, all);
    al_line_text(line, AL_STYLE_PLAIN, all == 1 ? " sentence" : " sentences");
    for (int i = 0; i < 3; i++) {
        al_line_text(line, AL_STYLE_PLAIN, i == 0 ? ": " : ", ");
        al_line_grouped(line, AL_STYLE_PLAIN, summary->sentences[i]);
        al_line_text(line, AL_STYLE_PLAIN, " ");
        al_line_text(line, AL_STYLE_PLAIN, al_watched_as_names[i].text);
    }
    al_line_text(line, AL_STYLE_PLAIN, "; ");
    put_percent(line, summary->told);
    al_line_text(line, AL_STYLE_PLAIN, " of the words come from the sources");
}

static void put_share(al_line *line, const almost_watch_share *share)
{
    al_line_clear(line);
    al_line_text(line, AL_STYLE_PLAIN, "  ");
    put_percent(line, share->share);
    al_line_pad(line, 8);
    put_text(line, AL_STYLE_PLAIN, share->source, strlen(share->source));
}

bool al_watch_put_lines(const al_watch_writing *writing, const almost_watch_summary *summary)
{
    al_line line;
    al_output *output = writing->output;
    al_output_text(output, "\n");
    if (summary->comparison != NULL) {
        almost_write_options options;
        almost_write_options_init(&options);
        options.colour = writing->colour;
        if (al_writer_of(ALMOST_FORM_BRIEF)->write(summary->comparison, &options, output) !=
            ALMOST_OK)
            return false;
    }
    al_line_init(&line, writing->allocator, writing->colour);
    put_counts(&line, summary);
    bool fine = al_line_send(&line, output);
    for (size_t i = 0; fine && writing->several && i < summary->n_shares; i++) {
        put_share(&line, &summary->shares[i]);
        fine = al_line_send(&line, output);
    }
    al_line_release(&line);
    if (summary->let_go > 0)
        al_output_text(output,
                       "The telling was too long to be kept as a whole, and was not compared "
                       "as one; --max-bytes raises the limit\n");
    return fine;
}
