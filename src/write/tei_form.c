/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TEI P5, valid by TEI all: both texts as one, by parallel segmentation, of which either can be
 * read as a witness. The lemma is what the original has. Of the two only words, lines and
 * paragraphs are told: headings, notes and tables have their text, and not their markup.
 */
#include "write/redline.h"
#include "write/tei_page.h"
#include "write/writer.h"

static void put_name(al_output *output, const almost_text *text, const char *otherwise)
{
    const char *name = text->name != NULL && text->name[0] != '\0' ? text->name : otherwise;
    al_tei_escape(output, name, strlen(name));
}

static void put_witness(al_output *output, const char *id, const almost_text *text)
{
    al_output_text(output, "<witness xml:id=\"");
    al_output_text(output, id);
    al_output_text(output, "\">");
    put_name(output, text, id);
    al_output_text(output, "</witness>\n");
}

static void put_header(const almost_comparison *comparison, bool bare, al_output *output)
{
    al_output_text(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n<fileDesc>\n"
                           "<titleStmt><title>");
    put_name(output, comparison->original, "original");
    al_output_text(output, " and ");
    put_name(output, comparison->telling, "telling");
    al_output_text(output,
                   "</title></titleStmt>\n"
                   "<publicationStmt><p>A comparison of two texts.</p></publicationStmt>\n");
    if (!bare) {
        al_output_text(output, "<notesStmt><note>");
        al_tei_escape(output, comparison->sentence, strlen(comparison->sentence));
        al_output_text(output, "</note></notesStmt>\n");
    }
    al_output_text(output, "<sourceDesc>\n<listWit>\n");
    put_witness(output, "original", comparison->original);
    put_witness(output, "telling", comparison->telling);
    al_output_text(output,
                   "</listWit>\n</sourceDesc>\n</fileDesc>\n<encodingDesc>\n"
                   "<variantEncoding method=\"parallel-segmentation\" "
                   "location=\"internal\"/>\n<appInfo><application ident=\"almost\" version=\"");
    al_output_text(output, almost_version());
    al_output_text(output, "\"><label>almost</label></application></appInfo>\n"
                           "</encodingDesc>\n</teiHeader>\n<text>\n<body>\n");
}

/* What is written, and which passages that moved have been seen on either side. */
typedef struct writing {
    const al_redline *redline;
    al_tei_page page;
    bool *seen[2]; /* by number of passage */
    al_buffer scratch[2];
} writing;

/* What one side tells; nothing where the range is empty. */
static al_tei_run run(writing *writing, int side, al_range range)
{
    const almost_comparison *comparison = writing->redline->comparison;
    uint32_t length;
    const char *bytes = al_told_bytes(side == 0 ? comparison->original : comparison->telling, range,
                                      &writing->scratch[side], &length);
    return (al_tei_run){bytes, length,
                        range.end == comparison->slices[side].end && range.end > range.start};
}

static bool failed(const writing *writing)
{
    return writing->scratch[0].failed || writing->scratch[1].failed;
}

/* The end of the pieces from `first` on that are of a kind and one stretch of the text. */
static size_t stretch(const al_redline *redline, size_t first, al_redline_kind kind,
                      al_range *range)
{
    *range = (al_range){0, 0};
    size_t i = first;
    for (; i < redline->n; i++) {
        const al_redline_piece *piece = &redline->pieces[i];
        al_range own = kind == AL_REDLINE_DELETED ? piece->original : piece->telling;
        if (piece->kind != kind || piece->moved != redline->pieces[first].moved ||
            (i > first && own.start != range->end))
            break;
        range->start = i == first ? own.start : range->start;
        range->end = own.end;
    }
    return i;
}

static al_tei_entry entry_of(writing *writing, uint32_t moved, bool here)
{
    al_tei_entry entry = {.moved = moved, .here = here};
    if (moved > 0) {
        entry.first = !writing->seen[here][moved];
        writing->seen[here][moved] = true;
    }
    return entry;
}

/* What is deleted, with what is put in its place where neither has moved. The next piece. */
static size_t put_changed(writing *writing, size_t first)
{
    const al_redline *redline = writing->redline;
    const al_redline_piece *piece = &redline->pieces[first];
    al_range deleted = {0, 0}, inserted = {0, 0};
    size_t next = first;
    if (piece->kind == AL_REDLINE_DELETED)
        next = stretch(redline, first, AL_REDLINE_DELETED, &deleted);
    bool alone = piece->kind == AL_REDLINE_DELETED &&
                 (piece->moved > 0 || next == redline->n || redline->pieces[next].moved > 0);
    if (!alone)
        next = stretch(redline, next, AL_REDLINE_INSERTED, &inserted);
    al_tei_put_entry(&writing->page,
                     entry_of(writing, piece->moved, piece->kind == AL_REDLINE_INSERTED),
                     run(writing, 0, deleted), run(writing, 1, inserted));
    return next;
}

static void put_body(writing *writing)
{
    const al_redline *redline = writing->redline;
    for (size_t i = 0; i < redline->n && !writing->page.output->failed && !failed(writing);) {
        const al_redline_piece *piece = &redline->pieces[i];
        if (piece->kind != AL_REDLINE_KEPT) {
            i = put_changed(writing, i);
            continue;
        }
        al_tei_put_kept(&writing->page, run(writing, 0, piece->original),
                        run(writing, 1, piece->telling));
        i++;
    }
    al_tei_page_end(&writing->page);
}

almost_status al_write_tei(const almost_comparison *comparison, const almost_write_options *options,
                           al_output *output)
{
    const almost_allocator *allocator = comparison->allocator;
    al_redline redline;
    almost_status status = al_redline_init(&redline, comparison);
    if (status != ALMOST_OK)
        return status;
    size_t n = comparison->n_passages + 1; /* they are numbered from 1 */
    writing writing = {.redline = &redline, .page = {.output = output}};
    bool *seen = al_allocate_zero(allocator, 2 * n, sizeof *seen);
    for (int side = 0; side < 2; side++) {
        writing.seen[side] = seen != NULL ? seen + side * n : NULL;
        al_buffer_init(&writing.scratch[side], allocator);
    }
    if (seen != NULL) {
        put_header(comparison, (options->show & ALMOST_SHOW_BARE) != 0, output);
        put_body(&writing);
        al_output_text(output, "\n</body>\n</text>\n</TEI>\n");
    }
    bool memory = seen == NULL || failed(&writing);
    al_buffer_release(&writing.scratch[0]);
    al_buffer_release(&writing.scratch[1]);
    al_release(allocator, seen);
    al_redline_release(&redline);
    return memory ? ALMOST_ERROR_MEMORY : ALMOST_OK;
}
