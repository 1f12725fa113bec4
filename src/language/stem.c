/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See stem.h. libstemmer's five functions have not changed since 2001, whatever
 * number its file carries, so that any that is installed will do. Broken UTF-8
 * is never handed to it.
 */
#define XXH_INLINE_ALL
#include "language/stem.h"

#include "base/error.h"
#include "base/shared_object.h"
#include "words/fold.h"
#include "language/stem_latin.h"
#include "base/utf8.h"

#include <libstemmer.h>
#include <string.h>
#include <xxhash.h>

/* Snowball's own choice for English, also known as Porter2. */
#define ENGLISH "english"

typedef enum habit {
    POSSESSIVE = 1, /* 's at the end is no part of the word */
    ELISION = 2     /* what stands before an apostrophe is another word: l'arbre */
} habit;

struct al_stem_rules {
    const char *language;
    const char *algorithm; /* of Snowball; NULL: none */
    uint32_t habits;
};

static const al_stem_rules plain = {"", NULL, 0}, latin = {"la", NULL, 0};

static const al_stem_rules known[] = {
    {"ar", "arabic", 0},     {"ca", "catalan", ELISION}, {"da", "danish", 0},
    {"de", "german", 0},     {"el", "greek", 0},         {"en", ENGLISH, POSSESSIVE},
    {"es", "spanish", 0},    {"et", "estonian", 0},      {"eu", "basque", 0},
    {"fi", "finnish", 0},    {"fr", "french", ELISION},  {"ga", "irish", 0},
    {"hi", "hindi", 0},      {"hu", "hungarian", 0},     {"hy", "armenian", 0},
    {"id", "indonesian", 0}, {"it", "italian", ELISION}, {"lt", "lithuanian", 0},
    {"nb", "norwegian", 0},  {"ne", "nepali", 0},        {"nl", "dutch", 0},
    {"no", "norwegian", 0},  {"pt", "portuguese", 0},    {"ro", "romanian", 0},
    {"ru", "russian", 0},    {"sr", "serbian", 0},       {"sv", "swedish", 0},
    {"ta", "tamil", 0},      {"tr", "turkish", 0},       {"yi", "yiddish", 0},
};

#define FUNCTIONS(X)                                                                               \
    X(sb_stemmer_list)                                                                             \
    X(sb_stemmer_new) X(sb_stemmer_delete) X(sb_stemmer_stem) X(sb_stemmer_length)

typedef struct snowball {
    FUNCTIONS(AL_SHARED_MEMBER)
} snowball;

#ifdef AL_STEMMER_LINKED

static const snowball table = {FUNCTIONS(AL_SHARED_LINKED)};

static const snowball *get_snowball(void)
{
    return &table;
}

#else

/* By the sonames of distributions and of upstream. */
#ifdef __APPLE__
static const char *const libraries[] = {"libstemmer.dylib"};
#else
static const char *const libraries[] = {"libstemmer.so.0d", "libstemmer.so.0", "libstemmer.so.2",
                                        "libstemmer.so.3"};
#endif

static const char *const wanted[] = {FUNCTIONS(AL_SHARED_NAME)};
static snowball table;
static al_shared_object libstemmer = AL_SHARED_OBJECT(libraries, wanted, &table);

static const snowball *get_snowball(void)
{
    return al_shared_object_is_there(&libstemmer) ? &table : NULL;
}

#endif

struct al_stemmer {
    const almost_allocator *allocator;
    const al_stem_rules *language;
    const snowball *snowball;
    struct sb_stemmer *rules; /* NULL: words are only folded, or Latin; or not opened yet */
    bool opened;
};

const al_stem_rules *al_stem_rules_of(const char *language)
{
    size_t length = language != NULL ? strcspn(language, "-_") : 0;
    if (length != 2)
        return &plain;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (memcmp(known[i].language, language, length) == 0)
            return &known[i];
    return memcmp(latin.language, language, length) == 0 ? &latin : &plain;
}

