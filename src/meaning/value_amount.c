/* SPDX-License-Identifier: Apache-2.0 */
/* See value_amount.h. What stands at a token is read, and then what goes on behind it. */
#include "meaning/value_amount.h"

#include <string.h>

enum { longest_number = 24 /* tokens */ };

static uint64_t mix(uint64_t value)
{
    value ^= value >> 32;
    value *= UINT64_C(0xD6E8FEB86659FD93);
    value ^= value >> 32;
    value *= UINT64_C(0xD6E8FEB86659FD93);
    return value ^ value >> 32;
}

uint64_t al_value_key(al_fraction value)
{
    return mix((uint64_t)value.numerator + mix((uint64_t)value.denominator));
}

uint64_t al_value_decade_key(int64_t year)
{
    return mix((uint64_t)year + UINT64_C(0x9E3779B97F4A7C15));
}

uint64_t al_value_hash_key(uint64_t hash)
{
    return mix(hash ^ UINT64_C(0xC2B2AE3D27D4EB4F));
}

void al_token_figures(const al_item_reader *reader, int side, const al_token *token,
                      al_figures *out)
{
    const char *bytes = reader->maker->sides[side].text->bytes + token->bytes.start;
    al_figures_read(reader->maker->classes->language, bytes, token->bytes.end - token->bytes.start,
                    out);
}

static const al_term *term_of_class(al_term_list terms, const al_tokens *tokens, size_t at,
                                    uint8_t class)
{
    for (uint32_t i = 0; i < terms.n; i++)
        if (terms.terms[i].class == class && al_token_matches(tokens, at, &terms.terms[i]) > 0)
            return &terms.terms[i];
    return NULL;
}

const al_term *al_value_term(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                             uint8_t term_class)
{
    if (at >= tokens->n || !(tokens->list[at].classes >> term_class & 1))
        return NULL;
    uint16_t word = tokens->list[at].term;
    const al_term *own =
        term_of_class(al_terms_from(reader->language, word), tokens, at, term_class);
    const al_term *all =
        term_of_class(al_terms_from(reader->everywhere, word), tokens, at, term_class);
    return own == NULL || (all != NULL && all->n_words > own->n_words) ? all : own;
}

static al_fraction fraction_of(const al_term *term)
{
    const al_term_group *group = &al_term_groups[term->group];
    return (al_fraction){group->numerator, group->denominator};
}

static void set_value(al_amount *out, al_fraction value)
{
    out->value = value;
    out->key = al_value_key(value);
}

static bool is_shape(const al_tokens *tokens, size_t at, al_shape shape)
{
    return at < tokens->n && tokens->list[at].sign == 0 && tokens->list[at].shape == shape;
}

/* --- Figures ------------------------------------------------------------ */

/* One blank between two figures, on one line: 2 000. */
static bool one_blank(const al_item_reader *reader, int side, const al_token *a, const al_token *b)
{
    const char *text = reader->maker->sides[side].text->bytes;
    uint32_t size = b->bytes.start - a->bytes.end;
    const char *blank = text + a->bytes.end;
    return (size == 1 && *blank == ' ') || (size == 2 && memcmp(blank, "\xC2\xA0", 2) == 0) ||
           (size == 3 &&
            (memcmp(blank, "\xE2\x80\xAF", 3) == 0 || memcmp(blank, "\xE2\x80\x89", 3) == 0));
}

/* Thousands that blanks part. */
static void take_thousands(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                           al_figures *figures, al_amount *out)
{
    al_figures next;
    if (!figures->plain || figures->digits > 3 || figures->value.numerator < 1 ||
        figures->suffix != AL_SUFFIX_NONE)
        return;
    for (uint32_t i = 1; i < 6 && is_shape(tokens, at + i, AL_SHAPE_FIGURES); i++) {
        const al_token *token = &tokens->list[at + i];
        al_token_figures(reader, side, token, &next);
        bool whole = next.plain && next.digits == 3;
        if (next.digits != 3 || next.value.denominator == 0 ||
            !one_blank(reader, side, token - 1, token))
            return;
        al_fraction value =
            al_fraction_plus(al_fraction_times(figures->value, (al_fraction){1000, 1}), next.value);
        if (value.denominator == 0 ||
            (!whole && next.value.numerator / next.value.denominator > 999))
            return;
        figures->value = value;
        figures->suffix = next.suffix;
        figures->scale = next.scale;
        out->n++;
        if (!whole || next.suffix != AL_SUFFIX_NONE)
            return;
    }
}

