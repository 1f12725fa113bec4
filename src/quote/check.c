/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_check(): the quotations of an account, each held against the sources; the same for one
 * account after another (check.h).
 *
 *   stage                   in
 *   ----------------------  ----------------------------------
 *   quotations              ../speech/
 *   sources as words        sources.c, cut.c, keys.c
 *   what is cited           citation.c
 *   the quotation as words  quoted.c
 *   places, path, pieces    places.c, path.c, pieces.c
 *   whose it is             whose.c
 *   what differs            differences.c, marks.c, ellipsis.c
 *   what that touches       judge_differences.c
 *   reported without marks  support.c, indirect.c
 */
#include "quote/check.h"

#include "quote/answer.h"
#include "quote/citation.h"
#include "quote/indirect.h"

#include "base/deadline.h"
#include "base/error.h"
#include "base/options.h"
#include "base/secret.h"
#include "language/language.h"
#include "text/compared.h"
#include "text/signs.h"
#include "words/forms.h"

#include <string.h>

enum {
    most_words = 1 << 17, /* of a quotation: longer ones are texts, and to be compared */
    foreign_words = 4     /* that a language is told by, at least */
};

/* All that is needed while an account is checked. */
typedef struct checking {
    const almost_text *account; /* what is compared of it */
    almost_quotations *quotations;
    const al_against *against;
    al_checker *checker;
    al_notes notes; /* of the account */
    al_cut cut;     /* the words of the account */
    al_answer answer;
} checking;

static const almost_check_options defaults = {.size = sizeof defaults};

void almost_check_options_init_sized(almost_check_options *options, size_t size)
{
    al_options_init(options, size, &defaults, sizeof defaults);
}

/* Line ends without words between them, with one more character; \r\n is one. */
static uint32_t breaks_with(uint32_t breaks, char c)
{
    return c == '\n' ? breaks + 1 : al_is_space_byte(c) ? breaks : 0;
}

/* Where the paragraph begins that a byte is in; not before `least`. */
static uint32_t paragraph_before(const char *bytes, uint32_t least, uint32_t at)
{
    for (uint32_t breaks = 0; at > least; at--) {
        breaks = breaks_with(breaks, bytes[at - 1]);
        if (breaks > 1)
            break;
    }
    return at;
}

/* The byte behind what stands before `at`, white space aside. */
static uint32_t behind_words(const char *bytes, uint32_t least, uint32_t at)
{
    while (at > least && al_is_space_byte(bytes[at - 1]))
        at--;
    return at;
}

/* Whether the paragraph before one that a quotation begins ends with a colon: `Article 5:` */
static bool introduces(const char *bytes, uint32_t least, uint32_t start, uint32_t quotation)
{
    static const char wide[] = "\xEF\xBC\x9A"; /* of full width */
    uint32_t end = behind_words(bytes, least, start);
    while (start < quotation && (al_is_space_byte(bytes[start]) || bytes[start] == '>'))
        start++;
    if (start < quotation || end == least)
        return false;
    return bytes[end - 1] == ':' || (end - least >= 3 && memcmp(bytes + end - 3, wide, 3) == 0);
}

/* The bytes around a quotation in which its source may be named: up to its neighbours, and the ends
   of its paragraph, with one before it that introduces it. */
static al_range around(const checking *checking, size_t index)
{
    const almost_quotations *quotations = checking->quotations;
    const almost_quotation *item = &quotations->items[index];
    al_range range = {0, (uint32_t)checking->account->length};
    if (index > 0)
        range.start = (uint32_t)quotations->items[index - 1].outer.end;
    if (index + 1 < quotations->n)
        range.end = (uint32_t)quotations->items[index + 1].outer.start;
    const char *bytes = checking->account->bytes;
    uint32_t start = (uint32_t)item->outer.start, end = (uint32_t)item->outer.end;
    bool block = item->kind == ALMOST_QUOTATION_BLOCK; /* its source stands in the line below */
    start = paragraph_before(bytes, range.start, start);
    if (introduces(bytes, range.start, start, (uint32_t)item->outer.start))
        start = paragraph_before(bytes, range.start, behind_words(bytes, range.start, start));
    for (uint32_t breaks = 0; end < range.end; end++) {
        breaks = breaks_with(breaks, bytes[end]);
        if (breaks > 1 && !(block && end < item->outer.end + 4))
            break;
    }
    return (al_range){start < range.end ? start : range.end, end};
}

