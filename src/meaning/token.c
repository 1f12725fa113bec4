/* SPDX-License-Identifier: Apache-2.0 */
/* Cutting bytes of a side into words and signs; see token.h. */
#include "meaning/token.h"

#include "base/error.h"
#include "base/utf8.h"
#include "meaning/pieces.h"
#include "meaning/value_letters.h"

#include <string.h>

almost_status al_token_maker_init(al_token_maker *maker, const al_side sides[2],
                                  al_classes *classes, almost_error *error)
{
    *maker = (al_token_maker){.sides = sides, .classes = classes};
    maker->terms = al_allocate_zero(classes->allocator, classes->count, sizeof *maker->terms);
    return maker->terms != NULL ? ALMOST_OK : al_fail_memory(error);
}

void al_token_maker_release(al_token_maker *maker)
{
    if (maker->classes != NULL)
        al_release(maker->classes->allocator, maker->terms);
    maker->terms = NULL;
}

void al_token_maker_speak(al_token_maker *maker, const char *language)
{
    if (language != NULL && al_pieces_wanted(language))
        maker->pieces = al_terms_language(language);
    if (language != NULL && (strcmp(language, "he") == 0 || strcmp(language, "ar") == 0))
        memcpy(maker->prefixed, language, 3);
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

/* The term word and the shape of a form, as al_token_maker keeps them. */
static uint32_t known_of(al_token_maker *maker, uint32_t form)
{
    uint32_t *known = &maker->terms[form];
    if (*known == 0) {
        const al_form *source = al_forms_get(maker->classes->forms, form);
        al_shape shape = al_shape_of(maker->classes->language, source->bytes, source->length);
        uint32_t term = al_token_term_of(source->bytes, source->length);
        if (term == 0 && elides(maker->classes->language))
            term = term_behind(source->bytes, source->length);
        if (term == 0 && maker->prefixed[0] != '\0')
            term = term_behind_letters(maker->prefixed, source->bytes, source->length);
        *known = (term + 1u) | (uint32_t)shape << 16;
    }
    return *known;
}

uint16_t al_token_term(al_token_maker *maker, uint32_t form)
{
    return (uint16_t)(known_of(maker, form) - 1);
}

al_token *al_tokens_append(al_tokens *tokens, al_token token)
{
    if (!al_grow(tokens->allocator, (void **)&tokens->list, &tokens->capacity, tokens->n + 1,
                 sizeof token))
        return NULL;
    tokens->list[tokens->n] = token;
    return &tokens->list[tokens->n++];
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

static bool add_signs(al_token_maker *maker, al_tokens *tokens, int side, al_range bytes,
                      al_token token, bool *apart)
{
    const almost_text *text = maker->sides[side].text;
    for (uint32_t at = bytes.start; at < bytes.end;) {
        uint32_t size, c = al_decode(text->bytes, text->length, at, &size);
        if (is_blank(c)) {
            *apart = true;
        } else if (c != AL_INVALID && !is_invisible(c)) {
            token.bytes = (al_range){at, at + size};
            token.sign = c != 0 ? c : 0xFFFD; /* a NUL is a sign, too */
            token.key = c;
            token.term = al_token_term_of(text->bytes + at, size);
            token.apart = *apart;
            if (al_tokens_append(tokens, token) == NULL)
                return false;
            *apart = false;
        }
        at += size;
    }
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

/* The two words that a form stands for, in their order. */
static bool add_two(al_tokens *tokens, al_token token, const al_form_class *class)
{
    al_token base = token, other = token;
    base.half = other.half = true;
    base.key = class->base_key;
    base.term = term_of_lexicon(class->word);
    if (base.term == 0 && token.flags & AL_FORM_OTHER_FIRST)
        base.term = token.term;
    other.key = key_of_lexicon(class->other);
    other.term = term_of_lexicon(class->other);
    other.choice = class->modal_mask;
    bool first = (token.flags & AL_FORM_OTHER_FIRST) != 0;
    al_token *made = al_tokens_append(tokens, first ? other : base);
    if (made == NULL)
        return false;
    (first ? &base : &other)->apart = false;
    return al_tokens_append(tokens, first ? base : other) != NULL;
}

bool al_tokens_add_word(al_token_maker *maker, al_tokens *tokens, al_token token)
{
    token.flags = al_classes_flags(maker->classes, token.form);
    const al_form_class *class = al_classes_get(maker->classes, token.form);
    token.key = class->key;
    uint32_t known = known_of(maker, token.form);
    token.term = (uint16_t)(known - 1);
    token.shape = (uint8_t)(known >> 16);
    if (token.flags & AL_FORM_TWO)
        return add_two(tokens, token, class);
    return al_tokens_append(tokens, token) != NULL;
}

bool al_tokens_add(al_token_maker *maker, al_tokens *tokens, int side, al_range bytes,
                   al_range words, uint32_t change, bool changed)
{
    const al_side *mine = &maker->sides[side];
    bool apart = bytes.start == 0 || tokens->n == 0;
    uint32_t at = bytes.start;
    al_token token = {.change = change, .changed = changed};
    if (!apart) { /* white space belongs to the word before it */
        const al_token *last = &tokens->list[tokens->n - 1];
        apart = last->bytes.end != bytes.start;
    }
    for (uint32_t i = words.start; i < words.end; i++) {
        al_range word = {mine->spans[i].start, mine->spans[i].end};
        token.word = i;
        if (word.start > at &&
            !add_signs(maker, tokens, side, (al_range){at, word.start}, token, &apart))
            return false;
        al_token made = token;
        made.bytes = word;
        made.form = mine->forms[i];
        made.apart = apart;
        uint32_t n = al_pieces_words(maker, mine, (al_range){i, words.end});
        if (n > 0 ? !al_pieces_add(maker, tokens, side, made, n)
                  : !al_tokens_add_word(maker, tokens, made))
            return false;
        i += n > 0 ? n - 1 : 0;
        word.end = mine->spans[i].end;
        apart = false;
        at = word.end > at ? word.end : at;
    }
    token.word = words.end;
    return at >= bytes.end ||
           add_signs(maker, tokens, side, (al_range){at, bytes.end}, token, &apart);
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
