/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The comparison against plain dynamic programming, on random small pairs in
 * every mode.
 *
 *     oracle_test [ROUNDS [SEED [FIRST]]]
 *
 * Every round makes one pair and compares it in all modes; what is costly
 * (mirror image, replay, other numbers of threads) is done in one mode a
 * round, in turn. The first failure of each kind in each mode is made small and printed
 * as C strings. The same seed makes the same pairs on every machine.
 */
#include "invariants.h"
#include "pairs.h"
#include "reference.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_IGNORE (ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY)

typedef struct mode {
    const char *name;
    int exact, minimal;
    almost_words words;
    uint32_t ignore;
} mode;

static const mode modes[] = {
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

#define MODES (sizeof modes / sizeof *modes)

/* What the plain oracle takes as ignored in this mode. */
static uint32_t ignored(const mode *in)
{
    return in->exact ? 0 : in->ignore;
}

/* Whether the oracle can say what is the same: not where words may be spelt in several ways. */
static bool has_plain_form(const mode *in)
{
    return (in->ignore &
            (ALMOST_IGNORE_SPELLING | ALMOST_IGNORE_HYPHENATION | ALMOST_IGNORE_NUMBERS)) == 0;
}

static bool plainly_equal(const mode *in, const char *a, size_t n, const char *b, size_t m)
{
    char plain[2][4 * PAIR_BYTES + 1];
    size_t one = reference_plain(a, n, in->words, ignored(in), plain[0]);
    size_t other = reference_plain(b, m, in->words, ignored(in), plain[1]);
    return one == other && memcmp(plain[0], plain[1], one) == 0;
}

/* What is called the same is the same, and what is called a change is none of the kind. */
static bool check_kinds(const mode *in, const compared *it, const pair *of, char *message)
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
        if (equal != said)
            return invariant_say(message, "%s: %s", equal ? "nothing differs" : "not the same",
                                 invariant_show(&change, shown));
    }
    return true;
}

static bool check_verdict(const mode *in, const compared *it, const pair *of, char *message)
{
    bool said = almost_comparison_verdict(it->comparison)->answer == ALMOST_YES;
    bool same = plainly_equal(in, of->bytes[0], of->length[0], of->bytes[1], of->length[1]);
    if (has_plain_form(in) ? said != same : same && !said)
        return invariant_say(message, "the texts are %s, the answer is %d",
                             same ? "the same" : "not the same",
                             (int)almost_comparison_verdict(it->comparison)->answer);
    return true;
}

/* Words without what the mode ignores, so that equal words are equal bytes. */
static size_t plain_words(const mode *in, const pair *of, int side, char *room,
                          reference_word *list)
{
    reference_word raw[512];
    size_t filled = 0;
    size_t count = reference_words(of->bytes[side], of->length[side], in->words, raw, 512);
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

static bool check_words(const mode *in, const compared *it, const pair *of, char *message)
{
    static char room[2][4 * PAIR_BYTES + 1];
    static reference_word list[2][512];
    const almost_statistics *counted = almost_comparison_statistics(it->comparison);
    size_t n = plain_words(in, of, 0, room[0], list[0]);
    size_t m = plain_words(in, of, 1, room[1], list[1]);
    size_t longest = reference_lcs(list[0], n, list[1], m);
    size_t kept = counted->same + counted->moved + counted->respelt;
    if (counted->original_words != n || counted->telling_words != m)
        return invariant_say(message, "words counted: %llu and %llu, not %zu and %zu",
                             (unsigned long long)counted->original_words,
                             (unsigned long long)counted->telling_words, n, m);
    if (kept > n)
        return invariant_say(message, "more words kept than there are: %zu of %zu", kept, n);
    if (!has_plain_form(in))
        return true;
    if (in->minimal && counted->moved != 0)
        return invariant_say(message, "minimal, but words moved");
    if (in->minimal && in->exact && counted->same != longest)
        return invariant_say(message, "fewer words the same than could be: %llu of %zu",
                             (unsigned long long)counted->same, longest);
    if (in->minimal && counted->same + counted->respelt < longest)
        return invariant_say(message, "fewer words kept than could be: %llu of %zu",
                             (unsigned long long)(counted->same + counted->respelt), longest);
    return counted->same <= longest ||
           invariant_say(message, "more words the same than can be: %llu of %zu",
                         (unsigned long long)counted->same, longest);
}

typedef struct opened {
    almost_text *text[2];
} opened;

static bool open_pair(const pair *of, opened *out, char *message)
{
    for (int side = 0; side < 2; side++) {
        almost_error error = {0};
        if (almost_text_from_memory(of->bytes[side], of->length[side], NULL, &out->text[side],
                                    &error) != ALMOST_OK)
            return invariant_say(message, "open: %s", error.message);
    }
    return true;
}

static bool compare(const mode *in, const almost_text *original, const almost_text *telling,
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

static bool check_mirror(const mode *in, const opened *texts, const compared *it, char *message)
{
    compared turned;
    almost_comparison *made = NULL;
    bool fine = compare(in, texts->text[1], texts->text[0], 1, &turned, &made, message) &&
                invariant_mirror(it, &turned, message);
    almost_comparison_free(made);
    return fine;
}

static bool check_threads(const mode *in, const opened *texts, const compared *it, char *message)
{
    for (uint32_t threads = 2; threads <= 8; threads += 6) {
        compared again;
        almost_comparison *made = NULL;
        bool fine = compare(in, texts->text[0], texts->text[1], threads, &again, &made, message) &&
                    invariant_equal(it, &again, message);
        almost_comparison_free(made);
        if (!fine)
            return false;
    }
    return true;
}

static bool check_mode(const mode *in, const opened *texts, const pair *of, bool all, char *message)
{
    compared it;
    almost_comparison *made = NULL;
    const char *const source[2] = {of->bytes[0], of->bytes[1]};
    bool fine = compare(in, texts->text[0], texts->text[1], 1, &it, &made, message) &&
                invariant_all(&it, message) && check_words(in, &it, of, message) &&
                check_verdict(in, &it, of, message) &&
                (!has_plain_form(in) || check_kinds(in, &it, of, message)) &&
                (!all || (check_mirror(in, texts, &it, message) &&
                          invariant_replay(&it, source, of->length, message) &&
                          check_threads(in, texts, &it, message)));
    almost_comparison_free(made);
    return fine;
}

/* All checks of one pair in one mode. */
static bool check_pair(const mode *in, const pair *of, bool all, char *message)
{
    opened texts = {{NULL, NULL}};
    bool fine = open_pair(of, &texts, message) && check_mode(in, &texts, of, all, message);
    almost_text_free(texts.text[0]);
    almost_text_free(texts.text[1]);
    return fine;
}

/* Whether the oracle knows what to make of the text: hyphens stand inside of words alone. */
static bool is_plain(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] == '-' && (i == 0 || i + 1 == length || strchr("- \"\n", bytes[i - 1]) ||
                                strchr("- .,;!?\"\r\n\t", bytes[i + 1])))
            return false;
    return true;
}

