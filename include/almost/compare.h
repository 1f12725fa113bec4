/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing two texts: what is asked for. comparison.h has what is found. */
#ifndef ALMOST_COMPARE_H
#define ALMOST_COMPARE_H

#include <almost/comparison.h>
#include <almost/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Comparing --------------------------------------------------------- */

/*
 * Differences that are not reported: they count as the same, unless they touch the meaning. A
 * capital, an accent or a point that makes another word or number of one is told whatever is
 * ignored.
 */
typedef enum almost_ignore {
    ALMOST_IGNORE_LAYOUT = 1 << 0,      /* white space, line breaks, hyphens at line ends */
    ALMOST_IGNORE_TYPOGRAPHY = 1 << 1,  /* shapes of quotation marks and dashes, ligatures,
                                           long s, soft hyphens, normal forms */
    ALMOST_IGNORE_CASE = 1 << 2,        /* capitals */
    ALMOST_IGNORE_PUNCTUATION = 1 << 3, /* all that stands between words */
    ALMOST_IGNORE_ACCENTS = 1 << 4,     /* marks on letters */
    ALMOST_IGNORE_SPELLING = 1 << 5,    /* one word spelt in two ways */
    ALMOST_IGNORE_HYPHENATION = 1 << 6, /* to-day, to day, today */
    ALMOST_IGNORE_NUMBERS = 1 << 7      /* two, 2, II */
} almost_ignore;

/* The name of an ignore bit, such as "layout". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_ignore_name(almost_ignore ignored);

/* What counts as one word. */
typedef enum almost_words {
    ALMOST_WORDS_UNICODE = 0, /* UAX #29, dictionaries for scripts without spaces */
    ALMOST_WORDS_SPACE = 1    /* what white space separates, as wdiff has it */
} almost_words;

/* The name of a kind of words, such as "space". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_words_name(almost_words words);

/* A language that there are word lists for, number `index`, from 0. NULL behind the last. */
ALMOST_PUBLIC const char *almost_language_code(size_t index);

/* By what the answer is told beside the whole. */
typedef enum almost_by {
    ALMOST_BY_NOTHING = 0,
    ALMOST_BY_CHAPTER = 1 /* which chapter of the one is which of the other */
} almost_by;

/* How two texts are compared. */
typedef struct almost_compare_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    uint32_t ignore;                       /* almost_ignore bits; default LAYOUT | TYPOGRAPHY */
    int exact;            /* words match to the letter only, and nothing is ignored */
    int minimal;          /* fewest changed words: moves, spelling and coherence apart */
    almost_words words;   /* default ALMOST_WORDS_UNICODE */
    double min_bits;      /* passages below are not reported; 0: none is left out */
    const char *language; /* such as "en", see almost_language_code(); NULL: detected */
    double expected;      /* passages that unrelated texts have more often by chance are not
                             reported; 0: 1e-7, and in texts that share a quarter of their words
                             whatever stands in its place between the others */
    almost_by by;         /* default ALMOST_BY_NOTHING; JSON has `chapters` then */
} almost_compare_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_compare_options_init_sized(almost_compare_options *options, size_t size);

static inline void almost_compare_options_init(almost_compare_options *options)
{
    almost_compare_options_init_sized(options, sizeof *options);
}

/*
 * Compare what was told with what happened. The texts must outlive the
 * comparison. Time is n log n in the length of the texts at worst; where a
 * limit made the answer less exact, almost_comparison_approximations() says.
 *
 * Comparing (a, b) and (b, a) gives mirror images.
 *
 * On success *out is the caller's. Errors: MEMORY, TIMEOUT, ARGUMENT, CANCELLED,
 * ENCODING (a script needs ICU and ICU is missing).
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_compare(const almost_text *original,
                                                             const almost_text *telling,
                                                             const almost_compare_options *options,
                                                             almost_comparison **out,
                                                             almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
