/* SPDX-License-Identifier: Apache-2.0 */
/* The stages of text reuse, one by one, for engines that sort and group by themselves. */
#ifndef ALMOST_REUSE_STAGES_H
#define ALMOST_REUSE_STAGES_H

#include <almost/reuse.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Stages of text reuse ------------------------------------------------ */

/*
 * What almost_reuse_find() does on one machine, in parts that can be done on many: whoever calls
 * moves, sorts and groups what each leaves to the next. Where that is done as said here, the
 * passages and clusters are those of almost_reuse_find() on the documents in the order of their
 * numbers.
 *
 *     letters of each document     almost_reuse_letters()
 *     counts of all words          almost_reuse_count_words(), added up
 *     seeds of each document       almost_reuse_seeds()
 *     by hash, document, letter:   almost_reuse_pairing_take()         which gives hits
 *     hits whose surroundings agree  almost_reuse_filter()             may be left out
 *     by both documents, letters:  almost_reuse_aligner_take()         which gives passages
 *     by document, start, end:     almost_reuse_unite()
 *     of each document:            almost_reuse_locate()               in bytes and characters
 *
 * A document is known by a number of the caller's, which says its place in the corpus, too. Letters
 * are bytes that mean nothing outside; any are taken. Arrays that a function gives out are its
 * object's until the next call with it. After an error an object can be freed, no more. One thread
 * uses an object at a time. The structures are pinned: arrays of them are handed about.
 */

/* Documents as letters, and what stands where in them. */
typedef struct almost_reuse_reader almost_reuse_reader;

/* On success *out is the caller's. `environment` may be NULL. Errors: MEMORY, ARGUMENT. */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_reader_new(
    const almost_environment *environment, almost_reuse_reader **out, almost_error *error);
ALMOST_PUBLIC void almost_reuse_reader_free(almost_reuse_reader *reader);

/* The *n letters of `length` bytes of UTF-8. Errors: MEMORY, LIMIT (as almost_reuse_add()). */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_letters(almost_reuse_reader *reader,
                                                                   const char *text, size_t length,
                                                                   const uint8_t **letters,
                                                                   size_t *n, almost_error *error);

/* A place that is likely to be found again where its text is. */
typedef struct almost_reuse_seed {
    uint64_t hash;    /* 40 bits; by this seeds are grouped */
    uint64_t context; /* 48 bits: 12 letters around */
    int64_t document; /* for the caller to fill in */
    uint32_t letter;  /* behind it */
    uint32_t zero;
} almost_reuse_seed;

/* The seeds of the letters of a document, in order. Errors: MEMORY, LIMIT. */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_seeds(almost_reuse_reader *reader,
                                                                 const uint8_t *letters, size_t n,
                                                                 almost_reuse_seed **seeds,
                                                                 size_t *n_seeds,
                                                                 almost_error *error);

enum { ALMOST_REUSE_WORDS = 1 << 20 }; /* places of words in a table of counts */

/*
 * Count the words of `n` letters in counts[ALMOST_REUSE_WORDS], whose numbers stop at the largest;
 * returns how many they are. Tables of several documents are added up.
 */
ALMOST_PUBLIC uint64_t almost_reuse_count_words(const uint8_t *letters, size_t n, uint32_t *counts);

/* Two places that may be one passage; document[0] is the earlier one. */
typedef struct almost_reuse_hit {
    int64_t document[2];
    uint32_t letter[2];
} almost_reuse_hit;

/* Seeds with one hash, which are held against each other or, where they are many, against a few. */
typedef struct almost_reuse_pairing almost_reuse_pairing;

/*
 * With `large` every group is a large one: for a part of such a group, see almost_reuse_hubs(). On
 * success *out is the caller's. Errors: MEMORY, ARGUMENT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_pairing_new(const almost_environment *environment, int large,
                         almost_reuse_pairing **out, almost_error *error);
ALMOST_PUBLIC void almost_reuse_pairing_free(almost_reuse_pairing *pairing);

/*
 * Take seeds, sorted by hash, document and letter over all calls, all of a hash; gives out the hits
 * that are known by now. 0 seeds: there are no more. Errors: MEMORY, ARGUMENT (not sorted).
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_pairing_take(almost_reuse_pairing *pairing, const almost_reuse_seed *seeds, size_t n,
                          const almost_reuse_hit **hits, size_t *n_hits, almost_error *error);

enum {
    ALMOST_REUSE_SMALL = 64, /* seeds of a group that is not large */
    ALMOST_REUSE_HUBS = 32   /* seeds at most that stand for a large one */
};

