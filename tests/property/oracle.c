/* SPDX-License-Identifier: Apache-2.0 */
/* One pair in one mode, held to the laws of invariants.h and to the plain answer of reference.h. */
#include "oracle.h"

#include "invariants.h"
#include "reference.h"

#include <string.h>

#define DEFAULT_IGNORE (ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY)

const oracle_mode oracle_modes[ORACLE_MODES] = {
    {"default", 0, 0, ALMOST_WORDS_UNICODE, DEFAULT_IGNORE},
    {"minimal", 0, 1, ALMOST_WORDS_UNICODE, DEFAULT_IGNORE},
    {"exact", 1, 0, ALMOST_WORDS_UNICODE, DEFAULT_IGNORE},
    {"space", 0, 0, ALMOST_WORDS_SPACE, DEFAULT_IGNORE},
    {"minimal exact", 1, 1, ALMOST_WORDS_UNICODE, DEFAULT_IGNORE},
    {"minimal space", 0, 1, ALMOST_WORDS_SPACE, DEFAULT_IGNORE},
    {"exact space", 1, 0, ALMOST_WORDS_SPACE, DEFAULT_IGNORE},
    {"minimal exact space", 1, 1, ALMOST_WORDS_SPACE, DEFAULT_IGNORE},
    {"ignore nothing", 0, 0, ALMOST_WORDS_UNICODE, 0},
    {"ignore layout", 0, 0, ALMOST_WORDS_UNICODE, ALMOST_IGNORE_LAYOUT},
    {"ignore typography", 0, 0, ALMOST_WORDS_UNICODE, ALMOST_IGNORE_TYPOGRAPHY},
    {"ignore case", 0, 0, ALMOST_WORDS_UNICODE, DEFAULT_IGNORE | ALMOST_IGNORE_CASE},
    {"ignore punctuation", 0, 0, ALMOST_WORDS_UNICODE, DEFAULT_IGNORE | ALMOST_IGNORE_PUNCTUATION},
    {"ignore accents", 0, 0, ALMOST_WORDS_UNICODE, DEFAULT_IGNORE | ALMOST_IGNORE_ACCENTS},
    {"ignore spelling", 0, 0, ALMOST_WORDS_UNICODE, DEFAULT_IGNORE | ALMOST_IGNORE_SPELLING},
    {"ignore hyphenation", 0, 0, ALMOST_WORDS_UNICODE, DEFAULT_IGNORE | ALMOST_IGNORE_HYPHENATION},
    {"ignore numbers", 0, 0, ALMOST_WORDS_UNICODE, DEFAULT_IGNORE | ALMOST_IGNORE_NUMBERS},
    {"ignore all", 0, 1, ALMOST_WORDS_UNICODE, 0xff},
};

/* What the plain oracle takes as ignored in this mode. */
static uint32_t ignored(const oracle_mode *in)
{
    return in->exact ? 0 : in->ignore;
}

/* Whether the oracle can say what is the same: not where words may be spelt in several ways. */
static bool has_plain_form(const oracle_mode *in)
{
    return (in->ignore &
            (ALMOST_IGNORE_SPELLING | ALMOST_IGNORE_HYPHENATION | ALMOST_IGNORE_NUMBERS)) == 0;
}

static bool plainly_equal(const oracle_mode *in, const char *a, size_t n, const char *b, size_t m)
{
    char plain[2][4 * PAIR_BYTES + 1];
    if (n == m && memcmp(a, b, n) == 0)
        return true;
    size_t one = reference_plain(a, n, in->words, ignored(in), plain[0]);
    size_t other = reference_plain(b, m, in->words, ignored(in), plain[1]);
    return one == other && memcmp(plain[0], plain[1], one) == 0;
}

/* Whether it is told though it is nothing but what is ignored: what touches the meaning is. */
static bool is_told_anyway(const oracle_mode *in, const almost_change *change)
{
    const uint32_t surface = ALMOST_TOUCHES_SPELLING | ALMOST_TOUCHES_PUNCTUATION |
                             ALMOST_TOUCHES_CASE | ALMOST_TOUCHES_SPACING;
    return (ignored(in) & ~DEFAULT_IGNORE) != 0 && (change->touches & ~surface) != 0;
}

