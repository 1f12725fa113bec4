/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost: compare tellings of the same thing
 *
 * Given what happened (the original) and what was told (the telling), the
 * library says what is the same, different, added, missing and moved, where
 * the two part for good, and gives the verdict: yes, almost, partly or no.
 *
 *     almost_text *original, *telling;
 *     almost_comparison *comparison;
 *     almost_text_open("happened.txt", NULL, &original, NULL);
 *     almost_text_open("told.txt", NULL, &telling, NULL);
 *     almost_compare(original, telling, NULL, &comparison, NULL);
 *     puts(almost_comparison_sentence(comparison));
 *
 * Conventions, for everything below:
 *
 * - Functions that can fail return an almost_status: ALMOST_OK (0) or a
 *   negative value. The last parameter is an almost_error that is filled on
 *   failure; it may be NULL. Outputs are untouched on failure.
 * - An object returned through an `out` parameter belongs to the caller, who
 *   releases it with the function named _free, which accepts NULL. A pointer
 *   returned by a function is borrowed: valid until the object that it was
 *   asked of is freed.
 * - Spans are half-open, in bytes of the decoded text (UTF-8), unless said
 *   otherwise. almost_text_place() turns a byte into a code point, a line and
 *   a column, or a byte of the source.
 * - Options structures begin with their size, are filled with defaults by
 *   their _init function, and only grow. NULL means all defaults.
 * - The library never prints, exits or keeps global state. Texts and
 *   comparisons are immutable once made: any number of threads may read one
 *   object at the same time. An object is freed by one thread, last.
 */
#ifndef ALMOST_H
#define ALMOST_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(ALMOST_BUILD) && defined(__GNUC__)
#define ALMOST_PUBLIC __attribute__((visibility("default")))
#else
#define ALMOST_PUBLIC
#endif

/* --- Status and errors ------------------------------------------------- */

/* What a function answers. The values are pinned and never change. */
typedef enum almost_status {
    ALMOST_OK = 0,
    ALMOST_ERROR_MEMORY = -1,    /* an allocation failed */
    ALMOST_ERROR_READ = -2,      /* a file cannot be opened or read */
    ALMOST_ERROR_WRITE = -3,     /* the caller's sink refused the bytes */
    ALMOST_ERROR_FORMAT = -4,    /* a patch or comparison is malformed */
    ALMOST_ERROR_ENCODING = -5,  /* an encoding is unknown, or cannot hold a character */
    ALMOST_ERROR_LIMIT = -6,     /* a limit of the environment is exceeded */
    ALMOST_ERROR_ARGUMENT = -7,  /* an option or argument makes no sense */
    ALMOST_ERROR_CANCELLED = -8, /* the progress callback asked to stop */
    ALMOST_ERROR_MISMATCH = -9   /* the text is not the one that was compared */
} almost_status;

/* Where and why something failed. Positions are 0 where they mean nothing. */
typedef struct almost_error {
    almost_status status;
    uint64_t byte;     /* offset in the source, in bytes */
    uint64_t line;     /* 1-based */
    uint64_t column;   /* 1-based, in code points */
    char file[256];    /* the name of the text or file; its start where longer */
    char message[256]; /* one line, without a full stop or newline */
} almost_error;

/* A half-open range of bytes in a decoded text: start <= end. */
typedef struct almost_span {
    uint64_t start;
    uint64_t end;
} almost_span;

/*
 * Memory from the caller. All three functions are needed; `context` is passed
 * through. allocate(0) may return NULL. They are called from several threads
 * at once unless environment.threads is 1.
 */
typedef struct almost_allocator {
    void *(*allocate)(void *context, size_t size);
    void *(*reallocate)(void *context, void *pointer, size_t old_size, size_t size);
    void (*release)(void *context, void *pointer);
    void *context;
} almost_allocator;

/* What surrounds every call: memory, threads, limits, progress. */
typedef struct almost_environment {
    size_t size;                       /* of this structure, set by _init */
    const almost_allocator *allocator; /* NULL: the C library's */
    uint32_t threads;   /* at most; 0: one a core; the answer is the same at any number
                           (one comparison runs on one core so far) */
    uint64_t max_bytes; /* longest text, in bytes; 0: 1 GiB; at most 4 GiB - 1 MiB */
    uint64_t max_cells; /* largest exact table a gap may take; 0: 2^24 */
    /*
     * Called now and then on the calling thread with the share done, 0 to 1;
     * a non-zero answer cancels. NULL: never called.
     */
    int (*progress)(void *context, const char *stage, double share);
    void *progress_context;
} almost_environment;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_environment_init(almost_environment *environment);