/* 1/2; 9/11 stays what it is, and so does 4/10, which may be a day. */
static bool take_slash(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                       const al_figures *above, al_amount *out)
{
    al_figures below;
    bool slash = al_token_is(tokens, at + 1, '/') || al_token_is(tokens, at + 1, 0x2044);
    if (!slash || !al_token_glued(tokens, at + 1) || !al_token_glued(tokens, at + 2) ||
        !is_shape(tokens, at + 2, AL_SHAPE_FIGURES) || above->suffix != AL_SUFFIX_NONE)
        return false;
    al_token_figures(reader, side, &tokens->list[at + 2], &below);
    if (!above->plain || !below.plain || below.value.numerator < 1 ||
        below.value.denominator != 1 || above->value.denominator != 1 ||
        (al_token_is(tokens, at + 3, '/') && al_token_glued(tokens, at + 3)))
        return false;
    al_fraction value = {above->value.numerator, below.value.numerator};
    al_fraction least = al_fraction_times(value, (al_fraction){1, 1});
    if (least.denominator == value.denominator && value.denominator > 1)
        set_value(out, value);
    else
        out->key = al_value_hash_key(al_value_key(value));
    out->counts = false;
    out->n = 3;
    return true;
}

static void set_figures(const al_figures *figures, al_amount *out)
{
    int64_t year = figures->value.numerator;
    if (figures->value.denominator == 0)
        out->key = al_value_hash_key(figures->hash);
    else
        set_value(out, figures->value);
    out->counts = figures->value.denominator == 1;
    switch (figures->suffix) {
    case AL_SUFFIX_ORDINAL: out->ordinal = true; break;
    case AL_SUFFIX_DECADE:
        out->key = al_value_decade_key(year);
        out->other = year > 100 ? al_value_decade_key(year % 100) : 0;
        out->value.denominator = 0;
        out->counts = false;
        break;
    case AL_SUFFIX_SCALE:
        if (out->value.denominator != 0)
            set_value(out, al_fraction_times(out->value, (al_fraction){figures->scale, 1}));
        out->counts = false;
        break;
    case AL_SUFFIX_UNIT:
        out->unit = al_terms_word(figures->letters, figures->length);
        if (figures->scale > 1 && out->value.denominator != 0)
            out->other =
                al_value_key(al_fraction_times(out->value, (al_fraction){figures->scale, 1}));
        break;
    case AL_SUFFIX_HOUR:
    case AL_SUFFIX_OTHER:
    case AL_SUFFIX_NONE: break;
    }
}

static bool figures_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                       al_amount *out)
{
    al_figures figures;
    al_token_figures(reader, side, &tokens->list[at], &figures);
    out->n = 1;
    if (take_slash(reader, side, tokens, at, &figures, out))
        return true;
    take_thousands(reader, side, tokens, at, &figures, out);
    set_figures(&figures, out);
    return true;
}

/* .5 */
static bool point_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                     al_amount *out)
{
    al_figures figures;
    if (!is_shape(tokens, at + 1, AL_SHAPE_FIGURES) || !al_token_glued(tokens, at + 1) ||
        (al_token_glued(tokens, at) && tokens->list[at - 1].sign == 0))
        return false;
    al_token_figures(reader, side, &tokens->list[at + 1], &figures);
    if (figures.digits > 17 || !figures.plain)
        return false;
    for (uint8_t i = 0; i < figures.digits; i++)
        figures.value = al_fraction_times(figures.value, (al_fraction){1, 10});
    set_figures(&figures, out);
    out->counts = false;
    out->n = 2;
    return true;
}

/* --- Words -------------------------------------------------------------- */

static bool han_at(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                   al_amount *out)
{
    const char *text = reader->maker->sides[side].text->bytes;
    uint32_t start = tokens->list[at].bytes.start, n = 1;
    int64_t value = 0, longer;
    if (!al_han_read(text + start, tokens->list[at].bytes.end - start, &value))
        return false;
    while (n < longest_number && is_shape(tokens, at + n, AL_SHAPE_HAN) &&
           al_token_glued(tokens, at + n)) {
        uint32_t length = tokens->list[at + n].bytes.end - start;
        if (al_han_read(text + start, length, &longer) <= tokens->list[at + n].bytes.start - start)
            break;
        value = longer;
        n++;
    }
    set_value(out, (al_fraction){value, 1});
    out->faint = value == 1;
    out->n = n;
    return true;
}

/* How many tokens some words of the side are, from a token on. */
static uint32_t tokens_of(const al_tokens *tokens, size_t at, uint32_t words)
{
    uint32_t n = 1, end = tokens->list[at].word + words;
    while (at + n < tokens->n && tokens->list[at + n].word < end)
        n++;
    return n;
}

