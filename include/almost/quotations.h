/* SPDX-License-Identifier: Apache-2.0 */
/* Quotations: what a text quotes, and who says it. */
#ifndef ALMOST_QUOTATIONS_H
#define ALMOST_QUOTATIONS_H

#include <almost/base.h>
#include <almost/text.h>
#include <almost/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Quotations -------------------------------------------------------- */

/* The quotations of one text, in its order. Opaque, immutable. */
typedef struct almost_quotations almost_quotations;

/* What is quoted. Pinned. */
typedef enum almost_quotation_kind {
    ALMOST_QUOTATION_SPEECH = 0,  /* what someone says or writes */
    ALMOST_QUOTATION_MENTION = 1, /* a title, or words that are only spoken of */
    ALMOST_QUOTATION_BLOCK = 2,   /* a passage or verses set apart */
    ALMOST_QUOTATION_THOUGHT = 3  /* speech or thought told by someone else, between marks */
} almost_quotation_kind;

/* The name of a kind, such as "speech". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_quotation_kind_name(almost_quotation_kind kind);

/* How it is known who speaks. Pinned. */
typedef enum almost_speaker_by {
    ALMOST_SPEAKER_UNKNOWN = 0,
    ALMOST_SPEAKER_EXPLICIT = 1, /* named beside the quotation */
    ALMOST_SPEAKER_PRONOUN = 2,  /* a pronoun or a phrase beside it, resolved */
    ALMOST_SPEAKER_TURN = 3,     /* whose turn it is among those who talk */
    ALMOST_SPEAKER_SCRIPT = 4    /* the format says it: a script, a chat, subtitles */
} almost_speaker_by;

/* The name of one, such as "turn"; NULL for UNKNOWN and what is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_speaker_by_name(almost_speaker_by by);

/* How a quotation agrees with its sources. Pinned. */
typedef enum almost_quotation_status {
    ALMOST_QUOTATION_NOT_CHECKED = 0,
    ALMOST_QUOTATION_VERBATIM = 1,
    ALMOST_QUOTATION_TYPOGRAPHIC = 2,
    ALMOST_QUOTATION_ALTERED = 3,
    ALMOST_QUOTATION_SPLICED = 4,
    ALMOST_QUOTATION_MISATTRIBUTED = 5,
    ALMOST_QUOTATION_NOT_FOUND = 6
} almost_quotation_status;

/* The name of a status, such as "not checked". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_quotation_status_name(almost_quotation_status status);

/* What is odd about a quotation. Pinned. */
typedef enum almost_quotation_flag {
    ALMOST_QUOTATION_UNBALANCED = 1 << 0, /* a mark is missing; it ends with its paragraph */
    ALMOST_QUOTATION_CONTINUED = 1 << 1,  /* it goes on from the paragraph before */
    ALMOST_QUOTATION_NARRATION = 1 << 2,  /* words of the narrator part it from the span before */
    ALMOST_QUOTATION_GUESS = 1 << 3       /* margin below ALMOST_SURE_MARGIN: the speaker is a
                                             guess, on which nothing may rest */
} almost_quotation_flag;

/* From this margin on four speakers in five are right, below one in two: see doc/method.md. */
#define ALMOST_SURE_MARGIN 2.0

/* One span of quoted text. The spans of one interrupted saying share `saying`. */
typedef struct almost_quotation {
    uint64_t id;       /* 1-based, in the order of the text */
    almost_span span;  /* what is quoted, without marks and the white space inside them */
    almost_span outer; /* with its marks, of which either may be missing */
    almost_quotation_kind kind;
    almost_speaker_by speaker_by;
    const char *speaker; /* as the text names who speaks, ended by NUL; NULL: unknown. Borrowed. */
    uint64_t saying;     /* from 1 */
    double margin;       /* how much better the speaker is than the next one; 0 where unknown */
    uint32_t flags;      /* almost_quotation_flag bits */
    almost_quotation_status status;
    size_t sources;           /* how many almost_quotations_source() has for it: check.h */
    const almost_text *cited; /* the source that stands beside it in the account; NULL: none */
    uint32_t notes;           /* almost_quotation_note bits */
    const char *language;     /* it is in this one, and no source is; NULL: no matter */
    almost_span cited_part;   /* where the account names the part of its source, `Article 5`, as far
                                 as that has such; empty: it does not */
} almost_quotation;

/* How quotations are found. */
typedef struct almost_quotations_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    const char *language;                  /* such as "en"; NULL: found out */
    /*
     * Who may speak, a person a line: names parted by `;`, the first of which is reported, and a
     * gender (m, f) in parentheses behind them where it is known. Borrowed while it is called.
     * NULL: found out.
     */
    const almost_text *cast;
    int indirect; /* find what is reported without marks, too */
} almost_quotations_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_quotations_options_init_sized(almost_quotations_options *options,
                                                        size_t size);