/* The library's version, as in "1.2.3". Borrowed, forever. */
ALMOST_PUBLIC const char *almost_version(void);

/* A few words for a status, such as "out of memory". Borrowed, forever. */
ALMOST_PUBLIC const char *almost_status_text(almost_status status);

/* --- Texts ------------------------------------------------------------- */

/* One telling: decoded bytes with a map back to the source. Opaque. */
typedef struct almost_text almost_text;

typedef struct almost_text_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    const char *encoding;                  /* such as "windows-1252"; NULL: found out */
    const char *name;                      /* shown instead of the path; NULL: the path */
} almost_text_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_text_options_init(almost_text_options *options);

/*
 * Read a text from a file. `path` "-" is standard input. The file is mapped
 * where that is possible and must not be changed while the text lives.
 *
 * The encoding is the one given, else that of the byte order mark, else UTF-8
 * where most of the text is valid UTF-8, else the one ICU finds most likely. A
 * source with zero bytes that is none of these is no text: ERROR_ENCODING.
 * Bytes that are not valid are kept: see almost_text_invalid().
 *
 * On success *out is the caller's. Errors: READ, ENCODING, LIMIT, MEMORY.
 */
ALMOST_PUBLIC almost_status almost_text_open(const char *path, const almost_text_options *options,
                                             almost_text **out, almost_error *error);

/*
 * Make a text of `length` bytes in memory, which are copied. Otherwise as
 * almost_text_open(). `bytes` may be NULL when `length` is 0.
 */
ALMOST_PUBLIC almost_status almost_text_from_memory(const char *bytes, size_t length,
                                                    const almost_text_options *options,
                                                    almost_text **out, almost_error *error);

/* Release a text, after the comparisons that were made with it. */
ALMOST_PUBLIC void almost_text_free(almost_text *text);

/* The name that messages use. Borrowed. */
ALMOST_PUBLIC const char *almost_text_name(const almost_text *text);

/*
 * The decoded text: *length bytes of UTF-8 without byte order mark. Bytes that
 * were not valid UTF-8 in the source stand here as they were; what was not
 * valid in another encoding stands as a sequence of three bytes, F1 xx xx or
 * F2 xx xx, that is not valid UTF-8 either. Borrowed.
 */
ALMOST_PUBLIC const char *almost_text_bytes(const almost_text *text, uint64_t *length);

/* The encoding of the source, such as "UTF-8" or "UTF-16LE". Borrowed. */
ALMOST_PUBLIC const char *almost_text_encoding(const almost_text *text);

/* How many invalid sequences the source holds; each counts as one code point. */
ALMOST_PUBLIC uint64_t almost_text_invalid(const almost_text *text);

/* A 128-bit hash (XXH3) of the bytes of the source, in hexadecimal. Borrowed. */
ALMOST_PUBLIC const char *almost_text_hash(const almost_text *text);

/* One place of a text, in every unit. */
typedef struct almost_place {
    uint64_t byte;        /* in the decoded text */
    uint64_t code_point;  /* in the decoded text */
    uint64_t utf16;       /* in UTF-16 code units of the decoded text */
    uint64_t line;        /* 1-based; LF, CR LF and CR end a line */
    uint64_t column;      /* 1-based, in code points */
    uint64_t source_byte; /* in the file, byte order mark included */
} almost_place;

/* Where a byte of the decoded text lies. `byte` beyond the end means the end. */
ALMOST_PUBLIC almost_place almost_text_place(const almost_text *text, uint64_t byte);

/* --- Comparing --------------------------------------------------------- */

/* Differences that are not reported: they count as the same. */
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

/* What counts as one word. */
typedef enum almost_words {
    ALMOST_WORDS_UNICODE = 0, /* UAX #29, dictionaries for scripts without spaces */
    ALMOST_WORDS_SPACE = 1    /* what white space separates, as wdiff has it */
} almost_words;

