/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times of the clock. Their key is the minute of a half day; which half is a
 * set (am, pm or either), so that 9:15 is met by 21:15 and by 9:15 a.m., and these
 * not by each other. A full hour is met by its number, too: at nine o'clock.
 */
#include "meaning/value.h"

#include <string.h>

enum { am = 1, pm = 2, either = 3, half_day = 720 };

typedef struct time {
    int32_t minutes;
    uint32_t half; /* a set */
    uint32_t n;    /* tokens */
    int64_t hour;  /* of a full hour as it is written, or -1 */
} time_of_day;

uint64_t al_value_clock_key(int64_t minutes)
{
    al_fraction minute = {minutes % half_day, 1};
    return al_value_hash_key(al_value_key(minute));
}

static void add_time(al_value *value, size_t at, time_of_day time)
{
    al_item item = al_value_number(at, time.n, al_value_clock_key(time.minutes));
    item.choice = time.half;
    if (time.half == either) /* une heure et demie may last that long */
        item.measure = al_value_measure((al_fraction){time.minutes, 1}, "min", 0);
    if (time.hour >= 0)
        item.other = al_value_key((al_fraction){time.hour, 1});
    al_value_add(value, item);
    value->taken = time.n;
}

/* From 13 to 24 hours it is plain which half is meant. */
static uint32_t half_of_hour(int64_t hour)
{
    return hour > 12 ? pm : hour == 0 ? am : either;
}

/* p.m., am, Uhr nachmittags: which half, and how many tokens say so. */
static uint32_t half_at(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                        uint32_t *half)
{
    const al_term *term = al_value_term(reader, tokens, at, AL_TERM_UNIT);
    bool is_am = term != NULL && al_terms_group_is(term->group, "am");
    bool is_pm = term != NULL && al_terms_group_is(term->group, "pm");
    uint32_t n = is_am || is_pm ? term->n_words : 0;
    if (n == 0 && (term = al_value_term(reader, tokens, at, AL_TERM_DAYPERIOD)) != NULL) {
        is_am = al_terms_group_is(term->group, "am");
        is_pm = al_terms_group_is(term->group, "pm");
        n = is_am || is_pm ? term->n_words : 0;
    }
    if (n == 0)
        return 0;
    *half = is_am ? am : pm;
    /* a.m. ends in a dot of its own, unless the sentence ends */
    bool dot = tokens->list[at].bytes.end - tokens->list[at].bytes.start == 3;
    return n + (dot && al_token_is(tokens, at + n, '.') && al_token_glued(tokens, at + n));
}

static bool is_of(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                  uint8_t term_class, const char *group, uint32_t *n)
{
    const al_term *term = al_value_term(reader, tokens, at, term_class);
    if (term == NULL || !al_terms_group_is(term->group, group))
        return false;
    *n = term->n_words;
    return true;
}

static bool part_is(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                    const char *group, uint32_t *n)
{
    return is_of(reader, tokens, at, AL_TERM_CLOCKPART, group, n);
}

static bool starts_with(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                        const char *group, uint32_t *n)
{
    return is_of(reader, tokens, at, AL_TERM_CLOCKSTART, group, n);
}

/* Whether an amount is a whole number up to `most`; NULL is none. */
static bool is_whole(const al_amount *amount, int64_t most)
{
    return amount != NULL && amount->counts && !amount->code && amount->unit == 0 &&
           amount->value.denominator == 1 && amount->value.numerator >= 0 &&
           amount->value.numerator <= most;
}

/* A whole number up to `most` at a token. */
static bool whole_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                     int64_t most, al_amount *out)
{
    return at < tokens->n && al_amount_at(reader, side, tokens, at, out) && is_whole(out, most);
}

static bool figures_at(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                       al_figures *out)
{
    if (at >= tokens->n || tokens->list[at].sign != 0 || tokens->list[at].shape != AL_SHAPE_FIGURES)
        return false;
    al_token_figures(reader, side, &tokens->list[at], out);
    return out->value.denominator != 0;
}

/* What may follow a time: a half of the day, o'clock, both. */
static bool take_rest(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                      time_of_day *time)
{
    uint32_t n = 0, half = 0;
    bool said = part_is(reader, tokens, at + time->n, "hour", &n);
    time->n += n;
    n = half_at(reader, tokens, at + time->n, &half);
    if (n > 0 && time->minutes <= half_day + 59) {
        time->n += n;
        time->half = half;
        said = true;
    }
    return said;
}

/* Behind what leads hours alone: a las, alle. */
static bool leads_hours(const al_item_reader *reader, const al_tokens *tokens, size_t at)
{
    uint32_t n;
    return at > 0 && part_is(reader, tokens, at - 1, "at", &n);
}

