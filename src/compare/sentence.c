/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One sentence for the verdict, as a person would say it: the answer, how much
 * is there and in which order, and then what is loudest. What touches the
 * meaning is said whatever the reason for the answer; what is missing or new
 * at length, what moved and what is wording follow where there is room. Last
 * how it ends, where that is not the same. The rest stands below it.
 */
#include "compare/sentence.h"

#include "base/number.h"
#include "compare/facts.h"
#include "compare/groups.h"
#include "compare/labels.h"
#include "compare/said.h"
#include "compare/say.h"
#include "text/place.h"
#include "text/signs.h"
#include "text/where.h"

#include <string.h>

enum {
    MOST_QUOTED = 32,    /* bytes of the text that are quoted */
    MOST_OF_A_SIDE = 24, /* the same where both sides are */
    MOST_OF_A_SENTENCE = 48
};

/* Less than this told or in order is what a listener has to hear first. */
static const double small_share = .75;

/* Less than this summed up is left to what stands below. */
static const double worth_saying = .05;

/* From this share on, new words are told of though they stand in many small places. */
static const double much_new = .2;

/* The same where changes touch the meaning, which is said first. */
static const double most_new = 1. / 3;

/* What is said, and of what. */
typedef struct speech {
    al_spoken spoken;
    const almost_comparison *comparison;
    al_facts facts;
    bool turned; /* a fact was said that is not how much is there */
} speech;

/* What joins the next fact to what was said. */
static void turn(speech *speech)
{
    al_say(&speech->spoken, speech->turned ? " and " : ", but ");
    speech->turned = true;
}

/* --- What touches the meaning --------------------------------------------- */

static void say_where(al_spoken *spoken, const almost_text *text, uint64_t byte)
{
    al_say(spoken, " ");
    al_say(spoken, al_where_preposition(text, byte));
    al_say(spoken, " ");
    al_say(spoken, al_where_of(text, byte).bytes);
}

/* What one change is, without where it stands. */
static void say_sides(al_spoken *spoken, const almost_comparison *comparison,
                      const al_change *change)
{
    if (change->kind == ALMOST_MISSING) {
        al_say(spoken, "a lost ");
        al_say_quoted(spoken, comparison->original, change->original, MOST_QUOTED);
    } else if (change->kind == ALMOST_ADDED) {
        al_say(spoken, "a new ");
        al_say_quoted(spoken, comparison->telling, change->telling, MOST_QUOTED);
    } else {
        al_say_quoted(spoken, comparison->original, change->original, MOST_OF_A_SIDE);
        al_say(spoken, " told as ");
        al_say_quoted(spoken, comparison->telling, change->telling, MOST_OF_A_SIDE);
    }
}

/* A line that another says; what puts one name for another beside it is quoted as it is. */
static bool say_said(al_spoken *spoken, const almost_comparison *comparison,
                     const al_change *change)
{
    const al_said *said = al_said_of(comparison, (size_t)(change - comparison->changes));
    if (said == NULL)
        return false;
    if (change->touches == ALMOST_TOUCHES_SPEAKER)
        al_say_quoted(spoken, comparison->telling, change->telling, MOST_QUOTED);
    else
        say_sides(spoken, comparison, change);
    al_say(spoken, ", said by someone else");
    if (change->touches != ALMOST_TOUCHES_SPEAKER)
        return true;
    al_say(spoken, " (");
    al_say(spoken, comparison->said_names + said->names[AL_TELLING]);
    al_say(spoken, ", not ");
    al_say(spoken, comparison->said_names + said->names[AL_ORIGINAL]);
    al_say(spoken, ")");
    return true;
}

static void say_change(al_spoken *spoken, const almost_comparison *comparison,
                       const al_change *change)
{
    const al_group *group = al_groups_of(comparison, change);
    if (!say_said(spoken, comparison, change))
        say_sides(spoken, comparison, change);
    if (group == NULL) {
        say_where(spoken, comparison->telling, change->telling.start);
        return;
    }
    al_say(spoken, group->throughout ? " throughout, " : ", ");
    al_say_count(spoken, group->count, " time", " times");
}