typedef struct almost_compare_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    uint32_t ignore;                       /* almost_ignore bits; default LAYOUT | TYPOGRAPHY */
    int exact;            /* words match to the letter only, and nothing is ignored */
    int minimal;          /* fewest changed words: moves, spelling and coherence apart */
    almost_words words;   /* default ALMOST_WORDS_UNICODE */
    double min_bits;      /* passages below are not reported; 0: none is left out */
    const char *language; /* "en", "de", "fr", "es", "it", "la"; NULL: found out */
    double expected;      /* passages that unrelated texts have more often by chance are not
                             reported; 0: 1e-7, and in texts that share a quarter of their words
                             whatever stands in its place between the others */
    int one_kind; /* expect that the telling takes from the original, in one way all over, and
                     sums up the whole of it if any: habits of test corpora */
} almost_compare_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_compare_options_init(almost_compare_options *options);

/* All that was found between two texts. Opaque, immutable. */
typedef struct almost_comparison almost_comparison;

/*
 * Compare what was told with what happened. The texts must outlive the
 * comparison. Time is n log n in the length of the texts at worst; where a
 * limit made the answer less exact, almost_comparison_approximations() says.
 *
 * Comparing (a, b) and (b, a) gives mirror images.
 *
 * On success *out is the caller's. Errors: MEMORY, LIMIT, ARGUMENT, CANCELLED,
 * ENCODING (a script needs ICU and ICU is missing).
 */
ALMOST_PUBLIC almost_status almost_compare(const almost_text *original, const almost_text *telling,
                                           const almost_compare_options *options,
                                           almost_comparison **out, almost_error *error);

/* Release a comparison. Its texts stay. */
ALMOST_PUBLIC void almost_comparison_free(almost_comparison *comparison);

/* Is that what happened? */
typedef enum almost_answer {
    ALMOST_YES = 0,    /* nothing differs that the options do not ignore */
    ALMOST_ALMOST = 1, /* the same account, with differences */
    ALMOST_PARTLY = 2, /* a good part is missing, added or in another order */
    ALMOST_NO = 3      /* next to nothing of the one is in the other */
} almost_answer;

/* The verdict and the shares behind it. doc/method.md has the thresholds. */
typedef struct almost_verdict {
    almost_answer answer;
    double kept;     /* share of the original's words that lie in passages */
    double told;     /* share of the telling's words that come from the original */
    double order;    /* share of the kept words that stand in the heaviest chain in order */
    int same_ending; /* whether the two end alike */
    uint64_t original_parting; /* byte after which nothing of the original is in the telling */
    uint64_t telling_parting;  /* byte after which nothing of the telling is in the original */
    double summed;             /* share of the original's words that are told in a summary only */
} almost_verdict;

ALMOST_PUBLIC const almost_verdict *almost_comparison_verdict(const almost_comparison *comparison);

/* The verdict as a person would say it, in one sentence. Borrowed. */
ALMOST_PUBLIC const char *almost_comparison_sentence(const almost_comparison *comparison);

/* Words by what became of them. A word split in two counts as it stands on its side. */
typedef struct almost_statistics {
    uint64_t original_words;
    uint64_t telling_words;
    uint64_t same;               /* words kept in order, to the options; of the original */
    uint64_t moved;              /* words kept in moved passages; of the original */
    uint64_t respelt;            /* words kept with other letters; of the original */
    uint64_t missing;            /* words in changes of kind missing */
    uint64_t added;              /* words in changes of kind added */
    uint64_t different_original; /* words in other changes of kind different */
    uint64_t different_telling;
    uint64_t changes;      /* changes other than same and moved */
    uint64_t touching[16]; /* changes that touch each almost_touch, by bit number */
} almost_statistics;

ALMOST_PUBLIC const almost_statistics *
almost_comparison_statistics(const almost_comparison *comparison);

/*
 * A maximal stretch of related text on both sides, as a reader would mark it:
 * with the marks that touch its words, without white space. (A change has all
 * that follows its last word.) The span of one on the main line may enclose a
 * moved one, whose words are not its own.
 */
typedef enum almost_passage_kind {
    ALMOST_PASSAGE_SAME = 0,     /* nothing differs that the options do not ignore */
    ALMOST_PASSAGE_ALTERED = 1,  /* the words stand in order, with changes between them */
    ALMOST_PASSAGE_REWORDED = 2, /* the order is broken, or most words are replaced */
    ALMOST_PASSAGE_SUMMARY = 3   /* a short stretch of the one side tells a long one of the other */
} almost_passage_kind;

