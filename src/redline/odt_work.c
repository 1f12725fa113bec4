/* SPDX-License-Identifier: Apache-2.0 */
/* Names are prefixed as the root declares it; regions are numbered behind those that there are. */
#include "redline/odt_work.h"

#include "base/error.h"
#include "read/odt_styles.h"
#include "redline/sources.h"

#include <stdio.h>
#include <string.h>

#define TABLE "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
#define DC "http://purl.org/dc/elements/1.1/"

static const struct {
    const char *space, *name;
    uint8_t value;
} names[] = {
    {AL_ODT_TEXT, "p", AL_T_P},
    {AL_ODT_TEXT, "span", AL_T_SPAN},
    {AL_ODT_TEXT, "s", AL_T_S},
    {AL_ODT_TEXT, "h", AL_T_H},
    {AL_ODT_TEXT, "a", AL_T_A},
    {AL_ODT_TEXT, "tab", AL_T_TAB},
    {AL_ODT_TEXT, "line-break", AL_T_LINE_BREAK},
    {AL_ODT_TEXT, "list-item", AL_T_LIST_ITEM},
    {AL_ODT_TEXT, "meta", AL_T_META},
    {AL_ODT_TEXT, "note", AL_T_NOTE},
    {AL_ODT_TEXT, "ruby", AL_T_RUBY},
    {AL_ODT_TEXT, "ruby-base", AL_T_RUBY_BASE},
    {AL_ODT_TEXT, "tracked-changes", AL_T_CHANGES},
    {AL_ODT_TEXT, "changed-region", AL_T_REGION},
    {TABLE, "table", AL_T_TABLE},
    {TABLE, "table-row", AL_T_ROW},
    {TABLE, "table-cell", AL_T_CELL},
    {TABLE, "table-column", AL_T_COLUMN},
    {TABLE, "covered-table-cell", AL_T_COVERED},
    {AL_ODT_OFFICE, "text", AL_T_BODY},
    {AL_ODT_OFFICE, "automatic-styles", AL_T_STYLES},
    {AL_ODT_STYLE, "style", AL_T_STYLE},
    {AL_ODT_STYLE, "table-row-properties", AL_T_ROW_PROPERTIES},
    {AL_ODT_OFFICE, "forms", AL_T_FORMS},
};

uint8_t al_odt_name_of(const al_xml_element *element)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (al_xml_is(element, names[i].space, names[i].name))
            return names[i].value;
    return AL_T_OTHER;
}

/* --- Making ------------------------------------------------------------- */

/* The prefix that the root declares for a space, with a colon; false where there is none. */
static bool find_prefix(const al_tree *tree, const char *uri, char *prefix, size_t room)
{
    al_range tag = tree->nodes[0].open;
    size_t length = strlen(uri);
    for (uint32_t at = tag.start; at + length + 1 < tag.end; at++) {
        if ((tree->bytes[at] != '"' && tree->bytes[at] != '\'') ||
            memcmp(tree->bytes + at + 1, uri, length) != 0 ||
            tree->bytes[at + 1 + length] != tree->bytes[at])
            continue;
        uint32_t end = at;
        while (end > tag.start && tree->bytes[end - 1] != ':' && tree->bytes[end - 1] != ' ')
            end--;
        uint32_t name = at;
        while (name > end && tree->bytes[name - 1] != '=')
            name--;
        if (tree->bytes[end - 1] != ':' || name == end || name - end + 1 > room)
            continue;
        memcpy(prefix, tree->bytes + end, name - end - 1);
        memcpy(prefix + (name - end - 1), ":", 2);
        return true;
    }
    return false;
}

