/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints the rows of data/meaning/calendar.tsv: the names of months and weekdays
 * as ICU has them from the Common Locale Data Repository. Run by hand when ICU has
 * newer ones; the first lines of the list, which name the source, stay.
 *
 *     cc tools/calendar.c $(pkg-config --cflags --libs icu-i18n icu-uc) -o calendar && ./calendar
 */
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { most = 600 /* bytes of a name, and units */ };

/* A name in small letters, blanks as _, without a dot at its end; false for 1月 and the like. */
static bool read_name(UDateFormat *format, UDateFormatSymbolType type, int32_t index,
                      const char *language, char out[most])
{
    UChar units[most / 3];
    UErrorCode status = U_ZERO_ERROR;
    size_t n = 0;
    udat_getSymbols(format, type, index, units, most / 3, &status);
    u_strToLower(units, most / 3, units, -1, language, &status);
    u_strToUTF8(out, most, NULL, units, -1, &status);
    if (U_FAILURE(status))
        return false;
    for (const char *c = out; *c != 0; c++) {
        if (*c >= '0' && *c <= '9')
            return false;
        bool wide = memcmp(c, "\xC2\xA0", 2) == 0;
        out[n++] = wide || *c == ' ' ? '_' : *c;
        c += wide;
    }
    n -= n > 0 && out[n - 1] == '.';
    out[n] = 0;
    return n > 0;
}

/* Names as they stand in a date and as they stand alone. */
static void print_rows(UDateFormat *format, const char *language, const char *class,
                       const UDateFormatSymbolType types[2], const char *note)
{
    int32_t first = class[0] == 'w', count = first ? 7 : 12;
    for (int32_t i = 0; i < count; i++) {
        char names[2][most];
        bool known[2];
        for (int k = 0; k < 2; k++)
            known[k] = read_name(format, types[k], i + first, language, names[k]);
        known[1] = known[1] && !(known[0] && strcmp(names[0], names[1]) == 0);
        if (known[0] || known[1])
            printf("%s\t%s\t%d\t%s%s%s\t%s\n", language, class, i + 1, known[0] ? names[0] : "",
                   known[0] && known[1] ? " " : "", known[1] ? names[1] : "", note);
    }
}

int main(void)
{
    static const char *const languages[] = {
        "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi",
        "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl",
        "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"};
    static const UDateFormatSymbolType types[4][2] = {
        {UDAT_MONTHS, UDAT_STANDALONE_MONTHS},
        {UDAT_SHORT_MONTHS, UDAT_STANDALONE_SHORT_MONTHS},
        {UDAT_WEEKDAYS, UDAT_STANDALONE_WEEKDAYS},
        {UDAT_SHORT_WEEKDAYS, UDAT_STANDALONE_SHORT_WEEKDAYS}};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        char locale[64];
        UErrorCode status = U_ZERO_ERROR;
        snprintf(locale, sizeof locale, "%s@calendar=gregorian", languages[i]);
        UDateFormat *format = udat_open(UDAT_FULL, UDAT_FULL, locale, NULL, 0, NULL, 0, &status);
        if (U_FAILURE(status)) {
            fprintf(stderr, "%s: %s\n", locale, u_errorName(status));
            return 1;
        }
        for (int k = 0; k < 4; k++)
            print_rows(format, languages[i], k < 2 ? "month" : "weekday", types[k],
                       k % 2 == 1 ? "short" : "");
        udat_close(format);
    }
    return 0;
}
