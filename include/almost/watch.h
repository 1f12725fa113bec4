/* SPDX-License-Identifier: Apache-2.0 */
/* Watching: a telling held against its sources while it is told, sentence by sentence. */
#ifndef ALMOST_WATCH_H
#define ALMOST_WATCH_H

#include <almost/check.h>
#include <almost/library.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Watching ---------------------------------------------------------- */

/*
 * A telling that is not done. Bytes go in as they come, almost_watch_next() judges the next
 * sentence that is complete. One thread uses a watch at a time.
 */
typedef struct almost_watch almost_watch;

/* What is told of. Pinned. */
typedef enum almost_watched_kind {
    ALMOST_WATCHED_SENTENCE = 0,
    ALMOST_WATCHED_LEFT_OUT = 1, /* the telling went on farther down in the source, or stopped */
    ALMOST_WATCHED_WITHDRAWN = 2 /* a sentence that almost_watch_revise() took back */
} almost_watched_kind;

/* The word for one, such as "left out"; NULL when there is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_watched_kind_name(almost_watched_kind kind);

/* What a sentence is to the sources. Pinned. */
typedef enum almost_watched_as {
    ALMOST_WATCHED_SAME = 0, /* its words stand there; marks and capitals may differ */
    ALMOST_WATCHED_DIFFERENT = 1,
    ALMOST_WATCHED_ADDED =
        2 /* nothing like it stands there, or nothing that says more than chance */
} almost_watched_as;

/* The word for one, such as "added"; NULL when there is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_watched_as_name(almost_watched_as as);

/* How a telling is watched. */
typedef struct almost_watch_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults. The end of a telling of more than
                                              max_bytes is kept and its beginning let go */
    almost_units units;                    /* of all spans that are told; default code points */
    uint32_t longest; /* words of a sentence that is cut because no full stop comes; 0: 48. A third
                         of it where full stops have not come for long */
    const char *name; /* of the telling; NULL: "the telling" */
} almost_watch_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_watch_options_init_sized(almost_watch_options *options, size_t size);

static inline void almost_watch_options_init(almost_watch_options *options)
{
    almost_watch_options_init_sized(options, sizeof *options);
}

/*
 * Watch a telling of `n` sources, texts that must outlive the watch. Time is linear in their
 * length, and for each sentence about logarithmic. On success *out is the caller's. Errors: MEMORY,
 * ARGUMENT, ENCODING (a script needs ICU and ICU is missing), LIMIT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_open(const almost_text *const *sources,
                                                                size_t n,
                                                                const almost_watch_options *options,
                                                                almost_watch **out,
                                                                almost_error *error);

/* The same against all that a library holds, which must outlive the watch. */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_watch_open_library(const almost_library *library, const almost_watch_options *options,
                          almost_watch **out, almost_error *error);
ALMOST_PUBLIC void almost_watch_free(almost_watch *watch);

/*
 * What is told next: `length` bytes of UTF-8, which are copied; a code point may be split over two
 * calls. What is not valid is kept as it is. Errors: MEMORY; ENCODING (zero bytes: it is no text);
 * ARGUMENT (after the end).
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_feed(almost_watch *watch,
                                                                const char *bytes, size_t length,
                                                                almost_error *error);

/* What the telling says of what comes from now on. Strings are copied, and cut at 63 bytes. */
typedef struct almost_watch_mark {
    const char *time;    /* such as "0:01:23"; NULL: unknown */
    const char *speaker; /* NULL: unknown */
} almost_watch_mark;

/*
 * Set it, behind all that was fed; `ends` is 1 where a sentence ends there, too, as a message of a
 * chat does and a line of subtitles does not. Errors: MEMORY.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_set(almost_watch *watch,
                                                               const almost_watch_mark *mark,
                                                               int ends, almost_error *error);

/* There was a pause: what has come ends a sentence, whether or not it has a full stop. */
ALMOST_PUBLIC void almost_watch_flush(almost_watch *watch);

/*
 * Take back what was fed from byte `from` of the telling on, as speech recognition does that has
 * heard more. Sentences that end behind it are withdrawn, which almost_watch_next() tells, and
 * where we are is as before them. Of the last 256 sentences; ARGUMENT: it is too long ago, or
 * beyond the end.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_revise(almost_watch *watch,
                                                                  uint64_t from,
                                                                  almost_error *error);

/* Nothing more comes. */
ALMOST_PUBLIC void almost_watch_end(almost_watch *watch);