static almost_status find_prefixes(al_odt_work *work, almost_error *error)
{
    const al_tree *tree = &work->tree;
    const char *bytes = tree->bytes + tree->part->bytes.start;
    bool utf8 = (unsigned char)bytes[0] < 0xFE;
    if (!find_prefix(tree, TABLE, work->table, sizeof work->table))
        memcpy(work->table, "table:", 7); /* there are no tables, and none can come */
    find_prefix(tree, AL_ODT_OFFICE, work->office, sizeof work->office);
    find_prefix(tree, DC, work->dc, sizeof work->dc);
    if (utf8 && find_prefix(tree, AL_ODT_TEXT, work->text, sizeof work->text) &&
        work->office[0] != '\0')
        return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_FORMAT, work->package->source->name,
                   "content.xml is in another encoding than UTF-8, or does not declare its "
                   "prefixes at its root: save it anew");
}

static void number_regions(al_odt_work *work)
{
    uint32_t regions = 0;
    for (uint32_t i = 0; i < work->tree.n; i++) {
        regions += work->tree.nodes[i].name == AL_T_REGION;
        work->styled |= work->tree.nodes[i].name == AL_T_STYLES;
    }
    work->marking->first = work->marking->next = regions + 1;
}

almost_status al_odt_work_make(al_odt_work *work, const al_kept *kept, const al_package *package,
                               al_marking *marking, almost_error *error)
{
    *work = (al_odt_work){.allocator = kept->allocator,
                          .kept = kept,
                          .package = package,
                          .marking = marking,
                          .head = AL_NO_NODE,
                          .tail = AL_NO_NODE};
    const al_part *content = al_package_part(package, "content.xml");
    al_buffer_init(&work->payload, work->allocator);
    al_buffer_init(&work->regions, work->allocator);
    al_buffer_init(&work->styles, work->allocator);
    work->sources = al_allocate(work->allocator, kept->original.n + 1, sizeof *work->sources);
    almost_status status =
        work->sources != NULL && content != NULL ? ALMOST_OK : al_fail_memory(error);
    if (status == ALMOST_OK)
        status =
            al_tree_make(&work->tree, work->allocator, package, content, al_odt_name_of, error);
    if (status == ALMOST_OK)
        status = find_prefixes(work, error);
    if (status != ALMOST_OK) {
        al_odt_work_release(work);
        return status;
    }
    number_regions(work);
    al_sources_find(&kept->original, work->sources);
    return ALMOST_OK;
}

void al_odt_work_release(al_odt_work *work)
{
    al_tree_release(&work->tree);
    al_release(work->allocator, work->sources);
    al_release(work->allocator, work->edits);
    al_buffer_release(&work->payload);
    al_buffer_release(&work->regions);
    al_buffer_release(&work->styles);
    al_release(work->allocator, work->row_styles);
}

/* --- Asking ------------------------------------------------------------- */

static bool is_paragraph(uint8_t name)
{
    return name == AL_T_P || name == AL_T_H;
}

uint32_t al_odt_paragraph(const al_odt_work *work, uint32_t node)
{
    while (node != AL_NO_NODE && !is_paragraph(work->tree.nodes[node].name))
        node = work->tree.nodes[node].parent;
    return node;
}

uint32_t al_odt_paragraph_of(const al_odt_work *work, uint32_t atom)
{
    return al_odt_paragraph(work, al_tree_at(&work->tree, work->sources[atom].start));
}

uint32_t al_odt_whole(const al_odt_work *work, uint32_t node)
{
    uint32_t whole = AL_NO_NODE;
    for (; node != AL_NO_NODE && !is_paragraph(work->tree.nodes[node].name);
         node = work->tree.nodes[node].parent) {
        uint8_t name = work->tree.nodes[node].name;
        if (name != AL_T_SPAN && name != AL_T_A && name != AL_T_META)
            whole = node;
    }
    return whole;
}

/* --- Writing ------------------------------------------------------------ */

void al_odt_edit_add(al_odt_work *work, al_odt_edit edit)
{
    edit.order = (uint32_t)work->n_edits;
    work->failed |= work->payload.failed || work->regions.failed;
    if (work->failed || !al_grow(work->allocator, (void **)&work->edits, &work->edits_room,
                                 work->n_edits + 1, sizeof *work->edits)) {
        work->failed = true;
        return;
    }
    work->edits[work->n_edits++] = edit;
}

