/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Footnotes: lines of smaller type at the foot of a page or of a column, below those of the usual
 * size, of which one begins with the mark of a note, or that go on with those of the page before.
 *
 * What can be lost: a quotation in small type at the foot of a page, one line of which begins with
 * a number, comes behind its paragraph.
 */
#include "read/layout.h"

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
        al_release(layout->allocator, lines);
    }
    return true;
}
