/* SPDX-License-Identifier: Apache-2.0 */
/* Classing one form; see classes.h. */
#include "meaning/classes.h"

#include "base/error.h"
#include "meaning/word_record.h"
#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define LONGEST 120 /* bytes of a word that may be in a word list; longer ones have a key only */
#define FOLDED (4 * LONGEST + 16)

/* A form while it is classed. */
typedef struct candidate {
    const al_language *language;
    al_form_class *out;
    uint16_t flags;
    const char *bytes; /* as written */
    size_t raw_length;
    char letters[FOLDED];
    size_t length;
    char exact[FOLDED];
    size_t exact_length;
} candidate;

almost_status al_classes_init(al_classes *classes, const almost_allocator *allocator,
                              const al_forms *forms, const al_language *language,
                              almost_error *error)
{
    uint32_t count = al_forms_count(forms);
    *classes =
        (al_classes){.allocator = allocator, .forms = forms, .language = language, .count = count};
    classes->flags = al_allocate_zero(allocator, count, sizeof *classes->flags);
    classes->known = al_allocate_zero(allocator, count, sizeof *classes->known);
    classes->own = al_allocate(allocator, count, sizeof *classes->own);
    if (classes->flags == NULL || classes->known == NULL || classes->own == NULL) {
        al_classes_release(classes);
        return al_fail_memory(error);
    }
    return ALMOST_OK;
}

void al_classes_release(al_classes *classes)
{
    al_release(classes->allocator, classes->flags);
    al_release(classes->allocator, classes->known);
    al_release(classes->allocator, classes->own);
    classes->flags = NULL;
    classes->known = NULL;
    classes->own = NULL;
}

uint64_t al_classes_letters_key(const char *letters, size_t length)
{
    return XXH3_64bits(letters, length);
}

/* Folding its case makes another letter of it, and one only: not so with the sharp s. */
bool al_classes_capital(const char *bytes, size_t length)
{
    char folded[64], plain[64];
    uint32_t size, folded_size;
    if (length == 0)
        return false;
    unsigned char c = (unsigned char)bytes[0];
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    if (al_decode(bytes, length, 0, &size) == AL_INVALID)
        return false;
    if (size == 2 && memcmp(bytes, "\xC4\xB0", 2) == 0) /* the dotted I of Turkish: i and a dot */
        return true;
    size_t n = al_fold_word(bytes, size, AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE, folded, sizeof folded);
    size_t m = al_fold_word(bytes, size, AL_FOLD_TYPOGRAPHY, plain, sizeof plain);
    if (n == 0 || (n == m && memcmp(folded, plain, n) == 0))
        return false;
    al_decode(folded, n, 0, &folded_size);
    return folded_size == n;
}

/* Bytes of punctuation such as _ before the first letter. */
static size_t edge_length(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length && strchr("_\"'([{*<", bytes[at]) != NULL && bytes[at] != 0)
        at++;
    return at;
}

/* After an apostrophe inside: d'Artagnan. */
static bool has_inner_capital(const char *bytes, size_t length)
{
    for (size_t i = 1; i + 1 < length && i < 12; i++) {
        if (bytes[i] == '\'')
            return al_classes_capital(bytes + i + 1, length - i - 1);
        if (i + 3 < length && memcmp(bytes + i, "\xE2\x80\x99", 3) == 0)
            return al_classes_capital(bytes + i + 3, length - i - 3);
    }
    return false;
}

/* Letters counted up to two, and whether all of them are capitals. */
static bool all_capitals(const char *bytes, size_t length, uint32_t *letters)
{
    *letters = 0;
    for (size_t at = 0; at < length;) {
        uint32_t size, c = al_decode(bytes, length, at, &size);
        bool sign = c == AL_INVALID || (c < 0x80 && !((c | 32) >= 'a' && (c | 32) <= 'z')) ||
                    (c >= 0x2000 && c < 0x2070) || al_is_invisible(c);
        if (!sign) {
            if (!al_classes_capital(bytes + at, size))
                return false;
            ++*letters;
        }
        at += size;
    }
    return true;
}

