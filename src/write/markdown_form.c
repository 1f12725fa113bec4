/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markdown, for a mail or an issue: ~~deleted~~ and **added** in the text, below the sentence. A
 * mark has to hug what it is around, and ends with its paragraph, so that white space stands
 * outside of marks and each line has marks of its own. Signs that Markdown would take for its own
 * are escaped; what begins a list or a quotation in the text begins one there.
 */
#include "page/line.h"
#include "write/redline.h"
#include "write/writer.h"

#include <string.h>

static const char *const marks[] = {
    [AL_REDLINE_KEPT] = "", [AL_REDLINE_DELETED] = "~~", [AL_REDLINE_INSERTED] = "**"};

/* What has been put so far, and white space that waits for a letter. */
typedef struct page {
    al_output *output;
    const char *open;   /* one of `marks` */
    uint32_t line_ends; /* these and blanks wait */
    uint32_t blanks;
    bool begun;
} page;

static void close_mark(page *page)
{
    al_output_text(page->output, page->open);
    page->open = marks[AL_REDLINE_KEPT];
}

/* Line ends, of which two part paragraphs and more say nothing, then one blank at most. */
static void put_space(page *page)
{
    if (page->line_ends > 0 && page->begun)
        al_output_text(page->output, page->line_ends > 1 ? "\n\n" : "\n");
    else if (page->blanks > 0 && page->begun)
        al_output_text(page->output, " ");
    page->line_ends = page->blanks = 0;
    page->begun = true;
}

/* A letter follows: what waited for it, in or out of a mark. */
static void begin_letter(page *page, const char *mark)
{
    if (page->line_ends > 0 || page->open != mark)
        close_mark(page);
    put_space(page);
    if (page->open != mark)
        al_output_text(page->output, mark);
    page->open = mark;
}

/* One sign, escaped where Markdown or a terminal would obey it. How many bytes it takes. */
static uint32_t put_sign(page *page, const char *bytes, uint32_t length, const char *mark)
{
    begin_letter(page, mark);
    if (bytes[0] > ' ' && bytes[0] < 0x7F) {
        if (strchr("\\`*_~<", bytes[0]) != NULL)
            al_output_text(page->output, "\\");
        al_output_bytes(page->output, bytes, 1);
        return 1;
    }
    char visible[AL_VISIBLE_BYTES];
    uint32_t cells;
    al_cluster cluster = al_cluster_at(bytes, length, 0);
    al_output_bytes(page->output, visible, al_visible(&cluster, bytes, visible, &cells));
    return (uint32_t)cluster.size;
}

static void put_piece(page *page, const char *bytes, uint32_t length, const char *mark)
{
    for (uint32_t at = 0; at < length;) {
        bool pair = bytes[at] == '\n' && at > 0 && bytes[at - 1] == '\r';
        if (bytes[at] == '\n' || bytes[at] == '\r') {
            page->line_ends += pair ? 0 : 1;
            at++;
        } else if (bytes[at] == ' ' || bytes[at] == '\t') {
            page->blanks++;
            at++;
        } else {
            at += put_sign(page, bytes + at, length - at, mark);
        }
    }
}

/* The sentence as a quotation, unless it is to be left out. */
static void put_sentence(page *page, const char *sentence)
{
    al_output_text(page->output, "> ");
    page->begun = true;
    put_piece(page, sentence, (uint32_t)strlen(sentence), marks[AL_REDLINE_KEPT]);
    page->line_ends = 2;
}

almost_status al_write_markdown(const almost_comparison *comparison,
                                const almost_write_options *options, al_output *output)
{
    al_redline redline;
    almost_status status = al_redline_init(&redline, comparison);
    if (status != ALMOST_OK)
        return status;
    page page = {.output = output, .open = marks[AL_REDLINE_KEPT]};
    al_buffer scratch;
    al_buffer_init(&scratch, comparison->allocator);
    if ((options->show & ALMOST_SHOW_BARE) == 0)
        put_sentence(&page, comparison->sentence);
    for (size_t i = 0; i < redline.n && !output->failed && !scratch.failed; i++) {
        uint32_t length;
        const char *bytes = al_redline_bytes(&redline, &redline.pieces[i], &scratch, &length);
        put_piece(&page, bytes, length, marks[redline.pieces[i].kind]);
    }
    close_mark(&page);
    al_output_text(output, page.begun ? "\n" : "");
    bool failed = scratch.failed;
    al_buffer_release(&scratch);
    al_redline_release(&redline);
    return failed ? ALMOST_ERROR_MEMORY : ALMOST_OK;
}
