/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Languages by CLD2: sentences in some, texts in none, and bytes that are no
 * text. Where CLD2 is not installed everything is unknown.
 */
#include "language/cld.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const sentences[][2] = {
    {"en", "On the bridge they met the ferryman, who had lost his hat and would not say where."},
    {"de", "Auf der Brücke begegneten sie dem Fährmann, der seinen Hut verloren hatte."},
    {"fr", "Sur le pont ils rencontrèrent le passeur, qui avait perdu son chapeau dans la nuit."},
    {"es", "En el puente encontraron al barquero, que había perdido su sombrero por la noche."},
    {"it", "Sul ponte incontrarono il traghettatore, che aveva perduto il cappello nella notte."},
    {"nl",
     "Op de brug ontmoetten zij de veerman, die zijn hoed verloren had en niets wilde zeggen."},
    {"ru", "На мосту они встретили перевозчика, который потерял ночью свою шляпу."},
    {"el", "Στη γέφυρα συνάντησαν τον βαρκάρη, που είχε χάσει τη νύχτα το καπέλο του."},
    {"he", "על הגשר פגשו את איש המעבורת, שאיבד את כובעו בלילה ולא רצה לומר היכן."},
    {"ja", "橋の上で彼らは帽子をなくした渡し守に会った。"},
};

static void test_sentences(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        const char *found = al_cld_detect(sentences[i][1], strlen(sentences[i][1]));
        if (!al_cld_is_there())
            assert_null(found);
        else if (found == NULL || strcmp(found, sentences[i][0]) != 0) {
            fprintf(stderr, "%s taken for %s\n", sentences[i][0], found != NULL ? found : "none");
            fail();
        }
    }
}

static void test_unknown(void **unused)
{
    (void)unused;
    assert_null(al_cld_detect(NULL, 0));
    assert_null(al_cld_detect("", 0));
    assert_null(al_cld_detect("1234 5678 --- ...", 17));
    assert_null(al_cld_detect("\0\0\0\0", 4));
    assert_null(al_cld_detect("\xFF\xFE\xFD", 3));
}

/* A long text is judged by more than its beginning, cut wherever it may be. */
static void test_long(void **unused)
{
    (void)unused;
    const char *german = sentences[1][1], *english = sentences[0][1];
    size_t room = (size_t)1 << 20, length = 0;
    char *text = malloc(room);
    while (length < room / 20)
        length += (size_t)snprintf(text + length, room - length, "%s ", english);
    while (length + 200 < room)
        length += (size_t)snprintf(text + length, room - length, "%s\xFF ", german);
    for (size_t cut = 0; cut < 300; cut++) {
        const char *found = al_cld_detect(text + cut, length - cut);
        assert_true(!al_cld_is_there() || (found != NULL && strcmp(found, "de") == 0));
    }
    free(text);
}

/* Pieces of text, markup and broken UTF-8 in any order, in a block of just their size. */
static void test_hostile(void **unused)
{
    (void)unused;
    static const char *const pieces[] = {"the ",
                                         "und ",
                                         "<script>",
                                         "&#x110000;",
                                         "&",
                                         "<",
                                         "\xFF",
                                         "\xC3",
                                         "\xA9",
                                         "\xE2\x82",
                                         "\xF0\x9F\x98",
                                         "\xED\xA0\x80",
                                         "\xEF\xBF\xBF",
                                         "\xF4\x90\x80\x80",
                                         "\uFDD0",
                                         "\U000E0001",
                                         "\u0301",
                                         "日本",
                                         "אב",
                                         "\x01",
                                         "\x7F",
                                         "\t\n",
                                         "\u202E",
                                         "ѣ",
                                         "\U00010400",
                                         "12"};
    uint64_t state = 88172645463325252;
    for (int n = 0; n < 3000; n++) {
        size_t limit = (size_t)n * 7 % (2 * AL_CLD_MOST), length = 0;
        char *text = malloc(limit + 16);
        while (length < limit) {
            state = state * 6364136223846793005 + 1442695040888963407;
            size_t drawn = (size_t)(state >> 33);
            const char *piece = pieces[drawn % (sizeof pieces / sizeof *pieces)];
            memcpy(text + length, piece, strlen(piece));
            length += strlen(piece);
            if (drawn % 101 == 0)
                text[length - 1] = '\0';
        }
        char *exact = malloc(length + 1);
        memcpy(exact, text, length);
        const char *found = al_cld_detect(exact, length);
        assert_true(found == NULL || strlen(found) == 2);
        free(exact);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests_name("cld", tests, NULL, NULL);
}