typedef struct almost_passage {
    uint32_t id; /* 1-based, in the order of the telling */
    almost_passage_kind kind;
    int moved; /* whether it stands out of the order of the others */
    almost_span original;
    almost_span telling;
    double likeness; /* share of the words of both sides that are kept, 0 to 1 */
    double bits;     /* how much the kept words say */
    double expected; /* how many such passages two unrelated texts of these lengths have */
} almost_passage;

ALMOST_PUBLIC size_t almost_comparison_passages(const almost_comparison *comparison);

/* Passage number `index`, from 0, copied to *passage. 0 when there is none. */
ALMOST_PUBLIC int almost_comparison_passage(const almost_comparison *comparison, size_t index,
                                            almost_passage *passage);

typedef enum almost_change_kind {
    ALMOST_SAME = 0,
    ALMOST_DIFFERENT = 1,
    ALMOST_ADDED = 2,
    ALMOST_MISSING = 3,
    ALMOST_MOVED = 4
} almost_change_kind;

/* What a change touches, loudest first. */
typedef enum almost_touch {
    ALMOST_TOUCHES_NEGATION = 1 << 0,
    ALMOST_TOUCHES_NUMBER = 1 << 1,
    ALMOST_TOUCHES_NAME = 1 << 2,
    ALMOST_TOUCHES_MODAL = 1 << 3,
    ALMOST_TOUCHES_SPEAKER = 1 << 4,
    ALMOST_TOUCHES_WORDING = 1 << 5,
    ALMOST_TOUCHES_SPELLING = 1 << 6,
    ALMOST_TOUCHES_PUNCTUATION = 1 << 7,
    ALMOST_TOUCHES_CASE = 1 << 8,
    ALMOST_TOUCHES_SPACING = 1 << 9,
    ALMOST_TOUCHES_UNIT = 1 << 10,
    ALMOST_TOUCHES_QUANTITY = 1 << 11,
    ALMOST_TOUCHES_OPPOSITE = 1 << 12,
    ALMOST_TOUCHES_CONDITION = 1 << 13,
    ALMOST_TOUCHES_HEDGE = 1 << 14,
    ALMOST_TOUCHES_ROLE = 1 << 15
} almost_touch;

/* The name of a touch bit, such as "negation". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_touch_name(almost_touch touch);

/*
 * One piece of the comparison. All changes together cover both texts without
 * gap or overlap. Where a side has nothing, its span is empty and stands where
 * the text would have been.
 */
typedef struct almost_change {
    uint64_t id;      /* 1-based, in the order of the telling */
    uint32_t passage; /* the passage it lies in, or 0 */
    almost_change_kind kind;
    uint32_t touches; /* almost_touch bits; 0 for same and moved */
    almost_span original;
    almost_span telling;
} almost_change;

ALMOST_PUBLIC size_t almost_comparison_changes(const almost_comparison *comparison);

/* Change number `index`, from 0, copied to *change. 0 when there is none. */
ALMOST_PUBLIC int almost_comparison_change(const almost_comparison *comparison, size_t index,
                                           almost_change *change);

/*
 * The letters inside one change of kind different: up to `capacity` pieces of
 * kind same, different, added or missing that cover both of its spans, for
 * marking what differs inside a word. Returns how many there are; more than
 * `capacity` means that nothing was written. 0 when out of memory.
 */
ALMOST_PUBLIC size_t almost_comparison_letters(const almost_comparison *comparison,
                                               const almost_change *change, almost_change *pieces,
                                               size_t capacity);

/* A range where a limit made the answer less exact than it could be. */
typedef struct almost_approximation {
    almost_span original;
    almost_span telling;
} almost_approximation;

ALMOST_PUBLIC size_t almost_comparison_approximations(const almost_comparison *comparison);

/* Number `index`, from 0, copied to *range. 0 when there is none. */
ALMOST_PUBLIC int almost_comparison_approximation(const almost_comparison *comparison, size_t index,
                                                  almost_approximation *range);

/* --- Writing ----------------------------------------------------------- */

/* Takes `length` bytes; a non-zero answer stops the writing with ERROR_WRITE. */
typedef int (*almost_sink)(void *context, const char *bytes, size_t length);

typedef enum almost_form {
    ALMOST_FORM_INLINE = 0,  /* for reading: verdict, what matters, the text with changes */
    ALMOST_FORM_SIDE = 1,    /* for reading: two columns */
    ALMOST_FORM_BRIEF = 2,   /* the verdict in one line */
    ALMOST_FORM_STAT = 3,    /* words and changes, counted */
    ALMOST_FORM_JSON = 4,    /* almost.comparison/1, doc/comparison.schema.json */
    ALMOST_FORM_PATCH = 5,   /* almost.patch/1, doc/patch-format.md */
    ALMOST_FORM_PASSAGES = 6 /* for reading: the passages, listed with what each is worth */
} almost_form;

