/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A package of the Open Packaging Conventions (ECMA-376, part 2), such as a docx: parts that are
 * found by relations of a part to others, in [Content_Types].xml by their type, and never by their
 * names alone.
 */
#ifndef AL_PACKAGE_H
#define AL_PACKAGE_H

#include "read/archive.h"
#include "read/xml.h"

typedef struct al_package {
    const al_read_source *source;
    const al_read_options *options;
    const al_parts *parts; /* borrowed */
} al_package;

/* Whatever of a package holds text or says where it stands: what is XML. For al_packed. */
bool al_package_wanted(const void *unused, const char *name);

/* A part by its name, in any letters, with or without the slash of its root; or NULL. */
const al_part *al_package_part(const al_package *package, const char *name);

enum { AL_PACKAGE_NAME = 512 /* bytes; longer names of parts are none */ };

/* The part that a relative target names from the part `base` on. False: it leads nowhere. */
bool al_package_resolve(const char *base, const char *target, char out[static AL_PACKAGE_NAME]);

/*
 * The part that `of`, or the package where that is NULL, relates to first by a type that ends with
 * "/" and `type`; *out is NULL when there is none. Errors: those of al_xml_parse().
 */
AL_MUST_CHECK almost_status al_package_related(const al_package *package, const al_part *of,
                                               const char *type, const al_part **out,
                                               almost_error *error);

/*
 * Tell of all parts whose type is listed by name, in the order of the list; a false answer ends it.
 */
AL_MUST_CHECK almost_status al_package_types(const al_package *package,
                                             bool (*tell)(void *of, const char *name,
                                                          const char *type),
                                             void *of, almost_error *error);

/* What a format makes of a package, and what of it is no text; what cannot be read is then not. */
typedef struct al_package_reader {
    almost_status (*read)(const al_package *package, al_builder *builder, almost_error *error);
    almost_status (*left_out)(const al_package *package,
                              bool (*tell)(void *of, const char *part, const char *what), void *of,
                              almost_error *error);
} al_package_reader;

/* Unpack a source and read it. Errors: those of al_archive_unpack() and of the reader. */
AL_MUST_CHECK almost_status al_package_read(const al_package_reader *reader,
                                            const al_read_source *source,
                                            const al_read_options *options, al_builder *builder,
                                            almost_error *error);

/* Read a part as XML. `name` is of the file. */
AL_MUST_CHECK almost_status al_package_parse(const al_package *package, const al_part *part,
                                             const al_xml_listener *listener, almost_error *error);

#endif
