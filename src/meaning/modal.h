/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading modals: a word or phrase that says must, may, can; what is a noun
 * behind an article (the might of the army) says something only against another
 * modal. Where a negation stands in the phrase (need not) it is an item of its
 * own; where one follows, `may` and `must` say the same: may not, must not.
 */
#ifndef AL_MODAL_H
#define AL_MODAL_H

#include "meaning/value.h"

/* Read the modal that begins at a token where `term` (or NULL) does; false where none does. */
bool al_modal_read(al_item_reader *reader, const al_tokens *tokens, size_t at, const al_term *term,
                   al_value *value);

/* Whether a word stands behind an article or a possessive, as a noun does. */
bool al_modal_is_noun(const al_item_reader *reader, const al_tokens *tokens, size_t at);

#endif
