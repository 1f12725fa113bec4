/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost: compare tellings of the same thing
 *
 * Given what happened (the original) and what was told (the telling), the
 * library says what is the same, different, added, missing and moved, where
 * the two part for good, and gives the verdict: yes, almost, partly or no.
 *
 *     almost_text *original, *telling;
 *     almost_comparison *comparison;
 *     if (almost_text_open("happened.txt", NULL, &original, NULL) == ALMOST_OK &&
 *         almost_text_open("told.txt", NULL, &telling, NULL) == ALMOST_OK &&
 *         almost_compare(original, telling, NULL, &comparison, NULL) == ALMOST_OK)
 *         puts(almost_comparison_sentence(comparison));
 *
 * Conventions, for everything below:
 *
 * - Functions that can fail return an almost_status: ALMOST_OK (0) or a
 *   negative value. The last parameter is an almost_error that is filled on
 *   failure; it may be NULL. Outputs are untouched on failure.
 * - An object returned through an `out` parameter belongs to the caller, who
 *   releases it with the function named _free, which accepts NULL. A pointer
 *   returned by a function is borrowed: valid until the object that it was
 *   asked of is freed.
 * - Spans are half-open, in bytes of the decoded text (UTF-8), unless said
 *   otherwise. almost_text_place() turns a byte into a code point, a line and
 *   a column, or a byte of the source.
 * - Structures only grow, at their end, so that programs and libraries of two
 *   versions understand each other. Options begin with their size and are
 *   filled with defaults by their _init function; NULL means all defaults. An
 *   option that the library does not know is refused (ERROR_ARGUMENT), not
 *   passed over. Results are the library's, lent by pointer; where one is
 *   filled for the caller, a function named _sized is told how large it is,
 *   and an inline one beside it passes that. Bindings call _sized.
 * - The library never prints or exits, and keeps no state but a key for its
 *   hash tables, on which no answer depends. Texts and
 *   comparisons are immutable once made: any number of threads may read one
 *   object at the same time. An object is freed by one thread, last.
 */
#ifndef ALMOST_H
#define ALMOST_H

#include <almost/base.h>
#include <almost/text.h>
#include <almost/compare.h>
#include <almost/comparison.h>
#include <almost/gate.h>
#include <almost/write.h>
#include <almost/redline.h>
#include <almost/batch.h>
#include <almost/apply.h>
#include <almost/quotations.h>
#include <almost/check.h>
#include <almost/collation.h>
#include <almost/view.h>
#include <almost/library.h>
#include <almost/trace.h>
#include <almost/watch.h>
#include <almost/reuse.h>
#include <almost/reuse_stages.h>
#include <almost/merge.h>
#include <almost/retime.h>

#endif