/* What touches the meaning: how many changes; all of them where they are few, else the loudest. */
static bool say_meaning(speech *speech)
{
    const al_facts *facts = &speech->facts;
    al_spoken *spoken = &speech->spoken;
    if (facts->loud == 0)
        return false;
    turn(speech);
    al_say_number(spoken, facts->loud);
    al_say(spoken, facts->loud == 1 ? " change" : " changes");
    al_say(spoken, facts->contained != AL_CONTAINED_NEITHER ? " in it" : "");
    al_say(spoken, facts->loud == 1 ? " touches the meaning" : " touch the meaning");
    size_t n = facts->loud_lots <= AL_FACTS_QUOTED ? facts->n_loudest : 1;
    al_say(spoken, facts->loud_lots <= n ? ": " : ", such as ");
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            al_say(spoken, i + 1 < n ? ", " : " and ");
        say_change(spoken, speech->comparison, facts->loudest[i]);
    }
    return true;
}

/* --- What a summary says ---------------------------------------------------- */

/*
 * What a summary says that its source does not; where there is no such thing, how far it was
 * judged.
 */
static bool say_claims(speech *speech)
{
    const almost_comparison *comparison = speech->comparison;
    al_spoken *spoken = &speech->spoken;
    if (comparison->n_claims == 0) {
        if (comparison->verdict.summed >= worth_saying && !speech->facts.spelt_out)
            al_say(
                spoken,
                "; the summary’s numbers and names were found in the original, the rest of it was "
                "not judged");
        return false;
    }
    const almost_claim *first = &comparison->claims[0];
    const almost_text *text = first->telling ? comparison->telling : comparison->original;
    turn(speech);
    al_say_quoted(spoken, text, (al_range){(uint32_t)first->span.start, (uint32_t)first->span.end},
                  MOST_QUOTED);
    say_where(spoken, text, first->span.start);
    if (comparison->n_claims > 1) {
        al_say(spoken, " and ");
        al_say_count(spoken, comparison->n_claims - 1, " other claim", " other claims");
    }
    al_say(spoken, comparison->n_claims > 1 ? " are not in " : " is not in ");
    al_say(spoken, first->telling ? "the original" : "the telling");
    al_say(spoken,
           comparison->n_claims > 1 ? ", which touch the meaning" : ", which touches the meaning");
    return true;
}

/* --- What is missing, new, moved ------------------------------------------ */

static al_range range_of(const al_change *change)
{
    return change->kind == ALMOST_MISSING ? change->original : change->telling;
}

static const almost_text *text_of(const speech *speech, const al_change *change)
{
    return change->kind == ALMOST_MISSING ? speech->comparison->original
                                          : speech->comparison->telling;
}

/* The longest stretch that is missing or new, but for one that the ending tells of. */
static bool say_stretch(speech *speech)
{
    const al_change *longest = speech->facts.stretch;
    if (longest == NULL)
        return false;
    bool missing = longest->kind == ALMOST_MISSING;
    const almost_text *text = text_of(speech, longest);
    turn(speech);
    al_say_number(&speech->spoken, speech->facts.stretch_words);
    al_say(&speech->spoken,
           missing ? " words in a row are missing, from " : " words in a row are new, from ");
    al_say(&speech->spoken,
           al_where_of(text, al_range_trimmed(text, range_of(longest)).start).bytes);
    al_say(&speech->spoken, missing ? " of the original" : "");
    return true;
}

/* Whole sentences that are missing or new. */
static bool say_sentences(speech *speech)
{
    const al_change *first = speech->facts.sentence;
    if (first == NULL)
        return false;
    bool missing = first->kind == ALMOST_MISSING;
    const almost_text *text = text_of(speech, first);
    al_range range = al_range_trimmed(text, range_of(first));
    turn(speech);
    if (speech->facts.sentences > 1) {
        al_say_number(&speech->spoken, speech->facts.sentences);
        al_say(&speech->spoken, " whole sentences are missing or new, the first: ");
    } else {
        al_say(&speech->spoken, missing ? "a sentence is missing: " : "a sentence is new: ");
    }
    al_say_quoted(&speech->spoken, text, range, MOST_OF_A_SENTENCE);
    say_where(&speech->spoken, text, range.start);
    al_say(&speech->spoken, missing ? " of the original" : "");
    return true;
}

