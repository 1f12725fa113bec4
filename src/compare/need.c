/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The figures are those of the process at its largest, measured with 8 to 100 MB of two Bibles, of
 * single letters and of words that are all distinct; they hold within a fifth. Pages of a file that
 * is mapped are not counted, since the system takes them back when it needs them.
 */
#include "compare/need.h"

#include "base/error.h"
#include "base/free_memory.h"

#include <inttypes.h>
#include <stdio.h>

enum { OF_A_BYTE = 4, OF_A_WORD = 15, OF_A_FOLD = 20 };

/* Less is not worth asking the system for. */
static const uint64_t little = UINT64_C(64) << 20;

uint64_t al_need_of_texts(const al_slice slices[2])
{
    return OF_A_BYTE * ((uint64_t)al_slice_length(&slices[0]) + al_slice_length(&slices[1]));
}

uint64_t al_need_of_words(const al_sides *sides)
{
    const al_slice slices[2] = {sides->side[0].slice, sides->side[1].slice};
    uint64_t words = (uint64_t)sides->side[0].n_words + sides->side[1].n_words;
    return al_need_of_texts(slices) + OF_A_WORD * words +
           OF_A_FOLD * (uint64_t)sides->forms->n_folds;
}

/* Whole MiB, rounded up, or KiB of little. */
static void put_size(char *to, size_t size, uint64_t bytes)
{
    int shift = bytes < UINT64_C(10) << 20 ? 10 : 20;
    snprintf(to, size, "%" PRIu64 " %s",
             (bytes >> shift) + ((bytes & ((UINT64_C(1) << shift) - 1)) != 0),
             shift == 10 ? "KiB" : "MiB");
}

almost_status al_need_check(const almost_environment *environment, uint64_t needed, al_means *means,
                            almost_error *error)
{
    bool given = environment->max_memory != 0;
    if (needed == 0 || (!given && needed < little))
        return ALMOST_OK;
    if (!means->known)
        *means = (al_means){given ? environment->max_memory : al_free_memory(), true};
    if (needed <= means->bytes)
        return ALMOST_OK;
    char needs[32], has[32];
    put_size(needs, sizeof needs, needed);
    put_size(has, sizeof has, means->bytes);
    return al_fail(error, ALMOST_ERROR_MEMORY, NULL,
                   "comparing them needs some %s of memory, and %s are %s; compare parts, or raise "
                   "the limit of memory",
                   needs, has, given ? "allowed" : "free");
}
