/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The law of ignoring: with whatever is to be ignored, nothing that touches the meaning is passed
 * over, and nothing is told that is not told when nothing is ignored.
 *
 *     ignore_test [ROUNDS [SEED]]
 *
 * It is held against sentences of which one sign, letter, accent or capital was changed so that
 * they say something else, against random edits of these, and against random pairs; with all 63
 * choices of layout, typography, case, punctuation, accents and spelling. What layout and shapes of
 * signs alone make equal is passed over before anything is judged, so that the same choice without
 * the others is the measure.
 */
#include "invariants.h"
#include "pairs.h"

#include <string.h>

#define N_BITS 6
#define HARMLESS (ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY)

static const uint32_t surface = ALMOST_TOUCHES_WORDING | ALMOST_TOUCHES_SPELLING |
                                ALMOST_TOUCHES_PUNCTUATION | ALMOST_TOUCHES_CASE |
                                ALMOST_TOUCHES_SPACING;

/* They touch the meaning, so that none is ever the same. */
static const char *const loud[][3] = {
    {"The lease was lawful in every part.", "The lease was unlawful in every part.", "en"},
    {"The result is likely to last.", "The result is unlikely to last.", "en"},
    {"The doors were locked at night.", "The doors were unlocked at night.", "en"},
    {"It is possible to cross.", "It is impossible to cross.", "en"},
    {"Sales increased in spring.", "Sales decreased in spring.", "en"},
    {"The lamp was at 7 °C all night.", "The lamp was at -7 °C all night.", "en"},
    {"The lamp was at 7 °C all night.",
     "The lamp was at \xe2\x88\x92"
     "7 °C all night.",
     "en"},
    {"The hat was €60 in the shop.", "The hat was $60 in the shop.", "en"},
    {"Let the value be ≤9 or so.", "Let the value be ≥9 or so.", "en"},
    {"Take 6 ml at noon.", "Take .6 ml at noon.", "en"},
    {"Take 2.5 ml at noon.", "Take 25 ml at noon.", "en"},
    {"Take 20 mg at noon.", "Take 20 g at noon.", "en"},
    {"Add 3 ml of oil.", "Add 3 l of oil.", "en"},
    {"It came at 7 am that day.", "It came at 7 pm that day.", "en"},
    {"It fell by 8% in June.", "It fell by 8‰ in June.", "en"},
    {"The boat is on Tuesday.", "The boat is on Thursday.", "en"},
    {"The flight LX4510 is late.", "The flight LX4501 is late.", "en"},
    {"The gate is C31 today.", "The gate is C13 today.", "en"},
    {"See doi:10.4321/abc567 there.", "See doi:10.4321/abc576 there.", "en"},
    {"Signed on 2021-07-04 by both.", "Signed on 2021-07-05 by both.", "en"},
    {"The build 7c1f3de broke it.", "The build 7c1f3ed broke it.", "en"},
    {"The mayor met Marion there.", "The mayor met Mirian there.", "en"},
    {"They sailed to Harwich at dawn.", "They sailed to Norwich at dawn.", "en"},
    {"He did not come home.", "He did now come home.", "en"},
    {"We met in May of that year.", "We met in may of that year.", "en"},
    {"The set draws 6 mW at rest.", "The set draws 6 MW at rest.", "en"},
    {"The line has 9 Mb of room.", "The line has 9 MB of room.", "en"},
    {"Keiner kam nach Hause.", "Einer kam nach Hause.", "de"},
    {"Die Ware war genießbar.", "Die Ware war ungenießbar.", "de"},
    {"Die Wohnung kostet 1.200 Euro.", "Die Wohnung kostet 1,200 Euro.", "de"},
    {"Le contrat est légal.", "Le contrat est illégal.", "fr"},
    {"La lettre est lisible.", "La lettre est illisible.", "fr"},
    {"La casa es segura.", "La casa es insegura.", "es"},
    {"La scala è sicura.", "La scala è insicura.", "it"},
};

/* A sign or an address is another one: no punctuation and no spelling, whatever it says. */
static const char *const said[][3] = {
    {"Let a be x ≤ y in it.", "Let a be x ≥ y in it.", "en"},
    {"Let a be x < y in it.", "Let a be x > y in it.", "en"},
    {"Let n = k in it.", "Let n ≠ k in it.", "en"},
    {"Let it be a + b then.", "Let it be a × b then.", "en"},
    {"The hat was €60 there.", "The hat was 60 there.", "en"},
    {"Up to 3+ of them came.", "Up to 3 of them came.", "en"},
    {"It is written in C++ again.", "It is written in C# again.", "en"},
    {"See § 7 of it.", "See 7 of it.", "en"},
    {"The board is 6′ wide.", "The board is 6″ wide.", "en"},
    {"Write to hans@example.org today.", "Write to hanns@example.org today.", "en"},
    {"See https://example.org/a-b there.", "See https://example.org/a_b there.", "en"},
    {"A road went → Ulm there.", "A road went ← Ulm there.", "en"},
};

