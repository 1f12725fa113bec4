/* SPDX-License-Identifier: Apache-2.0 */
/* Whose a letter of a corpus is, as looking at all documents in order tells it. */
#include "reuse/corpus.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>

enum { DOCUMENTS = 400 };

/* Long ones and short ones, of which some have no letter, so that several begin where one does. */
static const uint32_t lengths[] = {0, 1, 9000, 0, 0, 30, 4096, 2, 0, 20000};

static uint32_t in_order(const almost_reuse *reuse, uint64_t letter)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < reuse->n_documents; i++)
        last = reuse->documents[i].first_letter <= letter ? i : last;
    return last;
}

static void check(size_t n)
{
    static al_reuse_document documents[DOCUMENTS];
    almost_reuse reuse = {
        .allocator = al_allocator_default(), .documents = documents, .n_documents = n};
    for (size_t i = 0; i < n; i++) {
        documents[i].first_letter = reuse.n_letters;
        reuse.n_letters += lengths[i * i % (sizeof lengths / sizeof *lengths)];
    }
    assert_int_equal(al_reuse_note_documents(&reuse, NULL), ALMOST_OK);
    for (uint64_t letter = 0; letter < reuse.n_letters; letter += 1 + letter % 997)
        assert_int_equal(al_reuse_document_at(&reuse, letter), in_order(&reuse, letter));
    for (size_t i = 0; i < n && documents[i].first_letter < reuse.n_letters; i++)
        assert_int_equal(al_reuse_document_at(&reuse, documents[i].first_letter),
                         in_order(&reuse, documents[i].first_letter));
    al_release(reuse.allocator, reuse.whose);
}

static void letters_are_told_as_by_looking_at_all(void **state)
{
    (void)state;
    check(1);
    check(2);
    check(7);
    check(DOCUMENTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_told_as_by_looking_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
