/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Running heads and page numbers: the outermost two rows at the head and at the foot of a page,
 * where a page nearby has the same words at the same height (right and left pages may alternate),
 * or a number that has grown by as many as there are pages between. A number alone is one, too, at
 * the foot of a page, where a gap parts it from the text.
 *
 * What can be lost: a line that begins two pages nearby, apart from what follows it, at the same
 * height. Who speaks in a play stands so, but not apart.
 */
#include "read/layout.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROWS = 2,   /* looked at on either side of a page */
    NEAR = 4,   /* pages on either side that are compared with */
    KEY = 64,   /* bytes of a row that are compared */
    NUMBERS = 2 /* at the beginning and at the end of a row */
};

typedef struct row {
    al_range lines; /* of the page's lines by height */
    al_box box;
    float gap;  /* to the next row inwards */
    float size; /* of its type */
    char key[KEY];
    uint32_t key_length;
    uint32_t letters;          /* in the key */
    uint32_t numbers[NUMBERS]; /* 0: there is none */
    uint32_t n_words;
    bool outside;
} row;

typedef struct margins {
    row rows[2][ROWS]; /* from the head and from the foot, outermost first */
    uint32_t n[2];
    uint32_t *lines; /* of the page, by height */
    size_t n_lines;
    al_box all;
} margins;

/* --- What a row says ---------------------------------------------------- */

static uint32_t roman_digit(char c)
{
    switch (c | 0x20) {
    case 'i': return 1;
    case 'v': return 5;
    case 'x': return 10;
    case 'l': return 50;
    case 'c': return 100;
    case 'd': return 500;
    default: return 0;
    }
}

static uint32_t roman(const char *bytes, uint32_t length)
{
    uint32_t value = 0;
    for (uint32_t i = 0; i < length; i++) {
        uint32_t digit = roman_digit(bytes[i]);
        uint32_t next = i + 1 < length ? roman_digit(bytes[i + 1]) : 0;
        if (digit == 0 || length > 12)
            return 0;
        value = digit < next ? value - digit : value + digit;
    }
    return value < 1000 ? value : 0;
}

static bool is_adornment(char c)
{
    return c != '\0' && strchr("-.,()[]|/*~_=:", c) != NULL;
}

/* The number that a word is, such as 12, [12] or xii, or 0. */
static uint32_t number_of(const char *bytes, uint32_t length)
{
    while (length > 0 && is_adornment(bytes[0]))
        bytes++, length--;
    while (length > 0 && is_adornment(bytes[length - 1]))
        length--;
    uint32_t value = 0, i = 0;
    for (; i < length && i < 5 && bytes[i] >= '0' && bytes[i] <= '9'; i++)
        value = value * 10 + (uint32_t)(bytes[i] - '0');
    return length > 0 && i == length ? value : roman(bytes, length);
}

static void add_key(row *row, char c)
{
    if (row->key_length < KEY)
        row->key[row->key_length++] = c;
}

static void read_word(row *row, const char *bytes, uint32_t length)
{
    uint32_t number = number_of(bytes, length);
    if (row->n_words == 0)
        row->numbers[0] = number;
    row->numbers[1] = number;
    row->n_words++;
    if (number != 0) {
        add_key(row, '#');
        return;
    }
    for (uint32_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (is_adornment(c) || (unsigned char)c == 0xE2) /* a dash of three bytes, likely */
            continue;
        bool capital = c >= 'A' && c <= 'Z', digit = c >= '0' && c <= '9';
        add_key(row, digit ? '#' : capital ? (char)(c | 0x20) : c);
        row->letters += !digit;
    }
}

static void read_row(const al_layout *layout, const margins *page, row *row)
{
    for (uint32_t i = row->lines.start; i < row->lines.end; i++) {
        const al_layout_line *line = &layout->lines[page->lines[i]];
        for (uint32_t j = line->words.start; j < line->words.end && row->n_words < KEY; j++)
            read_word(row, al_layout_bytes(layout, &layout->words[j]), layout->words[j].length);
    }
}

/* --- Rows --------------------------------------------------------------- */

static bool in_row(const row *row, const al_box *box)
{
    float top = row->box.top > box->top ? row->box.top : box->top,
          bottom = row->box.bottom < box->bottom ? row->box.bottom : box->bottom,
          height = box->bottom - box->top;
    return 2 * (bottom - top) > height;
}

static void include(al_box *box, const al_box *other)
{
    box->left = other->left < box->left ? other->left : box->left;
    box->top = other->top < box->top ? other->top : box->top;
    box->right = other->right > box->right ? other->right : box->right;
    box->bottom = other->bottom > box->bottom ? other->bottom : box->bottom;
}

/* The next row from one side; the line behind it that is the next inwards, or NULL. */
static const al_layout_line *take_row(const al_layout *layout, const margins *page, bool foot,
                                      size_t taken, row *row)
{
    size_t first = foot ? page->n_lines - 1 - taken : taken;
    *row = (struct row){.lines = {(uint32_t)first, (uint32_t)first + 1},
                        .box = layout->lines[page->lines[first]].box,
                        .size = layout->lines[page->lines[first]].size};
    for (taken++; taken < page->n_lines; taken++) {
        size_t at = foot ? page->n_lines - 1 - taken : taken;
        const al_layout_line *line = &layout->lines[page->lines[at]];
        if (!in_row(row, &line->box))
            return line;
        include(&row->box, &line->box);
        row->lines.start = foot ? (uint32_t)at : row->lines.start;
        row->lines.end = foot ? row->lines.end : (uint32_t)at + 1;
    }
    return NULL;
}