static void class_capitals(candidate *form)
{
    size_t edge = edge_length(form->bytes, form->raw_length);
    const char *bytes = form->bytes + edge;
    size_t length = form->raw_length - edge;
    uint32_t letters;
    if (!al_classes_capital(bytes, length)) {
        if (has_inner_capital(bytes, length))
            form->flags |= AL_FORM_INNER_CAPITAL | AL_FORM_CAPITAL;
        return;
    }
    form->flags |= AL_FORM_CAPITAL;
    if (all_capitals(bytes, length, &letters))
        form->flags |= letters > 1 ? AL_FORM_UPPER : AL_FORM_INITIAL;
}

static const al_lexicon_word *find(const candidate *form, const char *letters, size_t length)
{
    const char *exact = length == form->length ? form->exact : NULL;
    return al_lexicon_find(form->language, letters, length, al_lexicon_hash(letters, length), exact,
                           form->exact_length);
}

static uint16_t place_of(const al_lexicon_word *word)
{
    return word == NULL ? AL_NO_WORD : (uint16_t)(word - al_lexicon_words);
}

/* Letters of a lexicon word as a key, so that don't is the keys of do and not. */
static uint64_t key_of_word(uint16_t place)
{
    return al_classes_letters_key(al_lexicon_strings + al_lexicon_words[place].letters,
                                  al_lexicon_words[place].length);
}

static bool take_whole(candidate *form, const al_lexicon_word *word)
{
    if (word == NULL || !(word->classes & AL_WORD_WHOLE))
        return false;
    const al_lexicon_whole *whole = &form->language->wholes[word->number];
    form->out->word = whole->base;
    form->out->other = whole->other;
    form->out->base_key = key_of_word(whole->base);
    form->flags |= AL_FORM_TWO | AL_FORM_LOUD | AL_FORM_COMMON;
    return true;
}

static bool take_clitic(candidate *form)
{
    const al_language *language = form->language;
    for (uint32_t i = 0; i < language->n_clitics; i++) {
        const al_lexicon_clitic *clitic = &language->clitics[i];
        if (clitic->length >= form->length)
            continue;
        size_t rest = form->length - clitic->length;
        const char *letters = form->letters + (clitic->begins ? clitic->length : 0);
        if (memcmp(clitic->begins ? form->letters : form->letters + rest,
                   al_lexicon_strings + clitic->letters, clitic->length) != 0)
            continue;
        const al_lexicon_word *base = find(form, letters, rest);
        form->out->word = place_of(base);
        form->out->other = clitic->word;
        form->out->modal_mask = clitic->modal_mask;
        form->out->base_key = al_classes_letters_key(letters, rest);
        form->flags |= AL_FORM_TWO | AL_FORM_LOUD | (clitic->begins ? AL_FORM_OTHER_FIRST : 0) |
                       (base != NULL ? AL_FORM_COMMON : 0);
        return true;
    }
    return false;
}

/* A number that is no number alone: a joint, an article, a function word such as `one`. */
static bool is_faint(const al_lexicon_word *word, const al_lexicon_number *number)
{
    return word->classes & (AL_WORD_FUNCTION | AL_WORD_DETERMINER) ||
           number->roles & (AL_ROLE_JOINT | AL_ROLE_ARTICLE) || !(number->roles & AL_ROLE_OUTSIDE);
}

static void class_word(candidate *form, const al_lexicon_word *word)
{
    const uint16_t loud =
        AL_WORD_NEGATES | AL_WORD_OPENS | AL_WORD_CLOSES | AL_WORD_NEARLY_NEGATES | AL_WORD_MODAL;
    form->out->word = place_of(word);
    if (word == NULL)
        return;
    if (word->classes != 0)
        form->flags |= AL_FORM_COMMON;
    if (word->classes & loud)
        form->flags |= AL_FORM_LOUD;
    const al_lexicon_number *number = al_lexicon_number_of(word);
    if (number != NULL)
        form->flags |= is_faint(word, number) ? AL_FORM_FAINT_PART : AL_FORM_PART;
}

/*
 * XXIII, xxiii, French XXIIIe. Small ones, single letters and those that are words too are faint.
 */
