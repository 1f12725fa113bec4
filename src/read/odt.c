/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenDocument texts (odt, ott, odm; ODF 1.0 to 1.3), packed or as one file (fodt). The parts of a
 * packed one are kept with the text, so that whoever writes the document anew finds each byte.
 */
#include "read/odt.h"

#include "base/error.h"
#include "read/odt_text.h"
#include "read/zip.h"
#include "text/signs.h"

#include <string.h>

/* Whether what is not white space begins with a tag, so that few texts are read as XML in vain. */
static bool begins_with_tag(const al_read_source *source)
{
    uint64_t at = source->length >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < source->length && at < 100 && al_is_space_byte(source->bytes[at]))
        at++;
    return at < source->length && source->bytes[at] == '<';
}

/* One file: the root of OpenDocument, whatever its prefix. */
static bool is_flat(const al_read_source *source)
{
    enum { ROOM = 80 };
    char space[ROOM], name[ROOM];
    return begins_with_tag(source) &&
           al_xml_root(source->bytes, source->length, space, name, sizeof space) &&
           strcmp(space, AL_ODT_OFFICE) == 0 && strcmp(name, "document") == 0;
}

/* By its type, which is the first member, or where that is wrong by what it holds. */
static al_confidence probe(const al_read_source *source)
{
    if (!al_zip_is(source))
        return is_flat(source) ? AL_CONFIDENCE_SURE : AL_CONFIDENCE_NONE;
    if (al_zip_begins_with(source, "opendocument.text"))
        return AL_CONFIDENCE_SURE;
    bool other = al_zip_begins_with(source, "opendocument.") ||
                 !al_zip_holds(source, "content.xml", true) ||
                 !al_zip_holds(source, "META-INF/manifest.xml", true);
    return other ? AL_CONFIDENCE_NONE : AL_CONFIDENCE_SURE;
}

static almost_status read_text(const al_xml_source *content, const al_xml_source *more_styles,
                               const al_read_options *options, al_builder *builder,
                               almost_error *error)
{
    const almost_allocator *allocator = builder->text->allocator;
    al_odt_styles styles = {.allocator = allocator, .lists.allocator = allocator};
    almost_status status = ALMOST_OK;
    if (more_styles != NULL)
        status = al_odt_styles_read(&styles, more_styles, options, error);
    if (status == ALMOST_OK)
        status = al_odt_styles_read(&styles, content, options, error);
    if (status == ALMOST_OK) {
        al_odt_styles_complete(&styles);
        status = al_odt_read_text(content, options, &styles, builder, error);
    }
    al_odt_styles_release(&styles);
    return status;
}

static al_xml_source source_of(const al_package *package, const al_part *part)
{
    return (al_xml_source){
        .name = package->source->name,
        .part = al_part_name(package->parts, part),
        .bytes = al_part_bytes(package->parts, part),
        .length = part->bytes.end - part->bytes.start,
        .offset = part->bytes.start,
    };
}

/* Whether a part can hold something of that name at all, before it is parsed for it. */
static bool mentions(const al_package *package, const al_part *part, const char *name)
{
    const char *at = al_part_bytes(package->parts, part);
    const char *end = at + (part->bytes.end - part->bytes.start);
    size_t length = strlen(name);
    while ((size_t)(end - at) >= length &&
           (at = memchr(at, name[0], (size_t)(end - at) - length + 1)) != NULL) {
        if (memcmp(at, name, length) == 0)
            return true;
        at++;
    }
    return false;
}

/* Whether the manifest says that parts are encrypted, which then are no XML. */
static bool is_encrypted(const al_package *package)
{
    const al_part *manifest = al_package_part(package, "META-INF/manifest.xml");
    return manifest != NULL && mentions(package, manifest, "encryption-data");
}

static almost_status read_package(const al_package *package, al_builder *builder,
                                  almost_error *error)
{
    const char *name = package->source->name;
    const al_part *content = al_package_part(package, "content.xml"),
                  *styles = al_package_part(package, "styles.xml");
    if (is_encrypted(package))
        return al_fail(error, ALMOST_ERROR_FORMAT, name,
                       "is encrypted; save it without a password");
    if (content == NULL)
        return al_fail(error, ALMOST_ERROR_FORMAT, name,
                       "holds no content.xml, which is the text of an OpenDocument file: the file "
                       "is broken, or is something else");
    al_xml_source text = source_of(package, content), more = {0};
    if (styles != NULL)
        more = source_of(package, styles);
    return read_text(&text, styles != NULL ? &more : NULL, package->options, builder, error);
}

/* --- What is left out --------------------------------------------------- */

static const struct {
    const char *space, *name;
    const char *part; /* where it stands */
    const char *what;
} stories[] = {
    {AL_ODT_STYLE, "header", "styles.xml", "headers"},
    {AL_ODT_STYLE, "footer", "styles.xml", "footers"},
    {AL_ODT_OFFICE, "annotation", "content.xml", "comments"},
};

/* Whether a kind of them has text in a part that is no white space. */
typedef struct contents {
    size_t story;
    uint32_t inside; /* elements that are open in one of the kind, itself included */
    uint32_t texts;  /* paragraphs among them */
    bool found;
} contents;

static bool on_start(void *of, const al_xml_element *element)
{
    contents *contents = of;
    if (contents->inside > 0 ||
        al_xml_is(element, stories[contents->story].space, stories[contents->story].name))
        contents->inside++;
    contents->texts += contents->inside > 0 && al_xml_is(element, AL_ODT_TEXT, "p");
    return true;
}

static bool on_end(void *of, const al_xml_element *element)
{
    contents *contents = of;
    contents->texts -= contents->inside > 0 && al_xml_is(element, AL_ODT_TEXT, "p");
    contents->inside -= contents->inside > 0;
    return true;
}

static bool on_text(void *of, const char *bytes, uint32_t length, al_range source)
{
    (void)source;
    contents *contents = of;
    for (uint32_t i = 0; i < length && contents->texts > 0; i++)
        contents->found |= !al_is_space_byte(bytes[i]);
    return !contents->found;
}

almost_status al_odt_left_out(const al_package *package,
                              bool (*tell)(void *of, const char *part, const char *what), void *of,
                              almost_error *error)
{
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        const al_part *part = al_package_part(package, stories[i].part);
        if (part == NULL || !mentions(package, part, stories[i].name))
            continue;
        contents contents = {.story = i};
        al_xml_listener listener = {&contents, on_start, on_end, on_text, NULL};
        almost_status status = al_package_parse(package, part, &listener, error);
        if (status != ALMOST_OK)
            return status;
        if (contents.found && !tell(of, stories[i].part, stories[i].what))
            return ALMOST_OK;
    }
    return ALMOST_OK;
}

static almost_status read_odt(const al_read_source *source, const al_read_options *options,
                              al_builder *builder, almost_error *error)
{
    static const al_package_reader reader = {read_package, al_odt_left_out};
    if (!al_zip_is(source)) {
        al_xml_source flat = {
            .name = source->name, .bytes = source->bytes, .length = (uint32_t)source->length};
        return read_text(&flat, NULL, options, builder, error);
    }
    return al_package_read(&reader, source, options, builder, error);
}

static const char *const extensions[] = {"odt", "ott", "odm", "fodt", NULL};

const al_reader al_reader_odt = {"odt", extensions, probe, read_odt};
