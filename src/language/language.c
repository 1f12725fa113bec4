/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See language.h. Works on forms, not words, and of a long text only on the
 * common ones: function words are the commonest words of any text.
 */
#include "language/language.h"

#include "language/dictionary.h"

#include <assert.h>
#include <string.h>

#define MOST_BYTES 24 /* no function word is longer */

/*
 * The marks of a vocable, in 32 bits: the languages that have its letters in
 * their list, those in which they are a function word, and that it was asked.
 */
#define FUNCTION (UINT32_C(1) << AL_MOST_LANGUAGES)
#define KNOWN (UINT32_C(1) << 31)

/* From this many words on, rare forms are passed over. */
#define LONG_TEXTS 20000

/* Occurrences below which a form of texts with so many words is passed over. */
static uint64_t least_count(const al_forms *forms, uint64_t *words)
{
    uint32_t count = al_forms_count(forms);
    *words = 0;
    for (uint32_t i = 0; i < count; i++) {
        const al_form *form = al_forms_get(forms, i);
        *words += (uint64_t)form->count[0] + form->count[1];
    }
    return *words / LONG_TEXTS;
}

/* The languages that have a word, a bit each, whatever its accents. */
static uint32_t languages_of(const char *folded, size_t length, uint32_t hash)
{
    uint32_t languages = 0;
    for (uint32_t i = 0; i < al_languages_count && i < AL_MOST_LANGUAGES; i++) {
        const al_lexicon_word *word =
            al_lexicon_find(&al_languages[i], folded, length, hash, NULL, 0);
        if (word != NULL && word->classes != 0 && word->classes != AL_WORD_NUMBER)
            languages |= UINT32_C(1) << i;
    }
    return languages;
}

static bool is_function(const al_lexicon_word *word)
{
    const uint16_t classes =
        AL_WORD_FUNCTION | AL_WORD_DETERMINER | AL_WORD_MODAL | AL_WORD_NEGATES;
    return word != NULL && (word->classes & classes) != 0;
}

static bool is_function_word(const al_language *language, const char *letters, size_t length,
                             uint32_t hash)
{
    return is_function(al_lexicon_find(language, letters, length, hash, letters, length));
}

/* In which languages the letters are a function word, as marks; 0 where none knows them at all. */
static uint32_t functions_of(const char *letters, size_t length, uint32_t hash, bool *known)
{
    uint32_t marks = 0;
    for (uint32_t i = 0; i < al_languages_count && i < AL_MOST_LANGUAGES; i++) {
        const al_lexicon_word *word =
            al_lexicon_find(&al_languages[i], letters, length, hash, letters, length);
        *known |= word != NULL;
        marks |= is_function(word) ? FUNCTION << i : 0;
    }
    return marks;
}

/* What is asked of the letters of every text, once a vocable: see KNOWN and FUNCTION. */
static uint32_t marks_of(al_vocable *vocable)
{
    uint32_t marks = atomic_load_explicit(&vocable->marks, memory_order_relaxed);
    if (marks != 0)
        return marks;
    const char *letters = al_vocable_bytes(vocable);
    uint32_t hash = al_lexicon_hash(letters, vocable->length);
    bool known = false;
    marks = KNOWN | functions_of(letters, vocable->length, hash, &known);
    if (known) /* else it is in no list, with accents or without */
        marks |= languages_of(letters, vocable->length, hash);
    atomic_store_explicit(&vocable->marks, marks, memory_order_relaxed);
    return marks;
}

static uint32_t languages_of_form(const al_forms *forms, uint32_t number)
{
    char folded[4 * MOST_BYTES + 16];
    al_vocable *vocable = al_forms_vocable(forms, number);
    if (vocable != NULL)
        return marks_of(atomic_load_explicit(&vocable->fold, memory_order_acquire)) &
               (FUNCTION - 1);
    const al_form *form = al_forms_get(forms, number);
    size_t length =
        al_fold_word(form->bytes, form->length, AL_FOLD_EVERYTHING, folded, sizeof folded);
    return languages_of(folded, length, al_lexicon_hash(folded, length));
}

/* Credit occurrences to the languages that have a word, in equal parts; counted in halves. */
static void credit(uint64_t count, uint32_t languages, uint64_t *halves)
{
    uint64_t share = (languages & (languages - 1)) == 0 ? 2 * count : count;
    for (; languages != 0; languages &= languages - 1)
        halves[__builtin_ctz(languages)] += share;
}