/* One difference within a sentence. Strings are bytes, not ended by NUL. */
typedef struct almost_watched_change {
    almost_change_kind kind; /* different, added or missing */
    uint32_t touches;        /* almost_touch bits */
    almost_span source;      /* empty: stands nowhere there */
    almost_span telling;     /* likewise */
    const char *source_text;
    size_t source_length;
    const char *telling_text; /* lies in the text of the sentence */
    size_t telling_length;
} almost_watched_change;

/* What is told. Lent until almost_watch_next() is called again. */
typedef struct almost_watched {
    almost_watched_kind kind;
    uint64_t id;       /* from 1, of sentences and of what was left out, each for itself */
    uint32_t revision; /* 0: told first; more: judged anew, since more is known */
    almost_watched_as as;
    const char *text; /* of the sentence, or the beginning of what was left out; not ended by NUL */
    size_t length;
    almost_span telling; /* of the sentence; where the telling went on */
    const char *time;    /* NULL: unknown */
    const char *speaker; /* NULL: unknown */
    const char *source;  /* the name; NULL: it stands nowhere */
    almost_span span;    /* of that source */
    uint64_t line;       /* 1-based, of its start */
    int moves;       /* 1: it says where we are. 0: it may stand in other places just as well, or
                        nowhere */
    double likeness; /* share of its words that stand there */
    double bits;     /* what these say */
    double expected; /* such matches by chance */
    double margin;   /* bits that the next best place is worse by; 0 where it was not looked for */
    uint64_t fills;  /* what was left out and is told now, by its id; 0: nothing */
    uint64_t words;  /* that were left out; 0: not counted */
    const almost_watched_change *changes;
    size_t n_changes;
} almost_watched;

/*
 * The next thing that there is to tell of what has been fed; *out is NULL when there is nothing for
 * now. Errors: MEMORY, ENCODING, FORMAT (the library is broken), CANCELLED.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_next(almost_watch *watch,
                                                                const almost_watched **out,
                                                                almost_error *error);

/* Sentences that were told in a row from one source. */
typedef struct almost_watch_passage {
    const char *source;
    almost_span span; /* of the source */
    almost_span telling;
    uint64_t words;  /* of the telling */
    double likeness; /* share of them that stand there */
} almost_watch_passage;

/* How much of the telling comes from one source. */
typedef struct almost_watch_share {
    const char *source;
    uint64_t words; /* of the telling that stand there */
    double share;   /* of all its words */
} almost_watch_share;

/* All of it, as far as it was told. */
typedef struct almost_watch_summary {
    uint64_t sentences[3]; /* by almost_watched_as */
    uint64_t words;        /* of the telling */
    double told;           /* share of them that come from the sources */
    uint64_t let_go;       /* bytes of the telling that were not kept */
    size_t n_passages;     /* by their place in the telling */
    const almost_watch_passage *passages;
    uint64_t passages_dropped; /* that there was no room for */
    size_t n_shares;           /* the largest first */
    const almost_watch_share *shares;
    const almost_comparison *comparison; /* of the whole; NULL: there are several sources, or the
                                            whole telling was not kept */
} almost_watch_summary;

/*
 * Sum up. Against a single text the telling is compared as a whole, as almost_compare() does by
 * `options`, which may be NULL: with `telling`, which must outlive the watch, or with what was fed
 * where that is NULL. Lent until the watch is used again. Errors: those of almost_compare().
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_sum(
    almost_watch *watch, const almost_text *telling, const almost_compare_options *options,
    const almost_watch_summary **out, almost_error *error);

/* What is written of what is told. */
typedef enum almost_watch_form {
    ALMOST_WATCH_LINES = 0, /* for reading */
    ALMOST_WATCH_JSON = 1   /* almost.watch/1, a line of JSON each */
} almost_watch_form;

/* How it is written. */
typedef struct almost_watch_write_options {
    size_t size; /* of this structure, set by _init */
    almost_watch_form form;
    int colour; /* of lines: ANSI colours */
} almost_watch_write_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_watch_write_options_init_sized(almost_watch_write_options *options,
                                                         size_t size);

static inline void almost_watch_write_options_init(almost_watch_write_options *options)
{
    almost_watch_write_options_init_sized(options, sizeof *options);
}

/* Write what is told, or all of it, to `sink`. Errors: WRITE, MEMORY, ARGUMENT. */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_watch_write(const almost_watch *watch, const almost_watched *watched,
                   const almost_watch_write_options *options, almost_sink sink, void *sink_context,
                   almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_watch_write_summary(const almost_watch *watch, const almost_watch_summary *summary,
                           const almost_watch_write_options *options, almost_sink sink,
                           void *sink_context, almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
