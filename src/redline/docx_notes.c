/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notes that come. Those of a document that has notes go to its part of them; else a part of
 * footnotes is made, and the relations of the document and the list of types tell of it.
 */
#include "redline/docx_put.h"

#include <stdio.h>

static bool is_strict(const al_docx_work *work)
{
    char prefix[sizeof work->prefixes[0]];
    snprintf(prefix, sizeof prefix, "%s", work->prefixes[0]);
    prefix[strcspn(prefix, ":")] = '\0';
    return al_tree_attribute_is(&work->trees[0], 0, prefix,
                                "http://purl.oclc.org/ooxml/wordprocessingml/main");
}

/* The notes' paragraphs. They are there as long as something refers to them. */
static void put_paragraphs(al_docx_work *work, al_buffer *out, uint32_t tree, const al_unit *units,
                           size_t n)
{
    const char *w = work->prefixes[tree];
    al_docx_look look = {tree, AL_NO_NODE, AL_NO_NODE};
    for (size_t i = 0; i < n; i++) {
        al_buffer_append_format(out, "<%sp>", w);
        al_docx_put_words(work, out, &look, units[i].atoms);
        al_buffer_append_format(out, "</%sp>", w);
    }
}

/* Into the part of the notes that there are. */
static void put_into_part(al_docx_work *work, uint32_t tree, uint32_t id, const al_unit *units,
                          size_t n)
{
    const al_tree *of = &work->trees[tree];
    const char *w = work->prefixes[tree], *name = tree == 1 ? "footnote" : "endnote";
    uint32_t start = (uint32_t)work->payload.length, at = of->nodes[0].close.start;
    if (al_tree_is_bare(of, 0)) {
        work->hard = true;
        return;
    }
    al_buffer_append_format(&work->payload, "<%s%s %sid=\"%u\">", w, name, w, id);
    put_paragraphs(work, &work->payload, tree, units, n);
    al_buffer_append_format(&work->payload, "</%s%s>", w, name);
    work->failed |= work->payload.failed;
    al_docx_edit_add(work, (al_docx_edit){.bytes = {at, at},
                                          .kind = AL_EDIT_TEXT,
                                          .tree = tree,
                                          .payload = {start, (uint32_t)work->payload.length}});
}

void al_docx_put_note(al_docx_work *work, al_buffer *reference, const al_unit *units, size_t n)
{
    uint32_t tree = work->trees[1].n == 0 && work->trees[2].n > 0 ? 2 : 1;
    const char *w = work->prefixes[0], *name = tree == 1 ? "footnote" : "endnote";
    uint32_t id = work->next_note[tree - 1]++;
    if (work->trees[tree].n > 0) {
        put_into_part(work, tree, id, units, n);
    } else {
        al_buffer_append_format(&work->new_notes, "<%sfootnote %sid=\"%u\">", w, w, id);
        put_paragraphs(work, &work->new_notes, 0, units, n);
        al_buffer_append_format(&work->new_notes, "</%sfootnote>", w);
    }
    al_docx_put_mark(work, reference, 0, "ins", false);
    al_buffer_append_format(reference,
                            "<%sr><%srPr><%svertAlign %sval=\"superscript\"/></%srPr>"
                            "<%s%sReference %sid=\"%u\"/></%sr></%sins>",
                            w, w, w, w, w, w, name, w, id, w, w);
}

/* --- The parts ---------------------------------------------------------- */

static void put_notes(al_docx_work *work, al_buffer *out)
{
    const char *w = work->prefixes[0];
    static const char *const kinds[] = {"separator", "continuationSeparator"};
    al_buffer_append_format(out,
                            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                            "<%sfootnotes xmlns:%.*s=\"%s\">",
                            w, (int)strcspn(w, ":"), w,
                            is_strict(work)
                                ? "http://purl.oclc.org/ooxml/wordprocessingml/main"
                                : "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
    for (int i = 0; i < 2; i++)
        al_buffer_append_format(
            out, "<%sfootnote %stype=\"%s\" %sid=\"%d\"><%sp><%sr><%s%s/></%sr></%sp></%sfootnote>",
            w, w, kinds[i], w, i - 1, w, w, w, kinds[i], w, w, w);
    al_buffer_append(out, work->new_notes.bytes, work->new_notes.length);
    al_buffer_append_format(out, "</%sfootnotes>", w);
}

/* A part with something before its last end tag, or `empty` with it where there is none. */
static void put_with(al_docx_work *work, al_docx_part *part, const char *empty, const char *more)
{
    const al_part *old = al_package_part(work->package, part->name);
    const char *bytes = old != NULL ? al_part_bytes(work->package->parts, old) : empty;
    size_t length = old != NULL ? old->bytes.end - old->bytes.start : strlen(empty), at = length;
    while (at > 0 && bytes[at - 1] != '<')
        at--;
    if (at == 0 || bytes[at] != '/') {
        work->hard = true;
        return;
    }
    if (old != NULL)
        snprintf(part->name, sizeof part->name, "%s", al_part_name(work->package->parts, old));
    al_buffer_append(&part->bytes, bytes, at - 1);
    al_buffer_append_text(&part->bytes, more);
    al_buffer_append(&part->bytes, bytes + at - 1, length - (at - 1));
}

static void put_relation(al_docx_work *work, al_docx_part *part)
{
    char more[300];
    snprintf(more, sizeof more,
             "<Relationship Id=\"rIdAlmostNotes\" Type=\"%s/footnotes\" "
             "Target=\"footnotes.xml\"/>",
             is_strict(work) ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
                             : "http://schemas.openxmlformats.org/officeDocument/2006/"
                               "relationships");
    put_with(work, part,
             "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
             "relationships\"></Relationships>",
             more);
}

static void put_type(al_docx_work *work, al_docx_part *part, const char *notes)
{
    char more[AL_PACKAGE_NAME + 200];
    snprintf(more, sizeof more,
             "<Override PartName=\"/%s\" ContentType=\"application/vnd.openxmlformats-"
             "officedocument.wordprocessingml.footnotes+xml\"/>",
             notes);
    put_with(work, part, "", more);
}

size_t al_docx_notes_write(al_docx_work *work, al_docx_part parts[static AL_DOCX_NOTE_PARTS])
{
    const char *body = al_part_name(work->package->parts, work->trees[0].part);
    const char *slash = strrchr(body, '/');
    int folder = slash != NULL ? (int)(slash - body) + 1 : 0;
    if (work->new_notes.length == 0)
        return 0;
    for (size_t i = 0; i < AL_DOCX_NOTE_PARTS; i++)
        al_buffer_init(&parts[i].bytes, work->allocator);
    if (folder + strlen(body + folder) + 20 > AL_PACKAGE_NAME)
        work->hard = true;
    snprintf(parts[0].name, AL_PACKAGE_NAME, "%.*sfootnotes.xml", folder, body);
    snprintf(parts[1].name, AL_PACKAGE_NAME, "%.*s_rels/%s.rels", folder, body, body + folder);
    snprintf(parts[2].name, AL_PACKAGE_NAME, "[Content_Types].xml");
    if (al_package_part(work->package, parts[0].name) != NULL)
        work->hard = true; /* one that is not of this document */
    put_notes(work, &parts[0].bytes);
    put_relation(work, &parts[1]);
    put_type(work, &parts[2], parts[0].name);
    for (size_t i = 0; i < AL_DOCX_NOTE_PARTS; i++)
        work->failed |= parts[i].bytes.failed;
    return AL_DOCX_NOTE_PARTS;
}