/* The first quotation that begins at a byte or behind it. */
static size_t first_from(const almost_quotations *quotations, uint32_t byte)
{
    size_t low = 0, high = quotations->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (quotations->items[middle].outer.start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static al_cited_at cited_at(const checking *checking, size_t index)
{
    const almost_quotation *item = &checking->quotations->items[index];
    al_cited_at at = {.outer = {(uint32_t)item->outer.start, (uint32_t)item->outer.end},
                      .around = around(checking, index)};
    const al_noted_paragraph *paragraph = al_notes_paragraph(&checking->notes, at.outer.start);
    if (paragraph != NULL) {
        size_t first = first_from(checking->quotations, paragraph->bytes.start);
        at.ordinal = (uint32_t)(index - first);
        at.beside = (uint32_t)(first_from(checking->quotations, paragraph->bytes.end) - first);
    }
    return at;
}

/* The language of a quotation that was not found, if no source is in it; else NULL. */
static almost_status foreign_language(checking *checking, const char **language,
                                      almost_error *error)
{
    const al_quoted *quoted = &checking->checker->quoted;
    const al_cut *cut = &checking->cut;
    al_forms *forms = NULL;
    *language = NULL;
    if (quoted->n < foreign_words)
        return ALMOST_OK;
    size_t first = al_cut_at(cut, quoted->slice.start),
           n = al_cut_at(cut, quoted->slice.end) - first;
    uint32_t *numbers = al_allocate(checking->against->sources.allocator, n, sizeof *numbers);
    almost_status status = numbers != NULL ? ALMOST_OK : al_fail_memory(error);
    if (status == ALMOST_OK)
        status = al_forms_new(checking->against->sources.allocator, *al_secret(), &forms, error);
    if (status == ALMOST_OK &&
        !al_forms_add(forms, quoted->slice.text, 0, cut->spans + first, n, numbers))
        status = al_fail_memory(error);
    if (status == ALMOST_OK)
        status = al_forms_fold(forms, AL_FOLD_EVERYTHING, error);
    const al_language *found = status == ALMOST_OK ? al_language_guess(forms) : NULL;
    for (size_t i = 0; found != NULL && i < checking->against->sources.n; i++)
        if (checking->against->sources.items[i].language == found ||
            checking->against->sources.items[i].language == NULL)
            found = NULL;
    if (found != NULL)
        *language = found->code;
    al_forms_free(forms);
    al_release(checking->against->sources.allocator, numbers);
    return status;
}

static almost_quotation_status status_of(const al_whose *whose, al_effect effect)
{
    static const almost_quotation_status by_effect[] = {
        ALMOST_QUOTATION_VERBATIM, ALMOST_QUOTATION_TYPOGRAPHIC, ALMOST_QUOTATION_ALTERED,
        ALMOST_QUOTATION_SPLICED};
    if (!whose->found)
        return ALMOST_QUOTATION_NOT_FOUND;
    bool common = whose->expected > 1; /* it stands in any part by chance */
    return whose->elsewhere || (whose->other_part && !common) ? ALMOST_QUOTATION_MISATTRIBUTED
                                                              : by_effect[effect];
}

/*
 * Who says it in the source: asked where the account names a speaker beside the quotation, and it
 * stands in one piece.
 */
static almost_status ask_speaker(checking *checking, almost_quotation *item, const al_whose *whose,
                                 al_said_by *said, almost_error *error)
{
    if (!whose->found || whose->best->pieces.n != 1 || item->speaker == NULL ||
        item->speaker_by != ALMOST_SPEAKER_EXPLICIT)
        return ALMOST_OK;
    const al_piece *piece = &whose->best->pieces.items[0];
    const al_word_span *spans = checking->against->sources.spans;
    const almost_span bytes = {spans[piece->places.start].start, spans[piece->places.end - 1].end};
    almost_status status = al_speakers_ask(&checking->checker->speakers, piece->source, bytes,
                                           item->speaker, said, error);
    if (status == ALMOST_OK && said->wrong) {
        item->status = ALMOST_QUOTATION_MISATTRIBUTED;
        item->notes |= ALMOST_NOTE_SPEAKER;
    }
    return status;
}

/* Say of a quotation what was found. */
static almost_status judge(checking *checking, size_t index, const al_cited *cited, al_whose *whose,
                           almost_error *error)
{
    almost_quotation *item = &checking->quotations->items[index];
    al_differences *differences = &checking->checker->differences;
    almost_status status = ALMOST_OK;
    differences->n = 0;
    differences->effect = AL_EFFECT_NONE;
    if (whose->elsewhere) {
        item->notes |= ALMOST_NOTE_ELSEWHERE;
        whose->elsewhere = cited->sure;
    }
    item->notes |= whose->other_part ? ALMOST_NOTE_PART : 0;
    if (whose->best != NULL) {
        if (!al_differences_list(differences, &checking->against->sources,
                                 &checking->checker->quoted, &whose->best->path,
                                 &whose->best->pieces))
            return al_fail_memory(error);
        status = al_differences_judge(differences, &checking->against->sources,
                                      &checking->checker->quoted, &whose->best->path,
                                      &whose->best->pieces, error);
    }
    item->status = status_of(whose, differences->effect);
    if (whose->found && whose->expected > 1)
        item->notes |= ALMOST_NOTE_COMMON;
    if (status == ALMOST_OK && !whose->found) {
        status = foreign_language(checking, &item->language, error);
        if (item->language != NULL) {
            item->status = ALMOST_QUOTATION_NOT_CHECKED;
            item->notes |= ALMOST_NOTE_FOREIGN;
        }
    }
    al_said_by said = {.name = NULL};
    if (status == ALMOST_OK)
        status = ask_speaker(checking, item, whose, &said, error);
    const al_found found = {.sources = &checking->against->sources,
                            .texts = checking->against->texts,
                            .quoted = &checking->checker->quoted,
                            .whose = whose,
                            .differences = differences,
                            .parts = cited->part.end > 0 ? &checking->checker->parts : NULL,
                            .part_kind = cited->label.kind,
                            .speaker = said.name};
    if (status == ALMOST_OK &&
        !al_answer_add(&checking->answer, checking->quotations, index, &found))
        status = al_fail_memory(error);
    return status;
}

/* The words of the part that is cited; of the only source where none is named. */
static bool want_parts(checking *checking, const al_cited *cited, al_range parts[AL_PARTS_MOST],
                       uint32_t *n)
{
    size_t source = cited->source != SIZE_MAX           ? cited->source
                    : checking->against->sources.n == 1 ? 0
                                                        : SIZE_MAX;
    *n = 0;
    return source == SIZE_MAX || cited->part.start == cited->part.end ||
           al_parts_labelled(&checking->checker->parts, source, cited->label, parts, n);
}

static almost_status check_one(checking *checking, size_t index, almost_error *error)
{
    almost_quotation *item = &checking->quotations->items[index];
    const al_slice slice = {checking->account, (uint32_t)item->span.start,
                            (uint32_t)item->span.end};
    if (!al_quoted_read(&checking->checker->quoted, &checking->against->sources, &checking->cut,
                        &slice))
        return al_fail_memory(error);
    if (checking->checker->quoted.n == 0 || checking->checker->quoted.n > most_words ||
        checking->against->sources.n == 0) {
        item->notes |= checking->against->sources.n > 0 ? ALMOST_NOTE_UNREADABLE : 0;
        return ALMOST_OK;
    }
    const al_citations citations = {checking->account, &checking->against->titles,
                                    &checking->notes};
    const al_cited_at at = cited_at(checking, index);
    al_cited cited = al_citation_find(&citations, &at);
    al_range parts[AL_PARTS_MOST];
    al_wanted wanted = {.source = cited.source, .parts = parts};
    if (!want_parts(checking, &cited, parts, &wanted.n_parts))
        return al_fail_memory(error);
    if (cited.source != SIZE_MAX)
        item->cited = checking->against->texts[cited.source];
    if (wanted.n_parts > 0)
        item->cited_part = (almost_span){cited.part.start, cited.part.end};
    al_whose whose;
    if (!al_whose_find(&checking->checker->finder, &checking->against->sources,
                       &checking->checker->quoted, &wanted, &whose))
        return al_fail_memory(error);
    return judge(checking, index, &cited, &whose, error);
}

/* Now and then the clock and the caller are asked. */
static almost_status look_up(checking *checking, size_t index, almost_error *error)
{
    enum { often = 64 };
    const almost_environment *environment = &checking->checker->environment;
    if (index % often != 0)
        return ALMOST_OK;
    if (al_clock_look(&checking->checker->clock))
        return al_fail(error, ALMOST_ERROR_TIMEOUT, NULL,
                       "checking was not done in time; raise the timeout or check smaller parts");
    if (environment->progress != NULL &&
        environment->progress(environment->progress_context, "checking quotations",
                              (double)index / (double)checking->quotations->n) != 0)
        return al_fail(error, ALMOST_ERROR_CANCELLED, NULL, "cancelled");
    return ALMOST_OK;
}

static bool keep_sources(almost_quotations *quotations, const almost_text *const *sources, size_t n)
{
    quotations->against = al_allocate(quotations->allocator, n, sizeof *quotations->against);
    if (quotations->against == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        quotations->against[i] = sources[i];
    quotations->n_against = n;
    return true;
}

/* --- All of them ---------------------------------------------------------- */

almost_status al_against_init(al_against *against, const almost_allocator *allocator,
                              const almost_text *const *texts, size_t n, al_clock *clock,
                              almost_error *error)
{
    *against = (al_against){.texts = texts, .n = n};
    almost_status status = al_sources_init(&against->sources, allocator, texts, n, clock, error);
    if (status == ALMOST_OK && !al_titles_init(&against->titles, &against->sources))
        status = al_fail_memory(error);
    return status;
}

almost_status al_against_support(al_against *against, almost_error *error)
{
    return al_support_init(&against->support, &against->sources, error);
}

void al_against_release(al_against *against)
{
    al_support_release(&against->support);
    al_titles_release(&against->titles);
    al_sources_release(&against->sources);
}

bool al_checker_init(al_checker *checker, const al_against *against,
                     const almost_environment *environment)
{
    *checker = (al_checker){.against = against, .environment = *environment};
    return al_parts_init(&checker->parts, &against->sources) &&
           al_speakers_init(&checker->speakers, &checker->environment, &checker->clock.deadline,
                            against->texts, against->n);
}

void al_checker_release(al_checker *checker)
{
    al_speakers_release(&checker->speakers);
    al_parts_release(&checker->parts);
    al_differences_release(&checker->differences);
    al_finder_release(&checker->finder);
    al_quoted_release(&checker->quoted);
}

static almost_status check_indirect(checking *checking, almost_error *error)
{
    const al_indirect_asker asker = {.support = &checking->against->support,
                                     .texts = checking->against->texts,
                                     .cut = &checking->cut,
                                     .environment = &checking->checker->environment,
                                     .clock = &checking->checker->clock};
    return al_indirect_check(&asker, checking->quotations, error);
}

static almost_status check_all(checking *checking, almost_error *error)
{
    const al_against *against = checking->against;
    almost_quotations *quotations = checking->quotations;
    al_slice whole = al_slice_of(checking->account);
    if (!keep_sources(quotations, against->texts, against->n))
        return al_fail_memory(error);
    almost_status status = al_cut_words(&checking->cut, &whole, error);
    if (status == ALMOST_OK &&
        !(al_notes_find(&checking->notes, quotations->allocator, checking->account) &&
          al_answer_begin(&checking->answer, quotations)))
        status = al_fail_memory(error);
    for (size_t i = 0; i < quotations->n && status == ALMOST_OK; i++) {
        status = look_up(checking, i, error);
        if (status == ALMOST_OK)
            status = check_one(checking, i, error);
    }
    if (status == ALMOST_OK && quotations->n_indirect > 0)
        status = check_indirect(checking, error);
    if (status == ALMOST_OK)
        al_answer_end(&checking->answer, quotations);
    return status;
}

almost_status al_checker_check(al_checker *checker, almost_quotations *quotations,
                               almost_error *error)
{
    checking checking = {.account = al_text_compared(quotations->text),
                         .quotations = quotations,
                         .against = checker->against,
                         .checker = checker,
                         .cut = {.allocator = quotations->allocator}};
    almost_status status = check_all(&checking, error);
    al_answer_release(&checking.answer);
    al_cut_release(&checking.cut);
    al_notes_release(&checking.notes);
    return status;
}

void al_check_finding(const almost_check_options *options, const almost_environment *environment,
                      almost_quotations_options *finding)
{
    almost_quotations_options_init(finding);
    finding->environment = environment;
    finding->language = options->language;
    finding->cast = options->cast;
    finding->indirect = options->indirect;
}

/* Hold what an account quotes against sources that are used for it alone. */
static almost_status check_once(const almost_text *const *sources, size_t n,
                                const almost_environment *environment, const al_clock *clock,
                                almost_quotations *quotations, almost_error *error)
{
    al_against against;
    al_checker checker = {.against = NULL};
    al_clock reading = *clock;
    almost_status status =
        al_against_init(&against, quotations->allocator, sources, n, &reading, error);
    if (status == ALMOST_OK && quotations->n_indirect > 0)
        status = al_against_support(&against, error);
    if (status == ALMOST_OK && !al_checker_init(&checker, &against, environment))
        status = al_fail_memory(error);
    checker.clock = *clock;
    if (status == ALMOST_OK)
        status = al_checker_check(&checker, quotations, error);
    if (status == ALMOST_OK)
        quotations->voices = al_speakers_keep(&checker.speakers);
    al_checker_release(&checker);
    al_against_release(&against);
    return status;
}

almost_status almost_check(const almost_text *account, const almost_text *const *sources, size_t n,
                           const almost_check_options *options, almost_quotations **out,
                           almost_error *error)
{
    almost_check_options given = defaults;
    almost_environment environment;
    almost_quotations *quotations;
    almost_status status =
        al_options_complete(&given, sizeof given, options, "almost_check_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(&environment, given.environment, error);
    if (status != ALMOST_OK)
        return status;
    const al_clock clock = {.deadline = al_deadline_in(environment.timeout)};
    almost_quotations_options finding;
    al_check_finding(&given, given.environment, &finding);
    status = almost_quotations_find(account, &finding, &quotations, error);
    if (status != ALMOST_OK)
        return status;
    status = check_once(sources, n, &environment, &clock, quotations, error);
    if (status == ALMOST_OK)
        *out = quotations;
    else
        almost_quotations_free(quotations);
    return status;
}