static bool say_moved(speech *speech)
{
    if (speech->facts.moved == 0)
        return false;
    if (!speech->turned && speech->comparison->verdict.order < small_share) {
        al_say(&speech->spoken, ": ");
        speech->turned = true;
    } else {
        turn(speech);
    }
    al_say_count(&speech->spoken, speech->facts.moved, " passage has moved",
                 " passages have moved");
    return true;
}

/* Passages that are told in other words. */
static bool say_reworded(speech *speech)
{
    uint64_t count = speech->facts.reworded;
    if (count == 0)
        return false;
    turn(speech);
    if (count == 1) {
        al_say(&speech->spoken, "a passage of ");
        al_say_count(&speech->spoken, speech->comparison->reworded, " word", " words");
        al_say(&speech->spoken, " is told in other words");
    } else {
        al_say_number(&speech->spoken, count);
        al_say(&speech->spoken, " passages are told in other words");
    }
    return true;
}

/*
 * The share of the telling that is new: in a row, or word by word in many places, where that is
 * much and nothing touches the meaning; else 0.
 */
static double new_share(const speech *speech)
{
    enum { many_words = 10 };
    const almost_verdict *verdict = &speech->comparison->verdict;
    const almost_statistics *counted = &speech->comparison->statistics;
    uint64_t words = counted->added + counted->different_telling;
    double least = speech->facts.loud > 0 ? most_new : much_new;
    if (verdict->told < small_share)
        return 1 - verdict->told;
    if (verdict->summed > 0 || words < many_words ||
        (double)words < least * (double)counted->telling_words)
        return 0;
    return (double)words / (double)counted->telling_words;
}

static bool say_new(speech *speech)
{
    double share = new_share(speech);
    if (share <= 0 || speech->facts.spelt_out || speech->facts.contained == AL_CONTAINED_TELLING)
        return false;
    turn(speech);
    al_say_percent(&speech->spoken, share);
    al_say(&speech->spoken, " of the telling is new");
    return true;
}

/* --- What is wording, and what is small ------------------------------------ */

/* Words that are missing or new, in brackets; words that stand for others are both. */
static void say_words(speech *speech)
{
    const almost_statistics *counted = &speech->comparison->statistics;
    uint64_t missing = counted->missing + counted->different_original;
    uint64_t new = counted->added + counted->different_telling;
    if (speech->facts.contained != AL_CONTAINED_NEITHER || missing + new == 0)
        return;
    al_say(&speech->spoken, " (");
    if (new > 0)
        al_say_count(&speech->spoken, new, " new word", " new words");
    if (new > 0 && missing > 0)
        al_say(&speech->spoken, ", ");
    if (missing > 0)
        al_say_count(&speech->spoken, missing, new > 0 ? " missing" : " word missing",
                     new > 0 ? " missing" : " words missing");
    al_say(&speech->spoken, ")");
}

/* Of what kinds the small differences are: “spelling, punctuation and case”. */
static void say_kinds(al_spoken *spoken, uint32_t touches)
{
    static const struct {
        uint32_t touch;
        const char *name;
    } kinds[] = {{ALMOST_TOUCHES_SPELLING, "spelling"},
                 {ALMOST_TOUCHES_PUNCTUATION, "punctuation"},
                 {ALMOST_TOUCHES_CASE, "capitals"},
                 {ALMOST_TOUCHES_SPACING, "spacing"}};
    enum { n_kinds = sizeof kinds / sizeof *kinds };
    const char *names[n_kinds];
    size_t n = 0;
    for (size_t i = 0; i < n_kinds; i++)
        if (touches & kinds[i].touch)
            names[n++] = kinds[i].name;
    for (size_t i = 0; i < n; i++) {
        al_say(spoken, i == 0 ? " of " : i + 1 < n ? ", " : " and ");
        al_say(spoken, names[i]);
    }
}

