/* SPDX-License-Identifier: Apache-2.0 */
/* Relations of a part `a/b.xml` stand in `a/_rels/b.xml.rels`; their targets are relative to `a`.
 */
#include "read/package.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { NAME = AL_PACKAGE_NAME };

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), wanted = strlen(end);
    return length >= wanted && strcasecmp(text + length - wanted, end) == 0;
}

bool al_package_wanted(const void *unused, const char *name)
{
    (void)unused;
    return ends_with(name, ".xml") || ends_with(name, ".rels");
}

static const char *without_slash(const char *name)
{
    return *name == '/' ? name + 1 : name;
}

const al_part *al_package_part(const al_package *package, const char *name)
{
    const al_parts *parts = package->parts;
    for (size_t i = 0; i < parts->n; i++)
        if (strcasecmp(without_slash(al_part_name(parts, &parts->items[i])), without_slash(name)) ==
            0)
            return &parts->items[i];
    return NULL;
}

almost_status al_package_parse(const al_package *package, const al_part *part,
                               const al_xml_listener *listener, almost_error *error)
{
    al_xml_source source = {
        .name = package->source->name,
        .part = al_part_name(package->parts, part),
        .bytes = al_part_bytes(package->parts, part),
        .length = part->bytes.end - part->bytes.start,
        .offset = part->bytes.start,
    };
    return al_xml_parse(&source, package->options, listener, error);
}

/* The length of the front of a part's name that is its folder, the last slash included. */
static size_t folder_of(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash != NULL ? (size_t)(slash - name) + 1 : 0;
}

/* A target, from the folder of a part on: "." and ".." go their ways. False: it leads nowhere. */
bool al_package_resolve(const char *base, const char *target, char out[static NAME])
{
    size_t length = *target == '/' ? 0 : folder_of(base);
    if (length >= NAME)
        return false;
    memcpy(out, base, length);
    while (*target != '\0') {
        size_t step = strcspn(target, "/");
        if (step == 2 && memcmp(target, "..", 2) == 0) {
            out[length] = '\0';
            if (length > 0)
                out[length - 1] = '\0';
            length = length > 0 ? folder_of(out) : 0;
        } else if (step > 0 && !(step == 1 && *target == '.')) {
            if (length + step + 2 > NAME)
                return false;
            memcpy(out + length, target, step);
            length += step;
            if (target[step] == '/')
                out[length++] = '/';
        }
        target += step + (target[step] == '/');
    }
    out[length] = '\0';
    return length > 0;
}

/* What a relation is searched for. */
typedef struct search {
    const al_package *package;
    const char *base; /* the name of the part that relates, or "" */
    const char *type;
    const al_part *found;
} search;

static bool is_of_type(const char *full, const char *type)
{
    const char *slash = strrchr(full, '/');
    return slash != NULL && strcmp(slash + 1, type) == 0;
}

static bool on_relation(void *of, const al_xml_element *element)
{
    search *search = of;
    char name[NAME];
    if (strcmp(element->name, "Relationship") != 0)
        return true;
    const char *type = al_xml_attribute(element, "", "Type"),
               *target = al_xml_attribute(element, "", "Target"),
               *mode = al_xml_attribute(element, "", "TargetMode");
    if (type == NULL || target == NULL || !is_of_type(type, search->type) ||
        (mode != NULL && strcmp(mode, "External") == 0))
        return true;
    if (al_package_resolve(search->base, target, name))
        search->found = al_package_part(search->package, name);
    return false; /* it is the first that counts */
}

almost_status al_package_related(const al_package *package, const al_part *of, const char *type,
                                 const al_part **out, almost_error *error)
{
    char name[NAME];
    const char *base = of != NULL ? without_slash(al_part_name(package->parts, of)) : "";
    size_t folder = folder_of(base);
    *out = NULL;
    if (snprintf(name, sizeof name, "%.*s_rels/%s.rels", (int)folder, base, base + folder) >=
        (int)sizeof name)
        return ALMOST_OK;
    const al_part *relations = al_package_part(package, name);
    if (relations == NULL)
        return ALMOST_OK;
    search search = {package, base, type, NULL};
    al_xml_listener listener = {.of = &search, .start = on_relation};
    almost_status status = al_package_parse(package, relations, &listener, error);
    *out = search.found;
    return status;
}

/* Who is told of types. */
typedef struct listing {
    bool (*tell)(void *of, const char *name, const char *type);
    void *of;
} listing;

static bool on_type(void *of, const al_xml_element *element)
{
    const listing *listing = of;
    if (strcmp(element->name, "Override") != 0)
        return true;
    const char *name = al_xml_attribute(element, "", "PartName"),
               *type = al_xml_attribute(element, "", "ContentType");
    return name == NULL || type == NULL || listing->tell(listing->of, name, type);
}

almost_status al_package_types(const al_package *package,
                               bool (*tell)(void *of, const char *name, const char *type), void *of,
                               almost_error *error)
{
    const al_part *types = al_package_part(package, "[Content_Types].xml");
    if (types == NULL)
        return ALMOST_OK;
    listing listing = {tell, of};
    al_xml_listener listener = {.of = &listing, .start = on_type};
    return al_package_parse(package, types, &listener, error);
}

static bool on_left_out(void *of, const char *part, const char *what)
{
    (void)part;
    al_builder_leave_out(of, what, 0);
    return true;
}

almost_status al_package_read(const al_package_reader *reader, const al_read_source *source,
                              const al_read_options *options, al_builder *builder,
                              almost_error *error)
{
    static const al_packed packed = {.packings = AL_PACKING_ZIP, .wanted = al_package_wanted};
    al_parts *parts = al_parts_new(builder->text->allocator);
    if (parts == NULL)
        return al_fail_memory(error);
    almost_status status = al_archive_unpack(source, options, &packed, parts, error);
    if (status != ALMOST_OK) {
        al_parts_free(parts);
        return status;
    }
    al_builder_parts(builder, parts);
    al_package package = {source, options, parts};
    status = reader->read(&package, builder, error);
    if (status == ALMOST_OK &&
        reader->left_out(&package, on_left_out, builder, NULL) == ALMOST_ERROR_MEMORY)
        return al_fail_memory(error);
    return status; /* a part that is no text may be broken; the text is there */
}
