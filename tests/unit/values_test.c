/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values: each row is two ways to write something, and whether they say the same.
 * The words of both are read into items; those of one side must be met by those of
 * the other.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "language/language.h"
#include "meaning/surplus.h"
#include "meaning/touches.h"
#include "meaning/value.h"
#include "words/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most_words = 100 };

#define FOLDS (AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_ACCENTS | AL_FOLD_EDGES)

/* Two texts, and the items of each. */
typedef struct pair {
    almost_text *texts[2];
    al_word_span spans[2][most_words];
    uint32_t numbers[2][most_words];
    al_side sides[2];
    al_forms *forms;
    al_toucher *toucher;
    al_token_maker maker;
    al_item_reader reader;
    al_cell cell;
} pair;

static void split(pair *it, int s, const char *text)
{
    size_t n = 0, got = 0;
    assert_int_equal(almost_text_from_memory(text, strlen(text), NULL, &it->texts[s], NULL),
                     ALMOST_OK);
    al_word_scanner *scanner;
    al_slice slice = al_slice_of(it->texts[s]);
    assert_int_equal(
        al_word_scanner_new(&slice, ALMOST_WORDS_UNICODE, 0, slice.end, &scanner, NULL), ALMOST_OK);
    do {
        assert_int_equal(
            al_word_scanner_next(scanner, it->spans[s] + n, most_words - n, &got, NULL), ALMOST_OK);
        n += got;
    } while (got > 0);
    al_word_scanner_free(scanner);
    it->sides[s] = (al_side){
        .slice = slice, .spans = it->spans[s], .forms = it->numbers[s], .n_words = (uint32_t)n};
    assert_true(al_forms_add(it->forms, it->texts[s], s, it->spans[s], n, it->numbers[s]));
}

static pair *open_pair(const char *language, const char *original, const char *telling)
{
    const almost_allocator *allocator = al_allocator_default();
    pair *it = calloc(1, sizeof *it);
    assert_int_equal(al_forms_new(allocator, 1, &it->forms, NULL), ALMOST_OK);
    split(it, 0, original);
    split(it, 1, telling);
    assert_int_equal(al_forms_fold(it->forms, FOLDS, NULL), ALMOST_OK);
    assert_int_equal(al_toucher_new(allocator, it->sides, it->forms, language, &it->toucher, NULL),
                     ALMOST_OK);
    al_classes *classes = al_toucher_classes(it->toucher);
    assert_int_equal(al_token_maker_init(&it->maker, it->sides, classes, language, NULL),
                     ALMOST_OK);
    it->reader = (al_item_reader){.maker = &it->maker,
                                  .capitals = al_toucher_capitals(it->toucher),
                                  .language = it->maker.language,
                                  .everywhere = it->maker.everywhere};
    it->reader.tallier = (al_tallier){it->sides, classes, it->reader.capitals};
    for (int s = 0; s < 2; s++) {
        it->cell.tokens[s].allocator = it->cell.items[s].allocator = allocator;
        assert_true(al_tokens_add(&it->maker, &it->cell.tokens[s], s,
                                  (al_range){0, (uint32_t)it->texts[s]->length},
                                  (al_range){0, it->sides[s].n_words}, 0, true));
        assert_true(al_items_read(&it->reader, s, &it->cell.tokens[s], &it->cell.items[s]));
    }
    al_value_measures_meet(&it->cell);
    al_surplus_cancel(&it->cell);
    return it;
}

static void close_pair(pair *it)
{
    al_cell_release(&it->cell);
    al_token_maker_release(&it->maker);
    al_toucher_free(it->toucher);
    al_forms_free(it->forms);
    almost_text_free(it->texts[0]);
    almost_text_free(it->texts[1]);
    free(it);
}

/* What is told of the two, as one change. */
static uint32_t touches_of(const char *language, const char *original, const char *telling)
{
    pair *it = open_pair(language, original, telling);
    al_change change = {.kind = ALMOST_DIFFERENT};
    al_surplus_tell(&it->cell, &change);
    for (int s = 0; s < 2 && getenv("ALMOST_TEST_SHOW") != NULL; s++)
        for (size_t i = 0; i < it->cell.items[s].n; i++) {
            const al_item *item = &it->cell.items[s].list[i];
            printf("%d: class %d key %016llx other %016llx tokens %u+%u flags %x choice %u\n", s,
                   item->class, (unsigned long long)item->key, (unsigned long long)item->other,
                   item->first, item->n, item->flags, item->choice);
        }
    close_pair(it);
    return change.touches;
}