/* One convention that was changed, where that is half of the small differences or more. */
static void say_convention(speech *speech)
{
    enum { least = 3 };
    const al_facts *facts = &speech->facts;
    al_spoken *spoken = &speech->spoken;
    const al_group *group =
        facts->convention != NULL ? al_groups_of(speech->comparison, facts->convention) : NULL;
    if (group == NULL || group->count < least || 2 * (uint64_t)group->count < facts->small)
        return;
    if (group->count >= facts->small) {
        al_say(spoken, ", all of them ");
    } else {
        al_say(spoken, ", ");
        al_say_number(spoken, group->count);
        al_say(spoken, " of them ");
    }
    say_sides(spoken, speech->comparison, facts->convention);
    if (group->kind == AL_GROUP_LETTERS || group->kind == AL_GROUP_CAPITALS)
        al_say(spoken, " and the like");
    al_say(spoken, group->throughout ? " throughout" : "");
}

/* What joins the next of the small facts to what was said. */
static void add(speech *speech, bool *any)
{
    al_say(&speech->spoken, *any ? " and " : ", with ");
    *any = true;
}

/* Items of which only the number or letter is another, or written another way. */
static void say_labels(speech *speech, bool *any)
{
    const almost_statistics *counted = &speech->comparison->statistics;
    if (counted->renumbered > 0) {
        add(speech, any);
        al_say_count(&speech->spoken, counted->renumbered, " item renumbered", " items renumbered");
    }
    if (counted->relabelled > 0) {
        add(speech, any);
        al_say_count(&speech->spoken, counted->relabelled, " item labelled in another way",
                     " items labelled in another way");
    }
}

static bool say_small(speech *speech)
{
    const al_facts *facts = &speech->facts;
    bool any = false;
    if (!speech->comparison->verdict.same_ending)
        return false;
    if (facts->wording > 0) {
        add(speech, &any);
        al_say_count(&speech->spoken, facts->wording, " change of wording", " changes of wording");
        say_words(speech);
    }
    say_labels(speech, &any);
    if (facts->small > 0) {
        add(speech, &any);
        al_say_count(&speech->spoken, facts->small, " small difference", " small differences");
        say_kinds(&speech->spoken, facts->small_touches);
        say_convention(speech);
    }
    return any;
}

/* What a listener would want to be told next, at most two facts of it. */
static void say_loudest(speech *speech)
{
    if (speech->comparison->verdict.order < small_share)
        say_moved(speech);
    else
        say_new(speech);
    say_claims(speech);
    bool reason = speech->turned, meaning = say_meaning(speech);
    if (reason || (meaning && !speech->comparison->verdict.same_ending))
        return;
    if (say_stretch(speech) || say_sentences(speech) || meaning)
        return;
    (void)(say_moved(speech) || say_reworded(speech) || say_small(speech));
}

/* --- How it ends ------------------------------------------------------------ */

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
static void say_ending(speech *speech)
{
    const almost_comparison *comparison = speech->comparison;
    const almost_verdict *verdict = &comparison->verdict;
    al_spoken *spoken = &speech->spoken;
    bool original_ends = ends_at(&comparison->slices[0], verdict->original_parting);
    bool telling_ends = ends_at(&comparison->slices[1], verdict->telling_parting);
    if (verdict->same_ending || (original_ends && telling_ends) ||
        speech->facts.contained != AL_CONTAINED_NEITHER)
        return;
    al_say(spoken, speech->turned ? "; it " : ", but it ");
    if (telling_ends) {
        al_say(spoken, "stops at ");
        al_say(spoken, al_where_of(comparison->original, verdict->original_parting).bytes);
        al_say(spoken, " of the original");
    } else if (original_ends) {
        al_say(spoken, "goes on from ");
        al_say(spoken, al_where_of(comparison->telling, verdict->telling_parting).bytes);
        al_say(spoken, ", where the original ends");
    } else {
        al_say(spoken, "ends another way from ");
        al_say(spoken, al_where_of(comparison->telling, verdict->telling_parting).bytes);
    }
}

/* --- Yes and no ------------------------------------------------------------- */

