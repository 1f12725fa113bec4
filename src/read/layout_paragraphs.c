/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where paragraphs begin: at a gap, an indentation, behind a short line of text that is otherwise
 * full, where the size of type changes. From block to block, and from page to page, text goes on
 * where a word or a sentence is not at its end. Wrongly parted or joined paragraphs change how a
 * text looks and no word of it.
 */
#include "read/layout.h"

#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>

/* The edges of a block, how far its page reaches, and how it is set. */
typedef struct setting {
    float page_right;
    float left, right;
    uint32_t n_lines;
    uint32_t n_full; /* lines that reach its right edge */
    int32_t hanging; /* full lines before an indented one, less indented ones before others */
} setting;

static bool same_column(const al_layout_line *before, const al_layout_line *line)
{
    return before->page == line->page && al_box_known(&before->box) && al_box_known(&line->box) &&
           line->box.top > before->box.top && al_box_beside(&before->box, &line->box);
}

static bool is_indented(const al_layout *layout, const setting *setting, const al_layout_line *line)
{
    float by = line->box.left - setting->left;
    return line->size > 0 && by > (layout->exact ? 0.7F : 1.0F) * line->size && by < 8 * line->size;
}

/* A block of one line says nothing of how long its lines are. */
static bool is_full(const setting *setting, const al_layout_line *line)
{
    float right = setting->n_lines > 1 ? setting->right : setting->page_right;
    return line->box.right > right - 2 * line->size;
}

static bool is_short(const setting *setting, const al_layout_line *line)
{
    return line->box.right < setting->right - 0.25F * (setting->right - setting->left);
}

/* Lines of a quotation stand between narrower margins. */
static bool goes_on_indented(const setting *setting, const al_layout_line *before,
                             const al_layout_line *line)
{
    float off = before->box.left - line->box.left;
    return off < 0.5F * line->size && off > -0.5F * line->size && !is_short(setting, before);
}

static setting measure(const al_layout *layout, al_range lines)
{
    setting setting = {0};
    if (lines.start < lines.end)
        setting.page_right = layout->pages[layout->lines[lines.start].page].right;
    for (uint32_t i = lines.start; i < lines.end; i++) {
        const al_layout_line *line = &layout->lines[i];
        if (line->size <= 0 || line->role != AL_LAYOUT_TEXT)
            continue;
        bool first = setting.n_lines++ == 0;
        setting.left = first || line->box.left < setting.left ? line->box.left : setting.left;
        setting.right = first || line->box.right > setting.right ? line->box.right : setting.right;
    }
    bool full = false, indented = false;
    for (uint32_t i = lines.start; i < lines.end; i++) {
        const al_layout_line *line = &layout->lines[i];
        bool is_in = is_indented(layout, &setting, line);
        setting.hanging += full && !indented && is_in;
        setting.hanging -= full && indented && !is_in;
        full = is_full(&setting, line);
        setting.n_full += full;
        indented = is_in;
    }
    return setting;
}

/* --- What a line says --------------------------------------------------- */

static uint32_t first_sign(const al_layout *layout, const al_layout_line *line)
{
    const al_layout_word *word = &layout->words[line->words.start];
    uint32_t size;
    return al_decode(al_layout_bytes(layout, word), word->length, 0, &size);
}

static uint32_t last_sign(const al_layout *layout, const al_layout_line *line)
{
    uint32_t last = line->words.end - 1;
    while (last > line->words.start && layout->words[last].dropped)
        last--;
    const al_layout_word *word = &layout->words[last];
    const char *bytes = al_layout_bytes(layout, word);
    uint32_t at = word->length - 1, size;
    while (at > 0 && ((unsigned char)bytes[at] & 0xC0) == 0x80)
        at--;
    return al_decode(bytes, word->length, at, &size);
}

/* A letter that no sentence begins with, as far as that is known without a table. */
static bool is_small_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) || c == 0x17F ||
           (c >= 0x3B1 && c <= 0x3C9) || (c >= 0x430 && c <= 0x45F);
}

