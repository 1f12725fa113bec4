/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of patches share: texts and comparisons in one line, collected bytes. */
#ifndef APPLYING_H
#define APPLYING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "almost/almost.h"

/* Bytes that a sink took, with a NUL behind. */
typedef struct collected {
    char *bytes;
    size_t length;
} collected;

static inline int collect(void *context, const char *bytes, size_t length)
{
    collected *to = context;
    char *grown = realloc(to->bytes, to->length + length + 1);
    if (grown == NULL)
        return 1;
    to->bytes = grown;
    memcpy(to->bytes + to->length, bytes, length);
    to->length += length;
    to->bytes[to->length] = '\0';
    return 0;
}

static inline almost_text *text_of(const char *bytes, size_t length)
{
    almost_text *text = NULL;
    assert_int_equal(almost_text_from_memory(bytes, length, NULL, &text, NULL), ALMOST_OK);
    return text;
}

static inline collected write_comparison(const almost_comparison *comparison, almost_form form,
                                         almost_units units)
{
    collected written = {0};
    almost_write_options options;
    almost_write_options_init(&options);
    options.form = form;
    options.units = units;
    options.full = 1;
    assert_int_equal(almost_write(comparison, &options, collect, &written, NULL), ALMOST_OK);
    return written;
}

/* The patch between two texts; free(.bytes). */
static inline collected patch_between(const char *original, size_t original_length,
                                      const char *telling, size_t telling_length, almost_form form,
                                      almost_units units)
{
    almost_text *texts[2] = {text_of(original, original_length), text_of(telling, telling_length)};
    almost_comparison *comparison = NULL;
    assert_int_equal(almost_compare(texts[0], texts[1], NULL, &comparison, NULL), ALMOST_OK);
    collected written = write_comparison(comparison, form, units);
    almost_comparison_free(comparison);
    almost_text_free(texts[0]);
    almost_text_free(texts[1]);
    return written;
}

/* Apply with these options (NULL: defaults), but into *outcome. */
static inline almost_status apply_into(const almost_patch *patch, const almost_text *text,
                                       const almost_apply_options *options, collected *outcome,
                                       almost_applied *applied, almost_error *error)
{
    almost_apply_options own;
    almost_apply_options_init(&own);
    if (options != NULL)
        own = *options;
    own.sink = collect;
    own.sink_context = outcome;
    return almost_apply(patch, text, &own, applied, error);
}

static inline almost_patch *read_patch(const collected *written)
{
    almost_patch *patch = NULL;
    almost_error error = {0};
    almost_status status =
        almost_patch_read(written->bytes, written->length, "patch", NULL, &patch, &error);
    if (status != ALMOST_OK)
        fail_msg("line %llu: %s", (unsigned long long)error.line, error.message);
    return patch;
}

#endif