static void say_yes(al_spoken *spoken, const almost_comparison *comparison)
{
    if (al_slice_length(&comparison->slices[0]) == 0 &&
        al_slice_length(&comparison->slices[1]) == 0) {
        al_say(spoken, "Yes: both are empty");
        return;
    }
    bool unlike = false;
    for (size_t i = 0; i < comparison->n_changes && !unlike; i++)
        unlike = comparison->changes[i].unlike != 0;
    if (!unlike)
        al_say(spoken, "Yes: the two are the same to the letter");
    else if (comparison->original->whole != NULL || comparison->telling->whole != NULL)
        al_say(spoken,
               "Yes: it is the same, word for word; only layout, typography or what belongs "
               "to the file alone differs");
    else if (comparison->settings.ignore == (ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY))
        al_say(spoken, "Yes: it is the same, word for word; only layout or the shapes of quotation "
                       "marks and dashes differ");
    else
        al_say(spoken, "Yes: it is the same but for what was to be ignored");
}

static void say_no(al_spoken *spoken, const almost_comparison *comparison)
{
    if (al_slice_length(&comparison->slices[0]) == 0)
        al_say(spoken, "No: the original is empty");
    else if (al_slice_length(&comparison->slices[1]) == 0)
        al_say(spoken, "No: the telling is empty");
    else if (comparison->verdict.kept <= 0 && comparison->verdict.told <= 0)
        al_say(spoken, "No: the two have nothing in common");
    else {
        al_say(spoken, "No: the two have hardly anything in common (");
        al_say_percent(spoken, comparison->verdict.kept);
        al_say(spoken, " of the original’s words, ");
        al_say_percent(spoken, comparison->verdict.told);
        al_say(spoken, " of the telling’s)");
    }
}

/* --- How much is there ------------------------------------------------------ */

/* Whether two shares are the same when they are said. */
static bool sound_alike(double a, double b)
{
    char first[64], second[64];
    *al_put_percent(first, a) = '\0';
    *al_put_percent(second, b) = '\0';
    return strcmp(first, second) == 0;
}

/* Whether so few words are not there that their number says more than a share. */
static bool is_few(uint64_t words, uint64_t all)
{
    enum { few = 10 };
    return words <= few || words <= all / 10;
}

/*
 * How much of the original is there: in some wording, and word for word where that is less. “All of
 * it but 3 words” says both. Whether two shares were said.
 */
static bool say_kept(speech *speech)
{
    const almost_verdict *verdict = &speech->comparison->verdict;
    const almost_statistics *counted = &speech->comparison->statistics;
    al_spoken *spoken = &speech->spoken;
    bool words =
        speech->facts.wording + speech->facts.loud > 0; /* else all are told, as numbers are */
    uint64_t beside = words ? counted->missing + counted->different_original : 0;
    bool few = verdict->kept >= 1 && is_few(beside, counted->original_words);
    bool alike = sound_alike(verdict->kept, verdict->kept_verbatim);
    if (verdict->kept < 1)
        al_say_percent(spoken, verdict->kept);
    al_say(spoken, verdict->kept < 1 ? " of it" : "all of it");
    if (few && beside > 0) {
        al_say(spoken, " but ");
        al_say_count(spoken, beside, " word", " words");
    }
    al_say(spoken, " is there");
    if (few)
        return false;
    al_say(spoken, alike ? " word for word" : " in some wording, ");
    if (alike)
        return false;
    if (verdict->kept_verbatim <= 0)
        al_say(spoken, "nothing");
    else
        al_say_percent(spoken, verdict->kept_verbatim);
    al_say(spoken, " word for word");
    return true;
}

/* Which part of what is there stands in order. */
static void say_order(al_spoken *spoken, const almost_verdict *verdict, bool two_shares)
{
    if (verdict->order >= 0.995) {
        al_say(spoken, two_shares ? ", all in order" : ", in order");
        return;
    }
    al_say(spoken, two_shares ? ", and " : ", ");
    al_say(spoken, verdict->order < small_share ? "only " : "");
    al_say_percent(spoken, verdict->order);
    al_say(spoken, two_shares ? " of what is there in order" : " of that in order");
}

