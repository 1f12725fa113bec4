/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of quotations share: a text in memory, and what was found in it as one line. */
#ifndef QUOTING_H
#define QUOTING_H

#include "almost/almost.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

/* Append what a quotation says and, where it is known, who says it: `Anna: no`. */
static void quoting_put(char *out, size_t room, const almost_text *text,
                        const almost_quotation *quotation, bool speakers)
{
    size_t used = strlen(out);
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    if (used > 0)
        used += (size_t)snprintf(out + used, room - used, " | ");
    if (quotation->kind != ALMOST_QUOTATION_SPEECH)
        used += (size_t)snprintf(out + used, room - used, "(%s) ",
                                 almost_quotation_kind_name(quotation->kind));
    if (speakers && quotation->speaker != NULL)
        used += (size_t)snprintf(out + used, room - used, "%s: ", quotation->speaker);
    snprintf(out + used, room - used, "%.*s", (int)(quotation->span.end - quotation->span.start),
             bytes + quotation->span.start);
}

static almost_quotations *quoting_find(const char *bytes, almost_text **text)
{
    almost_quotations *found;
    almost_text_options options;
    almost_text_options_init(&options);
    options.encoding = "UTF-8";
    options.format = "text";
    assert_int_equal(almost_text_from_memory(bytes, strlen(bytes), &options, text, NULL),
                     ALMOST_OK);
    assert_int_equal(almost_quotations_find(*text, NULL, &found, NULL), ALMOST_OK);
    return found;
}

static void quoting_expect(const char *bytes, const char *expected, bool speakers)
{
    char out[8192] = "";
    almost_text *text;
    almost_quotations *found = quoting_find(bytes, &text);
    for (size_t i = 0; i < almost_quotations_count(found); i++)
        quoting_put(out, sizeof out, text, almost_quotations_at(found, i), speakers);
    assert_string_equal(out, expected);
    almost_quotations_free(found);
    almost_text_free(text);
}

#endif
