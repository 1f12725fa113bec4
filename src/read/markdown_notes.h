/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Footnotes of Markdown, which CommonMark has not: `[^name]` in the text, and `[^name]: ...` where
 * the note is, whose further paragraphs are indented. They are taken out before the text is parsed,
 * in a copy of as many bytes: notes are blanks there, and a reference is commas, so that it stands
 * for a sign of punctuation. What differs from the text is what was taken out.
 */
#ifndef AL_MARKDOWN_NOTES_H
#define AL_MARKDOWN_NOTES_H

#include "base/buffer.h"
#include "base/must_check.h"
#include "base/range.h"

typedef struct al_markdown_note {
    al_range name; /* in the text */
    al_range body; /* behind the colon, its lines to their end */
    bool told;
} al_markdown_note;

typedef struct al_markdown_notes {
    const almost_allocator *allocator;
    const char *bytes; /* of the text */
    uint32_t length;
    char *copy; /* NULL: there are none */
    al_markdown_note *items;
    size_t n, room;
} al_markdown_notes;

/*
 * Those of a text from byte `from` on, by their names. False when memory ends;
 * al_markdown_notes_release() is called in any case. O(n log n).
 */
AL_MUST_CHECK bool al_markdown_notes_find(al_markdown_notes *notes,
                                          const almost_allocator *allocator, const char *bytes,
                                          uint32_t length, uint32_t from);
void al_markdown_notes_release(al_markdown_notes *notes);

/* The note that is referred to at a byte of the text, `*end` behind the reference; NULL: none is.
 */
al_markdown_note *al_markdown_note_at(const al_markdown_notes *notes, uint32_t at, uint32_t *end);

/* What a note says, without its indentation. */
void al_markdown_note_body(const al_markdown_notes *notes, const al_markdown_note *note,
                           al_buffer *out);

/* From now on by where they stand, for those that nothing referred to. */
void al_markdown_notes_by_place(al_markdown_notes *notes);

#endif
