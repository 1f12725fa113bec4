/* SPDX-License-Identifier: Apache-2.0 */
/* Where changes are cut into cells. */
#include "judged.h"

/* The first and last change of each cell, as "1-3 5-5". */
static void cut(judged *it, char *out, size_t size)
{
    al_cell cell = {.first = 0};
    al_range lead[2], trail[2];
    size_t n = 0;
    out[0] = '\0';
    while (al_cells_next(&it->cells, &cell, lead, trail)) {
        n += (size_t)snprintf(out + n, size - n, "%s%zu-%zu", n > 0 ? " " : "", cell.first,
                              cell.last);
        assert_true(n < size);
    }
}

static void cuts_at(const char *original, const char *telling, const char *cells)
{
    judged it;
    char found[100];
    judged_begin(&it, "en", original, telling);
    cut(&it, found, sizeof found);
    assert_string_equal(found, cells);
    judged_end(&it);
}

static void cuts(void **state)
{
    (void)state;
    cuts_at("We [ran ]and [sang].", "We [rode ]and [slept].", "1-3");
    cuts_at("We [ran ]home. Then we [sang].", "We [rode ]home. Then we [slept].", "1-1 3-3");
    cuts_at("We met Mr. [Hale] and [Dr. ]Li.", "We met Mr. [Hall] and [Dr ]Li.", "1-3");
    cuts_at("We ran.", "We ran.", "");
}

/* Where words moved, neighbours in the list are no neighbours in the texts. */
static void keeps_moved_apart(void **state)
{
    judged it;
    char found[100];
    (void)state;
    judged_begin(&it, "en", "We [ran ]and [sang ]or [slept].", "We [rode ]and [ate ]or [sat].");
    it.changes[2].kind = ALMOST_MOVED;
    al_cells_release(&it.cells);
    assert_int_equal(al_cells_init(&it.cells, it.sides, 0, it.changes, it.n_changes,
                                   al_allocator_default(), NULL),
                     ALMOST_OK);
    cut(&it, found, sizeof found);
    assert_string_equal(found, "1-1 3-3 5-5");
    judged_end(&it);
}

/* Words are found by their bytes from anywhere, and those of each change are known. */
static void knows_words(void **state)
{
    judged it;
    (void)state;
    judged_begin(&it, "en", "  We [ran ]and, [well, ]sang[.]", "We [rode ]and [ ]sang[!]");
    for (int s = 0; s < 2; s++) {
        const al_side *side = &it.sides[s];
        for (uint32_t hint = 0; hint <= side->n_words + 2; hint++)
            for (uint32_t at = side->start; at <= side->end; at++)
                assert_int_equal(al_side_word_near(side, hint, at), al_side_word_at(side, at));
        for (uint32_t i = 0; i < it.n_changes; i++) {
            al_range bytes = al_cells_bytes(&it.cells, i, s), words;
            words = al_cells_words(&it.cells, i, s);
            assert_int_equal(words.start, al_side_word_at(side, bytes.start));
            if (bytes.end > bytes.start)
                assert_int_equal(words.end, al_side_word_at(side, bytes.end));
            else
                assert_int_equal(words.end, words.start);
        }
    }
    judged_end(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cuts), cmocka_unit_test(keeps_moved_apart),
                                       cmocka_unit_test(knows_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
