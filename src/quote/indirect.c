/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A passage supports a clause that reports it when it has most of what the clause says and chance
 * would not. The two are then compared as any two tellings are: what touches a negation, a number,
 * a name, a modal or an opposite makes the clause an altered one. What a report leaves out, and
 * what reporting itself changes (I and he, will and would), does not.
 */
#include "quote/indirect.h"

#include "base/error.h"
#include "compare/compare.h"
#include "text/compared.h"
#include "text/signs.h"
#include "words/sentences.h"

#include <string.h>

/*
 * A passage has most of what the clause says, and more than chance would. Of 200 sentences of ten
 * novels, one word in five changed or left out, 192 are found so (.01 instead of 1: 160), of 200 of
 * other novels none.
 */
static const float least_share = .6F;
static const double most_expected = 1;

enum {
    MOST_BESIDE = 8,   /* words on either side of what is shared that may be of the same phrase */
    MOST_LEFT_OUT = 64 /* bytes: more of a source than that says something of its own */
};

static const uint32_t grave = ALMOST_TOUCHES_NEGATION | ALMOST_TOUCHES_NUMBER |
                              ALMOST_TOUCHES_NAME | ALMOST_TOUCHES_MODAL | ALMOST_TOUCHES_UNIT |
                              ALMOST_TOUCHES_OPPOSITE;

/* --- The passage ----------------------------------------------------------- */

/* The words that are shared, out to the ends of their phrases. */
static al_range widen(const al_support *support, const al_supported *found)
{
    const al_sources *sources = support->sources;
    const al_source *source = &sources->items[found->source];
    const al_slice slice = al_slice_of(source->text);
    al_range words = found->words;
    for (int i = 0; i < MOST_BESIDE && words.start > source->first; i++, words.start--)
        if (al_border_before(&slice, sources->spans[words.start - 1],
                             sources->spans[words.start]) != AL_BORDER_NONE)
            break;
    for (int i = 0; i < MOST_BESIDE && words.end < source->end; i++, words.end++)
        if (al_border_before(&slice, sources->spans[words.end - 1], sources->spans[words.end]) !=
            AL_BORDER_NONE)
            break;
    return words;
}

/* --- What differs ------------------------------------------------------------ */

static bool is_letter(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c & 0x80);
}

/* Whether some bytes have a word, which is in small letters, in letters of either kind. */
static bool has_word(const almost_text *text, almost_span span, const char *word)
{
    size_t length = strlen(word);
    for (uint64_t at = span.start; at + length <= span.end; at++) {
        size_t i = 0;
        while (i < length && (text->bytes[at + i] | 32) == word[i])
            i++;
        if (i == length && (at == span.start || !is_letter(text->bytes[at - 1])) &&
            (at + length == span.end || !is_letter(text->bytes[at + length])))
            return true;
    }
    return false;
}

/* Whether a modal is only told from then: will as would. */
static bool is_shifted(const almost_text *source, almost_span from, const almost_text *account,
                       almost_span to)
{
    static const char *const shifts[][2] = {
        {"will", "would"}, {"shall", "would"}, {"shall", "should"}, {"should", "would"},
        {"can", "could"},  {"may", "might"},   {"shall", "will"},   {"must", "had to"},
    };
    for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++)
        if (has_word(source, from, shifts[i][0]) && has_word(account, to, shifts[i][1]))
            return true;
    return false;
}

/* Whether some bytes have a capital letter, `I` aside: pronouns stand for names in reports. */
static bool has_capital(const almost_text *text, almost_span span)
{
    for (uint64_t i = span.start; i < span.end; i++) {
        unsigned char c = (unsigned char)text->bytes[i];
        bool alone = c == 'I' && (i + 1 == span.end || (text->bytes[i + 1] | 32) < 'a');
        if ((c >= 'A' && c <= 'Z' && !alone) || c >= 0xC3)
            return true;
    }
    return false;
}

/* What a change makes wrong of a clause; 0: nothing. */
static uint32_t wrongs(const almost_change *change, const almost_text *source,
                       const almost_text *account)
{
    const uint32_t name = ALMOST_TOUCHES_NAME;
    uint32_t touches = change->touches & grave;
    if (change->original.end - change->original.start > MOST_LEFT_OUT)
        return 0;
    if (change->kind == ALMOST_MISSING) /* a report is shorter; a `not` is not left out */
        return touches & (uint32_t)ALMOST_TOUCHES_NEGATION;
    if (!has_capital(source, change->original) || !has_capital(account, change->telling))
        touches &= ~name;
    if (is_shifted(source, change->original, account, change->telling))
        touches &= ~(uint32_t)ALMOST_TOUCHES_MODAL;
    return touches;
}

/* Without the white space at its end. */
static almost_span trim(const almost_text *text, almost_span span)
{
    while (span.end > span.start && al_is_space_byte(text->bytes[span.end - 1]))
        span.end--;
    return span;
}