/*
 * The hubs of a large group: which of `n` seeds with one hash, sorted by document and letter, the
 * others are held against. Of seeds with one context the first one is enough. A large group may be
 * dealt to several pairings with `large`, each of which takes all hubs and a part of the others, in
 * order. Puts numbers of seeds, ascending, into hubs[ALMOST_REUSE_HUBS]; returns how many.
 */
ALMOST_PUBLIC size_t almost_reuse_hubs(const almost_reuse_seed *seeds, size_t n, uint64_t *hubs);

enum { ALMOST_REUSE_AROUND = 36 }; /* letters on either side of a place that a window has */

/* Letters around places, as Arrow has a column of binaries: of place i from offsets[i] on. */
typedef struct almost_reuse_windows {
    const uint8_t *letters;
    const int32_t *offsets; /* one more than there are places; ascending */
    const uint32_t *places; /* letters of the window before the place */
} almost_reuse_windows;

/*
 * Which of `n` hits are alike around them: keep[i] is 1 or 0. What is not leads to no passage. The
 * windows have ALMOST_REUSE_AROUND letters on either side, fewer only where a document ends.
 * Returns how many are kept.
 */
ALMOST_PUBLIC size_t almost_reuse_filter(const almost_reuse_windows *first,
                                         const almost_reuse_windows *second, size_t n,
                                         uint8_t *keep);

/* A passage that two documents share, in letters, half-open. */
typedef struct almost_reuse_passage {
    int64_t document[2];
    uint32_t start[2], end[2];
    float score; /* of a linked one: 0 */
    uint32_t
        linked; /* laid on the second document without being aligned, see almost_reuse_options */
} almost_reuse_passage;

/* How often words stand in the whole corpus. */
typedef struct almost_reuse_words {
    const uint32_t *counts; /* ALMOST_REUSE_WORDS, copied */
    uint64_t words, letters;
} almost_reuse_words;

/* Documents, in a temporary file, and the passages that they share. */
typedef struct almost_reuse_aligner almost_reuse_aligner;

/* On success *out is the caller's. Errors: MEMORY, ARGUMENT, WRITE. */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_aligner_new(const almost_reuse_options *options, const almost_reuse_words *words,
                         almost_reuse_aligner **out, almost_error *error);
ALMOST_PUBLIC void almost_reuse_aligner_free(almost_reuse_aligner *aligner);

/*
 * Add the letters of a document, by ascending numbers and before any hits: all that these name.
 * Errors: MEMORY, WRITE, LIMIT, ARGUMENT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_aligner_add(almost_reuse_aligner *aligner, int64_t document, const uint8_t *letters,
                         size_t n, almost_error *error);

/*
 * Take hits, sorted by document[0], document[1], letter[0], letter[1] over all calls, all of a
 * document[0]; gives out the passages that are known by now, in the order of
 * almost_reuse_find(). 0 hits: there are no more. Errors: MEMORY, READ, WRITE, TIMEOUT, CANCELLED,
 * ARGUMENT (not sorted, or no such document or letter).
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_aligner_take(
    almost_reuse_aligner *aligner, const almost_reuse_hit *hits, size_t n,
    const almost_reuse_passage **passages, size_t *n_passages, almost_error *error);

/* A stretch of a document, in letters, half-open. */
typedef struct almost_reuse_stretch {
    int64_t document;
    uint32_t start, end;
} almost_reuse_stretch;

/*
 * Which stretches of one document are one: heads[i] is the number of the first one that belongs
 * with number i. They are sorted by document, start and end, with all of a document. Two passages
 * that have such stretches, and the two stretches of a passage, are in one cluster. Errors: MEMORY,
 * ARGUMENT, LIMIT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_unite(const almost_reuse_stretch *stretches, size_t n, uint32_t *heads,
                   const almost_environment *environment, almost_error *error);

/* A stretch of a document, and where it stands in its text. */
typedef struct almost_reuse_place {
    uint32_t start, end; /* letters; given */
    uint32_t byte[2];    /* of the text, half-open */
    uint32_t code_point[2];
} almost_reuse_place;

/* Say where `n` stretches of a text stand, by ascending starts. Errors: MEMORY, LIMIT, ARGUMENT. */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_locate(almost_reuse_reader *reader,
                                                                  const char *text, size_t length,
                                                                  almost_reuse_place *places,
                                                                  size_t n, almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
