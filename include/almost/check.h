/* SPDX-License-Identifier: Apache-2.0 */
/* Quotations held against sources: is it what stands there, and where does it stand? */
#ifndef ALMOST_CHECK_H
#define ALMOST_CHECK_H

#include <almost/comparison.h>
#include <almost/quotations.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Checking ---------------------------------------------------------- */

/* What else is to be said of a checked quotation. Pinned. */
typedef enum almost_quotation_note {
    ALMOST_NOTE_COMMON = 1 << 0,     /* so short or common that it shows nothing to have found it */
    ALMOST_NOTE_ELSEWHERE = 1 << 1,  /* it stands in another source than the one cited */
    ALMOST_NOTE_FOREIGN = 1 << 2,    /* it is in a language that no source is in */
    ALMOST_NOTE_SPEAKER = 1 << 3,    /* the source has someone else say it */
    ALMOST_NOTE_UNREADABLE = 1 << 4, /* it has no words, or too many */
    ALMOST_NOTE_KNOWN = 1 << 5,      /* it was known before, see almost_quotations_accept() */
    ALMOST_NOTE_PART = 1 << 6 /* it stands in another part of its source than the one cited */
} almost_quotation_note;

/* The name of a note, such as "common". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_quotation_note_name(almost_quotation_note note);

/* Bits 1 << almost_quotation_status of those that are no good quotations. */
#define ALMOST_FAILING_STATUSES                                                                    \
    (UINT32_C(1) << ALMOST_QUOTATION_ALTERED | UINT32_C(1) << ALMOST_QUOTATION_SPLICED |           \
     UINT32_C(1) << ALMOST_QUOTATION_MISATTRIBUTED | UINT32_C(1) << ALMOST_QUOTATION_NOT_FOUND)

/* What a source is to a quotation. Pinned. */
typedef enum almost_source_as {
    ALMOST_AS_SOURCE = 0,
    ALMOST_AS_OCCURRENCE = 1, /* the words stand there, and in too many places to come from it */
    ALMOST_AS_POSSIBLE = 2
} almost_source_as;

/* The name of one, such as "occurs in". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_source_as_name(almost_source_as as);

/* What the account says, or leaves unsaid, of a difference. Pinned. */
typedef enum almost_change_reason {
    ALMOST_REASON_NONE = 0,
    ALMOST_REASON_ELLIPSIS = 1,   /* words were left out, and an ellipsis says so */
    ALMOST_REASON_BRACKET = 2,    /* what stands there is the writer's, in brackets */
    ALMOST_REASON_NARRATION = 3,  /* words of the narrator within one saying: `he said` */
    ALMOST_REASON_CAPITAL = 4,    /* the first letter of what is quoted */
    ALMOST_REASON_MISREADING = 5, /* the source seems to be misread there */
    ALMOST_REASON_UNMARKED = 6    /* a passage was left out, and nothing says so */
} almost_change_reason;

/* The name of one, such as "ellipsis"; NULL for NONE and what is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_change_reason_name(almost_change_reason reason);

/* One difference between a source and a quotation. */
typedef struct almost_quotation_change {
    almost_change_kind kind; /* different, added or missing */
    uint32_t touches;        /* almost_touch bits */
    almost_change_reason reason;
    int honest;            /* it makes nothing wrong by itself, as most ellipses do not */
    almost_span source;    /* bytes of the source; empty: stands nowhere there */
    almost_span quotation; /* bytes of the account; likewise */
} almost_quotation_change;

/* Where a quotation was found. */
typedef struct almost_quotation_source {
    almost_source_as as;
    const almost_text *text;
    almost_span span;    /* bytes of that text */
    almost_span part;    /* bytes of the account that stand there; of a splice a piece */
    const char *speaker; /* who says it there; NULL: unknown */
    double likeness;     /* share of the words of `part` that stand there, 0 to 1 */
    double bits;         /* what these words say */
    double expected;     /* such matches of this quotation by chance */
    const almost_quotation_change *changes; /* in the order of the account */
    size_t n_changes;
    almost_span within; /* the label of the part of the text that it stands in, such as `Article 5`,
                           where the account names a part of that kind; else empty */
} almost_quotation_source;

/* Source number `source`, from 0, of quotation number `index`; the best first. NULL when there is
   none. Borrowed. */
ALMOST_PUBLIC const almost_quotation_source *
almost_quotations_source(const almost_quotations *quotations, size_t index, size_t source);

/* How quotations are checked. */
typedef struct almost_check_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    const char *language;                  /* as in almost_quotations_options */
    const almost_text *cast;               /* likewise */
    int indirect; /* check what is reported without marks, too: almost_quotations_indirect() */
} almost_check_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_check_options_init_sized(almost_check_options *options, size_t size);

static inline void almost_check_options_init(almost_check_options *options)
{
    almost_check_options_init_sized(options, sizeof *options);
}

/*
 * Find the quotations of an account and hold each against `n` sources: is it what stands there? The
 * texts must outlive the answer. Time is linear in the length of the account, for each quotation
 * about logarithmic in that of the sources. On success *out is the caller's. Errors: MEMORY,
 * ARGUMENT, FORMAT (of the cast), LIMIT, ENCODING (a script needs ICU and ICU is missing), TIMEOUT,
 * CANCELLED.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_check(const almost_text *account, const almost_text *const *sources, size_t n,
             const almost_check_options *options, almost_quotations **out, almost_error *error);

/* --- One account after another ------------------------------------------ */

