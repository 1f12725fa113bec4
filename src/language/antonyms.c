/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See antonyms.h. What an ending may stand for is tried in turn, and only listed lemmas count, so
 * that “bed” is no form of “be”. Irregular forms are not led back; such as the pairs need stand in
 * the table below.
 */
#include "language/antonyms.h"

#include "language/lexicon.h"

#include <string.h>

enum { LEAST_STEM = 2, MOST_LETTERS = 48 };

typedef struct ending {
    const char *ending; /* of the form */
    const char *lemma;  /* in its place */
    uint8_t n_ending;
    uint8_t n_lemma;
} ending;

#define ENDING(ending, lemma)                                                                      \
    {                                                                                              \
        ending, lemma, sizeof ending - 1, sizeof lemma - 1                                         \
    }

static const ending endings[] = {
    ENDING("s", ""),    ENDING("es", ""),    ENDING("ies", "y"), ENDING("ed", ""),
    ENDING("ed", "e"),  ENDING("ied", "y"),  ENDING("ing", ""),  ENDING("ing", "e"),
    ENDING("er", ""),   ENDING("er", "e"),   ENDING("ier", "y"), ENDING("est", ""),
    ENDING("est", "e"), ENDING("iest", "y"), ENDING("ves", "f"), ENDING("ves", "fe"),
    ENDING("eth", ""),  ENDING("eth", "e"),
};

/* Forms by change of vowel, of verbs and adjectives that have an antonym. */
static const ending irregular[] = {
    ENDING("began", "begin"),   ENDING("begun", "begin"),       ENDING("better", "good"),
    ENDING("best", "good"),     ENDING("bought", "buy"),        ENDING("came", "come"),
    ENDING("caught", "catch"),  ENDING("drew", "draw"),         ENDING("drawn", "draw"),
    ENDING("fell", "fall"),     ENDING("fallen", "fall"),       ENDING("forgot", "forget"),
    ENDING("found", "find"),    ENDING("forgotten", "forget"),  ENDING("froze", "freeze"),
    ENDING("frozen", "freeze"), ENDING("gave", "give"),         ENDING("given", "give"),
    ENDING("gone", "go"),       ENDING("went", "go"),           ENDING("kept", "keep"),
    ENDING("knew", "know"),     ENDING("known", "know"),        ENDING("laid", "lay"),
    ENDING("left", "leave"),    ENDING("lent", "lend"),         ENDING("lost", "lose"),
    ENDING("ran", "run"),       ENDING("risen", "rise"),        ENDING("rose", "rise"),
    ENDING("sank", "sink"),     ENDING("sunk", "sink"),         ENDING("sat", "sit"),
    ENDING("shrank", "shrink"), ENDING("sold", "sell"),         ENDING("stood", "stand"),
    ENDING("swam", "swim"),     ENDING("taken", "take"),        ENDING("took", "take"),
    ENDING("threw", "throw"),   ENDING("withdrew", "withdraw"), ENDING("withdrawn", "withdraw"),
    ENDING("won", "win"),       ENDING("worse", "bad"),         ENDING("worst", "bad"),
};

/* The number of the lemma of these letters + 1, or 0. */
static uint32_t number_of(const char *letters, size_t length)
{
    uint32_t at = al_lexicon_hash(letters, length) & al_antonym_mask, number;
    for (; (number = al_antonym_slots[at]) != 0; at = (at + 1) & al_antonym_mask) {
        const al_antonym_lemma *lemma = &al_antonym_lemmas[number - 1];
        if (lemma->length == length &&
            memcmp(al_antonym_letters + lemma->letters, letters, length) == 0)
            break;
    }
    return number;
}

/* Add the lemma of these letters, if it is listed. */
static void add(al_antonym_lemmas_found *found, const char *letters, size_t length)
{
    uint32_t number = number_of(letters, length);
    if (number == 0)
        return;
    for (uint32_t i = 0; i < found->n; i++)
        if (found->numbers[i] == number - 1)
            return;
    if (found->n < AL_ANTONYM_MOST_LEMMAS)
        found->numbers[found->n++] = (uint16_t)(number - 1);
}

/* stopped: stop, whose last letter is doubled before the ending. */
static void add_undoubled(al_antonym_lemmas_found *found, const char *letters, size_t length)
{
    if (length > LEAST_STEM && letters[length - 1] == letters[length - 2])
        add(found, letters, length - 1);
}

/* Asked of each changed word and each rule: nearly always the last letter says no. */
static inline bool ends_with(const char *letters, size_t length, const ending *rule)
{
    return length >= (size_t)rule->n_ending + LEAST_STEM &&
           letters[length - 1] == rule->ending[rule->n_ending - 1] &&
           memcmp(letters + length - rule->n_ending, rule->ending, rule->n_ending) == 0;
}

static void add_by_ending(al_antonym_lemmas_found *found, const ending *rule, const char *letters,
                          size_t length)
{
    char lemma[MOST_LETTERS + 4];
    size_t stem = length - rule->n_ending;
    memcpy(lemma, letters, stem);
    memcpy(lemma + stem, rule->lemma, rule->n_lemma);
    add(found, lemma, stem + rule->n_lemma);
    if (rule->n_lemma == 0)
        add_undoubled(found, lemma, stem);
}

al_antonym_lemmas_found al_antonyms_find(const char *letters, size_t length)
{
    al_antonym_lemmas_found found = {.n = 0};
    if (length > MOST_LETTERS)
        return found;
    add(&found, letters, length);
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
        if (irregular[i].n_ending == length && irregular[i].ending[0] == letters[0] &&
            memcmp(irregular[i].ending, letters, length) == 0)
            add(&found, irregular[i].lemma, irregular[i].n_lemma);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(letters, length, &endings[i]))
            add_by_ending(&found, &endings[i], letters, length);
    return found;
}

static bool is_antonym(uint16_t lemma, uint16_t other)
{
    const al_antonym_lemma *row = &al_antonym_lemmas[lemma];
    for (uint32_t i = row->first; i < (uint32_t)row->first + row->n; i++)
        if (al_antonym_numbers[i] == other)
            return true;
    return false;
}

bool al_antonyms_meet(const al_antonym_lemmas_found *a, const al_antonym_lemmas_found *b)
{
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t j = 0; j < b->n; j++)
            if (is_antonym(a->numbers[i], b->numbers[j]))
                return true;
    return false;
}

bool al_antonyms_are(const char *a, size_t a_length, const char *b, size_t b_length)
{
    al_antonym_lemmas_found one = al_antonyms_find(a, a_length);
    al_antonym_lemmas_found other = al_antonyms_find(b, b_length);
    return al_antonyms_meet(&one, &other);
}
