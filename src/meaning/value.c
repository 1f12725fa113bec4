/* SPDX-License-Identifier: Apache-2.0 */
/* What may be a value is tried from the most to the least particular; see value.h. */
#include "meaning/value.h"

#include <string.h>

/* Classes of terms that a value may begin with. */
static const uint32_t beginning =
    1u << AL_TERM_MULTIPLE | 1u << AL_TERM_FRACTION | 1u << AL_TERM_DECADE | 1u << AL_TERM_CENTURY |
    1u << AL_TERM_GROUP | 1u << AL_TERM_CLOCK | 1u << AL_TERM_UNIT | 1u << AL_TERM_MONTH |
    1u << AL_TERM_WEEKDAY | 1u << AL_TERM_CLOCKSTART | 1u << AL_TERM_SAME;

void al_value_add(al_value *value, al_item item)
{
    if (value->n < AL_VALUE_ITEMS)
        value->items[value->n++] = item;
}

al_item al_value_number(size_t at, uint32_t n, uint64_t key)
{
    return (al_item){
        .first = (uint32_t)at, .n = n, .group = UINT16_MAX, .key = key, .class = AL_ITEM_NUMBER};
}

static al_item unit_item(const al_term *term, size_t at, uint32_t n, bool rate)
{
    return (al_item){.first = (uint32_t)at,
                     .n = n,
                     .group = term->group,
                     .key = (term->group + 1u) * UINT64_C(0x9E3779B97F4A7C15) + rate,
                     .class = AL_ITEM_UNIT};
}

/* A unit that stands for more than a part of the number: no percent, no half of the day. */
static const al_term *unit_at(const al_item_reader *reader, const al_tokens *tokens, size_t at)
{
    static const char *const others[] = {"%", "\xE2\x80\xB0", "am", "pm"};
    const al_term *term = al_value_term(reader, tokens, at, AL_TERM_UNIT);
    for (size_t i = 0; term != NULL && i < sizeof others / sizeof *others; i++)
        if (al_terms_group_is(term->group, others[i]))
            return NULL;
    return term;
}

static bool is_currency(uint32_t sign)
{
    return sign == '$' || (sign >= 0xA2 && sign <= 0xA5) || (sign >= 0x20A0 && sign <= 0x20C0);
}

/* --- What follows an amount --------------------------------------------- */

/* 21 %, 3 ‰, 21 percent: fractions. */
static void take_percent(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                         al_amount *amount)
{
    size_t next = at + amount->n;
    next += al_token_is(tokens, next, '-') && al_token_glued(tokens, next);
    const al_term *term = al_value_term(reader, tokens, next, AL_TERM_UNIT);
    if (term == NULL || amount->value.denominator == 0)
        return;
    bool percent = al_terms_group_is(term->group, "%");
    if (!percent && !al_terms_group_is(term->group, "\xE2\x80\xB0"))
        return;
    amount->value = al_fraction_times(amount->value, (al_fraction){1, percent ? 100 : 1000});
    amount->key = al_value_key(amount->value);
    amount->other = 0;
    amount->faint = false;
    amount->n = (uint32_t)(next - at) + term->n_words;
}

/* One in ten, three out of five: a part. */
static void take_out_of(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                        al_amount *amount)
{
    enum { most = 100 };
    al_amount whole;
    const al_term *of = al_value_term(reader, tokens, at + amount->n, AL_TERM_CLOCKPART);
    if (of == NULL || !amount->counts || amount->ordinal || !al_terms_group_is(of->group, "outof"))
        return;
    size_t next = at + amount->n + of->n_words;
    if (next >= tokens->n || !al_amount_at(reader, side, tokens, next, &whole) || !whole.counts ||
        whole.ordinal || whole.value.numerator > most || amount->value.numerator < 1 ||
        whole.value.numerator <= amount->value.numerator ||
        unit_at(reader, tokens, next + whole.n) != NULL)
        return;
    amount->value = (al_fraction){amount->value.numerator, whole.value.numerator};
    amount->value = al_fraction_times(amount->value, (al_fraction){1, 1});
    amount->key = al_value_key(amount->value);
    amount->n = (uint32_t)(next + whole.n - at);
    amount->faint = amount->counts = false;
}

