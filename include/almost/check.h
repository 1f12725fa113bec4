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

/*
 * Note of quotations what is known: that an earlier answer (`baseline`, almost.quotations/1) has
 * the same words with the same status. For whoever made them, before others see them. Errors:
 * FORMAT (the baseline is none), MEMORY.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_quotations_accept(
    almost_quotations *quotations, const almost_text *baseline, almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
