/* SPDX-License-Identifier: Apache-2.0 */
/* A plain Word document: paragraphs, headings, tabs and line breaks, and as few parts as can be. */
#include "redline/members.h"
#include "redline/redline.h"

#include "base/error.h"
#include "text/encode.h"
#include "text/layers.h"

#include <stdlib.h>

static const char types[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>";

#define RELATIONS                                                                                  \
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"                              \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define RELATION(type, target)                                                                     \
    "<Relationship Id=\"rId1\" "                                                                   \
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type             \
    "\" Target=\"" target "\"/></Relationships>"
#define SPACE " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"

static const char relations[] = RELATIONS RELATION("officeDocument", "word/document.xml"),
                  document_relations[] = RELATIONS RELATION("styles", "styles.xml");

enum { LEVELS = 6 }; /* of headings, as HTML has them */

static void put_styles(al_buffer *out)
{
    static const int sizes[LEVELS] = {32, 28, 26, 24, 22, 22}; /* in half points */
    al_buffer_append_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                               "<w:styles" SPACE "<w:style w:type=\"paragraph\" w:default=\"1\" "
                               "w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:pPr><w:spacing "
                               "w:after=\"160\"/></w:pPr></w:style>");
    for (int level = 1; level <= LEVELS; level++)
        al_buffer_append_format(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading%d\"><w:name w:val=\"heading %d\"/>"
            "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:pPr><w:keepNext/>"
            "<w:outlineLvl w:val=\"%d\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"%d\"/></w:rPr>"
            "</w:style>",
            level, level, level - 1, sizes[level - 1]);
    al_buffer_append_text(out, "</w:styles>");
}

/* The level of the heading that begins with some bytes, or 0. */
static int level_at(const almost_text *text, al_range bytes)
{
    al_layer_walk walk = al_layers_walk(text->layers, AL_LAYER_HEADING, bytes);
    const al_layer_span *span = al_layer_next(&walk);
    if (span == NULL)
        return 0;
    char digit[2] = "1";
    al_value value = al_layers_value(text->layers, span);
    if (value.bytes != NULL && value.number == 1)
        digit[0] = value.bytes[0];
    int level = atoi(digit);
    return level < 1 ? 1 : level > LEVELS ? LEVELS : level;
}

static void begin_paragraph(al_buffer *out, const al_atoms *atoms, size_t first)
{
    int level = level_at(atoms->text, atoms->items[first].bytes);
    al_buffer_append_text(out, "<w:p>");
    if (level > 0)
        al_buffer_append_format(out, "<w:pPr><w:pStyle w:val=\"Heading%d\"/></w:pPr>", level);
    al_buffer_append_text(out, "<w:r><w:t xml:space=\"preserve\">");
}

/* Lines of what is no plain text are lines, those of plain text are wrapped. */
static void put_gap(al_buffer *out, const al_atoms *atoms, size_t i, bool plain)
{
    static const char front[] = "</w:t>", end[] = "<w:t xml:space=\"preserve\">";
    const al_atom *atom = &atoms->items[i];
    if (atom->kind == AL_ATOM_BLOCK) {
        al_buffer_append_text(out, "</w:t></w:r></w:p>");
        begin_paragraph(out, atoms, i + 1);
    } else if (atom->kind == AL_ATOM_TAB || (atom->kind == AL_ATOM_LINE && !plain)) {
        al_buffer_append_format(out, "%s<w:%s/>%s", front, atom->kind == AL_ATOM_TAB ? "tab" : "br",
                                end);
    } else {
        al_buffer_append_text(out, " ");
    }
}

static void put_document(al_buffer *out, const al_atoms *atoms, al_marking *marking)
{
    bool plain = al_text_is_plain(atoms->text);
    al_buffer_append_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                               "<w:document" SPACE "<w:body>");
    if (atoms->n > 0)
        begin_paragraph(out, atoms, 0);
    for (size_t i = 0; i < atoms->n; i++) {
        al_range bytes = atoms->items[i].bytes;
        if (al_atom_is_gap(&atoms->items[i]))
            put_gap(out, atoms, i, plain);
        else
            al_marking_escape(marking, out, atoms->text->bytes + bytes.start,
                              bytes.end - bytes.start);
    }
    if (atoms->n > 0)
        al_buffer_append_text(out, "</w:t></w:r></w:p>");
    al_buffer_append_text(out, "<w:sectPr/></w:body></w:document>");
}

almost_status al_redline_new_docx(const almost_text *text, const almost_allocator *allocator,
                                  al_buffer *out, almost_error *error)
{
    al_atoms atoms;
    al_marking marking = {0};
    al_buffer document, styles;
    if (!al_atoms_make(&atoms, allocator, text, NULL, 0))
        return al_fail_memory(error);
    al_buffer_init(&document, allocator);
    al_buffer_init(&styles, allocator);
    put_document(&document, &atoms, &marking);
    put_styles(&styles);
    al_atoms_release(&atoms);
    almost_status status = document.failed || styles.failed ? al_fail_memory(error) : ALMOST_OK;
    if (status == ALMOST_OK && marking.unfit)
        status = al_redline_fail_unfit(text, error);
    const al_member members[] = {
        {"[Content_Types].xml", types, sizeof types - 1, false},
        {"_rels/.rels", relations, sizeof relations - 1, false},
        {"word/document.xml", document.bytes, document.length, false},
        {"word/_rels/document.xml.rels", document_relations, sizeof document_relations - 1, false},
        {"word/styles.xml", styles.bytes, styles.length, false},
    };
    if (status == ALMOST_OK)
        status = al_members_write(&(al_read_source){.name = text->name}, members,
                                  sizeof members / sizeof *members, out, error);
    al_buffer_release(&document);
    al_buffer_release(&styles);
    return status;
}