static void find_rows(const al_layout *layout, margins *page)
{
    for (int foot = 0; foot < 2; foot++) {
        size_t taken = 0;
        while (page->n[foot] < ROWS && taken < page->n_lines) {
            row *row = &page->rows[foot][page->n[foot]++];
            const al_layout_line *next = take_row(layout, page, foot, taken, row);
            if (next != NULL)
                row->gap = foot ? row->box.top - next->box.bottom : next->box.top - row->box.bottom;
            read_row(layout, page, row);
            taken += row->lines.end - row->lines.start;
        }
    }
}

/* --- Like those of other pages ------------------------------------------ */

/* How much of two keys is the same, in percent: what scanners misread may differ. */
static uint32_t likeness(const row *one, const row *other)
{
    uint8_t lengths[2][KEY + 1] = {{0}};
    if (one->key_length == other->key_length && memcmp(one->key, other->key, one->key_length) == 0)
        return 100;
    for (uint32_t i = 0; i < one->key_length; i++) {
        uint8_t *now = lengths[(i + 1) & 1];
        const uint8_t *before = lengths[i & 1];
        for (uint32_t j = 0; j < other->key_length; j++) {
            uint8_t longer = now[j] > before[j + 1] ? now[j] : before[j + 1];
            now[j + 1] = one->key[i] == other->key[j] ? (uint8_t)(before[j] + 1) : longer;
        }
    }
    uint32_t common = lengths[one->key_length & 1][other->key_length];
    uint32_t all = one->key_length + other->key_length;
    return all > 0 ? 200 * common / all : 0;
}

static bool at_same_height(const row *one, const row *other)
{
    float off = one->box.top - other->box.top, height = one->box.bottom - one->box.top;
    return off < 1.5F * height && off > -1.5F * height;
}

static bool in_step(const row *one, const row *other, int64_t pages)
{
    for (int i = 0; i < NUMBERS; i++)
        for (int j = 0; j < NUMBERS; j++)
            if (one->numbers[i] != 0 && other->numbers[j] != 0 &&
                (int64_t)other->numbers[j] - (int64_t)one->numbers[i] == pages)
                return true;
    return false;
}

typedef struct votes {
    uint32_t same;    /* pages that have the same words */
    uint32_t in_step; /* pages whose number has grown as it should */
} votes;

static void vote(const row *mine, const row *theirs, int64_t pages, votes *votes)
{
    if (!at_same_height(mine, theirs))
        return;
    votes->in_step += in_step(mine, theirs, pages);
    votes->same += mine->letters >= 3 && theirs->letters >= 3 && likeness(mine, theirs) >= 85;
}

static votes count_votes(const margins *pages, size_t n, size_t at, bool foot, const row *mine)
{
    votes votes = {0};
    size_t end = at + NEAR + 1 < n ? at + NEAR + 1 : n;
    for (size_t other = at > NEAR ? at - NEAR : 0; other < end; other++)
        for (uint32_t i = 0; other != at && i < pages[other].n[foot]; i++)
            vote(mine, &pages[other].rows[foot][i], (int64_t)other - (int64_t)at, &votes);
    return votes;
}

/* Whether a number stands alone at the foot of a page of text, parted from it: 12 or - 12 -. */
static bool is_lone_number(const al_layout *layout, const margins *page, const row *row, bool foot)
{
    enum { FEW = 5 /* lines: a table may end in a number */ };
    bool inner_has_letters = page->n[1] > 1 && page->rows[1][1].letters >= 3;
    return foot && row == &page->rows[1][0] && inner_has_letters && page->n_lines > FEW &&
           row->letters == 0 && row->key_length == 1 && row->key[0] == '#' &&
           (row->n_words == 1 || row->n_words == 3) && row->gap > layout->body;
}

static bool is_outside(const al_layout *layout, const margins *page, const row *row, bool foot,
                       votes votes)
{
    bool apart = row->gap > 0.6F * layout->body || row->size < 0.9F * layout->body ||
                 row->size > 1.1F * layout->body;
    if (row->letters == 0)
        return votes.in_step > 0 || is_lone_number(layout, page, row, foot);
    if (votes.in_step > 1 || (votes.in_step > 0 && votes.same > 0))
        return true;
    return votes.same > (apart ? 0 : row == &page->rows[foot][0] ? NEAR - 1 : 2 * NEAR);
}

static void mark(al_layout *layout, margins *page, const row *row)
{
    for (uint32_t i = row->lines.start; i < row->lines.end; i++)
        layout->lines[page->lines[i]].role = AL_LAYOUT_OUTSIDE;
}

/* From outside inwards, as long as rows are no text. */
static void judge(al_layout *layout, margins *pages, size_t n, size_t at)
{
    margins *page = &pages[at];
    for (int foot = 0; foot < 2; foot++)
        for (uint32_t i = 0; i < page->n[foot]; i++) {
            row *row = &page->rows[foot][i];
            if (!is_outside(layout, page, row, foot, count_votes(pages, n, at, foot, row)))
                break;
            mark(layout, page, row);
        }
}

bool al_layout_find_margins(al_layout *layout)
{
    size_t n = layout->n_pages;
    margins *pages = al_allocate_zero(layout->allocator, n, sizeof *pages);
    bool done = pages != NULL;
    for (size_t i = 0; done && i < n; i++) {
        pages[i].lines = al_layout_page_lines(layout, &layout->pages[i], &pages[i].n_lines);
        done = pages[i].lines != NULL;
        if (done)
            find_rows(layout, &pages[i]);
    }
    for (size_t i = 0; done && i < n; i++)
        judge(layout, pages, n, i);
    for (size_t i = 0; pages != NULL && i < n; i++)
        al_release(layout->allocator, pages[i].lines);
    al_release(layout->allocator, pages);
    return done;
}
