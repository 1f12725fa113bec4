/* SPDX-License-Identifier: Apache-2.0 */
/* Gathering what there is to say of a comparison; see facts.h. */
#include "compare/facts.h"

#include "compare/groups.h"
#include "compare/loudness.h"

/* Whether nearly all of a text lies in the other one, and how much the other has beside it. */
static const double contained_share = .75;

/* Of the text around, the place has no more: else what is missing lies within, and is a gap. */
static const double most_held = .75;

/* White space and marks between two stretches that hold a text: they are one place. */
enum { same_place = 400 /* bytes */ };

/* --- Whether one lies whole in the other -------------------------------- */

static bool holds_main(const almost_passage *passage)
{
    return passage->kind != ALMOST_PASSAGE_SUMMARY;
}

/* The stretches of the text around that hold the contained one, and the place that they make. */
static void find_place(const almost_comparison *comparison, al_facts *facts)
{
    bool around_telling = facts->contained == AL_CONTAINED_ORIGINAL;
    uint64_t end = 0;
    facts->place = (al_range){UINT32_MAX, 0};
    for (size_t i = 0; i < comparison->n_passages; i++) {
        const almost_passage *passage = &comparison->passages[i];
        if (!holds_main(passage))
            continue;
        almost_span span = around_telling ? passage->telling : passage->original;
        facts->pieces += facts->pieces == 0 || span.start > end + same_place || span.end < end;
        end = span.end;
        if (span.start < facts->place.start)
            facts->place.start = (uint32_t)span.start;
        if (span.end > facts->place.end)
            facts->place.end = (uint32_t)span.end;
    }
}

static void find_containment(const almost_comparison *comparison, al_facts *facts)
{
    const almost_verdict *verdict = &comparison->verdict;
    const almost_statistics *counted = &comparison->statistics;
    uint64_t new = counted->added + counted->different_telling;
    uint64_t lost = counted->missing + counted->different_original;
    if (verdict->summed > 0 || verdict->answer != ALMOST_PARTLY)
        return;
    if (verdict->told >= contained_share && verdict->kept < contained_share &&
        (double)new <= (1 - contained_share) * (double)counted->telling_words) {
        facts->contained = AL_CONTAINED_TELLING;
        facts->beside = new;
    } else if (verdict->kept >= contained_share && verdict->told < contained_share &&
               (double)lost <= (1 - contained_share) * (double)counted->original_words) {
        facts->contained = AL_CONTAINED_ORIGINAL;
        facts->beside = lost;
    } else {
        return;
    }
    find_place(comparison, facts);
    const al_slice *around = &comparison->slices[facts->contained == AL_CONTAINED_TELLING ? 0 : 1];
    double held = (double)(facts->place.end - facts->place.start);
    if (facts->pieces == 0 ||
        (facts->pieces == 1 && held > most_held * (double)al_slice_length(around)))
        facts->contained = AL_CONTAINED_NEITHER;
}

/* Whether a change is what stands around the place of the contained text. */
static bool is_around(const al_facts *facts, const al_change *change)
{
    al_range place = facts->place;
    al_range range;
    if (facts->contained == AL_CONTAINED_TELLING && change->kind == ALMOST_MISSING)
        range = change->original;
    else if (facts->contained == AL_CONTAINED_ORIGINAL && change->kind == ALMOST_ADDED)
        range = change->telling;
    else
        return false;
    return facts->pieces > 1 || range.end <= place.start || range.start >= place.end;
}

/* --- What the changes are ------------------------------------------------ */

/* Whether a change is the first of its group, or stands alone. */
static bool is_first_of_group(const almost_comparison *comparison, const al_change *change)
{
    const al_group *group = al_groups_of(comparison, change);
    return group == NULL || change == &comparison->changes[group->first];
}

/* Keep a loud change among the few that are quoted, loudest first. */
static void keep_loudest(al_facts *facts, const al_change *change)
{
    size_t at = facts->n_loudest;
    while (at > 0 && al_change_is_louder(change, facts->loudest[at - 1]))
        at--;
    if (at == AL_FACTS_QUOTED)
        return;
    if (facts->n_loudest < AL_FACTS_QUOTED)
        facts->n_loudest++;
    for (size_t i = facts->n_loudest - 1; i > at; i--)
        facts->loudest[i] = facts->loudest[i - 1];
    facts->loudest[at] = change;
}

/* Whether the ending tells of it. */
static bool is_ending(const almost_comparison *comparison, const al_change *change)
{
    const almost_verdict *verdict = &comparison->verdict;
    return !verdict->same_ending &&
           (change->kind == ALMOST_MISSING ? change->original.end > verdict->original_parting
                                           : change->telling.end > verdict->telling_parting);
}

static void consider_stretch(const almost_comparison *comparison, const al_change *change,
                             uint64_t words, al_facts *facts)
{
    if (words <= facts->stretch_words || is_ending(comparison, change))
        return;
    facts->stretch = change;
    facts->stretch_words = words;
}

static void consider_convention(const almost_comparison *comparison, const al_change *change,
                                al_facts *facts)
{
    const al_group *group = al_groups_of(comparison, change);
    if (group != NULL && (facts->convention == NULL ||
                          group->count > al_groups_of(comparison, facts->convention)->count))
        facts->convention = &comparison->changes[group->first];
}

static void consider(const almost_comparison *comparison, const al_change *change, al_facts *facts)
{
    bool counts = change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED && !change->summed;
    if (!counts || is_around(facts, change))
        return;
    uint64_t words = al_change_stretch(comparison, change);
    if (words > 0) {
        consider_stretch(comparison, change, words, facts);
    } else if (change->touches & AL_TOUCHES_MEANING) {
        facts->loud++;
        if (is_first_of_group(comparison, change)) {
            facts->loud_lots++;
            keep_loudest(facts, change);
        }
    } else if (change->label) {
        return; /* told of by the items that have another one */
    } else if (change->sentences) {
        facts->sentence = facts->sentence == NULL ? change : facts->sentence;
        facts->sentences++;
    } else if (change->touches & ALMOST_TOUCHES_WORDING || !(change->touches & AL_TOUCHES_SMALL)) {
        facts->wording++;
    } else {
        facts->small++;
        facts->small_touches |= change->touches;
        consider_convention(comparison, change, facts);
    }
}

al_facts al_facts_of(const almost_comparison *comparison)
{
    al_facts facts = {.contained = AL_CONTAINED_NEITHER};
    find_containment(comparison, &facts);
    for (size_t i = 0; i < comparison->n_changes; i++)
        consider(comparison, &comparison->changes[i], &facts);
    for (size_t i = 0; i < comparison->n_passages; i++) {
        const almost_passage *passage = &comparison->passages[i];
        facts.moved += passage->moved != 0;
        facts.reworded += passage->kind == ALMOST_PASSAGE_REWORDED;
        facts.spelt_out |= passage->kind == ALMOST_PASSAGE_SUMMARY &&
                           passage->original.end - passage->original.start <
                               passage->telling.end - passage->telling.start;
    }
    return facts;
}