/* By all forms, of long texts the common ones. Returns the number of words. */
static uint64_t count_forms(const al_forms *forms, uint64_t *halves)
{
    uint64_t words, least = least_count(forms, &words);
    for (uint32_t i = 0; i < al_forms_count(forms); i++) {
        const al_form *form = al_forms_get(forms, i);
        uint64_t count = (uint64_t)form->count[0] + form->count[1];
        if (form->length <= MOST_BYTES && form->length > 0 && count > least)
            credit(count, languages_of_form(forms, i), halves);
    }
    return words;
}

static const al_language *likeliest(const uint64_t *halves, uint64_t words)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < al_languages_count && i < AL_MOST_LANGUAGES; i++)
        if (halves[i] > halves[best])
            best = i;
    if (words == 0 || halves[best] * 3 < words || halves[best] == 0)
        return NULL;
    return &al_languages[best];
}

/*
 * In short texts a few function words are all that counts tell by, and neighbours share many: `war`
 * is German too, and much of Portuguese is Spanish. There the language whose dictionary knows most
 * of the words is taken of those that come near, and none where it knows too few of them, or where
 * unknown words have letters that the language does not write. Where no function word tells
 * (Helvetii pacem petebant), the dictionary that knows nearly all, and by far the most, does.
 */
enum {
    SHORT_TEXTS = 400, /* words of both texts together; longer ones tell by their counts */
    NEAR = 2           /* how many times fewer function words a language may have to come near */
};
static const double least_known = .6; /* share of the words; of its own a dictionary knows .9 */
static const double well_known = .85;
static const double far = .25; /* share by which the best dictionary is beyond the next */

/* How many words of both texts a language's dictionary knows, and how many are not its own. */
typedef struct word_shares {
    double known;
    double foreign; /* with letters that the language does not write */
} word_shares;

/* The letters beside a to z that each language writes (Common Locale Data Repository, exemplars).
 */
static const struct {
    char code[4];
    const char *letters;
} exemplars[] = {
    {"de", "äöüßàáâçèéêôñ"},
    {"fr", "àâæçéèêëîïôœùûüÿ"},
    {"es", "áéíñóúüªº"},
    {"it", "àèéìíîòóùúº"},
};

static bool is_foreign(const al_language *language, const char *letters, size_t length)
{
    const char *own = NULL;
    for (size_t i = 0; i < sizeof exemplars / sizeof *exemplars; i++)
        if (strcmp(exemplars[i].code, language->code) == 0)
            own = exemplars[i].letters;
    for (size_t at = 0; own != NULL && at < length; at++) {
        char letter[3] = {letters[at], at + 1 < length ? letters[at + 1] : '\0', '\0'};
        if ((unsigned char)letters[at] >= 0xC3 && (unsigned char)letters[at] < 0xE0 &&
            strstr(own, letter) == NULL)
            return true;
    }
    return false;
}

static word_shares shares_of(const al_forms *forms, const al_language *language)
{
    const uint32_t folds = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_EDGES;
    char folded[4 * MOST_BYTES + 16];
    uint64_t known = 0, foreign = 0, all = 0;
    for (uint32_t i = 0; i < al_forms_count(forms); i++) {
        const al_form *form = al_forms_get(forms, i);
        uint64_t count = (uint64_t)form->count[0] + form->count[1];
        if (form->length > MOST_BYTES || form->length == 0 ||
            (form->bytes[0] >= '0' && form->bytes[0] <= '9'))
            continue;
        size_t length = al_fold_word(form->bytes, form->length, folds, folded, sizeof folded);
        all += count;
        if (is_foreign(language, folded, length))
            foreign += count;
        else if (al_dictionary_knows(language, folded, length) ||
                 al_dictionary_has_name(language, folded, length))
            known += count;
    }
    if (all == 0)
        return (word_shares){0, 0};
    return (word_shares){(double)known / (double)all, (double)foreign / (double)all};
}

/* The one language whose dictionary knows nearly all words. */
static const al_language *best_known(const al_forms *forms)
{
    const al_language *found = NULL;
    double most = 0, second = 0;
    for (uint32_t i = 0; i < al_languages_count && i < AL_MOST_LANGUAGES; i++) {
        double share = shares_of(forms, &al_languages[i]).known;
        if (share > most) {
            second = most;
            most = share;
            found = &al_languages[i];
        } else if (share > second) {
            second = share;
        }
    }
    return most >= well_known && most >= second + far ? found : NULL;
}

static const al_language *likeliest_of_short(const al_forms *forms, const uint64_t *halves,
                                             const al_language *best)
{
    const al_language *found = NULL;
    double most = least_known;
    if (best == NULL)
        return best_known(forms);
    for (uint32_t i = 0; i < al_languages_count && i < AL_MOST_LANGUAGES; i++) {
        if (halves[i] * NEAR < halves[best - al_languages])
            continue;
        word_shares share = shares_of(forms, &al_languages[i]);
        if (share.foreign > 0 && share.known - 2 * share.foreign < well_known)
            continue;
        if (share.known > most || (share.known == most && &al_languages[i] == best)) {
            most = share.known;
            found = &al_languages[i];
        }
    }
    return found;
}

