/* SPDX-License-Identifier: Apache-2.0 */
/* Merging: two revisions of one text, or more, brought together by words and passages. */
#ifndef ALMOST_MERGE_H
#define ALMOST_MERGE_H

#include <almost/compare.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Merging ----------------------------------------------------------- */

/*
 * What several revisions made of one text, in one:
 *
 *     almost_merge_new(base, sides, 2, NULL, &merge, &error);
 *     almost_merge_write(merge, NULL, sink, context, &error);
 *     conflicts = almost_merge_conflicts(merge);
 *
 * What one side changed is taken, what several changed alike is taken once, and what they changed
 * in different ways is a conflict. A change in a passage that another side moved goes along with
 * it. White space is never a conflict. The order in which the sides are given changes nothing but
 * the order in which they are named. Opaque, immutable.
 */
typedef struct almost_merge almost_merge;

/* How texts are merged. */
typedef struct almost_merge_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults; of each comparison; what it names
                                              must outlive the merge */
} almost_merge_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_merge_options_init_sized(almost_merge_options *options, size_t size);

static inline void almost_merge_options_init(almost_merge_options *options)
{
    almost_merge_options_init_sized(options, sizeof *options);
}

/*
 * Merge `n` revisions of `base`, 1 to 64. The texts must outlive the merge. Time is that of
 * comparing the base with each of them.
 *
 * On success *out is the caller's. Errors: ARGUMENT (no side, or more than 64), MEMORY, TIMEOUT,
 * CANCELLED, ENCODING (a script needs ICU and ICU is missing).
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_merge_new(const almost_text *base, const almost_text *const *sides, size_t n,
                 const almost_merge_options *options, almost_merge **out, almost_error *error);

/* Release a merge. Its texts stay. */
ALMOST_PUBLIC void almost_merge_free(almost_merge *merge);

/* How much there is to decide: places changed in different ways, and passages moved to different
   places. 0: the texts are merged. */
ALMOST_PUBLIC size_t almost_merge_conflicts(const almost_merge *merge);

/* What a reader may want to look at. Pinned. */
typedef enum almost_merge_note_kind {
    ALMOST_MERGE_CONFLICT = 0,     /* changed in different ways; in the order of the merge */
    ALMOST_MERGE_MOVED_APART = 1,  /* a passage moved to different places; it stands at one */
    ALMOST_MERGE_BOTH_CHANGED = 2, /* different words of one sentence, which were merged; those
                                      first where sides touch negation, a number or a modal */
    ALMOST_MERGE_MOVED_DROPPED = 3 /* a passage that one side moved and another left out: it is out
                                    */
} almost_merge_note_kind;

/* The name of a kind of note, such as "both-changed". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_merge_note_kind_name(almost_merge_note_kind kind);

/* It never grows. */
typedef struct almost_merge_note {
    almost_merge_note_kind kind;
    uint32_t touches;    /* almost_touch bits of both-changed: negation, number, modal */
    uint64_t sides;      /* who did it: bit 1 << number, from 0, as they were given */
    almost_span base;    /* bytes of the base that it is about; may be empty */
    almost_span targets; /* of moved-apart: the bytes of the base behind which it stands, and
                            behind which another side put it */
} almost_merge_note;

/* How many notes there are, by kinds. */
ALMOST_PUBLIC size_t almost_merge_notes(const almost_merge *merge);

/* Note number `index`, from 0. NULL when there is none. Borrowed. */
ALMOST_PUBLIC const almost_merge_note *almost_merge_note_at(const almost_merge *merge,
                                                            size_t index);

/* What a merge is written as. Pinned. */
typedef enum almost_merge_form {
    ALMOST_MERGE_TEXT = 0, /* the text, conflicts between marks on lines of their own */
    ALMOST_MERGE_JSON = 1, /* almost.merge/1 */
    ALMOST_MERGE_FULL =
        2,                /* the same, with what each side changed: what almost_view_read() takes */
    ALMOST_MERGE_HTML = 3 /* a page for a browser, on which what is left is decided and saved */
} almost_merge_form;

/* How conflicts are marked, as git does under these names, but that a union is one of words.
 * Pinned. */
typedef enum almost_merge_marks {
    ALMOST_MARKS_GIT = 0,    /* the sides */
    ALMOST_MARKS_DIFF3 = 1,  /* and the base between them */
    ALMOST_MARKS_ZDIFF3 = 2, /* likewise, without lines at either end that all sides have */
    ALMOST_MARKS_UNION = 3   /* no marks: what each side has in its place, one behind another */
} almost_merge_marks;

/* The name of a kind of marks, such as "diff3". NULL when it is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_merge_marks_name(almost_merge_marks marks);

/* How a merge is written. */
typedef struct almost_merge_write_options {
    size_t size; /* of this structure, set by _init */
    almost_merge_form form;
    almost_merge_marks marks;
    uint32_t mark_size; /* how many signs a mark has; 0: 7 */
} almost_merge_write_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_merge_write_options_init_sized(almost_merge_write_options *options,
                                                         size_t size);

static inline void almost_merge_write_options_init(almost_merge_write_options *options)
{
    almost_merge_write_options_init_sized(options, sizeof *options);
}

/*
 * Write a merge, in pieces, to `sink`. A text has the encoding of the base where all sides have it,
 * else it is UTF-8. Conflicts take whole lines: in place of those between the marks those of any
 * side may stand. Errors: WRITE, MEMORY, ENCODING, ARGUMENT (no such form).
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_merge_write(const almost_merge *merge, const almost_merge_write_options *options,
                   almost_sink sink, void *sink_context, almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
