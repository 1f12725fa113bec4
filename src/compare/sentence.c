/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One sentence for the verdict, as a person would say it: the answer and at
 * most three facts. First how much is there and in order; then what is
 * loudest: that most of it is new, or moved, else what touches the meaning,
 * else a long stretch missing or new, else what moved, else how many small
 * differences there are; last how it ends, where that is not the same. The
 * rest stands below it.
 */
#include "compare/sentence.h"

#include "base/number.h"
#include "compare/loudness.h"
#include "text/cluster.h"
#include "text/place.h"
#include "text/signs.h"

#include <string.h>

enum {
    MOST_QUOTED = 24,   /* bytes of the text that are quoted */
    MOST_OF_A_SIDE = 16 /* the same where both sides are */
};

/* Less than this told or in order is what a listener has to hear first. */
static const double small_share = .75;

/* Less than this told in other words, or summed up, is left to what stands below. */
static const double worth_saying = .05;

typedef struct sentence {
    char *text;
    size_t length;
    size_t capacity; /* without the NUL */
} sentence;

static void say(sentence *sentence, const char *text)
{
    size_t length = strlen(text);
    if (length > sentence->capacity - sentence->length)
        return;
    memcpy(sentence->text + sentence->length, text, length);
    sentence->length += length;
}

static void say_number(sentence *sentence, uint64_t number)
{
    char digits[32];
    *al_put_grouped(digits, number) = '\0';
    say(sentence, digits);
}

static void say_percent(sentence *sentence, double share)
{
    char digits[64];
    *al_put_percent(digits, share) = '\0';
    say(sentence, digits);
}

/* The share of the kept words that are told in other words. */
static double reworded_share(const almost_comparison *comparison)
{
    double kept = comparison->verdict.kept * (double)comparison->statistics.original_words;
    return kept > 0 ? (double)comparison->reworded / kept : 0;
}

static void say_count(sentence *sentence, uint64_t number, const char *one, const char *many)
{
    say_number(sentence, number);
    say(sentence, number == 1 ? one : many);
}

static al_range trimmed(const almost_text *text, al_range range)
{
    while (range.end > range.start && al_is_space_byte(text->bytes[range.end - 1]))
        range.end--;
    while (range.start < range.end && al_is_space_byte(text->bytes[range.start]))
        range.start++;
    return range;
}

/* The same without commas and points at its end, where that is not all there is. */
static al_range without_points(const almost_text *text, al_range range)
{
    uint32_t end = range.end;
    while (end > range.start && strchr(".,;:", text->bytes[end - 1]) != NULL &&
           text->bytes[end - 1] != '\0')
        end--;
    return end > range.start ? (al_range){range.start, end} : range;
}

/* A short stretch of a text between quotation marks, on one line and safe to show. */
static void say_quoted(sentence *sentence, const almost_text *text, al_range range)
{
    range = without_points(text, trimmed(text, range));
    say(sentence, "“");
    while (range.start < range.end) {
        al_cluster cluster = al_cluster_at(text->bytes, range.end, range.start);
        char bytes[AL_CLUSTER_MOST_BYTES + 1];
        memcpy(bytes, text->bytes + range.start, cluster.size);
        bytes[cluster.size] = '\0';
        if (al_is_space_byte(bytes[0]))
            say(sentence, " ");
        else
            say(sentence, cluster.control ? "\xEF\xBF\xBD" : bytes);
        range.start += cluster.size;
    }
    say(sentence, "”");
}

static bool can_be_quoted(const almost_comparison *comparison, const al_change *change)
{
    al_range original = trimmed(comparison->original, change->original);
    al_range telling = trimmed(comparison->telling, change->telling);
    uint32_t most = change->kind == ALMOST_DIFFERENT ? MOST_OF_A_SIDE : MOST_QUOTED;
    return original.end - original.start <= most && telling.end - telling.start <= most;
}

static void say_change(sentence *sentence, const almost_comparison *comparison,
                       const al_change *change)
{
    if (change->kind == ALMOST_MISSING) {
        say(sentence, "a lost ");
        say_quoted(sentence, comparison->original, change->original);
    } else if (change->kind == ALMOST_ADDED) {
        say(sentence, "a new ");
        say_quoted(sentence, comparison->telling, change->telling);
    } else {
        say_quoted(sentence, comparison->original, change->original);
        say(sentence, " told as ");
        say_quoted(sentence, comparison->telling, change->telling);
    }
    say(sentence, " in line ");
    say_number(sentence, al_place_at(comparison->telling, change->telling.start).line);
}

