/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of collating by themselves: forms, likeness, chains against an exhaustive search, pins,
 * raw JSON, and what stops the work.
 */
#include "base/edits.h"
#include "collate/chain.h"
#include "collate/expand.h"
#include "collate/likeness.h"
#include "collate/pins.h"
#include "collate/raw_json.h"
#include "collate/spellings.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Words with zeros behind them, as spellings want them. */
static uint32_t add(al_spellings *spellings, const char *word)
{
    static char room[64][64];
    static int n;
    uint32_t form;
    char *bytes = room[n++ % 64];
    memset(bytes, 0, sizeof room[0]);
    memcpy(bytes, word, strlen(word));
    assert_true(al_spellings_add(spellings, bytes, (uint32_t)strlen(word), &form));
    return form;
}

static void test_forms(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"Vnum", "unum"},           {"JAM", "iam,"},
        {"\xC3\xA6quus", "aequus"}, {"\xC5\x93il", "oeil"},
        {"\xC3\x9Eorn", "thorn"},   {"don't", "dont"},
        {"\xCF\x82", "\xCF\xB2"},   {"\xE1\xBC\xA0", "\xCE\xB7"},
        {"[do]m(ini)", "domini"},
    };
    al_spellings spellings;
    assert_true(al_spellings_init(&spellings, al_allocator_default()));
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_int_equal(add(&spellings, same[i][0]), add(&spellings, same[i][1]));
    assert_int_not_equal(add(&spellings, "&"), add(&spellings, "\xE2\x81\x8A"));
    assert_int_not_equal(add(&spellings, "a"), add(&spellings, "b"));
    al_spellings_release(&spellings);
}

/* The word, given the form that abbreviations have beside `full`. */
static bool expands(const char *word, const char *full)
{
    char bytes[128] = {0};
    uint32_t forms[2], length = (uint32_t)strlen(word), end = length + (uint32_t)strlen(full);
    al_word_span words[2] = {{0, length}, {length, end}};
    al_witness witness = {.bytes = bytes, .n = 2, .words = words, .forms = forms};
    al_spellings spellings;
    assert_true(al_spellings_init(&spellings, al_allocator_default()));
    memcpy(bytes, word, length);
    memcpy(bytes + length, full, end - length);
    for (uint32_t i = 0; i < 2; i++)
        assert_true(al_spellings_add(&spellings, bytes + words[i].start,
                                     words[i].end - words[i].start, &forms[i]));
    assert_true(al_expand(&witness, 1, (al_expand_source){NULL, 0}, &spellings));
    al_spellings_release(&spellings);
    return forms[0] == forms[1];
}

static void test_expand(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"&", "et"},
        {"&,", "and"},
        {"\xE2\x81\x8A", "und"},
        {"t\xC3\xA3t\xC5\xA9", "tantum"},
        {"c\xC5\xAB", "cum"},
        {"cu\xCC\x84", "cum"},
        {"atq;", "Atque"},
        {"omnib;", "omnibus"},
        {"\xEA\x9D\x93", "pro"},
        {"y^e", "the"},
        {"y\xE1\xB5\x97", "that"},
        {"DNS", "dominus"},
        {"d\xCC\x85ns", "dominus"},
        {"ihc", "iesus"},
        {"\xC4\x93", "est"},
        {"\xCE\xB8\xCF\x82", "\xCE\xB8\xCE\xB5\xCF\x8C\xCF\x82"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_true(expands(same[i][0], same[i][1]));
    assert_false(expands("e", "est")); /* only with a mark */
    assert_false(expands("dns", "domini"));
    assert_false(expands("m\xC4\x93nsa", "menta"));
}

/* The class of two words, by a tradition that has nothing else. */
static int class_of(const char *a, const char *b)
{
    al_spellings spellings;
    al_tradition tradition;
    al_likeness likeness;
    assert_true(al_spellings_init(&spellings, al_allocator_default()));
    uint32_t forms[2] = {add(&spellings, a), add(&spellings, b)}, renumber[2];
    assert_true(al_spellings_sort(&spellings, renumber));
    forms[0] = renumber[forms[0]];
    forms[1] = renumber[forms[1]];
    const al_witness witness = {.n = 2, .forms = forms};
    assert_true(al_tradition_init(&tradition, al_allocator_default(), &witness, 1, &spellings));
    assert_true(al_likeness_init(&likeness, &tradition));
    int class = al_likeness_class(&likeness, forms[0], forms[1]);
    assert_int_equal(al_likeness_class(&likeness, forms[1], forms[0]), class);
    al_likeness_release(&likeness);
    al_tradition_release(&tradition);
    al_spellings_release(&spellings);
    return class;
}

