/* SPDX-License-Identifier: Apache-2.0 */
/* Tracing: where in a library a quotation comes from. */
#ifndef ALMOST_TRACE_H
#define ALMOST_TRACE_H

#include <almost/library.h>
#include <almost/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Tracing ----------------------------------------------------------- */

/*
 * Looks for quotations in a library: altered ones, misread ones, and those of a few words where
 * these are rare. It keeps room to work in: one thread uses a tracer at a time, and several tracers
 * may use one library.
 */
typedef struct almost_tracer almost_tracer;

/* What a place is to a quotation. Pinned. */
typedef enum almost_traced_as {
    ALMOST_TRACED_SOURCE = 0,  /* it comes from here: chance is out of the question */
    ALMOST_TRACED_OCCURS = 1,  /* it stands here, and in so many places that none is its source */
    ALMOST_TRACED_POSSIBLE = 2 /* it may come from here; see `expected` */
} almost_traced_as;

/* The word for one, such as "source"; NULL when there is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_traced_as_name(almost_traced_as as);

/* How quotations are traced. */
typedef struct almost_trace_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    uint32_t most;                         /* places told of a quotation; 0: 5 */
    almost_units units; /* of offsets in lines of JSON, and of almost_traced.units */
} almost_trace_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_trace_options_init_sized(almost_trace_options *options, size_t size);

static inline void almost_trace_options_init(almost_trace_options *options)
{
    almost_trace_options_init_sized(options, sizeof *options);
}

/*
 * A tracer for a library, which must outlive it. On success *out is the caller's. Errors: MEMORY,
 * ARGUMENT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_tracer_new(const almost_library *library,
                                                                const almost_trace_options *options,
                                                                almost_tracer **out,
                                                                almost_error *error);
ALMOST_PUBLIC void almost_tracer_free(almost_tracer *tracer);

/* A place that a quotation may come from. Lent by the tracer. */
typedef struct almost_traced {
    almost_traced_as as;
    const char *name;        /* of the document, as it was added */
    almost_span span;        /* in bytes of its text */
    almost_span code_points; /* the same in code points */
    almost_span units;       /* the same in the units of the options */
    uint64_t line;           /* 1-based, of the start */
    double likeness;         /* share of the quotation's letters that stand there, 0 to 1 */
    double bits;             /* what agrees says, less 10 bits for each word that is not there */
    double expected;         /* places this good in this library, by chance, for a quotation */
    double said;             /* what agrees says, in bits */
} almost_traced;

/*
 * Where a quotation of `length` bytes of UTF-8 comes from: *n places, the best first, borrowed
 * until the next call for the tracer. None is an answer. Errors: MEMORY, ENCODING (ICU is missing),
 * FORMAT (a segment is broken), LIMIT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_trace(almost_tracer *tracer, const char *text,
                                                           size_t length,
                                                           const almost_traced **places, size_t *n,
                                                           almost_error *error);

/* A line of JSON Lines. It never grows. */
typedef struct almost_trace_query {
    const char *bytes;
    size_t length;
    const char *name; /* of its file, for messages */
    uint64_t line;    /* from 1 */
} almost_trace_query;

/* What is answered to it. It never grows. */
typedef struct almost_trace_answer {
    const char *bytes; /* a line of JSON with its newline; borrowed until the next call */
    size_t length;     /* 0 for a blank line */
    int found;         /* 1: there is a source; 0: none; -1: no answer, and the line says why */
} almost_trace_answer;

/*
 * The same for a line, {"id", "text"}, which is answered by {"id", "sources"}. The id is a string
 * or a number, whose bytes are kept; without one it is the number of the line. A line that is no
 * such object, is longer than 64 MiB, takes longer than environment.timeout or needs ICU where
 * there is none is answered with no sources and an "error", {"message", "file", "line"}. Errors,
 * with *out untouched: MEMORY; FORMAT (a segment is broken).
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_trace_line(almost_tracer *tracer,
                                                                const almost_trace_query *query,
                                                                almost_trace_answer *out,
                                                                almost_error *error);

/* --- Many quotations --------------------------------------------------- */

/*
 * Lines that are looked for by all cores. They are added while there is room, and answers come in
 * the order of the lines, the same bytes at any number of threads:
 *
 *     while (there are lines) {
 *         while (almost_trace_batch_room(batch) && there are lines)
 *             almost_trace_batch_add(batch, &line, &error);
 *         if ((answers = almost_trace_batch_next(batch)) != NULL)
 *             use answers;
 *     }
 *     while ((answers = almost_trace_batch_next(batch)) != NULL)
 *         use answers;
 *
 * A batch is used by one thread at a time; almost_trace_batch_next() is the only call that waits.
 */
typedef struct almost_trace_batch almost_trace_batch;

/*
 * A batch for a library, which must outlive it. With environment.threads 1 no thread is started.
 * On success *out is the caller's. Errors: MEMORY, ARGUMENT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_trace_batch_new(const almost_library *library, const almost_trace_options *options,
                       almost_trace_batch **out, almost_error *error);
/* Release a batch, with what was added to it and never asked for. */
ALMOST_PUBLIC void almost_trace_batch_free(almost_trace_batch *batch);

/* Whether a line may be added now: always when no answer is outstanding. */
ALMOST_PUBLIC int almost_trace_batch_room(almost_trace_batch *batch);

/*
 * Add a line. Its bytes are copied, its name must outlive the batch. Errors: MEMORY; LIMIT when
 * there is no room: take answers first.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_trace_batch_add(
    almost_trace_batch *batch, const almost_trace_query *query, almost_error *error);

/* The answers to some lines in a row. Lent by the batch until the next call. It never grows. */
typedef struct almost_trace_answers {
    almost_status status;      /* as almost_trace_line() has it; not OK: there are no answers */
    const almost_error *error; /* why; NULL with status OK */
    const char *bytes;         /* lines of JSON */
    size_t length;
    uint64_t n;      /* lines, blank ones not counted */
    uint64_t found;  /* with a source */
    uint64_t failed; /* without an answer */
} almost_trace_answers;

/* Wait for the next answers. NULL when none are outstanding. */
ALMOST_PUBLIC const almost_trace_answers *almost_trace_batch_next(almost_trace_batch *batch);

/* --- Texts ------------------------------------------------------------- */

/* A passage of a text that comes from a place of the library. Lent by the tracer. */
typedef struct almost_traced_passage {
    almost_span span; /* in bytes of the text */
    almost_traced place;
} almost_traced_passage;

/*
 * The passages of a text that the library has, whether or not they are quoted: every twenty words
 * of it are looked for, and what lies in a row on both sides is one passage. `expected` of a place
 * is for a text of this length. *n of them in the order of the text, borrowed until the next call.
 * Errors: as almost_trace().
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_trace_passages(almost_tracer *tracer, const almost_text *text,
                      const almost_traced_passage **passages, size_t *n, almost_error *error);

/*
 * Write these passages as JSON (almost.quotations/1). *found, which may be NULL, is how many they
 * are. Errors: as almost_trace(); WRITE.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_trace_write(almost_tracer *tracer,
                                                                 const almost_text *text,
                                                                 almost_sink sink,
                                                                 void *sink_context, size_t *found,
                                                                 almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