/* thirty (30) */
static void take_again(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                       al_amount *amount)
{
    al_amount again;
    size_t next = at + amount->n;
    if (!al_token_is(tokens, next, '(') || next + 2 >= tokens->n ||
        !al_amount_at(reader, side, tokens, next + 1, &again) ||
        !al_token_is(tokens, next + 1 + again.n, ')') || again.key != amount->key)
        return;
    amount->n += again.n + 2;
    amount->faint = false;
}

/* Behind a number or unit: `/ g`, `per day`, `a day`. */
static bool take_rate(al_item_reader *reader, const al_tokens *tokens, al_value *value, size_t at)
{
    size_t next = at + value->taken;
    if (next + 1 >= tokens->n)
        return false;
    const al_token *token = &tokens->list[next];
    const al_term *per = al_value_term(reader, tokens, next, AL_TERM_CLOCKPART);
    bool is_per = per != NULL && al_terms_group_is(per->group, "per");
    bool slash = token->sign == '/' && al_token_glued(tokens, next);
    if (!is_per && !slash)
        return false;
    uint32_t n = is_per ? per->n_words : 1;
    const al_term *unit = unit_at(reader, tokens, next + n);
    if (unit == NULL)
        return false;
    al_value_add(value, unit_item(unit, next + n, unit->n_words, true));
    value->taken += n + unit->n_words;
    return true;
}

/* The unit that one word is, as a suffix: 5mg. */
static const al_term *unit_of_word(al_term_list terms)
{
    for (uint32_t i = 0; i < terms.n; i++)
        if (terms.terms[i].class == AL_TERM_UNIT && terms.terms[i].n_words == 1)
            return &terms.terms[i];
    return NULL;
}

/* 5mg; another ending makes the token a code: 5xy. */
static void take_suffix(al_item_reader *reader, const al_tokens *tokens, uint16_t word,
                        al_value *value, size_t at)
{
    const al_term *term = unit_of_word(al_terms_from(reader->language, word));
    if (term == NULL)
        term = unit_of_word(al_terms_from(reader->everywhere, word));
    if (term != NULL)
        al_value_add(value, unit_item(term, at, 1, false));
    else
        value->items[value->n - 1].key = al_value_hash_key(tokens->list[at].key);
}

