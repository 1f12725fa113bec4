/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text that was decoded wrongly before it came here: UTF-8 that was read as Windows-1252, Latin-1
 * or Mac Roman, once or more often (`â€™` for `’`), and entities of HTML that were escaped
 * (`&amp;eacute;`).
 *
 * A place is a stretch that as bytes of that encoding is UTF-8 of a letter or a sign that texts
 * have. Some such stretch is now and then meant as it stands; so a text is taken for damaged where
 * it has more of them than other signs beyond ASCII, and else by the line, where they are many all
 * the same.
 */
#ifndef AL_REPAIR_H
#define AL_REPAIR_H

#include "text/build.h"

/* Append a document to a builder, mended, each piece with the bytes it comes from. O(length). */
void al_repair_append(al_builder *builder, const al_document *document);

/*
 * Mend what was read into a builder, where that was not done already: the text of a web page, say,
 * whose places go along. O(length).
 */
void al_repair_built(al_builder *builder);

#endif