/* What touches the meaning: how many changes, and the loudest of them. */
static bool say_meaning(sentence *sentence, const almost_comparison *comparison)
{
    uint64_t count = 0;
    const al_change *loudest = NULL;
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if (!al_change_is_loud(comparison, change))
            continue;
        count++;
        if (can_be_quoted(comparison, change) &&
            (loudest == NULL || al_change_is_louder(change, loudest)))
            loudest = change;
    }
    if (count == 0)
        return false;
    say(sentence, ", but ");
    say_count(sentence, count, " change touches", " changes touch");
    say(sentence, " the meaning");
    if (loudest != NULL) {
        say(sentence, count == 1 ? ": " : ", such as ");
        say_change(sentence, comparison, loudest);
    }
    return true;
}

/* The longest stretch that is missing or new, but for one that the ending tells of. */
static bool say_stretch(sentence *sentence, const almost_comparison *comparison)
{
    const almost_verdict *verdict = &comparison->verdict;
    const al_change *longest = NULL;
    uint64_t most = 0;
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        bool missing = change->kind == ALMOST_MISSING;
        if (change->summed)
            continue;
        if (!verdict->same_ending && (missing ? change->original.end > verdict->original_parting
                                              : change->telling.end > verdict->telling_parting))
            continue;
        uint64_t words = al_change_stretch(comparison, change);
        if (words > most) {
            most = words;
            longest = change;
        }
    }
    if (longest == NULL)
        return false;
    bool missing = longest->kind == ALMOST_MISSING;
    const almost_text *text = missing ? comparison->original : comparison->telling;
    al_range range = trimmed(text, missing ? longest->original : longest->telling);
    say(sentence, ", but ");
    say_number(sentence, most);
    say(sentence, missing ? " words in a row are missing, from line "
                          : " words in a row are new, from line ");
    say_number(sentence, al_place_at(text, range.start).line);
    say(sentence, missing ? " of the original" : "");
    return true;
}

static bool say_moved(sentence *sentence, const almost_comparison *comparison)
{
    uint64_t count = 0;
    for (size_t i = 0; i < comparison->n_passages; i++)
        count += comparison->passages[i].moved != 0;
    if (count == 0)
        return false;
    say(sentence, comparison->verdict.order < small_share ? ": " : ", but ");
    say_count(sentence, count, " passage has moved", " passages have moved");
    return true;
}

/* What is told in other words, where the shares do not say it. */
static bool say_reworded(sentence *sentence, const almost_comparison *comparison)
{
    uint64_t count = 0;
    for (size_t i = 0; i < comparison->n_passages; i++)
        count += comparison->passages[i].kind == ALMOST_PASSAGE_REWORDED;
    if (count == 0 || reworded_share(comparison) >= worth_saying)
        return false;
    if (count == 1) {
        say(sentence, ", but a passage of ");
        say_count(sentence, comparison->reworded, " word", " words");
        say(sentence, " is told in other words");
    } else {
        say(sentence, ", but ");
        say_number(sentence, count);
        say(sentence, " passages are told in other words");
    }
    return true;
}

/* Whether the telling says something at length that the original says shortly. */
static bool is_spelt_out(const almost_comparison *comparison)
{
    for (size_t i = 0; i < comparison->n_passages; i++) {
        const almost_passage *passage = &comparison->passages[i];
        if (passage->kind == ALMOST_PASSAGE_SUMMARY &&
            passage->original.end - passage->original.start <
                passage->telling.end - passage->telling.start)
            return true;
    }
    return false;
}

static bool say_new(sentence *sentence, const almost_comparison *comparison)
{
    const almost_verdict *verdict = &comparison->verdict;
    if (verdict->told >= small_share || is_spelt_out(comparison))
        return false;
    say(sentence, ", but ");
    say_percent(sentence, 1 - verdict->told);
    say(sentence, " of the telling is new");
    return true;
}

static bool say_small(sentence *sentence, const almost_comparison *comparison)
{
    uint64_t count = comparison->statistics.changes;
    if (count == 0 || !comparison->verdict.same_ending)
        return false;
    say(sentence, ", with ");
    say_count(sentence, count, " small difference", " small differences");
    return true;
}

/* The one thing that a listener would want to be told next. */
static bool say_loudest(sentence *sentence, const almost_comparison *comparison)
{
    const almost_verdict *verdict = &comparison->verdict;
    if (verdict->order < small_share && say_moved(sentence, comparison))
        return true;
    return say_new(sentence, comparison) || say_meaning(sentence, comparison) ||
           say_stretch(sentence, comparison) || say_moved(sentence, comparison) ||
           say_reworded(sentence, comparison) || say_small(sentence, comparison);
}

static uint64_t line_of(const almost_text *text, uint64_t byte)
{
    return al_place_at(text, byte).line;
}

/* Whether only white space follows. */
static bool ends_at(const al_slice *slice, uint64_t byte)
{
    while (byte < slice->end && al_is_space_byte(slice->text->bytes[byte]))
        byte++;
    return byte >= slice->end;
}

