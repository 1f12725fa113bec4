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

/* As good as any: no longer lists are read to find a better one. */
const double al_trace_source = 30;

/*
 * A source: of a thousand quotations that are from elsewhere half a one is given one, whatever the
 * size of the library; and in a small one no fewer bits than this.
 */
static const double least_expected = 5e-4, least_bits = 20;

/*
 * log2 E = level - slope T at a library of `fitted` words, and in proportion to words^growth:
 * fitted on 20,000 quotations of fifteen novels that a library of fifteen others does not hold,
 * half of them altered. Below 0, where what agrees says less than what does not, it falls more
 * slowly.
 */
static const double level = -6.65, slope = .195, slope_below = .128, fitted = 2.2e6, growth = .7;

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
    double falls = judged > 0 ? slope * judged : slope_below * judged;
    return exp2(level - falls + growth * log2(words / fitted));
}

static bool is_sure(const almost_library *library, const al_found *found)
{
    double judged = al_trace_judge(found);
    return judged >= least_bits && al_trace_expected(library, judged) <= least_expected;
}

void al_trace_name(const almost_library *library, const al_found *found, uint32_t n,
                   almost_traced_as *out)
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
        bool sure = is_sure(library, &found[i]);
        out[i] = !sure                ? ALMOST_TRACED_POSSIBLE
                 : documents >= STOCK ? ALMOST_TRACED_OCCURS
                                      : ALMOST_TRACED_SOURCE;
    }
}