static bool any_told_anyway(const oracle_mode *in, const almost_comparison *comparison)
{
    almost_change change;
    for (size_t i = 0; i < almost_comparison_changes(comparison); i++) {
        almost_comparison_change(comparison, i, &change);
        if (is_told_anyway(in, &change))
            return true;
    }
    return false;
}

/* What is called the same is the same, and what is called a change is none of the kind. */
static bool check_kinds(const oracle_mode *in, const compared *it, const pair *of, char *message)
{
    char shown[160];
    size_t count = almost_comparison_changes(it->comparison);
    for (size_t i = 0; i < count; i++) {
        almost_change change;
        almost_comparison_change(it->comparison, i, &change);
        almost_span a = change.original, b = change.telling;
        bool equal = plainly_equal(in, of->bytes[0] + a.start, a.end - a.start,
                                   of->bytes[1] + b.start, b.end - b.start);
        bool said = change.kind == ALMOST_SAME || change.kind == ALMOST_MOVED;
        if (equal != said && !(equal && is_told_anyway(in, &change)))
            return invariant_say(message, "%s: %s", equal ? "nothing differs" : "not the same",
                                 invariant_show(&change, shown));
    }
    return true;
}

static bool check_verdict(const oracle_mode *in, const compared *it, const pair *of, char *message)
{
    bool said = almost_comparison_verdict(it->comparison)->answer == ALMOST_YES;
    bool same = plainly_equal(in, of->bytes[0], of->length[0], of->bytes[1], of->length[1]);
    bool wrong = has_plain_form(in) ? said != same : same && !said;
    if (wrong && !(same && any_told_anyway(in, it->comparison)))
        return invariant_say(message, "the texts are %s, the answer is %d",
                             same ? "the same" : "not the same",
                             (int)almost_comparison_verdict(it->comparison)->answer);
    return true;
}

/* Words without what the mode ignores, so that equal words are equal bytes. */
static size_t plain_words(const oracle_mode *in, const pair *of, int side, char *room,
                          reference_word *list)
{
    reference_word raw[PAIR_WORDS];
    size_t filled = 0;
    size_t count = reference_words(of->bytes[side], of->length[side], in->words, raw, PAIR_WORDS);
    uint32_t ignore = 0;
    if (!in->exact) /* a word is kept whatever its case, accents and (in space mode) edges */
        ignore = ALMOST_IGNORE_TYPOGRAPHY | ALMOST_IGNORE_CASE | ALMOST_IGNORE_ACCENTS |
                 ALMOST_IGNORE_PUNCTUATION;
    for (size_t i = 0; i < count; i++) {
        list[i].bytes = room + filled;
        list[i].length =
            reference_plain(raw[i].bytes, raw[i].length, in->words, ignore, room + filled);
        if (list[i].length == 0) /* a word of punctuation alone */
            list[i].length =
                reference_plain(raw[i].bytes, raw[i].length, in->words,
                                ignore & ~(uint32_t)ALMOST_IGNORE_PUNCTUATION, room + filled);
        filled += list[i].length;
    }
    return count;
}

/* The plain answer for a pair, computed once for all modes with the same words. */
static const oracle_words *words_of(const oracle_mode *in, oracle_pair *of)
{
    char room[2][4 * PAIR_BYTES + 1];
    reference_word list[2][PAIR_WORDS];
    oracle_words *known = &of->words[in->exact][in->words];
    if (!known->known) {
        for (int side = 0; side < 2; side++)
            known->count[side] = plain_words(in, &of->made, side, room[side], list[side]);
        known->longest = reference_lcs(list[0], known->count[0], list[1], known->count[1]);
        known->known = true;
    }
    return known;
}