const al_language *al_language_of_text(const al_language_survey *survey)
{
    uint64_t halves[AL_MOST_LANGUAGES];
    for (uint32_t i = 0; i < AL_MOST_LANGUAGES; i++)
        halves[i] = survey->halves[i];
    return likeliest(halves, survey->list->n_words);
}

const al_language *al_language_guess(const al_forms *forms)
{
    uint64_t halves[AL_MOST_LANGUAGES] = {0};
    uint64_t words = count_forms(forms, halves);
    const al_language *best = likeliest(halves, words);
    return words < SHORT_TEXTS ? likeliest_of_short(forms, halves, best) : best;
}

const al_language *al_language_guess_surveyed(const al_forms *forms,
                                              const al_language_survey *const surveys[2])
{
    uint64_t halves[AL_MOST_LANGUAGES] = {0};
    uint64_t words = (uint64_t)surveys[0]->list->n_words + surveys[1]->list->n_words;
    if (words >= LONG_TEXTS) /* which is decided by the common words of both */
        return al_language_guess(forms);
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < AL_MOST_LANGUAGES; i++)
            halves[i] += surveys[side]->halves[i];
    const al_language *best = likeliest(halves, words);
    return words < SHORT_TEXTS ? likeliest_of_short(forms, halves, best) : best;
}

bool al_language_survey_init(al_language_survey *survey, const al_word_list *list)
{
    uint64_t halves[AL_MOST_LANGUAGES] = {0};
    *survey = (al_language_survey){.list = list};
    survey->functions = al_allocate(list->allocator, list->n_folds, sizeof *survey->functions);
    if (survey->functions == NULL)
        return false;
    const al_word_list words = *list; /* a copy, which nothing that is written can be a part of */
    for (uint32_t i = 0; i < words.n_folds; i++) {
        uint32_t marks = marks_of(al_word_list_fold(&words, i));
        survey->functions[i] = (uint16_t)((marks & ~KNOWN) >> AL_MOST_LANGUAGES);
    }
    for (uint32_t i = 0; i < words.n_distinct; i++) {
        al_vocable *fold = al_word_list_fold(&words, al_column_at(words.folds, i));
        if (words.lengths[i] <= MOST_BYTES && words.lengths[i] > 0)
            credit(al_column_at(words.counts, i), marks_of(fold) & (FUNCTION - 1), halves);
    }
    for (uint32_t i = 0; i < AL_MOST_LANGUAGES; i++)
        survey->halves[i] = halves[i] < UINT32_MAX ? (uint32_t)halves[i] : UINT32_MAX;
    return true;
}

void al_language_survey_release(al_language_survey *survey)
{
    if (survey->list != NULL)
        al_release(survey->list->allocator, survey->functions);
    survey->functions = NULL;
}

bool al_language_function(const al_forms *forms, uint32_t fold, const al_language *language)
{
    uint32_t number = (uint32_t)(language - al_languages);
    assert(number < AL_MOST_LANGUAGES && fold < al_forms_folds(forms));
    al_vocable *vocable = al_forms_fold_vocable(forms, fold);
    if (vocable != NULL)
        return marks_of(vocable) >> (AL_MOST_LANGUAGES + number) & 1;
    al_letters letters = al_forms_fold_letters(forms, fold);
    uint32_t hash = al_lexicon_hash(letters.bytes, letters.length);
    return is_function_word(language, letters.bytes, letters.length, hash);
}

void al_language_functions(const al_forms *forms, const al_language *language, uint8_t *out)
{
    for (uint32_t fold = 0; fold < al_forms_folds(forms); fold++)
        out[fold] = al_language_function(forms, fold, language);
}

void al_language_functions_surveyed(const al_forms *forms,
                                    const al_language_survey *const surveys[2],
                                    const al_merge *merge, const al_language *language,
                                    uint8_t *out)
{
    if (forms->folded_by != AL_FOLD_EVERYTHING) { /* other folds than those of the lists */
        al_language_functions(forms, language, out);
        return;
    }
    uint32_t number = (uint32_t)(language - al_languages);
    const uint16_t *first = surveys[0]->functions, *second = surveys[1]->functions;
    for (uint32_t i = 0; i < surveys[0]->list->n_folds; i++)
        out[i] = first[i] >> number & 1;
    for (uint32_t i = 0; i < surveys[1]->list->n_folds; i++)
        out[merge->folds[i]] = second[i] >> number & 1;
}
