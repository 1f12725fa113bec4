/* SPDX-License-Identifier: Apache-2.0 */
/* Words and changes, counted: a small table for people, and two totals as wdiff has them. */
#include "write/left_out.h"
#include "write/phrase.h"
#include "write/writer.h"

#include "base/names.h"

#include <math.h>

enum { LABEL = 16, COLUMN = 14, MOST_APPROXIMATIONS = 5 };

/* Text, then blanks up to `cells`; labels are ASCII. */
static void write_label(al_output *output, const char *label, size_t cells)
{
    size_t length = strlen(label);
    al_output_text(output, label);
    for (; length < cells; length++)
        al_output_text(output, " ");
}

/* A cell that ends where its column does. */
static void write_cell(al_output *output, const char *text, size_t length)
{
    for (size_t cells = length; cells < COLUMN; cells++)
        al_output_text(output, " ");
    al_output_bytes(output, text, length);
}

static void write_number(al_output *output, uint64_t number)
{
    char digits[26];
    write_cell(output, digits, (size_t)(al_put_grouped(digits, number) - digits));
}

static void write_share(al_output *output, double share)
{
    char percent[48];
    write_cell(output, percent, (size_t)(al_put_percent(percent, share) - percent));
}

/* What passages say, and the end of their row. */
static void write_bits(al_output *output, double bits)
{
    write_number(output, (uint64_t)llround(bits));
    al_output_text(output, " bits\n");
}

static double share_of(uint64_t part, uint64_t whole)
{
    return whole > 0 ? (double)part / (double)whole : 0;
}

/* Which of the two columns a row of words fills. */
enum { ORIGINAL = 1, TELLING = 2 };

/* A row of words: the numbers, and what share of its own text each is. */
static void write_words(al_output *output, const almost_statistics *counted, const char *label,
                        int sides, uint64_t original, uint64_t telling)
{
    write_label(output, label, LABEL);
    if ((sides & ORIGINAL) != 0) {
        write_number(output, original);
        write_share(output, share_of(original, counted->original_words));
    } else {
        write_cell(output, "", 0);
        write_cell(output, "", 0);
    }
    if ((sides & TELLING) != 0) {
        write_number(output, telling);
        write_share(output, share_of(telling, counted->telling_words));
    }
    al_output_text(output, "\n");
}

static void write_all_words(al_output *output, const almost_statistics *counted)
{
    write_label(output, "", LABEL);
    write_cell(output, "original", 8);
    write_cell(output, "", 0);
    write_cell(output, "telling", 7);
    al_output_text(output, "\n");
    write_label(output, "words", LABEL);
    write_number(output, counted->original_words);
    write_cell(output, "", 0);
    write_number(output, counted->telling_words);
    al_output_text(output, "\n");
    write_words(output, counted, "same", ORIGINAL, counted->same, 0);
    write_words(output, counted, "moved", ORIGINAL, counted->moved, 0);
    write_words(output, counted, "other spelling", ORIGINAL, counted->respelt, 0);
    write_words(output, counted, "different", ORIGINAL | TELLING, counted->different_original,
                counted->different_telling);
    write_words(output, counted, "missing", ORIGINAL, counted->missing, 0);
    write_words(output, counted, "added", TELLING, 0, counted->added);
}

static void write_changes(al_output *output, const almost_statistics *counted)
{
    write_label(output, "\nchanges", LABEL + 1);
    write_number(output, counted->changes);
    al_output_text(output, "\n");
    for (size_t rank = 0; rank < AL_N_TOUCHES; rank++) {
        uint64_t count = counted->touching[__builtin_ctz(almost_touch_at(rank))];
        if (count == 0)
            continue;
        al_output_text(output, "  ");
        write_label(output, al_touch_names[rank].text, LABEL - 2);
        write_number(output, count);
        al_output_text(output, "\n");
    }
}