/* An older libstemmer knows fewer languages. */
static bool has_algorithm(const snowball *snowball, const char *algorithm)
{
    const char **names = snowball->call_sb_stemmer_list();
    for (size_t i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], algorithm) == 0)
            return true;
    return false;
}

/* Load the rules, which is more work than a short text is: when the first word asks for them. */
static void open_rules(al_stemmer *stemmer)
{
    const char *algorithm = stemmer->language->algorithm;
    if (stemmer->opened)
        return;
    stemmer->opened = true;
    stemmer->snowball = algorithm != NULL ? get_snowball() : NULL;
    if (stemmer->snowball != NULL && has_algorithm(stemmer->snowball, algorithm))
        stemmer->rules = stemmer->snowball->call_sb_stemmer_new(algorithm, NULL);
}

almost_status al_stemmer_new(const almost_allocator *allocator, const char *language,
                             al_stemmer **out, almost_error *error)
{
    al_stemmer *stemmer = al_allocate_zero(allocator, 1, sizeof *stemmer);
    if (stemmer == NULL)
        return al_fail_memory(error);
    stemmer->allocator = allocator;
    stemmer->language = al_stem_rules_of(language);
    *out = stemmer;
    return ALMOST_OK;
}

void al_stemmer_free(al_stemmer *stemmer)
{
    if (stemmer == NULL)
        return;
    if (stemmer->rules != NULL)
        stemmer->snowball->call_sb_stemmer_delete(stemmer->rules);
    al_release(stemmer->allocator, stemmer);
}

bool al_stemmer_stems(al_stemmer *stemmer)
{
    open_rules(stemmer);
    return stemmer->rules != NULL || stemmer->language == &latin;
}

static bool is_valid(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t size;
        if (al_decode(bytes, length, at, &size) == AL_INVALID)
            return false;
        at += size;
    }
    return true;
}

/* Take off what is no part of the word. */
static void strip(uint32_t habits, const char **word, size_t *length)
{
    if ((habits & POSSESSIVE) && *length > 2 && memcmp(*word + *length - 2, "'s", 2) == 0)
        *length -= 2;
    if (!(habits & ELISION))
        return;
    size_t start = *length;
    while (start > 0 && (*word)[start - 1] != '\'')
        start--;
    if (start > 0 && *length - start >= 2) {
        *word += start;
        *length -= start;
    }
}

/* Snowball's stem, which lives until its next word, in place of the word. */
static void stem(al_stemmer *stemmer, const char **word, size_t *length)
{
    const snowball *snowball = stemmer->snowball;
    const sb_symbol *stem =
        snowball->call_sb_stemmer_stem(stemmer->rules, (const sb_symbol *)*word, (int)*length);
    int stem_length = stem != NULL ? snowball->call_sb_stemmer_length(stemmer->rules) : 0;
    if (stem_length <= 0)
        return;
    *word = (const char *)stem;
    *length = (size_t)stem_length;
}

size_t al_stemmer_letters(al_stemmer *stemmer, const char *bytes, size_t length, char *out)
{
    char folded[4 * AL_STEM_MOST_BYTES + 16];
    uint32_t folds = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_EDGES;
    bool is_latin = stemmer->language == &latin;
    open_rules(stemmer);
    if (is_latin)
        folds |= AL_FOLD_ACCENTS; /* long vowels and æ are typography here */
    size_t size = al_fold_word(bytes, length, folds, folded, sizeof folded);
    const char *word = folded;
    strip(stemmer->language->habits, &word, &size);
    if (is_latin)
        size = al_stem_latin(folded, size);
    else if (stemmer->rules != NULL && is_valid(word, size))
        stem(stemmer, &word, &size);
    return al_fold_word(word, size, AL_FOLD_ACCENTS, out, AL_STEM_MOST_LETTERS);
}

uint64_t al_stemmer_stem(al_stemmer *stemmer, const char *bytes, size_t length)
{
    char letters[AL_STEM_MOST_LETTERS];
    if (length > AL_STEM_MOST_BYTES)
        return XXH64(bytes, length, 0);
    return XXH64(letters, al_stemmer_letters(stemmer, bytes, length, letters), 0);
}
