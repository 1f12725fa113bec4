/* SPDX-License-Identifier: Apache-2.0 */
/* Shares, ending and answer. All thresholds of the verdict stand here. */
#include "compare/verdict.h"

#include "compare/partner.h"

#include <math.h>

/*
 * Almost: a person would call it the same account, so that three quarters of
 * either text lie in the other and stand in order. No: less than a twentieth of
 * either is in the other, which for a whole book is a few shared quotations.
 */
static const double almost_share = .75;
static const double least_share = .05;

/* Words of one side that lie in passages: those of the main line, and in moves. */
typedef struct shares {
    uint64_t in_line;
    uint64_t moved;
    uint64_t summed; /* in summaries, and in no passage of another kind */
} shares;

/* The words of a summary that no other passage tells. */
static uint64_t summed_words(const al_aligned *aligned, int side, const al_passage *summary)
{
    al_range words = summary->words[side];
    uint64_t told = 0;
    for (size_t i = 0; i < aligned->n_passages; i++) {
        const al_passage *other = &aligned->passages[i];
        al_range common = other->words[side];
        common.start = common.start > words.start ? common.start : words.start;
        common.end = common.end < words.end ? common.end : words.end;
        if (!other->summary && common.start < common.end)
            told += common.end - common.start;
    }
    return told < words.end - words.start ? words.end - words.start - told : 0;
}

/* A move can stand within the span of the main passage around it, but has words of its own. */
static shares shares_of(const al_aligned *aligned, int side)
{
    shares sum = {0, 0, 0};
    uint64_t inside = 0;
    const uint8_t *state = aligned->alignment.state[side];
    for (size_t i = 0; i < aligned->n_passages; i++) {
        const al_passage *passage = &aligned->passages[i];
        al_range words = passage->words[side];
        if (passage->summary) {
            sum.summed += summed_words(aligned, side, passage);
            continue;
        }
        if (passage->moved) {
            sum.moved += words.end - words.start;
            continue;
        }
        inside += al_words_in_line(state + words.start, words.end - words.start);
    }
    sum.in_line = inside;
    return sum;
}

static double share(uint64_t part, uint64_t whole)
{
    return whole == 0 ? 0 : part >= whole ? 1 : (double)part / (double)whole;
}

/* The word behind the last one that a summary holds or tells. */
static uint32_t summed_until(const al_aligned *aligned, int side)
{
    uint32_t end = 0;
    for (size_t i = 0; i < aligned->n_passages; i++)
        if (aligned->passages[i].summary && aligned->passages[i].words[side].end > end)
            end = aligned->passages[i].words[side].end;
    return end;
}

/*
 * The byte behind the last word that has a partner or is summed up; the start when none is, the end
 * where the two end alike.
 */
static uint64_t parting(const al_sides *sides, const al_aligned *aligned, int side, bool alike)
{
    const uint32_t *partner = aligned->alignment.partner[side];
    const al_side *mine = &sides->side[side];
    if (alike)
        return mine->end;
    uint32_t summed = summed_until(aligned, side), i = mine->n_words;
    if (i > summed)
        i = al_partner_last(partner, summed, i);
    if (i == mine->n_words)
        return mine->end;
    return i > 0 ? mine->spans[i].start : mine->start;
}

/* A last word or two that differ are no other ending, if they are not most of the text. */
static bool is_tail(uint32_t words, uint32_t all)
{
    enum { most_words = 3 };
    return words <= most_words && 2 * words <= all;
}

static bool same_ending(const al_aligned *aligned)
{
    const al_alignment *alignment = &aligned->alignment;
    const uint32_t *n = alignment->n;
    if (n[0] == 0 || n[1] == 0)
        return n[0] == n[1];
    for (size_t i = 0; i < aligned->n_passages; i++) {
        const al_passage *passage = &aligned->passages[i];
        if (passage->summary && passage->words[0].end == n[0] && passage->words[1].end == n[1])
            return true;
    }
    uint32_t last = al_partner_last(alignment->partner[0], 0, n[0]);
    if (last == 0)
        return false;
    uint32_t partner = alignment->partner[0][last - 1];
    uint32_t behind = al_pair_end(alignment, 1, partner, n[1]);
    return is_tail(n[0] - last, n[0]) && is_tail(n[1] - behind, n[1]);
}

static void count_changes(almost_comparison *comparison)
{
    almost_statistics *statistics = &comparison->statistics;
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if (change->kind == ALMOST_SAME || change->kind == ALMOST_MOVED)
            continue;
        statistics->changes++;
        for (uint32_t touches = change->touches & 0xFFFF; touches != 0; touches &= touches - 1)
            statistics->touching[__builtin_ctz(touches)]++;
    }
}

/* The words of a side by what became of them. */
typedef struct fates {
    uint32_t respelt;
    uint32_t moved; /* with the same letters, elsewhere */
    uint32_t same;  /* with the same letters, in their place */
    uint32_t kept;  /* not told as words that differ */
} fates;

/*
 * Those of a row of words, no more than a byte can count. Whether they have partners is asked
 * first, so that both loops are many words at once.
 */
static void add_row(const uint32_t *partner, const uint8_t *state, uint32_t n, fates *sum)
{
    uint8_t paired[UINT8_MAX], respelt = 0, moved = 0, same = 0, kept = 0;
    for (uint32_t i = 0; i < n; i++)
        paired[i] = partner[i] != AL_NONE;
    for (uint32_t i = 0; i < n; i++) {
        uint8_t letters = paired[i] & ((state[i] & (AL_RESPELT | AL_CHANGED)) == 0);
        uint8_t elsewhere = (state[i] & AL_ELSEWHERE) != 0;
        respelt += paired[i] & ((state[i] & AL_RESPELT) != 0);
        moved += letters & elsewhere;
        same += letters & !elsewhere;
        kept += paired[i] & ((state[i] & AL_CHANGED) == 0);
    }
    sum->respelt += respelt;
    sum->moved += moved;
    sum->same += same;
    sum->kept += kept;
}

