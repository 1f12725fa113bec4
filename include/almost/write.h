/* SPDX-License-Identifier: Apache-2.0 */
/* Writing a comparison, for people and for programs. */
#ifndef ALMOST_WRITE_H
#define ALMOST_WRITE_H

#include <almost/compare.h>
#include <almost/gate.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Writing ----------------------------------------------------------- */

/* What a comparison is written as. */
typedef enum almost_form {
    ALMOST_FORM_INLINE = 0,    /* for reading: verdict, what matters, the text with changes */
    ALMOST_FORM_SIDE = 1,      /* for reading: two columns */
    ALMOST_FORM_BRIEF = 2,     /* the verdict in one line */
    ALMOST_FORM_STAT = 3,      /* words and changes, counted */
    ALMOST_FORM_JSON = 4,      /* almost.comparison/1, doc/comparison.schema.json */
    ALMOST_FORM_PATCH = 5,     /* almost.patch/1, doc/patch-format.md */
    ALMOST_FORM_PASSAGES = 6,  /* for reading: the passages, listed with what each is worth */
    ALMOST_FORM_CHANGES = 7,   /* for reading: the changes, a line each; equal ones are one */
    ALMOST_FORM_FINDINGS = 8,  /* what a gate fails on, a line each: FILE:LINE:COLUMN: what */
    ALMOST_FORM_GITHUB = 9,    /* the same as annotations of GitHub */
    ALMOST_FORM_CHAPTERS = 10, /* for reading: what became of each chapter; of comparisons that were
                                  made by chapter */
    ALMOST_FORM_MARKDOWN = 11, /* for a mail or an issue: ~~deleted~~ and **added** in the text */
    ALMOST_FORM_TEI = 12,      /* TEI P5: both texts with a critical apparatus */
    ALMOST_FORM_HTML = 13      /* one page for a browser, which needs nothing else */
} almost_form;

/* The name of a form, such as "json". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_form_name(almost_form form);

/* What offsets in JSON count. */
typedef enum almost_units {
    ALMOST_CODE_POINTS = 0,
    ALMOST_BYTES = 1,
    ALMOST_UTF16 = 2
} almost_units;

/* The name of units, such as "codepoints". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_units_name(almost_units units);

/* The order of the list of changes. */
typedef enum almost_order {
    ALMOST_ORDER_WEIGHT = 0, /* what matters most first, see almost_change */
    ALMOST_ORDER_PLACE = 1   /* as they stand in the telling */
} almost_order;

/* The name of an order, such as "weight". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_order_name(almost_order order);

/* What else is shown, or is not, for reading. */
typedef enum almost_show {
    ALMOST_SHOW_BARE = 1 << 0,    /* inline, side: no verdict, and nothing else above the text */
    ALMOST_SHOW_MARKERS = 1 << 1, /* inline, side, changes: [- -] and {+ +} beside colours, too */
    ALMOST_SHOW_IDS = 1 << 2 /* inline, side, changes: the ids of changes, as #12 before them */
} almost_show;

/* How a comparison is written. */
typedef struct almost_write_options {
    size_t size;        /* of this structure, set by _init */
    almost_form form;   /* default ALMOST_FORM_INLINE */
    almost_units units; /* of offsets in JSON; default code points */
    int full;           /* JSON: text of what is the same, too */
    int colour;         /* inline, side, passages, changes, brief: ANSI colours */
    uint32_t width;     /* inline, side, passages, changes: columns; 0: 80;
                           less than 20 counts as 20; at most 1,000,000 */
    uint32_t context;   /* inline, side: words kept around a change; 0: 12 */
    almost_order order; /* changes; default by weight */
    /*
     * JSON, findings, github: a gate, see almost_comparison_fails(). JSON has its findings then;
     * with none (both 0) the other two tell of all changes.
     */
    uint32_t fail_on;
    uint32_t allow;
    uint64_t show; /* bits of almost_show; default 0 */
    /*
     * Inline, side, changes: bits of a gate; what belongs to none of them is shown as what is the
     * same, or left out of lists. 0: all.
     */
    uint64_t touching;
    /*
     * Seconds that writing may take, without what the sink takes: ERROR_TIMEOUT after that, when
     * the sink may have got a part. 0: no limit.
     */
    double timeout;
    /*
     * HTML: the number of this page among those that a server shows in turn, from 1 on. Such a page
     * asks where it came from for newer ones, and hands in what is accepted and rejected. 0: a page
     * that stands alone and asks nothing.
     */
    uint64_t version;
} almost_write_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_write_options_init_sized(almost_write_options *options, size_t size);

static inline void almost_write_options_init(almost_write_options *options)
{
    almost_write_options_init_sized(options, sizeof *options);
}

/*
 * Write a comparison in one form, in pieces, to `sink`. Errors: WRITE, MEMORY,
 * ARGUMENT; for a patch FORMAT where a text is not plain, ENCODING where no
 * patch could rebuild it.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_write(const almost_comparison *comparison,
                                                           const almost_write_options *options,
                                                           almost_sink sink, void *sink_context,
                                                           almost_error *error);

/*
 * What a page may do, as a content security policy: it says so itself, and a server says it again.
 * `served`: of one that has a version, see almost_write_options. Borrowed, forever.
 */
ALMOST_PUBLIC const char *almost_page_policy(int served);

#ifdef __cplusplus
}
#endif

#endif
