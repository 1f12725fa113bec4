/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Footnotes: lines of smaller type at the foot of a page or of a column, below those of the usual
 * size, of which one begins with the mark of a note, or that go on with those of the page before.
 *
 * What can be lost: a quotation in small type at the foot of a page, one line of which begins with
 * a number, comes behind its paragraph.
 */
#include "read/layout.h"

#include <string.h>

/* How far lines of the usual size reach, of those that were met. */
typedef struct hull {
    float left, right;
    bool any;
} hull;

static void widen(hull *hull, const al_box *box)
{
    hull->left = hull->any && hull->left < box->left ? hull->left : box->left;
    hull->right = hull->any && hull->right > box->right ? hull->right : box->right;
    hull->any = true;
}

static bool reaches(const hull *hull, const al_box *box)
{
    return hull->any && hull->left < box->right && box->left < hull->right;
}

static bool is_small(const al_layout *layout, const al_layout_line *line)
{
    return line->size < (layout->exact ? 0.93F : 0.78F) * layout->body;
}

/* 1, *, a dagger, a section sign, a raised digit: what a note may begin with. */
static bool begins_note(const al_layout *layout, const al_layout_line *line)
{
    const al_layout_word *word = &layout->words[line->words.start];
    const unsigned char *bytes = (const unsigned char *)al_layout_bytes(layout, word);
    if (bytes[0] == '*' || (bytes[0] >= '0' && bytes[0] <= '9'))
        return true;
    if (word->length >= 2 && bytes[0] == 0xC2)
        return bytes[1] == 0xA7 || bytes[1] == 0xB9 || bytes[1] == 0xB2 || bytes[1] == 0xB3;
    return word->length >= 3 && bytes[0] == 0xE2 &&
           ((bytes[1] == 0x80 && (bytes[2] == 0xA0 || bytes[2] == 0xA1)) ||
            (bytes[1] == 0x81 && bytes[2] >= 0xB0));
}

/* Choose the lines that have none of the usual size below; `begins` is where it is kept. */
static void choose_lowest(al_layout *layout, const uint32_t *lines, size_t n)
{
    hull below = {0};
    for (size_t i = n; i-- > 0;) {
        al_layout_line *line = &layout->lines[lines[i]];
        line->begins = is_small(layout, line) && !reaches(&below, &line->box);
        if (!line->begins)
            widen(&below, &line->box);
    }
}

/* Keep those that have such a line above; whether there are any, and whether one has a mark. */
static bool keep_below(al_layout *layout, const uint32_t *lines, size_t n, bool *marked)
{
    hull above = {0};
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        al_layout_line *line = &layout->lines[lines[i]];
        if (!is_small(layout, line))
            widen(&above, &line->box);
        line->begins = line->begins && reaches(&above, &line->box);
        any |= line->begins;
        *marked |= line->begins && begins_note(layout, line);
    }
    return any;
}

/* --- Marks -------------------------------------------------------------- */

/* Whether a word is a mark and nothing else: up to three digits, one or two signs. */
static bool is_mark(const al_layout *layout, const al_layout_word *word)
{
    const char *bytes = al_layout_bytes(layout, word);
    uint32_t digits = 0;
    while (digits < word->length && bytes[digits] >= '0' && bytes[digits] <= '9')
        digits++;
    if (digits > 0)
        return digits == word->length && digits <= 3;
    return word->length <= 3 && !(bytes[0] >= 'A' && bytes[0] <= 'z');
}

/* Small, and above the foot of the line. */
static bool is_raised(const al_layout_line *line, const al_layout_word *word)
{
    return al_box_known(&word->box) && word->box.bottom - word->box.top < 0.85F * line->size &&
           word->box.bottom < line->box.bottom - 0.1F * line->size;
}

static bool is_same(const al_layout *layout, const al_layout_word *one, const al_layout_word *other)
{
    return one->length == other->length &&
           memcmp(al_layout_bytes(layout, one), al_layout_bytes(layout, other), one->length) == 0;
}

/* The first raised word on a page, in the text from a line on, that is the mark. */
static bool drop_reference(al_layout *layout, const al_layout_page *page,
                           const al_layout_word *mark, uint32_t *from)
{
    for (uint32_t i = *from; i < page->lines.end; i++) {
        const al_layout_line *line = &layout->lines[i];
        for (uint32_t j = line->words.start; line->role == AL_LAYOUT_TEXT && j < line->words.end;
             j++) {
            al_layout_word *word = &layout->words[j];
            if (!is_raised(line, word) || word->dropped || !is_same(layout, word, mark))
                continue;
            word->dropped = true;
            *from = i;
            return true;
        }
    }
    return false;
}

/*
 * The marks of notes, there and in the text: other formats have none in theirs, and a word is no
 * other one for the figure behind it. They are looked for in the order of the notes, each from
 * where the last one was, and in vain but twice a page.
 */
static void drop_marks(al_layout *layout, const al_layout_page *page)
{
    uint32_t from = page->lines.start, missed = 0;
    for (uint32_t i = page->lines.start; i < page->lines.end; i++) {
        const al_layout_line *line = &layout->lines[i];
        al_layout_word *mark = &layout->words[line->words.start];
        if (line->role != AL_LAYOUT_NOTE || !begins_note(layout, line) ||
            line->words.end - line->words.start < 2 || !is_mark(layout, mark))
            continue;
        if (missed < 2)
            missed += !drop_reference(layout, page, mark, &from);
        mark->dropped = true;
    }
}

bool al_layout_find_notes(al_layout *layout)
{
    bool before = false; /* the page before had notes */
    for (size_t i = 0; i < layout->n_pages; i++) {
        size_t n;
        uint32_t *lines = al_layout_page_lines(layout, &layout->pages[i], &n);
        if (lines == NULL)
            return false;
        bool marked = false;
        choose_lowest(layout, lines, n);
        bool any = keep_below(layout, lines, n, &marked);
        for (size_t j = 0; j < n; j++) {
            al_layout_line *line = &layout->lines[lines[j]];
            if (line->begins && (marked || before))
                line->role = AL_LAYOUT_NOTE;
            line->begins = false;
        }
        before = any && (marked || before);
        if (before)
            drop_marks(layout, &layout->pages[i]);
        al_release(layout->allocator, lines);
    }
    return true;
}