/* The word of the side behind the tokens that may belong to a number. */
static uint32_t end_of_words(const al_tokens *tokens, size_t at)
{
    size_t last = at;
    while (last + 1 < tokens->n && last - at < longest_number &&
           tokens->list[last + 1].word >= tokens->list[last].word)
        last++;
    const al_token *end = &tokens->list[last];
    return end->word + (end->sign == 0);
}

static const uint16_t parts =
    AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_PART | AL_FORM_FAINT_ROMAN;

/* Whether a number may have more words than this: not `I`, and `a` or `and` only before another. */
static bool goes_on(const al_item_reader *reader, int side, const al_token *token)
{
    const al_side *mine = &reader->maker->sides[side];
    uint32_t next = token->word + 1;
    return token->flags & (AL_FORM_NUMBER | AL_FORM_PART) ||
           (next < mine->n_words &&
            al_classes_flags(reader->maker->classes, mine->forms[next]) & parts);
}

bool al_amount_may_begin(const al_item_reader *reader, int side, const al_token *token)
{
    if (goes_on(reader, side, token))
        return true;
    const al_lexicon_number *number = al_lexicon_number_of(
        al_classes_word(al_classes_get(reader->maker->classes, token->form)->word));
    return number != NULL && number->roles & AL_ROLE_OUTSIDE &&
           number->roles & (AL_ROLE_ARTICLE | AL_ROLE_ADDS);
}

static bool words_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                     al_amount *out)
{
    const al_token *token = &tokens->list[at];
    al_number number;
    const char *bytes = reader->maker->sides[side].text->bytes + token->bytes.start;
    bool misread = token->shape == AL_SHAPE_PLAIN && *bytes >= '0' && *bytes <= '9'; /* 0f */
    if (!(token->flags & parts) || token->half || misread)
        return false;
    uint32_t end = goes_on(reader, side, token) ? end_of_words(tokens, at) : token->word + 1;
    uint32_t taken = al_tally_number(&reader->tallier, side, token->word, end, false, &number);
    if (taken == 0) {
        bool initial = token->flags & AL_FORM_INITIAL && al_token_is(tokens, at + 1, '.');
        if (initial)
            return false;
        taken = al_tally_number(&reader->tallier, side, token->word, end, true, &number);
        out->faint = true;
    }
    if (taken == 0)
        return false;
    if (number.kind == AL_NUMBER_OTHER)
        out->key = al_value_hash_key((uint64_t)number.value);
    else
        set_value(out, (al_fraction){number.value, 1});
    const al_term *other = taken == 1 ? al_value_term(reader, tokens, at, AL_TERM_MARKER) : NULL;
    out->ordinal = number.kind == AL_NUMBER_ORDINAL;
    out->faint = out->faint || (other != NULL && al_terms_group_is(other->group, "faint")) ||
                 (number.value == 1 && token->shape != AL_SHAPE_FIGURES);
    out->counts = number.kind == AL_NUMBER_CARDINAL;
    out->n = tokens_of(tokens, at, taken);
    return true;
}

/* An article, or a number, before a fraction: a third. */
static bool follows_article(al_item_reader *reader, int side, const al_tokens *tokens, size_t at)
{
    if (at == 0 || tokens->list[at - 1].sign != 0)
        return false;
    al_form_flag determiner = AL_FORM_COMMON;
    const al_token *before = &tokens->list[at - 1];
    (void)side;
    if (!(before->flags & determiner))
        return false;
    const al_lexicon_word *word =
        al_classes_word(al_classes_get(reader->maker->classes, before->form)->word);
    const al_lexicon_number *number = al_lexicon_number_of(word);
    return (number != NULL && number->value == 1) ||
           (word != NULL && word->classes & AL_WORD_DETERMINER);
}

static bool is_half(const al_term *term)
{
    return al_term_groups[term->group].numerator == 1 &&
           al_term_groups[term->group].denominator == 2;
}