/* Behind a part: half an hour, a quarter of an hour, un quart d'heure. */
static size_t behind_part(const al_tokens *tokens, size_t at)
{
    static const char *const words[] = {"of", "de", "d", "di", "a", "an"};
    for (int i = 0; i < 2 && at < tokens->n; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (tokens->list[at].key == al_classes_letters_key(words[k], strlen(words[k]))) {
                at++;
                break;
            }
    return at;
}

/* 5 mg, 2-inch; half an hour */
static void take_unit(al_item_reader *reader, const al_tokens *tokens, const al_amount *amount,
                      al_value *value, size_t at)
{
    size_t next = at + value->taken;
    next += al_token_is(tokens, next, '-') && al_token_glued(tokens, next);
    const al_term *term = unit_at(reader, tokens, next);
    if (term == NULL && amount->value.denominator > 1 && next < tokens->n) {
        next = behind_part(tokens, next);
        term = unit_at(reader, tokens, next);
    }
    if (term == NULL)
        return;
    al_value_add(value, unit_item(term, next, term->n_words, false));
    value->taken = (uint32_t)(next - at) + term->n_words;
}

/* An hour and a half, two miles and a half: the half belongs to the number before the unit. */
static void take_half(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                      al_amount *amount, al_value *value)
{
    size_t next = at + value->taken;
    const al_term *and = al_value_term(reader, tokens, next, AL_TERM_CONDITION);
    al_item *number = &value->items[0];
    al_amount half;
    if (and == NULL || !al_terms_group_is(and->group, "and") || value->n < 2 ||
        number->class != AL_ITEM_NUMBER || amount->value.denominator != 1)
        return;
    next += and->n_words;
    if (next < tokens->n && tokens->list[next].flags & AL_FORM_FAINT_PART) /* its article */
        next++;
    if (next >= tokens->n || al_value_term(reader, tokens, next, AL_TERM_FRACTION) == NULL ||
        !al_amount_at(reader, side, tokens, next, &half) || half.value.denominator != 2 ||
        half.value.numerator != 1)
        return;
    amount->value = al_fraction_plus(amount->value, half.value);
    number->key = al_value_key(amount->value);
    number->other = 0;
    number->flags &= (uint8_t)~AL_ITEM_FAINT;
    value->taken = (uint32_t)(next - at) + half.n;
    number->n = value->taken;
}

/* --- What begins a value ------------------------------------------------- */

/* What stands before the figures. */
typedef struct prefix {
    uint32_t n;              /* tokens */
    uint64_t salt;           /* of a sign and a relation: tells -5 and ≤ 5 from 5 */
    const al_term *unit;     /* a currency */
    uint32_t unit_at;        /* from the first token on */
    const al_amount *amount; /* what stands behind it; NULL: it is to be read */
} prefix;

enum { negative = 0x1001 }; /* the salt of a minus */

/* The salt of a sign that belongs to the number behind it, 0 for none. */
static uint64_t salt_of(const al_tokens *tokens, size_t at)
{
    uint32_t sign = tokens->list[at].sign;
    bool glued = al_token_glued(tokens, at + 1);
    switch (sign) {
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2212: { /* a hyphen or a range has something glued to it before */
        bool parts = !tokens->list[at].apart && at > 0 &&
                     (tokens->list[at - 1].sign == 0 || tokens->list[at - 1].sign == ')');
        return glued && !parts ? negative : 0;
    }
    case 0xB1: return 0x1003;
    case '<': return 0x1005;
    case '>': return 0x1007;
    case 0x2264:
    case 0x2A7D: return 0x1009;
    case 0x2265:
    case 0x2A7E: return 0x100B;
    case 0x2248:
    case '~': return 0x100D;
    case 0x2260: return 0x100F;
    default: return 0;
    }
}

/* Minus 20 degrees; but not seven minus two, sept heures moins vingt. */
static bool minus_at(const al_item_reader *reader, const al_tokens *tokens, size_t at)
{
    const uint16_t numbers = AL_FORM_NUMBER | AL_FORM_PART;
    const al_term *term = al_value_term(reader, tokens, at, AL_TERM_CLOCKSTART);
    if (term == NULL || !al_terms_group_is(term->group, "minus") || at + 1 >= tokens->n ||
        tokens->list[at + 1].sign != 0 || !(tokens->list[at + 1].flags & numbers))
        return false;
    return at == 0 || (!(tokens->list[at - 1].flags & numbers) &&
                       !(tokens->list[at - 1].classes >> AL_TERM_UNIT & 1));
}

static prefix prefix_at(const al_item_reader *reader, const al_tokens *tokens, size_t at)
{
    prefix found = {0};
    for (uint32_t i = 0; i < 4 && at + found.n < tokens->n; i++) {
        size_t next = at + found.n;
        const al_token *token = &tokens->list[next];
        uint64_t salt = token->sign != 0                 ? salt_of(tokens, next)
                        : minus_at(reader, tokens, next) ? negative
                                                         : 0;
        if (salt != 0) {
            found.salt = found.salt * 31 + salt;
            found.n++;
            continue;
        }
        const al_term *unit = found.unit == NULL ? unit_at(reader, tokens, next) : NULL;
        bool money = unit != NULL && (is_currency(token->sign) ||
                                      is_currency(tokens->list[next + unit->n_words - 1].sign) ||
                                      token->bytes.end - token->bytes.start == 3);
        if (!money)
            break;
        found.unit = unit;
        found.unit_at = found.n;
        found.n += unit->n_words;
    }
    return found;
}

/* 20 degrees below zero: a minus behind its number. */
static uint64_t take_below(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                           const prefix *before, al_value *value)
{
    size_t next = at + value->taken;
    const al_term *below = al_value_term(reader, tokens, next, AL_TERM_CLOCKPART);
    if (below == NULL || before->n > 0 || !al_terms_group_is(below->group, "belowzero"))
        return 0;
    value->items[0].key += negative;
    value->items[0].other = 0;
    value->taken += below->n_words;
    value->items[0].n = value->taken;
    return negative;
}

/* Siete y media, 7.30: may be a time, where one stands against it. */
static uint64_t clock_of(const al_token *token, const al_amount *amount)
{
    enum { shortest = 4 /* bytes */ };
    if (amount->value.denominator == 2 && amount->value.numerator > 2 &&
        amount->value.numerator < 26)
        return al_value_clock_key(amount->value.numerator * 30);
    al_fraction minute = al_fraction_times(amount->value, (al_fraction){100, 1});
    if (token->shape != AL_SHAPE_FIGURES || amount->n != 1 || minute.denominator != 1 ||
        amount->value.denominator == 1 || token->bytes.end - token->bytes.start < shortest ||
        minute.numerator < 0 || minute.numerator >= 2400 || minute.numerator % 100 >= 60)
        return 0;
    return al_value_clock_key(minute.numerator / 100 * 60 + minute.numerator % 100);
}

/* What belongs to a number and stands behind it: its unit, how often. */
static void take_behind(al_item_reader *reader, int side, const al_tokens *tokens,
                        const prefix *before, al_amount *amount, al_value *value)
{
    size_t at = value->items[value->n - 1].first; /* of the number */
    if (amount->unit != 0)
        take_suffix(reader, tokens, amount->unit, value, at + before->n);
    else
        take_unit(reader, tokens, amount, value, at);
    if (before->n == 0)
        take_half(reader, side, tokens, at, amount, value);
    uint64_t salt = before->salt + take_below(reader, tokens, at, before, value);
    if (!take_rate(reader, tokens, value, at) && before->unit == NULL && value->n == 2)
        value->items[1].measure =
            al_value_measure(amount->value, al_terms_group_name(value->items[1].group), salt);
}

/* Une quarantaine d'années: environ quarante ans. */
static void add_about(const al_item_reader *reader, size_t at, al_value *value)
{
    uint16_t about = al_terms_group_named(reader->language, AL_TERM_HEDGE, "about");
    if (about != UINT16_MAX)
        al_value_add(value, (al_item){.first = (uint32_t)at,
                                      .n = 1,
                                      .group = about,
                                      .key = al_item_group_key(about),
                                      .class = AL_ITEM_HEDGE,
                                      .flags = AL_ITEM_FAINT});
}

/* A number with all that belongs to it. */
static bool number_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                      const prefix *before, al_value *value)
{
    al_amount amount;
    size_t start = at + before->n;
    if (before->amount != NULL)
        amount = *before->amount;
    else if (start >= tokens->n || !al_amount_at(reader, side, tokens, start, &amount))
        return false;
    if (before->unit != NULL && amount.unit != 0 && amount.other != 0) { /* £4.5m */
        amount.key = amount.other;
        amount.unit = 0;
        amount.other = 0;
    }
    uint32_t bare = amount.n;
    if (!amount.code)
        take_percent(reader, tokens, start, &amount);
    take_again(reader, side, tokens, start, &amount);
    if (before->n == 0 && amount.n == bare && !amount.code)
        take_out_of(reader, side, tokens, start, &amount);
    if (amount.n == bare && amount.other == 0)
        amount.other = clock_of(&tokens->list[start], &amount);
    if (before->salt != 0) {
        amount.key += before->salt;
        amount.other = 0;
    }
    al_item item = al_value_number(at, before->n + amount.n, amount.key);
    item.other = amount.other;
    item.flags |= amount.faint && before->n == 0 ? AL_ITEM_FAINT : 0;
    if (before->n == 0 && amount.n == bare && !amount.code &&
        al_value_is_label(reader, side, tokens, at, bare))
        item.flags |= AL_ITEM_LABEL;
    if (before->unit != NULL)
        al_value_add(value,
                     unit_item(before->unit, at + before->unit_at, before->unit->n_words, false));
    al_value_add(value, item);
    value->taken = item.n;
    if (item.flags & AL_ITEM_LABEL || amount.code)
        return true;
    take_behind(reader, side, tokens, before, &amount, value);
    if (amount.round)
        add_about(reader, at, value);
    return true;
}