void al_odt_replace(al_odt_work *work, al_range bytes, size_t start)
{
    al_odt_edit_add(work,
                    (al_odt_edit){.bytes = bytes,
                                  .payload = {(uint32_t)start, (uint32_t)work->payload.length},
                                  .node = AL_NO_NODE,
                                  .other = AL_NO_NODE});
}

void al_odt_put_bytes(const al_odt_work *work, al_buffer *out, al_range bytes)
{
    al_buffer_append(out, work->tree.bytes + bytes.start, bytes.end - bytes.start);
}

void al_odt_put_open_tags(const al_odt_work *work, al_buffer *out, uint32_t node, uint32_t top,
                          bool links)
{
    const al_node *nodes = work->tree.nodes;
    for (uint32_t at = top, below = node; at != node; at = below) {
        for (below = node; nodes[below].parent != at;)
            below = nodes[below].parent;
        if (links || nodes[below].name != AL_T_A)
            al_odt_put_bytes(work, out, nodes[below].open);
    }
}

void al_odt_put(const al_odt_work *work, al_buffer *out, const char *format)
{
    for (const char *at = format; *at != '\0'; at++) {
        if (*at == '@')
            al_buffer_append_text(out, work->text);
        else if (*at == '~')
            al_buffer_append_text(out, work->table);
        else
            al_buffer_append(out, at, 1);
    }
}

/* Who and when; the region is open, and what kind it is of. */
static uint32_t begin_region(al_odt_work *work, const char *kind)
{
    uint32_t number = work->marking->next++;
    const char *t = work->text, *dc = work->dc[0] != '\0' ? work->dc : "dc:",
               *declared = work->dc[0] != '\0' ? "" : " xmlns:dc=\"" DC "\"";
    size_t length = strlen(work->marking->date);
    al_buffer_append_format(
        &work->regions,
        "<%schanged-region xml:id=\"almost%u\" %sid=\"almost%u\"><%s%s>"
        "<%schange-info><%screator%s>%s</%screator><%sdate%s>%.*s</%sdate>"
        "</%schange-info>",
        t, number, t, number, t, kind, work->office, dc, declared, work->marking->author, dc, dc,
        declared, (int)(length > 0 ? length - 1 : 0), work->marking->date, dc, work->office);
    return number;
}

uint32_t al_odt_put_insertion(al_odt_work *work)
{
    uint32_t number = begin_region(work, "insertion");
    al_odt_put(work, &work->regions, "</@insertion></@changed-region>");
    return number;
}

uint32_t al_odt_begin_deletion(al_odt_work *work)
{
    return begin_region(work, "deletion");
}

void al_odt_end_deletion(al_odt_work *work)
{
    al_odt_put(work, &work->regions, "</@deletion></@changed-region>");
}

void al_odt_put_mark(al_odt_work *work, al_buffer *out, const char *name, uint32_t region)
{
    al_buffer_append_format(out, "<%s%s %schange-id=\"almost%u\"/>", work->text, name, work->text,
                            region);
}

/* Of its attributes the style and the level; others, such as ids, are its own. */
void al_odt_put_paragraph(al_odt_work *work, al_buffer *out, uint32_t like)
{
    static const char *const kept[] = {"style-name", "outline-level"};
    bool heading = like != AL_NO_NODE && work->tree.nodes[like].name == AL_T_H;
    al_odt_put(work, out, heading ? "<@h" : "<@p");
    for (size_t i = 0; i < 2 && like != AL_NO_NODE; i++) {
        al_range value = al_tree_attribute(&work->tree, like, kept[i]);
        if (value.start == value.end)
            continue;
        al_buffer_append_format(out, " %s%s=\"", work->text, kept[i]);
        al_odt_put_bytes(work, out, value);
        al_buffer_append_text(out, "\"");
    }
    al_buffer_append_text(out, ">");
}

void al_odt_put_paragraph_end(al_odt_work *work, al_buffer *out, uint32_t like)
{
    bool heading = like != AL_NO_NODE && work->tree.nodes[like].name == AL_T_H;
    al_odt_put(work, out, heading ? "</@h>" : "</@p>");
}