static void test_likeness(void **state)
{
    (void)state;
    assert_int_equal(class_of("colour", "color"), AL_LIKE_80);
    assert_int_equal(class_of("honour", "honor"), AL_LIKE_80);
    assert_int_equal(class_of("kitten", "sitting"), AL_LIKE_40);
    assert_int_equal(class_of("abcde", "abcxy"), AL_LIKE_60);
    assert_int_equal(class_of("dns", "dominus"), AL_LIKE_60); /* contracted */
    assert_int_equal(class_of("ds", "dominus"), AL_LIKE_60);
    assert_int_equal(class_of("abc", "xyz"), AL_LIKE_REST);
    assert_int_equal(class_of("&", "et"), AL_LIKE_60); /* signs for a word */
    assert_int_equal(class_of("\xE2\x81\x8A", "and"), AL_LIKE_60);
    assert_int_equal(class_of("&", "\xE2\x81\x8A"), AL_LIKE_60);
    assert_int_equal(class_of("&", "at"), AL_LIKE_REST);
    assert_int_equal(class_of("et", "und"), AL_LIKE_REST);
}

/* --- Edits ---------------------------------------------------------------------------------------
 */

static uint32_t edits_by_table(const uint8_t *a, uint32_t n, const uint8_t *b, uint32_t m)
{
    uint32_t table[AL_EDITS_LETTERS + 1][AL_EDITS_LETTERS + 1];
    for (uint32_t i = 0; i <= n; i++) {
        for (uint32_t k = 0; k <= m; k++) {
            uint32_t least = i + k;
            if (i > 0 && k > 0)
                least = table[i - 1][k - 1] + (a[i - 1] != b[k - 1]);
            if (i > 0 && table[i - 1][k] + 1 < least)
                least = table[i - 1][k] + 1;
            if (k > 0 && table[i][k - 1] + 1 < least)
                least = table[i][k - 1] + 1;
            table[i][k] = least;
        }
    }
    return table[n][m];
}

static void test_edits(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 2000; round++) {
        uint8_t a[AL_EDITS_LETTERS], b[AL_EDITS_LETTERS];
        uint64_t places[4] = {0};
        uint32_t most = round % 2 == 0 ? 8 : AL_EDITS_LETTERS, n = 1 + random_below(&seed, most);
        uint32_t m = random_below(&seed, most + 1);
        for (uint32_t i = 0; i < n; i++)
            places[a[i] = (uint8_t)random_below(&seed, 4)] |= UINT64_C(1) << i;
        al_edits edits = al_edits_begin(n);
        for (uint32_t k = 0; k < m; k++)
            al_edits_step(&edits, places[b[k] = (uint8_t)random_below(&seed, 4)]);
        assert_int_equal(edits.n, edits_by_table(a, n, b, m));
    }
}

/* --- The heaviest chain ------------------------------------------------------------------------
 */

enum { MOST_CELLS = 10, SIDE = 5 };

static bool is_chain(const al_cell *cells, size_t n, unsigned set, double *weight)
{
    const al_cell *last = NULL;
    *weight = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(set >> i & 1))
            continue;
        if (last != NULL && (cells[i].a <= last->a || cells[i].b <= last->b))
            return false;
        last = &cells[i];
        *weight += cells[i].weight;
    }
    return true;
}

static double heaviest(const al_cell *cells, size_t n)
{
    double best = 0, weight;
    for (unsigned set = 0; set < 1U << n; set++)
        if (is_chain(cells, n, set, &weight) && weight > best)
            best = weight;
    return best;
}

static void test_chain(void **state)
{
    (void)state;
    uint64_t seed = 5;
    al_chain_room room = {.allocator = al_allocator_default()};
    for (int round = 0; round < 2000; round++) {
        al_cell cells[MOST_CELLS];
        size_t n = 0, chosen;
        double weight, sum;
        for (uint32_t a = 0; a < SIDE; a++)
            for (uint32_t b = SIDE; b-- > 0 && n < MOST_CELLS;)
                if (random_below(&seed, 3) == 0)
                    cells[n++] = (al_cell){a, b, 1 + (double)random_below(&seed, 9)};
        double wanted = heaviest(cells, n);
        assert_true(al_chain(&room, cells, n, SIDE, &chosen, &weight));
        assert_true(weight == wanted);
        assert_true(is_chain(cells, chosen, (1U << chosen) - 1, &sum));
        assert_true(sum == wanted);
    }
    al_chain_room_release(&room);
}