/* The rows that the clauses of an account fill. */
typedef struct answer {
    almost_quotations *quotations;
    size_t room;
    size_t n;
} answer;

static bool add_change(answer *answer, const almost_text *source, const almost_change *change,
                       uint32_t touches)
{
    almost_quotations *quotations = answer->quotations;
    if (!al_grow(quotations->allocator, (void **)&quotations->indirect_changes, &answer->room,
                 answer->n + 1, sizeof *quotations->indirect_changes))
        return false;
    quotations->indirect_changes[answer->n++] =
        (almost_quotation_change){.kind = change->kind,
                                  .touches = touches,
                                  .source = trim(source, change->original),
                                  .quotation = trim(quotations->text, change->telling)};
    return true;
}

static bool take_changes(answer *answer, almost_indirect *item, const almost_text *source,
                         const almost_comparison *comparison)
{
    almost_change change;
    const almost_text *account = al_text_compared(answer->quotations->text);
    for (size_t i = 0; almost_comparison_change(comparison, i, &change); i++) {
        uint32_t touches = change.kind == ALMOST_SAME || change.kind == ALMOST_MOVED
                               ? 0
                               : wrongs(&change, source, account);
        if (touches == 0)
            continue;
        if (!add_change(answer, source, &change, touches))
            return false;
        item->touches |= touches;
        item->n_changes++;
    }
    return true;
}

static almost_status compare(const al_indirect_asker *asker, answer *answer, almost_indirect *item,
                             const al_source *source, almost_error *error)
{
    almost_comparison *comparison = NULL;
    almost_compare_options options;
    almost_environment environment = *asker->environment;
    const al_slice slices[2] = {
        {source->text, (uint32_t)item->passage.start, (uint32_t)item->passage.end},
        {al_text_compared(answer->quotations->text), (uint32_t)item->span.start,
         (uint32_t)item->span.end}};
    environment.timeout = al_deadline_left(&asker->clock->deadline);
    environment.progress = NULL;
    environment.threads = 1;
    almost_compare_options_init(&options);
    options.environment = &environment;
    options.language = asker->support->language;
    almost_status status = al_compare_slices(slices, NULL, &options, &comparison, error);
    if (status != ALMOST_OK)
        return status;
    if (!take_changes(answer, item, source->text, comparison))
        status = al_fail_memory(error);
    almost_comparison_free(comparison);
    return status;
}

/* --- One clause, and all of them -------------------------------------------- */

static almost_status check_one(const al_indirect_asker *asker, al_stemmer *stemmer, answer *answer,
                               almost_indirect *item, almost_error *error)
{
    const al_support *support = asker->support;
    const al_sources *sources = support->sources;
    size_t first = al_cut_at(asker->cut, (uint32_t)item->span.start);
    uint32_t n = (uint32_t)(al_cut_at(asker->cut, (uint32_t)item->span.end) - first);
    al_supported found;
    if (!al_support_find(support, stemmer, al_text_compared(answer->quotations->text),
                         asker->cut->spans + first, n, &found))
        return al_fail_memory(error);
    item->status = ALMOST_INDIRECT_NOT_FOUND;
    if (found.words.end == 0)
        return ALMOST_OK;
    al_range words = widen(support, &found);
    item->source = asker->texts[found.source];
    item->passage =
        (almost_span){sources->spans[words.start].start, sources->spans[words.end - 1].end};
    item->likeness = found.share;
    item->bits = found.score;
    item->expected = found.expected;
    if (found.expected > most_expected || found.share < least_share)
        return ALMOST_OK;
    almost_status status = compare(asker, answer, item, &sources->items[found.source], error);
    item->status = item->touches != 0 ? ALMOST_INDIRECT_ALTERED : ALMOST_INDIRECT_SUPPORTED;
    return status;
}

almost_status al_indirect_check(const al_indirect_asker *asker, almost_quotations *quotations,
                                almost_error *error)
{
    al_stemmer *stemmer = NULL;
    answer answer = {.quotations = quotations};
    almost_status status =
        al_stemmer_new(quotations->allocator, asker->support->language, &stemmer, error);
    for (size_t i = 0; i < quotations->n_indirect && status == ALMOST_OK; i++) {
        if (al_clock_look(asker->clock))
            status = al_fail(error, ALMOST_ERROR_TIMEOUT, NULL,
                             "checking was not done in time; raise the timeout or check smaller "
                             "parts");
        else
            status = check_one(asker, stemmer, &answer, &quotations->indirect[i], error);
    }
    al_stemmer_free(stemmer);
    const almost_quotation_change *change = quotations->indirect_changes;
    for (size_t i = 0; i < quotations->n_indirect; i++) {
        almost_indirect *item = &quotations->indirect[i];
        if (item->n_changes == 0)
            continue;
        item->changes = change;
        change += item->n_changes;
    }
    return status;
}
