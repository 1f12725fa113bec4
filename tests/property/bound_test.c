/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A book bound many times over: against itself, against a revision of it, and against a
 * revision as often. What was kept is found, in order, and no limit is met.
 */
#include "almost/almost.h"
#include "pairs.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { book_words = 5000, vocabulary = 4000, most_copies = 50, in_sentence = 11, room = 16 };

typedef struct volume {
    char *bytes;
    size_t length;
} volume;

static uint32_t book[2][book_words + book_words / 20];
static uint32_t n_words[2];

/* The book, and a revision of it: of a hundred words five are others, missing or new. */
static void make_book(random_state *random)
{
    for (uint32_t i = 0; i < book_words; i++) {
        uint32_t word = random_below(random, 1 + random_below(random, vocabulary));
        uint32_t fate = random_below(random, 60);
        book[0][n_words[0]++] = word;
        if (fate > 0)
            book[1][n_words[1]++] = fate == 1 ? random_below(random, vocabulary) : word;
        if (fate == 2)
            book[1][n_words[1]++] = random_below(random, vocabulary);
    }
}

/* A word made of letters, so that two of them are not taken for two spellings of one. */
static size_t spell(uint32_t word, char *out)
{
    static const char *const syllables[] = {"ba", "ren", "to", "lim", "sor", "ke", "dan", "fi"};
    size_t length = 0;
    for (uint32_t rest = word * UINT32_C(2654435761) % 32768 + 8; rest > 0; rest /= 8)
        length += (size_t)sprintf(out + length, "%s", syllables[rest % 8]);
    return length;
}

static volume bind(int which, uint32_t copies)
{
    volume out = {malloc((size_t)copies * n_words[which] * (room + 1) + 1), 0};
    if (out.bytes == NULL)
        abort();
    for (uint32_t i = 0; i < copies * n_words[which]; i++) {
        out.length += spell(book[which][i % n_words[which]], out.bytes + out.length);
        const char *end = (i + 1) % (5 * in_sentence) == 0 ? ".\n\n"
                          : (i + 1) % in_sentence == 0     ? ".\n"
                                                           : " ";
        out.length += (size_t)sprintf(out.bytes + out.length, "%s", end);
    }
    return out;
}

static almost_text *text_of(int which, uint32_t copies)
{
    volume volume = bind(which, copies);
    almost_text *text;
    if (almost_text_from_memory(volume.bytes, volume.length, NULL, &text, NULL) != ALMOST_OK)
        abort();
    free(volume.bytes);
    return text;
}

typedef struct wanted {
    const char *name;
    int which;     /* of the books, the second volume's */
    bool as_often; /* the first volume has as many copies */
    double kept;   /* at least, and of order */
} wanted;

static int check(const wanted *wanted, uint32_t copies)
{
    almost_text *original = text_of(0, wanted->as_often ? copies : 1);
    almost_text *telling = text_of(wanted->which, copies);
    almost_comparison *comparison;
    if (almost_compare(original, telling, NULL, &comparison, NULL) != ALMOST_OK)
        abort();
    const almost_verdict *verdict = almost_comparison_verdict(comparison);
    size_t limits = almost_comparison_approximations(comparison);
    int failed = verdict->kept < wanted->kept || verdict->order < wanted->kept || limits > 0;
    if (failed)
        printf("%s, %u times: kept %.4f, order %.4f, %zu limits\n", wanted->name, copies,
               verdict->kept, verdict->order, limits);
    almost_comparison_free(comparison);
    almost_text_free(original);
    almost_text_free(telling);
    return failed;
}

int main(void)
{
    static const wanted all[] = {
        {"a book and itself", 0, false, 1},
        {"a book and its revision", 1, false, .98},
        {"itself as often", 0, true, 1},
        {"its revision as often", 1, true, .98},
    };
    static const uint32_t counts[] = {2, 3, 4, 5, 7, 10, 20, most_copies};
    random_state random = {11};
    int failed = 0;
    make_book(&random);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (size_t k = 0; k < sizeof counts / sizeof *counts; k++)
            failed += check(&all[i], counts[k]);
    return failed > 0;
}