typedef enum almost_units {
    ALMOST_CODE_POINTS = 0,
    ALMOST_BYTES = 1,
    ALMOST_UTF16 = 2
} almost_units;

typedef struct almost_write_options {
    size_t size;        /* of this structure, set by _init */
    almost_form form;   /* default ALMOST_FORM_INLINE */
    almost_units units; /* of offsets in JSON; default code points */
    int full;           /* JSON: text of what is the same, too */
    int colour;         /* inline, side, passages, brief: ANSI colours */
    uint32_t width;     /* inline, side, passages: columns; 0: 80 */
    uint32_t context;   /* inline, side: words kept around a change; 0: 12 */
} almost_write_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_write_options_init(almost_write_options *options);

/*
 * Write a comparison in one form, in pieces, to `sink`. Errors: WRITE, MEMORY,
 * ARGUMENT.
 */
ALMOST_PUBLIC almost_status almost_write(const almost_comparison *comparison,
                                         const almost_write_options *options, almost_sink sink,
                                         void *sink_context, almost_error *error);

/* --- Many pairs -------------------------------------------------------- */

/*
 * Many pairs compared by all cores, with texts that stand in several of them
 * read once. Pairs are added while the batch has room for more, and results
 * come in the order in which pairs were added:
 *
 *     while (there are pairs) {
 *         while (almost_batch_room(batch) > 0 && there are pairs)
 *             almost_batch_add(batch, &pair, &error);
 *         if (almost_batch_next(batch, &result))
 *             use result;
 *     }
 *     while (almost_batch_next(batch, &result))
 *         use result;
 *
 * A pair that cannot be compared has a result that says why; the others go on.
 * Memory is bounded by the options and the texts of the pairs at hand, however
 * many pairs there are and however slowly results are taken. A batch is used
 * by one thread at a time; almost_batch_next() is the only call that waits.
 */
typedef struct almost_batch almost_batch;

/* One text of a pair: a file, or bytes where `path` is NULL. */
typedef struct almost_source {
    const char *path;
    const char *bytes; /* NULL where `length` is 0 */
    size_t length;
    const char *name;     /* shown instead of the path; NULL: the path */
    const char *encoding; /* NULL: that of the options, else found out */
} almost_source;

/* A pair to be compared. */
typedef struct almost_pair {
    const char *id; /* a JSON string or number, as it is to stand in the line; NULL: counted */
    almost_source original;
    almost_source telling;
} almost_pair;

typedef struct almost_batch_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults; `progress` is not called */
    const almost_compare_options *compare; /* NULL: defaults; its environment is not used */
    /*
     * Not NULL: each result has a line of JSON (almost.comparison/1 with the
     * id) by these options, of which the form counts nothing, and no
     * comparison. NULL: each result has its comparison, and no line.
     */
    const almost_write_options *lines;
    const char *original_encoding; /* of sources without one; NULL: found out */
    const char *telling_encoding;
    uint64_t cache_bytes; /* texts and their words, kept for later pairs; 0: 128 MiB */
    uint64_t line_bytes;  /* longest line of almost_batch_add_line(); 0: 64 MiB */
} almost_batch_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_batch_options_init(almost_batch_options *options);

/*
 * Begin a batch. The structures of options are copied; what they point to
 * (allocator, language, encodings) must outlive the batch. With
 * environment.threads 1 no thread is started and almost_batch_next() does the
 * work. On success *out is the caller's. Errors: MEMORY, ARGUMENT.
 */
ALMOST_PUBLIC almost_status almost_batch_new(const almost_batch_options *options,
                                             almost_batch **out, almost_error *error);

/* Release a batch, with what was added to it and never asked for. */
ALMOST_PUBLIC void almost_batch_free(almost_batch *batch);

/* How many pairs may be added now; at least 1 when no result is outstanding. */
ALMOST_PUBLIC size_t almost_batch_room(almost_batch *batch);

/*
 * Add a pair, all of which is copied. Errors: MEMORY; LIMIT when there is no
 * room: take a result first.
 */