typedef struct law {
    const almost_text *texts[2];
    const char *language;
    almost_comparison *measures[HARMLESS + 1]; /* by what is harmless and ignored alone */
} law;

static almost_comparison *compare(const law *law, uint32_t ignore, char *message)
{
    almost_compare_options options;
    almost_comparison *made = NULL;
    almost_error error;
    almost_compare_options_init(&options);
    options.ignore = ignore;
    options.language = law->language;
    if (almost_compare(law->texts[0], law->texts[1], &options, &made, &error) != ALMOST_OK)
        invariant_say(message, "compare: %s", error.message);
    return made;
}

static bool is_told(const almost_change *change)
{
    return change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED;
}

/* The change that comes next after number *at of those that are told, or false. */
static bool next_told(const almost_comparison *comparison, size_t *at, almost_change *change)
{
    while (*at < almost_comparison_changes(comparison)) {
        almost_comparison_change(comparison, (*at)++, change);
        if (is_told(change))
            return true;
    }
    return false;
}

static bool same_place(const almost_change *one, const almost_change *other)
{
    return one->kind == other->kind && one->original.start == other->original.start &&
           one->original.end == other->original.end && one->telling.start == other->telling.start &&
           one->telling.end == other->telling.end;
}

/* Both lists in the telling's order: what is left is a part of the measure, with all that is loud.
 */
static bool holds(const almost_comparison *measure, const almost_comparison *made, char *message)
{
    almost_change expected, found;
    char shown[160];
    size_t at = 0, next = 0;
    bool more = next_told(made, &next, &found);
    while (next_told(measure, &at, &expected)) {
        bool here = more && same_place(&expected, &found);
        uint32_t touched = here ? found.touches : 0;
        if ((touched & ~surface) != (expected.touches & ~surface) || touched & ~expected.touches)
            return invariant_say(message, "ignored: %s; left: %#x",
                                 invariant_show(&expected, shown), touched);
        if (here)
            more = next_told(made, &next, &found);
    }
    return !more || invariant_say(message, "told anew: %s", invariant_show(&found, shown));
}

/* Exchanging the texts exchanges the answers, whatever is ignored. */
static bool mirrored(const law *law, uint32_t ignore, const almost_comparison *made, char *message)
{
    const struct law turned = {.texts = {law->texts[1], law->texts[0]}, .language = law->language};
    almost_comparison *back = compare(&turned, ignore, message);
    compared it = {law->texts[0], law->texts[1], made};
    compared other = {law->texts[1], law->texts[0], back};
    bool fine = back != NULL && invariant_mirror(&it, &other, message);
    almost_comparison_free(back);
    return fine;
}

static bool check_choice(law *law, uint32_t ignore, bool is_loud, char *message)
{
    uint32_t harmless = ignore & HARMLESS;
    if (law->measures[harmless] == NULL)
        law->measures[harmless] = compare(law, harmless, message);
    almost_comparison *made = compare(law, ignore, message);
    bool fine = made != NULL && law->measures[harmless] != NULL &&
                mirrored(law, ignore, made, message) &&
                holds(law->measures[harmless], made, message);
    if (fine && is_loud && almost_comparison_verdict(made)->answer == ALMOST_YES)
        fine = invariant_say(message, "the answer is yes");
    almost_comparison_free(made);
    return fine;
}

/* All choices for one pair. Returns whether the law holds in each. */
static bool check_pair(const char *const bytes[2], const size_t length[2], const char *language,
                       bool is_loud)
{
    law law = {.language = language};
    almost_text *texts[2] = {NULL, NULL};
    char message[INVARIANT_MESSAGE] = "no text";
    bool fine = true;
    for (int i = 0; i < 2; i++) {
        fine &= almost_text_from_memory(bytes[i], length[i], NULL, &texts[i], NULL) == ALMOST_OK;
        law.texts[i] = texts[i];
    }
    for (uint32_t ignore = 1; fine && ignore < UINT32_C(1) << N_BITS; ignore++) {
        fine = check_choice(&law, ignore, is_loud, message);
        if (!fine)
            printf("ignoring %#x: %s\n  original \"%.*s\"\n  telling  \"%.*s\"\n", ignore, message,
                   (int)length[0], bytes[0], (int)length[1], bytes[1]);
    }
    for (uint32_t i = 0; i <= HARMLESS; i++)
        almost_comparison_free(law.measures[i]);
    for (int i = 0; i < 2; i++)
        almost_text_free(texts[i]);
    return fine;
}