static bool cut(const pair *from, int side, size_t start, size_t length, pair *to)
{
    *to = *from;
    size_t end = start + length;
    if (end > from->length[side] || (from->bytes[side][start] & 0xc0) == 0x80 ||
        (end < from->length[side] && (from->bytes[side][end] & 0xc0) == 0x80))
        return false;
    memmove(to->bytes[side] + start, to->bytes[side] + end, from->length[side] - end);
    to->length[side] -= length;
    return is_plain(to->bytes[side], to->length[side]);
}

/* Whether two messages say that the same law is broken: they agree up to their first number. */
static bool same_law(const char *one, const char *other)
{
    size_t length = strcspn(one, "0123456789");
    return strcspn(other, "0123456789") == length && memcmp(one, other, length) == 0;
}

/* Cut out of both texts what the failure does not need. */
static void make_small(const mode *in, pair *failing, char *message)
{
    static pair shorter;
    bool cut_any = true;
    char said[INVARIANT_MESSAGE];
    while (cut_any) {
        cut_any = false;
        for (size_t length = 256; length > 0; length /= 2)
            for (int side = 0; side < 2; side++)
                for (size_t at = 0; at < failing->length[side];) {
                    if (!cut(failing, side, at, length, &shorter) ||
                        check_pair(in, &shorter, true, said) || !same_law(message, said)) {
                        at++;
                        continue;
                    }
                    *failing = shorter;
                    memcpy(message, said, INVARIANT_MESSAGE);
                    cut_any = true;
                }
    }
}

static void print_text(const char *name, const char *bytes, size_t length)
{
    printf("  %s \"", name);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] < 0x20)
            printf(bytes[i] == '\n' ? "\\n" : bytes[i] == '\r' ? "\\r" : "\\t");
        else
            printf(bytes[i] == '"' || bytes[i] == '\\' ? "\\%c" : "%c", bytes[i]);
    printf("\"\n");
}

/* The failures that were printed: told apart by the mode and the law. */
#define MOST_SEEN 64

static struct seen {
    const mode *in;
    char message[INVARIANT_MESSAGE];
} seen[MOST_SEEN];
static size_t n_seen;

static bool is_new(const mode *in, const char *message)
{
    for (size_t i = 0; i < n_seen; i++)
        if (seen[i].in == in && same_law(seen[i].message, message))
            return false;
    if (n_seen == MOST_SEEN)
        return false;
    seen[n_seen].in = in;
    memcpy(seen[n_seen++].message, message, INVARIANT_MESSAGE);
    return true;
}

static void fail(const mode *in, const pair *of, uint64_t round, char *message)
{
    static pair failing;
    if (!is_new(in, message))
        return;
    failing = *of;
    printf("round %llu, %s: %s\n", (unsigned long long)round, in->name, message);
    make_small(in, &failing, message);
    printf("smallest: %s\n", message);
    print_text("original", failing.bytes[0], failing.length[0]);
    print_text("telling ", failing.bytes[1], failing.length[1]);
}

/* Returns in how many modes something is wrong. */
static size_t run_round(uint64_t seed, uint64_t round)
{
    static pair made;
    char message[INVARIANT_MESSAGE] = "";
    random_state random = {seed * UINT64_C(0x100000001b3) + round};
    size_t wrong = 0;
    pair_make(&random, &made);
    opened texts = {{NULL, NULL}};
    if (!open_pair(&made, &texts, message)) {
        fail(&modes[0], &made, round, message);
        wrong++;
    }
    for (size_t i = 0; i < MODES && wrong < MODES && texts.text[1] != NULL; i++)
        if (!check_mode(&modes[i], &texts, &made, round % MODES == i, message)) {
            fail(&modes[i], &made, round, message);
            wrong++;
        }
    almost_text_free(texts.text[0]);
    almost_text_free(texts.text[1]);
    return wrong;
}

int main(int n_arguments, char **arguments)
{
    uint64_t rounds = n_arguments > 1 ? strtoull(arguments[1], NULL, 10) : 100000;
    uint64_t seed = n_arguments > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    uint64_t first = n_arguments > 3 ? strtoull(arguments[3], NULL, 10) : 0;
    uint64_t wrong = 0;
    for (uint64_t round = first; round < first + rounds; round++)
        wrong += run_round(seed, round);
    printf("%llu pairs in %zu modes: %llu do not agree with the oracle\n",
           (unsigned long long)rounds, MODES, (unsigned long long)wrong);
    return wrong != 0;
}
