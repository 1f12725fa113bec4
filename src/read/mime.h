/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mails as they are sent (RFC 5322, 2045 to 2047): headers, what a part says of itself, and how its
 * bytes were made fit for the way. Only what is needed to read a mail's text: the libraries that do
 * more bring GLib or C++ with them.
 */
#ifndef AL_MIME_H
#define AL_MIME_H

#include "base/buffer.h"
#include "base/must_check.h"
#include "text/document.h"

/* Some bytes of the source. */
typedef struct al_stretch {
    const char *bytes;
    size_t length;
} al_stretch;

/* A mail, or a part of one. Headers that are not there are empty. */
typedef struct al_mime_entity {
    al_stretch type, encoding, disposition; /* Content-... */
    al_stretch from, date, subject;
    al_stretch body;
} al_mime_entity;

/* The next line, with its end, from *at on; false at the end. */
bool al_mime_line(al_stretch text, size_t *at, al_stretch *line);

/* Whether a line is a header: a name without blanks, and a colon. */
bool al_mime_is_header(al_stretch line);

/* What stands before the first empty line are headers, if it begins with one. */
al_mime_entity al_mime_read(al_stretch text);

/* Whether a header's value, up to its parameters, begins with these letters. */
bool al_mime_is(al_stretch value, const char *name);

/* The value of a parameter, without quotation marks; empty: there is none. */
al_stretch al_mime_parameter(al_stretch value, const char *name);

/* Whether a line parts the parts of a multipart: 1, the last of them ends: 2, neither: 0. */
int al_mime_boundary(al_stretch line, al_stretch boundary);

/* Append the bytes of a body that was encoded so; as they are where it was not. */
void al_mime_decode(al_stretch body, al_stretch encoding, al_buffer *out);

/* Append a header's value in UTF-8, in one line, its encoded words decoded. Memory: out->failed. */
void al_mime_words(al_stretch value, const char *name, al_buffer *out);

/* The bytes as UTF-8 in *out, to be released, in the charset that is declared, if it is known. */
AL_MUST_CHECK almost_status al_mime_text(const al_buffer *bytes, al_stretch charset,
                                         const char *name, uint64_t limit, al_document *out,
                                         almost_error *error);

#endif
