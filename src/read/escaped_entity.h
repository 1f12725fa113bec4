/* SPDX-License-Identifier: Apache-2.0 */
/* Entities of HTML in text that is none, where they were escaped twice. */
#ifndef AL_ESCAPED_ENTITY_H
#define AL_ESCAPED_ENTITY_H

#include <stdint.h>

/*
 * The bytes of an entity that begins with the & at `bytes` and was escaped twice or more often
 * (`&amp;eacute;`), and what it stands for in *point. 0: it is none. One that was escaped once is
 * a text about HTML, for all that is known.
 */
uint64_t al_escaped_entity(const char *bytes, uint64_t length, uint32_t *point);

#endif
