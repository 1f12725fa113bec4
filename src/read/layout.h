/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words on pages: what readers of scanned and of printed pages hand over, in blocks of lines, and
 * how it becomes a text. Running heads and page numbers are left out, notes at the foot of a page
 * come behind the paragraph that they stand below, and a paragraph that runs over a page is one.
 *
 * The order of blocks is what the source says, or what made it found out. Boxes may be in any unit,
 * and may be missing: then nothing is concluded from them.
 */
#ifndef AL_LAYOUT_H
#define AL_LAYOUT_H

#include "read/reader.h"

/* Downwards. What is not wider than 0 is not known. */
typedef struct al_box {
    float left, top, right, bottom;
} al_box;

typedef enum al_layout_role {
    AL_LAYOUT_TEXT,
    AL_LAYOUT_HEADING,
    AL_LAYOUT_NOTE,
    AL_LAYOUT_CELL,   /* of a table: row and column are known */
    AL_LAYOUT_OUTSIDE /* a running head, a page number: left out */
} al_layout_role;

enum { AL_LAYOUT_SURE = 101 /* the confidence of a word of which none is told */ };

typedef struct al_layout_word {
    uint32_t text; /* where it begins in layout->text */
    uint32_t length;
    al_range source;
    al_box box;
    uint8_t confidence; /* in percent, or AL_LAYOUT_SURE */
    bool glued;         /* no blank before */
    bool dropped;       /* it was the mark of a note */
} al_layout_word;

typedef struct al_layout_line {
    al_range words;
    al_box box;
    uint32_t block, page; /* of layout->blocks, layout->pages */
    uint32_t number;      /* on its page, from 1 on */
    float size;           /* of type; 0: not known */
    al_layout_role role;
    bool begins; /* a paragraph */
    bool item;   /* of a list: a bullet stood before, which is no text */
} al_layout_line;

typedef struct al_layout_block {
    al_range lines;
    uint32_t page;
    uint32_t row, column; /* of a cell */
    al_layout_role role;
} al_layout_block;

typedef struct al_layout_page {
    uint64_t number;   /* as readers of the source count */
    float left, right; /* how far its lines reach */
    al_range lines;    /* once they are in order */
} al_layout_page;

typedef struct al_layout {
    const almost_allocator *allocator;
    uint64_t limit; /* of the bytes of all words */
    bool exact;     /* boxes are those of type, and not of ink that was measured */
    al_buffer text;
    al_layout_word *words;
    size_t n_words, words_room;
    al_layout_line *lines;
    size_t n_lines, lines_room;
    al_layout_block *blocks;
    size_t n_blocks, blocks_room;
    al_layout_page *pages;
    size_t n_pages, pages_room;
    float body;    /* the size of most of the type; 0: not known */
    float leading; /* from line to line */
    bool failed;   /* memory has ended */
    bool full;     /* or the limit is reached */
} al_layout;

void al_layout_init(al_layout *layout, const almost_allocator *allocator, uint64_t limit);
void al_layout_release(al_layout *layout);

static inline bool al_layout_failed(const al_layout *layout)
{
    return layout->failed || layout->full;
}

/* The next page, block, line begins; what none began for does so by itself. */
void al_layout_begin_page(al_layout *layout, uint64_t number);
void al_layout_begin_block(al_layout *layout, al_layout_role role);
void al_layout_begin_line(al_layout *layout);

/* The next word. `word->text` and `length` are set; the bytes are copied. Empty ones are left out.
 */
void al_layout_add_word(al_layout *layout, const char *bytes, uint32_t length,
                        const al_layout_word *word);

/* The last word of the line that began last, or NULL. */
al_layout_word *al_layout_last_word(al_layout *layout);

/* Append to the text of the last word. */
void al_layout_lengthen_word(al_layout *layout, const char *bytes, uint32_t length);

/* Find out what is what and build the text. Errors: LIMIT, MEMORY. */
AL_MUST_CHECK almost_status al_layout_tell(al_layout *layout, const char *name, al_builder *builder,
                                           almost_error *error);

static inline const char *al_layout_bytes(const al_layout *layout, const al_layout_word *word)
{
    return layout->text.bytes + word->text;
}

static inline bool al_box_known(const al_box *box)
{
    return box->right > box->left && box->bottom > box->top;
}

static inline bool al_box_beside(const al_box *one, const al_box *other)
{
    return one->left < other->right && other->left < one->right;
}

/* Whether a line stands to the right of the one before it, in the same row: a number and a title.
 */
static inline bool al_layout_same_row(const al_layout_line *before, const al_layout_line *line)
{
    float top = before->box.top > line->box.top ? before->box.top : line->box.top,
          bottom = before->box.bottom < line->box.bottom ? before->box.bottom : line->box.bottom,
          height = line->box.bottom - line->box.top;
    return before->page == line->page && al_box_known(&before->box) && al_box_known(&line->box) &&
           line->box.left >= before->box.right && 2 * (bottom - top) > height;
}

/*
 * What al_layout_tell() does, one after another: lines in reading order, measured; those at the
 * margins that are no part of the text; columns; notes; where paragraphs begin. False when memory
 * ends.
 */
AL_MUST_CHECK bool al_layout_arrange(al_layout *layout);
AL_MUST_CHECK bool al_layout_find_margins(al_layout *layout);
AL_MUST_CHECK bool al_layout_order_columns(al_layout *layout);
AL_MUST_CHECK bool al_layout_find_notes(al_layout *layout);
AL_MUST_CHECK bool al_layout_find_paragraphs(al_layout *layout);

/*
 * The lines of a page that have boxes and are text, by where they begin, from the top; *n of them,
 * as numbers of lines. The array is the caller's. NULL when memory ends.
 */
uint32_t *al_layout_page_lines(const al_layout *layout, const al_layout_page *page, size_t *n);

#endif
