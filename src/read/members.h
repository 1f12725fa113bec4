/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of several documents: archives, and lines of JSON. */
#ifndef AL_MEMBERS_H
#define AL_MEMBERS_H

#include "text/milestones.h"
#include "text/text.h"

/*
 * Where the documents of a text begin, n of them, if its parts are documents of their own and not
 * messages of one talk. NULL, and n is 0, where the text is one document. Borrowed.
 */
const al_milestone *al_members_of(const almost_text *text, size_t *n);

#endif
