/* SPDX-License-Identifier: Apache-2.0 */
/* A plain OpenDocument text: paragraphs, headings, tabs and line breaks. */
#include "redline/members.h"
#include "redline/redline.h"

#include "base/error.h"
#include "text/encode.h"
#include "text/layers.h"

#include <stdlib.h>

#define ODF(name) "urn:oasis:names:tc:opendocument:xmlns:" name ":1.0"

static const char
    type[] = "application/vnd.oasis.opendocument.text",
    manifest[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<manifest:manifest xmlns:manifest=\"" ODF(
            "manifest") "\" "
                        "manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" "
                        "manifest:version=\"1.2\" "
                        "manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>"
                        "<manifest:file-entry manifest:full-path=\"content.xml\" "
                        "manifest:media-type=\"text/xml\"/></manifest:manifest>",
    front[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<office:document-content xmlns:office=\"" ODF(
                  "office") "\" "
                            "xmlns:text=\"" ODF("text") "\" xmlns:table=\"" ODF(
                                "table") "\" "
                                         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                                         "office:version=\"1.2\"><office:body><office:text>",
    end[] = "</office:text></office:body></office:document-content>";

/* The level of a heading that begins with an atom, or 0. */
static int level_at(const al_atoms *atoms, size_t first)
{
    al_layer_walk walk =
        al_layers_walk(atoms->text->layers, AL_LAYER_HEADING, atoms->items[first].bytes);
    const al_layer_span *span = al_layer_next(&walk);
    if (span == NULL)
        return 0;
    al_value value = al_layers_value(atoms->text->layers, span);
    int level = value.bytes != NULL && value.number == 1 ? value.bytes[0] - '0' : 1;
    return level >= 1 && level <= 9 ? level : 1;
}

static int begin_paragraph(al_buffer *out, const al_atoms *atoms, size_t first)
{
    int level = level_at(atoms, first);
    if (level > 0)
        al_buffer_append_format(out, "<text:h text:outline-level=\"%d\">", level);
    else
        al_buffer_append_text(out, "<text:p>");
    return level;
}

static void end_paragraph(al_buffer *out, int level)
{
    al_buffer_append_text(out, level > 0 ? "</text:h>" : "</text:p>");
}

static void put_text(al_buffer *out, const al_atoms *atoms, al_marking *marking)
{
    bool plain = al_text_is_plain(atoms->text);
    int level = atoms->n > 0 ? begin_paragraph(out, atoms, 0) : 0;
    for (size_t i = 0; i < atoms->n; i++) {
        const al_atom *atom = &atoms->items[i];
        if (atom->kind == AL_ATOM_LETTERS) {
            al_marking_escape(marking, out, atoms->text->bytes + atom->bytes.start,
                              atom->bytes.end - atom->bytes.start);
        } else if (atom->kind == AL_ATOM_BLOCK) {
            end_paragraph(out, level);
            level = begin_paragraph(out, atoms, i + 1);
        } else if (atom->kind == AL_ATOM_TAB) {
            al_buffer_append_text(out, "<text:tab/>");
        } else {
            al_buffer_append_text(out, atom->kind == AL_ATOM_LINE && !plain ? "<text:line-break/>"
                                                                            : " ");
        }
    }
    if (atoms->n > 0)
        end_paragraph(out, level);
}

almost_status al_redline_new_odt(const almost_text *text, const almost_allocator *allocator,
                                 al_buffer *out, almost_error *error)
{
    al_atoms atoms;
    al_marking marking = {0};
    al_buffer content;
    if (!al_atoms_make(&atoms, allocator, text, NULL, 0))
        return al_fail_memory(error);
    al_buffer_init(&content, allocator);
    al_buffer_append(&content, front, sizeof front - 1);
    put_text(&content, &atoms, &marking);
    al_buffer_append(&content, end, sizeof end - 1);
    al_atoms_release(&atoms);
    almost_status status = content.failed ? al_fail_memory(error) : ALMOST_OK;
    if (status == ALMOST_OK && marking.unfit)
        status = al_redline_fail_unfit(text, error);
    const al_member members[] = {
        {"mimetype", type, sizeof type - 1, true},
        {"content.xml", content.bytes, content.length, false},
        {"META-INF/manifest.xml", manifest, sizeof manifest - 1, false},
    };
    if (status == ALMOST_OK)
        status = al_members_write(&(al_read_source){.name = text->name}, members,
                                  sizeof members / sizeof *members, out, error);
    al_buffer_release(&content);
    return status;
}
