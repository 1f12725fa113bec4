/* SPDX-License-Identifier: Apache-2.0 */
/* Cutting bytes of a side into words and signs; see token.h. */
#include "meaning/token.h"

#include "base/error.h"
#include "base/utf8.h"
#include "language/antonyms.h"
#include "language/stem.h"
#include "meaning/pieces.h"
#include "meaning/value_letters.h"

#include <string.h>

/* Where terms are found that are no words of their own. */
static void speak(al_token_maker *maker, const char *language)
{
    maker->antonyms = language != NULL && strcmp(language, "en") == 0;
    if (language != NULL && al_pieces_wanted(language))
        maker->pieces = al_terms_language(language);
    if (language != NULL && (strcmp(language, "he") == 0 || strcmp(language, "ar") == 0))
        memcpy(maker->prefixed, language, 3);
}

almost_status al_token_maker_init(al_token_maker *maker, const al_side sides[2],
                                  al_classes *classes, const char *code, almost_error *error)
{
    *maker = (al_token_maker){.sides = sides,
                              .classes = classes,
                              .language = al_terms_language(code),
                              .everywhere = al_terms_language("*")};
    speak(maker, code);
    maker->forms = al_allocate_zero(classes->allocator, classes->count, sizeof *maker->forms);
    return maker->forms != NULL ? ALMOST_OK : al_fail_memory(error);
}

void al_token_maker_release(al_token_maker *maker)
{
    if (maker->classes != NULL)
        al_release(maker->classes->allocator, maker->forms);
    maker->forms = NULL;
}

uint16_t al_token_term_of(const char *bytes, size_t length)
{
    enum { longest = 96 /* bytes of a word that may be a term; the longest in the lists has 60 */ };
    char letters[4 * longest + 16];
    if (length > longest)
        return 0;
    size_t n = al_fold_word(bytes, length, AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_EDGES,
                            letters, sizeof letters);
    return al_terms_word(letters, n);
}

/* Whether words of the language begin with others that lost their vowel: d', nell'. */
static bool elides(const al_language *language)
{
    return language != NULL && language->n_clitics > 0 && language->clitics[0].begins;
}

/* The term word behind an apostrophe: d'octobre. */
static uint16_t term_behind(const char *bytes, size_t length)
{
    for (size_t i = 1; i + 3 < length; i++) {
        if (bytes[i] == '\'')
            return al_token_term_of(bytes + i + 1, length - i - 1);
        if (memcmp(bytes + i, "\xE2\x80\x99", 3) == 0)
            return al_token_term_of(bytes + i + 3, length - i - 3);
    }
    return 0;
}

/* The letters that Hebrew and Arabic write before a word, as part of it: and, in, to, the. */
static size_t prefix_length(const char *code, const char *bytes, size_t length)
{
    static const char *const hebrew[] = {"ו", "ה", "ב", "ל", "מ", "ש", "כ"};
    static const char *const arabic[] = {"ال", "و", "ف", "ب", "ل", "ك"};
    bool arab = strcmp(code, "ar") == 0;
    const char *const *letters = arab ? arabic : hebrew;
    size_t n = arab ? sizeof arabic / sizeof *arabic : sizeof hebrew / sizeof *hebrew;
    for (size_t i = 0; i < n; i++)
        if (length > strlen(letters[i]) && memcmp(bytes, letters[i], strlen(letters[i])) == 0)
            return strlen(letters[i]);
    return 0;
}

/* The term word behind one or two such letters. */
static uint16_t term_behind_letters(const char *code, const char *bytes, size_t length)
{
    enum { least = 6 /* bytes: three letters */ };
    uint16_t term = 0;
    for (int i = 0; i < 2 && term == 0; i++) {
        size_t n = prefix_length(code, bytes, length);
        if (n == 0 || length - n < least)
            return 0;
        bytes += n;
        length -= n;
        term = al_token_term_of(bytes, length);
    }
    return term;
}

uint32_t al_token_classes_of(const al_token_maker *maker, uint16_t term)
{
    if (term == 0)
        return 0;
    return al_terms_from(maker->language, term).classes |
           al_terms_from(maker->everywhere, term).classes;
}