/* How much is there, in which order, in which words, and how much is summed up. */
static void say_shares(speech *speech)
{
    const almost_verdict *verdict = &speech->comparison->verdict;
    bool summed = verdict->summed >= worth_saying;
    if (!summed || verdict->kept >= 0.005) {
        bool two_shares = say_kept(speech);
        say_order(&speech->spoken, verdict, two_shares);
        al_say(&speech->spoken, summed ? ", and " : "");
    }
    if (!summed)
        return;
    if (verdict->summed >= 0.995)
        al_say(&speech->spoken, "all");
    else
        al_say_percent(&speech->spoken, verdict->summed);
    al_say(&speech->spoken, verdict->kept >= 0.005 ? " is " : " of it is ");
    al_say(&speech->spoken, speech->facts.spelt_out ? "spelt out at length" : "summed up");
}

/* That one lies whole in the other, but for a few words perhaps, and where. */
static void say_contained(speech *speech)
{
    const al_facts *facts = &speech->facts;
    al_spoken *spoken = &speech->spoken;
    bool excerpt = facts->contained == AL_CONTAINED_TELLING;
    const almost_text *around =
        excerpt ? speech->comparison->original : speech->comparison->telling;
    al_say(spoken, excerpt ? "all of the telling" : "all of the original");
    if (facts->beside > 0) {
        al_say(spoken, " but ");
        al_say_count(spoken, facts->beside, " word", " words");
    }
    al_say(spoken, excerpt ? " is in the original" : " is in the telling");
    if (facts->beside + facts->loud + facts->wording + facts->small + facts->moved == 0)
        al_say(spoken, ", word for word");
    if (facts->pieces > 1) {
        al_say(spoken, ", in ");
        al_say_number(spoken, facts->pieces);
        al_say(spoken, " places");
        return;
    }
    if (al_where_is_marked(around)) {
        al_say(spoken, ", ");
        al_say(spoken, al_where_preposition(around, facts->place.start));
        al_say(spoken, " ");
        al_say(spoken, al_where_between(around, facts->place.start, facts->place.end).bytes);
        return;
    }
    uint64_t first = line_of(around, facts->place.start), last = line_of(around, facts->place.end);
    al_say(spoken, first == last ? ", in line " : ", in lines ");
    al_say_number(spoken, first);
    if (first != last) {
        al_say(spoken, " to ");
        al_say_number(spoken, last);
    }
}

/* Whether nothing but capitals differs. */
static bool is_case_alone(const speech *speech)
{
    const al_facts *facts = &speech->facts;
    return facts->small > 0 &&
           facts->loud + facts->wording + facts->sentences + facts->moved == 0 &&
           facts->stretch == NULL && facts->small_touches == ALMOST_TOUCHES_CASE &&
           speech->comparison->verdict.same_ending && speech->comparison->verdict.summed <= 0;
}

static void say_in_between(speech *speech)
{
    bool almost = speech->comparison->verdict.answer == ALMOST_ALMOST;
    al_say(&speech->spoken, almost ? "Almost: " : "Partly: ");
    if (is_case_alone(speech)) {
        al_say(&speech->spoken, "the same words, but with other capitals, in ");
        al_say_count(&speech->spoken, speech->facts.small, " place", " places");
        return;
    }
    if (speech->facts.contained != AL_CONTAINED_NEITHER)
        say_contained(speech);
    else
        say_shares(speech);
    say_loudest(speech);
    say_ending(speech);
}

void al_sentence(almost_comparison *comparison)
{
    speech speech = {
        .spoken = {.text = comparison->sentence, .capacity = sizeof comparison->sentence - 4},
        .comparison = comparison,
    };
    switch (comparison->verdict.answer) {
    case ALMOST_YES: say_yes(&speech.spoken, comparison); break;
    case ALMOST_NO: say_no(&speech.spoken, comparison); break;
    case ALMOST_ALMOST:
    case ALMOST_PARTLY:
        speech.facts = al_facts_of(comparison);
        comparison->contained = speech.facts.contained;
        say_in_between(&speech);
        break;
    }
    al_say(&speech.spoken, ".");
    comparison->sentence[speech.spoken.length] = '\0';
}
