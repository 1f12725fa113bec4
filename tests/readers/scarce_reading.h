/* SPDX-License-Identifier: Apache-2.0 */
/* Reading while memory ends, at each place where it can. */
#ifndef SCARCE_READING_H
#define SCARCE_READING_H

#include "scarce.h"

#include "almost/almost.h"

/* Opens a text; what is read, and how, is known to whoever gives it. */
typedef almost_status open_function(const void *of, const almost_environment *environment,
                                    almost_text **text, almost_error *error);

/* Each allocation fails in turn; whatever was made is released. */
static inline void read_scarcely(open_function *open, const void *of)
{
    bool failed = true;
    for (long call = 0; failed; call++) {
        scarce scarce;
        scarce_init(&scarce, call);
        almost_environment environment;
        almost_environment_init(&environment);
        environment.allocator = &scarce.allocator;
        almost_text *text = NULL;
        almost_error error;
        almost_status status = open(of, &environment, &text, &error);
        failed = scarce.failed;
        assert_int_equal(status, failed ? ALMOST_ERROR_MEMORY : ALMOST_OK);
        almost_text_free(text);
        assert_int_equal(scarce.outstanding, 0);
    }
}

#endif