static void find_form(const al_token_maker *maker, uint32_t form, al_token_form *out)
{
    const al_form *source = al_forms_get(maker->classes->forms, form);
    out->shape = (uint8_t)al_shape_of(maker->classes->language, source->bytes, source->length);
    out->term = al_token_term_of(source->bytes, source->length);
    if (out->term == 0 && elides(maker->classes->language))
        out->term = term_behind(source->bytes, source->length);
    if (out->term == 0 && maker->prefixed[0] != '\0')
        out->term = term_behind_letters(maker->prefixed, source->bytes, source->length);
    out->classes = al_token_classes_of(maker, out->term);
    out->known = true;
}

const al_token_form *al_token_form_of(al_token_maker *maker, uint32_t form)
{
    al_token_form *found = &maker->forms[form];
    if (!found->known)
        find_form(maker, form, found);
    return found;
}

static bool has_antonym(const al_form *form)
{
    char letters[4 * AL_STEM_MOST_BYTES + 16];
    if (form->length > AL_STEM_MOST_BYTES)
        return false;
    size_t n = al_fold_word(form->bytes, form->length, AL_FOLD_EVERYTHING, letters, sizeof letters);
    return al_antonyms_find(letters, n).n > 0;
}

bool al_token_is_opposed(al_token_maker *maker, uint32_t form)
{
    uint8_t *known = &maker->forms[form].opposed;
    if (!maker->antonyms)
        return false;
    if (*known == 0)
        *known = has_antonym(al_forms_get(maker->classes->forms, form)) ? 2 : 1;
    return *known == 2;
}

/* A token at the end of the list, equal to another; NULL when memory ends. */
static inline al_token *append(al_tokens *tokens, const al_token *token)
{
    if (tokens->n == tokens->capacity &&
        !al_grow(tokens->allocator, (void **)&tokens->list, &tokens->capacity, tokens->n + 1,
                 sizeof *tokens->list))
        return NULL;
    al_token *made = &tokens->list[tokens->n++];
    *made = *token;
    return made;
}

al_token *al_tokens_append(al_tokens *tokens, const al_token *token)
{
    return append(tokens, token);
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x202F || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029;
}

