/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Word documents (docx, docm, dotx, dotm; ECMA-376, transitional and strict). All parts are
 * unpacked and kept with the text, so that whoever writes the document anew finds each byte.
 */
#include "read/docx.h"

#include "base/error.h"
#include "read/docx_text.h"
#include "read/zip.h"
#include "text/signs.h"

#include <string.h>

/* A package that is none of the others that are made like it. */
static al_confidence probe(const al_read_source *source)
{
    if (!al_zip_is(source) || !al_zip_holds(source, "[Content_Types].xml", true))
        return AL_CONFIDENCE_NONE;
    static const char *const others[] = {"xl/", "ppt/", "visio/", "FixedDocSeq"};
    if (!al_zip_holds(source, "word/", false))
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            if (al_zip_holds(source, others[i], false))
                return AL_CONFIDENCE_NONE;
    return AL_CONFIDENCE_SURE;
}

/* The name of the part whose type is that of a document. */
typedef struct main_type {
    const al_package *package;
    const al_part *part;
} main_type;

static bool is_main(void *of, const char *name, const char *type)
{
    main_type *search = of;
    bool is = strstr(type, "wordprocessingml.document.main+xml") != NULL ||
              strstr(type, "wordprocessingml.template.main+xml") != NULL ||
              strstr(type, "ms-word.document.macroEnabled.main+xml") != NULL ||
              strstr(type, "ms-word.template.macroEnabledTemplate.main+xml") != NULL;
    if (is)
        search->part = al_package_part(search->package, name);
    return !is;
}

/* The document's part: by the package's relations, else by types, else by the usual name. */
almost_status al_docx_body(const al_package *package, const al_part **out, almost_error *error)
{
    almost_status status = al_package_related(package, NULL, "officeDocument", out, error);
    if (status != ALMOST_OK || *out != NULL)
        return status;
    main_type search = {package, NULL};
    status = al_package_types(package, is_main, &search, error);
    *out = search.part != NULL ? search.part : al_package_part(package, "word/document.xml");
    if (status == ALMOST_OK && *out == NULL)
        return al_fail(error, ALMOST_ERROR_FORMAT, package->source->name,
                       "holds no part that is a Word document (as word/document.xml is): the file "
                       "is broken, or is something else");
    return status;
}

static almost_status read_notes(al_docx_walk *walk, const al_package *package, const al_part *body,
                                almost_error *error)
{
    static const char *const types[] = {"footnotes", "endnotes"};
    for (size_t i = 0; i < 2; i++) {
        const al_part *notes;
        almost_status status = al_package_related(package, body, types[i], &notes, error);
        if (status == ALMOST_OK)
            status = al_docx_read_notes(walk, package, notes, i == 1, error);
        if (status != ALMOST_OK)
            return status;
    }
    return ALMOST_OK;
}

/* The document, whose styles are known. */
static almost_status read_text(const al_package *package, const al_part *body,
                               const al_docx_styles *styles, al_docx_numbers *numbers,
                               al_builder *builder, almost_error *error)
{
    al_telling telling;
    al_docx_walk walk;
    bool made = al_telling_init(&telling, builder);
    made = al_docx_walk_init(&walk, &telling, styles, numbers, package->options->revisions) && made;
    walk.first_change = package->options->first_change;
    almost_status status = made ? ALMOST_OK : al_fail_memory(error);
    if (status == ALMOST_OK)
        status = read_notes(&walk, package, body, error);
    if (status == ALMOST_OK)
        status = al_docx_read_body(&walk, package, body, error);
    al_docx_walk_release(&walk);
    almost_status finished = al_telling_finish(&telling, status == ALMOST_OK ? error : NULL);
    return status != ALMOST_OK ? status : finished;
}

static almost_status read_package(const al_package *package, al_builder *builder,
                                  almost_error *error)
{
    const al_part *body, *part;
    al_docx_styles styles = {.allocator = builder->text->allocator};
    al_docx_numbers numbers = {.allocator = builder->text->allocator};
    almost_status status = al_docx_body(package, &body, error);
    if (status == ALMOST_OK)
        status = al_package_related(package, body, "styles", &part, error);
    if (status == ALMOST_OK)
        status = al_docx_styles_read(&styles, package, part, error);
    if (status == ALMOST_OK)
        status = al_package_related(package, body, "numbering", &part, error);
    if (status == ALMOST_OK)
        status = al_docx_numbers_read(&numbers, package, part, error);
    if (status == ALMOST_OK)
        status = read_text(package, body, &styles, &numbers, builder, error);
    al_docx_numbers_release(&numbers);
    al_docx_styles_release(&styles);
    return status;
}

/* --- What is left out --------------------------------------------------- */

/* Whether a part has text that is no white space. */
typedef struct contents {
    uint32_t in_text;
    bool found;
} contents;

static bool on_start(void *of, const al_xml_element *element)
{
    contents *contents = of;
    contents->in_text += strcmp(element->name, "t") == 0;
    return true;
}

static bool on_end(void *of, const al_xml_element *element)
{
    contents *contents = of;
    contents->in_text -= strcmp(element->name, "t") == 0;
    return true;
}

static bool on_text(void *of, const char *bytes, uint32_t length, al_range source)
{
    (void)source;
    contents *contents = of;
    for (uint32_t i = 0; i < length && contents->in_text > 0; i++)
        contents->found |= !al_is_space_byte(bytes[i]);
    return !contents->found;
}

static const struct {
    const char *type; /* how the type of a part ends */
    const char *what;
} stories[] = {
    {".header+xml", "headers"},           {".footer+xml", "footers"},
    {".comments+xml", "comments"},        {".diagramData+xml", "diagrams"},
    {".document.glossary+xml", "blocks"}, {".chart+xml", "charts"},
};

typedef struct left_out {
    const al_package *package;
    bool (*tell)(void *of, const char *part, const char *what);
    void *of;
    almost_status status;
    almost_error *error;
} left_out;

static bool on_part(void *of, const char *name, const char *type)
{
    left_out *left_out = of;
    const al_part *part = al_package_part(left_out->package, name);
    for (size_t i = 0; part != NULL && i < sizeof stories / sizeof *stories; i++) {
        if (strstr(type, stories[i].type) == NULL)
            continue;
        contents contents = {0};
        al_xml_listener listener = {&contents, on_start, on_end, on_text, NULL};
        left_out->status = al_package_parse(left_out->package, part, &listener, left_out->error);
        if (left_out->status != ALMOST_OK)
            return false;
        return !contents.found ||
               left_out->tell(left_out->of, al_part_name(left_out->package->parts, part),
                              stories[i].what);
    }
    return true;
}

almost_status al_docx_left_out(const al_package *package,
                               bool (*tell)(void *of, const char *part, const char *what), void *of,
                               almost_error *error)
{
    left_out left_out = {package, tell, of, ALMOST_OK, error};
    almost_status status = al_package_types(package, on_part, &left_out, error);
    return status != ALMOST_OK ? status : left_out.status;
}

static almost_status read_docx(const al_read_source *source, const al_read_options *options,
                               al_builder *builder, almost_error *error)
{
    static const al_package_reader reader = {read_package, al_docx_left_out};
    return al_package_read(&reader, source, options, builder, error);
}

static const char *const extensions[] = {"docx", "docm", "dotx", "dotm", NULL};

const al_reader al_reader_docx = {"docx", extensions, probe, read_docx};
