/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the value of an option may be: one reader a kind. A reader stores into
 * the field that the option's row names and answers whether the value is one.
 */
#ifndef VALUES_H
#define VALUES_H

#include "options.h"

bool value_flag(const option *option, const char *value, void *field);   /* int */
bool value_bits(const option *option, const char *value, void *field);   /* uint32_t, bits */
bool value_form(const option *option, const char *value, void *field);   /* uint32_t, bits */
bool value_text(const option *option, const char *value, void *field);   /* const char * */
bool value_date(const option *option, const char *value, void *field);   /* long long */
bool value_choice(const option *option, const char *value, void *field); /* int, index */
bool value_choice_text(const option *option, const char *value,
                       void *field); /* const char *, one of the choices */
bool value_names(const option *option, const char *value, void *field);  /* uint32_t, bits */
bool value_number(const option *option, const char *value, void *field); /* uint32_t */
bool value_decimal(const option *option, const char *value, void *field);
bool value_small(const option *option, const char *value, void *field); /* double: 0.01, 1e-6 */
bool value_share(const option *option, const char *value, void *field); /* double, 0 to 1 */
bool value_size(const option *option, const char *value, void *field);  /* uint64_t */
bool value_text_size(const option *option, const char *value,
                     void *field);                                    /* no longer than a text */
bool value_ids(const option *option, const char *value, void *field); /* id_list */
bool value_foreign(const option *option, const char *value, void *field); /* const option * */
bool value_paths(const option *option, const char *value, void *field);   /* path_list, one more */

/* Choices of several tables: offsets count in these; how moves are marked; when there are colours,
 * or a pager. */
const char *units_choices(int index, uint32_t *number);
const char *moves_choices(int index, uint32_t *number);
const char *when_choices(int index, uint32_t *number);

#endif
