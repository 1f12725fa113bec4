/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose a letter of the corpus is. The documents before each stretch of letters are noted, so that
 * few are looked at for a letter, however many there are.
 */
#include "base/error.h"
#include "reuse/corpus.h"

enum { STRETCH_BITS = 12 }; /* letters: about as many as a document has */

almost_status al_reuse_note_documents(almost_reuse *reuse, almost_error *error)
{
    size_t n = (size_t)(reuse->n_letters >> STRETCH_BITS) + 2;
    uint32_t document = 0;
    reuse->whose = al_allocate(reuse->allocator, n, sizeof *reuse->whose);
    if (reuse->whose == NULL)
        return al_fail_memory(error);
    for (size_t k = 0; k < n; k++) {
        while (document + 1 < reuse->n_documents &&
               reuse->documents[document + 1].first_letter <= (uint64_t)k << STRETCH_BITS)
            document++;
        reuse->whose[k] = document;
    }
    return ALMOST_OK;
}

uint32_t al_reuse_document_at(const almost_reuse *reuse, uint64_t letter)
{
    const uint32_t *stretch = reuse->whose + (letter >> STRETCH_BITS);
    size_t low = stretch[0], high = (size_t)stretch[1] + 1;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (reuse->documents[middle].first_letter <= letter)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}