/* Hora y media, mezz'ora: one of a unit is meant. */
static bool bare_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                    al_value *value)
{
    const al_term *unit = unit_at(reader, tokens, at);
    al_amount one = {.value = {1, 1}};
    if (unit == NULL || at + unit->n_words >= tokens->n)
        return false;
    value->n = value->taken = 0;
    al_value_add(value, al_value_number(at, unit->n_words, 0));
    al_value_add(value, unit_item(unit, at, unit->n_words, false));
    value->taken = unit->n_words;
    take_half(reader, side, tokens, at, &one, value);
    if (one.value.denominator == 1 && !al_terms_group_is(unit->group, "half hour")) {
        value->n = value->taken = 0;
        return false;
    }
    value->items[1].measure = al_value_measure(one.value, al_terms_group_name(unit->group), 0);
    return true;
}

/* No. 7, number 7, Nr. VII */
static bool counted_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                       al_value *value)
{
    const al_term *term = al_value_term(reader, tokens, at, AL_TERM_SAME);
    if (term == NULL || !al_terms_group_is(term->group, "number"))
        return false;
    prefix none = {.n = term->n_words};
    none.n += al_token_is(tokens, at + none.n, '.') && al_token_glued(tokens, at + none.n);
    al_amount amount;
    if (at + none.n >= tokens->n || !al_amount_at(reader, side, tokens, at + none.n, &amount) ||
        (amount.faint && tokens->list[at + none.n].shape == AL_SHAPE_PLAIN))
        return false;
    none.amount = &amount;
    return number_at(reader, side, tokens, at, &none, value);
}