/*
 * Sources that are made ready once, for accounts that are checked anew whenever they change. It is
 * used by one thread at a time.
 */
typedef struct almost_checker almost_checker;

/*
 * Make `n` sources ready, as almost_check() does. They, the array of them, and what the options
 * point to must outlive the checker; the environment's `timeout` is for this call. On success *out
 * is the caller's.
 * Errors: MEMORY, ARGUMENT, LIMIT, ENCODING (a script needs ICU and ICU is missing), TIMEOUT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_checker_new(const almost_text *const *sources, size_t n, const almost_check_options *options,
                   almost_checker **out, almost_error *error);

/* Release a checker, all of whose answers were. */
ALMOST_PUBLIC void almost_checker_free(almost_checker *checker);

/*
 * Find the quotations of an account and hold each against the sources. Of `environment`, which may
 * be NULL, `timeout`, `progress` and `progress_context` are for this call alone. The answer is what
 * almost_check() gives; it is the caller's, who frees it before the account and the checker.
 * Errors: MEMORY, ARGUMENT, FORMAT (of the cast), LIMIT, ENCODING, TIMEOUT, CANCELLED; the checker
 * is as before.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_checker_check(
    almost_checker *checker, const almost_text *account, const almost_environment *environment,
    almost_quotations **out, almost_error *error);

/*
 * Note of quotations what is known: that an earlier answer (`baseline`, almost.quotations/1) has
 * the same words with the same status. For whoever made them, before others see them. Errors:
 * FORMAT (the baseline is none), MEMORY.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_quotations_accept(
    almost_quotations *quotations, const almost_text *baseline, almost_error *error);

/* --- Many accounts ----------------------------------------------------- */

/*
 * Many accounts, each held against the same sources, which are made ready once; by all cores, and
 * the same bytes at any number of them. Accounts are added while there is room, and results come in
 * the order in which they were added:
 *
 *     while (there are lines) {
 *         while (almost_check_batch_room(batch) > 0 && there are lines)
 *             almost_check_batch_add_line(batch, line, length, name, number, &error);
 *         if ((result = almost_check_batch_next(batch)) != NULL)
 *             use result;
 *     }
 *     while ((result = almost_check_batch_next(batch)) != NULL)
 *         use result;
 *
 * An account that cannot be checked has a line that says why; the others go on. A batch is used by
 * one thread at a time; almost_check_batch_next() is the only call that waits.
 */
typedef struct almost_check_batch almost_check_batch;

/* How the accounts of a batch are read, checked and told. */
typedef struct almost_check_batch_options {
    size_t size; /* of this structure, set by _init */
    /* NULL: defaults. Of its environment `timeout` holds for the making ready and for each account;
       `progress` is not called. */
    const almost_check_options *check;
    const almost_text_options *reading; /* of accounts that are files; NULL: defaults */
    almost_units units;                 /* of offsets; default code points */
    uint32_t fail_on;    /* as in almost_quotations_write_options; 0: the four that are no good */
    uint64_t line_bytes; /* longest line; 0: 64 MiB */
    const char *lines_path;  /* as in almost_batch_options */
    const char *output_path; /* likewise */
} almost_check_batch_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_check_batch_options_init_sized(almost_check_batch_options *options,
                                                         size_t size);

static inline void almost_check_batch_options_init(almost_check_batch_options *options)
{
    almost_check_batch_options_init_sized(options, sizeof *options);
}

/*
 * Begin a batch. The sources, and what options point to (allocator, language, cast, encodings),
 * must outlive it. With environment.threads 1 no thread is started. On success *out is the
 * caller's. Errors: MEMORY, ARGUMENT, LIMIT, ENCODING (a script needs ICU and ICU is missing),
 * TIMEOUT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_check_batch_new(
    const almost_text *const *sources, size_t n, const almost_check_batch_options *options,
    almost_check_batch **out, almost_error *error);

/* Release a batch, with what was added to it and never asked for. */
ALMOST_PUBLIC void almost_check_batch_free(almost_check_batch *batch);

/* How many accounts may be added now; at least 1 when no result is outstanding. */
ALMOST_PUBLIC size_t almost_check_batch_room(almost_check_batch *batch);

/*
 * Add the account that one line of JSON Lines names, {"id", "path"} or {"id", "text"}, with "name"
 * and "encoding" if they are wanted; line number `line` of the file called `name`, which must
 * outlive the batch. All else as almost_batch_add_line() has it.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_check_batch_add_line(almost_check_batch *batch, const char *bytes, size_t length,
                            const char *name, uint64_t line, almost_error *error);

/* What became of an account. It never grows. */
typedef struct almost_check_result {
    almost_status status;
    const almost_error *error; /* why it was not checked; NULL with status OK */
    const char *line; /* of JSON, with its newline: almost.quotations/1 with the id before all else
                         and without `against`, or {"id", "error"}; NULL: no memory for it */
    size_t line_length;
    uint64_t quotations;
    uint64_t failing; /* of these by `fail_on`, and of what is reported without marks altered */
} almost_check_result;

/* Wait for the next result. NULL when none is outstanding. Lent until the next call. */
ALMOST_PUBLIC const almost_check_result *almost_check_batch_next(almost_check_batch *batch);

#ifdef __cplusplus
}
#endif

#endif
