/* SPDX-License-Identifier: Apache-2.0 */
/* Words of the telling as an OpenDocument text has them, between marks, in paragraphs and cells. */
#include "redline/odt_work.h"

static void put_blanks(const al_odt_work *work, al_buffer *out, uint32_t number, bool edge)
{
    if (!edge) {
        al_buffer_append_text(out, " ");
        number--;
    }
    if (number == 1)
        al_odt_put(work, out, "<@s/>");
    else if (number > 1)
        al_buffer_append_format(out, "<%ss %sc=\"%u\"/>", work->text, work->text, number);
}

void al_odt_put_words(al_odt_work *work, al_buffer *out, al_range atoms)
{
    const al_atoms *of = &work->kept->telling;
    for (uint32_t i = atoms.start; i < atoms.end; i++) {
        const al_atom *atom = &of->items[i];
        uint32_t length = atom->bytes.end - atom->bytes.start;
        bool edge = i == atoms.start || i + 1 == atoms.end;
        if (!al_atom_is_gap(atom))
            al_marking_escape(work->marking, out, of->text->bytes + atom->bytes.start, length);
        else if (atom->kind == AL_ATOM_TAB)
            al_odt_put(work, out, "<@tab/>");
        else if (atom->kind == AL_ATOM_LINE && of->structured)
            al_odt_put(work, out, "<@line-break/>");
        else
            put_blanks(work, out, of->structured ? length : 1, edge);
    }
}

void al_odt_put_marked(al_odt_work *work, al_buffer *out, al_range atoms, const al_buffer *more)
{
    uint32_t region = al_odt_put_insertion(work);
    al_odt_put_mark(work, out, "change-start", region);
    al_odt_put_words(work, out, atoms);
    if (more != NULL && more->length > 0)
        al_buffer_append(out, more->bytes, more->length);
    al_odt_put_mark(work, out, "change-end", region);
}

void al_odt_put_unit(al_odt_work *work, al_buffer *out, uint32_t like, al_range atoms,
                     const al_buffer *more)
{
    al_odt_put_paragraph(work, out, like);
    if (atoms.start < atoms.end)
        al_odt_put_marked(work, out, atoms, more);
    al_odt_put_paragraph_end(work, out, like);
}