/* --- Pins --------------------------------------------------------------------------------------
 */

static void test_pins(void **state)
{
    (void)state;
    static const uint32_t x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3};
    static const uint32_t y[] = {9, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6};
    static const double shares[10] = {.1, .1, .1, .1, .1, .1, .1, .1, .1, .1};
    const al_block block = {x, y, 12, 12};
    al_pin *pins;
    size_t n;
    assert_true(al_pins_find(al_allocator_default(), &block, 5, shares, &pins, &n));
    assert_int_equal(n, 2); /* 1-5 and 2-6 are in step; 4-8 would come before them in y */
    for (size_t i = 0; i < n; i++)
        assert_int_equal(x[pins[i].x], y[pins[i].y]);
    al_release(al_allocator_default(), pins);
    assert_true(al_pins_find(al_allocator_default(), &block, 0, shares, &pins, &n));
    assert_true(n > 4);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(x[pins[i].x], y[pins[i].y]);
        assert_true(i == 0 || (pins[i].x > pins[i - 1].x && pins[i].y > pins[i - 1].y));
    }
    al_release(al_allocator_default(), pins);
}

static void test_raw_json(void **state)
{
    (void)state;
    static const char document[] =
        " {\"x\":[\"}\",{}], \"a\" : 1, \"list\": [ {\"q\":\"\\\"]\"} , 12.50,\"s\" ], \"a\":2}";
    al_raw_json json = {document, 1, sizeof document - 1}, list = json;
    assert_true(al_raw_member(&json, "a"));
    assert_int_equal(document[json.at], '2');
    assert_false(al_raw_member(&(al_raw_json){document, 1, sizeof document - 1}, "b"));
    assert_true(al_raw_member(&list, "list"));
    assert_true(al_raw_first(&list));
    assert_int_equal(al_raw_size(&list), strlen("{\"q\":\"\\\"]\"}"));
    assert_true(al_raw_next(&list));
    assert_int_equal(al_raw_size(&list), 5);
    assert_true(al_raw_next(&list));
    assert_int_equal(al_raw_size(&list), 3);
    assert_false(al_raw_next(&list));
}

/* --- What stops the work -------------------------------------------------------------------------
 */

typedef struct listener {
    double share;  /* that was told last */
    double enough; /* at which it says stop */
} listener;

static int listen(void *context, const char *stage, double share)
{
    listener *listener = context;
    assert_true(stage != NULL && share >= listener->share && share <= 1);
    listener->share = share;
    return share >= listener->enough;
}

static almost_status collate_three(const almost_environment *environment)
{
    static const char *const sigla[] = {"A", "B", "C"};
    static const char *const words[] = {"one two three four", "one two four", "one too three"};
    almost_text *texts[3];
    almost_collation *collation = NULL;
    almost_collate_options options;
    almost_collate_options_init(&options);
    options.environment = environment;
    for (int i = 0; i < 3; i++)
        assert_int_equal(almost_text_from_memory(words[i], strlen(words[i]), NULL, &texts[i], NULL),
                         ALMOST_OK);
    almost_status status =
        almost_collate((const almost_text *const *)texts, sigla, 3, &options, &collation, NULL);
    assert_true((collation != NULL) == (status == ALMOST_OK));
    almost_collation_free(collation);
    for (int i = 0; i < 3; i++)
        almost_text_free(texts[i]);
    return status;
}

static void test_stops(void **state)
{
    (void)state;
    almost_environment environment;
    listener listener = {0, 2};
    almost_environment_init(&environment);
    environment.progress = listen;
    environment.progress_context = &listener;
    assert_int_equal(collate_three(&environment), ALMOST_OK);
    assert_true(listener.share > .5);
    for (double enough = 0; enough < listener.share; enough += .1) {
        struct listener stopper = {0, enough};
        environment.progress_context = &stopper;
        assert_int_equal(collate_three(&environment), ALMOST_ERROR_CANCELLED);
    }
    environment.progress = NULL;
    environment.timeout = 1e-9;
    assert_int_equal(collate_three(&environment), ALMOST_ERROR_TIMEOUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),    cmocka_unit_test(test_expand),
        cmocka_unit_test(test_likeness), cmocka_unit_test(test_edits),
        cmocka_unit_test(test_chain),    cmocka_unit_test(test_pins),
        cmocka_unit_test(test_raw_json), cmocka_unit_test(test_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