/* Half, a third; doubled; the nineties; Ottocento. */
static bool term_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                    al_amount *out)
{
    const uint32_t classes = 1u << AL_TERM_FRACTION | 1u << AL_TERM_MULTIPLE | 1u << AL_TERM_GROUP |
                             1u << AL_TERM_DECADE | 1u << AL_TERM_CENTURY;
    const al_term *term;
    if (!(tokens->list[at].classes & classes))
        return false;
    if ((term = al_value_term(reader, tokens, at, AL_TERM_FRACTION)) != NULL) {
        bool article = follows_article(reader, side, tokens, at);
        const al_token *token = &tokens->list[at];
        if (!article && !is_half(term) && token->flags & (AL_FORM_PART | AL_FORM_FAINT_PART))
            return false; /* third, fourth: ordinals */
        set_value(out, fraction_of(term));
        out->faint = !article && al_term_groups[term->group].numerator == 1;
        if (token->flags & (AL_FORM_PART | AL_FORM_FAINT_PART))
            out->other = al_value_key((al_fraction){al_term_groups[term->group].denominator, 1});
    } else if ((term = al_value_term(reader, tokens, at, AL_TERM_MULTIPLE)) != NULL) {
        set_value(out, fraction_of(term));
        out->faint = true;
    } else if ((term = al_value_term(reader, tokens, at, AL_TERM_GROUP)) != NULL) {
        set_value(out, fraction_of(term));
        out->round = out->value.numerator >= 10;
    } else if ((term = al_value_term(reader, tokens, at, AL_TERM_DECADE)) != NULL) {
        out->key = al_value_decade_key(fraction_of(term).numerator);
    } else if ((term = al_value_term(reader, tokens, at, AL_TERM_CENTURY)) != NULL &&
               tokens->list[at].flags & (AL_FORM_CAPITAL | AL_FORM_INNER_CAPITAL)) {
        set_value(out, fraction_of(term));
    } else {
        return false;
    }
    out->n = term->n_words;
    return true;
}

/* --- What goes on ------------------------------------------------------- */

/* A fraction, without its article, at a token. */
static bool fraction_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                        al_amount *out)
{
    *out = (al_amount){.n = 0};
    if (is_shape(tokens, at, AL_SHAPE_FIGURES))
        return figures_at(reader, side, tokens, at, out) && out->value.denominator > 1 &&
               out->value.numerator < out->value.denominator && !out->counts;
    if (at < tokens->n && al_fraction_of_sign(tokens->list[at].sign).denominator != 0) {
        set_value(out, al_fraction_of_sign(tokens->list[at].sign));
        out->n = 1;
        return true;
    }
    const al_term *term = al_value_term(reader, tokens, at, AL_TERM_FRACTION);
    if (term == NULL)
        return false;
    set_value(out, fraction_of(term));
    out->n = term->n_words;
    return true;
}

static bool is_joint(const al_item_reader *reader, const al_token *token)
{
    if (token->sign != 0 || !(token->flags & (AL_FORM_PART | AL_FORM_FAINT_PART)))
        return false;
    const al_lexicon_number *number = al_lexicon_number_of(
        al_classes_word(al_classes_get(reader->maker->classes, token->form)->word));
    return number != NULL && number->roles & AL_ROLE_JOINT;
}

static bool is_article(const al_item_reader *reader, const al_token *token)
{
    if (token->sign != 0 || !(token->flags & (AL_FORM_PART | AL_FORM_FAINT_PART)))
        return false;
    const al_lexicon_number *number = al_lexicon_number_of(
        al_classes_word(al_classes_get(reader->maker->classes, token->form)->word));
    return number != NULL && number->value == 1 && number->roles & AL_ROLE_ARTICLE;
}

/* The scale that a round number counts: a million, a milliard; else one. */
static int64_t scale_of(int64_t number)
{
    const int64_t million = 1000000, milliard = 1000000000;
    return number < million || number % million != 0 ? 1
           : number % milliard == 0                  ? milliard
                                                     : million;
}

/* 1½, 1 1/2, two and a half: added; three quarters, two-thirds: multiplied. */
static void take_fraction(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                          al_amount *out)
{
    size_t next = at + out->n;
    al_amount part;
    bool figures = tokens->list[at].shape == AL_SHAPE_FIGURES;
    bool joint = next + 1 < tokens->n && is_joint(reader, &tokens->list[next]);
    if (out->value.denominator != 1 || out->ordinal || next >= tokens->n)
        return;
    if (joint) {
        next++;
        next += next + 1 < tokens->n && is_article(reader, &tokens->list[next]);
    } else if (al_token_is(tokens, next, '-') && al_token_glued(tokens, next)) {
        next++;
    }
    if (!fraction_at(reader, side, tokens, next, &part))
        return;
    bool sign = tokens->list[next].sign != 0 || tokens->list[next].shape == AL_SHAPE_FIGURES;
    if (!joint && (sign != figures || (!sign && tokens->list[at].sign != 0)))
        return;
    if (!joint && sign && out->value.numerator > 999)
        return;
    if (joint && !figures && part.value.numerator == 1) /* two million and a half */
        part.value =
            al_fraction_times(part.value, (al_fraction){scale_of(out->value.numerator), 1});
    al_fraction value = joint || sign ? al_fraction_plus(out->value, part.value)
                                      : al_fraction_times(out->value, part.value);
    if (value.denominator == 0)
        return;
    set_value(out, value);
    out->n = (uint32_t)(next + part.n - at);
    out->counts = out->faint = false;
}

