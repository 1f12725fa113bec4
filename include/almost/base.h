/* SPDX-License-Identifier: Apache-2.0 */
/* Status, errors, memory and what surrounds every call. */
#ifndef ALMOST_BASE_H
#define ALMOST_BASE_H

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

/* Of functions whose answer is not to be passed over. */
#if defined(__GNUC__)
#define ALMOST_MUST_CHECK __attribute__((warn_unused_result))
#else
#define ALMOST_MUST_CHECK
#endif

/* --- Status and errors ------------------------------------------------- */

/* What a function answers. The values are pinned and never change. */
typedef enum almost_status {
    ALMOST_OK = 0,
    ALMOST_ERROR_MEMORY = -1,    /* an allocation failed, or would: see max_memory */
    ALMOST_ERROR_READ = -2,      /* a file cannot be opened or read */
    ALMOST_ERROR_WRITE = -3,     /* the caller's sink refused the bytes */
    ALMOST_ERROR_FORMAT = -4,    /* a patch or comparison is malformed, or a file is no text */
    ALMOST_ERROR_ENCODING = -5,  /* an encoding is unknown, or cannot hold a character */
    ALMOST_ERROR_LIMIT = -6,     /* a limit of the environment is exceeded */
    ALMOST_ERROR_ARGUMENT = -7,  /* an option or argument makes no sense */
    ALMOST_ERROR_CANCELLED = -8, /* the progress callback asked to stop */
    ALMOST_ERROR_MISMATCH = -9,  /* the text is not the one that was compared */
    ALMOST_ERROR_TIMEOUT = -10   /* it took longer than the environment allows */
} almost_status;

/*
 * Where and why something failed. Positions are 0 where they mean nothing.
 * The structure is the caller's and never grows.
 */
typedef struct almost_error {
    almost_status status;
    uint64_t byte;     /* offset in the source, in bytes */
    uint64_t line;     /* 1-based */
    uint64_t column;   /* 1-based, in code points */
    char file[256];    /* the name of the text or file; its start where longer */
    char message[256]; /* one line, without a full stop or newline */
} almost_error;

/* A half-open range of bytes in a decoded text: start <= end. It never grows. */
typedef struct almost_span {
    uint64_t start;
    uint64_t end;
} almost_span;

/*
 * Memory from the caller. All three functions are needed; `context` is passed
 * through. allocate(0) may return NULL. They are called from several threads
 * at once unless environment.threads is 1. The structure never grows.
 *
 * All that this library allocates comes from here. What others allocate for it
 * comes from the C library: jansson the tree of a comparison or a line in JSON
 * (while it is read, of a line as long as its pair; up to 60 times its length),
 * ICU, libstemmer and CLD2 what they open (tables, a converter, a stemmer), and
 * the system the stacks of threads.
 */
typedef struct almost_allocator {
    void *(*allocate)(void *context, size_t size);
    void *(*reallocate)(void *context, void *pointer, size_t old_size, size_t size);
    void (*release)(void *context, void *pointer);
    void *context;
} almost_allocator;

/* Takes `length` bytes; a non-zero answer stops the writing with ERROR_WRITE. */
typedef int (*almost_sink)(void *context, const char *bytes, size_t length);

/* The longest text that there can be: 4 GiB - 1 MiB. */
#define ALMOST_MOST_BYTES UINT64_C(4293918720)

/* What surrounds every call: memory, threads, limits, progress. */
typedef struct almost_environment {
    size_t size;                       /* of this structure, set by _init */
    const almost_allocator *allocator; /* NULL: the C library's */
    uint32_t threads;   /* at most; 0: one a core; the answer is the same at any number
                           (one comparison runs on one core so far) */
    uint64_t max_bytes; /* longest text, in bytes; 0: 1 GiB; at most ALMOST_MOST_BYTES */
    uint64_t max_cells; /* largest exact table a gap may take; 0: 2^24 */
    /*
     * Called now and then on the calling thread with the share done, 0 to 1;
     * a non-zero answer cancels. NULL: never called.
     */
    int (*progress)(void *context, const char *stage, double share);
    void *progress_context;
    /*
     * What is being tried out, names with commas between them: it comes and
     * goes without notice, and is not for programs that are to last. A name
     * that is not known is ERROR_ARGUMENT. NULL: nothing.
     */
    const char *experimental;
    /*
     * For whoever tunes the method: called on the calling thread with a line of
     * what a stage of a comparison found ("seeds", "chains", "moves", "gaps",
     * "passages"). What it says, and when, may change. NULL: never called.
     */
    void (*trace)(void *context, const char *stage, const char *line);
    void *trace_context;
    /*
     * Seconds that one call may take to read a text or to compare two, and a
     * pair of a batch for both; it is ERROR_TIMEOUT at the next step after
     * that. A FIFO is not waited for any longer, either. 0: no limit.
     */
    double timeout;
    /*
     * Most bytes of memory that comparing two texts may need, by what their
     * length and words let expect; else it is ERROR_MEMORY before it begins.
     * 0: what the system says is free when it is asked, where it says so;
     * UINT64_MAX: no limit.
     */
    uint64_t max_memory;
} almost_environment;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_environment_init_sized(almost_environment *environment, size_t size);

static inline void almost_environment_init(almost_environment *environment)
{
    almost_environment_init_sized(environment, sizeof *environment);
}

/* The library's version, as in "1.2.3". Borrowed, forever. */
ALMOST_PUBLIC const char *almost_version(void);

/* A few words for a status, such as "out of memory". Borrowed, forever. */
ALMOST_PUBLIC const char *almost_status_text(almost_status status);

#ifdef __cplusplus
}
#endif

#endif
