/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms as they are packed for a module that is fetched (tools/terms.py, --made): columns, from
 * which terms_made.c makes the tables of terms.h.
 */
#ifndef AL_TERMS_MADE_H
#define AL_TERMS_MADE_H

#include "meaning/terms.h"

extern const uint8_t al_term_lengths[]; /* of words, which stand in al_term_strings in this order */
extern const uint32_t al_terms_count;
extern const uint16_t al_term_first_steps[]; /* from the term before, anew in each language */
extern const uint16_t al_term_rest_places[];
extern const uint16_t al_term_group_numbers[];
extern const uint8_t al_term_sizes[];
extern const uint8_t al_term_class_numbers[];
extern const uint8_t al_term_flag_bits[];

/* Fills the tables that terms.h declares, once. */
void al_terms_make(void);

#endif
