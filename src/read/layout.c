/* SPDX-License-Identifier: Apache-2.0 */
/* Keeping words, lines, blocks and pages; putting lines into order, and measuring them. */
#include "read/layout.h"

#include <stdlib.h>
#include <string.h>

void al_layout_init(al_layout *layout, const almost_allocator *allocator, uint64_t limit)
{
    *layout = (al_layout){.allocator = allocator, .limit = limit};
    al_buffer_init(&layout->text, allocator);
}

void al_layout_release(al_layout *layout)
{
    al_buffer_release(&layout->text);
    al_release(layout->allocator, layout->words);
    al_release(layout->allocator, layout->lines);
    al_release(layout->allocator, layout->blocks);
    al_release(layout->allocator, layout->pages);
}

/* Room for one more, or false. */
static bool grow(al_layout *layout, void *items, size_t *room, size_t n, size_t size)
{
    if (!al_layout_failed(layout) && al_grow(layout->allocator, items, room, n + 1, size))
        return true;
    layout->failed |= !layout->full;
    return false;
}

void al_layout_begin_page(al_layout *layout, uint64_t number)
{
    if (grow(layout, (void **)&layout->pages, &layout->pages_room, layout->n_pages,
             sizeof *layout->pages))
        layout->pages[layout->n_pages++] = (al_layout_page){.number = number};
}

void al_layout_begin_block(al_layout *layout, al_layout_role role)
{
    if (layout->n_pages == 0)
        al_layout_begin_page(layout, 1);
    uint32_t lines = (uint32_t)layout->n_lines;
    if (grow(layout, (void **)&layout->blocks, &layout->blocks_room, layout->n_blocks,
             sizeof *layout->blocks))
        layout->blocks[layout->n_blocks++] = (al_layout_block){
            .lines = {lines, lines}, .page = (uint32_t)layout->n_pages - 1, .role = role};
}

void al_layout_begin_line(al_layout *layout)
{
    if (layout->n_blocks == 0 ||
        layout->blocks[layout->n_blocks - 1].page + 1 < (uint32_t)layout->n_pages)
        al_layout_begin_block(layout, AL_LAYOUT_TEXT);
    if (!grow(layout, (void **)&layout->lines, &layout->lines_room, layout->n_lines,
              sizeof *layout->lines))
        return;
    uint32_t words = (uint32_t)layout->n_words;
    layout->lines[layout->n_lines++] = (al_layout_line){.words = {words, words}};
    layout->blocks[layout->n_blocks - 1].lines.end++;
}

/* Append to what all words have. */
static bool add_text(al_layout *layout, const char *bytes, uint32_t length)
{
    if (al_layout_failed(layout))
        return false;
    layout->full = layout->text.length + length > layout->limit;
    if (layout->full)
        return false;
    al_buffer_append(&layout->text, bytes, length);
    layout->failed |= layout->text.failed;
    return !layout->failed;
}

/* A box as no page has it is none: sources say nan and 1e300, too. */
static al_box sane(al_box box)
{
    const float most = 1e7F;
    bool fits = box.left > -most && box.right < most && box.top > -most && box.bottom < most &&
                al_box_known(&box);
    return fits ? box : (al_box){0};
}

void al_layout_add_word(al_layout *layout, const char *bytes, uint32_t length,
                        const al_layout_word *word)
{
    if (length == 0)
        return;
    if (layout->n_lines == 0)
        al_layout_begin_line(layout);
    uint32_t at = (uint32_t)layout->text.length;
    if (!add_text(layout, bytes, length) ||
        !grow(layout, (void **)&layout->words, &layout->words_room, layout->n_words,
              sizeof *layout->words))
        return;
    al_layout_word *added = &layout->words[layout->n_words++];
    *added = *word;
    added->text = at;
    added->length = length;
    added->box = sane(word->box);
    layout->lines[layout->n_lines - 1].words.end++;
}

