/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random pairs with bytes in them that are left out of the comparison: what lies outside makes no
 * change, and is rebuilt all the same.
 *
 *     outside_test [ROUNDS [SEED]]
 */
#include "invariants.h"
#include "pairs.h"

#include "compare/compare.h"
#include "meaning/survey.h"
#include "text/build.h"
#include "text/compared.h"
#include "text/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most_spans = 24, most_bytes = PAIR_BYTES * 2 };

#define SAY(...) invariant_say(message, __VA_ARGS__)

/* A text with spans that lie outside; these ascend. */
typedef struct patchwork {
    char bytes[most_bytes];
    size_t length;
    al_range spans[most_spans];
    size_t n;
} patchwork;

static const char *const outside[] = {
    "*** END OF THE EBOOK ***\n\nRedistribution is not subject to the license.\n",
    "[laughs]",
    "_",
    "(not one of them)",
    "\nPage 12\n",
    "\r\n",
    "7",
    "caf\xc3\xa9 \xe2\x80\x94 ",
    " ",
    "\n\n\nTranscriber's note: never, never.",
    "never",
};

/* Whether a character begins at a byte that stands by itself: no accent, which needs a letter. */
static bool begins(const char *at)
{
    return ((unsigned char)*at & 0xC0) != 0x80 && (unsigned char)*at != 0xCC;
}

static void put_span(random_state *random, patchwork *to)
{
    const char *piece = outside[random_below(random, sizeof outside / sizeof *outside)];
    size_t length = strlen(piece);
    if (to->n == most_spans || to->length + length > most_bytes - PAIR_BYTES)
        return;
    memcpy(to->bytes + to->length, piece, length);
    to->spans[to->n++] = (al_range){(uint32_t)to->length, (uint32_t)(to->length + length)};
    to->length += length;
}

/* Put spans in where there is white space only, or anywhere, some of them side by side. */
static void make(random_state *random, const char *bytes, size_t length, bool anywhere,
                 patchwork *to)
{
    uint32_t one_in = 1 + random_below(random, 60);
    to->length = to->n = 0;
    for (size_t i = 0; i <= length; i++) {
        bool may = i == 0 || i == length || (anywhere && begins(bytes + i)) ||
                   (bytes[i - 1] == ' ' || bytes[i - 1] == '\n');
        while (may && random_below(random, one_in) == 0 && to->n < most_spans)
            put_span(random, to);
        if (i < length)
            to->bytes[to->length++] = bytes[i];
    }
}

static almost_text *text_of(const patchwork *from)
{
    const almost_allocator *allocator = al_allocator_default();
    al_bytes source = {al_allocate(allocator, from->length + AL_TEXT_PADDING, 1), from->length, 0};
    al_builder builder;
    almost_text *text = NULL;
    if (source.bytes == NULL)
        abort();
    memset(source.bytes, ' ', from->length + AL_TEXT_PADDING);
    memcpy(source.bytes, from->bytes, from->length);
    al_document document = {.allocator = allocator,
                            .name = "a test",
                            .source = source.bytes,
                            .source_length = source.length};
    if (al_builder_init(&builder, allocator, "a test", &source, most_bytes, NULL) != ALMOST_OK ||
        al_document_decode(&document, "UTF-8", most_bytes, NULL) != ALMOST_OK)
        abort();
    al_builder_take(&builder, &document);
    al_document_release(&document);
    for (size_t i = 0; i < from->n; i++)
        al_builder_layer(&builder, AL_LAYER_OUTSIDE, from->spans[i], al_value_bytes("", 0));
    if (al_builder_finish(&builder, &text) != ALMOST_OK)
        abort();
    return text;
}

static almost_comparison *compare(const almost_text *original, const almost_text *telling,
                                  const al_survey *const surveys[2],
                                  const almost_compare_options *options)
{
    almost_comparison *comparison = NULL;
    if (al_compare(original, telling, surveys, options, &comparison, NULL) != ALMOST_OK)
        abort();
    return comparison;
}

