/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See antonyms.h. What an ending may stand for is tried in turn, and only listed lemmas count, so
 * that “bed” is no form of “be”. Irregular forms are not led back; such as the pairs need stand in
 * the table below.
 */
#include "language/antonyms.h"

#include <string.h>

enum { LEAST_STEM = 2, MOST_LETTERS = 48 };

typedef struct ending {
    const char *ending; /* of the form */
    const char *lemma;  /* in its place */
} ending;

static const ending endings[] = {
    {"s", ""},    {"es", ""},    {"ies", "y"}, {"ed", ""},    {"ed", "e"},  {"ied", "y"},
    {"ing", ""},  {"ing", "e"},  {"er", ""},   {"er", "e"},   {"ier", "y"}, {"est", ""},
    {"est", "e"}, {"iest", "y"}, {"ves", "f"}, {"ves", "fe"}, {"eth", ""},  {"eth", "e"},
};

/* Forms by change of vowel, of verbs and adjectives that have an antonym. */
static const ending irregular[] = {
    {"began", "begin"},       {"begun", "begin"},        {"better", "good"},  {"best", "good"},
    {"bought", "buy"},        {"came", "come"},          {"caught", "catch"}, {"drew", "draw"},
    {"drawn", "draw"},        {"fell", "fall"},          {"fallen", "fall"},  {"forgot", "forget"},
    {"found", "find"},        {"forgotten", "forget"},   {"froze", "freeze"}, {"frozen", "freeze"},
    {"gave", "give"},         {"given", "give"},         {"gone", "go"},      {"went", "go"},
    {"kept", "keep"},         {"knew", "know"},          {"known", "know"},   {"laid", "lay"},
    {"left", "leave"},        {"lent", "lend"},          {"lost", "lose"},    {"ran", "run"},
    {"risen", "rise"},        {"rose", "rise"},          {"sank", "sink"},    {"sunk", "sink"},
    {"sat", "sit"},           {"shrank", "shrink"},      {"sold", "sell"},    {"stood", "stand"},
    {"swam", "swim"},         {"taken", "take"},         {"took", "take"},    {"threw", "throw"},
    {"withdrew", "withdraw"}, {"withdrawn", "withdraw"}, {"won", "win"},      {"worse", "bad"},
    {"worst", "bad"},
};

static int order(const al_antonym_lemma *lemma, const char *letters, size_t length)
{
    size_t shorter = length < lemma->length ? length : lemma->length;
    int order = memcmp(al_antonym_letters + lemma->letters, letters, shorter);
    return order != 0 ? order : (lemma->length > length) - (lemma->length < length);
}

/* Add the lemma of these letters, if it is listed. */
static void add(al_antonym_lemmas_found *found, const char *letters, size_t length)
{
    uint32_t low = 0, high = al_antonym_lemmas_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (order(&al_antonym_lemmas[middle], letters, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == al_antonym_lemmas_count || order(&al_antonym_lemmas[low], letters, length) != 0)
        return;
    for (uint32_t i = 0; i < found->n; i++)
        if (found->numbers[i] == low)
            return;
    if (found->n < AL_ANTONYM_MOST_LEMMAS)
        found->numbers[found->n++] = (uint16_t)low;
}

/* stopped: stop, whose last letter is doubled before the ending. */
static void add_undoubled(al_antonym_lemmas_found *found, const char *letters, size_t length)
{
    if (length > LEAST_STEM && letters[length - 1] == letters[length - 2])
        add(found, letters, length - 1);
}

static void add_by_ending(al_antonym_lemmas_found *found, const ending *rule, const char *letters,
                          size_t length)
{
    size_t n_ending = strlen(rule->ending), n_lemma = strlen(rule->lemma);
    if (length < n_ending + LEAST_STEM ||
        memcmp(letters + length - n_ending, rule->ending, n_ending) != 0)
        return;
    char lemma[MOST_LETTERS + 4];
    size_t stem = length - n_ending;
    memcpy(lemma, letters, stem);
    memcpy(lemma + stem, rule->lemma, n_lemma);
    add(found, lemma, stem + n_lemma);
    if (n_lemma == 0)
        add_undoubled(found, lemma, stem);
}

al_antonym_lemmas_found al_antonyms_find(const char *letters, size_t length)
{
    al_antonym_lemmas_found found = {.n = 0};
    if (length > MOST_LETTERS)
        return found;
    add(&found, letters, length);
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
        if (strlen(irregular[i].ending) == length &&
            memcmp(irregular[i].ending, letters, length) == 0)
            add(&found, irregular[i].lemma, strlen(irregular[i].lemma));
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
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