static bool ends_sentence(const al_layout *layout, const al_layout_line *line)
{
    uint32_t c = last_sign(layout, line);
    return (c < 0x80 && strchr(".!?:\"'", (int)c) != NULL) || al_is_quotation_mark(c) ||
           c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

static bool ends_in_hyphen(const al_layout *layout, const al_layout_line *line)
{
    uint32_t c = last_sign(layout, line);
    return al_is_hyphen(c) || c == 0xAC || c == 0x2E17;
}

/* --- From line to line -------------------------------------------------- */

static bool size_changes(const al_layout *layout, const al_layout_line *before,
                         const al_layout_line *line)
{
    return layout->exact && before->size > 0 && line->size > 0 &&
           (line->size > 1.15F * before->size || line->size < 0.87F * before->size);
}

/* Within a block. */
static bool begins_within(const al_layout *layout, const setting *setting,
                          const al_layout_line *before, const al_layout_line *line)
{
    if (!same_column(before, line))
        return false;
    float step = line->box.bottom - before->box.bottom;
    if (size_changes(layout, before, line) ||
        step > (layout->exact ? 1.3F : 1.6F) * (layout->leading > 0 ? layout->leading : step))
        return true;
    bool indented = is_indented(layout, setting, line),
         after_indented = is_indented(layout, setting, before);
    if (setting->hanging > 0)
        return !indented && (after_indented || is_short(setting, before));
    if (indented)
        return !after_indented || !goes_on_indented(setting, before, line);
    if (after_indented && !before->begins)
        return true;
    bool justified = setting->n_lines > 3 && 5 * setting->n_full > 3 * setting->n_lines;
    return justified && before->box.right < setting->right - 6 * before->size &&
           ends_sentence(layout, before);
}

/* From a block to the next: of the same column, or of the next column or page. */
static bool begins_block(const al_layout *layout, const setting *earlier, const setting *setting,
                         const al_layout_line *before, const al_layout_line *line)
{
    uint32_t first = first_sign(layout, line);
    if (size_changes(layout, before, line))
        return true;
    if (ends_in_hyphen(layout, before) ||
        (is_small_letter(first) && !ends_sentence(layout, before)))
        return false;
    if (same_column(before, line) || before->size <= 0 || line->size <= 0)
        return true;
    bool goes_on = is_full(earlier, before) && !is_indented(layout, setting, line) &&
                   !(layout->exact && line->size > 1.15F * layout->body);
    return !goes_on || ends_sentence(layout, before);
}

/* The last lines of either kind that were met, and how their blocks are set. */
typedef struct thread {
    const al_layout_line *before;
    setting setting;
} thread;

static bool begins(const al_layout *layout, thread *thread, const setting *setting,
                   const al_layout_line *line)
{
    const al_layout_line *before = thread->before;
    if (before == NULL || line->item || line->role == AL_LAYOUT_CELL || before->role != line->role)
        return true;
    if (line->role == AL_LAYOUT_TEXT && al_layout_same_row(before, line))
        return false;
    if (before->block == line->block)
        return begins_within(layout, setting, before, line);
    return line->role == AL_LAYOUT_HEADING ||
           begins_block(layout, &thread->setting, setting, before, line);
}

/* A note begins where its mark is; its own lines are set too narrow to say more. */
static bool begins_note(const al_layout *layout, const al_layout_line *line)
{
    uint32_t c = first_sign(layout, line);
    return (c >= '0' && c <= '9') || c == '*' || c == 0x2020 || c == 0x2021 || c == 0xA7 ||
           c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079);
}

static void find_in_block(al_layout *layout, const al_layout_block *block, thread threads[2])
{
    setting setting = measure(layout, block->lines);
    for (uint32_t i = block->lines.start; i < block->lines.end; i++) {
        al_layout_line *line = &layout->lines[i];
        if (line->role == AL_LAYOUT_OUTSIDE)
            continue;
        bool note = line->role == AL_LAYOUT_NOTE;
        thread *thread = &threads[note];
        line->begins =
            (note && begins_note(layout, line)) || begins(layout, thread, &setting, line);
        thread->before = line;
        thread->setting = setting;
    }
}

/* Lines of larger type that are a paragraph of their own, and short. */
static void find_headings(al_layout *layout)
{
    enum { MOST_LINES = 4 };
    for (size_t i = 0, next; i < layout->n_lines; i = next) {
        const al_layout_line *first = &layout->lines[i];
        for (next = i + 1; next < layout->n_lines && !layout->lines[next].begins;)
            next++;
        if (!layout->exact || first->role != AL_LAYOUT_TEXT || next - i > MOST_LINES ||
            first->size < 1.15F * layout->body || next == layout->n_lines)
            continue;
        for (size_t j = i; j < next; j++)
            if (layout->lines[j].role == AL_LAYOUT_TEXT)
                layout->lines[j].role = AL_LAYOUT_HEADING;
    }
}

bool al_layout_find_paragraphs(al_layout *layout)
{
    thread threads[2] = {{0}};
    for (size_t i = 0; i < layout->n_blocks; i++)
        find_in_block(layout, &layout->blocks[i], threads);
    find_headings(layout);
    return true;
}