static void class_roman(candidate *form)
{
    size_t length = 0;
    while (length < form->length && strchr("ivxlcdm", form->letters[length]) != NULL)
        length++;
    if (length == 0 || length > 15)
        return;
    int32_t value = al_number_roman(form->letters, length);
    bool ordinal = length < form->length;
    if (value == 0 || (ordinal && (!(form->flags & AL_FORM_CAPITAL) || length < 2 ||
                                   form->flags & AL_FORM_UPPER ||
                                   !al_number_ordinal_ending(form->language, form->letters + length,
                                                             form->length - length))))
        return;
    form->out->number = (al_number){value, ordinal ? AL_NUMBER_ORDINAL : AL_NUMBER_ROMAN};
    bool upper = form->flags & AL_FORM_UPPER || (ordinal && al_classes_capital(form->bytes + 1, 1));
    bool clear = upper && !(form->flags & AL_FORM_COMMON);
    if (clear)
        form->flags |= AL_FORM_NUMBER | AL_FORM_COMMON;
    else if ((length > 1 && !(form->flags & (AL_FORM_CAPITAL | AL_FORM_COMMON))) ||
             (form->flags & AL_FORM_INITIAL && value > 1))
        form->flags |= AL_FORM_FAINT_ROMAN;
}

static void class_number(candidate *form)
{
    char first = form->letters[0];
    if (first >= '0' && first <= '9') {
        form->out->number = al_number_figures(form->language, form->letters, form->length);
        form->flags |= AL_FORM_NUMBER | AL_FORM_COMMON;
    } else if (al_number_glued(form->language, form->letters, form->length, &form->out->number)) {
        form->flags |= AL_FORM_NUMBER | AL_FORM_COMMON;
    } else {
        class_roman(form);
    }
}

/* A name is the same with a genitive and with an article or preposition elided before it. */
static void class_name(candidate *form)
{
    const char *letters = form->letters;
    size_t length = form->length;
    if (form->flags & AL_FORM_INNER_CAPITAL) {
        const char *apostrophe = memchr(letters, '\'', length);
        if (apostrophe != NULL && apostrophe + 1 < letters + length) {
            length -= (size_t)(apostrophe + 1 - letters);
            letters = apostrophe + 1;
        }
    }
    if (length > 2 && letters[length - 1] == 's' && letters[length - 2] == '\'')
        length -= 2;
    form->out->base_key = al_classes_letters_key(letters, length);
}

static void class_noun_ending(candidate *form)
{
    static const char endings[][8] = {"ung",    "ungen", "heit", "heiten", "keit", "keiten",
                                      "schaft", "tum",   "nis",  "chen",   "tion", "tionen"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (form->length > length &&
            memcmp(form->letters + form->length - length, endings[i], length) == 0)
            form->flags |= AL_FORM_NOUN_ENDING;
    }
}

static void class_letters(candidate *form)
{
    const al_lexicon_word *word = find(form, form->letters, form->length);
    class_capitals(form);
    if (take_whole(form, word))
        return;
    class_word(form, word);
    if (word == NULL && form->language != NULL && take_clitic(form))
        return;
    if (!(form->flags & (AL_FORM_PART | AL_FORM_FAINT_PART)))
        class_number(form);
    if (form->flags & AL_FORM_CAPITAL)
        class_name(form);
    if (form->language != NULL && form->language->properties & AL_LANGUAGE_NOUNS)
        class_noun_ending(form);
}

static bool is_ascii(const char *bytes, size_t length)
{
    unsigned char all = 0;
    for (size_t i = 0; i < length; i++)
        all |= (unsigned char)bytes[i];
    return all < 0x80;
}

/* The letters without accents and with them: in ASCII there are none. */
static void fold_letters(candidate *form)
{
    const uint32_t exact = AL_FOLD_EVERYTHING & ~(uint32_t)AL_FOLD_ACCENTS;
    form->length =
        al_fold_word(form->bytes, form->raw_length, AL_FOLD_EVERYTHING, form->letters, FOLDED);
    form->exact_length = form->length;
    if (is_ascii(form->bytes, form->raw_length))
        memcpy(form->exact, form->letters, form->length);
    else
        form->exact_length =
            al_fold_word(form->bytes, form->raw_length, exact, form->exact, FOLDED);
}