typedef struct row {
    const char *language;
    const char *one;
    const char *other;
} row;

static const row same[] = {
    {"en", "2,000 miles", "2 000 miles"},
    {"en", "It cost £4.5 million.", "It cost £4,500,000."},
    {"en", "It cost £4.5m.", "It cost £4.5 million."},
    {"en", "1½ pounds", "1.5 pounds"},
    {"en", "1½ pounds", "1 1/2 pounds"},
    {"en", "one and a half miles", "1.5 miles"},
    {"en", "an hour and a half", "1.5 hours"},
    {"en", "two miles and a half", "2.5 miles"},
    {"en", "three-quarters of it", "75 % of it"},
    {"en", "within thirty (30) days", "within 30 days"},
    {"en", "at 9:15 p.m. on it", "at 21:15 on it"},
    {"en", "at 9.15 pm on it", "at 21:15 on it"},
    {"en", "at half past seven", "at 7:30"},
    {"en", "at a quarter to eight", "at 7:45"},
    {"en", "on 3 May 2012 it", "on 2012-05-03 it"},
    {"en", "on May 31, 2012 it", "on 31/5/2012 it"},
    {"en", "the 14th of October", "Oct. 14"},
    {"en", "in the 1990s by", "in the nineties by"},
    {"en", "in his 20s", "in his twenties"},
    {"en", "No. 7 it", "number 7 it"},
    {"en", "twice a day", "two times per day"},
    {"en", ".5 ml", "0.5 ml"},
    {"en", "counts II", "counts 2"},
    {"de", "am 3. Mai 2012", "am 3.5.2012"},
    {"de", "um halb acht", "um 7:30 Uhr"},
    {"de", "um 18 Uhr", "um 18:00"},
    {"de", "anderthalb Stunden", "1,5 Stunden"},
    {"fr", "vingt et un pour cent", "21 %"},
    {"fr", "à sept heures et demie", "à 7h30"},
    {"it", "ventuno per cento", "21%"},
    {"it", "Nell’Ottocento era", "Nel XIX secolo era"},
    {"es", "a las siete y media", "a las 7:30"},
    {"es", "a las siete y cuarto", "a las 7.15"},
    {"es", "a las siete menos diez", "a las 6:50"},
    {"it", "alle sette e mezza", "alle 7.30"},
    {"it", "alle sette e dieci", "alle 7.10"},
    {"fr", "à sept heures et demie", "à 7 h 30"},
    {"fr", "à sept heures moins vingt", "à 6 h 40"},
    {"de", "um fünf vor halb drei", "um 14:25 Uhr"},
    {"de", "am 1. März 2020", "am 01.03.2020"},
    {"fr", "le 1er mars 2020", "le 01/03/2020"},
    {"en", "half an hour ago", "30 minutes ago"},
    {"en", "three in five of", "60 % of"},
    {"en", "for two decades in", "for 20 years in"},
    {"fr", "à minuit et quart", "à 0 h 15"},
    {"it", "alle 21 di", "alle nove di sera di"},
    {"it", "due milioni e mezzo di", "2.500.000 di"},
    {"de", "zweieinhalb Prozent", "2,5 %"},
    {"fr", "environ quarante ans", "une quarantaine d’années"},
    {"en", "some 60 % of", "roughly 60 % of"},
    {"en", "Should it rain, go.", "If it rains, go."},
    {"en", "a quarter of an hour", "15 minutes"},
    {"en", "two weeks in", "a fortnight in"},
    {"en", "a year and a half", "18 months"},
    {"de", "eine Viertelstunde", "15 Minuten"},
    {"fr", "une demi-heure", "trente minutes"},
    {"fr", "pendant une heure et demie", "pendant 90 minutes"},
    {"es", "hora y media en", "90 minutos en"},
    {"it", "per mezz'ora a", "per 30 minuti a"},
    {"en", "200 ml of", "20 cl of"},
    {"en", "1.5 km of", "1,500 m of"},
    {"en", "minus 20 degrees", "−20 degrees"},
    {"it", "20 gradi sotto zero", "meno 20 gradi"},
    {NULL, "\xD9\xA1\xD9\xA2 a", "12 a"},
    {NULL, "三千二百元", "3200元"},
};