/* 1:1, chapter and verse, at the start of a line. */
static bool verse_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                     al_value *value)
{
    const al_token *token = &tokens->list[at];
    if (token->sign != 0 || token->shape != AL_SHAPE_FIGURES || !al_token_is(tokens, at + 1, ':') ||
        !al_token_glued(tokens, at + 1) || !al_token_glued(tokens, at + 2) ||
        tokens->list[at + 2].sign != 0 || tokens->list[at + 2].shape != AL_SHAPE_FIGURES ||
        !al_value_is_label(reader, side, tokens, at, 3))
        return false;
    al_item item = al_value_number(at, 3, 0);
    item.flags |= AL_ITEM_LABEL;
    al_value_add(value, item);
    value->taken = 3;
    return true;
}

bool al_value_may_begin_by_sign(const al_tokens *tokens, size_t at)
{
    const al_token *token = &tokens->list[at];
    if (token->classes & beginning)
        return true;
    switch (token->sign) {
    case '.':
    case ',': /* .5 */
        return al_token_glued(tokens, at + 1) && tokens->list[at + 1].shape == AL_SHAPE_FIGURES;
    case '-':
    case '<':
    case '>':
    case '~': return true;
    default: return token->sign >= 0xA2 || is_currency(token->sign);
    }
}

/* Whether a value may begin at a token: most words stop here. */
static bool may_begin(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at)
{
    const uint16_t numbers = AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_ROMAN | AL_FORM_INITIAL;
    const al_token *token = &tokens->list[at];
    if (token->sign != 0)
        return al_value_may_begin_by_sign(tokens, at);
    return token->shape != AL_SHAPE_PLAIN || token->flags & numbers || token->classes & beginning ||
           (token->flags & AL_FORM_FAINT_PART && al_amount_may_begin(reader, side, token)) ||
           (al_token_glued(tokens, at + 1) &&
            (tokens->list[at + 1].sign == ':' || tokens->list[at + 1].sign == '@'));
}

bool al_value_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                 al_value *value)
{
    value->n = value->taken = 0;
    if (!may_begin(reader, side, tokens, at))
        return false;
    if (al_value_code(reader, side, tokens, at, value) ||
        verse_at(reader, side, tokens, at, value) || counted_at(reader, side, tokens, at, value) ||
        al_value_date(reader, side, tokens, at, value))
        return true;
    al_amount room;
    const al_amount *amount = al_amount_at(reader, side, tokens, at, &room) ? &room : NULL;
    if (al_value_clock(reader, side, tokens, at, amount, value) ||
        al_value_calendar(reader, tokens, at, value))
        return true;
    prefix before = prefix_at(reader, tokens, at);
    before.amount = before.n == 0 ? amount : NULL;
    if (before.n == 0 && amount == NULL)
        return bare_at(reader, side, tokens, at, value);
    return number_at(reader, side, tokens, at, &before, value);
}