/* Marks that are not seen: soft hyphen, zero width, directions. */
static bool is_invisible(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

/* The term word of a sign; nothing of ASCII folds but this one accent. */
static uint16_t term_of_sign(const char *bytes, uint32_t size)
{
    return size == 1 && *bytes != '`' ? al_terms_word(bytes, size) : al_token_term_of(bytes, size);
}

/* Add the signs of some bytes as tokens like `token`, which is told whether blanks end them. */
static bool add_signs(const al_token_maker *maker, al_tokens *tokens, const almost_text *text,
                      al_range bytes, al_token *token)
{
    for (uint32_t at = bytes.start; at < bytes.end;) {
        uint32_t size = 1, c = (unsigned char)text->bytes[at];
        if (c >= 0x80)
            c = al_decode(text->bytes, text->length, at, &size);
        if (is_blank(c)) {
            token->apart = true;
        } else if (c != AL_INVALID && !is_invisible(c)) {
            al_token *made = append(tokens, token);
            if (made == NULL)
                return false;
            made->bytes = (al_range){at, at + size};
            made->sign = c != 0 ? c : 0xFFFD; /* a NUL is a sign, too */
            made->key = c;
            made->term = term_of_sign(text->bytes + at, size);
            made->classes = al_token_classes_of(maker, made->term);
            token->apart = false;
        }
        at += size;
    }
    return true;
}

/* What stands before a word, whose token is `token`: nearly always one blank. */
static inline bool add_gap(const al_token_maker *maker, al_tokens *tokens, const almost_text *text,
                           al_range bytes, al_token *token)
{
    if (bytes.end - bytes.start != 1 || text->bytes[bytes.start] != ' ')
        return add_signs(maker, tokens, text, bytes, token);
    token->apart = true;
    return true;
}

static uint16_t term_of_lexicon(uint16_t place)
{
    const al_lexicon_word *word = al_classes_word(place);
    return word == NULL ? 0 : al_terms_word(al_lexicon_strings + word->letters, word->length);
}

static uint64_t key_of_lexicon(uint16_t place)
{
    const al_lexicon_word *word = al_classes_word(place);
    return al_classes_letters_key(al_lexicon_strings + word->letters, word->length);
}

/* Make a word two tokens, those that its form stands for, in their order. False when memory ends.
 */
static bool part(const al_token_maker *maker, al_tokens *tokens, const al_form_class *class)
{
    al_token copy = tokens->list[tokens->n - 1];
    al_token *second = append(tokens, &copy);
    if (second == NULL)
        return false;
    al_token *first = second - 1;
    bool other_first = (first->flags & AL_FORM_OTHER_FIRST) != 0;
    al_token *base = other_first ? second : first, *other = other_first ? first : second;
    uint16_t term = first->term;
    first->half = second->half = true;
    second->apart = false;
    base->key = class->base_key;
    base->term = term_of_lexicon(class->word);
    if (base->term == 0 && other_first)
        base->term = term;
    base->classes = al_token_classes_of(maker, base->term);
    other->key = key_of_lexicon(class->other);
    other->term = term_of_lexicon(class->other);
    other->classes = al_token_classes_of(maker, other->term);
    other->choice = class->modal_mask;
    return true;
}

bool al_tokens_add_word(al_token_maker *maker, al_tokens *tokens, const al_token *token)
{
    al_token *made = append(tokens, token);
    if (made == NULL)
        return false;
    const al_form_class *class = al_classes_get(maker->classes, token->form);
    const al_token_form *known = al_token_form_of(maker, token->form);
    made->key = class->key;
    made->flags = al_classes_flags(maker->classes, token->form);
    made->classes = known->classes;
    made->term = known->term;
    made->shape = known->shape;
    return !(made->flags & AL_FORM_TWO) || part(maker, tokens, class);
}

bool al_tokens_add(al_token_maker *maker, al_tokens *tokens, int side, al_range bytes,
                   al_range words, uint32_t change, bool changed)
{
    const al_side *mine = &maker->sides[side];
    uint32_t at = bytes.start;
    al_token token = {.change = change, .changed = changed};
    /* white space belongs to the word before it */
    token.apart =
        bytes.start == 0 || tokens->n == 0 || tokens->list[tokens->n - 1].bytes.end != bytes.start;
    for (uint32_t i = words.start; i < words.end; i++) {
        al_range word = {mine->spans[i].start, mine->spans[i].end};
        token.word = i;
        if (word.start > at &&
            !add_gap(maker, tokens, mine->text, (al_range){at, word.start}, &token))
            return false;
        al_token made = token;
        made.bytes = word;
        made.form = mine->forms[i];
        uint32_t n = al_pieces_words(maker, mine, (al_range){i, words.end});
        if (n > 0 ? !al_pieces_add(maker, tokens, side, made, n)
                  : !al_tokens_add_word(maker, tokens, &made))
            return false;
        i += n > 0 ? n - 1 : 0;
        word.end = mine->spans[i].end;
        token.apart = false;
        at = word.end > at ? word.end : at;
    }
    token.word = words.end;
    return at >= bytes.end ||
           add_signs(maker, tokens, mine->text, (al_range){at, bytes.end}, &token);
}

void al_tokens_release(al_tokens *tokens)
{
    if (tokens->allocator != NULL)
        al_release(tokens->allocator, tokens->list);
    tokens->list = NULL;
    tokens->n = tokens->capacity = 0;
}

uint32_t al_token_matches(const al_tokens *tokens, size_t at, const al_term *term)
{
    if (tokens->n - at < term->n_words || tokens->list[at].term != term->first)
        return 0;
    for (uint32_t i = 1; i < term->n_words; i++)
        if (tokens->list[at + i].term != al_term_rest[term->rest + i - 1])
            return 0;
    return term->n_words;
}