/* A las siete y media, alle sette e un quarto. */
static bool parted_at(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                      const al_amount *hour, time_of_day *time)
{
    if (hour == NULL || hour->code || hour->unit != 0 || hour->ordinal ||
        (hour->value.denominator != 2 && hour->value.denominator != 4) ||
        hour->value.numerator / hour->value.denominator > 24 ||
        hour->value.numerator < hour->value.denominator || !leads_hours(reader, tokens, at))
        return false;
    int64_t minutes = hour->value.numerator * 60 / hour->value.denominator;
    *time = (time_of_day){(int32_t)minutes, half_of_hour(minutes / 60), hour->n, -1};
    take_rest(reader, tokens, at, time);
    return true;
}

/* 9:15; 9.15 only where something says that it is a time. */
static bool written_at(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                       time_of_day *time)
{
    al_figures hour, minute;
    if (!figures_at(reader, side, tokens, at, &hour))
        return false;
    int64_t hours = hour.value.numerator;
    *time = (time_of_day){.half = half_of_hour(hours), .n = 1, .hour = -1};
    bool colon = al_token_is(tokens, at + 1, ':') && al_token_glued(tokens, at + 1) &&
                 al_token_glued(tokens, at + 2);
    if (colon && figures_at(reader, side, tokens, at + 2, &minute) && minute.plain && hour.plain &&
        minute.digits == 2 && hours <= 24 && minute.value.numerator < 60) {
        time->minutes = (int32_t)(hours * 60 + minute.value.numerator);
        time->n = 3;
        if (minute.suffix == AL_SUFFIX_HOUR && minute.half != 0)
            time->half = minute.half;
        else if (minute.suffix != AL_SUFFIX_NONE)
            return false;
        if (al_token_is(tokens, at + 3, ':') && al_token_glued(tokens, at + 3))
            return false; /* seconds, or a ratio */
        take_rest(reader, tokens, at, time);
        return true;
    }
    if (hour.suffix == AL_SUFFIX_HOUR && hour.value.denominator == 1 && hours <= 24) {
        time->minutes = (int32_t)(hours * 60) + hour.minutes;
        time->half = hour.half != 0 ? hour.half : time->half;
        time->hour = hour.minutes == 0 ? hours : -1;
        return true;
    }
    /* 9.15 pm, 18.30 Uhr */
    int64_t hundredths = hours * 100;
    if (hour.suffix != AL_SUFFIX_NONE || hour.plain || 100 % hour.value.denominator != 0)
        return false;
    hundredths /= hour.value.denominator;
    hours = hundredths / 100;
    time->minutes = (int32_t)(hours * 60 + hundredths % 100);
    time->half = half_of_hour(hours);
    return hours <= 24 && hundredths % 100 < 60 &&
           (take_rest(reader, tokens, at, time) || leads_hours(reader, tokens, at));
}

/* A quarter of an hour, ten minutes before two days: no time of the clock. */
static bool is_span(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                    const al_amount *hour)
{
    const al_term *unit = al_value_term(reader, tokens, at + hour->n, AL_TERM_UNIT);
    return unit != NULL && !al_terms_group_is(unit->group, "am") &&
           !al_terms_group_is(unit->group, "pm") && hour->n == 1;
}

/* Sept heures et demie, sette meno un quarto, minuit et quart: a part of an hour. */
static bool take_part(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                      time_of_day *time)
{
    uint32_t n = 0;
    size_t next = at + time->n;
    if (part_is(reader, tokens, next, "half", &n))
        time->minutes += 30;
    else if (part_is(reader, tokens, next, "quarter", &n))
        time->minutes += 15;
    else if (part_is(reader, tokens, next, "lessquarter", &n))
        time->minutes -= 15;
    else
        return false;
    time->n += n;
    time->hour = -1;
    return true;
}

/* Sept heures moins vingt, las siete y diez: minutes before or after the hour, and their tokens. */
static bool minutes_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                       int32_t *minutes, uint32_t *taken)
{
    al_amount amount;
    uint32_t n;
    bool minus = starts_with(reader, tokens, at, "minus", &n);
    const al_term *and = al_value_term(reader, tokens, at, AL_TERM_CONDITION);
    if (!minus && (and == NULL || !al_terms_group_is(and->group, "and")))
        return false;
    if (!minus)
        n = and->n_words;
    if (!whole_at(reader, side, tokens, at + n, 59, &amount) || amount.faint ||
        amount.value.numerator % 5 != 0 || is_span(reader, tokens, at + n, &amount))
        return false;
    *minutes = (int32_t)amount.value.numerator * (minus ? -1 : 1);
    *taken = n + amount.n;
    return true;
}

