/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates in figures are three items: day, month, year, wherever they stand. A
 * month is told as a name, but in figures as a number. 9/11/2001 may be two days
 * and stays what it is; 31/12/2026 is one.
 */
#include "meaning/value.h"

#include <string.h>

static uint64_t key_of_calendar(uint8_t class, int64_t number)
{
    return al_value_hash_key((uint64_t)number + ((uint64_t) class << 32));
}

static void add_date(al_value *value, size_t at, uint32_t n, const int64_t date[3])
{
    al_item day = al_value_number(at, n, al_value_key((al_fraction){date[0], 1}));
    al_item year = al_value_number(at, n, al_value_key((al_fraction){date[2], 1}));
    al_item month = day;
    month.class = AL_ITEM_NAME;
    month.key = key_of_calendar(AL_TERM_MONTH, date[1]);
    month.flags |= AL_ITEM_FIGURES;
    al_value_add(value, day);
    al_value_add(value, month);
    al_value_add(value, year);
    value->taken = n;
}

static bool is_date(int64_t day, int64_t month)
{
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/* The whole numbers of three tokens that a sign parts, each glued to the next. */
static bool three_at(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                     uint32_t sign, al_figures parts[3])
{
    for (uint32_t i = 0; i < 3; i++) {
        size_t token = at + 2 * i;
        if (token >= tokens->n || tokens->list[token].sign != 0 ||
            tokens->list[token].shape != AL_SHAPE_FIGURES || (i > 0 && tokens->list[token].apart))
            return false;
        if (i < 2 && !(al_token_is(tokens, token + 1, sign) && al_token_glued(tokens, token + 1)))
            return false;
        al_token_figures(reader, side, &tokens->list[token], &parts[i]);
        if (!parts[i].plain || parts[i].value.denominator != 1 ||
            (i < 2 && parts[i].suffix != AL_SUFFIX_NONE))
            return false;
    }
    return true;
}

/* 2012-05-03, also with a time behind it. */
static bool iso_at(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                   al_value *value)
{
    al_figures parts[3];
    uint32_t sign = al_token_is(tokens, at + 1, '/') ? '/' : '-';
    if (!three_at(reader, side, tokens, at, sign, parts))
        return false;
    int64_t date[3] = {parts[2].value.numerator, parts[1].value.numerator,
                       parts[0].value.numerator};
    if (parts[0].digits != 4 || parts[1].digits > 2 || parts[2].digits > 2 ||
        !is_date(date[0], date[1]))
        return false;
    add_date(value, at, 5, date);
    return true;
}

/*
 * 31/12/2026 and 12/31/2026. Of two that are both possible the digits are the key in English;
 * elsewhere the day comes first.
 */
static bool slashes_at(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                       al_value *value)
{
    al_figures parts[3];
    if (!three_at(reader, side, tokens, at, al_token_is(tokens, at + 1, '-') ? '-' : '/', parts) ||
        (parts[2].digits != 4 && parts[2].digits != 2))
        return false;
    int64_t first = parts[0].value.numerator, second = parts[1].value.numerator;
    int64_t year = parts[2].value.numerator;
    if (parts[2].digits == 2)
        year += year < 50 ? 2000 : 1900;
    bool day_first = is_date(first, second), month_first = is_date(second, first);
    if (!day_first && !month_first)
        return false;
    bool either = reader->language == NULL || strcmp(reader->language->code, "en") == 0;
    if (day_first && month_first && first != second && either) {
        uint64_t key = (uint64_t)(first * 100 + second) * 10000 + (uint64_t)year;
        al_value_add(value, al_value_number(at, 5, al_value_hash_key(key)));
        value->taken = 5;
        return true;
    }
    int64_t date[3] = {day_first ? first : second, day_first ? second : first, year};
    add_date(value, at, 5, date);
    return true;
}

/* 3.5.2012, and 3. 5. 2012 with blanks. */
static bool dots_at(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                    al_value *value)
{
    al_figures parts[3];
    al_token_figures(reader, side, &tokens->list[at], &parts[0]);
    if (parts[0].parts[0] != 0) {
        int64_t date[3] = {parts[0].parts[0], parts[0].parts[1], parts[0].parts[2]};
        add_date(value, at, 1, date);
        return true;
    }
    for (uint32_t i = 0; i < 3; i++) {
        size_t token = at + 2 * i;
        if (token >= tokens->n || tokens->list[token].sign != 0 ||
            tokens->list[token].shape != AL_SHAPE_FIGURES ||
            (i < 2 && !(al_token_is(tokens, token + 1, '.') && al_token_glued(tokens, token + 1))))
            return false;
        al_token_figures(reader, side, &tokens->list[token], &parts[i]);
        if (!parts[i].plain || parts[i].suffix != AL_SUFFIX_NONE)
            return false;
    }
    int64_t date[3] = {parts[0].value.numerator, parts[1].value.numerator,
                       parts[2].value.numerator};
    if (!is_date(date[0], date[1]) || parts[2].digits != 4)
        return false;
    add_date(value, at, 5, date);
    return true;
}

bool al_value_date(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                   al_value *value)
{
    const al_token *token = &tokens->list[at];
    if (token->sign != 0 || token->shape != AL_SHAPE_FIGURES)
        return false;
    return iso_at(reader, side, tokens, at, value) || slashes_at(reader, side, tokens, at, value) ||
           dots_at(reader, side, tokens, at, value);
}

static bool is_figures(const al_tokens *tokens, size_t at)
{
    return at < tokens->n && tokens->list[at].sign == 0 &&
           tokens->list[at].shape == AL_SHAPE_FIGURES;
}

/* Whether a figure stands beside some tokens, with no more than a sign or `of` between. */
static bool beside_figures(const al_tokens *tokens, size_t at, uint32_t n)
{
    for (size_t i = 1; i <= 2 && i <= at; i++)
        if (is_figures(tokens, at - i))
            return true;
    return is_figures(tokens, at + n) || is_figures(tokens, at + n + 1);
}

/* Whether a word stands before months: IN MAY. Of the six only English has doubtful ones. */
static bool leads_to_month(uint64_t key)
{
    static const char *const words[] = {"in",    "of",     "on",   "by",    "from", "since",
                                        "until", "till",   "this", "last",  "next", "late",
                                        "early", "during", "each", "every", "and",  "or"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (key == al_classes_letters_key(words[i], strlen(words[i])))
            return true;
    return false;
}

/*
 * A form that is a common word, too (may, march, mars), is a month beside figures, or with a
 * capital within a sentence; but not WHO MAY MODIFY.
 */
static bool is_meant(const al_tokens *tokens, size_t at, const al_term *term, bool doubtful)
{
    const al_token *token = &tokens->list[at];
    if (term->flags & AL_TERM_SHORT || doubtful) {
        bool dot = term->flags & AL_TERM_SHORT && al_token_is(tokens, at + term->n_words, '.') &&
                   at + term->n_words + 1 < tokens->n && token->flags & AL_FORM_CAPITAL &&
                   token->bytes.end - token->bytes.start > 2;
        bool capital = !(term->flags & AL_TERM_SHORT) && token->flags & AL_FORM_CAPITAL && at > 0 &&
                       tokens->list[at - 1].sign == 0 &&
                       (!(token->flags & AL_FORM_UPPER &&
                          tokens->list[at - 1].flags & (AL_FORM_UPPER | AL_FORM_INITIAL)) ||
                        leads_to_month(tokens->list[at - 1].key));
        return dot || capital || beside_figures(tokens, at, term->n_words);
    }
    return true;
}

bool al_value_calendar(al_item_reader *reader, const al_tokens *tokens, size_t at, al_value *value)
{
    const al_token *token = &tokens->list[at];
    uint8_t class = AL_TERM_MONTH;
    const al_term *term = al_value_term(reader, tokens, at, class);
    if (term == NULL)
        term = al_value_term(reader, tokens, at, class = AL_TERM_WEEKDAY);
    if (term == NULL)
        return false;
    bool doubtful = token->flags & AL_FORM_LOUD || term->flags & AL_TERM_DOUBTFUL;
    if (!is_meant(tokens, at, term, doubtful))
        return false;
    al_item item = al_value_number(at, term->n_words,
                                   key_of_calendar(class, al_term_groups[term->group].numerator));
    item.class = AL_ITEM_NAME;
    value->taken = term->n_words;
    if (term->flags & AL_TERM_SHORT && al_token_is(tokens, at + value->taken, '.') &&
        al_token_glued(tokens, at + value->taken))
        item.n = ++value->taken;
    al_value_add(value, item);
    return true;
}
