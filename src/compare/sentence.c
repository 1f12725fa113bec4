/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One sentence for the verdict: the answer, how much is there and in order,
 * and what a listener would want to be told next, loudest first: what touches
 * the meaning, what is missing or added at length, what moved, how it ends.
 */
#include "compare/sentence.h"

#include "base/number.h"
#include "text/cluster.h"
#include "text/place.h"

#include <string.h>

enum {
    MOST_CLAUSES = 4,  /* behind the answer; more is a report, not a sentence */
    MOST_QUOTED = 32,  /* bytes of the text that are quoted */
    LONG_STRETCH = 40, /* words in a row worth a mention */
    ROOM_FOR_A_CLAUSE = 170
};

typedef struct sentence {
    char *text;
    size_t length;
    size_t capacity; /* without the NUL */
    unsigned clauses;
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

static void say_count(sentence *sentence, uint64_t number, const char *one, const char *many)
{
    say_number(sentence, number);
    say(sentence, number == 1 ? one : many);
}

static bool is_blank(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static al_range trimmed(const almost_text *text, al_range range)
{
    while (range.end > range.start && is_blank(text->bytes[range.end - 1]))
        range.end--;
    while (range.start < range.end && is_blank(text->bytes[range.start]))
        range.start++;
    return range;
}

/* A short stretch of a text between quotation marks, on one line and safe to show. */
static void say_quoted(sentence *sentence, const almost_text *text, al_range range)
{
    range = trimmed(text, range);
    say(sentence, "“");
    while (range.start < range.end) {
        al_cluster cluster = al_cluster_at(text->bytes, range.end, range.start);
        char bytes[AL_CLUSTER_MOST_BYTES + 1];
        memcpy(bytes, text->bytes + range.start, cluster.size);
        bytes[cluster.size] = '\0';
        if (is_blank(bytes[0]))
            say(sentence, " ");
        else
            say(sentence, cluster.control ? "\xEF\xBF\xBD" : bytes);
        range.start += cluster.size;
    }
    say(sentence, "”");
}

static uint64_t words_in(const almost_text *text, al_range range)
{
    uint64_t words = 0;
    bool blank = true;
    for (uint32_t at = range.start; at < range.end; at++) {
        bool now = is_blank(text->bytes[at]);
        words += blank && !now;
        blank = now;
    }
    return words;
}

/* Whether a further clause fits, and what parts it from the one before. */
static bool begin_clause(sentence *sentence)
{
    if (sentence->clauses >= MOST_CLAUSES ||
        sentence->capacity - sentence->length < ROOM_FOR_A_CLAUSE)
        return false;
    say(sentence, sentence->clauses++ == 0 ? ", but " : ", ");
    return true;
}

/* Whether change `a` is better to quote than `b`: louder, then shorter. */
static bool is_louder(const al_change *a, const al_change *b)
{
    unsigned loud_a = a->touches & -(unsigned)a->touches;
    unsigned loud_b = b->touches & -(unsigned)b->touches;
    if (loud_a != loud_b)
        return loud_a < loud_b;
    uint32_t size_a = a->original.end - a->original.start + a->telling.end - a->telling.start;
    uint32_t size_b = b->original.end - b->original.start + b->telling.end - b->telling.start;
    return size_a < size_b;
}

static bool can_be_quoted(const almost_comparison *comparison, const al_change *change)
{
    al_range original = trimmed(comparison->original, change->original);
    al_range telling = trimmed(comparison->telling, change->telling);
    return original.end - original.start <= MOST_QUOTED &&
           telling.end - telling.start <= MOST_QUOTED;
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

static void say_meaning(sentence *sentence, const almost_comparison *comparison)
{
    uint64_t count = 0;
    const al_change *loudest = NULL;
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if ((change->touches & AL_TOUCHES_MEANING) == 0)
            continue;
        count++;
        if (can_be_quoted(comparison, change) && (loudest == NULL || is_louder(change, loudest)))
            loudest = change;
    }
    if (count == 0 || !begin_clause(sentence))
        return;
    say_count(sentence, count, " change touches", " changes touch");
    say(sentence, " the meaning");
    if (loudest == NULL)
        return;
    say(sentence, count == 1 ? " (" : " (such as ");
    say_change(sentence, comparison, loudest);
    say(sentence, ")");
}

/* The longest stretch of one kind, if it is long. */
static void say_stretch(sentence *sentence, const almost_comparison *comparison,
                        almost_change_kind kind)
{
    const almost_text *text = kind == ALMOST_MISSING ? comparison->original : comparison->telling;
    const char *name = kind == ALMOST_MISSING ? " words in a row are missing (line "
                                              : " words in a row are new (line ";
    al_range longest = {0, 0};
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        al_range range = kind == ALMOST_MISSING ? change->original : change->telling;
        if (change->kind == kind && range.end - range.start > longest.end - longest.start)
            longest = range;
    }
    longest = trimmed(text, longest);
    uint64_t words = words_in(text, longest);
    if (words < LONG_STRETCH || !begin_clause(sentence))
        return;
    say_number(sentence, words);
    say(sentence, name);
    say_number(sentence, al_place_at(text, longest.start).line);
    say(sentence, kind == ALMOST_MISSING ? " of the original)" : ")");
}

static void say_moved(sentence *sentence, const almost_comparison *comparison)
{
    uint64_t count = 0;
    for (size_t i = 0; i < comparison->n_passages; i++)
        count += comparison->passages[i].moved != 0;
    if (count == 0 || !begin_clause(sentence))
        return;
    say_count(sentence, count, " passage", " passages");
    say(sentence, count == 1 ? " has moved" : " have moved");
}

static uint64_t line_of(const almost_text *text, uint64_t byte)
{
    return al_place_at(text, byte).line;
}

/* Whether only white space follows. */
static bool ends_at(const almost_text *text, uint64_t byte)
{
    while (byte < text->length && is_blank(text->bytes[byte]))
        byte++;
    return byte >= text->length;
}

static void say_ending(sentence *sentence, const almost_comparison *comparison)
{
    const almost_verdict *verdict = &comparison->verdict;
    bool original_ends = ends_at(comparison->original, verdict->original_parting);
    bool telling_ends = ends_at(comparison->telling, verdict->telling_parting);
    if (verdict->same_ending || (original_ends && telling_ends) || !begin_clause(sentence))
        return;
    if (telling_ends) {
        say(sentence, "it stops where the original goes on after line ");
        say_number(sentence, line_of(comparison->original, verdict->original_parting));
    } else if (original_ends) {
        say(sentence, "it goes on after the original’s end, from line ");
        say_number(sentence, line_of(comparison->telling, verdict->telling_parting));
    } else {
        say(sentence, "it ends another way after line ");
        say_number(sentence, line_of(comparison->telling, verdict->telling_parting));
    }
}

static void say_yes(sentence *sentence, const almost_comparison *comparison)
{
    if (comparison->original->length == 0 && comparison->telling->length == 0) {
        say(sentence, "Yes: both are empty");
        return;
    }
    bool unlike = false;
    for (size_t i = 0; i < comparison->n_changes && !unlike; i++)
        unlike = comparison->changes[i].unlike != 0;
    if (!unlike)
        say(sentence, "Yes: the two are the same to the letter");
    else if (comparison->ignore == (ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY))
        say(sentence, "Yes: it is the same, word for word; only layout or the shapes of quotation "
                      "marks and dashes differ");
    else
        say(sentence, "Yes: it is the same but for what was to be ignored");
}

static void say_no(sentence *sentence, const almost_comparison *comparison)
{
    if (comparison->original->length == 0)
        say(sentence, "No: the original is empty");
    else if (comparison->telling->length == 0)
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

/* How much is there, and in which order. */
static void say_shares(sentence *sentence, const almost_verdict *verdict)
{
    if (verdict->kept >= 1)
        say(sentence, "all");
    else
        say_percent(sentence, verdict->kept);
    say(sentence, " of it is there");
    if (verdict->order >= 0.995) {
        say(sentence, verdict->told < 0.9 ? ", in order" : " and in order");
    } else {
        say(sentence, verdict->told < 0.9 ? ", " : " and ");
        say_percent(sentence, verdict->order);
        say(sentence, " of that in order");
    }
    if (verdict->told < 0.9) {
        say(sentence, " and ");
        say_percent(sentence, 1 - verdict->told);
        say(sentence, " of the telling is new");
    }
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
        say_shares(&sentence, verdict);
        say_meaning(&sentence, comparison);
        say_stretch(&sentence, comparison, ALMOST_MISSING);
        say_stretch(&sentence, comparison, ALMOST_ADDED);
        say_moved(&sentence, comparison);
        say_ending(&sentence, comparison);
        if (sentence.clauses == 0 && comparison->statistics.changes > 0) {
            say(&sentence, ", with ");
            say_count(&sentence, comparison->statistics.changes, " small difference",
                      " small differences");
        }
        break;
    }
    say(&sentence, ".");
    comparison->sentence[sentence.length] = '\0';
}
