/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of readers: one row a format, one file a row. A format is known in its file and
 * nowhere else; what it says of a source is in what it builds.
 *
 * Which reader is taken is decided by content, then by name: the surest, of those that are as sure
 * one whose extension the path has, of those the first in the table.
 */
#ifndef AL_READER_H
#define AL_READER_H

#include "text/build.h"

/* What is to be read. All of it is borrowed. */
typedef struct al_read_source {
    const char *name;  /* for messages */
    const char *path;  /* for its extension; NULL: there is none */
    const char *bytes; /* AL_TEXT_PADDING blanks behind */
    uint64_t length;
} al_read_source;

/* How a source is read, and how much it may take: every limit of every reader. Complete. */
typedef struct al_read_options {
    const char *encoding; /* the declared one; NULL: found out */
    uint64_t limit;       /* of decoded bytes, and of what is unpacked for them */
    const char *witness;  /* of TEI; NULL: the lemma */
    almost_revisions revisions;
    uint32_t first_change; /* tracked changes with lower numbers are accepted in any case */
    bool main_only;
    bool as_written; /* of choices in TEI the branch that stands in the source */
    bool repair;
    uint32_t depth;   /* of nested elements */
    uint32_t members; /* of an archive */
    uint32_t ratio;   /* of what is unpacked to what is packed */
    uint32_t seconds; /* that another program may take */
} al_read_options;

/* How sure a reader is, by content alone, that a source is of its format. */
typedef enum al_confidence {
    AL_CONFIDENCE_NONE = 0,
    AL_CONFIDENCE_POSSIBLE = 1, /* nothing speaks against it */
    AL_CONFIDENCE_LIKELY = 2,
    AL_CONFIDENCE_SURE = 3 /* a signature that nothing else has */
} al_confidence;

typedef struct al_reader {
    const char *name;              /* as messages and options have it, such as "text" */
    const char *const *extensions; /* in small letters, without the point; ended by NULL */

    /* Looks at the front of the source, and at no more than some KiB of it. */
    al_confidence (*probe)(const al_read_source *source);

    /*
     * Build the text. A failure of the builder need not be handed on; what is returned is a failure
     * of the source: ENCODING and the like. It leaves nothing behind but what it built.
     */
    almost_status (*read)(const al_read_source *source, const al_read_options *options,
                          al_builder *builder, almost_error *error);
} al_reader;

/* All of them, ended by NULL. Plain text is the first, and takes whatever no other does. */
extern const al_reader *const al_readers[];

/* Each in its own file. */
extern const al_reader al_reader_plain;
extern const al_reader al_reader_alto;
extern const al_reader al_reader_docx;
extern const al_reader al_reader_epub;
extern const al_reader al_reader_html;
extern const al_reader al_reader_hocr;
extern const al_reader al_reader_markdown;
extern const al_reader al_reader_odt;
extern const al_reader al_reader_srt;
extern const al_reader al_reader_sbv;
extern const al_reader al_reader_vtt;
extern const al_reader al_reader_ass;
extern const al_reader al_reader_ttml;
extern const al_reader al_reader_packed;
extern const al_reader al_reader_rtf;
extern const al_reader al_reader_page;
extern const al_reader al_reader_pdf;
extern const al_reader al_reader_tei;
extern const al_reader al_reader_jsonl;
extern const al_reader al_reader_mail;
extern const al_reader al_reader_telegram;
extern const al_reader al_reader_whatsapp;
extern const al_reader al_reader_fountain;
extern const al_reader al_reader_play;
extern const al_reader al_reader_screenplay;
extern const al_reader al_reader_foreign;

/* Read with a reader, and mend what was read where that is asked for. Errors: the reader's. */
AL_MUST_CHECK almost_status al_reader_read(const al_reader *reader, const al_read_source *source,
                                           const al_read_options *options, al_builder *builder,
                                           almost_error *error);

/*
 * Read bytes in memory, which are copied and need no padding, with a reader. On success *out is the
 * caller's. Errors: those of the reader, LIMIT, MEMORY.
 */
AL_MUST_CHECK almost_status al_read_memory(const al_reader *reader, const al_read_source *given,
                                           const al_read_options *options,
                                           const almost_allocator *allocator, almost_text **out,
                                           almost_error *error);

/* The one of that name, in any letters, or NULL. */
const al_reader *al_reader_named(const al_reader *const *readers, const char *name);

/* The one of a table for a source; NULL when none takes it. */
const al_reader *al_reader_choose(const al_reader *const *readers, const al_read_source *source);

#endif