/* How it ends, where the two part for good. */
static void say_ending(sentence *sentence, const almost_comparison *comparison, bool loud)
{
    const almost_verdict *verdict = &comparison->verdict;
    bool original_ends = ends_at(&comparison->slices[0], verdict->original_parting);
    bool telling_ends = ends_at(&comparison->slices[1], verdict->telling_parting);
    if (verdict->same_ending || (original_ends && telling_ends))
        return;
    say(sentence, loud ? "; it " : ", but it ");
    if (telling_ends) {
        say(sentence, "stops at line ");
        say_number(sentence, line_of(comparison->original, verdict->original_parting));
        say(sentence, " of the original");
    } else if (original_ends) {
        say(sentence, "goes on from line ");
        say_number(sentence, line_of(comparison->telling, verdict->telling_parting));
        say(sentence, ", where the original ends");
    } else {
        say(sentence, "ends another way from line ");
        say_number(sentence, line_of(comparison->telling, verdict->telling_parting));
    }
}

static void say_yes(sentence *sentence, const almost_comparison *comparison)
{
    if (al_slice_length(&comparison->slices[0]) == 0 &&
        al_slice_length(&comparison->slices[1]) == 0) {
        say(sentence, "Yes: both are empty");
        return;
    }
    bool unlike = false;
    for (size_t i = 0; i < comparison->n_changes && !unlike; i++)
        unlike = comparison->changes[i].unlike != 0;
    if (!unlike)
        say(sentence, "Yes: the two are the same to the letter");
    else if (comparison->settings.ignore == (ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY))
        say(sentence, "Yes: it is the same, word for word; only layout or the shapes of quotation "
                      "marks and dashes differ");
    else
        say(sentence, "Yes: it is the same but for what was to be ignored");
}

static void say_no(sentence *sentence, const almost_comparison *comparison)
{
    if (al_slice_length(&comparison->slices[0]) == 0)
        say(sentence, "No: the original is empty");
    else if (al_slice_length(&comparison->slices[1]) == 0)
        say(sentence, "No: the telling is empty");
    else if (comparison->verdict.kept <= 0 && comparison->verdict.told <= 0)
        say(sentence, "No: nothing of the one is in the other");
    else {
        say(sentence, "No: next to nothing of the one is in the other (");
        say_percent(sentence, comparison->verdict.kept);
        say(sentence, " of the original’s words, ");
        say_percent(sentence, comparison->verdict.told);
        say(sentence, " of the telling’s)");
    }
}

/* Which part of what is there stands in order, and which is told in other words. */
static void say_order(sentence *sentence, const almost_comparison *comparison)
{
    const almost_verdict *verdict = &comparison->verdict;
    double reworded = reworded_share(comparison);
    bool in_order = verdict->order >= 0.995;
    if (in_order) {
        say(sentence, ", in order");
    } else {
        say(sentence, verdict->order < small_share ? ", only " : ", ");
        say_percent(sentence, verdict->order);
        say(sentence, " of that in order");
    }
    if (reworded < worth_saying)
        return;
    say(sentence, in_order ? ", " : " and ");
    if (reworded >= 0.995)
        say(sentence, "all");
    else
        say_percent(sentence, reworded);
    say(sentence, in_order ? " of that in other words" : " in other words");
}

/* How much is there, in which order, in which words, and how much is summed up. */
static void say_shares(sentence *sentence, const almost_comparison *comparison)
{
    const almost_verdict *verdict = &comparison->verdict;
    bool summed = verdict->summed >= worth_saying;
    if (!summed || verdict->kept >= 0.005) {
        if (verdict->kept >= 1)
            say(sentence, "all");
        else
            say_percent(sentence, verdict->kept);
        say(sentence, " of it is there");
        say_order(sentence, comparison);
        say(sentence, summed ? ", and " : "");
    }
    if (!summed)
        return;
    if (verdict->summed >= 0.995)
        say(sentence, "all");
    else
        say_percent(sentence, verdict->summed);
    say(sentence, verdict->kept >= 0.005 ? " is " : " of it is ");
    say(sentence, is_spelt_out(comparison) ? "spelt out at length" : "summed up");
}

void al_sentence(almost_comparison *comparison)
{
    sentence sentence = {
        .text = comparison->sentence,
        .capacity = sizeof comparison->sentence - 4,
    };
    const almost_verdict *verdict = &comparison->verdict;
    switch (verdict->answer) {
    case ALMOST_YES: say_yes(&sentence, comparison); break;
    case ALMOST_NO: say_no(&sentence, comparison); break;
    case ALMOST_ALMOST:
    case ALMOST_PARTLY:
        say(&sentence, verdict->answer == ALMOST_ALMOST ? "Almost: " : "Partly: ");
        say_shares(&sentence, comparison);
        say_ending(&sentence, comparison, say_loudest(&sentence, comparison));
        break;
    }
    say(&sentence, ".");
    comparison->sentence[sentence.length] = '\0';
}
