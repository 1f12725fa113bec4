/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two passes over the words: what is written in full is counted, then each abbreviation takes the
 * commonest of what it may stand for. Ties go to what is listed first, and so neither the order of
 * the witnesses nor the numbers of their forms matter.
 */
#include "collate/expand.h"

#include "collate/raw_json.h"

#include "base/utf8.h"

#include <string.h>

enum {
    MOST_SIGNS = 4,    /* in one word: beyond, it is none that anybody would read */
    LONGEST = 96,      /* bytes of a word with signs */
    ROOM = 4 * LONGEST /* of what it stands for: a sign of two bytes is six letters at most */
};

/* A sign in a word. */
typedef struct sign_at {
    const al_abbreviation *sign;
    uint32_t at;
    uint32_t choice;  /* of what it may stand for */
    const char *full; /* that */
} sign_at;

typedef struct expanding {
    al_spellings *spellings;
    al_expand_source source;
    uint32_t *counts; /* of each form: words of it that are written in full */
    uint32_t *listed; /* of each form: the number of the abbreviation that it is + 1; 0: none */
    uint32_t best;    /* of the word in hand: the form it stands for, with its count; 0: none */
    uint32_t most;
} expanding;

/* --- Whether a word is abbreviated -------------------------------------------------------------
 */

/* The longest sign that begins here; NULL: none. */
static const al_abbreviation *sign_here(const char *word, uint32_t length)
{
    for (uint32_t i = al_abbreviations_words; i < al_abbreviations_count; i++) {
        const al_abbreviation *sign = &al_abbreviations[i];
        const char *letters = al_abbreviation_letters + sign->letters;
        if (letters[0] == word[0] && sign->length <= length &&
            memcmp(letters, word, sign->length) == 0)
            return sign;
    }
    return NULL;
}

/* Signs are beyond ASCII, or have one of these: nearly all words have neither. */
static bool may_have_signs(const char *word, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if ((unsigned char)word[i] >= 0x80 || word[i] == ';' || word[i] == '^' || word[i] == '3')
            return true;
    return false;
}

/* The signs of a word in order, MOST_SIGNS at most; how many. */
static uint32_t find_signs(const char *word, uint32_t length, sign_at *signs)
{
    uint32_t n = 0, size;
    if (length > LONGEST || !may_have_signs(word, length))
        return 0;
    for (uint32_t at = 0; at < length && n < MOST_SIGNS; at += size) {
        const al_abbreviation *sign = sign_here(word + at, length - at);
        (void)al_decode(word, length, at, &size);
        if (sign == NULL)
            continue;
        signs[n++] = (sign_at){sign, at, 0, al_abbreviation_letters + sign->full};
        size = sign->length;
    }
    return n;
}

/* Whether there is a tilde, a macron or an overline on a letter, composed with it or not. */
static bool is_marked(const char *word, uint32_t length, uint32_t n_signs)
{
    uint32_t size;
    if (n_signs > 0)
        return true;
    for (uint32_t at = 0; at < length; at += size) {
        uint32_t c = al_decode(word, length, at, &size);
        if (c >= 0x303 && c <= 0x305)
            return true;
    }
    return false;
}

/* What is listed for a whole word; NULL: nothing. */
static const al_abbreviation *listed_word(const expanding *expanding, uint32_t form,
                                          const char *word, uint32_t length, uint32_t n_signs)
{
    if (expanding->listed[form] == 0)
        return NULL;
    const al_abbreviation *listed = &al_abbreviations[expanding->listed[form] - 1];
    bool holds = listed->kind == AL_ABBREVIATED_WORD || is_marked(word, length, n_signs);
    return holds ? listed : NULL;
}

/* --- What it stands for ------------------------------------------------------------------------
 */

/* Take a word, behind which 16 bytes are readable, if it is written in full and more often. */
static bool consider(expanding *expanding, const char *word, uint32_t length)
{
    uint32_t form;
    if (!al_spellings_find(expanding->spellings, word, length, &form))
        return false;
    if (form == AL_NO_FORM || expanding->counts[form] <= expanding->most)
        return true;
    expanding->best = form;
    expanding->most = expanding->counts[form];
    return true;
}

static bool consider_listed(expanding *expanding, const al_abbreviation *listed)
{
    const char *full = al_abbreviation_letters + listed->full;
    for (uint32_t i = 0; i < listed->n_full; i++) {
        char word[ROOM] = {0};
        size_t length = strlen(full);
        memcpy(word, full, length);
        if (!consider(expanding, word, (uint32_t)length))
            return false;
        full += length + 1;
    }
    return true;
}