static fates fates_of(const al_alignment *alignment, int side)
{
    fates sum = {0, 0, 0, 0};
    const uint32_t *partner = alignment->partner[side];
    const uint8_t *state = alignment->state[side];
    for (uint32_t at = 0, n = alignment->n[side]; at < n;) {
        uint32_t row = n - at < UINT8_MAX ? n - at : UINT8_MAX;
        add_row(partner + at, state + at, row, &sum);
        at += row;
    }
    return sum;
}

/* Words by what became of them, before changes with words on both sides are told apart. */
static void count_words(const al_alignment *alignment, const fates *original, const fates *telling,
                        int o, almost_statistics *s)
{
    s->original_words = alignment->n[o];
    s->telling_words = alignment->n[!o];
    s->respelt += original->respelt;
    s->moved += original->moved;
    s->same += original->same;
    s->missing = alignment->n[o] - s->respelt - s->moved - s->same;
    s->added = alignment->n[!o] - telling->kept;
}

/* Open words of changes that have words on both sides are different, not missing or added. */
static void count_different(const uint64_t different[2], almost_statistics *s)
{
    s->missing -= different[0] < s->missing ? different[0] : s->missing;
    s->added -= different[1] < s->added ? different[1] : s->added;
    s->different_original = different[0];
    s->different_telling = different[1];
}

static double order_of(shares kept)
{
    return kept.in_line + kept.moved == 0 ? 1 : share(kept.in_line, kept.in_line + kept.moved);
}

/* `order` is the lower of both sides', `summed` the higher, so that turning the texts does not
 * change the answer. */
static almost_answer answer_of(const almost_verdict *verdict, double order, double summed)
{
    if (verdict->kept >= almost_share && verdict->told >= almost_share && order >= almost_share)
        return ALMOST_ALMOST;
    if (verdict->kept < least_share && verdict->told < least_share && summed < least_share)
        return ALMOST_NO;
    return ALMOST_PARTLY;
}

static bool any_moved(const al_aligned *aligned)
{
    for (size_t i = 0; i < aligned->n_passages; i++)
        if (aligned->passages[i].moved)
            return true;
    return false;
}

/* Whether the telling sums up the original, and not the other way round. */
static bool is_shortened(const al_aligned *aligned, int telling)
{
    for (size_t i = 0; i < aligned->n_passages; i++)
        if (aligned->passages[i].summary && aligned->passages[i].short_side == telling)
            return true;
    return false;
}

/*
 * The share of a side's words whose partner has the same letters, to the options. A pair outside of
 * passages is nothing that is there, so that it is no more than `most`.
 */
static double verbatim(const fates *fates, uint32_t n, double most)
{
    return fmin(share((uint64_t)fates->moved + fates->same, n), most);
}

/* The verdict on texts that do not differ, but for what is ignored: all of both is told. */
static void reach_yes(const al_sides *sides, almost_verdict *verdict)
{
    *verdict = (almost_verdict){
        .answer = ALMOST_YES,
        .kept = 1,
        .told = 1,
        .order = 1,
        .kept_verbatim = 1,
        .told_verbatim = 1,
        .same_ending = true,
        .original_parting = sides->side[sides->original].end,
        .telling_parting = sides->side[sides->telling].end,
    };
}

/* The same where something differs. */
static void reach_other(const al_sides *sides, const al_aligned *aligned, const fates fates[2],
                        almost_verdict *verdict)
{
    int o = sides->original, t = sides->telling;
    const uint32_t *n = aligned->alignment.n;
    shares kept = shares_of(aligned, o), told = shares_of(aligned, t);
    uint64_t retold = told.in_line + told.moved + (is_shortened(aligned, t) ? told.summed : 0);
    verdict->kept = share(kept.in_line + kept.moved, n[o]);
    verdict->told = share(retold, n[t]);
    verdict->summed = share(kept.summed, n[o]);
    verdict->order = order_of(kept);
    verdict->kept_verbatim = verbatim(&fates[o], n[o], verdict->kept);
    verdict->told_verbatim = verbatim(&fates[t], n[t], verdict->told);
    verdict->same_ending = same_ending(aligned);
    verdict->original_parting = parting(sides, aligned, o, verdict->same_ending);
    verdict->telling_parting = parting(sides, aligned, t, verdict->same_ending);
    double order = order_of(told) < verdict->order ? order_of(told) : verdict->order;
    double summed = fmax(verdict->summed, share(told.summed, n[t]));
    verdict->answer = answer_of(verdict, order, summed);
}

void al_verdict_reach(const al_sides *sides, const al_aligned *aligned, const uint64_t different[2],
                      almost_comparison *comparison)
{
    almost_statistics *statistics = &comparison->statistics;
    const al_alignment *alignment = &aligned->alignment;
    const fates fates[2] = {fates_of(alignment, 0), fates_of(alignment, 1)};
    int o = sides->original;
    count_changes(comparison);
    count_words(alignment, &fates[o], &fates[!o], o, statistics);
    count_different(different, statistics);
    if (statistics->changes == 0 && statistics->moved == 0 && !any_moved(aligned))
        reach_yes(sides, &comparison->verdict);
    else
        reach_other(sides, aligned, fates, &comparison->verdict);
}