/* 9 pm, 18 Uhr, nine o'clock, sept heures et demie, sette e mezza. */
static bool hour_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                    const al_amount *hour, time_of_day *time)
{
    uint32_t n;
    int32_t more;
    if (!is_whole(hour, 24) || hour->ordinal)
        return false;
    *time = (time_of_day){.minutes = (int32_t)hour->value.numerator * 60,
                          .half = half_of_hour(hour->value.numerator),
                          .n = hour->n,
                          .hour = hour->value.numerator};
    bool said = take_rest(reader, tokens, at, time);
    size_t next = at + time->n;
    if (take_part(reader, tokens, at, time)) {
        take_rest(reader, tokens, at, time);
        return true;
    }
    if ((said || leads_hours(reader, tokens, at)) && hour->n == time->n - said &&
        minutes_at(reader, side, tokens, next, &more, &n)) {
        time->minutes += more;
    } else {
        al_amount minutes;
        if (said && whole_at(reader, side, tokens, next, 59, &minutes) && !minutes.faint &&
            part_is(reader, tokens, next - 1, "hour", &n)) { /* 18 Uhr 30 */
            time->minutes += (int32_t)minutes.value.numerator;
            time->n += minutes.n;
            time->hour = -1;
        }
        return said || leads_hours(reader, tokens, at);
    }
    time->n += n;
    time->hour = -1;
    take_rest(reader, tokens, at, time);
    return true;
}

/* Half past seven, quarter to eight, ten past nine, Viertel nach sieben, halb acht. */
static bool spoken_at(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                      const al_amount *first, time_of_day *time)
{
    al_amount hour;
    uint32_t n = 0, between;
    int32_t minutes;
    bool joined = true; /* by past or to */
    if (starts_with(reader, tokens, at, "halfto", &n)) {
        minutes = -30; /* halb acht */
    } else {
        bool part = starts_with(reader, tokens, at, "halfpast", &n);
        if (part)
            minutes = 30;
        else if ((part = starts_with(reader, tokens, at, "aquarter", &n)))
            minutes = 15;
        else if (is_whole(first, 29) && !first->faint)
            minutes = (int32_t)first->value.numerator, n = first->n;
        else
            return false;
        if (part_is(reader, tokens, at + n, "past", &between))
            n += between;
        else if (part_is(reader, tokens, at + n, "to", &between))
            n += between, minutes = -minutes;
        else if (!part || minutes == 15)
            return false;
        else
            joined = false;
        if (!part && minutes % 5 != 0)
            return false;
        if (joined &&
            starts_with(reader, tokens, at + n, "halfto", &between)) /* fünf vor halb drei */
            n += between, minutes -= 30;
    }
    if (!whole_at(reader, side, tokens, at + n, 12, &hour) || hour.value.numerator == 0 ||
        (!joined && hour.faint) || is_span(reader, tokens, at + n, &hour))
        return false;
    *time = (time_of_day){.minutes = (int32_t)hour.value.numerator * 60 + minutes,
                          .half = either,
                          .n = n + hour.n,
                          .hour = -1};
    take_rest(reader, tokens, at, time);
    return true;
}

/* Whether a token may begin a time: asked of every token. */
static bool may_begin(const al_token *token)
{
    return token->sign == 0 &&
           (token->shape == AL_SHAPE_FIGURES || token->term != 0 ||
            token->flags & (AL_FORM_NUMBER | AL_FORM_PART | AL_FORM_FAINT_PART));
}

bool al_value_clock(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                    const al_amount *amount, al_value *value)
{
    time_of_day time;
    if (!may_begin(&tokens->list[at]))
        return false;
    const al_term *term = al_value_term(reader, tokens, at, AL_TERM_CLOCK);
    if (term != NULL) {
        int32_t minutes = al_term_groups[term->group].numerator;
        time = (time_of_day){minutes, minutes == 0 ? am : pm, term->n_words, -1};
        take_part(reader, tokens, at, &time);
    } else if (!spoken_at(reader, side, tokens, at, amount, &time) &&
               !written_at(reader, side, tokens, at, &time) &&
               !parted_at(reader, tokens, at, amount, &time) &&
               !hour_at(reader, side, tokens, at, amount, &time)) {
        return false;
    }
    if (time.minutes < 0)
        time.minutes += 1440;
    if (time.half == either && time.minutes >= half_day + 60)
        time.half = pm;
    add_time(value, at, time);
    return true;
}