/* Due milioni e mezzo: half of the scale more. */
static void take_half_scale(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                            int64_t scale, al_amount *out)
{
    size_t next = at + out->n;
    if (next + 1 >= tokens->n || !is_joint(reader, &tokens->list[next]))
        return;
    next += 1 + (next + 2 < tokens->n && is_article(reader, &tokens->list[next + 1]));
    const al_term *half = al_value_term(reader, tokens, next, AL_TERM_FRACTION);
    if (half == NULL || !is_half(half))
        return;
    al_fraction more = {scale, 2}, value = al_fraction_plus(out->value, more);
    if (value.denominator == 0)
        return;
    set_value(out, value);
    out->n = (uint32_t)(next + half->n_words - at);
}

/* 4.5 million, 3 Mio.: what al_tally_number() does not know of fractions. */
static void take_scales(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                        al_amount *out)
{
    for (int i = 0; i < 2 && out->value.denominator != 0 && at + out->n < tokens->n; i++) {
        const al_token *token = &tokens->list[at + out->n];
        if (token->sign != 0)
            return;
        const al_lexicon_number *number = al_lexicon_number_of(
            al_classes_word(al_classes_get(reader->maker->classes, token->form)->word));
        int64_t scale = 0;
        if (number != NULL && number->roles & AL_ROLE_MULTIPLIES && number->value >= 12 &&
            !(number->roles & AL_ROLE_ORDINAL))
            scale = number->value;
        const al_term *term = al_value_term(reader, tokens, at + out->n, AL_TERM_SCALE);
        if (scale == 0 && term != NULL)
            scale = al_term_groups[term->group].numerator;
        if (scale == 0)
            return;
        al_fraction value = al_fraction_times(out->value, (al_fraction){scale, 1});
        if (value.denominator == 0)
            return;
        set_value(out, value);
        out->n += 1;
        out->counts = out->faint = false;
        take_half_scale(reader, tokens, at, scale, out);
        if (term != NULL && al_token_is(tokens, at + out->n, '.') &&
            al_token_glued(tokens, at + out->n) && at + out->n + 1 < tokens->n)
            out->n++;
    }
    (void)side;
}

/* A number in some language, where none is known: against another number only. */
static bool somewhere_at(const al_item_reader *reader, int side, const al_token *token,
                         al_amount *out)
{
    const char *text = reader->maker->sides[side].text->bytes;
    int64_t value;
    if (!al_number_somewhere(text + token->bytes.start, token->bytes.end - token->bytes.start,
                             &value))
        return false;
    set_value(out, (al_fraction){value, 1});
    out->faint = true;
    out->n = 1;
    return true;
}

static bool begins(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                   al_amount *out)
{
    const al_token *token = &tokens->list[at];
    if (token->sign == '.' || token->sign == ',')
        return point_at(reader, side, tokens, at, out);
    if (token->sign != 0) {
        al_fraction fraction = al_fraction_of_sign(token->sign);
        set_value(out, fraction);
        out->n = 1;
        return fraction.denominator != 0;
    }
    if (token->half) /* Nell'Ottocento */
        return token->term != 0 && term_at(reader, side, tokens, at, out);
    if (token->shape == AL_SHAPE_FIGURES) {
        al_amount words = *out;
        if (!figures_at(reader, side, tokens, at, out))
            return false;
        if (out->counts && words_at(reader, side, tokens, at, &words) && words.n > out->n &&
            words.value.denominator == 1)
            *out = words;
        return true;
    }
    if (token->shape == AL_SHAPE_HAN)
        return han_at(reader, side, tokens, at, out);
    if (token->shape == AL_SHAPE_CODE) {
        out->key = al_value_hash_key(token->key);
        out->code = true;
        out->n = 1;
        return true;
    }
    if (token->shape == AL_SHAPE_WORD)
        return somewhere_at(reader, side, token, out);
    al_amount term = *out;
    bool words = words_at(reader, side, tokens, at, out);
    if (term_at(reader, side, tokens, at, &term) && (!words || out->n <= term.n)) {
        *out = term;
        return true;
    }
    return words;
}

bool al_amount_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                  al_amount *out)
{
    *out = (al_amount){.n = 0};
    if (!begins(reader, side, tokens, at, out))
        return false;
    if (!out->code && out->unit == 0) {
        take_fraction(reader, side, tokens, at, out);
        take_scales(reader, side, tokens, at, out);
    }
    return true;
}
