/* SPDX-License-Identifier: Apache-2.0 */
/* Texts: decoded bytes with a map back to the source. */
#ifndef ALMOST_TEXT_H
#define ALMOST_TEXT_H

#include <almost/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Texts ------------------------------------------------------------- */

/* One telling: decoded bytes with a map back to the source. Opaque. */
typedef struct almost_text almost_text;

/* Which text a document with tracked changes, or with layers of revision, is. Pinned. */
typedef enum almost_revisions {
    ALMOST_REVISIONS_ACCEPTED = 0, /* as it became */
    ALMOST_REVISIONS_ORIGINAL = 1  /* as it was */
} almost_revisions;

/* How a text is read. */
typedef struct almost_text_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    const char *encoding;                  /* such as "windows-1252"; NULL: detected */
    const char *name;                      /* shown instead of the path; NULL: the path */
    const char *format;   /* such as "docx", of almost_format_at(); NULL: found out */
    const char *witness;  /* siglum of the witness to read in TEI; NULL: the lemma */
    uint32_t revisions;   /* almost_revisions */
    uint32_t main_only;   /* 1: of a web page the article only, without navigation */
    uint32_t repair;      /* 1: mend what was decoded wrongly; almost_text_repaired() */
    uint32_t max_depth;   /* of nested elements; 0: 512 */
    uint32_t max_members; /* of an archive; 0: 65,536 */
    uint32_t max_ratio;   /* unpacked to packed bytes, above 16 MiB; 0: 200 */
    uint32_t max_seconds; /* that another program may take to read it; 0: 120 */
    uint32_t as_written;  /* 1: of a choice in TEI what is written there, not the editor's */
    const char *path;     /* almost_text_from_memory(): where the bytes come from, whose ending says
                             what format they may have; nothing is opened. NULL: not known */
} almost_text_options;

/* The name of a format that can be read, by their names from 0 on; NULL beyond the last. Borrowed,
   forever. */
ALMOST_PUBLIC const char *almost_format_at(size_t index);

/* The word for one, such as "accepted"; NULL when there is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_revisions_name(almost_revisions revisions);

/* Fill with defaults. */
ALMOST_PUBLIC void almost_text_options_init_sized(almost_text_options *options, size_t size);

static inline void almost_text_options_init(almost_text_options *options)
{
    almost_text_options_init_sized(options, sizeof *options);
}

/*
 * Read a text from a file, or from all of a folder in the order of their names.
 * `path` "-" is standard input. The file is mapped
 * where that is possible and must not be changed while the text lives.
 *
 * The encoding is the one given, else that of the byte order mark, else UTF-8
 * where most of the text is valid UTF-8, else the one ICU finds most likely. A
 * source with zero bytes that is none of these is no text: ERROR_ENCODING.
 * Bytes that are not valid are kept: see almost_text_invalid().
 *
 * On success *out is the caller's. Errors: READ, ENCODING, LIMIT, TIMEOUT, MEMORY.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_text_open(const char *path,
                                                               const almost_text_options *options,
                                                               almost_text **out,
                                                               almost_error *error);

/*
 * Make a text of `length` bytes in memory, which are copied. Otherwise as
 * almost_text_open(). `bytes` may be NULL when `length` is 0.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_text_from_memory(const char *bytes, size_t length, const almost_text_options *options,
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

/* The format that it was read as, of almost_format_at(). Borrowed, forever. */
ALMOST_PUBLIC const char *almost_text_format(const almost_text *text);

/*
 * The siglum of a witness of an edition in TEI that was read without one (almost_text_options), by
 * their order in the document from 0 on; NULL beyond the last, and for all that is no such edition.
 * Each can be read with that option. Borrowed.
 */
ALMOST_PUBLIC const char *almost_text_witness(const almost_text *text, size_t index);

/* The encoding of the source, such as "UTF-8" or "UTF-16LE". Borrowed. */
ALMOST_PUBLIC const char *almost_text_encoding(const almost_text *text);

/* How many invalid sequences the source holds; each counts as one code point. */
ALMOST_PUBLIC uint64_t almost_text_invalid(const almost_text *text);

/* How many places were mended when it was read: 0 unless that was asked for. */
ALMOST_PUBLIC uint64_t almost_text_repaired(const almost_text *text);

/*
 * What seems to be wrong with a text, said to follow `as if`, such as "UTF-8 had been read as
 * Windows-1252", and at how many *places; `places` may be NULL. NULL when nothing seems to be.
 * Looks through all of the text. Borrowed, forever.
 */
ALMOST_PUBLIC const char *almost_text_damage(const almost_text *text, uint64_t *places);

/* A 128-bit hash (XXH3) of the bytes of the source, in hexadecimal. Borrowed. */
ALMOST_PUBLIC const char *almost_text_hash(const almost_text *text);

/* One place of a text, in every unit. */
typedef struct almost_place {
    uint64_t byte;        /* in the decoded text */
    uint64_t code_point;  /* in the decoded text */
    uint64_t utf16;       /* in UTF-16 code units of the decoded text */
    uint64_t line;        /* 1-based; LF, CR LF and CR end a line */
    uint64_t column;      /* 1-based, in code points */
    uint64_t source_byte; /* in the file, byte order mark included; in the unpacked parts, joined,
                             of a file that has such */
} almost_place;

/* Where a byte of the decoded text lies. `byte` beyond the end means the end. */
ALMOST_PUBLIC void almost_text_place_sized(const almost_text *text, uint64_t byte,
                                           almost_place *place, size_t size);

static inline almost_place almost_text_place(const almost_text *text, uint64_t byte)
{
    almost_place place;
    almost_text_place_sized(text, byte, &place, sizeof place);
    return place;
}

/* What formats count or name. The values are pinned. */
typedef enum almost_mark_kind {
    ALMOST_MARK_PAGE = 0,
    ALMOST_MARK_CHAPTER = 1,
    ALMOST_MARK_PARAGRAPH = 2,
    ALMOST_MARK_LINE = 3,     /* as the format has lines */
    ALMOST_MARK_TIMECODE = 4, /* milliseconds, or as it is written */
    ALMOST_MARK_ELEMENT = 5,  /* its id or path */
    ALMOST_MARK_CELL = 6,     /* of a table, as "row.column" */
    ALMOST_MARK_SPEAKER = 7,
    ALMOST_MARK_PART = 8 /* a member of an archive, a file of a folder, a message */
} almost_mark_kind;

/* Where a text stands in the terms of its format: in the page, the chapter, … that begins last. */
typedef struct almost_mark {
    uint64_t byte;      /* of the decoded text, where it begins */
    uint64_t number;    /* where `name` is NULL */
    const char *name;   /* not ended by NUL. Borrowed from the text. */
    size_t name_length; /* in bytes */
} almost_mark;

/*
 * The mark of a kind that a byte of the decoded text stands under. False, with *mark as it was,
 * when there is none. Thread-safe.
 */
ALMOST_PUBLIC int almost_text_mark_sized(const almost_text *text, almost_mark_kind kind,
                                         uint64_t byte, almost_mark *mark, size_t size);

static inline int almost_text_mark(const almost_text *text, almost_mark_kind kind, uint64_t byte,
                                   almost_mark *mark)
{
    return almost_text_mark_sized(text, kind, byte, mark, sizeof *mark);
}

/* The word for a kind, such as "page"; NULL when there is none. Borrowed, forever. */
ALMOST_PUBLIC const char *almost_mark_kind_name(almost_mark_kind kind);

#ifdef __cplusplus
}
#endif

#endif
