/* SPDX-License-Identifier: Apache-2.0 */
/* Filling the tables once, when the module is loaded: what tools/terms.py writes out otherwise. */
#include "meaning/terms_made.h"

#include "language/lexicon.h"

/* Words from the end of `starts` on are not counted yet. */
static void make_words(void)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < al_term_words_count; i++) {
        uint8_t length = al_term_lengths[i];
        al_term_words[i] = (al_term_word){at, length, 0};
        if (i > 0) {
            uint32_t slot = al_lexicon_hash(al_term_strings + at, length) & al_term_mask;
            while (al_term_slots[slot] != 0)
                slot = (slot + 1) & al_term_mask;
            al_term_slots[slot] = (uint16_t)i;
        }
        at += i > 0 ? length : 1;
    }
}

static void make_terms(void)
{
    for (uint32_t language = 0; language < al_term_languages_count; language++) {
        uint16_t first = 0;
        for (uint32_t i = 0; i < al_term_languages[language].n; i++) {
            uint32_t at = al_term_languages[language].first + i;
            first = (uint16_t)(first + al_term_first_steps[at]);
            al_terms[at] = (al_term){first,
                                     al_term_rest_places[at],
                                     al_term_group_numbers[at],
                                     al_term_sizes[at],
                                     al_term_class_numbers[at],
                                     al_term_flag_bits[at]};
        }
    }
}

/* The terms from `at` on, of a language that ends at `end`, that begin with one word. */
static al_term_start start_at(uint32_t at, uint32_t end, uint32_t language)
{
    al_term_start start = {(uint16_t)at, 0, (uint8_t)language, 0};
    for (; at < end && al_terms[at].first == al_terms[start.first].first; at++) {
        start.n++;
        start.classes |= UINT32_C(1) << al_terms[at].class;
    }
    return start;
}

/*
 * Starts stand by word, then by language. First it is counted how many each word has, in the place
 * of the next word; then each goes to the place of its word, which moves on, and is that of the
 * next word at the end.
 */
static void make_starts(void)
{
    for (int fill = 0; fill < 2; fill++) {
        for (uint32_t language = 0; language < al_term_languages_count; language++) {
            uint32_t at = al_term_languages[language].first;
            uint32_t end = at + al_term_languages[language].n;
            while (at < end) {
                al_term_start start = start_at(at, end, language);
                al_term_word *word = &al_term_words[al_terms[at].first];
                if (fill)
                    al_term_starts[word->starts++] = start;
                else
                    word->starts++;
                at += start.n;
            }
        }
        uint16_t sum = 0;
        for (uint32_t i = 0; i <= al_term_words_count; i++) {
            uint16_t n = al_term_words[i].starts;
            al_term_words[i].starts = sum;
            sum = fill ? n : (uint16_t)(sum + n);
        }
    }
}

void al_terms_make(void)
{
    make_words();
    make_terms();
    make_starts();
}