/* The laws of a comparison, which is of white space where something is left out. */
static bool laws(const compared *it, const almost_compare_options *options, char *message)
{
    compared seen = {al_text_compared(it->original), al_text_compared(it->telling), it->comparison};
    almost_comparison *turned = compare(it->telling, it->original, NULL, options);
    compared mirror = {seen.telling, seen.original, turned};
    bool fine = (options->exact || invariant_all(&seen, message)) &&
                (!options->exact || invariant_all(it, message)) &&
                invariant_mirror(&seen, &mirror, message);
    almost_comparison_free(turned);
    return fine;
}

/* What was listed before gives the same. */
static bool listed(const compared *it, const almost_compare_options *options, char *message)
{
    const almost_allocator *allocator = al_allocator_default();
    al_vocabulary *vocabulary = al_vocabulary_new(allocator, 1);
    const almost_text *texts[2] = {al_text_compared(it->original), al_text_compared(it->telling)};
    al_word_list *lists[2] = {NULL, NULL};
    al_survey *surveys[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++)
        if (al_word_list_new(allocator, texts[i], ALMOST_WORDS_UNICODE, vocabulary, &lists[i],
                             NULL) != ALMOST_OK ||
            al_survey_new(texts[i], lists[i], &surveys[i], NULL) != ALMOST_OK)
            abort();
    const al_survey *both[2] = {surveys[0], surveys[1]};
    almost_comparison *again = compare(it->original, it->telling, both, options);
    compared other = {it->original, it->telling, again};
    bool fine = invariant_equal(it, &other, message);
    almost_comparison_free(again);
    for (int i = 0; i < 2; i++) {
        al_survey_free(surveys[i]);
        al_word_list_free(lists[i]);
    }
    al_vocabulary_free(vocabulary);
    return fine;
}

static bool check(const patchwork made[2], bool alike, almost_compare_options *options,
                  char *message)
{
    const char *const sources[2] = {made[0].bytes, made[1].bytes};
    const size_t lengths[2] = {made[0].length, made[1].length};
    almost_text *texts[2] = {text_of(&made[0]), text_of(&made[1])};
    almost_comparison *comparison = compare(texts[0], texts[1], NULL, options);
    compared it = {texts[0], texts[1], comparison};
    bool fine = laws(&it, options, message) && invariant_replay(&it, sources, lengths, message) &&
                (options->exact || listed(&it, options, message));
    if (fine && alike && almost_comparison_verdict(it.comparison)->answer != ALMOST_YES)
        fine = SAY("not the same: %s", almost_comparison_sentence(it.comparison));
    almost_change change;
    for (size_t i = 0; fine && alike && almost_comparison_change(it.comparison, i, &change); i++)
        if (change.kind != ALMOST_SAME)
            fine = SAY("a change of what is left out");
    almost_comparison_free(comparison);
    almost_text_free(texts[0]);
    almost_text_free(texts[1]);
    return fine;
}

static bool round_of(random_state *random, patchwork made[2], char *message)
{
    static pair from;
    almost_compare_options options;
    almost_compare_options_init(&options);
    pair_make(random, &from);
    bool alike = random_below(random, 3) == 0;
    for (int i = 0; i < 2; i++) {
        int side = alike ? 0 : i;
        make(random, from.bytes[side], from.length[side], !alike, &made[i]);
    }
    options.exact = !alike && random_below(random, 4) == 0;
    return check(made, alike, &options, message);
}

static void show(const char *name, const patchwork *made)
{
    printf("  %s \"", name);
    for (size_t i = 0; i < made->length; i++)
        printf(made->bytes[i] == '\n'   ? "\\n"
               : made->bytes[i] == '\r' ? "\\r"
                                        : "%c",
               made->bytes[i]);
    printf("\"\n");
}

int main(int n_arguments, char **arguments)
{
    long rounds = n_arguments > 1 ? strtol(arguments[1], NULL, 10) : 8000;
    random_state random = {n_arguments > 2 ? strtoull(arguments[2], NULL, 10) : 7};
    static patchwork made[2];
    char message[INVARIANT_MESSAGE] = "";
    for (long i = 0; i < rounds; i++) {
        uint64_t before = random.state;
        if (round_of(&random, made, message))
            continue;
        printf("round %ld (seed %llu): %s\n", i, (unsigned long long)before, message);
        show("original", &made[0]);
        show("telling", &made[1]);
        return 1;
    }
    printf("%ld rounds\n", rounds);
    return 0;
}