al_layout_word *al_layout_last_word(al_layout *layout)
{
    if (layout->n_lines == 0)
        return NULL;
    const al_layout_line *line = &layout->lines[layout->n_lines - 1];
    return line->words.end > line->words.start ? &layout->words[line->words.end - 1] : NULL;
}

void al_layout_lengthen_word(al_layout *layout, const char *bytes, uint32_t length)
{
    al_layout_word *word = al_layout_last_word(layout);
    if (word != NULL && add_text(layout, bytes, length))
        word->length += length;
}

/* --- In order ----------------------------------------------------------- */

static void include(al_box *box, const al_box *other)
{
    if (!al_box_known(other))
        return;
    if (!al_box_known(box)) {
        *box = *other;
        return;
    }
    box->left = other->left < box->left ? other->left : box->left;
    box->top = other->top < box->top ? other->top : box->top;
    box->right = other->right > box->right ? other->right : box->right;
    box->bottom = other->bottom > box->bottom ? other->bottom : box->bottom;
}

/* The size of type is that of its longest word; of ink that was measured, the height of all. */
static void measure_line(const al_layout *layout, al_layout_line *line)
{
    uint32_t longest = 0;
    for (uint32_t i = line->words.start; i < line->words.end; i++) {
        const al_layout_word *word = &layout->words[i];
        include(&line->box, &word->box);
        if (!al_box_known(&word->box) || word->length <= longest)
            continue;
        longest = word->length;
        line->size = word->box.bottom - word->box.top;
    }
    if (!layout->exact && al_box_known(&line->box))
        line->size = line->box.bottom - line->box.top;
}