ALMOST_PUBLIC almost_status almost_batch_add(almost_batch *batch, const almost_pair *pair,
                                             almost_error *error);

/*
 * Add the pair that one line of JSON Lines describes, line number `line` of the
 * file called `name`, which must outlive the batch:
 *
 *     {"id": 7, "original": SOURCE, "telling": SOURCE}
 *
 * A SOURCE is a string, the path of a file, or an object with "path" or "text",
 * and "name" and "encoding" if they are wanted. The id is a string or a number;
 * without one it is the number of the line. Other members are passed over. A
 * line that is no such object, or is too long, has a result that says so; a
 * blank line has none. To skip the rest of a line that is too long, hand in
 * its first line_bytes + 1 bytes. Errors as almost_batch_add().
 */
ALMOST_PUBLIC almost_status almost_batch_add_line(almost_batch *batch, const char *bytes,
                                                  size_t length, const char *name, uint64_t line,
                                                  almost_error *error);

/* What became of a pair. What it points to is valid until the next call for the batch. */
typedef struct almost_batch_result {
    uint64_t number; /* of the pair, from 1, in the order of adding */
    const char *id;  /* JSON */
    almost_status status;
    almost_error error;                  /* why there is no comparison; status OK: none */
    almost_verdict verdict;              /* with status OK */
    const almost_comparison *comparison; /* or NULL: see almost_batch_options.lines */
    const char *line; /* with its newline, also where status is not OK; or NULL */
    size_t line_length;
} almost_batch_result;

/* Wait for the next result and copy it to *result. 0 when none is outstanding. */
ALMOST_PUBLIC int almost_batch_next(almost_batch *batch, almost_batch_result *result);

/* --- Applying ---------------------------------------------------------- */

/* A comparison read back from a patch or from JSON. Opaque, immutable. */
typedef struct almost_patch almost_patch;

/*
 * Read a patch (almost.patch/1) or a full comparison (almost.comparison/1 with
 * the text of what is the same) from memory. `name` is used in messages.
 *
 * On success *out is the caller's. Errors: FORMAT with the line, MEMORY, LIMIT.
 */
ALMOST_PUBLIC almost_status almost_patch_read(const char *bytes, size_t length, const char *name,
                                              const almost_environment *environment,
                                              almost_patch **out, almost_error *error);

/* Release a patch. */
ALMOST_PUBLIC void almost_patch_free(almost_patch *patch);

/*
 * Read the text that a patch is to be applied to: the original, or with
 * `reverse` the telling. As almost_text_open(), but a file that is byte for
 * byte the one that was compared has the encoding that it had then.
 */
ALMOST_PUBLIC almost_status almost_patch_text(const almost_patch *patch, int reverse,
                                              const char *path, const almost_text_options *options,
                                              almost_text **out, almost_error *error);

typedef struct almost_apply_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    int reverse;                           /* turn the telling into the original */
    const uint64_t *only;                  /* ids of the changes to apply; NULL: all */
    size_t n_only;
    const uint64_t *except; /* ids of changes to leave out; NULL: none */
    size_t n_except;
    uint32_t touching; /* apply only changes that touch one of these; 0: all */
    int fuzzy;         /* find the places by content when the text is another one */
} almost_apply_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_apply_options_init(almost_apply_options *options);

/* What applying did. */
typedef struct almost_applied {
    uint64_t applied;  /* changes made */
    uint64_t skipped;  /* changes that the options left out */
    uint64_t unplaced; /* changes that found no place (fuzzy only) */
} almost_applied;

/*
 * Turn the original into the telling (or back), in the encoding of `text`, and
 * hand the outcome to `sink`. Applying all changes gives the other text byte
 * for byte, in the encoding that it had, unless `text` was converted since it
 * was compared. A text that is not the one that was compared is refused with
 * ERROR_MISMATCH and the first place where it differs, unless options.fuzzy.
 *
 * `unplaced` is called with the id and text of each change that could not be
 * placed; NULL: not called. *applied is filled on success; it may be NULL.
 * Errors: MISMATCH, ENCODING, ARGUMENT, WRITE, MEMORY.
 */
ALMOST_PUBLIC almost_status
almost_apply(const almost_patch *patch, const almost_text *text,
             const almost_apply_options *options, almost_sink sink, void *sink_context,
             void (*unplaced)(void *context, uint64_t id, const char *text, size_t length),
             void *unplaced_context, almost_applied *applied, almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