/* A sign, a mark, a letter, a figure, as an edit may put it anywhere. */
static const char *edited_in(random_state *random)
{
    static const char *const pieces[] = {"-",
                                         ".",
                                         ",",
                                         "$",
                                         "€",
                                         "%",
                                         "‰",
                                         "<",
                                         ">",
                                         "=",
                                         "≤",
                                         "+",
                                         "#",
                                         "@",
                                         "/",
                                         "*",
                                         "^",
                                         "~",
                                         "§",
                                         "′",
                                         "\xe2\x88\x92",
                                         "\xe2\x80\x93",
                                         "'",
                                         "\"",
                                         "(",
                                         ";",
                                         " ",
                                         "\n",
                                         "-\n",
                                         "0",
                                         "7",
                                         "a",
                                         "A",
                                         "n",
                                         "m",
                                         "M",
                                         "un",
                                         "é",
                                         "e\xcc\x81",
                                         "not ",
                                         " no",
                                         "X",
                                         "\xc2\xac"};
    return pieces[random_below(random, sizeof pieces / sizeof *pieces)];
}

/* Where a code point begins, at a random place of a text. */
static size_t some_place(random_state *random, const char *text, size_t length)
{
    size_t at = random_below(random, (uint32_t)length + 1);
    while (at > 0 && at < length && (text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* One to three pieces are put in, or stand for a code point each. */
static void edit(random_state *random, const char *from, pair *out)
{
    char *to = out->bytes[1];
    size_t length = strlen(from);
    out->length[0] = length;
    memcpy(out->bytes[0], from, length);
    memcpy(to, from, length);
    for (uint32_t edits = 1 + random_below(random, 3); edits > 0; edits--) {
        const char *piece = random_below(random, 4) == 0 ? "" : edited_in(random);
        size_t at = some_place(random, to, length), end = at, size = strlen(piece);
        if (random_below(random, 2) == 0 && end < length)
            for (end++; end < length && (to[end] & 0xC0) == 0x80; end++)
                ;
        memmove(to + at + size, to + end, length - end);
        memcpy(to + at, piece, size);
        length = length - (end - at) + size;
    }
    out->length[1] = length;
}

static size_t check_edits(unsigned rounds, unsigned seed)
{
    static pair made;
    size_t wrong = 0, n = sizeof loud / sizeof *loud;
    for (unsigned round = 0; round < rounds; round++) {
        random_state random = {seed * UINT64_C(0x100000001b3) + round};
        const char *const *of = round / 2 % 2 == 0 ? loud[random_below(&random, (uint32_t)n)]
                                                   : said[round / 4 % (sizeof said / sizeof *said)];
        edit(&random, of[round % 2], &made);
        const char *const bytes[2] = {made.bytes[0], made.bytes[1]};
        wrong += !check_pair(bytes, made.length, of[2], false);
    }
    return wrong;
}

int main(int n_arguments, char **arguments)
{
    unsigned rounds = 300, seed = 1;
    size_t wrong = 0;
    static pair made;
    if (n_arguments > 1)
        sscanf(arguments[1], "%u", &rounds);
    if (n_arguments > 2)
        sscanf(arguments[2], "%u", &seed);
    for (size_t i = 0; i < sizeof loud / sizeof *loud; i++) {
        size_t length[2] = {strlen(loud[i][0]), strlen(loud[i][1])};
        wrong += !check_pair(loud[i], length, loud[i][2], true);
    }
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        size_t length[2] = {strlen(said[i][0]), strlen(said[i][1])};
        wrong += !check_pair(said[i], length, said[i][2], true);
    }
    wrong += check_edits(rounds, seed);
    for (unsigned round = 0; round < rounds; round++) {
        random_state random = {seed * UINT64_C(0x100000001b3) + round};
        pair_make(&random, &made);
        const char *const bytes[2] = {made.bytes[0], made.bytes[1]};
        wrong += !check_pair(bytes, made.length, "en", false);
    }
    printf("%zu pairs do not keep the law of ignoring\n", wrong);
    return wrong != 0;
}