/* Bullets say that an item begins, and are no words: other formats have none in their text. */
static bool is_bullet(const al_layout *layout, const al_layout_word *word)
{
    static const char bullets[][4] = {"\xE2\x80\xA2", "\xE2\x80\xA3", "\xE2\x96\xA0",
                                      "\xE2\x96\xAA", "\xE2\x97\x8B", "\xE2\x97\x8F",
                                      "\xE2\x97\xA6", "\xEF\x82\xB7", "\xC2\xB7"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (strlen(bullets[i]) == word->length &&
            memcmp(al_layout_bytes(layout, word), bullets[i], word->length) == 0)
            return true;
    return false;
}

/* What stands closer than a blank is one word: fonts change within words. */
static void glue(al_layout *layout, const al_layout_line *line)
{
    for (uint32_t i = line->words.start + 1; layout->exact && i < line->words.end; i++) {
        const al_box *before = &layout->words[i - 1].box, *box = &layout->words[i].box;
        float gap = box->left - before->right;
        if (al_box_known(before) && al_box_known(box) && gap < 0.07F * line->size &&
            gap > -0.5F * line->size)
            layout->words[i].glued = true;
    }
}

static void reach(al_layout_page *page, const al_box *box)
{
    if (!al_box_known(box))
        return;
    bool first = page->right <= page->left;
    page->left = first || box->left < page->left ? box->left : page->left;
    page->right = first || box->right > page->right ? box->right : page->right;
}

/* The lines of a block, from where they were to behind those that are in order. */
static void arrange_block(al_layout *layout, uint32_t number, const al_layout_line *from,
                          uint32_t *n, bool *item)
{
    al_layout_block *block = &layout->blocks[number];
    al_layout_page *page = &layout->pages[block->page];
    al_range lines = block->lines;
    block->lines.start = *n;
    for (uint32_t i = lines.start; i < lines.end; i++) {
        al_layout_line *line = &layout->lines[*n];
        *line = from[i];
        line->item = *item;
        if (line->words.start < line->words.end &&
            is_bullet(layout, &layout->words[line->words.start])) {
            line->words.start++;
            *item = line->item = true;
        }
        if (line->words.start == line->words.end)
            continue;
        ++*n;
        *item = false;
        line->block = number;
        line->page = block->page;
        line->role = block->role;
        measure_line(layout, line);
        glue(layout, line);
        reach(page, &line->box);
    }
    block->lines.end = *n;
    if (page->lines.end == 0)
        page->lines.start = block->lines.start;
    page->lines.end = *n;
}

typedef struct weighed {
    float value;
    uint32_t weight;
} weighed;

static int by_value(const void *left, const void *right)
{
    float a = ((const weighed *)left)->value, b = ((const weighed *)right)->value;
    return (a > b) - (a < b);
}

static float median(weighed *items, size_t n)
{
    uint64_t all = 0, passed = 0;
    for (size_t i = 0; i < n; i++)
        all += items[i].weight;
    if (n == 0)
        return 0;
    qsort(items, n, sizeof *items, by_value);
    for (size_t i = 0; i < n; i++) {
        passed += items[i].weight;
        if (2 * passed >= all)
            return items[i].value;
    }
    return items[n - 1].value;
}

static uint32_t bytes_of(const al_layout *layout, const al_layout_line *line)
{
    uint32_t bytes = 0;
    for (uint32_t i = line->words.start; i < line->words.end; i++)
        bytes += layout->words[i].length;
    return bytes;
}

/* The size of most type, and how far lines of a block lie apart. */
static void measure_all(al_layout *layout, weighed *items)
{
    size_t n = 0;
    for (size_t i = 0; i < layout->n_lines; i++)
        if (layout->lines[i].size > 0)
            items[n++] = (weighed){layout->lines[i].size, bytes_of(layout, &layout->lines[i])};
    layout->body = median(items, n);
    n = 0;
    for (size_t i = 1; i < layout->n_lines; i++) {
        const al_layout_line *line = &layout->lines[i], *before = line - 1;
        float step = line->box.bottom - before->box.bottom;
        if (line->block == before->block && line->size > 0 && before->size > 0 && step > 0)
            items[n++] = (weighed){step, 1};
    }
    layout->leading = n > 0 ? median(items, n) : layout->body * 1.2F;
}

bool al_layout_arrange(al_layout *layout)
{
    al_layout_line *from = layout->lines;
    layout->lines = al_allocate(layout->allocator, layout->n_lines, sizeof *layout->lines);
    weighed *items = al_allocate(layout->allocator, layout->n_lines, sizeof *items);
    if (layout->lines != NULL && items != NULL) {
        uint32_t n = 0;
        bool item = false;
        for (uint32_t i = 0; i < layout->n_blocks; i++)
            arrange_block(layout, i, from, &n, &item);
        layout->n_lines = n;
        measure_all(layout, items);
    }
    al_release(layout->allocator, from);
    al_release(layout->allocator, items);
    return layout->lines != NULL && items != NULL;
}

/* --- By height ---------------------------------------------------------- */

typedef struct high_line {
    float top;
    uint32_t line;
} high_line;

static int by_top(const void *left, const void *right)
{
    const high_line *a = left, *b = right;
    int order = (a->top > b->top) - (a->top < b->top);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

uint32_t *al_layout_page_lines(const al_layout *layout, const al_layout_page *page, size_t *n)
{
    uint32_t count = page->lines.end - page->lines.start;
    high_line *high = al_allocate(layout->allocator, count, sizeof *high);
    uint32_t *out = al_allocate(layout->allocator, count, sizeof *out);
    if (high == NULL || out == NULL) {
        al_release(layout->allocator, high);
        al_release(layout->allocator, out);
        return NULL;
    }
    *n = 0;
    for (uint32_t i = page->lines.start; i < page->lines.end; i++)
        if (layout->lines[i].role == AL_LAYOUT_TEXT && layout->lines[i].size > 0)
            high[(*n)++] = (high_line){layout->lines[i].box.top, i};
    qsort(high, *n, sizeof *high, by_top);
    for (size_t i = 0; i < *n; i++)
        out[i] = high[i].line;
    al_release(layout->allocator, high);
    return out;
}