static bool check_words(const oracle_mode *in, const compared *it, oracle_pair *of, char *message)
{
    const almost_statistics *counted = almost_comparison_statistics(it->comparison);
    const oracle_words *plain = words_of(in, of);
    size_t kept = counted->same + counted->moved + counted->respelt;
    if (counted->original_words != plain->count[0] || counted->telling_words != plain->count[1])
        return invariant_say(message, "words counted: %llu and %llu, not %zu and %zu",
                             (unsigned long long)counted->original_words,
                             (unsigned long long)counted->telling_words, plain->count[0],
                             plain->count[1]);
    if (kept > plain->count[0])
        return invariant_say(message, "more words kept than there are: %zu of %zu", kept,
                             plain->count[0]);
    if (!has_plain_form(in))
        return true;
    if (in->minimal && counted->moved != 0)
        return invariant_say(message, "minimal, but words moved");
    if (in->minimal && in->exact && counted->same != plain->longest)
        return invariant_say(message, "fewer words the same than could be: %llu of %zu",
                             (unsigned long long)counted->same, plain->longest);
    if (in->minimal && counted->same + counted->respelt < plain->longest)
        return invariant_say(message, "fewer words kept than could be: %llu of %zu",
                             (unsigned long long)(counted->same + counted->respelt),
                             plain->longest);
    return counted->same <= plain->longest ||
           invariant_say(message, "more words the same than can be: %llu of %zu",
                         (unsigned long long)counted->same, plain->longest);
}

bool oracle_open(oracle_pair *of, char *message)
{
    memset(of->words, 0, sizeof of->words);
    of->text[0] = of->text[1] = NULL;
    for (int side = 0; side < 2; side++) {
        almost_error error = {0};
        if (almost_text_from_memory(of->made.bytes[side], of->made.length[side], NULL,
                                    &of->text[side], &error) != ALMOST_OK)
            return invariant_say(message, "open: %s", error.message);
    }
    return true;
}

void oracle_close(oracle_pair *of)
{
    almost_text_free(of->text[0]);
    almost_text_free(of->text[1]);
}

static bool compare(const oracle_mode *in, const almost_text *original, const almost_text *telling,
                    uint32_t threads, compared *out, almost_comparison **made, char *message)
{
    almost_environment environment;
    almost_environment_init(&environment);
    environment.threads = threads;
    almost_compare_options options;
    almost_compare_options_init(&options);
    options.environment = &environment;
    options.exact = in->exact;
    options.minimal = in->minimal;
    options.words = in->words;
    options.ignore = in->ignore;
    options.language = "en";
    almost_error error = {0};
    if (almost_compare(original, telling, &options, made, &error) != ALMOST_OK)
        return invariant_say(message, "compare: %s", error.message);
    *out = (compared){original, telling, *made};
    return true;
}

static bool check_mirror(const oracle_mode *in, const oracle_pair *of, const compared *it,
                         char *message)
{
    compared turned;
    almost_comparison *made = NULL;
    bool fine = compare(in, of->text[1], of->text[0], 1, &turned, &made, message) &&
                invariant_mirror(it, &turned, message);
    almost_comparison_free(made);
    return fine;
}

static bool check_threads(const oracle_mode *in, const oracle_pair *of, const compared *it,
                          char *message)
{
    for (uint32_t threads = 2; threads <= 8; threads += 6) {
        compared again;
        almost_comparison *made = NULL;
        bool fine = compare(in, of->text[0], of->text[1], threads, &again, &made, message) &&
                    invariant_equal(it, &again, message);
        almost_comparison_free(made);
        if (!fine)
            return false;
    }
    return true;
}

bool oracle_check(const oracle_mode *in, oracle_pair *of, bool all, char *message)
{
    compared it;
    almost_comparison *made = NULL;
    const char *const source[2] = {of->made.bytes[0], of->made.bytes[1]};
    bool fine = compare(in, of->text[0], of->text[1], 1, &it, &made, message) &&
                invariant_all(&it, message) && check_words(in, &it, of, message) &&
                check_verdict(in, &it, &of->made, message) &&
                (!has_plain_form(in) || check_kinds(in, &it, &of->made, message)) &&
                (!all || (check_mirror(in, of, &it, message) &&
                          invariant_replay(&it, source, of->made.length, message) &&
                          check_threads(in, of, &it, message)));
    almost_comparison_free(made);
    return fine;
}