static const row other[] = {
    {"en", "5 mg", "5 g"},
    {"en", "at 6 am", "at 6 pm"},
    {"en", "€40", "$40"},
    {"en", "at 5 °C", "at -5 °C"},
    {"en", "value ≤5", "value ≥5"},
    {"en", "5 ml", ".5 ml"},
    {"en", "3%", "3‰"},
    {"en", "half an hour ago", "half a day ago"},
    {"en", "200 ml of", "200 cl of"},
    {"en", "30 days of", "one month of"},
    {"en", "three in five of", "two in five of"},
    {"en", "5 km/h on", "5000 m on"},
    {"en", "minus 20 degrees", "20 degrees"},
    {"es", "a las siete y media", "a las 7.15"},
    {"en", "KL1234", "KL1243"},
    {"en", "Annex A", "Annex B"},
    {"en", "9/11/2001", "11/9/2001"},
    {"en", "3 months", "3 weeks"},
    {"en", "25 °C", "25 °F"},
    {"en", "1990s", "1980s"},
    {"en", "9:15 p.m.", "9:15 a.m."},
    {"en", "twice a day", "twice a week"},
    {"de", "um halb acht", "um acht"},
    {"de", "3.200 Euro", "3.200 Dollar"},
    {"en", "https://a.org/b", "https://a.org/c"},
};

static void test_same_values(void **state)
{
    (void)state;
    uint32_t wrong = 0;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        uint32_t touches = touches_of(same[i].language, same[i].one, same[i].other);
        if (touches != 0)
            print_message("%s: %s / %s: %x\n", same[i].language, same[i].one, same[i].other,
                          touches);
        wrong += touches != 0;
    }
    assert_int_equal(wrong, 0);
}

static void test_other_values(void **state)
{
    (void)state;
    uint32_t wrong = 0;
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        uint32_t touches = touches_of(other[i].language, other[i].one, other[i].other);
        if (touches == 0)
            print_message("%s: %s / %s: nothing told\n", other[i].language, other[i].one,
                          other[i].other);
        wrong += touches == 0;
    }
    assert_int_equal(wrong, 0);
}

/* Labels may be renumbered, lost and new. */
static void test_labels(void **state)
{
    static const row labels[] = {
        {"en", "1. Pay the rent.", "Pay the rent."},
        {"en", "The Schedule[1] is", "The Schedule is"},
        {"en", "into the night.3 It rained", "into the night. It rained"},
        {"en", "1:1 In the beginning", "In the beginning"},
        {"en", "a mile.\n\n- 12 -\n\nThen", "a mile. Then"},
        {"en", "CHAPTER XII\n\nIt was", "CHAPTER XIII\n\nIt was"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        assert_int_equal(touches_of(labels[i].language, labels[i].one, labels[i].other) &
                             ALMOST_TOUCHES_NUMBER,
                         0);
    assert_int_not_equal(touches_of("en", "He paid 3 crowns", "He paid crowns"), 0);
}

static void test_fractions(void **state)
{
    (void)state;
    al_fraction sum = al_fraction_plus((al_fraction){1, 3}, (al_fraction){1, 6});
    assert_true(sum.numerator == 1 && sum.denominator == 2);
    assert_int_equal(
        al_fraction_times((al_fraction){INT64_MAX, 1}, (al_fraction){2, 1}).denominator, 0);
    int64_t value;
    assert_int_equal(al_han_read("三千二百元", strlen("三千二百元"), &value), strlen("三千二百"));
    assert_int_equal(value, 3200);
    assert_int_equal(al_han_read("人", strlen("人"), &value), 0);
    assert_true(al_letters_alike("Bristol", 7, "Bristo1", 7));
    assert_true(al_letters_alike("These", 5, "1hese", 5));
    assert_false(al_letters_alike("KL1234", 6, "KLI234", 6));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_values),
        cmocka_unit_test(test_other_values),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_fractions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