static uint16_t class_form(const al_language *language, const al_form *source, al_form_class *out)
{
    candidate form;
    form.language = language;
    form.out = out;
    form.flags = AL_FORM_KNOWN;
    form.bytes = source->bytes;
    form.raw_length = source->length;
    *form.out = (al_form_class){.word = AL_NO_WORD, .other = AL_NO_WORD};
    if (source->length > LONGEST) { /* no word list holds it: its letters as they are */
        form.out->key = al_classes_letters_key(source->bytes, source->length);
    } else {
        fold_letters(&form);
        form.out->key = al_classes_letters_key(form.letters, form.length);
        if (form.length > 0)
            class_letters(&form);
    }
    return form.flags;
}

/* As class_form(), unless another comparison has left it in the vocabulary. `*own` is room. */
static const al_form_class *class_vocable(al_vocabulary *vocabulary, al_vocable *vocable,
                                          const al_language *language, al_form_class *own,
                                          uint16_t *flags)
{
    const al_word_record *known = al_word_record_find(vocable, language);
    if (known != NULL) {
        *flags = known->flags;
        return &known->class;
    }
    const al_form form = {.bytes = al_vocable_bytes(vocable), .length = vocable->length};
    al_word_record record = {.language = language};
    record.flags = *flags = class_form(language, &form, &record.class);
    al_word_record_add(vocabulary, vocable, &record);
    *own = record.class;
    return own;
}

uint16_t al_classes_find(al_classes *classes, uint32_t number)
{
    al_vocable *vocable = al_forms_vocable(classes->forms, number);
    al_form_class *own = &classes->own[number];
    uint16_t flags;
    if (vocable != NULL) {
        classes->known[number] = class_vocable(al_forms_vocabulary(classes->forms), vocable,
                                               classes->language, own, &flags);
    } else {
        flags = class_form(classes->language, al_forms_get(classes->forms, number), own);
        classes->known[number] = own;
    }
    classes->flags[number] = flags;
    return flags;
}

/*
 * The flags of a vocable in the language that it was first asked for, so that
 * they are found without its record: in 32 bits, with which language that was.
 */
static uint32_t language_bits(const al_language *language)
{
    uint32_t number = language != NULL ? (uint32_t)(language - al_languages) + 1 : 0;
    return number << 16;
}

static uint16_t flags_of_vocable(al_vocabulary *vocabulary, al_vocable *vocable,
                                 const al_language *language)
{
    uint32_t bits = language_bits(language);
    uint32_t known = atomic_load_explicit(&vocable->classes, memory_order_relaxed);
    uint16_t flags = (uint16_t)known;
    al_form_class unused;
    if (known != 0 && known - flags == bits)
        return flags;
    class_vocable(vocabulary, vocable, language, &unused, &flags);
    if (known == 0)
        atomic_store_explicit(&vocable->classes, bits | flags, memory_order_relaxed);
    return flags;
}

bool al_class_survey_init(al_class_survey *survey, const al_word_list *list,
                          const al_language *language)
{
    *survey = (al_class_survey){.list = list, .language = language};
    survey->flags = al_allocate(list->allocator, list->n_distinct, sizeof *survey->flags);
    if (survey->flags == NULL)
        return false;
    for (uint32_t i = 0; i < list->n_distinct; i++)
        survey->flags[i] = flags_of_vocable(list->vocabulary, list->vocables[i], language);
    return true;
}

void al_class_survey_release(al_class_survey *survey)
{
    if (survey->list != NULL)
        al_release(survey->list->allocator, survey->flags);
    survey->flags = NULL;
}

void al_classes_take(al_classes *classes, const al_class_survey *const surveys[2],
                     const al_merge *merge)
{
    uint16_t *flags = classes->flags;
    if (surveys[0]->language == classes->language)
        memcpy(flags, surveys[0]->flags, surveys[0]->list->n_distinct * sizeof *flags);
    if (surveys[1]->language == classes->language)
        for (uint32_t i = 0; i < surveys[1]->list->n_distinct; i++)
            flags[merge->forms[i]] = surveys[1]->flags[i];
}