/* The word with what is chosen in place of its signs. */
static bool consider_chosen(expanding *expanding, const char *word, uint32_t length,
                            const sign_at *signs, uint32_t n)
{
    char spelt[ROOM] = {0};
    uint32_t to = 0, from = 0;
    for (uint32_t i = 0; i < n; i++) {
        size_t size = strlen(signs[i].full);
        memcpy(spelt + to, word + from, signs[i].at - from);
        to += signs[i].at - from;
        memcpy(spelt + to, signs[i].full, size);
        to += (uint32_t)size;
        from = signs[i].at + signs[i].sign->length;
    }
    memcpy(spelt + to, word + from, length - from);
    return consider(expanding, spelt, to + length - from);
}

/* The next choice for all signs, the last one changing first; false: there is none. */
static bool choose_next(sign_at *signs, uint32_t n)
{
    for (uint32_t i = n; i-- > 0;) {
        sign_at *sign = &signs[i];
        if (++sign->choice < sign->sign->n_full) {
            sign->full += strlen(sign->full) + 1;
            return true;
        }
        sign->choice = 0;
        sign->full = al_abbreviation_letters + sign->sign->full;
    }
    return false;
}

static bool consider_signs(expanding *expanding, const char *word, uint32_t length, sign_at *signs,
                           uint32_t n)
{
    bool more = n > 0;
    while (more) {
        if (!consider_chosen(expanding, word, length, signs, n))
            return false;
        more = choose_next(signs, n);
    }
    return true;
}

/* --- All words ---------------------------------------------------------------------------------
 */

/* Whether it was said by what a token is compared. */
static bool is_given(const expanding *expanding, const al_witness *witness, uint32_t k)
{
    if (witness->json == NULL)
        return false;
    al_raw_json raw = {expanding->source.document, witness->json[k].start,
                       expanding->source.length};
    return al_raw_member(&raw, "n");
}

/* Count a word, or, the second time, give it the form of what it stands for. */
static bool take_word(expanding *expanding, al_witness *witness, uint32_t k, bool count)
{
    al_word_span span = witness->words[k];
    const char *word = witness->bytes + span.start;
    uint32_t length = span.end - span.start, form = witness->forms[k];
    sign_at signs[MOST_SIGNS];
    uint32_t n = find_signs(word, length, signs);
    const al_abbreviation *listed = listed_word(expanding, form, word, length, n);
    bool full = (n == 0 && listed == NULL) || is_given(expanding, witness, k);
    if (count && full)
        expanding->counts[form]++;
    if (count || full)
        return true;
    expanding->best = expanding->most = 0;
    if (!consider_signs(expanding, word, length, signs, n) ||
        (listed != NULL && !consider_listed(expanding, listed)))
        return false;
    if (expanding->most > 0)
        witness->forms[k] = expanding->best;
    return true;
}

/* Which of the forms that there are is listed as what. */
static bool find_listed(expanding *expanding)
{
    for (uint32_t i = 0; i < al_abbreviations_words; i++) {
        const al_abbreviation *word = &al_abbreviations[i];
        char letters[LONGEST] = {0};
        uint32_t form;
        memcpy(letters, al_abbreviation_letters + word->letters, word->length);
        if (!al_spellings_find(expanding->spellings, letters, word->length, &form))
            return false;
        if (form != AL_NO_FORM)
            expanding->listed[form] = i + 1;
    }
    return true;
}

bool al_expand(al_witness *witnesses, uint32_t n, al_expand_source source, al_spellings *spellings)
{
    const almost_allocator *allocator = spellings->allocator;
    uint32_t n_forms = al_spellings_count(spellings);
    expanding expanding = {
        .spellings = spellings,
        .source = source,
        .counts = al_allocate_zero(allocator, n_forms, sizeof *expanding.counts),
        .listed = al_allocate_zero(allocator, n_forms, sizeof *expanding.listed),
    };
    bool done = expanding.counts != NULL && expanding.listed != NULL && find_listed(&expanding);
    for (uint32_t pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t k = 0; done && k < witnesses[i].n; k++)
                done = take_word(&expanding, &witnesses[i], k, pass == 0);
    al_release(allocator, expanding.counts);
    al_release(allocator, expanding.listed);
    return done;
}
