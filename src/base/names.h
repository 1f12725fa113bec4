/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Enumerations as words, as JSON, patches and options spell them, and words
 * back to enumerations: one table each, for all that is written and read.
 */
#ifndef AL_NAMES_H
#define AL_NAMES_H

#include "almost/almost.h"

#include <stdbool.h>
#include <string.h>

/* The sides of a comparison where they stand in arrays: original first. */
enum { AL_ORIGINAL, AL_TELLING };

/* What makes the changes of a group one. */
typedef enum al_group_kind {
    AL_GROUP_WORDS,    /* the same words told as the same other words, or lost, or new */
    AL_GROUP_LETTERS,  /* one rule of spelling: realise, realize and organise, organize */
    AL_GROUP_MARKS,    /* marks for marks */
    AL_GROUP_CAPITALS, /* words in capitals, or no longer so */
    AL_GROUP_LABELS    /* numbers of items and lines */
} al_group_kind;

/* What became of a chapter, or of several. */
typedef enum al_chapter_kind {
    AL_CHAPTER_SAME,
    AL_CHAPTER_CHANGED,
    AL_CHAPTER_MISSING,
    AL_CHAPTER_ADDED,
    AL_CHAPTER_SPLIT,    /* one is several in the telling */
    AL_CHAPTER_JOINED,   /* several are one in the telling */
    AL_CHAPTER_REDIVIDED /* several are several, cut in other places */
} al_chapter_kind;

enum {
    AL_N_CHAPTER_KINDS = AL_CHAPTER_REDIVIDED + 1,
    AL_N_ANSWERS = ALMOST_NO + 1,
    AL_N_CHANGE_KINDS = ALMOST_MOVED + 1,
    AL_N_PASSAGE_KINDS = ALMOST_PASSAGE_SUMMARY + 1,
    AL_N_GROUP_KINDS = AL_GROUP_LABELS + 1,
    AL_N_IGNORES = 8,
    AL_N_TOUCHES = 16,
    AL_N_MARK_KINDS = ALMOST_MARK_PART + 1,
    AL_N_REVISIONS = ALMOST_REVISIONS_ORIGINAL + 1,
    AL_N_UNITS = ALMOST_UTF16 + 1,
    AL_N_WORDS = ALMOST_WORDS_SPACE + 1,
    AL_N_FORMS = ALMOST_FORM_HTML + 1,
    AL_N_MOVES = ALMOST_MOVES_DELETED + 1,
    AL_N_ORDERS = ALMOST_ORDER_PLACE + 1,
    AL_N_QUOTATION_KINDS = ALMOST_QUOTATION_THOUGHT + 1,
    AL_N_SPEAKER_BYS = ALMOST_SPEAKER_SCRIPT + 1,
    AL_N_QUOTATION_STATUSES = ALMOST_QUOTATION_NOT_FOUND + 1,
    AL_N_WATCHED_KINDS = ALMOST_WATCHED_WITHDRAWN + 1,
    AL_N_WATCHED_AS = ALMOST_WATCHED_ADDED + 1,
    AL_N_INDIRECT_STATUSES = ALMOST_INDIRECT_NOT_FOUND + 1,
    AL_N_SOURCE_AS = ALMOST_AS_POSSIBLE + 1,
    AL_N_CHANGE_REASONS = ALMOST_REASON_UNMARKED + 1,
    AL_N_MERGE_NOTES = ALMOST_MERGE_MOVED_DROPPED + 1,
    AL_N_MERGE_MARKS = ALMOST_MARKS_UNION + 1,
    AL_N_QUOTATION_NOTES = 7
};

/* Short enough to be copied whole, whatever its length: see al_put_name(). */
typedef struct al_name {
    char text[15]; /* ended by NUL */
    unsigned char length;
} al_name;

extern const al_name al_side_names[2];
extern const al_name al_answer_names[AL_N_ANSWERS];
extern const al_name al_change_kind_names[AL_N_CHANGE_KINDS];
extern const al_name al_passage_kind_names[AL_N_PASSAGE_KINDS];
extern const al_name al_group_kind_names[AL_N_GROUP_KINDS];
extern const al_name al_chapter_kind_names[AL_N_CHAPTER_KINDS];
extern const al_name al_ignore_names[AL_N_IGNORES]; /* by bit number */
extern const al_name al_touch_names[AL_N_TOUCHES];  /* by rank: loudest first */
extern const al_name al_mark_kind_names[AL_N_MARK_KINDS];
extern const al_name al_revisions_names[AL_N_REVISIONS];
extern const al_name al_units_names[AL_N_UNITS];
extern const al_name al_words_names[AL_N_WORDS];
extern const al_name al_form_names[AL_N_FORMS];
extern const al_name al_moves_names[AL_N_MOVES];
extern const al_name al_order_names[AL_N_ORDERS];
extern const al_name al_quotation_kind_names[AL_N_QUOTATION_KINDS];
extern const al_name al_speaker_by_names[AL_N_SPEAKER_BYS]; /* of the first: "" */
extern const al_name al_quotation_status_names[AL_N_QUOTATION_STATUSES];
extern const al_name al_indirect_status_names[AL_N_INDIRECT_STATUSES];
extern const al_name al_source_as_names[AL_N_SOURCE_AS];
extern const al_name al_watched_kind_names[AL_N_WATCHED_KINDS];
extern const al_name al_watched_as_names[AL_N_WATCHED_AS];
extern const al_name al_change_reason_names[AL_N_CHANGE_REASONS]; /* of the first: "" */
extern const al_name al_merge_note_names[AL_N_MERGE_NOTES];
extern const al_name al_merge_marks_names[AL_N_MERGE_MARKS];
extern const al_name al_quotation_note_names[AL_N_QUOTATION_NOTES]; /* by bit number */

/* The number of the name that is spelt by `length` bytes among `n`, or -1. */
int al_name_find(const al_name *names, size_t n, const char *bytes, size_t length);

/* The touch bit of that name. 0 when there is none. */
uint32_t al_touch_find(const char *bytes, size_t length);

/* All touch bits that there are. */
#define AL_TOUCHES ((UINT32_C(1) << AL_N_TOUCHES) - 1)

/* What touches the meaning; what is small: the same words, otherwise written; what is neither. */
#define AL_TOUCHES_MEANING ((uint32_t)ALMOST_GATE_MEANING)
#define AL_TOUCHES_SMALL                                                                           \
    ((uint32_t)(ALMOST_TOUCHES_SPELLING | ALMOST_TOUCHES_PUNCTUATION | ALMOST_TOUCHES_CASE |       \
                ALMOST_TOUCHES_SPACING))
#define AL_TOUCHES_SURFACE (AL_TOUCHES_SMALL | (uint32_t)ALMOST_TOUCHES_WORDING)

/*
 * Touch bits by rank, that is with bit 0 for the loudest: the first ten came in
 * this order, and those that came later stand among them.
 */
static inline uint32_t al_touches_ranked(uint32_t touches)
{
    return (touches & 0x1F) | (touches >> 10 & 0x3F) << 5 | (touches >> 5 & 0x1F) << 11;
}

/* Copy a name to where there is room for sizeof(al_name); the place behind it. */
static inline char *al_put_name(char *to, const al_name *name)
{
    memcpy(to, name->text, sizeof name->text);
    return to + name->length;
}

#endif