static void write_passages(al_output *output, const almost_comparison *comparison)
{
    uint64_t counts[AL_N_PASSAGE_KINDS] = {0}, moved = 0;
    double bits[AL_N_PASSAGE_KINDS] = {0}, all = 0;
    for (size_t i = 0; i < comparison->n_passages; i++) {
        const almost_passage *passage = &comparison->passages[i];
        counts[passage->kind]++;
        bits[passage->kind] += passage->bits;
        all += passage->bits;
        moved += passage->moved != 0;
    }
    write_label(output, "\npassages", LABEL + 1);
    write_number(output, comparison->n_passages);
    write_bits(output, all);
    for (int kind = 0; kind < AL_N_PASSAGE_KINDS; kind++) {
        if (counts[kind] == 0)
            continue;
        al_output_text(output, "  ");
        write_label(output, al_passage_kind_names[kind].text, LABEL - 2);
        write_number(output, counts[kind]);
        write_bits(output, bits[kind]);
    }
    al_output_text(output, "  ");
    write_label(output, "moved", LABEL - 2);
    write_number(output, moved);
    al_output_text(output, "\n");
}

/* A row of shares, where the words above have theirs; below 0: the cell is empty. */
static void write_shares(al_output *output, const char *label, double original, double telling)
{
    write_label(output, label, LABEL + COLUMN);
    write_share(output, original);
    if (telling >= 0) {
        write_cell(output, "", 0);
        write_share(output, telling);
    }
    al_output_text(output, "\n");
}

/* How much is there, in the words of the sentence. Of what is not there nothing is in order. */
static void write_verdict(al_output *output, const almost_verdict *verdict)
{
    al_output_text(output, "\n");
    write_shares(output, "there in some wording", verdict->kept, verdict->told);
    write_shares(output, "there word for word", verdict->kept_verbatim, verdict->told_verbatim);
    if (verdict->answer != ALMOST_NO)
        write_shares(output, "in order of what is there", verdict->order, -1);
    if (verdict->summed > 0)
        write_shares(output, "summed up", verdict->summed, -1);
}

static void write_lines(al_output *output, const almost_text *text, almost_span span)
{
    al_phrase lines = al_phrase_of_span(text, span);
    al_output_bytes(output, lines.bytes, lines.length);
}

static void write_approximations(al_output *output, const almost_comparison *comparison)
{
    if (comparison->n_approximations == 0)
        return;
    al_output_text(output, "\nA limit made the answer less exact than it could be in\n");
    for (size_t i = 0; i < comparison->n_approximations; i++) {
        if (i == MOST_APPROXIMATIONS) {
            al_output_text(output, "  and ");
            al_output_grouped(output, comparison->n_approximations - i);
            al_output_text(output, " more\n");
            break;
        }
        const almost_approximation *range = &comparison->approximations[i];
        al_output_text(output, "  ");
        write_lines(output, comparison->original, range->original);
        al_output_text(output, " of the original, ");
        write_lines(output, comparison->telling, range->telling);
        al_output_text(output, " of the telling\n");
    }
}

static bool write_left_out(al_output *output, const almost_comparison *comparison)
{
    static const char *const sides[] = {"the original", "the telling"};
    al_left_out_said said;
    bool fine = al_left_out_say(comparison, &said);
    for (int side = 0; side < (said.alike ? 1 : 2) && fine; side++) {
        if (said.sides[side].length == 0)
            continue;
        al_output_text(output, "\nleft out of ");
        al_output_text(output, said.alike ? "both" : sides[side]);
        al_output_text(output, ": ");
        al_output_bytes(output, said.sides[side].bytes, said.sides[side].length);
        al_output_text(output, "\n");
    }
    al_left_out_said_release(&said);
    char formatting[AL_LEFT_OUT_FORMATTING];
    al_left_out_formatting(comparison, formatting);
    if (*formatting != '\0') {
        al_output_text(output, "\n");
        al_output_text(output, formatting);
        al_output_text(output, "\n");
    }
    return fine;
}

/* As wdiff counts: every word that is not in the other text at its place. */
static void write_totals(al_output *output, const almost_statistics *counted)
{
    al_output_text(output, "\ndeleted ");
    al_output_number(output, counted->missing + counted->different_original);
    al_output_text(output, "\ninserted ");
    al_output_number(output, counted->added + counted->different_telling);
    al_output_text(output, "\n");
}

almost_status al_write_stat(const almost_comparison *comparison,
                            const almost_write_options *options, al_output *output)
{
    (void)options;
    al_output_text(output, comparison->sentence);
    al_output_text(output, "\n\n");
    write_all_words(output, &comparison->statistics);
    write_changes(output, &comparison->statistics);
    write_passages(output, comparison);
    write_verdict(output, &comparison->verdict);
    write_approximations(output, comparison);
    bool fine = write_left_out(output, comparison);
    write_totals(output, &comparison->statistics);
    return fine ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}
