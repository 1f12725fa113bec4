/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a place is where a quotation comes from. Bits alone are a bad judge: a long quotation
 * gathers rare words by chance. What the place does not explain has to count, at a constant price a
 * word and not by its rarity, for an editor's rare word is as likely as a common one.
 */
#include "quote/trace_tracer.h"

#include <math.h>

/* Bits that each word of a quotation costs which the place does not have. */
static const double unexplained = 10;

/* One quotation in a thousand that is from elsewhere reaches this: doc/method.md. */
const double al_trace_source = 30;

/*
 * log2 E = a - b T at a library of `fitted` words, and in proportion to words^growth: fitted on
 * quotations of novels that a library of others does not hold.
 */
static const double level = -6.33, slope = .141, fitted = 9.6e6, growth = .7;

/* Places as good as the best, within a bit, from so many documents on are a phrase that has no
   source. */
enum { STOCK = 3 };

double al_trace_judge(const al_found *found)
{
    return found->bits - unexplained * (double)found->unaligned;
}

double al_trace_expected(const almost_library *library, double judged)
{
    double words = library->words > 0 ? (double)library->words : 1;
    return exp2(level - slope * judged + growth * log2(words / fitted));
}

void al_trace_name(const al_found *found, uint32_t n, almost_traced_as *out)
{
    double best = n > 0 ? al_trace_judge(&found[0]) : 0;
    uint32_t documents = 0;
    for (uint32_t i = 0; i < n && al_trace_judge(&found[i]) > best - 1; i++) {
        bool first = true;
        for (uint32_t k = 0; k < i; k++)
            first &= found[k].segment != found[i].segment || found[k].document != found[i].document;
        documents += first;
    }
    for (uint32_t i = 0; i < n; i++) {
        bool sure = al_trace_judge(&found[i]) >= al_trace_source;
        out[i] = !sure                ? ALMOST_TRACED_POSSIBLE
                 : documents >= STOCK ? ALMOST_TRACED_OCCURS
                                      : ALMOST_TRACED_SOURCE;
    }
}
