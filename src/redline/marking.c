/* SPDX-License-Identifier: Apache-2.0 */
/* The calendar is worked out here, without the C library's, which knows time zones and state. */
#include "redline/marking.h"

#include "base/utf8.h"
#include "base/xml_signs.h"

#include <stdio.h>
#include <string.h>

/* Days since 1970 to a date of the Gregorian calendar (H. Hinnant, chrono algorithms). */
static void civil(int64_t days, int64_t *year, unsigned *month, unsigned *day)
{
    days += 719468; /* from 1 March of the year 0 */
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    unsigned of_era = (unsigned)(days - era * 146097);
    unsigned years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    unsigned of_year = of_era - (365 * years + years / 4 - years / 100);
    unsigned march_month = (5 * of_year + 2) / 153;
    *day = of_year - (153 * march_month + 2) / 5 + 1;
    *month = march_month < 10 ? march_month + 3 : march_month - 9;
    *year = (int64_t)years + era * 400 + (*month <= 2);
}

static bool put_date(char *out, size_t room, int64_t seconds)
{
    enum { DAY = 86400 };
    int64_t days = seconds / DAY, rest = seconds % DAY, year;
    unsigned month, day;
    if (rest < 0) {
        rest += DAY;
        days--;
    }
    civil(days, &year, &month, &day);
    if (year < 0 || year > 9999)
        return false;
    snprintf(out, room, "%04d-%02u-%02uT%02d:%02d:%02dZ", (int)year, month, day, (int)(rest / 3600),
             (int)(rest / 60 % 60), (int)(rest % 60));
    return true;
}

/* A carriage return would be read as a line end. */
static bool is_fit(uint32_t c)
{
    return al_xml_holds(c) && c != '\r';
}

/* Names are cut off where they would not fit; what XML cannot have is left out. */
static void put_author(char *out, size_t room, const char *author)
{
    size_t used = 0, length = strlen(author);
    uint32_t size;
    for (size_t at = 0; at < length; at += size) {
        uint32_t c = al_decode(author, length, at, &size);
        const char *escaped = al_xml_escape(c), *piece = escaped != NULL ? escaped : author + at;
        size_t bytes = escaped != NULL ? strlen(escaped) : size;
        if (!is_fit(c))
            continue;
        if (used + bytes >= room)
            break;
        memcpy(out + used, piece, bytes);
        used += bytes;
    }
    out[used] = '\0';
}

bool al_marking_init(al_marking *marking, const char *author, int64_t date)
{
    *marking = (al_marking){.first = 1, .next = 1};
    put_author(marking->author, sizeof marking->author, author);
    return put_date(marking->date, sizeof marking->date, date);
}

void al_marking_escape(al_marking *marking, al_buffer *out, const char *bytes, size_t length)
{
    size_t done = 0;
    uint32_t size;
    for (size_t at = 0; at < length; at += size) {
        uint32_t c = al_decode(bytes, length, at, &size);
        const char *escaped = al_xml_escape(c);
        marking->unfit |= !is_fit(c);
        if (escaped == NULL)
            continue;
        al_buffer_append(out, bytes + done, at - done);
        al_buffer_append_text(out, escaped);
        done = at + 1;
    }
    al_buffer_append(out, bytes + done, length - done);
}
