/* SPDX-License-Identifier: Apache-2.0 */
/* Words told as one in two spellings, that are two words or are not. */
#include "judged.h"

#include "meaning/respelt.h"

enum { spelling = ALMOST_TOUCHES_SPELLING, wording = ALMOST_TOUCHES_WORDING };

static void tell(judged *it)
{
    al_respelt_reader *reader = calloc(1, sizeof *reader);
    assert_non_null(reader);
    reader->maker = &it->maker;
    reader->stemmer = it->stemmer;
    reader->language = al_toucher_classes(it->toucher)->language;
    reader->terms = it->maker.language;
    for (uint32_t i = 0; i < it->n_changes; i++)
        if (it->changes[i].kind == ALMOST_DIFFERENT)
            it->changes[i].touches = spelling;
    al_respelt_part(reader, &it->cells, it->changes, it->n_changes);
    free(reader);
}

static const judged_row rows[] = {
    {"en", "The [bat] sat.", "The [cat] sat.", wording},
    {"en", "The [colour] is.", "The [color] is.", spelling},
    {"en", "The [chimney] is.", "The [chimnev] is.", spelling},
    {"en", "They [walk] here.", "They [walked] here.", spelling},
    {"en", "In [Derby] we met.", "In [Denby] we met.", wording},
    {"en", "With [Elizabeth] there.", "With [Elisabeth] there.", spelling},
    {"nl", "Er was [niemand] daar.", "Er was [iemand] daar.", wording},
    {"nl", "Het is [mogelijk].", "Het is [onmogelijk].", wording},
    {"nl", "De [klanten] gaan.", "De [klamten] gaan.", spelling},
};

static void parts(void **state)
{
    (void)state;
    judged_check(rows, sizeof rows / sizeof *rows, tell);
}

/* In a misread text one misread word in twelve is another word by chance. */
static void lets_misread_texts_be(void **state)
{
    judged it;
    (void)state;
    judged_begin(&it, "en", "[tbe] a [wbo] a [tbat] a [wben] a [hat].",
                 "[the] a [who] a [that] a [when] a [bat].");
    tell(&it);
    assert_int_equal(it.changes[9].touches, wording); /* four say too little */
    judged_end(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(parts),
                                       cmocka_unit_test(lets_misread_texts_be)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