static inline void almost_quotations_options_init(almost_quotations_options *options)
{
    almost_quotations_options_init_sized(options, sizeof *options);
}

/*
 * Find the quotations of a text, which must outlive them. Time is linear in its length. On success
 * *out is the caller's. Errors: MEMORY, ARGUMENT, FORMAT (of the cast), TIMEOUT, CANCELLED.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_quotations_find(const almost_text *text, const almost_quotations_options *options,
                       almost_quotations **out, almost_error *error);

ALMOST_PUBLIC void almost_quotations_free(almost_quotations *quotations);

/* The text that they are of. Borrowed. */
ALMOST_PUBLIC const almost_text *almost_quotations_text(const almost_quotations *quotations);

/* How many there are. */
ALMOST_PUBLIC size_t almost_quotations_count(const almost_quotations *quotations);

/* Number `index`, from 0. NULL when there is none. Borrowed. */
ALMOST_PUBLIC const almost_quotation *almost_quotations_at(const almost_quotations *quotations,
                                                           size_t index);

/* How what is reported agrees with the sources: apart from how quotations do. Pinned. */
typedef enum almost_indirect_status {
    ALMOST_INDIRECT_NOT_CHECKED = 0,
    ALMOST_INDIRECT_SUPPORTED = 1, /* a passage says it, in other words */
    ALMOST_INDIRECT_ALTERED = 2,   /* one does but for a negation, a number, a name, a modal */
    ALMOST_INDIRECT_NOT_FOUND = 3
} almost_indirect_status;

/* The name of a status, such as "supported". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_indirect_status_name(almost_indirect_status status);

/* A clause that reports, without marks, what someone says: `he said that …`, `according to …`. */
typedef struct almost_indirect {
    uint64_t id;      /* 1-based, in the order of the text */
    almost_span span; /* what is reported */
    almost_span said; /* the words that say so: `said that` */
    almost_indirect_status status;
    uint32_t touches;          /* almost_touch bits of what is altered */
    const almost_text *source; /* that has the nearest passage; NULL: none */
    almost_span passage;       /* bytes of it */
    double likeness;           /* share of what the clause says that stands there, 0 to 1 */
    double bits;               /* what these words say, less what is not there */
    double expected;           /* such passages by chance */
    const struct almost_quotation_change *changes; /* what is altered: check.h. Borrowed. */
    size_t n_changes;
} almost_indirect;

/* How many there are; 0 where nobody asked for them. */
ALMOST_PUBLIC size_t almost_quotations_indirect_count(const almost_quotations *quotations);

/* Number `index`, from 0. NULL when there is none. Borrowed. */
ALMOST_PUBLIC const almost_indirect *almost_quotations_indirect(const almost_quotations *quotations,
                                                                size_t index);

/* What quotations are written as. */
typedef enum almost_quotations_form {
    ALMOST_QUOTATIONS_LIST = 0,   /* for reading: each once, with its line and who says it; those
                                     that were checked with what is wrong, the worst first */
    ALMOST_QUOTATIONS_JSON = 1,   /* almost.quotations/1 */
    ALMOST_QUOTATIONS_SARIF = 2,  /* what fails, as SARIF 2.1.0 */
    ALMOST_QUOTATIONS_GITHUB = 3, /* what fails, as annotations of GitHub */
    ALMOST_QUOTATIONS_HTML = 4    /* one page for a browser, which needs nothing else */
} almost_quotations_form;

/* How quotations are written. */
typedef struct almost_quotations_write_options {
    size_t size; /* of this structure, set by _init */
    almost_quotations_form form;
    almost_units units; /* of offsets in JSON; default code points */
    int colour;         /* of the list: ANSI colours */
    uint32_t width;     /* of the list, in columns; 0: 80; less than 20 counts as 20 */
    uint32_t fail_on;   /* bits 1 << almost_quotation_status of what fails; 0: the four that are no
                           good quotations */
    int full;           /* JSON: the account's text, too, so that a page can be made of it */
} almost_quotations_write_options;

/* Fill with defaults. */
ALMOST_PUBLIC void
almost_quotations_write_options_init_sized(almost_quotations_write_options *options, size_t size);

static inline void almost_quotations_write_options_init(almost_quotations_write_options *options)
{
    almost_quotations_write_options_init_sized(options, sizeof *options);
}

/* Write quotations in one form, in pieces, to `sink`. Errors: WRITE, MEMORY, ARGUMENT. */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_quotations_write(
    const almost_quotations *quotations, const almost_quotations_write_options *options,
    almost_sink sink, void *sink_context, almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
